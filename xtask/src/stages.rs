//! Everything that is tested, stage by stage.

use crate::command::{cleared, run, say};
use crate::{browser, bundle, node, serve};
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// A stage: its name, what it does in one line, and how.
struct Stage {
    name: &'static str,
    what: &'static str,
    run: fn(&Path) -> Result<()>,
}

/// In the order in which mistakes are cheapest to find. `wasm` makes what the stages below it read.
const STAGES: &[Stage] = &[
    Stage {
        name: "fmt",
        what: "the Rust code is formatted",
        run: |root| run(cargo(root).args(["fmt", "--all", "--check"])),
    },
    Stage { name: "clippy", what: "clippy has no objection", run: clippy },
    Stage { name: "native", what: "native tests", run: native },
    Stage { name: "doc", what: "the documentation builds, its examples run", run: doc },
    Stage { name: "wasm", what: "the page's module builds", run: bundle::build },
    Stage { name: "types", what: "the JS types hold, page and worker apart", run: types },
    Stage { name: "lint", what: "eslint has no objection", run: lint },
    Stage { name: "js", what: "JS unit tests", run: js },
    Stage { name: "traces", what: "PyTorch's traces inside WebAssembly", run: traces },
    Stage { name: "page", what: "the page in a real browser", run: page },
];

/// Runs the stages named, or all; stops at the first that fails.
pub(crate) fn run_stages(root: &Path, names: &[String]) -> Result<()> {
    if let Some(unknown) = names.iter().find(|name| STAGES.iter().all(|stage| stage.name != **name)) {
        let known: Vec<_> = STAGES.iter().map(|stage| stage.name).collect();
        bail!("test takes stages of {}, found {unknown}", known.join(", "));
    }
    let start = Instant::now();
    let chosen = STAGES.iter().filter(|stage| names.is_empty() || names.iter().any(|name| name == stage.name));
    let mut passed = Vec::new();
    for stage in chosen {
        say(&format!("{}: {}", stage.name, stage.what));
        (stage.run)(root)
            .with_context(|| format!("stage {} failed; again with: cargo xtask test {}", stage.name, stage.name))?;
        passed.push(stage.name);
    }
    say(&format!("all stages passed in {} s: {}", start.elapsed().as_secs(), passed.join(", ")));
    Ok(())
}

fn cargo(root: &Path) -> Command {
    let mut cargo = cleared("cargo");
    cargo.current_dir(root);
    cargo
}

fn clippy(root: &Path) -> Result<()> {
    run(cargo(root).args(["clippy", "--locked", "--workspace", "--all-targets", "--", "-Dwarnings"]))
}

fn native(root: &Path) -> Result<()> {
    run(cargo(root).args(["test", "--locked", "--workspace", "--all-targets"]))
}

fn doc(root: &Path) -> Result<()> {
    run(cargo(root).args(["test", "--locked", "--doc"]))?;
    run(cargo(root).args(["doc", "--locked", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-Dwarnings"))
}

fn types(root: &Path) -> Result<()> {
    node::install(root)?;
    for project in ["tsconfig.json", "tsconfig.worker.json", "tsconfig.tests.json"] {
        run(node::tool(root, "tsc").args(["--project", project]))?;
    }
    Ok(())
}

fn lint(root: &Path) -> Result<()> {
    node::install(root)?;
    run(node::tool(root, "eslint").args(["--max-warnings", "0", "."]))
}

fn js(root: &Path) -> Result<()> {
    run(Command::new("node").args(["--test", "tests/js/"]).current_dir(root))
}

fn traces(root: &Path) -> Result<()> {
    let folder = bundle::build_traces(root)?;
    run(Command::new("node").args(["--test", "tests/wasm/"]).current_dir(root).env("LAB_WASM_TRACES", folder))
}

/// Against the folder that would be deployed, served from a free port.
fn page(root: &Path) -> Result<()> {
    node::install(root)?;
    let chromium = browser::chromium()?;
    let dist = root.join("target/dist-under-test");
    bundle::collect(root, &dist)?;
    let address = serve::in_background(dist)?;
    run(node::tool(root, "playwright").arg("test").env("LAB_BASE_URL", address).env("LAB_CHROMIUM", chromium))
}
