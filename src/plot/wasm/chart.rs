//! Charts over steps.

use super::canvas::drawn;
use super::fail;
use crate::{Band, Line, Mark, Note, Series, Style, Told, Weight};
use js_sys::Error;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

/// A chart of values over steps.
#[wasm_bindgen]
#[derive(Default)]
pub struct Chart(crate::Chart);

#[wasm_bindgen]
impl Chart {
    /// A chart of nothing.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes everything off the chart.
    pub fn clear(&mut self) {
        self.0 = crate::Chart::default();
    }

    /// Adds a series: the label at its end, its CSS colour, the names of its line and its weight, and its `points`, steps and
    /// values in turn.
    ///
    /// # Errors
    ///
    /// An `Error` if the look is not understood or the last step has no value.
    pub fn add(&mut self, label: &str, color: &str, line: &str, weight: &str, points: &[f64]) -> Result<(), Error> {
        self.0.series.push(Series::from_pairs(style(label, color, line, weight)?, points).map_err(fail)?);
        Ok(())
    }

    /// Adds a mark in the CSS colour of its run: what was changed, and from what to what where it has a course. The marks of a run
    /// come one after another, steps rising.
    ///
    /// # Errors
    ///
    /// An `Error` if the colour is not understood.
    pub fn mark(
        &mut self,
        color: &str,
        step: f64,
        subject: &str,
        from: Option<String>,
        to: Option<String>,
    ) -> Result<(), Error> {
        let change = Told { subject: subject.to_owned(), course: from.zip(to).map(<[String; 2]>::from) };
        self.0.mark(color.parse().map_err(fail)?, Mark { step, change });
        Ok(())
    }

    /// Adds a band in a CSS colour: `points` are steps, lowest and highest values in turn.
    ///
    /// # Errors
    ///
    /// An `Error` if the colour is not understood or the last step has not both values.
    pub fn band(&mut self, color: &str, points: &[f64]) -> Result<(), Error> {
        self.0.bands.push(Band::from_triples(color.parse().map_err(fail)?, points).map_err(fail)?);
        Ok(())
    }

    /// Points a point of a curve out, in the CSS colour of its run.
    ///
    /// # Errors
    ///
    /// An `Error` if the colour is not understood.
    pub fn note(&mut self, color: &str, step: f64, value: f64, label: &str) -> Result<(), Error> {
        let note = Note { step, value, label: label.to_owned(), color: color.parse().map_err(fail)? };
        self.0.notes.push(note);
        Ok(())
    }

    /// Draws on `canvas` as `frame` says, and returns where the plot is.
    ///
    /// # Errors
    ///
    /// An `Error` if the frame is not understood or the canvas cannot be drawn on.
    pub fn draw(&self, canvas: HtmlCanvasElement, frame: JsValue) -> Result<JsValue, Error> {
        drawn(canvas, frame, |surface, frame| self.0.draw(surface, frame))
    }
}

/// The look of a line, from what the page calls it.
pub(super) fn style(label: &str, color: &str, line: &str, weight: &str) -> Result<Style, Error> {
    Ok(Style {
        label: label.to_owned(),
        color: color.parse().map_err(fail)?,
        line: Line::named(line).ok_or_else(|| fail("there is no such line"))?,
        weight: Weight::named(weight).ok_or_else(|| fail("there is no such weight"))?,
    })
}
