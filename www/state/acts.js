/** What can be done on a step of the lesson: its buttons, and what each of them comes to. Pure functions. */

import { formatCount } from "../base/format.js";
import { stepOf, trains } from "../lanes/lanes.js";
import { standingOf } from "../lesson/standing.js";
import { lessonStep } from "../lesson/steps.js";

/** @import { Action, State } from "./state.js" */

/**
 * "train" up to the step's budget, "again" from step 0, "on" to its second budget, or do its deed.
 * @typedef {"train" | "again" | "on" | "deed"} ActId
 */

/**
 * @typedef {object} Act
 * @property {ActId} id
 * @property {string} name
 * @property {boolean} done it has been done, or is under way
 * @property {string} barred why it cannot be done yet; empty if it can
 */

/**
 * What can be done on the step that is shown, in the order in which it is done.
 * @param {State} state
 * @returns {Act[]}
 */
export function actsOf(state) {
  const { deed, scene } = lessonStep(state.step);
  if (!scene) return [];
  const from = deed?.from ?? 1;
  const barred = reachedOf(state) >= from ? "" : from > 1 ? `From step ${formatCount(from)} on` : "Train first";
  return [
    ...trainingOf(state),
    ...(deed
      ? [{ id: /** @type {const} */ ("deed"), name: deed.name, done: standingOf(state.step, state.lanes).done, barred }]
      : []),
  ];
}

/**
 * The act that comes next: the deed as soon as it can be done, else training.
 * @param {State} state
 */
export function nextAct(state) {
  const acts = actsOf(state);
  const open = acts.filter(({ done, barred }) => !done && !barred);
  return open.find(({ id }) => id === "deed") ?? open.find(({ id }) => id !== "on") ?? acts[0];
}

/**
 * The actions that an act comes to, and the budget it begins with.
 * @param {State} state
 * @param {ActId} id
 * @returns {{budget: number | null, actions: Action[]}}
 */
export function performed(state, id) {
  const { deed, scene } = lessonStep(state.step);
  const act = actsOf(state).find((candidate) => candidate.id === id);
  if (!scene || !act || act.done || act.barred) return { budget: state.budget, actions: [] };
  const { steps, longer = steps } = scene;
  switch (id) {
    case "again":
      return { budget: steps, actions: [{ type: "reset" }, { type: "play" }] };
    case "on":
      return { budget: longer, actions: [{ type: "play" }] };
    case "deed": {
      const changes = (deed?.changes ?? []).flatMap(({ lane, change }) => {
        const at = state.lanes.findIndex(({ name }) => name === lane);
        return at < 0 ? [] : [/** @type {Action} */ ({ type: "configure", lane: at, change })];
      });
      if (changes.length === 0 || deed?.more === undefined) return { budget: state.budget, actions: changes };
      return { budget: Math.max(steps, reachedOf(state) + deed.more), actions: [...changes, { type: "play" }] };
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
  const { scene } = lessonStep(state.step);
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
