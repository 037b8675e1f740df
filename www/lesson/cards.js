/**
 * The lesson: the lecture's statements in its order, each with a scene that makes it, what to do, where to look, and
 * how far it holds. Its numbers are of the steps they name, over the seeds 1 to 3: a range where it says so, else the mean.
 */

import { BEGINNING } from "./beginning.js";
import { COPYING } from "./copying.js";
import { GENERALIZING } from "./generalizing.js";
import { REGULARIZING } from "./regularizing.js";
import { TYING } from "./tying.js";
import { SUMMARY } from "./summary.js";

/** @import { Card, Scene } from "./card.js" */

/** @type {Card} */
const YOUR_TURN = {
  id: "your-turn",
  part: "Your turn",
  title: "Change one thing",
  before:
    "Everything is yours now: units, λ, tying, the images, the seed. Change one thing at a time, guess what it will do, then let both runs train. The presets are good places to begin.",
  try: "How much λ does a tied network need? Does 64 units already memorize? What changes with [clothes](data set) instead of digits, and what becomes of a digit that you [draw](A.draw)?",
  look: "Held-out error alone can deceive: read it with [copy index](B.copy index) and [noise kept](B.noise kept).",
  presets: true,
  limits: "One seed is an anecdote. Press N and see what stays: only that is worth believing.",
};

/** @type {readonly Card[]} */
export const CARDS = Object.freeze([
  ...BEGINNING,
  ...GENERALIZING,
  ...COPYING,
  ...REGULARIZING,
  ...TYING,
  ...SUMMARY,
  YOUR_TURN,
]);

/** The first statement of the lecture: a link that names runs and no card is about it. */
export const FIRST = GENERALIZING[0];

/**
 * The scene that a link to a card begins with: a card without one stands on the lecture's first.
 * @param {string} id
 */
export function sceneOf(id) {
  return /** @type {Scene} */ (cardOf(id).scene ?? FIRST.scene);
}

/**
 * The card with this name.
 * @param {string} id
 * @returns {Card}
 */
export function cardOf(id) {
  const card = CARDS.find((candidate) => candidate.id === id);
  if (!card) throw new Error(`the lesson has no card "${id}"`);
  return card;
}
