//! The images, or points, that are shown to a network while it is trained, and what it makes of them.

use crate::analysis::{Neighbour, nearest};
use crate::config::Images;
use crate::data::{Dataset, Split, TILE_COLUMNS, TileRow, field, noise_images, showcase};
use crate::error::DataError;
use crate::model::{Autoencoder, ForwardPass, slice};
use crate::objective::squared_distance;
use crate::trainer::Trainer;
use ndarray::{Array1, Array2, Axis, s};
use serde::Serialize;

/// The images that are shown to a network, row by row, and their reconstructions. Of a run of points these are all that it trains
/// on, all that are held out, and a grid over the plane.
#[derive(Debug, Clone)]
pub struct Tiles {
    side: usize,
    columns: usize,
    mean: Array1<f32>,
    /// The pixels of each of [`TileRow::ALL`]; none where the row is absent.
    parts: [Vec<f32>; TileRow::ALL.len()],
    /// What the row of noise shows, and what it can show instead.
    noises: [Vec<f32>; 2],
    rows: Vec<TileRow>,
    inputs: Array2<f32>,
    x: Array2<f32>,
    pass: ForwardPass,
}

/// How the images of [`Tiles`] are laid out: each row has as many as there are columns, but "your drawing", which comes last, one. Of
/// points as many are trained on as there are columns, the grid has 19 × 19, and the others are held out.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "Tiles"))]
pub struct TileForm<'a> {
    /// The side of an image in pixels; 0 for points.
    pub side: usize,
    /// Images in a row; of points those that are trained on.
    pub columns: usize,
    /// What each row shows.
    pub rows: &'a [TileRow],
}

impl Tiles {
    /// Chooses the images for a run: training images, held-out images, and the same held-out images with the very noise that
    /// *noise kept* is measured with.
    ///
    /// # Panics
    ///
    /// If `dataset` has fewer images than the one `trainer` was made with, or smaller ones.
    pub fn new(trainer: &Trainer, dataset: &Dataset) -> Self {
        let side = trainer.config().side();
        if side == 0 {
            return Self::of_points(trainer);
        }
        let train = showcase(dataset, trainer.split().train_rows.iter().copied());
        let rows = &trainer.split().held_out_rows;
        let held_out = showcase(dataset, rows.iter().copied());
        let places: Vec<usize> = held_out.iter().filter_map(|row| rows.binary_search(row).ok()).collect();
        let noisy = trainer.noisy_held_out().select(Axis(0), &places) + &trainer.split().mean;
        let noises = [noisy, noise_images(trainer.config().seed, side * side)].map(pixels);
        let mut tiles = Self::empty(trainer, TILE_COLUMNS, noises);
        tiles.parts[TileRow::Train as usize] = pixels(dataset.images(&train, side));
        tiles.parts[TileRow::HeldOut as usize] = pixels(dataset.images(&held_out, side));
        tiles.set_uniform_noise(false);
        tiles
    }

    fn of_points(trainer: &Trainer) -> Self {
        let Split { train, held_out, mean, .. } = trainer.split();
        let mut tiles = Self::empty(trainer, train.nrows(), [const { Vec::new() }; 2]);
        tiles.parts[TileRow::Train as usize] = pixels(train.intensities() + mean);
        tiles.parts[TileRow::HeldOut as usize] = pixels(held_out.intensities() + mean);
        tiles.parts[TileRow::Field as usize] = field();
        tiles.lay_out();
        tiles
    }

    fn empty(trainer: &Trainer, columns: usize, noises: [Vec<f32>; 2]) -> Self {
        Self {
            side: trainer.config().side(),
            columns,
            mean: trainer.split().mean.clone(),
            parts: [const { Vec::new() }; TileRow::ALL.len()],
            noises,
            rows: Vec::new(),
            inputs: Array2::default((0, 0)),
            x: Array2::default((0, 0)),
            pass: ForwardPass::default(),
        }
    }

    /// Shows held-out images of another data set, too; of an excerpt those that are in it.
    ///
    /// # Panics
    ///
    /// If no held-out image of `other` is here.
    pub fn set_other(&mut self, other: &Dataset) {
        let here = other.held_out_rows().filter(|&row| other.shows(row, self.side));
        let images = if Images::ALL.iter().any(|images| images.side() == self.side) {
            other.images(&showcase(other, here), self.side)
        } else {
            other.resampled(&showcase(other, other.held_out_rows().filter(|&row| other.holds(row))), self.side)
        };
        self.parts[TileRow::OtherData as usize] = pixels(images);
        self.lay_out();
    }

