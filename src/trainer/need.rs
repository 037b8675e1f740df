//! How much memory a run needs: worked out from its configuration, and asked for before it begins.

use super::history::{BOUND, CURVE_COLUMNS};
use crate::analysis::{EVALUATED_AT_ONCE, Evaluation, LEDGER_AT_ONCE, LinearTheory, is_linear};
use crate::config::{Change, Collection, OptimizerKind, Recipe, RunConfig};
use crate::data::{Pixels, TILES};
use crate::error::ConfigError;
use crate::memory::{self, Promise};
use crate::model::ForwardPass;
use crate::objective::BackwardPass;

const SINGLE: usize = size_of::<f32>();
const DOUBLE: usize = size_of::<f64>();

/// Bytes that a run needs, at most.
///
/// With p = n·k parameters in each matrix, and k + n in the biases, a run's *state* is p numbers, as many again for each memory
/// of its optimizer (Adam two, momentum one), and the order of its m images. Of these
///
/// - *held* from beginning to end are the state and a copy of it, to which the run goes back if it diverges; the pixels of all
///   images, and of the held-out ones a second set with noise; and room for a batch, for evaluations, and for what is shown;
/// - *steps* take, and keep, the activations of a batch on their way through the network and back: see
///   [`BackwardPass::bytes`];
/// - for a while there is, besides, the larger of: a third state, while it is measured for the curve, with `W* ∘ Wᵀ`, and then the
///   ledger with two gradients, all training images as numbers and the activations of some of them; or a third and a fourth
///   state, while a run is tied, or gone over again after it has diverged, with another W and all training images. The state on
///   its way out of an export, or in by a fork, is no more than that;
/// - there is the curve, at its longest, and twice where it is copied.
///
/// *Before the first step* a run may need more than that: the images at their full size, those held out as numbers and, of a linear
/// network, what principal components are made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// What a run holds from the beginning to the end.
    pub held: usize,
    /// What it holds at least, besides, once it has made its steps.
    pub kept_by_steps: usize,
    /// What it needs at most, at any time.
    pub peak: usize,
    /// The largest array of these.
    pub largest: usize,
}

impl Need {
    /// What a run of `config` needs. A tied one has half the weights, unless it `unties`.
    pub fn of(config: &RunConfig, unties: bool) -> Self {
        let Collection { side: own_side, held_out, .. } = config.data.dataset().collection();
        let side = config.data.side();
        let (n, k, m) = (side * side, config.hidden_units as usize, config.training_images as usize);
        let batch = m.min(config.batch_size as usize);

        let matrix = SINGLE * n * k;
        let matrices = if config.tied && !unties { 1 } else { 2 };
        let parameters = matrices * matrix + SINGLE * (n + k);
        let memories = match config.optimizer {
            OptimizerKind::Sgd => 0,
            OptimizerKind::Momentum => 1,
            OptimizerKind::Adam => 2,
        };
        let state = parameters * (1 + memories) + size_of::<usize>() * m;

        let images = |count: usize| SINGLE * n * count;
        let pixels = Pixels::bytes(side, own_side) * n * (m + held_out);
        // Growing from a chunk that is not full, the working memory of evaluations comes to up to twice that.
        let chunk = if m < EVALUATED_AT_ONCE { (2 * m).max(EVALUATED_AT_ONCE) } else { EVALUATED_AT_ONCE };
        // A chunk and its clean reconstruction; the copy index has f′ twice.
        let evaluation = 4 * images(chunk) + ForwardPass::bytes(k, n, chunk);
        // As inputs, less the mean, by row, and while they are put together; they come in one after another.
        let tiles = 4 * images(TILES) + ForwardPass::bytes(k, n, 3 * TILES / 2);
        let held = 2 * state + pixels + images(held_out) + images(batch) + evaluation + tiles;

        let steps = BackwardPass::bytes(k, n, batch);
        // h, its micro-panels and da; x̂, and x, xᵀ, dz and dzᵀ in panels, without which nothing works.
        let kept_by_steps = 3 * SINGLE * k * batch + 5 * images(batch);
        let ledger = 2 * parameters + images(m) + BackwardPass::bytes(k, n, m.min(LEDGER_AT_ONCE));
        let measured = state + matrix + ledger;
        let gone_over = 2 * state + matrix + images(m);
        let curve = 5 * BOUND / 2 * size_of::<Evaluation>() + 2 * BOUND * CURVE_COLUMNS * DOUBLE;

        let full_size = if side < own_side { m.max(held_out) * own_side * own_side } else { 0 };
        let theory = if is_linear(config) { LinearTheory::bytes(n, m, held_out) } else { 0 };
        let begun = (full_size + images(m)).max(images(held_out)).max(theory);

        let peak = held + curve + begun.max(steps + measured.max(gone_over));
        let largest = [matrix, images(batch), images(m), SINGLE * k * batch.next_multiple_of(4), 2 * images(m)];
        Self { held, kept_by_steps, peak, largest: largest.into_iter().max().unwrap_or_default() }
    }

    fn megabytes(&self) -> usize {
        self.peak.div_ceil(1_000_000)
    }
}

/// What is put by for a run.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    need: Need,
    /// What it may still take.
    promise: Promise,
    /// Steps until all that steps keep is there: the first batch may be the last, smaller one of an epoch.
    steps_to_warm: u8,
}

impl Claim {
    /// Makes sure that there is memory for a run of `recipe`.
    ///
    /// # Errors
    ///
    /// [`ConfigError::Memory`] if there is not.
    pub(super) fn new(recipe: &Recipe) -> Result<Self, ConfigError> {
        let unties = recipe.events.iter().any(|event| event.change == Change::Tied(false));
        let need = Need::of(&recipe.config, unties);
        ensure(&recipe.config, need, need.peak)?;
        Ok(Self { need, promise: Promise::new(need.peak - need.held), steps_to_warm: 2 })
    }

    /// Makes sure that there is memory to untie the run, whose configuration is `config` as yet.
    ///
    /// # Errors
    ///
    /// [`ConfigError::Memory`] if there is not; all is then as it was.
    pub(super) fn untie(&mut self, config: &RunConfig) -> Result<(), ConfigError> {
        let need = Need::of(config, true);
        if need.peak <= self.need.peak {
            return Ok(());
        }
        self.promise.set(0);
        let refusal = ensure(config, need, need.peak - self.held(self.need));
        if refusal.is_ok() {
            self.need = need;
        }
        self.promise.set(self.need.peak - self.held(self.need));
        refusal
    }

    /// A step has been made.
    pub(super) fn step(&mut self) {
        if self.steps_to_warm > 0 {
            self.steps_to_warm -= 1;
            self.promise.set(self.need.peak - self.held(self.need));
        }
    }

    /// What of `need` the run has taken by now.
    fn held(&self, need: Need) -> usize {
        need.held + if self.steps_to_warm == 0 { need.kept_by_steps } else { 0 }
    }
}

fn ensure(config: &RunConfig, need: Need, missing: usize) -> Result<(), ConfigError> {
    if memory::is_there(missing, need.largest) {
        return Ok(());
    }
    let batch = config.batch_size.min(config.training_images);
    let units = config.hidden_units;
    let what = format!("a run of {units} hidden units in batches of {batch} images");
    Err(ConfigError::Memory { what, megabytes: need.megabytes() })
}
