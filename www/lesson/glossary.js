/** What each term of art means: at most 25 words, and a formula where there is one. */

import { COPIES, NOISE_PASSES } from "../lanes/thresholds.js";

/**
 * @typedef {object} Term
 * @property {string} text at most 25 words
 * @property {string} [formula]
 * @property {readonly string[]} [forms] as it stands in texts, where not as it is called
 */

/** By what they are called. @type {Readonly<Record<string, Term>>} */
export const GLOSSARY = Object.freeze({
  encoder: { text: "The first half of an autoencoder: it turns an image into a code.", formula: "h = g(Wx + b)" },
  decoder: { text: "The second half of an autoencoder: it turns a code into an image.", formula: "x̂ = f(W*h + c)" },
  code: { text: "What stands between encoder and decoder: a number for each hidden unit.", formula: "h = g(Wx + b)" },
  "hidden unit": {
    text: "One number of the code: a weighted sum of all pixels, which the activation g may bend.",
    formula: "hᵢ = g(Σⱼ Wᵢⱼxⱼ + bᵢ)",
    forms: ["hidden units", "hidden unit", "units"],
  },
  undercomplete: {
    text: "With fewer hidden units than pixels: the code cannot hold every image as it is.",
    formula: "k < n",
  },
  overcomplete: {
    text: "With at least as many hidden units as pixels: the code has room for an image as it is.",
    formula: "k ≥ n",
  },
  "train error": {
    text: "The error of what a run makes of the images it is trained on: summed over pixels, averaged over images.",
    formula: "(1/m) Σᵢ ‖x̂ᵢ − xᵢ‖² for the squared error",
  },
  "held-out": {
    text: "Kept aside: images that a run is never trained on. Their error tells what it does to new ones.",
    forms: ["held-out"],
  },
  "held-out error": { text: "The same error on images that the run is never trained on: what it does to new ones." },
  gap: {
    text: "By how much the error on held-out images is above that on training images.",
    formula: "held-out − train error",
  },
  "copy index": {
    text: "The share of a tiny change of the image that passes straight through, in the mean over all directions: 1 for the identity.",
    formula: "C = tr(∂x̂/∂x)/n",
  },
  "noise kept": {
    text: "What becomes of noise added to held-out images, as a share of its energy. Above 1 it is enlarged.",
    formula: "N = E‖x̂(x+ε) − x̂(x)‖² / E‖ε‖²",
  },
  "denoising error": {
    text: "How far the reconstruction of a noisy image is from the clean one: noise and blur together, over the noise’s energy.",
    formula: "D = E‖x̂(x+ε) − x‖² / E‖ε‖²",
  },
  "normal pass": {
    text: "What is left of a small step across the curve that the points lie about: the mean over the curve.",
    formula: "nᵀJn",
  },
  "tangent pass": {
    text: "What is left of a small step along the curve that the points lie about: the mean over the curve.",
    formula: "tᵀJt",
  },
  receipt: { text: "A hash of all parameters: the same settings and changes give the same one on every machine." },
  parameters: {
    text: "How many numbers are trained: both matrices, or one if tied, and the biases b and c.",
    formula: "2kn + k + n, tied kn + k + n",
  },
  epoch: { text: "One pass over all training images, in a shuffled order." },
  step: { text: "One update of all parameters, made from one batch." },
  batch: {
    text: "The few training images from which one step is made: the gradient is the mean of theirs.",
    forms: ["batches", "batch"],
  },
  "batch size": { text: "How many training images a step is made from." },
  λ: { text: "The price of parameters: each costs its square, times λ.", formula: "objective = data term + λ‖θ‖²" },
  "‖θ‖²": {
    text: "The sum of the squares of all parameters; a tied W counts once unless a switch says otherwise.",
    formula: "Σ θᵢ²",
  },
  tied: {
    text: "Encoder and decoder use one matrix, the decoder transposed: about half as many parameters.",
    formula: "W* = Wᵀ",
    forms: ["tied", "Tied", "tying", "Tying"],
  },
  init: {
    text: "How the first weights are drawn at random: with a fixed spread, or one that shrinks with the network (Glorot, He).",
  },
  "init gain": { text: "A factor on the spread of the random first weights." },
  "squared error": {
    text: "How far reconstructions are from images: differences squared, summed over pixels, averaged over images.",
    formula: "(1/m) Σᵢ Σⱼ (x̂ᵢⱼ − xᵢⱼ)²",
  },
  "cross-entropy": {
    text: "An error for intensities as probabilities, in nats: summed over pixels, averaged over images. It is above 0 even at x̂ = x.",
    formula: "−(1/m) Σ [x ln x̂ + (1 − x) ln(1 − x̂)]",
  },
  "learning rate": { text: "How far a step goes along what the optimizer makes of the gradient.", formula: "η" },
  gradient: {
    text: "The direction in which the objective grows fastest, and how fast. Training goes against it.",
    formula: "∂L/∂W = ∂data/∂W + 2λW",
  },
  ledger: {
    text: "What data and penalty ask of the parameters: terms, sizes, and both gradients with the angle between them.",
    forms: ["ledger"],
  },
  filter: {
    text: "The weights of one hidden unit as an image: what it looks for (a row of W), or draws (a column of W*).",
    forms: ["filters", "filter"],
  },
  settled: {
    text: "For 200 steps nothing was changed, and over the last fifth of the run held-out error and noise kept moved by less than a tenth.",
  },
  memorizes: {
    text: "Redraws the images it was trained on, does far worse on new ones, and passes noise on.",
    forms: ["memorizes", "memorized", "memorize"],
  },
  copies: {
    text: `Hands changes straight through, whatever the image: copy index and noise kept are ${Math.min(COPIES, NOISE_PASSES)} or more.`,
    forms: ["copies", "copying"],
  },
  seed: {
    text: "The number that decides which images, their order, the first weights and the noise: the same one repeats a run.",
  },
});

/** Terms as they stand in texts, the longest first, so that of “held-out error” the whole is found. */
export const FORMS = Object.freeze(
  Object.entries(GLOSSARY)
    .flatMap(([term, { forms = [term] }]) => forms.map((form) => ({ form, term })))
    .toSorted((one, other) => other.form.length - one.form.length),
);

/**
 * Where terms stand in a text: of each the first place, and none of those that are known already.
 * @param {string} text
 * @param {Set<string>} known grows by what is found
 * @returns {{at: number, form: string, term: string}[]} in the order of the text, none over another
 */
export function termsIn(text, known) {
  /** @type {{at: number, form: string, term: string}[]} */
  const found = [];
  for (const { form, term } of FORMS) {
    if (known.has(term)) continue;
    const at = placeOf(text, form, found);
    if (at < 0) continue;
    known.add(term);
    found.push({ at, form, term });
  }
  return found.toSorted((one, other) => one.at - other.at);
}

/**
 * @param {string} text
 * @param {string} form
 * @param {readonly {at: number, form: string}[]} taken
 */
function placeOf(text, form, taken) {
  for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
    const end = at + form.length;
    // A formula may stand behind a letter: λ‖θ‖².
    const whole = (/^\P{L}/u.test(form) || !isLetter(text[at - 1])) && !isLetter(text[end]);
    if (whole && taken.every((one) => end <= one.at || at >= one.at + one.form.length)) return at;
  }
  return -1;
}

/** A part of a word, too: “un-tied” is not tied. @param {string | undefined} sign */
function isLetter(sign) {
  return sign !== undefined && /[\p{L}\p{N}\p{M}²*‖-]/u.test(sign);
}
