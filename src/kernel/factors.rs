//! The two factors of a product.

use super::packed_b::PackedB;
use super::sparse_a::SparseA;

/// The two factors of a product `a·b`, r × p and p × c.
#[derive(Clone, Copy)]
#[allow(missing_debug_implementations, reason = "its numbers would drown any message")]
pub enum Factors<'a> {
    /// b is packed.
    Packed {
        /// The left factor, row after row.
        a: &'a [f32],
        /// The right factor.
        b: &'a PackedB,
    },
    /// a is listed.
    Listed {
        /// The left factor.
        a: &'a SparseA,
        /// The right factor, row after row.
        b: &'a [f32],
    },
}

impl<'a> Factors<'a> {
    /// Those of `a·b`, if `a` is listed, and kept for this `b`: p × c, row-major.
    pub fn listed(a: &'a SparseA, b: &'a [f32]) -> Option<Self> {
        a.is_listed_for(b).then_some(Self::Listed { a, b })
    }

    /// How many products of two numbers their product is made of: those with a zero that is left out are not counted.
    pub fn multiplications(self) -> usize {
        let (rows, columns) = self.dim();
        match self {
            Self::Packed { b, .. } => rows * b.numbers(),
            Self::Listed { a, .. } => a.numbers() * columns,
        }
    }

    /// r and c.
    pub(super) fn dim(self) -> (usize, usize) {
        match self {
            Self::Packed { a, b } => {
                let (depth, columns) = b.dim();
                assert!(a.len().is_multiple_of(depth), "a must have rows of {depth}, found {} numbers", a.len());
                (a.len() / depth, columns)
            }
            Self::Listed { a, b } => a.dim_with(b),
        }
    }
}
