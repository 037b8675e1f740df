//! One row of a at a time, times a right factor that is read where it stands: a micro-tile of one row by up to 32 columns.

use crate::math::multiply_add;
use wide::f32x4;

/// Vectors of a strip, at most: as many sums of one row as stay in registers.
const STRIP: usize = 8;

/// Columns of a right factor.
#[derive(Clone, Copy)]
pub(super) struct Strips<'a> {
    /// The factor, row after row.
    pub(super) b: &'a [f32],
    /// The length of its rows.
    pub(super) stride: usize,
    /// The first of these columns.
    pub(super) left: usize,
    /// How many there are.
    pub(super) columns: usize,
}

impl Strips<'_> {
    /// Multiplies each row of a, of which some numbers are given with their places, by these columns, and sets a row of `out` to the
    /// result or, where it is to `accumulate`, adds it to that.
    pub(super) fn multiply<R: Iterator<Item = (usize, f32)>>(
        self,
        rows: impl Iterator<Item = R> + Clone,
        accumulate: bool,
        out: &mut [f32],
    ) {
        // As evenly as can be: sums that are few wait for themselves.
        let mut vectors = self.columns / 4;
        let mut done = 0;
        for strips in (1..=vectors.div_ceil(STRIP)).rev() {
            let width = vectors.div_ceil(strips);
            let rows = rows.clone();
            match width {
                1 => self.strip::<1, R>(rows, done, accumulate, out),
                2 => self.strip::<2, R>(rows, done, accumulate, out),
                3 => self.strip::<3, R>(rows, done, accumulate, out),
                4 => self.strip::<4, R>(rows, done, accumulate, out),
                5 => self.strip::<5, R>(rows, done, accumulate, out),
                6 => self.strip::<6, R>(rows, done, accumulate, out),
                7 => self.strip::<7, R>(rows, done, accumulate, out),
                _ => self.strip::<STRIP, R>(rows, done, accumulate, out),
            }
            vectors -= width;
            done += 4 * width;
        }
        for at in done..self.columns {
            self.column(rows.clone(), at, accumulate, out);
        }
    }

    /// The columns from number `at` on that are a strip of so many vectors.
    fn strip<const VECTORS: usize, R: Iterator<Item = (usize, f32)>>(
        self,
        rows: impl Iterator<Item = R>,
        at: usize,
        accumulate: bool,
        out: &mut [f32],
    ) {
        let b = &self.b[self.left + at..];
        for (numbers, out) in rows.zip(out.chunks_exact_mut(self.columns)) {
            let out = out[at..].as_chunks_mut().0.first_chunk_mut().expect(INSIDE);
            multiply_row::<VECTORS>(numbers, b, self.stride, accumulate, out);
        }
    }

    /// Column number `at`, where the last ones are no whole vector.
    fn column<R: Iterator<Item = (usize, f32)>>(
        self,
        rows: impl Iterator<Item = R>,
        at: usize,
        accumulate: bool,
        out: &mut [f32],
    ) {
        for (numbers, out) in rows.zip(out.chunks_exact_mut(self.columns)) {
            let start = f32x4::splat(if accumulate { out[at] } else { 0.0 });
            let sum = numbers.fold(start, |sum, (p, value)| {
                let b = self.b[p * self.stride + self.left + at];
                multiply_add(f32x4::splat(value), f32x4::splat(b), sum)
            });
            [out[at], ..] = sum.to_array();
        }
    }
}

const INSIDE: &str = "a strip is inside its matrix";

/// A row of a times the first so many vectors of each row of `b`, whose rows have the length `stride`.
///
/// Not inlined: on its own the sums stay in registers.
#[inline(never)]
fn multiply_row<const VECTORS: usize>(
    numbers: impl Iterator<Item = (usize, f32)>,
    b: &[f32],
    stride: usize,
    accumulate: bool,
    out: &mut [[f32; 4]; VECTORS],
) {
    let mut sums = if accumulate { out.map(f32x4::new) } else { [f32x4::splat(0.0); VECTORS] };
    for (p, value) in numbers {
        let value = f32x4::splat(value);
        let row: &[[f32; 4]; VECTORS] = b[p * stride..].as_chunks().0.first_chunk().expect(INSIDE);
        for (sum, &four) in sums.iter_mut().zip(row) {
            *sum = multiply_add(value, f32x4::new(four), *sum);
        }
    }
    *out = sums.map(f32x4::to_array);
}
