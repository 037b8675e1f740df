//! Products whose blocks of rows are handed out as soon as they are complete.

use super::block::Block;
use super::panels::Panels;
use super::right_side::{Form, RightSide};
use super::sparse::{self, Posts};
use super::strips::Strips;
use super::tile::{COLUMNS, Lines, Part, ROWS, Window, accumulate};

/// Rows of a block: a panel that has been read into cache serves all of them.
const BLOCK_ROWS: usize = sparse::ROWS;
/// Columns of a block: with its rows 27 kB, so that it stays in the smallest cache until it is used.
const BLOCK_COLUMNS: usize = 208;

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
    pub b: &'a RightSide,
}

/// Reusable memory for one block and the rows that it is computed from.
#[derive(Debug, Default, Clone)]
pub struct RowBlocks {
    left: [LeftSide; 2],
    block: Vec<f32>,
}

/// Rows of the left side, as the form of the right side wants them.
#[derive(Debug, Default, Clone)]
struct LeftSide {
    strips: Strips,
    posts: Posts,
}

impl RowBlocks {
    /// Computes `first`, or the sum of it and `second`, which have the shape r × c, and hands it out block by block, row
    /// blocks in order, their columns from left to right.
    ///
    /// The sum of one element goes through the first product from p = 0 to its end, then on through the second.
    ///
    /// # Panics
    ///
    /// If the shapes do not fit each other, or the right side of `second` is packed without its zeros.
    pub fn each(&mut self, first: Factors, second: Option<Factors>, take: &mut dyn FnMut(&mut Block)) {
        let (rows, columns) = first.dim();
        assert!(
            second.is_none_or(|second| second.dim() == (rows, columns)),
            "two products of the same shape can be added"
        );
        let Self { left: [left_1, left_2], block } = self;
        for top in (0..rows).step_by(BLOCK_ROWS) {
            let end = rows.min(top + BLOCK_ROWS);
            left_1.pack(first, top, end);
            if let Some(second) = second {
                left_2.pack(second, top, end);
            }
            for left in (0..columns).step_by(BLOCK_COLUMNS) {
                let width = BLOCK_COLUMNS.min(columns - left);
                block.resize((end - top) * width, 0.0);
                let mut block = Block { top, left, columns: width, values: block };
                match first.b.form() {
                    Form::Panels(panels) => fill(&mut block, panels, &left_1.strips, false),
                    Form::Sparse(sparse) => {
                        sparse.fill(&mut block, &left_1.posts);
                        sparse.fill_gaps(&mut block, first.a);
                    }
                }
                if let Some(second) = second {
                    let Form::Panels(panels) = second.b.form() else {
                        panic!("a second right side must be packed as a whole");
                    };
                    fill(&mut block, panels, &left_2.strips, true);
                }
                take(&mut block);
            }
        }
    }
}

impl Factors<'_> {
    /// r and c.
    fn dim(&self) -> (usize, usize) {
        let (depth, columns) = self.b.dim();
        assert!(self.a.len().is_multiple_of(depth), "a must have rows of {depth}, found {} numbers", self.a.len());
        (self.a.len() / depth, columns)
    }
}

impl LeftSide {
    /// Packs the rows of `a` from `top` to `end`.
    fn pack(&mut self, Factors { a, b }: Factors, top: usize, end: usize) {
        let depth = b.dim().0;
        let rows = &a[top * depth..end * depth];
        match b.form() {
            Form::Panels(_) => self.strips.pack_rows(rows, depth),
            Form::Sparse(_) => self.posts.pack(rows, depth),
        }
    }
}

/// Computes `block` or, where it `goes_on`, adds to it.
fn fill(block: &mut Block, panels: &Panels, strips: &Strips, goes_on: bool) {
    let (stride, height) = (block.columns, block.values.len() / block.columns);
    for left in (0..stride).step_by(COLUMNS) {
        let lines = Lines::Packed(panels.panel(block.left + left));
        for top in (0..height).step_by(ROWS) {
            let values = &mut block.values[top * stride + left..];
            let mut window =
                Window { values, stride, height: ROWS.min(height - top), width: COLUMNS.min(stride - left) };
            accumulate(Part { posts: strips.strip(top), lines }, goes_on, &mut window);
        }
    }
}
