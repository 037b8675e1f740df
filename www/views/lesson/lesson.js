/** The lesson: one card at a time, with the numbers of the running lanes in its sentences. */

import { proseOf, standingOf } from "../../lesson/standing.js";
import { cardOf } from "../../lesson/cards.js";
import { cardsOf, placeIn } from "../../lesson/deck.js";
import { mainSentence } from "../../lesson/text.js";
import { outlookOf } from "../../state/outlook.js";
import { drawnNetwork } from "../lane/network.js";
import { mountActs } from "./acts.js";
import { element, memo, part, setAttribute, setHidden, setText } from "../kit/dom.js";
import { mountFormula } from "./formula.js";
import { mountMeasured } from "./measured.js";
import { closeOnLeave } from "../kit/overlay.js";
import { mountPeek } from "./peek.js";
import { mountPlaces } from "./places.js";
import { mountPresets } from "./presets.js";
import { mountText } from "./text.js";

/** @import { Action, State } from "../../state/state.js" */
/** @import { Palette } from "../kit/palette.js" */

/** The network of the first card: that of the lecture's first run. */
const [CODE, PIXELS] = [16, 196];

/**
 * @param {ParentNode} page
 * @param {(action: Action) => void} dispatch
 * @returns {(state: State, palette: Palette) => void}
 */
export function mountLesson(page, dispatch) {
  const root = part(page, "lesson", HTMLElement);
  const renderContents = mountContents(root, dispatch);
  const renderCard = mountCard(root, dispatch);
  const renderFormula = mountFormula(root, dispatch);
  const renderTurns = mountTurns(root, dispatch);
  const renderPeek = mountPeek(part(root, "peek", HTMLElement));
  const renderPresets = mountPresets(part(root, "presets", HTMLElement), dispatch);
  unfoldWhereThereIsRoom(part(root, "rail-more", HTMLDetailsElement));
  return (state, palette) => {
    const index = placeIn(state.deck, state.card);
    renderContents(state.deck, index);
    renderFormula(state);
    renderCard(state);
    renderPeek(state, palette);
    renderTurns(state, index);
    renderPresets(state, cardOf(state.card).presets ?? false);
  };
}

/**
 * The list of cards, and a row of marks that says how far one has come. A single card needs none.
 * @param {HTMLElement} root
 * @param {(action: Action) => void} dispatch
 */
function mountContents(root, dispatch) {
  const list = part(root, "steps", HTMLElement);
  const area = list.closest(".contents");
  const toggle = part(root, "contents", HTMLButtonElement);
  const where = part(root, "where", HTMLElement);
  const marks = element("div", { class: "marks", "aria-hidden": "true" });
  toggle.before(marks);
  const unfold = (/** @type {boolean} */ open) => {
    toggle.setAttribute("aria-expanded", String(open));
    setHidden(list, !open);
  };
  const isOpen = () => toggle.getAttribute("aria-expanded") === "true";
  toggle.addEventListener("click", () => {
    unfold(!isOpen());
    // The list stands before its button: by keyboard a person goes on from the card that is shown.
    if (isOpen() && toggle.matches(":focus-visible"))
      buttons.find((button) => button.hasAttribute("aria-current"))?.focus();
  });
  closeOnLeave(toggle, list, isOpen, () => unfold(false));
  /** @type {HTMLElement[]} */
  let buttons = [];
  const fill = memo((/** @type {readonly string[]} */ deck) => {
    buttons = cardsOf(deck).map(({ id, title }, index) => {
      const button = element(
        "button",
        { type: "button" },
        element("span", { class: "number" }, String(index + 1)),
        " ",
        element("span", {}, title),
      );
      button.addEventListener("click", () => {
        unfold(false);
        dispatch({ type: "lesson", card: id });
      });
      return button;
    });
    list.replaceChildren(...buttons.map((button) => element("li", {}, button)));
    marks.replaceChildren(...buttons.map(() => element("span", {})));
    if (area instanceof HTMLElement) setHidden(area, buttons.length === 1);
  });
  return memo((/** @type {readonly string[]} */ deck, /** @type {number} */ current) => {
    fill(deck);
    setText(where, `${current + 1} of ${buttons.length} · ${cardsOf(deck)[current].part}`);
    buttons.forEach((button, index) => {
      if (index === current) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
      marks.children[index].classList.toggle("past", index <= current);
    });
  });
}

