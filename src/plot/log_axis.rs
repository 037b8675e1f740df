//! A logarithmic axis with 1-2-5 ticks.

use super::number::OneTwoFive;
use std::ops::Range;

/// The smallest and the largest value that an axis can show: beyond them, curves are drawn at its edge.
const BOUNDS: (f64, f64) = (1e-30, 1e30);

/// A factor below the smallest value that is shown in any case, so that no curve runs along the edge.
const ROOM_BELOW: f64 = 1.1;

/// The least range in 1-2-5 values: from 10 to 200, say. Errors fall, so the room is made below.
const LEAST_RANGE: i32 = 4;

/// Distance, in CSS pixels, below which unlabelled grid lines would look like a grey area.
const CLOSEST_LINES: f64 = 6.0;

/// A logarithmic axis between two 1-2-5 values, more than a decade apart.
///
/// plotters' own logarithmic ticks clump at one end or vanish, depending on the range. Here the ticks are all 1-2-5
/// values that have room; decades are labelled, 2 and 5 only where they have room too.
#[derive(Debug, Clone, PartialEq)]
pub struct LogAxis {
    min: f64,
    max: f64,
    ticks: Vec<f64>,
    labelled: Vec<f64>,
}

impl LogAxis {
    /// The axis that shows all positive finite `values` on `height` CSS pixels with labels `row` pixels apart.
    ///
    /// Both ends are 1-2-5 values: while a curve falls they move about three times a decade instead of every frame.
    ///
    /// # Examples
    ///
    /// ```
    /// use autoencoder_lab_plot::LogAxis;
    ///
    /// let axis = LogAxis::covering([61.2, 0.023, 0.0, f64::NAN], 190.0, 18.0);
    /// assert_eq!(axis.range(), 0.02..100.0);
    /// assert_eq!(axis.labelled(), [0.1, 1.0, 10.0, 100.0]);
    /// ```
    pub fn covering(values: impl IntoIterator<Item = f64>, height: f64, row: f64) -> Self {
        let (lowest, highest) = values
            .into_iter()
            .filter(|value| value.is_finite() && *value > 0.0)
            .map(|value| value.clamp(BOUNDS.0, BOUNDS.1))
            .fold((f64::INFINITY, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        let (lowest, highest) = if highest > 0.0 { (lowest, highest) } else { (1.0, 10.0) };
        let top = OneTwoFive::ceil(highest);
        let bottom = OneTwoFive::floor(lowest / ROOM_BELOW).min(OneTwoFive { index: top.index - LEAST_RANGE });
        Self::between(bottom.value(), top.value(), height, row)
    }

    /// The axis from `min` to `max`, both positive, on `height` CSS pixels with labels `row` pixels apart.
    ///
    /// # Examples
    ///
    /// ```
    /// use autoencoder_lab_plot::LogAxis;
    ///
    /// let axis = LogAxis::between(2.0, 25.0, 190.0, 18.0);
    /// assert_eq!(axis.range(), 2.0..25.0);
    /// assert_eq!(axis.labelled(), [2.0, 5.0, 10.0, 20.0]);
    /// ```
    pub fn between(min: f64, max: f64, height: f64, row: f64) -> Self {
        let (bottom, end) = (OneTwoFive::ceil(min), OneTwoFive::ceil(max));
        let top = if end.value() > max { OneTwoFive { index: end.index - 1 } } else { end };
        let decade = height / (max / min).log10();
        let all = || (bottom.index..=top.index).map(|index| OneTwoFive { index });
        // 1 → 2 and 5 → 10 are the narrow steps, each 0.301 of a decade.
        let narrow = decade * 2_f64.log10();
        let labelled = thinned(all(), narrow >= row, row / decade);
        Self {
            min,
            max,
            ticks: thinned(all(), narrow >= CLOSEST_LINES, CLOSEST_LINES / decade),
            // One label alone tells no scale: on a low chart with a single decade the ends are labelled.
            labelled: if labelled.len() < 2 { vec![min, max] } else { labelled },
        }
    }

    /// The values at both ends of the axis.
    pub fn range(&self) -> Range<f64> {
        self.min..self.max
    }

    /// The values that have a grid line, rising.
    pub fn ticks(&self) -> &[f64] {
        &self.ticks
    }

    /// The values that have a label, rising; they are among [`LogAxis::ticks`].
    pub fn labelled(&self) -> &[f64] {
        &self.labelled
    }

    /// Where `value` stands between the bottom, 0, and the top, 1; what is too small, zero and less included, is at 0.
    ///
    /// # Examples
    ///
    /// ```
    /// use autoencoder_lab_plot::LogAxis;
    ///
    /// let axis = LogAxis::covering([0.012, 100.0], 200.0, 18.0);
    /// assert_eq!(axis.fraction(1.0), 0.5);
    /// assert_eq!(axis.fraction(-3.0), 0.0);
    /// ```
    pub fn fraction(&self, value: f64) -> f64 {
        let (bottom, top) = (self.min.log10(), self.max.log10());
        // `max` turns NaN into the floor as well.
        ((value.max(self.min).log10() - bottom) / (top - bottom)).min(1.0)
    }
}

/// All of the values if `dense`, else the decades, or every n-th where a decade is less than `1 / crowding` high.
pub(crate) fn thinned(values: impl Iterator<Item = OneTwoFive>, dense: bool, crowding: f64) -> Vec<f64> {
    let every = crowding.ceil().clamp(1.0, 100.0) as i32;
    values
        .filter(|value| dense || value.is_decade() && value.exponent().rem_euclid(every) == 0)
        .map(OneTwoFive::value)
        .collect()
}
