//! The Jacobian against finite differences, and what follows from it against the numbers it explains.

use crate::common;
use autoencoder_lab::analysis::{CopyIndex, Eigen, Jacobian, Part, Response, Span, Spectrum, overlap, within};
use autoencoder_lab::config::{Activation, Images, OptimizerKind, OutputActivation};
use autoencoder_lab::model::ForwardPass;
use autoencoder_lab::random::{Random, Stream};
use autoencoder_lab::{Autoencoder, DatasetKind, Decoder, RunConfig, Trainer};
use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis};

/// J at one image, by central differences: row p is the derivative of output pixel p.
fn jacobian(model: &Autoencoder, x: ArrayView1<f32>) -> Array2<f64> {
    let n = model.inputs();
    let mut j = Array2::zeros((n, n));
    for q in 0..n {
        let shifted = |by: f64| {
            let mut x: Vec<f64> = x.iter().map(|&x| f64::from(x)).collect();
            x[q] += by;
            Array1::from_vec(common::reconstruct(model, &x))
        };
        j.column_mut(q).assign(&((shifted(1e-6) - shifted(-1e-6)) / 2e-6));
    }
    j
}

/// Networks of every kind: narrow and wide, tied or not.
fn networks(n: usize) -> impl Iterator<Item = Autoencoder> {
    let kinds = Activation::ALL.iter().flat_map(|&g| OutputActivation::ALL.iter().map(move |&f| (g, f)));
    kinds.flat_map(move |(g, f)| {
        [(3, false), (3, true), (9, false), (9, true)].map(|(k, tied)| common::network(g, f, tied, k, n))
    })
}

fn images(count: usize, n: usize, salt: u32) -> Array2<f32> {
    common::numbers((count, n), 0.5, 0, salt) + 0.5
}

fn what(model: &Autoencoder) -> String {
    let tied = matches!(model.decoder, Decoder::Tied);
    format!("{:?} {:?} k {} tied {tied}", model.activation, model.output_activation, model.hidden_units())
}

#[track_caller]
fn assert_close(found: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((found - expected).abs() <= tolerance * expected.abs().max(1.0), "{what}: {found}, expected {expected}");
}

#[test]
fn the_mean_response_is_the_mean_of_jacobians_by_finite_differences_and_its_trace_the_copy_index() {
    let n = 7;
    let x = images(70, n, 1);
    for model in networks(n) {
        let mut expected = Array2::<f64>::zeros((n, n));
        for image in x.rows() {
            expected += &(jacobian(&model, image) / x.nrows() as f64);
        }
        let mut response = Response::default();
        // In two pieces, as images come.
        for (x, noisy) in x.axis_chunks_iter(Axis(0), 64).zip(images(70, n, 2).axis_chunks_iter(Axis(0), 64)) {
            response.add(&model, x, noisy);
        }
        let mean = all(|| response.average(&model));
        for (&found, &expected) in mean.iter().zip(&expected) {
            assert_close(f64::from(found), expected, 1e-5, &what(&model));
        }
        let mut pass = ForwardPass::default();
        model.reconstruct(x.view(), &mut pass);
        let copied = CopyIndex::default().sum(&model, &overlap(&model), &pass) / x.nrows() as f64;
        let trace: f64 = (0..n).map(|p| f64::from(mean[p * n + p])).sum();
        assert_close(trace / n as f64, copied, 1e-6, &what(&model));
    }
}

