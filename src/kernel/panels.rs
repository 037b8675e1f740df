//! The right side of a product, brought into panels.

use super::tile::{COLUMNS, Line, line};
use ndarray::ArrayView2;
use wide::f32x4;

/// A matrix b (p × c) in panels of eight columns, the last one padded with zeros. Re-used, it allocates nothing.
#[derive(Debug, Default, Clone)]
pub(super) struct Panels {
    depth: usize,
    columns: usize,
    lines: Vec<Line>,
}

impl Panels {
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
        self.lines.resize(columns.div_ceil(COLUMNS) * depth, [0.0; COLUMNS]);
        for (left, lines) in (0..columns).step_by(COLUMNS).zip(self.lines.chunks_exact_mut(depth)) {
            let width = COLUMNS.min(columns - left);
            if let Some(rows) = b.to_slice() {
                for (line, row) in lines.iter_mut().zip(rows.chunks_exact(columns)) {
                    *line = line_of(&row[left..left + width]);
                }
            } else {
                let columns = b.t().to_slice().expect("the rows or the columns of b follow each other in memory");
                transpose(&columns[left * depth..(left + width) * depth], lines);
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

    /// The panel with column `left`.
    #[inline]
    pub(super) fn panel(&self, left: usize) -> &[Line] {
        &self.lines[left / COLUMNS * self.depth..][..self.depth]
    }
}

/// Brings up to eight columns, one after the other in `columns`, into `lines`.
fn transpose(columns: &[f32], lines: &mut [Line]) {
    let depth = lines.len();
    let mut done = 0;
    if columns.len() == COLUMNS * depth {
        let columns: [&[[f32; 4]]; COLUMNS] = std::array::from_fn(|j| columns[j * depth..][..depth].as_chunks().0);
        for (p, lines) in lines.as_chunks_mut::<4>().0.iter_mut().enumerate() {
            let [a, b, c, d, e, f, g, h] = columns.map(|fours| f32x4::new(fours[p]));
            let (low, high) = (f32x4::transpose([a, b, c, d]), f32x4::transpose([e, f, g, h]));
            for (to, halves) in lines.iter_mut().zip(low.into_iter().zip(high)) {
                *to = line(halves.into());
            }
        }
        done = depth / 4 * 4;
    }
    for (p, line) in lines.iter_mut().enumerate().skip(done) {
        *line = [0.0; COLUMNS];
        line.iter_mut().zip(columns.chunks_exact(depth)).for_each(|(to, column)| *to = column[p]);
    }
}

/// `values`, padded with zeros.
#[inline]
fn line_of(values: &[f32]) -> Line {
    if let Ok(line) = values.try_into() {
        return line;
    }
    let mut line = [0.0; COLUMNS];
    line[..values.len()].copy_from_slice(values);
    line
}
