//! Copy index, noise kept and denoising error against their definitions: a Jacobian by finite differences, loops in f64.

use crate::common;
use autoencoder_lab::analysis::{CopyIndex, Evaluator, overlap};
use autoencoder_lab::config::{Activation, OutputActivation};
use autoencoder_lab::data::{NOISE_SD, Split, noisy};
use autoencoder_lab::model::ForwardPass;
use autoencoder_lab::objective::Penalty;
use autoencoder_lab::{Autoencoder, DatasetKind, Decoder, Evaluation, RunConfig};
use ndarray::{Array1, Array2, ArrayView1, Axis};

fn copy_index(model: &Autoencoder, x: &Array2<f32>) -> f64 {
    let mut pass = ForwardPass::default();
    model.reconstruct(x.view(), &mut pass);
    CopyIndex::default().sum(model, &overlap(model), &pass) / x.nrows() as f64
}

#[test]
fn the_copy_index_is_the_mean_diagonal_of_the_jacobian() {
    // With 1025 images, one is alone in a block of the product.
    for images in [4, 1025] {
        the_copy_index_is_the_diagonal(images);
    }
}

fn the_copy_index_is_the_diagonal(images: usize) {
    let n = 7;
    let x = Array2::from_shape_fn((images, n), |(i, j)| ((i * n + j) as f32 * 0.61).sin() * 0.5 + 0.5);
    for &g in Activation::ALL {
        for &f in OutputActivation::ALL {
            for tied in [false, true] {
                let model = common::network(g, f, tied, 9, n);
                let mut diagonal = 0.0;
                for row in x.rows() {
                    let image: Vec<f64> = row.iter().map(|&v| f64::from(v)).collect();
                    for i in 0..n {
                        let shifted = |by: f64| {
                            let mut image = image.clone();
                            image[i] += by;
                            common::reconstruct(&model, &image)[i]
                        };
                        diagonal += (shifted(1e-6) - shifted(-1e-6)) / 2e-6;
                    }
                }
                let expected = diagonal / (n * images) as f64;
                let found = copy_index(&model, &x);
                assert!((found - expected).abs() < 1e-6, "{g:?} {f:?} tied {tied}: {found}, expected {expected}");
            }
        }
    }
}

/// Constant map 0, projection on r of n coordinates r/n, identity 1, amplifier above 1.
#[test]
fn the_copy_index_of_known_maps_is_exact() {
    let n = 8;
    let x = Array2::from_elem((3, n), 0.5);
    let map = |diagonal: &dyn Fn(usize) -> f32| Autoencoder {
        activation: Activation::Linear,
        output_activation: OutputActivation::Linear,
        w: Array2::eye(n),
        b: Array1::zeros(n),
        decoder: Decoder::Untied(Array2::from_diag(&Array1::from_shape_fn(n, diagonal)).reversed_axes()),
        c: Array1::zeros(n),
    };
    assert_eq!(copy_index(&map(&|_| 0.0), &x), 0.0);
    assert_eq!(copy_index(&map(&|i| if i < 3 { 1.0 } else { 0.0 }), &x), 3.0 / 8.0);
    assert_eq!(copy_index(&map(&|_| 1.0), &x), 1.0);
    assert_eq!(copy_index(&map(&|_| 2.5), &x), 2.5);
}

#[test]
fn an_evaluation_is_what_loops_over_the_definitions_give() {
    let dataset = common::dataset(DatasetKind::Digits);
    let config = RunConfig {
        data: autoencoder_lab::config::Images::Digits8,
        training_images: 30,
        seed: 5,
        lambda: 0.25,
        ..RunConfig::default()
    };
    let config = config.validate().unwrap();
    let split = Split::draw(&config, &dataset).unwrap();
    let model = common::network(Activation::Tanh, OutputActivation::Linear, false, 16, 64);
    let found = Evaluator::new(&config, &split).evaluate(&model, &split, 3, &Penalty::of(&config));
    // All are named, so that a new number does not compile before it is compared with its definition.
    let Evaluation {
        step,
        train: train_error,
        held_out: held_out_error,
        gap,
        copy_index: copied,
        noise_kept,
        denoising_error,
        penalty,
        objective,
        theta_squared,
        // Norms and dead units have tests of their own.
        w: _,
        w_star: _,
        b: _,
        c: _,
        alignment: _,
        dead_units: _,
    } = found;

    let single = |image: ArrayView1<f32>| image.iter().map(|&v| f64::from(v)).collect::<Vec<f64>>();
    let apart = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>();
    // Σ over images of ‖x̂(input) − target‖².
    let distance = |inputs: &Array2<f32>, target: &dyn Fn(usize) -> Vec<f64>| -> f64 {
        let images = inputs.axis_iter(Axis(0)).enumerate();
        images.map(|(at, input)| apart(&common::reconstruct(&model, &single(input)), &target(at))).sum()
    };
    let close = |found: f64, expected: f64| (found - expected).abs() <= 1e-6 * expected.abs();
    let (train, held_out) = (split.train.intensities(), split.held_out.intensities());
    assert!(close(train_error, distance(&train, &|at| single(train.row(at))) / 30.0));
    assert!(close(held_out_error, distance(&held_out, &|at| single(held_out.row(at))) / 500.0));
    let noisy = noisy(config.seed, &held_out);
    let energy = 500.0 * 64.0 * f64::from(NOISE_SD).powi(2);
    assert!(close(noise_kept, distance(&noisy, &|at| common::reconstruct(&model, &single(held_out.row(at)))) / energy));
    assert!(close(denoising_error, distance(&noisy, &|at| single(held_out.row(at))) / energy));
    assert!(close(copied, copy_index(&model, &held_out)));
    let squares: f64 = model.slices().concat().iter().map(|&p| f64::from(p).powi(2)).sum();
    assert!(close(theta_squared, squares) && close(penalty, 0.25 * squares));
    assert_eq!(gap, held_out_error - train_error);
    assert_eq!(objective, train_error + penalty);
    assert_eq!(step, 3);
}

