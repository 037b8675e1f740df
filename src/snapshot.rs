//! The owned picture of a trainer that crosses the worker boundary.

use crate::analysis::Evaluation;
use crate::config::Event;
use crate::data::{Dataset, TILE_COLUMNS, TileRow, noise_images, showcase};
use crate::model::{Autoencoder, ForwardPass};
use crate::trainer::Trainer;
use ndarray::{Array2, Axis, concatenate};
use serde::Serialize;

/// Where a run stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    /// Parameter updates made.
    pub step: u64,
    /// Passes over the training images made.
    pub epoch: f64,
    /// n.
    pub inputs: usize,
    /// k.
    pub hidden_units: usize,
    /// How many numbers are trained.
    pub parameters: usize,
    /// λ now.
    pub lambda: f64,
    /// Whether W* = Wᵀ now.
    pub tied: bool,
    /// η now.
    pub learning_rate: f64,
    /// The newest evaluation.
    pub evaluation: Evaluation,
    /// The changes made so far.
    pub events: Vec<Event>,
    /// Whether the loss is still finite.
    pub finite: bool,
}

impl Snapshot {
    /// The picture of `trainer`, with `evaluation` as its newest.
    pub fn new(trainer: &Trainer, evaluation: Evaluation) -> Self {
        let config = trainer.config();
        Self {
            step: trainer.steps(),
            epoch: trainer.epochs(),
            inputs: trainer.model().inputs(),
            hidden_units: trainer.model().hidden_units(),
            parameters: trainer.model().parameters(),
            lambda: config.lambda,
            tied: config.tied,
            learning_rate: config.learning_rate,
            evaluation,
            events: trainer.events().to_vec(),
            finite: trainer.diverged().is_none(),
        }
    }
}

/// The images that are shown to a network, row by row, and their reconstructions.
#[derive(Debug, Clone)]
pub struct Tiles {
    rows: Vec<TileRow>,
    inputs: Array2<f32>,
    side: usize,
    pass: ForwardPass,
}

impl Tiles {
    /// Chooses the images for a run: training images, held-out images and noise, and images of `other` data where given.
    ///
    /// # Panics
    ///
    /// If `dataset` is not the one `trainer` was made with.
    pub fn new(trainer: &Trainer, dataset: &Dataset, other: Option<&Dataset>) -> Self {
        let side = trainer.config().data.side();
        let train = showcase(dataset, trainer.split().train_rows.iter().copied());
        let held_out = showcase(dataset, dataset.held_out_rows());
        let mut rows = vec![TileRow::Train, TileRow::HeldOut];
        let mut parts = vec![dataset.images(&train, side), dataset.images(&held_out, side)];
        if let Some(other) = other {
            rows.push(TileRow::OtherData);
            parts.push(other.images(&showcase(other, other.held_out_rows()), side));
        }
        rows.push(TileRow::Noise);
        parts.push(noise_images(trainer.config().seed, side * side));
        let views: Vec<_> = parts.iter().map(|part| part.view()).collect();
        let inputs = concatenate(Axis(0), &views).expect("all rows have n pixels");
        Self { rows, inputs, side, pass: ForwardPass::default() }
    }

    /// What each row shows.
    pub fn rows(&self) -> &[TileRow] {
        &self.rows
    }

    /// The side of an image in pixels.
    pub fn side(&self) -> usize {
        self.side
    }

    /// `rows·8 × n` intensities: [`TILE_COLUMNS`] images for each of [`Tiles::rows`].
    pub fn inputs(&self) -> &Array2<f32> {
        debug_assert_eq!(self.inputs.nrows(), self.rows.len() * TILE_COLUMNS);
        &self.inputs
    }

    /// What `model` makes of them, in the same order.
    pub fn reconstruct(&mut self, model: &Autoencoder) -> &Array2<f32> {
        model.reconstruct(self.inputs.view(), &mut self.pass);
        &self.pass.x_hat
    }
}
