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
//! image of a digit are black.
//!
//! Built with relaxed SIMD, as the page's second module is, each product and its sum may be rounded together, as the
//! processor likes: faster, and no longer the same everywhere ([`crate::math::IS_REPRODUCIBLE`]).
//!
//! # Source
//!
//! Van Zee & van de Geijn, *BLIS: A framework for rapidly instantiating BLAS functionality*, ACM TOMS 41 (2015).

mod block;
mod in_place;
mod microkernel;
mod packed_b;
mod panels_a;
mod panels_b;
mod row_blocks;
mod sparse_b;

pub use block::Block;
pub use in_place::InPlace;
pub use packed_b::PackedB;
pub use row_blocks::{Factors, RowBlocks};

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
        self.blocks.each(Factors { a, b: &self.b }, None, take);
    }
}

#[cfg(test)]
mod tests {
    use super::packed_b::Form;
    use super::*;
    use ndarray::Array2;
    use proptest::prelude::*;

    /// The definition: three loops.
    fn naive(a: &Array2<f32>, b: &Array2<f32>, start: &Array2<f32>) -> Array2<f32> {
        Array2::from_shape_fn((a.nrows(), b.ncols()), |(i, j)| {
            let mut sum = start[[i, j]];
            for p in 0..a.ncols() {
                sum += a[[i, p]] * b[[p, j]];
            }
            sum
        })
    }

    fn random(i: usize, j: usize, salt: u32) -> u32 {
        let mixed = (i as u32 * 7919 + j as u32 * 104_729).wrapping_add(salt).wrapping_mul(2_654_435_761);
        (mixed ^ mixed >> 15).wrapping_mul(2_246_822_519)
    }

    /// Values in ±½, in one of two memory layouts; the share `zeros` of eight is 0 or −0, alone and in whole blocks.
    fn matrix(rows: usize, columns: usize, transposed: bool, zeros: u32, salt: u32) -> Array2<f32> {
        let value = |i: usize, j: usize| {
            let block = random(i / 8, j, salt ^ 5) % 8 < zeros || random(i, j / 8, salt ^ 6) % 8 < zeros;
            let sign = if random(i, j, salt ^ 7).is_multiple_of(2) { 1.0 } else { -1.0 };
            if block { 0.0 * sign } else { random(i, j, salt) as f32 / 4_294_967_296.0 - 0.5 }
        };
        if transposed {
            Array2::from_shape_fn((columns, rows), |(j, i)| value(i, j)).reversed_axes()
        } else {
            Array2::from_shape_fn((rows, columns), |(i, j)| value(i, j))
        }
    }

    /// Bits, any NaN as one: which of them a product of infinities gives is the processor's choice.
    fn bits(a: &Array2<f32>) -> Vec<u32> {
        a.iter().map(|a| if a.is_nan() { u32::MAX } else { a.to_bits() }).collect()
    }

    /// `b` with its zeros, and without, from either of its layouts.
    fn packed(b: &Array2<f32>) -> [PackedB; 3] {
        let columns = Array2::from_shape_fn((b.ncols(), b.nrows()), |(j, i)| b[[i, j]]);
        let mut packed: [PackedB; 3] = Default::default();
        let [whole, sparse, transposed] = &mut packed;
        whole.pack(b.view());
        sparse.pack_sparse(columns.t(), usize::MAX);
        let mut other = PackedB::default();
        other.pack_sparse(b.t(), usize::MAX);
        transposed.pack_transpose(&other, b.view());
        packed
    }

    /// Puts a block where it belongs.
    fn place(out: &mut Array2<f32>) -> impl FnMut(&mut Block) {
        |block| {
            let left = block.left;
            for (i, values) in block.rows() {
                out.row_mut(i).as_slice_mut().unwrap()[left..][..values.len()].copy_from_slice(values);
            }
        }
    }

    /// `a·b + d·e` by three ways of packing.
    fn products(a: &Array2<f32>, b: &Array2<f32>, second: Option<(&Array2<f32>, &Array2<f32>)>) -> [Array2<f32>; 3] {
        packed(b).map(|b_packed| {
            let mut out = Array2::from_elem((a.nrows(), b.ncols()), 7.0);
            let first = Factors { a: a.as_slice().unwrap(), b: &b_packed };
            let other = second.map(|(d, e)| (d.as_slice().unwrap(), packed(e)));
            let second = other.as_ref().map(|(a, [e, ..])| Factors { a, b: e });
            RowBlocks::default().each(first, second, &mut place(&mut out));
            out
        })
    }

