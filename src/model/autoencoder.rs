//! Parameters and the forward pass.

use super::{Element, Layer, initial_weights};
use crate::config::{Activation, OutputActivation, ValidConfig};
use crate::kernel::{Factors, InPlace, PackedB, RowBlocks, SparseA};
use ndarray::{Array1, Array2, ArrayView2, ArrayViewMut2};

/// The decoder's weights W* (n × k).
#[derive(Debug, Clone, PartialEq)]
pub enum Decoder {
    /// `W* = Wᵀ`: the encoder's matrix serves both layers.
    Tied,
    /// A matrix of its own, n × k, stored column by column, so that unit j's output weights lie together like its
    /// input weights do.
    Untied(Array2<f32>),
}

const CONTIGUOUS: &str = "biases are contiguous";

/// A network with one hidden layer.
///
/// # Shapes
///
/// `w`: k × n, `b`: k, `decoder`: n × k, `c`: n.
#[derive(Debug, Clone, PartialEq)]
pub struct Autoencoder {
    /// g.
    pub activation: Activation,
    /// f.
    pub output_activation: OutputActivation,
    /// W.
    pub w: Array2<f32>,
    /// b.
    pub b: Array1<f32>,
    /// W*.
    pub decoder: Decoder,
    /// c.
    pub c: Array1<f32>,
}

/// The results and the working memory of a forward pass; re-used, it allocates nothing.
#[derive(Debug, Clone, Default)]
pub struct ForwardPass {
    /// h as k × batch: a hidden unit's values lie together.
    pub h: Array2<f32>,
    /// z before and x̂ after the output activation, batch × n.
    pub x_hat: Array2<f32>,
    /// xᵀ, packed for the encoder's product; the backward pass packs x from it.
    pub(crate) x: PackedB,
    /// h without its zeros, unit by unit, where it has many.
    pub(crate) h_listed: SparseA,
    /// hᵀ without its zeros.
    h_t_listed: SparseA,
    /// How many products of two numbers its two products were made of.
    pub(crate) multiplications: usize,
    blocks: RowBlocks,
    in_place: InPlace,
}

/// The groups of parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterGroup {
    /// The encoder's weights, unit by unit.
    W,
    /// The encoder's biases.
    B,
    /// The decoder's own weights, unit by unit.
    WStar,
    /// The decoder's biases.
    C,
}

impl ForwardPass {
    /// Bytes of memory, at most, for `rows` images of n pixels on their way through k units: h and x̂, h once more in micro-panels and, after
    /// a ReLU, as lists of both kinds, and xᵀ.
    pub fn bytes(k: usize, n: usize, rows: usize, activation: Activation) -> usize {
        let results = size_of::<f32>() * (k + n) * rows;
        let listed = if activation.leaves_zeros() { SparseA::bytes(k, rows) + SparseA::bytes(rows, k) } else { 0 };
        results + listed + InPlace::bytes(k, rows) + PackedB::bytes(n, rows, k) + RowBlocks::bytes(n, rows)
    }
}

impl ParameterGroup {
    /// Every group, in the order of [`Autoencoder::groups`].
    pub const ALL: [Self; 4] = [Self::W, Self::B, Self::WStar, Self::C];
}

impl Autoencoder {
    /// The untrained network of a configuration.
    pub fn new(config: &ValidConfig) -> Self {
        let w = initial_weights(config, Layer::Encoder);
        let (k, n) = w.dim();
        Self {
            activation: config.activation,
            output_activation: config.output_activation,
            decoder: if config.tied {
                Decoder::Tied
            } else {
                Decoder::Untied(initial_weights(config, Layer::Decoder).reversed_axes())
            },
            w,
            b: Array1::zeros(k),
            c: Array1::zeros(n),
        }
    }

    /// n: inputs and outputs.
    pub fn inputs(&self) -> usize {
        self.w.ncols()
    }

    /// k: hidden units.
    pub fn hidden_units(&self) -> usize {
        self.w.nrows()
    }

