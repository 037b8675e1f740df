/** The presets: a list to choose from, and in which runs each of them stands. */

import { PRESETS, isSetTo } from "../../settings/presets.js";
import { element, setHidden, setText } from "../kit/dom.js";

/** @import { Action, State } from "../../state/state.js" */

/**
 * @param {HTMLElement} root
 * @param {(action: Action) => void} dispatch
 * @returns {(state: State, shown: boolean) => void}
 */
export function mountPresets(root, dispatch) {
  const list = root.appendChild(element("ol", { class: "preset-list", "aria-label": "Presets" }));
  const rows = PRESETS.map(({ id, number = String(id), name, detail, settings }) => {
    const standing = element("span", { class: "standing" });
    const button = element(
      "button",
      { type: "button" },
      element("span", { class: "number" }, number),
      element("span", {}, name),
      standing,
      element("span", { class: "detail" }, detail),
    );
    button.addEventListener("click", () => dispatch({ type: "preset", preset: id }));
    list.append(element("li", {}, button));
    return { settings, standing };
  });
  return ({ lanes }, shown) => {
    setHidden(root, !shown);
    if (!shown) return;
    for (const { settings, standing } of rows) {
      setText(
        standing,
        lanes
          .filter(({ config }) => isSetTo(config, settings))
          .map(({ name }) => name)
          .join(" "),
      );
    }
  };
}
