//! Laws of the objective that hold for every network, as properties of random ones.

use crate::common::{self, numbers};
use autoencoder_lab::analysis::Evaluator;
use autoencoder_lab::config::{Activation, Decay, Images, Loss, OptimizerKind, OutputActivation};
use autoencoder_lab::data::Split;
use autoencoder_lab::model::ForwardPass;
use autoencoder_lab::objective::{BackwardPass, Penalty, StoredGradient};
use autoencoder_lab::optimizer::Optimizer;
use autoencoder_lab::{Autoencoder, DatasetKind, Decoder, RunConfig, Trainer};
use ndarray::{Array1, Array2, Axis};
use proptest::prelude::*;
use proptest::sample::select;
use std::sync::LazyLock;

fn row(length: usize, salt: u32) -> Array1<f32> {
    numbers((1, length), 0.5, 0, salt).remove_axis(Axis(0))
}

fn network(g: Activation, f: OutputActivation, tied: bool, (k, n): (usize, usize), salt: u32) -> Autoencoder {
    Autoencoder {
        activation: g,
        output_activation: f,
        w: numbers((k, n), 0.5, 0, salt),
        b: row(k, salt ^ 1),
        decoder: if tied { Decoder::Tied } else { Decoder::Untied(numbers((k, n), 0.5, 0, salt ^ 2).reversed_axes()) },
        c: row(n, salt ^ 3),
    }
}

fn activations() -> impl Strategy<Value = Activation> {
    select(Activation::ALL)
}

/// Every output activation with every loss that goes with it.
fn heads() -> impl Strategy<Value = (OutputActivation, Loss)> {
    select(vec![
        (OutputActivation::Linear, Loss::SquaredError),
        (OutputActivation::Sigmoid, Loss::SquaredError),
        (OutputActivation::Sigmoid, Loss::CrossEntropy),
    ])
}

prop_compose! {
    fn shapes()(k in 1_usize..=20, n in 1_usize..=20) -> (usize, usize) { (k, n) }
}

prop_compose! {
    /// As it is part of the gradient.
    fn penalties()(exponent in -4.0..3.0_f64, biases: bool, tied_twice: bool) -> Penalty {
        Penalty { lambda: 10.0_f64.powf(exponent), biases, tied_twice, decay: Decay::Coupled }
    }
}

/// The data term's gradient at `x`.
fn gradient(model: &Autoencoder, loss: Loss, x: &Array2<f32>) -> Autoencoder {
    let mut stored = StoredGradient::new(model);
    stored.backpropagate(model, loss, x.view());
    stored.gradient
}

fn largest<'a>(values: impl IntoIterator<Item = &'a f32>) -> f32 {
    values.into_iter().fold(0.0, |largest, value| largest.max(value.abs()))
}

/// `λ‖θ‖²` in f64, from its definition.
fn penalty_value(model: &Autoencoder, penalty: &Penalty) -> f64 {
    let squares = |values: &[f32]| values.iter().map(|&v| f64::from(v) * f64::from(v)).sum::<f64>();
    let [w, b, w_star, c] = model.groups().map(squares);
    let twice = matches!(model.decoder, Decoder::Tied) && penalty.tied_twice;
    let biases = if penalty.biases { b + c } else { 0.0 };
    penalty.lambda * (if twice { 2.0 * w } else { w + w_star } + biases)
}

/// The data term on all rows of `x` in f64, from its definition.
fn data_term(model: &Autoencoder, loss: Loss, x: &Array2<f32>) -> f64 {
    let (w, w_star) = (model.w.mapv(f64::from), model.w_star().mapv(f64::from));
    let mut sum = 0.0;
    for x in x.rows() {
        let x = x.mapv(f64::from);
        let a = w.dot(&x) + model.b.mapv(f64::from);
        let z = w_star.dot(&a.mapv(|a| common::activation(model.activation, a))) + model.c.mapv(f64::from);
        sum += z.iter().zip(&x).map(|(&z, &x)| pixel(model.output_activation, loss, z, x)).sum::<f64>();
    }
    sum / x.nrows() as f64
}

fn pixel(f: OutputActivation, loss: Loss, z: f64, x: f64) -> f64 {
    match (loss, f) {
        (Loss::SquaredError, OutputActivation::Linear) => (z - x).powi(2),
        (Loss::SquaredError, OutputActivation::Sigmoid) => (1.0 / (1.0 + (-z).exp()) - x).powi(2),
        (Loss::CrossEntropy, _) => z.max(0.0) - z * x + (-z.abs()).exp().ln_1p(),
    }
}

