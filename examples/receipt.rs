//! Trains a run natively and prints its receipt: the page shows the same for the same configuration and step.
//!
//! ```text
//! cargo run --release --example receipt -- CONFIG.json --steps N
//! ```
//!
//! CONFIG.json is what "Copy configuration" in a lane's "More" gives: `{"config": {…}, "events": […]}`. Exit code 1 for a
//! run that diverged, 2 for a file that is not such a configuration.

#[path = "common/page_data.rs"]
mod page_data;

use autoencoder_lab::{Recipe, Trainer};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, flag, steps] = arguments.as_slice() else {
        eprintln!("usage: cargo run --release --example receipt -- CONFIG.json --steps N");
        return ExitCode::from(2);
    };
    match trained(file, flag, steps) {
        Ok(trainer) => report(&trainer),
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

fn report(trainer: &Trainer) -> ExitCode {
    println!("step {}, receipt {}", trainer.steps(), trainer.receipt());
    let Some(divergence) = trainer.divergence() else {
        return ExitCode::SUCCESS;
    };
    println!("diverged after step {}: this is the state that it went back to", divergence.step);
    ExitCode::FAILURE
}

fn trained(file: &str, flag: &str, steps: &str) -> Result<Trainer, String> {
    let steps: u64 = match (flag, steps.parse()) {
        ("--steps", Ok(steps)) => steps,
        _ => return Err(format!("expected --steps and a whole number, found {flag} {steps}")),
    };
    let bytes = std::fs::read(file).map_err(|error| format!("{file}: {error}"))?;
    let recipe = Recipe::from_bytes(&bytes).map_err(|error| format!("{file}: {error}"))?;
    let dataset = page_data::dataset(recipe.config.data.dataset())?;
    let mut trainer = Trainer::new(recipe, &dataset).map_err(|error| error.to_string())?;
    while trainer.steps() < steps && trainer.divergence().is_none() {
        trainer.step();
    }
    // Between two points of the curve only the loss is looked at: this looks at what was trained since the last.
    trainer.evaluate();
    Ok(trainer)
}
