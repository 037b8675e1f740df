//! The copy index C = tr(∂x̂/∂x) / n: the share of a tiny change of the input that passes straight through.

use crate::kernel::{Multiplier, Start};
use crate::model::{Autoencoder, Element, ForwardPass};
use ndarray::{Array2, Axis};

/// `Σ tr(∂x̂/∂x) / n` over the images of `pass`; divided by their number it is the copy index C.
///
/// `tr(∂x̂/∂x) = f′ᵀ (W* ∘ Wᵀ) g′`: the Jacobian is `diag(f′) W* diag(g′) W`, so no Jacobian needs to be formed. A
/// constant map has 0, a projection on r dimensions r/n, the identity 1; an amplifier has more than 1.
///
/// # Shapes
///
/// `pass`: the result of [`Autoencoder::reconstruct`] for the images at which the Jacobian is taken.
pub fn copy_index_sum(model: &Autoencoder, pass: &ForwardPass, multiplier: &mut Multiplier) -> f64 {
    let (batch, n) = pass.x_hat.dim();
    let overlap = &model.w * &model.w_star_t();
    let mut f_prime = Array2::from_elem((batch, n), 1.0);
    times_derivative(model.output_activation, &pass.x_hat, &mut f_prime);
    // Row j, column i: Σ over pixels of W*∘Wᵀ times f′ of image i, then times g′.
    let mut passed = Array2::zeros(pass.h.dim());
    multiplier.multiply(overlap.view(), f_prime.t(), passed.view_mut(), Start::Zero);
    times_derivative(model.activation, &pass.h, &mut passed);
    let trace: f64 = passed.axis_iter(Axis(0)).flatten().map(|&t| f64::from(t)).sum();
    trace / n as f64
}

fn times_derivative(element: impl Element, values: &Array2<f32>, d: &mut Array2<f32>) {
    element.times_derivative(
        values.as_slice().expect("activations are row-major"),
        d.as_slice_mut().expect("freshly made, row-major"),
    );
}
