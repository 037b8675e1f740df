/** What is said of a run whose numbers were no longer finite, and whether it can go on from where it stands. */

import { pointAt, pointCount } from "./curve.js";
import { formatCount, formatNumber, formatSetting } from "./format.js";

/** @import { RunConfig, Snapshot } from "./protocol.js" */

/** A run whose error is as many times that of its first weights was not seen to come back. */
const LOST = 1e6;

/**
 * Whether a run stands too far from where it began for a lower learning rate to help.
 * @param {Snapshot} snapshot
 * @param {Float64Array} curve
 */
export function isLost({ evaluation }, curve) {
  return pointCount(curve) > 0 && evaluation.train >= LOST * pointAt(curve, 0).train;
}

/**
 * What happened, why, and where the run stands.
 * @param {string} name of its lane
 * @param {RunConfig} config as it is there
 * @param {Snapshot} snapshot
 * @param {Float64Array} curve
 */
export function divergenceText(name, config, snapshot, curve) {
  const { step, divergence, evaluation } = snapshot;
  const where = `Run ${name} diverged: after step ${formatCount(divergence?.step ?? step)} ${divergence?.quantity} was no longer a finite number.`;
  const lost = isLost(snapshot, curve) ? `, with an error of ${formatNumber(evaluation.train)}, too far gone to go on` : "";
  return `${where} ${likelyCause(config)} It stands at step ${formatCount(step)}, the last from which an update was finite${lost}.`;
}

/** @param {RunConfig} config */
function likelyCause({ optimizer, decay, lambda, learningRate, initGain }) {
  const pull = 2 * learningRate * lambda;
  if (pull > 2 && (optimizer !== "adam" || decay === "decoupled")) return `Likely cause: the penalty overshoots, 2ηλ = ${formatSetting(pull)} is more than 2.`;
  if (initGain > 10) return `Likely cause: the initial weights, with a gain of ${formatSetting(initGain)}.`;
  return `Likely cause: a learning rate too high, ${formatSetting(learningRate)}.`;
}
