/** A drawing: ink on a fine square grid, and how it becomes an image of a data set. Pure functions. */

import { DATA_SETS } from "../base/schema.js";
import { FRAMES } from "./data.js";
import { sideOf } from "./own.js";
import { isPlane } from "./points.js";

/** @import { DataSet, RunConfig, TileRow, Tiles } from "../base/schema.js" */

/** The side of a drawing. */
export const DRAWING_SIDE = 240;

/** Ink row by row, 0 … 255; a stroke makes another. @typedef {Uint8Array} Drawing */

/** A place on the drawing, in its pixels. @typedef {{x: number, y: number}} Place */

/** The row of what runs make of a drawing. @type {TileRow} */
export const DRAWING_ROW = "your drawing";

/** Half a stroke's width at half its ink, and over how many pixels its edge fades: about 2.7 of MNIST's 28 pixels wide. */
export const BRUSH_RADIUS = 16;
const FADE = 6;

/** @returns {Drawing} */
export function blank() {
  return new Uint8Array(DRAWING_SIDE ** 2);
}

/** @param {Drawing} drawing */
export function isBlank(drawing) {
  return drawing.every((ink) => ink === 0);
}

/**
 * A stroke of a soft, round brush. Where there is more ink, it stays.
 * @param {Drawing} drawing
 * @param {Place} from
 * @param {Place} to the same for a dot
 * @returns {Drawing}
 */
export function stroked(drawing, from, to) {
  const next = drawing.slice();
  const [left, right] = reach(from.x, to.x);
  const [top, bottom] = reach(from.y, to.y);
  for (let row = top; row < bottom; row += 1) {
    for (let column = left; column < right; column += 1) {
      const share = (BRUSH_RADIUS - distance({ x: column + 0.5, y: row + 0.5 }, from, to)) / FADE + 0.5;
      const at = row * DRAWING_SIDE + column;
      if (share > 0) next[at] = Math.max(next[at], Math.round(255 * Math.min(share, 1)));
    }
  }
  return next;
}

/**
 * The pixels that a stroke between two coordinates can touch.
 * @param {number} a
 * @param {number} b
 * @returns {[begin: number, end: number]}
 */
function reach(a, b) {
  const most = BRUSH_RADIUS + FADE;
  return [Math.max(Math.floor(Math.min(a, b) - most), 0), Math.min(Math.ceil(Math.max(a, b) + most), DRAWING_SIDE)];
}

/**
 * From a place to the nearest of a straight line.
 * @param {Place} place
 * @param {Place} from
 * @param {Place} to
 */
function distance(place, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((place.x - from.x) * dx + (place.y - from.y) * dy) / length;
  const share = Math.min(Math.max(along, 0), 1);
  return Math.hypot(place.x - from.x - share * dx, place.y - from.y - share * dy);
}

/** @type {WeakMap<Drawing, Map<string, Float32Array>>} by data and side */
const images = new WeakMap();

/**
 * As {@link imageOf}; the same drawing gives the same object. Of points there are no images.
 * @param {Drawing | null} drawing
 * @param {RunConfig} config
 */
export function imageFor(drawing, config) {
  const { data } = config;
  if (!drawing || isPlane(data)) return undefined;
  const side = sideOf(config);
  const key = `${data} ${side}`;
  const known = images.get(drawing) ?? /** @type {Map<string, Float32Array>} */ (new Map());
  const image = known.get(key) ?? imageOf(drawing, data, side);
  images.set(drawing, known.set(key, image));
  return image;
}

/**
 * The drawing as an image of a data set: side² intensities, 1 where all is ink. Each pixel is the mean of the ink on its
 * area, so that all ink is there, and an image of 14×14 is that of 28×28, pooled.
 * @param {Drawing} drawing
 * @param {DataSet} data
 * @param {number} [side] of own images
 */
