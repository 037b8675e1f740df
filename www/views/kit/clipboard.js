/** A text onto the clipboard, and that it is there. */

import { setText } from "./dom.js";

/** Milliseconds for which a button says what it has done. */
const SAID_MS = 2000;

/** What stood there before. @type {WeakMap<HTMLElement, {words: string, timer: ReturnType<typeof setTimeout>}>} */
const saying = new WeakMap();

/**
 * @param {string} text
 * @returns {Promise<boolean>} whether the browser let it onto the clipboard
 */
export async function isCopied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Says for a while, in place of a button's words, that it is on the clipboard. @param {HTMLElement} place */
export function sayCopied(place) {
  const said = saying.get(place);
  clearTimeout(said?.timer);
  const words = said?.words ?? place.textContent;
  const timer = setTimeout(() => {
    saying.delete(place);
    setText(place, words);
  }, SAID_MS);
  saying.set(place, { words, timer });
  setText(place, "Copied");
}
