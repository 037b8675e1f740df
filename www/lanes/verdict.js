/**
 * One sentence about a run, worked out from its numbers and never stronger than they are.
 *
 * Characters by errors, copy index C and noise kept N: a memorizer redraws its own images and not new ones, and N is near 1 or
 * above; a copier has C and N near 1; where new images come back, N decides between a learner (small) and an amplifier (above 1).
 * A bottleneck squeezes, too much λ flattens; what is on its way from one to another is said to be so in part.
 */

import { pointAt, pointBefore, pointCount } from "../base/curve.js";
import { formatCount, formatNumber, formatSetting } from "../base/format.js";
import {
  COPIES,
  DAMPED,
  DRAWN,
  ENLARGED,
  EXPLODED,
  FELT,
  FEWEST_STEPS,
  HARDLY,
  KEPT,
  LEAST_COPY,
  NEXT_TO_NOTHING,
  NOISE_PASSES,
  NOISE_VARIANCE,
  SETTLED,
  SQUEEZED,
  boundsOf,
  isEntropy,
} from "./thresholds.js";

import { isPlane } from "../images/points.js";
import { planeSentence } from "./plane_verdict.js";

/** @import { Evaluation, RunConfig, RunEvent, Snapshot } from "../base/protocol.js" */

/** @typedef {"untrained" | "exploded" | "collapsed" | "copier" | "amplifier" | "memorizer" | "flattened" | "learner" | "squeezer" | "beginner" | "part copier" | "part memorizer" | "damper"} Character */

/**
 * What a verdict is worked out from.
 * @typedef {object} Evidence
 * @property {string} name of the lane
 * @property {RunConfig} config
 * @property {Snapshot} snapshot
 * @property {Float64Array} curve
 * @property {Float64Array} [passes] of a run on points about a curve
 * @property {number} spread of the reconstructions of held-out images, as a share of the images' own; see `base/spread.js`
 */

/**
 * The verdict, and whether the evidence for it is settled. A run on points has no character but that of one that has blown up.
 * @param {Evidence} evidence
 * @returns {{character: Character | undefined, firm: boolean, text: string, since: string}} `since`: the end of `text` that says what a change has done
 */
export function verdict(evidence) {
  const { name, config, snapshot, spread, passes } = evidence;
  if (isPlane(config.data) && !hasExploded(evidence)) {
    const text = `${name} ${planeSentence(snapshot.evaluation, passes)}.`;
    return { character: undefined, firm: snapshot.evaluation.step > 0 && isSettled(evidence), text, since: "" };
  }
  const character = characterOf(evidence);
  const since = sinceText(evidence);
  const text = `${name} ${SENTENCES[character](snapshot.evaluation, snapshot, spread)}${since}.`;
  return { character, firm: character !== "untrained" && isSettled(evidence), text, since };
}

/** @param {Pick<Evidence, "snapshot" | "curve">} evidence */
function hasExploded({ snapshot: { evaluation }, curve }) {
  return pointCount(curve) > 0 && evaluation.heldOut > EXPLODED * pointAt(curve, 0).heldOut;
}

/**
 * @param {Evidence} evidence
 * @returns {Character}
 */
export function characterOf({ snapshot, config, curve, spread }) {
  const { step, train, gap, heldOut, copyIndex, noiseKept, denoisingError } = snapshot.evaluation;
  const { inputs, hiddenUnits, lambda } = snapshot;
  const entropy = isEntropy(config.loss);
  if (step === 0) return "untrained";
  if (hasExploded({ snapshot, curve })) return "exploded";
  if (spread < 0.02) return "collapsed";
  if (copyIndex >= COPIES && noiseKept >= NOISE_PASSES) return noiseKept < ENLARGED ? "copier" : "amplifier";
  const { byHeart, comesBack } = boundsOf(config.loss, inputs);
  const memorizes = gap / heldOut >= byHeart && train <= comesBack;
  // A cross-entropy does not say it, for it is far above 0 at x̂ = x; what D has beside the noise is about the squared error.
  const newOnesComeBack = entropy ? denoisingError - noiseKept <= DRAWN : heldOut <= comesBack;
  if (memorizes && !newOnesComeBack && noiseKept > NOISE_PASSES) return "memorizer";
  if (step < FEWEST_STEPS) return "beginner";
  const felt = lambda * Math.min(hiddenUnits, inputs) >= FELT * (inputs * NOISE_VARIANCE);
  if (felt && noiseKept < HARDLY && (spread < 0.5 || copyIndex < LEAST_COPY)) return "flattened";
  if (newOnesComeBack && noiseKept <= HARDLY && copyIndex >= LEAST_COPY) return "learner";
  if (hiddenUnits < inputs && noiseKept < SQUEEZED && copyIndex >= (KEPT * hiddenUnits) / inputs) return "squeezer";
  if (noiseKept >= ENLARGED) return "amplifier";
  if (copyIndex >= 0.35) return "part copier";
  return memorizes ? "part memorizer" : "damper";
}

