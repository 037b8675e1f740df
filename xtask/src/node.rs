//! What the stages in JavaScript need: Node, and the packages of the lock file.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use anyhow::{Context, Result, ensure};

use crate::apt;
use crate::process::{capture, find, run, say};
use crate::workspace::Workspace;

/// The oldest Node that will do, as `package.json` says.
const OLDEST: (u32, u32) = (20, 19);

/// Finds Node, or installs it where that is possible.
///
/// # Errors
///
/// A sentence that says what to install, if there is none or it is too old.
pub(crate) fn ensure_node() -> Result<()> {
    if find("node").is_none() {
        apt::install(&["nodejs"]).context("Node is missing")?;
    }
    let version = capture(Command::new("node").arg("--version")).context("`node --version` failed")?;
    ensure!(
        parse_version(&version).is_some_and(|found| found >= OLDEST),
        "Node {}.{} or newer is needed, found {version}: install it from https://nodejs.org",
        OLDEST.0,
        OLDEST.1
    );
    Ok(())
}

/// Installs the packages of the tests and tools, unless they are there already.
///
/// # Errors
///
/// As [`install`].
pub(crate) fn ensure_packages(workspace: &Workspace) -> Result<()> {
    install(&workspace.root)
}

/// Installs the packages of the `package-lock.json` in `folder`, unless they are there already.
///
/// # Errors
///
/// A sentence, if Node is missing or the packages cannot be installed.
pub(crate) fn install(folder: &Path) -> Result<()> {
    ensure_node()?;
    let lock = folder.join("package-lock.json");
    // npm removes node_modules first, so this copy says that the last installation was finished, and of what.
    let installed = folder.join("node_modules/.installed-lock.json");
    let wanted = fs::read(&lock).with_context(|| format!("{} cannot be read", lock.display()))?;
    if fs::read(&installed).is_ok_and(|last| last == wanted) {
        return Ok(());
    }
    if find("npm").is_none() && !cfg!(windows) {
        apt::install(&["npm"]).context("npm is missing")?;
    }
    say(format_args!("installing the packages of {}", lock.display()));
    let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.current_dir(folder).args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
    run(npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
    fs::write(&installed, wanted).with_context(|| format!("{} cannot be written", installed.display()))
}

/// Node, to be run in the workspace.
pub(crate) fn node(workspace: &Workspace) -> Command {
    let mut command = Command::new("node");
    command.current_dir(&workspace.root);
    command
}

/// The command of an installed package, by the path of its script. (`npx` would go to the registry for a missing one.)
pub(crate) fn tool(workspace: &Workspace, script: &str) -> Command {
    let mut command = node(workspace);
    command.arg(Path::new("node_modules").join(script));
    command
}

/// Runs every `*.test.js` under `folder` with Node's own runner.
///
/// # Errors
///
/// A sentence, if a test fails or there is none.
pub(crate) fn test(workspace: &Workspace, folder: &str, env: &[(&str, OsString)]) -> Result<()> {
    let mut files = vec![];
    collect_tests(&workspace.root, Path::new(folder), &mut files)
        .with_context(|| format!("the folder {folder} cannot be read"))?;
    ensure!(!files.is_empty(), "there is no *.test.js in {folder}: a stage without tests proves nothing");
    files.sort();
    run(node(workspace).args(["--test", "--test-reporter=spec"]).args(files).envs(env.iter().cloned()))
}

fn collect_tests(root: &Path, folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let path = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            collect_tests(root, &path, files)?;
        } else if path.to_string_lossy().ends_with(".test.js") {
            files.push(path);
        }
    }
    Ok(())
}

/// The 20 and 19 of `v20.19.4`.
fn parse_version(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.strip_prefix('v')?.split('.').map(|number| number.parse().ok());
    Some((numbers.next()??, numbers.next()??))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_version_of_node() {
        assert_eq!(parse_version("v20.19.4"), Some((20, 19)));
        assert_eq!(parse_version("v8.0.0"), Some((8, 0)));
        assert_eq!(parse_version("20.19.4"), None);
        assert_eq!(parse_version("v20"), None);
    }

    #[test]
    fn tests_are_found_in_folders_below() {
        let root = std::env::temp_dir().join(format!("xtask-node-{}", std::process::id()));
        fs::create_dir_all(root.join("js/deep")).unwrap();
        for file in ["js/b.test.js", "js/deep/a.test.js", "js/helper.js"] {
            fs::write(root.join(file), "").unwrap();
        }
        let mut files = vec![];
        collect_tests(&root, Path::new("js"), &mut files).unwrap();
        files.sort();
        assert_eq!(files, [Path::new("js/b.test.js"), Path::new("js/deep/a.test.js")]);
        fs::remove_dir_all(&root).unwrap();
    }
}