/**
 * Title, prose, what to do, where to look, how far it holds.
 * @param {HTMLElement} root
 * @param {(action: Action) => void} dispatch
 * @returns {(state: State) => void}
 */
function mountCard(root, dispatch) {
  const title = part(root, "title", HTMLElement);
  const formula = part(root, "formula", HTMLDetailsElement);
  const folded = part(root, "limits-fold", HTMLDetailsElement);
  const renderActs = mountActs(part(root, "acts", HTMLElement), dispatch);
  const renderDepartures = mountDepartures(part(root, "departed", HTMLElement), dispatch);
  const places = mountPlaces(dispatch);
  /** @type {State} */
  let now;
  const measured = mountMeasured(root, () => now);
  const [prose, ...texts] = [
    part(root, "prose", HTMLElement),
    part(root, "try", HTMLElement),
    part(root, "look", HTMLElement),
    part(root, "limits", HTMLElement),
  ].map((target) => mountText(target, places.pointer, measured));
  const showProse = memo((/** @type {string} */ text, /** @type {boolean} */ pictured) => {
    prose.show(text);
    if (pictured) part(root, "prose", HTMLElement).prepend(pictureOf());
  });
  const show = memo((/** @type {string} */ id) => {
    const card = cardOf(id);
    setText(title, card.title);
    [card.try, card.look, card.limits].forEach((text, index) => texts[index].show(text));
    formula.open = card.formula ?? false;
    folded.open = false;
    root.scrollTop = 0;
  });
  return (state) => {
    now = state;
    const standing = standingOf(state.card, state.lanes);
    show(state.card);
    const text = proseOf(cardOf(state.card), standing);
    showProse(state.projector ? mainSentence(text) : text, cardOf(state.card).picture ?? false);
    for (const { render } of [prose, ...texts]) render(state.lanes);
    places.render(cardOf(state.card), state);
    renderDepartures(standing.departures, state.card);
    renderActs(state);
  };
}

/** The drawing of a network, beside what is said of one. */
function pictureOf() {
  return element(
    "span",
    { class: "network card-picture", "data-lane": "A" },
    drawnNetwork(CODE, PIXELS, false, "mnist-14"),
  );
}

/**
 * Says in what the runs are not those of the card any more, and sets them back.
 * @param {HTMLElement} root
 * @param {(action: Action) => void} dispatch
 * @returns {(departures: string[], card: string) => void}
 */
function mountDepartures(root, dispatch) {
  const text = part(root, "departures", HTMLElement);
  let shown = "";
  part(root, "set-back", HTMLButtonElement).addEventListener("click", () => {
    dispatch({ type: "lesson", card: shown });
    // There is nothing to set back any more: a person goes on from what the card asks for.
    setHidden(root, true);
    part(document, "acts", HTMLElement).querySelector("button")?.focus({ preventScroll: true });
  });
  return (departures, card) => {
    shown = card;
    setHidden(root, departures.length === 0);
    setText(text, departures.join(" "));
  };
}

/**
 * Back and Next, and whether the next card goes on with the runs that are here.
 * @param {HTMLElement} root
 * @param {(action: Action) => void} dispatch
 * @returns {(state: State, index: number) => void}
 */
function mountTurns(root, dispatch) {
  const back = part(root, "back", HTMLButtonElement);
  const next = part(root, "next", HTMLButtonElement);
  const outlook = part(root, "outlook", HTMLElement);
  const area = back.parentElement;
  back.addEventListener("click", () => dispatch({ type: "turn", by: -1 }));
  next.addEventListener("click", () => dispatch({ type: "turn", by: 1 }));
  return (state, index) => {
    const cards = cardsOf(state.deck);
    const following = cards[index + 1];
    if (area) setHidden(area, cards.length === 1);
    setAttribute(back, "aria-disabled", index === 0);
    setAttribute(next, "aria-disabled", !following);
    setText(outlook, following ? outlookOf(state, following) : "");
  };
}

/**
 * Open where there is room for it beside the lanes; folded to one line where it would push them off the screen.
 * @param {HTMLDetailsElement} details
 */
function unfoldWhereThereIsRoom(details) {
  const roomy = matchMedia("(width >= 75em), (width > 43.75em) and (height >= 75em)");
  const follow = () => {
    details.open = roomy.matches;
  };
  roomy.addEventListener("change", follow);
  follow();
}
