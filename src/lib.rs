//! Autoencoders that train live in the browser: the core of an interactive companion to a lecture on regularization.
//!
//! A network `h = g(Wx + b)`, `x̂ = f(W*h + c)` learns to reproduce images. With fewer hidden units than pixels it is
//! *undercomplete*, with as many or more *overcomplete*, and then it may simply copy. Two cures are studied: the penalty
//! λ‖θ‖², and tied weights W* = Wᵀ. This crate trains such networks and measures what they have learned;
//! compiled to WebAssembly it runs in the page, one instance a run. The charts are a crate of their own, in `src/plot`.
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
//!
//! # Examples
//!
//! In all of them `digits()` is the data set of 8×8 digits that comes with the page, read by [`Dataset::from_idx`].
//!
//! Train a run, and see how well it has learned:
//!
//! ```
//! # mod page { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/digits.rs")); }
//! # use page::digits;
//! use autoencoder_lab::config::Images;
//! use autoencoder_lab::{RunConfig, Trainer};
//!
//! let config = RunConfig { data: Images::Digits8, hidden_units: 32, ..RunConfig::default() };
//! let mut run = Trainer::new(config.validate()?, &digits())?;
//! let untrained = run.evaluate();
//! for _ in 0..200 {
//!     run.step();
//! }
//! let trained = run.evaluate();
//! assert!(trained.train < 0.1 * untrained.train, "the error on images that it is trained on");
//! assert!(trained.held_out > trained.train, "the error on images that it has never seen");
//! # Ok::<(), autoencoder_lab::ConfigError>(())
//! ```
//!
//! Change λ and tie the weights while it trains; each change is an event of the run:
//!
//! ```
//! # mod page { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/digits.rs")); }
//! # use page::digits;
//! use autoencoder_lab::config::Images;
//! use autoencoder_lab::{Change, Decoder, Event, RunConfig, Trainer};
//!
//! let config = RunConfig { data: Images::Digits8, hidden_units: 100, ..RunConfig::default() };
//! let mut run = Trainer::new(config.validate()?, &digits())?;
//! for _ in 0..50 {
//!     run.step();
//! }
//! run.change(Change::Lambda(0.01))?;
//! run.step();
//! run.change(Change::Tied(true))?;
//! run.step();
//! assert_eq!(run.events(), [Event::new(50, Change::Lambda(0.01)), Event::new(51, Change::Tied(true))]);
//! assert_eq!(run.model().decoder, Decoder::Tied);
//! # Ok::<(), autoencoder_lab::ConfigError>(())
//! ```
//!
//! Replay a run from its recipe, as the page copies it, to the same receipt: a hash of all parameters, the same on every
//! machine:
//!
//! ```
//! # mod page { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/digits.rs")); }
//! # use page::digits;
//! use autoencoder_lab::{Recipe, Trainer};
//!
//! let copied = r#"{"config": {"data": "digits-8", "seed": 3}, "events": [{"step": 60, "change": {"lambda": 0.01}}]}"#;
//! let mut run = Trainer::new(Recipe::from_bytes(copied.as_bytes())?, &digits())?;
//! for _ in 0..100 {
//!     run.step();
//! }
//! assert_eq!(run.receipt().to_string(), "e68c-53f1-020c");
//! # Ok::<(), autoencoder_lab::ConfigError>(())
//! ```
//!
//! Compare a linear network with its exact optimum under λ, which follows from the principal components of its images:
//!
//! ```
//! # mod page { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/digits.rs")); }
//! # use page::digits;
//! use autoencoder_lab::config::{Activation, Images};
//! use autoencoder_lab::{RunConfig, Trainer};
//!
//! let config = RunConfig {
//!     data: Images::Digits8,
//!     hidden_units: 8,
//!     activation: Activation::Linear,
//!     centred: true,
//!     lambda: 0.02,
//!     learning_rate: 1e-2,
//!     ..RunConfig::default()
//! };
//! let mut run = Trainer::new(config.validate()?, &digits())?;
//! let optimum = run.theory().expect("a linear network of centred images").objective;
//! for _ in 0..1000 {
//!     run.step();
//! }
//! let reached = run.evaluate().objective;
//! assert!((optimum..1.02 * optimum).contains(&reached), "no less, and 2 % more at most");
//! # Ok::<(), autoencoder_lab::ConfigError>(())
//! ```

pub mod error;
pub mod text;
pub mod memory;
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
pub mod sweep;
pub mod tiles;
pub mod snapshot;
pub mod reference;

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
