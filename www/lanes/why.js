/**
 * Why a run behaves as it does, from its Jacobian J = ∂x̂/∂x: what of it is told, and one sentence. Pure.
 *
 * Everything that is said is a number of this run, and named as such; which sentence it is follows from the verdict's character.
 */

import { formatCount, formatNumber } from "../base/format.js";

/** @import { RunConfig, Theory } from "../base/schema.js" */
/** @import { Jacobian } from "../base/protocol.js" */
/** @import { Character } from "./verdict.js" */

/** ‖W‖², and how much of it lies in directions in which training images vary. @typedef {{whole: number, within: number}} Energy */
/** W and W* of one network, and the cosine of the angle between W and W*ᵀ. @typedef {{w: Energy, wStar: Energy, cosine: number}} Matrices */

/** Below this share nothing is left to speak of. */
const LITTLE = 0.1;
/** W has kept its random start where of what lay outside as much as this is still there. */
const KEPT_START = 0.5;
/** Two numbers that differ by less than this share of one are told as alike. */
const ALIKE = 0.01;

/**
 * What the mean of J tells as a whole.
 * @param {Float32Array} mean n × n
 * @returns {{copied: number, inPlace: number}} tr J / n, and the share of ‖J‖² that its diagonal has
 */
export function responseOf(mean) {
  const n = Math.sqrt(mean.length);
  let [trace, own, all] = [0, 0, 0];
  mean.forEach((value, at) => {
    all += value * value;
    if (at % (n + 1) !== 0) return;
    trace += value;
    own += value * value;
  });
  return { copied: trace / n, inPlace: all > 0 ? own / all : 0 };
}

/**
 * The response of one output pixel to every input pixel, or of every output pixel to one input pixel.
 * @param {Float32Array} mean n × n
 * @param {number} pixel
 * @param {"in" | "out"} field
 */
export function fieldOf(mean, pixel, field) {
  const n = Math.sqrt(mean.length);
  return field === "in"
    ? mean.slice(pixel * n, (pixel + 1) * n)
    : Float32Array.from({ length: n }, (_, row) => mean[row * n + pixel]);
}

/**
 * Each output pixel's response to its own input pixel.
 * @param {Float32Array} mean n × n
 */
export function diagonalOf(mean) {
  const n = Math.sqrt(mean.length);
  return Float32Array.from({ length: n }, (_, pixel) => mean[pixel * (n + 1)]);
}

/**
 * How many directions pass, in effect: e to the entropy of the values' shares of their sum, 1 where one value is all there is, r where r
 * are alike. Roy & Vetterli (2007), "The effective rank".
 * @param {ArrayLike<number>} values not negative
 */
export function effectiveRank(values) {
  const all = Array.from(values);
  const sum = all.reduce((total, value) => total + value, 0);
  if (sum === 0) return 0;
  const entropy = all.reduce((total, value) => (value > 0 ? total - (value / sum) * Math.log(value / sum) : total), 0);
  return Math.exp(entropy);
}

/**
 * The singular values over images: of each place the mean, the least and the most, and the mean of the effective ranks.
 * @param {Float64Array} values image after image
 * @param {number} count of each image
 */
export function spectrumOf(values, count) {
  const images = values.length / count;
  const at = (/** @type {number} */ place) =>
    Array.from({ length: images }, (_, image) => values[image * count + place]);
  const places = Array.from({ length: count }, (_, place) => at(place));
  const meanOf = (/** @type {number[]} */ list) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const ranks = at(0).map((_, image) => effectiveRank(values.subarray(image * count, (image + 1) * count)));
  return {
    images,
    mean: places.map(meanOf),
    low: places.map((list) => Math.min(...list)),
    high: places.map((list) => Math.max(...list)),
    rank: meanOf(ranks),
  };
}

/**
 * What theory says that a linear network passes on of each principal component, 1 − λ/(the λ at which it goes out), the largest first; none
 * where it says nothing.
 * @param {Theory | null | undefined} theory
 * @param {number} lambda
 */
export function gainsOf(theory, lambda) {
  if (!theory) return [];
  if (theory.thresholds.length > 0) return theory.thresholds.map((threshold) => Math.max(0, 1 - lambda / threshold));
  return Array.from({ length: theory.survivors }, () => 1);
}

/**
 * @param {Float64Array} numbers as a worker sends them
 * @returns {{directions: number, answered: Energy, before: Matrices, now: Matrices}}
 */
export function weightsOf([directions, answered, answeredWithin, ...matrices]) {
  const of = (/** @type {number} */ at) => ({
    w: { whole: matrices[at], within: matrices[at + 1] },
    wStar: { whole: matrices[at + 2], within: matrices[at + 3] },
    cosine: matrices[at + 4],
  });
  return { directions, answered: { whole: answered, within: answeredWithin }, before: of(0), now: of(5) };
}

/** What lies where no training image varies, as a share. @param {Energy} energy */
export function outsideOf({ whole, within }) {
  return whole > 0 ? Math.min(Math.max(1 - within / whole, 0), 1) : 0;
}

/** A share in words that do not claim more than it is worked out to. @param {number} share */
export function shareText(share) {
  if (share < 0.0005) return "less than 0.1\u00a0%";
  return `${share < 0.0995 ? (100 * share).toFixed(1) : Math.round(100 * share)}\u00a0%`;
}

/** The angle of a cosine in degrees. @param {number} cosine */
export function angleText(cosine) {
  return `${Math.round((Math.acos(Math.min(Math.max(cosine, -1), 1)) * 180) / Math.PI)}°`;
}

