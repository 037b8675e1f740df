/** The whole state of the page, and every way in which it changes. Nothing here touches the page or a worker. */

import { DATA_SETS } from "./data.js";
import { begin, configure, failed, newLane, receive, remedy } from "./lanes.js";
import { presetConfig, presetOf } from "./presets.js";

/** @import { Lane } from "./lanes.js" */
/** @import { Speed } from "./pace.js" */
/** @import { DataKind, Hyperparameter, Report, RunConfig } from "./protocol.js" */

/** @typedef {"auto" | "light" | "dark"} Theme */
/** @typedef {{kind: DataKind, name: string, loaded: number, total: number}} Loading */
/** Something that concerns the whole page; `retry` says what a button tries again. @typedef {{id: string, message: string, retry: DataKind | "page"}} Problem */

/**
 * @typedef {object} State
 * @property {Lane[]} lanes
 * @property {number} nextRunId
 * @property {boolean} playing
 * @property {number} stepsAsked counts presses of Step
 * @property {Speed} speed
 * @property {number | null} budget the step at which play pauses by itself
 * @property {string} status why training stands still, or what has just been done: one sentence, also read aloud
 * @property {number} preset the one whose text the lesson shows
 * @property {number} lanePointedAt the lane that the formula's numbers, and on a phone the screen, show
 * @property {boolean} difference show |x̂ − x| instead of x̂
 * @property {boolean} logErrors
 * @property {string} tab
 * @property {Theme} theme
 * @property {Hyperparameter[]} hyperparameters
 * @property {Loading[]} loading
 * @property {Problem[]} problems
 */

/**
 * @typedef {{type: "configure", lane: number, change: Partial<RunConfig>}
 *   | {type: "share", change: Partial<RunConfig>}
 *   | {type: "restart", lane: number}
 *   | {type: "remedy", lane: number}
 *   | {type: "reset"} | {type: "play"} | {type: "pause"} | {type: "toggle"} | {type: "step"}
 *   | {type: "budget-reached"}
 *   | {type: "speed", speed: Speed}
 *   | {type: "preset", preset: number}
 *   | {type: "report", lane: number, report: Report}
 *   | {type: "lane-failed", lane: number, message: string, barred?: boolean}
 *   | {type: "view", view: Partial<Pick<State, "difference" | "logErrors" | "tab" | "theme" | "lanePointedAt">>}
 *   | {type: "hyperparameters", hyperparameters: Hyperparameter[]}
 *   | {type: "loading", loading: Loading}
 *   | {type: "loaded", kind: DataKind}
 *   | {type: "problem", problem: Problem}
 *   | {type: "solved", id: string}} Action
 */

/** The page as it opens: the first two presets, at step 0. @returns {State} */
export function initialState() {
  return {
    lanes: [newLane("A", presetConfig(1, 1), 1), newLane("B", presetConfig(2, 1), 2)],
    nextRunId: 3,
    playing: false,
    stepsAsked: 0,
    speed: "watchable",
    budget: presetOf(2).steps,
    status: "",
    preset: 2,
    lanePointedAt: 1,
    difference: false,
    logErrors: true,
    tab: "loss",
    theme: "auto",
    hyperparameters: [],
    loading: [],
    problems: [],
  };
}

/**
 * @param {State} state
 * @param {Action} action
 * @returns {State}
 */
export function reduce(state, action) {
  switch (action.type) {
    case "configure":
      return changeLane(state, action.lane, (lane, runId) => configure(lane, action.change, runId));
    case "share":
      return everyLane(state, (lane, runId) => configure(lane, bounded(action.change, lane.config), runId), "");
    case "restart":
      return changeLane(state, action.lane, (lane, runId) => begin(lane, lane.config, runId, "Starts again from step 0."));
    case "remedy":
      return changeLane(state, action.lane, remedy);
    case "reset":
      return { ...everyLane(state, (lane, runId) => begin(lane, lane.start, runId, ""), RESET), playing: false };
    case "preset":
      return showPreset(state, action.preset);
    case "report":
      return changeLane(state, action.lane, (lane) => receive(lane, action.report));
    case "lane-failed":
      return changeLane(state, action.lane, (lane) => failed(lane, action.message, action.barred ? "barred" : "failed"));
    case "view":
      return { ...state, ...action.view };
    default:
      return reduceTransport(state, action);
  }
}

