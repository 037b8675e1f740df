/** What happens to one lane: pure functions from a lane to the next. */

import { divergenceText } from "./divergence.js";
import { formatCount } from "../base/format.js";
import { standing, withMore } from "../base/kept.js";
import { minimal, plannedOf, settledBefore } from "../settings/recipe.js";
import { LIVE, SETTING_NAMES, fitted, liveOf, settingText } from "../settings/settings.js";

/** @import { KeptPoint } from "../base/kept.js" */
/** @import { Ahead, Change, FiltersLook, Jacobian, Ledger, PlannedEvent, Report, RunConfig, RunEvent, RunState, Snapshot, Tiles, UnitFilters } from "../base/protocol.js" */

/** A run, complete: on any machine it comes to the same receipt after the same steps. @typedef {{config: RunConfig, events: PlannedEvent[]}} Recipe */

/**
 * One of the autoencoders that train side by side.
 * @typedef {object} Lane
 * @property {string} name "A" … "D"
 * @property {number} runId names the run the lane shows or waits for
 * @property {RunConfig} config what the controls say; λ, tying and η follow changes of the running network
 * @property {RunConfig} start what the run began with: Reset comes back to it
 * @property {PlannedEvent[]} events changes that the run makes by itself when it comes to their steps
 * @property {RunState | undefined} state what a fork goes on from, instead of from step 0
 * @property {Recipe | undefined} accepted the last that a trainer took
 * @property {"creating" | "ready" | "rejected" | "failed" | "diverged" | "barred"} status "barred": there is no module to train it with
 * @property {string} problem a sentence, when something is wrong
 * @property {string} note why the lane stands at step 0 again
 * @property {boolean} atRest the numbers are of exactly the step they say
 * @property {Picture | undefined} picture the last that was reported
 * @property {readonly KeptPoint[]} kept points of the curve at which the run can be shown as it was, oldest first
 * @property {FiltersThen | undefined} filtersThen those of a point at which the run was shown last with its filters open
 * @property {{step: number, receipt: string | null, of: string} | undefined} aim the step to which the run is trained at once, to stand there as run `of` did
 */

/**
 * What a worker reported of a run.
 * @typedef {object} Picture
 * @property {Snapshot} snapshot
 * @property {Float64Array} curve
 * @property {Tiles} tiles
 * @property {Float32Array} inputs
 * @property {Float32Array} reconstructions
 * @property {Float64Array} [passes] what is left of displacements across the curve that points lie about, and along it
 * @property {Ledger} [ledger] the last that was looked into
 * @property {{step: number, units: Uint32Array, weights: Float32Array}} [filters] the last that were looked into
 * @property {Jacobian} [jacobian] the last that was worked out
 * @property {Neighbours} [nearest] the last that were looked for
 * @property {SeenAhead | null} [ahead] the last coming step that was looked at; null where there was none
 * @property {number} [spread] of the reconstructions, where these no longer tell
 */

/** Filters as they were: of which step, which were wanted, and them; null where the run could not be repeated to the bit. @typedef {{step: number, look: FiltersLook, filters: ({step: number} & UnitFilters) | null}} FiltersThen */

/** A coming step, and how its run is set. @typedef {Ahead & {config: RunConfig}} SeenAhead */

/**
 * For each held-out image that is shown the training image that its reconstruction is nearest to.
 * @typedef {object} Neighbours
 * @property {Float64Array} numbers three for each: its place among the training images, ‖x̂ − that image‖², ‖x̂ − x‖²
 * @property {Float32Array} images the training images
 */

/**
 * @param {string} name
 * @param {RunConfig} config
 * @param {number} runId
 * @returns {Lane}
 */
export function newLane(name, config, runId) {
  return {
    name,
    runId,
    config,
    start: config,
    events: [],
    state: undefined,
    accepted: undefined,
    status: "creating",
    problem: "",
    note: "",
    atRest: false,
    picture: undefined,
    kept: [],
    filtersThen: undefined,
    aim: undefined,
  };
}

/**
 * A run of `config` from step 0. What was shown stays until its first report.
 * @param {Lane} lane
 * @param {RunConfig} config
 * @param {number} runId
 * @param {string} note
 * @param {PlannedEvent[]} [events] changes it makes by itself
 * @returns {Lane}
 */
export function begin(lane, config, runId, note, events = []) {
  return {
    ...lane,
    runId,
    config,
    start: config,
    events,
    state: undefined,
    status: "creating",
    problem: "",
    note,
    atRest: false,
    kept: [],
    filtersThen: undefined,
    aim: undefined,
  };
}

/**
 * A copy of another lane's run as it stands, which goes on with this lane's own λ, tying and learning rate. Its recipe is
 * the other's up to there, with those three as its next changes: a reset replays it.
 * @param {Lane} lane
 * @param {Lane} from
 * @param {RunState} state of `from`
 * @param {RunEvent[]} made the changes that led to it
 * @param {number} runId
 * @returns {Lane}
 */
