//! What a run is given: configuration, files, images, initial weights; and the images that it is shown.

#[path = "../common/mod.rs"]
mod common;
mod errors;
mod excerpts;
mod files;
mod start;
mod tiles;
