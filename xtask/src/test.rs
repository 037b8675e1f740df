//! Every test, as a list of stages: the first that fails ends the run.

use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use crate::apt::{self, Apt};
use crate::browser::{self, CHROMIUM, FIREFOX, WEBKIT};
use crate::cargo::cargo;
use crate::dist;
use crate::node;
use crate::process::{capture, find, run, say};
use crate::serve;
use crate::site::Site;
use crate::toolchain;
use crate::wasm_build;
use crate::workspace::Workspace;

/// One part of the tests. Each prepares what it needs, so that it can be run alone.
pub(crate) struct Stage {
    /// What a person types.
    pub(crate) name: &'static str,
    /// What it does, in one line.
    pub(crate) purpose: &'static str,
    run: fn(&Workspace) -> Result<()>,
}

/// All stages, the quick ones first.
pub(crate) const STAGES: [Stage; 14] = [
    Stage { name: "fmt", purpose: "checks how the code is formatted", run: fmt },
    Stage { name: "clippy", purpose: "lints the Rust code, native and for wasm", run: clippy },
    Stage { name: "native", purpose: "runs the Rust tests and the examples in the docs", run: native },
    Stage { name: "claims", purpose: "trains what the lesson states numbers of, under one seed", run: claims },
    Stage { name: "doc", purpose: "builds the Rust docs, without a warning", run: doc },
    Stage { name: "wasm", purpose: "builds the modules and the deployable folder, within its budget", run: wasm },
    Stage { name: "types", purpose: "checks the types of page, worker and tests", run: types },
    Stage { name: "lint", purpose: "lints the JavaScript code, and who imports whom", run: lint },
    Stage { name: "js", purpose: "runs the JavaScript unit tests", run: js },
    Stage { name: "traces", purpose: "replays golden runs inside wasm", run: traces },
    Stage { name: "page", purpose: "opens the built page in Chromium and uses it", run: page },
    Stage { name: "looks", purpose: "compares pictures of the page, where they can be equal", run: looks },
    Stage { name: "browsers", purpose: "compares Chromium, Firefox and WebKit with native training", run: browsers },
    Stage { name: "python", purpose: "runs exported programs in PyTorch; only where it is named", run: python },
];

/// Stages that run only where they are named: this one installs 130 MB and takes a minute, and what it measures is kept in
/// `tests/fixtures/programs.json`, by which the stage `js` goes.
const ONLY_BY_NAME: [&str; 1] = ["python"];

/// The path that the page tests see the page under: not the root, as on most static hosts.
const BASE: &str = "/a/sub-path/";

/// The fonts of a desktop, with which the page has to look as it does without them.
const DESKTOP_FONTS: &str = "/usr/share/fonts/truetype/liberation";

/// Runs the stages called `names`, or all of them if there are none.
///
/// # Errors
///
/// A sentence that names the stage that failed, and why.
pub(crate) fn test(workspace: &Workspace, names: &[String]) -> Result<()> {
    let start = Instant::now();
    let is_named = |stage: &Stage| names.iter().any(|name| name == stage.name);
    let chosen = |stage: &&Stage| is_named(stage) || (names.is_empty() && !ONLY_BY_NAME.contains(&stage.name));
    let stages: Vec<&Stage> = STAGES.iter().filter(chosen).collect();
    let mut passed = Vec::new();
    for (index, stage) in stages.iter().enumerate() {
        let begin = Instant::now();
        say(format_args!("[{}/{}] {} {}", index + 1, stages.len(), stage.name, stage.purpose));
        (stage.run)(workspace).with_context(|| format!("stage {} failed", stage.name))?;
        passed.push(format!("{} {} s", stage.name, begin.elapsed().as_secs()));
    }
    say(format_args!("passed in {} s: {}", start.elapsed().as_secs(), passed.join(", ")));
    Ok(())
}

fn fmt(workspace: &Workspace) -> Result<()> {
    ensure_component(workspace, "fmt", "rustfmt", "rustfmt-web")?;
    run(cargo("cargo", workspace).args(["fmt", "--all", "--check"]))?;
    node::ensure_packages(workspace)?;
    run(node::tool(workspace, "prettier/bin/prettier.cjs").args(["--check", "--log-level", "warn", "."]))
}

