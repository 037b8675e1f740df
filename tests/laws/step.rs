//! A step of training has the bits of plain loops over the lecture's formulas, whatever is blocked, fused or left out.

use crate::common::{numbers, plain_activation, plain_derivative};
use autoencoder_lab::config::{Activation, Decay, Loss, OptimizerKind, OutputActivation};
use autoencoder_lab::objective::{BackwardPass, Penalty, StoredGradient};
use autoencoder_lab::optimizer::Optimizer;
use autoencoder_lab::{Autoencoder, Decoder};
use ndarray::{Array1, Array2, ArrayView2};
use proptest::prelude::*;
use proptest::sample::select;

/// The definition of a product: from p = 0 on, one rounding after each product and each sum.
fn product(a: ArrayView2<f32>, b: ArrayView2<f32>, start: Option<&Array2<f32>>) -> Array2<f32> {
    Array2::from_shape_fn((a.nrows(), b.ncols()), |(i, j)| {
        let start = start.map_or(0.0, |start| start[[i, j]]);
        (0..a.ncols()).fold(start, |sum, p| sum + a[[i, p]] * b[[p, j]])
    })
}

fn columns_sum(rows: ArrayView2<f32>) -> Array1<f32> {
    rows.columns().into_iter().map(|column| column.iter().fold(0.0, |sum, d| sum + d)).collect()
}

/// The gradient of the data term, one formula after the other.
fn gradient(model: &Autoencoder, loss: Loss, x: &Array2<f32>) -> Autoencoder {
    let mut h = product(model.w.view(), x.t(), None) + model.b.view().insert_axis(ndarray::Axis(1));
    h.mapv_inplace(|a| plain_activation(model.activation, a));
    let z = product(h.t(), model.w_star_t(), None) + &model.c;
    let m = x.nrows() as f32;
    let dz = Array2::from_shape_fn(z.dim(), |at| match (loss, model.output_activation) {
        (Loss::SquaredError, OutputActivation::Linear) => 2.0 / m * (z[at] - x[at]),
        (Loss::SquaredError, OutputActivation::Sigmoid) => {
            let y = plain_activation(Activation::Sigmoid, z[at]);
            2.0 / m * (y - x[at]) * (y * (1.0 - y))
        }
        (Loss::CrossEntropy, _) => 1.0 / m * (plain_activation(Activation::Sigmoid, z[at]) - x[at]),
    });
    let mut da = product(model.w_star_t(), dz.t(), None);
    da.zip_mut_with(&h, |d, &h| *d = plain_derivative(model.activation, h, *d));
    let encoder = product(da.view(), x.view(), None);
    let (w, decoder) = match model.decoder {
        Decoder::Tied => (product(h.view(), dz.view(), Some(&encoder)), Decoder::Tied),
        Decoder::Untied(_) => (encoder, Decoder::Untied(product(h.view(), dz.view(), None).reversed_axes())),
    };
    Autoencoder { w, b: columns_sum(da.t()), decoder, c: columns_sum(dz.view()), ..*model }
}

/// One update of one parameter: its value, its gradient, what the penalty's gradient is of it, the optimizer's memory.
fn update(kind: OptimizerKind, theta: &mut f32, d: f32, pull: f32, [m, v]: [&mut f32; 2], t: i32, rate: f64) {
    let g = d + pull * *theta;
    match kind {
        OptimizerKind::Sgd => *theta -= rate as f32 * g,
        OptimizerKind::Momentum => {
            *m = without_dust(0.9 * *m + g, 1e-17);
            *theta -= rate as f32 * *m;
        }
        OptimizerKind::Adam => {
            let g = without_dust(g, 1e-17);
            *m = without_dust(0.9 * *m + 0.1 * g, 1e-17);
            *v = without_dust(0.999 * *v + 0.001 * (g * g), 1e-17 * 1e-17);
            let rate = (rate / (1.0 - libm::pow(0.9, t.into()))) as f32;
            let root_bias = (1.0 / libm::sqrt(1.0 - libm::pow(0.999, t.into()))) as f32;
            *theta -= rate * *m / (v.sqrt() * root_bias + 1e-8);
        }
    }
}

fn without_dust(x: f32, least: f32) -> f32 {
    if x.abs() < least { 0.0 } else { x }
}

