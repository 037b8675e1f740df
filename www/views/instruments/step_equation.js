/** One weight's step as an equation with its numbers: each to as many digits as tell what the step does to it. Pure. */

import { formatNumber, formatSetting } from "../../base/format.js";
import { isCoupled } from "../../settings/settings.js";

/** @import { StepAhead } from "../../base/protocol.js" */
/** @import { SeenAhead } from "../../lanes/lanes.js" */
/** @import { Part, StepNumbers } from "./step_numbers.js" */

/** A number of an equation: what it is, all its digits, and those that are shown. @typedef {{is: "data" | "sum" | "before" | "after", value: number, text: string}} Term */
/** An equation, piece by piece. @typedef {(string | Term)[]} Equation */

/** What Adam divides by, at least. */
const EPSILON = 1e-8;
const MINUS = "−";

/** The optimizers by name, and how each makes a step of what it gets. @type {Readonly<Record<SeenAhead["config"]["optimizer"], {name: string, stepOf: (about: StepAhead, part: Part, pixel: number) => {way: string, length: string}}>>} */
const OPTIMIZERS = Object.freeze({
  sgd: { name: "plain descent", stepOf: (_, { sum }, pixel) => ({ way: "", length: inProduct(sum[pixel]) }) },
  momentum: {
    name: "momentum",
    stepOf: (_, { sum, old: [old], kept: [v] }, pixel) => ({
      way: `v = 0.9·${inProduct(old[pixel])} ${signed(sum[pixel])} = ${digits(v[pixel])}; `,
      length: inProduct(v[pixel]),
    }),
  },
  adam: {
    name: "Adam",
    stepOf({ step }, { kept: [m, v] }, pixel) {
      const mean = m[pixel] / (1 - 0.9 ** (step + 1));
      const root = Math.sqrt(v[pixel] / (1 - 0.999 ** (step + 1)));
      const ratio = mean / (root + EPSILON);
      const divisor = root < 1e3 * EPSILON ? `(${digits(root)} + 1e−8)` : digits(root);
      return { way: `m̂/√v̂ = ${digits(mean)}/${divisor} = ${digits(ratio)}; `, length: inProduct(ratio) };
    },
  },
});

/** What an optimizer is called in a sentence. @param {SeenAhead["config"]["optimizer"]} optimizer */
export const optimizerName = (optimizer) => OPTIMIZERS[optimizer].name;

/**
 * @param {SeenAhead} ahead
 * @param {StepNumbers} numbers
 * @param {Part} part
 * @param {number} pixel
 * @returns {Equation}
 */
export function equationOf({ about, config }, { shares }, part, pixel) {
  const [before, after, data, sum] = [part.before, part.after, part.data, part.sum].map((row) => row[pixel]);
  const weightDigits = decimals(1, after - before);
  const gradientDigits = decimals(2, ...[data, sum].filter((value) => value !== 0));
  /** @param {Term["is"]} is @param {number} value @param {number} count */
  const term = (is, value, count) => ({ is, value, text: fixed(value, count) });
  const own = term("before", before, weightDigits);
  const { name, stepOf } = OPTIMIZERS[config.optimizer];
  const { way, length } = stepOf(about, part, pixel);
  const pull = `${2 * about.count}·${formatSetting(about.lambda)}`;
  const rate = digits(about.rate);
  const coupled = isCoupled(config);
  const letter = part.name === "W" ? "w" : "w*";
  const joined = shares.map((share) => fixed(share[pixel], gradientDigits));
  const whole = term("data", data, gradientDigits);
  return [
    ...(joined.length > 0 ? [`encoder ${joined[0]} + decoder ${bracketed(joined[1])} = ${whole.text}; `] : []),
    `∂L/∂${letter} = `,
    whole,
    ...(coupled
      ? [` + ${pull}·`, { ...own, text: bracketed(own.text) }, " = ", term("sum", sum, gradientDigits)]
      : [` (${2 * about.count}λ${letter} goes past it)`]),
    `; ${name}: ${way}${letter}: `,
    own,
    ...(coupled ? [] : [`·(1 − ${rate}·${pull})`]),
    ` − ${rate}·${length} = `,
    term("after", after, weightDigits),
  ];
}

/** An equation as one text. @param {Equation} equation */
export function textOf(equation) {
  return equation.map((piece) => (typeof piece === "string" ? piece : piece.text)).join("");
}

/**
 * The decimals that show so many digits, and one more, of the smallest of these.
 * @param {number} more
 * @param {...number} values
 */
function decimals(more, ...values) {
  const least = Math.min(...values.map(Math.abs));
  const wanted = least > 0 && least < Infinity ? more - Math.floor(Math.log10(Number(least.toPrecision(3)))) : 0;
  return Math.min(Math.max(wanted, 3), 8);
}

/** @param {number} value @param {number} count */
function fixed(value, count) {
  if (!Number.isFinite(value)) return formatNumber(value);
  const text = Math.abs(value).toFixed(count);
  return value < 0 && Number(text) !== 0 ? MINUS + text : text;
}

/** Three digits. @param {number} value */
export function digits(value) {
  const size = Math.abs(value);
  if (!(size >= 1e-4 && size < 1000)) return formatNumber(value);
  return (value < 0 ? MINUS : "") + String(Number(size.toPrecision(3)));
}

/** @param {string} text */
const bracketed = (text) => (text.startsWith(MINUS) ? `(${text})` : text);
/** @param {number} value */
const inProduct = (value) => bracketed(digits(value));
/** @param {number} value */
const signed = (value) => (value < 0 ? `− ${digits(-value)}` : `+ ${digits(value)}`);
