/** Where things stand on a drawn chart, and what its series say at a step. Pure. */

import { nearest } from "../../base/curve.js";

/** Where a chart was drawn: pixels of its plane, and the numbers at its edges. @typedef {{left: number, top: number, right: number, bottom: number, xMin: number, xMax: number, yMin: number, yMax: number}} Geometry */

/**
 * A line of a chart. In the crosshair's table it stands in `row` and `column`.
 * @typedef {object} Series
 * @property {string} label at its end; empty for none
 * @property {string} color
 * @property {"solid" | "dashed" | "broken" | "dotted" | "level"} line a level is dotted, across the whole chart
 * @property {"full" | "thin" | "faint"} weight
 * @property {Float64Array} points steps and values in turn
 * @property {string} row
 * @property {string} column
 * @property {string} [lane] whose colour the row has
 */

/** A chart as it was drawn; `unit`: what its horizontal axis counts, one of it. @typedef {{geometry: Geometry, logX: boolean, logY: boolean, series: Series[], unit: string, muted: string, ink: string, background: string, textScale: number}} Drawing */
/** The value of a series nearest to a step. @typedef {{series: Series, step: number, value: number}} Reading */

/**
 * The values nearest to `step`, or to the last one there is, of all series that reach it but the faint ones: a curve goes
 * as far beyond its last point as that is from the one before.
 * @param {readonly Series[]} series
 * @param {number} step
 * @returns {Reading[]}
 */
export function readAt(series, step) {
  const at = Math.min(step, Math.max(...series.map((one) => (one.line === "level" ? 0 : (one.points.at(-2) ?? 0)))));
  return series.flatMap((one) => {
    const index = one.line === "level" ? one.points.length / 2 - 1 : nearest(one.points, at);
    const read = index >= 0 && one.weight !== "faint" && reachOf(one) >= at;
    return read ? [{ series: one, step: one.points[2 * index], value: one.points[2 * index + 1] }] : [];
  });
}

/** @param {Series} series */
function reachOf({ line, points }) {
  const last = points.at(-2) ?? 0;
  return line === "level" ? Infinity : 2 * last - (points.at(-4) ?? last);
}

/**
 * The readings as a table: a row for each run, the columns in the order in which they come up.
 * @param {readonly Reading[]} readings
 */
export function tableOf(readings) {
  const columns = [...new Set(readings.map(({ series }) => series.column))];
  const rows = [...new Set(readings.map(({ series }) => series.row))].map((name) => {
    const own = readings.filter(({ series }) => series.row === name);
    const values = columns.map((column) => own.find(({ series }) => series.column === column)?.value);
    return { name, lane: own[0].series.lane, values };
  });
  return { columns, rows };
}

/**
 * Where a step stands between the left edge, 0, and the right edge, 1.
 * @param {Pick<Drawing, "geometry" | "logX">} drawing
 * @param {number} step
 */
export function shareOf({ geometry: { xMin, xMax }, logX }, step) {
  return logX ? Math.log1p(step) / Math.log1p(xMax) : (step - xMin) / (xMax - xMin);
}

/**
 * The step at a share of the horizontal axis, within its ends.
 * @param {Pick<Drawing, "geometry" | "logX">} drawing
 * @param {number} share
 */
export function stepAt({ geometry: { xMin, xMax }, logX }, share) {
  const within = Math.min(Math.max(share, 0), 1);
  return logX ? Math.expm1(within * Math.log1p(xMax)) : xMin + within * (xMax - xMin);
}

/**
 * How far below the chart's top a value is drawn, in CSS pixels; what is outside is at the nearer edge.
 * @param {Pick<Drawing, "geometry" | "logY">} drawing
 * @param {number} value
 */
export function heightOf({ geometry: { top, bottom, yMin, yMax }, logY }, value) {
  const scale = logY ? Math.log : (/** @type {number} */ v) => v;
  const within = Math.min(Math.max(value, yMin), yMax);
  return bottom - ((scale(within) - scale(yMin)) / (scale(yMax) - scale(yMin))) * (bottom - top);
}
