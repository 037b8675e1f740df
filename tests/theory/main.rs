//! The closed forms of linear networks: they are the minimum of the objective, the real evaluator measures them, and
//! training reaches them.

#[path = "../common/mod.rs"]
mod common;
mod network;
mod reached;
mod scene;

use autoencoder_lab::analysis::{Evaluator, LinearTheory, PrincipalComponents, TheoryLine};
use autoencoder_lab::config::{Activation, Decay, Loss, OptimizerKind, OutputActivation};
use autoencoder_lab::data::{DatasetKind, NOISE_SD};
use autoencoder_lab::objective::Penalty;
use autoencoder_lab::{RunConfig, Trainer};
use ndarray::{Array1, Array2, Axis};
use network::Network;
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use scene::{SCENE, Scene, assert_close, components, line, linear, scene, valid};

const N: usize = 64;

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
        // Five standard errors of the noise that was drawn: of ‖Mε‖², and for D of 2⟨Mε, x̂ − x⟩ too.
        let map = network.map();
        let (squared, off) = (map.dot(&map.t()), &map - &Array2::<f64>::eye(N));
        let residuals = split.held_out.intensities().mapv(f64::from).dot(&off.t());
        let (noise, images) = (f64::from(NOISE_SD).powi(2), residuals.nrows() as f64);
        let own = 2.0 * noise * noise * (&squared * &squared).sum();
        let cross = 4.0 * noise * residuals.dot(&map).iter().map(|v| v * v).sum::<f64>() / images;
        let allowed = |variance: f64| 5.0 * (variance / images).sqrt() / (N as f64 * noise) + 1e-6;
        assert_close("noise kept", found.noise_kept, expected.noise_kept, allowed(own), &config);
        let (error, expected) = (found.denoising_error, expected.denoising_error);
        assert_close("denoising error", error, expected, allowed(own + cross), &config);
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
    let as_a_function = |line: TheoryLine| {
        (line.train, line.held_out, line.copy_index, line.noise_kept, line.denoising_error, line.survivors)
    };
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
fn a_run_knows_the_line_of_every_other_on_its_images() {
    let dataset = common::dataset(DatasetKind::Digits);
    let trainer = |config: RunConfig| Trainer::new(valid(config), &dataset).unwrap();
    let run = trainer(linear(1, 0.0, false));
    for (k, lambda, tied) in [(8, 0.5, false), (80, 1e-4, true), (12, 0.0, true)] {
        let own = trainer(linear(k, lambda, tied)).theory().expect("a linear network of centred images");
        let found = run.theory_at(k, lambda, tied).unwrap();
        assert_eq!(found, Some(TheoryLine { thresholds: Vec::new(), ..own }));
    }
    assert!(run.theory_at(5000, 0.1, false).is_err(), "no run has so many units");
    assert!(run.theory_at(8, f64::NAN, false).is_err());
    let bent = trainer(RunConfig { activation: Activation::Relu, ..linear(8, 0.1, false) });
    assert_eq!(bent.theory_at(8, 0.1, false).unwrap(), None);
}

#[test]
fn images_that_do_not_vary_have_a_line_too() {
    let one = RunConfig { training_images: 1, ..linear(4, 0.1, false) };
    let found = line(&scene(&valid(one.clone())), &one);
    assert_eq!((found.train, found.objective, found.survivors, found.thresholds.len()), (0.0, 0.0, 0, 0));
    assert!(found.held_out > 0.0 && found.denoising_error > 0.0);
    assert_eq!(found.noise_kept, 0.0, "nothing comes through a constant");
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
