//! Trains one recipe over values of λ, of hidden units or of both, on all cores, into a table:
//!
//! ```text
//! cargo run --release --example sweep -- RECIPE.json [--lambda [A,B,…]] [--units [A,B,…]] [--seeds N]
//!     [--tied both|true|false] [--steps N] --out results.csv
//! ```
//!
//! RECIPE.json is what "Copy configuration" in a lane's "More" gives; its events are left out. Without values, `--lambda` and
//! `--units` have those of the page; without either, the sweep goes over λ. Unless said, it has three seeds, untied and tied
//! weights, and 1500 steps a run.
//!
//! Each row is on disk before the next run begins. Started again, it goes on where it was ended; once all runs are there, the
//! rows are put in order, and the file is byte for byte the one that the page downloads. Beside it stands `results.csv.recipe.json`,
//! by which rows of another recipe are told. Exit code 2, with a sentence, for what cannot be done.

mod arguments;
#[path = "../common/page_data.rs"]
mod page_data;
mod program;
mod progress;
mod results;
mod row;

use std::io::{IsTerminal, stderr};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match program::run(&arguments, &mut stderr(), stderr().is_terminal()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}
