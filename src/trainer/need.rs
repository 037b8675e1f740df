//! How much memory a run needs: worked out from its configuration, and asked for before it begins.

use super::history::{BOUND, CURVE_COLUMNS};
use crate::analysis::{EVALUATED_AT_ONCE, Evaluation, LEDGER_AT_ONCE, LinearTheory, is_linear};
use crate::config::{Change, OptimizerKind, Recipe, RunConfig};
use crate::data::{FIELD, Pixels, TILES};
use crate::error::ConfigError;
use crate::memory::{self, Promise};
use crate::model::ForwardPass;
use crate::objective::BackwardPass;

const SINGLE: usize = size_of::<f32>();
const DOUBLE: usize = size_of::<f64>();

/// Bytes that a run needs.
///
/// With p = n·k parameters in each matrix, and k + n in the biases, a run's *state* is p numbers, as many again for each memory
/// of its optimizer (Adam two, momentum one), and the order of its m images. Of these
///
/// - *held* from beginning to end are the state and a copy of it, to which the run goes back if it diverges; the pixels of all
///   images, and of the held-out ones a second set with noise; and room for a batch;
/// - *evaluations*, and what is shown, have room for the few images that go through the network at once;
/// - *steps* take, and keep, the activations of a batch on their way through the network and back:
///   [`BackwardPass::bytes`];
/// - *for a while* there is, besides, the larger of: a third state, while it is measured for the curve, with `W* ∘ Wᵀ`, and then
///   the ledger with two gradients, all training images as numbers and the activations of some of them; or a third and a fourth
///   state, while a run is tied, or gone over again after it has diverged, with another W and all training images. The numbers
///   of an export, or of a fork on its way in, are no more than that;
/// - the *curve* is taken at its longest, and twice where it is copied.
///
/// *Before the first step* a run may need more than the steps and what is there for a while: the images at their full size, those
/// held out as numbers and, of a linear network, what principal components are made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// At most, at any time.
    pub peak: usize,
    /// The largest array of these.
    pub largest: usize,
}

impl Need {
    /// What a run of `config` needs. A tied one has half the weights, unless it `unties`.
    pub fn of(config: &RunConfig, unties: bool) -> Self {
        let config = RunConfig { tied: config.tied && !unties, ..config.clone() };
        let sizes = Sizes::of(&config);
        let Sizes { n, k, m, batch, held_out, matrix, parameters, state } = sizes;
        let activation = config.activation;

        // Growing from a chunk that is not full, the working memory of evaluations comes to up to twice that.
        let chunk = if m < EVALUATED_AT_ONCE { (2 * m).max(EVALUATED_AT_ONCE) } else { EVALUATED_AT_ONCE };
        // A chunk and its clean reconstruction; the copy index has f′ twice.
        let evaluations = 4 * sizes.images(chunk) + ForwardPass::bytes(k, n, chunk, activation);
        // As inputs, less the mean, by row, and while they are put together; they come in one after another.
        let tiles = if config.data.is_plane() { m + held_out + FIELD + 1 } else { TILES };
        let shown = 4 * sizes.images(tiles) + ForwardPass::bytes(k, n, 3 * tiles / 2, activation);

        let steps = BackwardPass::bytes(k, n, batch, activation);
        let ledger = 2 * parameters + sizes.images(m) + BackwardPass::bytes(k, n, m.min(LEDGER_AT_ONCE), activation);
        let measured = state + matrix + ledger;
        let gone_over = 2 * state + matrix + sizes.images(m);
        let curve = 5 * BOUND / 2 * size_of::<Evaluation>() + 2 * BOUND * CURVE_COLUMNS * DOUBLE;

        let (side, own_side) = (config.side(), config.data.dataset().collection().side);
        let full_size = if side < own_side { m.max(held_out) * own_side * own_side } else { 0 };
        let theory = if is_linear(&config) { LinearTheory::bytes(n, m, held_out) } else { 0 };
        let begun = (full_size + sizes.images(m)).max(sizes.images(held_out)).max(theory);

        let centred = if is_linear(&config) { DOUBLE * n * m } else { 0 };
        let activations = SINGLE * k * batch.next_multiple_of(4);
        let peak = held(&config, false) + evaluations + shown + curve + begun.max(steps + measured.max(gone_over));
        Self { peak, largest: matrix.max(sizes.images(m)).max(activations).max(centred) }
    }
}

