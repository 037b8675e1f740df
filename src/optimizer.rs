//! Optimizers, with PyTorch's constants and conventions. L2 is part of the gradient in each of them, or decoupled from it.

use crate::config::{Decay, OptimizerKind};
use crate::model::{Autoencoder, Decoder, ParameterGroup};
use crate::objective::{BackwardPass, Penalty};
use std::hint::black_box;

const MOMENTUM: f32 = 0.9;
const BETA_1: f32 = 0.9;
const BETA_2: f32 = 0.999;
// Written out: 1 − 0.999 in f32 would be off by 1.3e-5 of itself, which shows in a loss after 50 steps.
const ONE_MINUS_BETA_1: f32 = 0.1;
const ONE_MINUS_BETA_2: f32 = 0.001;
const EPSILON: f32 = 1e-8;
/// What is smaller than this, in the gradient that Adam sees or in a memory, is taken for 0: at most 1e-8 η of an update.
/// Adam's mean of squares is taken for 0 where it is smaller than the square of this.
///
/// The memory of a weight that is no longer used, as that of a pixel that is always black or of a dead unit, would otherwise
/// come to numbers below 2⁻¹²⁶ and stay there. Processors compute with those a hundred times as slowly. A thousandth of the
/// square of this is not one of them.
const LEAST: f32 = 1e-17;

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
        let mut update = self.begin(model, penalty, learning_rate);
        for (group, gradient) in ParameterGroup::ALL.into_iter().zip(gradient.groups()) {
            assert_eq!(gradient.len(), update.theta[group as usize].len(), "a gradient has the shape of its network");
            update.apply(group, 0, gradient);
        }
    }

    /// As [`Optimizer::update`], by the gradient of the batch that `backward` has run through `model`: each piece of it is
    /// used up while it is in cache.
    ///
    /// # Panics
    ///
    /// If the optimizer's memory or the network that was run has another shape than `model`.
    pub fn descend(
        &mut self,
        model: &mut Autoencoder,
        backward: &mut BackwardPass,
        penalty: &Penalty,
        learning_rate: f64,
    ) {
        let (parameters, mut updated) = (model.parameters(), 0);
        let mut update = self.begin(model, penalty, learning_rate);
        backward.gradient(&mut |group, start, piece| {
            update.apply(group, start, piece);
            updated += piece.len();
        });
        assert_eq!(updated, parameters, "a gradient has the shape of its network");
    }

    fn begin<'a>(&'a mut self, model: &'a mut Autoencoder, penalty: &Penalty, learning_rate: f64) -> Update<'a> {
        let pull = ParameterGroup::ALL.map(|group| penalty.pull(model, group));
        let (l2, decay) = match penalty.decay {
            Decay::Coupled => (pull.map(|factor| factor as f32), [1.0; 4]),
            Decay::Decoupled => ([0.0; 4], pull.map(|factor| (1.0 - learning_rate * factor) as f32)),
        };
        let rule = match self {
            Self::Sgd => Rule::Sgd { rate: learning_rate as f32 },
            Self::Momentum { velocity } => {
                Rule::Momentum { rate: learning_rate as f32, velocity: velocity.groups_mut() }
            }
            Self::Adam { first, second, steps } => {
                *steps = steps.saturating_add(1);
                // In f64, as PyTorch computes the scalars of a step.
                let first_bias = 1.0 - libm::pow(0.9, f64::from(*steps));
                let second_bias = 1.0 - libm::pow(0.999, f64::from(*steps));
                Rule::Adam {
                    rate: (learning_rate / first_bias) as f32,
                    root_bias: (1.0 / libm::sqrt(second_bias)) as f32,
                    first: first.groups_mut(),
                    second: second.groups_mut(),
                }
            }
        };
        Update { theta: model.groups_mut(), l2, decay, rule }
    }

    /// Follows a network that is being tied: the memory of W and of W*ᵀ, whose gradients add up from now on, is added.
    pub fn tie(&mut self) {
        for memory in self.memory_mut() {
            let [w, _, w_star, _] = memory.groups_mut();
            w.iter_mut().zip(w_star).for_each(|(w, w_star)| *w += *w_star);
            memory.decoder = Decoder::Tied;
        }
    }

    /// Follows a network that is being untied: W* goes on with a copy of W's memory.
    pub fn untie(&mut self) {
        for memory in self.memory_mut() {
            memory.decoder = Decoder::Untied(memory.w.clone().reversed_axes());
        }
    }

    /// As it is for hidden unit `j` alone, whose parameters it updates to the same bits: see [`Autoencoder::unit`].
    ///
    /// # Panics
    ///
    /// If there is no such unit.
    #[must_use]
    pub fn unit(&self, j: usize) -> Self {
        match self {
            Self::Sgd => Self::Sgd,
            Self::Momentum { velocity } => Self::Momentum { velocity: velocity.unit(j) },
            Self::Adam { first, second, steps } => {
                Self::Adam { first: first.unit(j), second: second.unit(j), steps: *steps }
            }
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

    /// Goes on as if `made` updates had been made.
    pub fn set_steps(&mut self, made: u64) {
        if let Self::Adam { steps, .. } = self {
            *steps = i32::try_from(made).unwrap_or(i32::MAX);
        }
    }
}

/// One update under way: which pieces it is made of, and in which order, changes no bit.
struct Update<'a> {
    theta: [&'a mut [f32]; 4],
    /// How much of θ is added to its gradient: 2λ where decay is coupled.
    l2: [f32; 4],
    /// What θ is multiplied by before: 1 − 2ηλ where decay is decoupled.
    decay: [f32; 4],
    rule: Rule<'a>,
}

/// The arithmetic of an update, with the optimizer's memory of each group.
enum Rule<'a> {
    Sgd { rate: f32 },
    Momentum { rate: f32, velocity: [&'a mut [f32]; 4] },
    Adam { rate: f32, root_bias: f32, first: [&'a mut [f32]; 4], second: [&'a mut [f32]; 4] },
}

impl Update<'_> {
    /// Updates the parameters of `group` from number `start` on by their `gradient`.
    // Once in the module, however many ask for it.
    #[inline(never)]
    fn apply(&mut self, group: ParameterGroup, start: usize, gradient: &[f32]) {
        let (group, here) = (group as usize, start..start + gradient.len());
        let (l2, decay) = (self.l2[group], self.decay[group]);
        let theta = &mut self.theta[group][here.clone()];
        match &mut self.rule {
            Rule::Sgd { rate } => {
                for (theta, &d) in theta.iter_mut().zip(gradient) {
                    let decayed = *theta * decay;
                    *theta = decayed - *rate * (d + l2 * decayed);
                }
            }
            Rule::Momentum { rate, velocity } => {
                for ((theta, &d), v) in theta.iter_mut().zip(gradient).zip(&mut velocity[group][here]) {
                    let decayed = *theta * decay;
                    *v = flush_to_zero(MOMENTUM * *v + (d + l2 * decayed), LEAST, ALL_BUT_SIGN);
                    *theta = decayed - *rate * *v;
                }
            }
            Rule::Adam { rate, root_bias, first, second } => {
                let (rate, root_bias) = (*rate, *root_bias);
                // In a loop as long as this, V8 makes constants anew in each round; what comes from memory stays in registers, as long as the
                // compiler does not know it. They are just enough: decay, which is rare, would take another, and has a loop of its own.
                let [beta_1, one_minus_beta_1, beta_2, one_minus_beta_2, epsilon, least, least_square] =
                    black_box([BETA_1, ONE_MINUS_BETA_1, BETA_2, ONE_MINUS_BETA_2, EPSILON, LEAST, LEAST * LEAST]);
                let all_but_sign = black_box(ALL_BUT_SIGN);
                if decay != 1.0 {
                    for theta in theta.iter_mut() {
                        *theta *= decay;
                    }
                }
                let memory = first[group][here.clone()].iter_mut().zip(&mut second[group][here]);
                for ((theta, &d), (m, v)) in theta.iter_mut().zip(gradient).zip(memory) {
                    let g = flush_to_zero(d + l2 * *theta, least, all_but_sign);
                    *m = flush_to_zero(beta_1 * *m + one_minus_beta_1 * g, least, all_but_sign);
                    let square = beta_2 * *v + one_minus_beta_2 * (g * g);
                    // Never negative: its size need not be taken.
                    *v = if square < least_square { 0.0 } else { square };
                    *theta -= rate * *m / (v.sqrt() * root_bias + epsilon);
                }
            }
        }
    }
}

/// All bits of a number but its sign.
const ALL_BUT_SIGN: u32 = 0x7fff_ffff;

/// 0 for what is smaller than `least`, which is [`LEAST`], else `x`; NaN stays NaN. `all_but_sign` is [`ALL_BUT_SIGN`]: `f32::abs` would make it
/// anew each time.
#[inline]
fn flush_to_zero(x: f32, least: f32, all_but_sign: u32) -> f32 {
    if f32::from_bits(x.to_bits() & all_but_sign) < least { 0.0 } else { x }
}
