//! States of a run that are kept beside the present one.

use super::history::History;
use super::progress::Progress;
use crate::analysis::PartialEvaluation;
use crate::config::RunConfig;
use std::sync::Arc;

/// A run at one step, as far as training goes on from there: a copy, because the run itself is trained further.
#[derive(Debug, Clone)]
pub(super) struct Checkpoint {
    pub(super) config: RunConfig,
    /// Shared by all who keep this state: a network may be large.
    pub(super) progress: Arc<Progress>,
    /// How many events had been made.
    pub(super) events: usize,
}

/// What tying or untying at the present step took the place of: undoing it before the next step is then as if it had never been.
#[derive(Debug, Clone)]
pub(super) struct Replaced {
    pub(super) at: Checkpoint,
    /// `Trainer::checkpoint`, `Trainer::exploded` and `Trainer::history` of before.
    pub(super) checkpoint: Checkpoint,
    pub(super) exploded: bool,
    pub(super) history: History,
    /// Which of the run's events it was.
    pub(super) event: usize,
}

/// A point of the curve that is being evaluated.
#[derive(Debug, Clone)]
pub(super) struct PendingPoint {
    /// The run as it was when the point was due.
    pub(super) at: Checkpoint,
    pub(super) evaluation: PartialEvaluation,
    /// How many pieces of its evaluation are done a step.
    pub(super) pace: u64,
}
