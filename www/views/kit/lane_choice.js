/** Which run an instrument looks into that shows one network at a time: a few letters side by side, while there are several runs. */

import { LANE_NAMES, laneNamed } from "../../lanes/lineup.js";
import { element, passFocus, setHidden } from "./dom.js";

/** @import { Tab } from "../../base/tabs.js" */
/** @import { Action, State } from "../../state/state.js" */

/**
 * @param {HTMLElement} root
 * @param {Tab} tab the instrument that it stands in: each has radio buttons of its own, all show the same choice
 * @param {(action: Action) => void} dispatch
 * @returns {(state: Pick<State, "lanes" | "inside">) => void}
 */
export function mountLaneChoice(root, tab, dispatch) {
  const heading = element("span", { class: "choice-name", "aria-hidden": "true" }, "Run");
  const group = element("div", { class: "choice", role: "radiogroup", "aria-label": "Run looked into" }, heading);
  const options = LANE_NAMES.map((name) => {
    const input = element("input", { type: "radio", name: `inside-${tab}`, value: name, "aria-label": `Run ${name}` });
    input.addEventListener("change", () => dispatch({ type: "view", view: { inside: name } }));
    const label = element("label", { "data-lane": name }, input, element("span", { "aria-hidden": "true" }, name));
    group.append(label);
    return { name, input, label };
  });
  root.append(group);
  return ({ lanes, inside }) => {
    const chosen = laneNamed(lanes, inside).name;
    passFocus(
      () => {
        setHidden(group, lanes.length < 2);
        for (const { name, input, label } of options) {
          setHidden(
            label,
            lanes.every((lane) => lane.name !== name),
          );
          input.checked = name === chosen;
        }
      },
      () => options.find(({ name }) => name === chosen)?.input,
    );
  };
}
