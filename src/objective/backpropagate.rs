//! The gradient of the data term.

use super::data_loss_sum;
use crate::config::{Loss, OutputActivation};
use crate::kernel::Start;
use crate::model::{Autoencoder, Decoder, Element, ForwardPass, resize, slice};
use ndarray::{Array1, Array2, ArrayView2, Axis};

/// The gradient of the data term at one batch, and the memory to compute it in.
#[derive(Debug, Clone)]
pub struct Backpropagation {
    /// `∂L/∂θ` of the data term alone, in the shape of the network.
    pub gradient: Autoencoder,
    pass: ForwardPass,
    dh: Array2<f32>,
}

impl Backpropagation {
    /// Room for the gradient of `model`.
    pub fn new(model: &Autoencoder) -> Self {
        Self { gradient: model.zeros_like(), pass: ForwardPass::default(), dh: Array2::default((0, 0)) }
    }

    /// Computes the data term's gradient at the batch `x` and returns the data term, a mean over the batch.
    ///
    /// With `dz = ∂L/∂z` and `da = ∂L/∂(Wx + b)`: `dW* = dzᵀ·h`, `dc = Σ dz`, `da = (dz·W*) ∘ g′`, `dW = daᵀ·x`,
    /// `db = Σ da`. Tied, `∂L/∂W` is the encoder part plus the transposed decoder part.
    ///
    /// # Shapes
    ///
    /// `x`: batch × n.
    ///
    /// # Panics
    ///
    /// If `x` does not have n columns, or `self` was made for a network of another shape.
    ///
    /// # Source
    ///
    /// Lecture module 7.3; `relu′(0) = 0`.
    pub fn backpropagate(&mut self, model: &Autoencoder, loss: Loss, x: ArrayView2<f32>) -> f64 {
        let Self { gradient, pass, dh } = self;
        model.forward(x, pass);
        let batch = x.nrows() as f64;
        let x_slice = x.to_slice().expect("a batch is row-major");
        let sum = data_loss_sum(loss, model.output_activation, slice(pass.x_hat.view_mut()), x_slice);
        output_gradient(loss, model.output_activation, &mut pass.x_hat, x_slice);
        let dz = &pass.x_hat;

        resize(dh, pass.h.dim());
        pass.multiplier.multiply(model.w_star_t(), dz.t(), dh.view_mut(), Start::Zero);
        model.activation.times_derivative(pass.h.as_slice().expect("h is row-major"), slice(dh.view_mut()));

        sum_into(&mut gradient.c, dz.view());
        sum_into(&mut gradient.b, dh.t());
        pass.multiplier.multiply(dh.view(), x, gradient.w.view_mut(), Start::Zero);
        // Unit by unit: dW*ᵀ (k × n) = hᵀ·dz; tied, it continues the encoder part's sums.
        let (d_w_star_t, start) = match &mut gradient.decoder {
            Decoder::Tied => (gradient.w.view_mut(), Start::Existing),
            Decoder::Untied(d_w_star) => (d_w_star.view_mut().reversed_axes(), Start::Zero),
        };
        pass.multiplier.multiply(pass.h.view(), dz.view(), d_w_star_t, start);
        sum / batch
    }
}

/// Turns x̂ into `∂L/∂z` in place.
fn output_gradient(loss: Loss, f: OutputActivation, x_hat: &mut Array2<f32>, x: &[f32]) {
    let scale = match loss {
        Loss::SquaredError => 2.0,
        Loss::CrossEntropy => 1.0,
    } / x_hat.nrows() as f32;
    let d = slice(x_hat.view_mut());
    // Cross-entropy after a sigmoid: its derivative x̂(1 − x̂) cancels.
    let sigmoid = loss == Loss::SquaredError && f == OutputActivation::Sigmoid;
    for (d, &x) in d.iter_mut().zip(x) {
        let y = *d;
        let difference = scale * (y - x);
        *d = if sigmoid { difference * (y * (1.0 - y)) } else { difference };
    }
}

/// Column sums of `rows`, top to bottom.
fn sum_into(sums: &mut Array1<f32>, rows: ArrayView2<f32>) {
    sums.fill(0.0);
    for row in rows.axis_iter(Axis(0)) {
        *sums += &row;
    }
}
