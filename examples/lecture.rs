//! Trains every run that the lesson states a number of, and says whether its texts and the lecture hold.
//!
//! ```text
//! cargo run --release --example lecture                     everything, seeds 1 to 3
//! cargo run --release --example lecture -- --seeds 1        one seed
//! cargo run --release --example lecture -- gap-16 gap-8     these claims
//! cargo run --release --example lecture -- --write          writes what was measured into www/lesson/measured.js
//! ```
//!
//! The claims are those of `www/lesson/claims.js`, as they stand in `tests/fixtures/claims.json`. Runs are the same to the bit everywhere,
//! so what is measured has to be what the texts say, to the last of four digits; exit code 1 where it is not, 2 for bad input.

#[path = "common/page_data.rs"]
mod page_data;

use autoencoder_lab::analysis::{Jacobian, Passes, Weights};
use autoencoder_lab::config::{DatasetKind, Event};
use autoencoder_lab::data::curve_of;
use autoencoder_lab::{Dataset, Evaluation, Recipe, RunConfig, Trainer};
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// How many seeds the texts speak of: 1 and so on.
const SEEDS: u32 = 3;
const USAGE: &str = "usage: cargo run --release --example lecture -- [--seeds N] [--write] [CLAIM …]";

/// A number that a text states.
#[derive(Debug, Deserialize)]
struct Claim {
    id: String,
    config: Value,
    events: Vec<Event>,
    step: u64,
    measure: String,
}

/// A statement of the lecture: triples of a claim, `<` or `>`, and a claim or a number.
#[derive(Debug, Deserialize)]
struct Statement {
    lecture: String,
    holds: Vec<(String, String, Value)>,
}

#[derive(Debug, Deserialize)]
struct Lesson {
    claims: Vec<Claim>,
    statements: Vec<Statement>,
}

/// What claims are made of.
struct Datasets {
    images: Dataset,
    points: Dataset,
}

/// What was measured of each claim, by seed.
type Measured = BTreeMap<String, Vec<f64>>;

fn main() -> ExitCode {
    match run(std::env::args().skip(1).collect()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: Vec<String>) -> Result<bool, String> {
    let Options { seeds, write, only } = Options::read(arguments)?;
    let mut lesson: Lesson = serde_json::from_str(&text(&claims_file())?).map_err(|error| error.to_string())?;
    if let Some(unknown) = only.iter().find(|id| !lesson.claims.iter().any(|claim| claim.id == **id)) {
        let known: Vec<&str> = lesson.claims.iter().map(|claim| claim.id.as_str()).collect();
        return Err(format!("there is no claim {unknown}; there are {}", known.join(", ")));
    }
    if !only.is_empty() {
        lesson.claims.retain(|claim| only.contains(&claim.id));
    }
    let measured = measure(&lesson.claims, seeds)?;
    if write {
        let script = script(&lesson.claims, &measured);
        std::fs::write(measured_file(), script).map_err(|error| error.to_string())?;
    }
    let told = told(&text(&measured_file())?)?;
    let agree = report_claims(&lesson.claims, &measured, &told);
    if only.is_empty() {
        report_statements(&lesson.statements, &measured)?;
    }
    Ok(agree)
}

struct Options {
    seeds: u32,
    write: bool,
    only: Vec<String>,
}

impl Options {
    fn read(arguments: Vec<String>) -> Result<Self, String> {
        let mut options = Self { seeds: SEEDS, write: false, only: Vec::new() };
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--write" => options.write = true,
                "--seeds" => {
                    let found = arguments.next().unwrap_or_default();
                    options.seeds = match found.parse() {
                        Ok(seeds @ 1..=SEEDS) => seeds,
                        _ => return Err(format!("expected 1 to {SEEDS} after --seeds, found {found:?}\n{USAGE}")),
                    };
                }
                flag if flag.starts_with('-') => return Err(format!("{flag} is not known\n{USAGE}")),
                id => options.only.push(id.to_owned()),
            }
        }
        if options.write && (options.seeds != SEEDS || !options.only.is_empty()) {
            return Err("--write writes all claims of all seeds".into());
        }
        Ok(options)
    }
}

