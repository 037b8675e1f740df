/**
 * One sentence about a run, worked out from its numbers and never stronger than they are.
 *
 * Characters by gap, copy index C and noise kept D: a memorizer has a large gap and D above 1, a copier C near 1 and no
 * gap, a learner a small C and a small D.
 */

import { lastPoint, pointAt, pointCount } from "./curve.js";
import { formatNumber, formatSetting } from "./format.js";

/** @import { Evaluation, RunConfig, RunEvent, Snapshot, Tiles } from "./protocol.js" */

/** @typedef {"untrained" | "collapsed" | "copier" | "amplifier" | "memorizer" | "learner" | "flattened" | "squeezer" | "between"} Character */

/**
 * What a verdict is worked out from.
 * @typedef {object} Evidence
 * @property {string} name of the lane
 * @property {RunConfig} config
 * @property {Snapshot} snapshot
 * @property {Float64Array} curve
 * @property {number} spread of the reconstructions of held-out images, as a share of the images' own; see {@link spreadOf}
 */

/** Steps before which, and since a change after which, no verdict is firm. */
const FEWEST_STEPS = 200;
/** Held-out error and noise kept must have moved by less than this share over the last fifth of the run. */
const SETTLED = 0.1;
/** The noise of noise kept has this variance a pixel: the yardstick for a gap that is next to nothing. */
const NOISE_VARIANCE = 0.09;

/**
 * The verdict, and whether the evidence for it is settled.
 * @param {Evidence} evidence
 * @returns {{character: Character, firm: boolean, text: string}}
 */
export function verdict(evidence) {
  const { name, snapshot, config } = evidence;
  const character = characterOf(evidence);
  const text = `${name} ${SENTENCES[character](snapshot.evaluation, snapshot, config)}${since(evidence)}.`;
  return { character, firm: character !== "untrained" && isSettled(evidence), text };
}

/**
 * @param {Evidence} evidence
 * @returns {Character}
 */
export function characterOf({ snapshot, config, spread }) {
  const { step, gap, heldOut, copyIndex, noiseKept } = snapshot.evaluation;
  const { inputs, hiddenUnits, lambda } = snapshot;
  if (step === 0) return "untrained";
  if (spread < 0.02) return "collapsed";
  const lost = gap / heldOut;
  const memorized = lost >= (config.loss === "cross-entropy" ? 0.3 : 0.6) && noiseKept > 0.8;
  if (copyIndex >= 0.6 && noiseKept >= 0.6) {
    return noiseKept < 1.2 && gap < 0.015 * inputs * NOISE_VARIANCE ? "copier" : "amplifier";
  }
  if (memorized) return "memorizer";
  const drawn = config.loss === "cross-entropy" || heldOut <= 0.15 * inputs * NOISE_VARIANCE;
  if (noiseKept <= 0.32 && copyIndex >= 0.05 && drawn) return "learner";
  if (lambda > 0 && copyIndex < 0.05 && noiseKept < 0.6) return "flattened";
  if (hiddenUnits < inputs && noiseKept < 0.9) return "squeezer";
  return "between";
}

/** @type {Record<Character, (evaluation: Evaluation, snapshot: Snapshot, config: RunConfig) => string>} */
const SENTENCES = {
  untrained: () => "is not trained yet",
  collapsed: () => "has collapsed: it draws nearly the same image for everything",
  copier: (e) => `copies: changes pass straight through (copy index ${formatNumber(e.copyIndex)}), noise comes out as noise`,
  amplifier: (e) => `lets changes through and enlarges them: copy index ${formatNumber(e.copyIndex)}, noise kept ${formatNumber(e.noiseKept)}`,
  memorizer: (e) => `memorizes: error ${formatNumber(e.train)} on its own images, ${formatNumber(e.heldOut)} on new ones`,
  learner: (e) => `learns: new images come back (error ${formatNumber(e.heldOut)}), noise hardly does (${formatNumber(e.noiseKept)})`,
  flattened: (e, s) => `is held down by λ = ${formatSetting(s.lambda)}: errors ${formatNumber(e.train)} and ${formatNumber(e.heldOut)}`,
  squeezer: (_, s) => `squeezes: ${s.hiddenUnits} units keep what the images share and lose the rest`,
  between: (e) => `shows no clear character: copy index ${formatNumber(e.copyIndex)}, noise kept ${formatNumber(e.noiseKept)}`,
};

/**
 * What a change during the run did to noise kept.
 * @param {Evidence} evidence
 */
function since({ snapshot, curve }) {
  const event = /** @type {RunEvent | undefined} */ (snapshot.events.findLast(({ step }) => step > 0));
  const before = event && lastPoint(curve, event.step);
  if (!event || !before || snapshot.evaluation.step < event.step + FEWEST_STEPS / 2) return "";
  return `; noise kept ${formatNumber(before.noiseKept)} → ${formatNumber(snapshot.evaluation.noiseKept)} since step ${event.step}`;
}

/**
 * Whether held-out error and noise kept have come to rest.
 * @param {Pick<Evidence, "snapshot" | "curve">} evidence
 */
export function isSettled({ snapshot, curve }) {
  const { step, heldOut, noiseKept } = snapshot.evaluation;
  const changed = snapshot.events.at(-1)?.step ?? 0;
  if (step < changed + FEWEST_STEPS) return false;
  for (let index = pointCount(curve) - 1; index >= 0; index -= 1) {
    const point = pointAt(curve, index);
    if (point.step < Math.max(0.8 * step, changed)) break;
    if (differs(point.heldOut, heldOut) || differs(point.noiseKept, noiseKept)) return false;
  }
  return true;
}

/**
 * @param {number} a
 * @param {number} b
 */
function differs(a, b) {
  return !(Math.abs(a - b) <= SETTLED * Math.max(Math.abs(a), Math.abs(b)));
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