/// ‖Jε‖² is what becomes of the noise tε as t → 0, and on average over noise ν²‖J‖².
#[test]
fn noise_kept_in_the_limit_of_small_noise_is_that_of_the_jacobian() {
    let (n, count) = (6, 12);
    let x = images(count, n, 3);
    let mut random = Random::new(9, Stream::HeldOutNoise);
    for model in networks(n) {
        let kept = |noise: &Array2<f32>| {
            let mut response = Response::default();
            response.add(&model, x.view(), (&x + noise).view());
            response.noise_kept(n, 1.0)
        };
        let noise = Array2::from_shape_simple_fn((count, n), || random.normal() as f32);
        // What f32 holds of x + ε.
        let epsilon = &(&x + &noise) - &x;
        let t = 1e-6;
        let mut small = 0.0;
        for (image, noise) in x.rows().into_iter().zip(epsilon.rows()) {
            let at = |t: f64| {
                let shifted: Vec<f64> =
                    image.iter().zip(noise).map(|(&x, &e)| f64::from(x) + t * f64::from(e)).collect();
                common::reconstruct(&model, &shifted)
            };
            small += at(t).iter().zip(at(-t)).map(|(a, b)| ((a - b) / (2.0 * t)).powi(2)).sum::<f64>();
        }
        assert_close(kept(&noise), small / (count * n) as f64, 1e-4, &what(&model));

        let norms: Vec<f64> =
            x.rows().into_iter().map(|image| jacobian(&model, image).iter().map(|j| j * j).sum()).collect();
        let expected = norms.iter().sum::<f64>() / (count * n) as f64;
        let draws = 400;
        let mean: f64 = (0..draws)
            .map(|_| kept(&Array2::from_shape_simple_fn((count, n), || random.normal() as f32)) / f64::from(draws))
            .sum();
        // ‖Jε‖² has a variance of 2‖JᵀJ‖² ≤ 2‖J‖⁴: five standard errors.
        let spread = norms.iter().map(|norm| 2.0 * norm * norm).sum::<f64>().sqrt() / (count * n) as f64;
        assert!(
            (mean - expected).abs() <= 5.0 * spread / f64::from(draws).sqrt(),
            "{}: {mean}, {expected}",
            what(&model)
        );
    }
}

#[test]
fn singular_values_are_the_roots_of_the_eigenvalues_of_j_jt_and_their_squares_add_up_to_its_norm() {
    let n = 7;
    let x = images(3, n, 4);
    for model in networks(n) {
        let mut spectrum = Spectrum::new(&model);
        for image in x.axis_chunks_iter(Axis(0), 1) {
            let values = singular_values(&mut spectrum, &model, image);
            let j = jacobian(&model, image.row(0));
            let expected = Eigen::of(j.dot(&j.t()).into_raw_vec_and_offset().0, n).values;
            assert_eq!(values.len(), n.min(model.hidden_units()));
            let largest = expected[0].sqrt();
            for (&found, expected) in values.iter().zip(&expected) {
                let expected = expected.max(0.0).sqrt();
                // The root of what differences leave beside 0 is as large as this.
                assert!((found - expected).abs() <= 3e-4 * largest + 1e-6, "{}: {found}, {expected}", what(&model));
            }
            let norm: f64 = j.iter().map(|j| j * j).sum();
            assert_close(values.iter().map(|s| s * s).sum(), norm, 1e-4, &what(&model));
        }
    }
}

/// Units that are alike, or nothing, leave fewer directions than there are units; without any, nothing passes.
#[test]
fn networks_of_less_rank_than_units_have_zeros_among_their_singular_values() {
    let n = 7;
    let x = images(1, n, 5);
    let values = |model: &Autoencoder| singular_values(&mut Spectrum::new(model), model, x.view());
    let mut model = common::network(Activation::Linear, OutputActivation::Linear, false, 4, n);
    let first = model.w.row(0).to_owned();
    model.w.row_mut(1).assign(&first);
    model.w.row_mut(2).fill(0.0);
    let found = values(&model);
    assert!(found[1] > 1e-3 && found[2] < 1e-6 && found[3] == 0.0, "{found:?}");
    model.w.fill(0.0);
    assert_eq!(values(&model), [0.0; 4]);
}

