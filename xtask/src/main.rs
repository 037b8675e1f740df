//! The only build tool of autoencoder-lab: `cargo xtask serve | build | single-file | scorm | test | soak | bench`.
//!
//! Each command finds what it needs, installs what is missing where it may, says in one line what it is doing, and
//! ends with a sentence when it cannot go on. The story, in the order of the modules:
//!
//! 1. [`args`] reads the command line.
//! 2. [`toolchain`] chooses the compiler for the WebAssembly module, [`apt`] installs packages for it.
//! 3. [`wasm_build`] compiles the modules, the second from what [`mod@seed`] has copied of the first, and generates their
//!    JavaScript face; [`dist`] fills the deployable folder.
//! 4. [`site`] maps a request to a file and [`serve`] answers it.
//! 5. [`mod@test`] runs the stages; [`node`] and [`browser`] find or install what the stages in JavaScript need.
//! 6. [`mod@soak`] lets monkeys loose at the page, and [`mod@bench`] prepares and starts a benchmark.

mod apt;
mod args;
mod bench;
mod browser;
mod cargo;
mod dist;
mod node;
mod process;
mod seed;
mod serve;
mod site;
mod soak;
mod test;
mod toolchain;
mod wasm_build;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;

use args::Command;
use workspace::Workspace;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let workspace = Workspace::locate();
    match args::parse(std::env::args().skip(1))? {
        Command::Help => println!("{}", args::usage()),
        Command::Build { out, url } => {
            let out = out.unwrap_or_else(|| workspace.dist());
            dist::check(&workspace, &out)?;
            wasm_build::page(&workspace)?;
            dist::gather(&workspace, &out, url.as_deref())?;
        }
        Command::SingleFile { out } => {
            wasm_build::page(&workspace)?;
            dist::single_file(&workspace, out.as_deref())?;
        }
        Command::Scorm { out, deck } => {
            wasm_build::page(&workspace)?;
            dist::scorm(&workspace, out.as_deref(), deck.as_deref().unwrap_or_default())?;
        }
        Command::Serve { port, open } => serve::serve(&workspace, port, open)?,
        Command::Bench { name, options } => bench::bench(&workspace, &name, &options)?,
        Command::Soak { minutes, seed } => soak::soak(&workspace, minutes, seed)?,
        Command::Test { stages } => test::test(&workspace, &stages)?,
    }
    Ok(())
}