/**
 * How far the bend of the activations puts tiny noise and that of noise kept apart.
 * @param {number} tiny what is kept of tiny noise
 * @param {number} noiseKept of the same network
 * @param {Pick<RunConfig, "activation" | "outputActivation">} config
 */
export function bendText(tiny, noiseKept, { activation, outputActivation }) {
  const bent = [...(activation === "linear" ? [] : ["g"]), ...(outputActivation === "linear" ? [] : ["f"])];
  if (bent.length === 0)
    return "The network is linear: noise of any size is kept alike, and both numbers are one, to rounding.";
  const difference = tiny > 0 ? noiseKept / tiny - 1 : 0;
  const bend = `The bend of ${bent.join(" and ")}`;
  if (Math.abs(difference) < ALIKE)
    return `${bend} hardly matters: noise of 0.3 is kept as tiny noise is, within 1\u00a0%.`;
  const percent = Math.round(100 * Math.abs(difference));
  return `${bend} puts them apart: of noise of 0.3 the network keeps ${percent}\u00a0% ${difference > 0 ? "more" : "less"} than of tiny noise.`;
}

/**
 * What the sentence is made of.
 * @typedef {object} Facts
 * @property {string} name of the lane
 * @property {Character | undefined} character none where it has not been measured since training began
 * @property {number} inputs
 * @property {number} hiddenUnits
 * @property {number} trainingImages
 * @property {ReturnType<typeof responseOf> & {noiseKept: number}} response
 * @property {ReturnType<typeof spectrumOf>} spectrum
 * @property {ReturnType<typeof weightsOf>} weights
 */

/**
 * Why a run behaves as it does.
 * @param {Facts} facts
 */
export function whyText(facts) {
  const { name, character } = facts;
  return `${name} ${((character && SENTENCES[character]) ?? passes)(facts)}.`;
}

/** @type {Partial<Record<Character, (facts: Facts) => string>>} */
const SENTENCES = {
  untrained: () => "is not trained: W and W* are as they were drawn, and so is J",
  copier: ({ response }) =>
    `copies, because output pixels answer their own input pixels: of a tiny change ${formatNumber(response.copied)} comes back in place, and of mean J’s squared length ${shareText(response.inPlace)} is its diagonal`,
  memorizer,
  "part memorizer": memorizer,
  learner: ({ response, spectrum, inputs, weights }) => {
    const outside = outsideOf(weights.now.w);
    const passed = `learns: of ${inputs} directions about ${formatNumber(spectrum.rank)} pass (effective rank)`;
    return outside < LITTLE && outsideOf(weights.before.w) > 2 * outside
      ? `${passed}, and where no training image varies little is left of W (${shareText(outside)} of ‖W‖², ${shareText(outsideOf(weights.before.w))} before training): noise that lies there hardly comes in`
      : `${passed}, and of tiny noise ${formatNumber(response.noiseKept)} is kept`;
  },
  squeezer: ({ hiddenUnits, inputs, spectrum }) =>
    `squeezes: ${hiddenUnits === 1 ? "one unit lets one direction" : `${hiddenUnits} units let ${hiddenUnits} directions`} of ${inputs} through at most, in effect ${formatNumber(spectrum.rank)}; what a change has across ${hiddenUnits === 1 ? "it" : "them"} is lost, noise and image alike`,
  flattened,
  collapsed: flattened,
  amplifier: ({ spectrum }) =>
    `enlarges: its largest singular value is ${formatNumber(spectrum.mean[0])}, so a tiny change in that direction comes out so many times as large`,
};

/** @param {Facts} facts */
function memorizer({ character, response, weights, inputs, trainingImages }) {
  const does = character === "memorizer" ? "memorizes" : "memorizes in part";
  const [before, now] = [outsideOf(weights.before.w), outsideOf(weights.now.w)];
  const kept = (/** @type {Matrices} */ { w }) => w.whole - w.within;
  const empty = inputs - weights.directions;
  if (empty > 0 && now > LITTLE && kept(weights.now) > KEPT_START * kept(weights.before))
    return `${does}, and lets noise in where its ${formatCount(trainingImages)} images are all alike: ${shareText(now)} of ‖W‖² (${shareText(before)} before training) lies in the ${formatCount(empty)} of ${inputs} directions in which none of them varies, and ${shareText(outsideOf(weights.answered))} of mean J’s squared length answers to changes there`;
  return `${does}: of mean J’s squared length its diagonal has ${shareText(response.inPlace)}, the rest mixes pixels, and of tiny noise ${formatNumber(response.noiseKept)} is kept`;
}

/** @param {Facts} facts */
function flattened({ spectrum }) {
  const { mean } = spectrum;
  const average = mean.reduce((sum, value) => sum + value, 0) / mean.length;
  return `is flattened: of a tiny change its strongest direction passes ${formatNumber(mean[0])}, the mean of all its directions ${formatNumber(average)}`;
}

/** @param {Facts} facts */
function passes({ response, spectrum, inputs }) {
  return `passes on about ${formatNumber(spectrum.rank)} of ${inputs} directions (effective rank), the strongest ${formatNumber(spectrum.mean[0])} times; of a tiny change ${formatNumber(response.copied)} comes back in place`;
}

/**
 * What the sentence needs, as far as it is there.
 * @param {Jacobian | undefined} jacobian
 */
export function partsOf(jacobian) {
  const { response, spectrum, weights } = jacobian ?? {};
  return {
    response: response && { ...responseOf(response.mean), noiseKept: response.noiseKept, step: response.step },
    spectrum: spectrum && { ...spectrumOf(spectrum.values, spectrum.count), step: spectrum.step },
    weights: weights && { ...weightsOf(weights.numbers), step: weights.step },
  };
}
