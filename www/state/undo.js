/** What acts took away comes back: by Undo, or when the card that it was left on is shown again. Pure functions. */

import { formatCount } from "../base/format.js";
import { begin, receive, recipeOf, stepOf } from "../lanes/lanes.js";
import { cardsOf, placeIn } from "../lesson/deck.js";
import { entryOf, gone, runsAt, waits, withLanes, withinRoom } from "./kept.js";
import { lineUp } from "./scene.js";

/** @import { Lane } from "../lanes/lanes.js" */
/** @import { Report } from "../base/protocol.js" */
/** @import { Kept, State } from "./state.js" */

/**
 * The last act is taken back; what there is now can be had again by redo.
 * @param {State} state
 * @returns {State}
 */
export function undo(state) {
  const entry = state.kept.at(-1);
  if (!entry) return { ...state, status: "There is nothing to undo." };
  const next = back({ ...state, kept: state.kept.slice(0, -1) }, entry, `Undone: ${entry.act}.`);
  return withinRoom({ ...next, undone: [...next.undone, entryOf(state, next, entry.act, entry.left)], offer: "" });
}

/**
 * @param {State} state
 * @returns {State}
 */
export function redo(state) {
  const entry = state.undone.at(-1);
  if (!entry) return { ...state, status: "There is nothing to do again." };
  const next = back({ ...state, undone: state.undone.slice(0, -1) }, entry, `Done again: ${entry.act}.`);
  return withinRoom({ ...next, kept: [...next.kept, entryOf(state, next, entry.act, entry.left)], offer: "" });
}

/**
 * What was left on a card, if it is another than the one that is shown.
 * @param {State} state
 * @param {string | undefined} card
 */
export function leftOn({ kept, card: shown, fast }, card) {
  return card === shown
    ? undefined
    : kept.findLast((entry) => entry.left && entry.card === card && entry.fast === fast);
}

/**
 * A card is shown again, with the runs that were left on it.
 * @param {State} state
 * @param {Kept} entry
 * @returns {State}
 */
export function comeBack(state, entry) {
  const { deck } = state;
  const place = `Card ${placeIn(deck, entry.card) + 1} of ${cardsOf(deck).length}:`;
  return back({ ...state, kept: state.kept.filter((other) => other !== entry) }, entry, place);
}

/**
 * The runs that wait, the last that was kept first.
 * @param {State} state
 * @param {boolean} fast of this arithmetic
 */
export function waitingLanes({ kept, undone }, fast) {
  return [...undone, ...kept]
    .filter((entry) => entry.fast === fast)
    .flatMap(({ lanes }) => lanes.filter(waits))
    .toReversed();
}

/**
 * The page as it stood. A run that is still there goes on from where it is now, one that waits is there again; any other is trained anew.
 * @param {State} state
 * @param {Kept} entry
 * @param {string} said
 * @returns {State}
 */
function back(state, { lanes: wanted, view, fast, replays: before }, said) {
  const lanes = wanted.map((lane, index) => {
    const there = state.lanes.find(({ runId }) => runId === lane.runId);
    return there ?? (waits(lane) ? arrived(lane) : anewAs(lane, state.nextRunId + index));
  });
  const same = lanes.length === state.lanes.length && lanes.every((lane, index) => lane === state.lanes[index]);
  if (same) return { ...state, ...view, status: said };
  const anew = lanes.flatMap(({ runId }, index) => {
    const step = trainedTo(wanted[index]);
    const receipt = wanted[index].picture?.snapshot.receipt ?? null;
    return runId === wanted[index].runId || step === 0 ? [] : [{ runId, step, receipt, name: "" }];
  });
  const returned = lanes.filter((lane) => waits(lane) && state.lanes.every(({ runId }) => runId !== lane.runId));
  const sentences = [
    said,
    ...(returned.length > 0 ? [`${runsAt(returned)} ${returned.length === 1 ? "is" : "are"} back.`] : []),
    ...anew.map(({ runId, step }) => {
      const { name } = /** @type {Lane} */ (lanes.find((lane) => lane.runId === runId));
      return `Run ${name} is trained anew: Play stops at step ${formatCount(step)}.`;
    }),
  ];
  const replays = [...before, ...anew].filter(({ runId }) => lanes.some((lane) => lane.runId === runId));
  return { ...lineUp(state, lanes), ...view, fast, replays, playing: false, status: sentences.join(" ") };
}

/** A run that was on its way to a step, and may have come there while it waited. @param {Lane} lane @returns {Lane} */
function arrived(lane) {
  return lane.aim && stepOf(lane) >= lane.aim.step ? { ...lane, aim: undefined } : lane;
}

/**
 * A run that no longer waits, from its first step.
 * @param {Lane} lane
 * @param {number} runId
 */
function anewAs(lane, runId) {
  const { config, events } = trainedTo(lane) > 0 ? recipeOf(lane) : { config: lane.start, events: lane.events };
  return begin(lane, config, runId, "", events);
}

/** The step that a lane's own run had come to. @param {Lane} lane */
function trainedTo(lane) {
  return lane.status === "rejected" || lane.status === "barred" ? 0 : stepOf(lane);
}

/**
 * What a run that waits reports.
 * @param {State} state
 * @param {Report} report
 * @returns {State}
 */
export function keptReport(state, report) {
  const heard = (/** @type {Kept} */ entry) =>
    withLanes(entry, (lane) =>
      lane.runId !== report.runId ? lane : report.type === "failed" ? gone(lane) : receive(lane, report),
    );
  return { ...state, kept: state.kept.map(heard), undone: state.undone.map(heard) };
}
