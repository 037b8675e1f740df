/** Keeps the drawing while the page is reloaded. Where storage is forbidden or full, the drawing ends with the page. */

import { DRAWING_SIDE } from "../images/drawing.js";

/** @import { OwnStorage } from "./browser_storage.js" */
/** @import { Drawing } from "../images/drawing.js" */

/** What the drawing is called in the storage. */
export const DRAWING = "drawing";

/**
 * The drawing that was kept; none where there is none that can be read.
 * @param {OwnStorage} storage
 * @returns {Drawing | null}
 */
export function keptDrawing(storage) {
  try {
    return drawingOf(storage.get(DRAWING) ?? storage.earlier(DRAWING) ?? "");
  } catch {
    return null;
  }
}

/** @param {string} text @returns {Drawing | null} */
function drawingOf(text) {
  const drawing = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return drawing.length === DRAWING_SIDE ** 2 ? drawing : null;
}

/**
 * @param {OwnStorage} storage
 * @param {Drawing | null} drawing
 */
export function keepDrawing(storage, drawing) {
  try {
    // An empty text, not no text: an earlier drawing does not come back for one that was taken away.
    storage.set(DRAWING, btoa(Array.from(drawing ?? [], (ink) => String.fromCharCode(ink)).join("")));
  } catch {
    // The drawing lasts until the page is closed.
  }
}
