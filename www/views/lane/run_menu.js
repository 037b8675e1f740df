/** What can be done with a run as it stands: copy its recipe, copy its network into another lane, take its weights away. */

import { recipeOf } from "../../lanes/lanes.js";
import { mountCopy } from "../kit/copy.js";
import { element, memo, part } from "../kit/dom.js";

/** @import { Lane } from "../../lanes/lanes.js" */
/** @import { Action } from "../../state/state.js" */

/** A file of weights has been chosen: an event, on its way through the lane that it is for. */
export const BRING = "bring-weights";

/**
 * @param {HTMLElement} section
 * @param {string} name of the lane
 * @param {(action: Action) => void} dispatch
 * @returns {(lane: Lane, lanes: Lane[]) => void}
 */
export function mountRunMenu(section, name, dispatch) {
  const root = part(section, "run-menu", HTMLElement);
  /** @type {Lane | undefined} */
  let shown;
  const { button: copy, byHand } = mountCopy(
    {
      name: "Copy configuration",
      title:
        "The settings and changes of this run as JSON: they reproduce it, to the bit unless its arithmetic is fast",
      kind: "outlined",
    },
    // Until there is a run it is disabled.
    () => (shown ? JSON.stringify(recipeOf(shown), null, 2) : ""),
  );
  const weights = button("Download weights", "W, b, W* and c as a .safetensors file", () =>
    dispatch({ type: "ask", name, purpose: { type: "weights" } }),
  );
  const chosen = element("input", { type: "file", accept: ".safetensors", hidden: "", "aria-label": "Weights" });
  chosen.addEventListener("change", () => {
    const [file] = chosen.files ?? [];
    if (file) section.dispatchEvent(new CustomEvent(BRING, { bubbles: true, detail: file }));
    // The same file can be chosen again.
    chosen.value = "";
  });
  const bring = button(
    "Bring weights",
    "A .safetensors file of this page: its run is repeated here to where it stood, and compared with it. It can be dropped on the run, too",
    () => chosen.click(),
  );
  const forks = element("span", { class: "forks" });
  root.append(copy, weights, bring, chosen, forks, byHand);
  const buildForks = memo((/** @type {string} */ others) => {
    forks.replaceChildren(
      ...Array.from(others, (other) =>
        button(
          `Fork into ${other}`,
          `Run ${other} becomes a copy of this run as it stands, and goes on with its own λ, tying and learning rate`,
          () => dispatch({ type: "ask", name, purpose: { type: "fork", into: other } }),
        ),
      ),
    );
  });
  const enable = memo((/** @type {boolean} */ here, /** @type {string} */ _others) => {
    for (const control of root.querySelectorAll("button")) control.disabled = !here && control !== bring;
  });
  return (lane, lanes) => {
    shown = lane;
    const others = lanes.flatMap((other) => (other.name === name ? [] : [other.name])).join("");
    buildForks(others);
    enable(lane.status === "ready" || lane.status === "diverged", others);
  };
}

/**
 * @param {string} name
 * @param {string} title
 * @param {() => void} act
 */
function button(name, title, act) {
  const control = element("button", { type: "button", class: "outlined", title }, name);
  control.addEventListener("click", act);
  return control;
}
