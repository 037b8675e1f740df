//! The objective and its gradient: data term, penalty, backpropagation.

mod backward_pass;
mod loss;
mod penalty;

pub use backward_pass::{BackwardPass, StoredGradient};
pub use loss::{data_loss_sum, squared_distance};
pub use penalty::Penalty;
