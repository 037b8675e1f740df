//! Gathers the deployable folder: `index.html` and `www/`, without what only the build needs.

use std::fs;
use std::path::{self, Component, Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::process::say;
use crate::workspace::Workspace;

/// All that a deployable folder holds.
const CONTENTS: [&str; 2] = ["index.html", "www"];

/// What only a build has left behind: by it an earlier one is known.
const BUILT: &str = "www/pkg";

/// Checks, before anything is built, that `out` can be filled: a new folder, an empty one, or an earlier build.
///
/// # Errors
///
/// A sentence, if it holds anything else.
pub(crate) fn check(workspace: &Workspace, out: &Path) -> Result<()> {
    let out = resolved(out)?;
    let copied = resolved(&workspace.root.join("www"))?;
    ensure!(!out.starts_with(copied), "{} is inside of what is to be copied", out.display());
    if !out.exists() {
        return Ok(());
    }
    let entries = fs::read_dir(&out).with_context(|| format!("{} is not a folder that can be read", out.display()))?;
    for entry in entries {
        let name = entry?.file_name();
        ensure!(
            out.join(BUILT).exists() && CONTENTS.iter().any(|known| name == *known),
            "{} holds {}, which is no part of a build: choose a new or an empty folder",
            out.display(),
            name.display()
        );
    }
    Ok(())
}

/// `path` from the root on, without `..` as far as its folders are there.
fn resolved(path: &Path) -> Result<PathBuf> {
    let path = path::absolute(path).with_context(|| format!("{} is no path", path.display()))?;
    let Some(there) = path.ancestors().find(|ancestor| ancestor.exists()) else { return Ok(path) };
    let rest = path.strip_prefix(there).expect("an ancestor is a prefix");
    ensure!(!rest.components().any(|part| part == Component::ParentDir), "{} does not exist", path.display());
    let there = there.canonicalize().with_context(|| format!("{} cannot be read", there.display()))?;
    Ok(if rest.as_os_str().is_empty() { there } else { there.join(rest) })
}

/// Fills `out` with everything that a web server needs, and replaces what an earlier build has left there.
///
/// # Errors
///
/// A sentence, if `out` does not pass [`check`], or a file cannot be copied.
pub(crate) fn gather(workspace: &Workspace, out: &Path) -> Result<()> {
    check(workspace, out)?;
    let out = resolved(out)?;
    if out.exists() {
        fs::remove_dir_all(&out).with_context(|| format!("{} cannot be replaced", out.display()))?;
    }
    fs::create_dir_all(&out).with_context(|| format!("{} cannot be made", out.display()))?;
    for name in CONTENTS {
        copy(&workspace.root.join(name), &out.join(name))?;
    }
    say(format_args!("{} is complete: any static web server can serve it, under any path", out.display()));
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    if !from.is_dir() {
        fs::copy(from, to).with_context(|| format!("{} cannot be copied to {}", from.display(), to.display()))?;
        return Ok(());
    }
    fs::create_dir_all(to).with_context(|| format!("{} cannot be made", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("{} cannot be read", from.display()))? {
        let name = entry?.file_name();
        if is_served(&name.to_string_lossy()) {
            copy(&from.join(&name), &to.join(&name))?;
        }
    }
    Ok(())
}

/// Type declarations, hidden files and configurations of tools are of no use to a browser.
fn is_served(name: &str) -> bool {
    !(name.starts_with('.') || name.ends_with(".d.ts") || name == "package.json" || name.starts_with("tsconfig"))
}

#[cfg(test)]
mod tests {
    use std::env;

    use super::*;

    /// A small working copy in a folder of its own, removed at the end.
    struct Fixture(PathBuf);

    impl Fixture {
        fn new(name: &str) -> (Self, Workspace) {
            let root = env::temp_dir().join(format!("xtask-dist-{name}-{}", std::process::id()));
            fs::create_dir_all(root.join("www/pkg")).unwrap();
            for file in ["index.html", "www/main.js", "www/pkg/lab.js", "www/pkg/lab.d.ts", "Cargo.toml"] {
                fs::write(root.join(file), file).unwrap();
            }
            (Self(root.clone()), Workspace { target: root.join("target"), root })
        }
    }

    impl Drop for Fixture {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn holds_what_is_served_and_nothing_from_the_build_before() {
        let (fixture, workspace) = Fixture::new("gather");
        let out = fixture.0.join("dist");
        gather(&workspace, &out).unwrap();
        fs::write(out.join("www/stale.js"), "").unwrap();
        gather(&workspace, &out).unwrap();
        assert_eq!(fs::read_to_string(out.join("www/pkg/lab.js")).unwrap(), "www/pkg/lab.js");
        assert!(out.join("index.html").is_file());
        for absent in ["www/stale.js", "www/pkg/lab.d.ts", "Cargo.toml"] {
            assert!(!out.join(absent).exists(), "{absent}");
        }
    }

    #[test]
    fn never_replaces_a_folder_of_other_things() {
        let (_fixture, workspace) = Fixture::new("refuse");
        let root = workspace.root.clone();
        fs::create_dir(root.join("mine")).unwrap();
        fs::write(root.join("mine/thesis.txt"), "").unwrap();
        assert_eq!(
            gather(&workspace, &root.join("mine")).unwrap_err().to_string(),
            format!(
                "{} holds thesis.txt, which is no part of a build: choose a new or an empty folder",
                root.join("mine").display()
            )
        );
        assert!(root.join("mine/thesis.txt").exists());
        assert!(gather(&workspace, &root).is_err(), "the working copy itself is not a build");
        for inside in ["www/dist", "mine/../www/dist"] {
            assert!(gather(&workspace, &root.join(inside)).is_err(), "{inside}: a copy would hold itself");
        }
        fs::create_dir(root.join("site")).unwrap();
        fs::write(root.join("site/index.html"), "").unwrap();
        assert!(gather(&workspace, &root.join("site")).is_err(), "a page that someone wrote is not a build");
        assert!(root.join("site/index.html").exists());
    }
}