/// At its optimum a linear network passes on component i by sᵢ = 1 − λ/σᵢ², and nothing else.
#[test]
fn the_singular_values_of_a_settled_linear_network_are_the_gains_of_theory() {
    let config = RunConfig {
        data: Images::Digits8,
        training_images: 200,
        hidden_units: 12,
        activation: Activation::Linear,
        centred: true,
        lambda: 0.02,
        learning_rate: 1e-2,
        batch_size: 5000,
        ..RunConfig::default()
    };
    let dataset = common::dataset(DatasetKind::Digits);
    let mut trainer = Trainer::new(config.validate().unwrap(), &dataset).unwrap();
    let line = trainer.theory().expect("a linear network");
    common::advance(&mut trainer, 3000);
    let mut jacobian = of_run(&trainer);
    finish(&mut jacobian, &trainer);
    let gains: Vec<f64> = line.thresholds.iter().map(|threshold| (1.0 - 0.02 / threshold).max(0.0)).collect();
    for values in jacobian.singular_values().chunks_exact(12) {
        for (found, gain) in values.iter().zip(&gains) {
            assert!((found - gain).abs() < 2e-3, "{values:?}, expected {gains:?}");
        }
    }
    let n = f64::from(trainer.model().inputs() as u32);
    let evaluation = trainer.evaluate();
    let squares: f64 = jacobian.singular_values()[..12].iter().map(|s| s * s).sum();
    // A linear network does to the noise what its Jacobian does: up to rounding with the same draw, up to the draw for its norm.
    assert_close(jacobian.noise_kept(), evaluation.noise_kept, 1e-5, "noise kept");
    assert!((squares / n / evaluation.noise_kept - 1.0).abs() < 0.05, "{} {}", squares / n, evaluation.noise_kept);
    // Nothing is left in directions in which no training image varies.
    let [before, now] = jacobian.weights();
    assert!(
        before.within[0] < 0.99 * before.squares[0] && now.within[0] > 0.9999 * now.squares[0],
        "{before:?} {now:?}"
    );
    assert!(before.alignment.abs() < 0.2 && now.alignment > 0.999, "{} {}", before.alignment, now.alignment);
}

fn of_run(trainer: &Trainer) -> Jacobian {
    Jacobian::new(trainer.model(), trainer.split().train.nrows(), trainer.steps()).unwrap()
}

/// Works everything out, and tells what was completed in which order.
fn finish(jacobian: &mut Jacobian, trainer: &Trainer) -> Vec<Part> {
    let mut parts = Vec::new();
    while !jacobian.is_done() {
        let untrained = || trainer.untrained_model();
        parts.extend(jacobian.advance(trainer.split(), trainer.noisy_held_out(), &untrained));
    }
    parts
}

#[test]
fn the_jacobian_of_a_run_is_worked_out_piece_by_piece_for_the_network_that_it_began_with() {
    let dataset = common::dataset(DatasetKind::Digits);
    for (hidden_units, tied) in [(16, false), (96, true)] {
        let config = RunConfig { data: Images::Digits8, hidden_units, tied, ..RunConfig::default() };
        let mut trainer = Trainer::new(config.validate().unwrap(), &dataset).unwrap();
        common::advance(&mut trainer, 60);
        let receipt = trainer.receipt().to_string();
        let mut jacobian = of_run(&trainer);
        assert_eq!(finish(&mut jacobian, &trainer), [Part::Response, Part::Spectrum, Part::Weights]);
        assert_eq!(trainer.receipt().to_string(), receipt, "it is only looked at");
        let evaluation = trainer.evaluate();
        let trace: f64 = jacobian.mean().iter().step_by(65).map(|&j| f64::from(j)).sum();
        assert_close(trace / 64.0, evaluation.copy_index, 1e-6, "the copy index");
        assert_eq!(jacobian.singular_values().len(), 8 * 64.min(hidden_units as usize));
        let [before, now] = jacobian.weights();
        assert_eq!(before.squares[0], encoder_square(&trainer.untrained_model()), "the first weights are drawn again");
        assert_eq!(now.squares[0], encoder_square(trainer.model()));
        for weights in [before, now] {
            for (within, whole) in weights.within.iter().zip(weights.squares) {
                assert!(*within > 0.0 && *within <= whole * 1.000_001, "{weights:?}");
            }
        }
        assert!(jacobian.is_of(trainer.model(), trainer.steps()));
        common::advance(&mut trainer, 1);
        assert!(!jacobian.is_of(trainer.model(), trainer.steps()));
        // It goes on being of the network it began with, whatever is trained meanwhile, until it is to begin anew.
        let mean = jacobian.mean().to_vec();
        jacobian.begin(trainer.model(), trainer.steps());
        finish(&mut jacobian, &trainer);
        assert!(jacobian.is_of(trainer.model(), 61) && jacobian.mean() != mean);
    }
}

