/** The whole state of the page, as it opens, and every action that can change it. */

import { SWEEP_SEEDS } from "../base/schema.js";
import { imageFor } from "../images/drawing.js";
import { FIRST_POINTS, isPlane } from "../images/points.js";
import { newLane } from "../lanes/lanes.js";
import { CARDS, sceneOf } from "../lesson/cards.js";
import { WHOLE } from "../lesson/deck.js";
import { NO_PREDICTIONS } from "../lesson/predictions.js";
import { LANE_NAMES, laneNamed } from "../lanes/lineup.js";
import { configOf } from "../settings/presets.js";
import { NOTHING_PREDICTED } from "./predicted.js";
import { NO_SEEDS } from "./seeds.js";
import { EMPTY_SHELF } from "./shelf.js";
import { IDLE_SWEEP } from "./sweep_state.js";

/** @import { Drawing } from "../images/drawing.js" */
/** @import { Lane } from "../lanes/lanes.js" */
/** @import { Prediction } from "../lesson/prediction.js" */
/** @import { PredictChange, Predicting } from "./predicted.js" */
/** @import { SweepMeasure, SweepWeights, Swept } from "../base/sweeps.js" */
/** @import { Field, LedgerPart, StepPhase, Tab } from "../base/tabs.js" */
/** @import { Embed } from "../base/frame.js" */
/** @import { PartId } from "../base/parts.js" */
/** @import { Speed } from "../settings/speeds.js" */
/** @import { Seeds, SeedsChange } from "./seeds.js" */
/** @import { DataSet, DataSource, FiltersLook, Look, Outcome, PlannedEvent, Report, RunConfig, UnitFilters } from "../base/protocol.js" */
/** @import { LoadedRun, Shelf, ShelfChange } from "./shelf.js" */
/** @import { SweepState, SweepTold } from "./sweep_state.js" */

/** @typedef {"auto" | "light" | "dark"} Theme */

/**
 * What a run's state is asked for: to stand on the shelf, to be what another lane goes on from, or to be downloaded, as weights or as a program, or compared with weights that were brought.
 * @typedef {{type: "pin", id: number, pinnedAt: number} | {type: "fork", into: string} | {type: "weights" | "program" | "notebook" | "compare"}} Purpose
 */

/** A run, by the name of its lane, has been asked how it stands. @typedef {{id: number, name: string, purpose: Purpose}} Request */

/** Files of a source on their way, in bytes of all of them. @typedef {{source: DataSource, name: string, loaded: number, total: number, files: string[]}} Loading */
/** Own data that are here, as recipes name them, and a picture of them. @typedef {{text: string, picture: string}} OwnSet */
/** Something that concerns the whole page; `retry` says what a button tries again. @typedef {{id: string, message: string, retry: DataSource | "page" | "module" | "charts" | "fast" | "one-file"}} Problem */
/** A run that repeats another, and where that one stood: the pinned one of this name or, without a name, one that was given up. @typedef {{runId: number, step: number, receipt: string | null, name: string}} Replay */

/**
 * How the page stood before an act. Its runs wait in their workers, so they come back to the bit as they stood.
 * @typedef {object} Kept
 * @property {string} act what was done, in words
 * @property {string} control that did it, if it is one that is dragged; else empty
 * @property {boolean} left its card was left for another, and finds these runs when it is shown again
 * @property {string} card
 * @property {boolean} fast
 * @property {Lane[]} lanes
 * @property {Replay[]} replays
 * @property {Partial<State>} view of the rest, what the act has changed
 */

