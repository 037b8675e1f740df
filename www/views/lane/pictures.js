/** What the rows of pictures show besides, or instead: switches in "More" that all runs share. */

import { element, part } from "../kit/dom.js";

/** @import { Action, State } from "../../state/state.js" */

/** @type {readonly {field: "uniformNoise" | "nearest", name: string, purpose: string}[]} */
const SWITCHES = Object.freeze([
  {
    field: "uniformNoise",
    name: "Uniform noise",
    purpose:
      "The row noise shows uniform noise, instead of held-out images with the very noise that noise kept is measured with. For every run.",
  },
  {
    field: "nearest",
    name: "Nearest training image",
    purpose:
      "Beneath each held-out image the training image that its reconstruction is nearest to: does a network answer with what it has stored? For every run.",
  },
]);

/**
 * @param {HTMLElement} section
 * @param {(action: Action) => void} dispatch
 * @returns {(state: Pick<State, "uniformNoise" | "nearest">) => void}
 */
export function mountPictures(section, dispatch) {
  const made = SWITCHES.map(({ field, name, purpose }) => {
    const id = `${section.dataset.lane}-${field}`;
    const input = element("input", { type: "checkbox", role: "switch", "aria-label": name, "aria-describedby": id });
    input.addEventListener("change", () => dispatch({ type: "view", view: { [field]: input.checked } }));
    return {
      field,
      input,
      row: element(
        "div",
        { class: "setting" },
        element("span", { "aria-hidden": "true" }, name),
        input,
        element("p", { id, class: "hint" }, purpose),
      ),
    };
  });
  part(section, "more-pictures", HTMLElement).append(
    element("fieldset", {}, element("legend", {}, "Pictures"), ...made.map(({ row }) => row)),
  );
  return (state) => {
    for (const { field, input } of made) input.checked = state[field];
  };
}
