//! The gradient ledger, the norms and the filters: against f64 oracles, and against what the lecture says of a settled run.

use crate::common;
use autoencoder_lab::analysis::{Entry, Ledger, Norms, filters, unit_norms};
use autoencoder_lab::config::{Activation, Images, Init, Loss, OptimizerKind, OutputActivation};
use autoencoder_lab::objective::{Penalty, StoredGradient};
use autoencoder_lab::{Autoencoder, DatasetKind, Decoder, RunConfig, Trainer};
use ndarray::{Array2, ArrayView2, Axis};

const N: usize = 7;
const K: usize = 5;

fn images(m: usize) -> Array2<f32> {
    Array2::from_shape_fn((m, N), |(i, j)| ((i * N + j) as f32 * 0.37).sin() * 0.5 + 0.5)
}

/// ∂/∂θ of `(1/m) Σ ‖x̂ − x‖²` for tanh and a linear output, in f64, as (W, b, W*ᵀ, c): the chain rule in loops.
fn gradient(model: &Autoencoder, x: &Array2<f32>) -> [Vec<f64>; 4] {
    let [mut w, mut b, mut w_star_t, mut c] = [vec![0.0; K * N], vec![0.0; K], vec![0.0; K * N], vec![0.0; N]];
    let (encoder, decoder) = (model.w.mapv(f64::from), model.w_star_t().mapv(f64::from));
    let scale = 2.0 / x.nrows() as f64;
    for row in x.rows() {
        let row: Vec<f64> = row.iter().map(|&v| f64::from(v)).collect();
        let a = |j: usize| (0..N).map(|i| encoder[[j, i]] * row[i]).sum::<f64>() + f64::from(model.b[j]);
        let h: Vec<f64> = (0..K).map(|j| a(j).tanh()).collect();
        let x_hat = |i: usize| (0..K).map(|j| decoder[[j, i]] * h[j]).sum::<f64>() + f64::from(model.c[i]);
        let dz: Vec<f64> = (0..N).map(|i| scale * (x_hat(i) - row[i])).collect();
        for j in 0..K {
            let da = (0..N).map(|i| decoder[[j, i]] * dz[i]).sum::<f64>() * (1.0 - h[j] * h[j]);
            b[j] += da;
            for i in 0..N {
                w[j * N + i] += da * row[i];
                w_star_t[j * N + i] += h[j] * dz[i];
            }
        }
        for i in 0..N {
            c[i] += dz[i];
        }
    }
    [w, b, w_star_t, c]
}

/// An entry in f64, from its definition.
fn entry(theta: ArrayView2<f32>, d: &[f64], pull: f64) -> Entry {
    let theta: Vec<f64> = theta.iter().map(|&v| f64::from(v)).collect();
    let norm = |values: Vec<f64>| values.iter().map(|v| v * v).sum::<f64>().sqrt();
    let dot: f64 = theta.iter().zip(d).map(|(a, b)| a * b).sum();
    Entry {
        norm: norm(theta.clone()),
        data: norm(d.to_vec()),
        penalty: pull * norm(theta.clone()),
        cosine: dot / (norm(theta.clone()) * norm(d.to_vec())),
        sum: norm(theta.iter().zip(d).map(|(theta, d)| d + pull * theta).collect()),
    }
}

#[track_caller]
fn assert_close(found: Entry, expected: Entry, what: &str) {
    let numbers = |e: Entry| [e.norm, e.data, e.penalty, e.cosine, e.sum];
    for (found, expected) in numbers(found).into_iter().zip(numbers(expected)) {
        assert!((found - expected).abs() <= 3e-6 * expected.abs(), "{what}: {found}, expected {expected}");
    }
}

