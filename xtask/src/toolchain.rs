//! Which compiler builds the WebAssembly module. The choice is a pure function of [`Facts`]; the rest looks and installs.
//!
//! 1. The active rustc, if it has the target already.
//! 2. Debian's rustc with its source: the standard library is built too.
//! 3. Neither: rustup adds the target, or apt-get installs what 2 needs.
//!
//! `LAB_WASM_TOOLCHAIN=debian` leaves rustup alone: only 2, and apt-get.

mod facts;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::apt::{self, Apt};
use crate::cargo::{cargo, without_inherited};
use crate::process::{capture, find, run, say};
use crate::workspace::Workspace;
pub(crate) use facts::is_debian_only;
use facts::{DEBIAN_CARGO, DEBIAN_RUSTC, Facts};

/// The target of everything that runs in the page.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's packages for route 2, without a linker.
const DEBIAN_PACKAGES: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];

/// Debian's clippy. `/usr/bin/cargo clippy` would prefer rustup's, which belongs to another compiler.
const DEBIAN_CLIPPY: &str = "/usr/bin/cargo-clippy";

/// The package that holds it.
const DEBIAN_CLIPPY_PACKAGE: &str = "rust-web-clippy";

/// A compiler for the WebAssembly module, ready to be used.
pub(crate) struct Toolchain {
    /// Names the route, and the folder above what it builds.
    pub(crate) name: &'static str,
    cargo: &'static str,
    clippy: &'static str,
    env: Vec<(&'static str, OsString)>,
    options: &'static [&'static str],
    /// Where the standard library and its source are: a path that must not be found in the module.
    pub(crate) sysroot: PathBuf,
}

impl Toolchain {
    /// `cargo subcommand` for the target.
    pub(crate) fn cargo(&self, subcommand: &str, workspace: &Workspace) -> Command {
        self.command(self.cargo, subcommand, workspace)
    }

    /// `cargo clippy` for the target; `None` if this toolchain has none and it cannot be installed from here.
    pub(crate) fn clippy(&self, workspace: &Workspace) -> Option<Command> {
        let is_there = find(self.clippy).is_some() || Path::new(self.clippy).is_file();
        if !is_there && let Err(error) = apt::install(&[DEBIAN_CLIPPY_PACKAGE]) {
            say(format_args!("{error:#}"));
            return None;
        }
        Some(self.command(self.clippy, "clippy", workspace))
    }

    fn command(&self, program: &str, subcommand: &str, workspace: &Workspace) -> Command {
        let mut command = cargo(program, workspace);
        // The outer cargo has brought the lock file up to date: this one, perhaps of another version, must not touch it.
        command.args([subcommand, "--locked", "--target", TARGET]).args(self.options);
        command.envs(self.env.iter().map(|(name, value)| (name, value)));
        command
    }

    fn active(sysroot: PathBuf) -> Self {
        Self { name: "active", cargo: "cargo", clippy: "cargo", env: vec![], options: &[], sysroot }
    }

    fn debian(linker: PathBuf, sysroot: PathBuf) -> Self {
        let env = vec![
            // For cargo-clippy, which calls a cargo of its own choice.
            ("CARGO", DEBIAN_CARGO.into()),
            ("RUSTC", DEBIAN_RUSTC.into()),
            ("RUSTDOC", "/usr/bin/rustdoc".into()),
            ("RUSTC_BOOTSTRAP", "1".into()),
            ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker.into()),
        ];
        // Without its features, which are for backtraces: there are none in a browser.
        let options = &["-Zbuild-std=std,panic_abort", "-Zbuild-std-features="];
        Self { name: "debian", cargo: DEBIAN_CARGO, clippy: DEBIAN_CLIPPY, env, options, sysroot }
    }
}

/// Finds the compiler, installs what is missing where that is possible, and says which it is.
///
/// # Errors
///
/// A sentence with the commands to type, if there is none and none can be installed from here.
pub(crate) fn find_or_install() -> Result<Toolchain> {
    let mut facts = Facts::look()?;
    loop {
        // Each attempt is made once: what did not help is crossed out before the next look.
        match choose(&facts) {
            Route::Active => {
                say("the WebAssembly module is built by the active Rust toolchain");
                return Ok(Toolchain::active(sysroot_of("rustc")?));
            }
            Route::Debian { linker } => {
                say("the WebAssembly module is built by Debian's rustc, its standard library from source");
                return Ok(Toolchain::debian(linker, sysroot_of(DEBIAN_RUSTC)?));
            }
            Route::AddTarget => {
                say(format_args!("adding the target {TARGET} to the active Rust toolchain"));
                if let Err(error) = run(Command::new("rustup").args(["target", "add", TARGET])) {
                    say(format_args!("{error:#}"));
                }
                facts = Facts { rustup: false, ..Facts::look()? };
            }
            Route::Install { packages } => {
                apt::install(&packages)?;
                facts = Facts { rustup: false, apt: Apt::Missing, ..Facts::look()? };
            }
            Route::Nothing { advice } => bail!("{advice}"),
        }
    }
}

