//! A product whose right side is read where it stands.

use super::strips::Strips;
use super::tile::{COLUMNS, Line, Lines, Part, ROWS, Window, accumulate};

/// Rows of b that are gone through at once: their lines under one panel stay in the smallest cache.
const DEPTH: usize = 128;

/// Reusable memory of [`InPlace::multiply`].
#[derive(Debug, Default, Clone)]
pub struct InPlace {
    strips: Strips,
}

impl InPlace {
    /// Bytes of memory for an `a` of p × `rows`.
    pub fn bytes(p: usize, rows: usize) -> usize {
        size_of::<f32>() * p * rows.next_multiple_of(ROWS)
    }

    /// `out = aᵀ·b` without packing b: for a b that is large and used once, like the decoder's weights.
    ///
    /// # Shapes
    ///
    /// `a`: p × `rows`, `b`: p × `columns`, `out`: `rows` × `columns`, all row-major.
    ///
    /// # Panics
    ///
    /// If the lengths do not fit each other.
    pub fn multiply(&mut self, a: &[f32], b: &[f32], (rows, columns): (usize, usize), out: &mut [f32]) {
        let depth = b.len() / columns;
        assert!(
            out.len() == rows * columns && b.len() == depth * columns && a.len() == rows * depth,
            "the lengths of the factors and of their product must fit each other"
        );
        self.strips.pack_columns(a, rows);
        let mut narrow = [[0.0; COLUMNS]; DEPTH];
        for start in (0..depth).step_by(DEPTH) {
            let end = depth.min(start + DEPTH);
            let matrix = &b[start * columns..end * columns];
            for left in (0..columns).step_by(COLUMNS) {
                let width = COLUMNS.min(columns - left);
                let lines = if width == COLUMNS {
                    Lines::InPlace { matrix, stride: columns, left }
                } else {
                    Lines::Packed(gather(matrix, columns, left, &mut narrow))
                };
                for top in (0..rows).step_by(ROWS) {
                    let part = Part { posts: &self.strips.strip(top)[start..end], lines };
                    let values = &mut out[top * columns + left..];
                    let mut window = Window { values, stride: columns, height: ROWS.min(rows - top), width };
                    accumulate(part, start > 0, &mut window);
                }
            }
        }
    }
}

/// The columns from `left` on, which do not fill a panel.
fn gather<'a>(matrix: &[f32], columns: usize, left: usize, lines: &'a mut [Line]) -> &'a [Line] {
    let rows = matrix.chunks_exact(columns);
    let lines = &mut lines[..rows.len()];
    for (line, row) in lines.iter_mut().zip(rows) {
        line[..columns - left].copy_from_slice(&row[left..]);
    }
    lines
}
