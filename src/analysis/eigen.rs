//! The eigenvalues and eigenvectors of a symmetric matrix.
//!
//! In f64 with `+ − × ÷ √` alone, in one order: the same bits on every platform. Matrices are slices of rows here: ndarray's
//! general loops would weigh more in the page's module (`docs/adr/0005-own-eigenvalues.md`).
//!
//! # Source
//!
//! Householder (1958) for the tridiagonal form; Dubrulle, Martin & Wilkinson (1968), "The implicit QL algorithm", for its
//! eigenvalues.

/// Numbers that are worked on side by side, so that loops vectorize without their sums being reordered.
const LANES: usize = 8;

/// Rotations that are carried out together.
const ROTATIONS: usize = 1 << 15;

/// `A = Σᵢ values[i] · uᵢuᵢᵀ`.
#[derive(Debug, Clone, PartialEq)]
pub struct Eigen {
    /// The n eigenvalues, the largest first.
    pub values: Vec<f64>,
    /// uᵢ after uᵢ, n × n numbers: orthonormal.
    pub vectors: Vec<f64>,
}

impl Eigen {
    /// Bytes of memory that the decomposition of n rows takes, at most: the matrix, its vectors, a few columns of them, and
    /// rotations, of which a pass adds up to n, in memory that grows by doubling.
    pub(super) fn bytes(n: usize) -> usize {
        size_of::<f64>() * n * (2 * n + LANES + 3) + 3 * size_of::<Rotation>() * (ROTATIONS + n)
    }

    /// Decomposes the symmetric matrix `a` of n rows; each eigenvalue is off by about 10⁻¹⁵ of the largest.
    ///
    /// # Shapes
    ///
    /// `a`: n × n numbers, row after row.
    ///
    /// # Panics
    ///
    /// If `a` is not n × n, or has an element that is not finite.
    pub fn of(a: Vec<f64>, n: usize) -> Self {
        let mut form = Tridiagonal::begin(a, n);
        while form.advance() {}
        let vectors = reflections(&form.a, n);
        form.diagonalized(vectors)
    }
}

/// `Σ aᵢbᵢ`, in [`LANES`] partial sums that are added up at the end.
#[inline(never)]
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    let mut sums = [0.0; LANES];
    for (a, b) in a.iter().zip(b) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    sums.iter().sum::<f64>() + a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum::<f64>()
}

/// `a += factor · b`.
#[inline(never)]
pub(super) fn add(a: &mut [f64], factor: f64, b: &[f64]) {
    for (a, b) in a.iter_mut().zip(b) {
        *a += factor * b;
    }
}

/// The tridiagonal form of a symmetric matrix, by reflections `H = I − vvᵀ`, `‖v‖² = 2`, one a column: between two of them
/// others can have their turn.
#[derive(Debug, Clone)]
pub(super) struct Tridiagonal {
    /// The vector of column j stays in row j, right of the diagonal.
    a: Vec<f64>,
    n: usize,
    /// The elements beside the diagonal, and a last 0.
    beside: Vec<f64>,
    w: Vec<f64>,
    /// Columns that are done.
    done: usize,
}

impl Tridiagonal {
    /// That of `a`, n × n numbers, with no column done.
    ///
    /// # Panics
    ///
    /// If `a` is not n × n.
    pub(super) fn begin(a: Vec<f64>, n: usize) -> Self {
        assert!(a.len() == n * n, "a matrix of n rows and columns is expected");
        Self { a, n, beside: vec![0.0; n], w: vec![0.0; n], done: 0 }
    }

    /// Goes on with the next column; `false` where all are done.
    pub(super) fn advance(&mut self) -> bool {
        let Self { a, n, beside, w, done } = self;
        let (n, j) = (*n, *done);
        if j + 1 >= n {
            return false;
        }
        *done += 1;
        let (top, below) = a.split_at_mut((j + 1) * n);
        let v = &mut top[j * n + j + 1..];
        let norm = dot(v, v).sqrt();
        beside[j] = if v[0] > 0.0 { -norm } else { norm };
        if norm == 0.0 {
            return true;
        }
        v[0] -= beside[j];
        let scale = 1.0 / (norm * v[0].abs()).sqrt();
        for v in &mut *v {
            *v *= scale;
        }
        // HAH = A − vwᵀ − wvᵀ with w = Av − ½(vᵀAv)v.
        let w = &mut w[j + 1..];
        for (w, row) in w.iter_mut().zip(below.chunks_exact(n)) {
            *w = dot(&row[j + 1..], v);
        }
        let half = 0.5 * dot(v, w);
        add(w, -half, v);
        for (i, row) in below.chunks_exact_mut(n).enumerate() {
            for ((a, &v_j), &w_j) in row[j + 1..].iter_mut().zip(&*v).zip(&*w) {
                *a -= v[i] * w_j + w[i] * v_j;
            }
        }
        true
    }

