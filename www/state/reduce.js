/** Every way in which the state changes: pure functions. Nothing here touches the page or a worker. */

import { actsOf, nextAct, openAct, performed } from "./acts.js";
import { FIRST_POINTS, LEAST_POINTS, areEnough, isPlane, poolOf } from "../images/points.js";
import { STEP_PHASES } from "../base/tabs.js";
import {
  begin,
  configure,
  failed,
  fork,
  goOn,
  receive,
  recipeOf,
  remedy,
  restart,
  stepOf,
  trains,
} from "../lanes/lanes.js";
import { cardOf, sceneOf } from "../lesson/cards.js";
import { WHOLE, placeIn } from "../lesson/deck.js";
import { arranged, withAnother, withoutLane } from "../lanes/lineup.js";
import { forgetTold, merged, predict } from "./predicting.js";
import { askForSeeds, changeSeeds } from "./seeding.js";
import { remembering } from "./kept.js";
import { lineUp, neighbour, pointedAt, showPreset, showCard } from "./scene.js";
import { arrival, ask, askToPin, load, pin, rearrange, replayAgain } from "./shelving.js";
import { withFiltersThen } from "./filters_then.js";
import { arrive, goFrom, leaveThen, travel, withFilm } from "./travel.js";
import { cancelSweep, pinOutcome, runSweep, sweepTold, withOutcomes } from "./sweeping.js";
import { comeBack, keptReport, leftOn, redo, undo, waitingLanes } from "./undo.js";

/** @import { ActId } from "./acts.js" */
/** @import { Lane } from "../lanes/lanes.js" */
/** @import { PlannedEvent, Report, RunConfig } from "../base/protocol.js" */
/** @import { Action, Address, PageAction, Purpose, State, TransportAction } from "./state.js" */

/**
 * @param {State} state
 * @param {Action} action
 * @returns {State}
 */
export function reduce(state, action) {
  const reduced = forgetTold(state, withPlane(state, withoutLost(state, reduceLanes(state, action))));
  const next = leaveThen(state, reduced, action);
  // What these come to are actions of their own, or they themselves say what there was before.
  const known = ["act", "advance", "undo", "redo"].includes(action.type) ? next : remembering(state, next, action);
  return known !== state && isHistoryEntry(action) ? { ...known, historyEntries: state.historyEntries + 1 } : known;
}

/**
 * Other points of the runs are those that a person goes on from, and beside points there is no pad.
 * @param {State} before
 * @param {State} state
 * @returns {State}
 */
function withPlane(before, state) {
  const { data, points } = state.lanes[0].config;
  const placed = points === undefined || points === before.lanes[0].config.points ? state.placed : points;
  const padOpen = state.padOpen && !isPlane(data);
  return placed === state.placed && padOpen === state.padOpen ? state : { ...state, placed, padOpen };
}

/** @param {Action} action */
function isHistoryEntry(action) {
  if (action.type === "configure-all")
    return "own" in action.change || !("trainingImages" in action.change || "points" in action.change);
  return [
    "lesson",
    "turn",
    "preset",
    "add-lane",
    "remove-lane",
    "go-from",
    "load",
    "load-run",
    "undo",
    "redo",
  ].includes(action.type);
}

/**
 * @param {State} state
 * @param {Action} action
 * @returns {State}
 */
function reduceLanes(state, action) {
  switch (action.type) {
    case "configure":
      return changeLane(state, action.lane, (lane, runId) => configure(lane, action.change, runId));
    case "configure-all":
      return configureAll(state, action.change);
    case "add-lane":
      return lineUp(state, withAnother(state.lanes, state.nextRunId));
    case "remove-lane":
      return lineUp(state, withoutLane(state.lanes, action.lane));
    case "restart":
      return changeLane(state, action.lane, (lane, runId) =>
        restart(lane, lane.config, runId, "Starts again from step 0."),
      );
    case "remedy":
      return changeLane(state, action.lane, remedy);
    case "go-on":
      return changeLane(state, action.lane, goOn);
    case "travel":
      return travel(state, action);
    case "film":
      return withFilm(state, action.on);
    case "filters-then":
      return withFiltersThen(state, action.of, action.filters);
    case "go-from":
      return goFrom(state, action.lane);
    case "ask":
      return ask(state, action.name, action.purpose);
    case "reset":
      return replayAgain(state, { ...beginAnew(state, "", RESET), playing: false });
    case "fast":
      return withArithmetic(state, action.on);
    case "lesson":
      return goTo(state, action.card);
    case "turn":
      return goTo(state, neighbour(state, action.by));
    case "act":
      return act(state, action.act ?? nextAct(state)?.id);
    case "advance":
      return advance(state);
    case "undo":
      return withinDeck(undo(state));
    case "redo":
      return withinDeck(redo(state));
    case "kept-report":
      return keptReport(state, action.report);
    case "dismiss-undo":
      return { ...state, offer: "" };
    case "preset":
      return showPreset(state, action.preset);
    case "restore":
      return restore(state, action.address, action.problems);
    case "report":
      return receiveReport(state, action.lane, action.report);
    case "unbarred":
      return {
        ...state,
        lanes: state.lanes.map((lane) =>
          lane.status === "barred" ? { ...lane, status: "creating", problem: "" } : lane,
        ),
      };
    case "lane-failed":
      return changeLane(state, action.lane, (lane) =>
        failed(lane, action.message, action.barred ? "barred" : "failed"),
      );
    case "view":
      return action.view.padOpen && isPlane(state.lanes[0].config.data)
        ? { ...state, status: NO_PAD }
        : { ...state, ...action.view };
    case "phase":
      return showPhase(state, action.by);
    case "predict":
      return predicted(state, predict(state, action.change));
    case "toggle-projector":
      return { ...state, projector: !state.projector };
    default:
      return reduceTransport(state, action);
  }
}

