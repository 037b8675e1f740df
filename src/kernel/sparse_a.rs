//! A left factor of which most is 0: compressed sparse rows (CSR).

use super::block::Block;
use super::in_place::KC;
use super::lists::{Lists, is_finite};
use crate::math::multiply_add;
use wide::f32x4;

/// Vectors of a strip, at most: as many sums of one row as stay in registers.
const STRIP: usize = 8;

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
            let lists = begins.iter().zip(&*ends).map(|(&begin, &end)| rows.part(begin..end));
            b.multiply(lists, start > 0, out);
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
        b.multiply(rows.map(|i| self.rows.line(i)), accumulate, block.values);
    }
}

/// The numbers of a row of a that are not 0, after where they stand.
type List<'a> = (&'a [u32], &'a [f32]);

/// Columns of a right factor, which is read where it stands.
#[derive(Clone, Copy)]
struct Strips<'a> {
    b: &'a [f32],
    /// The length of its rows.
    stride: usize,
    left: usize,
    columns: usize,
}

impl Strips<'_> {
    /// Multiplies each row of a, as a list, by these columns, and sets a row of `out` to the result or, where it is to `accumulate`,
    /// adds it to that.
    fn multiply<'a>(self, rows: impl Iterator<Item = List<'a>> + Clone, accumulate: bool, out: &mut [f32]) {
        // As evenly as can be: sums that are few wait for themselves.
        let mut vectors = self.columns / 4;
        let mut done = 0;
        for strips in (1..=vectors.div_ceil(STRIP)).rev() {
            let width = vectors.div_ceil(strips);
            let rows = rows.clone();
            match width {
                1 => self.strip::<1>(rows, done, accumulate, out),
                2 => self.strip::<2>(rows, done, accumulate, out),
                3 => self.strip::<3>(rows, done, accumulate, out),
                4 => self.strip::<4>(rows, done, accumulate, out),
                5 => self.strip::<5>(rows, done, accumulate, out),
                6 => self.strip::<6>(rows, done, accumulate, out),
                7 => self.strip::<7>(rows, done, accumulate, out),
                _ => self.strip::<STRIP>(rows, done, accumulate, out),
            }
            vectors -= width;
            done += 4 * width;
        }
        for at in done..self.columns {
            for ((places, values), out) in rows.clone().zip(out.chunks_exact_mut(self.columns)) {
                let start = if accumulate { out[at] } else { 0.0 };
                let numbers = places.iter().zip(values);
                out[at] = numbers.fold(start, |sum, (&p, value)| {
                    let [sum, ..] = multiply_add(
                        f32x4::splat(*value),
                        f32x4::splat(self.b[p as usize * self.stride + self.left + at]),
                        f32x4::splat(sum),
                    )
                    .to_array();
                    sum
                });
            }
        }
    }

    /// The columns from number `at` on that are a strip of so many vectors.
    fn strip<'a, const VECTORS: usize>(
        self,
        rows: impl Iterator<Item = List<'a>>,
        at: usize,
        accumulate: bool,
        out: &mut [f32],
    ) {
        let b = &self.b[self.left + at..];
        for (list, out) in rows.zip(out.chunks_exact_mut(self.columns)) {
            let out = out[at..].as_chunks_mut().0.first_chunk_mut().expect("a strip is inside its matrix");
            multiply_row::<VECTORS>(list, b, self.stride, accumulate, out);
        }
    }
}

/// A row of a, as a list, times the first so many vectors of each row of `b`, whose rows have the length `stride`.
///
/// Not inlined: on its own the sums stay in registers.
#[inline(never)]
fn multiply_row<const VECTORS: usize>(
    (places, values): List,
    b: &[f32],
    stride: usize,
    accumulate: bool,
    out: &mut [[f32; 4]; VECTORS],
) {
    let mut sums = if accumulate { out.map(f32x4::new) } else { [f32x4::splat(0.0); VECTORS] };
    for (&p, &value) in places.iter().zip(values) {
        let value = f32x4::splat(value);
        let row: &[[f32; 4]; VECTORS] =
            b[p as usize * stride..].as_chunks().0.first_chunk().expect("a strip is inside its matrix");
        for (sum, &four) in sums.iter_mut().zip(row) {
            *sum = multiply_add(value, f32x4::new(four), *sum);
        }
    }
    *out = sums.map(f32x4::to_array);
}
