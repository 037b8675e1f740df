//! When the curve is evaluated: a function of the configuration, never of the clock, so that curves are the same on
//! every machine.

use crate::config::ValidConfig;

/// The share of the training's arithmetic that evaluations may add.
const SHARE: f64 = 1.0 / 12.0;

/// What an evaluation may cost a step in any case, in floating-point operations: three quarters of a millisecond. It gives
/// the lesson's small networks a fine curve, which their training alone would not pay for.
const ALLOWANCE: f64 = 3e7;

/// What a pixel costs besides its products (noise, activation, squares), in operations: it decides for narrow networks.
const PIXEL: f64 = 100.0;

/// Points before the first multiple of the spacing begin at this part of it, a sixteenth: earlier ones cost more than they show.
const EARLIEST_DIVISOR: u64 = 16;

/// How many points keep the first spacing. From then on a run has at least half as many on each stretch from a step to its
/// double, which on a chart as wide as a screen are few pixels apart.
const POINTS: u64 = 512;

/// Spaces evaluations by their cost in arithmetic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedule {
    /// Steps from point to point at first.
    spacing: u64,
    /// Steps from point to point at which points cost no more than their share.
    paid: u64,
    pieces: u64,
}

impl Schedule {
    /// The schedule of a configuration whose evaluations have so many `pieces`.
    ///
    /// A step makes five products of `2·batch·n·k` operations; an evaluation makes two for each training image and five
    /// for each of the `held_out` images (the image, the image with noise, the copy index), and visits their pixels.
    pub fn new(config: &ValidConfig, held_out: usize, pieces: usize) -> Self {
        let n = config.inputs() as f64;
        let product = 2.0 * n * f64::from(config.hidden_units);
        let m = f64::from(config.training_images);
        let step = 5.0 * product * f64::from(config.batch_size).min(m);
        let evaluation = (product + PIXEL * n) * (2.0 * m + 5.0 * held_out as f64);
        let spacing = |allowed: f64| (evaluation / allowed).ceil().max(1.0) as u64;
        Self { spacing: spacing((SHARE * step).max(ALLOWANCE)), paid: spacing(SHARE * step), pieces: pieces as u64 }
    }

    /// Whether the curve has a point at `step`: at every multiple of the spacing there, and at powers of two before the
    /// first, where a curve falls steeply.
    pub fn is_due(self, step: u64) -> bool {
        let early = step < self.spacing && step.is_power_of_two() && step * EARLIEST_DIVISOR >= self.spacing;
        early || step.is_multiple_of(self.spacing_from(step))
    }

    /// Steps from a point at `step` to the next. Every time that a run has become twice as long it doubles, until points
    /// cost no more than their share.
    pub(super) fn spacing_from(self, step: u64) -> u64 {
        let mut spacing = self.spacing;
        while spacing < self.paid && step >= POINTS * spacing {
            spacing *= 2;
        }
        spacing
    }

    /// How many pieces of the evaluation that was due at step `due` to do a step, so that it is done before the next is due.
    pub fn pieces_a_step(self, due: u64) -> u64 {
        let gap = if due < self.spacing { due.min(self.spacing - due).max(1) } else { self.spacing_from(due) };
        self.pieces.div_ceil(gap)
    }
}
