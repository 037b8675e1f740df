//! A product whose right factor is read where it stands.

use super::microkernel::{MR, MicroTiles, NR, PanelB, PanelRow, multiply_tiles};
use super::panels_a::PanelsA;
use super::strips::{Numbers, Strips};
use std::ops::Range;

/// Rows of b that are gone through at once, at most: as much of a panel stays in the smallest cache.
pub(super) const KC: usize = 128;

/// Reusable memory of [`InPlace::multiply`].
#[derive(Debug, Default, Clone)]
pub struct InPlace {
    a: PanelsA,
}

impl InPlace {
    /// Bytes of memory for an `a` of p × `rows`.
    pub fn bytes(p: usize, rows: usize) -> usize {
        size_of::<f32>() * p * rows.next_multiple_of(MR)
    }

    /// `out = aᵀ·b` without packing b: for a b that is large and used once, like the decoder's weights.
    ///
    /// # Shapes
    ///
    /// `a`: p × `rows`, `b`: p × `columns`, `out`: `rows` × `columns`, all row-major.
    ///
    /// # Panics
    ///
    /// If the lengths do not fit each other, or p is 0.
    pub fn multiply(&mut self, a: &[f32], b: &[f32], (rows, columns): (usize, usize), out: &mut [f32]) {
        self.multiply_rows(a, rows, 0..rows, b, columns, out);
    }

    /// Some rows of [`multiply`](Self::multiply)'s product, `part` of `rows`.
    ///
    /// # Shapes
    ///
    /// `a`: p × `rows`, `b`: p × `columns`, `out`: `part` × `columns`, all row-major.
    ///
    /// # Panics
    ///
    /// If the lengths do not fit each other, or p is 0.
    pub fn multiply_rows(
        &mut self,
        a: &[f32],
        rows: usize,
        part: Range<usize>,
        b: &[f32],
        columns: usize,
        out: &mut [f32],
    ) {
        let depth = b.len() / columns;
        assert!(depth > 0, "a product has a depth");
        assert!(
            out.len() == part.len() * columns && b.len() == depth * columns && a.len() == rows * depth,
            "the lengths of the factors and of their product must fit each other"
        );
        if out.is_empty() {
            return;
        }
        self.a.pack_columns(a, rows, part.clone());
        let rows = part.len();
        // One row or two that are left over would leave most of a micro-tile empty.
        let alone = if rows % MR <= 2 { rows % MR } else { 0 };
        let rows = rows - alone;
        let places: [u32; KC] = std::array::from_fn(|p| p as u32);
        let mut values = [0.0; KC];
        let mut narrow = [[0.0; NR]; KC];
        // As evenly as can be: each part loads and stores all its sums, however short it is.
        let step = depth.div_ceil(depth.div_ceil(KC));
        for start in (0..depth).step_by(step) {
            let end = depth.min(start + step);
            let matrix = &b[start * columns..end * columns];
            for left in (0..columns).step_by(NR) {
                let width = NR.min(columns - left);
                let b = if width == NR {
                    PanelB::InPlace { matrix, stride: columns, left }
                } else {
                    PanelB::Packed(gather(matrix, columns, left, &mut narrow))
                };
                let tiles = MicroTiles { values: &mut out[left..], stride: columns, height: rows, width };
                multiply_tiles(self.a.part(rows, start..end), b, start > 0, tiles);
            }
            let strips = Strips { b: matrix, stride: columns, left: 0, columns };
            for (i, out) in out.chunks_exact_mut(columns).skip(rows).enumerate() {
                for (to, column) in values.iter_mut().zip(&self.a.panel(rows)[start..end]) {
                    *to = column[i];
                }
                let row = Numbers { places: &places, values: &values, begins: &[0], ends: &[end - start] };
                strips.multiply(row, start > 0, out);
            }
        }
    }
}

/// The columns from `left` on, which do not fill a panel.
fn gather<'a>(matrix: &[f32], columns: usize, left: usize, room: &'a mut [PanelRow]) -> &'a [PanelRow] {
    let rows = matrix.chunks_exact(columns);
    let panel = &mut room[..rows.len()];
    for (to, row) in panel.iter_mut().zip(rows) {
        to[..columns - left].copy_from_slice(&row[left..]);
    }
    panel
}
