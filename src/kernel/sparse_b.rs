//! A right factor of which most is 0: compressed sparse columns (CSC).

use super::block::Block;
use super::lists::{Lists, is_finite};
use super::microkernel::{MR, PanelColumn};
use super::panels_a::each_column;
use crate::math::multiply_add;
use wide::f32x4;

/// Rows of a micro-tile, which has one column here: eight 128-bit sums in registers.
pub(super) const SPARSE_MR: usize = 32;
/// Columns of the result that are computed before they are written, row by row: as many as a vector has numbers.
const GROUP: usize = 4;

/// The numbers of a matrix b (p × c) that are not 0, column by column. Re-used, it allocates nothing.
#[derive(Debug, Default, Clone)]
pub(super) struct SparseB {
    columns: Lists,
}

impl SparseB {
    /// Lists `columns`, each `depth` long, one after the other. Gives up, and returns false, where more than about two fifths
    /// are not 0: panels are faster then.
    pub(super) fn list(&mut self, columns: &[f32], depth: usize) -> bool {
        // The first few columns may be fuller than the rest: two more are granted.
        self.columns.list(columns, depth, |done| 2 * depth * (done + 2) / 5)
    }

    /// Lists the columns of bᵀ.
    pub(super) fn list_transpose(&mut self, b: &Self) {
        self.columns.list_transpose(&b.columns);
    }

    /// p: the rows of b.
    pub(super) fn depth(&self) -> usize {
        self.columns.length()
    }

    /// c: the columns of b.
    pub(super) fn columns(&self) -> usize {
        self.columns.lines()
    }

    /// How many numbers are not 0.
    pub(super) fn numbers(&self) -> usize {
        self.columns.count()
    }

    /// Computes `block` of `a·b`; `a` holds its rows.
    pub(super) fn fill(&self, block: &mut Block, a: &TallPanelA) {
        match a.vectors {
            4 => self.fill_with::<4>(block, &a.columns),
            _ => self.fill_with::<8>(block, &a.columns),
        }
    }

    fn fill_with<const VECTORS: usize>(&self, block: &mut Block, a: &[PanelColumn]) {
        let a = a.as_chunks().0;
        let stride = block.columns;
        for left in (0..stride).step_by(GROUP) {
            let width = GROUP.min(stride - left);
            let mut columns = [[f32x4::splat(0.0); VECTORS]; GROUP];
            for (j, column) in (block.left + left..).zip(&mut columns[..width]) {
                self.multiply(a, j, column);
            }
            for (group, rows) in block.values.chunks_mut(4 * stride).enumerate() {
                let fours = f32x4::transpose(std::array::from_fn(|j| columns[j][group]));
                for (row, four) in rows.chunks_exact_mut(stride).zip(fours.map(f32x4::to_array)) {
                    match row[left..].first_chunk_mut() {
                        Some(whole) => *whole = four,
                        None => row[left..].copy_from_slice(&four[..width]),
                    }
                }
            }
        }
    }

    /// Column j of the product.
    ///
    /// Not inlined: on its own the sums stay in registers.
    #[inline(never)]
    fn multiply<const VECTORS: usize>(&self, a: &[[PanelColumn; VECTORS]], j: usize, out: &mut [f32x4; VECTORS]) {
        let mut sums = [f32x4::splat(0.0); VECTORS];
        let (rows, values) = self.columns.line(j);
        for (&p, &value) in rows.iter().zip(values) {
            let value = f32x4::splat(value);
            for (sum, &four) in sums.iter_mut().zip(&a[p as usize]) {
                *sum = multiply_add(f32x4::new(four), value, *sum);
            }
        }
        *out = sums;
    }

    /// Adds to `block` what the zeros that were left out would have added: NaN where `a` is not finite.
    pub(super) fn fill_gaps(&self, block: &mut Block, a: &[f32]) {
        let left = block.left;
        for (i, values) in block.rows() {
            let row = &a[i * self.depth()..][..self.depth()];
            if is_finite(row) {
                continue;
            }
            for (j, value) in (left..).zip(values) {
                let listed = self.columns.line(j).0;
                let is_left_out = |p: usize| listed.binary_search(&(p as u32)).is_err();
                if row.iter().enumerate().any(|(p, value)| !value.is_finite() && is_left_out(p)) {
                    *value = f32::NAN;
                }
            }
        }
    }
}

/// Up to [`SPARSE_MR`] rows of a as one micro-panel, column by column, each as vectors of four; below the last row are zeros.
/// Re-used, it allocates nothing.
#[derive(Debug, Default, Clone)]
pub(super) struct TallPanelA {
    /// Vectors of a column: 4 or 8.
    vectors: usize,
    columns: Vec<PanelColumn>,
}

impl TallPanelA {
    /// Packs rows of length `depth`.
    pub(super) fn pack(&mut self, a: &[f32], depth: usize) {
        let vectors = (a.len() / depth).div_ceil(4).next_power_of_two().max(4);
        self.vectors = vectors;
        self.columns.resize(depth * vectors, [0.0; MR]);
        for group in 0..vectors {
            let rows = a.chunks(MR * depth).nth(group).unwrap_or_default();
            each_column(rows, depth, |p, column| self.columns[p * vectors + group] = column);
        }
    }
}
