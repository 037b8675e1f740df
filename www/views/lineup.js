/** The lanes side by side: puts one there for each run of the state, and takes it away with the run. */

import { LANE_NAMES } from "../lineup.js";
import { part, setAttribute } from "./dom.js";
import { mountLane } from "./lane.js";

/** @import { Action, State } from "../state.js" */
/** @import { Palette } from "./palette.js" */

/**
 * @param {ParentNode} page
 * @param {(action: Action) => void} dispatch
 * @returns {(state: State, palette: Palette) => void}
 */
export function mountLineup(page, dispatch) {
  const root = part(page, "lanes", HTMLElement);
  const template = part(page, "lane-template", HTMLTemplateElement);
  const add = part(page, "add-lane", HTMLButtonElement);
  // A lane that has gone is kept for when its name comes back: what it listens to on the page is never doubled.
  /** @type {Map<string, ReturnType<typeof mountLane>>} */
  const mounted = new Map();
  add.addEventListener("click", () => dispatch({ type: "add-lane" }));
  return (state, palette) => {
    for (const [name, { section }] of mounted) {
      if (state.lanes.every((lane) => lane.name !== name)) section.remove();
    }
    state.lanes.forEach(({ name }, index) => {
      const lane = mounted.get(name) ?? mountLane(template, name, dispatch);
      mounted.set(name, lane);
      if (root.children[index] !== lane.section) root.insertBefore(lane.section, root.children[index] ?? null);
      lane.render(state, index, palette);
    });
    setAttribute(root, "data-count", state.lanes.length);
    add.disabled = state.lanes.length === LANE_NAMES.length;
  };
}
