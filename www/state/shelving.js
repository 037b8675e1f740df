/** What the shelf and the runs do to each other: pinning a run, and loading one back. Pure functions from a state to the next. */

import { formatCount } from "../base/format.js";
import { recipeAnew, stepOf, trains } from "../lanes/lanes.js";
import { arranged } from "../lanes/lineup.js";
import { lineUp } from "./scene.js";
import { SHARED, fitted, sharedOf } from "../settings/settings.js";
import { measuredAnew, pinnedOf, shelfAfter, twinOf, withPinned } from "./shelf.js";

/** @import { Lane } from "../lanes/lanes.js" */
/** @import { StateReport } from "../base/protocol.js" */
/** @import { LoadedRun, Pinned, ShelfChange } from "./shelf.js" */
/** @import { Purpose, Replay, State } from "./state.js" */

/** Whether a lane's run can be asked for how it stands. @param {Lane} lane */
export function canBePinned({ status, picture }) {
  return picture !== undefined && (status === "ready" || status === "diverged");
}

/**
 * Asks the runs for how they stand: one lane's, or everyone's.
 * @param {State} state
 * @param {{name?: string, id: number, at: number}} wanted the name of the lane, the id of its run, and when it was asked for; of several runs the
 *   first has this id
 * @returns {State}
 */
export function askToPin(state, { name, id, at }) {
  const lanes = state.lanes.filter((lane) => canBePinned(lane) && (name === undefined || lane.name === name));
  if (lanes.length === 0) return { ...state, status: "There is no run yet that could be pinned." };
  return lanes.reduce(
    (before, lane, index) => ask(before, lane.name, { type: "pin", id: id + index, pinnedAt: at }),
    state,
  );
}

/**
 * Asks a run for how it stands.
 * @param {State} state
 * @param {string} name of its lane
 * @param {Purpose} purpose
 * @returns {State}
 */
export function ask(state, name, purpose) {
  const { requests, nextRequest } = state;
  return { ...state, requests: [...requests, { id: nextRequest, name, purpose }], nextRequest: nextRequest + 1 };
}

/** What the page makes a file or a sentence of, with where the run began. @typedef {Exclude<Purpose, {type: "pin" | "fork"}>} PagePurpose */

/** @param {Purpose} purpose @returns {purpose is PagePurpose} */
export function isForPage(purpose) {
  return purpose.type !== "pin" && purpose.type !== "fork";
}

/**
 * A run has said how it stands.
 * @param {State} state
 * @param {Lane} lane
 * @param {StateReport} report
 * @param {Pick<Pinned, "id" | "pinnedAt">} label it is pinned under
 * @returns {State}
 */
export function pin(state, lane, { snapshot, state: { curve } }, { id, pinnedAt }) {
  // The state's curve begins with two numbers about how it was thinned.
  const run = pinnedOf(lane, snapshot, curve.subarray(2));
  return shelve(state, { ...run, id, pinnedAt }, `Run ${lane.name}`);
}

/**
 * A run is put on the shelf, unless it stands there already.
 * @param {State} state
 * @param {Pinned} run
 * @param {string} what the page calls it
 * @returns {State}
 */
export function shelve(state, run, what) {
  const at = `at step ${formatCount(run.step)}`;
  const twin = twinOf(state.shelf, run);
  if (twin)
    return {
      ...state,
      shelf: Object.values(twin.numbers).includes(null) ? measuredAnew(state.shelf, twin, run.numbers) : state.shelf,
      status: `${what} ${at} is on the shelf already: “${twin.name}”.`,
    };
  const shelf = withPinned(state.shelf, run);
  return { ...state, shelf, status: `${what} is pinned ${at}. On the shelf: ${formatCount(shelf.pinned.length)}.` };
}

/**
 * The shelf changes, and the page says what cannot be seen of it.
 * @param {State} state
 * @param {ShelfChange} change
 * @returns {State}
 */
export function rearrange(state, change) {
  const shelf = shelfAfter(state.shelf, change);
  return shelf === state.shelf ? state : { ...state, shelf, status: said(state, change) ?? state.status };
}

/** @param {State} state @param {ShelfChange} change */
function said({ shelf }, change) {
  if (change.type === "trouble") return change.trouble || undefined;
  if (change.type === "remove") return `“${shelf.pinned.find(({ id }) => id === change.id)?.name}” is off the shelf.`;
  return change.type === "undo" ? `“${shelf.removed.at(-1)?.name}” is on the shelf again.` : undefined;
}

/**
 * Whether a run that is to be loaded has other data, another m or another seed than the runs on the page.
 * @param {Lane[]} lanes
 * @param {LoadedRun} run
 */
export function isOfOtherData(lanes, { config }) {
  return SHARED.some((field) => lanes[0].config[field] !== config[field]);
}

