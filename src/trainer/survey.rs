//! The points of the curve: each is measured on a copy of the run, while the run itself goes on.

use super::Trainer;
use super::checkpoint::{Checkpoint, Point};
use super::divergence::fault;
use crate::analysis::Survey;
use crate::objective::Penalty;

impl Trainer {
    /// Measures for the curve what is due after an update: with it, and no more than a few pieces of an evaluation at a time,
    /// [`Trainer::update`] comes to the same curve, and to the same stop where a run diverges, as [`Trainer::step`].
    pub fn survey(&mut self) {
        let pace = self.point.as_ref().map_or(0, |point| point.pace);
        for _ in 0..pace {
            self.survey_piece();
        }
    }

    /// Measures all that is due, at once.
    pub fn finish_survey(&mut self) {
        while self.survey_piece() {}
    }

    /// Puts the present state on the curve, once it is measured, and keeps it.
    pub(super) fn begin_point(&mut self) {
        self.finish_survey();
        if self.divergence.is_some() {
            return;
        }
        let pace = self.schedule.pieces_a_step(self.progress.step);
        self.point = Some(Point { at: self.present(), survey: Survey::default(), pace });
    }

    /// One piece of what is being measured; `false` when nothing is left.
    fn survey_piece(&mut self) -> bool {
        let Self { point: Some(point), evaluator, split, .. } = self else { return false };
        if evaluator.go_on(&mut point.survey, &point.at.progress.model, split) {
            return true;
        }
        if let Some(Point { at, survey, .. }) = self.point.take() {
            self.conclude(at, survey);
        }
        false
    }

    /// All pieces are done: the point is on the curve, or what was trained beyond it is taken back and the run stops.
    fn conclude(&mut self, at: Checkpoint, survey: Survey) {
        let (model, penalty) = (&at.progress.model, Penalty::of(&at.config));
        let evaluation = survey.conclude(model, &self.split, at.progress.step, &penalty);
        match fault(model, &evaluation) {
            None => {
                self.astray = !self.is_sound(&evaluation);
                self.history.push(evaluation);
                if !self.astray {
                    self.checkpoint = at;
                }
            }
            Some(quantity) => {
                self.stand_at(at);
                self.go_back(quantity);
            }
        }
    }
}
