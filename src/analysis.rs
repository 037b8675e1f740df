//! What is measured of a network: errors, copy index, noise kept.

mod copy_index;
mod evaluation;

pub use copy_index::copy_index_sum;
pub use evaluation::{Evaluation, Evaluator};
