/** Points of the plane: those that a person places, as they stand in recipes and links, and how many there are. Pure functions. */

import { DATA_SETS, PLACED } from "../base/schema.js";
import { ownOf, ownPool } from "./own.js";

/** @import { DataSet, RunConfig } from "../base/schema.js" */

/** A place in the plane. @typedef {readonly [x: number, y: number]} Point */

/** How many a run takes, one to train on and one that is held out, how many a person can place, and the distance between two coordinates: see `src/config/points.rs`. */
export const LEAST_POINTS = 2;
export const { most: MOST_POINTS, unit: UNIT } = PLACED;
const { values: VALUES, digits: DIGITS } = PLACED;
const BELOW = VALUES / 2;
/** Digits of a point. */
const LENGTH = 3;

/** Whether data are points, and no images. @param {DataSet} data */
export const isPlane = (data) => DATA_SETS[data].kind === "plane";

/** @param {string} text */
export const countOf = (text) => text.length / LENGTH;

/** Whether a run can have the points of a text. @param {string} text */
export const areEnough = (text) => countOf(text) >= LEAST_POINTS;

/** Whether a text is one of as many points as a run can have. @param {string} text */
export function isPoints(text) {
  const isWhole = /^(?:[\dA-Za-z]{3})*$/u.test(text) && areEnough(text) && countOf(text) <= MOST_POINTS;
  return isWhole && numbersOf(text).every((number) => number < VALUES ** 2);
}

/** @param {string} text */
function numbersOf(text) {
  return (text.match(/.{3}/gu) ?? []).map((signs) =>
    Array.from(signs).reduce((number, digit) => number * DIGITS.length + DIGITS.indexOf(digit), 0),
  );
}

/** The points of a text, in the order in which they were placed. @param {string} text @returns {Point[]} */
export function pointsOf(text) {
  return numbersOf(text).map((number) => [
    ((number % VALUES) - BELOW) * UNIT,
    (Math.floor(number / VALUES) - BELOW) * UNIT,
  ]);
}

/** @param {readonly Point[]} points as near as there are coordinates */
export function textOf(points) {
  const step = (/** @type {number} */ value) => Math.min(Math.max(Math.round(value / UNIT) + BELOW, 0), VALUES - 1);
  return points
    .map(([x, y]) => step(y) * VALUES + step(x))
    .map((number) => [number / DIGITS.length ** 2, number / DIGITS.length, number])
    .map((digits) => digits.map((digit) => DIGITS[Math.floor(digit) % DIGITS.length]).join(""))
    .join("");
}

/** What there is to begin with: 25 points about a wave. */
export const FIRST_POINTS = "UjcHBEcHceqqJhcQKifqmYGKIJoXKOiH6LrAN1ofqWZWmJq0TW0j24QY8IxgfSebAqJpkRrQhFc";

/** How many points, or images, are never trained on. @param {Pick<RunConfig, "data" | "points" | "own">} config */
export function heldOutOf({ data, points = "", own = "" }) {
  const owned = ownOf(own);
  if (owned) return owned.count - ownPool(owned);
  return data === "points" ? Math.floor((countOf(points) + 3) / 5) : DATA_SETS[data].heldOut;
}

/** How many there are to train on. @param {Pick<RunConfig, "data" | "points" | "own">} config */
export function poolOf({ data, points = "", own = "" }) {
  const owned = ownOf(own);
  if (owned) return ownPool(owned);
  return data === "points" ? countOf(points) - heldOutOf({ data, points }) : DATA_SETS[data].pool;
}

/** What the data of a run are called, one of them or several. @param {DataSet} data @param {number} count */
export function nounFor(data, count) {
  return wordsFor(data, count === 1 ? "image" : "images");
}

/**
 * What is said of images, said of points where the data are these.
 * @param {DataSet} data
 * @param {string} text
 */
export function wordsFor(data, text) {
  return isPlane(data)
    ? text.replaceAll("an image", "a point").replaceAll("image", "point").replaceAll("pixel", "coordinate")
    : text;
}