/**
 * @typedef {object} State
 * @property {Lane[]} lanes from one to four, in the order of their names
 * @property {number} nextRunId
 * @property {number} historyEntries counts what a person would step back over: cards, presets, lanes that come and go, other data, a new seed
 * @property {boolean} playing
 * @property {number} stepsAsked counts presses of Step
 * @property {Request[]} requests that runs have not answered
 * @property {number} nextRequest
 * @property {Speed} speed
 * @property {boolean} lockstep the faster runs wait for the slowest, so that all show the same step
 * @property {boolean} fast the runs use arithmetic whose last bits are the processor's choice
 * @property {boolean} fastOffered this browser can do that
 * @property {number | null} budget the step at which play pauses by itself
 * @property {number | null} then the step at which the runs are shown as they were; null for now
 * @property {boolean} filming the runs are shown at one point of their way after another
 * @property {string} status why training stands still, or what has just been done: one sentence, also read aloud
 * @property {string} card of the lesson that is shown, by its id
 * @property {readonly string[]} deck the cards that are shown, by their ids; none for the whole lesson
 * @property {readonly PartId[]} hides what of the page is taken away
 * @property {boolean} autoplay a card’s runs begin to train when it is shown
 * @property {Embed} embed what of the page a frame shows; empty for a window of its own
 * @property {readonly string[]} origins of the pages that a frame listens to; none for whichever has framed it
 * @property {number} lanePointedAt the lane that the formula's numbers, and on a phone the screen, show
 * @property {readonly Prediction[]} predictions what was said before runs trained, one for each card at most: in a link only where a person shares it
 * @property {Predicting} predicting
 * @property {boolean} difference show |x̂ − x| instead of x̂
 * @property {boolean} uniformNoise show uniform noise instead of held-out images with that of noise kept
 * @property {boolean} nearest show the training image that each held-out reconstruction is nearest to
 * @property {boolean} logErrors
 * @property {boolean} logSteps
 * @property {boolean} smooth draw smoothed curves over the raw ones
 * @property {boolean} seedBands draw bands over the seeds that runs have been trained from
 * @property {boolean} wholeRange show all errors, where the card would show a part of them
 * @property {LedgerPart} ledgerPart
 * @property {32 | 64} filterCount
 * @property {boolean} filtersByNorm the units with the largest norms instead of the first ones
 * @property {boolean} filtersOwnScale each run's filters on a scale of its own
 * @property {Field} field which way the field of responses goes around the pixel that is picked
 * @property {Tab} tab
 * @property {Drawing | null} drawing what a person has drawn for every run to see
 * @property {string} placed the points that a person has placed last, as a recipe has them
 * @property {Float32Array | null} probe a place in the plane that is followed through every run: x and y
 * @property {boolean} padOpen
 * @property {boolean} projector large type and lines, and only what a hall needs
 * @property {Theme} theme
 * @property {Loading[]} loading
 * @property {Problem[]} problems
 * @property {OwnSet[]} owns data of the person's own that are here
 * @property {Shelf} shelf the runs that are pinned
 * @property {Seeds} seeds what the recipes come to with other seeds
 * @property {Replay[]} replays runs that were loaded from the shelf
 * @property {Swept} sweepOver what a sweep goes over
 * @property {SweepMeasure} sweepMeasure what is shown of its runs
 * @property {number} sweepSeeds from 1 to this one
 * @property {SweepWeights} sweepWeights
 * @property {string} sweepOf the name of the lane whose recipe it is of; the first lane, where there is none of that name
 * @property {string} inside the name of the lane whose network is looked into; the first lane, where there is none of that name
 * @property {number | null} stepUnit the hidden unit, from 1, of which the coming step is shown; none has been chosen
 * @property {StepPhase} stepPhase how far that step is told
 * @property {SweepState} sweep the sweep that is trained, or was
 * @property {ReadonlyMap<string, Outcome>} outcomes what is known of runs that were trained in the background, by what they go by
 * @property {Kept[]} kept what acts have taken away, the last one last
 * @property {Kept[]} undone what acts that were taken back had made, the last one last
 * @property {string} offer what the last act took away, as long as the page offers to undo it: sentences
 * @property {string[]} linkProblems what the link that was opened says and cannot be followed
 */

/** A lane as a link gives it. @typedef {{name: string, config: RunConfig, events: PlannedEvent[]}} AddressedLane */

/**
 * The part of the state that a link carries.
 * @typedef {object} Address
 * @property {string} card
 * @property {AddressedLane[]} lanes
 * @property {Pick<State, "speed" | "lockstep" | "fast" | "budget" | "tab" | "logErrors" | "logSteps" | "smooth" | "seedBands" | "wholeRange" | "difference" | "uniformNoise" | "nearest" | "projector" | "sweepOver" | "sweepMeasure" | "sweepSeeds" | "sweepWeights" | "sweepOf" | "inside" | "stepUnit" | "stepPhase" | "field" | "deck" | "hides" | "autoplay" | "embed" | "origins" | "predictions" | "drawing">} view
 */

/**
 * What changes lanes, or what is shown of them.
 * @typedef {{type: "configure", lane: number, change: Partial<RunConfig>}
 *   | {type: "configure-all", change: Partial<RunConfig>}
 *   | {type: "add-lane"}
 *   | {type: "remove-lane", lane: number}
 *   | {type: "restart", lane: number}
 *   | {type: "remedy", lane: number}
 *   | {type: "go-on", lane: number}
 *   | {type: "travel", to: number | null, film?: boolean, atRest?: boolean}
 *   | {type: "film", on: boolean}
 *   | {type: "go-from", lane: number}
 *   | {type: "ask", name: string, purpose: Purpose}
 *   | {type: "reset"}
 *   | {type: "fast", on: boolean}
 *   | {type: "lesson", card: string}
 *   | {type: "turn", by: number}
 *   | {type: "advance"}
 *   | {type: "undo"}
 *   | {type: "redo"}
 *   | {type: "dismiss-undo"}
 *   | {type: "kept-report", report: Report}
 *   | {type: "act", act?: "train" | "again" | "on" | "intervene"}
 *   | {type: "preset", preset: number}
 *   | {type: "report", lane: number, report: Report}
 *   | {type: "unbarred"}
 *   | {type: "lane-failed", lane: number, message: string, barred?: boolean}
 *   | {type: "view", view: Partial<Pick<State, "difference" | "uniformNoise" | "nearest" | "logErrors" | "logSteps" | "smooth" | "seedBands" | "wholeRange" | "ledgerPart" | "filterCount" | "filtersByNorm" | "filtersOwnScale" | "tab" | "theme" | "lanePointedAt" | "lockstep" | "budget" | "drawing" | "probe" | "padOpen" | "status" | "sweepOver" | "sweepMeasure" | "sweepSeeds" | "sweepWeights" | "sweepOf" | "inside" | "stepUnit" | "stepPhase" | "field">>}
 *   | {type: "filters-then", of: {runId: number, step: number, look: FiltersLook}, filters: UnitFilters | undefined}
 *   | {type: "phase", by: 1 | -1}
 *   | {type: "predict", change: PredictChange}
 *   | {type: "toggle-projector"}
 *   | {type: "restore", address: Address, problems: string[]}} LaneAction
 */

