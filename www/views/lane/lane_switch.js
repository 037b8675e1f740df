/** On a phone one lane shows at a time: this chooses which, or adds one. */

import { formatCount } from "../../base/format.js";
import { LANE_NAMES } from "../../lanes/lineup.js";
import { element, passFocus, setAttribute, setHidden, setText } from "../kit/dom.js";

/** @import { Action, State } from "../../state/state.js" */

/**
 * @param {HTMLElement} root
 * @param {(action: Action) => void} dispatch
 * @returns {(state: State) => void}
 */
export function mountLaneSwitch(root, dispatch) {
  const add = element("button", { type: "button", class: "add", "aria-label": "Add a run" }, "+");
  add.addEventListener("click", () => dispatch({ type: "add-lane" }));
  root.append(add);
  return ({ lanes, lanePointedAt }) => {
    while (root.children.length > lanes.length + 1) add.previousElementSibling?.remove();
    lanes.forEach(({ name, config }, index) => {
      let button = root.children[index];
      if (button === add) {
        button = element("button", { type: "button" });
        button.addEventListener("click", () => dispatch({ type: "view", view: { lanePointedAt: index } }));
        add.before(button);
      }
      setAttribute(button, "data-lane", name);
      const units = config.hiddenUnits === 1 ? " unit" : " units";
      setText(button, `${name} · ${formatCount(config.hiddenUnits)}${lanes.length > 2 ? "" : units}`);
      setAttribute(button, "aria-pressed", index === lanePointedAt);
    });
    passFocus(
      () => setHidden(add, lanes.length === LANE_NAMES.length),
      () => /** @type {HTMLElement | null} */ (add.previousElementSibling),
    );
  };
}
