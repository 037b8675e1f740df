//! What was asked for on the command line.

use anyhow::{Context, Result, bail};
use std::path::PathBuf;

/// Shown by `cargo xtask` and `cargo xtask help`.
pub(crate) const USAGE: &str = "\
cargo xtask serve [--port N] [--no-open]   build, and serve the page on localhost
cargo xtask build [--out DIR]              build the page as a static folder (default: dist)
cargo xtask test [STAGE…]                  run every test, or the stages named:
                                           fmt clippy native doc wasm types lint js traces page
";

/// A parsed command line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Request {
    Help,
    Build { out: Option<PathBuf> },
    Serve { port: Option<u16>, open: bool },
    Test { stages: Vec<String> },
}

/// Reads the arguments after the program's name.
pub(crate) fn parse(arguments: impl Iterator<Item = String>) -> Result<Request> {
    let mut arguments = arguments;
    let request = match arguments.next().as_deref() {
        None | Some("help" | "--help" | "-h") => Request::Help,
        Some("build") => {
            let mut out = None;
            while let Some(argument) = arguments.next() {
                match argument.as_str() {
                    "--out" => out = Some(arguments.next().context("--out needs a folder")?.into()),
                    other => bail!("build takes --out DIR, found {other}"),
                }
            }
            Request::Build { out }
        }
        Some("serve") => {
            let (mut port, mut open) = (None, true);
            while let Some(argument) = arguments.next() {
                match argument.as_str() {
                    "--no-open" => open = false,
                    "--port" => {
                        let text = arguments.next().context("--port needs a number")?;
                        let number = text.parse().with_context(|| format!("--port must be 0..=65535, found {text}"))?;
                        port = Some(number);
                    }
                    other => bail!("serve takes --port N and --no-open, found {other}"),
                }
            }
            Request::Serve { port, open }
        }
        Some("test") => Request::Test { stages: arguments.collect() },
        Some(other) => bail!("expected serve, build or test, found {other}\n\n{USAGE}"),
    };
    Ok(request)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Request> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn requests_are_read() {
        assert_eq!(parsed("").unwrap(), Request::Help);
        assert_eq!(parsed("build --out site").unwrap(), Request::Build { out: Some("site".into()) });
        assert_eq!(parsed("serve").unwrap(), Request::Serve { port: None, open: true });
        assert_eq!(parsed("serve --port 9000 --no-open").unwrap(), Request::Serve { port: Some(9000), open: false });
        assert_eq!(parsed("test js page").unwrap(), Request::Test { stages: vec!["js".into(), "page".into()] });
    }

    #[track_caller]
    fn assert_refused(line: &str, message: &str) {
        assert_eq!(parsed(line).unwrap_err().to_string(), message);
    }

    #[test]
    fn mistakes_are_named() {
        assert_refused("serve --port 99999", "--port must be 0..=65535, found 99999");
        assert_refused("serve --port", "--port needs a number");
        assert_refused("serve fast", "serve takes --port N and --no-open, found fast");
        assert_refused("build --out", "--out needs a folder");
        assert_refused("bild", &format!("expected serve, build or test, found bild\n\n{USAGE}"));
    }
}
