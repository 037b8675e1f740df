/** The page in a lecturer's one hand: a remote's two keys, keys that aim at a setting, a black screen, full screen, Undo. */

import { part } from "../kit/dom.js";

/** @import { Action } from "../../state/state.js" */

/** What takes Ctrl+Z itself. */
const WRITTEN = "input:not([type=range], [type=checkbox], [type=radio]), textarea";
/** Elements that use the keys of pages themselves, and parts of the page that these may scroll. */
const [PAGED, SCROLLED] = ["[type=range], [role=slider], select", "html, main, .rail, .per-lane, .panel"];

/** The settings of the run in focus that a key aims at, by their names in a lane. @type {Readonly<Record<string, string>>} */
const AIMS = Object.freeze({ l: "lambda", t: "tied" });

/**
 * @param {Document} page
 * @param {(action: Action) => void} dispatch
 * @returns {(key: string, target: Element, repeated: boolean) => boolean} does what a key asks for; whether it did
 */
export function mountHand(page, dispatch) {
  const darken = mountDark(page);
  mountUndoKeys(page, dispatch);
  return (key, target, repeated) => {
    if (key === "Enter" && target.matches('[role="switch"]')) pressed(target, repeated);
    else if (key === "b" || key === ".") darken(repeated);
    else if (key === "f") fill(page, repeated, (status) => dispatch({ type: "view", view: { status } }));
    else if (key === "o") aimAtOther(page, target, dispatch);
    else if (Object.hasOwn(AIMS, key)) aim(page, AIMS[key]);
    else return false;
    return true;
  };
}

/** As Space does: a browser leaves Enter to forms. @param {Element} target @param {boolean} repeated */
function pressed(target, repeated) {
  if (!repeated && target instanceof HTMLElement) target.click();
}

/**
 * What a remote's keys do: on a projector always, elsewhere where there is nothing to scroll.
 * @param {string} key
 * @param {Element} target
 * @returns {Action | undefined}
 */
export function pageFor(key, target) {
  if (key !== "PageDown" && key !== "PageUp") return undefined;
  const page = target.ownerDocument;
  if (!page.documentElement.hasAttribute("data-projector") && (target.matches(PAGED) || scrolls(page)))
    return undefined;
  return key === "PageDown" ? { type: "advance" } : { type: "turn", by: -1 };
}

/** Whether the page, or a part of it, is higher than what is seen of it. @param {Document} page */
function scrolls(page) {
  return [...page.querySelectorAll(SCROLLED)].some(
    (box) =>
      box.scrollHeight > box.clientHeight + 1 &&
      (box === page.documentElement || /auto|scroll/u.test(getComputedStyle(box).overflowY)),
  );
}

/** Where the lanes are, and which of them is in focus. @param {Document} page */
function lanesOf(page) {
  const lanes = /** @type {HTMLElement[]} */ ([...part(page, "lanes", HTMLElement).children]);
  return { lanes, at: lanes.findIndex((lane) => lane.matches(".pointed-at")) };
}

/** @param {Document} page @param {string} setting */
function aim(page, setting) {
  const { lanes, at } = lanesOf(page);
  if (lanes[at]) part(lanes[at], setting, HTMLElement).focus();
}

/**
 * The next run is in focus, and its setting, if one of the run before was aimed at.
 * @param {Document} page
 * @param {Element} target
 * @param {(action: Action) => void} dispatch
 */
function aimAtOther(page, target, dispatch) {
  const { lanes, at } = lanesOf(page);
  const next = (at + 1) % lanes.length;
  dispatch({ type: "view", view: { lanePointedAt: next, status: `Run ${lanes[next].dataset.lane} is in focus.` } });
  const setting = Object.values(AIMS).find((name) => target.matches(`[data-part="${name}"]`));
  // A phone shows the other lane in the frame that begins now.
  if (setting) requestAnimationFrame(() => part(lanes[next], setting, HTMLElement).focus());
}

/**
 * The whole screen, or the window again.
 * @param {Document} page
 * @param {boolean} repeated
 * @param {(status: string) => void} say
 */
function fill(page, repeated, say) {
  if (repeated) return;
  const refused = () => say("This browser does not give the page the whole screen.");
  if (page.fullscreenElement) void page.exitFullscreen();
  else if (page.fullscreenEnabled) page.documentElement.requestFullscreen().catch(refused);
  else refused();
}

/**
 * A black screen, until a key or a pointer is pressed: who looks at the lecturer is not to look at the runs, which go on.
 * @param {Document} page
 * @returns {(repeated: boolean) => void}
 */
function mountDark(page) {
  const dark = part(page, "dark", HTMLDialogElement);
  const lighten = (/** @type {Event} */ event) => {
    // Closed, it has the focus for another frame.
    if (!dark.open) return;
    event.preventDefault();
    // Nothing else is done with it.
    event.stopPropagation();
    // Held down, a key would have the screen flicker.
    if (!(event instanceof KeyboardEvent && event.repeat)) dark.close();
  };
  dark.addEventListener("keydown", lighten);
  dark.addEventListener("pointerdown", lighten);
  return (repeated) => {
    if (!repeated) dark.showModal();
  };
}

/**
 * Ctrl+Z and, for what was undone, Ctrl+Shift+Z or Ctrl+Y; of a field they are the field's.
 * @param {Document} page
 * @param {(action: Action) => void} dispatch
 */
function mountUndoKeys(page, dispatch) {
  page.addEventListener("keydown", (event) => {
    const { key, code, ctrlKey, metaKey, altKey, shiftKey, target } = event;
    if (ctrlKey === metaKey || altKey || page.querySelector("dialog[open]")) return;
    if (target instanceof Element && target.matches(WRITTEN)) return;
    const letter = /^[a-z]$/iu.test(key) ? key.toLowerCase() : code.replace("Key", "").toLowerCase();
    const type = letter === "z" ? (shiftKey ? "redo" : "undo") : letter === "y" && !shiftKey ? "redo" : undefined;
    if (!type) return;
    event.preventDefault();
    dispatch({ type });
  });
}