/// How large a run is: counts, and bytes of its parts.
struct Sizes {
    n: usize,
    k: usize,
    m: usize,
    batch: usize,
    held_out: usize,
    matrix: usize,
    parameters: usize,
    state: usize,
}

impl Sizes {
    fn of(config: &RunConfig) -> Self {
        let (n, k) = (config.inputs(), config.hidden_units as usize);
        let m = config.training_images as usize;
        let matrix = SINGLE * n * k;
        let parameters = if config.tied { matrix } else { 2 * matrix } + SINGLE * (n + k);
        let memories = match config.optimizer {
            OptimizerKind::Sgd => 0,
            OptimizerKind::Momentum => 1,
            OptimizerKind::Adam => 2,
        };
        Self {
            n,
            k,
            m,
            batch: m.min(config.batch_size as usize),
            held_out: config.held_out(),
            matrix,
            parameters,
            state: parameters * (1 + memories) + size_of::<usize>() * m,
        }
    }

    /// Bytes of so many images as numbers.
    fn images(&self, count: usize) -> usize {
        SINGLE * self.n * count
    }
}

/// Bytes that a pixel is held in: of own data as many as its numbers may have.
fn pixel_bytes(config: &RunConfig) -> usize {
    let own_side = config.data.dataset().collection().side;
    if config.own.is_some() { SINGLE } else { Pixels::bytes(config.side(), own_side) }
}

/// Bytes that a run of `config`, as it is now, holds at least; once it is warm, with what steps keep.
fn held(config: &RunConfig, is_warm: bool) -> usize {
    let sizes = Sizes::of(config);
    let Sizes { n, k, m, batch, held_out, state, .. } = sizes;
    let pixels = pixel_bytes(config) * n * (m + held_out);
    // h, its micro-panels and da; x̂, and x, xᵀ, dz and dzᵀ in panels, without which nothing works.
    let kept_by_steps = if is_warm { 3 * SINGLE * k * batch + 5 * sizes.images(batch) } else { 0 };
    2 * state + pixels + sizes.images(held_out) + sizes.images(batch) + kept_by_steps
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
        let mut claim = Self { need, promise: Promise::new(0), steps_to_warm: 2 };
        claim.follow(&recipe.config);
        Ok(claim)
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
        let outcome = ensure(config, need, need.peak - self.held(config));
        if outcome.is_ok() {
            self.need = need;
        }
        self.follow(config);
        outcome
    }

    /// A step has been made under `config`.
    pub(super) fn step(&mut self, config: &RunConfig) {
        if self.steps_to_warm > 0 {
            self.steps_to_warm -= 1;
            self.follow(config);
        }
    }

    /// The run has become one of `config`: tied, it holds less, and may take that again.
    pub(super) fn follow(&mut self, config: &RunConfig) {
        self.promise.set(self.need.peak - self.held(config));
    }

    fn held(&self, config: &RunConfig) -> usize {
        held(config, self.steps_to_warm == 0)
    }
}

/// Makes sure that `missing` bytes are there of the `need` of a run of `config`.
fn ensure(config: &RunConfig, need: Need, missing: usize) -> Result<(), ConfigError> {
    if memory::is_there(missing, need.largest) {
        return Ok(());
    }
    let batch = config.batch_size.min(config.training_images);
    let units = config.hidden_units;
    let what = format!("a run of {units} hidden units in batches of {batch} images");
    Err(ConfigError::Memory { what, megabytes: need.peak.div_ceil(1_000_000) })
}
