/** What a person takes away: the curves as a table, the runs as they can be repeated. */

import { pointAt, pointCount } from "../base/curve.js";
import { formatReceipt } from "../base/format.js";
import { recipeOf, snapshotOf } from "../lanes/lanes.js";
import { CURVE } from "../base/protocol.js";

/** @import { Lane } from "../lanes/lanes.js" */
/** @import { Snapshot } from "../base/protocol.js" */

/** The quantities of a curve, each a column. */
const COLUMNS = /** @type {(keyof typeof CURVE)[]} */ (Object.keys(CURVE));

/**
 * Every point of every curve as comma-separated values (RFC 4180), with all digits.
 * @param {Lane[]} lanes
 */
export function curvesAsCsv(lanes) {
  const rows = lanes.flatMap((lane) => {
    const { name, picture } = lane;
    if (!picture || !snapshotOf(lane)) return [];
    return Array.from({ length: pointCount(picture.curve) }, (_, index) => {
      const point = pointAt(picture.curve, index);
      return [name, ...COLUMNS.map((column) => point[column])].join(",");
    });
  });
  return [["run", ...COLUMNS].join(","), ...rows, ""].join("\r\n");
}

/**
 * Every run with what repeats it, and the numbers it has come to.
 * @param {Lane[]} lanes
 * @param {string} link
 */
export function runsAsJson(lanes, link) {
  const runs = lanes.map((lane) => {
    const { step, receipt, evaluation, parameters } = snapshotOf(lane) ?? {};
    return {
      name: lane.name,
      ...recipeOf(lane),
      step,
      receipt: receipt === undefined ? receipt : formatReceipt(receipt),
      parameters,
      evaluation,
    };
  });
  return `${JSON.stringify({ link, runs }, null, 2)}\n`;
}

/**
 * What a file of weights says of the run they are of.
 * @param {Lane} lane
 * @param {Snapshot} snapshot that came with them: more may have been changed than is shown
 * @returns {Record<string, string>}
 */
export function weightsMetadata(lane, snapshot) {
  return {
    recipe: JSON.stringify(recipeOf(lane, snapshot)),
    step: String(snapshot.step),
    receipt: formatReceipt(snapshot.receipt),
  };
}
