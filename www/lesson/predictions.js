/** What a person says will happen, as data, and as a text for links and for what a tab keeps. Pure. */

import { CARDS } from "./cards.js";

/** @import { Prediction } from "./prediction.js" */

/** @type {readonly Prediction[]} */
export const NO_PREDICTIONS = Object.freeze([]);

/** How many places a curve is drawn at. */
export const DRAWN_POINTS = 5;

/** What is drawn or set lies between these. */
export const [LEAST, MOST] = [0.001, 9999];

/** Answers in links, in their order. */
const LETTERS = "abc";

/** In three digits, within what can be said. @param {number} value */
export function said(value) {
  return Math.min(MOST, Number((value < LEAST ? 0 : value).toPrecision(3)));
}

/** `bottleneck:b,tie:.3,penalty:6-5-4-3-2`. @param {readonly Prediction[]} predictions */
export function writtenPredictions(predictions) {
  return predictions
    .map(({ card, kind, value }) =>
      kind === "pick" ? `${card}:${LETTERS[Number(value)]}` : `${card}:${[value].flat().map(number).join("-")}`,
    )
    .join(",");
}

/** @param {number} value */
function number(value) {
  return String(value).replace(/^0\./u, ".");
}

/**
 * @param {string} text
 * @returns {readonly Prediction[] | undefined} nothing where a part of it is no prediction
 */
export function readPredictions(text) {
  const found = text.split(",").map(readOne);
  const cards = new Set(found.map((one) => one?.card));
  const whole = cards.size === found.length && !cards.has(undefined);
  return whole ? /** @type {Prediction[]} */ (found) : undefined;
}

/** @param {string} text @returns {Prediction | undefined} */
function readOne(text) {
  const [id, words = "", ...rest] = text.split(":");
  const kind = CARDS.find((card) => card.id === id)?.asks?.kind;
  if (!kind || rest.length > 0) return undefined;
  if (kind === "pick") {
    const value = words.length === 1 ? LETTERS.indexOf(words) : -1;
    return value < 0 ? undefined : { card: id, kind, value };
  }
  const numbers = words.split("-");
  if (!numbers.every((one) => /^(?:\d{1,4}(?:\.\d{1,9})?|\.\d{1,9})$/u.test(one))) return undefined;
  const values = numbers.map((one) => said(Number(one)));
  if (values.length !== (kind === "draw" ? DRAWN_POINTS : 1)) return undefined;
  return { card: id, kind, value: kind === "draw" ? values : values[0] };
}
