/** The keyboard: which key does what, and the list of keys. */

import { part } from "../kit/dom.js";
import { mountHand, pageFor } from "./hand.js";
import { newSeed } from "./header.js";
import { MOVABLE, PRESSABLE, TYPING, isCharacter, meaningOf } from "../kit/key_press.js";
import { newPin } from "../lane/pin.js";

/** @import { Tab } from "../../base/tabs.js" */
/** @import { OwnStorage } from "../../storage/browser_storage.js" */
/** @import { Action } from "../../state/state.js" */

/** What the storage has as "off" while keys of one character do nothing. */
const CHARACTER_KEYS = "character-keys";

/**
 * @param {Document} page
 * @param {readonly Tab[]} tabs the instruments that 1, 2, 3 … choose
 * @param {(action: Action) => void} dispatch
 * @param {OwnStorage} storage keeps whether keys of one character act
 * @param {(key: string) => boolean} isWithheld what a key does has been taken away
 */
export function mountKeys(page, tabs, dispatch, storage, isWithheld) {
  const dialog = part(page, "keys-dialog", HTMLDialogElement);
  const list = () => dialog.showModal();
  const characters = mountCharacterKeys(page, storage);
  part(page, "keys", HTMLButtonElement).addEventListener("click", list);
  part(page, "keys-close", HTMLButtonElement).addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  const act = mountHand(page, dispatch);
  // A button that was clicked keeps the focus; Space still plays and pauses, unless a person came to it by keyboard.
  /** @type {Element | null} */
  let clicked = null;
  const isSpent = () => clicked !== null && (clicked.matches(":disabled") || !clicked.checkVisibility());
  page.addEventListener("pointerdown", ({ target }) => {
    clicked = target instanceof Element ? target.closest("button") : null;
  });
  // One that is gone, or disabled, once it was clicked hands its focus on; not to a dialog, where Space is the dialog's.
  page.addEventListener("focusin", ({ target }) => {
    if (isSpent() && target instanceof Element) clicked = target.closest("dialog") ? null : target;
  });
  page.addEventListener("keyup", (event) => {
    const isOurs = event.target === clicked && characters.checked && !page.querySelector("dialog[open]");
    if (event.key === " " && isOurs) event.preventDefault();
  });
  page.addEventListener("keydown", (event) => {
    // Nothing was handed on: what has the focus next was come to by keyboard.
    if (event.key === "Tab" || (event.key !== " " && isSpent())) clicked = null;
    const key = meaningOf(event);
    if (key === undefined || page.querySelector("dialog[open]")) return;
    if ((isCharacter(key) && !characters.checked) || isWithheld(key)) return;
    const target = event.target instanceof Element ? event.target : page.body;
    if (target.matches(TYPING)) return;
    if (key === "?") return list();
    if (act(key, target, event.repeat)) return event.preventDefault();
    const action = actionFor(key, target, target === clicked) ?? pageFor(key, target) ?? tabFor(key, tabs);
    if (!action) return;
    // A key that is held scrolls no more than one that is pressed.
    event.preventDefault();
    if (!event.repeat || action.type === "step") dispatch(action);
  });
}

/**
 * The switch of the keys that are a single character, Space among them: who speaks to the page, or hits keys by accident, does
 * without. Where storage is forbidden or full, the choice lasts until the page is closed.
 * @param {Document} page
 * @param {OwnStorage} storage
 */
function mountCharacterKeys(page, storage) {
  const field = part(page, "character-keys", HTMLInputElement);
  try {
    field.checked = (storage.get(CHARACTER_KEYS) ?? storage.earlier(CHARACTER_KEYS)) !== "off";
  } catch {
    field.checked = true;
  }
  field.addEventListener("change", () => {
    try {
      storage.set(CHARACTER_KEYS, field.checked ? "on" : "off");
    } catch {
      // It is switched all the same.
    }
  });
  return field;
}

/**
 * @param {string} key a character in lower case, or the name of a key
 * @param {Element} target
 * @param {boolean} clicked the target has the focus because it was clicked
 * @returns {Action | undefined}
 */
function actionFor(key, target, clicked) {
  if (key === " " && (clicked || !target.matches(PRESSABLE))) return { type: "toggle" };
  if (key === "ArrowRight" && !target.matches(MOVABLE)) return { type: "step" };
  if (key === "r") return { type: "reset" };
  if (key === "n") return newSeed();
  if (key === "p") return { type: "toggle-projector" };
  if (key === "s") return newPin();
  if (key === "w") return { type: "view", view: { padOpen: true } };
  if (key === "[") return { type: "turn", by: -1 };
  if (key === "]") return { type: "turn", by: 1 };
  if (key === "q") return { type: "phase", by: -1 };
  if (key === "e") return { type: "phase", by: 1 };
  if (key === "d") return { type: "act" };
  if (key === "x") return { type: "predict", change: { type: "asks" } };
  return undefined;
}

/**
 * @param {string} key
 * @param {readonly Tab[]} tabs
 * @returns {Action | undefined}
 */
function tabFor(key, tabs) {
  const tab = /^[1-9]$/u.test(key) ? tabs[Number(key) - 1] : undefined;
  return tab === undefined ? undefined : { type: "view", view: { tab } };
}
