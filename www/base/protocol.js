/**
 * What the page and its workers say to each other, and the shapes they say it in.
 *
 * Two discriminated unions on `type`: {@link Command} goes to a worker, {@link Report} comes back. Every message
 * carries the `runId` of the run it is about; whatever belongs to an older run is dropped. This file imports
 * nothing, so everything else may import it.
 */

/** What the images are of. @typedef {"mnist" | "fashion" | "digits"} DataKind */

/** Which images at which size. @typedef {"mnist-14" | "mnist-28" | "fashion-14" | "fashion-28" | "digits-8"} DataSet */

/** Where images come from: a data set, or the few that are shown to networks of another. @typedef {DataSet | "mnist-shown" | "fashion-shown"} DataSource */

/**
 * One run, complete: with its timed changes it reproduces every number.
 * @typedef {object} RunConfig
 * @property {DataSet} data
 * @property {number} trainingImages m, drawn from the data by the seed
 * @property {number} seed u32
 * @property {number} hiddenUnits k, 1..=4096
 * @property {"relu" | "sigmoid" | "tanh" | "linear"} activation g
 * @property {"linear" | "sigmoid"} outputActivation f
 * @property {"squared-error" | "cross-entropy"} loss cross-entropy needs a sigmoid output
 * @property {number} lambda λ of the penalty λ‖θ‖²
 * @property {boolean} tied W* = Wᵀ
 * @property {"sgd" | "momentum" | "adam"} optimizer
 * @property {number} learningRate η
 * @property {"normal" | "glorot" | "he"} init
 * @property {number} initGain
 * @property {number} batchSize m or more is full-batch training
 * @property {boolean} penalizeBiases whether ‖θ‖² counts b and c
 * @property {boolean} countTiedTwice whether ‖θ‖² counts a tied W once for each layer
 * @property {"coupled" | "decoupled"} decay 2λθ in the gradient, or weights that shrink past the optimizer
 * @property {"constant" | "cosine"} rateSchedule
 * @property {number} rateSteps the steps in which a cosine schedule reaches 0
 * @property {boolean} centred whether the mean training image is subtracted; needs a linear output
 */

/**
 * What may change between two steps, without a reset.
 * @typedef {{lambda?: number, tied?: boolean, learningRate?: number}} Change
 */

/**
 * A change to be made once `step` updates have been. A configuration and its events reproduce a run to the bit.
 * @typedef {{step: number, change: Change}} PlannedEvent
 */

/**
 * A change as it happened, and what the setting was before: the mark on the chart.
 * @typedef {{step: number, field: "lambda" | "tied" | "learningRate", from: number | boolean, to: number | boolean}} RunEvent
 */

/**
 * A run as it stands: what another worker needs, besides configuration and events, to go on with it.
 * @typedef {object} RunState
 * @property {number} step
 * @property {number} events how many of the run's events have been made
 * @property {Float32Array} parameters W (k × n), b, W*ᵀ (k × n, when untied), c
 * @property {Float32Array} memory what the optimizer keeps of them
 * @property {Float64Array} curve
 */

/**
 * Errors at one step, summed over pixels and averaged over images (data term only).
 * @typedef {object} Evaluation
 * @property {number} step
 * @property {number} train
 * @property {number} heldOut
 * @property {number} gap heldOut − train
 * @property {number} copyIndex C = tr(∂x̂/∂x)/n
 * @property {number} noiseKept N = E‖x̂(x+ε) − x̂(x)‖² / E‖ε‖²
 * @property {number} denoisingError D = E‖x̂(x+ε) − x‖² / E‖ε‖²
 * @property {number} penalty λ‖θ‖²
 * @property {number} objective train + penalty
 * @property {number} thetaSquared ‖θ‖²
 */

/**
 * A number left what 32 bits can hold.
 * @typedef {{step: number, quantity: "training loss" | "a parameter" | "the evaluation"}} Divergence
 */