/// 700 images are two chunks and a part of one.
#[test]
fn every_entry_is_what_loops_over_the_definitions_give() {
    for m in [1, 30, 700] {
        for tied in [false, true] {
            let model = common::network(Activation::Tanh, OutputActivation::Linear, tied, K, N);
            let x = images(m);
            let penalty = Penalty { tied_twice: true, biases: false, ..Penalty::lecture(0.15) };
            let found = Ledger::of(&model, Loss::SquaredError, &penalty, x.view());
            let [mut d_w, d_b, d_w_star_t, d_c] = gradient(&model, &x);
            if tied {
                d_w.iter_mut().zip(&d_w_star_t).for_each(|(w, part)| *w += part);
            }
            let row = |values: &ndarray::Array1<f32>| values.clone().insert_axis(Axis(0));
            let pull = if tied { 0.6 } else { 0.3 };
            assert_close(found.w, entry(model.w.view(), &d_w, pull), "W");
            assert_close(found.b, entry(row(&model.b).view(), &d_b, 0.0), "b");
            assert_close(found.c, entry(row(&model.c).view(), &d_c, 0.0), "c");
            match found.w_star {
                Some(w_star) => assert_close(w_star, entry(model.w_star_t(), &d_w_star_t, pull), "W*"),
                None => assert!(tied),
            }
        }
    }
}

/// With one chunk, the sum is that of the very gradient that trains.
#[test]
fn the_sum_is_backpropagation_plus_two_lambda_theta() {
    let model = common::network(Activation::Relu, OutputActivation::Linear, false, K, N);
    let (x, lambda) = (images(40), 0.2);
    let mut stored = StoredGradient::new(&model);
    stored.backpropagate(&model, Loss::SquaredError, x.view());
    let found = Ledger::of(&model, Loss::SquaredError, &Penalty::lecture(lambda), x.view());
    let sums = model.slices().into_iter().zip(stored.gradient.slices()).map(|(theta, d)| {
        theta.iter().zip(d).map(|(&t, &d)| (f64::from(d) + 2.0 * lambda * f64::from(t)).powi(2)).sum::<f64>().sqrt()
    });
    for (sum, entry) in sums.zip([found.w, found.b, found.w_star.unwrap(), found.c]) {
        assert_eq!(entry.sum, sum);
    }
}

/// "Just adds a term to the gradient": when training has settled, the two gradients are equal and opposite.
#[test]
fn of_a_settled_run_the_gradients_cancel() {
    let dataset = common::dataset(DatasetKind::Digits);
    for tied in [false, true] {
        let config = RunConfig {
            data: Images::Digits8,
            training_images: 40,
            hidden_units: 6,
            activation: Activation::Linear,
            lambda: 0.3,
            tied,
            optimizer: OptimizerKind::Momentum,
            learning_rate: 2e-3,
            init: Init::Glorot,
            batch_size: 40,
            ..RunConfig::default()
        };
        let mut trainer = Trainer::new(config.validate().unwrap(), &dataset).unwrap();
        let before = trainer.ledger();
        assert!(before.w.sum > 0.5 * before.w.data, "at first they do not: {before:?}");
        for _ in 0..4000 {
            trainer.step();
        }
        let Ledger { w, w_star, b, c } = trainer.ledger();
        assert_eq!(w_star.is_none(), tied);
        for entry in [Some(w), w_star, Some(b), Some(c)].into_iter().flatten() {
            let Entry { data, penalty, cosine, sum, .. } = entry;
            // A bias that the data do not need is 0 by then, and has no angle.
            if penalty > 1e-4 {
                assert!(cosine < -0.9999 && (data / penalty - 1.0).abs() < 1e-3 && sum < 1e-3 * data, "{entry:?}");
            }
        }
        assert!(w.penalty > 0.1, "there is something to cancel: {w:?}");
    }
}

#[test]
fn without_a_penalty_there_is_only_the_data_s_gradient() {
    let model = common::network(Activation::Tanh, OutputActivation::Linear, false, K, N);
    let ledger = Ledger::of(&model, Loss::SquaredError, &Penalty::lecture(0.0), images(9).view());
    for entry in [ledger.w, ledger.b, ledger.c] {
        assert_eq!((entry.penalty, entry.sum), (0.0, entry.data));
    }
}