fn bits(model: &Autoencoder) -> Vec<u32> {
    model.slices().concat().into_iter().map(f32::to_bits).collect()
}

/// What is trained, and how.
#[derive(Debug, Clone)]
struct Case {
    model: Autoencoder,
    batch: usize,
    loss: Loss,
    kind: OptimizerKind,
    penalty: Penalty,
    salt: u32,
}

prop_compose! {
    fn case()(
        (k, n, batch) in (1_usize..=70, prop_oneof![9 => 1_usize..=70, 1 => 1025_usize..=1032], 1_usize..=70),
        activation in select(Activation::ALL),
        (output_activation, loss) in select(vec![
            (OutputActivation::Linear, Loss::SquaredError),
            (OutputActivation::Sigmoid, Loss::SquaredError),
            (OutputActivation::Sigmoid, Loss::CrossEntropy),
        ]),
        kind in select(OptimizerKind::ALL),
        (tied, biases, tied_twice) in any::<(bool, bool, bool)>(),
        decay in select(Decay::ALL),
        lambda in select(vec![0.0, 0.01]),
        salt: u32,
    ) -> Case {
        let decoder = if tied { Decoder::Tied } else { Decoder::Untied(numbers((k, n), 0.3, 0, salt ^ 1).reversed_axes()) };
        let (w, b, c) = (numbers((k, n), 0.3, 0, salt), Array1::zeros(k), Array1::zeros(n));
        let model = Autoencoder { activation, output_activation, w, b, decoder, c };
        Case { model, batch, loss, kind, penalty: Penalty { lambda, biases, tied_twice, decay }, salt }
    }
}

proptest! {
    #[test]
    fn a_step_has_the_bits_of_plain_loops(case in case()) {
        const RATE: f64 = 0.01;
        let Case { model, batch, loss, kind, penalty, salt } = case;
        let (mut fused, mut whole, mut plain) = (model.clone(), model.clone(), model.clone());
        let (mut fused_optimizer, mut whole_optimizer) = (Optimizer::new(kind, &model), Optimizer::new(kind, &model));
        let (mut backward, mut stored) = (BackwardPass::default(), StoredGradient::new(&model));
        let [mut first, mut second] = [model.zeros_like(), model.zeros_like()];
        let tied = matches!(model.decoder, Decoder::Tied);
        for step in 0..3_u8 {
            // Batches differ in size, as an epoch's last one does; most of an image of a digit is 0.
            let rows = if step == 1 { batch.div_ceil(2) } else { batch };
            let x = numbers((rows, model.inputs()), 1.0, [6, 0, 8][usize::from(step)], salt ^ (2 + u32::from(step)));

            let fused_loss = backward.run(&fused, loss, x.view());
            fused_optimizer.descend(&mut fused, &mut backward, &penalty, RATE);

            let whole_loss = stored.backpropagate(&whole, loss, x.view());
            let d = gradient(&plain, loss, &x);
            prop_assert_eq!(bits(&stored.gradient), bits(&d));
            whole_optimizer.update(&mut whole, &stored.gradient, &penalty, RATE);

            let weights = if tied && penalty.tied_twice { 2.0 } else { 1.0 };
            let biases = if penalty.biases { 1.0 } else { 0.0 };
            let counts = if tied { vec![weights, biases, biases] } else { vec![weights, biases, weights, biases] };
            let memory = first.slices_mut().into_iter().zip(second.slices_mut());
            let groups = plain.slices_mut().into_iter().zip(d.slices()).zip(memory).zip(counts);
            for (((theta, d), (m, v)), count) in groups {
                for (((theta, &d), m), v) in theta.iter_mut().zip(d).zip(m).zip(v) {
                    let pull = 2.0 * penalty.lambda * count;
                    let coupled = penalty.decay == Decay::Coupled;
                    if !coupled {
                        *theta *= (1.0 - RATE * pull) as f32;
                    }
                    update(kind, theta, d, if coupled { pull as f32 } else { 0.0 }, [m, v], i32::from(step) + 1, RATE);
                }
            }
            prop_assert_eq!(bits(&fused), bits(&plain));
            prop_assert_eq!(bits(&whole), bits(&plain));
            prop_assert_eq!(fused_loss.to_bits(), whole_loss.to_bits());
        }
    }
}

/// Where a network with ReLU has a number that is not finite.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fault {
    None,
    W,
    WStar,
    X,
}

