//! The way back of a run that has diverged.

use super::Trainer;
use super::checkpoint::Checkpoint;
use super::divergence::{Divergence, Quantity, fault};
use crate::analysis::Evaluation;
use std::sync::Arc;

/// The last two states that a run has come through.
struct LastStates {
    before_last: Checkpoint,
    last: Checkpoint,
}

/// A run whose error is more than so many times that of its first weights has left its data: no learning rate brings it back.
const SOUND: f64 = 10.0;

impl Trainer {
    /// Stops the run, which has come to a number that is not finite, where it can go on from: at its last finite state or, if
    /// the error has exploded before that, where it was last changed, or at its last sound point of the curve.
    ///
    /// The steps since that point are gone over again, now looking at every parameter. A run without a curve stays where it is.
    pub(super) fn go_back(&mut self, quantity: Quantity) {
        let step = self.progress.step;
        self.divergence = Some(Divergence { step, quantity });
        if !self.has_curve {
            return;
        }
        let changed = self.events[self.checkpoint.events..].last().map(|event| event.step);
        let found = (!self.exploded && self.goes_back_to(step, |states| states.before_last))
            || changed.is_some_and(|step| self.goes_back_to(step, |states| states.last));
        if !found {
            self.go_to(self.checkpoint.clone());
        }
        self.exploded = false;
        self.history.end_at(self.progress.step);
    }

    /// Repeats the steps since the checkpoint up to step `end`, goes to the state that is chosen of the last two, and tells
    /// whether it is sound.
    fn goes_back_to(&mut self, end: u64, choose: fn(LastStates) -> Checkpoint) -> bool {
        self.go_to(self.checkpoint.clone());
        let states = self.repeat(end);
        self.go_to(choose(states));
        let evaluation = self.measure();
        fault(&self.progress.model, &evaluation).is_none() && self.is_sound(&evaluation)
    }

    /// Whether an error is still one to learn from.
    pub(super) fn is_sound(&self, evaluation: &Evaluation) -> bool {
        self.history.points().first().is_none_or(|first| evaluation.train <= SOUND * first.train)
    }

    /// Goes back to an earlier state; what was changed after it is to be changed again.
    pub(super) fn go_to(&mut self, state: Checkpoint) {
        self.plan_again(state.events);
        self.restore(state);
    }

    /// The changes after the first `made` are still to come.
    fn plan_again(&mut self, made: usize) {
        for event in self.events.drain(made..).rev() {
            self.planned.push_front(event);
        }
    }

    fn restore(&mut self, Checkpoint { config, progress, .. }: Checkpoint) {
        self.replaced = None;
        (self.config, self.progress) = (config, Arc::unwrap_or_clone(progress));
        self.claim.follow(&self.config);
    }

    /// Trains up to step `end`, or to the first update after which a number is not finite.
    fn repeat(&mut self, end: u64) -> LastStates {
        let mut before_last = None;
        loop {
            while let Some(event) = self.planned.pop_front_if(|event| event.step <= self.progress.step) {
                self.make(event.change);
                self.events.push(event);
            }
            let last = self.present();
            if self.progress.step >= end
                || !self.progress.update(&self.config, &self.split.train, &mut self.room)
                || !self.progress.model.is_finite()
            {
                return LastStates { before_last: before_last.unwrap_or_else(|| last.clone()), last };
            }
            before_last = Some(last);
        }
    }
}
