//! A look at the coming update is that update to the bit, for every optimizer, tied or not, however λ enters; and leaves no trace.

use crate::common;
use autoencoder_lab::config::{Activation, Decay, Images, Loss, OptimizerKind, OutputActivation, RateSchedule};
use autoencoder_lab::model::Receipt;
use autoencoder_lab::objective::squared_distance;
use autoencoder_lab::trainer::UnitStep;
use autoencoder_lab::{Autoencoder, Change, Dataset, DatasetKind, Decoder, RunConfig, Trainer};

const N: usize = 64;
const K: usize = 6;

fn digits() -> Dataset {
    common::dataset(DatasetKind::Digits)
}

/// 60 images in batches of 25: the last of an epoch is smaller.
fn config() -> RunConfig {
    RunConfig {
        data: Images::Digits8,
        training_images: 60,
        hidden_units: K as u32,
        lambda: 0.01,
        learning_rate: 0.01,
        ..RunConfig::default()
    }
}

/// Every optimizer, tied and not, with both kinds of decay; and what else changes an update.
fn all() -> Vec<RunConfig> {
    let mut configs = vec![
        RunConfig { lambda: 0.0, ..config() },
        RunConfig { tied: true, count_tied_twice: true, penalize_biases: false, ..config() },
        RunConfig { rate_schedule: RateSchedule::Cosine, rate_steps: 6, centred: true, ..config() },
        RunConfig { activation: Activation::Tanh, output_activation: OutputActivation::Sigmoid, ..config() },
        RunConfig { output_activation: OutputActivation::Sigmoid, loss: Loss::CrossEntropy, tied: true, ..config() },
    ];
    for &optimizer in OptimizerKind::ALL {
        for tied in [false, true] {
            for &decay in Decay::ALL {
                configs.push(RunConfig { optimizer, tied, decay, ..config() });
            }
        }
    }
    configs
}

fn begin(config: &RunConfig) -> Trainer {
    Trainer::new(config.clone().validate().unwrap(), &digits()).unwrap()
}

fn bits(numbers: &[f32]) -> Vec<u32> {
    numbers.iter().map(|number| number.to_bits()).collect()
}

/// A looks at every unit.
fn looks(run: &mut Trainer) -> Vec<UnitStep> {
    (0..run.model().hidden_units()).map(|unit| run.look_ahead(Some(unit)).expect("a step that can be made")).collect()
}

/// The parameters of all units, in the order of [`Autoencoder::slices`].
fn together<'a>(units: impl Iterator<Item = &'a Autoencoder> + Clone) -> Vec<f32> {
    let all = |group: usize| units.clone().flat_map(move |unit| unit.groups()[group].to_vec());
    let c = units.clone().last().expect("a unit").groups()[3].to_vec();
    all(0).chain(all(1)).chain(all(2)).chain(c).collect()
}

#[test]
fn the_coming_step_is_the_one_that_comes() {
    for config in all() {
        let (mut run, mut unseen) = (begin(&config), begin(&config));
        for step in 0..5 {
            let seen = looks(&mut run);
            let before = run.state();
            run.step();
            unseen.step();
            let after = run.state();
            let what = format!("step {step} of {config:?}");
            for (side, state) in [before, after].iter().enumerate() {
                let shown = |unit: &'_ UnitStep| if side == 0 { unit.before.clone() } else { unit.after.clone() };
                let networks: Vec<Autoencoder> = seen.iter().map(shown).collect();
                assert_eq!(bits(&together(networks.iter())), bits(&state.parameters), "weights, {what}");
                let memory: Vec<f32> = (0..seen[0].about.memories)
                    .flat_map(|at| together(seen.iter().map(move |unit| unit.optimizer[side].memory()[at])))
                    .collect();
                assert_eq!(bits(&memory), bits(&state.memory), "the optimizer's memory, {what}");
            }
            // The same as a network that is put together from what was shown.
            let mut network = run.model().zeros_like();
            let mut shown = together(seen.iter().map(|unit| &unit.after)).into_iter();
            network.slices_mut().into_iter().flatten().for_each(|p| *p = shown.next().expect("a number for each"));
            assert_eq!(Receipt::of(&network), run.receipt(), "{what}");
            assert_eq!(unseen.receipt(), run.receipt(), "looking changes nothing: {what}");
        }
    }
}

