//! The trainer: batches, epochs, live changes, and the curve of what was measured.

mod batches;
mod changes;
mod checkpoint;
mod curve_points;
mod divergence;
mod history;
mod look_ahead;
mod need;
mod origin;
mod progress;
mod rollback;
mod schedule;
mod state;

pub use divergence::{Divergence, Quantity};
pub use history::{CURVE_COLUMNS, History};
pub use look_ahead::{Shown, StepAhead, UnitStep};
pub use need::Need;
pub use schedule::Schedule;
pub use state::RunState;

use crate::analysis::{Evaluation, Evaluator, Ledger, LinearTheory, TheoryLine};
use crate::config::{Event, MadeChange, Recipe, RunConfig};
use crate::data::{Dataset, Split};
use crate::error::ConfigError;
use crate::model::{Autoencoder, Receipt};
use crate::objective::Penalty;
use checkpoint::{Checkpoint, PendingPoint, Replaced};
use divergence::fault;
use ndarray::ArrayView2;
use need::Claim;
use progress::{Progress, Room};
use std::collections::VecDeque;
use std::sync::Arc;

/// One run: a network, its images, and everything needed to go on training it.
///
/// With the same recipe, every number is the same to the bit.
///
/// # Examples
///
/// ```
/// use autoencoder_lab::{ConfigError, Dataset, RunConfig, Trainer};
///
/// fn held_out_error(dataset: &Dataset, lambda: f64) -> Result<f64, ConfigError> {
///     let config = RunConfig { hidden_units: 392, lambda, ..RunConfig::default() };
///     let mut trainer = Trainer::new(config.validate()?, dataset)?;
///     for _ in 0..1500 {
///         trainer.step();
///     }
///     Ok(trainer.evaluate().held_out)
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Trainer {
    claim: Claim,
    /// As the run began.
    start: RunConfig,
    config: RunConfig,
    split: Split,
    progress: Progress,
    room: Room,
    evaluator: Evaluator,
    theory: Option<LinearTheory>,
    schedule: Schedule,
    history: History,
    /// Points are added to the curve when they are due.
    has_curve: bool,
    events: Vec<Event>,
    planned: VecDeque<Event>,
    /// The last state on the curve whose numbers are finite and whose error is sound: what a diverged run goes back to.
    checkpoint: Checkpoint,
    /// The error has exploded since the checkpoint.
    exploded: bool,
    pending: Option<PendingPoint>,
    divergence: Option<Divergence>,
    /// What tying or untying at the present step took the place of.
    replaced: Option<Replaced>,
}

impl Trainer {
    /// An untrained network, its first evaluation already on the curve, that will make the events of `recipe` (or none,
    /// for a [`ValidConfig`](crate::ValidConfig)) when it comes to their steps.
    ///
    /// # Errors
    ///
    /// [`ConfigError::Memory`] if there is not enough of it, and those of [`Split::draw`].
    pub fn new(recipe: impl Into<Recipe>, dataset: &Dataset) -> Result<Self, ConfigError> {
        let mut trainer = Self::untrained(recipe.into(), dataset)?;
        trainer.begin_point();
        trainer.finish_evaluation();
        trainer.make_planned();
        Ok(trainer)
    }

    fn untrained(recipe: Recipe, dataset: &Dataset) -> Result<Self, ConfigError> {
        let claim = Claim::new(&recipe)?;
        let Recipe { config, events } = recipe;
        let split = Split::draw(&config, dataset)?;
        let progress = Progress::new(&config);
        Ok(Self {
            claim,
            room: progress.room(),
            evaluator: Evaluator::new(&config, &split),
            schedule: Schedule::new(&config, split.held_out.nrows(), Evaluator::pieces(&split)),
            theory: LinearTheory::of(&config, &split),
            history: History::default(),
            has_curve: true,
            events: Vec::new(),
            planned: events.into(),
            checkpoint: Checkpoint { config: (*config).clone(), progress: Arc::new(progress.clone()), events: 0 },
            exploded: false,
            pending: None,
            divergence: None,
            replaced: None,
            start: (*config).clone(),
            config: (*config).clone(),
            split,
            progress,
        })
    }

    /// Adds no more points to the curve, for who wants to know only how a run ends: they take more time than the training of a
    /// narrow network does.
    ///
    /// The network has the same bits as with them. Where it diverges, which only the loss of a batch and an evaluation that is
    /// asked for tell, it stays as it is: no sound state was kept to go back to.
    pub fn skip_curve(&mut self) {
        self.finish_evaluation();
        self.has_curve = false;
    }

    /// One parameter update on the next batch, and an evaluation for the curve where one is due.
    ///
    /// Where the batch's loss is no longer finite or, at a point of the curve, a parameter or the evaluation, the run goes back
    /// to a state whose error is sound and stops: further steps do nothing until a [`Trainer::change`] lets it go on.
    pub fn step(&mut self) {
        self.update();
        self.finish_evaluation();
    }

