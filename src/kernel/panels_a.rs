//! The left factor a of a product, packed into micro-panels.

use super::microkernel::{MR, PanelColumn, PanelsPart};
use std::ops::Range;
use wide::f32x4;

/// A matrix a (r × p) in micro-panels of `MR` rows, each column by column; below the last row are zeros. Re-used, it
/// allocates nothing.
#[derive(Debug, Default, Clone)]
pub(super) struct PanelsA {
    depth: usize,
    columns: Vec<PanelColumn>,
}

impl PanelsA {
    /// Packs rows of length `depth`.
    pub(super) fn pack_rows(&mut self, a: &[f32], depth: usize) {
        self.depth = depth;
        let panels = a.chunks(MR * depth);
        self.columns.resize(panels.len() * depth, [0.0; MR]);
        for (rows, columns) in panels.zip(self.columns.chunks_exact_mut(depth)) {
            each_column(rows, depth, |p, column| columns[p] = column);
        }
    }

    /// Packs `part` of columns of length `rows`.
    pub(super) fn pack_columns(&mut self, a: &[f32], rows: usize, part: Range<usize>) {
        self.depth = a.len() / rows;
        self.columns.clear();
        // At once: growing panel by panel it would come to twice as much, and to three times on the way.
        self.columns.reserve_exact(part.len().div_ceil(MR) * self.depth);
        for top in part.clone().step_by(MR) {
            self.columns.extend(a.chunks_exact(rows).map(|column| {
                let mut packed = [0.0; MR];
                let column = &column[top..part.end];
                match column.first_chunk() {
                    Some(whole) => packed = *whole,
                    None => packed[..column.len()].copy_from_slice(column),
                }
                packed
            }));
        }
    }

    /// The micro-panels of the first so many `rows`, of whose depth a `part` is multiplied.
    pub(super) fn part(&self, rows: usize, part: Range<usize>) -> PanelsPart<'_> {
        let columns = &self.columns[..rows.div_ceil(MR) * self.depth];
        PanelsPart { columns, depth: self.depth, begin: part.start, end: part.end }
    }

    /// The micro-panel whose first row is `top`.
    pub(super) fn panel(&self, top: usize) -> &[PanelColumn] {
        &self.columns[top / MR * self.depth..][..self.depth]
    }
}

/// Hands out the columns of up to `MR` rows of length `depth`, with their numbers; below the last row are zeros.
#[inline]
pub(super) fn each_column(rows: &[f32], depth: usize, mut take: impl FnMut(usize, PanelColumn)) {
    let mut done = 0;
    if rows.len() == MR * depth {
        let rows: [&[[f32; MR]]; MR] = std::array::from_fn(|i| rows[i * depth..][..depth].as_chunks().0);
        while done + MR <= depth {
            let columns = f32x4::transpose(rows.map(|row| f32x4::new(row[done / MR])));
            for column in columns {
                take(done, column.to_array());
                done += 1;
            }
        }
    }
    for p in done..depth {
        let mut column = [0.0; MR];
        column.iter_mut().zip(rows.chunks_exact(depth)).for_each(|(to, row)| *to = row[p]);
        take(p, column);
    }
}
