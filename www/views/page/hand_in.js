/** The ways of a person's own data into the page: a button, files that are dropped, files that are pasted. */

import { part } from "../kit/dom.js";

/**
 * @param {Document} page
 * @param {(files: readonly File[]) => void} open
 * @param {() => boolean} isWithheld where a link takes the choice of data away, files are none, either
 */
export function mountHandIn(page, open, isWithheld) {
  part(page, "own", HTMLButtonElement).addEventListener("click", () => open([]));
  page.addEventListener("drop", (event) => take(event, event.dataTransfer));
  page.addEventListener("paste", (event) => take(event, event.clipboardData));

  /** @param {Event} event @param {DataTransfer | null} transfer */
  function take(event, transfer) {
    const files = [...(transfer?.files ?? [])];
    // Who has taken them before, as a lane does its weights, has said so.
    if (event.defaultPrevented || files.length === 0) return;
    event.preventDefault();
    if (!isWithheld()) open(files);
  }
}
