//! What this machine has: everything the choice of the compiler depends on.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use super::TARGET;
use crate::apt::Apt;
use crate::cargo::without_inherited;
use crate::process::{capture, find};

/// Debian's compiler, whatever else `PATH` may name.
pub(super) const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
/// Debian's cargo.
pub(super) const DEBIAN_CARGO: &str = "/usr/bin/cargo";

/// What the choice depends on.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "four independent observations, not states of one thing")]
pub(super) struct Facts {
    /// `LAB_WASM_TOOLCHAIN=debian` is set.
    pub(super) debian_only: bool,
    /// The active rustc has a standard library for the target.
    pub(super) active_has_target: bool,
    /// Debian's rustc and cargo are there, new enough, with the source of the standard library.
    pub(super) debian_compiler: bool,
    /// A linker for WebAssembly that does not come with Debian's rustc.
    pub(super) linker: Option<PathBuf>,
    /// There is a rustup to ask for the target.
    pub(super) rustup: bool,
    /// Whether packages can be installed.
    pub(super) apt: Apt,
}

impl Facts {
    /// Looks at this machine.
    ///
    /// # Errors
    ///
    /// A sentence, if `LAB_WASM_TOOLCHAIN` has a value that means nothing.
    pub(super) fn look() -> Result<Self> {
        Ok(Self {
            debian_only: is_debian_only()?,
            active_has_target: rustc_prints("rustc", &["--print", "target-libdir", "--target", TARGET])
                .is_some_and(|folder| Path::new(&folder).is_dir()),
            debian_compiler: has_debian_compiler(),
            linker: find_linker(),
            rustup: find("rustup").is_some(),
            apt: Apt::look(),
        })
    }
}

/// Whether rustup's toolchains are to be left as they are.
///
/// # Errors
///
/// A sentence, if `LAB_WASM_TOOLCHAIN` has a value that means nothing.
pub(crate) fn is_debian_only() -> Result<bool> {
    means_debian(&env::var("LAB_WASM_TOOLCHAIN").unwrap_or_default())
}

fn means_debian(value: &str) -> Result<bool> {
    match value {
        "" => Ok(false),
        "debian" => Ok(true),
        _ => bail!("LAB_WASM_TOOLCHAIN must be debian or not set, found {value:?}"),
    }
}

fn has_debian_compiler() -> bool {
    let new_enough = rustc_prints(DEBIAN_RUSTC, &["--version"])
        .and_then(|version| minor_version(&version))
        .zip(minor_version(concat!("rustc ", env!("CARGO_PKG_RUST_VERSION"))))
        .is_some_and(|(found, needed)| found >= needed);
    let has_source = rustc_prints(DEBIAN_RUSTC, &["--print", "sysroot"])
        .is_some_and(|sysroot| Path::new(&sysroot).join("lib/rustlib/src/rust/library/std").is_dir());
    new_enough && has_source && Path::new(DEBIAN_CARGO).is_file()
}

/// rustup's own lld, or the one of package `lld`. (`gcc-ld/wasm-ld` beside the former does not work.)
fn find_linker() -> Option<PathBuf> {
    let sysroot = rustc_prints("rustc", &["--print", "sysroot"])?;
    let host = rustc_prints("rustc", &["--print", "host-tuple"])?;
    let rust_lld = Path::new(&sysroot).join("lib/rustlib").join(host).join("bin/rust-lld");
    if rust_lld.is_file() { Some(rust_lld) } else { find("wasm-ld") }
}

fn rustc_prints(rustc: &str, args: &[&str]) -> Option<String> {
    let mut command = Command::new(rustc);
    without_inherited(&mut command);
    capture(command.args(args))
}

/// The y of `rustc x.y.z (…)`, as long as x is 1.
fn minor_version(text: &str) -> Option<u32> {
    let version = text.strip_prefix("rustc 1.")?;
    version.split(|character: char| !character.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_version_of_a_compiler() {
        assert_eq!(minor_version("rustc 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)"), Some(96));
        assert_eq!(minor_version("rustc 1.95"), Some(95));
        assert_eq!(minor_version("rustc 1.97.0-nightly"), Some(97));
        assert_eq!(minor_version("clang 1.95"), None);
    }

    #[test]
    fn a_toolchain_that_means_nothing_is_named() {
        assert!(!means_debian("").unwrap());
        assert!(means_debian("debian").unwrap());
        assert_eq!(
            means_debian("Debian").unwrap_err().to_string(),
            "LAB_WASM_TOOLCHAIN must be debian or not set, found \"Debian\""
        );
    }

    #[test]
    fn the_crate_names_the_version_it_needs() {
        assert!(minor_version(concat!("rustc ", env!("CARGO_PKG_RUST_VERSION"))).is_some());
    }
}
