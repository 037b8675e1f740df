/** Reading a curve: rows of numbers, oldest first, as a worker sends them. */

import { CURVE, CURVE_COLUMNS } from "./protocol.js";

/** @import { RunEvent } from "./protocol.js" */

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
  return {
    step: row[CURVE.step],
    train: row[CURVE.train],
    heldOut: row[CURVE.heldOut],
    copyIndex: row[CURVE.copyIndex],
    noiseKept: row[CURVE.noiseKept],
    penalty: row[CURVE.penalty],
    objective: row[CURVE.objective],
  };
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
 * The marks to draw: a slider that was dragged leaves one mark, from where it began to where it ended.
 *
 * Changes of λ (or η) that follow each other within `reach` steps are one gesture; every event stays in the run's record.
 * @param {readonly RunEvent[]} events
 * @param {number} reach steps
 * @returns {{step: number, label: string}[]}
 */
export function marks(events, reach) {
  /** @type {{step: number, label: string, kind: string}[]} */
  const drawn = [];
  for (const { step, change, label } of events) {
    const kind = Object.keys(change).join();
    const last = drawn.at(-1);
    const arrow = label.lastIndexOf("→");
    if (last && last.kind === kind && kind !== "tied" && arrow > 0 && step - last.step <= reach) {
      const from = last.label.slice(0, last.label.indexOf("→"));
      drawn[drawn.length - 1] = { step, kind, label: `${from}${label.slice(arrow)}` };
    } else drawn.push({ step, kind, label });
  }
  return drawn
    .filter(({ label }) => !/^\S+ (\S+) → \1$/u.test(label))
    .map(({ step, label }) => ({ step, label }));
}
