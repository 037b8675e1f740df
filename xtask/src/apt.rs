//! Installing packages where there is apt-get and we may use it.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{capture, find, run, say};

/// Whether packages can be installed from here.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Apt {
    /// There is no apt-get: another distribution or another system.
    Missing,
    /// There is, but only for a person who can type a password.
    Locked,
    /// We are root.
    Root,
    /// `sudo` lets us in without a password.
    Sudo,
}

impl Apt {
    /// Looks at this machine.
    pub(crate) fn look() -> Self {
        if find("apt-get").is_none() {
            Self::Missing
        } else if capture(Command::new("id").arg("-u")).is_some_and(|id| id == "0") {
            Self::Root
        } else if capture(Command::new("sudo").args(["-n", "true"])).is_some() {
            Self::Sudo
        } else {
            Self::Locked
        }
    }

    /// Whether [`install`] has a chance.
    pub(crate) fn is_open(self) -> bool {
        matches!(self, Self::Root | Self::Sudo)
    }
}

/// What a person would type to install `packages`.
pub(crate) fn line(packages: &[&str]) -> String {
    format!("sudo apt-get install --no-install-recommends {}", packages.join(" "))
}

/// Installs `packages`; never removes another to make room.
///
/// # Errors
///
/// A sentence with the command to type, if apt-get is not there, not for us, or does not succeed.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    let apt = Apt::look();
    if !apt.is_open() {
        bail!("{} cannot be installed from here: type `{}`", packages.join(", "), line(packages));
    }
    say(format_args!("installing {} with apt-get", packages.join(", ")));
    // An outdated list of packages may still be good enough: the next command decides.
    let _ = run(apt_get(apt).args(["update", "--quiet"]));
    run(apt_get(apt).args(["install", "--yes", "--quiet", "--no-install-recommends", "--no-remove"]).args(packages))
        .with_context(|| format!("{} could not be installed: try `{}`", packages.join(", "), line(packages)))
}

fn apt_get(apt: Apt) -> Command {
    // Through `env`, because sudo does not pass variables on.
    let mut command = if apt == Apt::Sudo {
        let mut command = Command::new("sudo");
        command.args(["-n", "env"]);
        command
    } else {
        Command::new("env")
    };
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_to_type_is_complete() {
        assert_eq!(line(&["chromium"]), "sudo apt-get install --no-install-recommends chromium");
        assert_eq!(line(&["nodejs", "npm"]), "sudo apt-get install --no-install-recommends nodejs npm");
    }

    #[test]
    fn only_root_and_an_open_sudo_install() {
        assert_eq!([Apt::Missing, Apt::Locked, Apt::Root, Apt::Sudo].map(Apt::is_open), [false, false, true, true]);
    }
}
