//! What a chart shows: series of values over steps, and marks.

use super::color::Color;
use std::fmt;
use thiserror::Error;

/// How a series is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// Whole: train errors.
    Solid,
    /// Dashed: held-out errors.
    Dashed,
    /// A third kind beside them, with short dashes.
    Broken,
    /// What theory says of a whole curve.
    Dotted,
    /// What theory says: dotted across the whole plot, at the height of the last value, whatever its step.
    Level,
}

impl Line {
    /// The line that the page calls by this name, in lower case.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "solid" => Self::Solid,
            "dashed" => Self::Dashed,
            "broken" => Self::Broken,
            "dotted" => Self::Dotted,
            "level" => Self::Level,
            _ => return None,
        })
    }
}

/// How much a series stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// As what the chart is about.
    Full,
    /// As something to compare with.
    Thin,
    /// As what lies behind a smoothed curve.
    Faint,
}

impl Weight {
    /// The weight that the page calls by this name, in lower case.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "full" => Self::Full,
            "thin" => Self::Thin,
            "faint" => Self::Faint,
            _ => return None,
        })
    }
}

/// The look of a series.
#[derive(Debug, Clone, PartialEq)]
pub struct Style {
    /// What stands at its end; empty for nothing.
    pub label: String,
    /// Its colour.
    pub color: Color,
    /// How it is drawn.
    pub line: Line,
    /// How much it stands out.
    pub weight: Weight,
}

/// Values over steps.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// How it looks.
    pub style: Style,
    /// (step, value), steps rising.
    pub points: Vec<(f64, f64)>,
}

/// What lies between the lowest and the highest value of several runs, over steps.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// Its colour, of which it has a tint.
    pub color: Color,
    /// (step, lowest, highest), steps rising.
    pub points: Vec<(f64, f64, f64)>,
}

impl Band {
    /// The band whose steps, lowest and highest values alternate in `numbers`.
    ///
    /// # Errors
    ///
    /// [`SeriesError`] if the last step has not both values.
    ///
    /// # Examples
    ///
    /// ```
    /// use autoencoder_lab_plot::{Band, Color};
    ///
    /// let band = Band::from_triples(Color::new(0, 104, 168), &[0.0, 18.0, 21.0, 2.0, 16.0, 19.0])?;
    /// assert_eq!(band.points, [(0.0, 18.0, 21.0), (2.0, 16.0, 19.0)]);
    /// # Ok::<(), autoencoder_lab_plot::SeriesError>(())
    /// ```
    pub fn from_triples(color: Color, numbers: &[f64]) -> Result<Self, SeriesError> {
        let (triples, []) = numbers.as_chunks() else {
            return Err(SeriesError { found: numbers.len(), of: "triples of step, lowest and highest value" });
        };
        Ok(Self { color, points: triples.iter().map(|&[step, low, high]| (step, low, high)).collect() })
    }

    /// Everything that it reaches.
    pub(crate) fn values(&self) -> impl Iterator<Item = f64> {
        self.points.iter().flat_map(|&(_, low, high)| [low, high])
    }
}

/// Something that was done to a run while it trained.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// The step before which it was done.
    pub step: f64,
    /// What was done.
    pub change: Told,
}

/// What a mark tells: `λ 0 → 0.01`, or of what has no course only its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What was changed, e.g. `λ`.
    pub subject: String,
    /// From what to what.
    pub course: Option<[String; 2]>,
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.subject)?;
        let Some([from, to]) = &self.course else { return Ok(()) };
        write!(f, " {from} → {to}")
    }
}

/// A point of a curve that is pointed out: a ring round it, and a label beside it where there is room for one.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// The step of the point.
    pub step: f64,
    /// Its value.
    pub value: f64,
    /// What is said of it, e.g. `lowest 0.95 at step 651`.
    pub label: String,
    /// The colour of its curve.
    pub color: Color,
}

/// A flat series ends within a point.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("a series must hold {of}, found {found} numbers")]
pub struct SeriesError {
    /// How many numbers were handed in.
    pub found: usize,
    /// What a point is made of.
    pub of: &'static str,
}

impl Series {
    /// The series whose steps and values alternate in `numbers`.
    ///
    /// # Errors
    ///
    /// [`SeriesError`] if the last step has no value.
    ///
    /// # Examples
    ///
    /// ```
    /// use autoencoder_lab_plot::{Color, Line, Series, Style, Weight};
    ///
    /// let style = Style { label: "A train".into(), color: Color::new(0, 104, 168), line: Line::Solid, weight: Weight::Full };
    /// let series = Series::from_pairs(style, &[0.0, 20.2, 2.0, 18.4])?;
    /// assert_eq!(series.points, [(0.0, 20.2), (2.0, 18.4)]);
    /// # Ok::<(), autoencoder_lab_plot::SeriesError>(())
    /// ```
    pub fn from_pairs(style: Style, numbers: &[f64]) -> Result<Self, SeriesError> {
        let (pairs, []) = numbers.as_chunks() else {
            return Err(SeriesError { found: numbers.len(), of: "pairs of step and value" });
        };
        Ok(Self { style, points: pairs.iter().map(|&[step, value]| (step, value)).collect() })
    }

    /// Whether the series is a level and has no steps of its own.
    pub(crate) fn is_level(&self) -> bool {
        self.style.line == Line::Level
    }

    /// The last point that can be drawn.
    pub(crate) fn end(&self) -> Option<(f64, f64)> {
        self.points.iter().rev().find(|(step, value)| step.is_finite() && value.is_finite()).copied()
    }
}

/// Series over steps, each with a label at its end, marks, and notes.
///
/// # Examples
///
/// ```
/// use autoencoder_lab_plot::{Chart, Color, Line, Mark, Series, Style, Told, Weight};
///
/// let blue = Color::new(0, 104, 168);
/// let style = Style { label: "A train".into(), color: blue, line: Line::Solid, weight: Weight::Full };
/// let mut chart = Chart::default();
/// chart.series.push(Series::from_pairs(style, &[0.0, 20.2, 100.0, 4.1])?);
/// let change = Told { subject: "λ".into(), course: Some(["0".into(), "0.01".into()]) };
/// chart.mark(blue, Mark { step: 80.0, change });
/// # Ok::<(), autoencoder_lab_plot::SeriesError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Chart {
    /// In the order in which they are drawn, the last on top.
    pub series: Vec<Series>,
    /// The marks of each run, steps rising, in its colour.
    pub marks: Vec<(Color, Vec<Mark>)>,
    /// Points that are pointed out: where there is room for the labels of some only, of the first ones.
    pub notes: Vec<Note>,
    /// What lies behind the series.
    pub bands: Vec<Band>,
}

impl Chart {
    /// Adds a mark to the run of this colour, which is the last one that got a mark, or a new one.
    pub fn mark(&mut self, color: Color, mark: Mark) {
        match self.marks.last_mut() {
            Some((last, marks)) if *last == color => marks.push(mark),
            _ => self.marks.push((color, vec![mark])),
        }
    }
}