    /// The eigenvalues alone, the largest first.
    pub(super) fn eigenvalues(self) -> Vec<f64> {
        self.diagonalized(Vec::new()).values
    }

    /// The decomposition, with `vectors` the product of the reflections, or none.
    fn diagonalized(mut self, mut vectors: Vec<f64>) -> Eigen {
        let mut values: Vec<f64> = (0..self.n).map(|i| self.a[i * self.n + i]).collect();
        diagonalize(&mut values, &mut self.beside, &mut vectors);
        sort(&mut values, &mut vectors);
        Eigen { values, vectors }
    }
}

/// Qᵀ, the product of the reflections that [`Tridiagonal`] left in `a`: `A = QTQᵀ`.
fn reflections(a: &[f64], n: usize) -> Vec<f64> {
    let mut q_t = vec![0.0; n * n];
    for i in 0..n {
        q_t[i * n + i] = 1.0;
    }
    for j in (0..n - 1).rev() {
        let v = &a[j * n + j + 1..(j + 1) * n];
        for row in q_t[(j + 1) * n..].chunks_exact_mut(n) {
            let row = &mut row[j + 1..];
            add(row, -dot(row, v), v);
        }
    }
    q_t
}

/// A rotation of rows i and i + 1.
struct Rotation {
    i: usize,
    cosine: f64,
    sine: f64,
}

/// Turns the tridiagonal matrix into a diagonal one by rotations, and the rows of `vectors` with it, if there are any.
fn diagonalize(d: &mut [f64], e: &mut [f64], vectors: &mut [f64]) {
    let n = d.len();
    assert!(d.iter().chain(&*e).all(|value| value.is_finite()), "the elements of a matrix must be finite");
    let negligible = f64::EPSILON * d.iter().chain(&*e).fold(0.0_f64, |largest, value| largest.max(value.abs()));
    let mut rotations = Vec::new();
    for l in 0..n {
        // Each pass brings e[l] nearer to 0, on average in less than two passes.
        while let end = (l..n - 1).find(|&i| e[i].abs() <= negligible).unwrap_or(n - 1)
            && end != l
        {
            pass(d, e, &mut rotations, l, end);
        }
        if vectors.is_empty() {
            rotations.clear();
        } else if rotations.len() >= ROTATIONS || l == n - 1 {
            rotate(vectors, n, &rotations);
            rotations.clear();
        }
    }
}

/// One pass of the implicit QL algorithm over rows `l..=end`, whose elements beside the diagonal are not negligible.
fn pass(d: &mut [f64], e: &mut [f64], rotations: &mut Vec<Rotation>, l: usize, end: usize) {
    // Wilkinson's shift: the eigenvalue of the first two rows that is nearer to d[l].
    let half = (d[l + 1] - d[l]) / (2.0 * e[l]);
    let root = (half * half + 1.0).sqrt();
    let mut g = d[end] - d[l] + e[l] / (half + if half < 0.0 { -root } else { root });
    let (mut sine, mut cosine, mut shifted) = (1.0, 1.0, 0.0);
    for i in (l..end).rev() {
        let (f, b) = (sine * e[i], cosine * e[i]);
        let r = (f * f + g * g).sqrt();
        e[i + 1] = r;
        if r == 0.0 {
            // The matrix has fallen apart below row i.
            d[i + 1] -= shifted;
            e[end] = 0.0;
            return;
        }
        (sine, cosine) = (f / r, g / r);
        g = d[i + 1] - shifted;
        let t = (d[i] - g) * sine + 2.0 * cosine * b;
        shifted = sine * t;
        d[i + 1] = g + shifted;
        g = cosine * t - b;
        rotations.push(Rotation { i, cosine, sine });
    }
    d[l] -= shifted;
    e[l] = g;
    e[end] = 0.0;
}

/// Carries out `rotations`, a few columns at a time: those stay in cache, while all rows of `vectors` would not.
fn rotate(vectors: &mut [f64], n: usize, rotations: &[Rotation]) {
    let mut lines = vec![[0.0; LANES]; n];
    for left in (0..n).step_by(LANES) {
        let width = LANES.min(n - left);
        for (line, row) in lines.iter_mut().zip(vectors.chunks_exact(n)) {
            line[..width].copy_from_slice(&row[left..left + width]);
        }
        for &Rotation { i, cosine, sine } in rotations {
            let (upper, lower) = (lines[i], lines[i + 1]);
            for j in 0..LANES {
                lines[i][j] = cosine * upper[j] - sine * lower[j];
                lines[i + 1][j] = sine * upper[j] + cosine * lower[j];
            }
        }
        for (line, row) in lines.iter().zip(vectors.chunks_exact_mut(n)) {
            row[left..left + width].copy_from_slice(&line[..width]);
        }
    }
}

