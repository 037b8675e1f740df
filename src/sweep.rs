//! Sweeps: one recipe trained over values of λ and of hidden units, with untied and tied weights, from several seeds.
//!
//! A run of a sweep is the recipe's configuration with these four in place of its own, and no events; what is measured of it
//! after a number of steps is a row of the sweep's file. The page has the axes and the columns from `www/base/schema.js`,
//! `examples/sweep` trains natively: both come to the same file, byte for byte.

use crate::config::{Hyperparameter, RunConfig, ValidConfig};
use crate::error::ConfigError;
use std::cmp::Ordering;

/// The values of λ: a true 0, then two to a decade, three where the held-out error has its floor.
pub const LAMBDAS: [f64; 13] = [0.0, 1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 5e-3, 1e-2, 3e-2, 1e-1, 3e-1, 1.0];

/// How many seeds there are unless said: 1, 2, 3.
pub const SEEDS: u32 = 3;

/// The columns of a sweep's file, in their order: what a run is, how far it was trained, what was measured of it.
pub const COLUMNS: [&str; 12] = [
    "hiddenUnits",
    "lambda",
    "tied",
    "seed",
    "steps",
    "train",
    "heldOut",
    "gap",
    "copyIndex",
    "noiseKept",
    "deadUnits",
    "receipt",
];

/// The narrowest network of the axis of hidden units.
const NARROWEST: u32 = 8;

/// The values of k for fewer inputs than that, in inputs: from a single unit on.
const FEW: [f64; 8] = [0.5, 1.0, 1.5, 2.0, 4.0, 8.0, 16.0, 32.0];

/// How many equal ratios lie between the narrowest network and one of n hidden units.
const RATIOS: u32 = 5;

/// The values of hidden units for n `inputs`, rising: five equal ratios from 8 to n, rounded, then 3n/2, 2n and 4n, as far as
/// a network may be as wide. Of fewer than 8 inputs: n/2, n, 3n/2, 2n and so on to 32n.
///
/// # Examples
///
/// ```
/// use autoencoder_lab::sweep::hidden_units;
///
/// assert_eq!(hidden_units(196), [8, 15, 29, 55, 103, 196, 294, 392, 784]);
/// assert_eq!(hidden_units(2), [1, 2, 3, 4, 8, 16, 32, 64]);
/// ```
pub fn hidden_units(inputs: u32) -> Vec<u32> {
    let widest = Hyperparameter::of("hiddenUnits").max;
    let narrowest = f64::from(NARROWEST);
    let n = f64::from(inputs);
    if n < narrowest {
        return FEW.map(|times| (times * n).ceil() as u32).to_vec();
    }
    let narrow = (0..=RATIOS).map(|step| narrowest * libm::pow(n / narrowest, f64::from(step) / f64::from(RATIOS)));
    let mut values: Vec<u32> = narrow
        .chain([1.5 * n, 2.0 * n, 4.0 * n])
        .filter(|&units| units.round() <= widest)
        .map(|units| units.round() as u32)
        .collect();
    values.dedup();
    values
}

/// What one run of a sweep has of its own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// k.
    pub hidden_units: u32,
    /// λ.
    pub lambda: f64,
    /// Whether W* = Wᵀ.
    pub tied: bool,
    /// The seed.
    pub seed: u32,
}

impl Point {
    /// The configuration of this run in a sweep of `base`.
    ///
    /// # Errors
    ///
    /// [`ConfigError::OutOfRange`] for a value that a run cannot have.
    pub fn config(&self, base: &RunConfig) -> Result<ValidConfig, ConfigError> {
        let &Self { hidden_units, lambda, tied, seed } = self;
        RunConfig { seed, hidden_units, lambda, tied, ..base.clone() }.validate()
    }

    /// The order of rows in a finished file: by hidden units, λ, untied before tied, seed.
    pub fn order(&self, other: &Self) -> Ordering {
        let whole = |point: &Self| (point.tied, point.seed);
        let by_lambda = || self.lambda.total_cmp(&other.lambda);
        self.hidden_units.cmp(&other.hidden_units).then_with(by_lambda).then_with(|| whole(self).cmp(&whole(other)))
    }
}

