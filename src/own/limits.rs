//! How much a person's own data may be. The page says so before anything is read.

/// Images at least: below that none would be held out beside those that are trained on.
pub const LEAST_IMAGES: usize = 10;

/// Images, or points of a file, at most.
pub const MOST_IMAGES: usize = 20_000;

/// The smallest side of an image, in pixels.
pub const LEAST_SIDE: usize = 8;

/// The largest.
pub const MOST_SIDE: usize = 32;

/// Bytes of all files together, as they come and unpacked.
pub const MOST_BYTES: usize = 64_000_000;

/// Columns of a row of text at most: an image with a label.
pub const MOST_COLUMNS: usize = MOST_SIDE * MOST_SIDE + 1;
