//! When numbers leave what 32 bits can hold: a run goes back to a state whose error is sound, and can go on from it.

use crate::common::{self, advance, recipe};
use autoencoder_lab::analysis::Entry;
use autoencoder_lab::config::{Activation, Decay, Images, Init, Loss, OptimizerKind, OutputActivation, RateSchedule};
use autoencoder_lab::trainer::Quantity;
use autoencoder_lab::{Change, Dataset, DatasetKind, Evaluation, Recipe, RunConfig, Snapshot, Trainer};
use proptest::prelude::*;
use serde_json::json;

fn base() -> RunConfig {
    RunConfig { data: Images::Digits8, training_images: 60, hidden_units: 70, lambda: 1e-3, ..RunConfig::default() }
}

fn run_of(recipe: Recipe) -> Trainer {
    Trainer::new(recipe, &common::dataset(DatasetKind::Digits)).unwrap()
}

#[test]
fn a_diverging_run_stops_with_finite_parameters_before_it() {
    let (optimizer, learning_rate) = (OptimizerKind::Sgd, 1000.0);
    let mut run = run_of(recipe(RunConfig { optimizer, learning_rate, ..base() }, &[]));
    advance(&mut run, 100);
    let divergence = run.divergence().expect("a rate of 1000 diverges");
    assert!(divergence.step > run.steps());
    assert_eq!(divergence.quantity, Quantity::Parameter);
    let shown = serde_json::to_value(divergence).unwrap();
    assert_eq!(shown, json!({"step": divergence.step, "quantity": "a parameter"}), "as the page gets it");
    assert!(run.model().is_finite() && run.evaluate().is_finite());
    let steps = run.steps();
    advance(&mut run, 3);
    assert_eq!(run.steps(), steps, "no step is made after it");
}

/// Between two points of the curve it is the batch's loss that is looked at.
#[test]
fn a_run_that_diverges_between_two_points_of_the_curve_stops_at_its_loss() {
    // As below, 2ηλ = 8; the points of so wide a network are 47 steps apart.
    let (optimizer, activation) = (OptimizerKind::Sgd, Activation::Tanh);
    let sgd = RunConfig { optimizer, activation, hidden_units: 4096, learning_rate: 1e-2, lambda: 400.0, ..base() };
    let mut run = run_of(recipe(sgd, &[]));
    advance(&mut run, 70);
    let divergence = run.divergence().expect("weights that grow sevenfold overflow");
    assert_eq!(divergence.quantity, Quantity::Loss);
    assert!(run.steps() <= divergence.step && divergence.step < 70, "{} and {divergence:?}", run.steps());
    assert!(run.model().is_finite() && run.evaluate().is_finite());
}

/// Nothing was kept to go back to, and nothing is trained twice to find it.
#[test]
fn a_run_without_a_curve_stays_where_it_diverges() {
    let (optimizer, learning_rate) = (OptimizerKind::Sgd, 1000.0);
    let mut run = run_of(recipe(RunConfig { optimizer, learning_rate, ..base() }, &[]));
    run.skip_curve();
    advance(&mut run, 100);
    let divergence = run.divergence().expect("a rate of 1000 diverges");
    assert_eq!((divergence.step, divergence.quantity), (run.steps(), Quantity::Loss));
    let stood = run.steps();
    assert!(stood < 100);
    advance(&mut run, 3);
    assert_eq!(run.steps(), stood);

    // The last update made it: no loss of a batch has told, but the evaluation does.
    let mut ended = run_of(recipe(RunConfig { optimizer, learning_rate, ..base() }, &[]));
    ended.skip_curve();
    advance(&mut ended, usize::try_from(stood).unwrap());
    assert_eq!(ended.divergence(), None);
    ended.evaluate();
    assert_eq!(ended.divergence().map(|divergence| divergence.step), Some(stood));
}

