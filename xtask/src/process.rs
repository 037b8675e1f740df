//! Running other programs: aloud, with our own terminal, or quietly, for what they print.

use std::env;
use std::fmt::Display;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// Says in one line what is being done.
pub(crate) fn say(what: impl Display) {
    println!("xtask: {what}");
}

/// Runs `command` to its end; its output and progress go to our own terminal.
///
/// # Errors
///
/// A sentence with the command line, if it does not start or does not succeed.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = line(command);
    let status = match command.status() {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            bail!("`{}` was not found on this machine", command.get_program().to_string_lossy())
        }
        status => status.with_context(|| format!("`{line}` did not start"))?,
    };
    match status.code() {
        Some(0) => Ok(()),
        Some(code) => bail!("`{line}` failed with exit code {code}"),
        None => bail!("`{line}` was stopped by a signal"),
    }
}

/// What `command` prints, without white space around it; `None` if it does not start or does not succeed.
pub(crate) fn capture(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
}

/// The program `name` in the folders of `PATH`.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(&file)).find(|path| path.is_file())
}

/// The command as one would type it.
fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_is_named() {
        let error = run(&mut Command::new("no-such-program-here")).unwrap_err();
        assert_eq!(error.to_string(), "`no-such-program-here` was not found on this machine");
    }

    #[test]
    fn a_failing_program_is_named_with_its_arguments() {
        let error = run(Command::new("cargo").args(["no-such-subcommand"]).stderr(Stdio::null())).unwrap_err();
        assert_eq!(error.to_string(), "`cargo no-such-subcommand` failed with exit code 101");
    }

    #[test]
    fn capture_trims_and_hides_failure() {
        assert!(capture(Command::new("cargo").arg("--version")).unwrap().starts_with("cargo "));
        assert_eq!(capture(Command::new("cargo").args(["no-such-subcommand"])), None);
    }
}
