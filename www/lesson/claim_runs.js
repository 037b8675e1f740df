/** What the claims come to under any seed: those that were measured are known, the others have to be trained. Pure. */

import { lastPoint, pointAt, pointCount } from "../base/curve.js";
import { keyOf } from "../settings/job.js";
import { configOf } from "../settings/presets.js";
import { CLAIMS } from "./claims.js";
import { MEASURED } from "./measured.js";
import { pieces } from "./text.js";

/** @import { CurvePoint } from "../base/curve.js" */
/** @import { Evaluation, Outcome } from "../base/protocol.js" */
/** @import { Job } from "../settings/job.js" */
/** @import { ClaimId, Measure } from "./claims.js" */

/** Of a network as it stands: no curve is needed for them. @type {readonly Measure[]} */
const OF_EVALUATION = Object.freeze(["train", "heldOut", "gap", "copyIndex", "noiseKept", "trainOverOptimum"]);

/** Of the gradient ledger. @type {readonly Measure[]} */
export const OF_LEDGER = Object.freeze(["dataGradient", "penaltyGradient", "gradientCosine", "gradientSum"]);

/** What only a lane shows: besides the ledger the readouts of points, and what is left of the first weights. @type {readonly Measure[]} */
const OF_LANE = Object.freeze([...OF_LEDGER, "normalPass", "tangentPass", "outsideBefore", "outside"]);

/** The claims that a text names. @param {string} text */
export function claimsIn(text) {
  return pieces(text).flatMap((piece) => (piece.type === "measured" ? [piece.claim] : []));
}

/**
 * What was measured of a claim under a seed.
 * @param {ClaimId} claim
 * @param {number} seed
 * @returns {number | undefined}
 */
export function measuredUnder(claim, seed) {
  return MEASURED[claim][seed - 1];
}

/**
 * The run that a claim is of, under a seed.
 * @param {ClaimId} claim
 * @param {number} seed
 * @returns {Job | undefined} none where no errand can measure it
 */
export function jobOf(claim, seed) {
  const { run, events = [], step, measure } = CLAIMS[claim];
  if (OF_LANE.includes(measure)) return undefined;
  return { config: configOf(run, seed), events, until: step, wantsCurve: !OF_EVALUATION.includes(measure) };
}

/**
 * The runs that have to be trained for these claims under a seed, each once.
 * @param {readonly ClaimId[]} claims
 * @param {number} seed
 */
export function jobsFor(claims, seed) {
  /** @type {Map<string, Job>} */
  const jobs = new Map();
  for (const claim of claims) {
    const job = measuredUnder(claim, seed) === undefined ? jobOf(claim, seed) : undefined;
    if (!job) continue;
    const known = jobs.get(keyOf(job));
    jobs.set(keyOf(job), { ...job, wantsCurve: job.wantsCurve || known?.wantsCurve });
  }
  return [...jobs.values()];
}

/**
 * What a claim comes to in a run that was trained for it.
 * @param {ClaimId} claim
 * @param {Outcome} outcome
 * @returns {number | undefined} none where the run diverged
 */
export function valueIn(claim, { evaluation, theory, curve, divergence }) {
  if (divergence) return undefined;
  const { measure } = CLAIMS[claim];
  if (measure === "trainOverOptimum") return theory ? evaluation.train / theory.train : undefined;
  if (OF_EVALUATION.includes(measure)) return evaluation[/** @type {keyof Evaluation} */ (measure)];
  if (!curve) return undefined;
  if (measure === "lowestHeldOut" || measure === "lowestStep") {
    const points = Array.from({ length: pointCount(curve) }, (_, at) => pointAt(curve, at));
    const lowest = points.reduce((best, point) => (point.heldOut < best.heldOut ? point : best));
    return measure === "lowestStep" ? lowest.step : lowest.heldOut;
  }
  return lastPoint(curve)?.[/** @type {keyof CurvePoint} */ (measure)];
}
