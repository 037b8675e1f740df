/** Going to where the runs have been, and on from there: pure functions from a state to the next. */

import { formatCount, formatReceipt } from "../base/format.js";
import { isPlane } from "../images/points.js";
import { keptNear, lastStep } from "../lanes/then.js";
import { withAim } from "../lanes/lineup.js";
import { stepOf } from "../lanes/lanes.js";
import { plannedOf } from "../settings/recipe.js";
import { lineUp } from "./scene.js";

/** @import { Lane } from "../lanes/lanes.js" */
/** @import { Action, State } from "./state.js" */

const ONLY_READ = "Of runs on points nothing is kept on their way: here the chart only reads.";
const SHOWN = "Shown as they were.";
const FULL = "Four runs are shown, and there is no room for a fifth: remove one, then go on from here.";

/**
 * Shows the runs as they were at a step, or as they are.
 * @param {State} state
 * @param {{to: number | null, film?: boolean, atRest?: boolean}} where `film`: it is the film that goes there; `atRest`: only if nothing trains
 * @returns {State}
 */
export function travel(state, { to, film = false, atRest = false }) {
  const filming = state.filming && film;
  const before = filming === state.filming ? state : { ...state, filming };
  if (to === null || to >= lastStep(state.lanes)) return backToNow(before);
  if (atRest && state.playing) return before;
  if (isPlane(state.lanes[0].config.data)) return { ...before, status: ONLY_READ };
  if (state.lanes.every((lane) => !keptNear(lane, to))) return before;
  return { ...before, playing: false, then: to, status: state.then === null ? SHOWN : state.status };
}

/**
 * The film of the runs begins, or stops where it is.
 * @param {State} state
 * @param {boolean} filming
 * @returns {State}
 */
export function withFilm(state, filming) {
  if (filming === state.filming) return state;
  return { ...state, filming, playing: filming ? false : state.playing };
}

/**
 * What was done makes other runs, or lets them go on: then they are shown as they are.
 * @param {State} before
 * @param {State} state
 * @param {Action} action
 * @returns {State}
 */
export function leaveThen(before, state, action) {
  if (state.then === null && !state.filming) return state;
  const others =
    state.lanes.length !== before.lanes.length ||
    state.lanes.some(({ runId, config }, at) => {
      const lane = before.lanes[at];
      // What a run changes by itself, as it was planned, comes with a report.
      return lane.runId !== runId || (lane.config !== config && action.type !== "report");
    });
  const left =
    others ||
    state.playing ||
    state.stepsAsked !== before.stepsAsked ||
    state.card !== before.card ||
    state.drawing !== before.drawing ||
    action.type === "restore";
  return left ? { ...state, then: null, filming: false } : state;
}

/** @param {State} state @returns {State} */
function backToNow(state) {
  return state.then === null ? state : { ...state, then: null, status: state.status === SHOWN ? "" : state.status };
}

/**
 * A new run beside the others repeats one of them up to the point at which it is shown, and stands there.
 * @param {State} state
 * @param {number} index of the lane that it repeats
 * @returns {State}
 */
export function goFrom(state, index) {
  const lane = state.lanes[index];
  const snapshot = lane?.picture?.snapshot;
  const point = state.then === null || !lane ? undefined : keptNear(lane, state.then);
  if (!point || !snapshot) return state;
  const { step, receipt } = point;
  const events = plannedOf(snapshot.events.filter((event) => event.step <= step));
  const note = `Repeats run ${lane.name} up to step ${formatCount(step)}.`;
  const aim = { step, receipt, of: lane.name };
  const lanes = withAim(state.lanes, { config: lane.start, events, note, aim }, state.nextRunId);
  if (lanes === state.lanes) return { ...state, status: FULL };
  const next = lineUp(state, lanes);
  return { ...next, playing: false, then: null, status: `Run ${lanes[next.lanePointedAt].name}: ${note}` };
}

/**
 * A run that was to come to a step stands there, and says whether it is what the other was.
 * @param {State} state
 * @param {number} index
 * @returns {State}
 */
export function arrive(state, index) {
  const lane = state.lanes[index];
  if (!hasArrived(lane)) return state;
  return {
    ...state,
    // Who has pressed Play meanwhile is not carried past it.
    playing: false,
    lanes: state.lanes.with(index, { ...lane, aim: undefined }),
    status: arrivalText(lane, /** @type {NonNullable<Lane["aim"]>} */ (lane.aim)),
  };
}

/** @param {Lane} lane */
function hasArrived(lane) {
  return lane.aim !== undefined && lane.status === "ready" && lane.atRest && stepOf(lane) >= lane.aim.step;
}

/** @param {Lane} lane @param {NonNullable<Lane["aim"]>} aim */
function arrivalText({ name, picture }, { receipt, of }) {
  const { step, receipt: own } = /** @type {NonNullable<Lane["picture"]>} */ (picture).snapshot;
  const where = `Run ${name} stands at step ${formatCount(step)}, as ${of} did`;
  const next = "Set λ, tying or η for what comes, then Play.";
  if (!receipt || !own) return `${where}; fast arithmetic has no receipts to compare. ${next}`;
  if (receipt === own) return `${where}: the same receipt, ${formatReceipt(own)}. ${next}`;
  return `${where}, but its receipt is ${formatReceipt(own)} and ${of}’s was ${formatReceipt(receipt)}: it is another run.`;
}
