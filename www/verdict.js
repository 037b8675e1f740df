/**
 * One sentence about a run, worked out from its numbers and never stronger than they are.
 *
 * Characters by gap, copy index C and denoising error D: a memorizer has a large gap and D near 1 or above, a copier C near 1
 * and D near 1, a learner a small C and a small D. A bottleneck squeezes, too much λ flattens; what is on its way from
 * one to another is said to be so in part.
 */

import { lastPoint, pointAt, pointCount } from "./curve.js";
import { formatCount, formatNumber, formatSetting } from "./format.js";

/** @import { Evaluation, RunConfig, RunEvent, Snapshot, Tiles } from "./protocol.js" */

/** @typedef {"untrained" | "exploded" | "collapsed" | "copier" | "amplifier" | "memorizer" | "flattened" | "learner" | "squeezer" | "beginner" | "part copier" | "part memorizer" | "damper"} Character */

/**
 * What a verdict is worked out from.
 * @typedef {object} Evidence
 * @property {string} name of the lane
 * @property {RunConfig} config
 * @property {Snapshot} snapshot
 * @property {Float64Array} curve
 * @property {number} spread of the reconstructions of held-out images, as a share of the images' own; see {@link spreadOf}
 */

/** An error of as many times that of the first weights is no learning. */
const EXPLODED = 10;
/** Squared errors up to this share of the energy of the noise of denoising error, … */
const DRAWN = 0.15;
/** … and cross-entropies up to this many nats a pixel, half of what a grey image for all has, are those of images that come back. */
const DRAWN_NATS = Math.LN2 / 2;
/** From this copy index on, changes pass straight through. */
const COPIES = 0.6;
/** Steps before which, and since a change after which, no verdict is firm. */
const FEWEST_STEPS = 200;
/** Held-out error and denoising error must have moved by less than this share over the last fifth of the run, … */
const SETTLED = 0.1;
/** … or by next to nothing: this share of the energy of the noise of denoising error. */
const NEXT_TO_NOTHING = 0.003;
/** The variance of that noise, a pixel. */
const NOISE_VARIANCE = 0.09;

/**
 * The verdict, and whether the evidence for it is settled.
 * @param {Evidence} evidence
 * @returns {{character: Character, firm: boolean, text: string}}
 */
export function verdict(evidence) {
  const { name, snapshot, spread } = evidence;
  const character = characterOf(evidence);
  const text = `${name} ${SENTENCES[character](snapshot.evaluation, snapshot, spread)}${since(evidence)}.`;
  return { character, firm: character !== "untrained" && isSettled(evidence), text };
}

/**
 * @param {Evidence} evidence
 * @returns {Character}
 */
export function characterOf({ snapshot, config, curve, spread }) {
  const { step, train, gap, heldOut, copyIndex, denoisingError } = snapshot.evaluation;
  const { inputs, hiddenUnits, lambda } = snapshot;
  const entropy = config.loss === "cross-entropy";
  if (step === 0) return "untrained";
  if (pointCount(curve) > 0 && heldOut > EXPLODED * pointAt(curve, 0).heldOut) return "exploded";
  if (spread < 0.02) return "collapsed";
  if (copyIndex >= COPIES && denoisingError >= 0.6) return denoisingError < 1.2 ? "copier" : "amplifier";
  const byHeart = gap / heldOut >= (entropy ? 0.3 : 0.6);
  const redrawn = train <= inputs * (entropy ? DRAWN_NATS : DRAWN * NOISE_VARIANCE);
  if (byHeart && redrawn && denoisingError > 0.8) return "memorizer";
  if (lambda > 0 && denoisingError < 0.6 && (spread < 0.5 || copyIndex < 0.05)) return "flattened";
  const drawn = entropy || heldOut <= DRAWN * inputs * NOISE_VARIANCE;
  if (denoisingError <= 0.32 && copyIndex >= 0.05 && drawn) return "learner";
  if (hiddenUnits < inputs && denoisingError < 0.9) return "squeezer";
  if (step < FEWEST_STEPS) return "beginner";
  if (denoisingError >= 1.2) return "amplifier";
  if (copyIndex >= 0.35) return "part copier";
  return byHeart && redrawn ? "part memorizer" : "damper";
}

