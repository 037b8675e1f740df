//! Fills the deployable folder, after a look at what is in it: `xtask/dist/dist.js` makes what goes there.

use std::fs;
use std::path::{self, Component, Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::node;
use crate::process::{run, say};
use crate::workspace::Workspace;

/// All that a deployable folder holds, apart from what is packed beside it.
const CONTENTS: [&str; 11] = [
    "404.html",
    "_headers",
    COURSE,
    ONE_FILE,
    "index.html",
    "manifest.webmanifest",
    "oembed.json",
    "preview.png",
    "robots.txt",
    "service-worker.js",
    "www",
];

/// The page as one file: beside the others, or alone, as [`single_file`] makes it.
const ONE_FILE: &str = "autoencoder-lab.html";

/// The lesson as a package for learning platforms, as [`scorm`] makes it.
const COURSE: &str = "autoencoder-lab-scorm.zip";

/// What only a build has left behind, in `www/` or in a folder of its version there: by it an earlier one is known.
const BUILT: &str = "pkg";

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
            name == ONE_FILE || name == COURSE || is_build(&out) && is_part(&name.to_string_lossy()),
            "{} holds {}, which is no part of a build: choose a new or an empty folder",
            out.display(),
            name.display()
        );
    }
    Ok(())
}

/// Whether an earlier build was made in `out`.
fn is_build(out: &Path) -> bool {
    let www = out.join("www");
    let versions = fs::read_dir(&www).into_iter().flatten().flatten().map(|entry| entry.path());
    versions.chain([www]).any(|folder| folder.join(BUILT).is_dir())
}

/// Whether a build makes something of this name.
fn is_part(name: &str) -> bool {
    CONTENTS.iter().any(|known| name.strip_prefix(known).is_some_and(|ending| ["", ".br", ".gz"].contains(&ending)))
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

/// Fills `out` with everything that a web server needs, and replaces what an earlier build has left there. `url` is where it
/// will stand, if that is known.
///
/// # Errors
///
/// A sentence, if `out` does not pass [`check`], or Node or its packages are missing, or a file cannot be made.
pub(crate) fn gather(workspace: &Workspace, out: &Path, url: Option<&str>) -> Result<()> {
    check(workspace, out)?;
    let out = resolved(out)?;
    node::ensure_packages(workspace)?;
    say(format_args!("bundling the page into {}", out.display()));
    let mut script = node::node(workspace);
    script.arg("xtask/dist/dist.js").arg(&out).args(url.map(|url| format!("--url={url}")));
    run(&mut script)?;
    say(format_args!("{} is complete: any static web server can serve it, under any path", out.display()));
    Ok(())
}

/// Makes the page one file, `out`, or `autoencoder-lab.html` in the deployable folder.
///
/// # Errors
///
/// A sentence, if Node or its packages are missing, or the file cannot be made.
pub(crate) fn single_file(workspace: &Workspace, out: Option<&Path>) -> Result<()> {
    let out = out.map_or_else(|| Ok(workspace.dist().join(ONE_FILE)), path::absolute).context("--out is no path")?;
    node::ensure_packages(workspace)?;
    run(node::node(workspace).arg("xtask/dist/one_file.js").arg(&out))?;
    let size = fs::metadata(&out).with_context(|| format!("{} was not made", out.display()))?.len();
    say(format_args!("{} is the page, {} kB: it opens without a server", out.display(), size / 1000));
    Ok(())
}

/// Makes the lesson a package for learning platforms, `out`, or `autoencoder-lab-scorm.zip` in the deployable folder; of the
/// deck that `deck` links, or of all cards.
///
/// # Errors
///
/// A sentence, if Node or its packages are missing, the link cannot be followed, or the file cannot be made.
pub(crate) fn scorm(workspace: &Workspace, out: Option<&Path>, deck: &str) -> Result<()> {
    let out = out.map_or_else(|| Ok(workspace.dist().join(COURSE)), path::absolute).context("--out is no path")?;
    node::ensure_packages(workspace)?;
    run(node::node(workspace).arg("xtask/dist/scorm.js").arg(&out).arg(deck))?;
    let size = fs::metadata(&out).with_context(|| format!("{} was not made", out.display()))?.len();
    say(format_args!("{} is the lesson, {} kB: a learning platform takes it as SCORM 1.2", out.display(), size / 1000));
    Ok(())
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
    fn an_earlier_build_is_replaced_of_this_version_or_of_one_before() {
        let (fixture, workspace) = Fixture::new("earlier");
        let out = fixture.0.join("dist");
        check(&workspace, &out).unwrap();
        for built in ["www/pkg", "www/0123456789ab/pkg"] {
            fs::create_dir_all(out.join(built)).unwrap();
            for file in ["index.html", "index.html.br", "robots.txt.gz", "_headers"] {
                fs::write(out.join(file), "").unwrap();
            }
            check(&workspace, &out).unwrap();
            fs::remove_dir_all(out.join("www")).unwrap();
            assert!(check(&workspace, &out).is_err(), "without {built} it is no build");
        }
        for file in ["index.html", "index.html.br", "robots.txt.gz", "_headers"] {
            fs::remove_file(out.join(file)).unwrap();
        }
        fs::write(out.join(ONE_FILE), "").unwrap();
        fs::write(out.join(COURSE), "").unwrap();
        check(&workspace, &out).unwrap();
        fs::create_dir_all(out.join("www/0123456789ab/pkg")).unwrap();
        fs::write(out.join("index.html.bak"), "").unwrap();
        assert!(check(&workspace, &out).unwrap_err().to_string().contains("holds index.html.bak"));
    }

    #[test]
    fn never_replaces_a_folder_of_other_things() {
        let (_fixture, workspace) = Fixture::new("refuse");
        let root = workspace.root.clone();
        fs::create_dir(root.join("mine")).unwrap();
        fs::write(root.join("mine/thesis.txt"), "").unwrap();
        assert_eq!(
            check(&workspace, &root.join("mine")).unwrap_err().to_string(),
            format!(
                "{} holds thesis.txt, which is no part of a build: choose a new or an empty folder",
                root.join("mine").display()
            )
        );
        assert!(root.join("mine/thesis.txt").exists());
        assert!(check(&workspace, &root).is_err(), "the working copy itself is not a build");
        for inside in ["www/dist", "mine/../www/dist"] {
            assert!(check(&workspace, &root.join(inside)).is_err(), "{inside}: a copy would hold itself");
        }
        fs::create_dir(root.join("site")).unwrap();
        fs::write(root.join("site/index.html"), "").unwrap();
        assert!(check(&workspace, &root.join("site")).is_err(), "a page that someone wrote is not a build");
        assert!(root.join("site/index.html").exists());
    }
}
