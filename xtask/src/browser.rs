//! A Chromium for the tests of the page.

use crate::command::apt_install;
use anyhow::{Context, Result};

const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// The program: `LAB_CHROMIUM`, else one that is installed, else Debian's, which is installed now.
pub(crate) fn chromium() -> Result<String> {
    if let Ok(chosen) = std::env::var("LAB_CHROMIUM") {
        return Ok(chosen);
    }
    if let Some(found) = installed() {
        return Ok(found);
    }
    apt_install(&["chromium", "fonts-dejavu-core"], "a Chromium to test the page in")
        .context("or name one yourself: LAB_CHROMIUM=/path/to/chrome cargo xtask test")?;
    installed().context("chromium was installed but is not on the path")
}

/// The first of the names that is a program on the path.
fn installed() -> Option<String> {
    let folders: Vec<_> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    let mut candidates = NAMES.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    candidates.find(|path| path.is_file()).map(|path| path.display().to_string())
}