/** @type {Record<Character, (evaluation: Evaluation, snapshot: Snapshot, spread: number) => string>} */
const SENTENCES = {
  untrained: (_, s) => (s.step === 0 ? "is not trained yet" : "has not been measured since its first step"),
  exploded: (e) => `has blown up: its error is ${formatNumber(e.heldOut)}, far above that of its first weights. A lower learning rate helps`,
  collapsed: () => "has collapsed: it draws nearly the same image for everything",
  copier: (e) => `copies: changes pass straight through (copy index ${formatNumber(e.copyIndex)}), noise comes out as noise`,
  amplifier: (e) => `${e.copyIndex >= COPIES ? "copies, and " : ""}enlarges noise: copy index ${formatNumber(e.copyIndex)}, denoising error ${formatNumber(e.denoisingError)}`,
  memorizer: (e) => `memorizes: error ${formatNumber(e.train)} on its own images, ${formatNumber(e.heldOut)} on new ones`,
  flattened: (_, s, spread) => `is flattened by λ = ${formatSetting(s.lambda)}: what it draws varies only ${formatNumber(spread)} times as much as the images`,
  learner: (e) => `learns: new images come back (error ${formatNumber(e.heldOut)}), noise hardly does (${formatNumber(e.noiseKept)})`,
  squeezer: (_, s) => `squeezes: ${s.hiddenUnits} ${s.hiddenUnits === 1 ? "unit keeps" : "units keep"} what the images share and ${s.hiddenUnits === 1 ? "loses" : "lose"} the rest`,
  beginner: (e) => `has only begun: error ${formatNumber(e.train)} on its own images, ${formatNumber(e.heldOut)} on new ones`,
  "part copier": (e) => `copies in part: copy index ${formatNumber(e.copyIndex)}, denoising error ${formatNumber(e.denoisingError)}`,
  "part memorizer": (e) => `memorizes in part: error ${formatNumber(e.train)} on its own images, ${formatNumber(e.heldOut)} on new ones; noise is damped to ${formatNumber(e.denoisingError)}`,
  damper: (e) => `damps noise to ${formatNumber(e.denoisingError)} and redraws new images with error ${formatNumber(e.heldOut)}`,
};

/**
 * What a change during the run did to denoising error.
 * @param {Evidence} evidence
 */
function since({ snapshot, curve }) {
  const event = /** @type {RunEvent | undefined} */ (snapshot.events.findLast(({ step }) => step > 0));
  const before = event && lastPoint(curve, event.step);
  if (!event || !before || snapshot.evaluation.step < event.step + FEWEST_STEPS / 2) return "";
  return `; denoising error ${formatNumber(before.denoisingError)} → ${formatNumber(snapshot.evaluation.denoisingError)} since step ${formatCount(event.step)}`;
}

/**
 * Whether held-out error and denoising error have come to rest.
 * @param {Pick<Evidence, "snapshot" | "curve">} evidence
 */
export function isSettled({ snapshot, curve }) {
  const { step, heldOut, denoisingError } = snapshot.evaluation;
  const slack = NEXT_TO_NOTHING * snapshot.inputs * NOISE_VARIANCE;
  const changed = snapshot.events.at(-1)?.step ?? 0;
  if (step < changed + FEWEST_STEPS) return false;
  for (let index = pointCount(curve) - 1; index >= 0; index -= 1) {
    const point = pointAt(curve, index);
    if (point.step < Math.max(0.8 * step, changed)) break;
    if (differs(point.heldOut, heldOut, slack) || differs(point.denoisingError, denoisingError, NEXT_TO_NOTHING)) return false;
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

/**
 * How much the reconstructions of held-out images differ from each other, as a share of how much the images do.
 * @param {Tiles} tiles
 * @param {Float32Array} inputs
 * @param {Float32Array} reconstructions
 */
export function spreadOf({ side, columns, rows }, inputs, reconstructions) {
  const size = side * side;
  const begin = Math.max(rows.indexOf("held-out"), 0) * columns * size;
  return variance(reconstructions, begin, columns, size) / variance(inputs, begin, columns, size);
}

/**
 * The variance between `count` images of `size` pixels, summed over pixels.
 * @param {Float32Array} images
 * @param {number} begin
 * @param {number} count
 * @param {number} size
 */
function variance(images, begin, count, size) {
  let total = 0;
  for (let pixel = begin; pixel < begin + size; pixel += 1) {
    let sum = 0;
    let squares = 0;
    for (let image = 0; image < count; image += 1) {
      const value = images[pixel + image * size];
      sum += value;
      squares += value * value;
    }
    total += squares / count - (sum / count) ** 2;
  }
  return total;
}
