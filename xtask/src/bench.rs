//! Benchmarks: prepares what each needs and starts it. Their numbers are theirs, nothing is asserted here.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::browser::{self, CHROMIUM};
use crate::cargo::cargo;
use crate::dist;
use crate::node;
use crate::process::{find, run};
use crate::serve;
use crate::site::Site;
use crate::wasm_build;
use crate::workspace::Workspace;

/// Something that can be measured.
pub(crate) struct Bench {
    /// What a person types.
    pub(crate) name: &'static str,
    /// What it measures, in one line, with its options.
    pub(crate) purpose: &'static str,
    run: fn(&Workspace, &[String]) -> Result<()>,
}

/// All benchmarks.
pub(crate) const BENCHES: [Bench; 3] = [
    Bench {
        name: "page",
        purpose: "our step and its peers in Chromium [--quick] [--at N,K,BATCH[,relu]] [--json], each on one core, or with \
                  --threads those that use several where the page is isolated; or what a person waits for: with --feel \
                  [--minutes N] [--cpu TIMES], over a slow line with --line KBITS,MS [--loads N], or for a sweep with \
                  --sweep",
        run: page,
    },
    Bench { name: "native", purpose: "kernels and steps by criterion, as shares of the peak [--quick]", run: native },
    Bench {
        name: "pytorch",
        purpose: "our native step and that of one-thread PyTorch [--quick] [--at N,K,BATCH]; or the default sweep over λ \
                  on all cores: --sweep",
        run: pytorch,
    },
];

/// Runs the benchmark called `name`.
///
/// # Errors
///
/// A sentence, if something that it needs is missing, or it fails.
pub(crate) fn bench(workspace: &Workspace, name: &str, options: &[String]) -> Result<()> {
    let bench = BENCHES.iter().find(|bench| bench.name == name).context("the command line names one of them")?;
    (bench.run)(workspace, options)
}

fn page(workspace: &Workspace, options: &[String]) -> Result<()> {
    if options.iter().any(|option| option == "--line") {
        return run(at_the_page(workspace, "benches/line.js")?.args(options));
    }
    for (name, script) in [("--feel", "benches/feel.js"), ("--sweep", "benches/sweep.js")] {
        if let Some(at) = options.iter().position(|option| option == name) {
            return run(at_the_page(workspace, script)?.args(&options[..at]).args(&options[at + 1..]));
        }
    }
    wasm_build::bench(workspace)?;
    node::ensure_packages(workspace)?;
    node::install(&workspace.root.join("benches/page"))?;
    let [chromium] = browser::find_or_install(workspace, [&CHROMIUM])?;
    let mut script = if options.iter().any(|option| option == "--threads") {
        node::node(workspace)
    } else {
        pinned("node", workspace)
    };
    script.arg("benches/page.js").args(options).env("LAB_CHROMIUM", chromium.path);
    run(script.env("LAB_BENCH_MODULES", workspace.bench_modules()))
}

/// `script`, to be run with the addresses of the built page and of Chromium.
///
/// # Errors
///
/// A sentence, if the page cannot be built, or what is needed to open it is missing.
pub(crate) fn at_the_page(workspace: &Workspace, script: &str) -> Result<Command> {
    wasm_build::page(workspace)?;
    dist::gather(workspace, &workspace.dist(), None)?;
    node::ensure_packages(workspace)?;
    let [chromium] = browser::find_or_install(workspace, [&CHROMIUM])?;
    let url = serve::start_anywhere(Site::new(workspace.dist(), "/"))?;
    let mut node = node::node(workspace);
    node.arg(script).env("LAB_CHROMIUM", chromium.path).env("LAB_BASE_URL", url);
    Ok(node)
}

fn native(workspace: &Workspace, options: &[String]) -> Result<()> {
    run(cargo("cargo", workspace).args(["bench", "--package", "benches", "--bench", "native", "--"]).args(options))
}

fn pytorch(workspace: &Workspace, options: &[String]) -> Result<()> {
    let python = std::env::var_os("LAB_PYTHON").unwrap_or_else(|| "python3".into());
    if let Some(at) = options.iter().position(|option| option == "--sweep") {
        let ours = native_example(workspace, "sweep")?;
        let mut script = Command::new(python);
        script.current_dir(&workspace.root).arg("benches/pytorch_sweep.py");
        return run(script.args(&options[..at]).args(&options[at + 1..]).arg("--ours").arg(ours));
    }
    let ours = native_example(workspace, "native_step")?;
    run(pinned(python, workspace).arg("benches/pytorch_step.py").args(options).arg("--ours").arg(ours))
}

/// Builds an example, and says where it then is.
fn native_example(workspace: &Workspace, name: &str) -> Result<PathBuf> {
    run(cargo("cargo", workspace).args(["build", "--release", "--package", "autoencoder-lab", "--example", name]))?;
    Ok(workspace.target.join("release/examples").join(name))
}

/// `program` in the workspace, kept on one core where the system can do that: a move to another costs it its caches.
fn pinned(program: impl AsRef<std::ffi::OsStr>, workspace: &Workspace) -> Command {
    let mut command = if find("taskset").is_some() {
        let mut command = Command::new("taskset");
        command.args(["-c", "0"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    command.current_dir(&workspace.root);
    command
}
