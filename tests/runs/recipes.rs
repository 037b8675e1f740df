//! A run is its recipe: configuration and events give the same bits, by hand, planned, or taken up half-way.

use crate::common::{self, advance, recipe};
use autoencoder_lab::config::{Images, OptimizerKind};
use autoencoder_lab::trainer::CURVE_COLUMNS;
use autoencoder_lab::{Change, ConfigError, DatasetKind, Recipe, RunConfig, RunState, Trainer};
use proptest::prelude::*;
use serde_json::json;

fn base() -> RunConfig {
    RunConfig { data: Images::Digits8, training_images: 60, hidden_units: 70, lambda: 1e-3, ..RunConfig::default() }
}

fn trainer(recipe: Recipe) -> Trainer {
    Trainer::new(recipe, &common::dataset(DatasetKind::Digits)).unwrap()
}

#[track_caller]
fn assert_same(a: &mut Trainer, b: &mut Trainer) {
    assert_eq!(a.steps(), b.steps());
    assert_eq!(a.receipt(), b.receipt());
    assert_eq!(a.events(), b.events());
    assert_eq!(a.history().points(), b.history().points());
    assert_eq!(a.evaluate(), b.evaluate());
    assert_eq!(a.state(), b.state());
}

/// One of them changes nothing.
const CHANGES: [(u64, Change); 6] = [
    (0, Change::Lambda(0.02)),
    (5, Change::Tied(false)),
    (7, Change::Tied(true)),
    (20, Change::LearningRate(1e-3)),
    (33, Change::Tied(false)),
    (33, Change::Lambda(0.0)),
];

/// What only wants to know how a run ends does without its curve, before tying and untying, too.
#[test]
fn a_run_without_a_curve_ends_as_one_that_has_it() {
    let (mut charted, mut skipping) = (trainer(recipe(base(), &CHANGES)), trainer(recipe(base(), &CHANGES)));
    skipping.skip_curve();
    advance(&mut charted, 50);
    advance(&mut skipping, 50);
    assert_eq!(skipping.receipt(), charted.receipt());
    assert_eq!(skipping.made_changes(), charted.made_changes());
    assert_eq!(skipping.evaluate(), charted.evaluate());
    assert!(charted.history().points().len() > 10);
    assert_eq!(skipping.history().points().len(), 1, "that of the first weights");
}

#[test]
fn planned_changes_have_the_bits_of_changes_made_by_hand() {
    let mut planned = trainer(recipe(base(), &CHANGES));
    let mut by_hand = trainer(recipe(base(), &[]));
    for (step, change) in CHANGES {
        let steps = usize::try_from(step - by_hand.steps()).unwrap();
        advance(&mut by_hand, steps);
        by_hand.change(change).unwrap();
    }
    advance(&mut by_hand, 17);
    advance(&mut planned, 50);
    assert_same(&mut planned, &mut by_hand);
    assert_eq!(
        serde_json::to_value(planned.made_changes()).unwrap(),
        json!([
            {"step": 0, "field": "lambda", "from": 0.001, "to": 0.02},
            {"step": 7, "field": "tied", "from": false, "to": true},
            {"step": 20, "field": "learningRate", "from": 0.002, "to": 0.001},
            {"step": 33, "field": "tied", "from": true, "to": false},
            {"step": 33, "field": "lambda", "from": 0.02, "to": 0.0},
        ])
    );
}

/// In the middle of an epoch, at its end, at a change; with each optimizer.
#[test]
fn a_run_goes_on_from_its_state_to_the_bit() {
    for optimizer in [OptimizerKind::Sgd, OptimizerKind::Momentum, OptimizerKind::Adam] {
        for taken_at in [0, 3, 7, 20, 40] {
            let recipe = recipe(RunConfig { optimizer, ..base() }, &CHANGES);
            let mut whole = trainer(recipe.clone());
            advance(&mut whole, taken_at);
            let mut taken_up = Trainer::resume(recipe, &common::dataset(DatasetKind::Digits), &whole.state()).unwrap();
            assert_same(&mut taken_up, &mut whole);
            advance(&mut whole, 25);
            advance(&mut taken_up, 25);
            assert_same(&mut taken_up, &mut whole);
        }
    }
}

