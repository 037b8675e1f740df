//! The owned picture of a trainer that crosses the worker boundary.

use crate::analysis::{Evaluation, TheoryLine};
use crate::config::Event;
use crate::data::{Dataset, TILE_COLUMNS, TileRow, noise_images, showcase};
use crate::kernel;
use crate::model::{Autoencoder, ForwardPass};
use crate::trainer::{Divergence, Trainer};
use ndarray::{Array1, Array2};
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
    /// Where a linear network under this λ and tying ends up; `None` where there is no formula for it.
    pub theory: Option<TheoryLine>,
    /// The changes made so far.
    pub events: Vec<Event>,
    /// A hash of all parameters: the same on every machine. `None` in a module whose arithmetic is not.
    pub receipt: Option<String>,
    /// Why the run stands still, if it does: it then shows its last finite state.
    pub divergence: Option<Divergence>,
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
            theory: trainer.theory(),
            events: trainer.events().to_vec(),
            receipt: kernel::IS_REPRODUCIBLE.then(|| trainer.receipt().to_string()),
            divergence: trainer.divergence(),
        }
    }
}

/// The images that are shown to a network, row by row, and their reconstructions.
#[derive(Debug, Clone)]
pub struct Tiles {
    rows: Vec<TileRow>,
    inputs: Array2<f32>,
    mean: Array1<f32>,
    x: Array2<f32>,
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
        let pixels: Vec<f32> = parts.iter().flatten().copied().collect();
        let inputs = Array2::from_shape_vec((pixels.len() / (side * side), side * side), pixels)
            .expect("all rows have n pixels");
        let mean = trainer.split().mean.clone();
        Self { rows, x: &inputs - &mean, inputs, mean, side, pass: ForwardPass::default() }
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

    /// What `model` makes of them, in the same order, as intensities: where images are centred, the mean image is added again.
    pub fn reconstruct(&mut self, model: &Autoencoder) -> &Array2<f32> {
        model.reconstruct(self.x.view(), &mut self.pass);
        self.pass.x_hat += &self.mean;
        &self.pass.x_hat
    }
}
