/** The objective and its gradient as formulas that follow the settings: pure functions from a configuration to MathML. */

import { formatCount, formatNumber, formatSetting } from "../base/format.js";
import { wordsFor } from "../images/points.js";
import { isCoupled } from "./settings.js";

/** @import { RunConfig } from "../base/protocol.js" */

/** An element of a formula, before there is a page to put it on. @typedef {{tag: string, rigid?: true, children: (MathNode | string)[]}} MathNode */

/**
 * @param {string} tag of MathML Core
 * @param {...(MathNode | string)} children
 * @returns {MathNode}
 */
const node = (tag, ...children) => ({ tag, children });

/** @param {string} name */
const i = (name) => node("mi", name);
/** @param {string} sign */
const o = (sign) => node("mo", sign);
/** A sign that is not stretched to what it stands at: browsers stretch differently. @param {string} sign @returns {MathNode} */
const rigid = (sign) => ({ ...o(sign), rigid: true });
/** @param {string} digits */
const n = (digits) => node("mn", digits);
/** @param {...MathNode} parts */
const row = (...parts) => node("mrow", ...parts);
const X_HAT = node("mover", i("x"), rigid("ˆ"));
const W = i("W");
const W_STAR = node("msup", i("W"), o("∗"));

/** @param {MathNode} base */
const ofPixel = (base) => node("msub", base, row(i("i"), i("j")));
/** @param {MathNode} inside */
const squaredNorm = (inside) => node("msup", row(rigid("‖"), inside, rigid("‖")), n("2"));
/** @param {...MathNode} inside */
const brackets = (...inside) => row(o("("), ...inside, o(")"));

/** What a pixel adds to the data term, and what there is to say of it. @type {Readonly<Record<RunConfig["loss"], {term: MathNode, note?: string}>>} */
const LOSSES = Object.freeze({
  "squared-error": { term: node("msup", brackets(ofPixel(X_HAT), o("−"), ofPixel(i("x"))), n("2")) },
  "cross-entropy": {
    term: row(i("H"), brackets(ofPixel(i("x")), o(","), ofPixel(X_HAT))),
    note: "H(x, x̂) = −x log x̂ − (1 − x) log(1 − x̂).",
  },
});

/**
 * The data term: the mean over images of the sum over pixels.
 * @param {RunConfig} config
 * @returns {MathNode}
 */
export function dataTerm({ loss }) {
  const sums = [node("munder", o("∑"), i("i")), node("munder", o("∑"), i("j"))];
  return row(node("mfrac", n("1"), i("m")), ...sums, LOSSES[loss].term);
}

/**
 * λ times what is penalized, as often as it is counted.
 * @param {RunConfig} config
 * @returns {MathNode | undefined} `undefined` where the penalty is no part of the objective: decoupled decay
 */
export function penaltyTerm(config) {
  const { tied, penalizeBiases, countTiedTwice } = config;
  if (!isCoupled(config)) return undefined;
  const twice = tied && countTiedTwice;
  if (penalizeBiases && !twice) return row(i("λ"), squaredNorm(i("θ")));
  if (penalizeBiases) {
    return row(i("λ"), brackets(n("2"), squaredNorm(W), o("+"), squaredNorm(i("b")), o("+"), squaredNorm(i("c"))));
  }
  if (twice) return row(n("2"), i("λ"), squaredNorm(W));
  return tied ? row(i("λ"), squaredNorm(W)) : row(i("λ"), brackets(squaredNorm(W), o("+"), squaredNorm(W_STAR)));
}

/**
 * How often the pull on a weight counts λ: 2, or 4 where a tied W is counted twice.
 * @param {RunConfig} config
 */
function pullFactor({ tied, countTiedTwice }) {
  return tied && countTiedTwice ? 4 : 2;
}

/**
 * What moves W: the gradient of the objective, or with decoupled decay the update.
 * @param {RunConfig} config
 * @returns {MathNode}
 */
