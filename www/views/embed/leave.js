/** The keyboard comes back: what the page in a frame does not use itself is handed to who has framed it. */

import { MOVABLE, PRESSABLE, TYPING } from "../kit/key_press.js";

/** Keys that a deck or a course may have a use for; Tab, which leaves a frame by itself, and those of the browser are none. */
const HANDED = /^(?:.|Arrow(?:Left|Right|Up|Down)|Home|End|Page(?:Up|Down)|Enter|Backspace)$/u;

/** Of these, what moves a slider, and the entry of a list. */
const MOVING = /^(?:Arrow|Home$|End$|Page)/u;

/** What is open, and closes by Escape. */
const OPEN = ':popover-open, dialog[open], [aria-expanded="true"], .then';

/**
 * @param {Document} page
 * @param {{handOn: (event: KeyboardEvent) => void, leave: () => void}} to
 */
export function mountLeaving(page, { handOn, leave }) {
  let wasOpen = false;
  // Before any part of the page has closed.
  page.addEventListener("keydown", () => (wasOpen = page.querySelector(OPEN) !== null), { capture: true });
  // After all of them.
  page.defaultView?.addEventListener("keydown", (event) => {
    const { key, target, repeat, isComposing, ctrlKey, altKey, metaKey, defaultPrevented } = event;
    if (ctrlKey || altKey || metaKey || isComposing || defaultPrevented || page.querySelector("dialog[open]")) return;
    if (key === "Escape") {
      if (!wasOpen) leave();
      return;
    }
    const place = target instanceof Element ? target : page.body;
    // One that is held has been pressed once.
    if (!repeat && HANDED.test(key) && !isUsed(key, place)) handOn(event);
  });
}

/**
 * Whether an element uses a key itself.
 * @param {string} key
 * @param {Element} target
 */
function isUsed(key, target) {
  if (target.matches(TYPING)) return true;
  if (MOVING.test(key)) return target.matches(`${MOVABLE}, [role="application"]`);
  return (key === "Enter" || key === " ") && target.matches(PRESSABLE);
}
