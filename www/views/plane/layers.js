/** What of a run's picture is which, where the data are points: pure functions. */

import { FIELD } from "../../base/schema.js";
import { DRAWING_ROW } from "../../images/drawing.js";

/** @import { Picture } from "../../lanes/lanes.js" */
/** @import { Point } from "../../images/points.js" */

/** The square shows x and y from minus this to this. */
export const HALF = 2.25;

/** Places, each with what a run makes of it: x and y in turn. @typedef {{x: Float32Array, xHat: Float32Array}} Layer */

/**
 * @typedef {object} Layers
 * @property {Layer} train points that are trained on
 * @property {Layer} heldOut points that are not
 * @property {Layer} field the grid
 * @property {Layer} followed the place that is followed, or none
 */

/**
 * @param {Picture} picture
 * @returns {Layers}
 */
export function layersOf({ tiles: { columns, rows }, inputs, reconstructions }) {
  const followed = rows.includes(DRAWING_ROW) ? 1 : 0;
  const all = inputs.length / 2;
  const ends = [0, columns, all - followed - FIELD, all - followed, all];
  const [train, heldOut, field, last] = ends
    .slice(1)
    .map((end, at) => ({
      x: inputs.subarray(2 * ends[at], 2 * end),
      xHat: reconstructions.subarray(2 * ends[at], 2 * end),
    }));
  return { train, heldOut, field, followed: last };
}

/** How many points there are. @param {Layer} layer */
export const sizeOf = ({ x }) => x.length / 2;

/** How far reconstructions are from their points, in the mean. @param {Layer} layer */
export function meanMove({ x, xHat }) {
  let sum = 0;
  for (let at = 0; at < x.length; at += 2) sum += Math.hypot(xHat[at] - x[at], xHat[at + 1] - x[at + 1]);
  return sum / (x.length / 2);
}

/**
 * The place in the list of the point that is nearest to another, if one is as near as this.
 * @param {readonly Point[]} points
 * @param {Point} place
 * @param {number} reach
 */
export function nearestTo(points, [x, y], reach) {
  const distances = points.map(([a, b]) => Math.hypot(a - x, b - y));
  const least = Math.min(...distances);
  return least <= reach ? distances.indexOf(least) : -1;
}
