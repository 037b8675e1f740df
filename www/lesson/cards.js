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
import { SETTINGS } from "../settings/presets.js";

/** @import { Card, Scene } from "./card.js" */

const { bottleneck, overcomplete, tied, tiedPenalized } = SETTINGS;

/** @type {Card} */
const YOUR_STROKE = {
  id: "your-stroke",
  part: "Your turn",
  title: "Your stroke",
  before:
    "Four networks, and a digit that none of them has seen: yours. A is a bottleneck; B, C and D have room to spare; C and D are tied, and D pays λ = 0.01. Draw, then train: which of them redraws your stroke best, and what becomes of a scribble?",
  prose:
    "Four networks, and a digit that none of them has seen: yours. At step {A.step} A, the bottleneck, has {A.heldOut} on new digits, B, untied, {B.heldOut}, C, tied, {C.heldOut}, and D, tied, at λ = {D.lambda}, {D.heldOut}.",
  scene: { lanes: [bottleneck, overcomplete, tied, tiedPenalized], steps: 1500 },
  try: "[Draw](A.draw) a digit, or press W. Train to step 1,500. Draw a scribble, too. Then drag [λ in D](D.λ) up to 0.3, and train on. Share gives a link with your drawing in it and, once the runs have trained, their film.",
  look: "Beside each redrawing stands its error. At step 1,500 C’s [copy index](C.copy index) is {=copy-tied –}, and noise comes out of it with {=noise-tied –} times its energy; D’s, while its λ is 0.01, is {=copy-tied-penalized –}, and it keeps {=noise-tied-penalized –} of noise.",
  limits:
    "The pad puts your stroke in the middle, about as wide as MNIST’s; still, other hands write otherwise than those 100 digits were written. One drawing is an anecdote: the held-out errors are of 1,000 digits.",
};

/** @type {Card} */
const YOUR_TURN = {
  id: "your-turn",
  part: "Your turn",
  title: "Change one thing",
  before:
    "Everything is yours now: units, λ, tying, the images, the seed. Change one thing at a time, guess what it will do, then let the runs train. The presets are good places to begin.",
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
  YOUR_STROKE,
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