/**
 * Runs that have waited for what is said of them begin, where the link says so.
 * @param {State} before
 * @param {State} state
 */
function predicted(before, state) {
  return isAsked(before) && !isAsked(state) && state.lanes.every((lane) => stepOf(lane) === 0) ? begun(state) : state;
}

/**
 * The coming step is told further, or less far, where it is told at all.
 * @param {State} state
 * @param {1 | -1} by
 * @returns {State}
 */
function showPhase(state, by) {
  const stepPhase = STEP_PHASES[STEP_PHASES.indexOf(state.stepPhase) + by];
  return state.tab === "step" && stepPhase ? { ...state, stepPhase } : state;
}

const NOTHING_TRAINS = "No run can be trained: what stands in each says why.";
const NO_FAST = "“fast” needs relaxed SIMD, which this browser does not have; reproducible arithmetic is used.";
const NO_PAD = "Points are no images to draw: choose “Your points” to place some, or images as the data set.";
const TOO_FEW = `A run takes ${LEAST_POINTS} points: until there are as many, the runs are those of the points before.`;
const RESET = "Back at step 0, with the weights and settings the runs began with.";

/**
 * What a button of the card does.
 * @param {State} state
 * @param {ActId | undefined} id
 * @returns {State}
 */
function act(state, id) {
  if (!id) return state;
  const { budget, actions } = performed(state, id);
  return actions.length === 0 ? state : actions.reduce(reduce, { ...state, budget });
}

/**
 * The runs of a card that has come begin to train, where the link says so. What was said of them stays.
 * @param {State} state
 * @returns {State}
 */
function begun(state) {
  if (!state.autoplay || isAsked(state)) return state;
  const waits = actsOf(state).some(({ id, done }) => id === "train" && !done);
  return waits ? { ...reduceTransport(state, { type: "play" }), status: state.status } : state;
}

/**
 * Whether the card's runs wait for what a person says of them before they are trained.
 * @param {State} state
 */
function isAsked({ card, predicting, predictions, projector, hides, embed }) {
  const isShown = !projector && !hides.includes("predict") && (embed === "" || embed === "lesson");
  const isSaid = predictions.some((prediction) => prediction.card === card);
  return isShown && cardOf(card).asks?.first === true && predicting.asks && !isSaid;
}

/**
 * A card, with the runs that were left on it, or else its own.
 * @param {State} state
 * @param {string | undefined} card
 * @returns {State}
 */
function goTo(state, card) {
  // Until the next frame the cards of the deck before are still on the screen.
  if (card === undefined || placeIn(state.deck, card) < 0) return state;
  const left = leftOn(state, card);
  return begun(left ? comeBack(state, left) : showCard(state, card));
}

/**
 * Where an act that is taken back was one of another deck, the whole lesson is shown.
 * @param {State} state
 * @returns {State}
 */
function withinDeck(state) {
  return placeIn(state.deck, state.card) < 0 ? { ...state, deck: WHOLE } : state;
}

/**
 * What the card asks for or, when that has been done, the next card.
 * @param {State} state
 * @returns {State}
 */
function advance(state) {
  const open = openAct(state);
  if (!open) return reduce(state, { type: "turn", by: 1 });
  if (!open.barred) return act(state, open.id);
  return { ...state, status: `“${open.name}” is for later: ${open.barred.toLowerCase()}. ] goes on without it.` };
}

