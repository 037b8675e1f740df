//! Products whose blocks of rows are handed out as soon as they are complete.

use super::block::Block;
use super::factors::Factors;
use super::microkernel::{MicroTiles, NR, PanelB, multiply_tiles};
use super::packed_b::Form;
use super::panels_a::PanelsA;
use super::panels_b::PanelsB;
use super::sparse_b::{SPARSE_MR, TallPanelA};

/// Rows of a block: a panel of b that has been read into cache serves all of them.
const BLOCK_ROWS: usize = SPARSE_MR;
/// Columns of a block: as many as the largest images have pixels, 32 × 32. What is done to a block next, as an update by a gradient, then goes
/// through memory without gaps, which processors fetch ahead; with its rows 131 kB, it is still in a middle cache.
pub(super) const BLOCK_COLUMNS: usize = 1024;

/// Reusable memory for one block and the rows that it is computed from.
#[derive(Debug, Default, Clone)]
pub struct RowBlocks {
    a: [PackedA; 2],
    block: Vec<f32>,
}

/// Rows of a, in the form that the form of b wants.
#[derive(Debug, Default, Clone)]
struct PackedA {
    panels: PanelsA,
    tall: TallPanelA,
}

impl RowBlocks {
    /// Bytes of memory, at most, for products of so many `columns`, of which the left side has rows of length `depth`.
    pub fn bytes(depth: usize, columns: usize) -> usize {
        // Both forms of the rows of both products, and the block.
        size_of::<f32>() * BLOCK_ROWS * (4 * depth + columns.min(BLOCK_COLUMNS))
    }

    /// Computes `first`, or the sum of it and `second`, which have the shape r × c, and hands it out block by block, row
    /// blocks in order, their columns from left to right.
    ///
    /// The sum of one element goes through the first product from p = 0 to its end, then on through the second.
    ///
    /// # Panics
    ///
    /// If the shapes do not fit each other, or b of `second` is packed without its zeros.
    pub fn each(&mut self, first: Factors, second: Option<Factors>, take: &mut dyn FnMut(&mut Block)) {
        let (rows, columns) = first.dim();
        assert!(
            second.is_none_or(|second| second.dim() == (rows, columns)),
            "two products of the same shape can be added"
        );
        let Self { a: [a_1, a_2], block } = self;
        for top in (0..rows).step_by(BLOCK_ROWS) {
            let end = rows.min(top + BLOCK_ROWS);
            a_1.pack(first, top, end);
            if let Some(second) = second {
                a_2.pack(second, top, end);
            }
            for left in (0..columns).step_by(BLOCK_COLUMNS) {
                let width = BLOCK_COLUMNS.min(columns - left);
                // At once: growing bit by bit it would come to twice as much.
                block.reserve_exact(((end - top) * width).saturating_sub(block.len()));
                block.resize((end - top) * width, 0.0);
                let mut block = Block { top, left, columns: width, values: block };
                a_1.multiply(first, false, &mut block);
                if let Some(second) = second {
                    a_2.multiply(second, true, &mut block);
                }
                take(&mut block);
            }
        }
    }
}

impl PackedA {
    /// Packs the rows of a from `top` to `end`.
    fn pack(&mut self, factors: Factors, top: usize, end: usize) {
        if let Factors::Packed { a, b } = factors {
            let depth = b.dim().0;
            let rows = &a[top * depth..end * depth];
            match b.form() {
                Form::Panels(_) => self.panels.pack_rows(rows, depth),
                Form::Sparse(_) => self.tall.pack(rows, depth),
            }
        }
    }

    /// Computes `block` of `a·b`, whose rows of a are packed here, or, where it is to `accumulate`, adds that to it.
    fn multiply(&self, factors: Factors, accumulate: bool, block: &mut Block) {
        match factors {
            Factors::Listed { a, b } => a.fill(block, b, accumulate),
            Factors::Packed { a, b } => match b.form() {
                Form::Panels(b) => fill(block, &self.panels, b, accumulate),
                Form::Sparse(b) => {
                    assert!(!accumulate, "b of a second product must be packed with its zeros");
                    b.fill(block, &self.tall);
                    b.fill_gaps(block, a);
                }
            },
        }
    }
}

/// Computes `block` of `a·b` or, where it is to `accumulate`, adds that to it.
fn fill(block: &mut Block, a: &PanelsA, b: &PanelsB, accumulate: bool) {
    let (stride, height) = (block.columns, block.values.len() / block.columns);
    let a = a.part(height, 0..b.depth());
    for left in (0..stride).step_by(NR) {
        let panel = PanelB::Packed(b.panel(block.left + left));
        let values = &mut block.values[left..];
        multiply_tiles(a, panel, accumulate, MicroTiles { values, stride, height, width: NR.min(stride - left) });
    }
}
