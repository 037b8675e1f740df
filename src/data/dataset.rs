//! A whole data set in memory, and its images at the size at which they are trained on.

use super::Pixels;
use super::excerpt::{self, Excerpt};
use super::idx;
use super::pixels::Ink;
use crate::config::{Collection, DatasetKind};
use crate::error::DataError;
use autoencoder_lab_own::{self as own, Hash, OwnImages};
use ndarray::Array2;

/// A data set, or as much of it as is here: images, and a label for each.
#[derive(Debug, Clone)]
pub struct Dataset {
    collection: Collection,
    /// Of the images as they are held: their own, or a smaller one, whose pixels are sums of theirs.
    side: usize,
    /// Image after image, side² numbers each.
    ink: Ink,
    labels: Vec<u8>,
    /// For each row of the data set, which of those images it is.
    places: Vec<Option<usize>>,
    /// Of a person's own images what they hash to.
    hash: Option<Hash>,
}

impl Dataset {
    /// As many times the bytes of an IDX file are in memory while it is read: as they came, and here.
    pub const IDX_TIMES: usize = 2;

    /// As many times the bytes of an excerpt are in memory, at most, while it is read and added to others: in them a pixel without
    /// ink is a bit, here it is two bytes, and more while the images that are here grow.
    pub const EXCERPT_TIMES: usize = 16;

    /// Reads the two IDX files of a data set, not compressed.
    ///
    /// # Errors
    ///
    /// [`DataError`] if a file is not IDX, is cut short, or is not of `collection`.
    pub fn from_idx(collection: impl Into<Collection>, images: &[u8], labels: &[u8]) -> Result<Self, DataError> {
        let collection = collection.into();
        let Collection { name, images: count, side, .. } = collection;
        let (pixels, sizes) = idx::read_images(images)?;
        if sizes != [count, side, side] {
            let [images, rows, columns] = sizes;
            return Err(DataError::Shape {
                name,
                expected: format!("{count} images of {side}×{side}"),
                found: format!("{images} of {rows}×{columns}"),
            });
        }
        let labels = idx::read_labels(labels)?;
        if labels.len() != count {
            return Err(DataError::Shape {
                name,
                expected: format!("{count} labels"),
                found: labels.len().to_string(),
            });
        }
        let places = (0..count).map(Some).collect();
        Ok(Self { collection, side, ink: Ink::Bytes(pixels.to_vec()), labels: labels.to_vec(), places, hash: None })
    }

    /// The data set of points: no file holds them, each recipe makes its own.
    pub fn plane() -> Self {
        let collection = DatasetKind::Plane.collection();
        let places = vec![None; collection.images];
        Self { collection, side: 0, ink: Ink::Numbers(Vec::new()), labels: Vec::new(), places, hash: None }
    }

    /// A person's own images, as [`OwnImages::write`] wrote them. Which of them are held out says the recipe.
    ///
    /// # Errors
    ///
    /// [`DataError::Own`] if they are something else.
    pub fn from_own(bytes: &[u8]) -> Result<Self, DataError> {
        let images = OwnImages::read("your data", bytes)?;
        let (hash, side, count) = (images.hash(), images.side(), images.count());
        let (ink, labels) = images.into_parts();
        let (ink, full_ink) = match ink {
            own::Ink::Bytes(ink) => (Ink::Bytes(ink), 255.0),
            own::Ink::Numbers(ink) => (Ink::Numbers(ink), 1.0),
        };
        let collection = Collection { images: count, held_out: 0, side, full_ink, ..DatasetKind::Own.collection() };
        Ok(Self { collection, side, ink, labels, places: (0..count).map(Some).collect(), hash: Some(hash) })
    }

    /// What a person's own images hash to; nothing for others.
    pub const fn hash(&self) -> Option<Hash> {
        self.hash
    }

    /// As much of a data set as stands in `excerpt` (see [`Dataset::excerpt`]); [`Dataset::add`] brings more.
    ///
    /// # Errors
    ///
    /// [`DataError::Excerpt`] if it is none, is cut short, or is not of `collection`.
    pub fn from_excerpt(collection: impl Into<Collection>, excerpt: &[u8]) -> Result<Self, DataError> {
        let collection = collection.into();
        let places = vec![None; collection.images];
        let ink = Ink::Bytes(Vec::new());
        let mut dataset = Self { collection, side: 0, ink, labels: Vec::new(), places, hash: None };
        dataset.add(excerpt)?;
        Ok(dataset)
    }