/**
 * The exact optimum of a linear network, the data terms and indices as in {@link Evaluation}. At λ = 0 it is the solution
 * of minimum norm, which training from random weights does not reach in directions that no training image varies in;
 * below λ ≈ 0.001 it takes longer than a demonstration lasts.
 * @typedef {object} Theory
 * @property {number} train
 * @property {number} heldOut
 * @property {number} copyIndex
 * @property {number} noiseKept
 * @property {number} denoisingError
 * @property {number} objective
 * @property {number} survivors how many principal components are kept
 * @property {number[]} thresholds the λ from which on component i is out, the largest first, for those kept at λ = 0; none
 *   where the formula holds at λ = 0 alone
 */

/**
 * The small numbers of a trainer at one step.
 * @typedef {object} Snapshot
 * @property {number} step
 * @property {number} epoch may be a fraction
 * @property {number} inputs n
 * @property {number} hiddenUnits k
 * @property {number} parameters
 * @property {number} lambda
 * @property {boolean} tied
 * @property {number} learningRate
 * @property {Evaluation} evaluation the last one; of exactly `step` when the run is at rest
 * @property {Theory | null} theory where a linear run under this λ and tying ends up; null where there is no formula for it
 * @property {RunEvent[]} events
 * @property {string | null} receipt a hash of all parameters: the same on every machine; null where the arithmetic is not
 * @property {Divergence | null} divergence why the run stands still, at an earlier state
 */

/**
 * The gradients of one part θ: ‖θ‖, ‖∇data‖, ‖2λθ‖, the cosine of the angle between those two, ‖∇data + 2λθ‖.
 * @typedef {{norm: number, data: number, penalty: number, cosine: number, sum: number}} LedgerEntry
 */

/** What data and penalty ask of each part at a step. @typedef {{step: number, w: LedgerEntry, wStar: LedgerEntry | null, b: LedgerEntry, c: LedgerEntry}} Ledger */

/** What an open instrument, or a switch, needs beyond snapshots. @typedef {{ledger: boolean, filters: {count: number, byNorm: boolean} | null, nearest: boolean}} Look */

/** How the tile arrays are laid out: each row has `columns` images, but "your drawing", which comes last, one. @typedef {{side: number, columns: number, rows: string[]}} Tiles */

/**
 * Files, already unzipped: images and labels as IDX, or excerpts, of which more may follow behind these.
 * @typedef {{source: DataSource, kind: DataKind, form: "idx" | "excerpts", files: ArrayBuffer[]}} DataFiles
 */

/**
 * @typedef {{type: "create", runId: number, module: WebAssembly.Module, config: RunConfig, events: PlannedEvent[], state?: RunState, data: DataFiles, other?: DataFiles, drawing?: Float32Array, uniformNoise?: boolean}} CreateCommand
 *   Build a trainer that makes `events` at their steps, going on from `state` where one is given; a second `create`
 *   replaces the first, and the same config gives the same first numbers.
 * @typedef {{type: "other", runId: number, data: DataFiles}} OtherCommand
 *   Show tiles of this data set too.
 * @typedef {{type: "drawing", runId: number, drawing: Float32Array | undefined}} DrawingCommand
 *   Show a tile of this drawing (side² intensities) too, or of none. It is answered by tiles: then another may come.
 * @typedef {{type: "noise", runId: number, uniform: boolean}} NoiseCommand
 *   Show uniform noise in the row of noise, or held-out images with that of noise kept. It is answered by tiles.
 * @typedef {{type: "train", runId: number, until: number}} TrainCommand
 *   Train up to step `until`, then wait; a higher `until` goes on.
 * @typedef {{type: "pause", runId: number, at?: number}} PauseCommand
 *   Stop at step `at` (here, if it is missing or passed), evaluate there and report it with `atRest`.
 * @typedef {{type: "change", runId: number, change: Change}} ChangeCommand
 * @typedef {{type: "acknowledge", runId: number}} AcknowledgeCommand
 *   The last report is on the screen: another may come.
 * @typedef {{type: "ask", runId: number, request: number}} AskCommand
 *   Report the state between two steps; the number of the `request` comes back with it.
 * @typedef {{type: "look", runId: number, look: Look}} LookCommand
 *   Add this to snapshots from now on.
 * @typedef {{type: "ping", runId: number}} PingCommand
 *   Say something: is this worker alive?
 * @typedef {{type: "leave"}} LeaveCommand
 *   The run is given up, and its seat in the worker is free.
 * @typedef {PingCommand | LookCommand | AskCommand | CreateCommand | OtherCommand | DrawingCommand | NoiseCommand | TrainCommand | PauseCommand | ChangeCommand | AcknowledgeCommand | LeaveCommand} Command
 */

