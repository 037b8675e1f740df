/** The whole state of the page, as it opens, and every action that can change it. */

import { newLane } from "./lanes.js";
import { STEPS, sceneOf } from "./lesson/steps.js";
import { LANE_NAMES } from "./lineup.js";
import { configOf } from "./presets.js";
import { EMPTY_SHELF } from "./shelf.js";

/** @import { Drawing } from "./drawing.js" */
/** @import { Lane } from "./lanes.js" */
/** @import { Speed } from "./pace.js" */
/** @import { DataSource, Hyperparameter, Look, PlannedEvent, Report, RunConfig } from "./protocol.js" */
/** @import { Shelf, ShelfChange } from "./shelf.js" */

/** @typedef {"auto" | "light" | "dark"} Theme */
/** Files of a source on their way, in bytes of all of them. @typedef {{source: DataSource, name: string, loaded: number, total: number, files: string[]}} Loading */
/** Something that concerns the whole page; `retry` says what a button tries again. @typedef {{id: string, message: string, retry: DataSource | "page" | "module" | "fast"}} Problem */
/** A run that repeats the pinned one of this name, and where that one stood. @typedef {{runId: number, step: number, receipt: string | null, name: string}} Replay */

/**
 * @typedef {object} State
 * @property {Lane[]} lanes from one to four, in the order of their names
 * @property {number} nextRunId
 * @property {number} moves counts what a person would step back over: lesson steps, presets, lanes that come and go, other data, a new seed
 * @property {boolean} playing
 * @property {number} stepsAsked counts presses of Step
 * @property {{name: string, purpose: string}[]} exports runs, by the name of their lanes, whose states are asked for, and what for
 * @property {Speed} speed
 * @property {boolean} lockstep the faster runs wait for the slowest, so that all show the same step
 * @property {boolean} fast the runs use arithmetic whose last bits are the processor's choice
 * @property {boolean} fastOffered this browser can do that
 * @property {number | null} budget the step at which play pauses by itself
 * @property {string} status why training stands still, or what has just been done: one sentence, also read aloud
 * @property {string} step of the lesson, by its id
 * @property {number} lanePointedAt the lane that the formula's numbers, and on a phone the screen, show
 * @property {boolean} difference show |x̂ − x| instead of x̂
 * @property {boolean} uniformNoise show uniform noise instead of held-out images with that of noise kept
 * @property {boolean} nearest show the training image that each held-out reconstruction is nearest to
 * @property {boolean} logErrors
 * @property {boolean} logSteps
 * @property {boolean} smooth draw smoothed curves over the raw ones
 * @property {boolean} wholeRange show all errors, where the step of the lesson would show a part of them
 * @property {"terms" | "norms" | "tying" | "gradients"} ledgerPart what the ledger shows of each run
 * @property {32 | 64} filterCount
 * @property {boolean} filtersByNorm the units with the largest norms instead of the first ones
 * @property {boolean} filtersOwnScale each run's filters on a scale of its own
 * @property {string} tab
 * @property {Drawing | null} drawing what a person has drawn for every run to see
 * @property {boolean} padOpen
 * @property {boolean} projector large type and lines, and only what a hall needs
 * @property {Theme} theme
 * @property {Hyperparameter[]} hyperparameters
 * @property {Loading[]} loading
 * @property {Problem[]} problems
 * @property {Shelf} shelf the runs that are pinned
 * @property {Replay[]} replays runs that were loaded from the shelf
 * @property {string[]} linkProblems what the link that was opened says and cannot be followed
 */

/** A lane as a link gives it. @typedef {{name: string, config: RunConfig, events: PlannedEvent[]}} AddressedLane */

/**
 * The part of the state that a link carries.
 * @typedef {object} Address
 * @property {string} step
 * @property {AddressedLane[]} lanes
 * @property {Pick<State, "speed" | "lockstep" | "fast" | "budget" | "tab" | "logErrors" | "logSteps" | "smooth" | "wholeRange" | "difference" | "uniformNoise" | "nearest" | "projector">} view
 */

/**
 * @typedef {{type: "configure", lane: number, change: Partial<RunConfig>}
 *   | {type: "share", change: Partial<RunConfig>}
 *   | {type: "add-lane"}
 *   | {type: "remove-lane", lane: number}
 *   | {type: "restart", lane: number}
 *   | {type: "remedy", lane: number}
 *   | {type: "go-on", lane: number}
 *   | {type: "export", name: string, purpose: string}
 *   | {type: "reset"} | {type: "play"} | {type: "pause"} | {type: "toggle"} | {type: "step"}
 *   | {type: "budget-reached"}
 *   | {type: "speed", speed: Speed}
 *   | {type: "fast", on: boolean}
 *   | {type: "lesson", step: string}
 *   | {type: "turn", by: number}
 *   | {type: "deed", act?: "train" | "again" | "on" | "deed"}
 *   | {type: "preset", preset: number}
 *   | {type: "pin", name?: string, id: number, at: number}
 *   | {type: "load", id: number, lane: number}
 *   | {type: "shelf", change: ShelfChange}
 *   | {type: "report", lane: number, report: Report}
 *   | {type: "unbarred"}
 *   | {type: "lane-failed", lane: number, message: string, barred?: boolean}
 *   | {type: "view", view: Partial<Pick<State, "difference" | "uniformNoise" | "nearest" | "logErrors" | "logSteps" | "smooth" | "wholeRange" | "ledgerPart" | "filterCount" | "filtersByNorm" | "filtersOwnScale" | "tab" | "theme" | "lanePointedAt" | "lockstep" | "drawing" | "padOpen" | "status">>}
 *   | {type: "toggle-projector"}
 *   | {type: "restore", address: Address, problems: string[]}
 *   | {type: "dismiss-link-problems"}
 *   | {type: "hyperparameters", hyperparameters: Hyperparameter[]}
 *   | {type: "loading", loading: Loading}
 *   | {type: "loaded", source: DataSource}
 *   | {type: "problem", problem: Problem}
 *   | {type: "solved", id: string}} Action
 */

/** The page as it opens: the first step of the lesson, paused at step 0. @returns {State} */
export function initialState() {
  const [{ id }] = STEPS;
  const { lanes: settings, steps, points = 0 } = sceneOf(id);
  const lanes = settings.map((own, index) => newLane(LANE_NAMES[index], configOf(own, 1), index + 1));
  return {
    lanes,
    nextRunId: lanes.length + 1,
    moves: 0,
    playing: false,
    stepsAsked: 0,
    exports: [],
    speed: "watchable",
    lockstep: true,
    fast: false,
    fastOffered: false,
    budget: steps,
    status: "",
    step: id,
    lanePointedAt: points,
    difference: false,
    uniformNoise: false,
    nearest: false,
    logErrors: true,
    logSteps: false,
    smooth: false,
    wholeRange: false,
    ledgerPart: "terms",
    filterCount: 32,
    filtersByNorm: false,
    filtersOwnScale: false,
    tab: "loss",
    drawing: null,
    padOpen: false,
    projector: false,
    theme: "auto",
    hyperparameters: [],
    loading: [],
    problems: [],
    shelf: EMPTY_SHELF,
    replays: [],
    linkProblems: [],
  };
}

/**
 * What the instrument that is open, and the rows of pictures, need beyond snapshots.
 * @param {State} state
 * @returns {Look}
 */
export function lookOf({ tab, filterCount, filtersByNorm, nearest }) {
  return {
    ledger: tab === "ledger",
    filters: tab === "filters" ? { count: filterCount, byNorm: filtersByNorm } : null,
    nearest,
  };
}
