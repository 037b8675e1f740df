//! The gradient of the data term.

use super::loss::OutputGradient;
use crate::config::Loss;
use crate::kernel::{Factors, Multiplier, PackedB, RowBlocks};
use crate::model::{Autoencoder, Decoder, Element, ForwardPass, ParameterGroup, slice};
use ndarray::ArrayView2;

/// The forward pass of a batch and its backward pass as far as the pre-activations; the gradient of the weights is products
/// of what both leave here.
///
/// [`BackwardPass::run`] leaves the network as it is, [`BackwardPass::gradient`] no longer needs it: so the gradient can be
/// used up piece by piece, while it is in cache, to change the network, and is never stored as a whole. Re-used,
/// neither allocates anything.
#[derive(Debug, Clone, Default)]
pub struct BackwardPass {
    tied: bool,
    forward: ForwardPass,
    output: OutputGradient,
    /// `∂L/∂(Wx + b)`, k × batch.
    da: Vec<f32>,
    db: Vec<f32>,
    x: PackedB,
    dz: PackedB,
    multiplier: Multiplier,
    blocks: RowBlocks,
}

impl BackwardPass {
    /// Bytes of memory for a batch, at most: those of the forward pass, da, and x, dz and dzᵀ as products want them.
    pub fn bytes(k: usize, n: usize, batch: usize) -> usize {
        let packed = PackedB::bytes(batch, n, k) + PackedB::bytes(batch, n, 0) + PackedB::bytes(n, batch, 0);
        let da = size_of::<f32>() * (k * (batch + 1) + 2 * n);
        ForwardPass::bytes(k, n, batch) + da + packed + RowBlocks::bytes(batch) + RowBlocks::bytes(n)
    }

    /// Propagates the batch `x` through `model` and its loss back to each pre-activation. Returns the data term, a mean
    /// over the batch.
    ///
    /// # Shapes
    ///
    /// `x`: batch × n.
    ///
    /// # Panics
    ///
    /// If `x` does not have n columns, or is not row-major.
    pub fn run(&mut self, model: &Autoencoder, loss: Loss, x: ArrayView2<f32>) -> f64 {
        let Self { forward, output, .. } = self;
        self.tied = matches!(model.decoder, Decoder::Tied);
        model.forward_without_c(x, forward);
        let x_slice = x.to_slice().expect("a batch is row-major");
        let c = model.c.as_slice().expect("c is contiguous");
        let sum = output.replace(loss, model.output_activation, slice(forward.x_hat.view_mut()), x_slice, c);
        self.backward(model);
        self.x.pack_transpose(&self.forward.x, x);
        self.dz.pack(self.forward.x_hat.view());
        sum / x.nrows() as f64
    }

    /// `da = (W*ᵀ·dzᵀ) ∘ g′`, `db = Σ da`.
    fn backward(&mut self, model: &Autoencoder) {
        let Self { forward, da, db, multiplier, .. } = self;
        let (k, batch) = forward.h.dim();
        da.resize(k * batch, 0.0);
        let h = forward.h.as_slice().expect("h is row-major");
        multiplier.each(model.w_star_t_slice(), forward.x_hat.t(), &mut |block| {
            let left = block.left;
            for (j, d) in block.rows() {
                let here = j * batch + left..j * batch + left + d.len();
                model.activation.times_derivative(&h[here.clone()], d);
                da[here].copy_from_slice(d);
            }
        });
        db.clear();
        db.extend(da.chunks_exact(batch).map(|da| da.iter().fold(0.0, |sum, d| sum + d)));
    }

    /// Hands the gradient of the data term to `take`, piece by piece, each element once: the parameters it belongs to,
    /// the position of its first element among them, and its elements.
    ///
    /// `dW* = dzᵀ·h`, `dc = Σ dz`, `dW = daᵀ·x`, `db = Σ da`. Tied, `∂L/∂W` is the encoder part plus the transposed
    /// decoder part, which continues the encoder part's sums.
    ///
    /// # Panics
    ///
    /// If no batch has been run.
    pub fn gradient(&mut self, take: &mut dyn FnMut(ParameterGroup, usize, &[f32])) {
        let Self { tied, forward, output, da, db, x, dz, blocks, .. } = self;
        take(ParameterGroup::B, 0, db);
        take(ParameterGroup::C, 0, &output.d_c);
        let n = forward.x_hat.ncols();
        let h = forward.h.as_slice().expect("h is row-major");
        assert!(n > 0, "a gradient needs a batch to be run first");
        let (encoder, decoder) = (Factors { a: da, b: x }, Factors { a: h, b: dz });
        let mut products = |group, first, second| {
            blocks.each(first, second, &mut |block| {
                let left = block.left;
                for (j, d) in block.rows() {
                    take(group, j * n + left, d);
                }
            });
        };
        if *tied {
            products(ParameterGroup::W, encoder, Some(decoder));
        } else {
            products(ParameterGroup::W, encoder, None);
            products(ParameterGroup::WStar, decoder, None);
        }
    }
}

/// The gradient of the data term at one batch, stored as a whole for those who look at it.
#[derive(Debug, Clone)]
pub struct StoredGradient {
    /// `∂L/∂θ` of the data term alone, in the shape of the network.
    pub gradient: Autoencoder,
    backward: BackwardPass,
}

impl StoredGradient {
    /// Room for the gradient of `model`.
    pub fn new(model: &Autoencoder) -> Self {
        Self { gradient: model.zeros_like(), backward: BackwardPass::default() }
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
        let data_loss = self.backward.run(model, loss, x);
        let shapes = [model, &self.gradient].map(|network| network.groups().map(<[f32]>::len));
        assert_eq!(shapes[0], shapes[1], "the network must have the shape that there is room for");
        let mut groups = self.gradient.groups_mut();
        self.backward.gradient(&mut |group, start, piece| {
            groups[group as usize][start..start + piece.len()].copy_from_slice(piece);
        });
        data_loss
    }
}
