//! What is measured of a network: errors, copy index, noise kept; and what theory says of a linear one.

mod copy_index;
mod eigen;
mod evaluation;
mod linear_theory;
mod principal;

pub use copy_index::CopyIndex;
pub use eigen::Eigen;
pub use evaluation::{Evaluation, Evaluator};
pub use linear_theory::{LinearTheory, TheoryLine};
pub use principal::PrincipalComponents;
