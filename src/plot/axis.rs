//! Any kind of axis.

use super::linear_axis::LinearAxis;
use super::log_axis::LogAxis;
use super::log_step_axis::LogStepAxis;
use super::number::format_value;
use super::sweep_axis::SweepAxis;
use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter};
use std::ops::Range;

/// An axis, as the switches "log y" and "log x" have it.
#[derive(Debug, Clone, PartialEq)]
pub enum Axis {
    /// Equal ratios are equally high.
    Log(LogAxis),
    /// Equal differences are equally high.
    Linear(LinearAxis),
    /// Steps from 0, the first ones wide.
    LogSteps(LogStepAxis),
    /// Values of λ or of hidden units.
    Swept(SweepAxis),
}

impl Axis {
    /// The vertical axis of the wanted kind that shows `values` on `height` CSS pixels, with labels at least `row` apart.
    pub fn covering(log: bool, values: impl IntoIterator<Item = f64>, height: f64, row: f64) -> Self {
        if log {
            return Self::Log(LogAxis::covering(values, height, row));
        }
        Self::Linear(LinearAxis::covering(values, intervals(height, row)))
    }

    /// The vertical axis of the wanted kind from `low` to a higher `high`; a logarithmic one needs both positive.
    pub fn between(log: bool, [low, high]: [f64; 2], height: f64, row: f64) -> Self {
        if log {
            return Self::Log(LogAxis::between(low, high, height, row));
        }
        Self::Linear(LinearAxis::between(low, high, intervals(height, row)))
    }

    /// The values at both ends of the axis.
    pub fn range(&self) -> Range<f64> {
        match self {
            Self::Log(axis) => axis.range(),
            Self::Linear(axis) => axis.range(),
            Self::LogSteps(axis) => axis.range(),
            Self::Swept(axis) => axis.range(),
        }
    }

    /// The values that have a label, rising.
    pub fn labelled(&self) -> &[f64] {
        match self {
            Self::Log(axis) => axis.labelled(),
            Self::Linear(axis) => axis.labelled(),
            Self::LogSteps(axis) => axis.labelled(),
            Self::Swept(axis) => axis.labelled(),
        }
    }

    /// Where `value` stands between the bottom, 0, and the top, 1.
    pub fn fraction(&self, value: f64) -> f64 {
        match self {
            Self::Log(axis) => axis.fraction(value),
            Self::Linear(axis) => axis.fraction(value),
            Self::LogSteps(axis) => axis.fraction(value),
            Self::Swept(axis) => axis.fraction(value),
        }
    }

    /// What stands at a value that has a label.
    pub fn label(&self, value: f64) -> String {
        if let Self::Swept(axis) = self { axis.label(value) } else { format_value(value) }
    }
}

/// How many intervals a linear axis has at most: twice the room of a label looks calm; the short ones get at least two.
fn intervals(height: f64, row: f64) -> usize {
    ((height / (2.0 * row)) as usize).max(2)
}

impl Ranged for Axis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        limit.0 + (self.fraction(*value) * f64::from(limit.1 - limit.0)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        match self {
            Self::Log(axis) if hint.weight().allow_light_points() => axis.ticks().to_vec(),
            _ => self.labelled().to_vec(),
        }
    }

    fn range(&self) -> Range<f64> {
        Self::range(self)
    }
}

impl ValueFormatter<f64> for Axis {
    fn format_ext(&self, value: &f64) -> String {
        self.label(*value)
    }
}
