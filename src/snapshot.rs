//! Where a run stands, as data that goes from its worker to the page.

use crate::analysis::{Evaluation, TheoryLine};
use crate::config::MadeChange;
use crate::math;
use crate::trainer::{Divergence, Trainer};
use serde::Serialize;

/// Where a run stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Snapshot {
    /// Parameter updates made.
    pub step: u64,
    /// Passes over the training images made; a fraction inside one.
    pub epoch: f64,
    /// n.
    pub inputs: usize,
    /// k.
    pub hidden_units: usize,
    /// How many numbers are trained.
    pub parameters: usize,
    /// λ now.
    pub lambda: f64,
    /// Whether W* = Wᵀ now.
    pub tied: bool,
    /// η, from which a schedule may take its share.
    pub learning_rate: f64,
    /// The newest evaluation; of exactly this step where the run is at rest.
    pub evaluation: Evaluation,
    /// Where a linear network under this λ and tying ends up; `None` where there is no formula for it.
    pub theory: Option<TheoryLine>,
    /// The changes made so far.
    pub events: Vec<MadeChange>,
    /// A hash of all parameters: the same on every machine. `None` in a module whose arithmetic is not.
    pub receipt: Option<String>,
    /// Why the run stands still, if it does: it then shows the state that it went back to.
    pub divergence: Option<Divergence>,
}

impl Snapshot {
    /// Where `trainer` stands, with `evaluation` as its newest.
    pub fn new(trainer: &Trainer, evaluation: Evaluation) -> Self {
        let config = trainer.config();
        Self {
            step: trainer.steps(),
            epoch: trainer.epochs(),
            inputs: trainer.model().inputs(),
            hidden_units: trainer.model().hidden_units(),
            parameters: trainer.model().parameters(),
            lambda: config.lambda,
            tied: config.tied,
            learning_rate: config.learning_rate,
            evaluation,
            theory: trainer.theory(),
            events: trainer.made_changes(),
            receipt: math::IS_REPRODUCIBLE.then(|| trainer.receipt().to_string()),
            divergence: trainer.divergence(),
        }
    }
}
