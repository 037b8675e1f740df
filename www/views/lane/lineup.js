/** The lanes side by side: puts one there for each run of the state, and takes it away with the run. */

import { LANE_NAMES } from "../../lanes/lineup.js";
import { rangesOf } from "../../state/seed_ranges.js";
import { memoBy, part, passFocus, setAttribute } from "../kit/dom.js";
import { mountLane } from "./lane.js";

/** @import { Action, State } from "../../state/state.js" */
/** @import { Palette } from "../kit/palette.js" */
/** @import { LoadPlane } from "./plane_place.js" */

/**
 * @param {ParentNode} page
 * @param {(action: Action) => void} dispatch
 * @param {LoadPlane} loadPlane
 * @returns {(state: State, palette: Palette) => void}
 */
export function mountLineup(page, dispatch, loadPlane) {
  const root = part(page, "lanes", HTMLElement);
  const template = part(page, "lane-template", HTMLTemplateElement);
  const add = part(page, "add-lane", HTMLButtonElement);
  /** @type {Map<string, {gone: AbortController, lane: ReturnType<typeof mountLane>}>} */
  const mounted = new Map();
  add.addEventListener("click", () => dispatch({ type: "add-lane" }));
  const mount = (/** @type {string} */ name) => {
    const gone = new AbortController();
    const lane = mountLane(template, name, dispatch, gone.signal, loadPlane);
    mounted.set(name, { gone, lane });
    return lane;
  };
  const rangesFor = memoBy(
    (/** @type {State} */ { seeds, lanes }) => [seeds.cohorts, seeds.phase, ...(seeds.cohorts.length > 0 ? lanes : [])],
    rangesOf,
  );
  const arrange = (/** @type {State} */ state, /** @type {Palette} */ palette) => {
    for (const [
      name,
      {
        gone,
        lane: { section },
      },
    ] of mounted) {
      if (state.lanes.some((lane) => lane.name === name)) continue;
      section.remove();
      gone.abort();
      mounted.delete(name);
    }
    const ranges = rangesFor(state);
    state.lanes.forEach(({ name }, index) => {
      const lane = mounted.get(name)?.lane ?? mount(name);
      if (root.children[index] !== lane.section) root.insertBefore(lane.section, root.children[index] ?? null);
      lane.render(state, index, ranges[index], palette);
    });
    add.disabled = state.lanes.length === LANE_NAMES.length;
  };
  return (state, palette) => {
    const at = [...root.children].findIndex((lane) => lane.contains(document.activeElement));
    passFocus(
      () => arrange(state, palette),
      () => headingNear(root, at),
    );
    setAttribute(root, "data-count", state.lanes.length);
  };
}

/**
 * The heading of the lane at this place or, where none is seen there, of another.
 * @param {HTMLElement} root
 * @param {number} index
 */
function headingNear(root, index) {
  const lanes = [...root.children];
  return [lanes[index], ...lanes.toReversed()].find((lane) => lane?.checkVisibility())?.querySelector("h2");
}
