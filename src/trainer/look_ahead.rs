//! The coming update, worked out without being made: what it is going to do to one hidden unit, and why.

use super::Trainer;
use crate::config::{Decay, Loss};
use crate::model::{Autoencoder, Decoder, ForwardPass, ParameterGroup, slice};
use crate::objective::{BackwardPass, Penalty, data_loss_sum};
use crate::optimizer::Optimizer;
use ndarray::{Array1, ArrayView2, s};
use serde::Serialize;
use std::ops::Range;

/// Of which update it is, and what goes into it besides images and weights.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct StepAhead {
    /// Parameter updates made before it.
    pub step: u64,
    /// Images in its batch: the data's gradient is the mean over them.
    pub images: usize,
    /// The first of them, which is shown, by its place among the training images.
    pub image: usize,
    /// The data term of the batch, a mean over its images.
    pub data_term: f64,
    /// The hidden unit that is looked at, from 0.
    pub unit: usize,
    /// That with the longest gradient of the data term in its weights.
    pub longest: usize,
    /// Whether W* = Wᵀ.
    pub tied: bool,
    /// λ.
    pub lambda: f64,
    /// How often the penalty counts a weight: its gradient is so many times 2λ times the weight.
    pub count: f64,
    /// The learning rate of this update.
    pub rate: f64,
    /// How many numbers the optimizer keeps of each weight.
    pub memories: usize,
}

/// What the coming update is going to do to the weights of one hidden unit, with every number of its own arithmetic.
///
/// The networks here have that unit alone ([`Autoencoder::unit`]): tied, its row of W serves both layers.
#[derive(Debug, Clone)]
pub struct UnitStep {
    /// Of which update, and how.
    pub about: StepAhead,
    /// The first image of the batch on its way through the network.
    pub forward: Shown,
    /// θ before.
    pub before: Autoencoder,
    /// The gradient of the data term.
    pub data: Autoencoder,
    /// What encoder and decoder add to it where the weights are tied, n numbers each, else none.
    pub parts: [Vec<f32>; 2],
    /// What 2λθ is, and how it enters the update.
    pub penalty: Penalty,
    /// The optimizer before and after.
    pub optimizer: [Optimizer; 2],
    /// θ after.
    pub after: Autoencoder,
}

/// An image on its way through a network.
#[derive(Debug, Clone)]
pub struct Shown {
    /// x and x̂, as intensities, and what each pixel adds to the data term, n numbers each.
    pub images: [Vec<f32>; 3],
    /// h, k numbers.
    pub h: Vec<f32>,
}

impl Trainer {
    /// What the next [`Trainer::step`] is going to do to the weights of hidden `unit`, or of the one with the longest gradient:
    /// to the bit, and without doing it. A unit that is not there is the last one.
    ///
    /// `None` where there is no such step: the run stands still since it diverged, or is about to.
    pub fn look_ahead(&mut self, unit: Option<usize>) -> Option<UnitStep> {
        if self.divergence.is_some() {
            return None;
        }
        let Self { config, split, progress, room, .. } = self;
        let (model, penalty, rate) = (&progress.model, Penalty::of(config), config.rate_at(progress.step));
        let mut batches = progress.batches.clone();
        let batch = batches.next(&split.train, &mut room.batch);
        let data_term = room.backward.run(model, config.loss, batch);
        if !data_term.is_finite() {
            return None;
        }
        let longest = longest(&mut room.backward, model);
        let unit = unit.map_or(longest, |unit| unit.min(model.hidden_units() - 1));
        let (data, parts) = gradient(&mut room.backward, model, unit);
        let (before, old) = (model.unit(unit), progress.optimizer.unit(unit));
        let (mut after, mut new) = (before.clone(), old.clone());
        new.update(&mut after, &data, &penalty, rate);
        let about = StepAhead {
            step: progress.step,
            images: batch.nrows(),
            image: batches.before_next(batch.nrows()),
            data_term,
            unit,
            longest,
            tied: config.tied,
            lambda: penalty.lambda,
            count: penalty.count(model, ParameterGroup::W),
            rate,
            memories: old.memory().len(),
        };
        let forward = Shown::of(model, config.loss, batch.slice(s![..1, ..]), &split.mean);
        Some(UnitStep { about, forward, before, data, parts, penalty, optimizer: [old, new], after })
    }
}

