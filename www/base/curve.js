/** Reading a curve: rows of numbers, oldest first, as a worker sends them. */

import { CURVE, CURVE_COLUMNS } from "./protocol.js";

/** @typedef {Record<keyof typeof CURVE, number>} CurvePoint */

/**
 * How many points a curve has.
 * @param {Float64Array} curve
 */
export function pointCount(curve) {
  return Math.floor(curve.length / CURVE_COLUMNS);
}

/**
 * Point `index` of a curve.
 * @param {Float64Array} curve
 * @param {number} index
 * @returns {CurvePoint}
 */
export function pointAt(curve, index) {
  const row = curve.subarray(index * CURVE_COLUMNS, (index + 1) * CURVE_COLUMNS);
  return /** @type {CurvePoint} */ (
    Object.fromEntries(Object.entries(CURVE).map(([quantity, column]) => [quantity, row[column]]))
  );
}

/**
 * The last point at or before `step`.
 * @param {Float64Array} curve
 * @param {number} step
 * @returns {CurvePoint | undefined}
 */
export function lastPoint(curve, step = Infinity) {
  for (let index = pointCount(curve) - 1; index >= 0; index -= 1) {
    if (curve[index * CURVE_COLUMNS] <= step) return pointAt(curve, index);
  }
  return undefined;
}

/**
 * What was measured at `step` before anything was changed there, or last before: where a run is tied or untied its curve has two points.
 * @param {Float64Array} curve
 * @param {number} step
 * @returns {CurvePoint | undefined}
 */
export function pointBefore(curve, step) {
  const stepAt = (/** @type {number} */ index) => curve[index * CURVE_COLUMNS];
  for (let index = pointCount(curve) - 1; index >= 0; index -= 1)
    if (stepAt(index) <= step && !(stepAt(index) === step && stepAt(index - 1) === step)) return pointAt(curve, index);
  return undefined;
}

/**
 * One quantity of a curve as a chart takes it: steps and values in turn.
 * @param {Float64Array} curve
 * @param {Exclude<keyof typeof CURVE, "step">} quantity
 */
export function pairsOf(curve, quantity) {
  const pairs = new Float64Array(2 * pointCount(curve));
  for (let index = 0; 2 * index < pairs.length; index += 1) {
    pairs[2 * index] = curve[index * CURVE_COLUMNS + CURVE.step];
    pairs[2 * index + 1] = curve[index * CURVE_COLUMNS + CURVE[quantity]];
  }
  return pairs;
}

/** A lowest point that is above this share of the last one looks like it. */
const CLEARLY_LOWER = 0.98;

/**
 * Where a curve was lowest: the earliest such point, if its last one is clearly higher.
 * @param {Float64Array} pairs steps and values in turn
 * @returns {{step: number, value: number} | undefined}
 */
export function lowest(pairs) {
  let [step, value] = [NaN, Infinity];
  for (let index = 0; 2 * index < pairs.length; index += 1) {
    if (pairs[2 * index + 1] < value) [step, value] = [pairs[2 * index], pairs[2 * index + 1]];
  }
  return value < CLEARLY_LOWER * (pairs.at(-1) ?? NaN) ? { step, value } : undefined;
}

/**
 * How far from tied a network was: ‖W* − Wᵀ‖ / √(‖W‖² + ‖W*‖²), 0 when tied and about 1 for independent matrices.
 * @param {Float64Array} curve
 */
export function tyingDistance(curve) {
  const pairs = pairsOf(curve, "alignment");
  for (let index = 0; 2 * index < pairs.length; index += 1) {
    const { w, wStar, alignment } = pointAt(curve, index);
    const squares = w * w + wStar * wStar;
    // ‖W* − Wᵀ‖² by the law of cosines; what is left of rounding must not become the root of a negative number.
    pairs[2 * index + 1] = squares > 0 ? Math.sqrt(Math.max(squares - 2 * alignment * w * wStar, 0) / squares) : 0;
  }
  return pairs;
}

/**
 * Each value replaced by the mean of those within `reach` steps to either side.
 *
 * Nothing is averaged across a break, and near one, as near both ends, the reach shrinks to what there is on both sides:
 * a jump stays a jump, and a steep beginning as steep as it is.
 * @param {Float64Array} pairs steps and values in turn, steps rising
 * @param {number} reach steps
 * @param {readonly number[]} breaks steps, rising; a point at a break belongs to what came before
 */
export function smoothed(pairs, reach, breaks) {
  const smooth = pairs.slice();
  const count = pairs.length / 2;
  const stepAt = (/** @type {number} */ index) => pairs[2 * index];
  let [first, end, piece] = [0, 0, 0];
  for (let at = 0; at < count; at += 1) {
    const step = stepAt(at);
    if (at === end) {
      while (breaks[piece] < step) piece += 1;
      first = at;
      for (end = at + 1; end < count && !(breaks[piece] < stepAt(end));) end += 1;
    }
    const within = Math.min(reach, step - stepAt(first), stepAt(end - 1) - step);
    let [from, to] = [at, at + 1];
    while (from > first && stepAt(from - 1) >= step - within) from -= 1;
    while (to < end && stepAt(to) <= step + within) to += 1;
    // Added up anew for each point: a running sum would never get rid of a number that is not finite.
    let sum = 0;
    for (let index = from; index < to; index += 1) sum += pairs[2 * index + 1];
    smooth[2 * at + 1] = sum / (to - from);
  }
  return smooth;
}

/**
 * The index of the pair nearest to `step`, the earlier of two equally near; −1 without any.
 * @param {Float64Array} pairs steps and values in turn, steps rising
 * @param {number} step
 */
export function nearest(pairs, step) {
  let [low, high] = [0, pairs.length / 2];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pairs[2 * middle] < step) low = middle + 1;
    else high = middle;
  }
  if (2 * low === pairs.length) return low - 1;
  return low > 0 && step - pairs[2 * low - 2] <= pairs[2 * low] - step ? low - 1 : low;
}
