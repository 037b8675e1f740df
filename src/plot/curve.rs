//! A run's curve: its points, its marks, and the reading at a step.

use super::color::Color;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Numbers in a row of a flat curve: step, train, held-out, copy index, noise kept, penalty, objective.
pub const COLUMNS: usize = 7;

/// One evaluation of a run, as far as the loss chart needs it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurvePoint {
    /// The step at which the run was evaluated.
    pub step: f64,
    /// Data loss on the training images.
    pub train: f64,
    /// Data loss on the held-out images.
    pub held_out: f64,
}

/// Something that was done to the run while it trained.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Mark {
    /// The step before which it was done.
    pub step: f64,
    /// What was done, e.g. `λ 0 → 0.01`.
    pub label: String,
}

/// A flat curve has an incomplete row.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("a curve must hold a multiple of {} numbers, found {found}", COLUMNS)]
pub struct CurveError {
    /// How many numbers were handed in.
    pub found: usize,
}

/// The curve of one run, with its name and colour.
#[derive(Debug, Clone, PartialEq)]
pub struct RunCurve {
    /// The name that stands before "train" and "held-out" at the line ends, e.g. `A`.
    pub name: String,
    /// The colour of everything of this run.
    pub color: Color,
    /// The evaluations, steps rising.
    pub points: Vec<CurvePoint>,
    /// The marks, steps rising.
    pub marks: Vec<Mark>,
}

/// What a run's curve says at a step: the text of the crosshair.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reading {
    /// The run's name.
    pub name: String,
    /// The run's colour.
    pub color: Color,
    /// The step of the nearest evaluation.
    pub step: f64,
    /// Its data loss on the training images.
    pub train: f64,
    /// Its data loss on the held-out images.
    pub held_out: f64,
}

impl RunCurve {
    /// The curve of a run from flat rows of [`COLUMNS`] numbers, of which the first three are used.
    ///
    /// # Errors
    ///
    /// [`CurveError`] if the last row is incomplete.
    ///
    /// # Examples
    ///
    /// ```
    /// use autoencoder_lab::plot::{Color, RunCurve};
    ///
    /// let rows = [0.0, 20.2, 20.3, 0.0, 1.3, 0.0, 20.2, 2.0, 18.4, 18.5, 0.0, 1.2, 0.0, 18.4];
    /// let run = RunCurve::from_rows("A", Color::new(0, 104, 168), &rows, Vec::new())?;
    /// assert_eq!(run.points.len(), 2);
    /// assert_eq!(run.points[1].held_out, 18.5);
    /// # Ok::<(), autoencoder_lab::plot::CurveError>(())
    /// ```
    pub fn from_rows(name: &str, color: Color, rows: &[f64], marks: Vec<Mark>) -> Result<Self, CurveError> {
        let (rows, rest) = rows.as_chunks::<COLUMNS>();
        if !rest.is_empty() {
            return Err(CurveError { found: rows.len() * COLUMNS + rest.len() });
        }
        let points = rows.iter().map(|&[step, train, held_out, ..]| CurvePoint { step, train, held_out }).collect();
        Ok(Self { name: name.to_owned(), color, points, marks })
    }

    /// The evaluation nearest to `step`, the earlier of two equally near; `None` before the first.
    pub fn read_at(&self, step: f64) -> Option<Reading> {
        let after = self.points.partition_point(|point| point.step < step);
        let next = self.points.get(after);
        let previous = after.checked_sub(1).and_then(|index| self.points.get(index));
        let nearest = match (previous, next) {
            (Some(a), Some(b)) if step - a.step <= b.step - step => a,
            (_, Some(b)) => b,
            (a, None) => a?,
        };
        let CurvePoint { step, train, held_out } = *nearest;
        Some(Reading { name: self.name.clone(), color: self.color, step, train, held_out })
    }
}