export function gradientOfW(config) {
  const pull = n(String(pullFactor(config)));
  if (!isCoupled(config)) {
    const kept = brackets(n("1"), o("−"), pull, i("η"), i("λ"));
    return row(W, o("←"), kept, W, o("−"), i("η"), node("mtext", "\u00a0step of the data"));
  }
  const slope = node("mfrac", row(o("∂"), i("L")), row(o("∂"), W));
  const parts = config.tied
    ? [node("mtext", "encoder"), o("+"), node("msup", node("mtext", "decoder"), i("T"))]
    : [node("mtext", "data")];
  return row(slope, o("="), ...parts, o("+"), pull, i("λ"), W);
}

/**
 * What the formulas leave out, in sentences.
 * @param {RunConfig} config
 * @returns {string[]}
 */
export function footnotes(config) {
  const { data, loss, tied, penalizeBiases, countTiedTwice, centred } = config;
  const notes = [];
  const { note } = LOSSES[loss];
  if (note) notes.push(note);
  if (centred) notes.push(wordsFor(data, "x is an image minus the mean training image."));
  if (penalizeBiases && !(tied && countTiedTwice)) notes.push(`θ is ${tied ? "W (once), b and c" : "W, W*, b and c"}.`);
  notes.push(
    isCoupled(config)
      ? "The slide writes λW: its λ absorbs the 2."
      : "Decoupled decay is no part of the objective: weights shrink past the optimizer.",
  );
  return notes;
}

/**
 * The `weight_decay` that PyTorch wants for the same pull, by how its loss sums up pixels.
 * @param {RunConfig} config
 * @param {number} inputs n
 * @returns {{summed: string, mean: string}} equal with decoupled decay, which the loss does not scale
 */
export function weightDecay(config, inputs) {
  const decay = pullFactor(config) * config.lambda;
  return { summed: written(decay), mean: written(isDecoupled(config) ? decay : decay / inputs) };
}

/**
 * What PyTorch has for each optimizer with decoupled decay; with plain SGD that comes to the same as a part of the gradient.
 * @type {Readonly<Record<RunConfig["optimizer"], "the same" | "nothing" | "AdamW">>}
 */
const DECOUPLED = Object.freeze({ sgd: "the same", momentum: "nothing", adam: "AdamW" });

/**
 * Whether decay is anything else than a part of the gradient.
 * @param {RunConfig} config
 */
function isDecoupled(config) {
  return !isCoupled(config) && DECOUPLED[config.optimizer] !== "the same";
}

/**
 * λ in PyTorch's units, in a sentence.
 * @param {RunConfig} config
 * @param {number} inputs n
 */
export function unitsSentence(config, inputs) {
  const { summed, mean } = weightDecay(config, inputs);
  const factor = `${pullFactor(config)}λ`;
  const biases = config.penalizeBiases ? "" : ", for W and W* only";
  if (isDecoupled(config)) {
    const optimizer = DECOUPLED[config.optimizer];
    return optimizer === "nothing"
      ? `PyTorch has no ${config.optimizer} with decoupled decay: its SGD adds weight_decay to the gradient.`
      : `In PyTorch: ${optimizer} with weight_decay = ${factor} = ${summed}${biases}.`;
  }
  return `In PyTorch: weight_decay = ${factor} = ${summed} if the loss sums over pixels, ${factor}/n = ${mean} if it averages${biases}.`;
}

/** @param {number} value */
function written(value) {
  return formatSetting(Number(value.toPrecision(3)));
}

/**
 * How many principal components a linear network keeps under λ: those whose threshold is above it.
 * @param {readonly number[]} thresholds the largest first
 * @param {number} lambda
 */
export function survivalSentence(thresholds, lambda) {
  if (thresholds.length === 0) return "";
  const count = thresholds.filter((threshold) => lambda < threshold).length;
  const all = formatCount(thresholds.length);
  const collapse = `λ\u00a0≥\u00a0${formatNumber(thresholds[0])}`;
  if (count === 0) return `None of ${all} components survives: all collapse at ${collapse}`;
  return `${formatCount(count)} of ${all} components ${count === 1 ? "survives" : "survive"}; all collapse at ${collapse}`;
}
