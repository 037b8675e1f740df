//! A product of which only some elements are wanted.

use super::microkernel::{COLUMN_ROWS, MR, NR, PanelRow, multiply_column, multiply_rows};
use super::panels_b::PanelsB;
use ndarray::ArrayView2;
use std::ops::Range;

/// Rows of a that are gone through at once: every panel of b finds them in a middle cache.
const ROWS: usize = 128;

/// Reusable memory of [`Wanted::multiply`].
#[derive(Debug, Default, Clone)]
pub struct Wanted {
    b: PanelsB,
}

impl Wanted {
    /// Bytes of memory for a b of p × c.
    pub fn bytes(p: usize, c: usize) -> usize {
        size_of::<PanelRow>() * p * c.div_ceil(NR)
    }

    /// Computes of `a·b` what is `wanted`, asked row by row for up to eight columns that follow each other, and leaves `out` as it is
    /// elsewhere. Returns how many elements these were.
    ///
    /// Rows are read where they stand, four at a time, whichever these are.
    ///
    /// # Shapes
    ///
    /// `a`: r × p, row-major, `b`: p × c, `out`: r × c, row-major.
    ///
    /// # Panics
    ///
    /// If neither the rows nor the columns of `b` follow each other in memory, or `out` has another length.
    pub fn multiply(
        &mut self,
        a: &[f32],
        b: ArrayView2<f32>,
        wanted: impl Fn(usize, Range<usize>) -> bool,
        out: &mut [f32],
    ) -> usize {
        let (depth, columns) = b.dim();
        assert_eq!(out.len() * depth, a.len() * columns, "the result has as many rows as a, and columns as b");
        self.b.pack(b);
        let row = |i: usize| &a[i * depth..][..depth];
        let rows = a.len() / depth;
        let mut elements = 0;
        for top in (0..rows).step_by(ROWS) {
            for left in (0..columns).step_by(NR) {
                let here = left..columns.min(left + NR);
                let mut candidates = (top..rows.min(top + ROWS)).filter(|&i| wanted(i, here.clone()));
                // A column that is left over would leave most of a micro-tile empty.
                let alone = if here.len() == 1 { b.column(left).to_slice() } else { None };
                if let Some(column) = alone {
                    while let Some((numbers, count)) = next_few::<COLUMN_ROWS>(&mut candidates) {
                        elements += count;
                        let sums = multiply_column(numbers.map(row), column);
                        for (&i, &sum) in numbers[..count].iter().zip(&sums) {
                            out[i * columns + left] = sum;
                        }
                    }
                }
                let panel = self.b.panel(left);
                while let Some((numbers, count)) = next_few::<MR>(&mut candidates) {
                    elements += count * here.len();
                    let tile = multiply_rows(numbers.map(row), panel);
                    for (&i, sums) in numbers[..count].iter().zip(&tile) {
                        let row = &mut out[i * columns..][..columns];
                        match row[left..].first_chunk_mut() {
                            Some(whole) => *whole = *sums,
                            None => row[left..].iter_mut().zip(sums).for_each(|(to, sum)| *to = *sum),
                        }
                    }
                }
            }
        }
        elements
    }
}

/// The next up to `N` rows, and how many they are; where there are fewer, the first again.
#[inline]
fn next_few<const N: usize>(rows: &mut impl Iterator<Item = usize>) -> Option<([usize; N], usize)> {
    let mut numbers = [rows.next()?; N];
    let mut count = 1;
    for (number, i) in numbers[1..].iter_mut().zip(rows) {
        *number = i;
        count += 1;
    }
    Some((numbers, count))
}
