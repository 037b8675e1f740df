/** The film of the runs, from their first step to now: a button beside the chart begins and stops it. */

import { isPlane } from "../../images/points.js";
import { element, setAttribute, setText } from "../kit/dom.js";

/** @import { Action, State } from "../../state/state.js" */

const TITLE =
  "The runs as they were, from their first step to now, in 8 seconds; where motion is reduced, a picture with each press. Dragging along the chart does it by hand";
const NONE_OF_POINTS = "Of runs on points nothing is kept on their way: there is no film of them";

/** Why there can be no film of the runs; empty where there can be one. @param {State} state */
export function whyNoFilm({ lanes }) {
  return isPlane(lanes[0].config.data) ? NONE_OF_POINTS : "";
}

/** Whether the browser can record it: where not, there is the strip. */
export const isRecordable = "MediaRecorder" in globalThis && "captureStream" in HTMLCanvasElement.prototype;

/**
 * @param {HTMLElement} root
 * @param {(action: Action) => void} dispatch
 * @returns {(state: State) => void}
 */
export function mountFilmButton(root, dispatch) {
  const button = element("button", { type: "button", class: "quiet film" });
  let runs = false;
  button.addEventListener("click", () => dispatch({ type: "film", on: !runs }));
  root.append(button);
  return (state) => {
    const { filming, lanes } = state;
    runs = filming;
    setText(button, filming ? "Stop film" : "Film");
    setAttribute(button, "title", whyNoFilm(state) || TITLE);
    button.disabled = lanes.every(({ kept }) => kept.length < 2);
  };
}
