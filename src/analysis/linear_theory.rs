//! What gradient descent on a linear network leads to, in closed form.
//!
//! With g and f the identity, squared error and centred images (or biases that cost nothing, which then remove the
//! mean), the objective splits into the principal components of the training images. Write `x̂ = Mx` with `M = W*W`.
//! Among all factors of the same M the smallest `‖W‖² + ‖W*‖²` is twice the sum of M's singular values, and `‖W‖²` of
//! a tied network is the sum of M's eigenvalues. So the best M is `Σᵢ sᵢ uᵢuᵢᵀ`, and component i, of variance σᵢ²,
//! contributes `(1 − sᵢ)²σᵢ² + 2t·sᵢ`, where the threshold t is λ/2 times the number of matrices that are counted:
//!
//! - untied: W and W*, `t = λ`;
//! - tied, W counted once: `t = λ/2`;
//! - tied, W counted twice: `t = λ` again, so that tying changes nothing.
//!
//! The minimum lies at `sᵢ = max(0, 1 − t/σᵢ²)` and is `2t − t²/σᵢ²` where the component survives (`σᵢ² > t`), else σᵢ². The
//! k components of the largest variance are kept. At λ = 0 that leaves the floor of principal component analysis,
//! `Σ σᵢ²` over i > k; directions in which no training image varies are then free, and this is the solution of minimum
//! norm (the limit λ → 0), which training from random weights does not reach.
//!
//! # Source
//!
//! Baldi & Hornik (1989) for λ = 0; Kunin, Bloom, Goeva & Seed (2019), "Loss landscapes of regularized linear
//! autoencoders", for λ > 0.

use super::PrincipalComponents;
use crate::config::{Activation, Decay, Loss, OptimizerKind, OutputActivation, RunConfig};
use crate::data::{NOISE_SD, Split};
use serde::Serialize;

/// The exact optimum of a linear network under one λ. At λ = 0 it is the solution of minimum norm, which training from random
/// weights does not reach in directions that no training image varies in; below λ ≈ 0.001 training takes longer than a
/// demonstration lasts.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "Theory"))]
pub struct TheoryLine {
    /// Data term on the training images, `Σ (1 − sᵢ)²σᵢ²` over all components, those not kept with s = 0.
    pub train: f64,
    /// Data term on the held-out images, `Σ (1 − sᵢ)²τᵢ²`.
    pub held_out: f64,
    /// C = `Σ sᵢ / n`.
    pub copy_index: f64,
    /// N = `Σ sᵢ² / n`, the expectation over the noise.
    pub noise_kept: f64,
    /// D = `(E + ν² Σ sᵢ²) / (nν²)` = `E / (nν²)` + N with the held-out data term E, likewise.
    pub denoising_error: f64,
    /// The data term on the training images plus the penalty.
    pub objective: f64,
    /// How many components have s > 0.
    pub survivors: usize,
    /// The λ from which on component i is out, the largest first, for the components that are kept at λ = 0: from the
    /// first on, the network's output is the mean image. None where the formulas hold at λ = 0 alone.
    pub thresholds: Vec<f64>,
}

/// The variances of one run's images along the principal components of its training images.
#[derive(Debug, Clone)]
pub struct LinearTheory {
    inputs: usize,
    /// σᵢ².
    variances: Vec<f64>,
    /// τᵢ².
    held_out_variances: Vec<f64>,
    /// The held-out variance in directions in which no training image varies.
    held_out_elsewhere: f64,
}

impl LinearTheory {
    /// Finds the principal components of the training images, and the variance of all images along them; `None` for
    /// networks that no formula is about.
    pub fn of(config: &RunConfig, split: &Split) -> Option<Self> {
        is_linear(config).then(|| {
            let principal = PrincipalComponents::of(split.train.intensities().view());
            let (held_out_variances, total) = principal.variances_of(split.held_out.intensities().view());
            Self {
                inputs: split.train.ncols(),
                held_out_elsewhere: (total - held_out_variances.iter().sum::<f64>()).max(0.0),
                variances: principal.variances,
                held_out_variances,
            }
        })
    }

    /// Bytes of memory that it takes, at most, to find it from m training images of n pixels, and as many `held_out`.
    pub fn bytes(n: usize, m: usize, held_out: usize) -> usize {
        PrincipalComponents::bytes(n, m).max(size_of::<f32>() * n * held_out + PrincipalComponents::bytes_along(n, m))
    }

