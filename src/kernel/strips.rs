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

/// Rows of a, of which some numbers are given with their places.
#[derive(Clone, Copy)]
pub(super) struct Numbers<'a> {
    pub(super) places: &'a [u32],
    pub(super) values: &'a [f32],
    /// Where those of each row begin.
    pub(super) begins: &'a [usize],
    /// Where they end.
    pub(super) ends: &'a [usize],
}

impl Strips<'_> {
    /// Multiplies each row of `a` by these columns, and sets a row of `out` to the result or, where it is to `accumulate`, adds it to
    /// that.
    pub(super) fn multiply(self, a: Numbers, accumulate: bool, out: &mut [f32]) {
        // As evenly as can be, since sums that are few wait for themselves; eight and seven vectors make up every large number.
        let mut vectors = self.columns / 4;
        let mut done = 0;
        while vectors > 0 {
            let width = match vectors.div_ceil(vectors.div_ceil(STRIP)) {
                STRIP => self.strip::<STRIP>(a, done, accumulate, out),
                7 => self.strip::<7>(a, done, accumulate, out),
                _ => self.strip::<1>(a, done, accumulate, out),
            };
            vectors -= width;
            done += 4 * width;
        }
        for at in done..self.columns {
            self.column(a, at, accumulate, out);
        }
    }

    /// The columns from number `at` on that are a strip of so many vectors.
    #[inline(never)]
    fn strip<const VECTORS: usize>(self, a: Numbers, at: usize, accumulate: bool, out: &mut [f32]) -> usize {
        let b = &self.b[self.left + at..];
        for (list, out) in a.rows().zip(out.chunks_exact_mut(self.columns)) {
            let out = out[at..].as_chunks_mut().0.first_chunk_mut().expect(INSIDE);
            multiply_row::<VECTORS>(list, b, self.stride, accumulate, out);
        }
        VECTORS
    }

    /// Column number `at`, where the last ones are no whole vector.
    #[inline(never)]
    fn column(self, a: Numbers, at: usize, accumulate: bool, out: &mut [f32]) {
        for ((places, values), out) in a.rows().zip(out.chunks_exact_mut(self.columns)) {
            let start = f32x4::splat(if accumulate { out[at] } else { 0.0 });
            let sum = places.iter().zip(values).fold(start, |sum, (&p, &value)| {
                let b = self.b[p as usize * self.stride + self.left + at];
                multiply_add(f32x4::splat(value), f32x4::splat(b), sum)
            });
            [out[at], ..] = sum.to_array();
        }
    }
}

impl<'a> Numbers<'a> {
    /// The places and values of each row.
    #[inline]
    fn rows(self) -> impl Iterator<Item = (&'a [u32], &'a [f32])> {
        let Self { places, values, begins, ends } = self;
        begins.iter().zip(ends).map(move |(&begin, &end)| (&places[begin..end], &values[begin..end]))
    }
}

const INSIDE: &str = "a strip is inside its matrix";

/// A row of a times the first so many vectors of each row of `b`, whose rows have the length `stride`.
///
/// Not inlined: on its own the sums stay in registers.
#[inline(never)]
fn multiply_row<const VECTORS: usize>(
    (places, values): (&[u32], &[f32]),
    b: &[f32],
    stride: usize,
    accumulate: bool,
    out: &mut [[f32; 4]; VECTORS],
) {
    let mut sums = if accumulate { out.map(f32x4::new) } else { [f32x4::splat(0.0); VECTORS] };
    for (&p, &value) in places.iter().zip(values) {
        let value = f32x4::splat(value);
        let row: &[[f32; 4]; VECTORS] = b[p as usize * stride..].as_chunks().0.first_chunk().expect(INSIDE);
        for (sum, &four) in sums.iter_mut().zip(row) {
            *sum = multiply_add(value, f32x4::new(four), *sum);
        }
    }
    *out = sums.map(f32x4::to_array);
}
