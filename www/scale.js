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
  1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 196, 224, 256, 320, 392,
  448, 512, 640, 784, 896, 1024, 1280, 1568, 1792, 2048, 2560, 3072, 3584, 4096,
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
