/** Which run is meant, of an instrument that shows one network at a time, or of a file: a few letters side by side, while there are several runs. */

import { LANE_NAMES, laneNamed } from "../../lanes/lineup.js";
import { element, passFocus, setHidden } from "./dom.js";

/** @import { Tab } from "../../base/tabs.js" */
/** @import { Lane } from "../../lanes/lanes.js" */
/** @import { Action, State } from "../../state/state.js" */

/**
 * @param {HTMLElement} root
 * @param {Tab} tab the instrument that it stands in: each has radio buttons of its own, all show the same choice
 * @param {(action: Action) => void} dispatch
 * @returns {(state: Pick<State, "lanes" | "inside">) => void}
 */
export function mountLaneChoice(root, tab, dispatch) {
  const choose = (/** @type {string} */ inside) => dispatch({ type: "view", view: { inside } });
  const render = mountRunChoice(root, { group: `inside-${tab}`, label: "Run looked into" }, choose);
  return ({ lanes, inside }) => render(lanes, laneNamed(lanes, inside).name);
}

/**
 * @param {HTMLElement} root
 * @param {{group: string, label: string}} names of its radio buttons, and for programs that read the page
 * @param {(name: string) => void} choose
 * @returns {(lanes: readonly Lane[], chosen: string) => void}
 */
export function mountRunChoice(root, { group: name, label }, choose) {
  const heading = element("span", { class: "choice-name", "aria-hidden": "true" }, "Run");
  const group = element("div", { class: "choice", role: "radiogroup", "aria-label": label }, heading);
  const options = LANE_NAMES.map((lane) => {
    const input = element("input", { type: "radio", name, value: lane, "aria-label": `Run ${lane}` });
    input.addEventListener("change", () => choose(lane));
    const row = element("label", { "data-lane": lane }, input, element("span", { "aria-hidden": "true" }, lane));
    group.append(row);
    return { lane, input, row };
  });
  root.append(group);
  return (lanes, chosen) =>
    passFocus(
      () => {
        setHidden(group, lanes.length < 2);
        for (const { lane, input, row } of options) {
          setHidden(
            row,
            lanes.every((one) => one.name !== lane),
          );
          input.checked = lane === chosen;
        }
      },
      () => options.find(({ lane }) => lane === chosen)?.input,
    );
}
