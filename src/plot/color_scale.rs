//! Colours for values: even steps look even, for the colour-blind too.

use super::axis::Axis;
use super::color::Color;

/// The map *cividis* at ten equidistant shares, from dark to light. Its lightness rises evenly, so it is read on light and on dark
/// paper, in print without colour, and alike by those who see no red or no green.
///
/// # Source
///
/// Nuñez, Anderton & Renslow (2018), "Optimizing colormaps with consideration for color vision deficiency".
const CIVIDIS: [Color; 10] = [
    Color::new(0x00, 0x20, 0x4d),
    Color::new(0x00, 0x33, 0x6f),
    Color::new(0x39, 0x48, 0x6b),
    Color::new(0x57, 0x5c, 0x6d),
    Color::new(0x70, 0x71, 0x73),
    Color::new(0x8a, 0x87, 0x79),
    Color::new(0xa6, 0x9d, 0x75),
    Color::new(0xc4, 0xb5, 0x6c),
    Color::new(0xe4, 0xcf, 0x5b),
    Color::new(0xff, 0xea, 0x46),
];

/// The colour of each value between two ends: low ones are light.
#[derive(Debug, Clone, PartialEq)]
pub struct ColorScale {
    axis: Axis,
}

impl ColorScale {
    /// The scale from the lowest to the highest of the finite `values`, rounded outwards to two digits, drawn `width` CSS pixels
    /// wide with labels at least `column` apart; logarithmic where that is wanted and all of them are positive. `None` without
    /// values.
    pub fn covering(log: bool, values: impl Iterator<Item = f64>, width: f64, column: f64) -> Option<Self> {
        let finite = values.filter(|value| value.is_finite());
        let ends = finite.fold(None, |ends: Option<[f64; 2]>, value| {
            Some(ends.map_or([value; 2], |[low, high]| [low.min(value), high.max(value)]))
        });
        let [low, high] = ends?;
        let [low, high] = [rounded(low, f64::floor), rounded(high, f64::ceil)];
        let log = log && low > 0.0;
        // All values alike have the colour in the middle.
        let high = if high > low { high } else { low + low.abs().max(1e-3) / 10.0 };
        Some(Self { axis: Axis::between(log, [low, high], width, column) })
    }

    /// The values at its ends, and round ones between them.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = f64> {
        let range = self.axis.range();
        [range.start, range.end].into_iter().chain(self.axis.labelled().to_vec())
    }

    /// What the scale is drawn along.
    pub(crate) fn axis(&self) -> &Axis {
        &self.axis
    }

    /// The colour of a value.
    pub fn color(&self, value: f64) -> Color {
        color_at(1.0 - self.axis.fraction(value))
    }
}

/// The colour at a share of the map, from dark, 0, to light, 1.
///
/// # Examples
///
/// ```
/// use autoencoder_lab_plot::{Color, color_at};
///
/// assert_eq!((color_at(0.0), color_at(1.0)), (Color::new(0, 0x20, 0x4d), Color::new(0xff, 0xea, 0x46)));
/// ```
pub fn color_at(share: f64) -> Color {
    let last = CIVIDIS.len() - 1;
    let at = share.clamp(0.0, 1.0) * last as f64;
    let below = (at as usize).min(last - 1);
    CIVIDIS[below].mix(CIVIDIS[below + 1], at - below as f64)
}

/// A value with two digits.
fn rounded(value: f64, round: fn(f64) -> f64) -> f64 {
    if value == 0.0 {
        return 0.0;
    }
    let exponent = value.abs().log10().floor() as i32 - 1;
    // A power of ten below 1 is not exact in binary, its inverse is.
    let power = 10_f64.powi(exponent.abs());
    if exponent < 0 { round(value * power) / power } else { round(value / power) * power }
}

/// A value in two digits, as short as the cell of a map: `0.99`, `3.1`, `3.0`, `11`.
///
/// # Examples
///
/// ```
/// use autoencoder_lab_plot::two_digits;
///
/// assert_eq!([0.9949, 3.0, 9.96, 11.4, 0.0512, 0.0].map(two_digits), ["0.99", "3.0", "10", "11", "0.051", "0"]);
/// ```
pub fn two_digits(value: f64) -> String {
    let value = rounded(value, f64::round);
    let mut text = super::number::format_value(value);
    let size = value.abs();
    if (0.1..10.0).contains(&size) && text.chars().filter(char::is_ascii_digit).count() < if size < 1.0 { 3 } else { 2 }
    {
        text += if text.contains('.') { "0" } else { ".0" };
    }
    text
}
