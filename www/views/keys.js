/** The keyboard: which key does what, and the list of keys. */

import { part } from "./dom.js";
import { newSeed } from "./header.js";

/** @import { Action } from "../state.js" */

/** Elements that use Space, or arrows, themselves. */
const TYPING = "input:not([type=range], [type=checkbox], [type=radio]), select, textarea";
const PRESSABLE = "button, summary, a, [type=checkbox], [type=radio], select";
const MOVABLE = "[type=range], [type=radio], [role=slider], [role=tab], select";

/**
 * @param {Document} page
 * @param {readonly string[]} tabs the instruments that 1, 2, 3 … choose
 * @param {(action: Action) => void} dispatch
 */
export function mountKeys(page, tabs, dispatch) {
  const dialog = part(page, "keys-dialog", HTMLDialogElement);
  const open = () => dialog.showModal();
  part(page, "keys", HTMLButtonElement).addEventListener("click", open);
  part(page, "keys-close", HTMLButtonElement).addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  // A button that was clicked keeps the focus; Space still plays and pauses, unless a person came to it by keyboard.
  /** @type {Element | null} */
  let clicked = null;
  page.addEventListener("pointerdown", ({ target }) => {
    clicked = target instanceof Element ? target.closest("button") : null;
  });
  page.addEventListener("keyup", (event) => event.key === " " && event.target === clicked && event.preventDefault());
  page.addEventListener("keydown", (event) => {
    if (event.key === "Tab") clicked = null;
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    const target = event.target instanceof Element ? event.target : page.body;
    if (event.key === "?" && !target.matches(TYPING)) return open();
    const action = actionFor(event.key, target, target === clicked) ?? tabFor(event.key, target, tabs);
    if (!action || (event.repeat && action.type !== "step")) return;
    event.preventDefault();
    dispatch(action);
  });
}

/**
 * @param {string} key
 * @param {Element} target
 * @param {boolean} clicked the target has the focus because it was clicked
 * @returns {Action | undefined}
 */
function actionFor(key, target, clicked) {
  if (target.matches(TYPING)) return undefined;
  if (key === " " && (clicked || !target.matches(PRESSABLE))) return { type: "toggle" };
  if (key === "ArrowRight" && !target.matches(MOVABLE)) return { type: "step" };
  if (key === "r" || key === "R") return { type: "reset" };
  if (key === "n" || key === "N") return newSeed();
  if (key === "p" || key === "P") return { type: "toggle-projector" };
  if (key === "s" || key === "S") return { type: "pin" };
  if (key === "w" || key === "W") return { type: "view", view: { padOpen: true } };
  if (key === "[") return { type: "turn", by: -1 };
  if (key === "]") return { type: "turn", by: 1 };
  if (key === "d" || key === "D") return { type: "deed" };
  return undefined;
}

/**
 * @param {string} key
 * @param {Element} target
 * @param {readonly string[]} tabs
 * @returns {Action | undefined}
 */
function tabFor(key, target, tabs) {
  const tab = /^[1-9]$/u.test(key) && !target.matches(TYPING) ? tabs[Number(key) - 1] : undefined;
  return tab === undefined ? undefined : { type: "view", view: { tab } };
}
