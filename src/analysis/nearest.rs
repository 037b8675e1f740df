//! Which training image an image is nearest to.

use crate::data::Pixels;
use ndarray::{Array2, ArrayView2, Axis};

/// Images that are read at once.
const CHUNK: usize = 64;

/// Pixels between two looks at whether an image can still be the nearest.
const PIECE: usize = 32;

/// The training image that is nearest to another image.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbour {
    /// Its place among the training images; the first of several that are equally near.
    pub row: usize,
    /// `‖image − x‖²`, summed over pixels as the errors are.
    pub distance: f64,
}

/// For each row of `images` the nearest row of `train`.
///
/// Its time grows with their numbers' product and n, but an image is left as soon as it is farther away than another: eight
/// among 5000 of 784 pixels take some hundredths of a second at most.
///
/// # Shapes
///
/// `images`: count × n, `train`: m × n, m at least 1. Returns count neighbours.
///
/// # Panics
///
/// If the two have not as many pixels.
pub fn nearest(images: ArrayView2<f32>, train: &Pixels) -> Vec<Neighbour> {
    assert_eq!(images.ncols(), train.ncols(), "images can only be compared with images of their size");
    let images = images.as_standard_layout();
    let mut found = vec![Neighbour { row: 0, distance: f64::INFINITY }; images.nrows()];
    let mut room = Array2::zeros((CHUNK, train.ncols()));
    for first in (0..train.nrows()).step_by(CHUNK) {
        let chunk = train.gather(first..train.nrows().min(first + CHUNK), &mut room);
        for (at, x) in chunk.axis_iter(Axis(0)).enumerate() {
            let x = x.to_slice().expect("images are row-major");
            for (image, nearest) in images.axis_iter(Axis(0)).zip(&mut found) {
                let image = image.to_slice().expect("made so above");
                if let Some(distance) = nearer(image, x, nearest.distance) {
                    *nearest = Neighbour { row: first + at, distance };
                }
            }
        }
    }
    found
}

/// `‖a − b‖²` in f64, from the first pixel to the last, if it is less than `bound`.
fn nearer(a: &[f32], b: &[f32], bound: f64) -> Option<f64> {
    let mut sum = 0.0;
    for (a, b) in a.chunks(PIECE).zip(b.chunks(PIECE)) {
        for (&a, &b) in a.iter().zip(b) {
            let difference = f64::from(a - b);
            sum += difference * difference;
        }
        // What is added is never negative.
        if sum >= bound {
            return None;
        }
    }
    // A distance that is no number is less than none.
    (sum < bound).then_some(sum)
}
