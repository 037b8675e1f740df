/** The link to what is on the screen: to the clipboard, or into a field where the clipboard is forbidden. */

import { part, setText } from "../kit/dom.js";

/** Milliseconds for which the page says that the link is on the clipboard. */
const SAID_MS = 2500;

/**
 * @param {ParentNode} root
 * @param {() => string} link
 */
export function mountShare(root, link) {
  const said = part(root, "shared", HTMLElement);
  const note = part(root, "shared-note", HTMLElement);
  const field = part(root, "shared-link", HTMLInputElement);
  /** @type {number | undefined} */
  let timer;
  const show = (/** @type {string} */ text, /** @type {boolean} */ byHand) => {
    clearTimeout(timer);
    setText(note, text);
    field.hidden = !byHand;
    if (!said.matches(":popover-open")) said.showPopover();
    if (byHand) field.select();
    else timer = setTimeout(() => said.hidePopover(), SAID_MS);
  };
  part(root, "share", HTMLButtonElement).addEventListener("click", async () => {
    field.value = link();
    try {
      await navigator.clipboard.writeText(field.value);
      show("The link to these runs is on the clipboard.", false);
    } catch {
      show("The browser forbids the clipboard. Copy the link from here:", true);
    }
  });
}
