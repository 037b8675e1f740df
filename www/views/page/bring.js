/** The ways of weights back into the page: a file that is dropped on a lane, or chosen in its menu. */

import { BRING } from "../lane/run_menu.js";

/** What weights are called: other files are somebody else's. */
const WEIGHTS = /\.safetensors$/iu;

/**
 * @param {Document} page
 * @param {(file: File, lane: string | undefined) => void} take the lane that a file was dropped on, if it was one
 */
export function mountBring(page, take) {
  page.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    // Else the browser would open what is dropped, of whatever kind, in place of the page.
    event.preventDefault();
    mark(page, laneAt(event));
  });
  page.addEventListener("dragleave", ({ relatedTarget }) => relatedTarget === null && mark(page, undefined));
  page.addEventListener("drop", (event) => {
    mark(page, undefined);
    const file = [...(event.dataTransfer?.files ?? [])].find(({ name }) => WEIGHTS.test(name));
    if (!file) return;
    event.preventDefault();
    take(file, laneAt(event)?.dataset.lane);
  });
  page.addEventListener(BRING, (event) => {
    if (event instanceof CustomEvent) take(event.detail, laneAt(event)?.dataset.lane);
  });
}

/** @param {Event} event @returns {HTMLElement | undefined} */
function laneAt({ target }) {
  const lane = target instanceof Element ? target.closest(".lane") : null;
  return lane instanceof HTMLElement ? lane : undefined;
}

/** Shows where what is dragged would go. @param {Document} page @param {HTMLElement | undefined} lane */
function mark(page, lane) {
  for (const other of page.querySelectorAll(".lane[data-dragged]"))
    if (other !== lane) other.removeAttribute("data-dragged");
  lane?.setAttribute("data-dragged", "");
}
