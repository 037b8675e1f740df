//! The micro-kernel, the innermost loops: a micro-tile of `MR` rows by `NR` columns of a·b, as eight 128-bit sums in registers.
//!
//! The names are those of BLIS: a and b are packed into *micro-panels*, so that what is multiplied next stands next in memory;
//! a micro-panel of a (`MR` rows) times one of b (`NR` columns) is a *micro-tile* of the result.

use crate::math::multiply_add;
use wide::f32x4;

/// Rows of a micro-tile.
pub(super) const MR: usize = 4;
/// Columns of a micro-tile: two 128-bit vectors.
pub(super) const NR: usize = 8;

/// One column of a micro-panel of a.
pub(super) type PanelColumn = [f32; MR];

/// One row of a micro-panel of b.
pub(super) type PanelRow = [f32; NR];

/// A micro-panel of b, row after row.
#[derive(Clone, Copy)]
pub(super) enum PanelB<'a> {
    /// Its rows follow each other in memory.
    Packed(&'a [PanelRow]),
    /// Row p stands at column `left` of row p of a matrix whose rows have the length `stride`.
    InPlace { matrix: &'a [f32], stride: usize, left: usize },
}

/// Micro-panels of a, one after the other, of each of which the same part is multiplied.
#[derive(Clone, Copy)]
pub(super) struct PanelsPart<'a> {
    pub(super) columns: &'a [PanelColumn],
    /// The columns of a whole micro-panel.
    pub(super) depth: usize,
    /// The first that is multiplied.
    pub(super) begin: usize,
    /// The one after the last: as many are multiplied as b has rows.
    pub(super) end: usize,
}

/// Where micro-tiles that stand below each other are in their matrix.
pub(super) struct MicroTiles<'a> {
    /// The matrix from the first one's first element on.
    pub(super) values: &'a mut [f32],
    /// The length of the matrix's rows.
    pub(super) stride: usize,
    /// How many of their rows are inside the matrix.
    pub(super) height: usize,
    /// How many of their columns are.
    pub(super) width: usize,
}

/// `tiles = a·b`, or `tiles += a·b` where it is to `accumulate`: a micro-tile for each micro-panel of a.
pub(super) fn multiply_tiles(a: PanelsPart, b: PanelB, accumulate: bool, tiles: MicroTiles) {
    let MicroTiles { values, stride, height, width } = tiles;
    let whole = if width == NR { height / MR } else { 0 };
    multiply_whole(a, whole, b, accumulate, values, stride);
    for (i, a) in a.each().enumerate().skip(whole) {
        let values = &mut values[i * MR * stride..];
        let mut tile = MicroTiles { values, stride, height: MR.min(height - i * MR), width };
        let mut sums = [0.0; MR * NR];
        if accumulate {
            tile.each(|value, i| sums[i] = *value);
        }
        let depth = a.len();
        multiply_whole(PanelsPart { columns: a, depth, begin: 0, end: depth }, 1, b, accumulate, &mut sums, NR);
        tile.each(|value, i| *value = sums[i]);
    }
}

/// The first `count` of [`multiply_tiles`], which are inside their matrix.
fn multiply_whole(a: PanelsPart, count: usize, b: PanelB, accumulate: bool, values: &mut [f32], stride: usize) {
    let a = PanelsPart { columns: &a.columns[..count * a.depth], ..a };
    match b {
        PanelB::Packed(b) => packed(a, b, accumulate, values, stride),
        PanelB::InPlace { matrix, stride: row, left } => in_place(a, (matrix, row, left), accumulate, values, stride),
    }
}

// Not inlined: on their own the eight sums stay in registers. All the micro-tiles in one call: where the depth is that of a small batch,
// a call takes a quarter of a micro-tile's time.

#[inline(never)]
fn packed(a: PanelsPart, b: &[PanelRow], accumulate: bool, values: &mut [f32], stride: usize) {
    each_tile(a, || b.iter(), accumulate, values, stride);
}

#[inline(never)]
fn in_place(
    a: PanelsPart,
    (matrix, row, left): (&[f32], usize, usize),
    accumulate: bool,
    values: &mut [f32],
    stride: usize,
) {
    let rows =
        || matrix.chunks_exact(row).map(|row| row[left..].first_chunk().expect("a panel in place has NR columns"));
    each_tile(a, rows, accumulate, values, stride);
}