const RESET = "Back at step 0, with the weights and settings the runs began with.";

/**
 * @param {State} state
 * @param {Action} action
 * @returns {State}
 */
function reduceTransport(state, action) {
  switch (action.type) {
    case "play":
      return { ...state, playing: true, status: "" };
    case "pause":
      return { ...state, playing: false, status: "Paused." };
    case "toggle":
      return reduceTransport(state, { type: state.playing ? "pause" : "play" });
    case "step":
      return { ...state, playing: false, stepsAsked: state.stepsAsked + 1, status: "" };
    case "budget-reached":
      return { ...state, playing: false, status: `Paused at its budget of ${state.budget?.toLocaleString("en-US")} steps. Play goes on.` };
    case "speed":
      return { ...state, speed: action.speed };
    default:
      return reducePage(state, action);
  }
}

/**
 * @param {State} state
 * @param {Action} action
 * @returns {State}
 */
function reducePage(state, action) {
  switch (action.type) {
    case "hyperparameters":
      return { ...state, hyperparameters: action.hyperparameters };
    case "loading":
      return { ...state, loading: [...without(state.loading, "kind", action.loading.kind), action.loading] };
    case "loaded":
      return { ...state, loading: without(state.loading, "kind", action.kind) };
    case "problem":
      return { ...state, problems: [...without(state.problems, "id", action.problem.id), action.problem] };
    case "solved":
      return { ...state, problems: without(state.problems, "id", action.id) };
    default:
      return state;
  }
}

/**
 * @template T
 * @template {keyof T} K
 * @param {T[]} list
 * @param {K} key
 * @param {T[K]} value
 */
function without(list, key, value) {
  return list.filter((item) => item[key] !== value);
}

/**
 * @param {State} state
 * @param {number} index
 * @param {(lane: Lane, runId: number) => Lane} change
 * @returns {State}
 */
function changeLane(state, index, change) {
  const lane = change(state.lanes[index], state.nextRunId);
  if (lane === state.lanes[index]) return state;
  const restarted = lane.runId !== state.lanes[index].runId;
  return {
    ...state,
    lanes: state.lanes.with(index, lane),
    nextRunId: state.nextRunId + (restarted ? 1 : 0),
    status: restarted && lane.note ? `Run ${lane.name}: ${lane.note}` : state.status,
  };
}

/**
 * @param {State} state
 * @param {(lane: Lane, runId: number) => Lane} change
 * @param {string} status
 * @returns {State}
 */
function everyLane(state, change, status) {
  const next = state.lanes.reduce((before, _, index) => changeLane(before, index, change), state);
  return next === state ? state : { ...next, status: status || next.lanes[0].note };
}

/**
 * A change for all lanes, with m within what the data have.
 * @param {Partial<RunConfig>} change
 * @param {RunConfig} config
 * @returns {Partial<RunConfig>}
 */
function bounded(change, config) {
  const { data, trainingImages } = { ...config, ...change };
  return { ...change, trainingImages: Math.min(trainingImages, DATA_SETS[data].pool) };
}

/**
 * @param {State} state
 * @param {number} id
 * @returns {State}
 */
function showPreset(state, id) {
  const { lanes, steps } = presetOf(id);
  const seed = state.lanes[0].config.seed;
  const next = state.lanes.reduce((before, _, index) => {
    const config = presetConfig(lanes[index % lanes.length], seed);
    return changeLane(before, index, (lane, runId) => begin(lane, config, runId, ""));
  }, state);
  return { ...next, preset: id, budget: steps, lanePointedAt: id === 1 ? 0 : 1, status: `Both runs stand at step 0, set for “${presetOf(id).name}”.` };
}