impl Shown {
    /// The image `x`, 1 × n, which is less the `mean`.
    fn of(model: &Autoencoder, loss: Loss, x: ArrayView2<f32>, mean: &Array1<f32>) -> Self {
        let mut pass = ForwardPass::default();
        model.forward(x, &mut pass);
        let mut images = [x.iter().copied().collect(), slice(pass.x_hat.view_mut()).to_vec(), Vec::new()];
        let [x, x_hat, errors] = &mut images;
        // One pixel at a time: what each adds.
        errors.extend(
            x_hat
                .chunks_mut(1)
                .zip(x.chunks(1))
                .map(|(z, x)| data_loss_sum(loss, model.output_activation, z, x) as f32),
        );
        for image in [x, x_hat] {
            image.iter_mut().zip(mean).for_each(|(pixel, mean)| *pixel += mean);
        }
        Self { images, h: pass.h.iter().copied().collect() }
    }
}

impl UnitStep {
    /// All its numbers, n for each of: x, x̂, the errors of the pixels; then of the unit's row of W, and untied of its column of
    /// W*: the weights before, the data's gradient, the penalty's, what the optimizer gets of both, its memories before, and
    /// after, the weights after; tied the encoder's part of the data's gradient, and the decoder's. At last h, k numbers.
    ///
    /// With coupled decay the optimizer gets the sum of both gradients, with decoupled decay that of the data alone.
    pub fn numbers(&self) -> Vec<f32> {
        let mut all = self.forward.images.concat();
        for group in [ParameterGroup::W, ParameterGroup::WStar] {
            let pull = self.penalty.pull(&self.before, group) as f32;
            let [before, data] = [&self.before, &self.data].map(|network| network.groups()[group as usize]);
            let penalty: Vec<f32> = before.iter().map(|theta| pull * theta).collect();
            let sum = match self.penalty.decay {
                Decay::Coupled => data.iter().zip(&penalty).map(|(data, penalty)| data + penalty).collect(),
                Decay::Decoupled => data.to_vec(),
            };
            all.extend([before, data, &penalty[..], &sum[..]].concat());
            for network in self.optimizer.iter().flat_map(Optimizer::memory).chain([&self.after]) {
                all.extend(network.groups()[group as usize]);
            }
        }
        let [encoder, decoder] = &self.parts;
        all.extend([encoder, decoder, &self.forward.h].into_iter().flatten());
        all
    }
}

/// The gradient of hidden `unit` at the batch that was run and, where the weights are tied, what encoder and decoder add to it.
fn gradient(backward: &mut BackwardPass, model: &Autoencoder, unit: usize) -> (Autoencoder, [Vec<f32>; 2]) {
    let mut whole = model.unit(unit).zeros_like();
    backward.gradient(&mut |group, start, piece| {
        copy_common(whole.groups_mut()[group as usize], place(model, unit, group), start, piece);
    });
    let tied = matches!(model.decoder, Decoder::Tied);
    let mut parts = [const { Vec::new() }; 2];
    if tied {
        parts.fill(vec![0.0; model.inputs()]);
        backward.gradient_apart(&mut |group, start, piece| match group {
            ParameterGroup::W => copy_common(&mut parts[0], place(model, unit, group), start, piece),
            ParameterGroup::WStar => copy_common(&mut parts[1], place(model, unit, group), start, piece),
            ParameterGroup::B | ParameterGroup::C => {}
        });
    }
    (whole, parts)
}

/// The hidden unit with the longest gradient in its weights; of several that are as long, the first.
fn longest(backward: &mut BackwardPass, model: &Autoencoder) -> usize {
    let (mut squares, n) = (vec![0.0_f64; model.hidden_units()], model.inputs());
    backward.gradient(&mut |group, start, piece| {
        if matches!(group, ParameterGroup::W | ParameterGroup::WStar) {
            for (square, piece) in squares[start / n..].iter_mut().zip(piece.chunks(n)) {
                *square += piece.iter().map(|&d| f64::from(d) * f64::from(d)).sum::<f64>();
            }
        }
    });
    squares.iter().enumerate().fold(0, |best, (unit, square)| if *square > squares[best] { unit } else { best })
}

/// Where the parameters of one hidden unit stand among those of their group; c belongs to all units.
fn place(model: &Autoencoder, unit: usize, group: ParameterGroup) -> Range<usize> {
    let n = model.inputs();
    match group {
        ParameterGroup::W | ParameterGroup::WStar => unit * n..(unit + 1) * n,
        ParameterGroup::B => unit..unit + 1,
        ParameterGroup::C => 0..n,
    }
}

/// Copies what a piece, which begins at `start`, has of `own`.
fn copy_common(room: &mut [f32], own: Range<usize>, start: usize, piece: &[f32]) {
    let (from, to) = (own.start.max(start), own.end.min(start + piece.len()));
    if from < to {
        room[from - own.start..to - own.start].copy_from_slice(&piece[from - start..to - start]);
    }
}