/// Piece after piece, until there is what they make.
fn all<T>(mut piece: impl FnMut() -> Option<T>) -> T {
    loop {
        if let Some(found) = piece() {
            return found;
        }
    }
}

fn singular_values(spectrum: &mut Spectrum, model: &Autoencoder, x: ArrayView2<f32>) -> Vec<f64> {
    all(|| spectrum.advance(model, x))
}

fn encoder_square(model: &Autoencoder) -> f64 {
    model.groups()[0].iter().map(|&w| f64::from(w) * f64::from(w)).sum()
}

/// With plain descent, what of W no image touches shrinks by 1 − 2ηλ a step, whatever the data say: λ wipes out the random start.
#[test]
fn what_lies_outside_the_span_of_the_images_shrinks_as_lambda_says() {
    let config = RunConfig {
        data: Images::Digits8,
        training_images: 20,
        hidden_units: 30,
        centred: true,
        lambda: 0.05,
        optimizer: OptimizerKind::Sgd,
        learning_rate: 1e-2,
        ..RunConfig::default()
    };
    let dataset = common::dataset(DatasetKind::Digits);
    let mut trainer = Trainer::new(config.validate().unwrap(), &dataset).unwrap();
    let steps = 300_u16;
    common::advance(&mut trainer, steps.into());
    let mut jacobian = of_run(&trainer);
    finish(&mut jacobian, &trainer);
    assert_eq!(jacobian.directions(), 19, "their mean is subtracted");
    let [outside, outside_now] = jacobian.weights().map(|weights| (weights.squares[0] - weights.within[0]).sqrt());
    let expected = outside * (1.0 - 2.0 * 1e-2 * 0.05_f64).powi(steps.into());
    assert_close(outside_now, expected, 1e-4, "outside");
}

#[test]
fn a_span_has_the_directions_of_its_vectors_and_no_more() {
    let (n, count) = (40, 25);
    let vectors = common::numbers((count, n), 1.0, 3, 6);
    let mut span = Span::new(n);
    for vector in vectors.rows() {
        span.include(vector.iter().map(|&v| f64::from(v)).collect());
    }
    assert_eq!(span.rank(), count);
    // What lies within it adds nothing, nor does nothing.
    let combined = (0..n).map(|i| f64::from(vectors[[0, i]]) - 3.0 * f64::from(vectors[[7, i]])).collect();
    span.include(combined);
    span.include(vec![0.0; n]);
    assert_eq!(span.rank(), count);
    let rows = Array2::from_shape_vec((count, n), span.rows()).unwrap();
    let products = rows.dot(&rows.t()) - Array2::<f32>::eye(count);
    assert!(products.iter().all(|p| p.abs() < 1e-6), "orthonormal");
    let inside: f64 = vectors.iter().map(|&v| f64::from(v).powi(2)).sum();
    assert_close(within(&span.rows(), vectors.as_slice().unwrap(), n), inside, 1e-6, "all of each vector");
    assert_eq!(within(&[], vectors.as_slice().unwrap(), n), 0.0);
    for i in 0..n {
        let mut unit = vec![0.0; n];
        unit[i] = 1.0;
        span.include(unit);
    }
    assert_eq!(span.rank(), n);
}