export function imageOf(drawing, data, side = DATA_SETS[data].side) {
  const { kind } = DATA_SETS[data];
  const frame = FRAMES[/** @type {keyof typeof FRAMES} */ (kind)] * DRAWING_SIDE;
  const pixel = frame / side;
  const ink = inkOf(drawing);
  const [across, down] = [ink.columns, ink.rows].map((lines) => overlaps(placed(lines, frame), pixel, side));
  const sums = new Float64Array((side + 1) * side);
  for (let row = 0; row < DRAWING_SIDE; row += 1) {
    if (ink.rows[row] === 0) continue;
    const line = pooled(drawing.subarray(row * DRAWING_SIDE, (row + 1) * DRAWING_SIDE), across, side);
    const [above, below] = [1 - down.beyond[row], down.beyond[row]];
    const at = down.first[row] * side;
    for (let column = 0; column < side; column += 1) {
      sums[at + column] += above * line[column];
      sums[at + side + column] += below * line[column];
    }
  }
  return Float32Array.from(sums.subarray(0, side * side), (sum) => Math.min(sum / (255 * pixel * pixel), 1));
}

/**
 * A line of the drawing as a line of the image.
 * @param {Drawing} line
 * @param {ReturnType<typeof overlaps>} overlap
 * @param {number} side
 */
function pooled(line, { first, beyond }, side) {
  const sums = new Float64Array(side + 1);
  for (let place = 0; place < DRAWING_SIDE; place += 1) {
    sums[first[place]] += line[place] * (1 - beyond[place]);
    sums[first[place] + 1] += line[place] * beyond[place];
  }
  return sums;
}

/**
 * The ink of each column and of each row.
 * @param {Drawing} drawing
 */
function inkOf(drawing) {
  const [columns, rows] = [new Float64Array(DRAWING_SIDE), new Float64Array(DRAWING_SIDE)];
  for (let row = 0; row < DRAWING_SIDE; row += 1) {
    for (let column = 0; column < DRAWING_SIDE; column += 1) {
      const ink = drawing[row * DRAWING_SIDE + column];
      columns[column] += ink;
      rows[row] += ink;
    }
  }
  return { columns, rows };
}

/**
 * Where the drawing begins in its frame: such that its centre of mass is in the middle, as far as no ink leaves the frame.
 * @param {Float64Array} ink by column, or by row
 * @param {number} frame
 */
function placed(ink, frame) {
  const total = ink.reduce((sum, value) => sum + value, 0);
  if (frame === DRAWING_SIDE || total === 0) return (frame - DRAWING_SIDE) / 2;
  const centre = ink.reduce((sum, value, line) => sum + value * (line + 0.5), 0) / total;
  const first = ink.findIndex((value) => value > 0);
  const last = ink.findLastIndex((value) => value > 0);
  return Math.min(Math.max(frame / 2 - centre, -first), frame - last - 1);
}

/**
 * For each line of the drawing the first line of the image on which it lies, and how much of it lies beyond, on the next.
 * @param {number} begin of the drawing in its frame
 * @param {number} pixel its lines to a line of the image: more than one
 * @param {number} side
 */
function overlaps(begin, pixel, side) {
  // Lines outside the frame are blank, and counted to its edge.
  const starts = Float64Array.from({ length: DRAWING_SIDE }, (_, line) => Math.max(begin + line, 0));
  const first = Int32Array.from(starts, (start) => Math.min(Math.floor(start / pixel), side - 1));
  return {
    first,
    beyond: starts.map((start, line) => Math.min(Math.max(start + 1 - (first[line] + 1) * pixel, 0), 1)),
  };
}

/**
 * What a run makes of the drawing: Σ (x̂ − x)², summed over pixels as all errors are; `undefined` where it has none.
 * @param {{tiles: Tiles, inputs: Float32Array, reconstructions: Float32Array}} picture
 */
export function drawingError({ tiles: { side, columns, rows }, inputs, reconstructions }) {
  const row = rows.indexOf(DRAWING_ROW);
  if (row < 0 || side === 0) return undefined;
  const begin = row * columns * side * side;
  return inputs.subarray(begin).reduce((sum, x, pixel) => sum + (reconstructions[begin + pixel] - x) ** 2, 0);
}
