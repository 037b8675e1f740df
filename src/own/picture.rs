//! A picture of any shape as a small grey square.

use crate::limits::{LEAST_SIDE, MOST_BYTES, MOST_SIDE};
use crate::refusal::{Place, Refusal};

/// Luma of Rec. 709: how much red, green and blue weigh.
const LUMA: [f64; 3] = [0.2126, 0.7152, 0.0722];

/// How a picture that is no square becomes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// Its middle, as large as its shorter side.
    Crop,
    /// All of it, drawn out or pressed together.
    Stretch,
}

/// The luma of a picture, on white where it is transparent, as `side` × `side` bytes: each the mean over its area.
///
/// # Shapes
///
/// `rgba`: four bytes a pixel, row by row, as a canvas has them.
///
/// # Errors
///
/// A [`Refusal`] of `file`, if there are other numbers of bytes than that, or the side is none that an image can have.
///
/// # Source
///
/// ITU-R BT.709, on the values as they are encoded.
pub fn square(file: &str, rgba: &[u8], wide: usize, side: usize, fit: Fit) -> Result<Vec<u8>, Refusal> {
    let refuse = |expected: String, found: String| Err(Refusal::new(file, Place::Whole, expected, found));
    if !(LEAST_SIDE..=MOST_SIDE).contains(&side) {
        return refuse(format!("a side of {LEAST_SIDE} to {MOST_SIDE}"), side.to_string());
    }
    if rgba.len() > MOST_BYTES {
        return refuse(format!("at most {} pixels", MOST_BYTES / 4), (rgba.len() / 4).to_string());
    }
    if wide == 0 || rgba.is_empty() || !rgba.len().is_multiple_of(4 * wide) {
        return refuse(format!("whole rows of {wide} pixels"), format!("{} bytes", rgba.len()));
    }
    let high = rgba.len() / 4 / wide;
    let [across, down] = match fit {
        Fit::Stretch => [(0, wide), (0, high)],
        Fit::Crop => {
            let length = wide.min(high);
            [((wide - length) / 2, length), ((high - length) / 2, length)]
        }
    };
    let mut sums = vec![0.0; side * side];
    let columns: Vec<(usize, usize, f64)> = overlaps(across.1, side);
    for (row, at, share) in overlaps(down.1, side) {
        let line = &rgba[4 * wide * (down.0 + row)..][..4 * wide];
        for &(column, to, part) in &columns {
            let pixel = &line[4 * (across.0 + column)..][..4];
            sums[at * side + to] += share * part * luma(pixel);
        }
    }
    Ok(sums.into_iter().map(|sum: f64| sum.round() as u8).collect())
}

/// How bright a pixel is on white, 0 to 255.
fn luma(pixel: &[u8]) -> f64 {
    let alpha = f64::from(pixel[3]) / 255.0;
    let colour: f64 = LUMA.iter().zip(pixel).map(|(weight, &value)| weight * f64::from(value)).sum();
    255.0 + alpha * (colour - 255.0)
}

/// Which of `length` lines lie on which of `side`: line, where, and as what share of it.
fn overlaps(length: usize, side: usize) -> Vec<(usize, usize, f64)> {
    let mut found = Vec::new();
    // In units of 1 / side of a line, so that ends are whole.
    for line in 0..length {
        let (begin, end) = (line * side, (line + 1) * side);
        for at in begin / length..side.min(end.div_ceil(length)) {
            let shared = end.min((at + 1) * length) - begin.max(at * length);
            found.push((line, at, shared as f64 / length as f64));
        }
    }
    found
}
