//! The penalty λ‖θ‖²: which parameters it counts, and how often.

use crate::config::{Decay, RunConfig};
use crate::model::{Autoencoder, Decoder, ParameterGroup};

/// `λ‖θ‖²`; its gradient is `2λθ`. The lecture's slide writes `λW`, absorbing the 2.
///
/// # Source
///
/// Lecture module 7.3. Decoupled: Loshchilov & Hutter (2019).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Penalty {
    /// λ.
    pub lambda: f64,
    /// Whether ‖θ‖² counts b and c.
    pub biases: bool,
    /// Whether ‖θ‖² counts a tied W once for each layer it serves.
    pub tied_twice: bool,
    /// How it enters an update.
    pub decay: Decay,
}

impl Penalty {
    /// The lecture's: all parameters, biases included, a tied W once, as part of the gradient.
    pub const fn lecture(lambda: f64) -> Self {
        Self { lambda, biases: true, tied_twice: false, decay: Decay::Coupled }
    }

    /// As configured.
    pub const fn of(config: &RunConfig) -> Self {
        let RunConfig { lambda, penalize_biases, count_tied_twice, decay, .. } = *config;
        Self { lambda, biases: penalize_biases, tied_twice: count_tied_twice, decay }
    }

    /// How often ‖θ‖² counts the parameters of a group: 0, 1 or 2 times.
    pub fn count(&self, model: &Autoencoder, group: ParameterGroup) -> f64 {
        let tied = matches!(model.decoder, Decoder::Tied);
        match group {
            ParameterGroup::W | ParameterGroup::WStar if tied && self.tied_twice => 2.0,
            ParameterGroup::B | ParameterGroup::C if !self.biases => 0.0,
            _ => 1.0,
        }
    }

    /// 2λ, as often as ‖θ‖² counts the parameters of a group: the penalty's gradient is so many times θ.
    pub fn pull(&self, model: &Autoencoder, group: ParameterGroup) -> f64 {
        2.0 * self.lambda * self.count(model, group)
    }

    /// How often ‖θ‖² counts each of [`Autoencoder::slices`].
    pub fn counts(&self, model: &Autoencoder) -> impl Iterator<Item = f64> + use<> {
        let tied = matches!(model.decoder, Decoder::Tied);
        let counts = ParameterGroup::ALL
            .map(|group| (!(tied && group == ParameterGroup::WStar)).then(|| self.count(model, group)));
        counts.into_iter().flatten()
    }

    /// `‖θ‖²`, as this penalty counts it.
    pub fn theta_squared(&self, model: &Autoencoder) -> f64 {
        let squares = model.slices().into_iter().map(|slice| slice.iter().map(|&p| f64::from(p) * f64::from(p)).sum());
        // What is not counted may be infinite.
        squares
            .zip(self.counts(model))
            .filter(|&(_, count)| count > 0.0)
            .map(|(sum, count): (f64, f64)| count * sum)
            .sum()
    }

    /// `λ‖θ‖²`.
    pub fn value(&self, model: &Autoencoder) -> f64 {
        // At λ = 0 there is no penalty even where ‖θ‖² is no longer finite.
        if self.lambda == 0.0 { 0.0 } else { self.lambda * self.theta_squared(model) }
    }
}
