//! The innermost loops: four rows by eight columns, as eight 128-bit sums in registers.

use crate::math::multiply_add;
use wide::f32x4;

/// Rows of the left side that are multiplied at once.
pub(super) const ROWS: usize = 4;
/// Columns of the right side that are multiplied at once: two 128-bit vectors.
pub(super) const COLUMNS: usize = 8;

/// One column of four rows of the left side.
pub(super) type Post = [f32; ROWS];

/// One row of eight columns of the right side.
pub(super) type Line = [f32; COLUMNS];

/// Eight columns of the right side.
#[derive(Clone, Copy)]
pub(super) enum Lines<'a> {
    /// One after the other.
    Packed(&'a [Line]),
    /// Line p stands at column `left` of row p of a matrix with rows of `stride`.
    InPlace { matrix: &'a [f32], stride: usize, left: usize },
}

/// What is added to a tile: four rows times eight columns.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) posts: &'a [Post],
    pub(super) lines: Lines<'a>,
}

/// Where a tile stands in its matrix.
pub(super) struct Window<'a> {
    /// The matrix from the tile's first element on.
    pub(super) values: &'a mut [f32],
    /// The length of its rows.
    pub(super) stride: usize,
    /// Rows of the tile that are kept.
    pub(super) height: usize,
    /// Columns of the tile that are kept.
    pub(super) width: usize,
}

/// Adds `part`, from 0 on or, where it `goes_on`, from what stands in `window`.
pub(super) fn accumulate(part: Part, goes_on: bool, window: &mut Window) {
    if window.height == ROWS && window.width == COLUMNS {
        return whole(part, goes_on, window.values, window.stride);
    }
    let mut tile = [0.0; ROWS * COLUMNS];
    if goes_on {
        window.each(|value, i| tile[i] = *value);
    }
    whole(part, goes_on, &mut tile, COLUMNS);
    window.each(|value, i| *value = tile[i]);
}

/// As [`accumulate`], all of a tile being kept.
///
/// Not inlined: on its own the eight sums stay in registers.
#[inline(never)]
fn whole(part: Part, goes_on: bool, values: &mut [f32], stride: usize) {
    let sums = if goes_on {
        std::array::from_fn(|i| halves(values[i * stride..].first_chunk().expect(WHOLE)))
    } else {
        [[f32x4::splat(0.0); 2]; ROWS]
    };
    let sums = match part.lines {
        Lines::Packed(lines) => packed(sums, part.posts, lines),
        Lines::InPlace { matrix, stride, left } => in_place(sums, part.posts, matrix, stride, left),
    };
    for (i, sum) in sums.into_iter().enumerate() {
        *values[i * stride..].first_chunk_mut().expect(WHOLE) = line(sum);
    }
}

const WHOLE: &str = "a whole tile has four rows of eight columns";

type Sums = [[f32x4; 2]; ROWS];

#[inline]
fn packed(mut sums: Sums, posts: &[Post], lines: &[Line]) -> Sums {
    // Not unrolled: engines run out of registers then, and it is half as fast.
    for (post, line) in posts.iter().zip(lines) {
        add(&mut sums, post, line);
    }
    sums
}

#[inline]
fn in_place(mut sums: Sums, posts: &[Post], matrix: &[f32], stride: usize, left: usize) -> Sums {
    for (post, row) in posts.iter().zip(matrix.chunks_exact(stride)) {
        add(&mut sums, post, row[left..].first_chunk().expect("a panel in place is as wide as a tile"));
    }
    sums
}

#[inline]
fn add(sums: &mut Sums, post: &Post, line: &Line) {
    let [low, high] = halves(line);
    for (sum, &a) in sums.iter_mut().zip(post) {
        let a = f32x4::splat(a);
        sum[0] = multiply_add(a, low, sum[0]);
        sum[1] = multiply_add(a, high, sum[1]);
    }
}

/// A line as two vectors.
#[inline]
pub(super) fn halves(line: &Line) -> [f32x4; 2] {
    let [a, b, c, d, e, f, g, h] = *line;
    [f32x4::new([a, b, c, d]), f32x4::new([e, f, g, h])]
}

/// Two vectors as a line.
#[inline]
pub(super) fn line([low, high]: [f32x4; 2]) -> Line {
    let ([a, b, c, d], [e, f, g, h]) = (low.to_array(), high.to_array());
    [a, b, c, d, e, f, g, h]
}

impl Window<'_> {
    /// Hands out what is kept, each element with its number in a tile.
    ///
    /// One by one: in WebAssembly a copy of unknown length is a call, which takes longer than so few elements. The width is asked
    /// for at each, since compilers make such a copy of a loop that ends there.
    fn each(&mut self, mut take: impl FnMut(&mut f32, usize)) {
        for (i, row) in self.values.chunks_mut(self.stride).enumerate().take(self.height) {
            for (j, value) in row.iter_mut().enumerate().take(COLUMNS) {
                if j < self.width {
                    take(value, i * COLUMNS + j);
                }
            }
        }
    }
}