export function fork(lane, from, state, made, runId) {
  const past = settledBefore(plannedOf(made.slice(0, state.events)), state.step);
  const reached = withEvents(from.start, past);
  const own = LIVE.filter((field) => lane.config[field] !== reached[field]).map((field) => ({
    step: state.step,
    change: /** @type {Change} */ ({ [field]: lane.config[field] }),
  }));
  const note = `Goes on from run ${from.name} at step ${formatCount(state.step)}, with its own λ, tying and learning rate.`;
  return {
    ...begin(lane, from.start, runId, note, [...past, ...own]),
    state: past.length === state.events ? state : { ...state, events: past.length },
    kept: from.kept.filter(({ step }) => step <= state.step),
  };
}

/**
 * @param {RunConfig} config
 * @param {PlannedEvent[]} events
 * @returns {RunConfig}
 */
export function withEvents(config, events) {
  return Object.assign({ ...config }, ...events.map(({ change }) => change));
}

/**
 * What repeats a lane's run: the changes that were made, and those still to come, as far as they act.
 * @param {Lane} lane
 * @param {Snapshot} [snapshot] of the run as it stands; the last that was shown unless said
 * @returns {Recipe}
 */
export function recipeOf(lane, snapshot = snapshotOf(lane)) {
  const made = plannedOf(snapshot?.events ?? []);
  return {
    config: lane.start,
    events: minimal(lane.start, [...made, ...lane.events.filter(({ step }) => step > (snapshot?.step ?? -1))]),
  };
}

/**
 * The recipe of a run that begins anew: the changes it made by itself, or is still to make, it makes at their steps; what
 * was changed by hand holds from the first step on.
 * @param {Lane} lane
 * @param {RunConfig} wanted what the controls are to say now
 * @returns {Recipe}
 */
export function recipeAnew(lane, wanted) {
  const { start, events } = lane;
  const reached = snapshotOf(lane)?.step ?? -1;
  const planned = withEvents(
    start,
    events.filter(({ step }) => step <= reached),
  );
  const untouched = LIVE.filter((field) => wanted[field] === planned[field]);
  const config = { ...wanted, ...Object.fromEntries(untouched.map((field) => [field, start[field]])) };
  return {
    config,
    events: events.filter(({ step, change }) => step > reached || untouched.some((field) => field in change)),
  };
}

/**
 * The last picture of the run that the lane has now: there may be only one of the run before.
 * @param {Lane} lane
 */
export function snapshotOf({ status, picture }) {
  return status === "creating" || status === "rejected" ? undefined : picture?.snapshot;
}

/**
 * New settings: on the running network where they can act there, else from step 0.
 * @param {Lane} lane
 * @param {Partial<RunConfig>} change
 * @param {number} runId for a run from step 0
 * @returns {Lane}
 */
export function configure(lane, change, runId) {
  const wanted = fitted({ ...lane.config, ...change }, change);
  const changed = /** @type {(keyof RunConfig)[]} */ (Object.keys(wanted)).filter(
    (field) => wanted[field] !== lane.config[field],
  );
  if (changed.length === 0) return lane;
  const running = lane.status === "diverged" || (lane.status === "ready" && (lane.picture?.snapshot.step ?? 0) > 0);
  if (running && changed.every((field) => LIVE.includes(/** @type {any} */ (field))))
    return { ...lane, status: "ready", config: wanted, problem: "" };
  return restart(lane, wanted, runId, noteOf(changed, lane.config, wanted));
}

/**
 * The lane's run from step 0, with what the controls are to say.
 * @param {Lane} lane
 * @param {RunConfig} wanted
 * @param {number} runId
 * @param {string} note
 * @returns {Lane}
 */
export function restart(lane, wanted, runId, note) {
  const { config, events } = recipeAnew(lane, wanted);
  return begin(lane, config, runId, note, events);
}

/**
 * @param {(keyof RunConfig)[]} changed
 * @param {RunConfig} before
 * @param {RunConfig} now
 */
function noteOf(changed, before, now) {
  if (changed.length > 2) return "Starts again from step 0 with new settings.";
  const list = changed.map(
    (field) => `${SETTING_NAMES[field]} ${settingText(field, before[field])} → ${settingText(field, now[field])}`,
  );
  return `Starts again from step 0: ${list.join(", ")}.`;
}

/**
 * A worker's report. One about an older run changes nothing.
 * @param {Lane} lane
 * @param {Report} report
 * @returns {Lane}
 */
