//! The gradient of the data term.

use super::loss::OutputGradient;
use crate::config::{Activation, Loss};
use crate::kernel::{Factors, PackedB, RowBlocks, SparseA, Wanted};
use crate::model::{Autoencoder, Decoder, Element, ForwardPass, ParameterGroup, slice};
use ndarray::ArrayView2;
use std::ops::Range;

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
    /// x, row after row, where da is listed.
    x_rows: Vec<f32>,
    da_listed: SparseA,
    wanted: Wanted,
    blocks: RowBlocks,
    /// How many products of two numbers the last product here and the last gradient were made of.
    multiplications: [usize; 2],
}

impl BackwardPass {
    /// Bytes of memory for a batch, at most: those of the forward pass, da, and x, dz and dzᵀ as products want them; after a
    /// ReLU da once more as lists, and x as it is.
    pub fn bytes(k: usize, n: usize, batch: usize, activation: Activation) -> usize {
        let packed = PackedB::bytes(batch, n, k) + PackedB::bytes(batch, n, 0) + Wanted::bytes(n, batch);
        let da = size_of::<f32>() * (k * (batch + 1) + 2 * n);
        let x = size_of::<f32>() * batch * n;
        let listed = if activation.leaves_zeros() { SparseA::bytes(k, batch) + x } else { 0 };
        ForwardPass::bytes(k, n, batch, activation) + da + listed + packed + RowBlocks::bytes(batch, n)
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
        let Self { forward, da, x: packed_x, x_rows, da_listed, dz, .. } = self;
        // Where h is 0, so is da.
        da_listed.list_where(&forward.h_listed, da);
        if da_listed.keep_for(x_slice) {
            x_rows.clear();
            x_rows.extend_from_slice(x_slice);
        } else {
            packed_x.pack_transpose(&forward.x, x);
        }
        if !forward.h_listed.keep_for(slice(forward.x_hat.view_mut())) {
            dz.pack(forward.x_hat.view());
        }
        sum / x.nrows() as f64
    }

    /// `da = (W*ᵀ·dzᵀ) ∘ g′`, `db = Σ da`.
    fn backward(&mut self, model: &Autoencoder) {
        let Self { forward, da, db, wanted, multiplications, .. } = self;
        let (k, batch) = forward.h.dim();
        let h = forward.h.as_slice().expect("h is row-major");
        let leaves_zeros = model.activation.leaves_zeros();
        da.clear();
        da.resize(k * batch, 0.0);
        let is_wanted = |j: usize, columns: Range<usize>| {
            !leaves_zeros || h[j * batch + columns.start..j * batch + columns.end].iter().any(|&h| h > 0.0)
        };
        // What is not computed is 0, and stays so.
        let elements = wanted.multiply(model.w_star_t_slice(), forward.x_hat.t(), is_wanted, da);
        model.activation.times_derivative(h, da);
        multiplications[0] = elements * forward.x_hat.ncols();
        db.clear();
        db.extend(da.chunks_exact(batch).map(|da| da.iter().fold(0.0, |sum, d| sum + d)));
    }

    /// How many products of two numbers the five products of the last step were made of: those with a zero that was left out are
    /// not counted, and at most k·n for each image and product.
    pub fn multiplications(&self) -> usize {
        self.forward.multiplications + self.multiplications.iter().sum::<usize>()
    }

    /// Hands the gradient of the data term to `take`, piece by piece, each element once: the parameters it belongs to,
    /// the position of its first element among them, and its elements. A piece of weights is a part of one hidden unit's, or all of
    /// several units' that follow each other.
    ///
    /// `dW* = dzᵀ·h`, `dc = Σ dz`, `dW = daᵀ·x`, `db = Σ da`. Tied, `∂L/∂W` is the encoder part plus the transposed
    /// decoder part, which continues the encoder part's sums.
    ///
    /// # Panics
    ///
    /// If no batch has been run.
    pub fn gradient(&mut self, take: &mut dyn FnMut(ParameterGroup, usize, &[f32])) {
        self.hand_out(self.tied, take);
    }

    /// As [`BackwardPass::gradient`], but where the weights are tied, too, what the encoder asks of them, as that of W, and
    /// what the decoder does, as that of W*. Both together are their gradient, to rounding.
    ///
    /// # Panics
    ///
    /// If no batch has been run.
    pub fn gradient_apart(&mut self, take: &mut dyn FnMut(ParameterGroup, usize, &[f32])) {
        self.hand_out(false, take);
    }

    fn hand_out(&mut self, together: bool, take: &mut dyn FnMut(ParameterGroup, usize, &[f32])) {
        let Self { forward, output, da, db, x, x_rows, da_listed, dz, blocks, multiplications, .. } = self;
        take(ParameterGroup::B, 0, db);
        take(ParameterGroup::C, 0, &output.d_c);
        let n = forward.x_hat.ncols();
        let h = forward.h.as_slice().expect("h is row-major");
        assert!(n > 0, "a gradient needs a batch to be run first");
        let dz_rows = forward.x_hat.as_slice().expect("x̂ is row-major");
        let encoder = Factors::listed(da_listed, x_rows).unwrap_or(Factors::Packed { a: da, b: x });
        let decoder = Factors::listed(&forward.h_listed, dz_rows).unwrap_or(Factors::Packed { a: h, b: dz });
        multiplications[1] = encoder.multiplications() + decoder.multiplications();
        let mut products = |group, first, second| {
            blocks.each(first, second, &mut |block| {
                let (top, left) = (block.top, block.left);
                // A block as wide as the matrix is one piece; of a narrower one each row is.
                let length = if block.columns == n { block.values.len() } else { block.columns };
                for (i, d) in block.values.chunks_exact(length).enumerate() {
                    take(group, (top + i) * n + left, d);
                }
            });
        };
        if together {
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
