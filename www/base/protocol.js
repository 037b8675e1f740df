/**
 * What the page and its workers say to each other, and the shapes they say it in.
 *
 * Two discriminated unions on `type`: {@link Command} goes to a worker, {@link Report} comes back. Every message
 * carries the `runId` of the run it is about; whatever belongs to an older run is dropped. The shapes that the core fills,
 * and its tables, are in `schema.js`, and can be had from here, too.
 */

/** @import { KeptPoint } from "./kept.js" */
/** @import { Change, DataKind, DataSource, LedgerEntries, PlannedEvent, RunConfig, Snapshot, StepAhead, Theory, Tiles } from "./schema.js" */

export * from "./schema.js";

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
 * Where a run began, and the rows that it is given: with its recipe, what another program needs to repeat it.
 * @typedef {object} Origin
 * @property {Float32Array} first the parameters before the first step, as those of a state
 * @property {string | null} receipt of these
 * @property {Float32Array} train m × n, as the network sees them
 * @property {Float32Array} heldOut likewise
 * @property {Uint32Array} order in which the rows trained on come in each pass over them, by their places: passes × m
 */

/** What data and penalty ask of each part at a step. @typedef {LedgerEntries & {step: number}} Ledger */

/**
 * What an open instrument, or a switch, needs beyond snapshots; of the coming step a hidden unit, from 0, or the one with the longest
 * gradient when it is asked for.
 * @typedef {{ledger: boolean, filters: FiltersLook | null, jacobian: boolean, nearest: boolean, step: {unit: number | null} | null}} Look
 */

/**
 * What is known of the Jacobian J of a run's network, each part of the step that it says.
 * @typedef {object} Jacobian
 * @property {{step: number, mean: Float32Array, noiseKept: number}} [response] the mean of J over all held-out images, row by row: row p is
 *   what output pixel p answers to each input pixel; and noise kept in the limit of small noise, with its own draw
 * @property {{step: number, values: Float64Array, count: number}} [spectrum] the singular values of J at a few held-out images, `count` for
 *   each, the largest first
 * @property {{step: number, numbers: Float64Array}} [weights] in how many directions training images vary; ‖mean J‖², and how much of it
 *   answers to changes there; then, before training and now, ‖W‖², how much of it lies there, the same of W*, and cos(W, W*ᵀ)
 * @property {string} [problem] why there is none, as a sentence
 */

/**
 * The coming step, as far as one hidden unit is concerned: `numbers` are those of the core's `UnitStep`, `since` is the step at which that
 * unit had the longest gradient, where nobody has chosen it.
 * @typedef {{about: StepAhead, numbers: Float32Array, since: number | undefined}} Ahead
 */

/**
 * Files, already unzipped: images and labels as IDX, or excerpts, of which more may follow behind these; none, where a run makes its
 * own points; or images that a person has handed in, with what recipes name them by.
 * @typedef {{source: DataSource, kind: DataKind, form: "idx" | "excerpts" | "points" | "own", files: ArrayBuffer[], own?: string}} DataFiles
 */