/**
 * What starts training, stops it, or sets its pace.
 * @typedef {{type: "play"}
 *   | {type: "pause"}
 *   | {type: "toggle"}
 *   | {type: "step"}
 *   | {type: "budget-reached"}
 *   | {type: "speed", speed: Speed}} TransportAction
 */

/**
 * What concerns the shelf, what is on its way, and what is wrong.
 * @typedef {{type: "pin", name?: string, id: number, at: number}
 *   | {type: "load", id: number, lane: number}
 *   | {type: "load-run", run: LoadedRun, lane: number}
 *   | {type: "pin-outcome", config: RunConfig, outcome: Outcome, id: number, at: number}
 *   | {type: "outcomes", found: readonly (readonly [key: string, outcome: Outcome])[]}
 *   | {type: "run-sweep", plan: string}
 *   | {type: "cancel-sweep"}
 *   | {type: "sweep-told", told: SweepTold}
 *   | {type: "shelf", change: ShelfChange}
 *   | {type: "other-seeds"}
 *   | {type: "seeds", change: SeedsChange}
 *   | {type: "dismiss-link-problems"}
 *   | {type: "loading", loading: Loading}
 *   | {type: "loaded", source: DataSource}
 *   | {type: "own-here", set: OwnSet}
 *   | {type: "problem", problem: Problem}
 *   | {type: "solved", id: string}} PageAction
 */

/** @typedef {LaneAction | TransportAction | PageAction} Action */

/** The page as it opens: the first card of the lesson, paused at step 0. @returns {State} */
export function initialState() {
  const [{ id }] = CARDS;
  const { lanes: settings, steps, points = 0 } = sceneOf(id);
  const lanes = settings.map((own, index) => newLane(LANE_NAMES[index], configOf(own, 1), index + 1));
  return {
    lanes,
    nextRunId: lanes.length + 1,
    historyEntries: 0,
    playing: false,
    stepsAsked: 0,
    requests: [],
    nextRequest: 1,
    speed: "watchable",
    lockstep: true,
    fast: false,
    fastOffered: false,
    budget: steps,
    then: null,
    filming: false,
    status: "",
    card: id,
    deck: WHOLE,
    hides: [],
    autoplay: false,
    embed: "",
    origins: [],
    lanePointedAt: points,
    predictions: NO_PREDICTIONS,
    predicting: NOTHING_PREDICTED,
    difference: false,
    uniformNoise: false,
    nearest: false,
    logErrors: true,
    logSteps: false,
    smooth: false,
    seedBands: false,
    wholeRange: false,
    ledgerPart: "terms",
    filterCount: 32,
    filtersByNorm: false,
    filtersOwnScale: false,
    tab: "loss",
    drawing: null,
    placed: FIRST_POINTS,
    probe: null,
    padOpen: false,
    projector: false,
    theme: "auto",
    loading: [],
    problems: [],
    owns: [],
    shelf: EMPTY_SHELF,
    seeds: NO_SEEDS,
    replays: [],
    sweepOver: "lambda",
    sweepMeasure: "heldOut",
    sweepSeeds: SWEEP_SEEDS,
    sweepWeights: "both",
    sweepOf: "B",
    inside: "A",
    stepUnit: null,
    stepPhase: "forward",
    field: "in",
    sweep: IDLE_SWEEP,
    outcomes: new Map(),
    kept: [],
    undone: [],
    offer: "",
    linkProblems: [],
  };
}

/**
 * What the instrument that is open, and the rows of pictures, need of a lane's run beyond snapshots.
 * @param {State} state
 * @param {string} name of the lane
 * @returns {Look}
 */
export function lookOf({ lanes, tab, filterCount, filtersByNorm, nearest, inside, stepUnit }, name) {
  // Points have no images to compare, and no filters that are any.
  const hasImages = !isPlane(lanes[0].config.data);
  const isInside = laneNamed(lanes, inside).name === name;
  return {
    ledger: tab === "ledger",
    filters: hasImages && tab === "filters" ? { count: filterCount, byNorm: filtersByNorm } : null,
    jacobian: hasImages && tab === "why" && isInside,
    nearest: hasImages && nearest,
    step: tab === "step" && isInside ? { unit: stepUnit === null ? null : stepUnit - 1 } : null,
  };
}

/**
 * What a run of these data is shown besides: the drawing as one of its images, or the place in the plane that is followed.
 * @param {Pick<State, "drawing" | "probe">} state
 * @param {RunConfig} config
 */
export function shownTo({ drawing, probe }, config) {
  return isPlane(config.data) ? (probe ?? undefined) : imageFor(drawing, config);
}