    /// Adds the images of another excerpt of the same size. What was here stays as it is.
    ///
    /// # Errors
    ///
    /// As [`Dataset::from_excerpt`], and if its images are of another size.
    pub fn add(&mut self, excerpt: &[u8]) -> Result<(), DataError> {
        let Excerpt { side, ink, labels, rows } = excerpt::read(&self.collection, excerpt)?;
        match (&mut self.ink, ink) {
            (here, first) if self.labels.is_empty() => {
                *here = first;
                self.side = side;
            }
            (Ink::Bytes(here), Ink::Bytes(more)) if side == self.side => here.extend(more),
            (Ink::Sums(here), Ink::Sums(more)) if side == self.side => here.extend(more),
            _ => {
                let expected = format!("of images of {0}×{0}, as those before", self.side);
                return Err(DataError::Excerpt { expected, found: format!("{side}×{side}") });
            }
        }
        for (place, &row) in (self.labels.len()..).zip(&rows) {
            self.places[row].get_or_insert(place);
        }
        self.labels.extend(labels);
        Ok(())
    }

    /// The images `rows`, in ascending order, at `side`, as bytes that [`Dataset::from_excerpt`] reads. `www/data/README.md` has
    /// the format.
    ///
    /// # Panics
    ///
    /// As [`Dataset::pixels`].
    pub fn excerpt(&self, rows: &[usize], side: usize) -> Vec<u8> {
        let labels = rows.iter().map(|&row| self.label(row)).collect();
        let ink = self.pixels(rows, side).into_ink();
        excerpt::write(&self.collection, &Excerpt { side, ink, labels, rows: rows.to_vec() })
    }

    /// The images `rows`, as they are held, as `rows.len() × side²` intensities in `[0, 1]`: each pixel is the mean over its area, so
    /// that images of one size can be shown to networks of any other.
    ///
    /// # Panics
    ///
    /// If a row is not here.
    pub fn resampled(&self, rows: &[usize], side: usize) -> Array2<f32> {
        let (held, own) = (self.images(rows, self.side), self.side);
        // A line of those held lies on lines from a to b of these; in units of 1 / (own · side), so that ends are whole.
        let share = |line: usize, at: usize| {
            let (begin, end) = ((line * side).max(at * own), ((line + 1) * side).min((at + 1) * own));
            (end - begin) as f32 / own as f32
        };
        let on = |line: usize| line * side / own..((line + 1) * side).div_ceil(own);
        let mut images = Array2::zeros((rows.len(), side * side));
        for (image, mut image_here) in held.rows().into_iter().zip(images.rows_mut()) {
            for (pixel, &ink) in image.iter().enumerate() {
                for row in on(pixel / own) {
                    for column in on(pixel % own) {
                        image_here[row * side + column] += share(pixel / own, row) * share(pixel % own, column) * ink;
                    }
                }
            }
        }
        images
    }

    /// Whether image `row` is here.
    pub fn holds(&self, row: usize) -> bool {
        self.places[row].is_some()
    }

    /// Whether image `row` is here and can be shown at `side`.
    pub fn shows(&self, row: usize, side: usize) -> bool {
        self.places[row].is_some() && (side == self.side || self.side == self.collection.side && side < self.side)
    }

    /// Which images these are.
    pub const fn collection(&self) -> &Collection {
        &self.collection
    }

    /// The class of image `row`, 0 to 9.
    ///
    /// # Panics
    ///
    /// If that image is not here.
    pub fn label(&self, row: usize) -> u8 {
        self.labels[self.at(row)]
    }

    fn at(&self, row: usize) -> usize {
        self.places[row].expect("an image that is shown is here")
    }

    /// The rows that are never trained on: the last ones.
    pub const fn held_out_rows(&self) -> std::ops::Range<usize> {
        self.collection.training_pool()..self.collection.images
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
    /// If a row does not exist or cannot be shown at that side ([`Dataset::shows`]).
    pub fn pixels(&self, rows: &[usize], side: usize) -> Pixels {
        let Collection { side: own, full_ink, .. } = self.collection;
        assert!(rows.iter().all(|&row| self.shows(row, side)), "images of {0}×{0} at {side}×{side}", self.side);
        let block = own / side;
        let margin = (own - side * block) / 2;
        let scale = 1.0 / (full_ink * (block * block) as f32);
        let places: Vec<usize> = rows.iter().map(|&row| self.at(row)).collect();
        let ink = match self.ink.gather(&places, self.side * self.side) {
            Ink::Bytes(pixels) if side < own => {
                let mut sums = Vec::with_capacity(rows.len() * side * side);
                for image in pixels.chunks_exact(own * own) {
                    for j in 0..side * side {
                        let (top, left) = (margin + j / side * block, margin + j % side * block);
                        let sum =
                            (0..block * block).map(|d| u16::from(image[(top + d / block) * own + left + d % block]));
                        sums.push(sum.sum());
                    }
                }
                Ink::Sums(sums)
            }
            as_held => as_held,
        };
        Pixels::new(ink, side * side, scale)
    }
}
