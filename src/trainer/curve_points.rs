//! The points of the curve: each is evaluated on a copy of the run, while the run itself goes on.

use super::Trainer;
use super::checkpoint::{Checkpoint, PendingPoint};
use super::divergence::fault;
use crate::analysis::PartialEvaluation;
use crate::objective::Penalty;

impl Trainer {
    /// To be called after each [`Trainer::update`]: goes on with the evaluation that is due for the curve, by no more pieces than
    /// it takes to be done before the next is due. Both together come to the same curve, and to the same stop where a run
    /// diverges, as [`Trainer::step`].
    pub fn evaluate_due(&mut self) {
        let pace = self.pending.as_ref().map_or(0, |pending| pending.pace);
        for _ in 0..pace {
            self.evaluate_piece();
        }
    }

    /// Does all that is left of the evaluation that is due, at once.
    pub fn finish_evaluation(&mut self) {
        while self.evaluate_piece() {}
    }

    /// The present state is to be on the curve, if there is one, once it is evaluated.
    pub(super) fn begin_point(&mut self) {
        self.finish_evaluation();
        if self.divergence.is_some() || !self.has_curve {
            return;
        }
        let pace = self.schedule.pieces_a_step(self.progress.step);
        self.pending = Some(PendingPoint { at: self.present(), evaluation: PartialEvaluation::default(), pace });
    }

    /// One piece of the evaluation that is due; `false` when nothing is left.
    fn evaluate_piece(&mut self) -> bool {
        let Self { pending: Some(pending), evaluator, split, .. } = self else { return false };
        if evaluator.evaluate_piece(&mut pending.evaluation, &pending.at.progress.model, split) {
            return true;
        }
        if let Some(PendingPoint { at, evaluation, .. }) = self.pending.take() {
            self.finish_point(at, evaluation);
        }
        false
    }

    /// All pieces are done: the point is on the curve, or what was trained beyond it is taken back and the run stops.
    fn finish_point(&mut self, at: Checkpoint, evaluation: PartialEvaluation) {
        let (model, penalty) = (&at.progress.model, Penalty::of(&at.config));
        let evaluation = evaluation.finish(model, &self.split, at.progress.step, &penalty);
        match fault(model, &evaluation) {
            None => {
                self.exploded = !self.is_sound(&evaluation);
                self.history.push(evaluation);
                if !self.exploded {
                    self.checkpoint = at;
                }
            }
            Some(quantity) => {
                self.go_to(at);
                self.go_back(quantity);
            }
        }
    }
}
