/** The link to what is on the screen: to the clipboard, or into a field where the clipboard is forbidden. */

import { part, setText } from "../kit/dom.js";

/** @import { State } from "../../state/state.js" */

/** Milliseconds for which the page says that the link is on the clipboard. */
const SAID_MS = 2500;

/**
 * @param {ParentNode} root
 * @param {() => State} state
 * @param {(personal: boolean) => string} link with what a person has to share on purpose, or without
 */
export function mountShare(root, state, link) {
  const said = part(root, "shared", HTMLElement);
  const note = part(root, "shared-note", HTMLElement);
  const field = part(root, "shared-link", HTMLInputElement);
  const personal = part(root, "shared-predictions", HTMLInputElement);
  /** @type {number | undefined} */
  let timer;
  const show = (/** @type {string} */ text, /** @type {boolean} */ byHand) => {
    clearTimeout(timer);
    setText(note, text);
    field.hidden = !byHand;
    if (!said.matches(":popover-open")) said.showPopover();
    if (byHand) field.select();
    // What can be ticked stays until a person turns to something else.
    else if (personal.labels?.[0].hidden ?? true) timer = setTimeout(() => said.hidePopover(), SAID_MS);
  };
  const share = async () => {
    field.value = link(personal.checked);
    try {
      await navigator.clipboard.writeText(field.value);
      show("The link to these runs is on the clipboard.", false);
    } catch {
      show("The browser forbids the clipboard. Copy the link from here:", true);
    }
  };
  part(root, "share", HTMLButtonElement).addEventListener("click", () => {
    const choice = personal.labels?.[0];
    if (choice) choice.hidden = state().predictions.length === 0;
    personal.checked = false;
    void share();
  });
  personal.addEventListener("change", () => void share());
}
