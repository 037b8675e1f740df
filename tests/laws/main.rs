//! The formulas, against oracles in f64 that are nothing but loops, and what must hold for every network.

#[path = "../common/mod.rs"]
mod common;
mod gradients;
mod jacobian;
mod ledger;
mod look_ahead;
mod metrics;
mod objective;
mod step;
