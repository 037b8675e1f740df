//! A person's own data: files become a [`Table`] of numbers, a [`Table`] under a [`Scaling`] becomes [`OwnImages`], and these are
//! what a run is trained on.
//!
//! Every reader knows how much it may take before it takes anything: see [`limits`]. What it refuses it refuses with a
//! [`Refusal`], which says what was expected, what was found, and where.
//!
//! The core needs [`OwnImages`], the head of NPY files and [`fnv`]; the readers, behind the feature `formats`, are a module of their own in the page.

#[cfg(feature = "formats")]
mod csv;
#[cfg(feature = "formats")]
mod findings;
pub mod fnv;
#[cfg(feature = "formats")]
mod idx;
mod images;
pub mod limits;
#[cfg(feature = "formats")]
mod npy;
mod npy_header;
#[cfg(feature = "formats")]
mod picture;
#[cfg(feature = "formats")]
mod read;
mod refusal;
#[cfg(feature = "formats")]
mod scaling;
#[cfg(feature = "formats")]
mod table;
#[cfg(feature = "formats")]
mod unpack;
#[cfg(all(feature = "formats", target_arch = "wasm32"))]
mod wasm;

#[cfg(feature = "formats")]
pub use findings::findings;
pub use images::{Hash, Ink, OwnImages};
pub use npy_header::NpyHeader;
#[cfg(feature = "formats")]
pub use picture::{Fit, square};
#[cfg(feature = "formats")]
pub use read::{Named, read};
pub use refusal::{Place, Refusal};
#[cfg(feature = "formats")]
pub use scaling::{Scaling, points, scaled};
#[cfg(feature = "formats")]
pub use table::{Cells, Kind, Table};
