/** What is said of a run whose numbers were no longer finite. */

import { formatCount, formatNumber, formatSetting } from "../base/format.js";
import { isCoupled } from "../settings/settings.js";

/** @import { RunConfig, Snapshot } from "../base/protocol.js" */

/**
 * What happened, why, and where the run stands.
 * @param {string} name of its lane
 * @param {RunConfig} config as it is there
 * @param {Snapshot} snapshot
 */
export function divergenceText(name, config, snapshot) {
  const { step, divergence, evaluation } = snapshot;
  const where = `Run ${name} diverged: after step ${formatCount(divergence?.step ?? step)} ${divergence?.quantity} was no longer a finite number.`;
  return `${where} ${likelyCause(config)} It is back at step ${formatCount(step)}, with a train error of ${formatNumber(evaluation.train)}.`;
}

/** Whether a step is the longer, the longer the gradient is. @type {Readonly<Record<RunConfig["optimizer"], boolean>>} */
const IN_PROPORTION = Object.freeze({ sgd: true, momentum: true, adam: false });

/** @param {RunConfig} config */
function likelyCause(config) {
  const { optimizer, lambda, learningRate, initGain } = config;
  const pull = 2 * learningRate * lambda;
  if (pull > 2 && (IN_PROPORTION[optimizer] || !isCoupled(config)))
    return `Likely cause: the penalty overshoots, 2ηλ = ${formatSetting(pull)} is more than 2.`;
  if (initGain > 10) return `Likely cause: the initial weights, with a gain of ${formatSetting(initGain)}.`;
  return `Likely cause: a learning rate too high, ${formatSetting(learningRate)}.`;
}
