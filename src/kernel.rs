//! Matrix products of f32 in one fixed order of summation.
//!
//! Every element is `Σₚ a[i,p] · b[p,j]`, added up from p = 0 with one rounding after each product and one after each
//! sum, whatever the shapes, the tile or the machine. So the blocked product below has the bits of three plain loops,
//! and a run has the same bits natively and in a browser.

use ndarray::{ArrayView2, ArrayViewMut2, Axis};
use wide::f32x4;

/// Rows of `a` held in registers at once.
const TILE_ROWS: usize = 4;
/// Columns of `b` in a panel: two 128-bit vectors.
const TILE_COLUMNS: usize = 8;

/// What a product's elements start from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// From 0: `out = a·b`.
    Zero,
    /// From what `out` holds: `out = out + a·b`, continuing its sum.
    Existing,
}

/// Reusable memory of [`Multiplier::multiply`], so that a training step allocates nothing once it is warm.
#[derive(Debug, Default, Clone)]
pub struct Multiplier {
    panel: Vec<[f32; TILE_COLUMNS]>,
    rows: Vec<f32>,
}

impl Multiplier {
    /// `out = a·b` or `out += a·b`, bit for bit the naive triple loop.
    ///
    /// # Shapes
    ///
    /// `a`: r × p, `b`: p × c, `out`: r × c, each in any memory layout. Rows of `a` and `out` that are contiguous in
    /// memory are used in place; others are copied.
    ///
    /// # Panics
    ///
    /// If the shapes do not fit each other.
    pub fn multiply(&mut self, a: ArrayView2<f32>, b: ArrayView2<f32>, mut out: ArrayViewMut2<f32>, start: Start) {
        let ((r, p), (bp, c)) = (a.dim(), b.dim());
        assert!(
            p == bp && out.dim() == (r, c),
            "product of {:?} and {:?} cannot fill {:?}",
            a.dim(),
            b.dim(),
            out.dim()
        );
        let mut rows = std::mem::take(&mut self.rows);
        let a = contiguous(a, &mut rows);
        for left in (0..c).step_by(TILE_COLUMNS) {
            let width = TILE_COLUMNS.min(c - left);
            self.pack(&b, left, width);
            for top in (0..r).step_by(TILE_ROWS) {
                let height = TILE_ROWS.min(r - top);
                // Below the last row the tile repeats it; those results are not stored.
                let lines: [&[f32]; TILE_ROWS] = std::array::from_fn(|i| {
                    let line = top + i.min(height - 1);
                    &a[line * p..(line + 1) * p]
                });
                let mut tile = [[0.0; TILE_COLUMNS]; TILE_ROWS];
                if start == Start::Existing {
                    load(&out, top, left, height, width, &mut tile);
                }
                accumulate(&mut tile, lines, &self.panel);
                store(&mut out, top, left, height, width, &tile);
            }
        }
        self.rows = rows;
    }

    /// Copies `width` columns of `b` from column `left` on into the panel, padded with zeros.
    fn pack(&mut self, b: &ArrayView2<f32>, left: usize, width: usize) {
        self.panel.clear();
        self.panel.resize(b.nrows(), [0.0; TILE_COLUMNS]);
        if b.strides()[1] == 1 && width == TILE_COLUMNS {
            for (line, row) in self.panel.iter_mut().zip(b.axis_iter(Axis(0))) {
                let row = row.to_slice().expect("a row of stride 1 is a slice");
                line.copy_from_slice(&row[left..left + TILE_COLUMNS]);
            }
        } else {
            for j in 0..width {
                for (line, &value) in self.panel.iter_mut().zip(b.column(left + j)) {
                    line[j] = value;
                }
            }
        }
    }
}

/// `a` as one row-major slice: in place where it is one, else copied to `buffer`.
fn contiguous<'a>(a: ArrayView2<'a, f32>, buffer: &'a mut Vec<f32>) -> &'a [f32] {
    if let Some(slice) = a.to_slice() {
        return slice;
    }
    buffer.clear();
    buffer.extend(a.iter());
    buffer
}

