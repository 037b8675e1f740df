/** Where the data are points, the plane stands in place of the rows of images: its script comes when it is needed first. */

import { isPlane } from "../../images/points.js";
import { element, part, setText } from "../kit/dom.js";

/** @import { Lane } from "../../lanes/lanes.js" */
/** @import { Action, State } from "../../state/state.js" */
/** @import { Palette } from "../kit/palette.js" */

/** Shows the plane of a lane. @typedef {(lane: Lane, state: State, palette: Palette) => void} RenderPlane */
/** Brings what mounts it, or fails and has said so. @typedef {() => Promise<((root: HTMLElement, name: string, dispatch: (action: Action) => void) => RenderPlane) | undefined>} LoadPlane */

/**
 * @param {HTMLElement} section
 * @param {string} name of the lane
 * @param {(action: Action) => void} dispatch
 * @param {LoadPlane} load
 * @returns {RenderPlane}
 */
export function mountPlanePlace(section, name, dispatch, load) {
  const note = element("p", { class: "hint", role: "status" });
  const root = element("div", { class: "plane" }, note);
  /** @type {Parameters<RenderPlane>} */
  let shown;
  /** @type {RenderPlane | undefined} */
  let render;
  let asked = false;
  const begin = async () => {
    setText(note, "The plane is on its way …");
    const mount = await load();
    note.remove();
    render = mount?.(root, name, dispatch);
    render?.(...shown);
  };
  return (...now) => {
    shown = now;
    const [{ config }] = now;
    // What is of images alone gives way in the style sheet.
    section.classList.toggle("of-points", isPlane(config.data));
    if (!isPlane(config.data)) return undefined;
    if (!root.isConnected) part(section, "rows", HTMLElement).after(root);
    if (render) return render(...now);
    if (!asked) void begin();
    asked = true;
    return undefined;
  };
}
