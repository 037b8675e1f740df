//! The browsers of the tests, one for each engine.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::apt::{self, Apt};
use crate::node::node;
use crate::process::capture;
use crate::workspace::Workspace;

/// A browser, and where it may come from.
pub(crate) struct Browser {
    /// What a sentence calls it.
    name: &'static str,
    /// What Playwright calls its own build of it.
    own: &'static str,
    /// The variable that names one by its path.
    variable: &'static str,
    /// The programs that the tests start, where Debian and others put them; the first stands for it.
    programs: &'static [&'static str],
    /// Debian's packages with these programs.
    packages: &'static [&'static str],
}

/// Blink and V8.
pub(crate) const CHROMIUM: Browser = Browser {
    name: "Chromium",
    own: "chromium",
    variable: "LAB_CHROMIUM",
    programs: &["/usr/bin/chromium"],
    packages: &["chromium"],
};

/// Gecko and SpiderMonkey.
pub(crate) const FIREFOX: Browser = Browser {
    name: "Firefox",
    own: "firefox",
    variable: "LAB_FIREFOX",
    programs: &["/usr/bin/firefox-esr"],
    packages: &["firefox-esr"],
};

/// WebKit and JavaScriptCore, driven by its own driver, on a screen that nobody sees.
pub(crate) const WEBKIT: Browser = Browser {
    name: "WebKit",
    own: "webkit",
    variable: "LAB_WEBKIT_DRIVER",
    programs: &["/usr/bin/WebKitWebDriver", "/usr/bin/Xvfb"],
    packages: &["webkit2gtk-driver", "xvfb"],
};

/// A browser that is there.
#[derive(Debug, PartialEq)]
pub(crate) struct Found {
    /// The program to start.
    pub(crate) path: PathBuf,
    /// Whether it is Playwright's own build, which Playwright alone can drive.
    pub(crate) is_own: bool,
}

impl Browser {
    /// Looks where the variable says, where packages put it, and where Playwright keeps its own.
    fn find(&self, workspace: &Workspace) -> Result<Option<Found>> {
        if let Some(path) = env::var_os(self.variable).map(PathBuf::from) {
            ensure!(path.is_file(), "{} names {}, which is not there", self.variable, path.display());
            return Ok(Some(Found { path, is_own: false }));
        }
        if self.programs.iter().all(|program| Path::new(program).is_file()) {
            return Ok(Some(Found { path: self.programs[0].into(), is_own: false }));
        }
        // It prints where that would be, whether it is there or not.
        let script =
            format!("import('@playwright/test').then((all) => console.log(all.{}.executablePath()))", self.own);
        let own = capture(node(workspace).args(["--eval", &script])).map(PathBuf::from);
        Ok(own.filter(|path| path.is_file()).map(|path| Found { path, is_own: true }))
    }
}

/// Finds `browsers`, or installs those that are missing where that is possible.
///
/// # Errors
///
/// A sentence with the command to type, if one is missing and cannot be installed from here.
pub(crate) fn find_or_install<const N: usize>(workspace: &Workspace, browsers: [&Browser; N]) -> Result<[Found; N]> {
    let look = || browsers.iter().map(|browser| browser.find(workspace)).collect::<Result<Vec<_>>>();
    let mut found = look()?;
    let missing = missing(&browsers, &found);
    if !missing.is_empty() && Apt::look().is_open() {
        apt::install(&packages(&missing)).with_context(|| advice(&missing))?;
        found = look()?;
    }
    let found: Option<Vec<Found>> = found.into_iter().collect();
    found.and_then(|found| found.try_into().ok()).with_context(|| advice(&missing))
}

fn missing<'a>(browsers: &[&'a Browser], found: &[Option<Found>]) -> Vec<&'a Browser> {
    browsers.iter().zip(found).filter(|(_, found)| found.is_none()).map(|(browser, _)| *browser).collect()
}

fn packages(browsers: &[&Browser]) -> Vec<&'static str> {
    browsers.iter().flat_map(|browser| browser.packages).copied().collect()
}

fn advice(missing: &[&Browser]) -> String {
    let list = |of: fn(&Browser) -> &'static str, separator| {
        missing.iter().map(|browser| of(browser)).collect::<Vec<_>>().join(separator)
    };
    format!(
        "{} not found: type `{}` on Debian, `npx playwright install --with-deps {}` elsewhere, or set {} to the path",
        list(|browser| browser.name, ", "),
        apt::line(&packages(missing)),
        list(|browser| browser.own, " "),
        list(|browser| browser.variable, ", "),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advice_names_each_way() {
        assert_eq!(
            advice(&[&CHROMIUM]),
            "Chromium not found: type `sudo apt-get install --no-install-recommends chromium` on Debian, `npx playwright \
             install --with-deps chromium` elsewhere, or set LAB_CHROMIUM to the path"
        );
    }

    #[test]
    fn advice_has_one_command_for_all_that_are_missing() {
        assert_eq!(
            advice(&[&FIREFOX, &WEBKIT]),
            "Firefox, WebKit not found: type `sudo apt-get install --no-install-recommends firefox-esr webkit2gtk-driver \
             xvfb` on Debian, `npx playwright install --with-deps firefox webkit` elsewhere, or set LAB_FIREFOX, \
             LAB_WEBKIT_DRIVER to the path"
        );
    }

    #[test]
    fn one_program_of_two_is_not_a_browser() {
        let here: &str = env!("CARGO_MANIFEST_DIR");
        let toml: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        let browser =
            |programs| Browser { name: "", own: "none", variable: "LAB_NO_SUCH_BROWSER", programs, packages: &[] };
        let find = |programs| browser(programs).find(&Workspace::locate()).unwrap();
        assert_eq!(find(vec![toml].leak()), Some(Found { path: toml.into(), is_own: false }));
        assert_eq!(find(vec![toml, here].leak()), None);
    }
}
