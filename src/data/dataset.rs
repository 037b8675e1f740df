//! A whole data set in memory, and its images at the size at which they are trained on.

use super::Pixels;
use super::idx;
use crate::config::Images;
use crate::error::DataError;
use ndarray::Array2;
use serde::{Deserialize, Serialize};

/// The data sets that come with the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DatasetKind {
    /// 6000 handwritten digits of MNIST, 28×28.
    Mnist,
    /// 6000 pieces of clothing of Fashion-MNIST, 28×28.
    Fashion,
    /// 1797 handwritten digits of UCI, 8×8.
    Digits,
}

impl DatasetKind {
    /// The name in a configuration and in messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mnist => "mnist",
            Self::Fashion => "fashion",
            Self::Digits => "digits",
        }
    }

    /// Images, side in pixels, and the value of full ink.
    const fn form(self) -> (usize, usize, f32) {
        match self {
            Self::Mnist | Self::Fashion => (6000, 28, 255.0),
            Self::Digits => (1797, 8, 16.0),
        }
    }
}

impl Images {
    /// The data set these images come from.
    pub const fn dataset(self) -> DatasetKind {
        match self {
            Self::Mnist14 | Self::Mnist28 => DatasetKind::Mnist,
            Self::Fashion14 | Self::Fashion28 => DatasetKind::Fashion,
            Self::Digits8 => DatasetKind::Digits,
        }
    }
}

/// A data set: its images as bytes and a label for each.
#[derive(Debug, Clone)]
pub struct Dataset {
    kind: DatasetKind,
    pixels: Vec<u8>,
    labels: Vec<u8>,
}

impl Dataset {
    /// Reads the two IDX files of a data set, not compressed.
    ///
    /// # Errors
    ///
    /// [`DataError`] if a file is not IDX, is cut short, or is not of the data set `kind`.
    pub fn from_idx(kind: DatasetKind, images: &[u8], labels: &[u8]) -> Result<Self, DataError> {
        let (count, side, _) = kind.form();
        let (pixels, sizes) = idx::read_images(images)?;
        if sizes != [count, side, side] {
            let [images, rows, columns] = sizes;
            return Err(DataError::Shape {
                name: kind.name(),
                expected: format!("{count} images of {side}×{side}"),
                found: format!("{images} of {rows}×{columns}"),
            });
        }
        let labels = idx::read_labels(labels)?;
        if labels.len() != count {
            return Err(DataError::Shape {
                name: kind.name(),
                expected: format!("{count} labels"),
                found: labels.len().to_string(),
            });
        }
        Ok(Self { kind, pixels: pixels.to_vec(), labels: labels.to_vec() })
    }

    /// Which data set this is.
    pub const fn kind(&self) -> DatasetKind {
        self.kind
    }

    /// The class of image `row`, 0 to 9.
    pub fn label(&self, row: usize) -> u8 {
        self.labels[row]
    }

    /// The rows that are never trained on: the last 1000 of MNIST and Fashion-MNIST (test images), the last 500 of the
    /// 8×8 digits.
    pub const fn held_out_rows(&self) -> std::ops::Range<usize> {
        match self.kind {
            DatasetKind::Mnist | DatasetKind::Fashion => 5000..6000,
            DatasetKind::Digits => 1297..1797,
        }
    }

    /// The images `rows` as `rows.len() × side²` intensities in `[0, 1]`.
    ///
    /// # Panics
    ///
    /// As [`Dataset::pixels`].
    pub fn images(&self, rows: &[usize], side: usize) -> Array2<f32> {
        self.pixels(rows, side).intensities()
    }

    /// The images `rows` at `side × side`, full ink at 1.
    ///
    /// A 28×28 image becomes 14×14 by averaging 2×2 pixels, and 8×8 by cutting its empty margin of 2 pixels and
    /// averaging 3×3.
    ///
    /// # Panics
    ///
    /// If a row does not exist, or an 8×8 image is asked for at a larger side.
    pub fn pixels(&self, rows: &[usize], side: usize) -> Pixels {
        let (_, own, full) = self.kind.form();
        assert!(side <= own, "images of {own}×{own} cannot be shown at {side}×{side}");
        let block = own / side;
        let margin = (own - side * block) / 2;
        let scale = 1.0 / (full * (block * block) as f32);
        let images = rows.iter().map(|&row| &self.pixels[row * own * own..][..own * own]);
        if side == own {
            return Pixels::from_bytes(images.flatten().copied().collect(), side * side, scale);
        }
        let sum = |image: &[u8], j: usize| {
            let (top, left) = (margin + j / side * block, margin + j % side * block);
            (0..block * block).map(|d| u16::from(image[(top + d / block) * own + left + d % block])).sum()
        };
        let sums = images.flat_map(|image| (0..side * side).map(move |j| sum(image, j))).collect();
        Pixels::from_sums(sums, side * side, scale)
    }
}
