//! A run is its recipe: configuration and events give the same bits, by hand, planned, or taken up half-way.

mod common;

use autoencoder_lab::config::{Activation, Images, Init, Loss, OptimizerKind, OutputActivation};
use autoencoder_lab::{Change, ConfigError, Dataset, DatasetKind, Event, Recipe, RunConfig, RunState, Trainer};
use proptest::prelude::*;
use serde_json::json;

fn base() -> RunConfig {
    RunConfig { data: Images::Digits8, training_images: 60, hidden_units: 70, lambda: 1e-3, ..RunConfig::default() }
}

fn recipe(config: RunConfig, events: &[(u64, Change)]) -> Recipe {
    let events = events.iter().map(|&(step, change)| Event::new(step, change)).collect();
    Recipe::new(config.validate().unwrap(), events).unwrap()
}

fn trainer(recipe: Recipe) -> Trainer {
    Trainer::new(recipe, &common::dataset(DatasetKind::Digits)).unwrap()
}

fn advance(trainer: &mut Trainer, steps: usize) {
    for _ in 0..steps {
        trainer.step();
    }
}

#[track_caller]
fn assert_same(a: &mut Trainer, b: &mut Trainer) {
    assert_eq!(a.steps(), b.steps());
    assert_eq!(a.receipt(), b.receipt());
    assert_eq!(a.events(), b.events());
    assert_eq!(a.history().rows(), b.history().rows());
    assert_eq!(a.evaluate(), b.evaluate());
    assert_eq!(a.state(), b.state());
}

const CHANGES: [(u64, Change); 5] = [
    (0, Change::Lambda(0.02)),
    (7, Change::Tied(true)),
    (20, Change::LearningRate(1e-3)),
    (33, Change::Tied(false)),
    (33, Change::Lambda(0.0)),
];

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
    let labels: Vec<&str> = planned.events().iter().map(|event| event.label.as_str()).collect();
    assert_eq!(labels, ["λ 0.001 → 0.02", "tie W* = Wᵀ", "η 0.002 → 0.001", "untie W*", "λ 0.02 → 0"]);
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
    let mut original = trainer(recipe(base(), &CHANGES[..2]));
    advance(&mut original, 15);
    let own = [CHANGES[0], CHANGES[1], (15, Change::Lambda(0.3)), (15, Change::Tied(false))];
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
        refusal(base(), RunState { curve: vec![0.0; 14], ..state }).to_string(),
        "curve of the kept run must be 15 numbers, found 14"
    );
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

/// Going back to the last finite state keeps what was changed before it, and a lower rate goes on from there.
#[test]
fn a_diverged_run_stands_at_its_last_finite_state_and_goes_on() {
    // 2ηλ = 8: each step multiplies the weights by about −7, until the rate is halved twice and they shrink.
    let (optimizer, activation) = (OptimizerKind::Sgd, Activation::Tanh);
    let sgd = RunConfig { optimizer, activation, learning_rate: 1e-2, ..base() };
    let too_much = [(30, Change::Lambda(400.0))];
    let mut run = trainer(recipe(sgd.clone(), &too_much));
    advance(&mut run, 200);
    let divergence = run.divergence().expect("weights that grow sevenfold overflow");
    let kept = run.steps();
    assert!((30..divergence.step).contains(&kept), "kept step {kept}, noticed after {}", divergence.step);
    assert_eq!(run.events().len(), 1, "the change was made before it");
    // It is the last one: the same recipe, watched step by step, is finite there and not after it.
    let mut watched = trainer(recipe(sgd.clone(), &too_much));
    advance(&mut watched, usize::try_from(kept).unwrap());
    assert_eq!(watched.receipt(), run.receipt());
    assert_eq!(watched.divergence(), None);
    assert!(watched.evaluate().is_finite());

    let mut halvings = 0;
    while run.steps() < 200 {
        let rate = run.config().learning_rate;
        run.change(Change::LearningRate(rate / 2.0)).unwrap().expect("an event");
        advance(&mut run, 200);
        halvings += 1;
        assert!(halvings < 6, "stuck at step {}", run.steps());
    }
    let recipe = Recipe::new(sgd.validate().unwrap(), run.events().to_vec()).unwrap();
    let mut replayed = trainer(recipe);
    while replayed.steps() < run.steps() {
        replayed.step();
        assert_eq!(replayed.divergence(), None, "the recipe of what was kept does not diverge");
    }
    assert_eq!(replayed.receipt(), run.receipt());
}

