//! The right side of a product, brought into panels.

use super::tile::{COLUMNS, Line, Lines, halves, line};
use ndarray::ArrayView2;
use wide::f32x4;

/// A matrix b (p × c) in panels of eight columns, the last one padded with zeros. Re-used, it allocates nothing.
#[derive(Debug, Default, Clone)]
pub struct Panels {
    depth: usize,
    columns: usize,
    lines: Vec<Line>,
    /// For each line the row of b it was, or its position in a panel without gaps.
    at: Vec<u32>,
    /// How many of its `depth` lines each panel has; they lie `depth` apart.
    counts: Vec<usize>,
}

impl Panels {
    /// Packs `b`. Lines that are 0 in all columns of a panel are left out.
    ///
    /// # Shapes
    ///
    /// `b`: p × c.
    ///
    /// # Panics
    ///
    /// If neither the rows nor the columns of `b` follow each other in memory.
    pub fn pack(&mut self, b: ArrayView2<f32>) {
        let (depth, columns) = b.dim();
        (self.depth, self.columns) = (depth, columns);
        let panels = columns.div_ceil(COLUMNS);
        self.lines.resize(panels * depth, [0.0; COLUMNS]);
        self.at.resize(panels * depth, 0);
        self.counts.clear();
        for (panel, left) in (0..columns).step_by(COLUMNS).enumerate() {
            let width = COLUMNS.min(columns - left);
            let memory = panel * depth..(panel + 1) * depth;
            let mut packed = Packed { lines: &mut self.lines[memory.clone()], at: &mut self.at[memory], count: 0 };
            if let Some(rows) = b.to_slice() {
                for (p, row) in rows.chunks_exact(columns).enumerate() {
                    packed.push(p, &line_of(&row[left..left + width]));
                }
            } else {
                let columns = b.t().to_slice().expect("the rows or the columns of b follow each other in memory");
                packed.transpose(&columns[left * depth..(left + width) * depth], depth);
            }
            self.counts.push(packed.count);
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

    /// The lines of the panel with column `left`.
    #[inline]
    pub(super) fn lines(&self, left: usize) -> Lines<'_> {
        let panel = left / COLUMNS;
        let (start, count) = (panel * self.depth, self.counts[panel]);
        let lines = &self.lines[start..start + count];
        if count == self.depth { Lines::Dense(lines) } else { Lines::Listed(lines, &self.at[start..start + count]) }
    }

    /// Whether a panel leaves lines out.
    pub(super) fn has_gaps(&self) -> bool {
        self.counts.iter().any(|&count| count < self.depth)
    }
}

/// The panel that is being packed.
struct Packed<'a> {
    lines: &'a mut [Line],
    at: &'a mut [u32],
    count: usize,
}

impl Packed<'_> {
    /// Adds line p, unless it is 0: it is then overwritten by the next one.
    #[inline]
    fn push(&mut self, p: usize, line: &Line) {
        self.lines[self.count] = *line;
        self.at[self.count] = p as u32;
        let [low, high] = halves(line);
        let zero = f32x4::splat(0.0);
        self.count += usize::from((low.simd_ne(zero) | high.simd_ne(zero)).any());
    }

    /// Adds the lines of up to eight columns, each `depth` long, one after the other in `columns`.
    fn transpose(&mut self, columns: &[f32], depth: usize) {
        let mut done = 0;
        if columns.len() == COLUMNS * depth {
            let columns: [&[[f32; 4]]; COLUMNS] = std::array::from_fn(|j| columns[j * depth..][..depth].as_chunks().0);
            for p in 0..depth / 4 {
                let fours = columns.map(|fours| f32x4::new(fours[p]));
                let [a, b, c, d, e, f, g, h] = fours;
                let (low, high) = (f32x4::transpose([a, b, c, d]), f32x4::transpose([e, f, g, h]));
                for (low, high) in low.into_iter().zip(high) {
                    self.push(done, &line([low, high]));
                    done += 1;
                }
            }
        }
        for p in done..depth {
            let mut line = [0.0; COLUMNS];
            line.iter_mut().zip(columns.chunks_exact(depth)).for_each(|(to, column)| *to = column[p]);
            self.push(p, &line);
        }
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
