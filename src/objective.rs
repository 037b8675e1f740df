//! The objective and its gradient: data term, penalty, backpropagation.

mod backpropagate;
mod loss;
mod penalty;

pub use backpropagate::{Backpropagation, Propagation};
pub use loss::{data_loss_sum, squared_distance};
pub use penalty::Penalty;