/// Where a change makes it diverge, a run goes back to that change, and a lower rate goes on from there.
#[test]
fn a_run_that_a_change_made_diverge_stands_at_that_change_and_goes_on() {
    // 2ηλ = 5: each step multiplies the weights by about −4, until the rate is halved twice and −¼ shrinks them.
    let (optimizer, activation) = (OptimizerKind::Sgd, Activation::Tanh);
    let sgd = RunConfig { optimizer, activation, learning_rate: 1e-2, ..base() };
    let too_much = [(30, Change::Lambda(250.0))];
    let mut run = run_of(recipe(sgd.clone(), &too_much));
    advance(&mut run, 200);
    let divergence = run.divergence().expect("weights that grow fourfold overflow");
    let kept = run.steps();
    assert_eq!(kept, 30, "noticed after {}", divergence.step);
    assert_eq!(run.events().len(), 1, "the change is made");
    let mut watched = run_of(recipe(sgd.clone(), &too_much));
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
    let mut replayed = run_of(recipe);
    while replayed.steps() < run.steps() {
        replayed.step();
        assert_eq!(replayed.divergence(), None, "the recipe of what was kept does not diverge");
    }
    assert_eq!(replayed.receipt(), run.receipt());
}

/// An unbounded output lets the error explode long before a number overflows: half the rate must not go on from there.
#[test]
fn a_run_whose_error_explodes_stands_before_that_and_goes_on() {
    let (optimizer, activation) = (OptimizerKind::Sgd, Activation::Linear);
    let mut run = run_of(recipe(RunConfig { optimizer, activation, learning_rate: 1.0, ..base() }, &[]));
    let first = run.evaluate().train;
    let mut halvings = 0;
    while run.steps() < 300 {
        advance(&mut run, 300);
        let steps: Vec<u64> = run.history().points().iter().map(|point| point.step).collect();
        assert!(steps.is_sorted() && steps.last() <= Some(&run.steps()), "the curve ends where the run stands");
        if run.divergence().is_none() {
            continue;
        }
        assert!(run.evaluate().train <= 10.0 * first, "{} after {first}", run.evaluate().train);
        let rate = run.config().learning_rate;
        run.change(Change::LearningRate(rate / 2.0)).unwrap().expect("an event");
        halvings += 1;
        assert!(halvings < 12, "stuck at step {}", run.steps());
    }
    assert!(halvings > 2, "a rate of 1 diverges");
    assert!(run.evaluate().train < 0.5 * first, "{} after {first}", run.evaluate().train);
}

