//! Cargo inside cargo: the inner one must not inherit what the outer one, or the person's shell, has set.

use std::ffi::OsStr;
use std::process::Command;

use crate::workspace::Workspace;

/// Which `CARGO_*` an inner cargo keeps: where its files are, how it reaches the registry, how it talks.
const KEPT: [&str; 8] = [
    "CARGO_BUILD_JOBS",
    "CARGO_HOME",
    "CARGO_HTTP_",
    "CARGO_NET_",
    "CARGO_REGISTRIES_",
    "CARGO_REGISTRY_",
    "CARGO_TARGET_DIR",
    "CARGO_TERM_",
];

/// `program` (a cargo) to be run in the workspace, without the variables that would change what it builds.
pub(crate) fn cargo(program: impl AsRef<OsStr>, workspace: &Workspace) -> Command {
    let mut command = Command::new(program);
    command.current_dir(&workspace.root);
    without_inherited(&mut command);
    command
}

/// Removes from `command` the variables that would change what a compiler builds.
pub(crate) fn without_inherited(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(is_dropped) {
            command.env_remove(name);
        }
    }
}

fn is_dropped(name: &str) -> bool {
    match name {
        "CARGO" | "RUSTC" | "RUSTDOC" | "RUSTFLAGS" | "RUSTDOCFLAGS" | "RUSTC_BOOTSTRAP" => true,
        _ => name.starts_with("CARGO_") && !KEPT.iter().any(|kept| name.starts_with(kept)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drops_what_changes_the_build_and_keeps_the_way_to_the_registry() {
        for name in ["RUSTC", "RUSTFLAGS", "RUSTC_BOOTSTRAP", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET"] {
            assert!(is_dropped(name), "{name}");
        }
        for name in ["CARGO_HOME", "CARGO_HTTP_PROXY", "CARGO_NET_OFFLINE", "RUSTUP_TOOLCHAIN", "PATH"] {
            assert!(!is_dropped(name), "{name}");
        }
    }
}
