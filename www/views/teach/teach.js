/** The dialog that makes a deck: ticked cards in their order, what students do not see, and the links to it. */

import { PARTS, PART_IDS } from "../../base/parts.js";
import { CARDS } from "../../lesson/cards.js";
import { cardsOf, placeIn } from "../../lesson/deck.js";
import { deckLink, deckOf, slideLinks, withLink } from "../../link/decks.js";
import { element, keepFocus, setAttribute } from "../kit/dom.js";
import { copied, dialogOf } from "./dialog.js";

/** @import { Deck } from "../../link/decks.js" */
/** @import { State } from "../../state/state.js" */

const NONE = "Tick at least one card.";

/**
 * @param {State} state
 * @param {string} page its address, without what it says of the state
 */
export function openTeach(state, page) {
  const cards = mountCards(state);
  const parts = mountParts(state);
  const begins = checkbox("Begin a card’s runs when it is shown", state.autoplay);
  const link = copied("Link to the deck", element("input", { readonly: "" }));
  const slides = copied("Links for slides, one for each card", element("textarea", { readonly: "", rows: "5" }));
  const follow = () => {
    /** @type {Deck} */
    const deck = { deck: deckOf(cards.chosen()), hides: parts.chosen(), autoplay: begins.box.checked };
    const isEmpty = cards.chosen().length === 0;
    const [first] = cardsOf(deck.deck);
    link.show(isEmpty ? "" : withLink(page, deckLink(deck, first.id, state)), isEmpty ? NONE : "");
    slides.show(isEmpty ? "" : slideLinks(deck, state, page), "");
  };
  const { seed } = state.lanes[0].config;
  const dialog = dialogOf(
    "Teach",
    element(
      "p",
      { class: "hint" },
      `A deck is a link: it shows the ticked cards in this order, with seed ${seed}, and without what is ticked as hidden. Its keys do nothing then, either.`,
    ),
    cards.root,
    parts.root,
    begins.label,
    link.root,
    slides.root,
  );
  dialog.classList.add("teach");
  dialog.addEventListener("input", follow);
  // Cards that change places, too.
  dialog.addEventListener("click", follow);
  follow();
  dialog.showModal();
}

/** @param {State} state */
function mountCards({ deck }) {
  const first = cardsOf(deck);
  const list = element("ol", { class: "teach-cards" });
  const rows = [...first, ...CARDS.filter(({ id }) => placeIn(deck, id) < 0)].map(({ id, title }) => {
    const { label, box } = checkbox(title, placeIn(deck, id) >= 0);
    const [up, down] = [move("up", title, "↑", -1), move("down", title, "↓", 1)];
    const row = element("li", {}, label, up.button, down.button);
    for (const { button, by } of [up, down]) {
      button.addEventListener("click", () => {
        const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
        if (!other) return;
        keepFocus(list, () => (by < 0 ? other.before(row) : other.after(row)));
        mark();
      });
    }
    return { id, row, box, up: up.button, down: down.button };
  });
  const inOrder = () => [...list.children].map((child) => rows.find(({ row }) => row === child) ?? rows[0]);
  const mark = () =>
    inOrder().forEach(({ up, down }, at) => {
      setAttribute(up, "aria-disabled", at === 0);
      setAttribute(down, "aria-disabled", at === rows.length - 1);
    });
  list.append(...rows.map(({ row }) => row));
  mark();
  const all = element("button", { type: "button", class: "quiet" }, "All or none");
  all.addEventListener("click", () => {
    const wanted = !rows.every(({ box }) => box.checked);
    for (const { box } of rows) box.checked = wanted;
  });
  return {
    root: element("fieldset", {}, element("legend", {}, "Cards"), list, all),
    chosen: () => inOrder().flatMap(({ id, box }) => (box.checked ? [id] : [])),
  };
}

/** @param {"up" | "down"} where @param {string} title @param {string} sign @param {number} by */
function move(where, title, sign, by) {
  const button = element(
    "button",
    { type: "button", class: "icon", title: `Move ${where}` },
    element("span", { class: "hidden" }, `Move ${where}: ${title}`),
    element("span", { "aria-hidden": "true" }, sign),
  );
  return { button, by };
}

/** @param {State} state */
function mountParts({ hides }) {
  const boxes = PART_IDS.map((id) => ({ id, ...checkbox(PARTS[id].name, hides.includes(id)) }));
  return {
    root: element(
      "fieldset",
      {},
      element("legend", {}, "Hidden"),
      element("div", { class: "teach-parts" }, ...boxes.map(({ label }) => label)),
    ),
    chosen: () => boxes.flatMap(({ id, box }) => (box.checked ? [id] : [])),
  };
}

/** @param {string} text @param {boolean} checked */
function checkbox(text, checked) {
  const box = element("input", { type: "checkbox" });
  box.checked = checked;
  return { box, label: element("label", { class: "teach-choice" }, box, element("span", {}, text)) };
}
