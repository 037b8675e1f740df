//! Strokes in the plot; lines, pills and text on the whole sheet, in CSS pixels.

use super::color::Color;
use super::frame::Frame;
use super::sharp::{Hooks, SUBPIXELS, SharpBackend};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{Drawable, PointCollection, Polygon};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color as _, FontDesc, FontFamily, FontStyle, ShapeStyle, TextStyle};
use plotters_backend::{BackendCoord, DrawingBackend, DrawingErrorKind};
use std::f64::consts::{FRAC_PI_2, PI};

/// Turns CSS pixels into units of [`SharpBackend`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Units {
    in_pixel: f64,
    ratio: f64,
}

impl Units {
    pub(crate) fn new(frame: &Frame) -> Self {
        Self { in_pixel: f64::from(SUBPIXELS), ratio: frame.pixel_ratio }
    }

    /// A position or length, to the nearest eighth of a device pixel.
    pub(crate) fn fine(self, css: f64) -> i32 {
        self.exact(css).round() as i32
    }

    /// A position, to the nearest device pixel.
    pub(crate) fn whole(self, css: f64) -> i32 {
        ((css * self.ratio).round() * self.in_pixel) as i32
    }

    /// A length that may have a fraction: sizes of type, dashes.
    pub(crate) fn exact(self, css: f64) -> f64 {
        css * self.ratio * self.in_pixel
    }

    /// Units back into CSS pixels.
    pub(crate) fn css(self, units: i32) -> f64 {
        f64::from(units) / (self.ratio * self.in_pixel)
    }

    /// The style of a stroke, `width` in CSS pixels.
    pub(crate) fn stroke(self, color: Color, width: f64) -> ShapeStyle {
        ShapeStyle { color: color.rgb().to_rgba(), filled: false, stroke_width: self.fine(width).max(1) as u32 }
    }

    /// The style of text, `size` in CSS pixels.
    pub(crate) fn text(self, family: &str, size: f64, bold: bool, color: Color) -> TextStyle<'_> {
        let weight = if bold { FontStyle::Bold } else { FontStyle::Normal };
        FontDesc::new(FontFamily::Name(family), self.exact(size), weight).color(&color.rgb())
    }
}

/// A path with dashes; a single point becomes a dot, which a path would not show.
pub(crate) struct Stroke<Coord> {
    pub(crate) points: Vec<Coord>,
    pub(crate) style: ShapeStyle,
    /// Lengths of dash and gap in units; empty for a whole line.
    pub(crate) dash: Vec<f64>,
}

impl<'a, Coord> PointCollection<'a, Coord> for &'a Stroke<Coord> {
    type Point = &'a Coord;
    type IntoIter = &'a [Coord];

    fn point_iter(self) -> &'a [Coord] {
        &self.points
    }
}

impl<Coord, B: DrawingBackend, H: Hooks> Drawable<SharpBackend<B, H>> for Stroke<Coord> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        points: I,
        backend: &mut SharpBackend<B, H>,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        let points: Vec<BackendCoord> = points.collect();
        match points[..] {
            [center] => backend.draw_circle(center, self.style.stroke_width * 5 / 4, &self.style, true),
            _ => backend.with_dash(&self.dash, |backend| backend.draw_path(points, &self.style)),
        }
    }
}

/// Where text is held.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Hold {
    Left,
    Middle,
    Right,
}

/// The whole drawing, written on in CSS pixels.
pub(crate) struct Sheet<'a, B: DrawingBackend, H: Hooks> {
    pub(crate) root: DrawingArea<SharpBackend<B, H>, Shift>,
    pub(crate) units: Units,
    /// A CSS font-family list.
    pub(crate) font: &'a str,
    /// Size of type in CSS pixels.
    pub(crate) size: f64,
}

/// What goes wrong on a sheet: only the backend can fail.
pub(crate) type SheetResult<B> = Result<(), DrawingAreaErrorKind<<B as DrawingBackend>::ErrorType>>;

impl<B: DrawingBackend, H: Hooks> Sheet<'_, B, H> {
    /// Text with its middle at the height `y`.
    pub(crate) fn text(&self, text: &str, (x, y): (f64, f64), hold: Hold, bold: bool, color: Color) -> SheetResult<B> {
        let horizontal = match hold {
            Hold::Left => HPos::Left,
            Hold::Middle => HPos::Center,
            Hold::Right => HPos::Right,
        };
        let style = self.units.text(self.font, self.size, bold, color).pos(Pos::new(horizontal, VPos::Center));
        self.root.draw_text(text, &style, (self.units.fine(x), self.units.fine(y)))
    }

    /// A line with dashes, all lengths in CSS pixels; the dashes are made whole device pixels, so that all look alike.
    pub(crate) fn line(
        &self,
        from: (f64, f64),
        to: (f64, f64),
        color: Color,
        width: f64,
        dash: &[f64],
    ) -> SheetResult<B> {
        let points = [from, to].map(|(x, y)| (self.units.fine(x), self.units.fine(y))).to_vec();
        let dash = dash.iter().map(|&length| f64::from(self.units.whole(length)).max(self.units.in_pixel)).collect();
        self.root.draw(&Stroke { points, style: self.units.stroke(color, width), dash })
    }

    /// A filled disc.
    pub(crate) fn disc(&self, (x, y): (f64, f64), radius: f64, color: Color) -> SheetResult<B> {
        self.pill((x - radius, y - radius), (x + radius, y + radius), radius, color)
    }

    /// A filled area with these corners, through which a share of what is behind shows.
    pub(crate) fn area(&self, corners: &[(f64, f64)], color: Color, opacity: f64) -> SheetResult<B> {
        let points: Vec<BackendCoord> =
            corners.iter().map(|&(x, y)| (self.units.fine(x), self.units.fine(y))).collect();
        self.root.draw(&Polygon::new(points, color.rgb().mix(opacity)))
    }

    /// A filled rectangle with round corners.
    pub(crate) fn pill(
        &self,
        (left, top): (f64, f64),
        (right, bottom): (f64, f64),
        radius: f64,
        color: Color,
    ) -> SheetResult<B> {
        let corners = [
            (right - radius, top + radius, -FRAC_PI_2),
            (right - radius, bottom - radius, 0.0),
            (left + radius, bottom - radius, FRAC_PI_2),
            (left + radius, top + radius, PI),
        ];
        // Ten chords a quarter: at a radius of 9 device pixels they leave the arc by 0.03 of a pixel.
        let chords = if radius > 0.0 { 10 } else { 0 };
        let points: Vec<BackendCoord> = corners
            .iter()
            .flat_map(|&(x, y, start)| {
                (0..=chords).map(move |chord| {
                    let angle = start + f64::from(chord) * FRAC_PI_2 / f64::from(chords.max(1));
                    (x + radius * libm::cos(angle), y + radius * libm::sin(angle))
                })
            })
            .map(|(x, y)| (self.units.fine(x), self.units.fine(y)))
            .collect();
        self.root.draw(&Polygon::new(points, color.rgb()))
    }
}
