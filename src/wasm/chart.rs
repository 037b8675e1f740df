//! The loss chart on a canvas of the page.

use super::{fail, from_js, to_js};
use crate::plot::{self, Frame, Hooks, Mark, RunCurve, SharpBackend};
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

/// The loss chart of the page.
#[wasm_bindgen]
#[derive(Default)]
pub struct LossChart(plot::LossChart);

#[wasm_bindgen]
impl LossChart {
    /// A chart without runs.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Shows a run's `curve` (rows of seven numbers) and its `events` (step and label) in `slot`, in a CSS colour.
    ///
    /// # Errors
    ///
    /// An `Error` if the colour is no `#rrggbb` or the curve is cut within a row.
    #[wasm_bindgen(js_name = setRun)]
    pub fn set_run(
        &mut self,
        slot: usize,
        name: &str,
        color: &str,
        curve: &[f64],
        events: JsValue,
    ) -> Result<(), Error> {
        let marks: Vec<Mark> = from_js(events)?;
        let color = color.parse().map_err(fail)?;
        self.0.set_run(slot, RunCurve::from_rows(name, color, curve, marks).map_err(fail)?);
        Ok(())
    }

    /// Takes the run in `slot` off the chart.
    #[wasm_bindgen(js_name = removeRun)]
    pub fn remove_run(&mut self, slot: usize) {
        self.0.remove_run(slot);
    }

    /// The point nearest to `step` of each run.
    ///
    /// # Errors
    ///
    /// Never in practice: readings are data.
    #[wasm_bindgen(js_name = readAt)]
    pub fn read_at(&self, step: f64) -> Result<JsValue, Error> {
        to_js(&self.0.read_at(step))
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
