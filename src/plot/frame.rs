//! What the page asks of a drawing, and where the plot then is.

use super::color::Color;
use serde::{Deserialize, Serialize};

/// The size, the colours and the choices of one drawing: the object that the page hands over.
///
/// Lengths are CSS pixels. Sizes from 280 × 160 to 2560 × 600 are what the layout is made for; below 80 × 60, times
/// `scale`, and above 16,384 nothing is drawn.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Frame {
    /// Width of the drawing.
    pub width: f64,
    /// Height of the drawing.
    pub height: f64,
    /// Device pixels in a CSS pixel, `window.devicePixelRatio`.
    #[serde(default = "one")]
    pub pixel_ratio: f64,
    /// Colour of labels and of the title.
    pub muted: Color,
    /// Colour of the labelled grid lines.
    pub rule: Color,
    /// Colour of the unlabelled grid lines; without it, half way from `rule` to `background`.
    #[serde(default)]
    pub rule_faint: Option<Color>,
    /// Colour of the page beneath, which is also the colour of text on a pill.
    pub background: Color,
    /// A CSS font-family list.
    pub font: String,
    /// Whether the vertical axis is logarithmic.
    #[serde(default = "yes")]
    pub log_y: bool,
    /// Whether the horizontal axis is logarithmic.
    #[serde(default)]
    pub log_x: bool,
    /// What the horizontal axis counts.
    #[serde(default = "steps")]
    pub along: String,
    /// What the vertical axis shows, from the longest title to the shortest: the first that fits is taken.
    pub titles: Vec<String>,
    /// The horizontal axis reaches at least this step.
    #[serde(default = "thousand")]
    pub min_steps: f64,
    /// The lowest and the highest value of the vertical axis, positive and rising; all values unless said. A curve that leaves it ends at its edge, and
    /// the label at its end says to which side.
    #[serde(default)]
    pub values: Option<[f64; 2]>,
    /// Enlarges type, strokes and margins: 1 on a desk, about 1.5 before a projector.
    #[serde(default = "one")]
    pub scale: f64,
}

/// Browsers give no larger canvas than this, in device pixels.
const LARGEST: u32 = 32767;

fn one() -> f64 {
    1.0
}

fn yes() -> bool {
    true
}

fn steps() -> String {
    "steps".into()
}

fn thousand() -> f64 {
    1000.0
}

impl Frame {
    /// The size in device pixels: the `width` and `height` attributes that the canvas must have.
    ///
    /// # Examples
    ///
    /// ```
    /// # use autoencoder_lab_plot::{Color, Frame};
    /// # let grey = Color::new(128, 128, 128);
    /// # let frame = Frame { width: 300.0, height: 200.0, pixel_ratio: 1.5, muted: grey, rule: grey, rule_faint: None,
    /// #     background: grey, font: "sans-serif".into(), along: "steps".into(), titles: vec!["error".into()], log_y: true, log_x: false,
    /// #     min_steps: 1500.0, values: None, scale: 1.0 };
    /// assert_eq!((frame.width, frame.height, frame.pixel_ratio), (300.0, 200.0, 1.5));
    /// assert_eq!(frame.device_size(), (450, 300));
    /// ```
    pub fn device_size(&self) -> (u32, u32) {
        let pixels = |length: f64| (length * self.pixel_ratio).round().clamp(0.0, f64::from(LARGEST)) as u32;
        (pixels(self.width), pixels(self.height))
    }

    /// Whether there is room to draw anything, and every number of the frame makes sense.
    pub(crate) fn is_drawable(&self) -> bool {
        let positive = |value: f64| value.is_finite() && value > 0.0;
        positive(self.pixel_ratio)
            && positive(self.scale)
            && (80.0 * self.scale..=16384.0).contains(&self.width)
            && (60.0 * self.scale..=16384.0).contains(&self.height)
            && self.device_size().0.max(self.device_size().1) < LARGEST
            && self.values.is_none_or(|[low, high]| positive(low) && high.is_finite() && high > low)
    }

    /// Colour of the unlabelled grid lines.
    pub(crate) fn rule_faint(&self) -> Color {
        self.rule_faint.unwrap_or_else(|| self.rule.mix(self.background, 0.5))
    }
}

/// Where the plot is, in CSS pixels from the drawing's top left corner, and the ranges it shows.
///
/// With linear axes step `s` stands at `left + (s − x_min) / (x_max − x_min) · (right − left)`. All zeros when nothing was drawn.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(ts_rs::TS))]
pub struct PlotArea {
    /// Left edge: the horizontal position of `x_min`.
    pub left: f64,
    /// Top edge: the vertical position of `y_max`.
    pub top: f64,
    /// Right edge: the horizontal position of `x_max`.
    pub right: f64,
    /// Bottom edge: the vertical position of `y_min`.
    pub bottom: f64,
    /// The first step shown.
    pub x_min: f64,
    /// The last step shown.
    pub x_max: f64,
    /// The smallest value shown; on a logarithmic axis smaller ones, zero among them, are drawn here.
    pub y_min: f64,
    /// The largest value shown.
    pub y_max: f64,
}
