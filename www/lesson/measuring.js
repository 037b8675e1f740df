/** What a run came to at a step, for who compares it with what was predicted: numbers, or a sentence why there are none. Pure. */

import { lastPoint, pointAt, pointCount } from "../base/curve.js";
import { formatCount } from "../base/format.js";
import { snapshotOf, stepOf } from "../lanes/lanes.js";

/** @import { CurvePoint } from "../base/curve.js" */
/** @import { Lane } from "../lanes/lanes.js" */
/** @import { Change, RunEvent } from "../base/protocol.js" */

/** A row of a curve, and the gap. @typedef {CurvePoint & {gap: number}} Point */

/**
 * What there is to compare with: it has not come yet; it will not come; or the numbers.
 * @template T
 * @typedef {{is: "awaited", until: string} | {is: "missing", why: string} | {is: "there", found: T}} Measured
 */

/** @param {string} until @returns {{is: "awaited", until: string}} */
export const awaited = (until) => ({ is: "awaited", until });
/** @param {string} why @returns {{is: "missing", why: string}} */
export const missing = (why) => ({ is: "missing", why });
/** @template T @param {T} found @returns {{is: "there", found: T}} */
export const there = (found) => ({ is: "there", found });

/**
 * The runs of these names at a step.
 * @param {readonly Lane[]} lanes
 * @param {readonly string[]} names
 * @param {number} step
 * @returns {Measured<Point[]>}
 */
export function measuredAt(lanes, names, step) {
  /** @type {Point[]} */
  const found = [];
  /** @type {Measured<Point[]> | undefined} */
  let waits;
  for (const name of names) {
    const lane = lanes.find((one) => one.name === name);
    if (!lane) return missing(`Run ${name}, which was asked about, was removed.`);
    if (lane.status === "failed" || lane.status === "rejected") return missing(`Run ${name} could not be trained.`);
    const reached = stepOf(lane);
    if (lane.status === "diverged" && reached < step)
      return missing(`Run ${name} diverged before step ${formatCount(step)}, so there is nothing to compare with.`);
    const point = lane.picture && reached >= step ? pointOf(lane, step) : undefined;
    if (!point) waits = awaited(`at step ${formatCount(step)}`);
    else if (!Number.isFinite(point.train) || !Number.isFinite(point.heldOut))
      return missing(`At step ${formatCount(step)} the errors of run ${name} are no finite numbers.`);
    else found.push(point);
  }
  return waits ?? there(found);
}

/**
 * What was measured of a run at a step, or at the last point of its curve before.
 * @param {Lane} lane
 * @param {number} step
 * @returns {Point | undefined}
 */
function pointOf(lane, step) {
  const point = lane.picture && lastPoint(lane.picture.curve, step);
  const { evaluation } = lane.picture?.snapshot ?? {};
  // At rest a run has been measured, whether or not its curve has a point there.
  const now = evaluation && evaluation.step === step && point?.step !== step ? evaluation : undefined;
  return point && { ...point, ...now, gap: (now ?? point).heldOut - (now ?? point).train };
}

/**
 * The first change of a setting to this value.
 * @template {keyof Change} F
 * @param {Lane | undefined} lane
 * @param {F} field
 * @param {Change[F]} to
 * @returns {RunEvent | undefined}
 */
export function changeTo(lane, field, to) {
  const events = (lane && snapshotOf(lane)?.events) ?? [];
  return events.find((event) => event.field === field && event.to === to);
}

/**
 * The points of a curve before and after a jump, both of its step.
 * @param {Lane} lane
 * @param {number} step
 * @returns {{before: CurvePoint, after: CurvePoint} | undefined}
 */
export function aroundJump({ picture }, step) {
  const curve = picture?.curve;
  if (!curve) return undefined;
  for (let index = pointCount(curve) - 1; index > 0; index -= 1) {
    const [before, after] = [pointAt(curve, index - 1), pointAt(curve, index)];
    if (before.step === step && after.step === step) return { before, after };
  }
  return undefined;
}
