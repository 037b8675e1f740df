//! The directions that vectors span.

use super::eigen::{add, dot};
use crate::kernel::Multiplier;
use ndarray::ArrayView2;

/// What is left of a vector once the others' directions are subtracted is rounding where it is less than this share of it: pixels
/// are held in f32.
const NEGLIGIBLE: f64 = 1e-6;

/// An orthonormal basis of vectors of n numbers, which come in one by one.
///
/// # Source
///
/// Gram & Schmidt, each vector gone over twice: Giraud, Langou & Rozložník (2005), "The loss of orthogonality in the
/// Gram-Schmidt orthogonalization process".
#[derive(Debug, Clone)]
pub struct Span {
    n: usize,
    /// Direction after direction, n numbers each.
    basis: Vec<f64>,
}

impl Span {
    /// That of no vectors.
    pub fn new(n: usize) -> Self {
        Self { n, basis: Vec::new() }
    }

    /// How many directions it has.
    pub fn rank(&self) -> usize {
        self.basis.len() / self.n
    }

    /// Takes a vector in.
    ///
    /// # Panics
    ///
    /// If it has not n numbers.
    pub fn include(&mut self, mut x: Vec<f64>) {
        assert_eq!(x.len(), self.n, "vectors of one length have a span");
        if self.rank() == self.n {
            return;
        }
        let length = dot(&x, &x).sqrt();
        let mut left = length;
        for _ in 0..2 {
            for u in self.basis.chunks_exact(self.n) {
                let part = dot(&x, u);
                add(&mut x, -part, u);
            }
            left = dot(&x, &x).sqrt();
            if left <= NEGLIGIBLE * length {
                return;
            }
        }
        // A few at a time: memory that grows by doubling would be twice as much as is asked for.
        if self.basis.len() == self.basis.capacity() {
            self.basis.reserve_exact(8 * self.n);
        }
        self.basis.extend(x.into_iter().map(|x| x / left));
    }

    /// The basis in single precision, rank × n numbers.
    pub fn rows(&self) -> Vec<f32> {
        self.basis.iter().map(|&u| u as f32).collect()
    }
}

/// `‖WU‖²` of the rows of `w` along orthonormal `rows`: how much of ‖W‖² lies in their span.
///
/// # Shapes
///
/// `rows`: r × n numbers; `w`: k × n numbers, row after row.
///
/// # Panics
///
/// If either is not whole rows of n.
pub fn within(rows: &[f32], w: &[f32], n: usize) -> f64 {
    let w = ArrayView2::from_shape((w.len() / n, n), w).expect("whole rows");
    let mut energy = 0.0;
    if !rows.is_empty() {
        Multiplier::default().each(rows, w.t(), &mut |block| {
            energy = block.values.iter().fold(energy, |sum, &part| sum + f64::from(part) * f64::from(part));
        });
    }
    energy
}