/**
 * What is said to a run once it is there: the number of the run is added where it is posted.
 * @typedef {Command extends infer C ? C extends {type: "create" | "leave"} ? never : Omit<C, "runId"> : never} Message
 */

/**
 * @typedef {{type: "created", runId: number, tiles: Tiles, inputs: Float32Array, snapshot: Snapshot, curve: Float64Array, reconstructions: Float32Array}} CreatedReport
 * @typedef {{type: "tiles", runId: number, tiles: Tiles, inputs: Float32Array, reconstructions: Float32Array}} TilesReport
 * @typedef {{type: "snapshot", runId: number, snapshot: Snapshot, curve?: Float64Array, reconstructions: Float32Array, atRest: boolean, ledger?: Ledger, units?: Uint32Array, weights?: Float32Array, nearest?: Float64Array, nearestImages?: Float32Array}} SnapshotReport
 *   `curve` only when it changed since the last report. `ledger`, and the rows of W of hidden `units` followed by their
 *   columns of W*, only while a look asks for them; so too for each held-out image that is shown the training image that its
 *   reconstruction is `nearest` to, by three numbers (its place among the training images, ‖x̂ − that image‖², ‖x̂ − x‖²), and these images.
 * @typedef {{type: "progress", runId: number, step: number}} ProgressReport
 *   The step that training has come to, between two snapshots: it keeps lanes in step and needs no acknowledgement.
 * @typedef {{type: "state", runId: number, request: number, snapshot: Snapshot, state: RunState}} StateReport
 * @typedef {{type: "failed", runId: number, message: string, fatal: boolean}} FailedReport
 *   `fatal`: the trainer is gone. Otherwise only this command was refused.
 * @typedef {{type: "pong", runId: number}} PongReport
 *   The answer to a ping, between two turns.
 * @typedef {CreatedReport | TilesReport | SnapshotReport | StateReport | FailedReport} Report
 *   What changes the state of a lane.
 * @typedef {Report | ProgressReport | PongReport} WorkerReport
 */

/**
 * What is posted to a worker and comes back: runs that share one have seats with numbers of their own. A worker whose pulse is
 * on tells the page every so many milliseconds that time passes: a hidden page's own timers come once a minute.
 * @typedef {{seat: number, command: Command} | {pulse: boolean}} Delivery
 * @typedef {{seat: number, report: WorkerReport} | {pulse: true}} Return
 */

/**
 * One row of the table of hyper-parameters, as the core documents it.
 * @typedef {object} Hyperparameter
 * @property {keyof RunConfig} field
 * @property {string} label
 * @property {number | string | boolean} default
 * @property {number} min of a number
 * @property {number} max of a number
 * @property {string[]} choices empty unless it is a choice
 * @property {"whole" | "real" | "choice" | "switch"} scale
 * @property {string} purpose
 */

/** Milliseconds between two beats of a worker's pulse. */
export const PULSE_MS = 1000;

/** A curve is rows of this many numbers, in the order of {@link CURVE}. */
export const CURVE_COLUMNS = 14;

/** Where each quantity stands in a row of a curve. */
export const CURVE = Object.freeze({
  step: 0,
  train: 1,
  heldOut: 2,
  copyIndex: 3,
  noiseKept: 4,
  denoisingError: 5,
  penalty: 6,
  objective: 7,
  thetaSquared: 8,
  w: 9,
  wStar: 10,
  b: 11,
  c: 12,
  alignment: 13,
});