/// One weight's equation, from the numbers that are shown of it.
fn applied(config: &RunConfig, rate: f64, step: i32, shown: &Row) -> f32 {
    let Row { before, sum, ref memory, .. } = *shown;
    let kept = match config.decay {
        Decay::Coupled => 1.0,
        Decay::Decoupled => {
            (1.0 - rate * 2.0 * config.lambda * if config.tied && config.count_tied_twice { 2.0 } else { 1.0 }) as f32
        }
    };
    let decayed = before * kept;
    match config.optimizer {
        OptimizerKind::Sgd => decayed - rate as f32 * sum,
        OptimizerKind::Momentum => decayed - rate as f32 * (0.9 * memory[0] + sum),
        OptimizerKind::Adam => {
            let m = 0.9 * memory[0] + 0.1 * sum;
            let v = 0.999 * memory[1] + 0.001 * (sum * sum);
            let rate = (rate / (1.0 - libm::pow(0.9, step.into()))) as f32;
            let root_bias = (1.0 / libm::sqrt(1.0 - libm::pow(0.999, step.into()))) as f32;
            decayed - rate * m / (v.sqrt() * root_bias + 1e-8)
        }
    }
}

/// What is shown of one weight.
#[derive(Debug)]
struct Row {
    before: f32,
    data: f32,
    penalty: f32,
    sum: f32,
    memory: Vec<f32>,
    after: f32,
}

/// The rows of numbers of a unit: of W and, untied, of W*, a record for each weight.
fn rows(numbers: &[f32], memories: usize, matrices: usize) -> Vec<Row> {
    let own = 5 + 2 * memories;
    let at = |matrix: usize, row: usize, pixel: usize| numbers[(3 + matrix * own + row) * N + pixel];
    let places = (0..matrices).flat_map(|matrix| (0..N).map(move |pixel| (matrix, pixel)));
    places
        .map(|(matrix, pixel)| {
            let number = |row| at(matrix, row, pixel);
            Row {
                before: number(0),
                data: number(1),
                penalty: number(2),
                sum: number(3),
                memory: (0..memories).map(|memory| number(4 + memory)).collect(),
                after: number(own - 1),
            }
        })
        .collect()
}

#[test]
fn what_is_shown_of_a_weight_is_its_own_equation() {
    for config in all() {
        let mut run = begin(&config);
        common::advance(&mut run, 3);
        let rate = run.config().rate_at(3);
        for unit in looks(&mut run) {
            let matrices = if config.tied { 1 } else { 2 };
            let numbers = unit.numbers();
            let memories = unit.about.memories;
            let images = 3 + matrices * (5 + 2 * memories) + if config.tied { 2 } else { 0 };
            assert_eq!(numbers.len(), images * N + K, "{config:?}");
            let counted = if config.tied && config.count_tied_twice { 2.0 } else { 1.0 };
            for row in rows(&numbers, memories, matrices) {
                assert_eq!(row.penalty, (2.0 * config.lambda * counted) as f32 * row.before);
                let pulled = if config.decay == Decay::Coupled { row.penalty } else { 0.0 };
                assert_eq!(row.sum, row.data + pulled);
                // What is next to nothing is taken for nothing: no bit of a weight is others by that.
                assert_eq!(applied(&config, rate, 4, &row), row.after, "{row:?} of {config:?}");
            }
        }
    }
}

