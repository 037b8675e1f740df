//! A run's changes are the fewest that make it, whoever made how many at one step: they replay to the same bits.

use crate::common::{self, advance, recipe};
use autoencoder_lab::config::{Images, OptimizerKind, SettingValue};
use autoencoder_lab::{Change, Dataset, DatasetKind, Event, Recipe, RunConfig, Trainer};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::LazyLock;

static DIGITS: LazyLock<Dataset> = LazyLock::new(|| common::dataset(DatasetKind::Digits));

fn base() -> RunConfig {
    RunConfig { data: Images::Digits8, training_images: 60, hidden_units: 20, lambda: 1e-3, ..RunConfig::default() }
}

fn trainer(recipe: Recipe) -> Trainer {
    Trainer::new(recipe, &DIGITS).unwrap()
}

fn changes(run: &Trainer) -> Vec<(u64, Change)> {
    run.events().iter().map(|event| (event.step, event.change)).collect()
}

/// The recipe of what was done to a run leads to the run, to the bit, with its curve and every label.
#[track_caller]
fn assert_replays(run: &mut Trainer, config: RunConfig) {
    let written = Recipe::new(config.validate().unwrap(), run.events().to_vec()).unwrap();
    assert_eq!(written.events, run.events(), "they are the fewest");
    let mut replayed = trainer(written);
    while replayed.steps() < run.steps() {
        replayed.step();
        assert_eq!(replayed.divergence(), None);
    }
    assert_eq!(replayed.receipt(), run.receipt());
    assert_eq!(replayed.events(), run.events());
    assert_eq!(replayed.history().points(), run.history().points());
    assert_eq!(replayed.evaluate(), run.evaluate());
    assert_eq!(replayed.state(), run.state());
}

/// The cases that `tests/js/recipe.test.js` gives the page, too.
#[test]
fn a_recipe_keeps_the_changes_that_act() {
    let cases: Vec<Value> = serde_json::from_slice(&common::fixture("changes.json")).unwrap();
    assert!(cases.len() > 5);
    for case in cases {
        let events = |name: &str| -> Value {
            let rows = case[name].as_array().unwrap().iter();
            rows.map(|row| json!({"step": row[0], "change": {row[1].as_str().unwrap(): row[2]}})).collect()
        };
        let read = |events| Recipe::from_json(json!({"config": case["start"], "events": events})).unwrap();
        let acting: Vec<Event> = serde_json::from_value(events("acting")).unwrap();
        let changes = |events: &[Event]| events.iter().map(|event| (event.step, event.change)).collect::<Vec<_>>();
        assert_eq!(changes(&read(events("events")).events), changes(&acting), "{}", case["why"]);
        assert_eq!(changes(&read(events("acting")).events), changes(&acting), "{}", case["why"]);
    }
}

#[test]
fn of_many_changes_at_rest_the_last_is_kept() {
    let mut run = trainer(recipe(base(), &[]));
    advance(&mut run, 10);
    for sweep in 0..20 {
        for key in 1..=16 {
            run.change(Change::Lambda(f64::from(key) * 0.01)).unwrap().expect("an event");
            run.change(Change::LearningRate(f64::from(sweep) * 0.001)).unwrap();
        }
    }
    assert_eq!(changes(&run), [(10, Change::Lambda(0.16)), (10, Change::LearningRate(0.019))]);
    let made = run.made_changes();
    let before: Vec<_> = made.iter().map(|change| (change.field, change.from.clone())).collect();
    let expected = [("lambda", SettingValue::Number(0.001)), ("learningRate", SettingValue::Number(0.002))];
    assert_eq!(before, expected, "from what the last update had");
    advance(&mut run, 10);
    assert_replays(&mut run, base());
}

#[test]
fn a_quantity_that_came_back_was_not_changed() {
    let mut run = trainer(recipe(base(), &[]));
    advance(&mut run, 10);
    assert!(run.change(Change::Lambda(0.5)).unwrap().is_some());
    assert!(run.change(Change::LearningRate(0.5)).unwrap().is_some());
    assert_eq!(run.change(Change::Lambda(1e-3)).unwrap(), None);
    assert_eq!(changes(&run), [(10, Change::LearningRate(0.5))]);
    assert_eq!(run.change(Change::LearningRate(2e-3)).unwrap(), None);
    assert_eq!(run.events(), []);
    advance(&mut run, 10);
    assert_replays(&mut run, base());
}

/// Tying throws a matrix away; until the next update it can be had back, with the optimizer's memory of it.
#[test]
fn tying_is_taken_back_at_the_same_step() {
    for optimizer in [OptimizerKind::Sgd, OptimizerKind::Momentum, OptimizerKind::Adam] {
        for tied in [false, true] {
            let config = RunConfig { optimizer, tied, ..base() };
            let mut run = trainer(recipe(config.clone(), &[]));
            advance(&mut run, 11);
            let before = run.state();
            for _ in 0..3 {
                assert!(run.change(Change::Tied(!tied)).unwrap().is_some());
                assert_ne!(run.state().parameters.len(), before.parameters.len());
                run.change(Change::Lambda(0.01)).unwrap();
                assert_eq!(run.change(Change::Tied(tied)).unwrap(), None);
                assert_eq!(changes(&run), [(11, Change::Lambda(0.01))]);
                run.change(Change::Lambda(1e-3)).unwrap();
                assert_eq!(run.state(), before);
            }
            run.change(Change::Lambda(0.01)).unwrap();
            run.change(Change::Tied(!tied)).unwrap();
            run.change(Change::Lambda(0.02)).unwrap();
            assert_eq!(changes(&run), [(11, Change::Tied(!tied)), (11, Change::Lambda(0.02))]);
            assert_replays(&mut run, config.clone());
            advance(&mut run, 9);
            assert!(
                run.change(Change::Tied(tied)).unwrap().is_some(),
                "an update has been made: it is another network"
            );
            assert_replays(&mut run, config);
        }
    }
}

