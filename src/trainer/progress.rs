//! What a step of training changes: it can be kept, and gone back to.

use super::batches::Batches;
use crate::config::{RunConfig, ValidConfig};
use crate::data::Pixels;
use crate::error::ConfigError;
use crate::model::{Autoencoder, Decoder};
use crate::objective::{BackwardPass, Penalty};
use crate::optimizer::Optimizer;
use ndarray::Array2;

/// The network, its optimizer and its place in the order of batches.
#[derive(Debug, Clone)]
pub(super) struct Progress {
    pub(super) step: u64,
    pub(super) model: Autoencoder,
    pub(super) optimizer: Optimizer,
    pub(super) batches: Batches,
}

/// What a step works in: it carries nothing over to the next, so one serves a run wherever it stands.
#[derive(Debug, Clone)]
pub(super) struct Room {
    pub(super) batch: Array2<f32>,
    pub(super) backward: BackwardPass,
}

impl Progress {
    /// Nothing trained yet.
    pub(super) fn new(config: &ValidConfig) -> Self {
        let model = Autoencoder::new(config);
        Self { step: 0, optimizer: Optimizer::new(config.optimizer, &model), batches: Batches::new(config), model }
    }

    /// Room for its steps.
    pub(super) fn room(&self) -> Room {
        Room { batch: Array2::zeros((self.batches.size(), self.model.inputs())), backward: BackwardPass::default() }
    }

    /// One update on the next batch under `config`; `false` where the batch's loss is not finite, and nothing is changed.
    pub(super) fn update(&mut self, config: &RunConfig, train: &Pixels, room: &mut Room) -> bool {
        let Room { batch, backward } = room;
        let batch = self.batches.next(train, batch);
        let loss = backward.run(&self.model, config.loss, batch);
        if !loss.is_finite() {
            return false;
        }
        let rate = config.rate_at(self.step);
        self.optimizer.descend(&mut self.model, backward, &Penalty::of(config), rate);
        self.step += 1;
        true
    }

    /// Passes over the training images made; a fraction inside one.
    pub(super) fn epochs(&self) -> f64 {
        self.step as f64 / self.batches.per_epoch() as f64
    }

    /// W* := Wᵀ, a matrix of its own from now on.
    pub(super) fn untie(&mut self) {
        self.model.decoder = Decoder::Untied(self.model.w.clone().reversed_axes());
        self.optimizer.untie();
    }

    /// W* = Wᵀ with W the mean of both matrices or W*ᵀ, whichever has the lower `loss`.
    pub(super) fn tie(&mut self, mut loss: impl FnMut(&Autoencoder) -> f64) {
        let Decoder::Untied(w_star) = std::mem::replace(&mut self.model.decoder, Decoder::Tied) else { return };
        let mut mean = self.model.clone();
        self.model.w = w_star.reversed_axes();
        let ([mean_w, ..], [w_star_t, ..]) = (mean.groups_mut(), self.model.groups());
        for (w, w_star) in mean_w.iter_mut().zip(w_star_t) {
            *w = (*w + w_star) * 0.5;
        }
        if loss(&mean) <= loss(&self.model) {
            self.model = mean;
        }
        self.optimizer.tie();
    }

    /// All parameters, in the order of [`Autoencoder::slices`], and the optimizer's memory of each in the same order.
    pub(super) fn numbers(&self) -> (Vec<f32>, Vec<f32>) {
        let memory: Vec<&[f32]> = self.optimizer.memory().into_iter().flat_map(Autoencoder::slices).collect();
        (self.model.slices().concat(), memory.concat())
    }

    /// Takes over what [`Progress::numbers`] gave, after `step` updates.
    ///
    /// # Errors
    ///
    /// [`ConfigError::State`] if there are not as many numbers as this network has, [`ConfigError::StateValue`] if a
    /// parameter is not finite.
    pub(super) fn resume(&mut self, step: u64, parameters: &[f32], memory: &[f32]) -> Result<(), ConfigError> {
        fill(self.model.slices_mut(), parameters, "parameters")?;
        if let Some(&found) = parameters.iter().find(|parameter| !parameter.is_finite()) {
            return Err(ConfigError::StateValue { what: "a parameter", expected: "finite", found: found.to_string() });
        }
        let slots = self.optimizer.memory_mut().into_iter().flat_map(Autoencoder::slices_mut).collect();
        fill(slots, memory, "optimizer's memory")?;
        self.optimizer.set_steps(step);
        self.batches.advance(step);
        self.step = step;
        Ok(())
    }
}

fn fill(slots: Vec<&mut [f32]>, mut numbers: &[f32], what: &'static str) -> Result<(), ConfigError> {
    let expected = slots.iter().map(|slot| slot.len()).sum();
    if numbers.len() != expected {
        return Err(ConfigError::State { what, expected, found: numbers.len() });
    }
    for slot in slots {
        let (head, tail) = numbers.split_at(slot.len());
        slot.copy_from_slice(head);
        numbers = tail;
    }
    Ok(())
}