#[test]
fn encoder_and_decoder_of_tied_weights_are_those_of_a_network_that_has_just_been_untied() {
    let mut run = begin(&RunConfig { tied: true, ..config() });
    common::advance(&mut run, 4);
    let mut untied = run.clone();
    untied.change(Change::Tied(false)).unwrap();
    for (unit, apart) in looks(&mut run).into_iter().zip(looks(&mut untied)) {
        let [w, _, w_star, _] = apart.data.groups();
        assert_eq!([bits(&unit.parts[0]), bits(&unit.parts[1])], [bits(w), bits(w_star)]);
        assert!(apart.parts.iter().all(Vec::is_empty));
        let largest = unit.data.groups()[0].iter().fold(0.0_f32, |largest, d| largest.max(d.abs()));
        for ((encoder, decoder), both) in unit.parts[0].iter().zip(&unit.parts[1]).zip(unit.data.groups()[0]) {
            assert!((encoder + decoder - both).abs() <= 1e-5 * largest, "{encoder} + {decoder}, not {both}");
        }
    }
}

#[test]
fn the_image_shown_is_the_first_of_the_batch_on_its_way_through_the_network() {
    for centred in [false, true] {
        // With one image in a batch, its error is the batch's.
        let mut run = begin(&RunConfig { batch_size: 1, centred, ..config() });
        for _ in 0..3 {
            let seen = run.look_ahead(None).unwrap();
            let split = run.split();
            let own = &split.train.intensities().row(seen.about.image) + &split.mean;
            let [x, x_hat, errors] = &seen.forward.images;
            assert_eq!((bits(x), seen.about.images), (bits(&own.to_vec()), 1));
            let sum: f64 = errors.iter().map(|&error| f64::from(error)).sum();
            assert!((sum - seen.about.data_term).abs() < 1e-5 * sum, "{sum}, not {}", seen.about.data_term);
            assert!((squared_distance(x, x_hat) - sum).abs() < 1e-5 * sum);
            let row = own - &split.mean;
            let a = run.model().w.dot(&row) + &run.model().b;
            for (h, a) in seen.forward.h.iter().zip(a) {
                assert!((h - a.max(0.0)).abs() < 1e-5, "{h}, not {a}");
            }
            run.step();
        }
    }
}

#[test]
fn unless_said_the_unit_is_the_one_with_the_longest_gradient() {
    // Of 40 units the gradient of the last comes in a block of its own.
    for (tied, units) in [(false, K), (true, K), (false, 40), (true, 40)] {
        let mut run = begin(&RunConfig { tied, hidden_units: units as u32, ..config() });
        common::advance(&mut run, 2);
        let length = |unit: &UnitStep| -> f64 {
            let [w, _, w_star, _] = unit.data.groups();
            w.iter().chain(w_star).map(|&d| f64::from(d) * f64::from(d)).sum()
        };
        let lengths: Vec<f64> = looks(&mut run).iter().map(length).collect();
        let chosen = run.look_ahead(None).unwrap().about;
        assert_eq!(chosen.unit, chosen.longest);
        assert!(lengths.iter().all(|&other| other <= lengths[chosen.unit] * (1.0 + 1e-12)), "{lengths:?}: {chosen:?}");
        assert_eq!(run.look_ahead(Some(4000)).unwrap().about.unit, units - 1);
    }
}

#[test]
fn changes_are_in_the_step_that_is_shown() {
    let mut run = begin(&config());
    common::advance(&mut run, 2);
    for change in [Change::Lambda(0.5), Change::LearningRate(0.1), Change::Tied(true)] {
        run.change(change).unwrap();
        let seen = looks(&mut run);
        assert_eq!((seen[0].about.step, seen[0].about.lambda), (run.steps(), run.config().lambda));
        assert_eq!(seen[0].about.tied, matches!(run.model().decoder, Decoder::Tied));
        run.step();
        assert_eq!(bits(&together(seen.iter().map(|unit| &unit.after))), bits(&run.state().parameters));
    }
}

#[test]
fn a_run_that_has_diverged_has_no_coming_step() {
    let mut run = begin(&RunConfig { optimizer: OptimizerKind::Sgd, learning_rate: 1000.0, ..config() });
    for _ in 0..200 {
        if run.divergence().is_some() {
            break;
        }
        run.look_ahead(None);
        run.step();
    }
    assert!(run.divergence().is_some());
    assert!(run.look_ahead(None).is_none());
}
