//! The command line: pure, so that every message can be tested.

use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};

use crate::{bench, test};

/// What the command line asks for.
#[derive(Debug, PartialEq)]
pub(crate) enum Command {
    /// Print [`usage`].
    Help,
    /// Build the module and make the deployable folder `out` (by default `dist/`), which will stand at `url`, if that is known.
    Build { out: Option<PathBuf>, url: Option<String> },
    /// Build the module and make the page one file, `out` (by default `dist/autoencoder-lab.html`).
    SingleFile { out: Option<PathBuf> },
    /// Build the module and make the lesson a package for learning platforms, `out` (by default `dist/autoencoder-lab-scorm.zip`), of the deck that `deck` links.
    Scorm { out: Option<PathBuf>, deck: Option<String> },
    /// Build the module and serve the page; without `port`, 8080 or the next free one.
    Serve { port: Option<u16>, open: bool },
    /// Run the benchmark called `name`; its `options` are its own affair.
    Bench { name: String, options: Vec<String> },
    /// Let monkeys loose at the page for so many minutes, from this seed on.
    Soak { minutes: u32, seed: u32 },
    /// Run the named stages, or all of them where none is named.
    Test { stages: Vec<String> },
}

/// The text of `cargo xtask help`.
pub(crate) fn usage() -> String {
    let stages = test::STAGES.map(|stage| format!("    {:<8} {}", stage.name, stage.purpose)).join("\n");
    let benches = bench::BENCHES.map(|bench| format!("    {:<8} {}", bench.name, bench.purpose)).join("\n");
    format!(
        "cargo xtask serve [--port N] [--no-open]
    builds everything, serves the page on this machine and opens it (port 8080 or the next free one)

cargo xtask build [--out DIR] [--url URL]
    builds a folder that any static web server can serve, under any path (dist/ unless told); --url says where it will
    stand, for what other sites show of it (docs/hosting.md)

cargo xtask single-file [--out FILE]
    makes the page one file that works without a server and without a network (dist/autoencoder-lab.html unless told)

cargo xtask scorm [--out FILE] [--deck LINK]
    makes the lesson a SCORM 1.2 package for learning platforms (dist/autoencoder-lab-scorm.zip unless told), or the deck of a
    link, as in --deck 'pages=bottleneck,penalty&hide=seed' (docs/embedding.md)

cargo xtask test [STAGE…]
    runs every test, or only the named stages:
{stages}

cargo xtask soak [--minutes N] [--seed S]
    lets monkeys loose at the page, each from a seed of its own from S on (1 unless told), until N minutes are over (10):
    whatever they do, nothing may fail, every link must come back, and every run have the receipt of native training

cargo xtask bench NAME [OPTION…]
    measures, and asserts nothing:
{benches}

Missing tools are installed where that is possible. LAB_WASM_TOOLCHAIN=debian builds the WebAssembly module with
Debian's packages and never changes rustup's toolchains; LAB_CHROMIUM, LAB_FIREFOX and LAB_WEBKIT_DRIVER=/path/to/program
name the browsers of the tests."
    )
}

/// Reads the arguments after the program's name.
///
/// # Errors
///
/// A sentence that names the argument that was not understood and what may stand there.
pub(crate) fn parse(args: impl IntoIterator<Item = String>) -> Result<Command> {
    let mut args = args.into_iter();
    let Some(command) = args.next() else { return Ok(Command::Help) };
    let rest: Vec<String> = args.collect();
    if rest.iter().any(|arg| is_help(arg)) {
        return Ok(Command::Help);
    }
    match command.as_str() {
        "bench" => parse_bench(rest),
        "build" => parse_build(rest),
        "serve" => parse_serve(rest),
        "single-file" => parse_single_file(rest),
        "scorm" => parse_scorm(rest),
        "soak" => parse_soak(rest),
        "test" => parse_test(rest),
        command if command == "help" || is_help(command) => Ok(Command::Help),
        _ => bail!("there is no command {command:?}: use serve, build, single-file, scorm, test, soak, bench or help"),
    }
}

fn is_help(arg: &str) -> bool {
    arg == "--help" || arg == "-h"
}

