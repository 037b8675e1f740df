/** A part of an instrument for each lane, side by side as long as there is room. */

import { element } from "./dom.js";

/** @import { Lane } from "../../lanes/lanes.js" */
/** @import { State } from "../../state/state.js" */
/** @import { Palette } from "./palette.js" */

/**
 * @param {HTMLElement} panel
 * @param {string} kind names their class
 * @param {(root: HTMLElement, name: string) => (lane: Lane, state: State, palette: Palette) => void} mount
 * @returns {(state: State, palette: Palette) => void}
 */
export function mountPerLane(panel, kind, mount) {
  const root = element("div", { class: `per-lane ${kind}` });
  panel.append(root);
  /** @type {Map<string, {part: HTMLElement, render: (lane: Lane, state: State, palette: Palette) => void}>} */
  const views = new Map();
  return (state, palette) => {
    for (const [name, { part }] of views) {
      if (state.lanes.some((lane) => lane.name === name)) continue;
      part.remove();
      views.delete(name);
    }
    state.lanes.forEach((lane, index) => {
      let view = views.get(lane.name);
      if (!view) {
        const part = element("section", { "data-lane": lane.name, "aria-label": `${kind}, ${lane.name}` });
        view = { part, render: mount(part, lane.name) };
        views.set(lane.name, view);
      }
      if (root.children[index] !== view.part) root.insertBefore(view.part, root.children[index] ?? null);
      view.render(lane, state, palette);
    });
  };
}