    proptest! {
        #[test]
        fn the_product_has_the_bits_of_three_loops(
            r in 1_usize..=70, p in 1_usize..=70, c in 1_usize..=70, columns: bool, zeros in 0_u32..=8, salt: u32,
        ) {
            let (a, b) = (matrix(r, p, false, 0, salt), matrix(p, c, false, zeros, salt ^ 1));
            let expected = bits(&naive(&a, &b, &Array2::zeros((r, c))));
            for product in products(&a, &b, None) {
                prop_assert_eq!(&bits(&product), &expected);
            }
            let mut out = Array2::from_elem((r, c), 7.0);
            let b = if columns { matrix(p, c, true, zeros, salt ^ 1) } else { b };
            Multiplier::default().each(a.as_slice().unwrap(), b.view(), &mut place(&mut out));
            prop_assert_eq!(&bits(&out), &expected);
        }

        #[test]
        fn a_second_product_goes_on_where_the_first_ends(
            r in 1_usize..=70, p in 1_usize..=70, q in 1_usize..=70, c in prop_oneof![1_usize..=70, 209_usize..=230],
            zeros in 0_u32..=8, salt: u32,
        ) {
            let [a, d] = [(p, 0), (q, 1)].map(|(depth, i)| matrix(r, depth, false, 0, salt ^ i));
            let [b, e] = [(p, 2), (q, 3)].map(|(depth, i)| matrix(depth, c, false, zeros, salt ^ i));
            let expected = bits(&naive(&d, &e, &naive(&a, &b, &Array2::zeros((r, c)))));
            for product in products(&a, &b, Some((&d, &e))) {
                prop_assert_eq!(&bits(&product), &expected);
            }
        }

        #[test]
        fn in_place_it_has_the_bits_of_three_loops(
            r in 1_usize..=70, p in 1_usize..=300, c in 1_usize..=70, salt: u32,
        ) {
            let (a, b) = (matrix(r, p, true, 0, salt), matrix(p, c, false, 1, salt ^ 1));
            let mut out = Array2::zeros((r, c));
            let a_t = a.t().to_slice().unwrap();
            InPlace::default().multiply(a_t, b.as_slice().unwrap(), (r, c), out.as_slice_mut().unwrap());
            prop_assert_eq!(bits(&out), bits(&naive(&a, &b, &Array2::zeros((r, c)))));
        }

        #[test]
        fn what_is_not_finite_is_not_lost_where_lines_are_left_out(
            r in 1_usize..=70, p in 1_usize..=20, c in prop_oneof![1_usize..=20, 209_usize..=230], zeros in 3_u32..=8,
            at: usize, kind in 0_usize..3, salt: u32,
        ) {
            let mut a = matrix(r, p, false, 0, salt);
            a[[at % r, at / r % p]] = [f32::INFINITY, f32::NEG_INFINITY, f32::NAN][kind];
            let b = matrix(p, c, false, zeros, salt ^ 1);
            let expected = bits(&naive(&a, &b, &Array2::zeros((r, c))));
            for product in products(&a, &b, None) {
                prop_assert_eq!(&bits(&product), &expected);
            }
        }
    }

    #[test]
    fn products_larger_than_a_block_are_whole() {
        for zeros in [0, 4] {
            let (a, b) = (matrix(43, 1100, false, 0, 1), matrix(1100, 430, false, zeros, 2));
            let expected = bits(&naive(&a, &b, &Array2::zeros((43, 430))));
            for product in products(&a, &b, None) {
                assert_eq!(bits(&product), expected);
            }
        }
    }

    #[test]
    fn zeros_are_left_out_where_there_are_many() {
        for (zeros, expected) in [(0, false), (1, false), (4, true), (8, true)] {
            let are_sparse = packed(&matrix(40, 24, false, zeros, 3)).map(|b| matches!(b.form(), Form::Sparse(_)));
            assert_eq!(are_sparse, [false, expected, expected]);
        }
    }
}
