/**
 * What is kept of a run's way: at points of its curve, what the network made of the images that are shown. How much that may be is decided
 * here, for the worker, which keeps, and the page, which has it. See `docs/adr/0024-what-is-kept-of-each-point.md`.
 */

/** @import { TileRow } from "./schema.js" */

/**
 * A point of the curve at which a run can be shown as it was.
 * @typedef {object} KeptPoint
 * @property {number} step
 * @property {Float64Array} row of the curve: all that was measured
 * @property {string | null} receipt of exactly this step; null where the arithmetic gives none
 * @property {readonly TileRow[]} rows the pictures of which what became of them is kept: all but a drawing, which has bytes of its own
 * @property {boolean} uniformNoise whether the row of noise is of uniform noise
 * @property {Uint8ClampedArray} pixels of the reconstructions, row after row: 0 for paper, 255 for print, clipped beyond
 * @property {Uint8ClampedArray} drawing a person's drawing as the run was shown it, then what became of it; empty where there was none
 * @property {number} spread of the reconstructions of held-out images, as `spread.js` has it: what is clipped no longer tells
 */

/** Bytes that the points of a run take at most. */
export const KEPT_BYTES = 4_000_000;
/** Fewer points are kept than this: more stand closer than a chart can tell apart. */
const MOST_POINTS = 512;
/** Bytes that a point takes besides its pictures. */
const BESIDES = 1024;

/**
 * How many points like this one are kept: when there are as many, every second one goes.
 * @param {Pick<KeptPoint, "pixels" | "drawing">} point
 */
export function roomFor({ pixels, drawing }) {
  return Math.max(2, Math.min(MOST_POINTS, Math.floor(KEPT_BYTES / (pixels.length + drawing.length + BESIDES))));
}

/** Which points of a run are kept: all, until there is no room, then ever fewer, evenly. */
export class Thinning {
  #count = 0;
  #seen = 0;
  #stride = 1;

  /** Whether the next point is to be kept. */
  next() {
    this.#seen += 1;
    return (this.#seen - 1) % this.#stride === 0;
  }

  /** A point has been kept. @param {KeptPoint} point */
  kept(point) {
    this.#count += 1;
    if (this.#count < roomFor(point)) return;
    this.#count = Math.ceil(this.#count / 2);
    this.#stride *= 2;
  }
}

/**
 * What was kept, and what has come since. Of two points at one step, before and after a run was tied or untied there, the second stands.
 * @param {readonly KeptPoint[]} before
 * @param {readonly KeptPoint[]} more
 * @returns {readonly KeptPoint[]}
 */
export function withMore(before, more) {
  if (more.length === 0) return before;
  let kept = [...before];
  for (const point of more) {
    while (kept.length > 0 && kept[kept.length - 1].step >= point.step) kept.pop();
    kept.push(point);
    if (kept.length >= roomFor(point)) kept = kept.filter((_, at) => at % 2 === 0);
  }
  return kept;
}

/**
 * What of it still stands: a run that has gone back from where it diverged, or was untied again, has another curve from there on.
 * @param {readonly KeptPoint[]} kept
 * @param {Float64Array} curve
 * @returns {readonly KeptPoint[]}
 */
export function standing(kept, curve) {
  let count = kept.length;
  while (count > 0 && !isOn(curve, kept[count - 1].row)) count -= 1;
  return count === kept.length ? kept : kept.slice(0, count);
}

/** @param {Float64Array} curve @param {Float64Array} row */
function isOn(curve, row) {
  for (let begin = curve.length - row.length; begin >= 0 && curve[begin] >= row[0]; begin -= row.length)
    if (row.every((number, at) => Object.is(number, curve[begin + at]))) return true;
  return false;
}

/**
 * Intensities as they are kept.
 * @param {Float32Array} intensities
 */
export function inBytes(intensities) {
  return Uint8ClampedArray.from(intensities, (value) => 255 * value);
}

/**
 * What became of a drawing at a point, if the run was shown this one there.
 * @param {KeptPoint} point
 * @param {Uint8ClampedArray} image
 * @returns {Uint8ClampedArray | undefined}
 */
export function madeOf({ drawing }, image) {
  const isThis = drawing.length === 2 * image.length && image.every((ink, at) => ink === drawing[at]);
  return isThis ? drawing.subarray(image.length) : undefined;
}