#[inline]
fn each_tile<'a, Rows: Iterator<Item = &'a PanelRow>>(
    a: PanelsPart,
    b: impl Fn() -> Rows,
    accumulate: bool,
    values: &mut [f32],
    stride: usize,
) {
    for (a, values) in a.each().zip(values.chunks_mut(MR * stride)) {
        let mut sums = if accumulate {
            std::array::from_fn(|i| vectors(values[i * stride..].first_chunk().expect(WHOLE)))
        } else {
            [[f32x4::splat(0.0); 2]; MR]
        };
        // Not unrolled: engines run out of registers then, and it is half as fast.
        for (column, row) in a.iter().zip(b()) {
            add_outer_product(&mut sums, column, row);
        }
        for (i, sum) in sums.into_iter().enumerate() {
            *values[i * stride..].first_chunk_mut().expect(WHOLE) = panel_row(sum);
        }
    }
}

const WHOLE: &str = "a whole micro-tile has MR rows of NR columns";

type Sums = [[f32x4; 2]; MR];

/// A micro-tile of which the rows of a are read where they stand.
///
/// Not inlined: on its own the eight sums stay in registers.
#[inline(never)]
pub(super) fn multiply_rows([a, b, c, d]: [&[f32]; MR], panel: &[PanelRow]) -> [PanelRow; MR] {
    let mut sums = [[f32x4::splat(0.0); 2]; MR];
    for ((((row, &a), &b), &c), &d) in panel.iter().zip(a).zip(b).zip(c).zip(d) {
        add_outer_product(&mut sums, &[a, b, c, d], row);
    }
    sums.map(panel_row)
}

/// Rows of a micro-tile that has one column: four sums of four rows do not wait for each other.
pub(super) const COLUMN_ROWS: usize = 16;

/// A micro-tile of one column, of which the rows of a are read where they stand, four numbers of four rows at a time.
///
/// Not inlined: on its own the sums stay in registers.
#[inline(never)]
pub(super) fn multiply_column(rows: [&[f32]; COLUMN_ROWS], column: &[f32]) -> [f32; COLUMN_ROWS] {
    let (fours, rest) = column.as_chunks::<4>();
    let rows_in_fours = rows.map(|row| &row.as_chunks::<4>().0[..fours.len()]);
    let mut sums = [f32x4::splat(0.0); COLUMN_ROWS / 4];
    for (i, four) in fours.iter().enumerate() {
        for (sum, rows) in sums.iter_mut().zip(rows_in_fours.as_chunks::<4>().0) {
            let columns = f32x4::transpose(rows.map(|row| f32x4::new(row[i])));
            for (a, &b) in columns.into_iter().zip(four) {
                *sum = multiply_add(a, f32x4::splat(b), *sum);
            }
        }
    }
    for (p, &b) in (4 * fours.len()..).zip(rest) {
        for (sum, rows) in sums.iter_mut().zip(rows.as_chunks::<4>().0) {
            *sum = multiply_add(f32x4::new(rows.map(|row| row[p])), f32x4::splat(b), *sum);
        }
    }
    let mut column = [0.0; COLUMN_ROWS];
    for (to, sum) in column.as_chunks_mut().0.iter_mut().zip(sums) {
        *to = sum.to_array();
    }
    column
}

#[inline]
fn add_outer_product(sums: &mut Sums, column: &PanelColumn, row: &PanelRow) {
    let [low, high] = vectors(row);
    for (sum, &a) in sums.iter_mut().zip(column) {
        let a = f32x4::splat(a);
        sum[0] = multiply_add(a, low, sum[0]);
        sum[1] = multiply_add(a, high, sum[1]);
    }
}

/// A row as two vectors.
#[inline]
fn vectors(row: &PanelRow) -> [f32x4; 2] {
    let [a, b, c, d, e, f, g, h] = *row;
    [f32x4::new([a, b, c, d]), f32x4::new([e, f, g, h])]
}

/// Two vectors as a row.
#[inline]
pub(super) fn panel_row([low, high]: [f32x4; 2]) -> PanelRow {
    let ([a, b, c, d], [e, f, g, h]) = (low.to_array(), high.to_array());
    [a, b, c, d, e, f, g, h]
}

impl<'a> PanelsPart<'a> {
    /// The part of each micro-panel.
    #[inline]
    fn each(self) -> impl Iterator<Item = &'a [PanelColumn]> {
        self.columns.chunks_exact(self.depth).map(move |panel| &panel[self.begin..self.end])
    }
}

impl MicroTiles<'_> {
    /// Hands out each element of a single one that is inside the matrix, with its number in a whole micro-tile.
    ///
    /// One by one: in WebAssembly a copy of unknown length is a call, which takes longer than so few elements. The width is asked
    /// for at each, since compilers make such a copy of a loop that ends there.
    fn each(&mut self, mut take: impl FnMut(&mut f32, usize)) {
        for (i, row) in self.values.chunks_mut(self.stride).enumerate().take(self.height) {
            for (j, value) in row.iter_mut().enumerate().take(NR) {
                if j < self.width {
                    take(value, i * NR + j);
                }
            }
        }
    }
}
