/** Which cards are shown, in which order: those of the whole lesson, or those that a link names, a deck. */

import { CARDS, cardOf } from "./cards.js";

/** The whole lesson, which names none. @type {readonly string[]} */
export const WHOLE = Object.freeze([]);

/**
 * The cards that are shown.
 * @param {readonly string[]} deck ids of cards
 */
export function cardsOf(deck) {
  return deck.length > 0 ? deck.map(cardOf) : CARDS;
}

/**
 * Where a card stands among those that are shown; −1 if it does not.
 * @param {readonly string[]} deck ids of cards
 * @param {string} id
 */
export function placeIn(deck, id) {
  return cardsOf(deck).findIndex((card) => card.id === id);
}
