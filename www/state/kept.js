/** What acts take away is remembered, and its runs wait in their workers (docs/adr/0028-undo.md). Pure functions. */

import { formatCount } from "../base/format.js";
import { isBlank } from "../images/drawing.js";
import { stepOf } from "../lanes/lanes.js";
import { LANE_NAMES } from "../lanes/lineup.js";
import { sceneOf } from "../lesson/cards.js";
import { placeIn } from "../lesson/deck.js";
import { standsFor } from "./scene.js";

/** @import { Lane } from "../lanes/lanes.js" */
/** @import { RunConfig } from "../base/protocol.js" */
/** @import { Action, Kept, State } from "./state.js" */

/** What of the view an act changes: of a card that is left all of it is kept. */
const VIEW = /** @type {const} */ ([
  "card",
  "budget",
  "tab",
  "ledgerPart",
  "speed",
  "difference",
  "uniformNoise",
  "nearest",
  "lanePointedAt",
]);

/** So many runs wait at most, with so many parameters: a browser's memory is not the page's alone. Others are trained anew. */
const [MOST_RUNS, MOST_PARAMETERS] = [16, 6_000_000];
/** So many acts can be taken back. */
const MOST_ACTS = 30;
/** What a drag has trained on its way, in steps, is no run that somebody would miss. */
const DRAG_STEPS = 100;

/** What goes on by itself, or changes nothing that could be lost: the page goes on offering Undo. @type {readonly Action["type"][]} */
const QUIET = Object.freeze(
  /** @type {const} */ ([
    "report",
    "kept-report",
    "view",
    "phase",
    "travel",
    "film",
    "loading",
    "loaded",
    "problem",
    "solved",
    "outcomes",
    "sweep-told",
    "seeds",
    "shelf",
    "budget-reached",
    "unbarred",
    "lane-failed",
    "toggle-projector",
    "dismiss-link-problems",
  ]),
);

/** The runs that are to wait. @param {Pick<State, "kept" | "undone">} state */
export function keptRuns({ kept, undone }) {
  return new Set([...kept, ...undone].flatMap(({ lanes }) => lanes.filter(waits).map(({ runId }) => runId)));
}

/** Whether a lane's run has something to lose, and can wait for somebody who misses it. @param {Lane} lane */
export function waits(lane) {
  return stepOf(lane) > 0 && (lane.status === "ready" || lane.status === "diverged");
}

/**
 * The state after an act, with what it took away.
 * @param {State} before
 * @param {State} after
 * @param {Action} action
 * @returns {State}
 */
export function remembering(before, after, action) {
  if (after === before) return after;
  const act = actOf(before, action);
  if (!act || !takesAway(before, after, action)) {
    const next = leftAsItIs(before, after);
    return next.offer === "" || QUIET.includes(action.type) ? next : { ...next, offer: "" };
  }
  const left = before.card !== after.card && (action.type === "lesson" || action.type === "turn");
  const entry = { ...entryOf(before, after, act, left), control: controlOf(action) };
  const last = before.kept.at(-1);
  const dragged = entry.control !== "" && last?.control === entry.control;
  const lost = lostOf(before, after);
  if (dragged && lost.every((lane) => stepOf(lane) < DRAG_STEPS)) return { ...after, offer: before.offer };
  const kept = [...leftAsItIs(before, after).kept, entry];
  // A hall need not be told that a page was turned: turning back brings its runs back.
  const offer = left && after.projector ? "" : offerOf(act, lost);
  return withinRoom({ ...after, kept: refreshed(kept, before.lanes), undone: [], offer });
}

/**
 * The runs that stood there before and are gone.
 * @param {State} before
 * @param {State} after
 */
function lostOf(before, after) {
  return before.lanes.filter((lane) => waits(lane) && after.lanes.every(({ runId }) => runId !== lane.runId));
}

/**
 * Whether an act takes away what somebody made: training, settings, a run, a seed, a drawing.
 * @param {State} before
 * @param {State} after
 * @param {Action} action
 */
function takesAway(before, after, action) {
  if (action.type === "view") return isCleared(before, after);
  if (lostOf(before, after).length > 0) return true;
  if (after.lanes === before.lanes) return false;
  if (action.type === "remove-lane") return true;
  if (action.type === "configure-all") return "seed" in action.change;
  const setsUp = ["lesson", "turn", "preset", "load", "load-run"].includes(action.type);
  return setsUp && !standsFor(before.lanes, sceneOf(before.card));
}

/** @param {State} before @param {State} after */
function isCleared({ drawing: before }, { drawing: after }) {
  return before !== null && before !== after && !isBlank(before) && (after === null || isBlank(after));
}

/**
 * What an act is called.
 * @param {State} state before it
 * @param {Action} action
 * @returns {string} empty for what takes nothing away
 */
