/** Setting the page for a card of the lesson, or for a preset: pure functions from a state to the next. */

import { formatCount } from "../base/format.js";
import { stepOf, trains } from "../lanes/lanes.js";
import { cardOf } from "../lesson/cards.js";
import { cardsOf, placeIn } from "../lesson/deck.js";
import { LANE_NAMES, arranged } from "../lanes/lineup.js";
import { configOf, isSetTo, presetOf } from "../settings/presets.js";

/** @import { Lane } from "../lanes/lanes.js" */
/** @import { Scene } from "../lesson/card.js" */
/** @import { State } from "./state.js" */

/**
 * Other lanes: the page points at the one that is new, else at the one it pointed at, else at the last.
 * @param {State} state
 * @param {Lane[]} lanes
 * @returns {State}
 */
export function lineUp(state, lanes) {
  if (lanes === state.lanes) return state;
  const added = lanes.findIndex(({ name }) => state.lanes.every((lane) => lane.name !== name));
  const same = lanes.findIndex(({ name }) => name === state.lanes[state.lanePointedAt].name);
  const lanePointedAt = [added, same, lanes.length - 1].find((index) => index >= 0) ?? 0;
  return { ...state, lanes, nextRunId: state.nextRunId + lanes.length, lanePointedAt, status: "" };
}

/**
 * A card of the lesson. Runs that are set as it wants them go on; others give way to new ones, and the page says so.
 * @param {State} state
 * @param {string} id
 * @returns {State}
 */
export function showCard(state, id) {
  const { scene } = cardOf(id);
  const place = `Card ${placeIn(state.deck, id) + 1} of ${cardsOf(state.deck).length}`;
  if (!scene) return { ...state, card: id, status: `${place}: everything stays as it is.` };
  return { ...stage(state, scene, place), card: id };
}

/**
 * The next card, or the one before.
 * @param {Pick<State, "card" | "deck">} state
 * @param {number} by
 */
export function neighbour({ deck, card }, by) {
  return cardsOf(deck)[placeIn(deck, card) + by]?.id;
}

/**
 * A preset, beside what it is compared with, from step 0.
 * @param {State} state
 * @param {number} id
 * @returns {State}
 */
export function showPreset(state, id) {
  const { lanes, steps, name } = presetOf(id);
  return stage(state, { lanes, steps, points: id === 1 ? 0 : 1 }, `“${name}”`);
}

/**
 * Whether the runs are set as a scene wants them, and have been from their first step: then it need not begin them anew.
 * @param {Lane[]} lanes
 * @param {Scene} scene
 */
export function standsFor(lanes, scene) {
  return (
    lanes.length === scene.lanes.length &&
    lanes.every((lane, index) => {
      const unchanged = lane.events.length === 0 && (lane.picture?.snapshot.events.length ?? 0) === 0;
      const set = [lane.start, lane.config].every((config) => isSetTo(config, scene.lanes[index]));
      return trains(lane) && lane.name === LANE_NAMES[index] && set && unchanged;
    })
  );
}

/**
 * How a scene is shown.
 * @param {Scene} scene
 * @returns {Pick<State, "budget" | "tab" | "ledgerPart" | "speed" | "difference" | "uniformNoise" | "nearest" | "inside"> & Partial<Scene["sweep"]>}
 */
export function viewOf({
  steps,
  tab = "loss",
  ledgerPart = "terms",
  speed = "watchable",
  difference = false,
  nearest = false,
  inside = "A",
  sweep,
}) {
  // What the texts say of the row of noise is said of held-out images.
  return { budget: steps, tab, ledgerPart, speed, difference, uniformNoise: false, nearest, inside, ...sweep };
}

/**
 * The lane that a scene is about, among as many as there are.
 * @param {Scene} scene
 * @param {number} count
 */
export function pointedAt({ lanes, points = lanes.length - 1 }, count) {
  return Math.min(points, count - 1);
}

/**
 * @param {State} state
 * @param {Scene} scene
 * @param {string} what the scene is called
 * @returns {State}
 */
function stage(state, scene, what) {
  const shown = { ...viewOf(scene), lanePointedAt: pointedAt(scene, scene.lanes.length) };
  if (standsFor(state.lanes, scene)) return { ...state, ...shown, status: `${what}: the runs go on.` };
  const { seed } = state.lanes[0].config;
  const wanted = scene.lanes.map((settings, index) => ({ name: LANE_NAMES[index], config: configOf(settings, seed) }));
  const trained = Math.max(...state.lanes.map(stepOf));
  const kept = trained > 0 ? ` Those before, at step ${formatCount(trained)}, are kept: Undo brings them back.` : "";
  return {
    ...lineUp(state, arranged(state.lanes, wanted, state.nextRunId)),
    ...shown,
    playing: false,
    status: `${what}: new runs, at step 0.${kept}`,
  };
}
