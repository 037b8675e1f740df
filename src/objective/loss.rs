//! The data term: summed over pixels, averaged over images, no ½.

use crate::config::{Loss, OutputActivation};
use crate::math;
use crate::model::Element;

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
            let sum = z.iter().zip(x).map(|(&z, &x)| f64::from(cross_entropy(z, x))).sum();
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
#[inline]
fn cross_entropy(z: f32, x: f32) -> f32 {
    let linear = if z < 0.0 { -z * x } else { z - z * x };
    linear + math::softplus_of_minus(z.abs())
}