function actOf({ card, deck, lanes }, action) {
  switch (action.type) {
    case "reset":
      return "reset";
    case "lesson":
      return action.card === card ? "set back" : `card ${placeIn(deck, action.card) + 1}`;
    case "turn":
      return `card ${placeIn(deck, card) + 1 + action.by}`;
    case "preset":
      return "preset";
    case "remove-lane":
      return lanes[action.lane] ? `run ${lanes[action.lane].name} removed` : "";
    case "configure-all":
      return sharedAct(action.change);
    case "configure":
      return lanes[action.lane] ? `settings of run ${lanes[action.lane].name}` : "";
    case "restart":
    case "remedy":
      return lanes[action.lane] ? `restart of run ${lanes[action.lane].name}` : "";
    case "load":
    case "load-run":
      return "run loaded";
    case "fast":
      return "other arithmetic";
    case "restore":
      return "other link";
    case "report":
      return action.report.type === "state" ? "fork" : "";
    case "view":
      return "drawing" in action.view ? "drawing cleared" : "";
    default:
      return "";
  }
}

/** @param {Partial<RunConfig>} change */
function sharedAct(change) {
  if ("seed" in change) return "new seed";
  if ("data" in change) return "other data";
  return "points" in change ? "other points" : "other images";
}

/** A slider can be dragged, and each of its stops begins a run anew. @param {Action} action */
function controlOf(action) {
  if (action.type === "configure") return `${action.lane} ${Object.keys(action.change).join()}`;
  if (action.type !== "configure-all") return "";
  // Points are placed one after another.
  return ["trainingImages", "points"].find((field) => field in action.change) ?? "";
}

/**
 * @param {State} before
 * @param {State} after
 * @param {string} act
 * @param {boolean} left
 * @returns {Kept}
 */
export function entryOf(before, after, act, left) {
  const { card, fast, lanes, replays } = before;
  const fields = VIEW.filter((field) => left || before[field] !== after[field]);
  const view = Object.fromEntries(fields.map((field) => [field, before[field]]));
  const drawing = isCleared(before, after) || isCleared(after, before) ? { drawing: before.drawing } : {};
  return { act, control: "", left, card, fast, lanes, replays, view: { ...view, ...drawing } };
}

/**
 * Of a card that is left, what was left on it before is not what it shows when a person comes back.
 * @param {State} before
 * @param {State} after
 * @returns {State}
 */
function leftAsItIs(before, after) {
  if (before.card === after.card || after.kept.every(({ left, card }) => !left || card !== before.card)) return after;
  return {
    ...after,
    kept: after.kept.map((entry) => (entry.card === before.card ? { ...entry, left: false } : entry)),
  };
}

/**
 * Runs that went on after an act stand now where they stand.
 * @param {Kept[]} entries
 * @param {Lane[]} lanes
 */
function refreshed(entries, lanes) {
  return entries.map((entry) => ({
    ...entry,
    lanes: entry.lanes.map((lane) => lanes.find(({ runId }) => runId === lane.runId) ?? lane),
  }));
}

/**
 * No more acts and waiting runs than there is room for: of a run that no longer waits there is its recipe.
 * @param {State} state
 * @returns {State}
 */
export function withinRoom(state) {
  const kept = state.kept.slice(-MOST_ACTS);
  const shown = state.lanes.map(({ runId }) => runId);
  const waiting = new Map(
    [...state.undone.toReversed(), ...kept.toReversed()]
      .flatMap(({ lanes }) => lanes.filter((lane) => waits(lane) && !shown.includes(lane.runId)))
      .map((lane) => [lane.runId, lane.picture?.snapshot.parameters ?? 0]),
  );
  let parameters = 0;
  const released = [...waiting].filter(([, count], index) => {
    parameters += count;
    // What the last act took away can always be taken back as it was.
    return index >= LANE_NAMES.length && (index >= MOST_RUNS || parameters > MOST_PARAMETERS);
  });
  if (released.length === 0) return { ...state, kept };
  const runs = released.map(([runId]) => runId);
  const without = (/** @type {Kept} */ entry) =>
    withLanes(entry, (lane) => (runs.includes(lane.runId) ? gone(lane) : lane));
  return { ...state, kept: kept.map(without), undone: state.undone.map(without) };
}

/** @param {Kept} entry @param {(lane: Lane) => Lane} change @returns {Kept} */
export function withLanes(entry, change) {
  return { ...entry, lanes: entry.lanes.map(change) };
}

/** A run that waits no more: of it there is its recipe, and what it looked like. @param {Lane} lane @returns {Lane} */
export function gone({ picture, ...lane }) {
  const rest = picture && { ...picture, jacobian: undefined, nearest: undefined, filters: undefined };
  return { ...lane, picture: rest, status: "failed", kept: [], filtersThen: undefined };
}

/** @param {string} act @param {Lane[]} lost */
function offerOf(act, lost) {
  const said = `${act[0].toUpperCase()}${act.slice(1)}.`;
  return lost.length === 0 ? said : `${said} ${runsAt(lost)} ${lost.length === 1 ? "is" : "are"} kept.`;
}

/** Runs and the step they stand at. @param {Lane[]} lanes */
export function runsAt(lanes) {
  const names = lanes.map(({ name }) => name);
  const [last, ...before] = names.toReversed();
  const all = before.length > 0 ? `Runs ${before.toReversed().join(", ")} and ${last}` : `Run ${last}`;
  return `${all}, at step ${formatCount(Math.max(...lanes.map(stepOf)))},`;
}
