/** A run as it was at a point of its curve: a lane as all views take one. Pure functions. */

import { inBytes, madeOf } from "../base/kept.js";
import { lastPoint, pointAt, pointCount } from "../base/curve.js";
import { CURVE_COLUMNS } from "../base/protocol.js";
import { DRAWING_ROW } from "../images/drawing.js";
import { plannedOf } from "../settings/recipe.js";
import { liveOf } from "../settings/settings.js";
import { snapshotOf, withEvents } from "./lanes.js";

/** @import { KeptPoint } from "../base/kept.js" */
/** @import { Evaluation, Snapshot, TileRow, Tiles } from "../base/protocol.js" */
/** @import { Lane, Picture } from "./lanes.js" */

/**
 * The kept point of a lane's run that is nearest to a step, the earlier of two equally near.
 * @param {Lane} lane
 * @param {number} step
 * @returns {KeptPoint | undefined}
 */
export function keptNear(lane, step) {
  if (!snapshotOf(lane)) return undefined;
  return lane.kept.reduce(
    (best, point) => (best && Math.abs(best.step - step) <= Math.abs(point.step - step) ? best : point),
    /** @type {KeptPoint | undefined} */ (undefined),
  );
}

/**
 * The step from which on there is only now: that of the last point of all curves.
 * @param {readonly Lane[]} lanes
 */
export function lastStep(lanes) {
  return Math.max(0, ...lanes.map(({ picture }) => (picture && lastPoint(picture.curve)?.step) ?? 0));
}

/**
 * All that is shown of a lane, as it was at a point that is kept of its run.
 * @param {Lane} lane whose run has come to that point
 * @param {KeptPoint} point
 * @param {boolean} uniformNoise whether the row of noise shows uniform noise now
 * @returns {Lane}
 */
export function laneAt(lane, point, uniformNoise) {
  const { picture, config } = lane;
  if (!picture) return lane;
  const snapshot = snapshotAt(lane, picture.snapshot, point);
  return {
    ...lane,
    config: { ...config, ...liveOf(snapshot) },
    status: "ready",
    problem: "",
    note: "",
    atRest: true,
    picture: {
      snapshot,
      curve: curveUpTo(picture.curve, point.step),
      ...picturesAt(picture, point, uniformNoise),
      spread: point.spread,
    },
  };
}

/**
 * What a run that stands at the point says of itself.
 * @param {Lane} lane
 * @param {Snapshot} now
 * @param {KeptPoint} point
 * @returns {Snapshot}
 */
function snapshotAt({ start }, now, { step, row, receipt }) {
  const events = now.events.filter((event) => event.step <= step);
  const { lambda, tied, learningRate, trainingImages, batchSize } = withEvents(start, plannedOf(events));
  const matrix = now.inputs * now.hiddenUnits;
  return {
    ...now,
    step,
    epoch: step / Math.ceil(trainingImages / Math.min(batchSize, trainingImages)),
    parameters: now.parameters + (Number(now.tied) - Number(tied)) * matrix,
    lambda,
    tied,
    learningRate,
    evaluation: evaluationOf(row),
    theory: lambda === now.lambda && tied === now.tied ? now.theory : null,
    events,
    receipt,
    divergence: null,
  };
}

/** @param {Float64Array} row of a curve @returns {Evaluation} */
function evaluationOf(row) {
  const { step, train, heldOut, copyIndex, noiseKept, denoisingError, penalty, objective, thetaSquared } = pointAt(
    row,
    0,
  );
  const gap = heldOut - train;
  return { step, train, heldOut, gap, copyIndex, noiseKept, denoisingError, penalty, objective, thetaSquared };
}

/** @param {Float64Array} curve @param {number} step */
function curveUpTo(curve, step) {
  let count = pointCount(curve);
  while (count > 0 && curve[(count - 1) * CURVE_COLUMNS] > step) count -= 1;
  return curve.subarray(0, count * CURVE_COLUMNS);
}

/**
 * The rows of pictures of which what became of them is kept, and of the same images as now.
 * @param {Picture} now
 * @param {KeptPoint} point
 * @param {boolean} uniformNoise
 * @returns {Pick<Picture, "tiles" | "inputs" | "reconstructions">}
 */
function picturesAt({ tiles, inputs }, point, uniformNoise) {
  const size = tiles.columns * tiles.side ** 2;
  const shown = tiles.rows.flatMap((row, at) => {
    const images = inputs.subarray(at * size, (at + 1) * size);
    const made = row === DRAWING_ROW ? madeOf(point, inBytes(images)) : rowOf(point, row, size, uniformNoise);
    return made ? [{ row, images, made }] : [];
  });
  const count = shown.reduce((sum, { images }) => sum + images.length, 0);
  const pictures = { inputs: new Float32Array(count), reconstructions: new Float32Array(count) };
  let begin = 0;
  for (const { images, made } of shown) {
    pictures.inputs.set(images, begin);
    for (const [pixel, byte] of made.entries()) pictures.reconstructions[begin + pixel] = byte / 255;
    begin += images.length;
  }
  return { tiles: /** @type {Tiles} */ ({ ...tiles, rows: shown.map(({ row }) => row) }), ...pictures };
}

/**
 * What became of the images of a row.
 * @param {KeptPoint} point
 * @param {TileRow} row
 * @param {number} size
 * @param {boolean} uniformNoise
 */
function rowOf(point, row, size, uniformNoise) {
  const at = point.rows.indexOf(row);
  const isAsNow = at >= 0 && (row !== "noise" || point.uniformNoise === uniformNoise);
  return isAsNow ? point.pixels.subarray(at * size, (at + 1) * size) : undefined;
}