/// The 8×8 digits, or images in their place that have nothing in them: all zero, all full, each of one grey, all
/// the same digit.
fn images(kind: usize) -> Dataset {
    let mut images = common::gunzip("digits8x8-images-idx3-ubyte.gz");
    let first = images[16..80].to_vec();
    for (row, image) in images[16..].chunks_mut(64).enumerate() {
        match kind {
            0 => {}
            1 => image.fill(0),
            2 => image.fill(16),
            3 => image.fill((row % 17) as u8),
            _ => image.copy_from_slice(&first),
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
        choice(Decay::NAMES),
        choice(RateSchedule::NAMES),
    );
    (numbers, choices, any::<[bool; 4]>()).prop_map(|(numbers, choices, [tied, biases, twice, centred])| {
        let (m, k, lambda, rate, gain, batch, seed) = numbers;
        let (g, f, loss, optimizer, init, decay, schedule) = choices;
        let f = if loss == "cross-entropy" { "sigmoid" } else { f };
        let value = json!({
            "data": "digits-8", "trainingImages": m, "hiddenUnits": k, "lambda": lambda, "learningRate": rate,
            "initGain": gain, "batchSize": batch, "seed": seed, "activation": g, "outputActivation": f, "loss": loss,
            "optimizer": optimizer, "init": init, "decay": decay, "tied": tied, "penalizeBiases": biases,
            "countTiedTwice": twice, "centred": centred && f == "linear",
            "rateSchedule": schedule, "rateSteps": batch,
        });
        (*RunConfig::from_json(value).unwrap()).clone()
    })
}

/// Every number that is shown of `trainer` is one, and where it stopped it says so.
fn assert_numbers(trainer: &mut Trainer, asked: u64) -> Result<(), TestCaseError> {
    let evaluation = trainer.evaluate();
    prop_assert!(evaluation.is_finite(), "{evaluation:?}");
    prop_assert!(trainer.model().is_finite());
    prop_assert!(trainer.history().points().iter().all(Evaluation::is_finite));
    prop_assert!(trainer.steps() == asked || trainer.divergence().is_some());
    // JSON writes null for what is no number.
    let mut shown = serde_json::to_value(Snapshot::new(trainer, evaluation)).unwrap();
    for absent in ["theory", "divergence"] {
        if shown[absent].is_null() {
            shown[absent] = json!("absent");
        }
    }
    prop_assert!(!shown.to_string().contains("null"), "{}", shown);
    let ledger = trainer.ledger();
    for entry in [Some(ledger.w), ledger.w_star, Some(ledger.b), Some(ledger.c)].into_iter().flatten() {
        let Entry { norm, data, penalty, cosine, sum } = entry;
        prop_assert!(norm.is_finite() && penalty.is_finite() && cosine.abs() <= 1.0 + 1e-9, "{:?}", entry);
        // A gradient of finite numbers can be infinite: then the next step is the one that stops the run.
        prop_assert!(data.is_finite() == sum.is_finite() && !data.is_nan() && !sum.is_nan(), "{:?}", entry);
    }
    Ok(())
}

/// Another trainer takes a stopped run's kept state over.
fn assert_exportable(config: RunConfig, trainer: &mut Trainer, dataset: &Dataset) -> Result<(), TestCaseError> {
    let state = trainer.state();
    prop_assert!(state.parameters.iter().all(|value| value.is_finite()));
    let recipe = Recipe::new(config.validate().unwrap(), trainer.events().to_vec()).unwrap();
    let taken_over = Trainer::resume(recipe, dataset, &state).unwrap();
    prop_assert_eq!(taken_over.receipt(), trainer.receipt());
    prop_assert_eq!(taken_over.steps(), trainer.steps());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// Huge rates, λ = 1e6, one image, blank images, 1 or 4096 units, an init of zeros or of hundreds: numbers, or a stop
    /// that is stated.
    #[test]
    fn no_configuration_leaves_the_numbers(config in hostile(), pictures in 0_usize..5, change_at in 0_u64..12) {
        let events = [(change_at, Change::Tied(!config.tied)), (change_at + 2, Change::Lambda(1e6))];
        let dataset = images(pictures);
        let mut trainer = Trainer::new(recipe(config.clone(), &events), &dataset).unwrap();
        for asked in 1..=16 {
            trainer.step();
            if asked % 5 == 0 {
                assert_numbers(&mut trainer, asked)?;
            }
        }
        assert_numbers(&mut trainer, 16)?;
        if trainer.divergence().is_some() {
            assert_exportable(config, &mut trainer, &dataset)?;
            trainer.change(Change::LearningRate(0.0)).unwrap();
            trainer.change(Change::Lambda(0.0)).unwrap();
            let before = trainer.steps();
            trainer.step();
            assert_numbers(&mut trainer, before + 1)?;
        }
    }

    /// A run that trains on while its curve is measured comes to the same curve, or to the same stop, as one that waits.
    #[test]
    fn training_on_while_the_curve_is_measured_changes_nothing(
        config in hostile(), pictures in 0_usize..5, changes in prop::collection::vec((0_u64..30, 0_usize..3), 0..5),
        looks in prop::collection::vec(0_u8..3, 40),
    ) {
        let change = |kind| [Change::Tied(!config.tied), Change::Lambda(1e6), Change::LearningRate(1e-3)][kind];
        let mut events: Vec<_> = changes.into_iter().map(|(step, kind)| (step, change(kind))).collect();
        events.sort_by_key(|&(step, _)| step);
        let recipe = recipe(config.clone(), &events);
        let [mut waits, mut goes_on] = [(); 2].map(|()| Trainer::new(recipe.clone(), &images(pictures)).unwrap());
        for look in looks {
            waits.step();
            goes_on.update();
            for _ in 0..look {
                goes_on.evaluate_due();
            }
        }
        goes_on.finish_evaluation();
        prop_assert_eq!(goes_on.divergence(), waits.divergence());
        prop_assert_eq!(goes_on.steps(), waits.steps());
        prop_assert_eq!(goes_on.receipt(), waits.receipt());
        prop_assert_eq!(goes_on.events(), waits.events());
        prop_assert_eq!(goes_on.history().points(), waits.history().points());
    }
}