/// What the curve showed before it was taken back is not what it shows after it, and the page can tell.
#[test]
fn a_curve_that_is_as_before_has_another_revision() {
    let mut run = trainer(recipe(base(), &[]));
    advance(&mut run, 3);
    run.change(Change::Tied(true)).unwrap();
    let seen = run.history().revision();
    run.change(Change::Tied(false)).unwrap();
    assert!(run.history().revision() > seen);
}

#[test]
fn a_drag_while_a_run_trains_is_every_change_that_had_a_step() {
    let mut run = trainer(recipe(base(), &[]));
    for frame in 0..20_u32 {
        for motion in 0..50 {
            run.change(Change::Lambda(f64::from(frame * 50 + motion) * 1e-4)).unwrap();
        }
        run.step();
    }
    assert_eq!(run.events().len(), 20);
    assert_replays(&mut run, base());
}

/// Links of earlier pages hold both.
#[test]
fn tying_and_untying_that_are_planned_at_one_step_are_both_made() {
    let planned = [(5, Change::Tied(true)), (5, Change::Tied(false)), (9, Change::Lambda(0.3))];
    let mut run = trainer(recipe(base(), &planned));
    advance(&mut run, 12);
    assert_eq!(changes(&run), planned);
    let mut plain = trainer(recipe(base(), &planned[2..]));
    advance(&mut plain, 12);
    assert_ne!(run.receipt(), plain.receipt());
    assert_replays(&mut run, base());
}

#[derive(Debug, Clone)]
enum Deed {
    Steps(usize),
    Change(Change),
    /// Another trainer takes the run over, as a fork does.
    HandOver,
}

fn change(rates: &'static [f64]) -> impl Strategy<Value = Change> {
    prop_oneof![
        prop::sample::select(&[0.0, 1e-3, 0.01, 0.1][..]).prop_map(Change::Lambda),
        prop::sample::select(rates).prop_map(Change::LearningRate),
        any::<bool>().prop_map(Change::Tied),
    ]
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        3 => (1..6_usize).prop_map(Deed::Steps),
        8 => change(&[2e-3, 1e-3, 0.01]).prop_map(Deed::Change),
        1 => Just(Deed::HandOver),
    ];
    prop::collection::vec(deed, 0..24)
}

fn planned() -> impl Strategy<Value = Vec<(u64, Change)>> {
    prop::collection::vec((0..20_u64, change(&[2e-3, 1e-3, 0.01])), 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_to_a_run_its_recipe_replays_it(deeds in deeds(), planned in planned(), tied: bool) {
        let config = RunConfig { tied, ..base() };
        let whole = recipe(config.clone(), &planned);
        let mut run = trainer(whole.clone());
        for deed in deeds {
            match deed {
                Deed::Steps(steps) => advance(&mut run, steps),
                Deed::Change(change) => drop(run.change(change).unwrap()),
                Deed::HandOver => {
                    let step = run.steps();
                    let later = whole.events.iter().filter(|event| event.step > step);
                    let events = run.events().iter().chain(later).copied().collect();
                    let recipe = Recipe::new(config.clone().validate().unwrap(), events).unwrap();
                    run = Trainer::resume(recipe, &DIGITS, &run.state()).unwrap();
                }
            }
        }
        assert_replays(&mut run, config);
    }

    /// With rates at which runs diverge: they go back, and on from there.
    #[test]
    fn a_run_that_was_changed_after_it_diverged_is_replayed_by_its_recipe(
        deeds in prop::collection::vec((1..12_usize, prop::collection::vec(change(&[1e-3, 300.0, 1000.0]), 1..4)), 1..6),
    ) {
        let config = RunConfig { optimizer: OptimizerKind::Sgd, ..base() };
        let mut run = trainer(recipe(config.clone(), &[]));
        for (steps, changes) in deeds {
            advance(&mut run, steps);
            for change in changes {
                run.change(change).unwrap();
            }
        }
        run.evaluate();
        if run.divergence().is_none() {
            let events = run.events().to_vec();
            let mut replayed = trainer(Recipe::new(config.validate().unwrap(), events.clone()).unwrap());
            while replayed.steps() < run.steps() && replayed.divergence().is_none() {
                replayed.step();
            }
            prop_assert_eq!(replayed.steps(), run.steps());
            prop_assert_eq!(replayed.receipt(), run.receipt());
            prop_assert_eq!(replayed.events(), events);
        }
    }
}
