//! The step that every benchmark times, on weights and images that are handed in: sigmoid units with a sigmoid decoder of its
//! own, or ReLU with a linear one, squared error and a small λ, in the core's own arithmetic. The peers do the same with the same numbers.

use autoencoder_lab::config::{Activation, Loss, OptimizerKind, OutputActivation};
use autoencoder_lab::objective::{BackwardPass, Penalty};
use autoencoder_lab::optimizer::Optimizer;
use autoencoder_lab::{Autoencoder, Decoder};
use ndarray::{Array1, Array2};

/// λ.
pub(crate) const LAMBDA: f64 = 1e-4;
/// η.
pub(crate) const LEARNING_RATE: f64 = 1e-3;

/// A network with its optimizer, and a few batches that are used in turn.
pub(crate) struct Step {
    model: Autoencoder,
    optimizer: Optimizer,
    backward: BackwardPass,
    batches: Vec<Array2<f32>>,
    done: usize,
}

impl Step {
    /// A network of n inputs, k hidden units and biases of 0.
    ///
    /// # Shapes
    ///
    /// `weights`: W and then W*ᵀ, k × n each, both row by row; tied, W alone. `images`: whole batches of rows of n.
    ///
    /// # Panics
    ///
    /// If the lengths do not fit.
    pub(crate) fn new(
        [n, k, batch]: [usize; 3],
        activation: Activation,
        kind: OptimizerKind,
        weights: &[f32],
        images: &[f32],
    ) -> Self {
        let mut layers = weights
            .chunks(k * n)
            .map(|layer| Array2::from_shape_vec((k, n), layer.to_vec()).expect("a layer has k × n weights"));
        let w = layers.next().expect("there are weights");
        let decoder = layers.next().map_or(Decoder::Tied, |w_star_t| Decoder::Untied(w_star_t.reversed_axes()));
        let model = Autoencoder {
            activation,
            output_activation: match activation {
                Activation::Relu => OutputActivation::Linear,
                _ => OutputActivation::Sigmoid,
            },
            w,
            b: Array1::zeros(k),
            decoder,
            c: Array1::zeros(n),
        };
        let batches = images
            .chunks(batch * n)
            .map(|rows| Array2::from_shape_vec((batch, n), rows.to_vec()).expect("batches are whole"));
        Self {
            optimizer: Optimizer::new(kind, &model),
            backward: BackwardPass::default(),
            model,
            batches: batches.collect(),
            done: 0,
        }
    }

    /// Does `steps` steps; returns the data term of the last batch, before its update.
    pub(crate) fn run(&mut self, steps: usize) -> f64 {
        let mut loss = f64::NAN;
        for _ in 0..steps {
            let x = self.batches[self.done % self.batches.len()].view();
            loss = self.backward.run(&self.model, Loss::SquaredError, x);
            let penalty = Penalty::lecture(LAMBDA);
            self.optimizer.descend(&mut self.model, &mut self.backward, &penalty, LEARNING_RATE);
            self.done += 1;
        }
        loss
    }

    /// Multiplications and additions of the last step's products.
    #[allow(dead_code, reason = "not every benchmark asks")]
    pub(crate) fn operations(&self) -> usize {
        2 * self.backward.multiplications()
    }
}
