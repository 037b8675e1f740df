//! A run's state on its way into another trainer: a fork, or a page that is opened again.

use super::{History, Trainer};
use crate::config::Recipe;
use crate::data::Dataset;
use crate::error::ConfigError;
use crate::memory;

/// Updates after which no run is taken up: replaying its order of batches would take hours.
const MOST_STEPS: u64 = 1_000_000_000;

/// A run as it stands, apart from its recipe: what another trainer needs to go on with it.
#[derive(Debug, Clone, PartialEq)]
pub struct RunState {
    /// Parameter updates made.
    pub step: u64,
    /// How many events of the recipe have been made.
    pub events: usize,
    /// Every parameter, in the order of [`Autoencoder::slices`](crate::Autoencoder::slices).
    pub parameters: Vec<f32>,
    /// What the optimizer keeps, likewise.
    pub memory: Vec<f32>,
    /// [`History::numbers`].
    pub curve: Vec<f64>,
}

impl RunState {
    /// Makes sure that there is memory for a state whose numbers come from elsewhere: so many bytes of each kind.
    ///
    /// # Errors
    ///
    /// [`ConfigError::Memory`] if there is not.
    pub fn ensure_room(parts: [usize; 3]) -> Result<(), ConfigError> {
        let bytes = parts.iter().sum::<usize>();
        if memory::is_there(bytes, parts.into_iter().max().unwrap_or_default()) {
            return Ok(());
        }
        Err(ConfigError::Memory { what: "a run that goes on".into(), megabytes: bytes.div_ceil(1_000_000) })
    }
}

impl Trainer {
    /// The run as it stands: with its recipe, [`Trainer::resume`] goes on from here.
    pub fn state(&mut self) -> RunState {
        self.finish_evaluation();
        let (parameters, memory) = self.progress.numbers();
        let curve = self.history.numbers();
        RunState { step: self.progress.step, events: self.events.len(), parameters, memory, curve }
    }

    /// A run that goes on from `state`, to the bit as the one that gave it.
    ///
    /// # Errors
    ///
    /// [`ConfigError::WrongDataset`], and [`ConfigError::State`] or [`ConfigError::StateValue`] if `state` is not of a run
    /// of `recipe`, or its parameters are not finite.
    pub fn resume(recipe: impl Into<Recipe>, dataset: &Dataset, state: &RunState) -> Result<Self, ConfigError> {
        let mut trainer = Self::untrained(recipe.into(), dataset)?;
        while trainer.events.len() < state.events {
            let Some(event) = trainer.planned.pop_front() else {
                let (expected, found) = (trainer.events.len(), state.events);
                return Err(ConfigError::State { what: "events", expected, found });
            };
            let tied = trainer.config.tied;
            // A change that changes nothing is no event of a run.
            if !event.change.apply(&mut trainer.config)? {
                continue;
            }
            trainer.events.push(event);
            if tied && !trainer.config.tied {
                trainer.progress.untie();
            } else if !tied && trainer.config.tied {
                trainer.progress.tie(|_| 0.0);
            }
        }
        trainer.claim.follow(&trainer.config);
        trainer.history = History::from_numbers(&state.curve)?;
        trainer.check_step(state.step)?;
        trainer.progress.resume(state.step, &state.parameters, &state.memory)?;
        trainer.keep();
        trainer.make_planned();
        Ok(trainer)
    }

    /// Whether the curve, which has a point now and then, can be that of a run at `step`.
    fn check_step(&self, step: u64) -> Result<(), ConfigError> {
        let last = self.history.last().map_or(0, |point| point.step);
        let gap = self.schedule.spacing_from(step).saturating_mul(self.history.stride());
        if step <= MOST_STEPS && step.checked_sub(last).is_some_and(|since| since <= gap) {
            return Ok(());
        }
        let expected = "at most 1000000000, and near the end of its curve";
        Err(ConfigError::StateValue { what: "step", expected, found: step.to_string() })
    }
}