/// Adds the product of four rows and one panel to `tile`.
///
/// Not inlined: on its own the eight sums stay in registers.
#[inline(never)]
fn accumulate(tile: &mut [[f32; TILE_COLUMNS]; TILE_ROWS], rows: [&[f32]; TILE_ROWS], panel: &[[f32; TILE_COLUMNS]]) {
    let rows = rows.map(|row| &row[..panel.len()]);
    let mut sums = tile.map(|line| halves(&line));
    for (p, b) in panel.iter().enumerate() {
        let [low, high] = halves(b);
        for (sum, row) in sums.iter_mut().zip(rows) {
            let a = f32x4::splat(row[p]);
            sum[0] += a * low;
            sum[1] += a * high;
        }
    }
    for (line, [low, high]) in tile.iter_mut().zip(sums) {
        line[..4].copy_from_slice(&low.to_array());
        line[4..].copy_from_slice(&high.to_array());
    }
}

/// A line of a tile or panel as two vectors.
#[inline]
fn halves(line: &[f32; TILE_COLUMNS]) -> [f32x4; 2] {
    let [a, b, c, d, e, f, g, h] = *line;
    [f32x4::new([a, b, c, d]), f32x4::new([e, f, g, h])]
}

fn load(
    out: &ArrayViewMut2<f32>,
    top: usize,
    left: usize,
    height: usize,
    width: usize,
    tile: &mut [[f32; TILE_COLUMNS]; TILE_ROWS],
) {
    for (i, line) in tile.iter_mut().enumerate().take(height) {
        for (j, value) in line.iter_mut().enumerate().take(width) {
            *value = out[[top + i, left + j]];
        }
    }
}

fn store(
    out: &mut ArrayViewMut2<f32>,
    top: usize,
    left: usize,
    height: usize,
    width: usize,
    tile: &[[f32; TILE_COLUMNS]; TILE_ROWS],
) {
    for (i, line) in tile.iter().enumerate().take(height) {
        let mut row = out.row_mut(top + i);
        if let Some(row) = row.as_slice_mut() {
            row[left..left + width].copy_from_slice(&line[..width]);
        } else {
            for (j, &value) in line.iter().enumerate().take(width) {
                row[left + j] = value;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::Array2;
    use proptest::prelude::*;

    /// The definition: three loops.
    fn naive(a: &Array2<f32>, b: &Array2<f32>, start: &Array2<f32>) -> Array2<f32> {
        Array2::from_shape_fn((a.nrows(), b.ncols()), |(i, j)| {
            let mut sum = start[[i, j]];
            for p in 0..a.ncols() {
                sum += a[[i, p]] * b[[p, j]];
            }
            sum
        })
    }

    fn matrix(rows: usize, columns: usize, transposed: bool, salt: u32) -> Array2<f32> {
        let value = |i: usize, j: usize| {
            let mixed = (i as u32 * 7919 + j as u32 * 104_729 + salt).wrapping_mul(2_654_435_761);
            mixed as f32 / 4_294_967_296.0 - 0.5
        };
        if transposed {
            Array2::from_shape_fn((columns, rows), |(j, i)| value(i, j)).reversed_axes()
        } else {
            Array2::from_shape_fn((rows, columns), |(i, j)| value(i, j))
        }
    }

    proptest! {
        #[test]
        fn the_product_has_the_bits_of_three_loops(
            r in 1_usize..70, p in 1_usize..70, c in 1_usize..70, layout in 0_u32..8, salt: u32,
        ) {
            let a = matrix(r, p, layout & 1 != 0, salt);
            let b = matrix(p, c, layout & 2 != 0, salt ^ 1);
            let mut out = matrix(r, c, layout & 4 != 0, salt ^ 2);
            let continued = naive(&a, &b, &out);
            let mut multiplier = Multiplier::default();
            multiplier.multiply(a.view(), b.view(), out.view_mut(), Start::Existing);
            prop_assert_eq!(&out, &continued);
            multiplier.multiply(a.view(), b.view(), out.view_mut(), Start::Zero);
            prop_assert_eq!(&out, &naive(&a, &b, &Array2::zeros((r, c))));
        }
    }
}