    /// How many numbers training may change: `nk + k + n` when tied, `2nk + k + n` when not.
    pub fn parameters(&self) -> usize {
        self.groups().into_iter().map(<[f32]>::len).sum()
    }

    /// W*ᵀ, k × n: row j holds the output weights of hidden unit j.
    pub fn w_star_t(&self) -> ArrayView2<'_, f32> {
        match &self.decoder {
            Decoder::Tied => self.w.view(),
            Decoder::Untied(w_star) => w_star.t(),
        }
    }

    /// The memory of W*ᵀ, unit by unit.
    pub(crate) fn w_star_t_slice(&self) -> &[f32] {
        match self.groups() {
            [w, _, [], _] => w,
            [_, _, w_star, _] => w_star,
        }
    }

    /// W*, n × k.
    pub fn w_star(&self) -> ArrayView2<'_, f32> {
        self.w_star_t().reversed_axes()
    }

    /// Every parameter, in the order W, b, W* (when untied; unit by unit), c.
    ///
    /// # Panics
    ///
    /// As [`Autoencoder::groups`].
    pub fn slices(&self) -> Vec<&[f32]> {
        self.groups().into_iter().filter(|group| !group.is_empty()).collect()
    }

    /// As [`Autoencoder::slices`], to be changed.
    ///
    /// # Panics
    ///
    /// As [`Autoencoder::groups`].
    pub fn slices_mut(&mut self) -> Vec<&mut [f32]> {
        self.groups_mut().into_iter().filter(|group| !group.is_empty()).collect()
    }

    /// Whether every parameter is finite.
    pub fn is_finite(&self) -> bool {
        // 0·p is 0 for a finite p, else NaN: a sum without branches.
        self.slices().into_iter().flatten().map(|&p| 0.0 * p).sum::<f32>() == 0.0
    }

    /// The parameters of each [`ParameterGroup`], in its order; W* is empty when tied.
    ///
    /// # Panics
    ///
    /// If W is not row-major, or W* is not stored column by column.
    pub fn groups(&self) -> [&[f32]; 4] {
        let w_star: &[f32] = match &self.decoder {
            Decoder::Tied => &[],
            Decoder::Untied(w_star) => w_star.t().to_slice().expect("W* is stored column by column"),
        };
        let (b, c) = (self.b.as_slice().expect(CONTIGUOUS), self.c.as_slice().expect(CONTIGUOUS));
        [self.w.as_slice().expect("W is row-major"), b, w_star, c]
    }

    /// As [`Autoencoder::groups`], to be changed.
    ///
    /// # Panics
    ///
    /// If W is not row-major, or W* is not stored column by column.
    pub fn groups_mut(&mut self) -> [&mut [f32]; 4] {
        let w_star: &mut [f32] = match &mut self.decoder {
            Decoder::Tied => &mut [],
            Decoder::Untied(w_star) => slice(w_star.view_mut().reversed_axes()),
        };
        let (b, c) = (self.b.as_slice_mut().expect(CONTIGUOUS), self.c.as_slice_mut().expect(CONTIGUOUS));
        [slice(self.w.view_mut()), b, w_star, c]
    }

    /// Hidden unit `j` with all that belongs to it, and c, as a network of its own: one row of W, one number of b, one column
    /// of W* where that is a matrix of its own.
    ///
    /// # Panics
    ///
    /// If there is no such unit.
    #[must_use]
    pub fn unit(&self, j: usize) -> Self {
        let n = self.inputs();
        let row = |weights: &[f32]| {
            Array2::from_shape_vec((1, n), weights[j * n..(j + 1) * n].to_vec()).expect("a row has n weights")
        };
        let [w, ..] = self.groups();
        let decoder = match self.decoder {
            Decoder::Tied => Decoder::Tied,
            Decoder::Untied(_) => Decoder::Untied(row(self.w_star_t_slice()).reversed_axes()),
        };
        Self { w: row(w), b: Array1::from_vec(vec![self.b[j]]), decoder, c: self.c.clone(), ..*self }
    }

    /// A network of the same shape with every parameter 0: room for a gradient.
    #[must_use]
    pub fn zeros_like(&self) -> Self {
        let mut zeros = self.clone();
        for slice in zeros.slices_mut() {
            slice.fill(0.0);
        }
        zeros
    }

    /// The pre-activations `z = W* g(Wx + b) + c` of each row of `x`, in `pass.x_hat`; `pass.h` holds h.
    ///
    /// # Shapes
    ///
    /// `x`: batch × n.
    ///
    /// # Panics
    ///
    /// If `x` does not have n columns.
    pub fn forward(&self, x: ArrayView2<f32>, pass: &mut ForwardPass) {
        self.forward_without_c(x, pass);
        pass.x_hat += &self.c;
    }

    /// As [`Autoencoder::forward`], but without c: `W* g(Wx + b)`.
    pub(crate) fn forward_without_c(&self, x: ArrayView2<f32>, pass: &mut ForwardPass) {
        let (batch, k, n) = (x.nrows(), self.hidden_units(), self.inputs());
        assert!(x.ncols() == n, "x must have {n} columns, found {}", x.ncols());
        resize(&mut pass.h, (k, batch));
        resize(&mut pass.x_hat, (batch, n));
        let h = slice(pass.h.view_mut());
        let [w, ..] = self.groups();
        pass.x.pack_sparse(x.t(), k);
        let factors = Factors::Packed { a: w, b: &pass.x };
        pass.blocks.each(factors, None, &mut |block| {
            let left = block.left;
            for (j, a) in block.rows() {
                let h = &mut h[j * batch + left..][..a.len()];
                let bias = self.b[j];
                h.iter_mut().zip(a).for_each(|(h, a)| *h = *a + bias);
                self.activation.activate(h);
            }
        });
        if self.activation.leaves_zeros() {
            pass.h_listed.list(h, batch);
        } else {
            pass.h_listed.clear();
        }
        pass.h_t_listed.list_transpose(&pass.h_listed);
        let (w_star_t, z) = (self.w_star_t_slice(), slice(pass.x_hat.view_mut()));
        let decoded = if pass.h_t_listed.multiply(w_star_t, n, z) {
            pass.h_t_listed.numbers() * n
        } else {
            pass.in_place.multiply(h, w_star_t, (batch, n), z);
            k * batch * n
        };
        pass.multiplications = factors.multiplications() + decoded;
    }

    /// Reconstructs each row of `x`: `x̂ = f(W* g(Wx + b) + c)`, in `pass.x_hat`; `pass.h` holds h.
    ///
    /// With [`Decoder::Tied`], `W* = Wᵀ` and the decoder adds no weights of its own.
    ///
    /// # Shapes
    ///
    /// `x`: batch × n, intensities in `[0, 1]`; `x_hat` likewise, though a linear output may leave the interval.
    ///
    /// # Panics
    ///
    /// If `x` does not have n columns.
    ///
    /// # Source
    ///
    /// Lecture module 7.3; Baldi & Hornik (1989) for the linear case.
    pub fn reconstruct(&self, x: ArrayView2<f32>, pass: &mut ForwardPass) {
        self.forward(x, pass);
        self.output_activation.activate(slice(pass.x_hat.view_mut()));
    }
}

/// Makes `array` a row-major array of `shape`; its memory is kept where it suffices, its values are not.
fn resize(array: &mut Array2<f32>, shape: (usize, usize)) {
    if array.dim() != shape {
        let mut memory = std::mem::take(array).into_raw_vec_and_offset().0;
        memory.resize(shape.0 * shape.1, 0.0);
        *array = Array2::from_shape_vec(shape, memory).expect("the memory has the shape's length");
    }
}

/// The memory of a row-major array.
pub(crate) fn slice(array: ArrayViewMut2<'_, f32>) -> &mut [f32] {
    array.into_slice().expect("working arrays are row-major")
}
