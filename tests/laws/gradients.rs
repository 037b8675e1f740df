//! The gradient against central differences of an f64 oracle that is nothing but loops over the lecture's formulas.

use crate::common;
use autoencoder_lab::config::{Activation, Loss, OutputActivation};
use autoencoder_lab::objective::{Penalty, StoredGradient};
use autoencoder_lab::{Autoencoder, Decoder};
use ndarray::{Array1, Array2};

const N: usize = 7;
const BATCH: usize = 5;

/// `(1/m) Σᵢ Σⱼ loss` in f64, one pixel at a time.
fn data_loss(model: &Autoencoder, loss: Loss, x: &Array2<f32>) -> f64 {
    let (k, n) = model.w.dim();
    let w_star = model.w_star();
    let mut sum = 0.0;
    for row in x.rows() {
        let h: Vec<f64> = (0..k)
            .map(|j| {
                let a: f64 = (0..n).map(|i| f64::from(model.w[[j, i]]) * f64::from(row[i])).sum();
                common::activation(model.activation, a + f64::from(model.b[j]))
            })
            .collect();
        for i in 0..n {
            let z: f64 = (0..k).map(|j| f64::from(w_star[[i, j]]) * h[j]).sum::<f64>() + f64::from(model.c[i]);
            let y = match model.output_activation {
                OutputActivation::Linear => z,
                OutputActivation::Sigmoid => 1.0 / (1.0 + (-z).exp()),
            };
            let x = f64::from(row[i]);
            sum += match loss {
                Loss::SquaredError => (y - x) * (y - x),
                Loss::CrossEntropy => -x * y.ln() - (1.0 - x) * (1.0 - y).ln(),
            };
        }
    }
    sum / x.nrows() as f64
}

#[track_caller]
fn assert_gradient(activation: Activation, f: OutputActivation, loss: Loss, tied: bool, k: usize) {
    let mut model = common::network(activation, f, tied, k, N);
    let x = Array2::from_shape_fn((BATCH, N), |(i, j)| ((i * N + j) as f32 * 0.37).sin() * 0.5 + 0.5);
    let mut stored = StoredGradient::new(&model);
    let value = stored.backpropagate(&model, loss, x.view());
    let exact = data_loss(&model, loss, &x);
    assert!((value - exact).abs() <= 1e-6 * exact, "data loss must be {exact}, found {value}");

    let gradient: Vec<f32> = stored.gradient.slices().concat();
    let largest = gradient.iter().fold(0.0_f32, |largest, d| largest.max(d.abs()));
    assert!(largest > 0.0, "a gradient of zeros would pass any test");
    let lengths: Vec<usize> = model.slices().iter().map(|slice| slice.len()).collect();
    let places = lengths.iter().enumerate().flat_map(|(part, &length)| (0..length).map(move |i| (part, i)));
    for ((part, i), &found) in places.zip(&gradient) {
        let theta = model.slices()[part][i];
        let mut at = |value: f32| {
            model.slices_mut()[part][i] = value;
            (f64::from(value), data_loss(&model, loss, &x))
        };
        // The difference of the f32 arguments actually used, not twice the intended step.
        let ((above, high), (below, low)) = (at(theta + 1e-3), at(theta - 1e-3));
        at(theta);
        let expected = (high - low) / (above - below);
        assert!(
            (f64::from(found) - expected).abs() <= 2e-5 * f64::from(largest),
            "{activation:?} {f:?} {loss:?} tied {tied}: part {part}, element {i} must be {expected}, found {found}"
        );
    }
}

#[test]
fn backpropagation_is_the_derivative_of_the_data_term() {
    for &activation in Activation::ALL {
        for (f, loss) in [
            (OutputActivation::Linear, Loss::SquaredError),
            (OutputActivation::Sigmoid, Loss::SquaredError),
            (OutputActivation::Sigmoid, Loss::CrossEntropy),
        ] {
            for (tied, k) in [(false, 3), (true, 3), (false, 11), (true, 11)] {
                assert_gradient(activation, f, loss, tied, k);
            }
        }
    }
}

/// Tied, `∂L/∂W` is the encoder part plus the transposed decoder part of the untied network with the same weights.
#[test]
fn the_tied_gradient_is_the_sum_of_both_parts() {
    let tied = common::network(Activation::Tanh, OutputActivation::Linear, true, 9, N);
    let mut untied = tied.clone();
    untied.decoder = Decoder::Untied(tied.w.clone().reversed_axes());
    let x = Array2::from_shape_fn((BATCH, N), |(i, j)| ((i + 3 * j) as f32 * 0.71).cos());
    let gradient = |model: &Autoencoder| {
        let mut stored = StoredGradient::new(model);
        stored.backpropagate(model, Loss::SquaredError, x.view());
        stored.gradient
    };
    let (whole, parts) = (gradient(&tied), gradient(&untied));
    let sum = &parts.w + &parts.w_star_t();
    let largest = sum.iter().fold(0.0_f32, |largest, d| largest.max(d.abs()));
    for (a, b) in whole.w.iter().zip(&sum) {
        assert!((a - b).abs() <= 2e-6 * largest, "{a} and {b}");
    }
}

/// `λ‖θ‖²` counts every parameter once, biases included; a tied W is one matrix.
#[test]
fn the_penalty_is_lambda_times_the_squared_norm_of_all_parameters() {
    let mut model = common::network(Activation::Relu, OutputActivation::Linear, false, 2, 3);
    model.w = Array2::from_elem((2, 3), 1.0);
    model.b = Array1::from_elem(2, 2.0);
    model.decoder = Decoder::Untied(Array2::from_elem((2, 3), 3.0).reversed_axes());
    model.c = Array1::from_elem(3, 4.0);
    assert_eq!(Penalty::lecture(0.5).value(&model), 0.5 * (6.0 + 8.0 + 54.0 + 48.0));
    assert_eq!(model.parameters(), 6 + 2 + 6 + 3);
    model.decoder = Decoder::Tied;
    assert_eq!(Penalty::lecture(0.5).value(&model), 0.5 * (6.0 + 8.0 + 48.0));
    assert_eq!(Penalty { tied_twice: true, ..Penalty::lecture(0.5) }.value(&model), 0.5 * (12.0 + 8.0 + 48.0));
    assert_eq!(Penalty { biases: false, ..Penalty::lecture(0.5) }.value(&model), 0.5 * 6.0);
    assert_eq!(model.parameters(), 6 + 2 + 3);
}
