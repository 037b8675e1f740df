/**
 * Sliders that move over a list of values instead of a range of numbers.
 *
 * Hidden units and λ span four and five decades. A list gives every notch a round value, puts a true 0 at λ's left
 * end, and makes one press of an arrow key one change worth looking at.
 */

/** λ from a true 0 over 1e-5 … 1, six values a decade. */
export const LAMBDAS = Object.freeze([
  0,
  ...[-5, -4, -3, -2, -1].flatMap((exponent) => [1, 1.5, 2, 3, 5, 7].map((digit) => Number(`${digit}e${exponent}`))),
  1,
]);

/** k from 1 to 4096: four values an octave, and the multiples of n = 196 in place of their neighbours. */
export const HIDDEN_UNITS = Object.freeze([
  1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 196, 224, 256, 320,
  392, 448, 512, 640, 784, 896, 1024, 1280, 1568, 1792, 2048, 2560, 3072, 3584, 4096,
]);

/** m: how many images are trained on. */
export const TRAINING_IMAGES = Object.freeze([10, 20, 50, 100, 200, 500, 1000, 2000, 5000]);

/**
 * Where `value` stands on a list, as an index that may be fractional between two notches.
 * @param {readonly number[]} list ascending
 * @param {number} value
 */
export function positionOf(list, value) {
  const above = list.findIndex((notch) => notch >= value);
  if (above === -1) return list.length - 1;
  if (above === 0 || list[above] === value) return above;
  const [low, high] = [list[above - 1], list[above]];
  if (low === 0) return above - 1 + value / high;
  return above - 1 + Math.log(value / low) / Math.log(high / low);
}

/**
 * The value of the notch nearest to `position`.
 * @param {readonly number[]} list
 * @param {number} position
 */
export function valueAt(list, position) {
  const index = Math.round(Math.min(Math.max(position, 0), list.length - 1));
  return list[index];
}

/** Marks on a slider, a few of which may be one. @typedef {{at: number, values: number[]}} Tick */

/**
 * Marks for `values` on a slider over `list`: where they stand, as shares of its length. Those nearer than `gap` to the first
 * of them are one, in the middle between the outermost; those beyond the end have none.
 * @param {readonly number[]} list ascending
 * @param {readonly number[]} values descending
 * @param {number} gap
 * @returns {Tick[]} from right to left
 */
export function ticksOn(list, values, gap) {
  const share = (/** @type {number} */ value) => positionOf(list, value) / (list.length - 1);
  /** @type {number[][]} */
  const groups = [];
  for (const value of values) {
    if (value > list[list.length - 1]) continue;
    const group = groups.at(-1);
    if (group && share(group[0]) - share(value) < gap) group.push(value);
    else groups.push([value]);
  }
  return groups.map((group) => ({ at: (share(group[0]) + share(group[group.length - 1])) / 2, values: group }));
}