/// A fork: another lane goes on from a run's state under changes of its own, which its recipe holds.
#[test]
fn a_fork_is_a_recipe_of_its_own() {
    let mut original = trainer(recipe(base(), &CHANGES[..3]));
    advance(&mut original, 15);
    let own = [CHANGES[0], CHANGES[2], (15, Change::Lambda(0.3)), (15, Change::Tied(false))];
    let dataset = common::dataset(DatasetKind::Digits);
    let mut fork = Trainer::resume(recipe(base(), &own), &dataset, &original.state()).unwrap();
    assert_eq!(fork.events().len(), 4);
    assert_eq!(fork.config().lambda, 0.3);
    let mut replayed = trainer(recipe(base(), &own));
    advance(&mut fork, 15);
    advance(&mut replayed, 30);
    assert_same(&mut fork, &mut replayed);
    advance(&mut original, 15);
    assert_ne!(fork.receipt(), original.receipt());
}

#[test]
fn a_state_of_another_run_is_refused() {
    let state = trainer(recipe(base(), &[])).state();
    let dataset = common::dataset(DatasetKind::Digits);
    let refusal = |config: RunConfig, state: RunState| -> ConfigError {
        Trainer::resume(recipe(config, &[]), &dataset, &state).unwrap_err()
    };
    assert_eq!(
        refusal(RunConfig { hidden_units: 71, ..base() }, state.clone()).to_string(),
        "parameters of the kept run must be 9223 numbers, found 9094"
    );
    assert_eq!(
        refusal(RunConfig { optimizer: OptimizerKind::Sgd, ..base() }, state.clone()).to_string(),
        "optimizer's memory of the kept run must be 0 numbers, found 18188"
    );
    assert_eq!(
        refusal(base(), RunState { events: 1, ..state.clone() }).to_string(),
        "events of the kept run must be 0 numbers, found 1"
    );
    assert_eq!(
        refusal(base(), RunState { curve: vec![0.0; CURVE_COLUMNS + 1], ..state.clone() }).to_string(),
        format!("curve of the kept run must be {} numbers, found {}", CURVE_COLUMNS + 2, CURVE_COLUMNS + 1)
    );
    assert_eq!(
        refusal(base(), RunState { curve: vec![1.0, 64.0], ..state.clone() }).to_string(),
        "thinning of the curve of the kept run must be from 0 to 63, found 64"
    );
    let row = |step: f64| [vec![step], vec![0.0; CURVE_COLUMNS - 1]].concat();
    let curve = |pushed: f64, rows: &[f64]| {
        let rows = rows.iter().flat_map(|&step| row(step));
        RunState { curve: [pushed, 0.0].into_iter().chain(rows).collect(), ..state.clone() }
    };
    let count = "count of evaluations of the kept run must be that of the curve, below 4096, up to 2^53";
    for pushed in [0.0, 1e300, f64::NAN, -1.0] {
        assert_eq!(refusal(base(), curve(pushed, &[0.0])).to_string(), format!("{count}, found {pushed}"));
    }
    assert_eq!(refusal(base(), curve(5000.0, &[0.0].repeat(4096))).to_string(), format!("{count}, found 5000"));
    for (found, steps) in [("-1", [0.0, -1.0]), ("0.5", [0.5, 1.0]), ("3", [9.0, 3.0]), ("NaN", [0.0, f64::NAN])] {
        assert_eq!(
            refusal(base(), curve(2.0, &steps)).to_string(),
            format!("a step of the curve of the kept run must be whole, and not before the last one, found {found}")
        );
    }
    // Replaying the order of so many batches would never end.
    for step in [u64::MAX, 1_000_000_001, 1_000_000] {
        assert_eq!(
            refusal(base(), RunState { step, ..state.clone() }).to_string(),
            format!("step of the kept run must be at most 1000000000, and near the end of its curve, found {step}")
        );
    }
    assert!(refusal(base(), curve(2.0, &[0.0, 9.0])).to_string().ends_with("its curve, found 0"));
    assert!(refusal(base(), RunState { step: u64::MAX, ..curve(2.0, &[0.0, 1e300]) }).to_string().contains("at most"));
    // As many rows with a column less as there are columns, so that the numbers could be whole rows.
    let mut run = trainer(recipe(base(), &[]));
    while run.history().points().len() < CURVE_COLUMNS {
        run.step();
    }
    let rows = run.history().rows();
    let narrower = rows.chunks(CURVE_COLUMNS).take(CURVE_COLUMNS).flat_map(|row| row[..CURVE_COLUMNS - 1].to_vec());
    let curve: Vec<f64> = [CURVE_COLUMNS as f64, 0.0].into_iter().chain(narrower).collect();
    let refused = refusal(base(), RunState { curve, ..run.state() }).to_string();
    assert!(refused.starts_with("a step of the curve of the kept run must be whole"), "{refused}");
    let mut parameters = state.parameters.clone();
    parameters[7] = f32::INFINITY;
    assert_eq!(
        refusal(base(), RunState { parameters, ..state }).to_string(),
        "a parameter of the kept run must be finite, found inf"
    );
}