/** @type {Record<Character, (evaluation: Evaluation, snapshot: Snapshot, spread: number) => string>} */
const SENTENCES = {
  untrained: (_, s) => (s.step === 0 ? "is not trained yet" : "has not been measured since its first step"),
  exploded: (e) =>
    `has blown up: its error is ${formatNumber(e.heldOut)}, far above that of its first weights. A lower learning rate helps`,
  collapsed: () => "has collapsed: it draws nearly the same image for everything",
  copier: (e) =>
    `copies: changes pass straight through (copy index ${formatNumber(e.copyIndex)}), noise comes out as noise`,
  amplifier: (e, s) =>
    `${besideNoise(e, s)}noise: copy index ${formatNumber(e.copyIndex)}, noise kept ${formatNumber(e.noiseKept)}`,
  memorizer: (e) =>
    `memorizes: error ${formatNumber(e.train)} on its own images, ${formatNumber(e.heldOut)} on new ones`,
  flattened: (_, s, spread) =>
    `is flattened: at λ = ${formatSetting(s.lambda)} what it draws varies only ${formatNumber(spread)} times as much as the images`,
  learner: (e) =>
    `learns: new images come back (error ${formatNumber(e.heldOut)}), and of noise only ${formatNumber(e.noiseKept)}`,
  squeezer: (_, s) =>
    `squeezes: ${s.hiddenUnits} ${s.hiddenUnits === 1 ? "unit keeps" : "units keep"} what the images share and ${s.hiddenUnits === 1 ? "loses" : "lose"} the rest`,
  beginner: (e) =>
    `has only begun: error ${formatNumber(e.train)} on its own images, ${formatNumber(e.heldOut)} on new ones`,
  "part copier": (e) =>
    `copies in part: copy index ${formatNumber(e.copyIndex)}, noise kept ${formatNumber(e.noiseKept)}`,
  "part memorizer": (e) =>
    `memorizes in part: error ${formatNumber(e.train)} on its own images, ${formatNumber(e.heldOut)} on new ones, noise kept ${formatNumber(e.noiseKept)}`,
  damper: (e) =>
    `${e.noiseKept <= DAMPED ? "damps noise" : "lets noise through"} (noise kept ${formatNumber(e.noiseKept)}) and redraws new images with error ${formatNumber(e.heldOut)}`,
};

/**
 * What a run does besides enlarging noise.
 * @param {Evaluation} evaluation
 * @param {Snapshot} snapshot
 */
function besideNoise({ copyIndex, heldOut }, { inputs }) {
  if (copyIndex >= ENLARGED) return "enlarges changes and ";
  if (copyIndex >= COPIES) return "copies, and enlarges ";
  return heldOut <= DRAWN * inputs * NOISE_VARIANCE
    ? `redraws new images with error ${formatNumber(heldOut)}, but enlarges `
    : "enlarges ";
}

/**
 * What a change during the run did to noise kept.
 * @param {Evidence} evidence
 */
function sinceText({ snapshot, curve }) {
  const event = /** @type {RunEvent | undefined} */ (snapshot.events.findLast(({ step }) => step > 0));
  const before = event && pointBefore(curve, event.step);
  if (!event || !before || snapshot.evaluation.step < event.step + FEWEST_STEPS / 2) return "";
  return `; noise kept ${formatNumber(before.noiseKept)} → ${formatNumber(snapshot.evaluation.noiseKept)} since step ${formatCount(event.step)}`;
}

/**
 * Whether held-out error and noise kept have come to rest.
 * @param {Pick<Evidence, "snapshot" | "curve">} evidence
 */
export function isSettled({ snapshot, curve }) {
  const { step, heldOut, noiseKept } = snapshot.evaluation;
  const slack = NEXT_TO_NOTHING * snapshot.inputs * NOISE_VARIANCE;
  const changed = snapshot.events.at(-1)?.step ?? 0;
  if (step < changed + FEWEST_STEPS) return false;
  for (let index = pointCount(curve) - 1; index >= 0; index -= 1) {
    const point = pointAt(curve, index);
    if (point.step < Math.max(0.8 * step, changed)) break;
    if (differs(point.heldOut, heldOut, slack) || differs(point.noiseKept, noiseKept, NEXT_TO_NOTHING)) return false;
  }
  return true;
}

/**
 * @param {number} a
 * @param {number} b
 * @param {number} slack what is next to nothing
 */
function differs(a, b, slack) {
  return !(Math.abs(a - b) <= Math.max(SETTLED * Math.max(Math.abs(a), Math.abs(b)), slack));
}