/// Trains each run once for each seed, however many claims are made of it, on all cores.
fn measure(claims: &[Claim], seeds: u32) -> Result<Measured, String> {
    let mut runs: Vec<Vec<&Claim>> = Vec::new();
    for claim in claims {
        match runs.iter_mut().find(|run| run[0].config == claim.config && run[0].events == claim.events) {
            Some(run) => run.push(claim),
            None => runs.push(vec![claim]),
        }
    }
    let datasets = Datasets { images: page_data::dataset(DatasetKind::Mnist)?, points: Dataset::plane() };
    // The longest first, so that no core waits for one at the end.
    let mut jobs: Vec<(u32, &[&Claim])> =
        (1..=seeds).flat_map(|seed| runs.iter().map(move |run| (seed, run.as_slice()))).collect();
    jobs.sort_by_key(|(_, run)| std::cmp::Reverse(run.iter().map(|claim| claim.step).max()));
    let (begin, done) = (Instant::now(), AtomicUsize::new(0));
    let found: Vec<Vec<(&str, u32, f64)>> = jobs
        .par_iter()
        .map(|&(seed, run)| {
            let values = values_of(run, seed, &datasets)?;
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            let elapsed = begin.elapsed().as_secs_f64();
            let left = elapsed * (jobs.len() - done) as f64 / done as f64;
            eprint!("\r{done} of {} runs, about {left:.0} s left  ", jobs.len());
            Ok(values)
        })
        .collect::<Result<_, String>>()?;
    eprintln!();
    let mut measured: Measured = claims.iter().map(|claim| (claim.id.clone(), vec![0.0; seeds as usize])).collect();
    for (id, seed, value) in found.into_iter().flatten() {
        measured.get_mut(id).expect("each value is of a claim")[seed as usize - 1] = value;
    }
    Ok(measured)
}

/// What the claims of one run come to under a seed.
fn values_of<'a>(run: &[&'a Claim], seed: u32, datasets: &Datasets) -> Result<Vec<(&'a str, u32, f64)>, String> {
    let of_run = |error: &dyn std::fmt::Display| format!("{}: {error}", run[0].id);
    let config = RunConfig::from_json(run[0].config.clone()).map_err(|error| of_run(&error))?;
    let config = RunConfig { seed, ..(*config).clone() }.validate().map_err(|error| of_run(&error))?;
    let dataset = if config.data.is_plane() { &datasets.points } else { &datasets.images };
    let recipe = Recipe::new(config, run[0].events.clone()).map_err(|error| of_run(&error))?;
    let mut trainer = Trainer::new(recipe, dataset).map_err(|error| of_run(&error))?;
    let mut in_order = run.to_vec();
    in_order.sort_by_key(|claim| claim.step);
    let mut values = Vec::new();
    for claim in in_order {
        while trainer.steps() < claim.step {
            trainer.step();
            if let Some(divergence) = trainer.divergence() {
                return Err(of_run(&format_args!("diverged after step {}", divergence.step)));
            }
        }
        values.push((claim.id.as_str(), seed, four_digits(value_of(&mut trainer, &claim.measure)?)));
    }
    Ok(values)
}

/// One measure of a run as it stands.
fn value_of(trainer: &mut Trainer, measure: &str) -> Result<f64, String> {
    let evaluation = trainer.evaluate();
    let lowest = |trainer: &Trainer| {
        let points = trainer.history().points().iter().copied().chain([evaluation]);
        points.min_by(|a, b| a.held_out.total_cmp(&b.held_out)).expect("a run has points")
    };
    Ok(match measure {
        "lowestHeldOut" => lowest(trainer).held_out,
        "lowestStep" => lowest(trainer).step as f64,
        "dataGradient" => trainer.ledger().w.data,
        "penaltyGradient" => trainer.ledger().w.penalty,
        "gradientCosine" => trainer.ledger().w.cosine,
        "gradientSum" => trainer.ledger().w.sum,
        "trainOverOptimum" => {
            let theory = trainer.theory().ok_or("trainOverOptimum is of linear runs")?;
            evaluation.train / theory.train
        }
        "normalPass" => passes_of(trainer)?.normal,
        "tangentPass" => passes_of(trainer)?.tangent,
        "outsideBefore" => outside_of(trainer)?[0],
        "outside" => outside_of(trainer)?[1],
        name => {
            let found = evaluation.numbers().find(|(number, _)| number.name == name);
            let known = || Evaluation::NUMBERS.iter().map(|number| number.name).collect::<Vec<_>>().join(", ");
            found.ok_or_else(|| format!("{name} is not measured; there are {}", known()))?.1
        }
    })
}

