//! The left side of a product, brought into strips.

use super::tile::{Post, ROWS};
use wide::f32x4;

/// A matrix a (r × p) in strips of four rows, column by column; below the last row are zeros. Re-used, it allocates
/// nothing.
#[derive(Debug, Default, Clone)]
pub(super) struct Strips {
    depth: usize,
    posts: Vec<Post>,
}

impl Strips {
    /// Packs rows of length `depth`.
    pub(super) fn pack_rows(&mut self, a: &[f32], depth: usize) {
        self.depth = depth;
        let strips = a.chunks(ROWS * depth);
        self.posts.resize(strips.len() * depth, [0.0; ROWS]);
        for (rows, posts) in strips.zip(self.posts.chunks_exact_mut(depth)) {
            each_post(rows, depth, |p, post| posts[p] = post);
        }
    }

    /// Packs columns of length `rows`.
    pub(super) fn pack_columns(&mut self, a: &[f32], rows: usize) {
        self.depth = a.len() / rows;
        self.posts.clear();
        // At once: growing strip by strip it would come to twice as much, and to three times on the way.
        self.posts.reserve_exact(rows.div_ceil(ROWS) * self.depth);
        for top in (0..rows).step_by(ROWS) {
            self.posts.extend(a.chunks_exact(rows).map(|column| {
                let mut post = [0.0; ROWS];
                match column[top..].first_chunk() {
                    Some(whole) => post = *whole,
                    None => post[..rows - top].copy_from_slice(&column[top..]),
                }
                post
            }));
        }
    }

    /// The strip with row `top`.
    #[inline]
    pub(super) fn strip(&self, top: usize) -> &[Post] {
        &self.posts[top / ROWS * self.depth..][..self.depth]
    }
}

/// Hands out the columns of up to four rows of length `depth`, with their numbers; below the last row are zeros.
#[inline]
pub(super) fn each_post(rows: &[f32], depth: usize, mut take: impl FnMut(usize, Post)) {
    let mut done = 0;
    if rows.len() == ROWS * depth {
        let rows: [&[Post]; ROWS] = std::array::from_fn(|i| rows[i * depth..][..depth].as_chunks().0);
        while done + ROWS <= depth {
            let columns = f32x4::transpose(rows.map(|row| f32x4::new(row[done / ROWS])));
            for column in columns {
                take(done, column.to_array());
                done += 1;
            }
        }
    }
    for p in done..depth {
        let mut post = [0.0; ROWS];
        post.iter_mut().zip(rows.chunks_exact(depth)).for_each(|(to, row)| *to = row[p]);
        take(p, post);
    }
}
