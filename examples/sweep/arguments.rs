//! What a person types.

use autoencoder_lab::sweep::{Grid, LAMBDAS, SEEDS, hidden_units};
use autoencoder_lab::{Recipe, RunConfig};
use std::path::PathBuf;

/// Updates of each run, unless said: the budget of the page's presets.
const STEPS: u64 = 1500;

/// How a sweep is asked for.
const USAGE: &str = "usage: cargo run --release --example sweep -- RECIPE.json [--lambda [A,B,…]] [--units [A,B,…]] [--seeds N] [--tied both|true|false] [--steps N] --out results.csv";

/// A sweep as it was asked for.
pub(crate) struct Arguments {
    pub(crate) base: RunConfig,
    /// How many changes of the recipe are left out.
    pub(crate) events: usize,
    pub(crate) grid: Grid,
    pub(crate) steps: u64,
    pub(crate) out: PathBuf,
}

/// What a sweep goes over.
#[derive(Clone, Copy)]
enum Axis<'a> {
    /// The values of the page.
    Own,
    /// These.
    Values(&'a str),
}

/// The options, as text.
#[derive(Default)]
struct Options<'a> {
    recipe: Option<&'a str>,
    lambda: Option<Axis<'a>>,
    units: Option<Axis<'a>>,
    seeds: Option<&'a str>,
    tied: Option<&'a str>,
    steps: Option<&'a str>,
    out: Option<&'a str>,
}

impl Arguments {
    /// Reads the command line and the recipe that it names.
    ///
    /// # Errors
    ///
    /// A sentence that says what was expected and what was found.
    pub(crate) fn read(arguments: &[String]) -> Result<Self, String> {
        let options = Options::read(arguments)?;
        let (Some(file), Some(out)) = (options.recipe, options.out) else { return Err(USAGE.into()) };
        let bytes = std::fs::read(file).map_err(|error| format!("{file}: {error}"))?;
        let recipe = Recipe::from_bytes(&bytes).map_err(|error| format!("{file}: {error}"))?;
        let base = (*recipe.config).clone();
        let inputs = base.inputs() as u32;
        let lambdas = match options.lambda {
            Some(Axis::Values(values)) => list("--lambda", values)?,
            Some(Axis::Own) => LAMBDAS.to_vec(),
            None if options.units.is_none() => LAMBDAS.to_vec(),
            None => vec![base.lambda],
        };
        let hidden_units = match options.units {
            Some(Axis::Values(values)) => list("--units", values)?,
            Some(Axis::Own) => hidden_units(inputs),
            None => vec![base.hidden_units],
        };
        let tied = match options.tied {
            None | Some("both") => vec![false, true],
            Some("true") => vec![true],
            Some("false") => vec![false],
            Some(other) => return Err(format!("--tied must be both, true or false, found {other:?}")),
        };
        let seeds = options.seeds.map_or(Ok(u64::from(SEEDS)), |text| count("--seeds", text, 1000))?;
        let steps = options.steps.map_or(Ok(STEPS), |text| count("--steps", text, 10_000_000))?;
        // −0 is 0, and is written so.
        let lambdas = lambdas.into_iter().map(|lambda: f64| lambda + 0.0).collect();
        let grid = Grid { hidden_units, lambdas, tied, seeds: seeds as u32 };
        for point in grid.points() {
            point.config(&base).map_err(|error| error.to_string())?;
        }
        Ok(Self { base, events: recipe.events.len(), grid, steps, out: out.into() })
    }
}

impl<'a> Options<'a> {
    fn read(arguments: &'a [String]) -> Result<Self, String> {
        let mut options = Self::default();
        let mut rest = arguments.iter().map(String::as_str).peekable();
        while let Some(argument) = rest.next() {
            let value = rest.next_if(|next| argument.starts_with("--") && !next.starts_with("--"));
            let needed = || value.ok_or_else(|| format!("{argument} needs a value\n{USAGE}")).map(Some);
            match argument {
                "--lambda" => options.lambda = Some(value.map_or(Axis::Own, Axis::Values)),
                "--units" => options.units = Some(value.map_or(Axis::Own, Axis::Values)),
                "--seeds" => options.seeds = needed()?,
                "--tied" => options.tied = needed()?,
                "--steps" => options.steps = needed()?,
                "--out" => options.out = needed()?,
                _ if argument.starts_with("--") || options.recipe.is_some() => {
                    return Err(format!("there is no {argument}\n{USAGE}"));
                }
                _ => options.recipe = Some(argument),
            }
        }
        Ok(options)
    }
}

/// Numbers with commas between them.
fn list<T: std::str::FromStr>(option: &str, text: &str) -> Result<Vec<T>, String> {
    let values = text.split(',').map(|value| value.trim().parse().ok());
    values.collect::<Option<_>>().ok_or_else(|| {
        let kind = if option == "--units" { "whole numbers" } else { "numbers" };
        format!("{option} must be {kind} with commas between them, found {text:?}")
    })
}

/// A whole number from 1 on.
fn count(option: &str, text: &str, most: u64) -> Result<u64, String> {
    text.parse()
        .ok()
        .filter(|value| (1..=most).contains(value))
        .ok_or_else(|| format!("{option} must be a whole number, 1..={most}, found {text:?}"))
}
