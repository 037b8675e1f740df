/** What was said, in words. Pure. */

import { formatNumber, formatSetting } from "../../base/format.js";

/** @import { Question } from "../../lesson/questions.js" */

/**
 * @param {Question} question
 * @param {number | readonly number[]} value
 */
export function saidText({ kind, answers, lambdas }, value) {
  if (kind === "pick") return `“${answers[Number(value)]}”`;
  if (kind === "value") return formatNumber(Number(value));
  const values = [value].flat().map(formatNumber);
  if (!lambdas) return `${values[0]} … ${values[values.length - 1]}`;
  return values.map((text, at) => `${text} (λ = ${formatSetting(lambdas[at])})`).join(", ");
}

/** The place of a value on its scale, from 0 to 1. @param {NonNullable<Question["scale"]>} scale @param {number} value */
export function shareOf({ min, max, log }, value) {
  const share = log ? Math.log(Math.max(value, min) / min) / Math.log(max / min) : (value - min) / (max - min);
  return Math.min(Math.max(share, 0), 1);
}

/** The value at a place of a scale. @param {NonNullable<Question["scale"]>} scale @param {number} share */
export function valueAt({ min, max, log }, share) {
  const within = Math.min(Math.max(share, 0), 1);
  return log ? min * (max / min) ** within : min + within * (max - min);
}
