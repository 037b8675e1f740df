//! The images, or points: reading them, drawing the training set, and what is shown to a network.

mod dataset;
mod excerpt;
mod idx;
mod npy;
mod pixels;
mod plane;
mod probes;
mod split;

pub use crate::config::DatasetKind;
pub use dataset::Dataset;
pub use npy::{NpyArray, read_npy};
pub use pixels::Pixels;
pub use plane::{Curve, curve_of};
pub(crate) use plane::{FIELD, field};
pub(crate) use probes::TILES;
pub use probes::{NOISE_SD, TILE_COLUMNS, TileRow, noise_images, noisy, showcase};
pub use split::Split;