fn parse_build(args: Vec<String>) -> Result<Command> {
    let (mut out, mut url) = (None, None);
    let mut args = args.into_iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--out" => out = Some(args.next().context("--out needs a folder, as in --out dist")?.into()),
            "--url" => url = Some(parse_url(args.next().unwrap_or_default())?),
            _ => bail!("build does not know {arg:?}: it takes --out DIR and --url URL"),
        }
    }
    Ok(Command::Build { out, url })
}

/// It is put into the page, so it must not hold what ends an attribute there.
fn parse_url(url: String) -> Result<String> {
    let whole = url.starts_with("https://") || url.starts_with("http://");
    let plain = !url.contains(|sign: char| sign.is_whitespace() || sign.is_control() || "\"'<>&#?".contains(sign));
    ensure!(
        whole && plain && url.ends_with('/'),
        "--url needs the address of the folder, as in https://example.org/lab/, found {url:?}"
    );
    Ok(url)
}

fn parse_single_file(args: Vec<String>) -> Result<Command> {
    let mut out = None;
    let mut args = args.into_iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--out" => out = Some(args.next().context("--out needs a file, as in --out slide.html")?.into()),
            _ => bail!("single-file does not know {arg:?}: it takes --out FILE"),
        }
    }
    Ok(Command::SingleFile { out })
}

fn parse_scorm(args: Vec<String>) -> Result<Command> {
    let (mut out, mut deck) = (None, None);
    let mut args = args.into_iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--out" => out = Some(args.next().context("--out needs a file, as in --out course.zip")?.into()),
            "--deck" => deck = Some(args.next().context("--deck needs a link, as in --deck pages=bottleneck,penalty")?),
            _ => bail!("scorm does not know {arg:?}: it takes --out FILE and --deck LINK"),
        }
    }
    Ok(Command::Scorm { out, deck })
}

fn parse_serve(args: Vec<String>) -> Result<Command> {
    let (mut port, mut open) = (None, true);
    let mut args = args.into_iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--port" => port = Some(parse_port(&args.next().unwrap_or_default())?),
            "--no-open" => open = false,
            _ => bail!("serve does not know {arg:?}: it takes --port N and --no-open"),
        }
    }
    Ok(Command::Serve { port, open })
}

fn parse_port(text: &str) -> Result<u16> {
    match text.parse() {
        Ok(port) if port > 0 => Ok(port),
        _ => bail!("--port must be a number in 1..=65535, found {text:?}"),
    }
}

fn parse_soak(args: Vec<String>) -> Result<Command> {
    let (mut minutes, mut seed) = (10, 1);
    let mut args = args.into_iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--minutes" => minutes = parse_number(&arg, &args.next().unwrap_or_default())?,
            "--seed" => seed = parse_number(&arg, &args.next().unwrap_or_default())?,
            _ => bail!("soak does not know {arg:?}: it takes --minutes N and --seed S"),
        }
    }
    Ok(Command::Soak { minutes, seed })
}

fn parse_number(option: &str, text: &str) -> Result<u32> {
    text.parse().with_context(|| format!("{option} must be a whole number in 0..={}, found {text:?}", u32::MAX))
}

fn parse_bench(args: Vec<String>) -> Result<Command> {
    let names = bench::BENCHES.map(|bench| bench.name).join(", ");
    let mut options = args.into_iter();
    let name = options.next().with_context(|| format!("bench needs one of {names}"))?;
    ensure!(bench::BENCHES.iter().any(|bench| bench.name == name), "there is no bench {name:?}: choose from {names}");
    Ok(Command::Bench { name, options: options.collect() })
}

