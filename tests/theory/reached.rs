//! Training reaches the closed forms.

use super::common;
use super::scene::{assert_close, components, line, linear, scene, valid};
use autoencoder_lab::analysis::Evaluator;
use autoencoder_lab::config::{Init, RateSchedule};
use autoencoder_lab::objective::Penalty;
use autoencoder_lab::{RunConfig, Trainer};

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
    let noisy = (0..16).map(|seed| {
        let config = valid(RunConfig { seed, ..config.clone() });
        let mut evaluator = Evaluator::new(&config, &scene.split);
        let found = evaluator.evaluate(trainer.model(), &scene.split, 0, &Penalty::of(&config));
        [found.noise_kept, found.denoising_error]
    });
    let [noise_kept, denoising_error] =
        noisy.fold([0.0; 2], |[kept, error], [one, other]| [kept + one / 16.0, error + other / 16.0]);
    for (what, found, expected) in [
        ("train error", found.train, expected.train),
        ("held-out error", found.held_out, expected.held_out),
        ("copy index", found.copy_index, expected.copy_index),
        ("noise kept", noise_kept, expected.noise_kept),
        ("denoising error", denoising_error, expected.denoising_error),
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
