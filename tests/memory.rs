//! What a run says it needs is what it takes at most, and not much more; where that is not there it is refused, and not stopped.
#![allow(unsafe_code, reason = "an allocator can only be counted by being one")]

mod common;

use autoencoder_lab::analysis::{Evaluator, Jacobian};
use autoencoder_lab::config::Activation::{Linear, Relu, Sigmoid, Tanh};
use autoencoder_lab::config::Images::{Digits8, Fashion14, Fashion28, Mnist14, Mnist28};
use autoencoder_lab::config::OptimizerKind::{Adam, Momentum, Sgd};
use autoencoder_lab::trainer::{Need, Schedule};
use autoencoder_lab::{Change, ConfigError, Dataset, DatasetKind, RunConfig, Tiles, Trainer, ValidConfig};
use std::alloc::{GlobalAlloc, Layout, System};
use std::ptr::null_mut;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Counts bytes, and has no more than it is allowed.
struct Bounded;

static TAKEN: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);
/// What was taken before the measurement began.
static BASE: AtomicUsize = AtomicUsize::new(0);
static ALLOWED: AtomicUsize = AtomicUsize::new(usize::MAX);

// SAFETY: what is not refused is passed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Bounded {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let taken = TAKEN.fetch_add(layout.size(), Relaxed) + layout.size();
        if taken > ALLOWED.load(Relaxed) {
            TAKEN.fetch_sub(layout.size(), Relaxed);
            return null_mut();
        }
        // What is only asked for, before a run begins, and given back is not what it takes.
        let begins_anew = taken - layout.size() == BASE.load(Relaxed);
        MOST.store(if begins_anew { taken } else { taken.max(MOST.load(Relaxed)) }, Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        TAKEN.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Bounded = Bounded;

/// What `work` takes at most, in bytes.
fn peak_of<T>(work: impl FnOnce() -> T) -> usize {
    let base = TAKEN.load(Relaxed);
    BASE.store(base, Relaxed);
    MOST.store(base, Relaxed);
    drop(work());
    let peak = MOST.load(Relaxed) - base;
    BASE.store(usize::MAX, Relaxed);
    peak
}

/// `work`, with no more than `bytes` from now on.
fn within<T>(bytes: usize, work: impl FnOnce() -> T) -> T {
    ALLOWED.store(TAKEN.load(Relaxed) + bytes, Relaxed);
    let result = work();
    ALLOWED.store(usize::MAX, Relaxed);
    result
}

/// Everything that is done to a run: it is shown, trained, measured, looked into and exported, tied and untied, and it may diverge.
fn live(mut trainer: Trainer, dataset: &Dataset) {
    let (mut tiles, pieces) = (Tiles::new(&trainer, dataset), Evaluator::pieces(trainer.split()));
    tiles.reconstruct(trainer.model());
    let config = trainer.config().clone();
    let schedule = Schedule::new(&config.clone().validate().unwrap(), trainer.split().held_out.nrows(), pieces);
    trainer.step();
    while !schedule.is_due(trainer.steps()) {
        trainer.update();
    }
    // While its point is being measured.
    trainer.evaluate_due();
    trainer.ledger();
    tiles.reconstruct(trainer.model());
    tiles.nearest(trainer.model(), trainer.split());
    trainer.state();
    if !config.tied {
        for tied in [true, false] {
            trainer.change(Change::Tied(tied)).unwrap();
            trainer.step();
        }
    }
    trainer.change(Change::LearningRate(1000.0)).unwrap();
    for _ in 0..30 {
        trainer.step();
    }
    trainer.evaluate();
}

/// Each data set, with little and with much of everything, by each optimizer, tied or not, some of them linear.
fn grid() -> Vec<RunConfig> {
    let of = |data, training_images, hidden_units, batch_size, optimizer, tied, activation| RunConfig {
        data,
        training_images,
        hidden_units,
        batch_size,
        optimizer,
        tied,
        activation,
        ..RunConfig::default()
    };
    vec![
        of(Mnist14, 100, 16, 25, Adam, false, Relu),
        of(Mnist14, 100, 392, 25, Adam, false, Relu),
        of(Mnist14, 100, 392, 25, Adam, true, Sigmoid),
        of(Mnist14, 50, 2000, 7, Momentum, false, Relu),
        of(Mnist14, 50, 2000, 50, Sgd, true, Relu),
        of(Mnist14, 5000, 2, 5000, Adam, false, Relu),
        of(Mnist14, 2000, 200, 5000, Adam, false, Tanh),
        of(Mnist28, 10, 1000, 10, Adam, false, Relu),
        of(Mnist28, 1000, 19, 1000, Sgd, false, Relu),
        of(Fashion28, 2000, 64, 512, Adam, true, Relu),
        of(Fashion14, 1000, 500, 1000, Momentum, true, Relu),
        of(Mnist14, 3000, 8, 64, Sgd, false, Linear),
        of(Fashion28, 1500, 32, 32, Adam, true, Linear),
        of(Mnist28, 300, 32, 30, Sgd, false, Linear),
        of(Digits8, 1297, 1000, 500, Adam, false, Relu),
        of(Digits8, 1, 1, 1, Sgd, true, Linear),
    ]
}

fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// What does not grow with a run: a curve at its longest, and what the smallest parts need.
const ALLOWANCE: usize = 5_000_000;

fn a_run_takes_at_most_what_it_says_and_not_much_less(config: RunConfig, dataset: &Dataset) {
    let valid = config.clone().validate().unwrap();
    let need = Need::of(&valid, false).peak;
    let taken = peak_of(|| live(Trainer::new(valid.clone(), dataset).unwrap(), dataset));
    let found = format!("{:.2} MB of {:.2}: {config:?}", megabytes(taken), megabytes(need));
    assert!(taken <= need, "too much: {found}");
    assert!(need <= taken * 3 / 2 + ALLOWANCE, "too little: {found}");
    let mut trainer = Trainer::new(valid.clone(), dataset).unwrap();
    trainer.step();
    let state = trainer.state();
    drop(trainer);
    let taken = peak_of(|| live(Trainer::resume(valid, dataset, &state).unwrap(), dataset));
    assert!(taken <= need, "too much, gone on from a state: {found}");
}

fn wide(tied: bool) -> ValidConfig {
    RunConfig { hidden_units: 1000, tied, ..RunConfig::default() }.validate().unwrap()
}

/// A probe asks for a sixteenth more than is needed, and has a list of what it found.
fn room_for(need: usize) -> usize {
    need + need / 16 + 10_000
}

fn a_jacobian_takes_at_most_what_it_asks_for(config: RunConfig, dataset: &Dataset) {
    let trainer = Trainer::new(config.clone().validate().unwrap(), dataset).unwrap();
    let m = trainer.split().train.nrows();
    let need = Jacobian::bytes(trainer.model(), m);
    let taken = peak_of(|| {
        let mut jacobian = Jacobian::new(trainer.model(), m, 0).unwrap();
        for _ in 0..2 {
            while !jacobian.is_done() {
                jacobian.advance(trainer.split(), trainer.noisy_held_out(), &|| trainer.untrained_model());
            }
            jacobian.begin(trainer.model(), 0);
        }
    });
    assert!(taken <= need, "{:.2} MB of {:.2}: {config:?}", megabytes(taken), megabytes(need));
    assert!(within(need / 2, || Jacobian::new(trainer.model(), m, 0)).is_err());
}

fn a_run_for_which_there_is_no_memory_is_refused(dataset: &Dataset) {
    let need = Need::of(&wide(false), false).peak;
    let refusal = within(need, || Trainer::new(wide(false), dataset).unwrap_err());
    assert_eq!(
        refusal.to_string(),
        "a run of 1000 hidden units in batches of 25 images needs 32 MB of memory, more than there is here; \
         choose fewer hidden units, a smaller batch or fewer images"
    );
    within(room_for(need), || live(Trainer::new(wide(false), dataset).unwrap(), dataset));
}

fn what_one_run_may_still_take_is_not_there_for_another(dataset: &Dataset) {
    let need = Need::of(&wide(false), false).peak;
    // The second would find what it needs, if the first had all that it will have.
    within(room_for(need) + room_for(need) / 2, || {
        let first = Trainer::new(wide(false), dataset).unwrap();
        assert!(matches!(Trainer::new(wide(false), dataset), Err(ConfigError::Memory { .. })));
        live(first, dataset);
        Trainer::new(wide(false), dataset).unwrap();
    });
}

fn a_run_that_cannot_be_untied_stays_as_it_is(dataset: &Dataset) {
    let need = Need::of(&wide(true), false).peak;
    let mut trainer = within(room_for(need), || {
        let mut trainer = Trainer::new(wide(true), dataset).unwrap();
        trainer.step();
        let refusal = trainer.change(Change::Tied(false)).unwrap_err();
        assert!(matches!(refusal, ConfigError::Memory { megabytes: 32, .. }), "{refusal}");
        assert!(trainer.config().tied && trainer.events().is_empty());
        trainer.step();
        trainer
    });
    trainer.change(Change::Tied(false)).unwrap();
    assert!(!trainer.config().tied);
}

fn files_are_read_in_as_many_bytes_as_are_asked_for() {
    let [images, labels] =
        ["images-idx3", "labels-idx1"].map(|file| common::gunzip(&format!("mnist-6k-{file}-ubyte.gz")));
    let taken = peak_of(|| Dataset::from_idx(DatasetKind::Mnist, &images, &labels).unwrap());
    // As they came they are here already; the table of what is where is small.
    assert!(taken + images.len() + labels.len() <= Dataset::IDX_TIMES * (images.len() + labels.len()) + 100_000);
    for stem in ["mnist-14", "fashion-14"] {
        let files = ["first-100", "first-1000", "rest"].map(|part| common::gunzip(&format!("{stem}-{part}.gz")));
        let kind = if stem == "mnist-14" { DatasetKind::Mnist } else { DatasetKind::Fashion };
        let taken = peak_of(|| {
            let mut dataset = Dataset::from_excerpt(kind, &files[0]).unwrap();
            dataset.add(&files[1]).unwrap();
            dataset.add(&files[2]).unwrap();
        });
        let most = Dataset::EXCERPT_TIMES * files[2].len();
        assert!(taken + files[2].len() <= most, "{stem}: {taken} bytes of {most}");
    }
}

/// The only test here: another one would be counted too.
#[test]
fn a_run_takes_what_it_says_and_is_refused_where_that_is_not_there() {
    let datasets = [DatasetKind::Mnist, DatasetKind::Fashion, DatasetKind::Digits].map(common::dataset);
    for config in grid() {
        let dataset = &datasets[config.data.dataset() as usize];
        a_run_takes_at_most_what_it_says_and_not_much_less(config, dataset);
    }
    for (data, hidden_units, training_images, tied) in
        [(Digits8, 16, 100, false), (Digits8, 96, 1000, true), (Mnist14, 392, 100, false), (Mnist28, 19, 300, false)]
    {
        let config = RunConfig { data, hidden_units, training_images, tied, ..RunConfig::default() };
        a_jacobian_takes_at_most_what_it_asks_for(config, &datasets[data.dataset() as usize]);
    }
    files_are_read_in_as_many_bytes_as_are_asked_for();
    let [mnist, ..] = &datasets;
    a_run_for_which_there_is_no_memory_is_refused(mnist);
    what_one_run_may_still_take_is_not_there_for_another(mnist);
    a_run_that_cannot_be_untied_stays_as_it_is(mnist);
}
