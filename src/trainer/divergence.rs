//! When a number leaves what 32 bits can hold.

use super::{Checkpoint, Trainer};
use crate::analysis::Evaluation;
use crate::config::Event;
use crate::model::Autoencoder;
use serde::Serialize;
use std::collections::VecDeque;

/// Which number was no longer finite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Quantity {
    /// The data term of a batch.
    #[serde(rename = "training loss")]
    Loss,
    /// A weight or bias.
    #[serde(rename = "a parameter")]
    Parameter,
    /// An error or index of the evaluation.
    #[serde(rename = "the evaluation")]
    Evaluation,
}

/// A run that has been stopped. It stands at its last finite state; a change lets it go on from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Divergence {
    /// Updates made when it was noticed.
    pub step: u64,
    /// The number that was not finite.
    pub quantity: Quantity,
}

/// What is not finite about a state and its evaluation.
pub(super) fn fault(model: &Autoencoder, evaluation: &Evaluation) -> Option<Quantity> {
    if !model.is_finite() {
        return Some(Quantity::Parameter);
    }
    (!evaluation.is_finite()).then_some(Quantity::Evaluation)
}

impl Trainer {
    /// Stops the run at its last finite state: the last whose evaluation is finite, and after whose next update every
    /// parameter was.
    ///
    /// It is found by going over the steps since the last point of the curve again.
    pub(super) fn go_back(&mut self, quantity: Quantity) {
        let step = self.progress.step;
        self.divergence = Some(Divergence { step, quantity });
        let events = self.events.split_off(self.checkpoint.events);
        self.restore(self.checkpoint.clone());
        let last = self.repeat(step, events);
        self.plan_again(last.events);
        self.restore(last);
        let evaluation = self.measure();
        if fault(&self.progress.model, &evaluation).is_some() {
            self.events.truncate(self.checkpoint.events);
            self.restore(self.checkpoint.clone());
        }
    }

    /// The changes after the first `made` are still to come.
    pub(super) fn plan_again(&mut self, made: usize) {
        for event in self.events.drain(made..).rev() {
            self.planned.push_front(event);
        }
    }

    pub(super) fn restore(&mut self, Checkpoint { config, progress, .. }: Checkpoint) {
        (self.config, self.progress) = (config, progress);
        self.replaced = None;
    }

    /// Trains with `events` up to step `until`, or to the first update after which a parameter is not finite; returns
    /// the state before the one reached. Events that it does not come to stay planned.
    fn repeat(&mut self, until: u64, events: Vec<Event>) -> Checkpoint {
        let mut events = VecDeque::from(events);
        let mut last = None;
        let present = loop {
            while let Some(event) = events.pop_front_if(|event| event.step <= self.progress.step) {
                self.make(event.change);
                self.events.push(event);
            }
            let present = self.present();
            if self.progress.step >= until
                || !self.progress.update(&self.config, &self.split.train, &mut self.propagation)
                || !self.progress.model.is_finite()
            {
                break present;
            }
            last = Some(present);
        };
        events.append(&mut self.planned);
        self.planned = events;
        last.unwrap_or(present)
    }
}