fn clippy(workspace: &Workspace) -> Result<()> {
    ensure_component(workspace, "clippy", "clippy", "rust-web-clippy")?;
    run(cargo("cargo", workspace).args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    // Code that exists only for the target is seen only with the target's own compiler.
    wasm_build::lint(workspace)
}

fn native(workspace: &Workspace) -> Result<()> {
    run(cargo("cargo", workspace).args(["test", "--workspace", "--exclude", "xtask"]))?;
    // In the profile that xtask itself was built with: its dependencies are large, and built already.
    run(cargo("cargo", workspace).args(["test", "--package", "xtask", "--profile", "dev"]))
}

fn claims(workspace: &Workspace) -> Result<()> {
    // In the profile in which the tests have built it.
    let lecture = ["run", "--profile", "test", "--example", "lecture", "--", "--seeds", "1"];
    run(cargo("cargo", workspace).args(lecture))
}

fn doc(workspace: &Workspace) -> Result<()> {
    let mut cargo = cargo("cargo", workspace);
    cargo.args(["doc", "--workspace", "--no-deps"]);
    run(cargo.env("RUSTDOCFLAGS", "-D warnings"))
}

fn wasm(workspace: &Workspace) -> Result<()> {
    wasm_build::page(workspace)?;
    dist::gather(workspace, &workspace.dist(), None)?;
    run(node::node(workspace).args(["benches/size.js", "dist"]))
}

fn types(workspace: &Workspace) -> Result<()> {
    wasm_build::page(workspace)?;
    node::ensure_packages(workspace)?;
    for program in ["page", "worker", "tests"] {
        let project = format!("tsconfig.{program}.json");
        say(format_args!("checking {project}"));
        run(node::tool(workspace, "typescript-native/bin/tsc").args(["--project", &project]))?;
    }
    Ok(())
}

fn lint(workspace: &Workspace) -> Result<()> {
    node::ensure_packages(workspace)?;
    run(node::tool(workspace, "eslint/bin/eslint.js").args(["--max-warnings", "0", "."]))?;
    run(node::tool(workspace, "dependency-cruiser/bin/dependency-cruise.mjs").args(["--output-type", "err", "www"]))
}

fn js(workspace: &Workspace) -> Result<()> {
    node::ensure_packages(workspace)?;
    node::test(workspace, "tests/js", &[])
}

fn traces(workspace: &Workspace) -> Result<()> {
    node::ensure_node()?;
    wasm_build::traces(workspace)?;
    node::test(workspace, "tests/wasm", &[("LAB_WASM_TRACES", workspace.traces().into())])
}

fn page(workspace: &Workspace) -> Result<()> {
    wasm(workspace)?;
    node::ensure_packages(workspace)?;
    let [chromium] = browser::find_or_install(workspace, [&CHROMIUM])?;
    // Where they cannot be installed, the test that wants them says so and is skipped.
    if Apt::look().is_open() && !Path::new(DESKTOP_FONTS).is_dir() {
        apt::install(&["fonts-liberation"])?;
    }
    let url = serve::start_anywhere(Site::new(workspace.dist(), BASE))?;
    say(format_args!("{} opens {url}", chromium.path.display()));
    playwright(workspace, &url, &["page"])
}

fn looks(workspace: &Workspace) -> Result<()> {
    node::ensure_packages(workspace)?;
    browser::find_or_install(workspace, [&CHROMIUM])?;
    if env::var_os("LAB_LOOKS").is_none_or(|when| when != "always") {
        let difference = capture(node::node(workspace).arg("tests/page/machine.js"));
        let difference = difference.context("tests/page/machine.js failed: start it with node")?;
        if !difference.is_empty() {
            say(format_args!("skipped: {difference}; LAB_LOOKS=always compares all the same"));
            return Ok(());
        }
    }
    wasm(workspace)?;
    let url = serve::start_anywhere(Site::new(workspace.dist(), BASE))?;
    playwright(workspace, &url, &["looks"])
}

fn browsers(workspace: &Workspace) -> Result<()> {
    wasm(workspace)?;
    node::ensure_packages(workspace)?;
    let found = browser::find_or_install(workspace, [&CHROMIUM, &FIREFOX, &WEBKIT])?;
    let url = serve::start_anywhere(Site::new(workspace.dist(), BASE))?;
    say(format_args!("{} open {url}", found.each_ref().map(|browser| browser.path.display().to_string()).join(", ")));
    let [_, _, webkit] = found;
    if webkit.is_own {
        return playwright(workspace, &url, &["chromium", "firefox", "firefox-dark", "webkit"]);
    }
    playwright(workspace, &url, &["chromium", "firefox", "firefox-dark"])?;
    let env = [("LAB_BASE_URL", url.into()), ("LAB_WEBKIT_DRIVER", webkit.path.into())];
    node::test(workspace, "tests/browsers", &env)
}

fn python(workspace: &Workspace) -> Result<()> {
    wasm_build::page(workspace)?;
    let python = python_with_torch()?;
    node::test(workspace, "tests/python", &[("LAB_PYTHON", python)])
}

/// The Python that `LAB_PYTHON` names, or else one that has torch; on Debian it is installed.
fn python_with_torch() -> Result<OsString> {
    if let Some(named) = env::var_os("LAB_PYTHON") {
        return Ok(named);
    }
    let has_torch = |python: &&str| capture(Command::new(python).args(["-c", "import torch"])).is_some();
    if let Some(python) = ["python3", DEBIANS_PYTHON].iter().find(|python| has_torch(python)) {
        return Ok(python.into());
    }
    apt::install(&["python3-torch"]).context("PyTorch is missing: type `pip install torch numpy`")?;
    Ok(DEBIANS_PYTHON.into())
}

/// The one that Debian's packages are for.
const DEBIANS_PYTHON: &str = "/usr/bin/python3";

/// Runs `projects` of `playwright.config.js`, which finds the browsers where [`browser`] does.
fn playwright(workspace: &Workspace, url: &str, projects: &[&str]) -> Result<()> {
    let mut playwright = node::tool(workspace, "@playwright/test/cli.js");
    playwright.arg("test").args(projects.iter().map(|project| format!("--project={project}")));
    run(playwright.env("LAB_BASE_URL", url))
}

/// Makes sure that there is a `cargo subcommand`, by rustup or by apt-get.
fn ensure_component(workspace: &Workspace, subcommand: &str, component: &str, package: &str) -> Result<()> {
    if capture(cargo("cargo", workspace).args([subcommand, "--version"])).is_some() {
        return Ok(());
    }
    if find("rustup").is_none() {
        return apt::install(&[package]);
    }
    let hint = format!("`cargo {subcommand}` is missing: type `rustup component add {component}`");
    ensure!(!toolchain::is_debian_only()?, hint);
    say(format_args!("adding {component} to the active Rust toolchain"));
    run(Command::new("rustup").args(["component", "add", component])).context(hint)
}
