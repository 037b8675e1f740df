//! The map of characters.

use super::canvas::drawn;
use super::fail;
use crate::{Dot, Region, Trail};
use js_sys::Error;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

/// Where runs stand on the plane of copy index and gap, the way they came, and what they can be there.
#[wasm_bindgen]
#[derive(Default)]
pub struct CharacterMap(crate::CharacterMap);

#[wasm_bindgen]
impl CharacterMap {
    /// A map of nothing.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes everything off the map.
    pub fn clear(&mut self) {
        self.0 = crate::CharacterMap::default();
    }

    /// Adds a region by its `names`, the longest first, its `edges` (from which copy index to which, from which gap to which; what is
    /// infinite ends at the edge of the plot), and whether it is tinted.
    ///
    /// # Errors
    ///
    /// An `Error` if there are not four edges.
    pub fn region(&mut self, names: Vec<String>, edges: &[f64], tinted: bool) -> Result<(), Error> {
        let &[left, right, low, high] = edges else {
            return Err(fail(format!("a region must have 4 edges, found {}", edges.len())));
        };
        self.0.regions.push(Region { names, copy_index: [left, right], gap: [low, high], tinted });
        Ok(())
    }

    /// Adds the way of a run in its CSS colour: its `points` are copy indices and gaps in turn.
    ///
    /// # Errors
    ///
    /// An `Error` if the colour is not understood or the last copy index has no gap.
    pub fn trail(&mut self, label: &str, color: &str, points: &[f64]) -> Result<(), Error> {
        let (pairs, []) = points.as_chunks() else {
            return Err(fail(format!("a trail must hold pairs of copy index and gap, found {} numbers", points.len())));
        };
        let points = pairs.iter().map(|&[copy_index, gap]| (copy_index, gap)).collect();
        self.0.trails.push(Trail { label: label.to_owned(), color: color.parse().map_err(fail)?, points });
        Ok(())
    }

    /// Adds a run to compare with.
    ///
    /// # Errors
    ///
    /// An `Error` if the colour is not understood.
    pub fn dot(&mut self, label: &str, color: &str, copy_index: f64, gap: f64) -> Result<(), Error> {
        let color = color.parse().map_err(fail)?;
        self.0.dots.push(Dot { label: label.to_owned(), color, at: (copy_index, gap) });
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
