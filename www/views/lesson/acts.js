/** The buttons of a card of the lesson: what can be done on it. */

import { cardOf } from "../../lesson/cards.js";
import { placeIn } from "../../lesson/deck.js";
import { actsOf, nextAct } from "../../state/acts.js";
import { element, part, setAttribute, setHidden, setText } from "../kit/dom.js";

/** @import { ActId } from "../../state/acts.js" */
/** @import { Action, State } from "../../state/state.js" */

/** A button each; the first trains from step 0, on to the step's budget, or again. @type {readonly (readonly ActId[])[]} */
const BUTTONS = Object.freeze([["train", "again"], ["on"], ["intervene"]]);

/**
 * @param {HTMLElement} root
 * @param {(action: Action) => void} dispatch
 * @returns {(state: State) => void}
 */
export function mountActs(root, dispatch) {
  const buttons = BUTTONS.map((ids) => {
    const kbd = element("kbd", { "aria-hidden": "true" }, "D");
    const button = element(
      "button",
      { type: "button", class: "act" },
      element("span", { "data-part": "act-name" }),
      kbd,
    );
    /** @type {ActId | undefined} */
    let shown;
    button.addEventListener("click", () => shown && dispatch({ type: "act", act: shown }));
    root.append(button);
    const name = part(button, "act-name", HTMLElement);
    return (/** @type {ReturnType<typeof actsOf>} */ acts, /** @type {ActId | undefined} */ next) => {
      const act = acts.find(({ id }) => ids.includes(id));
      shown = act?.id;
      setHidden(button, !act);
      if (!act) return;
      setText(name, act.name);
      setHidden(kbd, act.id !== next);
      setAttribute(button, "data-next", act.id === next);
      setAttribute(button, "data-done", act.done);
      setAttribute(button, "aria-disabled", act.barred !== "");
      setAttribute(button, "title", act.barred || (act.id === next ? "Do it (D)" : ""));
    };
  });
  const renderLead = mountLead(root, dispatch);
  return (state) => {
    const acts = actsOf(state);
    const next = nextAct(state)?.id;
    for (const render of buttons) render(acts, next);
    setHidden(root, !renderLead(state) && acts.length === 0);
  };
}

/**
 * The button to another card; none where that is not in the deck.
 * @param {HTMLElement} root
 * @param {(action: Action) => void} dispatch
 * @returns {(state: State) => boolean} whether it is there
 */
function mountLead(root, dispatch) {
  const button = element("button", { type: "button", class: "act" });
  root.append(button);
  /** @type {string | undefined} */
  let card;
  button.addEventListener("click", () => card && dispatch({ type: "lesson", card }));
  return ({ card: shown, deck }) => {
    const { leads } = cardOf(shown);
    card = leads && placeIn(deck, leads.card) >= 0 ? leads.card : undefined;
    setText(button, leads?.name ?? "");
    setHidden(button, !card);
    return card !== undefined;
  };
}
