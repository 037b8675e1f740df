//! What is measured of a network: errors, copy index, noise kept, denoising error, norms, the gradient ledger, filters, the
//! nearest training images, what is passed of points beside a curve, the Jacobian; and what theory says of a linear one.

mod copy_index;
mod eigen;
mod evaluation;
mod filters;
mod jacobian;
mod ledger;
mod linear_theory;
mod measured;
mod nearest;
mod norms;
mod passes;
mod principal;
mod response;
mod span;
mod spectrum;

pub use copy_index::{CopyIndex, overlap};
pub use eigen::Eigen;
pub(crate) use evaluation::CHUNK as EVALUATED_AT_ONCE;
pub use evaluation::{Evaluation, Evaluator, PartialEvaluation};
pub use filters::{filters, unit_norms};
pub use jacobian::{Jacobian, Part, Weights};
pub(crate) use ledger::CHUNK as LEDGER_AT_ONCE;
pub use ledger::{Entry, Ledger};
pub(crate) use linear_theory::is_linear;
pub use linear_theory::{LinearTheory, TheoryLine};
pub use measured::Number;
pub use nearest::{Neighbour, nearest};
pub use norms::Norms;
pub use passes::Passes;
pub use principal::PrincipalComponents;
pub use response::Response;
pub use span::{Span, within};
pub use spectrum::Spectrum;
