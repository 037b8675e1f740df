//! A logarithmic axis of the values that a sweep goes over, with a place of its own for a true 0.

use super::log_axis::thinned;
use super::number::{OneTwoFive, format_value};
use super::sharp::WidthOf;
use super::spread::sorted;
use std::ops::Range;

/// From the edges of the plot to the outermost values, in CSS pixels at scale 1: room for their points.
const INSET: f64 = 12.0;
/// From 0 to the lowest positive value: as wide as a decade, within these bounds.
const ZERO_WIDTH: (f64, f64) = (44.0, 90.0);
/// Where the break is between both: nearer to the positive values, for lanes set to 0 have their letters beside each other there.
const BREAK: f64 = 0.7;
/// White between two labels.
const LABEL_GAP: f64 = 10.0;

/// Equal ratios are equally wide; 0 stands left of them, beyond a break.
///
/// An axis of hidden units has a label at n, and at as many of the other values as there is room for; one of λ at 0 and at
/// the decades.
#[derive(Debug, Clone, PartialEq)]
pub struct SweepAxis {
    has_zero: bool,
    low: f64,
    high: f64,
    /// Shares of the axis: where its first value stands, and its lowest positive one.
    first: f64,
    positive: f64,
    labelled: Vec<f64>,
    inputs: Option<f64>,
}

impl SweepAxis {
    /// The axis that shows all `values` on `width` CSS pixels, in a drawing of this `scale`; `width_of` measures a label, and
    /// `inputs` is n on an axis of hidden units.
    ///
    /// # Examples
    ///
    /// ```
    /// use autoencoder_lab_plot::SweepAxis;
    ///
    /// let axis = SweepAxis::new(&[0.0, 1e-4, 3e-3, 1.0], None, 400.0, 1.0, &|label, _| 7.0 * label.len() as f64);
    /// assert_eq!(axis.labelled(), [0.0, 1e-4, 1e-3, 1e-2, 1e-1, 1.0]);
    /// assert!(axis.break_at().is_some_and(|share| axis.fraction(0.0) < share && share < axis.fraction(1e-4)));
    /// ```
    pub fn new(values: &[f64], inputs: Option<f64>, width: f64, scale: f64, width_of: WidthOf) -> Self {
        let (mut low, mut high) = (f64::INFINITY, 0.0_f64);
        for &value in values.iter().filter(|value| value.is_finite() && **value > 0.0) {
            (low, high) = (low.min(value), high.max(value));
        }
        let (low, high) = match (low, high) {
            (low, high) if low < high => (low, high),
            (low, high) if low == high => (low / 2.0, 2.0 * high),
            _ => (1.0, 10.0),
        };
        let has_zero = values.contains(&0.0);
        let first = (INSET * scale / width).min(0.25);
        let decades = (high / low).log10();
        let (least, most) = ZERO_WIDTH;
        let gap = (width / (decades + 1.0)).clamp(least * scale, most * scale).min(width / 4.0) / width;
        let positive = if has_zero { first + gap } else { first };
        let mut axis = Self { has_zero, low, high, first, positive, labelled: Vec::new(), inputs };
        axis.labelled = axis.labels(values, width, LABEL_GAP * scale, width_of);
        axis
    }

    /// The values at both ends.
    pub fn range(&self) -> Range<f64> {
        (if self.has_zero { 0.0 } else { self.low })..self.high
    }

    /// The values that have a label, rising.
    pub fn labelled(&self) -> &[f64] {
        &self.labelled
    }

    /// What stands there: n has its name.
    pub fn label(&self, value: f64) -> String {
        if self.inputs == Some(value) { format!("n = {}", format_value(value)) } else { format_value(value) }
    }

    /// Where `value` stands between the left end, 0, and the right end, 1; what is outside stays at the nearer value.
    pub fn fraction(&self, value: f64) -> f64 {
        if value <= 0.0 {
            return self.first;
        }
        let up = (value.max(self.low) / self.low).log10() / (self.high / self.low).log10();
        self.positive + up.min(1.0) * (1.0 - self.first - self.positive)
    }

    /// Where the axis is broken, if it has a 0.
    pub fn break_at(&self) -> Option<f64> {
        self.has_zero.then_some(self.first + BREAK * (self.positive - self.first))
    }

    /// Of λ the decades have labels, and 0. Of hidden units n, both ends, and as many of the others as there is room for.
    fn labels(&self, values: &[f64], width: f64, gap: f64, width_of: WidthOf) -> Vec<f64> {
        let length = |value: f64| width_of(&self.label(value), false);
        let Some(n) = self.inputs else {
            let column = length(self.low).max(length(self.high)) + gap;
            let decade = (1.0 - self.first - self.positive) * width / (self.high / self.low).log10();
            let ticks = OneTwoFive::ceil(self.low).index..=OneTwoFive::floor(self.high).index;
            let mut labelled = thinned(ticks.map(|index| OneTwoFive { index }), false, column / decade);
            if labelled.len() < 2 {
                labelled = vec![self.low, self.high];
            }
            if self.has_zero {
                labelled.insert(0, 0.0);
            }
            return labelled;
        };
        let mut placed: Vec<f64> = Vec::new();
        for value in [n, self.low, self.high].into_iter().chain(values.iter().copied()) {
            let is_apart = |&other: &f64| {
                let apart = (self.fraction(value) - self.fraction(other)).abs() * width;
                apart >= f64::midpoint(length(value), length(other)) + gap
            };
            if (self.low..=self.high).contains(&value) && placed.iter().all(is_apart) {
                placed.push(value);
            }
        }
        sorted(placed, |&value| value)
    }
}
