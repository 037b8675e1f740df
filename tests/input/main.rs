//! What a run is given: configuration, files, images or points, initial weights; and what it is shown.

#[path = "../common/mod.rs"]
mod common;
mod errors;
mod excerpts;
mod files;
mod plane;
mod start;
mod tiles;