/// A change of λ at the step of a point leaves the curve as it is, but not what is shown.
#[test]
fn the_newest_evaluation_is_of_the_present_penalty() {
    let mut plain = trainer(recipe(base(), &[]));
    advance(&mut plain, 60);
    let point = plain.history().points()[2].step;
    for (at, change) in [(0, Change::Lambda(0.5)), (0, Change::Tied(true)), (point, Change::Lambda(0.5))] {
        let mut run = trainer(recipe(base(), &[(at, change)]));
        advance(&mut run, usize::try_from(at).unwrap());
        let mut taken_up =
            Trainer::resume(recipe(base(), &[(at, change)]), &common::dataset(DatasetKind::Digits), &run.state())
                .unwrap();
        for run in [&mut run, &mut taken_up] {
            assert_eq!(run.steps(), at);
            assert_eq!(run.events().len(), 1);
            let (newest, penalty) = (run.newest_evaluation(), run.config().lambda);
            assert_eq!(newest.penalty, penalty * newest.theta_squared);
            assert_eq!(newest, run.evaluate());
        }
    }
}

#[test]
fn a_recipe_is_read_from_what_the_page_copies() {
    let read = |value| Recipe::from_json(value).map_err(|error| error.to_string());
    let events = json!([{"step": 9, "change": {"tied": true}, "label": "tie"}, {"step": 4, "change": {"lambda": 0.1}}]);
    let found = read(json!({"config": {"hiddenUnits": 8}, "events": events})).unwrap();
    assert_eq!(found.config.hidden_units, 8);
    let steps: Vec<u64> = found.events.iter().map(|event| event.step).collect();
    assert_eq!(steps, [4, 9], "in the order of their steps");
    assert_eq!(read(json!({})).unwrap().events, []);
    let refused = |value| read(value).unwrap_err();
    assert_eq!(refused(json!(3)), "a configuration must be an object of fields, found 3");
    assert_eq!(refused(json!({"steps": 3})), "unknown field \"steps\"; expected one of config, events");
    assert_eq!(refused(json!({"config": {"hiddenUnits": 0}})), "hidden units must be 1..=4096, found 0");
    assert_eq!(
        refused(json!({"events": [{"step": 1, "change": {"lambda": -1.0}}]})),
        "L2 strength λ must be 0..=1000000, found -1"
    );
    assert_eq!(
        refused(json!({"events": [{"step": -1, "change": {"lambda": 1.0}}]})),
        "events must be a list of {\"step\", \"change\"}: invalid value: integer `-1`, expected u64"
    );
}