/**
 * The same runs from their first step, in fast or in reproducible arithmetic.
 * @param {State} state
 * @param {boolean} fast
 * @returns {State}
 */
function withArithmetic(state, fast) {
  if (fast === state.fast || (fast && !state.fastOffered)) return state;
  const note = `Starts again from step 0 in ${fast ? "fast arithmetic, which is not the same on every machine" : "reproducible arithmetic"}.`;
  return replayAgain(state, { ...beginAnew(state, note, ""), fast });
}

/**
 * The same runs from their first step.
 * @param {State} state
 * @param {string} note
 * @param {string} status
 * @returns {State}
 */
function beginAnew(state, note, status) {
  return everyLane(state, (lane, runId) => begin(lane, lane.start, runId, note, lane.events), status);
}

/**
 * @param {State} state
 * @param {TransportAction | PageAction} action
 * @returns {State}
 */
function reduceTransport(state, action) {
  switch (action.type) {
    case "play":
      return state.lanes.some(trains) ? { ...state, playing: true, status: "" } : { ...state, status: NOTHING_TRAINS };
    case "pause":
      return { ...state, playing: false, status: "Paused." };
    case "toggle":
      return reduceTransport(state, { type: state.playing ? "pause" : "play" });
    case "step":
      return { ...state, playing: false, stepsAsked: state.stepsAsked + 1, status: "" };
    case "budget-reached":
      return {
        ...state,
        playing: false,
        status:
          arrival(state) || `Paused at its budget of ${state.budget?.toLocaleString("en-US")} steps. Play goes on.`,
      };
    case "speed":
      return { ...state, speed: action.speed };
    default:
      return reducePage(state, action);
  }
}

/**
 * @param {State} state
 * @param {PageAction} action
 * @returns {State}
 */
