//! The right factor of a product, in the form in which it is multiplied.

use super::microkernel::{NR, PanelRow};
use super::panels_b::PanelsB;
use super::sparse_b::SparseB;
use ndarray::ArrayView2;

/// A matrix b (p × c), packed: in micro-panels or, where most of it is 0, as a list of what is not for each column. Re-used, it
/// allocates nothing.
#[derive(Debug, Default, Clone)]
pub struct PackedB {
    is_sparse: bool,
    panels: PanelsB,
    sparse: SparseB,
}

/// Rows of a from which on lists are faster than panels, measured with images of digits.
const ENOUGH_ROWS: usize = 20;

/// The form that b has.
pub(super) enum Form<'a> {
    Panels(&'a PanelsB),
    Sparse(&'a SparseB),
}

impl PackedB {
    /// Packs `b` with all its zeros.
    ///
    /// # Shapes
    ///
    /// `b`: p × c.
    ///
    /// # Panics
    ///
    /// If neither the rows nor the columns of `b` follow each other in memory.
    pub fn pack(&mut self, b: ArrayView2<f32>) {
        self.is_sparse = false;
        self.panels.pack(b);
    }

    /// Packs `b` for an a of so many `rows`, without its zeros if it has many and there are enough rows to repay the search.
    ///
    /// # Shapes
    ///
    /// `b`: p × c.
    ///
    /// # Panics
    ///
    /// If the columns of `b` do not follow each other in memory.
    pub fn pack_sparse(&mut self, b: ArrayView2<f32>, rows: usize) {
        let columns = b.t().to_slice().expect("the columns of b follow each other in memory");
        self.is_sparse = rows >= ENOUGH_ROWS && self.sparse.list(columns, b.nrows());
        if !self.is_sparse {
            self.panels.pack(b);
        }
    }

    /// Packs `b`, of which `transposed` is the transpose.
    ///
    /// # Panics
    ///
    /// As [`PackedB::pack`].
    pub fn pack_transpose(&mut self, transposed: &Self, b: ArrayView2<f32>) {
        self.is_sparse = transposed.is_sparse;
        if self.is_sparse {
            self.sparse.list_transpose(&transposed.sparse);
        } else {
            self.panels.pack(b);
        }
    }

    /// Bytes of memory for a p × c matrix, at most: in micro-panels, which are padded to whole ones, and before that, where lists are
    /// tried for an a of so many `rows`, of each number its row and its value.
    pub fn bytes(p: usize, c: usize, rows: usize) -> usize {
        let lists = if rows >= ENOUGH_ROWS { (size_of::<u32>() + size_of::<f32>()) * p * c } else { 0 };
        lists + size_of::<usize>() * (p + c) + size_of::<PanelRow>() * p * c.div_ceil(NR)
    }

    pub(super) fn form(&self) -> Form<'_> {
        if self.is_sparse { Form::Sparse(&self.sparse) } else { Form::Panels(&self.panels) }
    }

    /// How many of its numbers are multiplied by.
    pub(super) fn numbers(&self) -> usize {
        match self.form() {
            Form::Panels(panels) => panels.depth() * panels.columns(),
            Form::Sparse(sparse) => sparse.numbers(),
        }
    }

    /// p and c.
    pub(super) fn dim(&self) -> (usize, usize) {
        match self.form() {
            Form::Panels(panels) => (panels.depth(), panels.columns()),
            Form::Sparse(sparse) => (sparse.depth(), sparse.columns()),
        }
    }
}
