//! A linear axis with round steps.

use std::ops::Range;

/// What a moving end of an axis snaps to, times a power of ten: few enough that it rarely moves, dense enough that the
/// plot is never much wider than its data.
const ENDS: [f64; 9] = [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0];

/// What a step between two ticks can be, times a power of ten.
const STEPS: [f64; 4] = [1.0, 2.0, 2.5, 5.0];

/// The last whole number that f64 counts to; later steps stay at the edge.
const LAST_STEP: f64 = 9_007_199_254_740_992.0;

/// A linear axis with labelled ticks at round steps.
#[derive(Debug, Clone, PartialEq)]
pub struct LinearAxis {
    min: f64,
    max: f64,
    labelled: Vec<f64>,
}

impl LinearAxis {
    /// The axis of training steps: from 0 to `min_steps`, or to the round number at or above `last_step` if that is
    /// more, with at most `most` intervals of whole steps.
    ///
    /// # Examples
    ///
    /// ```
    /// use autoencoder_lab_plot::LinearAxis;
    ///
    /// let axis = LinearAxis::steps(700.0, 1500.0, 8);
    /// assert_eq!(axis.labelled(), [0.0, 250.0, 500.0, 750.0, 1000.0, 1250.0, 1500.0]);
    /// assert_eq!(LinearAxis::steps(1501.0, 1500.0, 8).range(), 0.0..2000.0);
    /// ```
    pub fn steps(last_step: f64, min_steps: f64, most: usize) -> Self {
        let least = if min_steps.is_finite() { min_steps.clamp(1.0, LAST_STEP) } else { 1.0 };
        let last = if last_step.is_finite() { last_step.min(LAST_STEP) } else { 0.0 };
        let max = if last > least { end_above(last) } else { least };
        Self::with_ticks(0.0, max, most, 1.0)
    }

    /// The axis that shows all finite `values` and zero, with at most `most` intervals between ticks. As on a logarithmic
    /// axis, what is beyond 10³⁰ stands at its edge, and what is less than 10⁻³⁰ is nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// use autoencoder_lab_plot::LinearAxis;
    ///
    /// let axis = LinearAxis::covering([20.4, 3.1, f64::INFINITY], 5);
    /// assert_eq!(axis.range(), 0.0..25.0);
    /// assert_eq!(axis.labelled(), [0.0, 5.0, 10.0, 15.0, 20.0, 25.0]);
    /// ```
    pub fn covering(values: impl IntoIterator<Item = f64>, most: usize) -> Self {
        let (low, high) = values
            .into_iter()
            .filter(|value| value.is_finite() && value.abs() >= 1e-30)
            .map(|value| value.clamp(-1e30, 1e30))
            .fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        let min = if low < 0.0 { -end_above(-low) } else { 0.0 };
        let max = if high > 0.0 { end_above(high) } else { f64::from(min >= 0.0) };
        Self::with_ticks(min, max, most, 0.0)
    }

    /// The axis from `min` to `max`, with at most `most` intervals between ticks.
    ///
    /// # Examples
    ///
    /// ```
    /// use autoencoder_lab_plot::LinearAxis;
    ///
    /// let axis = LinearAxis::between(2.0, 25.0, 5);
    /// assert_eq!(axis.range(), 2.0..25.0);
    /// assert_eq!(axis.labelled(), [5.0, 10.0, 15.0, 20.0, 25.0]);
    /// ```
    pub fn between(min: f64, max: f64, most: usize) -> Self {
        Self::with_ticks(min, max, most, 0.0)
    }

    fn with_ticks(min: f64, max: f64, most: usize, smallest_step: f64) -> Self {
        let step = step_between(min, max, most.max(1), smallest_step);
        let (first, last) = ((min / step).ceil() as i64, (max / step + 1e-9).floor() as i64);
        // A multiple of 0.1 is a quotient by 10, exactly rounded; a product with 0.1 is not.
        let tick = |index: i64| if step < 1.0 { index as f64 / step.recip().round() } else { index as f64 * step };
        Self { min, max, labelled: (first..=last).map(tick).collect() }
    }

    /// The values at both ends of the axis.
    pub fn range(&self) -> Range<f64> {
        self.min..self.max
    }

    /// The values that have a grid line and a label, rising.
    pub fn labelled(&self) -> &[f64] {
        &self.labelled
    }

    /// Where `value` stands between the lower end, 0, and the upper end, 1; what is outside stays at the nearer end.
    pub fn fraction(&self, value: f64) -> f64 {
        (value.max(self.min) - self.min).min(self.max - self.min) / (self.max - self.min)
    }
}

/// The smallest of [`ENDS`], times a power of ten, that is not below `value` > 0.
fn end_above(value: f64) -> f64 {
    candidates(&ENDS, value).find(|&end| end >= value).unwrap_or(value)
}

/// The step that makes at most `most` intervals: the finest that also divides the whole range, if such a one is within
/// a factor of 2.5 of the finest; so the last tick stands at the end of the axis where that costs little.
fn step_between(min: f64, max: f64, most: usize, smallest: f64) -> f64 {
    let finest = ((max - min) / most as f64).max(smallest) * (1.0 - 1e-9);
    let fitting = || candidates(&STEPS, finest).filter(|&step| step >= finest);
    let divides = |end: f64, step: f64| ((end / step).round() - end / step).abs() < 1e-6;
    let coarsest_worth = fitting().next().unwrap_or(finest) * 2.5;
    fitting()
        .take_while(|&step| step <= coarsest_worth)
        .find(|&step| divides(min, step) && divides(max, step))
        .or_else(|| fitting().next())
        .unwrap_or(max - min)
}

/// The values of `digits` times powers of ten around `value` > 0, rising over three decades.
fn candidates(digits: &'static [f64], value: f64) -> impl Iterator<Item = f64> {
    let exponent = value.log10().floor() as i32;
    (exponent - 1..=exponent + 1).flat_map(move |exponent| {
        let scaled = move |digit: f64| {
            if exponent < 0 { digit / 10_f64.powi(-exponent) } else { digit * 10_f64.powi(exponent) }
        };
        digits.iter().map(move |&digit| scaled(digit))
    })
}
