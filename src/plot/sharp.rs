//! Device pixels, dashes and text metrics for any backend.

use super::frame::Frame;
use plotters_backend::text_anchor::{Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily,
    FontStyle, FontTransform,
};

/// Units of [`SharpBackend`] in a device pixel: scale the surface by the inverse.
pub const SUBPIXELS: u32 = 8;

/// The width of a text, bold or not, in CSS pixels; `dyn`, so that what asks for it is in the page's module once.
pub(crate) type WidthOf<'a> = &'a dyn Fn(&str, bool) -> f64;

/// What plotters' backends cannot do, and whoever owns the surface can.
///
/// Fonts are CSS `font` values such as `bold 96px system-ui`, sizes are in units of the backend.
pub trait Hooks {
    /// The width of `text` set in `font`.
    fn text_width(&self, text: &str, font: &str) -> f64;

    /// How far the line that letters stand on lies below the surface's own vertical middle of a text in `font`.
    ///
    /// On a canvas that is the distance of the baselines `alphabetic` and `middle`. It depends on the font, and without
    /// it text cannot be set on whole pixels.
    fn baseline_below_middle(&self, font: &str) -> f64;

    /// Draws the paths that follow with these lengths of dash, gap, dash, …; whole if there are none.
    fn set_dash(&mut self, lengths: &[f64]);
}

/// Any backend, drawn to in eighths of a device pixel.
///
/// plotters has integer coordinates and takes a backend's pixel for the unit of everything: on a canvas with two device
/// pixels to a CSS pixel, curves go up and down in stairs and strokes come in whole pixels only. This backend reports a
/// size [`SUBPIXELS`] times as large and expects that the surface is scaled down by as much, so the unit
/// is an eighth of a device pixel, whatever the pixel ratio.
///
/// What should be sharp is put on whole device pixels: horizontal and vertical lines in place and width, text by the
/// line that its letters stand on.
pub struct SharpBackend<B, H> {
    inner: B,
    hooks: H,
    size: (u32, u32),
}

impl<B: DrawingBackend, H: Hooks> SharpBackend<B, H> {
    /// Wraps `inner`, a surface of [`Frame::device_size`].
    pub fn new(inner: B, hooks: H, frame: &Frame) -> Self {
        let (width, height) = frame.device_size();
        Self { inner, hooks, size: (width * SUBPIXELS, height * SUBPIXELS) }
    }

    /// The width of `text` in units.
    pub(crate) fn text_width(&self, text: &str, style: &impl BackendTextStyle) -> f64 {
        self.hooks.text_width(text, &css_font(style))
    }

    /// Draws with dashes, lengths in units, whatever `draw` draws.
    pub(crate) fn with_dash<R>(&mut self, lengths: &[f64], draw: impl FnOnce(&mut Self) -> R) -> R {
        if lengths.is_empty() {
            return draw(self);
        }
        self.hooks.set_dash(lengths);
        let result = draw(self);
        self.hooks.set_dash(&[]);
        result
    }
}

/// The font as plotters-canvas writes it into `context.font`.
fn css_font(style: &impl BackendTextStyle) -> String {
    format!("{} {}px {}", style.style().as_str(), style.size(), style.family().as_str())
}

/// A line from `from` to `to`, `width` thick: moved and rounded so that it covers whole device pixels, if it is
/// horizontal or vertical.
fn snap(from: BackendCoord, to: BackendCoord, width: u32) -> (BackendCoord, BackendCoord, u32) {
    if from.0 != to.0 && from.1 != to.1 {
        return (from, to, width);
    }
    let thick = nearest_pixel(width.cast_signed()).max(PIXEL);
    let centre = |along: i32| nearest_pixel(along - thick / 2) + thick / 2;
    if from.0 == to.0 {
        let x = centre(from.0);
        ((x, from.1), (x, to.1), thick.cast_unsigned())
    } else {
        let y = centre(from.1);
        ((from.0, y), (to.0, y), thick.cast_unsigned())
    }
}

/// A device pixel, as a coordinate.
const PIXEL: i32 = SUBPIXELS.cast_signed();

/// The whole device pixel nearest to a length, in units.
fn nearest_pixel(units: i32) -> i32 {
    (units + PIXEL / 2).div_euclid(PIXEL) * PIXEL
}

struct Line {
    color: BackendColor,
    width: u32,
}

impl BackendStyle for Line {
    fn color(&self) -> BackendColor {
        self.color
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

/// A text style whose anchor is the vertical middle, whatever it was.
struct Centred<'a, S>(&'a S);

impl<S: BackendTextStyle> BackendTextStyle for Centred<'_, S> {
    type FontError = S::FontError;

    fn color(&self) -> BackendColor {
        self.0.color()
    }

    fn size(&self) -> f64 {
        self.0.size()
    }

    fn transform(&self) -> FontTransform {
        self.0.transform()
    }

    fn style(&self) -> FontStyle {
        self.0.style()
    }

    fn anchor(&self) -> Pos {
        Pos::new(self.0.anchor().h_pos, VPos::Center)
    }

    fn family(&self) -> FontFamily<'_> {
        self.0.family()
    }

    fn layout_box(&self, text: &str) -> Result<((i32, i32), (i32, i32)), Self::FontError> {
        self.0.layout_box(text)
    }

    fn draw<E, DrawFunc: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        text: &str,
        position: BackendCoord,
        draw: DrawFunc,
    ) -> Result<Result<(), E>, Self::FontError> {
        self.0.draw(text, position, draw)
    }
}

/// Half the height of a capital or a digit over the font size, in the sans-serif fonts of systems: 0.35 to 0.365.
const HALF_CAPITAL: f64 = 0.36;

impl<B: DrawingBackend, H: Hooks> DrawingBackend for SharpBackend<B, H> {
    type ErrorType = B::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        self.inner.ensure_prepared()
    }

    fn present(&mut self) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        self.inner.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        self.inner.draw_pixel(point, color)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        let (from, to, width) = snap(from, to, style.stroke_width());
        // Not the inner `draw_line`: plotters-canvas moves lines by half a unit there.
        self.inner.draw_path([from, to], &Line { color: style.color(), width })
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        self.inner.draw_rect(upper_left, bottom_right, style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        let path: Vec<BackendCoord> = path.into_iter().collect();
        match path[..] {
            [from, to] => self.draw_line(from, to, style),
            _ => self.inner.draw_path(path, style),
        }
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        self.inner.draw_circle(center, radius, style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        self.inner.fill_polygon(vert, style)
    }

    /// Sets upright text with capitals centred on the middle of its line, standing on a whole device pixel.
    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        (x, y): BackendCoord,
    ) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        if !matches!(style.transform(), FontTransform::None) {
            return self.inner.draw_text(text, style, (x, y));
        }
        let size = style.size();
        let middle = f64::from(y)
            + match style.anchor().v_pos {
                VPos::Top => size / 2.0,
                VPos::Center => 0.0,
                VPos::Bottom => -size / 2.0,
            };
        let baseline = nearest_pixel((middle + HALF_CAPITAL * size).round() as i32);
        let anchor = f64::from(baseline) - self.hooks.baseline_below_middle(&css_font(style));
        self.inner.draw_text(text, &Centred(style), (x, anchor.round() as i32))
    }

    /// The width as measured: plotters would insert a styled element into the page, force a layout and stumble over a
    /// strict content security policy.
    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<B::ErrorType>> {
        Ok((self.text_width(text, style).ceil() as u32, style.size().ceil() as u32))
    }
}
