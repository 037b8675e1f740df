//! The trainer: batches, epochs, live changes, and the curve of what was measured.

mod batches;
mod history;
mod schedule;

pub use history::{CURVE_COLUMNS, History};
pub use schedule::Schedule;

use crate::analysis::{Evaluation, Evaluator};
use crate::config::{Change, Event, RunConfig, ValidConfig};
use crate::data::{Dataset, Split};
use crate::error::ConfigError;
use crate::model::{Autoencoder, Decoder};
use crate::objective::Backpropagation;
use crate::optimizer::Optimizer;
use batches::Batches;

/// One run: a network, its images, and everything needed to go on training it.
///
/// With the same configuration and the same events at the same steps, every number is the same to the bit.
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
    config: RunConfig,
    split: Split,
    model: Autoencoder,
    optimizer: Optimizer,
    backpropagation: Backpropagation,
    batches: Batches,
    evaluator: Evaluator,
    schedule: Schedule,
    history: History,
    events: Vec<Event>,
    step: u64,
    diverged: Option<u64>,
}

impl Trainer {
    /// An untrained network, its first evaluation already on the curve.
    ///
    /// # Errors
    ///
    /// [`ConfigError::WrongDataset`] if `config` asks for another data set than `dataset`.
    pub fn new(config: ValidConfig, dataset: &Dataset) -> Result<Self, ConfigError> {
        let split = Split::draw(&config, dataset)?;
        let model = Autoencoder::new(&config);
        let schedule = Schedule::new(&config, split.held_out.nrows());
        let mut trainer = Self {
            optimizer: Optimizer::new(config.optimizer, &model),
            backpropagation: Backpropagation::new(&model),
            batches: Batches::new(&config),
            evaluator: Evaluator::new(&config, &split),
            history: History::default(),
            events: Vec::new(),
            step: 0,
            diverged: None,
            config: (*config).clone(),
            split,
            model,
            schedule,
        };
        trainer.record();
        Ok(trainer)
    }

    /// One parameter update on the next batch, and an evaluation for the curve where one is due.
    ///
    /// A run whose loss is no longer finite has ended: further steps do nothing.
    pub fn step(&mut self) {
        if self.diverged.is_some() {
            return;
        }
        let batch = self.batches.next(&self.split.train);
        let loss = self.backpropagation.backpropagate(&self.model, self.config.loss, batch);
        if !loss.is_finite() {
            self.diverged = Some(self.step);
            return;
        }
        self.optimizer.update(
            &mut self.model,
            &self.backpropagation.gradient,
            self.config.lambda,
            self.config.learning_rate,
        );
        self.step += 1;
        if self.schedule.is_due(self.step) {
            self.record();
        }
    }

    /// Changes the running network before its next step, without a reset; `None` where nothing changes.
    ///
    /// Untying sets W* := Wᵀ and leaves the function as it is. Tying evaluates W := (W + W*ᵀ)/2 and W := W*ᵀ on the
    /// training images and takes the lower loss; the jump is put on the curve.
    ///
    /// # Errors
    ///
    /// [`ConfigError::OutOfRange`]; the run is then as it was.
    pub fn change(&mut self, change: Change) -> Result<Option<Event>, ConfigError> {
        let Some(label) = change.apply(&mut self.config)? else {
            return Ok(None);
        };
        if let Change::Tied(tied) = change {
            if self.history.last().is_none_or(|last| last.step != self.step) {
                self.record();
            }
            if tied {
                self.tie();
            } else {
                self.untie();
            }
            self.record();
        }
        let event = Event { step: self.step, change, label };
        self.events.push(event.clone());
        Ok(Some(event))
    }

    fn untie(&mut self) {
        self.model.decoder = Decoder::Untied(self.model.w.clone().reversed_axes());
        self.optimizer.untie();
        self.backpropagation = Backpropagation::new(&self.model);
    }

    fn tie(&mut self) {
        let w_star_t = self.model.w_star_t().to_owned();
        self.model.decoder = Decoder::Tied;
        let mut mean = self.model.clone();
        mean.w = (&mean.w + &w_star_t) * 0.5;
        self.model.w = w_star_t;
        let train = self.split.train.view();
        if self.evaluator.data_loss(&mean, train) <= self.evaluator.data_loss(&self.model, train) {
            self.model = mean;
        }
        self.optimizer.tie();
        self.backpropagation = Backpropagation::new(&self.model);
    }

    /// Evaluates the network as it is now, for a readout; the curve stays as it is.
    pub fn evaluate(&mut self) -> Evaluation {
        self.evaluator.evaluate(&self.model, &self.split, self.step, self.config.lambda)
    }

    fn record(&mut self) {
        let evaluation = self.evaluate();
        self.history.push(evaluation);
    }

    /// The configuration as it is now, after the changes made.
    pub fn config(&self) -> &RunConfig {
        &self.config
    }

    /// The network.
    pub fn model(&self) -> &Autoencoder {
        &self.model
    }

    /// The images.
    pub fn split(&self) -> &Split {
        &self.split
    }

    /// What was measured so far.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The changes made so far, oldest first.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Parameter updates made.
    pub fn steps(&self) -> u64 {
        self.step
    }

    /// Passes over the training images made; a fraction inside one.
    pub fn epochs(&self) -> f64 {
        self.step as f64 / self.batches.per_epoch() as f64
    }

    /// The step whose batch had a loss that is not finite, if that has happened.
    pub fn diverged(&self) -> Option<u64> {
        self.diverged
    }
}
