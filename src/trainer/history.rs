//! The curve: every evaluation up to a bound, then evenly thinned.

use crate::analysis::Evaluation;
use crate::error::ConfigError;

/// The numbers of a row of [`History::rows`]: the step, and those of [`Evaluation::NUMBERS`] that are not derived.
pub const CURVE_COLUMNS: usize = {
    let (mut columns, mut at) = (1, 0);
    while at < Evaluation::NUMBERS.len() {
        columns += !Evaluation::NUMBERS[at].derived as usize;
        at += 1;
    }
    columns
};

/// Points kept at most.
pub(super) const BOUND: usize = 4096;

/// How far a number of 64 bits counts without a gap: 2⁵³.
const MOST_COUNTED: f64 = 9_007_199_254_740_992.0;

/// The evaluations of a run, oldest first.
#[derive(Debug, Clone, Default)]
pub struct History {
    points: Vec<Evaluation>,
    /// Of every 2^thinned evaluations one is kept.
    thinned: u32,
    pushed: u64,
    revision: u32,
}

impl History {
    /// Adds a point. When the bound is reached every second point is dropped, and from then on every second new one.
    pub fn push(&mut self, evaluation: Evaluation) {
        let kept = self.pushed.is_multiple_of(self.stride());
        self.pushed += 1;
        if !kept {
            return;
        }
        self.points.push(evaluation);
        self.revision += 1;
        if self.points.len() == BOUND {
            let mut index = 0;
            self.points.retain(|_| {
                index += 1;
                index % 2 == 1
            });
            self.thinned += 1;
        }
    }

    /// Takes back the points after `step`.
    pub(super) fn end_at(&mut self, step: u64) {
        let kept = self.points.partition_point(|point| point.step <= step);
        if kept < self.points.len() {
            self.points.truncate(kept);
            self.pushed = (kept as u64).saturating_mul(self.stride());
            self.revision += 1;
        }
    }

    /// An earlier state of it; what has been read of it is no longer what it holds.
    pub(super) fn become_again(&mut self, earlier: Self) {
        let revision = self.revision + 1;
        *self = Self { revision, ..earlier };
    }

    /// The points, oldest first.
    pub fn points(&self) -> &[Evaluation] {
        &self.points
    }

    /// The newest point.
    pub fn last(&self) -> Option<&Evaluation> {
        self.points.last()
    }

    /// Everything there is to know of it: how many points were pushed, how often it was thinned, and its rows.
    pub fn numbers(&self) -> Vec<f64> {
        [self.pushed as f64, f64::from(self.thinned)].into_iter().chain(self.rows()).collect()
    }

    /// The history whose [`History::numbers`] these are.
    ///
    /// # Errors
    ///
    /// [`ConfigError::State`] if they are not whole rows, [`ConfigError::StateValue`] if no history is thinned so often, has
    /// so many points or such steps: rows of another number of columns are no history.
    pub fn from_numbers(numbers: &[f64]) -> Result<Self, ConfigError> {
        let (&[pushed, thinned, ref rows @ ..], 0) = (numbers, numbers.len().wrapping_sub(2) % CURVE_COLUMNS) else {
            let expected = (numbers.len() / CURVE_COLUMNS) * CURVE_COLUMNS + 2;
            return Err(ConfigError::State { what: "curve", expected, found: numbers.len() });
        };
        let refuse = |what, expected, found: f64| ConfigError::StateValue { what, expected, found: found.to_string() };
        if !(0.0..f64::from(u64::BITS)).contains(&thinned) {
            return Err(refuse("thinning of the curve", "from 0 to 63", thinned));
        }
        let mut last = 0.0;
        for &step in rows.iter().step_by(CURVE_COLUMNS) {
            if step.fract() != 0.0 || step < last {
                return Err(refuse("a step of the curve", "whole, and not before the last one", step));
            }
            last = step;
        }
        let points: Vec<Evaluation> = rows.chunks(CURVE_COLUMNS).map(Evaluation::from_row).collect();
        if points.len() >= BOUND || !(points.len() as f64..=MOST_COUNTED).contains(&pushed) {
            return Err(refuse("count of evaluations", "that of the curve, below 4096, up to 2^53", pushed));
        }
        Ok(Self { revision: points.len() as u32, points, thinned: thinned as u32, pushed: pushed as u64 })
    }

    /// Of how many evaluations one is kept.
    pub fn stride(&self) -> u64 {
        1_u64.checked_shl(self.thinned).unwrap_or(u64::MAX)
    }

    /// A number that changes when the points do.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// The points as rows of [`CURVE_COLUMNS`] numbers.
    pub fn rows(&self) -> Vec<f64> {
        self.points.iter().flat_map(Evaluation::row).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_an_evaluation_and_back() {
        let row: Vec<f64> = std::iter::successors(Some(1.0), |number| Some(number * 2.0)).take(CURVE_COLUMNS).collect();
        let evaluation = Evaluation::from_row(&row);
        assert_eq!(evaluation.row().collect::<Vec<f64>>(), row);
        assert_eq!((evaluation.step, evaluation.train, evaluation.held_out, evaluation.gap), (1, 2.0, 4.0, 2.0));
    }

    #[test]
    fn a_long_run_is_thinned_evenly_and_stays_bounded() {
        let mut history = History::default();
        let blank = Evaluation::from_row(&[0.0; CURVE_COLUMNS]);
        for step in 0..100_000 {
            history.push(Evaluation { step, ..blank });
        }
        let steps: Vec<u64> = history.points().iter().map(|p| p.step).collect();
        assert!(steps.len() < BOUND && steps.len() >= BOUND / 2 - 1, "{} points", steps.len());
        let gaps: std::collections::BTreeSet<u64> = steps.windows(2).map(|w| w[1] - w[0]).collect();
        assert_eq!(gaps, [32].into(), "evenly spaced from {}", steps[0]);
        assert_eq!(steps[0], 0);
    }
}
