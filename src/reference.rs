//! Replays a folder of PyTorch traces and says how far this crate is from them.
//!
//! The folder's format is documented in `tests/fixtures/reference/README.md`: initial parameters, batches, the batch
//! objective before each update of every run, and the step-0 gradient of every network. Anyone can make such a folder
//! with any framework and check this crate against it: `cargo run --release --example verify -- DIR`.

#[cfg(not(target_arch = "wasm32"))]
mod files;
mod manifest;
mod replay;

#[cfg(not(target_arch = "wasm32"))]
pub use files::read_file;
pub use replay::{Group, Replay, replay};

/// Largest distance of a batch objective from the f32 trace, absolute.
pub const LOSS_TOLERANCE: f64 = 2e-5;

/// Largest distance of a gradient's element from the trace, as a share of the gradient's largest element.
pub const GRADIENT_TOLERANCE: f64 = 2e-5;
