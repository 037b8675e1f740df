/** What can be chosen of a step: its hidden unit, and how far it is told. */

import { STEP_PHASES } from "../../base/tabs.js";
import { element, passFocus } from "../kit/dom.js";
import { mountNumber } from "../kit/number_field.js";

/** @import { Lane } from "../../lanes/lanes.js" */
/** @import { Action, State } from "../../state/state.js" */

/**
 * Which hidden unit is looked at.
 * @param {HTMLElement} root
 * @param {(action: Action) => void} dispatch
 */
export function mountUnit(root, dispatch) {
  const choose = (/** @type {number} */ stepUnit) => dispatch({ type: "view", view: { stepUnit } });
  const field = element("input", { type: "number", min: "1", step: "1", "aria-label": "Hidden unit looked at" });
  const range = { name: "The hidden unit", min: 1, max: 1, whole: true };
  const write = mountNumber(field, range, choose, (status) => dispatch({ type: "view", view: { status } }));
  const button = element("button", { type: "button", class: "quiet" }, "Longest gradient");
  button.title = "The unit whose data's gradient is the longest in the coming step";
  let longest = 1;
  button.addEventListener("click", () => choose(longest));
  const label = element(
    "label",
    { class: "option step-unit" },
    element("span", { "aria-hidden": "true" }, "unit"),
    field,
  );
  root.append(label, button);
  return (/** @type {Lane} */ { picture }, /** @type {State} */ { stepUnit }) => {
    const about = picture?.ahead?.about;
    range.max = picture?.snapshot.hiddenUnits ?? 1;
    field.max = String(range.max);
    longest = about ? about.longest + 1 : 1;
    passFocus(
      () => {
        button.disabled = !about || stepUnit === longest;
      },
      () => field,
    );
    write(String(about ? about.unit + 1 : (stepUnit ?? 1)));
  };
}

/**
 * The buttons that tell it further, or less far.
 * @param {HTMLElement} root
 * @param {(action: Action) => void} dispatch
 */
export function mountPhases(root, dispatch) {
  const [before, next] = /** @type {const} */ ([
    ["Phase before", -1, "q"],
    ["Next phase", 1, "e"],
  ]).map(([name, by, key]) => {
    const button = element("button", { type: "button", class: "outlined", "aria-keyshortcuts": key }, name);
    button.addEventListener("click", () => dispatch({ type: "phase", by }));
    return button;
  });
  root.append(element("span", { class: "step-phases" }, before, next));
  return (/** @type {State} */ { stepPhase }) =>
    passFocus(
      () => {
        before.disabled = stepPhase === STEP_PHASES[0];
        next.disabled = stepPhase === STEP_PHASES.at(-1);
      },
      () => (before.disabled ? next : before),
    );
}