    /// σᵢ², the largest first.
    pub fn variances(&self) -> &[f64] {
        &self.variances
    }

    /// Where a network of `config` ends up, or `None` where the formulas do not hold.
    pub fn line(&self, config: &RunConfig) -> Option<TheoryLine> {
        applies(config).then(|| {
            let (hidden_units, matrices) = (config.hidden_units as usize, matrices_counted(config));
            let mut line = self.optimum(hidden_units, config.lambda, matrices);
            if applies_under_penalty(config) {
                line.thresholds = self.variances.iter().take(hidden_units).map(|v| 2.0 * v / matrices).collect();
            }
            line
        })
    }

    /// The optimum with k = `hidden_units` under the penalty `λ·(matrices/2)·(‖W‖² + ‖W*‖²)`.
    fn optimum(&self, hidden_units: usize, lambda: f64, matrices: f64) -> TheoryLine {
        let threshold = 0.5 * lambda * matrices;
        let mut line = TheoryLine {
            train: 0.0,
            held_out: self.held_out_elsewhere,
            copy_index: 0.0,
            noise_kept: 0.0,
            denoising_error: 0.0,
            objective: 0.0,
            survivors: 0,
            thresholds: Vec::new(),
        };
        let mut noise = 0.0;
        for (i, (variance, held_out)) in self.variances.iter().zip(&self.held_out_variances).enumerate() {
            let survives = i < hidden_units && *variance > threshold;
            let s = if survives { 1.0 - threshold / variance } else { 0.0 };
            let lost = (1.0 - s) * (1.0 - s);
            line.train += lost * variance;
            line.held_out += lost * held_out;
            line.copy_index += s;
            line.objective += lost * variance + 2.0 * threshold * s;
            line.survivors += usize::from(survives);
            noise += s * s;
        }
        let n = self.inputs as f64;
        let noise_energy = f64::from(NOISE_SD) * f64::from(NOISE_SD);
        line.copy_index /= n;
        line.noise_kept = noise / n;
        line.denoising_error = (line.held_out + noise_energy * noise) / (n * noise_energy);
        line
    }
}

/// Whether g and f are the identity and the loss is the squared error.
pub(crate) fn is_linear(config: &RunConfig) -> bool {
    config.activation == Activation::Linear
        && config.output_activation == OutputActivation::Linear
        && config.loss == Loss::SquaredError
}

/// Whether the formulas hold for a run of `config` exactly.
///
/// All hyper-parameters are named, so that a new one does not compile before it is said whether they do with it.
fn applies(config: &RunConfig) -> bool {
    let RunConfig {
        lambda,
        // What makes a run linear: see `is_linear`.
        activation: _,
        output_activation: _,
        loss: _,
        // What matters where λ > 0: see `applies_under_penalty`.
        centred: _,
        penalize_biases: _,
        decay: _,
        optimizer: _,
        // What the formulas are about.
        data: _,
        points: _,
        own: _,
        training_images: _,
        seed: _,
        hidden_units: _,
        tied: _,
        count_tied_twice: _,
        // Where a run begins and how it gets there.
        learning_rate: _,
        init: _,
        init_gain: _,
        batch_size: _,
        rate_schedule: _,
        rate_steps: _,
    } = config;
    is_linear(config) && (*lambda == 0.0 || applies_under_penalty(config))
}

/// What the formulas need of a linear run besides where λ > 0.
///
/// They need centred images, or else biases that cost nothing: only then does the decoder's bias remove the mean for free. And
/// they need the penalty's gradient to be part of what the optimizer follows: Adam with decoupled decay comes to rest elsewhere.
fn applies_under_penalty(config: &RunConfig) -> bool {
    let centred = config.centred || !config.penalize_biases;
    let coupled = config.decay == Decay::Coupled || config.optimizer == OptimizerKind::Sgd;
    centred && coupled
}

/// How many matrices ‖θ‖² counts: W and W*, or the one that serves both layers, once or twice.
fn matrices_counted(config: &RunConfig) -> f64 {
    if config.tied && !config.count_tied_twice { 1.0 } else { 2.0 }
}