#[test]
fn a_change_of_a_wrong_kind_is_refused_by_its_name() {
    let refused =
        |change| Recipe::from_json(json!({"events": [{"step": 1, "change": change}]})).unwrap_err().to_string();
    for (change, why) in [
        (json!({"lambda": "0.1"}), "L2 strength λ must be 0..=1000000, found \"0.1\""),
        (json!({"learningRate": null}), "learning rate must be 0..=1000, found null"),
        (json!({"tied": 1}), "tie weights must be true or false, found 1"),
        (json!({"eta": 1}), "a change must be one of lambda, tied, learningRate, found {\"eta\":1}"),
        (
            json!({"lambda": 1, "tied": true}),
            "a change must be one of lambda, tied, learningRate, found {\"lambda\":1,\"tied\":true}",
        ),
        (json!({}), "a change must be one of lambda, tied, learningRate, found {}"),
        (json!("tied"), "a change must be one of lambda, tied, learningRate, found \"tied\""),
    ] {
        assert_eq!(refused(change), format!("events must be a list of {{\"step\", \"change\"}}: {why}"));
    }
}

/// What W, b, W*ᵀ and c are, or what the optimizer keeps of them: the parts of a network of 70 units on 64 pixels.
fn parts(numbers: &[f32], tied: bool) -> Vec<&[f32]> {
    let sizes = if tied { vec![70 * 64, 70, 64] } else { vec![70 * 64, 70, 70 * 64, 64] };
    let mut rest = numbers;
    sizes.into_iter().map(|size| rest.split_off(..size).expect("as many numbers as the network has")).collect()
}

/// Untying goes on with W's own memory for W*, bit by bit; tying with the sum of both, as their gradients add up.
#[test]
fn the_optimizer_s_memory_goes_through_tying_and_untying() {
    for (optimizer, slots) in [(OptimizerKind::Sgd, 0), (OptimizerKind::Momentum, 1), (OptimizerKind::Adam, 2)] {
        let mut run = trainer(recipe(RunConfig { optimizer, tied: true, ..base() }, &[]));
        advance(&mut run, 20);
        let tied = run.state();
        run.change(Change::Tied(false)).unwrap();
        let untied = run.state();
        let &[w, b, c] = &parts(&tied.parameters, true)[..] else { panic!("tied, there are three parts") };
        assert_eq!(parts(&untied.parameters, false), [w, b, w, c]);
        let size = |state: &RunState| state.parameters.len();
        assert_eq!((tied.memory.len(), untied.memory.len()), (slots * size(&tied), slots * size(&untied)));
        for (before, after) in tied.memory.chunks(size(&tied)).zip(untied.memory.chunks(size(&untied))) {
            let &[w, b, c] = &parts(before, true)[..] else { panic!("tied, there are three parts") };
            assert!(w.iter().any(|&value| value != 0.0), "there is something to keep");
            assert_eq!(parts(after, false), [w, b, w, c]);
        }

        advance(&mut run, 20);
        let untied = run.state();
        run.change(Change::Tied(true)).unwrap();
        let tied = run.state();
        assert_eq!(tied.memory.len(), slots * size(&tied));
        for (before, after) in untied.memory.chunks(size(&untied)).zip(tied.memory.chunks(size(&tied))) {
            let &[w, b, w_star, c] = &parts(before, false)[..] else { panic!("untied, there are four parts") };
            let sum: Vec<f32> = w.iter().zip(w_star).map(|(w, w_star)| w + w_star).collect();
            assert_eq!(parts(after, true), [&sum, b, c]);
        }
    }
}

proptest! {
    /// No number changes on its way through the file: neither of the settings nor of the changes.
    #[test]
    fn a_recipe_keeps_its_numbers_in_json(
        lambda in 0.0..1e6_f64, small in 0.0..1e-3_f64, learning_rate in 0.0..1000.0_f64, init_gain in 0.0..100.0_f64,
        step in 0..=1_u64 << 53,
    ) {
        let config = RunConfig { lambda: small, learning_rate, init_gain, ..base() };
        let expected = recipe(config.clone(), &[(step, Change::Lambda(lambda)), (step, Change::LearningRate(small))]);
        let text = json!({"config": config, "events": expected.events}).to_string();
        prop_assert_eq!(Recipe::from_json(serde_json::from_str(&text).unwrap()).unwrap(), expected);
    }
}