/// Each number of an entry is one, whatever the network: biases at 0 have no angle, a gradient may leave 32 bits.
#[test]
fn an_entry_without_an_angle_says_so_in_numbers() {
    let mut model = common::network(Activation::Tanh, OutputActivation::Linear, false, K, N);
    model.b.fill(0.0);
    let b = Ledger::of(&model, Loss::SquaredError, &Penalty::lecture(0.1), images(9).view()).b;
    assert!(b.data > 0.0 && b.sum == b.data, "{b:?}");
    assert_eq!((b.norm, b.penalty, b.cosine), (0.0, 0.0, 0.0));
    model.w.fill(1e30);
    model.decoder = Decoder::Untied(Array2::from_elem((K, N), 1e30).reversed_axes());
    let found = Ledger::of(&model, Loss::SquaredError, &Penalty::lecture(0.1), images(9).view());
    let (norm, penalty) = (found.w.norm, 0.2 * found.w.norm);
    assert!((norm / (1e30 * 35.0_f64.sqrt()) - 1.0).abs() < 1e-6, "{norm}");
    let infinite = f64::INFINITY;
    assert_eq!(found.w, Entry { norm, data: infinite, penalty, cosine: 0.0, sum: infinite });
}

#[test]
fn norms_and_the_angle_between_both_matrices_are_exact() {
    let mut model = common::network(Activation::Relu, OutputActivation::Linear, false, 2, 2);
    model.w = ndarray::array![[1.0, 2.0], [2.0, 0.0]];
    // W*ᵀ, row by row.
    model.decoder = Decoder::Untied(ndarray::array![[2.0, 0.0], [2.0, 1.0]].reversed_axes());
    model.b = ndarray::array![3.0, 4.0];
    model.c = ndarray::array![0.0, -2.0];
    assert_eq!(Norms::of(&model), Norms { w: 3.0, w_star: 3.0, b: 5.0, c: 2.0, alignment: 6.0 / 9.0 });
    model.decoder = Decoder::Tied;
    assert_eq!(Norms::of(&model), Norms { w: 3.0, w_star: 3.0, b: 5.0, c: 2.0, alignment: 1.0 });
    model.w.fill(0.0);
    assert_eq!(Norms::of(&model), Norms { b: 5.0, c: 2.0, ..Norms::default() });
}

/// The lecture's two tricks meet: λ drives W* towards Wᵀ.
#[test]
fn the_penalty_drives_untied_weights_towards_tied() {
    let dataset = common::dataset(DatasetKind::Digits);
    let alignment = |lambda: f64| {
        let config = RunConfig { data: Images::Digits8, hidden_units: 32, lambda, ..RunConfig::default() };
        let mut trainer = Trainer::new(config.validate().unwrap(), &dataset).unwrap();
        let first = trainer.evaluate().alignment;
        for _ in 0..600 {
            trainer.step();
        }
        (first, trainer.evaluate().alignment)
    };
    let ((first, without), (same, with)) = (alignment(0.0), alignment(0.03));
    assert_eq!(first, same);
    assert!(first.abs() < 0.1, "two independent draws: {first}");
    assert!(with > 0.9 && without < 0.7, "{with} with λ, {without} without");
}

#[test]
fn filters_are_rows_of_w_and_columns_of_w_star() {
    let model = common::network(Activation::Relu, OutputActivation::Linear, false, K, N);
    let found = filters(&model, &[3, 0]);
    let w_star = model.w_star();
    let expected: Vec<f32> =
        [model.w.row(3).to_vec(), model.w.row(0).to_vec(), w_star.column(3).to_vec(), w_star.column(0).to_vec()]
            .concat();
    assert_eq!(found, expected);
    let norms = unit_norms(&model);
    assert_eq!(norms.len(), K);
    for (unit, norm) in norms.iter().enumerate() {
        let squares: f64 = model.w.row(unit).iter().chain(w_star.column(unit)).map(|&v| f64::from(v).powi(2)).sum();
        assert!((f64::from(*norm) - squares.sqrt()).abs() < 1e-6);
    }
}