/// What is left of small steps across the curve that points lie about, and along it.
fn passes_of(trainer: &Trainer) -> Result<Passes, String> {
    let curve = curve_of(trainer.config().data).ok_or("passes are of points about a curve")?;
    Ok(Passes::of(trainer.model(), curve, &trainer.split().mean))
}

/// How much of ‖W‖² lies where no training image varies, before training and now.
fn outside_of(trainer: &Trainer) -> Result<[f64; 2], String> {
    let train = trainer.config().training_images as usize;
    let mut jacobian = Jacobian::new(trainer.model(), train, trainer.steps()).map_err(|error| error.to_string())?;
    while !jacobian.is_done() {
        jacobian.advance(trainer.split(), trainer.noisy_held_out(), &|| trainer.untrained_model());
    }
    let [before, now] = jacobian.weights();
    Ok([before, now].map(|Weights { squares, within, .. }| squares[0] - within[0]))
}

/// The nearest number of four digits.
fn four_digits(value: f64) -> f64 {
    format!("{value:.3e}").parse().expect("a number as it was written")
}

/// Prints each claim with its values, and what the texts have where that is something else; `true` if nowhere.
fn report_claims(claims: &[Claim], measured: &Measured, told: &Measured) -> bool {
    let mut agree = true;
    for Claim { id, step, measure, .. } in claims {
        let found = &measured[id];
        let known = told.get(id).map_or(&[][..], |known| &known[..found.len().min(known.len())]);
        print!("{id:28} {measure:16} at step {step:5}  {}", list(found));
        if known != found.as_slice() {
            agree = false;
            print!("  – but the texts have {}", if known.is_empty() { "nothing".into() } else { list(known) });
        }
        println!();
    }
    agree
}

/// Prints, for each statement of the lecture, whether it holds: in every seed, in some, or in none.
fn report_statements(statements: &[Statement], measured: &Measured) -> Result<(), String> {
    for Statement { lecture, holds } in statements {
        println!("\n“{lecture}”");
        for (left, sign, right) in holds {
            let values = |id: &str| measured.get(id).ok_or_else(|| format!("there is no claim {id}"));
            let left_values = values(left)?;
            let right_values = match right {
                Value::String(id) => values(id)?.clone(),
                number => vec![number.as_f64().ok_or("expected a claim or a number")?; left_values.len()],
            };
            let is_less = |(a, b): (&f64, &f64)| if sign == "<" { a < b } else { a > b };
            let count = left_values.iter().zip(&right_values).filter(|&pair| is_less(pair)).count();
            let verdict = match count {
                0 => "fails",
                count if count == left_values.len() => "holds",
                _ => "holds partly",
            };
            let right = right.as_str().map_or_else(|| right.to_string(), str::to_owned);
            let (low, high) = (list(left_values), list(&right_values));
            println!("  {verdict:12} {left} {sign} {right}: {low} {sign} {high}");
        }
    }
    Ok(())
}

fn list(values: &[f64]) -> String {
    values.iter().map(f64::to_string).collect::<Vec<_>>().join(", ")
}

/// `measured.js`, as Prettier has it.
fn script(claims: &[Claim], measured: &Measured) -> String {
    let row = |claim: &Claim| format!("  \"{}\": [{}],\n", claim.id, list(&measured[&claim.id]));
    let rows = claims.iter().map(row).collect::<Vec<_>>().concat();
    format!(
        "/** What the claims come to under the seeds 1, 2 and 3: written by `cargo run --release --example lecture -- --write`. */\n\n\
         /** @import {{ ClaimId }} from \"./claims.js\" */\n\n\
         /** @type {{Readonly<Record<ClaimId, readonly number[]>>}} */\n\
         export const MEASURED = Object.freeze({{\n{rows}}});\n"
    )
}

/// The values that the texts have.
fn told(script: &str) -> Result<Measured, String> {
    let broken = |why: String| format!("{}: {why}", measured_file().display());
    let (_, rows) = script.split_once("freeze({").ok_or_else(|| broken("expected a frozen table".into()))?;
    let (rows, _) = rows.rsplit_once(",\n})").ok_or_else(|| broken("expected the end of the table".into()))?;
    serde_json::from_str(&format!("{{{rows}}}")).map_err(|error| broken(error.to_string()))
}

fn claims_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/claims.json")
}

fn measured_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("www/lesson/measured.js")
}

fn text(file: &Path) -> Result<String, String> {
    std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}
