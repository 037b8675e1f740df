//! Linear networks in f64, with the objective and its gradient written out, and the optimum as theory builds it.

use super::scene::components;
use autoencoder_lab::analysis::{Eigen, PrincipalComponents};
use autoencoder_lab::config::{Activation, OutputActivation};
use autoencoder_lab::{Autoencoder, Decoder, RunConfig};
use ndarray::{Array1, Array2};

/// A linear network in f64.
#[derive(Clone)]
pub(crate) struct Network {
    pub(crate) w: Array2<f64>,
    /// `None` when tied.
    pub(crate) w_star: Option<Array2<f64>>,
    pub(crate) b: Array1<f64>,
    pub(crate) c: Array1<f64>,
}

impl Network {
    /// The optimum as theory builds it: `W = R·diag(√s)·Uᵀ`, `W* = Wᵀ`, with an arbitrary rotation R of the hidden units.
    pub(crate) fn optimum(principal: &PrincipalComponents, config: &RunConfig) -> Self {
        let (k, n) = (config.hidden_units as usize, principal.mean.len());
        let t = if config.tied && !config.count_tied_twice { config.lambda / 2.0 } else { config.lambda };
        let kept = k.min(principal.variances.len());
        let (u, mut w) = (components(principal), Array2::zeros((k, n)));
        for i in 0..kept {
            let root = (1.0 - t / principal.variances[i]).max(0.0).sqrt();
            w.row_mut(i).assign(&(&u.row(i) * root));
        }
        let symmetric = (0..k * k).map(|place| ((place / k * (place % k) + place / k + place % k) as f64).sin());
        let rotation = Array2::from_shape_vec((k, k), Eigen::of(symmetric.collect(), k).vectors).unwrap();
        let w = rotation.dot(&w);
        let w_star = (!config.tied).then(|| w.t().to_owned());
        Self { w, w_star, b: Array1::zeros(k), c: Array1::zeros(n) }
    }

    pub(crate) fn w_star(&self) -> Array2<f64> {
        self.w_star.clone().unwrap_or_else(|| self.w.t().to_owned())
    }

    /// `W*W`.
    pub(crate) fn map(&self) -> Array2<f64> {
        self.w_star().dot(&self.w)
    }

    /// `tr((M − I)Σ(M − I)ᵀ) + ‖W*b + c‖²` on centred images, and λ‖θ‖².
    pub(crate) fn objective(&self, config: &RunConfig, covariance: &Array2<f64>) -> f64 {
        let off = self.map() - Array2::<f64>::eye(self.c.len());
        let constant = self.w_star().dot(&self.b) + &self.c;
        let squares = |a: &Array2<f64>| a.iter().map(|v| v * v).sum::<f64>();
        let weights = match &self.w_star {
            Some(w_star) => squares(&self.w) + squares(w_star),
            None => squares(&self.w) * if config.count_tied_twice { 2.0 } else { 1.0 },
        };
        let biases = self.b.dot(&self.b) + self.c.dot(&self.c);
        (off.dot(covariance) * &off).sum() + constant.dot(&constant) + config.lambda * (weights + biases)
    }

    /// The largest element of the objective's gradient at biases 0.
    pub(crate) fn steepest(&self, config: &RunConfig, covariance: &Array2<f64>) -> f64 {
        let w_star = self.w_star();
        let off = self.map() - Array2::<f64>::eye(self.c.len());
        let d_map = off.dot(covariance) * 2.0;
        let (encoder, decoder) = (w_star.t().dot(&d_map), d_map.dot(&self.w.t()));
        let pull = 2.0 * config.lambda;
        let gradients = if self.w_star.is_some() {
            vec![encoder + &self.w * pull, (decoder + &w_star * pull).reversed_axes()]
        } else {
            let pull = pull * if config.count_tied_twice { 2.0 } else { 1.0 };
            vec![encoder + decoder.t() + &self.w * pull]
        };
        gradients.iter().flatten().fold(0.0, |largest, d| largest.max(d.abs()))
    }

    /// The same network as the product has it.
    pub(crate) fn to_model(&self) -> Autoencoder {
        let single = |a: &Array2<f64>| a.mapv(|v| v as f32);
        Autoencoder {
            activation: Activation::Linear,
            output_activation: OutputActivation::Linear,
            w: single(&self.w),
            b: self.b.mapv(|v| v as f32),
            // Column by column, as the decoder is stored.
            decoder: match &self.w_star {
                Some(w_star) => Decoder::Untied(single(&w_star.t().as_standard_layout().into_owned()).reversed_axes()),
                None => Decoder::Tied,
            },
            c: self.c.mapv(|v| v as f32),
        }
    }
}
