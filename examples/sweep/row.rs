//! A row of a sweep's file.

use autoencoder_lab::sweep::{COLUMNS, Point};
use autoencoder_lab::{Dataset, RunConfig, Trainer};

/// The receipt of a run that diverged.
const DIVERGED: &str = "diverged";

/// What a run came to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    pub(crate) point: Point,
    /// Updates made; of a run that diverged those after which that was noticed.
    pub(crate) steps: u64,
    /// Train and held-out error, gap, copy index, noise kept and dead units; `None` for a run that diverged.
    measured: Option<[f64; 6]>,
    receipt: String,
}

impl Row {
    /// Trains a run of a sweep of `base`.
    ///
    /// # Errors
    ///
    /// A sentence, if there is not enough memory.
    pub(crate) fn train(point: Point, base: &RunConfig, steps: u64, dataset: &Dataset) -> Result<Self, String> {
        let config = point.config(base).map_err(|error| error.to_string())?;
        let mut run = Trainer::new(config, dataset).map_err(|error| error.to_string())?;
        run.skip_curve();
        while run.steps() < steps && run.divergence().is_none() {
            run.step();
        }
        let last = run.evaluate();
        Ok(match run.divergence() {
            Some(divergence) => Self { point, steps: divergence.step, measured: None, receipt: DIVERGED.into() },
            None => Self {
                point,
                steps,
                measured: Some([
                    last.train,
                    last.held_out,
                    last.gap,
                    last.copy_index,
                    last.noise_kept,
                    last.dead_units,
                ]),
                receipt: run.receipt().to_string(),
            },
        })
    }

    /// As a line of the file, without its end; numbers are as JavaScript writes them.
    pub(crate) fn line(&self) -> String {
        let Point { hidden_units, lambda, tied, seed } = self.point;
        let mut fields = vec![hidden_units.to_string(), number(lambda), tied.to_string(), seed.to_string()];
        fields.push(self.steps.to_string());
        fields.extend(self.measured.unwrap_or([f64::NAN; 6]).map(number));
        fields.push(self.receipt.clone());
        fields.join(",")
    }

    /// Reads what [`Row::line`] wrote; `None` if it is anything else, in any way.
    pub(crate) fn read(line: &str) -> Option<Self> {
        let fields: Vec<&str> = line.split(',').collect();
        let [hidden_units, lambda, tied, seed, steps, measured @ .., receipt] = &fields[..] else { return None };
        let lambda = lambda.parse().ok()?;
        let (hidden_units, tied, seed) = (hidden_units.parse().ok()?, tied.parse().ok()?, seed.parse().ok()?);
        let values = measured.iter().map(|text| if text.is_empty() { Some(f64::NAN) } else { text.parse().ok() });
        let values: [f64; 6] = values.collect::<Option<Vec<f64>>>()?.try_into().ok()?;
        let row = Self {
            point: Point { hidden_units, lambda, tied, seed },
            steps: steps.parse().ok()?,
            measured: (*receipt != DIVERGED).then_some(values),
            receipt: (*receipt).to_owned(),
        };
        (row.line() == line).then_some(row)
    }
}

/// The first line of the file.
pub(crate) fn header() -> String {
    COLUMNS.join(",")
}

/// A number as JavaScript's `String(x)` writes it; nothing for what is none.
fn number(value: f64) -> String {
    if value.is_nan() { String::new() } else { ryu_js::Buffer::new().format(value).to_owned() }
}
