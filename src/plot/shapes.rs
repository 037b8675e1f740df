//! What is to be drawn, as a list: the code that draws it, with its errors, is there once.

use super::color::Color;
use super::elements::{Hold, Sheet, SheetResult};
use super::sharp::Hooks;
use plotters_backend::DrawingBackend;

/// A place on the sheet, in CSS pixels.
pub(crate) type At = (f64, f64);

enum Kind {
    Text { text: String, hold: Hold, bold: bool },
    Line { to: At, width: f64, dash: Vec<f64> },
    Disc { radius: f64 },
    Box { to: At },
    Area { corners: Vec<At>, opacity: f64 },
}

struct Shape {
    at: At,
    color: Color,
    kind: Kind,
}

/// Shapes in the order in which they are drawn, the last on top.
#[derive(Default)]
pub(crate) struct Shapes(Vec<Shape>);

impl Shapes {
    /// Text with its middle at the height of `at`.
    pub(crate) fn text(&mut self, text: &str, at: At, hold: Hold, bold: bool, color: Color) {
        self.0.push(Shape { at, color, kind: Kind::Text { text: text.to_owned(), hold, bold } });
    }

    /// A line with dashes.
    pub(crate) fn line(&mut self, at: At, to: At, color: Color, width: f64, dash: &[f64]) {
        self.0.push(Shape { at, color, kind: Kind::Line { to, width, dash: dash.to_vec() } });
    }

    /// A filled disc.
    pub(crate) fn disc(&mut self, at: At, radius: f64, color: Color) {
        self.0.push(Shape { at, color, kind: Kind::Disc { radius } });
    }

    /// A filled rectangle: left, top, right, bottom.
    pub(crate) fn fill(&mut self, [left, top, right, bottom]: [f64; 4], color: Color) {
        if right > left && bottom > top {
            self.0.push(Shape { at: (left, top), color, kind: Kind::Box { to: (right, bottom) } });
        }
    }

    /// A filled area with these corners, through which a share of what is behind shows.
    pub(crate) fn area(&mut self, corners: Vec<At>, color: Color, opacity: f64) {
        self.0.push(Shape { at: (0.0, 0.0), color, kind: Kind::Area { corners, opacity } });
    }

    /// Draws them.
    pub(crate) fn paint<B: DrawingBackend, H: Hooks>(&self, sheet: &Sheet<'_, B, H>) -> SheetResult<B> {
        for Shape { at, color, kind } in &self.0 {
            match kind {
                Kind::Text { text, hold, bold } => sheet.text(text, *at, *hold, *bold, *color),
                Kind::Line { to, width, dash } => sheet.line(*at, *to, *color, *width, dash),
                Kind::Disc { radius } => sheet.disc(*at, *radius, *color),
                Kind::Box { to } => sheet.pill(*at, *to, 0.0, *color),
                Kind::Area { corners, opacity } => sheet.area(corners, *color, *opacity),
            }?;
        }
        Ok(())
    }
}
