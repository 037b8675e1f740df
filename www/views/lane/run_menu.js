/** What can be done with a run as it stands: copy its recipe, copy its network into another lane, take its weights away. */

import { recipeOf } from "../../lanes/lanes.js";
import { isCopied } from "../kit/clipboard.js";
import { element, memo, part, setText } from "../kit/dom.js";

/** @import { Lane } from "../../lanes/lanes.js" */
/** @import { Action } from "../../state/state.js" */

/** What copies the configuration, unless it says what it has done. */
const COPY = "Copy configuration";

/** Seconds for which a button says what it has done. */
const SAID_SECONDS = 2;

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
  /** @type {number | undefined} */
  let timer;
  const say = (/** @type {string} */ what) => {
    clearTimeout(timer);
    setText(copy, what);
    timer = setTimeout(() => setText(copy, COPY), SAID_SECONDS * 1000);
  };
  const text = element("textarea", { rows: "6", readonly: "" });
  const byHand = element(
    "label",
    { class: "by-hand", hidden: "" },
    "The browser forbids the clipboard. Copy the configuration from here:",
    text,
  );
  const copy = button(
    COPY,
    "The settings and changes of this run as JSON: they reproduce it, to the bit unless its arithmetic is fast",
    async () => {
      if (!shown) return;
      text.value = JSON.stringify(recipeOf(shown), null, 2);
      byHand.hidden = await isCopied(text.value);
      if (byHand.hidden) say("Copied");
      else text.select();
    },
  );
  const weights = button("Download weights", "W, b, W* and c as a .safetensors file", () =>
    dispatch({ type: "ask", name, purpose: { type: "weights" } }),
  );
  const forks = element("span", { class: "forks" });
  root.append(copy, weights, forks, byHand);
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
    for (const control of root.querySelectorAll("button")) control.disabled = !here;
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
