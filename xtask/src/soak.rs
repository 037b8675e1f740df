//! Monkeys at the built page: whatever they do, nothing fails, and every run comes to the bits of native training.

use anyhow::Result;

use crate::bench;
use crate::cargo::cargo;
use crate::process::run;
use crate::workspace::Workspace;

/// What trains a recipe natively.
const RECEIPT: &str = "receipt";

/// Lets monkeys loose for so many minutes, each from a seed of its own, the first from `seed`; each comes to its end.
///
/// # Errors
///
/// A sentence, if something that they need is missing, or something did not hold: then the seed and the acts are printed.
pub(crate) fn soak(workspace: &Workspace, minutes: u32, seed: u32) -> Result<()> {
    let build = ["build", "--release", "--package", "autoencoder-lab", "--example", RECEIPT];
    run(cargo("cargo", workspace).args(build))?;
    let mut monkeys = bench::at_the_page(workspace, "tests/page/monkey/soak.js")?;
    monkeys.args(["--minutes", &minutes.to_string(), "--seed", &seed.to_string()]);
    run(monkeys.env("LAB_RECEIPT", workspace.target.join("release/examples").join(RECEIPT)))
}