/**
 * @typedef {{type: "create", runId: number, module: WebAssembly.Module, config: RunConfig, events: PlannedEvent[], state?: RunState, data: DataFiles, other?: DataFiles, drawing?: Float32Array, uniformNoise?: boolean}} CreateCommand
 *   Build a trainer that makes `events` at their steps, going on from `state` where one is given; a second `create`
 *   replaces the first, and the same config gives the same first numbers.
 * @typedef {{type: "other", runId: number, data: DataFiles}} OtherCommand
 *   Show tiles of this data set too.
 * @typedef {{type: "drawing", runId: number, drawing: Float32Array | undefined}} DrawingCommand
 *   Show a tile of this drawing (n intensities, or the coordinates of a point) too, or of none. It is answered by tiles: then another may come.
 * @typedef {{type: "noise", runId: number, uniform: boolean}} NoiseCommand
 *   Show uniform noise in the row of noise, or held-out images with that of noise kept. It is answered by tiles.
 * @typedef {{type: "train", runId: number, until: number}} TrainCommand
 *   Train up to step `until`, then wait; a higher `until` goes on.
 * @typedef {{type: "pause", runId: number, at?: number}} PauseCommand
 *   Stop at step `at` (here, if it is missing or passed), evaluate there and report it with `atRest`.
 * @typedef {{type: "change", runId: number, change: Change}} ChangeCommand
 * @typedef {{type: "acknowledge", runId: number}} AcknowledgeCommand
 *   The last report is on the screen: another may come.
 * @typedef {{type: "ask", runId: number, request: number, origin?: boolean}} AskCommand
 *   Report the state between two steps; the number of the `request` comes back with it, and where it is wanted the run's origin.
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
 * @typedef {{type: "created", runId: number, tiles: Tiles, inputs: Float32Array, snapshot: Snapshot, curve: Float64Array, kept?: KeptPoint[], reconstructions: Float32Array, passes?: Float64Array}} CreatedReport
 * @typedef {{type: "tiles", runId: number, tiles: Tiles, inputs: Float32Array, reconstructions: Float32Array}} TilesReport
 * @typedef {{type: "snapshot", runId: number, snapshot: Snapshot, curve?: Float64Array, kept?: KeptPoint[], reconstructions: Float32Array, passes?: Float64Array, atRest: boolean, ledger?: Ledger, units?: Uint32Array, weights?: Float32Array, nearest?: Float64Array, nearestImages?: Float32Array, ahead?: Ahead | null}} SnapshotReport
 *   `curve` only when it changed since the last report; `kept`, the points of it at which the run can be shown as it was, that are new. `passes`: what is left of small displacements across the curve that points lie
 *   about, and along it; nothing where they lie about none. `ledger`, and the rows of W of hidden `units` followed by their
 *   columns of W*, only while a look asks for them; so too for each held-out image that is shown the training image that its
 *   reconstruction is `nearest` to, by three numbers (its place among the training images, ‖x̂ − that image‖², ‖x̂ − x‖²), and these images;
 *   and the step `ahead`, null where there is none.
 * @typedef {{type: "jacobian", runId: number, found: Jacobian}} JacobianReport
 *   What has been completed of it, while a look asks for it.
 * @typedef {{type: "progress", runId: number, step: number}} ProgressReport
 *   The step that training has come to, between two snapshots: it keeps lanes in step and needs no acknowledgement.
 * @typedef {{type: "state", runId: number, request: number, snapshot: Snapshot, state: RunState, origin?: Origin}} StateReport
 * @typedef {{type: "failed", runId: number, message: string, fatal: boolean}} FailedReport
 *   `fatal`: the trainer is gone. Otherwise only this command was refused.
 * @typedef {{type: "pong", runId: number}} PongReport
 *   The answer to a ping, between two turns.
 * @typedef {CreatedReport | TilesReport | SnapshotReport | JacobianReport | StateReport | FailedReport} Report
 *   What changes the state of a lane.
 * @typedef {Report | ProgressReport | PongReport} WorkerReport
 */

/**
 * An errand is a recipe that is trained to a step and not shown. What came of it: `step` is the one that it was to come to, or at which it
 * was found to have diverged; `deadUnits` a share, NaN where none can be; `curve`, `filters`, and what theory says at the places that were
 * named, there where they were wanted.
 * @typedef {Pick<Snapshot, "step" | "evaluation" | "theory" | "receipt" | "divergence"> & {deadUnits: number, curve?: Float64Array, filters?: UnitFilters, exact?: (Theory | null)[]}} Outcome
 */

/**
 * Where on the axes of a sweep something is.
 * @typedef {Pick<RunConfig, "hiddenUnits" | "lambda" | "tied">} Place
 * What theory says of the images of one seed there.
 * @typedef {Place & {theory: Theory}} ExactPoint
 */

/**
 * Which filters are shown: of so many units, of the first or of those with the largest norms.
 * @typedef {{count: number, byNorm: boolean}} FiltersLook
 * Rows of W, then columns of W*, of these units, and whether both are the same.
 * @typedef {{units: Uint32Array, weights: Float32Array, tied: boolean}} UnitFilters
 */

/**
 * How far errands are that were asked for together: how many of how many are done, which share of the work that is, the seconds that the
 * rest takes, where that can be told, and whether all that is left waits, for images or for the module.
 * @typedef {{done: number, total: number, share: number, seconds: number | undefined, waits: boolean}} Progress
 */

/**
 * @typedef {{type: "fulfil", runId: number, module: WebAssembly.Module, config: RunConfig, events: PlannedEvent[], data: DataFiles, until: number, wantsCurve: boolean, filters: FiltersLook | null, exactAt: readonly Place[], share: number}} FulfilCommand
 *   Train this to step `until` and report what came of it, taking this share of the time.
 * @typedef {{type: "share", runId: number, share: number}} ShareCommand
 *   Take this share of the time from now on; with 0, stand still.
 * @typedef {FulfilCommand | ShareCommand} ErrandCommand
 */

/**
 * @typedef {{type: "outcome", runId: number, outcome: Outcome}} OutcomeReport
 * @typedef {OutcomeReport | ProgressReport | FailedReport} ErrandReport
 */

/** What is posted to a worker of errands, and what comes back. @typedef {{seat: number, command: ErrandCommand}} ErrandDelivery */
/** @typedef {{seat: number, report: ErrandReport}} ErrandReturn */

/**
 * What is posted to a worker and comes back: runs that share one have seats with numbers of their own. A worker whose pulse is
 * on tells the page every so many milliseconds that time passes: a hidden page's own timers come once a minute.
 * @typedef {{seat: number, command: Command} | {pulse: boolean}} Delivery
 * @typedef {{seat: number, report: WorkerReport} | {pulse: true}} Return
 */

/** Milliseconds between two beats of a worker's pulse. */
export const PULSE_MS = 1000;
