/** A run whose numbers were no longer finite: what is said of it, and whether it can go on. */

import { pointAt, pointCount } from "./curve.js";
import { formatCount, formatNumber, formatSetting } from "./format.js";

/** @import { Lane } from "./lanes.js" */
/** @import { RunConfig, Snapshot } from "./protocol.js" */

/**
 * A lane whose run has diverged: where it stands, and why.
 * @param {Lane} lane with the snapshot as its picture
 * @param {Snapshot} snapshot
 * @returns {Lane}
 */
export function diverged(lane, { step, divergence, lambda, tied, learningRate }) {
  const config = { ...lane.config, lambda, tied, learningRate };
  const next = { ...lane, config, status: /** @type {const} */ ("diverged") };
  const where = `Run ${lane.name} diverged: after step ${formatCount(divergence?.step ?? step)} ${divergence?.quantity} was no longer a finite number.`;
  const stands = `It stands at step ${formatCount(step)}, the last from which an update was finite`;
  const lost = canGoOn(next) ? "" : `, with an error of ${formatNumber(next.picture?.snapshot.evaluation.train ?? NaN)}, too far gone to go on`;
  return { ...next, problem: `${where} ${likelyCause(config)} ${stands}${lost}.` };
}

/** A run whose error is as many times that of its first weights does not come back. */
const LOST = 1e6;

/**
 * Whether a diverged run stands where a lower learning rate can still help.
 * @param {Lane} lane
 */
export function canGoOn({ status, picture }) {
  if (status !== "diverged" || !picture) return false;
  return pointCount(picture.curve) === 0 || picture.snapshot.evaluation.train < LOST * pointAt(picture.curve, 0).train;
}

/** @param {RunConfig} config */
function likelyCause({ optimizer, decay, lambda, learningRate, initGain }) {
  const pull = 2 * learningRate * lambda;
  if (pull > 2 && (optimizer !== "adam" || decay === "decoupled")) return `Likely cause: the penalty overshoots, 2ηλ = ${formatSetting(pull)} is more than 2.`;
  if (initGain > 10) return `Likely cause: the initial weights, with a gain of ${formatSetting(initGain)}.`;
  return `Likely cause: a learning rate too high, ${formatSetting(learningRate)}.`;
}

/**
 * A diverged run goes on from its last finite state with half the learning rate.
 * @param {Lane} lane
 * @returns {Lane}
 */
export function goOn(lane) {
  return { ...lane, status: "ready", problem: "", config: { ...lane.config, learningRate: lane.config.learningRate / 2 } };
}
