//! A canvas of the page, as plots are drawn on it.

use super::fail;
use crate::{Frame, Hooks, SUBPIXELS, SharpBackend};
use js_sys::Error;
#[cfg(not(feature = "svg"))]
use plotters_canvas::CanvasBackend;
use serde::Serialize;
use std::fmt::Display;
use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// What the canvas can do and plotters cannot.
pub(super) struct CanvasHooks(CanvasRenderingContext2d);

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

/// What is drawn on.
#[cfg(not(feature = "svg"))]
pub(super) type Surface = SharpBackend<CanvasBackend, CanvasHooks>;

/// What is drawn on: the canvas measures text.
#[cfg(feature = "svg")]
pub(super) type Surface = SharpBackend<crate::SvgBackend, crate::SvgHooks<WidthOnCanvas>>;

/// The width of a text in a CSS font.
#[cfg(feature = "svg")]
pub(super) type WidthOnCanvas = Box<dyn Fn(&str, &str) -> f64>;

/// Where a canvas has what would be on it as SVG.
#[cfg(feature = "svg")]
const AS_SVG: &str = "data-svg";

/// Draws on `canvas` as `frame` says, and returns what `draw` tells: where the plot is.
#[cfg(not(feature = "svg"))]
pub(super) fn drawn<A: Serialize, E: Display>(
    canvas: HtmlCanvasElement,
    frame: JsValue,
    draw: impl FnOnce(Surface, &Frame) -> Result<A, E>,
) -> Result<JsValue, Error> {
    let (frame, context) = begun(&canvas, frame)?;
    let backend =
        CanvasBackend::with_canvas_object(canvas).ok_or_else(|| fail("the chart's canvas has no 2d context"))?;
    let area = draw(SharpBackend::new(backend, CanvasHooks(context), &frame), &frame).map_err(fail)?;
    area.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(fail)
}

/// Draws as `frame` says, and returns what `draw` tells; the drawing is the attribute `data-svg` of `canvas`, which stays empty.
#[cfg(feature = "svg")]
pub(super) fn drawn<A: Serialize, E: Display>(
    canvas: HtmlCanvasElement,
    frame: JsValue,
    draw: impl FnOnce(Surface, &Frame) -> Result<A, E>,
) -> Result<JsValue, Error> {
    let (frame, context) = begun(&canvas, frame)?;
    let hooks = CanvasHooks(context);
    let width: WidthOnCanvas = Box::new(move |text, font| hooks.text_width(text, font));
    let (svg, area) = crate::drawn_as_svg(&frame, width, draw).map_err(fail)?;
    canvas.set_attribute(AS_SVG, &svg).map_err(JsCast::unchecked_into::<Error>)?;
    area.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(fail)
}

/// What a drawing begins with: the frame as the page gives it, and an empty canvas.
fn begun(canvas: &HtmlCanvasElement, frame: JsValue) -> Result<(Frame, CanvasRenderingContext2d), Error> {
    let frame: Frame = serde_wasm_bindgen::from_value(frame).map_err(fail)?;
    let context = canvas
        .get_context("2d")
        .map_err(JsCast::unchecked_into::<Error>)?
        .ok_or_else(|| fail("this browser gives no 2d context for the chart's canvas"))?
        .unchecked_into::<CanvasRenderingContext2d>();
    prepare(canvas, &context, &frame).map_err(JsCast::unchecked_into::<Error>)?;
    Ok((frame, context))
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
    let unit = 1.0 / f64::from(SUBPIXELS);
    context.set_transform(unit, 0.0, 0.0, unit, 0.0, 0.0)?;
    context.set_line_join("round");
    Ok(())
}