/// Puts the largest value first, and its vector with it, if there are any.
fn sort(values: &mut [f64], vectors: &mut [f64]) {
    let n = values.len();
    for i in 0..n {
        let largest = (i..n).fold(i, |best, j| if values[j] > values[best] { j } else { best });
        if largest > i {
            values.swap(i, largest);
            if !vectors.is_empty() {
                let (before, from) = vectors.split_at_mut(largest * n);
                before[i * n..(i + 1) * n].swap_with_slice(&mut from[..n]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::Array2;
    use proptest::prelude::*;

    /// `Σ values[i] · uᵢuᵢᵀ`.
    fn rebuilt(eigen: &Eigen) -> Array2<f64> {
        let vectors = vectors(eigen);
        let scaled = Array2::from_shape_fn(vectors.dim(), |(i, j)| eigen.values[i] * vectors[[i, j]]);
        vectors.t().dot(&scaled)
    }

    fn vectors(eigen: &Eigen) -> Array2<f64> {
        let n = eigen.values.len();
        Array2::from_shape_vec((n, n), eigen.vectors.clone()).unwrap()
    }

    fn largest(a: &Array2<f64>) -> f64 {
        a.iter().fold(0.0, |largest, value| largest.max(value.abs()))
    }

    #[track_caller]
    fn assert_decomposes(a: &Array2<f64>) {
        let n = a.nrows();
        let eigen = Eigen::of(a.iter().copied().collect(), n);
        let bound = 1e-14 * (n as f64).sqrt();
        assert!(largest(&(rebuilt(&eigen) - a)) <= bound * largest(a), "the parts do not add up to {a}");
        let mut form = Tridiagonal::begin(a.iter().copied().collect(), n);
        while form.advance() {}
        assert_eq!(form.eigenvalues(), eigen.values, "the values are the same without vectors");
        let products = vectors(&eigen).dot(&vectors(&eigen).t());
        assert!(largest(&(products - Array2::<f64>::eye(n))) <= bound, "the vectors of {a} are not orthonormal");
        assert!(eigen.values.is_sorted_by(|a, b| a >= b), "{:?}", eigen.values);
    }

    proptest! {
        /// Products of r random rows: of full rank, or with n − r eigenvalues 0, at any scale.
        #[test]
        fn a_matrix_is_the_sum_of_its_parts(
            n in 1_usize..40, r in 1_usize..50, exponent in -12_i32..12, negative: bool, entries in prop::collection::vec(-1.0..1.0, 50 * 40),
        ) {
            let rows = Array2::from_shape_fn((r, n), |(i, j)| entries[i * 40 + j]);
            let scale = 10.0_f64.powi(exponent) * if negative { -1.0 } else { 1.0 };
            assert_decomposes(&(rows.t().dot(&rows) * scale));
        }
    }

    #[test]
    fn matrices_that_are_diagonal_already_or_fall_apart_are_decomposed() {
        assert_decomposes(&Array2::zeros((5, 5)));
        assert_decomposes(&Array2::eye(7));
        assert_decomposes(&Array2::from_shape_fn((6, 6), |(i, j)| if i / 2 == j / 2 { 1.0 } else { 0.0 }));
        assert_decomposes(&Array2::from_shape_fn((9, 9), |(i, j)| {
            if i + j == 8 { i as f64 - j as f64 } else { 0.0 }.abs()
        }));
    }

    /// The second difference on n points has the eigenvalues `2 − 2cos(πi/(n + 1))`.
    #[test]
    fn known_eigenvalues_are_found() {
        let n = 30;
        let a = Array2::from_shape_fn((n, n), |(i, j)| match i.abs_diff(j) {
            0 => 2.0,
            1 => -1.0,
            _ => 0.0,
        });
        for (i, value) in Eigen::of(a.into_raw_vec_and_offset().0, n).values.iter().enumerate() {
            let expected = 2.0 - 2.0 * (std::f64::consts::PI * (n - i) as f64 / (n + 1) as f64).cos();
            assert!((value - expected).abs() < 1e-14, "{value}, expected {expected}");
        }
    }

    #[test]
    #[should_panic(expected = "the elements of a matrix must be finite")]
    fn a_matrix_with_an_infinite_element_is_refused() {
        Eigen::of(vec![f64::NAN; 9], 3);
    }
}
