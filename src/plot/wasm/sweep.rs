//! Charts of sweeps on canvases of the page.

use super::canvas::drawn;
use super::chart::style;
use super::fail;
use crate::{MapCursor, Series, Setting, SweptLine};
use js_sys::Error;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

/// A chart of a sweep over λ or over hidden units.
#[wasm_bindgen]
pub struct SweepChart(crate::SweepChart);

#[wasm_bindgen]
impl SweepChart {
    /// An empty chart of a sweep over `values` of λ; or of hidden units, where it is told how many `inputs` there are.
    #[wasm_bindgen(constructor)]
    pub fn new(values: Vec<f64>, inputs: Option<f64>) -> Self {
        Self(crate::SweepChart { values, inputs, ..crate::SweepChart::default() })
    }

    /// Adds the runs with untied weights, or those with tied ones: the label at their line's end, its CSS colour, `"solid"` or
    /// `"dashed"`, and for each run, in any order, its place on the axis and what it came to: Infinity if it diverged, NaN if
    /// it has no such number.
    ///
    /// # Errors
    ///
    /// An `Error` if the look is not understood or the last run has no number.
    pub fn add(&mut self, label: &str, color: &str, line: &str, runs: &[f64]) -> Result<(), Error> {
        let style = style(label, color, line, "full")?;
        self.0.lines.push(SweptLine::from_pairs(style, runs).map_err(fail)?);
        Ok(())
    }

    /// Adds what theory says, as a dotted curve: places on the axis and values in turn, from left to right.
    ///
    /// # Errors
    ///
    /// An `Error` if the colour is not understood or the last place has no value.
    pub fn exact(&mut self, label: &str, color: &str, points: &[f64]) -> Result<(), Error> {
        let style = style(label, color, "dotted", "thin")?;
        self.0.exact.push(Series::from_pairs(style, points).map_err(fail)?);
        Ok(())
    }

    /// Marks what a lane is set to, by its letter in its CSS colour.
    ///
    /// # Errors
    ///
    /// An `Error` if the colour is not understood.
    pub fn setting(&mut self, letter: &str, color: &str, x: f64) -> Result<(), Error> {
        let setting = Setting { x, letter: letter.to_owned(), color: color.parse().map_err(fail)? };
        self.0.settings.push(setting);
        Ok(())
    }

    /// Draws on `canvas` as `frame` says, and returns where the plot is.
    ///
    /// # Errors
    ///
    /// An `Error` if the frame is not understood or the canvas cannot be drawn on.
    #[wasm_bindgen(unchecked_return_type = "import('../base/schema.js').SweepArea")]
    pub fn draw(&self, canvas: HtmlCanvasElement, frame: JsValue) -> Result<JsValue, Error> {
        drawn(canvas, frame, |surface, frame| self.0.draw(surface, frame))
    }
}

/// A map of a sweep over hidden units and λ.
#[wasm_bindgen]
pub struct MapChart(crate::MapChart);

#[wasm_bindgen]
impl MapChart {
    /// An empty map with a column for each number of hidden units and a row for each λ, both rising; n of them are `inputs`.
    #[wasm_bindgen(constructor)]
    pub fn new(hidden_units: Vec<f64>, lambdas: Vec<f64>, inputs: f64) -> Self {
        Self(crate::MapChart::new(hidden_units, lambdas, inputs))
    }

    /// Adds a panel: its title, and its values row by row from the lowest λ up; NaN where there is nothing yet, Infinity where a
    /// run diverged.
    ///
    /// # Errors
    ///
    /// An `Error` if there is not a value for each cell.
    pub fn add(&mut self, title: &str, values: &[f64]) -> Result<(), Error> {
        self.0.add(title, values).map_err(fail)
    }

    /// Points a cell out, by an outline in this CSS colour: the panel, and which of the hidden units and of the λ, all from 0.
    ///
    /// # Errors
    ///
    /// An `Error` if the colour is not understood.
    pub fn point(&mut self, color: &str, panel: usize, column: usize, row: usize) -> Result<(), Error> {
        self.0.cursor = Some(MapCursor { panel, column, row, color: color.parse().map_err(fail)? });
        Ok(())
    }

    /// Draws on `canvas` as `frame` says, and returns where the cells are.
    ///
    /// # Errors
    ///
    /// An `Error` if the frame is not understood or the canvas cannot be drawn on.
    #[wasm_bindgen(unchecked_return_type = "import('../base/schema.js').MapArea")]
    pub fn draw(&self, canvas: HtmlCanvasElement, frame: JsValue) -> Result<JsValue, Error> {
        drawn(canvas, frame, |surface, frame| self.0.draw(surface, frame))
    }
}
