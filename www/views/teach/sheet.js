/** The worksheet: what the cards ask, with room to write, or what there is to write. */

import { formatCount } from "../../base/format.js";
import { cardsOf } from "../../lesson/deck.js";
import { measuredText, twoDigits } from "../../lesson/measured_text.js";
import { pieces } from "../../lesson/text.js";
import { deckLink, withLink } from "../../link/decks.js";
import { element } from "../kit/dom.js";

/** @import { ClaimId } from "../../lesson/claims.js" */
/** @import { Card } from "../../lesson/card.js" */
/** @import { State } from "../../state/state.js" */

/** Lines to write on, before a card is tried and after. */
const [BEFORE, AFTER] = [2, 3];

/** Makes a number that was measured. @typedef {(claim: ClaimId, range: "to" | "–" | undefined) => Node | string} Made */

/**
 * @param {State} state
 * @param {string} page its address
 */
export function questions(state, page) {
  return sheetOf("Worksheet", state, page, [element("p", { class: "worksheet-name" }, "Name", room())], (card) => [
    paragraph("", card.before, blank),
    element("p", { class: "asks" }, "Before you train: what do you expect?"),
    ...lines(BEFORE),
    paragraph("Try", card.try, blank),
    paragraph("Look, and fill in", card.look, blank),
    element("p", { class: "asks" }, "What did you see, and why is it so?"),
    ...lines(AFTER),
  ]);
}

/**
 * @param {State} state
 * @param {string} page its address
 * @param {(claim: ClaimId) => number | undefined} valueOf what it comes to under this seed, where that is known
 */
export function answers(state, page, valueOf) {
  let lacks = false;
  /** @type {Made} */
  const told = (claim, range) => {
    const value = valueOf(claim);
    lacks ||= value === undefined;
    return element("b", {}, value === undefined ? `${measuredText(claim, range)}*` : twoDigits(value));
  };
  const sheet = sheetOf("Worksheet: answers", state, page, [], (card) => [
    paragraph("Look", card.look, told),
    paragraph("How far it holds", card.limits, measuredText),
  ]);
  const seed = formatCount(seedOf(state));
  sheet.append(
    element(
      "p",
      { class: "worksheet-note" },
      `The numbers in bold are those of seed ${seed}${lacks ? "; where a star stands, of the seeds 1 to 3" : ""}. Those under “How far it holds” are of the seeds 1 to 3.`,
    ),
  );
  return sheet;
}

/** @param {State} state */
const seedOf = ({ lanes }) => lanes[0].config.seed;

/**
 * @param {string} title
 * @param {State} state
 * @param {string} page
 * @param {HTMLElement[]} head
 * @param {(card: Card) => HTMLElement[]} contentOf
 */
function sheetOf(title, state, page, head, contentOf) {
  const { deck } = state;
  const cards = cardsOf(deck);
  const link = withLink(page, deckLink({ ...state, autoplay: false }, cards[0].id, state));
  return element(
    "section",
    { class: "worksheet", "aria-label": title },
    element("h1", {}, title),
    element(
      "p",
      { class: "sheet-mark" },
      element("span", {}, "autoencoder lab"),
      element("span", {}, `seed ${formatCount(seedOf(state))}`),
    ),
    element("p", { class: "link" }, link),
    ...head,
    ...cards.map((card, at) =>
      element("section", { class: "exercise" }, element("h2", {}, `${at + 1} · ${card.title}`), ...contentOf(card)),
    ),
  );
}

/** @param {string} heading @param {string} text @param {Made} made */
function paragraph(heading, text, made) {
  const words = pieces(text).map((piece) => {
    switch (piece.type) {
      case "measured":
        return made(piece.claim, piece.range);
      case "number":
        return blank();
      case "stress":
        return element("em", {}, piece.text);
      default:
        return piece.text;
    }
  });
  return element("p", {}, ...(heading ? [element("b", {}, heading), " "] : []), ...words);
}

/** Room for a number. */
const blank = () => element("span", { class: "blank", role: "img", "aria-label": "blank" });

/** Room for words. */
const room = () => element("span", { class: "room" });

/** @param {number} count */
const lines = (count) => Array.from({ length: count }, () => element("div", { class: "room" }));
