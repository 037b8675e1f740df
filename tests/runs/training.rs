//! Laws of a run: repeatability, shared chance, live changes.

use crate::common::{self, advance};
use autoencoder_lab::config::{Activation, Images, Init, OptimizerKind};
use autoencoder_lab::trainer::Schedule;
use autoencoder_lab::{Autoencoder, Change, DatasetKind, Evaluation, Event, Recipe, RunConfig, Tiles, Trainer};

fn trainer(config: RunConfig) -> Trainer {
    let config = RunConfig { data: Images::Digits8, training_images: 60, ..config };
    Trainer::new(config.validate().unwrap(), &common::dataset(DatasetKind::Digits)).unwrap()
}

fn wide() -> RunConfig {
    RunConfig { hidden_units: 80, lambda: 1e-3, ..RunConfig::default() }
}

fn bits(model: &Autoencoder) -> Vec<u32> {
    model.slices().concat().iter().map(|p| p.to_bits()).collect()
}

#[test]
fn the_same_configuration_and_events_give_the_same_bits() {
    let run = || {
        let mut trainer = trainer(wide());
        for change in [Change::Lambda(0.05), Change::Tied(true), Change::LearningRate(1e-3), Change::Tied(false)] {
            advance(&mut trainer, 20);
            trainer.change(change).unwrap();
        }
        advance(&mut trainer, 20);
        trainer
    };
    let (mut a, mut b) = (run(), run());
    assert_eq!(bits(a.model()), bits(b.model()));
    assert_eq!(a.history().points(), b.history().points());
    assert_eq!(a.evaluate(), b.evaluate());
    assert_eq!(a.steps(), 100);
}

/// Looking at a run does not change it.
#[test]
fn evaluations_leave_the_run_as_it_is() {
    let (mut watched, mut alone) = (trainer(wide()), trainer(wide()));
    let mut tiles = Tiles::new(&watched, &common::dataset(DatasetKind::Digits));
    for _ in 0..30 {
        watched.step();
        watched.evaluate();
        tiles.reconstruct(watched.model());
        alone.step();
    }
    assert_eq!(bits(watched.model()), bits(alone.model()));
    assert_eq!(watched.history().points(), alone.history().points());
}

#[test]
fn lanes_share_images_and_initial_weights() {
    let narrow = trainer(RunConfig { hidden_units: 20, ..wide() });
    let (wider, tied) = (trainer(wide()), trainer(RunConfig { tied: true, ..wide() }));
    assert_eq!(narrow.split().train, wider.split().train);
    assert_eq!(narrow.model().w, wider.model().w.slice(ndarray::s![..20, ..]));
    assert_eq!(narrow.model().w_star(), wider.model().w_star().slice(ndarray::s![.., ..20]));
    assert_eq!(tied.model().w, wider.model().w);
    let fewer = trainer(wide()).split().train_rows[..30].to_vec();
    let config = RunConfig { data: Images::Digits8, training_images: 30, ..wide() }.validate().unwrap();
    let small = Trainer::new(config, &common::dataset(DatasetKind::Digits)).unwrap();
    assert_eq!(small.split().train_rows, fewer);
}

#[test]
fn an_epoch_is_one_pass_with_a_smaller_last_batch() {
    let mut trainer = trainer(wide());
    advance(&mut trainer, 3);
    assert_eq!(trainer.epochs(), 1.0, "60 images in batches of 25, 25 and 10");
}

#[test]
fn lambda_acts_on_the_running_network() {
    let (mut changed, mut kept) = (trainer(wide()), trainer(wide()));
    advance(&mut changed, 40);
    advance(&mut kept, 40);
    let event = changed.change(Change::Lambda(1.0)).unwrap().unwrap();
    assert_eq!(event, Event::new(40, Change::Lambda(1.0)));
    assert_eq!(bits(changed.model()), bits(kept.model()), "the change itself leaves the parameters");
    advance(&mut changed, 40);
    advance(&mut kept, 40);
    assert!(changed.evaluate().theta_squared < 0.5 * kept.evaluate().theta_squared);
    assert_eq!(changed.events(), [event]);
    assert_eq!(changed.change(Change::Lambda(1.0)).unwrap(), None, "no change, no event");
    let error = changed.change(Change::Lambda(-1.0)).unwrap_err();
    assert_eq!(error.to_string(), "L2 strength λ must be 0..=1000000, found -1");
    assert_eq!(changed.config().lambda, 1.0);
}

