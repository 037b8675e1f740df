//! What is shown to a network besides its training images: held-out images, other data, noise.

use super::Dataset;
use crate::random::{Random, Stream};
use ndarray::Array2;
use serde::Serialize;

/// Images in a row of reconstructions.
pub const TILE_COLUMNS: usize = 8;

/// Standard deviation ν of the noise in *noise kept* and *denoising error*.
pub const NOISE_SD: f32 = 0.3;

/// What a row of reconstructions shows; in this order from top to bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum TileRow {
    /// Images that are trained on.
    #[serde(rename = "train")]
    Train,
    /// Images of the same kind that are not.
    #[serde(rename = "held-out")]
    HeldOut,
    /// Images of another data set.
    #[serde(rename = "other data")]
    OtherData,
    /// Held-out images with the noise of *noise kept*, or uniform noise.
    #[serde(rename = "noise")]
    Noise,
    /// Of points alone: a grid over the plane.
    #[serde(rename = "field")]
    Field,
    /// What a person has drawn; of points the one that a person points at.
    #[serde(rename = "your drawing")]
    Drawing,
}

impl TileRow {
    /// Every row there can be, in order.
    pub const ALL: [Self; 6] = [Self::Train, Self::HeldOut, Self::OtherData, Self::Noise, Self::Field, Self::Drawing];
}

/// Images that are shown at most: four rows and a drawing.
pub(crate) const TILES: usize = 4 * TILE_COLUMNS + 1;

/// The first [`TILE_COLUMNS`] of `rows` with different labels, filled up with the first others where classes are missing.
pub fn showcase(dataset: &Dataset, rows: impl Iterator<Item = usize>) -> Vec<usize> {
    // Once in the module, whatever the rows come from.
    chosen(dataset, &rows.collect::<Vec<_>>())
}

fn chosen(dataset: &Dataset, rows: &[usize]) -> Vec<usize> {
    let mut seen = [false; 256];
    let is_new = |&&row: &&usize| !std::mem::replace(&mut seen[usize::from(dataset.label(row))], true);
    let mut chosen: Vec<usize> = rows.iter().filter(is_new).take(TILE_COLUMNS).copied().collect();
    for &row in rows {
        if chosen.len() < TILE_COLUMNS && !chosen.contains(&row) {
            chosen.push(row);
        }
    }
    // A training set smaller than a row shows its images again.
    let distinct = chosen.len();
    (0..TILE_COLUMNS).map(|i| chosen[i % distinct]).collect()
}

/// [`TILE_COLUMNS`] × n pixels of uniform noise on (0, 1).
pub fn noise_images(seed: u32, n: usize) -> Array2<f32> {
    let mut random = Random::new(seed, Stream::NoiseImages);
    Array2::from_shape_simple_fn((TILE_COLUMNS, n), || random.uniform() as f32)
}

/// `x + ε` with ε ~ N(0, ν²), one fixed draw an image: the same for every run with this seed and these images.
pub fn noisy(seed: u32, x: &Array2<f32>) -> Array2<f32> {
    let mut random = Random::new(seed, Stream::HeldOutNoise);
    x.map(|&value| value + NOISE_SD * random.normal() as f32)
}
