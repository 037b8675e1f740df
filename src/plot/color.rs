//! A colour as CSS writes it.

use plotters::style::RGBColor;
use serde::Deserialize;
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// An opaque sRGB colour, read from `#rgb`, `#rrggbb`, `rgb(r, g, b)` or `rgb(r g b)`.
///
/// The last two are what `getComputedStyle` answers. Written as `#rrggbb`.
///
/// # Examples
///
/// ```
/// use autoencoder_lab_plot::Color;
///
/// let blue: Color = "#0068a8".parse()?;
/// assert_eq!(blue, Color::new(0, 104, 168));
/// assert_eq!(blue, "rgb(0, 104, 168)".parse()?);
/// assert_eq!(blue.to_string(), "#0068a8");
/// # Ok::<(), autoencoder_lab_plot::ColorError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Color {
    red: u8,
    green: u8,
    blue: u8,
}

/// A colour is not written in a way that is understood here.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("a colour must be #rgb, #rrggbb or rgb(r, g, b), found \"{found}\"")]
pub struct ColorError {
    /// What was handed in.
    pub found: String,
}

impl Color {
    /// The colour of these three channels.
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// This colour, with `share` of it replaced by `other`: 0 leaves it, 1 is `other`.
    #[must_use]
    pub fn mix(self, other: Self, share: f64) -> Self {
        let channel = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
        Self::new(channel(self.red, other.red), channel(self.green, other.green), channel(self.blue, other.blue))
    }

    /// Black or white, whichever stands out more on this colour: by 4.5 : 1 at least.
    ///
    /// # Source
    ///
    /// WCAG 2.2, relative luminance and contrast ratio.
    #[must_use]
    pub fn contrasting(self) -> Self {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { libm::pow((share + 0.055) / 1.055, 2.4) }
        };
        let luminance = 0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue);
        // (1 + 0.05) / (L + 0.05) against (L + 0.05) / 0.05.
        let is_dark = (luminance + 0.05).powi(2) < 1.05 * 0.05;
        if is_dark { Self::new(255, 255, 255) } else { Self::new(0, 0, 0) }
    }

    /// The colour as plotters takes it.
    pub(crate) const fn rgb(self) -> RGBColor {
        RGBColor(self.red, self.green, self.blue)
    }
}

impl FromStr for Color {
    type Err = ColorError;

    fn from_str(text: &str) -> Result<Self, ColorError> {
        let trimmed = text.trim();
        let channels = match trimmed.strip_prefix('#') {
            Some(digits) => hexadecimal(digits),
            None => functional(trimmed),
        };
        let [red, green, blue] = channels.ok_or_else(|| ColorError { found: text.to_owned() })?;
        Ok(Self::new(red, green, blue))
    }
}

/// `rgb` or `rrggbb` → the channels.
fn hexadecimal(digits: &str) -> Option<[u8; 3]> {
    let nibbles: Vec<u8> = digits.chars().map(|c| c.to_digit(16).map(|d| d as u8)).collect::<Option<_>>()?;
    match nibbles[..] {
        [r, g, b] => Some([r * 17, g * 17, b * 17]),
        [r1, r0, g1, g0, b1, b0] => Some([r1 * 16 + r0, g1 * 16 + g0, b1 * 16 + b0]),
        _ => None,
    }
}

/// `rgb(r, g, b)` or `rgb(r g b)` → the channels.
fn functional(text: &str) -> Option<[u8; 3]> {
    let inside = text.strip_prefix("rgb(")?.strip_suffix(')')?;
    let parts: Vec<u8> = inside
        .split([',', ' '])
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    parts.try_into().ok()
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl TryFrom<String> for Color {
    type Error = ColorError;

    fn try_from(text: String) -> Result<Self, ColorError> {
        text.parse()
    }
}
