//! A left factor of which most is 0: compressed sparse rows (CSR).

use super::block::Block;
use super::in_place::KC;
use super::lists::{Lists, is_finite};
use super::strips::Strips;

/// Rows from which on lists repay the search.
const ENOUGH_ROWS: usize = 32;

/// A matrix a (r × p) as a list of what is not 0 for each row, where most is. Re-used, it allocates nothing.
///
/// Of a hidden layer after a ReLU two thirds to four fifths are 0, and where h is 0 its gradient is, too.
#[derive(Debug, Default, Clone)]
pub struct SparseA {
    /// Whether there are lists.
    is_listed: bool,
    rows: Lists,
    /// For each row where in its list the part begins that is multiplied at once, and where it ends.
    begins: Vec<usize>,
    ends: Vec<usize>,
}

impl SparseA {
    /// Bytes of memory for an r × p matrix, at most.
    pub fn bytes(r: usize, p: usize) -> usize {
        Lists::bytes(r, p) + 2 * size_of::<usize>() * r
    }

    /// Lists the rows of `a`, each `depth` long, if enough of it is 0 to repay that.
    pub fn list(&mut self, a: &[f32], depth: usize) {
        let rows = a.len() / depth;
        // Some rows are fuller than others: an eighth of them is granted in advance.
        let most = |done| depth * (done + rows / 8) * 3 / 5;
        self.is_listed = rows >= ENOUGH_ROWS && self.rows.list(a, depth, most);
    }

    /// Keeps no lists.
    pub fn clear(&mut self) {
        self.is_listed = false;
    }

    /// Lists the rows of aᵀ, if those of `a` are listed.
    pub fn list_transpose(&mut self, a: &Self) {
        self.is_listed = a.is_listed;
        if a.is_listed {
            self.rows.list_transpose(&a.rows);
        }
    }

    /// Lists the rows of `a`, which is 0 wherever `other` is, if those of `other` are listed.
    pub fn list_where(&mut self, other: &Self, a: &[f32]) {
        self.is_listed = other.is_listed;
        if other.is_listed {
            self.rows.list_where(&other.rows, a);
        }
    }

    /// Keeps the lists only if all of `b` is finite: 0 times what is not is NaN, and could not be left out. Returns whether there
    /// are lists.
    pub fn keep_for(&mut self, b: &[f32]) -> bool {
        self.is_listed &= is_finite(b);
        self.is_listed
    }

    /// Whether there are lists, which have been kept for `b`.
    pub(super) fn is_listed_for(&self, b: &[f32]) -> bool {
        debug_assert!(!self.is_listed || is_finite(b), "lists are kept for a finite b");
        self.is_listed
    }

    /// `out = a·b`, if a is listed and b finite; elsewhere nothing is done, and `false` returned.
    ///
    /// # Shapes
    ///
    /// `b`: p × `columns`, `out`: r × `columns`, both row-major.
    ///
    /// # Panics
    ///
    /// If `b` is too short.
    pub fn multiply(&mut self, b: &[f32], columns: usize, out: &mut [f32]) -> bool {
        if !self.keep_for(b) {
            return false;
        }
        let Self { rows, begins, ends, .. } = self;
        let depth = rows.length();
        begins.clear();
        begins.extend((0..rows.lines()).map(|i| rows.start(i)));
        for start in (0..depth).step_by(KC) {
            let end = depth.min(start + KC);
            ends.clear();
            ends.extend(begins.iter().enumerate().map(|(i, &begin)| rows.first_from(i, begin, end)));
            let b = Strips { b, stride: columns, left: 0, columns };
            b.multiply(rows.numbers(begins, ends), start > 0, out);
            std::mem::swap(begins, ends);
        }
        true
    }

    /// r and the columns of `b`.
    pub(super) fn dim_with(&self, b: &[f32]) -> (usize, usize) {
        (self.rows.lines(), b.len() / self.rows.length())
    }

    /// How many numbers are not 0.
    pub fn numbers(&self) -> usize {
        self.rows.count()
    }

    /// Computes `block` of `a·b` or, where it is to `accumulate`, adds that to it.
    pub(super) fn fill(&self, block: &mut Block, b: &[f32], accumulate: bool) {
        let (_, stride) = self.dim_with(b);
        let b = Strips { b, stride, left: block.left, columns: block.columns };
        let rows = block.top..block.top + block.values.len() / block.columns;
        b.multiply(self.rows.numbers_of(rows), accumulate, block.values);
    }
}
