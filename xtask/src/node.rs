//! Node.js and the packages of `package-lock.json`.

use crate::command::{exists, run, say};
use anyhow::{Result, bail};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Installs the packages, unless those of the lock file are there already.
pub(crate) fn install(root: &Path) -> Result<()> {
    if !exists("node") || !exists("npm") {
        bail!(
            "Node.js 20 or newer with npm is missing; install it from https://nodejs.org or type\n    sudo apt-get install nodejs npm"
        );
    }
    let lock = fs::read(root.join("package-lock.json"))?;
    let stamp = root.join("node_modules/.lock-of-last-install");
    if fs::read(&stamp).is_ok_and(|last| last == lock) {
        return Ok(());
    }
    say("installing the packages of package-lock.json with npm ci");
    let quiet = ["ci", "--no-audit", "--no-fund"];
    run(Command::new("npm").args(quiet).current_dir(root).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
    fs::write(stamp, lock)?;
    Ok(())
}

/// A program of the installed packages.
pub(crate) fn tool(root: &Path, name: &str) -> Command {
    let mut command = Command::new(root.join("node_modules/.bin").join(name));
    command.current_dir(root);
    command
}
