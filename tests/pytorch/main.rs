//! What PyTorch, and for some bands NumPy, has measured: gradients and losses step by step, and where runs come to.

#[path = "../common/mod.rs"]
mod common;
mod autograd;
mod options;
mod plane;
mod presets;
mod traces;
