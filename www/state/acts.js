/** What can be done on a card of the lesson: its buttons, and what each of them comes to. Pure functions. */

import { formatCount } from "../base/format.js";
import { stepOf, trains } from "../lanes/lanes.js";
import { standingOf } from "../lesson/standing.js";
import { cardOf } from "../lesson/cards.js";

/** @import { Action, State } from "./state.js" */

/**
 * "train" up to the card's budget, "again" from step 0, "on" to its second budget, or intervene.
 * @typedef {"train" | "again" | "on" | "intervene"} ActId
 */

/**
 * @typedef {object} Act
 * @property {ActId} id
 * @property {string} name
 * @property {boolean} done it has been done, or is under way
 * @property {string} barred why it cannot be done yet; empty if it can
 */

/**
 * What can be done on the card that is shown, in the order in which it is done.
 * @param {State} state
 * @returns {Act[]}
 */
export function actsOf(state) {
  const { intervention, scene } = cardOf(state.card);
  if (!scene) return [];
  const from = intervention?.from ?? 1;
  const barred = reachedOf(state) >= from ? "" : from > 1 ? `From step ${formatCount(from)} on` : "Train first";
  return [
    ...trainingOf(state),
    ...(intervention
      ? [
          {
            id: /** @type {const} */ ("intervene"),
            name: intervention.name,
            done: standingOf(state.card, state.lanes).done,
            barred,
          },
        ]
      : []),
  ];
}

/**
 * The act that comes next: the intervention as soon as it can be done, else training.
 * @param {State} state
 */
export function nextAct(state) {
  const acts = actsOf(state);
  const open = acts.filter(({ done, barred }) => !done && !barred);
  return open.find(({ id }) => id === "intervene") ?? open.find(({ id }) => id !== "on") ?? acts[0];
}

/**
 * What the card asks for and has not been done yet, though it may have to wait.
 * @param {State} state
 * @returns {Act | undefined}
 */
export function openAct(state) {
  const open = actsOf(state).filter(({ id, done }) => !done && (id === "train" || id === "intervene"));
  return open.find(({ id, barred }) => id === "intervene" && !barred) ?? open[0];
}

/**
 * The actions that an act comes to, and the budget it begins with.
 * @param {State} state
 * @param {ActId} id
 * @returns {{budget: number | null, actions: Action[]}}
 */
export function performed(state, id) {
  const { intervention, scene } = cardOf(state.card);
  const act = actsOf(state).find((candidate) => candidate.id === id);
  if (!scene || !act || act.done || act.barred) return { budget: state.budget, actions: [] };
  const { steps, longer = steps } = scene;
  switch (id) {
    case "again":
      return { budget: steps, actions: [{ type: "reset" }, { type: "play" }] };
    case "on":
      return { budget: longer, actions: [{ type: "play" }] };
    case "intervene": {
      const changes = (intervention?.changes ?? []).flatMap(({ lane, change }) => {
        const at = state.lanes.findIndex(({ name }) => name === lane);
        return at < 0 ? [] : [/** @type {Action} */ ({ type: "configure", lane: at, change })];
      });
      if (changes.length === 0 || intervention?.more === undefined) return { budget: state.budget, actions: changes };
      return { budget: Math.max(steps, reachedOf(state) + intervention.more), actions: [...changes, { type: "play" }] };
    }
    default: {
      // A link may have said that its runs pause earlier.
      const sooner = state.budget !== null && state.budget < steps && reachedOf(state) < state.budget;
      return { budget: sooner ? state.budget : steps, actions: [{ type: "play" }] };
    }
  }
}

/**
 * Training as it can go on: never beyond the step of which the texts speak without its own button.
 * @param {State} state
 * @returns {Act[]}
 */
function trainingOf(state) {
  const { scene } = cardOf(state.card);
  if (!scene) return [];
  const { steps, longer = steps } = scene;
  const { playing, budget } = state;
  const reached = reachedOf(state);
  if (reached < steps) {
    const name = playing || reached === 0 ? "Start training" : `Train on to ${formatCount(steps)}`;
    return [{ id: "train", name, done: playing, barred: "" }];
  }
  const on =
    reached < longer || playing
      ? [
          {
            id: /** @type {const} */ ("on"),
            name: `Train on to ${formatCount(longer)}`,
            done: playing && budget === longer,
            barred: "",
          },
        ]
      : [];
  return [{ id: "again", name: "Train again", done: false, barred: "" }, ...(longer > steps ? on : [])];
}

/**
 * The step that the slowest run has come to.
 * @param {State} state
 */
function reachedOf({ lanes }) {
  const training = lanes.filter(trains);
  return Math.min(...(training.length > 0 ? training : lanes).map(stepOf));
}
