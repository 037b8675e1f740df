//! The closed forms of linear networks: they are the minimum of the objective, the real evaluator measures them, and
//! training reaches them.

mod common;

use autoencoder_lab::analysis::{Eigen, Evaluator, LinearTheory, PrincipalComponents, TheoryLine};
use autoencoder_lab::config::{
    Activation, Decay, Images, Init, Loss, OptimizerKind, OutputActivation, RateSchedule, ValidConfig,
};
use autoencoder_lab::data::{NOISE_SD, Split};
use autoencoder_lab::objective::Penalty;
use autoencoder_lab::{Autoencoder, Decoder, RunConfig, Trainer};
use ndarray::{Array1, Array2, Axis};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use std::sync::LazyLock;

const N: usize = 64;

/// A linear network on centred 8×8 digits, of which three pixels are always 0.
fn linear(hidden_units: u32, lambda: f64, tied: bool) -> RunConfig {
    RunConfig {
        data: Images::Digits8,
        training_images: 300,
        hidden_units,
        activation: Activation::Linear,
        lambda,
        tied,
        centred: true,
        ..RunConfig::default()
    }
}

/// The images that all these configurations are about, and what theory says of them.
struct Scene {
    split: Split,
    theory: LinearTheory,
    principal: PrincipalComponents,
    /// `(1/m)XᵀX` of the training images.
    covariance: Array2<f64>,
}

static SCENE: LazyLock<Scene> = LazyLock::new(|| scene(&valid(linear(16, 0.0, false))));

fn valid(config: RunConfig) -> ValidConfig {
    config.validate().unwrap()
}

fn scene(config: &ValidConfig) -> Scene {
    let split = Split::draw(config, &common::dataset(config.data.dataset())).unwrap();
    let x = split.train.intensities().mapv(f64::from);
    let x = &x - &x.mean_axis(Axis(0)).unwrap();
    Scene {
        theory: LinearTheory::of(config, &split).expect("a linear network"),
        principal: PrincipalComponents::of(split.train.intensities().view()),
        covariance: x.t().dot(&x) / x.nrows() as f64,
        split,
    }
}

/// The components as the rows of a matrix.
fn components(principal: &PrincipalComponents) -> Array2<f64> {
    let shape = (principal.variances.len(), principal.mean.len());
    Array2::from_shape_vec(shape, principal.components.clone()).unwrap()
}

/// A linear network in f64.
#[derive(Clone)]
struct Network {
    w: Array2<f64>,
    /// `None` when tied.
    w_star: Option<Array2<f64>>,
    b: Array1<f64>,
    c: Array1<f64>,
}

