//! One evaluation: the errors on all training and all held-out images, and what kind of map has been learned.

use super::{CopyIndex, Norms};
use crate::config::{Loss, ValidConfig};
use crate::data::{NOISE_SD, Split, noisy};
use crate::model::{Autoencoder, ForwardPass, slice};
use crate::objective::{Penalty, data_loss_sum, squared_distance};
use ndarray::{Array2, ArrayView2, Axis};
use serde::Serialize;

/// Images that go through the network at once: few enough for their activations to stay in cache.
const CHUNK: usize = 64;

/// What is known of a network at one step.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Evaluation {
    /// Parameter updates made before it.
    pub step: u64,
    /// Data term on all m training images.
    pub train: f64,
    /// Data term on all held-out images.
    pub held_out: f64,
    /// `held_out − train`.
    pub gap: f64,
    /// C = tr(∂x̂/∂x)/n, the mean over held-out images.
    pub copy_index: f64,
    /// D = E‖x̂(x+ε) − x‖² / E‖ε‖² over held-out images, ε ~ N(0, 0.3²): 1 for the identity, less when it denoises.
    pub noise_kept: f64,
    /// λ‖θ‖².
    pub penalty: f64,
    /// The data term on the training images plus the penalty.
    pub objective: f64,
    /// ‖θ‖², as the penalty counts it.
    pub theta_squared: f64,
    /// How large the network's parts are; the curve has them too.
    #[serde(skip)]
    pub norms: Norms,
}

impl Evaluation {
    /// Whether every number is finite.
    pub fn is_finite(&self) -> bool {
        let Self { train, held_out, copy_index, noise_kept, objective, theta_squared, .. } = *self;
        [train, held_out, copy_index, noise_kept, objective, theta_squared].into_iter().all(f64::is_finite)
    }
}

/// Evaluates networks on the images of one run; the noise of *noise kept* is drawn once.
#[derive(Debug, Clone)]
pub struct Evaluator {
    loss: Loss,
    noisy_held_out: Array2<f32>,
    noise_energy: f64,
    pass: ForwardPass,
    copy_index: CopyIndex,
}

impl Evaluator {
    /// Draws the noise for the held-out images of `split`.
    pub fn new(config: &ValidConfig, split: &Split) -> Self {
        Self {
            loss: config.loss,
            noisy_held_out: noisy(config.seed, &split.held_out),
            // The expectation, not this draw's energy: E‖ε‖² = n ν² an image.
            noise_energy: split.held_out.len() as f64 * f64::from(NOISE_SD) * f64::from(NOISE_SD),
            pass: ForwardPass::default(),
            copy_index: CopyIndex::default(),
        }
    }

    /// Evaluates `model` after `step` updates under `penalty`.
    pub fn evaluate(&mut self, model: &Autoencoder, split: &Split, step: u64, penalty: &Penalty) -> Evaluation {
        let train = self.data_loss(model, split.train.view());
        let mut held_out_sum = 0.0;
        let mut copied = 0.0;
        for x in split.held_out.axis_chunks_iter(Axis(0), CHUNK) {
            held_out_sum += self.chunk_loss(model, x);
            copied += self.copy_index.sum(model, &self.pass);
        }
        let images = split.held_out.nrows() as f64;
        let held_out = held_out_sum / images;
        let theta_squared = penalty.theta_squared(model);
        let penalty = penalty.value(model);
        Evaluation {
            step,
            train,
            held_out,
            gap: held_out - train,
            copy_index: copied / images,
            noise_kept: self.noise_kept(model, split.held_out.view()),
            penalty,
            objective: train + penalty,
            theta_squared,
            norms: Norms::of(model),
        }
    }

    /// The data term on all rows of `x`.
    pub fn data_loss(&mut self, model: &Autoencoder, x: ArrayView2<f32>) -> f64 {
        let sum: f64 = x.axis_chunks_iter(Axis(0), CHUNK).map(|chunk| self.chunk_loss(model, chunk)).sum();
        sum / x.nrows() as f64
    }

    /// The data term of one chunk, summed over its images; leaves its activations in `self.pass`.
    fn chunk_loss(&mut self, model: &Autoencoder, x: ArrayView2<f32>) -> f64 {
        model.forward(x, &mut self.pass);
        let x = x.to_slice().expect("images are row-major");
        data_loss_sum(self.loss, model.output_activation, slice(self.pass.x_hat.view_mut()), x)
    }

    fn noise_kept(&mut self, model: &Autoencoder, clean: ArrayView2<f32>) -> f64 {
        let chunks = self.noisy_held_out.axis_chunks_iter(Axis(0), CHUNK);
        let mut distance = 0.0;
        for (noisy, clean) in chunks.zip(clean.axis_chunks_iter(Axis(0), CHUNK)) {
            model.reconstruct(noisy, &mut self.pass);
            let clean = clean.to_slice().expect("images are row-major");
            distance += squared_distance(slice(self.pass.x_hat.view_mut()), clean);
        }
        distance / self.noise_energy
    }
}