fn parse_test(stages: Vec<String>) -> Result<Command> {
    for name in &stages {
        if test::STAGES.iter().all(|stage| stage.name != name) {
            let names: Vec<&str> = test::STAGES.iter().map(|stage| stage.name).collect();
            bail!("there is no test stage {name:?}: choose from {}", names.join(", "));
        }
    }
    Ok(Command::Test { stages })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[track_caller]
    fn assert_rejected(line: &str, message: &str) {
        assert_eq!(parsed(line).unwrap_err().to_string(), message);
    }

    #[test]
    fn reads_every_command() {
        assert_eq!(parsed("").unwrap(), Command::Help);
        assert_eq!(parsed("help").unwrap(), Command::Help);
        assert_eq!(parsed("serve --help").unwrap(), Command::Help);
        assert_eq!(parsed("build").unwrap(), Command::Build { out: None, url: None });
        assert_eq!(
            parsed("build --out site --url https://example.org/lab/").unwrap(),
            Command::Build { out: Some("site".into()), url: Some("https://example.org/lab/".into()) }
        );
        assert_eq!(parsed("single-file").unwrap(), Command::SingleFile { out: None });
        assert_eq!(
            parsed("single-file --out slide.html").unwrap(),
            Command::SingleFile { out: Some("slide.html".into()) }
        );
        assert_eq!(parsed("scorm").unwrap(), Command::Scorm { out: None, deck: None });
        assert_eq!(
            parsed("scorm --out a.zip --deck pages=tie").unwrap(),
            Command::Scorm { out: Some("a.zip".into()), deck: Some("pages=tie".into()) }
        );
        assert_eq!(parsed("serve").unwrap(), Command::Serve { port: None, open: true });
        assert_eq!(parsed("serve --no-open --port 9000").unwrap(), Command::Serve { port: Some(9000), open: false });
        assert_eq!(parsed("soak").unwrap(), Command::Soak { minutes: 10, seed: 1 });
        assert_eq!(parsed("soak --seed 8841 --minutes 60").unwrap(), Command::Soak { minutes: 60, seed: 8841 });
        assert_eq!(parsed("test").unwrap(), Command::Test { stages: vec![] });
        assert_eq!(parsed("test js page").unwrap(), Command::Test { stages: vec!["js".into(), "page".into()] });
    }

    #[test]
    fn a_benchmark_reads_its_own_options() {
        let options = vec!["--quick".into()];
        assert_eq!(parsed("bench page --quick").unwrap(), Command::Bench { name: "page".into(), options });
        assert_rejected("bench", "bench needs one of page, native, pytorch");
        assert_rejected("bench pages", "there is no bench \"pages\": choose from page, native, pytorch");
    }

    #[test]
    fn says_what_was_not_understood() {
        assert_rejected(
            "sevre",
            "there is no command \"sevre\": use serve, build, single-file, scorm, test, soak, bench or help",
        );
        assert_rejected("build --out", "--out needs a folder, as in --out dist");
        assert_rejected("build dist", "build does not know \"dist\": it takes --out DIR and --url URL");
        for url in ["", "example.org/", "https://example.org", "https://example.org/\"/", "https://example.org/?a/"] {
            assert_rejected(
                &format!("build --url {url}"),
                &format!("--url needs the address of the folder, as in https://example.org/lab/, found {url:?}"),
            );
        }
        assert_rejected("single-file --out", "--out needs a file, as in --out slide.html");
        assert_rejected("single-file slide", "single-file does not know \"slide\": it takes --out FILE");
        assert_rejected("scorm --deck", "--deck needs a link, as in --deck pages=bottleneck,penalty");
        assert_rejected("scorm tie", "scorm does not know \"tie\": it takes --out FILE and --deck LINK");
        assert_rejected("serve --prot 1", "serve does not know \"--prot\": it takes --port N and --no-open");
        assert_rejected("serve --port", "--port must be a number in 1..=65535, found \"\"");
        assert_rejected("serve --port 0", "--port must be a number in 1..=65535, found \"0\"");
        assert_rejected("serve --port 65536", "--port must be a number in 1..=65535, found \"65536\"");
        assert_rejected("soak --minutes", "--minutes must be a whole number in 0..=4294967295, found \"\"");
        assert_rejected("soak --seed 1.5", "--seed must be a whole number in 0..=4294967295, found \"1.5\"");
        assert_rejected("soak 10", "soak does not know \"10\": it takes --minutes N and --seed S");
        assert_rejected(
            "test pages",
            "there is no test stage \"pages\": choose from fmt, clippy, native, claims, doc, wasm, types, lint, \
             js, traces, page, looks, browsers, python",
        );
    }

    #[test]
    fn usage_names_every_command_and_stage() {
        let usage = usage();
        for word in ["serve", "build", "single-file", "scorm", "test", "soak", "bench"] {
            assert!(usage.contains(&format!("cargo xtask {word}")), "{word} is missing");
        }
        for line in ["\n    clippy   ", "\n    browsers ", "\n    page     ", "\n    pytorch  "] {
            assert!(usage.contains(line), "{line:?} is missing in {usage}");
        }
    }
}
