//! Checks this crate against a folder of traces made elsewhere:
//!
//! ```text
//! cargo run --release --example verify -- tests/fixtures/reference
//! ```
//!
//! Prints one line a group, and last the worst deviations. Exit code 1 beyond the documented tolerances, 2 where the
//! folder cannot be read.

use autoencoder_lab::reference::{read_file, replay};
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(folder), None) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: cargo run --release --example verify -- DIR");
        return ExitCode::from(2);
    };
    let folder = PathBuf::from(folder);
    match replay(&mut |file| read_file(&folder, file)) {
        Ok(replay) => {
            println!("{replay}");
            if replay.passes() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            eprintln!("{}: {error}", folder.display());
            ExitCode::from(2)
        }
    }
}
