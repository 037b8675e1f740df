/** The numbers of a coming step, each where it belongs. Pure. */

import { roundScale } from "../kit/atlas.js";

/** @import { SeenAhead } from "../../lanes/lanes.js" */
/** @import { Shape } from "../kit/cells.js" */

/**
 * What a step does to a unit's row of W, or to its column of W*: n numbers for each.
 * @typedef {object} Part
 * @property {"W" | "W*"} name
 * @property {Float32Array} before the weights
 * @property {Float32Array} data the data's gradient
 * @property {Float32Array} penalty the penalty's gradient
 * @property {Float32Array} sum what the optimizer gets of both
 * @property {Float32Array[]} old what the optimizer has kept of each weight
 * @property {Float32Array[]} kept what it keeps from this step on
 * @property {Float32Array} after the weights
 * @property {Float32Array} change of the weights
 */

/**
 * @typedef {object} StepNumbers
 * @property {Float32Array} x intensities, as those of x̂
 * @property {Float32Array} xHat
 * @property {Float32Array} errors what each pixel adds to the error of this image
 * @property {Float32Array} h
 * @property {Part[]} parts W and, untied, W*
 * @property {Float32Array[]} shares what encoder and decoder add to the data's gradient of tied weights
 */

/**
 * @param {SeenAhead} ahead
 * @param {number} n
 * @returns {StepNumbers}
 */
export function numbersOf({ about: { tied, memories }, numbers }, n) {
  let at = 0;
  const take = () => numbers.subarray(at, (at += n));
  const several = (/** @type {number} */ count) => Array.from({ length: count }, take);
  const [x, xHat, errors] = several(3);
  const parts = (tied ? /** @type {const} */ (["W"]) : /** @type {const} */ (["W", "W*"])).map((name) => {
    const [before, data, penalty, sum] = several(4);
    const [old, kept, after] = [several(memories), several(memories), take()];
    return { name, before, data, penalty, sum, old, kept, after, change: after.map((w, pixel) => w - before[pixel]) };
  });
  const shares = several(tied ? 2 : 0);
  return { x, xHat, errors, h: numbers.subarray(at), parts, shares };
}

/** The numbers of a step and how they are shown. @typedef {{ahead: SeenAhead, numbers: StepNumbers, scales: ReturnType<typeof scalesOf>, shape: Shape}} Known */

/**
 * @param {SeenAhead} ahead
 * @param {number} n
 * @param {number} side of an image
 * @returns {Known}
 */
export function knownOf(ahead, n, side) {
  const numbers = numbersOf(ahead, n);
  return { ahead, numbers, scales: scalesOf(numbers), shape: shapeOf(n, side) };
}

/**
 * The printed scales: one for all gradients, one for all weights, one for how these change.
 * @param {StepNumbers} numbers
 */
function scalesOf({ parts, shares, h, errors }) {
  return {
    gradients: roundScale([...shares, ...parts.flatMap(({ data, penalty, sum }) => [data, penalty, sum])]),
    weights: roundScale(parts.flatMap(({ before, after }) => [before, after])),
    changes: roundScale(parts.map(({ change }) => change)),
    h: roundScale([h]),
    errors: roundScale([errors]),
  };
}

/**
 * Those of a data set: its pixels where it has images, else one beside the other.
 * @param {number} n
 * @param {number} side of its images
 * @returns {Shape}
 */
export function shapeOf(n, side) {
  return n === side * side ? { width: side, height: side } : { width: n, height: 1 };
}

/** A square that has room for so many. @param {number} count @returns {Shape} */
export function squareFor(count) {
  const width = Math.ceil(Math.sqrt(count));
  return { width, height: Math.ceil(count / width) };
}

/** Where the largest of these numbers stands, whatever its sign. @param {Float32Array} numbers */
export function largestOf(numbers) {
  return numbers.reduce((best, value, at) => (Math.abs(value) > Math.abs(numbers[best]) ? at : best), 0);
}

/**
 * The place beside another in a picture, within its edges.
 * @param {number} at
 * @param {{key: string}} press an arrow, Home or End
 * @param {Shape} shape
 * @param {number} count
 * @returns {number | undefined} for another key
 */
export function movedTo(at, { key }, { width }, count) {
  const to = /** @type {Record<string, number>} */ ({
    ArrowLeft: at % width === 0 ? at : at - 1,
    ArrowRight: at % width === width - 1 ? at : at + 1,
    ArrowUp: at - width,
    ArrowDown: at + width,
    Home: 0,
    End: count - 1,
  })[key];
  if (to === undefined) return undefined;
  return to < 0 || to >= count ? at : to;
}
