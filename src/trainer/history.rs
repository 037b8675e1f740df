//! The curve: every evaluation up to a bound, then evenly thinned.

use crate::analysis::{Evaluation, Norms};
use crate::error::ConfigError;

/// The numbers of a row of [`History::rows`]: step, train, held-out, copy index, noise kept, denoising error, penalty,
/// objective, ‖θ‖², ‖W‖, ‖W*‖, ‖b‖, ‖c‖, cos(W, W*ᵀ).
pub const CURVE_COLUMNS: usize = 14;

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
    /// [`ConfigError::State`] if they are not whole rows, [`ConfigError::StateValue`] if no history is thinned so often or has
    /// so many points.
    pub fn from_numbers(numbers: &[f64]) -> Result<Self, ConfigError> {
        let (&[pushed, thinned, ref rows @ ..], 0) = (numbers, numbers.len().wrapping_sub(2) % CURVE_COLUMNS) else {
            let expected = (numbers.len() / CURVE_COLUMNS) * CURVE_COLUMNS + 2;
            return Err(ConfigError::State { what: "curve", expected, found: numbers.len() });
        };
        let refuse = |what, expected, found: f64| ConfigError::StateValue { what, expected, found: found.to_string() };
        if !(0.0..f64::from(u64::BITS)).contains(&thinned) {
            return Err(refuse("thinning of the curve", "from 0 to 63", thinned));
        }
        let points: Vec<Evaluation> = rows.chunks(CURVE_COLUMNS).map(point).collect();
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
        self.points
            .iter()
            .flat_map(|p| -> [f64; CURVE_COLUMNS] {
                [
                    p.step as f64,
                    p.train,
                    p.held_out,
                    p.copy_index,
                    p.noise_kept,
                    p.denoising_error,
                    p.penalty,
                    p.objective,
                    p.theta_squared,
                    p.norms.w,
                    p.norms.w_star,
                    p.norms.b,
                    p.norms.c,
                    p.norms.alignment,
                ]
            })
            .collect()
    }
}

/// The point of one row.
fn point(row: &[f64]) -> Evaluation {
    let &[
        step,
        train,
        held_out,
        copy_index,
        noise_kept,
        denoising_error,
        penalty,
        objective,
        theta_squared,
        w,
        w_star,
        b,
        c,
        alignment,
    ] = row
    else {
        panic!("a row has {CURVE_COLUMNS} numbers, found {}", row.len());
    };
    Evaluation {
        step: step as u64,
        train,
        held_out,
        gap: held_out - train,
        copy_index,
        noise_kept,
        denoising_error,
        penalty,
        objective,
        theta_squared,
        norms: Norms { w, w_star, b, c, alignment },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_run_is_thinned_evenly_and_stays_bounded() {
        let mut history = History::default();
        let blank = Evaluation {
            step: 0,
            train: 0.0,
            held_out: 0.0,
            gap: 0.0,
            copy_index: 0.0,
            noise_kept: 0.0,
            denoising_error: 0.0,
            penalty: 0.0,
            objective: 0.0,
            theta_squared: 0.0,
            norms: Norms::default(),
        };
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