export function receive(lane, report) {
  if (report.runId !== lane.runId) return lane;
  if (report.type === "failed") return refused(lane, report.message, report.fatal);
  if (report.type === "created") {
    const { snapshot, curve, tiles, inputs, reconstructions, passes, kept = [] } = report;
    const next = {
      ...lane,
      state: undefined,
      kept: withMore(lane.kept, kept),
      config: followed(lane, -1, snapshot.step),
      picture: { snapshot, curve, tiles, inputs, reconstructions, passes },
    };
    return {
      ...next,
      status: "ready",
      problem: "",
      accepted: { config: lane.start, events: lane.events },
      atRest: true,
    };
  }
  if (!lane.picture || report.type === "state") return lane;
  if (report.type === "tiles") {
    const { tiles, inputs, reconstructions } = report;
    return { ...lane, picture: { ...lane.picture, tiles, inputs, reconstructions } };
  }
  if (report.type === "jacobian")
    return {
      ...lane,
      picture: { ...lane.picture, jacobian: { ...lane.picture.jacobian, problem: undefined, ...report.found } },
    };
  const {
    snapshot,
    reconstructions,
    passes,
    atRest,
    curve = lane.picture.curve,
    ledger = lane.picture.ledger,
    units,
    weights,
    nearest: numbers,
    nearestImages: images,
    ahead: seen,
    kept = [],
  } = report;
  const filters = units && weights ? { step: snapshot.step, units, weights } : lane.picture.filters;
  const nearest = numbers && images ? { numbers, images } : lane.picture.nearest;
  const ahead = seen === undefined ? lane.picture.ahead : seen && { ...seen, config: lane.start };
  const config = followed(lane, lane.picture.snapshot.step, snapshot.step);
  const next = {
    ...lane,
    config,
    atRest,
    kept: standing(withMore(lane.kept, kept), curve),
    picture: { ...lane.picture, snapshot, curve, reconstructions, passes, ledger, filters, nearest, ahead },
  };
  return snapshot.divergence ? diverged(next, next.picture) : { ...next, note: snapshot.step > 0 ? "" : lane.note };
}

/**
 * What the controls say once the changes planned for the steps after `from`, up to `to`, have been made.
 * @param {Lane} lane
 * @param {number} from
 * @param {number} to
 */
function followed({ config, events }, from, to) {
  const due = events.filter(({ step }) => step > from && step <= to);
  return due.length > 0 ? withEvents(config, due) : config;
}

/**
 * @param {Lane} lane
 * @param {string} problem
 * @param {boolean} fatal
 * @returns {Lane}
 */
function refused(lane, problem, fatal) {
  if (lane.status === "creating") return failed(lane, problem, "rejected");
  if (fatal || !lane.picture) return failed(lane, problem, "failed");
  return { ...lane, problem, config: { ...lane.config, ...liveOf(lane.picture.snapshot) } };
}

/**
 * @param {Lane} lane
 * @param {Picture} picture
 * @returns {Lane}
 */
function diverged(lane, { snapshot }) {
  const config = { ...lane.config, ...liveOf(snapshot) };
  return { ...lane, config, status: "diverged", problem: divergenceText(lane.name, config, snapshot) };
}

/**
 * Something went wrong; the last picture stays.
 * @param {Lane} lane
 * @param {string} problem a sentence
 * @param {"rejected" | "failed" | "barred"} status
 * @returns {Lane}
 */
export function failed(lane, problem, status) {
  // Of a run that has never come to be, what stands there is another's.
  const picture = lane.status === "creating" ? undefined : lane.picture;
  return { ...lane, picture, status, problem, atRest: false };
}

/**
 * A diverged run goes on from where it stands, with half the learning rate.
 * @param {Lane} lane
 * @returns {Lane}
 */
export function goOn(lane) {
  return {
    ...lane,
    status: "ready",
    problem: "",
    config: { ...lane.config, learningRate: lane.config.learningRate / 2 },
  };
}

/**
 * What the button beside a problem does: a run from step 0 that avoids it.
 * @param {Lane} lane
 * @param {number} runId
 * @returns {Lane}
 */
export function remedy(lane, runId) {
  const { status, accepted, config } = lane;
  if (status === "diverged") {
    const slower = { ...config, learningRate: config.learningRate / 2 };
    return restart(lane, slower, runId, noteOf(["learningRate"], config, slower));
  }
  return status === "rejected" && accepted
    ? begin(lane, accepted.config, runId, "", accepted.events)
    : restart(lane, config, runId, "");
}

/**
 * Whether a lane takes part in training.
 * @param {Lane} lane
 */
export function trains(lane) {
  return lane.status === "ready" || lane.status === "creating";
}

/**
 * The step a lane's run has reached; while it is created, the one it begins at.
 * @param {Lane} lane
 */
export function stepOf(lane) {
  return lane.status === "creating" ? (lane.state?.step ?? 0) : (lane.picture?.snapshot.step ?? 0);
}