fn sysroot_of(rustc: &str) -> Result<PathBuf> {
    let mut command = Command::new(rustc);
    without_inherited(&mut command);
    let sysroot = capture(command.args(["--print", "sysroot"]));
    Ok(sysroot.with_context(|| format!("`{rustc} --print sysroot` failed: is Rust installed?"))?.into())
}

/// What to do about the compiler.
#[derive(Debug, PartialEq)]
enum Route {
    Active,
    Debian { linker: PathBuf },
    AddTarget,
    Install { packages: Vec<&'static str> },
    Nothing { advice: String },
}

fn choose(facts: &Facts) -> Route {
    if facts.active_has_target && !facts.debian_only {
        return Route::Active;
    }
    if facts.debian_compiler
        && let Some(linker) = facts.linker.clone()
    {
        return Route::Debian { linker };
    }
    if facts.rustup && !facts.debian_only {
        return Route::AddTarget;
    }
    let packages = missing_packages(facts);
    if facts.apt.is_open() { Route::Install { packages } } else { Route::Nothing { advice: advice(facts, &packages) } }
}

fn missing_packages(facts: &Facts) -> Vec<&'static str> {
    let compiler = if facts.debian_compiler { &[] } else { &DEBIAN_PACKAGES[..] };
    let linker = if facts.linker.is_some() { &[] } else { &["lld"][..] };
    [compiler, linker].concat()
}

fn advice(facts: &Facts, packages: &[&str]) -> String {
    let with_apt = apt::line(packages);
    let choices = if facts.debian_only {
        format!("LAB_WASM_TOOLCHAIN=debian asks for Debian's, so type `{with_apt}`")
    } else {
        format!("with rustup (https://rustup.rs) type `rustup target add {TARGET}`, on Debian `{with_apt}`")
    };
    format!("no Rust compiler for {TARGET} was found, and none could be installed from here: {choices}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A machine with nothing.
    const BARE: Facts = Facts {
        debian_only: false,
        active_has_target: false,
        debian_compiler: false,
        linker: None,
        rustup: false,
        apt: Apt::Missing,
    };

    fn linker() -> PathBuf {
        "/rust-lld".into()
    }

    #[track_caller]
    fn assert_chosen(facts: Facts, route: Route) {
        assert_eq!(choose(&facts), route, "{facts:?}");
    }

    fn debian() -> Route {
        Route::Debian { linker: linker() }
    }

    #[test]
    fn the_active_toolchain_comes_first() {
        let facts =
            Facts { active_has_target: true, debian_compiler: true, linker: Some(linker()), rustup: true, ..BARE };
        assert_chosen(facts, Route::Active);
    }

    #[test]
    fn debian_on_request_leaves_the_active_toolchain_alone() {
        let facts = Facts { debian_only: true, active_has_target: true, rustup: true, apt: Apt::Root, ..BARE };
        assert_chosen(
            facts.clone(),
            Route::Install { packages: vec!["rustc-web", "cargo-web", "rust-web-src", "lld"] },
        );
        assert_chosen(Facts { debian_compiler: true, linker: Some(linker()), ..facts }, debian());
    }

    #[test]
    fn debian_is_used_before_anything_is_installed() {
        let facts = Facts { debian_compiler: true, linker: Some(linker()), rustup: true, apt: Apt::Root, ..BARE };
        assert_chosen(facts, debian());
    }

    #[test]
    fn rustup_installs_before_apt() {
        assert_chosen(Facts { rustup: true, apt: Apt::Root, ..BARE }, Route::AddTarget);
    }

    #[test]
    fn apt_installs_only_what_is_missing() {
        let facts = Facts { linker: Some(linker()), apt: Apt::Sudo, ..BARE };
        assert_chosen(facts.clone(), Route::Install { packages: vec!["rustc-web", "cargo-web", "rust-web-src"] });
        assert_chosen(Facts { debian_compiler: true, linker: None, ..facts }, Route::Install { packages: vec!["lld"] });
    }

    #[test]
    fn what_cannot_be_installed_gets_the_commands_to_type() {
        let Route::Nothing { advice } = choose(&BARE) else { panic!("nothing can be installed on a bare machine") };
        assert_eq!(
            advice,
            "no Rust compiler for wasm32-unknown-unknown was found, and none could be installed from here: with rustup \
             (https://rustup.rs) type `rustup target add wasm32-unknown-unknown`, on Debian `sudo apt-get install \
             --no-install-recommends rustc-web cargo-web rust-web-src lld`"
        );
        let facts = Facts { debian_only: true, rustup: true, linker: Some(linker()), apt: Apt::Locked, ..BARE };
        let Route::Nothing { advice } = choose(&facts) else { panic!("a locked apt-get installs nothing") };
        assert_eq!(
            advice,
            "no Rust compiler for wasm32-unknown-unknown was found, and none could be installed from here: \
             LAB_WASM_TOOLCHAIN=debian asks for Debian's, so type `sudo apt-get install --no-install-recommends \
             rustc-web cargo-web rust-web-src`"
        );
    }
}
