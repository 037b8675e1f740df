/** Keeps the drawing while the page is reloaded. Where storage is forbidden or full, the drawing ends with the page. */

import { DRAWING_SIDE } from "./drawing.js";

/** @import { Drawing } from "./drawing.js" */

/** Where the drawing is in the storage. */
export const KEY = "drawing";

/** What is needed of a storage; asking for it throws where it is forbidden. @typedef {() => Pick<Storage, "getItem" | "setItem" | "removeItem">} Opening */

/**
 * The drawing that was kept; none where there is none that can be read.
 * @param {Opening} open
 * @returns {Drawing | null}
 */
export function keptDrawing(open) {
  try {
    const drawing = Uint8Array.from(atob(open().getItem(KEY) ?? ""), (character) => character.charCodeAt(0));
    return drawing.length === DRAWING_SIDE ** 2 ? drawing : null;
  } catch {
    return null;
  }
}

/**
 * @param {Opening} open
 * @param {Drawing | null} drawing
 */
export function keepDrawing(open, drawing) {
  try {
    if (drawing) open().setItem(KEY, btoa(Array.from(drawing, (ink) => String.fromCharCode(ink)).join("")));
    else open().removeItem(KEY);
  } catch {
    // The drawing lasts until the page is closed.
  }
}