#[test]
fn untying_leaves_the_function_exactly_as_it_is() {
    for optimizer in [OptimizerKind::Sgd, OptimizerKind::Momentum, OptimizerKind::Adam] {
        let mut trainer = trainer(RunConfig { tied: true, optimizer, ..wide() });
        advance(&mut trainer, 25);
        let before = trainer.evaluate();
        let event = trainer.change(Change::Tied(false)).unwrap().unwrap();
        assert_eq!(event, Event::new(25, Change::Tied(false)));
        let after = trainer.evaluate();
        let numbers = |e: Evaluation| (e.train, e.held_out, e.noise_kept, e.denoising_error);
        assert_eq!(numbers(after), numbers(before));
        assert_eq!(trainer.model().parameters(), 2 * 80 * 64 + 80 + 64);
        advance(&mut trainer, 25);
        assert!(trainer.evaluate().train < after.train, "{optimizer:?} goes on learning");
        assert_ne!(trainer.model().w_star(), trainer.model().w.t());
    }
}

/// Tying takes the better of the mean and W*ᵀ, and puts the jump on the curve.
#[test]
fn tying_takes_the_candidate_with_the_lower_loss() {
    for init in [Init::Normal, Init::Glorot] {
        let mut trainer = trainer(RunConfig { init, activation: Activation::Tanh, ..wide() });
        advance(&mut trainer, 101);
        let (w, w_star_t) = (trainer.model().w.clone(), trainer.model().w_star_t().to_owned());
        let before = trainer.evaluate().train;
        trainer.change(Change::Tied(true)).unwrap();
        let after = trainer.evaluate().train;
        let jump: Vec<f64> = trainer.history().points().iter().filter(|p| p.step == 101).map(|p| p.train).collect();
        assert_eq!(jump, [before, after]);
        let loss_with = |w: ndarray::Array2<f32>| {
            let mut model = trainer.model().clone();
            model.w = w;
            let mut pass = autoencoder_lab::model::ForwardPass::default();
            let train = trainer.split().train.intensities();
            model.reconstruct(train.view(), &mut pass);
            autoencoder_lab::objective::squared_distance(pass.x_hat.as_slice().unwrap(), train.as_slice().unwrap())
                / train.nrows() as f64
        };
        let best = loss_with((&w + &w_star_t) * 0.5).min(loss_with(w_star_t));
        assert!((after - best).abs() <= 1e-9 * best, "{after}, the better candidate has {best}");
        advance(&mut trainer, 50);
        assert!(trainer.evaluate().train < after);
    }
}

/// Under plain gradient descent the encoder columns of always-zero pixels see only the penalty: `(1 − 2ηλ)ᵗ`.
#[test]
fn dead_inputs_fade_by_the_law() {
    let (rate, lambda, steps) = (0.01, 0.5, 60_u8);
    let mut trainer = trainer(RunConfig { optimizer: OptimizerKind::Sgd, learning_rate: rate, lambda, ..wide() });
    let train = trainer.split().train.intensities();
    let dead = (0..64).find(|&j| train.column(j).iter().all(|&v| v == 0.0)).expect("a dead pixel");
    let start = trainer.model().w.column(dead).to_owned();
    advance(&mut trainer, usize::from(steps));
    let law = (1.0 - 2.0 * rate * lambda).powi(i32::from(steps));
    for (&now, &start) in trainer.model().w.column(dead).iter().zip(&start) {
        let expected = f64::from(start) * law;
        assert!((f64::from(now) - expected).abs() <= f64::from(steps) * 1e-7 * expected.abs(), "{now}, law {expected}");
    }
}

