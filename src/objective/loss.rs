//! The data term: summed over pixels, averaged over images, no ½.

use crate::config::{Loss, OutputActivation};
use crate::math;
use crate::model::Element;

/// Pixels whose terms are computed at once.
const PIECE: usize = 64;

/// Applies the output activation to `z` and returns the data term, summed over all elements, in f64.
///
/// # Shapes
///
/// `z` becomes x̂; `x` holds the targets, as many.
pub fn data_loss_sum(loss: Loss, f: OutputActivation, z: &mut [f32], x: &[f32]) -> f64 {
    match loss {
        Loss::SquaredError => {
            f.activate(z);
            squared_distance(z, x)
        }
        Loss::CrossEntropy => {
            let mut sum = 0.0;
            for (z, x) in z.chunks(PIECE).zip(x.chunks(PIECE)) {
                let mut terms = [0.0; PIECE];
                cross_entropy(z, x, &mut terms);
                sum = terms[..z.len()].iter().fold(sum, |sum, &term| sum + f64::from(term));
            }
            f.activate(z);
            sum
        }
    }
}

/// `Σ (aⱼ − bⱼ)²` in f64, from the first element to the last.
pub fn squared_distance(a: &[f32], b: &[f32]) -> f64 {
    a.iter()
        .zip(b)
        .map(|(&a, &b)| {
            let difference = f64::from(a - b);
            difference * difference
        })
        .sum()
}

/// `max(z, 0) − z·x + ln(1 + e^−|z|)`: the cross-entropy of target x and output sigmoid(z), without overflow.
#[inline(never)]
fn cross_entropy(z: &[f32], x: &[f32], terms: &mut [f32]) {
    terms.iter_mut().zip(z).for_each(|(term, z)| *term = z.abs());
    math::each(terms, math::softplus_of_minus);
    for ((term, &z), &x) in terms.iter_mut().zip(z).zip(x) {
        *term += if z < 0.0 { -z * x } else { z - z * x };
    }
}

/// The data term of a batch and its derivatives behind the decoder's product, row by row while each is in cache.
#[derive(Debug, Clone, Default)]
pub(super) struct OutputGradient {
    /// `∂L/∂c = Σ dz`, from the first row to the last.
    pub(super) d_c: Vec<f32>,
    /// What each pixel of a row adds to the data term, or its root.
    terms: Vec<f32>,
}

impl OutputGradient {
    /// Turns z into `dz = ∂L/∂z` of the mean over all rows, and returns the data term, summed over all elements in four
    /// sums that take turns.
    ///
    /// # Shapes
    ///
    /// `z`: batch × n, still without `c`, row-major; `x`: batch × n, the targets; `c`: n.
    pub(super) fn replace(&mut self, loss: Loss, f: OutputActivation, z: &mut [f32], x: &[f32], c: &[f32]) -> f64 {
        let (n, Self { d_c, terms }) = (c.len(), self);
        d_c.clear();
        d_c.resize(n, 0.0);
        terms.resize(n, 0.0);
        let images = (x.len() / n) as f32;
        // Cross-entropy after a sigmoid: its derivative x̂(1 − x̂) cancels.
        let (scale, bends) = match (loss, f) {
            (Loss::SquaredError, OutputActivation::Linear) => (2.0 / images, false),
            (Loss::SquaredError, OutputActivation::Sigmoid) => (2.0 / images, true),
            (Loss::CrossEntropy, _) => (1.0 / images, false),
        };
        let mut sums = [0.0; 4];
        for (z, x) in z.chunks_exact_mut(n).zip(x.chunks_exact(n)) {
            z.iter_mut().zip(c).for_each(|(z, c)| *z += c);
            match loss {
                Loss::SquaredError => {}
                Loss::CrossEntropy => {
                    cross_entropy(z, x, terms);
                    add(&mut sums, terms, |term| term);
                }
            }
            f.activate(z);
            for ((y, x), term) in z.iter_mut().zip(x).zip(&mut *terms) {
                *term = *y - x;
                let slope = if bends { *y * (1.0 - *y) } else { 1.0 };
                *y = scale * *term * slope;
            }
            d_c.iter_mut().zip(&*z).for_each(|(d, dz)| *d += dz);
            match loss {
                Loss::SquaredError => add(&mut sums, terms, |root| root * root),
                Loss::CrossEntropy => {}
            }
        }
        let [a, b, c, d] = sums;
        (a + b) + (c + d)
    }
}

/// Adds a row's `terms`, in turns.
fn add(sums: &mut [f64; 4], terms: &[f32], value: impl Fn(f64) -> f64) {
    let mut local = *sums;
    let (fours, rest) = terms.as_chunks::<4>();
    for four in fours {
        for (sum, &term) in local.iter_mut().zip(four) {
            *sum += value(f64::from(term));
        }
    }
    for (sum, &term) in local.iter_mut().zip(rest) {
        *sum += value(f64::from(term));
    }
    *sums = local;
}