/// The 8×8 digits, or images in their place that have nothing in them: all zero, all full, each of one grey.
fn images(kind: usize) -> Dataset {
    let mut images = common::gunzip("digits8x8-images-idx3-ubyte.gz");
    for (row, image) in images[16..].chunks_mut(64).enumerate() {
        match kind {
            0 => {}
            1 => image.fill(0),
            2 => image.fill(16),
            _ => image.fill((row % 17) as u8),
        }
    }
    Dataset::from_idx(DatasetKind::Digits, &images, &common::gunzip("digits8x8-labels-idx1-ubyte.gz")).unwrap()
}

fn hostile() -> impl Strategy<Value = RunConfig> {
    let choice = |names: &'static [&'static str]| prop::sample::select(names);
    let numbers = (
        prop::sample::select(&[1_u32, 2, 60, 1297][..]),
        prop_oneof![9 => prop::sample::select(&[1_u32, 2, 64, 200][..]), 1 => Just(4096_u32)],
        prop::sample::select(&[0.0, 1e-3, 1.0, 1e3, 1e6][..]),
        prop::sample::select(&[0.0, 1e-3, 1.0, 30.0, 1000.0][..]),
        prop::sample::select(&[0.0, 1.0, 100.0][..]),
        prop::sample::select(&[1_u32, 7, 5000][..]),
        any::<u32>(),
    );
    let choices = (
        choice(Activation::NAMES),
        choice(OutputActivation::NAMES),
        choice(Loss::NAMES),
        choice(OptimizerKind::NAMES),
        choice(Init::NAMES),
        choice(autoencoder_lab::config::Decay::NAMES),
    );
    (numbers, choices, any::<[bool; 4]>()).prop_map(|(numbers, choices, [tied, biases, twice, centred])| {
        let (m, k, lambda, rate, gain, batch, seed) = numbers;
        let (g, f, loss, optimizer, init, decay) = choices;
        let f = if loss == "cross-entropy" { "sigmoid" } else { f };
        let value = json!({
            "data": "digits-8", "trainingImages": m, "hiddenUnits": k, "lambda": lambda, "learningRate": rate,
            "initGain": gain, "batchSize": batch, "seed": seed, "activation": g, "outputActivation": f, "loss": loss,
            "optimizer": optimizer, "init": init, "decay": decay, "tied": tied, "penalizeBiases": biases,
            "countTiedTwice": twice, "centred": centred && f == "linear",
        });
        (*RunConfig::from_json(value).unwrap()).clone()
    })
}

/// Every number of `trainer` is one, and where it stopped it says so.
fn assert_numbers(trainer: &mut Trainer, asked: u64) -> Result<(), TestCaseError> {
    let evaluation = trainer.evaluate();
    prop_assert!(evaluation.is_finite(), "{evaluation:?}");
    prop_assert!(trainer.model().is_finite());
    prop_assert!(trainer.history().rows().iter().all(|value| value.is_finite()));
    prop_assert!(trainer.steps() == asked || trainer.divergence().is_some());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// Huge rates, λ = 1e6, one image, blank images, 1 or 4096 units, an init of zeros or of hundreds: numbers, or a stop
    /// that is stated.
    #[test]
    fn no_configuration_leaves_the_numbers(config in hostile(), pictures in 0_usize..4, change_at in 0_u64..12) {
        let events = [(change_at, Change::Tied(!config.tied)), (change_at + 2, Change::Lambda(1e6))];
        let mut trainer = Trainer::new(recipe(config, &events), &images(pictures)).unwrap();
        for asked in 1..=16 {
            trainer.step();
            if asked % 5 == 0 {
                assert_numbers(&mut trainer, asked)?;
            }
        }
        assert_numbers(&mut trainer, 16)?;
        if trainer.divergence().is_some() {
            trainer.change(Change::LearningRate(0.0)).unwrap();
            trainer.change(Change::Lambda(0.0)).unwrap();
            let before = trainer.steps();
            trainer.step();
            assert_numbers(&mut trainer, before + 1)?;
        }
    }
}