    /// Shows uniform noise on (0, 1) in the row of noise, or again held-out images with that of *noise kept*, whose values may
    /// leave the interval.
    pub fn set_uniform_noise(&mut self, uniform: bool) {
        self.parts[TileRow::Noise as usize].clone_from(&self.noises[usize::from(uniform)]);
        self.lay_out();
    }

    /// Shows a drawing, too, in a last row of one image, or of points one more; an empty one takes that row away.
    ///
    /// # Shapes
    ///
    /// `drawing`: n intensities in `[0, 1]`, ink at 1, row by row; or none.
    ///
    /// # Errors
    ///
    /// [`DataError::Drawing`] if it has pixels, but not n; the rows are then as they were.
    pub fn set_drawing(&mut self, drawing: Vec<f32>) -> Result<(), DataError> {
        let (expected, found) = (self.mean.len(), drawing.len());
        if found != 0 && found != expected {
            return Err(DataError::Drawing { expected, found });
        }
        self.parts[TileRow::Drawing as usize] = drawing;
        self.lay_out();
        Ok(())
    }

    fn lay_out(&mut self) {
        let n = self.mean.len();
        let pixels = self.parts.concat();
        self.inputs = Array2::from_shape_vec((pixels.len() / n, n), pixels).expect("all rows have n pixels");
        self.x = &self.inputs - &self.mean;
        self.rows = TileRow::ALL.into_iter().filter(|&row| !self.parts[row as usize].is_empty()).collect();
    }

    /// What each row shows.
    pub fn rows(&self) -> &[TileRow] {
        &self.rows
    }

    /// The side of an image in pixels.
    pub fn side(&self) -> usize {
        self.side
    }

    /// How the images are laid out.
    pub fn form(&self) -> TileForm<'_> {
        TileForm { side: self.side, columns: self.columns, rows: &self.rows }
    }

    /// Intensities, an image a row, n pixels each: [`TILE_COLUMNS`] images for each of
    /// [`Tiles::rows`], but one for a drawing, which comes last.
    pub fn inputs(&self) -> &Array2<f32> {
        &self.inputs
    }

    /// What `model` makes of them, in the same order, as intensities: where images are centred, the mean image is added again.
    pub fn reconstruct(&mut self, model: &Autoencoder) -> &Array2<f32> {
        model.reconstruct(self.x.view(), &mut self.pass);
        self.pass.x_hat += &self.mean;
        &self.pass.x_hat
    }

    /// For each held-out image that is shown the training image that its reconstruction by `model` is nearest to, and how far
    /// the reconstruction is from the image itself, `‖x̂ − x‖²`. A network that answers with what it has stored is nearer to the
    /// former.
    ///
    /// # Panics
    ///
    /// If `split` is of another run.
    pub fn nearest(&mut self, model: &Autoencoder, split: &Split) -> Vec<(Neighbour, f64)> {
        let x = self.x.slice(s![TILE_COLUMNS..2 * TILE_COLUMNS, ..]);
        model.reconstruct(x, &mut self.pass);
        let found = nearest(self.pass.x_hat.view(), &split.train);
        let n = x.ncols();
        let x = x.to_slice().expect("images are row-major");
        let own =
            slice(self.pass.x_hat.view_mut()).chunks(n).zip(x.chunks(n)).map(|(x_hat, x)| squared_distance(x_hat, x));
        found.into_iter().zip(own).collect()
    }

    /// The training images `rows` of `split`, as intensities.
    ///
    /// # Panics
    ///
    /// If one does not exist, or `split` is of another run.
    pub fn training_images(&self, rows: &[usize], split: &Split) -> Array2<f32> {
        let mut images = Array2::zeros((rows.len(), self.mean.len()));
        split.train.gather(rows.iter().copied(), &mut images);
        images + &self.mean
    }
}

/// The pixels of images, one after another.
fn pixels(images: Array2<f32>) -> Vec<f32> {
    images.into_raw_vec_and_offset().0
}
