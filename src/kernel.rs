//! Matrix products of f32 in one fixed order of summation.
//!
//! Every element is `Σₚ a[i,p] · b[p,j]`, added up from p = 0 with one rounding after each product and one after each
//! sum, whatever the shapes, the tile or the machine. So the blocked products below have the bits of three plain loops,
//! and a run has the same bits natively and in a browser.
//!
//! The parts have the names that they have in BLIS: the left factor a and the right factor b are packed into *micro-panels*, of
//! MR = 4 rows and of NR = 8 columns; the micro-kernel multiplies one by the other, a *micro-tile* of 4 × 8 sums that stay in
//! registers. b can also be read in place ([`InPlace`]). [`RowBlocks`] hands out blocks of rows as soon as they are
//! complete, so that what is done to each element next finds it in cache, and what is needed only there is never stored.
//!
//! A b of which most is 0 is packed as a list of what is not, for each column; a micro-tile is then 32 rows by one
//! column. It changes no bit: a sum that starts at +0 never becomes −0, so adding ±0 leaves it as it is. Four fifths of an
//! image of a digit are black. An a of which most is 0, as hidden units are after a ReLU, is listed row by row ([`SparseA`]), and a
//! micro-tile is one row by 32 columns; and where only some elements of a product are wanted, only their micro-tiles are
//! computed ([`Wanted`]).
//!
//! Built with relaxed SIMD, as the page's second module is, each product and its sum may be rounded together, as the
//! processor likes: faster, and no longer the same everywhere ([`crate::math::IS_REPRODUCIBLE`]).
//!
//! # Source
//!
//! Van Zee & van de Geijn, *BLIS: A framework for rapidly instantiating BLAS functionality*, ACM TOMS 41 (2015).

mod block;
mod factors;
mod in_place;
mod lists;
mod microkernel;
mod packed_b;
mod panels_a;
mod panels_b;
mod row_blocks;
mod sparse_a;
mod sparse_b;
mod strips;
mod wanted;

pub use block::Block;
pub use factors::Factors;
pub use in_place::InPlace;
pub use packed_b::PackedB;
pub use row_blocks::RowBlocks;
pub use sparse_a::SparseA;
pub use wanted::Wanted;

use ndarray::ArrayView2;

/// A product that packs b itself. Re-used, it allocates nothing.
#[derive(Debug, Default, Clone)]
pub struct Multiplier {
    b: PackedB,
    blocks: RowBlocks,
}

impl Multiplier {
    /// Computes `a·b`, bit for bit the naive triple loop, and hands it out as [`RowBlocks::each`] does.
    ///
    /// # Shapes
    ///
    /// `a`: r × p, row-major, `b`: p × c, as [`PackedB::pack`] wants it.
    ///
    /// # Panics
    ///
    /// If the shapes do not fit each other.
    pub fn each(&mut self, a: &[f32], b: ArrayView2<f32>, take: &mut dyn FnMut(&mut Block)) {
        self.b.pack(b);
        self.blocks.each(Factors::Packed { a, b: &self.b }, None, take);
    }
}

#[cfg(test)]
mod tests;