/**
 * What loading a run into a lane does: a sentence.
 * @param {Pick<State, "lanes" | "fast">} page its runs, and their arithmetic
 * @param {LoadedRun} run
 * @param {string} name of the lane
 */
export function loadingSentence({ lanes, fast }, run, name) {
  const to = run.stands
    ? `is trained to step ${formatCount(run.step)} as “${run.name}” was, to stand there`
    : run.step > 0
      ? `replays “${run.name}” from step 0; Play stops at step ${formatCount(run.step)}${receiptThere(run, fast)}`
      : `begins as “${run.name}”`;
  const others =
    isOfOtherData(lanes, run) && lanes.length > 1 ? " The other runs begin anew on its data and seed." : "";
  return `Run ${name} ${to}.${others}`;
}

/**
 * With what the run that is loaded can be compared where it stops.
 * @param {LoadedRun} run
 * @param {boolean} fast
 */
function receiptThere({ receipt }, fast) {
  if (!receipt) return ", where its arithmetic gave no receipt";
  return fast
    ? ". Its receipt is not compared: fast arithmetic, now on, gives none"
    : `, where its receipt was ${receipt}`;
}

/**
 * A run comes into a lane: from step 0, with its changes; and play stops where it was pinned, or was measured.
 * @param {State} state
 * @param {LoadedRun | undefined} run
 * @param {number} index of the lane
 * @returns {State}
 */
export function load(state, run, index) {
  const target = state.lanes[index];
  if (!run || !target) return state;
  const other = isOfOtherData(state.lanes, run);
  const wanted = state.lanes.map((lane) =>
    lane.name === target.name
      ? { name: lane.name, config: run.config, events: run.events }
      : { name: lane.name, ...recipeAnew(lane, fitted({ ...lane.config, ...sharedOf(run.config) }, {})) },
  );
  const lanes = arranged(state.lanes, wanted, state.nextRunId, ({ name }) => name !== target.name && !other);
  const { step, receipt, name, stands } = run;
  if (stands) lanes[index] = { ...lanes[index], aim: { step, receipt, of: `“${name}”` } };
  const replay = { runId: lanes[index].runId, step, receipt, name };
  const replays = [...state.replays, ...(step > 0 && !stands ? [replay] : [])].filter(({ runId }) =>
    lanes.some((lane) => lane.runId === runId),
  );
  return {
    ...lineUp(state, lanes),
    lanePointedAt: index,
    playing: false,
    replays,
    status: loadingSentence(state, run, target.name),
  };
}

/**
 * The runs of `before` have begun anew: those that repeat pinned ones still do, and Play stops where they were pinned.
 * @param {State} before
 * @param {State} state
 * @returns {State}
 */
export function replayAgain(before, state) {
  const replays = state.replays.flatMap((replay) => {
    const lane = before.lanes.findIndex(({ runId }) => runId === replay.runId);
    return lane < 0 ? [] : [{ ...replay, runId: state.lanes[lane].runId }];
  });
  const again = { ...state, replays };
  const told = pending(again).map(
    ({ step, name }) => `Play stops at step ${formatCount(step)}, where ${repeated(name)}.`,
  );
  return { ...again, status: [state.status, ...told].join(" ") };
}

/** What stood where a replay stops. @param {string} name */
function repeated(name) {
  return name ? `“${name}” was pinned` : "the run before it stood";
}

/**
 * The replays that are not at their steps yet.
 * @param {State} state
 * @returns {Replay[]}
 */
function pending({ replays, lanes }) {
  return replays.filter(({ runId, step }) =>
    lanes.some((lane) => lane.runId === runId && trains(lane) && stepOf(lane) < step),
  );
}

/**
 * The step at which play stops because a run was pinned there, or is to stand there.
 * @param {State} state
 * @returns {number | undefined}
 */
export function nextStop(state) {
  const aims = state.lanes.flatMap((lane) =>
    lane.aim && trains(lane) && stepOf(lane) < lane.aim.step ? [lane.aim] : [],
  );
  const steps = [...pending(state), ...aims].map(({ step }) => step);
  return steps.length > 0 ? Math.min(...steps) : undefined;
}

/**
 * What is said when play has stopped where runs were pinned.
 * @param {State} state
 * @returns {string} empty where none was
 */
export function arrival({ replays, lanes }) {
  return replays
    .flatMap(({ runId, step, receipt, name }) => {
      const lane = lanes.find((candidate) => candidate.runId === runId && stepOf(candidate) === step);
      if (!lane) return [];
      const now = lane.picture?.snapshot.receipt;
      const told =
        !now || !receipt
          ? "fast arithmetic has no receipts to compare"
          : now === receipt
            ? "its receipt is the same"
            : "its receipt is another";
      return [`Run ${lane.name} is at step ${formatCount(step)}, where ${repeated(name)}: ${told}.`];
    })
    .join(" ");
}
