//! When a number leaves what 32 bits can hold.

use crate::analysis::Evaluation;
use crate::model::Autoencoder;
use serde::Serialize;

/// Which number was no longer finite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Quantity {
    /// The data term of a batch.
    #[serde(rename = "training loss")]
    Loss,
    /// A weight or bias.
    #[serde(rename = "a parameter")]
    Parameter,
    /// An error or index of the evaluation.
    #[serde(rename = "the evaluation")]
    Evaluation,
}

/// A run that has been stopped. It stands at an earlier state, whose error is sound; a change lets it go on from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Divergence {
    /// Updates made when it was noticed.
    pub step: u64,
    /// The number that was not finite.
    pub quantity: Quantity,
}

/// What is not finite about a state and its evaluation.
pub(super) fn fault(model: &Autoencoder, evaluation: &Evaluation) -> Option<Quantity> {
    if !model.is_finite() {
        return Some(Quantity::Parameter);
    }
    (!evaluation.is_finite()).then_some(Quantity::Evaluation)
}
