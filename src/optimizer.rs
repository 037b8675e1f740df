//! Optimizers, with PyTorch's constants and conventions. L2 is part of the gradient in each of them, or decoupled from it.

use crate::config::{Decay, OptimizerKind};
use crate::model::{Autoencoder, Decoder};
use crate::objective::Penalty;

const MOMENTUM: f32 = 0.9;
const BETA_1: f32 = 0.9;
const BETA_2: f32 = 0.999;
// Written out: 1 − 0.999 in f32 would be off by 1.3e-5 of itself, which shows in a loss after 50 steps.
const ONE_MINUS_BETA_1: f32 = 0.1;
const ONE_MINUS_BETA_2: f32 = 0.001;
const EPSILON: f32 = 1e-8;

/// An optimizer and its memory, which has the shape of the network.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant, reason = "a run has one optimizer; its size does not matter")]
pub enum Optimizer {
    /// `θ −= η·g`.
    Sgd,
    /// `v = 0.9·v + g; θ −= η·v`, v from 0, no dampening, not Nesterov's.
    Momentum {
        /// v.
        velocity: Autoencoder,
    },
    /// `θ −= η·m̂ / (√v̂ + ε)` with running means m of g and v of g², each divided by its bias `1 − βᵗ`.
    Adam {
        /// m.
        first: Autoencoder,
        /// v.
        second: Autoencoder,
        /// t: updates made.
        steps: i32,
    },
}

impl Optimizer {
    /// A fresh optimizer for `model`.
    pub fn new(kind: OptimizerKind, model: &Autoencoder) -> Self {
        match kind {
            OptimizerKind::Sgd => Self::Sgd,
            OptimizerKind::Momentum => Self::Momentum { velocity: model.zeros_like() },
            OptimizerKind::Adam => Self::Adam { first: model.zeros_like(), second: model.zeros_like(), steps: 0 },
        }
    }

    /// One update of `model` by `g = gradient + 2λθ`; with decoupled decay by `g = gradient`, after `θ *= 1 − 2ηλ`.
    ///
    /// # Panics
    ///
    /// If `gradient` or the optimizer's memory has another shape than `model`.
    ///
    /// # Source
    ///
    /// The penalty's gradient: lecture module 7.3. Adam: Kingma & Ba (2015).
    pub fn update(&mut self, model: &mut Autoencoder, gradient: &Autoencoder, penalty: &Penalty, learning_rate: f64) {
        let rate = learning_rate as f32;
        let counts = penalty.counts(model);
        let mut thetas = model.slices_mut();
        let pulls: Vec<f32> = match penalty.decay {
            Decay::Coupled => counts.map(|count| (2.0 * penalty.lambda * count) as f32).collect(),
            Decay::Decoupled => {
                for (theta, count) in thetas.iter_mut().zip(counts) {
                    let kept = (1.0 - learning_rate * 2.0 * penalty.lambda * count) as f32;
                    theta.iter_mut().for_each(|theta| *theta *= kept);
                }
                vec![0.0; thetas.len()]
            }
        };
        let thetas = thetas.into_iter().zip(pulls).zip(gradient.slices());
        match self {
            Self::Sgd => {
                for ((theta, pull), gradient) in thetas {
                    for (theta, &d) in theta.iter_mut().zip(gradient) {
                        *theta -= rate * (d + pull * *theta);
                    }
                }
            }
            Self::Momentum { velocity } => {
                for (((theta, pull), gradient), velocity) in thetas.zip(velocity.slices_mut()) {
                    for ((theta, &d), v) in theta.iter_mut().zip(gradient).zip(velocity) {
                        *v = MOMENTUM * *v + (d + pull * *theta);
                        *theta -= rate * *v;
                    }
                }
            }
            Self::Adam { first, second, steps } => {
                *steps = steps.saturating_add(1);
                // In f64, as PyTorch computes the scalars of a step.
                let first_bias = 1.0 - libm::pow(0.9, f64::from(*steps));
                let second_bias = 1.0 - libm::pow(0.999, f64::from(*steps));
                let rate = (learning_rate / first_bias) as f32;
                let root_bias = (1.0 / libm::sqrt(second_bias)) as f32;
                for ((((theta, pull), gradient), first), second) in
                    thetas.zip(first.slices_mut()).zip(second.slices_mut())
                {
                    for (((theta, &d), m), v) in theta.iter_mut().zip(gradient).zip(first).zip(second) {
                        let g = d + pull * *theta;
                        *m = BETA_1 * *m + ONE_MINUS_BETA_1 * g;
                        *v = BETA_2 * *v + ONE_MINUS_BETA_2 * (g * g);
                        *theta -= rate * *m / (v.sqrt() * root_bias + EPSILON);
                    }
                }
            }
        }
    }

    /// Follows a network that is being tied: the memory of W and of W*ᵀ, whose gradients add up from now on, is added.
    pub fn tie(&mut self) {
        for memory in self.memory_mut() {
            if let Decoder::Untied(w_star) = std::mem::replace(&mut memory.decoder, Decoder::Tied) {
                memory.w += &w_star.t();
            }
        }
    }

    /// Follows a network that is being untied: W* goes on with a copy of W's memory.
    pub fn untie(&mut self) {
        for memory in self.memory_mut() {
            memory.decoder = Decoder::Untied(memory.w.clone().reversed_axes());
        }
    }

    /// Its memory: what it keeps for each parameter from update to update.
    pub fn memory(&self) -> Vec<&Autoencoder> {
        match self {
            Self::Sgd => vec![],
            Self::Momentum { velocity } => vec![velocity],
            Self::Adam { first, second, .. } => vec![first, second],
        }
    }

    /// As [`Optimizer::memory`], to be changed.
    pub fn memory_mut(&mut self) -> Vec<&mut Autoencoder> {
        match self {
            Self::Sgd => vec![],
            Self::Momentum { velocity } => vec![velocity],
            Self::Adam { first, second, .. } => vec![first, second],
        }
    }

    /// Goes on as after `made` updates.
    pub fn set_steps(&mut self, made: u64) {
        if let Self::Adam { steps, .. } = self {
            *steps = i32::try_from(made).unwrap_or(i32::MAX);
        }
    }
}
