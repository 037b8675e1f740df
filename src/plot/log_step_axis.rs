//! A logarithmic axis of steps, which begins at step 0.

use super::linear_axis::LinearAxis;
use super::log_axis::thinned;
use super::number::OneTwoFive;
use std::ops::Range;

/// Step s stands at `log(1 + s) / log(1 + max)`: the first steps are wide, and step 0 has a place of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct LogStepAxis {
    max: f64,
    labelled: Vec<f64>,
}

impl LogStepAxis {
    /// The axis from 0 to where [`LinearAxis::steps`] ends, on `width` CSS pixels with labels `column` wide.
    ///
    /// # Examples
    ///
    /// ```
    /// use autoencoder_lab_plot::LogStepAxis;
    ///
    /// let axis = LogStepAxis::steps(700.0, 1023.0, 300.0, 45.0);
    /// assert_eq!(axis.range(), 0.0..1023.0);
    /// assert_eq!(axis.labelled(), [0.0, 1.0, 10.0, 100.0, 1000.0]);
    /// assert_eq!((axis.fraction(0.0), axis.fraction(31.0), axis.fraction(1023.0)), (0.0, 0.5, 1.0));
    /// ```
    pub fn steps(last_step: f64, min_steps: f64, width: f64, column: f64) -> Self {
        let max = LinearAxis::steps(last_step, min_steps, 1).range().end;
        let decade = width / (1.0 + max).log10();
        let dense = decade * 2_f64.log10() >= column;
        let ticks = (0..=OneTwoFive::floor(max).index).map(|index| OneTwoFive { index });
        let labelled = std::iter::once(0.0).chain(thinned(ticks, dense, column / decade)).collect();
        Self { max, labelled }
    }

    /// The steps at both ends of the axis.
    pub fn range(&self) -> Range<f64> {
        0.0..self.max
    }

    /// The steps that have a label, rising.
    pub fn labelled(&self) -> &[f64] {
        &self.labelled
    }

    /// Where `step` stands between the left end, 0, and the right end, 1; what is outside stays at the nearer end.
    pub fn fraction(&self, step: f64) -> f64 {
        ((1.0 + step.max(0.0)).log10() / (1.0 + self.max).log10()).min(1.0)
    }
}
