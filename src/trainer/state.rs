//! A run's state on its way into another trainer: a fork, or a page that is opened again.

use super::{History, Trainer};
use crate::config::Recipe;
use crate::data::Dataset;
use crate::error::ConfigError;

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

impl Trainer {
    /// The run as it stands: with its recipe, [`Trainer::resume`] goes on from here.
    pub fn state(&mut self) -> RunState {
        self.finish_survey();
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
            let Some(mut event) = trainer.planned.pop_front() else {
                let (expected, found) = (trainer.events.len(), state.events);
                return Err(ConfigError::State { what: "events", expected, found });
            };
            let tied = trainer.config.tied;
            // A change that changes nothing is no event of a run.
            let Some(label) = event.change.apply(&mut trainer.config)? else { continue };
            event.label = label;
            trainer.events.push(event);
            if tied && !trainer.config.tied {
                trainer.progress.untie();
            } else if !tied && trainer.config.tied {
                trainer.progress.tie(|_| 0.0);
            }
        }
        trainer.progress.resume(state.step, &state.parameters, &state.memory)?;
        trainer.history = History::from_numbers(&state.curve)?;
        trainer.keep();
        trainer.make_planned();
        Ok(trainer)
    }
}
