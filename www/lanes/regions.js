/**
 * Where in the plane of copy index C and gap a run can be a memorizer, a copier, a learner or a squeezer: the bounds of
 * {@link characterOf}, as far as these two numbers have a say.
 *
 * Nowhere do they decide alone, so regions overlap, and each says what else it takes. The learner's ends at the copier's although no bound
 * of the verdict says so: C² ≤ N for every linear map, by Cauchy and Schwarz, and a learner has N ≤ 0.3.
 */

import { formatSetting } from "../base/format.js";
import {
  COPIES,
  ENLARGED,
  HARDLY,
  KEPT,
  LEAST_COPY,
  NOISE_PASSES,
  SQUEEZED,
  boundsOf,
  isEntropy,
} from "./thresholds.js";

/** @import { RunConfig } from "../base/protocol.js" */
/** @import { Character } from "./verdict.js" */

/**
 * @typedef {object} Region
 * @property {Extract<Character, "memorizer" | "copier" | "learner" | "squeezer">} character
 * @property {readonly [number, number]} copyIndex from where to where
 * @property {readonly [number, number]} gap
 * @property {string} besides what else a run there has to be: of the bounds that are not seen, the one on noise kept
 */

/**
 * The regions for runs of these data; a squeezer's for each number of hidden units below n.
 * @param {RunConfig["loss"]} loss
 * @param {number} inputs n
 * @param {readonly number[]} hiddenUnits of the runs
 * @returns {Region[]}
 */
export function regionsOf(loss, inputs, hiddenUnits) {
  const { byHeart, comesBack } = boundsOf(loss, inputs);
  const all = /** @type {const} */ ([-Infinity, Infinity]);
  // Squared errors of new images say whether these come back, and with them how large a gap may be.
  const bounded = !isEntropy(loss);
  const bottlenecks = [...new Set(hiddenUnits)].filter((k) => k < inputs).sort((a, b) => a - b);
  return [
    {
      character: "memorizer",
      copyIndex: [-Infinity, COPIES],
      gap: [bounded ? byHeart * comesBack : 0, Infinity],
      besides: `noise kept above ${formatSetting(NOISE_PASSES)}`,
    },
    {
      character: "copier",
      copyIndex: [COPIES, Infinity],
      gap: all,
      besides: `noise kept ${formatSetting(NOISE_PASSES)} to ${formatSetting(ENLARGED)}`,
    },
    {
      character: "learner",
      copyIndex: [LEAST_COPY, COPIES],
      gap: [-Infinity, bounded ? comesBack : Infinity],
      besides: `noise kept up to ${formatSetting(HARDLY)}`,
    },
    ...bottlenecks.map((k) => ({
      character: /** @type {const} */ ("squeezer"),
      copyIndex: /** @type {const} */ ([(KEPT * k) / inputs, Infinity]),
      gap: all,
      besides: `k = ${k}, noise kept below ${formatSetting(SQUEEZED)}`,
    })),
  ];
}
