//! The objective and its gradient: data term, penalty, backpropagation.

mod backpropagate;
mod loss;

pub use backpropagate::Backpropagation;
pub use loss::{data_loss_sum, squared_distance};

use crate::model::Autoencoder;

/// `λ‖θ‖²` over all parameters, biases included, a tied W counted once.
///
/// Its gradient is `2λθ`; the lecture's slide writes `λW`, absorbing the 2.
///
/// # Source
///
/// Lecture module 7.3.
pub fn penalty(model: &Autoencoder, lambda: f64) -> f64 {
    // At λ = 0 there is no penalty even where ‖θ‖² is no longer finite.
    if lambda == 0.0 { 0.0 } else { lambda * model.theta_squared() }
}