/// What a sweep goes over.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// The values of k.
    pub hidden_units: Vec<u32>,
    /// The values of λ.
    pub lambdas: Vec<f64>,
    /// Untied, tied or both.
    pub tied: Vec<bool>,
    /// How many seeds: 1, 2, ….
    pub seeds: u32,
}

impl Grid {
    /// Its runs, each once, in the order in which they are trained: a whole grid of one seed before the next seed, so that the
    /// shape is there early.
    pub fn points(&self) -> Vec<Point> {
        let mut points: Vec<Point> = Vec::new();
        for seed in 1..=self.seeds {
            for &hidden_units in &self.hidden_units {
                for &lambda in &self.lambdas {
                    points.extend(self.tied.iter().map(|&tied| Point { hidden_units, lambda, tied, seed }));
                }
            }
        }
        points.sort_by(|a, b| a.seed.cmp(&b.seed).then_with(|| a.order(b)));
        points.dedup();
        points
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{HYPERPARAMETERS, Images};

    #[test]
    fn the_axes_rise_from_narrow_to_wide_and_can_be_trained() {
        for &images in Images::ALL.iter().filter(|&&images| images != Images::Own) {
            let n = images.inputs() as u32;
            let axis = hidden_units(n);
            if images.is_plane() {
                assert_eq!(axis, [1, 2, 3, 4, 8, 16, 32, 64]);
                continue;
            }
            assert_eq!(axis.len(), 9, "{axis:?}");
            assert!(axis.is_sorted_by(|a, b| a < b) && axis[0] == 8 && axis[5] == n && axis[8] == 4 * n, "{axis:?}");
            for pair in axis[..6].windows(2) {
                let (ratio, expected) = (f64::from(pair[1]) / f64::from(pair[0]), (f64::from(n) / 8.0).powf(0.2));
                // Rounding moves each of both by half a unit at most.
                assert!((ratio / expected - 1.0).abs() < 1.0 / f64::from(pair[0]), "{axis:?}");
            }
        }
        assert_eq!(hidden_units(784), [8, 20, 50, 125, 313, 784, 1176, 1568, 3136]);
        assert_eq!(hidden_units(2000), [8, 24, 73, 220, 663, 2000, 3000, 4000], "none is wider than a network may be");
        assert_eq!(hidden_units(8), [8, 12, 16, 32], "no value twice");
        assert!(LAMBDAS.is_sorted_by(|a, b| a < b));
        let lambda = HYPERPARAMETERS.iter().find(|row| row.field == "lambda").unwrap();
        assert!(LAMBDAS.iter().all(|&value| lambda.check(value).is_ok()));
    }

    #[test]
    fn every_run_of_a_grid_is_there_once_seed_by_seed() {
        let grid = Grid { hidden_units: vec![16, 8, 16], lambdas: vec![0.1, 0.0], tied: vec![false, true], seeds: 2 };
        let points = grid.points();
        assert_eq!(points.len(), 2 * 2 * 2 * 2);
        assert!(points.is_sorted_by_key(|point| point.seed));
        let first = Point { hidden_units: 8, lambda: 0.0, tied: false, seed: 1 };
        assert_eq!(points[..3], [first, Point { tied: true, ..first }, Point { lambda: 0.1, ..first }]);
        assert!(points[..8].is_sorted_by(|a, b| a.order(b).is_lt()), "{points:?}");
    }

    #[test]
    fn a_run_is_the_recipe_but_for_its_point() {
        let base = RunConfig { training_images: 50, lambda: 0.5, tied: true, ..RunConfig::default() };
        let point = Point { hidden_units: 9, lambda: 0.0, tied: false, seed: 7 };
        let expected = RunConfig { training_images: 50, hidden_units: 9, seed: 7, ..RunConfig::default() };
        assert_eq!(*point.config(&base).unwrap(), expected);
        let mistaken = Point { hidden_units: 5000, ..point }.config(&base).unwrap_err();
        assert_eq!(mistaken.to_string(), "hidden units must be 1..=4096, found 5000");
    }
}
