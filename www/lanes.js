/** What happens to one lane: pure functions from a lane to the next. */

import { DATA_SETS } from "./data.js";
import { formatCount, formatSetting } from "./format.js";

/** @import { Change, DataSet, Report, RunConfig, Snapshot, Tiles } from "./protocol.js" */

/**
 * One of the autoencoders that train side by side.
 * @typedef {object} Lane
 * @property {string} name "A" … "D"
 * @property {number} runId names the run the lane shows or waits for
 * @property {RunConfig} config what the controls say; λ, tying and η follow changes of the running network
 * @property {RunConfig} start what the run began with: Reset comes back to it
 * @property {RunConfig | undefined} accepted the last configuration that a trainer took
 * @property {"creating" | "ready" | "rejected" | "failed" | "diverged" | "barred"} status "barred": nothing in this page can help
 * @property {string} problem a sentence, when something is wrong
 * @property {string} note why the lane stands at step 0 again
 * @property {boolean} atRest the numbers are of exactly the step they say
 * @property {Picture | undefined} picture the last that was reported
 */

/**
 * What a worker reported of a run.
 * @typedef {object} Picture
 * @property {Snapshot} snapshot
 * @property {Float64Array} curve
 * @property {Tiles} tiles
 * @property {Float32Array} inputs
 * @property {Float32Array} reconstructions
 */

/** Settings that act on a running network. */
const LIVE = Object.freeze(/** @type {(keyof Change & keyof RunConfig)[]} */ (["lambda", "tied", "learningRate"]));

/** How a setting is called where a lane says why it starts again. @type {Record<keyof RunConfig, string>} */
const NAMES = {
  data: "data", trainingImages: "training images", seed: "seed", hiddenUnits: "hidden units", activation: "activation",
  outputActivation: "output activation", loss: "loss", lambda: "λ", tied: "tied weights", optimizer: "optimizer",
  learningRate: "learning rate", init: "init", initGain: "init gain", batchSize: "batch size",
};

/**
 * @param {string} name
 * @param {RunConfig} config
 * @param {number} runId
 * @returns {Lane}
 */
export function newLane(name, config, runId) {
  return { name, runId, config, start: config, accepted: undefined, status: "creating", problem: "", note: "", atRest: false, picture: undefined };
}

/**
 * A run of `config` from step 0. What was shown stays until its first report.
 * @param {Lane} lane
 * @param {RunConfig} config
 * @param {number} runId
 * @param {string} note
 * @returns {Lane}
 */
export function begin(lane, config, runId, note) {
  return { ...lane, runId, config, start: config, status: "creating", problem: "", note, atRest: false };
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
  const changed = /** @type {(keyof RunConfig)[]} */ (Object.keys(wanted)).filter((field) => wanted[field] !== lane.config[field]);
  if (changed.length === 0) return lane;
  const running = lane.status === "ready" && (lane.picture?.snapshot.step ?? 0) > 0;
  if (running && changed.every((field) => LIVE.includes(/** @type {any} */ (field)))) return { ...lane, config: wanted, problem: "" };
  return begin(lane, wanted, runId, noteOf(changed, lane.config, wanted));
}

/**
 * Loss and output activation fitted to each other: cross-entropy needs a sigmoid output.
 * @param {RunConfig} config
 * @param {Partial<RunConfig>} change what was asked for: it wins
 * @returns {RunConfig}
 */
function fitted(config, change) {
  if (config.loss !== "cross-entropy" || config.outputActivation === "sigmoid") return config;
  return change.loss === "cross-entropy" ? { ...config, outputActivation: "sigmoid" } : { ...config, loss: "squared-error" };
}

/**
 * @param {(keyof RunConfig)[]} changed
 * @param {RunConfig} before
 * @param {RunConfig} now
 */
function noteOf(changed, before, now) {
  if (changed.length > 2) return "Starts again from step 0 with new settings.";
  const list = changed.map((field) => `${NAMES[field]} ${shown(before[field])} → ${shown(now[field])}`);
  return `Starts again from step 0: ${list.join(", ")}.`;
}

/** @param {RunConfig[keyof RunConfig]} value */
function shown(value) {
  if (typeof value === "boolean") return value ? "on" : "off";
  if (typeof value === "number") return value >= 1000 ? formatCount(value) : formatSetting(value);
  return value in DATA_SETS ? DATA_SETS[/** @type {DataSet} */ (value)].label : value;
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
    const { snapshot, curve, tiles, inputs, reconstructions } = report;
    return { ...lane, status: "ready", problem: "", accepted: lane.start, atRest: true, picture: { snapshot, curve, tiles, inputs, reconstructions } };
  }
  if (!lane.picture) return lane;
  if (report.type === "tiles") {
    const { tiles, inputs, reconstructions } = report;
    return { ...lane, picture: { ...lane.picture, tiles, inputs, reconstructions } };
  }
  const { snapshot, reconstructions, atRest, curve = lane.picture.curve } = report;
  const next = { ...lane, atRest, picture: { ...lane.picture, snapshot, curve, reconstructions } };
  return snapshot.finite ? { ...next, note: snapshot.step > 0 ? "" : lane.note } : diverged(next, snapshot.step);
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
  const { lambda, tied, learningRate } = lane.picture.snapshot;
  return { ...lane, problem, config: { ...lane.config, lambda, tied, learningRate } };
}

/**
 * @param {Lane} lane
 * @param {number} step
 * @returns {Lane}
 */
function diverged(lane, step) {
  const problem = `Run ${lane.name} diverged by step ${formatCount(step)}: a number left what 32 bits can hold. Lower the learning rate (${formatSetting(lane.config.learningRate)}), or the init gain.`;
  return { ...lane, status: "diverged", problem };
}

/**
 * Something went wrong; the last picture stays.
 * @param {Lane} lane
 * @param {string} problem a sentence
 * @param {"rejected" | "failed" | "barred"} status
 * @returns {Lane}
 */
export function failed(lane, problem, status) {
  return { ...lane, status, problem, atRest: false };
}

/**
 * What the button beside a problem does: a run from step 0 that avoids it.
 * @param {Lane} lane
 * @param {number} runId
 * @returns {Lane}
 */
export function remedy(lane, runId) {
  const { status, accepted, config } = lane;
  if (status === "diverged") return configure({ ...lane, status: "creating" }, { learningRate: config.learningRate / 2 }, runId);
  return begin(lane, status === "rejected" && accepted ? accepted : config, runId, "");
}

/**
 * Whether a lane takes part in training.
 * @param {Lane} lane
 */
export function trains(lane) {
  return lane.status === "ready" || lane.status === "creating";
}

/**
 * The step a lane's run has reached, 0 while it is created.
 * @param {Lane} lane
 */
export function stepOf(lane) {
  return lane.status === "creating" ? 0 : (lane.picture?.snapshot.step ?? 0);
}
