//! Changes of a running network, by hand or planned.

use super::Trainer;
use super::checkpoint::Replaced;
use crate::config::{Change, Event, change_before, first_since_jump, record};
use crate::error::ConfigError;
use std::sync::Arc;

impl Trainer {
    /// Changes the running network before its next step, without a reset; `None` where it is then as if the quantity had
    /// not been changed at this step.
    ///
    /// Of several changes of a quantity at one step the last is kept, and none that came back to the value before: what
    /// no update has seen was never there. So [`Trainer::events`] stays the shortest recipe of what the run is.
    ///
    /// Untying sets W* := Wᵀ and leaves the function as it is. Tying evaluates W := (W + W*ᵀ)/2 and W := W*ᵀ on the
    /// training images and takes the lower loss; the curve has a point before and one after the jump, unless it has been
    /// thinned. A diverged run goes on under the change.
    ///
    /// # Errors
    ///
    /// [`ConfigError::OutOfRange`], or [`ConfigError::Memory`] where there is none for a second matrix; the run is then as it
    /// was.
    pub fn change(&mut self, change: Change) -> Result<Option<Event>, ConfigError> {
        if change.jumps() {
            self.finish_evaluation();
        }
        if !change.apply(&mut self.config.clone())? {
            return Ok(None);
        }
        if change == Change::Tied(false) {
            self.claim.untie(&self.config)?;
        }
        self.divergence = None;
        if !change.jumps() {
            self.adjust(change);
        } else if let Some(replaced) = self.replaced.take() {
            self.take_back(replaced);
        } else {
            self.jump_first(change);
        }
        Ok(self.events.iter().rev().find(|event| event.step == self.progress.step && event.change == change).copied())
    }

    /// Makes the planned changes whose step has come.
    pub(super) fn make_planned(&mut self) {
        loop {
            let step = self.progress.step;
            if self.planned.front().is_some_and(|event| event.step <= step && event.change.jumps()) {
                self.finish_evaluation();
            }
            if self.divergence.is_some() {
                return;
            }
            let Some(Event { change, .. }) = self.planned.pop_front_if(|event| event.step <= step) else { return };
            if change_before(&self.start, &self.events, change) == change {
                continue;
            }
            if change.jumps() { self.jump(change) } else { self.adjust(change) }
        }
    }

    /// Changes λ or η.
    fn adjust(&mut self, change: Change) {
        let first = first_since_jump(&self.events, self.progress.step);
        record(&self.start, &mut self.events, self.progress.step, change);
        self.make(change);
        self.follow_events(first);
    }

    /// Ties or unties, after all changes made so far.
    fn jump(&mut self, change: Change) {
        // Of two at the same step the first is part of the recipe from now on.
        self.replaced = None;
        let (event, history) = (self.events.len(), self.history.clone());
        if self.history.last().is_none_or(|last| last.step != self.progress.step) {
            self.begin_point();
        }
        let at = self.pending.as_ref().map_or_else(|| self.present(), |point| point.at.clone());
        self.make(change);
        record(&self.start, &mut self.events, self.progress.step, change);
        self.finish_evaluation();
        if self.divergence.is_some() {
            return;
        }
        // A run that turns out to have diverged by it lets go of this.
        self.replaced =
            Some(Replaced { at, checkpoint: self.checkpoint.clone(), exploded: self.exploded, history, event });
        self.begin_point();
        self.finish_evaluation();
    }

    /// Ties or unties by hand. Where λ or η has been changed at this step already, tying takes its place before that: so both
    /// can still be changed again, and the points of the curve at this step are those of a run that replays the recipe.
    fn jump_first(&mut self, change: Change) {
        let step = self.progress.step;
        let first = first_since_jump(&self.events, step);
        let adjusted = self.events.split_off(first);
        for event in &adjusted {
            self.make(change_before(&self.start, &self.events, event.change));
        }
        self.follow_events(first);
        self.jump(change);
        // A run that turns out to have diverged before has gone back to before them, and shows what it had there.
        if self.divergence.is_none() {
            for event in adjusted {
                self.adjust(event.change);
            }
        }
    }

    /// Takes back that the run was tied or untied at this step; λ and η stay as they are now.
    fn take_back(&mut self, Replaced { at, checkpoint, exploded, history, event }: Replaced) {
        let mut adjusted = self.events.split_off(event);
        adjusted.remove(0);
        self.progress = Arc::unwrap_or_clone(at.progress);
        self.config.tied = at.config.tied;
        self.claim.follow(&self.config);
        self.history.become_again(history);
        (self.checkpoint, self.exploded) = (checkpoint, exploded);
        let first = first_since_jump(&self.events, self.progress.step);
        for Event { step, change } in adjusted {
            record(&self.start, &mut self.events, step, change);
        }
        self.follow_events(first);
    }

    /// The changes from event `first` on have become others, and no update has been made after them: a checkpoint that was
    /// made after them has to have them, too.
    fn follow_events(&mut self, first: usize) {
        if self.checkpoint.events > first {
            (self.checkpoint.config, self.checkpoint.events) = (self.config.clone(), self.events.len());
        }
    }

    /// Carries out a change that is within its range.
    pub(super) fn make(&mut self, change: Change) {
        let tied = self.config.tied;
        change.set(&mut self.config);
        if tied == self.config.tied {
            return;
        }
        if tied {
            self.progress.untie();
        } else {
            let Self { progress, evaluator, split, .. } = self;
            let x = split.train.intensities();
            progress.tie(|model| evaluator.data_loss(model, x.view()));
        }
        self.claim.follow(&self.config);
    }
}
