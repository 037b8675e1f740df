//! The gradient ledger: what the data and what the penalty ask of each part of a network.

use crate::config::Loss;
use crate::model::{Autoencoder, Decoder};
use crate::objective::{Penalty, StoredGradient};
use ndarray::{ArrayView2, Axis};
use serde::Serialize;

/// Images whose gradient is computed at once: few enough for their activations to need little memory.
pub(crate) const CHUNK: usize = 256;

/// The two gradients of one part θ of a network, a matrix or a bias, and how they stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "LedgerEntry"))]
pub struct Entry {
    /// ‖θ‖.
    pub norm: f64,
    /// ‖∇data‖: the data term's gradient; infinite where an element of it is more than 32 bits can hold.
    pub data: f64,
    /// ‖2λθ‖: the penalty's, as often as it counts θ.
    pub penalty: f64,
    /// The cosine of the angle between ∇data and θ, so between the two gradients; 0 where there is no angle, as one of them
    /// is 0 or infinite.
    pub cosine: f64,
    /// ‖∇data + 2λθ‖: what is left when a run has settled is next to nothing.
    pub sum: f64,
}

/// The ledger of a network on all its training images.
///
/// "Just adds a term λW to the gradient": at rest both gradients are equally long, `data = penalty`, and point in
/// opposite directions, `cosine = −1`.
///
/// # Source
///
/// Lecture module 7.3.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "LedgerEntries"))]
pub struct Ledger {
    /// Of W; its gradient includes the decoder's part when tied.
    pub w: Entry,
    /// Of W*, `None` when tied.
    pub w_star: Option<Entry>,
    /// Of b.
    pub b: Entry,
    /// Of c.
    pub c: Entry,
}

impl Ledger {
    /// The ledger of `model` on the images `x`, m × n: full-batch gradients, norms in f64.
    pub fn of(model: &Autoencoder, loss: Loss, penalty: &Penalty, x: ArrayView2<f32>) -> Self {
        let gradient = full_gradient(model, loss, x);
        let gradients = gradient.slices();
        // 2λ, as often as the penalty counts the part.
        let factors = penalty.counts(model).map(|count| 2.0 * penalty.lambda * count);
        let entries: Vec<Entry> = model
            .slices()
            .into_iter()
            .zip(gradients)
            .zip(factors)
            .map(|((theta, d), two_lambda)| entry(theta, d, two_lambda))
            .collect();
        let (w_star, c) = match model.decoder {
            Decoder::Tied => (None, entries[2]),
            Decoder::Untied(_) => (Some(entries[2]), entries[3]),
        };
        Self { w: entries[0], w_star, b: entries[1], c }
    }
}

/// The data term's gradient on all images, the mean of its chunks' in their order.
fn full_gradient(model: &Autoencoder, loss: Loss, x: ArrayView2<f32>) -> Autoencoder {
    let mut stored = StoredGradient::new(model);
    let mut total = model.zeros_like();
    for chunk in x.axis_chunks_iter(Axis(0), CHUNK) {
        stored.backpropagate(model, loss, chunk);
        let share = chunk.nrows() as f32 / x.nrows() as f32;
        for (total, part) in total.slices_mut().into_iter().zip(stored.gradient.slices()) {
            for (total, &part) in total.iter_mut().zip(part) {
                *total += share * part;
            }
        }
    }
    total
}

fn entry(theta: &[f32], gradient: &[f32], two_lambda: f64) -> Entry {
    let sum_of = |term: &dyn Fn(f64, f64) -> f64| -> f64 {
        theta.iter().zip(gradient).map(|(&theta, &d)| term(f64::from(theta), f64::from(d))).sum()
    };
    let norm = sum_of(&|theta, _| theta * theta).sqrt();
    let data = sum_of(&|_, d| d * d).sqrt();
    // NaN is what becomes of an infinite derivative behind a saturated unit.
    if !data.is_finite() {
        return Entry { norm, data: f64::INFINITY, penalty: two_lambda * norm, cosine: 0.0, sum: f64::INFINITY };
    }
    let product = norm * data;
    Entry {
        norm,
        data,
        penalty: two_lambda * norm,
        cosine: if product > 0.0 { sum_of(&|theta, d| theta * d) / product } else { 0.0 },
        // Not from the other three: what is left of large numbers that cancel would be lost.
        sum: sum_of(&|theta, d| (d + two_lambda * theta) * (d + two_lambda * theta)).sqrt(),
    }
}
