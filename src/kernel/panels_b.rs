//! The right factor b of a product, packed into micro-panels.

use super::microkernel::{NR, PanelRow, panel_row};
use ndarray::ArrayView2;
use wide::f32x4;

/// A matrix b (p × c) in micro-panels of `NR` columns, each row by row; right of the last column are zeros. Re-used, it
/// allocates nothing.
#[derive(Debug, Default, Clone)]
pub(super) struct PanelsB {
    depth: usize,
    columns: usize,
    rows: Vec<PanelRow>,
}

impl PanelsB {
    /// Packs `b`.
    ///
    /// # Shapes
    ///
    /// `b`: p × c.
    ///
    /// # Panics
    ///
    /// If neither the rows nor the columns of `b` follow each other in memory.
    pub(super) fn pack(&mut self, b: ArrayView2<f32>) {
        let (depth, columns) = b.dim();
        (self.depth, self.columns) = (depth, columns);
        self.rows.resize(columns.div_ceil(NR) * depth, [0.0; NR]);
        for (left, panel) in (0..columns).step_by(NR).zip(self.rows.chunks_exact_mut(depth)) {
            let width = NR.min(columns - left);
            if let Some(rows) = b.to_slice() {
                for (to, row) in panel.iter_mut().zip(rows.chunks_exact(columns)) {
                    *to = padded(&row[left..left + width]);
                }
            } else {
                let columns = b.t().to_slice().expect("the rows or the columns of b follow each other in memory");
                transpose(&columns[left * depth..(left + width) * depth], panel);
            }
        }
    }

    /// p: the rows of b.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// c: the columns of b.
    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    /// The micro-panel whose first column is `left`.
    #[inline]
    pub(super) fn panel(&self, left: usize) -> &[PanelRow] {
        &self.rows[left / NR * self.depth..][..self.depth]
    }
}

/// Brings up to `NR` columns, one after the other in `columns`, into the rows of `panel`.
fn transpose(columns: &[f32], panel: &mut [PanelRow]) {
    let depth = panel.len();
    let mut done = 0;
    if columns.len() == NR * depth {
        let columns: [&[[f32; 4]]; NR] = std::array::from_fn(|j| columns[j * depth..][..depth].as_chunks().0);
        for (p, rows) in panel.as_chunks_mut::<4>().0.iter_mut().enumerate() {
            let [a, b, c, d, e, f, g, h] = columns.map(|fours| f32x4::new(fours[p]));
            let (low, high) = (f32x4::transpose([a, b, c, d]), f32x4::transpose([e, f, g, h]));
            for (to, halves) in rows.iter_mut().zip(low.into_iter().zip(high)) {
                *to = panel_row(halves.into());
            }
        }
        done = depth / 4 * 4;
    }
    for (p, row) in panel.iter_mut().enumerate().skip(done) {
        *row = [0.0; NR];
        row.iter_mut().zip(columns.chunks_exact(depth)).for_each(|(to, column)| *to = column[p]);
    }
}

/// `values`, followed by zeros.
#[inline]
fn padded(values: &[f32]) -> PanelRow {
    if let Ok(row) = values.try_into() {
        return row;
    }
    let mut row = [0.0; NR];
    row[..values.len()].copy_from_slice(values);
    row
}
