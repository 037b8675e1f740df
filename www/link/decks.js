/** Links to decks: some cards of the lesson in an order of their own, for a lecture or for students. Pure. */

import { WHOLE, cardsOf } from "../lesson/deck.js";
import { CARDS } from "../lesson/cards.js";
import { reduce } from "../state/reduce.js";
import { initialState } from "../state/state.js";
import { addressOf, serialize } from "./url.js";

/** @import { Action, State } from "../state/state.js" */

/** What a deck is. @typedef {Pick<State, "deck" | "hides" | "autoplay">} Deck */

/**
 * A deck of these cards; without a name for any, if it is the whole lesson in its order.
 * @param {readonly string[]} ids
 */
export function deckOf(ids) {
  return ids.join() === CARDS.map(({ id }) => id).join() ? WHOLE : ids;
}

/**
 * The link that opens a deck at a card, with the seed of the runs that stand now, enlarged if they are.
 * @param {Deck} deck
 * @param {string} card
 * @param {State} state
 * @returns {string} without the `#`
 */
export function deckLink(deck, card, { lanes, projector }) {
  const { seed } = lanes[0].config;
  /** @type {Action[]} */
  const actions = [
    { type: "configure-all", change: { seed } },
    { type: "lesson", card },
  ];
  const opened = actions.reduce(reduce, { ...initialState(), ...deck, projector });
  return serialize(addressOf(opened));
}

/**
 * A line for each card, to be put on slides: its title, and the link that opens the deck there.
 * @param {Deck} deck
 * @param {State} state
 * @param {string} page its address
 */
export function slideLinks(deck, state, page) {
  return cardsOf(deck.deck)
    .map(({ id, title }) => `${title}\n${withLink(page, deckLink(deck, id, state))}`)
    .join("\n\n");
}

/**
 * @param {string} page its address
 * @param {string} link
 */
export function withLink(page, link) {
  return link ? `${page}#${link}` : page;
}
