//! Products whose blocks of rows are handed out as soon as they are complete.

use super::panels::Panels;
use super::strips::Strips;
use super::tile::{COLUMNS, Lines, Part, ROWS, Window, accumulate};
use wide::f32x4;

/// Rows of a block: a panel that has been read into cache serves all of them.
const BLOCK_ROWS: usize = 16;
/// Columns of a block: with its rows 13 kB, so that it stays in the smallest cache beside a panel.
const BLOCK_COLUMNS: usize = 208;
/// Products that are chained in registers, at most.
const CHAINED: usize = 2;

/// Two factors of a product: `a·b`.
///
/// # Shapes
///
/// `a`: r × p, row-major; `b`: p × c.
#[derive(Clone, Copy)]
#[allow(missing_debug_implementations, reason = "its numbers would drown any message")]
pub struct Factors<'a> {
    /// The left side.
    pub a: &'a [f32],
    /// The right side.
    pub b: &'a Panels,
}

/// A part of the result, with the position of its first element.
#[derive(Debug)]
pub struct Block<'a> {
    /// Its first row.
    pub top: usize,
    /// Its first column.
    pub left: usize,
    /// Its columns.
    pub columns: usize,
    /// Its elements, row after row.
    pub values: &'a mut [f32],
}

impl Block<'_> {
    /// Each row with its number.
    pub fn rows(&mut self) -> impl Iterator<Item = (usize, &mut [f32])> {
        (self.top..).zip(self.values.chunks_exact_mut(self.columns))
    }
}

/// Reusable memory for one block.
#[derive(Debug, Default, Clone)]
pub struct RowBlocks {
    strips: [Strips; CHAINED],
    block: Vec<f32>,
}

impl RowBlocks {
    /// Computes the sum of one or two `products`, which have the shape r × c, and hands it out block by block, row
    /// blocks in order, their columns from left to right.
    ///
    /// The sum of one element goes through the first product from p = 0 to its end, then on through the second.
    ///
    /// # Panics
    ///
    /// If the shapes do not fit each other.
    pub fn each(&mut self, products: &[Factors], take: &mut dyn FnMut(&mut Block)) {
        let [first, others @ ..] = products else { return };
        let (rows, columns) = (first.rows(), first.b.columns());
        assert!(
            others.len() < CHAINED && others.iter().all(|other| other.rows() == rows && other.b.columns() == columns),
            "one or two products of the same shape can be added"
        );
        for top in (0..rows).step_by(BLOCK_ROWS) {
            let end = rows.min(top + BLOCK_ROWS);
            for (strips, Factors { a, b }) in self.strips.iter_mut().zip(products) {
                strips.pack_rows(&a[top * b.depth()..end * b.depth()], b.depth());
            }
            for left in (0..columns).step_by(BLOCK_COLUMNS) {
                let width = BLOCK_COLUMNS.min(columns - left);
                self.block.resize((end - top) * width, 0.0);
                let mut block = Block { top, left, columns: width, values: &mut self.block };
                for panel in (left..left + width).step_by(COLUMNS) {
                    fill(&mut block, products, &self.strips, panel);
                }
                for factors in products {
                    fill_gaps(&mut block, factors);
                }
                take(&mut block);
            }
        }
    }
}

impl Factors<'_> {
    fn rows(&self) -> usize {
        self.a.len() / self.b.depth()
    }
}

/// Computes the elements of `block` that lie in the panel with column `left`.
fn fill(block: &mut Block, products: &[Factors], strips: &[Strips], left: usize) {
    let (stride, height) = (block.columns, block.values.len() / block.columns);
    let width = COLUMNS.min(block.left + stride - left);
    let mut parts = [Part::EMPTY; CHAINED];
    let parts = &mut parts[..products.len()];
    for (part, factors) in parts.iter_mut().zip(products) {
        part.lines = factors.b.lines(left);
    }
    for top in (0..height).step_by(ROWS) {
        for (part, strips) in parts.iter_mut().zip(strips) {
            part.posts = strips.strip(top);
        }
        let values = &mut block.values[top * stride + left - block.left..];
        accumulate(parts, false, &mut Window { values, stride, height: ROWS.min(height - top), width });
    }
}

/// Adds what the lines that were left out would have added: NaN where the left side is not finite.
fn fill_gaps(block: &mut Block, Factors { a, b }: &Factors) {
    if !b.has_gaps() {
        return;
    }
    let left = block.left;
    for (i, values) in block.rows() {
        let row = &a[i * b.depth()..][..b.depth()];
        if is_finite(row) {
            continue;
        }
        for (panel, values) in values.chunks_mut(COLUMNS).enumerate() {
            if let Lines::Listed(_, at) = b.lines(left + panel * COLUMNS) {
                let mut at = at.iter().peekable();
                let mut is_left_out = |p: usize| at.next_if(|&&at| at as usize == p).is_none();
                if row.iter().enumerate().any(|(p, value)| is_left_out(p) && !value.is_finite()) {
                    values.fill(f32::NAN);
                }
            }
        }
    }
}

/// Whether no value is infinite or NaN.
fn is_finite(values: &[f32]) -> bool {
    // 0 times any of those is NaN, and stays so in a sum; four sums do not wait for each other.
    let (lines, rest) = values.as_chunks::<16>();
    let mut sums = [f32x4::splat(0.0); 4];
    for line in lines {
        for (sum, &four) in sums.iter_mut().zip(line.as_chunks().0) {
            *sum += f32x4::new(four) * f32x4::splat(0.0);
        }
    }
    let [a, b, c, d] = sums;
    (a + b + c + d).to_array().iter().chain(rest).all(|value| value * 0.0 == 0.0)
}