    /// As [`Trainer::step`], but an evaluation that is due for the curve is only begun: [`Trainer::evaluate_due`] goes on with it.
    /// The run trains on meanwhile; where the evaluation turns out not to be finite, what it has trained since is taken back.
    pub fn update(&mut self) {
        if self.divergence.is_some() {
            return;
        }
        self.replaced = None;
        if !self.progress.update(&self.config, &self.split.train, &mut self.room) {
            self.finish_evaluation();
            if self.divergence.is_none() {
                self.go_back(Quantity::Loss);
            }
            return;
        }
        self.claim.step(&self.config);
        if self.schedule.is_due(self.progress.step) {
            self.begin_point();
        }
        self.make_planned();
    }

    /// Evaluates the network as it is now, for a readout; the curve stays as it is.
    ///
    /// Every number is finite: where one would not be, the run goes back to a state whose error is sound and stops. Only after
    /// [`Trainer::skip_curve`] it stays there, and its numbers may not be finite.
    pub fn evaluate(&mut self) -> Evaluation {
        self.finish_evaluation();
        let evaluation = self.measure();
        let Some(quantity) = fault(&self.progress.model, &evaluation) else {
            return evaluation;
        };
        self.go_back(quantity);
        self.measure()
    }

    /// The newest point of the curve if it is of the run as it is, else an evaluation.
    pub fn newest_evaluation(&mut self) -> Evaluation {
        let step = self.steps();
        // A change of λ at the step of a point leaves that point as it is.
        let unchanged = self.events.last().is_none_or(|event| event.step < step);
        let newest = self.history.last().filter(|last| unchanged && last.step == step).copied();
        newest.unwrap_or_else(|| self.evaluate())
    }

    fn measure(&mut self) -> Evaluation {
        let Progress { model, step, .. } = &self.progress;
        self.evaluator.evaluate(model, &self.split, *step, &Penalty::of(&self.config))
    }

    fn keep(&mut self) {
        self.checkpoint = self.present();
    }

    fn present(&self) -> Checkpoint {
        let Self { config, progress, events, .. } = self;
        Checkpoint { config: config.clone(), progress: Arc::new(progress.clone()), events: events.len() }
    }

    /// What data and penalty ask of each part of the network as it is now, on all training images.
    pub fn ledger(&self) -> Ledger {
        Ledger::of(self.model(), self.config.loss, &Penalty::of(&self.config), self.split.train.intensities().view())
    }

    /// The hash of all parameters as they are.
    pub fn receipt(&self) -> Receipt {
        Receipt::of(&self.progress.model)
    }

    /// Where a linear network under the present λ and tying ends up, or `None` where the formulas do not hold.
    pub fn theory(&self) -> Option<TheoryLine> {
        self.theory.as_ref()?.line(&self.config)
    }

    /// Where a linear network of the present recipe with these k, λ and tying ends up: the images, and what is found of them, are the same.
    /// Its thresholds, which do not depend on λ, are left out.
    ///
    /// # Errors
    ///
    /// [`ConfigError::OutOfRange`] for a value that a run cannot have.
    pub fn theory_at(&self, hidden_units: u32, lambda: f64, tied: bool) -> Result<Option<TheoryLine>, ConfigError> {
        let config = RunConfig { hidden_units, lambda, tied, ..self.config.clone() }.validate()?;
        let line = self.theory.as_ref().and_then(|theory| theory.line(&config));
        Ok(line.map(|line| TheoryLine { thresholds: Vec::new(), ..line }))
    }

    /// The configuration as it is now, after the changes made.
    pub fn config(&self) -> &RunConfig {
        &self.config
    }

    /// The network.
    pub fn model(&self) -> &Autoencoder {
        &self.progress.model
    }

    /// The network as it was before its first step, drawn again from the seed.
    ///
    /// # Panics
    ///
    /// Never: what the run began with has been validated.
    pub fn untrained_model(&self) -> Autoencoder {
        Autoencoder::new(&self.valid_start())
    }

    /// The images.
    pub fn split(&self) -> &Split {
        &self.split
    }

    /// The held-out images with the noise of *noise kept*, less the mean where images are centred.
    pub fn noisy_held_out(&self) -> ArrayView2<'_, f32> {
        self.evaluator.noisy_held_out()
    }

    /// What was measured so far.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The newest point of the curve, and the network as it was there; `None` where no copy of that is kept: the point has been
    /// thinned out, or its error was not sound.
    ///
    /// A point is measured on a copy while the run trains on, and the copy is kept, to go back to. So it can be asked for what it made
    /// of an image, with the bits of a run that stands at that step.
    pub fn newest_point(&self) -> Option<(&Evaluation, &Autoencoder)> {
        let (point, kept) = (self.history.last()?, &self.checkpoint.progress);
        (kept.step == point.step).then_some((point, &kept.model))
    }

    /// The changes made so far, oldest first.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The same, with what each quantity was before.
    pub fn made_changes(&self) -> Vec<MadeChange> {
        MadeChange::all(&self.start, &self.events)
    }

    /// Parameter updates made.
    pub fn steps(&self) -> u64 {
        self.progress.step
    }

    /// Passes over the training images made; a fraction inside one.
    pub fn epochs(&self) -> f64 {
        self.progress.epochs()
    }

    /// Why the run stands still at an earlier state, if it does.
    pub fn divergence(&self) -> Option<Divergence> {
        self.divergence
    }
}