proptest! {
    /// What the penalty adds to the gradient is its derivative, 2λθ as often as ‖θ‖² counts θ.
    #[test]
    fn the_gradient_of_the_penalty_is_two_lambda_theta(
        tied: bool, shape in shapes(), penalty in penalties(), salt: u32,
    ) {
        let model = network(Activation::Tanh, OutputActivation::Linear, tied, shape, salt);
        // Descent on a data term without slope; this rate takes θ away whole, so that nothing of 2λθ is rounded off.
        let rate = 0.5 / penalty.lambda;
        let mut pulled = model.clone();
        Optimizer::new(OptimizerKind::Sgd, &model).update(&mut pulled, &model.zeros_like(), &penalty, rate);
        let mut shifted = model.clone();
        for (part, (theta, pulled)) in model.slices().into_iter().zip(pulled.slices()).enumerate() {
            for (i, (&theta, &pulled)) in theta.iter().zip(pulled).enumerate() {
                let added = (f64::from(theta) - f64::from(pulled)) / rate;
                let mut at = |value: f32| {
                    shifted.slices_mut()[part][i] = value;
                    penalty_value(&shifted, &penalty)
                };
                // The penalty is a parabola: its central difference is exact.
                let difference = at(theta + 0.5) - at(theta - 0.5);
                at(theta);
                prop_assert!(
                    (added - difference).abs() <= 1e-6 * penalty.lambda,
                    "part {}, element {}: {} is added, the derivative is {}", part, i, added, difference
                );
            }
        }
        let (value, expected) = (penalty.value(&model), penalty_value(&model, &penalty));
        prop_assert!((value - expected).abs() <= 1e-12 * expected, "{} must be {}", value, expected);
    }

    /// `∂L/∂W` = encoder part + transposed decoder part + 2λW, of the untied network with the same weights.
    #[test]
    fn the_tied_gradient_is_both_parts_and_the_penalty_s(
        g in activations(), (f, loss) in heads(), shape in shapes(), penalty in penalties(), batch in 1_usize..20, salt: u32,
    ) {
        let tied = network(g, f, true, shape, salt);
        let untied = Autoencoder { decoder: Decoder::Untied(tied.w.clone().reversed_axes()), ..tied.clone() };
        let x = numbers((batch, shape.1), 0.5, 0, salt ^ 4) + 0.5;
        let parts = gradient(&untied, loss, &x);
        let count = if penalty.tied_twice { 2.0 } else { 1.0 };
        let expected = &parts.w + &parts.w_star_t() + &tied.w * (2.0 * penalty.lambda * count) as f32;
        // Descent at rate 1 shows the gradient that trains.
        let (mut trained, mut backward) = (tied.clone(), BackwardPass::default());
        backward.run(&tied, loss, x.view());
        Optimizer::new(OptimizerKind::Sgd, &tied).descend(&mut trained, &mut backward, &penalty, 1.0);
        let found = &tied.w - &trained.w;
        let bound = 2e-6 * (largest(&parts.w) + largest(parts.w_star_t()) + largest(&expected) + largest(&tied.w));
        prop_assert!(largest(&(&found - &expected)) <= bound, "{} must be {}", found, expected);
    }

    /// Hidden units have no order: h is permuted with them, and x̂ stays, up to the order of its sums.
    #[test]
    fn permuting_hidden_units_leaves_the_reconstruction(
        g in activations(), (f, _) in heads(), tied: bool, (order, n) in (1_usize..=40, 1_usize..=20).prop_flat_map(
            |(k, n)| (Just((0..k).collect::<Vec<_>>()).prop_shuffle(), Just(n))
        ), salt: u32,
    ) {
        let model = network(g, f, tied, (order.len(), n), salt);
        let mut permuted = model.clone();
        permuted.w = model.w.select(Axis(0), &order);
        permuted.b = model.b.select(Axis(0), &order);
        if let Decoder::Untied(w_star) = &mut permuted.decoder {
            *w_star = model.w_star_t().select(Axis(0), &order).reversed_axes();
        }
        let x = numbers((5, n), 0.5, 0, salt ^ 4) + 0.5;
        let (mut pass, mut other) = (ForwardPass::default(), ForwardPass::default());
        model.reconstruct(x.view(), &mut pass);
        permuted.reconstruct(x.view(), &mut other);
        prop_assert_eq!(pass.h.select(Axis(0), &order), other.h);
        let terms = pass.h.t().mapv(f32::abs).dot(&model.w_star_t().mapv(f32::abs)) + model.c.mapv(f32::abs);
        let bound = largest(&terms) * f32::EPSILON * (order.len() + 4) as f32;
        prop_assert!(largest(&(&pass.x_hat - &other.x_hat)) <= bound, "{} and {}", pass.x_hat, other.x_hat);
    }

    /// Of an input that is always 0 the encoder sees only the penalty: under plain descent its column is `(1 − 2ηλ)ᵗ` of
    /// what it was, to f32 accuracy.
    #[test]
    fn columns_of_dead_inputs_fade_by_the_law(
        g in activations(), (f, loss) in heads(), (k, n) in shapes(), dead in any::<prop::sample::Index>(),
        shrink in 0.0..0.5_f64, steps in 1_u8..60, decay in select(vec![Decay::Coupled, Decay::Decoupled]), salt: u32,
    ) {
        const RATE: f64 = 1e-3;
        let mut model = network(g, f, false, (k, n), salt);
        let mut x = numbers((7, n), 0.5, 0, salt ^ 4) + 0.5;
        let dead = dead.index(n);
        x.column_mut(dead).fill(0.0);
        let start = model.w.column(dead).to_owned();
        let penalty = Penalty { decay, ..Penalty::lecture(shrink / (2.0 * RATE)) };
        let (mut optimizer, mut backward) = (Optimizer::new(OptimizerKind::Sgd, &model), BackwardPass::default());
        for _ in 0..steps {
            backward.run(&model, loss, x.view());
            optimizer.descend(&mut model, &mut backward, &penalty, RATE);
        }
        let law = (1.0 - shrink).powi(steps.into());
        // Five roundings a step, of numbers up to twice the one that is left.
        let bound = f64::from(steps) * 5.0 * f64::from(f32::EPSILON);
        for (&now, &start) in model.w.column(dead).iter().zip(&start) {
            let expected = f64::from(start) * law;
            prop_assert!((f64::from(now) - expected).abs() <= bound * expected.abs(), "{} must be {}", now, expected);
        }
    }
}

