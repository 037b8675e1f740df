//! Principal components: the directions in which the training images vary, and by how much.

use super::eigen::{Eigen, add, dot};
use ndarray::ArrayView2;

/// Images or pixels that are worked on at once: few enough to stay in cache while everything else passes by.
pub(super) const CHUNK: usize = 128;

/// The eigenvectors of `(1/m) (X − μ)ᵀ(X − μ)` with eigenvalues that are not 0, the largest first.
///
/// # Shapes
///
/// `mean`: n, `variances`: r ≤ min(m − 1, n), `components`: r × n numbers, row after row.
#[derive(Debug, Clone)]
pub struct PrincipalComponents {
    /// μ.
    pub mean: Vec<f64>,
    /// σᵢ²: the variance along uᵢ.
    pub variances: Vec<f64>,
    /// uᵢ after uᵢ: orthonormal.
    pub components: Vec<f64>,
}

impl PrincipalComponents {
    /// Bytes of memory that it takes, at most, to find those of m images of n pixels: the images, in f32, less the mean, and
    /// transposed or combined; the matrix of their products and its eigenvectors.
    pub(super) fn bytes(n: usize, m: usize) -> usize {
        (size_of::<f32>() + 2 * size_of::<f64>()) * n * m + Eigen::bytes(n.min(m))
    }

    /// Bytes that [`PrincipalComponents::variances_of`] takes, with the components of m images.
    pub(super) fn bytes_along(n: usize, m: usize) -> usize {
        size_of::<f64>() * n * (n.min(m) + CHUNK + 1)
    }

    /// The principal components of the rows of `x`.
    ///
    /// With fewer images than pixels they come from the m × m matrix `(1/m) (X − μ)(X − μ)ᵀ`, which has the same
    /// eigenvalues.
    ///
    /// # Panics
    ///
    /// If `x` has no row, or is not row-major.
    pub fn of(x: ArrayView2<f32>) -> Self {
        let (m, n) = x.dim();
        let mut mean = vec![0.0; n];
        for image in slice(x).chunks_exact(n) {
            for (mean, &value) in mean.iter_mut().zip(image) {
                *mean += f64::from(value) / m as f64;
            }
        }
        let centred = centred(slice(x), &mean);
        let few = m < n;
        let size = m.min(n);
        let products = if few { products(&centred, m) } else { products(&transposed(&centred, n), n) };
        let Eigen { values: mut variances, vectors: mut components } =
            Eigen::of(products.into_iter().map(|product| product / m as f64).collect(), size);
        // What is left of a 0 after rounding.
        let zero = f64::EPSILON * m.max(n) as f64 * variances[0];
        variances.truncate(variances.iter().take_while(|&&variance| variance > zero).count());
        components.truncate(variances.len() * size);
        if few {
            components = combined(&components, &centred, m);
        }
        Self { mean, variances, components }
    }

    /// The mean over the rows of `x` of `(uᵢᵀ(x − μ))²`, for each i, and of `‖x − μ‖²`.
    pub fn variances_of(&self, x: ArrayView2<f32>) -> (Vec<f64>, f64) {
        let (images, n) = x.dim();
        let mut along = vec![0.0; self.variances.len()];
        let mut total = 0.0;
        for chunk in slice(x).chunks(CHUNK * n) {
            let chunk = centred(chunk, &self.mean);
            total += dot(&chunk, &chunk) / images as f64;
            for (along, u) in along.iter_mut().zip(self.components.chunks_exact(n)) {
                for image in chunk.chunks_exact(n) {
                    let part = dot(image, u);
                    *along += part * part / images as f64;
                }
            }
        }
        (along, total)
    }
}

fn slice(x: ArrayView2<'_, f32>) -> &[f32] {
    x.to_slice().expect("images are row-major")
}

/// The images, less the mean.
fn centred(x: &[f32], mean: &[f64]) -> Vec<f64> {
    let mut centred = vec![0.0; x.len()];
    for (centred, image) in centred.chunks_exact_mut(mean.len()).zip(x.chunks_exact(mean.len())) {
        for ((centred, &x), mean) in centred.iter_mut().zip(image).zip(mean) {
            *centred = f64::from(x) - mean;
        }
    }
    centred
}

/// The columns of `a`, as rows.
fn transposed(a: &[f64], columns: usize) -> Vec<f64> {
    let rows = a.len() / columns;
    let mut transposed = vec![0.0; a.len()];
    for (i, row) in a.chunks_exact(columns).enumerate() {
        for (j, &value) in row.iter().enumerate() {
            transposed[j * rows + i] = value;
        }
    }
    transposed
}

/// The products of all pairs of the `count` rows of `a`, added up a chunk at a time.
fn products(a: &[f64], count: usize) -> Vec<f64> {
    let mut products = vec![0.0; count * count];
    for left in (0..a.len() / count).step_by(CHUNK) {
        add_products(&mut products, a, count, left);
    }
    products
}

/// Adds to `products` those of the [`CHUNK`] columns of `a` from `left` on.
pub(super) fn add_products(products: &mut [f64], a: &[f64], count: usize, left: usize) {
    let length = a.len() / count;
    let part = |i: usize| &a[i * length + left..i * length + length.min(left + CHUNK)];
    for i in 0..count {
        for j in 0..=i {
            products[i * count + j] += dot(part(i), part(j));
            products[j * count + i] = products[i * count + j];
        }
    }
}

/// The m images combined by each of `vectors`, brought to length 1.
fn combined(vectors: &[f64], images: &[f64], m: usize) -> Vec<f64> {
    let n = images.len() / m;
    let mut components = vec![0.0; vectors.len() / m * n];
    for (u, vector) in components.chunks_exact_mut(n).zip(vectors.chunks_exact(m)) {
        for (&part, image) in vector.iter().zip(images.chunks_exact(n)) {
            add(u, part, image);
        }
        let norm = dot(u, u).sqrt();
        for u in u {
            *u /= norm;
        }
    }
    components
}