impl Network {
    /// The optimum as theory builds it: `W = R·diag(√s)·Uᵀ`, `W* = Wᵀ`, with an arbitrary rotation R of the hidden units.
    fn optimum(principal: &PrincipalComponents, config: &RunConfig) -> Self {
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

    fn w_star(&self) -> Array2<f64> {
        self.w_star.clone().unwrap_or_else(|| self.w.t().to_owned())
    }

    /// `W*W`.
    fn map(&self) -> Array2<f64> {
        self.w_star().dot(&self.w)
    }

    /// `tr((M − I)Σ(M − I)ᵀ) + ‖W*b + c‖²` on centred images, and λ‖θ‖².
    fn objective(&self, config: &RunConfig, covariance: &Array2<f64>) -> f64 {
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
    fn steepest(&self, config: &RunConfig, covariance: &Array2<f64>) -> f64 {
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
    fn to_model(&self) -> Autoencoder {
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

/// Tied once, tied twice, untied; k below and above the rank; nothing lost, some components lost, all lost.
fn settings() -> Vec<RunConfig> {
    let largest = SCENE.theory.variances()[0];
    let mut settings = Vec::new();
    for (tied, count_tied_twice) in [(false, false), (true, false), (true, true)] {
        for k in [1, 8, 64, 80] {
            for lambda in [0.0, 1e-4, 0.01, 0.3 * largest, 1.5 * largest, 3.0 * largest] {
                settings.push(RunConfig { count_tied_twice, ..linear(k, lambda, tied) });
            }
        }
    }
    settings
}

fn line(scene: &Scene, config: &RunConfig) -> TheoryLine {
    scene.theory.line(config).expect("linear, centred, coupled")
}

#[track_caller]
fn assert_close(what: &str, found: f64, expected: f64, tolerance: f64, config: &RunConfig) {
    let off = (found - expected).abs();
    assert!(
        off <= tolerance,
        "{what} must be {expected}, found {found} ({off:e} off, {tolerance:e} allowed): {config:?}"
    );
}

#[test]
fn the_principal_components_are_those_of_the_covariance() {
    let Scene { principal, covariance, split, theory, .. } = &*SCENE;
    let rank = principal.variances.len();
    assert!((40..N).contains(&rank), "some pixels never vary, found rank {rank}");
    assert_eq!(theory.variances(), principal.variances);
    let u = components(principal);
    let off = covariance.dot(&u.t()) - &u.t() * &Array1::from(principal.variances.clone());
    assert!(off.iter().all(|v| v.abs() < 1e-13), "Σu = σ²u");
    let total: f64 = principal.variances.iter().sum();
    assert!((total - covariance.diag().sum()).abs() < 1e-12);
    // With fewer images than pixels they come from the images' products, and are the same.
    let few = split.train.intensities().slice_move(ndarray::s![..40, ..]);
    let wide = ndarray::concatenate![Axis(0), few, few];
    let (a, b) = (PrincipalComponents::of(few.view()), PrincipalComponents::of(wide.view()));
    assert_eq!((a.variances.len(), b.variances.len()), (39, 39));
    for i in 0..39 {
        assert!((a.variances[i] - b.variances[i]).abs() < 1e-13);
        let same = components(&a).row(i).dot(&components(&b).row(i)).abs();
        assert!((same - 1.0).abs() < 1e-9, "component {i}: {same}");
    }
}

#[test]
fn the_gradient_vanishes_at_the_closed_form_and_the_objective_is_the_formulas() {
    let Scene { principal, covariance, .. } = &*SCENE;
    for config in settings() {
        let network = Network::optimum(principal, &config);
        let steepest = network.steepest(&config, covariance);
        assert!(steepest < 1e-13, "a gradient of {steepest:e} at {config:?}");
        let expected = line(&SCENE, &config);
        assert_close("objective", network.objective(&config, covariance), expected.objective, 1e-12, &config);
    }
}

#[test]
fn the_real_evaluator_finds_what_the_formulas_say() {
    let Scene { principal, split, .. } = &*SCENE;
    for config in settings() {
        let network = Network::optimum(principal, &config);
        let expected = line(&SCENE, &config);
        let penalty = Penalty::of(&config);
        let found = Evaluator::new(&valid(config.clone()), split).evaluate(&network.to_model(), split, 0, &penalty);
        assert_close("train error", found.train, expected.train, 1e-6 * principal.variances[0], &config);
        assert_close("held-out error", found.held_out, expected.held_out, 1e-6 * expected.held_out + 1e-9, &config);
        assert_close("copy index", found.copy_index, expected.copy_index, 1e-6, &config);
        assert_close("objective", found.objective, expected.objective, 1e-6 * expected.objective.max(1.0), &config);
        // Five standard errors of the noise that was drawn: of ‖Mε‖² and of 2⟨Mε, x̂ − x⟩.
        let map = network.map();
        let (squared, off) = (map.dot(&map.t()), &map - &Array2::<f64>::eye(N));
        let residuals = split.held_out.intensities().mapv(f64::from).dot(&off.t());
        let (noise, images) = (f64::from(NOISE_SD).powi(2), residuals.nrows() as f64);
        let both = 2.0 * noise * noise * (&squared * &squared).sum()
            + 4.0 * noise * residuals.dot(&map).iter().map(|v| v * v).sum::<f64>() / images;
        let standard_error = (both / images).sqrt() / (N as f64 * noise);
        assert_close("noise kept", found.noise_kept, expected.noise_kept, 5.0 * standard_error + 1e-6, &config);
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct("tests/proptest-regressions/theory.txt"))),
        ..ProptestConfig::default()
    })]

    /// Neither in the neighbourhood nor anywhere else is there a better network; the biases are best at 0.
    #[test]
    fn no_network_is_better(
        which in 0..settings().len(), exponent in -4.0..0.5_f64, near: bool, salt in 0.0..1000.0_f64,
    ) {
        let config = settings()[which].clone();
        let Scene { principal, covariance, .. } = &*SCENE;
        let mut network = Network::optimum(principal, &config);
        let mut count = salt;
        let mut noise = || {
            count += 1.0;
            f64::sin(count * 12.9898) * 10.0_f64.powf(exponent)
        };
        let start = if near { 1.0 } else { 0.0 };
        network.w.mapv_inplace(|v| start * v + noise());
        network.b.mapv_inplace(|_| noise());
        network.c.mapv_inplace(|_| noise());
        if let Some(w_star) = &mut network.w_star {
            w_star.mapv_inplace(|v| start * v + noise());
        }
        let best = line(&SCENE, &config).objective;
        let found = network.objective(&config, covariance);
        prop_assert!(found >= best - 1e-12, "{} is below {}: {:?}", found, best, config);
    }
}

#[test]
fn components_survive_above_the_threshold_and_tying_halves_it() {
    let variances = SCENE.theory.variances();
    let (largest, middle) = (variances[0], 0.5 * (variances[11] + variances[12]));
    for (tied, twice, per_lambda) in [(false, false, 1.0), (true, false, 0.5), (true, true, 1.0)] {
        let at = |k, lambda| line(&SCENE, &RunConfig { count_tied_twice: twice, ..linear(k, lambda, tied) });
        assert_eq!(at(80, middle / per_lambda).survivors, 12);
        assert_eq!(at(5, middle / per_lambda).survivors, 5);
        assert_eq!(at(80, 0.0).survivors, variances.len());
        let collapse = at(8, 0.1).thresholds[0];
        assert_eq!(collapse, largest / per_lambda);
        assert_eq!(at(8, collapse * (1.0 - 1e-12)).survivors, 1);
        let collapsed = at(8, collapse);
        assert_eq!((collapsed.survivors, collapsed.copy_index), (0, 0.0));
        // A network that draws the mean image leaves all of the variance.
        let total: f64 = variances.iter().sum();
        assert!((collapsed.train - total).abs() < 1e-12 && (collapsed.objective - total).abs() < 1e-12);
    }
    let as_a_function =
        |line: TheoryLine| (line.train, line.held_out, line.copy_index, line.noise_kept, line.survivors);
    let untied = |lambda| as_a_function(line(&SCENE, &linear(8, lambda, false)));
    assert_eq!(as_a_function(line(&SCENE, &linear(8, 0.02, true))), untied(0.01));
    let twice = RunConfig { count_tied_twice: true, ..linear(8, 0.02, true) };
    assert_eq!(as_a_function(line(&SCENE, &twice)), untied(0.02));
    // Without a penalty: the floor of principal component analysis.
    let floor: f64 = variances[8..].iter().sum();
    assert!((line(&SCENE, &linear(8, 0.0, false)).train - floor).abs() < 1e-13);
    assert_eq!(line(&SCENE, &linear(80, 0.0, true)).train, 0.0);
}

/// Tied once, tied twice or untied, for k below and above the rank: to the last bit of λ.
#[test]
fn a_component_survives_exactly_while_lambda_is_below_its_threshold() {
    for config in settings() {
        let at = |lambda| line(&SCENE, &RunConfig { lambda, ..config.clone() });
        let thresholds = at(config.lambda).thresholds;
        let kept = SCENE.theory.variances().len().min(config.hidden_units as usize);
        assert_eq!(thresholds.len(), kept);
        assert_eq!(at(0.0).survivors, kept);
        for (i, threshold) in thresholds.iter().enumerate() {
            assert!(i == 0 || threshold < &thresholds[i - 1], "no two are equal here, and they fall");
            assert_eq!(at(threshold.next_down()).survivors, i + 1, "component {i} just below {threshold}");
            assert_eq!(at(*threshold).survivors, i, "component {i} at {threshold}");
        }
    }
}

/// A formula that holds at λ = 0 alone says nothing about where components go out.
#[test]
fn there_are_thresholds_only_where_the_formulas_hold_under_a_penalty() {
    let config = linear(8, 0.0, false);
    let thresholds = |config: RunConfig| line(&SCENE, &config).thresholds.len();
    assert_eq!(thresholds(config.clone()), 8);
    assert_eq!(thresholds(RunConfig { centred: false, penalize_biases: false, ..config.clone() }), 8);
    assert_eq!(thresholds(RunConfig { centred: false, ..config.clone() }), 0);
    assert_eq!(thresholds(RunConfig { decay: Decay::Decoupled, ..config }), 0);
}

/// Constant images have no component; one image neither.
#[test]
fn images_that_do_not_vary_have_a_line_too() {
    let one = RunConfig { training_images: 1, ..linear(4, 0.1, false) };
    let found = line(&scene(&valid(one.clone())), &one);
    assert_eq!((found.train, found.objective, found.survivors, found.thresholds.len()), (0.0, 0.0, 0, 0));
    assert!(found.held_out > 0.0 && found.noise_kept > 0.0);
}

#[test]
fn the_line_is_offered_only_where_the_formulas_hold() {
    let config = linear(8, 0.1, false);
    let holds = [
        config.clone(),
        RunConfig { centred: false, penalize_biases: false, ..config.clone() },
        RunConfig { centred: false, lambda: 0.0, ..config.clone() },
        RunConfig { decay: Decay::Decoupled, lambda: 0.0, ..config.clone() },
        RunConfig { decay: Decay::Decoupled, optimizer: OptimizerKind::Sgd, ..config.clone() },
    ];
    let fails = [
        RunConfig { activation: Activation::Relu, ..config.clone() },
        RunConfig { output_activation: OutputActivation::Sigmoid, centred: false, lambda: 0.0, ..config.clone() },
        RunConfig {
            output_activation: OutputActivation::Sigmoid,
            loss: Loss::CrossEntropy,
            centred: false,
            ..config.clone()
        },
        RunConfig { centred: false, ..config.clone() },
        RunConfig { decay: Decay::Decoupled, ..config.clone() },
        RunConfig { decay: Decay::Decoupled, optimizer: OptimizerKind::Momentum, ..config.clone() },
    ];
    for config in holds {
        assert!(SCENE.theory.line(&config).is_some(), "{config:?}");
    }
    let none = RunConfig { activation: Activation::Relu, ..config.clone() };
    assert!(LinearTheory::of(&none, &SCENE.split).is_none());
    for config in fails {
        assert!(SCENE.theory.line(&config).is_none(), "{config:?}");
    }
}

/// Full-batch Adam with a rate that falls to 0 comes within 1.5 % of every number of the line.
#[track_caller]
fn assert_reaches(config: RunConfig, steps: u32) {
    let config = RunConfig {
        training_images: 100,
        init: Init::Glorot,
        batch_size: 100,
        learning_rate: 1e-2,
        rate_schedule: RateSchedule::Cosine,
        rate_steps: steps,
        ..config
    };
    let scene = scene(&valid(config.clone()));
    let expected = line(&scene, &config);
    let mut trainer = Trainer::new(valid(config.clone()), &common::dataset(config.data.dataset())).unwrap();
    for _ in 0..steps {
        trainer.step();
    }
    let found = trainer.evaluate();
    // One draw of noise is off by about 1 %; sixteen tell its expectation.
    let noise_kept = (0..16).map(|seed| {
        let config = valid(RunConfig { seed, ..config.clone() });
        let mut evaluator = Evaluator::new(&config, &scene.split);
        evaluator.evaluate(trainer.model(), &scene.split, 0, &Penalty::of(&config)).noise_kept
    });
    let noise_kept = noise_kept.sum::<f64>() / 16.0;
    for (what, found, expected) in [
        ("train error", found.train, expected.train),
        ("held-out error", found.held_out, expected.held_out),
        ("copy index", found.copy_index, expected.copy_index),
        ("noise kept", noise_kept, expected.noise_kept),
        ("objective", found.objective, expected.objective),
    ] {
        assert_close(what, found, expected, 0.015 * expected, &config);
    }
    // The gain of component i, uᵢᵀW*Wuᵢ.
    let model = trainer.model();
    let (w, w_star) = (model.w.mapv(f64::from), model.w_star().mapv(f64::from));
    let t = if config.tied && !config.count_tied_twice { config.lambda / 2.0 } else { config.lambda };
    for (i, u) in components(&scene.principal).rows().into_iter().enumerate() {
        let s = (1.0 - t / scene.principal.variances[i]).max(0.0);
        let s = if i < config.hidden_units as usize { s } else { 0.0 };
        assert_close(&format!("gain {i}"), w_star.t().dot(&u).dot(&w.dot(&u)), s, 0.015, &config);
    }
}

#[test]
fn narrow_networks_reach_the_line() {
    assert_reaches(linear(8, 0.02, false), 1000);
    assert_reaches(linear(8, 0.02, true), 1000);
    assert_reaches(linear(8, 0.0, true), 1000);
}

#[test]
fn wide_networks_reach_the_line() {
    assert_reaches(linear(80, 0.02, false), 1000);
    assert_reaches(linear(80, 0.02, true), 1000);
    assert_reaches(RunConfig { count_tied_twice: true, ..linear(80, 0.02, true) }, 1000);
}

/// The smaller λ, the longer it takes; longest where a component's variance is close to the threshold.
#[test]
fn wide_networks_reach_the_line_of_a_small_lambda() {
    assert_reaches(linear(80, 1e-3, false), 3000);
    assert_reaches(linear(80, 2e-3, true), 3000);
}

/// Biases that cost nothing remove the mean, slowly.
#[test]
fn free_biases_reach_the_line_on_images_as_they_are() {
    assert_reaches(RunConfig { centred: false, penalize_biases: false, ..linear(80, 0.02, false) }, 3000);
}
