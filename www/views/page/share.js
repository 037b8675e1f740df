/** The link to what is on the screen: to the clipboard, or into a field where the clipboard is forbidden. */

import { isBlank } from "../../images/drawing.js";
import { lastStep } from "../../lanes/then.js";
import { isRecordable, whyNoFilm } from "../instruments/film_button.js";
import { part, setHidden, setText } from "../kit/dom.js";

/** @import { State } from "../../state/state.js" */

/** Milliseconds for which the page says that the link is on the clipboard. */
const SAID_MS = 2500;

/** @param {State} state */
const isDrawn = ({ drawing }) => drawing !== null && !isBlank(drawing);

/**
 * What is in the link only where a person has it there, by the field of the state: whether there is any, and whether it is ticked at first.
 * @type {readonly {field: "predictions" | "drawing", there: (state: State) => boolean, ticked: boolean}[]}
 */
const CHOICES = Object.freeze([
  { field: "predictions", there: ({ predictions }) => predictions.length > 0, ticked: false },
  { field: "drawing", there: isDrawn, ticked: true },
]);

/**
 * @param {ParentNode} root
 * @param {() => State} state
 * @param {(personal: readonly string[]) => string} link with what is ticked
 * @param {() => void} saveFilm offered with a drawing that runs have redrawn on their way
 */
export function mountShare(root, state, link, saveFilm) {
  const said = part(root, "shared", HTMLElement);
  const note = part(root, "shared-note", HTMLElement);
  const field = part(root, "shared-link", HTMLInputElement);
  const film = part(root, "shared-film", HTMLButtonElement);
  const choices = CHOICES.map((choice) => {
    const box = part(root, `shared-${choice.field}`, HTMLInputElement);
    return { ...choice, box, label: /** @type {HTMLLabelElement} */ (box.closest("label")) };
  });
  /** @type {number | undefined} */
  let timer;
  const show = (/** @type {string} */ text, /** @type {boolean} */ byHand) => {
    clearTimeout(timer);
    setText(note, text);
    field.hidden = !byHand;
    if (!said.matches(":popover-open")) said.showPopover();
    if (byHand) field.select();
    // What can be ticked stays until a person turns to something else.
    else if (choices.every(({ label }) => label.hidden)) timer = setTimeout(() => said.hidePopover(), SAID_MS);
  };
  const share = async () => {
    field.value = link(choices.filter(({ box, label }) => !label.hidden && box.checked).map((choice) => choice.field));
    try {
      await navigator.clipboard.writeText(field.value);
      show("The link to these runs is on the clipboard.", false);
    } catch {
      show("The browser forbids the clipboard. Copy the link from here:", true);
    }
  };
  part(root, "share", HTMLButtonElement).addEventListener("click", () => {
    for (const { box, label, there, ticked } of choices) {
      setHidden(label, !there(state()));
      box.checked = ticked;
    }
    setHidden(film, !isRecordable || !isDrawn(state()) || lastStep(state().lanes) === 0 || whyNoFilm(state()) !== "");
    void share();
  });
  for (const { box } of choices) box.addEventListener("change", () => void share());
  film.addEventListener("click", () => {
    said.hidePopover();
    saveFilm();
  });
}