prop_compose! {
    /// A network with ReLU of which more or less is 0, some units on every image, and a batch.
    fn rectified()(
        (k, n, batch) in (1_usize..=150, prop_oneof![9 => 1_usize..=70, 1 => 1025_usize..=1032], 1_usize..=70),
        (tied, dead, zeros) in (any::<bool>(), 0_usize..=8, 0_u32..=8),
        shift in select(vec![-3.0, -0.7, -0.2, 0.0, 1.0]),
        (fault, number) in (
            select(vec![Fault::None, Fault::None, Fault::W, Fault::WStar, Fault::X]),
            select(vec![f32::INFINITY, f32::NEG_INFINITY, f32::NAN, 1e38]),
        ),
        (at, salt) in any::<(usize, u32)>(),
    ) -> (Autoencoder, Array2<f32>) {
        let mut w = numbers((k, n), 0.3, 1, salt);
        let mut w_star_t = numbers((k, n), 0.3, 1, salt ^ 1);
        let mut x = numbers((batch, n), 1.0, zeros, salt ^ 2);
        let place = (at % k, at / k % n);
        match fault {
            Fault::None => {}
            Fault::W => w[place] = number,
            Fault::WStar => w_star_t[place] = number,
            Fault::X => x[(at % batch, at / batch % n)] = number,
        }
        let b = numbers((1, k), 0.1, 0, salt ^ 3).row(0).mapv(|b| b + shift);
        let b = Array1::from_iter(b.iter().enumerate().map(|(j, b)| if j % 8 < dead { -1e30 } else { *b }));
        let model = Autoencoder {
            activation: Activation::Relu,
            output_activation: OutputActivation::Linear,
            w,
            b,
            decoder: if tied { Decoder::Tied } else { Decoder::Untied(w_star_t.reversed_axes()) },
            c: Array1::zeros(n),
        };
        (model, x)
    }
}

proptest! {
    #[test]
    fn zeros_after_a_relu_are_left_out_without_a_changed_bit((model, x) in rectified()) {
        // Any NaN as one: which of them an operation gives is the processor's choice.
        let bits = |model: &Autoencoder| -> Vec<u32> {
            model.slices().concat().into_iter().map(|d| if d.is_nan() { u32::MAX } else { d.to_bits() }).collect()
        };
        let mut stored = StoredGradient::new(&model);
        let expected = bits(&gradient(&model, Loss::SquaredError, &x));
        // Twice: what one batch leaves in the working memory is not seen in the next.
        for _ in 0..2 {
            stored.backpropagate(&model, Loss::SquaredError, x.view());
            prop_assert_eq!(&bits(&stored.gradient), &expected);
            stored.backpropagate(&model, Loss::SquaredError, numbers(x.dim(), 1.0, 4, 9).view());
        }
    }
}

/// Numbers below the smallest normal one are computed with a hundred times as slowly.
#[test]
fn what_is_no_longer_used_comes_to_rest_at_0() {
    for (kind, lambda) in
        [OptimizerKind::Momentum, OptimizerKind::Adam].into_iter().flat_map(|kind| [(kind, 0.0), (kind, 1e-4)])
    {
        let mut model = Autoencoder {
            activation: Activation::Sigmoid,
            output_activation: OutputActivation::Sigmoid,
            w: numbers((3, 5), 0.3, 0, 1),
            b: Array1::zeros(3),
            decoder: Decoder::Untied(numbers((3, 5), 0.3, 0, 2).reversed_axes()),
            c: Array1::zeros(5),
        };
        let (mut optimizer, mut backward) = (Optimizer::new(kind, &model), BackwardPass::default());
        let mut x = numbers((2, 5), 1.0, 0, 3);
        for step in 0..100_000 {
            backward.run(&model, Loss::SquaredError, x.view());
            optimizer.descend(&mut model, &mut backward, &Penalty::lecture(lambda), 1e-3);
            // From the second step on one pixel is black.
            if step == 0 {
                x.column_mut(0).fill(0.0);
            }
        }
        let numbers = optimizer.memory().into_iter().chain([&model]).flat_map(|part| part.slices().concat());
        assert_eq!(numbers.filter(|number| number.is_subnormal()).count(), 0, "{kind:?}, λ = {lambda}");
    }
}