function reducePage(state, action) {
  switch (action.type) {
    case "loading":
      return { ...state, loading: [...without(state.loading, "source", action.loading.source), action.loading] };
    case "loaded":
      return { ...state, loading: without(state.loading, "source", action.source) };
    case "own-here":
      return { ...state, owns: [...without(state.owns, "text", action.set.text), action.set] };
    case "problem":
      return { ...state, problems: [...without(state.problems, "id", action.problem.id), action.problem] };
    case "solved":
      return { ...state, problems: without(state.problems, "id", action.id) };
    case "dismiss-link-problems":
      return { ...state, linkProblems: [] };
    case "pin":
      return askToPin(state, action);
    case "load":
      return load(
        state,
        state.shelf.pinned.find(({ id }) => id === action.id),
        action.lane,
      );
    case "load-run":
      return load(state, action.run, action.lane);
    case "pin-outcome":
      return pinOutcome(state, action);
    case "outcomes":
      return withOutcomes(state, action.found);
    case "run-sweep":
      return runSweep(state, action.plan);
    case "cancel-sweep":
      return cancelSweep(state);
    case "sweep-told":
      return sweepTold(state, action.told);
    case "shelf":
      return rearrange(state, action.change);
    case "other-seeds":
      return askForSeeds(state);
    case "seeds":
      return changeSeeds(state, action.change);
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
  const before = state.lanes[index];
  // Until the next frame a run that has gone is still on the screen, and its controls can be used.
  const lane = before && change(before, state.nextRunId);
  if (lane === before) return state;
  const restarted = lane.runId !== before.runId;
  return {
    ...state,
    lanes: state.lanes.with(index, lane),
    nextRunId: state.nextRunId + (restarted ? 1 : 0),
    status: restarted && lane.note ? `Run ${lane.name}: ${lane.note}` : state.status,
  };
}

/**
 * A worker's report; a state may have been asked for by a fork, or to be pinned.
 * @param {State} state
 * @param {number} index
 * @param {Report} report
 * @returns {State}
 */
function receiveReport(state, index, report) {
  const next = arrive(
    changeLane(state, index, (lane) => receive(lane, report)),
    index,
  );
  if (report.type !== "state") return next;
  const from = state.lanes[index];
  const request = next.requests.find(({ id }) => id === report.request);
  if (!request) return next;
  const answered = { ...next, requests: without(next.requests, "id", request.id) };
  const { purpose } = request;
  switch (purpose.type) {
    case "pin":
      return pin(answered, from, report, purpose);
    case "fork": {
      const into = state.lanes.findIndex(({ name }) => name === purpose.into);
      const made = report.snapshot.events;
      return into < 0
        ? answered
        : changeLane(answered, into, (lane, runId) => fork(lane, from, report.state, made, runId));
    }
    default:
      // The page makes a file of it, or a sentence: nothing of the state is others than it was.
      return answered;
  }
}

/**
 * A run that has given way to another no longer says how it stands: what was asked of it is given up, and the page says so.
 * @param {State} before
 * @param {State} state
 * @returns {State}
 */
function withoutLost(before, state) {
  if (state.lanes === before.lanes || state.requests.length === 0) return state;
  const runOf = (/** @type {Lane[]} */ lanes, /** @type {string} */ name) =>
    lanes.find((lane) => lane.name === name)?.runId;
  const lost = state.requests.filter(({ name }) => runOf(state.lanes, name) !== runOf(before.lanes, name));
  if (lost.length === 0) return state;
  const told = lost.map(
    ({ name, purpose }) =>
      `${undone(name, purpose)}: ${runOf(state.lanes, name) ? "it had begun anew" : "it was gone"}.`,
  );
  return {
    ...state,
    requests: state.requests.filter((request) => !lost.includes(request)),
    status: [state.status, ...told].filter(Boolean).join(" "),
  };
}

/**
 * What has not been done, since a run did not answer.
 * @param {string} name of its lane
 * @param {Purpose} purpose
 */
function undone(name, purpose) {
  switch (purpose.type) {
    case "pin":
      return `Run ${name} was not pinned`;
    case "fork":
      return `Run ${name} was not forked into ${purpose.into}`;
    case "weights":
      return `The weights of run ${name} were not downloaded`;
    case "program":
    case "notebook":
      return `The ${purpose.type} of run ${name} was not downloaded`;
    case "compare":
      return `Run ${name} was not compared with the weights that were brought`;
  }
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
 * A change of what all lanes share. Too few points are kept until there are more.
 * @param {State} state
 * @param {Partial<RunConfig>} change
 * @returns {State}
 */
function configureAll(state, change) {
  const { points } = change;
  if (points !== undefined && !areEnough(points)) return { ...state, placed: points, status: TOO_FEW };
  const placed = areEnough(state.placed) ? state.placed : FIRST_POINTS;
  return everyLane(state, (lane, runId) => configure(lane, withinPool(change, lane.config, placed), runId), "");
}

/**
 * A change for all lanes, with m within what the data have: of points that a person places all that are not held out.
 * @param {Partial<RunConfig>} change
 * @param {RunConfig} config
 * @param {string} placed
 * @returns {Partial<RunConfig>}
 */
function withinPool(change, config, placed) {
  const wanted = { ...config, ...change };
  if (wanted.data !== "points") return { ...change, trainingImages: Math.min(wanted.trainingImages, poolOf(wanted)) };
  const points = change.points ?? config.points ?? placed;
  const pool = poolOf({ data: "points", points });
  const all = "points" in change || "data" in change;
  return { ...change, points, trainingImages: all ? pool : Math.min(wanted.trainingImages, pool) };
}

/**
 * What a link says. A run that is what the link wants goes on; any other begins, paused, at step 0.
 * @param {State} state
 * @param {Address} address
 * @param {string[]} problems of the link
 * @returns {State}
 */
function restore(state, { card, lanes, view }, problems) {
  const fast = view.fast && state.fastOffered;
  const stays = (
    /** @type {Lane} */ lane,
    /** @type {{config: RunConfig, events?: PlannedEvent[]}} */ { config, events },
  ) =>
    fast === state.fast &&
    JSON.stringify(recipeOf(lane)) === JSON.stringify({ config: { ...lane.start, ...config }, events });
  // One that waits for its return is as good as one that is there.
  const waiting = waitingLanes(state, fast);
  const found = lanes.flatMap((want) => {
    const now = state.lanes.filter(({ name }) => name === want.name);
    const back = [...now, ...waiting].find((lane) => lane.name === want.name && stays(lane, want));
    return back ?? now;
  });
  const arrangedLanes = arranged(found, lanes, state.nextRunId, stays);
  const same =
    arrangedLanes.length === state.lanes.length && arrangedLanes.every((lane, index) => lane === state.lanes[index]);
  const next = same ? state : { ...lineUp(state, arrangedLanes), playing: false };
  const lanePointedAt = card === state.card ? next.lanePointedAt : pointedAt(sceneOf(card), lanes.length);
  const linkProblems = fast === view.fast ? problems : [...problems, NO_FAST];
  const { points: placed = state.placed } = next.lanes[0].config;
  // A link that names none, as that of a step back, takes none away, nor a drawing.
  const predictions = merged(state.predictions, view.predictions);
  const drawing = view.drawing ?? state.drawing;
  const restored = { ...next, ...view, predictions, drawing, fast, card, lanePointedAt, linkProblems, placed };
  const wasShown = same && card === state.card && state.autoplay;
  return wasShown ? restored : begun(restored);
}
