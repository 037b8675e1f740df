//! What a chart of a sweep shows: for each value of λ or of hidden units, what runs from several seeds came to.

use super::color::Color;
use super::series::{Series, SeriesError, Style};
use super::spread::sorted;
use std::iter;

/// What the runs at one value came to, a number each: infinite for a run that diverged.
#[derive(Debug, Clone, PartialEq)]
pub struct SweptValue {
    /// λ, or how many hidden units.
    pub x: f64,
    /// One for each run, as they were handed in.
    pub values: Vec<f64>,
}

impl SweptValue {
    /// The mean over all seeds; NaN where one diverged, for of the others alone it would promise too much.
    pub fn mean(&self) -> f64 {
        if self.has_diverged() { f64::NAN } else { self.values.iter().sum::<f64>() / self.values.len() as f64 }
    }

    /// The lowest and the highest of the numbers; `None` where every run diverged.
    pub fn ends(&self) -> Option<[f64; 2]> {
        let finite = || self.values.iter().copied().filter(|value| value.is_finite());
        let (low, high) = (finite().fold(f64::NAN, f64::min), finite().fold(f64::NAN, f64::max));
        low.is_finite().then_some([low, high])
    }

    /// Whether one of the runs diverged.
    pub fn has_diverged(&self) -> bool {
        self.values.iter().any(|value| value.is_infinite())
    }
}

/// The runs with untied weights, or those with tied ones: their mean is a line, their range a band.
#[derive(Debug, Clone, PartialEq)]
pub struct SweptLine {
    /// How the line looks, and what stands at its end.
    pub style: Style,
    /// Their values rise.
    pub points: Vec<SweptValue>,
}

impl SweptLine {
    /// The line whose `numbers` are, in any order, a pair for each run: where it stands, and what it came to; infinite if it
    /// diverged. What is NaN has no such number, and is left out.
    ///
    /// # Errors
    ///
    /// [`SeriesError`] if the last run has no number.
    ///
    /// # Examples
    ///
    /// ```
    /// use autoencoder_lab_plot::{Color, Line, Style, SweptLine, Weight};
    ///
    /// let style = Style { label: "tied".into(), color: Color::new(0, 104, 168), line: Line::Dashed, weight: Weight::Full };
    /// let line = SweptLine::from_pairs(style, &[0.01, 1.5, 0.0, 3.0, 0.01, 1.25])?;
    /// assert_eq!((line.points[0].x, line.points[0].mean()), (0.0, 3.0));
    /// assert_eq!((line.points[1].x, line.points[1].ends()), (0.01, Some([1.25, 1.5])));
    /// # Ok::<(), autoencoder_lab_plot::SeriesError>(())
    /// ```
    pub fn from_pairs(style: Style, numbers: &[f64]) -> Result<Self, SeriesError> {
        let runs = Series::from_pairs(style, numbers)?;
        let mut points: Vec<SweptValue> = Vec::new();
        for (x, value) in sorted(runs.points, |run| run.0) {
            match points.last_mut() {
                _ if !x.is_finite() || value.is_nan() => {}
                Some(last) if last.x == x => last.values.push(value),
                _ => points.push(SweptValue { x, values: vec![value] }),
            }
        }
        Ok(Self { style: runs.style, points })
    }

    /// The line of its means; broken where there is none, and between a true 0 and the rest.
    pub(crate) fn means(&self) -> Series {
        let points = self.points.iter().map(|point| (point.x, point.mean())).collect();
        broken_after_zero(&Series { style: self.style.clone(), points })
    }
}

/// As the axis is broken between a true 0 and the rest, so is a line.
pub(crate) fn broken_after_zero(line: &Series) -> Series {
    let both = |&(x, value): &(f64, f64)| iter::once((x, value)).chain((x == 0.0).then_some((x, f64::NAN)));
    Series { style: line.style.clone(), points: line.points.iter().flat_map(both).collect() }
}

/// What a lane is set to: a mark on the axis, with its letter.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// Where it stands on the axis.
    pub x: f64,
    /// The lane's letter.
    pub letter: String,
    /// The lane's colour.
    pub color: Color,
}

/// What runs of a sweep over λ or hidden units came to.
///
/// # Examples
///
/// ```
/// use autoencoder_lab_plot::{Color, Line, Style, SweepChart, SweptLine, Weight};
///
/// let blue = Color::new(0, 104, 168);
/// let style = Style { label: "untied".into(), color: blue, line: Line::Solid, weight: Weight::Full };
/// let mut chart = SweepChart { values: vec![0.0, 1e-3, 1e-2, 1e-1], ..SweepChart::default() };
/// chart.lines.push(SweptLine::from_pairs(style, &[0.0, 6.4, 1e-2, 1.9])?);
/// # Ok::<(), autoencoder_lab_plot::SeriesError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct SweepChart {
    /// The values that the sweep goes over: the axis shows all of them, trained or not.
    pub values: Vec<f64>,
    /// n, where they are hidden units.
    pub inputs: Option<f64>,
    /// In the order in which they are drawn, the last on top.
    pub lines: Vec<SweptLine>,
    /// What theory says, each as a [`Line::Dotted`](super::Line::Dotted), at the values of the axis and between them.
    pub exact: Vec<Series>,
    /// The lanes.
    pub settings: Vec<Setting>,
}
