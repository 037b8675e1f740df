//! Preset 10, the plane: what networks with two inputs do to points on and beside a curve, in the bands measured in PyTorch.
//!
//! A point of the curve is displaced a little along the curve and across it; *tangent* and *normal pass* are the shares
//! of the displacements that are left in the reconstruction, `tᵀJt` and `nᵀJn` with `J = ∂x̂/∂x`.

use autoencoder_lab::config::{Activation, OptimizerKind, OutputActivation, RateSchedule};
use autoencoder_lab::model::ForwardPass;
use autoencoder_lab::objective::{BackwardPass, Penalty};
use autoencoder_lab::optimizer::Optimizer;
use autoencoder_lab::random::{Random, Stream};
use autoencoder_lab::{Autoencoder, Decoder, RunConfig};
use ndarray::{Array1, Array2, array};

/// Curves are drawn for t from −END to END.
const END: f64 = 1.6;
const M: usize = 200;
const K: usize = 32;
const STEPS: u32 = 2000;
const SEEDS: [u32; 3] = [1, 2, 3];

/// The measured numbers may be off by this share for another generator.
const OTHER_GENERATOR: f64 = 0.10;

/// The curve `(t, bend·t² + shift)` for t on ±1.6, and the standard deviation of the noise on both coordinates.
struct Curve {
    bend: f64,
    shift: f64,
    noise: f64,
}

const ARC: Curve = Curve { bend: 0.45, shift: -0.5, noise: 0.08 };
const LINE: Curve = Curve { bend: 0.0, shift: 0.0, noise: 0.12 };

impl Curve {
    fn at(&self, t: f64) -> [f64; 2] {
        [t, self.bend * t * t + self.shift]
    }

    /// The unit vector along the curve; across it is `[−sine, cosine]`.
    fn tangent(&self, t: f64) -> [f64; 2] {
        let slope = 2.0 * self.bend * t;
        let length = slope.hypot(1.0);
        [1.0 / length, slope / length]
    }

    /// Points at m uniform values of t, each with noise.
    fn points(&self, seed: u32) -> Array2<f32> {
        let (mut along, mut noise) = (Random::new(seed, Stream::Split), Random::new(seed, Stream::HeldOutNoise));
        let points = (0..M).flat_map(|_| {
            let t = END * (2.0 * along.uniform() - 1.0);
            self.at(t).map(|v| (v + self.noise * noise.normal()) as f32)
        });
        Array2::from_shape_vec((M, 2), points.collect()).unwrap()
    }
}

/// Weights N(0, 0.1²), biases 0, as a run of images starts.
fn untrained(seed: u32, tied: bool) -> Autoencoder {
    let weights = |stream| {
        let mut random = Random::new(seed, stream);
        Array2::from_shape_simple_fn((K, 2), || 0.1 * random.normal() as f32)
    };
    Autoencoder {
        activation: Activation::Relu,
        output_activation: OutputActivation::Linear,
        w: weights(Stream::Encoder),
        b: Array1::zeros(K),
        decoder: if tied { Decoder::Tied } else { Decoder::Untied(weights(Stream::Decoder).reversed_axes()) },
        c: Array1::zeros(2),
    }
}

/// Full-batch Adam at 1e-2 with cosine decay.
fn trained(curve: &Curve, seed: u32, lambda: f64, tied: bool) -> Autoencoder {
    let config = RunConfig {
        learning_rate: 1e-2,
        rate_schedule: RateSchedule::Cosine,
        rate_steps: STEPS,
        lambda,
        ..RunConfig::default()
    };
    let (x, mut model) = (curve.points(seed), untrained(seed, tied));
    let (mut backward, mut optimizer) = (BackwardPass::default(), Optimizer::new(OptimizerKind::Adam, &model));
    for step in 0..STEPS {
        backward.run(&model, config.loss, x.view());
        optimizer.descend(&mut model, &mut backward, &Penalty::of(&config), config.rate_at(step.into()));
    }
    model
}

/// The share of a displacement from `at` along the unit vector `along` that `model` keeps, by a central difference.
fn passed(model: &Autoencoder, at: [f64; 2], along: [f64; 2]) -> f64 {
    const LENGTH: f64 = 0.01;
    let moved = |by: f64| [0, 1].map(|i| (at[i] + by * along[i]) as f32);
    let ([a0, a1], [b0, b1]) = (moved(LENGTH), moved(-LENGTH));
    let mut pass = ForwardPass::default();
    model.reconstruct(array![[a0, a1], [b0, b1]].view(), &mut pass);
    let part = |i: usize| f64::from(pass.x_hat[[0, i]] - pass.x_hat[[1, i]]) / (2.0 * LENGTH) * along[i];
    part(0) + part(1)
}

/// Normal and tangent pass, the means over points of the curve.
fn passes(model: &Autoencoder, curve: &Curve) -> (f64, f64) {
    const POINTS: u32 = 201;
    let (mut normal, mut tangent) = (0.0, 0.0);
    for i in 0..POINTS {
        let t = END * (2.0 * f64::from(i) / f64::from(POINTS - 1) - 1.0);
        let [cosine, sine] = curve.tangent(t);
        normal += passed(model, curve.at(t), [-sine, cosine]) / f64::from(POINTS);
        tangent += passed(model, curve.at(t), [cosine, sine]) / f64::from(POINTS);
    }
    (normal, tangent)
}

#[track_caller]
fn assert_passes(curve: &Curve, lambda: f64, tied: bool, normal: f64, tangent: f64) {
    for seed in SEEDS {
        let found = passes(&trained(curve, seed, lambda, tied), curve);
        for (name, found, measured) in [("normal", found.0, normal), ("tangent", found.1, tangent)] {
            let off = (found - measured).abs();
            assert!(
                off <= OTHER_GENERATOR * measured.max(0.1),
                "{name} pass must be {measured}, found {found} with seed {seed}"
            );
        }
    }
}

#[test]
fn without_a_penalty_a_wide_network_copies_the_plane() {
    assert_passes(&ARC, 0.0, false, 0.96, 1.0);
}

#[test]
fn a_penalty_takes_points_to_the_curve() {
    assert_passes(&ARC, 0.03, false, 0.30, 0.90);
}

#[test]
fn tied_weights_without_a_penalty_copy_the_plane() {
    assert_passes(&ARC, 0.0, true, 1.0, 1.0);
}

/// λ is above the variance of the noise, .12² = .0144: the component across the line goes out.
#[test]
fn a_penalty_above_the_noise_takes_points_to_the_line() {
    assert_passes(&LINE, 0.03, false, 0.0, 0.91);
}
