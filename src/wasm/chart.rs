//! Charts on canvases of the page.

use super::{fail, from_js, to_js};
use crate::plot::{self, Frame, Hooks, Line, Mark, Note, Series, SharpBackend, Style, Told, Weight};
use js_sys::Error;
use plotters_canvas::CanvasBackend;
use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// What the canvas can do and plotters cannot.
struct CanvasHooks(CanvasRenderingContext2d);

impl Hooks for CanvasHooks {
    fn text_width(&self, text: &str, font: &str) -> f64 {
        self.0.set_font(font);
        self.0.measure_text(text).map_or(0.0, |metrics| metrics.width())
    }

    fn baseline_below_middle(&self, font: &str) -> f64 {
        self.0.set_font(font);
        self.0.set_text_baseline("middle");
        // A capital H stands on the baseline.
        self.0.measure_text("H").map_or(0.0, |metrics| metrics.actual_bounding_box_descent())
    }

    fn set_dash(&mut self, lengths: &[f64]) {
        let segments: js_sys::Array = lengths.iter().copied().map(JsValue::from_f64).collect();
        self.0.set_line_dash(&segments).expect("a list of numbers is what the canvas takes");
    }
}

/// A chart of values over steps.
#[wasm_bindgen]
#[derive(Default)]
pub struct Chart(plot::Chart);

#[wasm_bindgen]
impl Chart {
    /// A chart of nothing.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes everything off the chart.
    pub fn clear(&mut self) {
        self.0 = plot::Chart::default();
    }

    /// Adds a series: the label at its end, its CSS colour, the names of its line and its weight, and its `points`, steps and
    /// values in turn.
    ///
    /// # Errors
    ///
    /// An `Error` if the look is not understood or the last step has no value.
    pub fn add(&mut self, label: &str, color: &str, line: &str, weight: &str, points: &[f64]) -> Result<(), Error> {
        let style = Style {
            label: label.to_owned(),
            color: color.parse().map_err(fail)?,
            line: Line::named(line).ok_or_else(|| fail("there is no such line"))?,
            weight: Weight::named(weight).ok_or_else(|| fail("there is no such weight"))?,
        };
        self.0.series.push(Series::from_pairs(style, points).map_err(fail)?);
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
        let frame: Frame = from_js(frame)?;
        let context = canvas
            .get_context("2d")
            .map_err(JsCast::unchecked_into::<Error>)?
            .ok_or_else(|| fail("this browser gives no 2d context for the chart's canvas"))?
            .unchecked_into::<CanvasRenderingContext2d>();
        prepare(&canvas, &context, &frame).map_err(JsCast::unchecked_into::<Error>)?;
        let backend =
            CanvasBackend::with_canvas_object(canvas).ok_or_else(|| fail("the chart's canvas has no 2d context"))?;
        let area = self.0.draw(SharpBackend::new(backend, CanvasHooks(context), &frame), &frame).map_err(fail)?;
        to_js(&area)
    }
}

/// An empty canvas of the frame's size in device pixels, scaled to the units of [`SharpBackend`].
fn prepare(canvas: &HtmlCanvasElement, context: &CanvasRenderingContext2d, frame: &Frame) -> Result<(), JsValue> {
    let (width, height) = frame.device_size();
    // Setting a size makes the browser allocate: only when it changes.
    if (canvas.width(), canvas.height()) != (width, height) {
        canvas.set_width(width);
        canvas.set_height(height);
    }
    context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0)?;
    context.clear_rect(0.0, 0.0, f64::from(width), f64::from(height));
    let unit = 1.0 / f64::from(plot::SUBPIXELS);
    context.set_transform(unit, 0.0, 0.0, unit, 0.0, 0.0)?;
    context.set_line_join("round");
    Ok(())
}
