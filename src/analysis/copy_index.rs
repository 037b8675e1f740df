//! The copy index C = tr(∂x̂/∂x) / n: the share of a tiny change of the input that passes straight through.

use crate::config::OutputActivation;
use crate::kernel::Multiplier;
use crate::model::{Autoencoder, Element, ForwardPass};
use ndarray::ArrayView2;

/// `W* ∘ Wᵀ` of a network, unit by unit, k × n: what its copy index at any image is made of.
pub fn overlap(model: &Autoencoder) -> Vec<f32> {
    let [w, ..] = model.groups();
    w.iter().zip(model.w_star_t_slice()).map(|(w, w_star)| w * w_star).collect()
}

/// Reusable memory of [`CopyIndex::sum`].
#[derive(Debug, Default, Clone)]
pub struct CopyIndex {
    f_prime: Vec<f32>,
    passed: Vec<f32>,
    multiplier: Multiplier,
}

impl CopyIndex {
    /// `Σ tr(∂x̂/∂x) / n` over the images of `pass`; divided by their number it is the copy index C.
    ///
    /// `tr(∂x̂/∂x) = f′ᵀ (W* ∘ Wᵀ) g′`: the Jacobian is `diag(f′) W* diag(g′) W`, so no Jacobian needs to be formed. A
    /// constant map has 0, a projection on r dimensions r/n, the identity 1; an amplifier has more than 1.
    ///
    /// # Shapes
    ///
    /// `overlap`: the [`overlap`] of `model`; `pass`: the result of [`Autoencoder::reconstruct`] for the images at which the
    /// Jacobian is taken.
    ///
    /// # Panics
    ///
    /// If `overlap` or `pass` is of a network of another shape.
    pub fn sum(&mut self, model: &Autoencoder, overlap: &[f32], pass: &ForwardPass) -> f64 {
        let Self { f_prime, passed, multiplier } = self;
        let (batch, n) = pass.x_hat.dim();
        // A linear f has f′ = 1 for every image: once is enough.
        let images = if model.output_activation == OutputActivation::Linear { 1 } else { batch };
        f_prime.clear();
        f_prime.resize(images * n, 1.0);
        model.output_activation.times_derivative(pass.x_hat.as_slice().expect("x̂ is row-major"), f_prime);
        let f_prime = ArrayView2::from_shape((images, n), f_prime).expect("as many as x̂ has");
        let h = pass.h.as_slice().expect("h is row-major");
        let mut trace = 0.0;
        // Row j, column i: Σ over pixels of W*∘Wᵀ times f′ of image i, then times g′.
        multiplier.each(overlap, f_prime.t(), &mut |block| {
            let left = block.left;
            for (j, sums) in block.rows() {
                passed.clear();
                if images < batch {
                    passed.resize(batch, sums[0]);
                } else {
                    passed.extend_from_slice(sums);
                }
                model.activation.times_derivative(&h[j * batch + left..], passed);
                trace = passed.iter().fold(trace, |trace, &passed| trace + f64::from(passed));
            }
        });
        trace / n as f64
    }
}
