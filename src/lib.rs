//! Autoencoders that train live in the browser: the core of an interactive companion to a lecture on regularization.
//!
//! A network `h = g(Wx + b)`, `x̂ = f(W*h + c)` learns to reproduce images. With fewer hidden units than pixels it is
//! *undercomplete*, with as many or more *overcomplete*, and then it may simply copy. Two cures are studied: the penalty
//! λ‖θ‖², and tied weights W* = Wᵀ. This crate trains such networks, measures what they have learned, and draws the
//! curves; compiled to WebAssembly it runs in the page, one instance a run.
//!
//! | maths | here | shape |
//! |---|---|---|
//! | x, x̂ | `x`, `x_hat` | m × n, one image a row |
//! | h | `h` | k × batch |
//! | W, b | `w`, `b` | k × n, k |
//! | W*, c | `w_star`, `c` | n × k, n |
//! | ∂L/∂W | `gradient.w` | k × n |
//! | λ, η | `lambda`, `learning_rate` | |
//!
//! Modules stand in the order in which data flow through them; each uses only those above it.

pub mod error;
pub mod text;
pub mod choice;
pub mod math;
pub mod activation;
pub mod kernel;
pub mod config;
pub mod random;
pub mod data;
pub mod model;
pub mod objective;
pub mod optimizer;
pub mod analysis;
pub mod trainer;
pub mod tiles;
pub mod snapshot;
pub mod reference;
pub mod plot;

#[cfg(target_arch = "wasm32")]
pub mod wasm;
#[cfg(test)]
mod schema;

pub use analysis::Evaluation;
pub use config::{Change, Event, Recipe, RunConfig, ValidConfig};
pub use data::{Dataset, DatasetKind};
pub use error::{ConfigError, DataError, ReferenceError};
pub use model::{Autoencoder, Decoder, Receipt};
pub use snapshot::Snapshot;
pub use tiles::Tiles;
pub use trainer::{RunState, Trainer};
