/** On a phone one lane shows at a time: this chooses which. */

import { formatCount } from "../format.js";
import { element, setAttribute, setText } from "./dom.js";

/** @import { Action, State } from "../state.js" */

/**
 * @param {HTMLElement} root
 * @param {(action: Action) => void} dispatch
 * @returns {(state: State) => void}
 */
export function mountLaneSwitch(root, dispatch) {
  return ({ lanes, lanePointedAt }) => {
    lanes.forEach(({ name, config }, index) => {
      let button = root.children[index];
      if (!button) {
        button = element("button", { type: "button", "data-lane": name });
        button.addEventListener("click", () => dispatch({ type: "view", view: { lanePointedAt: index } }));
        root.append(button);
      }
      setText(button, `${name} · ${formatCount(config.hiddenUnits)} ${config.hiddenUnits === 1 ? "unit" : "units"}`);
      setAttribute(button, "aria-pressed", index === lanePointedAt);
    });
  };
}