/// A unit is dead if it is at most 0 before g on every training image, in whichever piece of the evaluation that is.
#[test]
fn dead_units_are_those_that_no_training_image_brings_above_0() {
    let dataset = common::dataset(DatasetKind::Digits);
    let data = autoencoder_lab::config::Images::Digits8;
    let config = RunConfig { data, training_images: 130, ..RunConfig::default() }.validate().unwrap();
    let split = Split::draw(&config, &dataset).unwrap();
    for &activation in Activation::ALL {
        let mut model = common::network(activation, OutputActivation::Linear, false, 16, 64);
        let highest = split.train.intensities().dot(&model.w.t()).fold_axis(Axis(0), f32::MIN, |a, &b| a.max(b));
        // The odd ones are above 0 on the one image that brings them highest; the first is 0 on all of them.
        model.b = Array1::from_shape_fn(16, |j| if j % 2 == 0 { -0.01 } else { 0.01 } - highest[j]);
        model.w.row_mut(0).fill(0.0);
        model.b[0] = 0.0;
        let found = Evaluator::new(&config, &split).evaluate(&model, &split, 0, &Penalty::of(&config));
        assert!(found.is_finite(), "also where no unit can be dead");
        match activation {
            Activation::Relu | Activation::LeakyRelu => assert_eq!(found.dead_units, 0.5),
            Activation::Sigmoid | Activation::Tanh | Activation::Linear => assert!(found.dead_units.is_nan()),
        }
    }
}

/// The identity keeps all of the noise, and errs by it: N and D are the noise's own energy over its expectation. A constant
/// keeps nothing of it, whatever it loses of the images, and a projection on r of n coordinates its share, r/n.
#[test]
fn noise_kept_of_known_maps_is_exact_up_to_the_draw() {
    let dataset = common::dataset(DatasetKind::Digits);
    let data = autoencoder_lab::config::Images::Digits8;
    let config = RunConfig { data, ..RunConfig::default() }.validate().unwrap();
    let split = Split::draw(&config, &dataset).unwrap();
    let found = |kept: usize| {
        let model = Autoencoder {
            activation: Activation::Linear,
            output_activation: OutputActivation::Linear,
            w: Array2::from_diag(&Array1::from_shape_fn(64, |i| if i < kept { 1.0 } else { 0.0 })),
            b: Array1::zeros(64),
            decoder: Decoder::Tied,
            c: Array1::from_elem(64, if kept == 0 { 0.5 } else { 0.0 }),
        };
        Evaluator::new(&config, &split).evaluate(&model, &split, 0, &Penalty::lecture(0.0))
    };
    // Five standard errors of a mean of so many squared normals.
    let off = |pixels: usize| 5.0 * (2.0 / (500.0 * pixels as f64)).sqrt();
    let identity = found(64);
    assert_eq!((identity.train, identity.held_out, identity.copy_index), (0.0, 0.0, 1.0));
    assert!((identity.noise_kept - 1.0).abs() < off(64), "{}", identity.noise_kept);
    // x̂(x+ε) − x̂(x) and x̂(x+ε) − x are the same, but for what f32 rounds off.
    assert!((identity.denoising_error - identity.noise_kept).abs() < 1e-6);
    let constant = found(0);
    assert_eq!(constant.noise_kept, 0.0);
    assert!(constant.denoising_error > 1.0, "the same grey for every digit: {}", constant.denoising_error);
    let projection = found(16);
    assert!((projection.noise_kept * 4.0 - 1.0).abs() < off(16), "{}", projection.noise_kept);
    let blur = projection.held_out / (64.0 * f64::from(NOISE_SD).powi(2));
    // What is lost of the images lies in other directions than what is kept of the noise.
    assert!((projection.denoising_error - projection.noise_kept - blur).abs() < 1e-5 * projection.denoising_error);
}
