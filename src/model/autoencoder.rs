//! Parameters and the forward pass.

use super::{Element, Initials, initial_weights};
use crate::config::{Activation, OutputActivation, ValidConfig};
use crate::kernel::{Multiplier, Start};
use ndarray::{Array1, Array2, ArrayView2, ArrayViewMut2, Axis};

/// The decoder's weights W* (n × k).
#[derive(Debug, Clone, PartialEq)]
pub enum Decoder {
    /// `W* = Wᵀ`: the encoder's matrix serves both layers.
    Tied,
    /// A matrix of its own, n × k, stored column by column, so that unit j's output weights lie together like its
    /// input weights do.
    Untied(Array2<f32>),
}

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
    pub(crate) multiplier: Multiplier,
}

impl Autoencoder {
    /// The untrained network of a configuration.
    pub fn new(config: &ValidConfig) -> Self {
        let w = initial_weights(config, Initials::Encoder);
        let (k, n) = w.dim();
        Self {
            activation: config.activation,
            output_activation: config.output_activation,
            decoder: if config.tied {
                Decoder::Tied
            } else {
                Decoder::Untied(initial_weights(config, Initials::Decoder).reversed_axes())
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
        self.slices().iter().map(|slice| slice.len()).sum()
    }

    /// W*ᵀ, k × n: row j holds the output weights of hidden unit j.
    pub fn w_star_t(&self) -> ArrayView2<'_, f32> {
        match &self.decoder {
            Decoder::Tied => self.w.view(),
            Decoder::Untied(w_star) => w_star.t(),
        }
    }

    /// W*, n × k.
    pub fn w_star(&self) -> ArrayView2<'_, f32> {
        self.w_star_t().reversed_axes()
    }

    /// Every parameter, in the order W, b, W* (when untied; unit by unit), c.
    pub fn slices(&self) -> Vec<&[f32]> {
        let decoder = match &self.decoder {
            Decoder::Tied => None,
            Decoder::Untied(w_star) => w_star.as_slice_memory_order(),
        };
        let slices = [self.w.as_slice(), self.b.as_slice(), decoder, self.c.as_slice()];
        slices.into_iter().flatten().collect()
    }

    /// As [`Autoencoder::slices`], to be changed.
    pub fn slices_mut(&mut self) -> Vec<&mut [f32]> {
        let decoder = match &mut self.decoder {
            Decoder::Tied => None,
            Decoder::Untied(w_star) => w_star.as_slice_memory_order_mut(),
        };
        let slices = [self.w.as_slice_mut(), self.b.as_slice_mut(), decoder, self.c.as_slice_mut()];
        slices.into_iter().flatten().collect()
    }

    /// Whether every parameter is finite.
    pub fn is_finite(&self) -> bool {
        // 0·p is 0 for a finite p, else NaN: a sum without branches.
        self.slices().into_iter().flatten().map(|&p| 0.0 * p).sum::<f32>() == 0.0
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
        let (batch, k, n) = (x.nrows(), self.hidden_units(), self.inputs());
        assert!(x.ncols() == n, "x must have {n} columns, found {}", x.ncols());
        resize(&mut pass.h, (k, batch));
        resize(&mut pass.x_hat, (batch, n));
        pass.multiplier.multiply(self.w.view(), x.t(), pass.h.view_mut(), Start::Zero);
        for (mut row, &bias) in pass.h.axis_iter_mut(Axis(0)).zip(&self.b) {
            row += bias;
        }
        self.activation.activate(slice(pass.h.view_mut()));
        pass.multiplier.multiply(pass.h.t(), self.w_star_t(), pass.x_hat.view_mut(), Start::Zero);
        pass.x_hat += &self.c;
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
pub(crate) fn resize(array: &mut Array2<f32>, shape: (usize, usize)) {
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