/// The images that one run trains on and holds out.
static SPLIT: LazyLock<Split> = LazyLock::new(|| {
    let config = RunConfig { data: Images::Digits8, ..RunConfig::default() }.validate().unwrap();
    Split::draw(&config, &common::dataset(DatasetKind::Digits)).unwrap()
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The three series of the chart: data term and penalty, each from its definition, add up to the objective.
    #[test]
    fn data_term_and_penalty_add_up_to_the_objective(
        g in activations(), (output_activation, loss) in heads(), tied: bool, k in 1_usize..=80, penalty in penalties(), salt: u32,
    ) {
        let config = RunConfig { data: Images::Digits8, output_activation, loss, ..RunConfig::default() };
        let model = network(g, output_activation, tied, (k, SPLIT.train.ncols()), salt);
        let found = Evaluator::new(&config.validate().unwrap(), &SPLIT).evaluate(&model, &SPLIT, 0, &penalty);
        let (data, pull) = (data_term(&model, loss, &SPLIT.train.intensities()), penalty_value(&model, &penalty));
        for (name, found, expected) in
            [("data term", found.train, data), ("penalty", found.penalty, pull), ("objective", found.objective, data + pull)]
        {
            prop_assert!((found - expected).abs() <= 1e-6 * expected, "{} must be {}, found {}", name, expected, found);
        }
    }
}

/// What is measured as the objective is what training descends: along a step Δθ = −η∇L of plain descent on all images it changes
/// by ∇L·Δθ = −‖Δθ‖²/η, to first order. A term that only one of them has is seen here.
#[test]
fn plain_descent_goes_down_the_objective_that_is_measured() {
    let dataset = common::dataset(DatasetKind::Digits);
    for (tied, count_tied_twice, penalize_biases, loss) in [
        (false, false, true, Loss::SquaredError),
        (true, false, false, Loss::SquaredError),
        (true, true, true, Loss::CrossEntropy),
    ] {
        let output_activation = match loss {
            Loss::SquaredError => OutputActivation::Linear,
            Loss::CrossEntropy => OutputActivation::Sigmoid,
        };
        let config = RunConfig {
            data: Images::Digits8,
            training_images: 30,
            batch_size: 30,
            hidden_units: 12,
            activation: Activation::Tanh,
            output_activation,
            loss,
            // As large a part of the gradient as the data term is.
            lambda: 2.0,
            tied,
            optimizer: OptimizerKind::Sgd,
            learning_rate: 1e-3,
            penalize_biases,
            count_tied_twice,
            ..RunConfig::default()
        };
        let config = config.validate().unwrap();
        let mut trainer = Trainer::new(config.clone(), &dataset).unwrap();
        let before = trainer.model().clone();
        trainer.step();
        let (mut ahead, mut back) = (before.clone(), before.clone());
        let mut length = 0.0;
        for (part, after) in trainer.model().slices().into_iter().enumerate() {
            for (i, &after) in after.iter().enumerate() {
                let step = after - before.slices()[part][i];
                length += f64::from(step) * f64::from(step);
                ahead.slices_mut()[part][i] += step;
                back.slices_mut()[part][i] -= step;
            }
        }
        let mut evaluator = Evaluator::new(&config, trainer.split());
        let mut objective =
            |model: &Autoencoder| evaluator.evaluate(model, trainer.split(), 1, &Penalty::of(&config)).objective;
        let found = (objective(&ahead) - objective(&back)) / 2.0;
        let expected = -length / config.learning_rate;
        assert!((found / expected - 1.0).abs() < 1e-3, "tied {tied}, {loss:?}: {found} instead of {expected}");
    }
}
