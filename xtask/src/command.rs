//! Running other programs.

use anyhow::{Context, Result, bail};
use std::process::{Command, Stdio};

/// Says in one line what is being done.
pub(crate) fn say(what: &str) {
    println!("\x1b[1m› {what}\x1b[0m");
}

/// Runs a program to its end, its output shown as it comes.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", shown(command)))?;
    if !status.success() {
        bail!("{} ended with {status}", shown(command));
    }
    Ok(())
}

/// What a program prints, or `None` if it cannot be started or fails.
pub(crate) fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether a program can be started.
pub(crate) fn exists(program: &str) -> bool {
    output(program, &["--version"]).is_some()
}

/// A nested cargo or rustc must not inherit what the outer cargo has set for itself.
pub(crate) fn cleared(program: &str) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars() {
        let own = ["RUSTC", "RUSTFLAGS", "RUSTDOCFLAGS", "RUSTC_BOOTSTRAP", "RUSTC_WRAPPER"].contains(&name.as_str());
        if own || (name.starts_with("CARGO_") && name != "CARGO_HOME") {
            command.env_remove(name);
        }
    }
    command
}

/// Installs Debian packages, as root or through sudo where it asks for no password.
///
/// # Errors
///
/// Where apt-get is missing, may not be used or fails: the exact command to type.
pub(crate) fn apt_install(packages: &[&str], purpose: &str) -> Result<()> {
    let by_hand = format!("apt-get install {}", packages.join(" "));
    if !exists("apt-get") {
        bail!(
            "{purpose} is missing and there is no apt-get to install it with; on Debian the command is\n    {by_hand}"
        );
    }
    let root = output("id", &["-u"]).as_deref() == Some("0");
    if !root && output("sudo", &["-n", "true"]).is_none() {
        bail!("{purpose} is missing; type\n    sudo {by_hand}");
    }
    let apt = || {
        let mut command = Command::new(if root { "apt-get" } else { "sudo" });
        if !root {
            command.arg("apt-get");
        }
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    say(&format!("installing {purpose}: {by_hand}"));
    run(apt().args(["update", "--quiet"]))?;
    run(apt().args(["install", "--yes", "--quiet", "--no-install-recommends"]).args(packages))
        .with_context(|| format!("{purpose} could not be installed; type\n    sudo {by_hand}"))
}

fn shown(command: &Command) -> String {
    let arguments = command.get_args().map(|argument| argument.to_string_lossy().into_owned());
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(arguments);
    words.join(" ")
}
