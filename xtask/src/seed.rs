//! Gives a second build what a first one has made.
//!
//! Cargo tells by their times which files are up to date, so a copy of its folder that keeps them is as good as its own.

use std::fs::{self, File};
use std::path::Path;

use anyhow::{Context, Result};

/// Copies cargo's folder `from` to `to`, which is there only when it is whole.
///
/// # Errors
///
/// A sentence, if a file cannot be read or written.
pub(crate) fn seed(from: &Path, to: &Path) -> Result<()> {
    let part = to.with_extension("part");
    if part.exists() {
        fs::remove_dir_all(&part).with_context(|| format!("{} cannot be replaced", part.display()))?;
    }
    copy(from, &part).with_context(|| format!("{} cannot be copied to {}", from.display(), part.display()))?;
    fs::rename(&part, to).with_context(|| format!("{} cannot be renamed", part.display()))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    let metadata = fs::metadata(from)?;
    if metadata.is_file() {
        fs::copy(from, to)?;
        return Ok(File::options().write(true).open(to)?.set_modified(metadata.modified()?)?);
    }
    fs::create_dir(to)?;
    for entry in fs::read_dir(from)? {
        let name = entry?.file_name();
        copy(&from.join(&name), &to.join(&name))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::env;
    use std::time::{Duration, SystemTime};

    use super::*;

    #[test]
    fn copies_files_with_their_times_even_where_an_earlier_copy_was_broken_off() {
        let root = env::temp_dir().join(format!("xtask-seed-{}", std::process::id()));
        let (from, to) = (root.join("a"), root.join("b"));
        fs::create_dir_all(from.join("deps")).unwrap();
        fs::create_dir_all(root.join("b.part/deps")).unwrap();
        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        fs::write(from.join("deps/one"), "1").unwrap();
        File::options().write(true).open(from.join("deps/one")).unwrap().set_modified(long_ago).unwrap();
        seed(&from, &to).unwrap();
        assert_eq!(fs::read(to.join("deps/one")).unwrap(), b"1");
        assert_eq!(fs::metadata(to.join("deps/one")).unwrap().modified().unwrap(), long_ago);
        assert!(!root.join("b.part").exists());
        fs::remove_dir_all(&root).unwrap();
    }
}
