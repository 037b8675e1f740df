//! Drawings as SVG: the strokes, dashes and places of the canvas, text as text.
//!
//! plotters has a backend of its own for it, which knows no dashes, rounds to whole units and sets text by an x-height that depends
//! on the reader's font.

use super::frame::Frame;
use super::sharp::{Hooks, SUBPIXELS, SharpBackend};
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};
use std::cell::RefCell;
use std::convert::Infallible;
use std::fmt::Write;
use std::rc::Rc;

/// What has been drawn, and how the next path is.
#[derive(Debug, Default)]
struct Drawing {
    elements: String,
    /// Lengths of dash and gap, in units.
    dash: Vec<f64>,
}

/// A surface that takes what is drawn as elements of SVG, lengths in CSS pixels.
#[derive(Debug)]
pub struct SvgBackend {
    drawing: Rc<RefCell<Drawing>>,
    size: (u32, u32),
    /// Units in a CSS pixel.
    in_css: f64,
}

/// What the canvas can do and plotters cannot, for SVG: `W` measures the width of a text in a CSS font.
#[derive(Debug)]
pub struct SvgHooks<W> {
    drawing: Rc<RefCell<Drawing>>,
    width: W,
}

impl<W: Fn(&str, &str) -> f64> Hooks for SvgHooks<W> {
    fn text_width(&self, text: &str, font: &str) -> f64 {
        (self.width)(text, font)
    }

    /// Text of SVG is placed by the line that its letters stand on.
    fn baseline_below_middle(&self, _: &str) -> f64 {
        0.0
    }

    fn set_dash(&mut self, lengths: &[f64]) {
        lengths.clone_into(&mut self.drawing.borrow_mut().dash);
    }
}

/// What `draw` draws in `frame`, as the text of an SVG file, and what it tells: where the plot is. `width` measures a text in a CSS
/// font.
///
/// # Errors
///
/// Those of `draw`.
pub fn drawn_as_svg<A, E, W: Fn(&str, &str) -> f64>(
    frame: &Frame,
    width: W,
    draw: impl FnOnce(SharpBackend<SvgBackend, SvgHooks<W>>, &Frame) -> Result<A, E>,
) -> Result<(String, A), E> {
    let drawing = Rc::new(RefCell::new(Drawing::default()));
    let backend = SvgBackend {
        drawing: Rc::clone(&drawing),
        size: frame.device_size(),
        in_css: frame.pixel_ratio * f64::from(SUBPIXELS),
    };
    let hooks = SvgHooks { drawing: Rc::clone(&drawing), width };
    let told = draw(SharpBackend::new(backend, hooks, frame), frame)?;
    let Frame { width, height, font, background, .. } = frame;
    let elements = std::mem::take(&mut drawing.borrow_mut().elements);
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"{}\">\n<rect width=\"100%\" height=\"100%\" fill=\"{background}\"/>\n\
         <g fill=\"none\" stroke-linejoin=\"round\">\n{elements}</g>\n</svg>\n",
        Escaped(font)
    );
    Ok((svg, told))
}

/// Text in which nothing is taken for mark-up.
struct Escaped<'a>(&'a str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.chars().try_for_each(|sign| match sign {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            other => f.write_char(other),
        })
    }
}

/// What a shape is painted with: its attribute is `fill` or `stroke`.
struct Paint(&'static str, BackendColor);

impl std::fmt::Display for Paint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self(attribute, BackendColor { alpha, rgb: (red, green, blue) }) = self;
        write!(f, "{attribute}=\"#{red:02x}{green:02x}{blue:02x}\"")?;
        if *alpha < 1.0 { write!(f, " {attribute}-opacity=\"{alpha}\"") } else { Ok(()) }
    }
}

impl SvgBackend {
    /// A length in CSS pixels, to a thousandth.
    fn css(&self, units: impl Into<f64>) -> f64 {
        (units.into() / self.in_css * 1000.0).round() / 1000.0
    }

    /// The corners of a path, one after another.
    fn corners(&self, path: impl IntoIterator<Item = BackendCoord>) -> String {
        let corners: Vec<String> = path.into_iter().map(|(x, y)| format!("{} {}", self.css(x), self.css(y))).collect();
        corners.join(" ")
    }

    /// The look of a shape: filled, or a stroke with the present dashes.
    fn look(&self, style: &impl BackendStyle, fill: bool) -> String {
        if fill {
            return Paint("fill", style.color()).to_string();
        }
        let stroke = Paint("stroke", style.color());
        let width = self.css(style.stroke_width());
        let lengths: Vec<String> =
            self.drawing.borrow().dash.iter().map(|&length| self.css(length).to_string()).collect();
        let dash =
            if lengths.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{}\"", lengths.join(" ")) };
        format!("{stroke} stroke-width=\"{width}\"{dash}")
    }

    fn add(&self, element: &str) {
        let elements = &mut self.drawing.borrow_mut().elements;
        elements.push_str(element);
        elements.push('\n');
    }
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for SvgBackend {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        let side = self.css(1);
        let paint = Paint("fill", color);
        self.add(&format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{side}\" height=\"{side}\" {paint}/>",
            self.css(x),
            self.css(y)
        ));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Drawn {
        let (width, height) = (self.css(to.0 - from.0), self.css(to.1 - from.1));
        let (x, y, look) = (self.css(from.0), self.css(from.1), self.look(style, fill));
        self.add(&format!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" {look}/>"));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.add(&format!("<path d=\"M{}\" {}/>", self.corners(path), self.look(style, false)));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        let (x, y, radius) = (self.css(x), self.css(y), self.css(radius));
        self.add(&format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" {}/>", self.look(style, fill)));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, corners: I, style: &S) -> Drawn {
        self.add(&format!("<path d=\"M{}Z\" {}/>", self.corners(corners), self.look(style, true)));
        Ok(())
    }

    /// Upright text; `y` is the line that its letters stand on.
    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        let weight = if matches!(style.style(), FontStyle::Bold) { " font-weight=\"bold\"" } else { "" };
        let (x, y, size, paint) = (self.css(x), self.css(y), self.css(style.size()), Paint("fill", style.color()));
        let text = Escaped(text);
        self.add(&format!("<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{anchor}{weight} {paint}>{text}</text>"));
        Ok(())
    }

    /// The surface around it measures: see [`SharpBackend`].
    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        _: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        Ok((0, style.size().ceil() as u32))
    }
}
