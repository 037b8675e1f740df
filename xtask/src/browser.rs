//! The Chromium of the page tests.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::apt::{self, Apt};
use crate::node::node;
use crate::process::capture;
use crate::workspace::Workspace;

/// Where Debian's package puts it.
const DEBIAN_CHROMIUM: &str = "/usr/bin/chromium";

/// Prints where Playwright keeps its own browser, whether it is there or not.
const OWN_PATH: &str = "import('@playwright/test').then(({ chromium }) => console.log(chromium.executablePath()))";

/// Finds Chromium, or installs it where that is possible: `LAB_CHROMIUM`, Debian's, Playwright's own.
///
/// # Errors
///
/// A sentence with the command to type, if there is none and it cannot be installed from here.
pub(crate) fn find_or_install(workspace: &Workspace) -> Result<PathBuf> {
    if let Some(path) = env::var_os("LAB_CHROMIUM").map(PathBuf::from) {
        ensure!(path.is_file(), "LAB_CHROMIUM names {}, which is not there", path.display());
        return Ok(path);
    }
    let own = || capture(node(workspace).args(["--eval", OWN_PATH])).map(PathBuf::from);
    if let Some(path) = [Some(DEBIAN_CHROMIUM.into()), own()].into_iter().flatten().find(|path| path.is_file()) {
        return Ok(path);
    }
    if Apt::look().is_open() {
        apt::install(&["chromium"]).with_context(|| advice("Chromium could not be installed"))?;
    }
    ensure!(Path::new(DEBIAN_CHROMIUM).is_file(), advice("Chromium was not found"));
    Ok(DEBIAN_CHROMIUM.into())
}

fn advice(what: &str) -> String {
    format!(
        "{what}: type `{}` on Debian, `npx playwright install chromium` elsewhere, or set LAB_CHROMIUM to its path",
        apt::line(&["chromium"])
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advice_names_each_way() {
        assert_eq!(
            advice("Chromium was not found"),
            "Chromium was not found: type `sudo apt-get install --no-install-recommends chromium` on Debian, `npx \
             playwright install chromium` elsewhere, or set LAB_CHROMIUM to its path"
        );
    }
}