#[test]
fn curves_are_spaced_by_the_configuration() {
    let steps = |config: RunConfig| {
        let mut trainer = trainer(config);
        advance(&mut trainer, 50);
        trainer.history().points().iter().map(|p| p.step).collect::<Vec<_>>()
    };
    // 8×8 digits, k = 80: (10,240 + 6,400) × (120 + 2500) = 43.6 million operations against 30 million a step.
    assert_eq!(steps(wide()), [0, 1].into_iter().chain((2..=50).step_by(2)).collect::<Vec<_>>());
    // k = 4096: (524,288 + 6,400) × (120 + 2500) operations against 3e7 or a twelfth of a step's 65,536,000. Nothing is
    // measured before a sixteenth of that.
    let expected = [0, 4, 8, 16, 32, 47];
    assert_eq!(steps(RunConfig { hidden_units: 4096, ..wide() }), expected);
}

/// Points are two steps apart, and twice as far every time that the run is twice as long; in the end they are paid for.
#[test]
fn the_longer_a_run_the_fewer_points_its_curve_gets() {
    let config = RunConfig { data: Images::Digits8, training_images: 60, ..wide() };
    let schedule = Schedule::new(&config.validate().unwrap(), 500, 17);
    let due: Vec<u64> = (1024..600_000).filter(|&step| schedule.is_due(step)).collect();
    for pair in due.windows(2) {
        // 43.6 million operations are a twelfth of those of 409 steps of 1.28 million.
        let expected = (4 << (pair[0] / 1024).ilog2()).min(512);
        assert_eq!(pair[1] - pair[0], expected, "from step {}", pair[0]);
        assert_eq!(schedule.pieces_a_step(pair[0]), 17_u64.div_ceil(expected));
    }
    assert_eq!(due[0], 1024);
}

/// One piece of an evaluation, or a few, with each step: none is left when the next point is due.
#[test]
fn the_curve_is_measured_a_little_with_each_step() {
    let mut trainer = trainer(RunConfig { hidden_units: 4096, ..wide() });
    // One chunk of training images, eight of held-out ones, and as many with noise: 17 pieces, of which 5, 3, 2 and 2 go with
    // each step after the points at 4, 8, 16 and 32, and one after that at 47.
    let mut done = Vec::new();
    for step in 1..=70 {
        let before = trainer.history().points().len();
        trainer.update();
        trainer.evaluate_due();
        done.extend((trainer.history().points().len() > before).then_some(step));
    }
    assert_eq!(done, [7, 13, 24, 40, 63]);
    assert_eq!(trainer.history().points().iter().map(|p| p.step).collect::<Vec<_>>(), [0, 4, 8, 16, 32, 47]);
}

/// The copy on which a point was measured is the run as it was at that step, to the bit, also where it was tied there; and a run can be
/// asked for it at every point.
#[test]
fn the_newest_point_is_of_a_run_that_stands_there() {
    let planned = [(40, Change::Lambda(0.05)), (50, Change::Tied(true)), (70, Change::Tied(false))];
    let recipe = || {
        let config = RunConfig { data: Images::Digits8, training_images: 60, ..wide() };
        let events = planned.map(|(step, change)| Event { step, change }).to_vec();
        Trainer::new(Recipe::new(config.validate().unwrap(), events).unwrap(), &common::dataset(DatasetKind::Digits))
            .unwrap()
    };
    let mut run = recipe();
    let mut found: Vec<(Evaluation, Vec<u32>)> = Vec::new();
    for _ in 0..100 {
        run.update();
        run.evaluate_due();
        if let Some((point, model)) = run.newest_point()
            && found.last().is_none_or(|(last, _)| last != point)
        {
            found.push((*point, bits(model)));
        }
    }
    run.finish_evaluation();
    let on_curve = run.history().points().iter().map(|point| point.step).collect::<std::collections::BTreeSet<u64>>();
    let known: std::collections::BTreeSet<u64> = found.iter().map(|(point, _)| point.step).collect();
    assert!(on_curve.difference(&known).all(|&step| step == 0 || step > 90), "{on_curve:?} but only {known:?}");
    let mut alone = recipe();
    for (point, kept) in found {
        while alone.steps() < point.step {
            alone.step();
        }
        assert_eq!(kept, bits(alone.model()), "at step {}", point.step);
        assert_eq!(point.train, alone.evaluate().train);
    }
}
