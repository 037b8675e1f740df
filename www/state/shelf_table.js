/** The shelf as a table of text: for notes and papers, with the digits that the page shows. Pure functions. */

import { formatCount, formatNumber, formatReceipt } from "../base/format.js";
import { SETTING_NAMES } from "../settings/settings.js";
import { courseText, differing } from "./comparison.js";
import { NUMBERS } from "./shelf.js";

/** @import { NumberName, Pinned } from "./shelf.js" */

/** What the columns of numbers are called. @type {Readonly<Record<NumberName, string>>} */
export const HEADS = Object.freeze({
  train: "train",
  heldOut: "held-out",
  gap: "gap",
  copyIndex: "copy index",
  noiseKept: "noise kept",
  denoisingError: "denoising error",
});

/** What LaTeX reads as something else, and how it is written. @type {Readonly<Record<string, string>>} */
const LATEX = Object.freeze({
  "\\": "\\textbackslash{}",
  ...Object.fromEntries(Array.from("&%#_${}", (sign) => [sign, `\\${sign}`])),
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  // At the beginning of a line the line break before would take them for its own.
  "[": "{[}",
  "*": "{*}",
  λ: "$\\lambda$",
  η: "$\\eta$",
  θ: "$\\theta$",
  "²": "$^2$",
  "→": "$\\to$",
  "−": "$-$",
  "≈": "$\\approx$",
  "·": "$\\cdot$",
  "–": "--",
  "…": "\\dots{}",
  "×": "$\\times$",
  ᵀ: "$^\\top$",
});

/**
 * Heads and rows: the name, the settings in which the runs differ, the step, the numbers, the receipt.
 * @param {readonly Pinned[]} pinned
 * @returns {{heads: string[], rows: string[][], words: number}} the first `words` columns are words
 */
function tableOf(pinned) {
  const fields = differing(pinned);
  const rows = pinned.map((run) => [
    run.name,
    ...fields.map((field) => {
      const { values, since } = courseText(run, field);
      return since ? `${values} ${since}` : values;
    }),
    formatCount(run.step),
    ...NUMBERS.map((name) => numberOf(run.numbers[name])),
    formatReceipt(run.receipt),
  ]);
  const heads = [
    "run",
    ...fields.map((field) => SETTING_NAMES[field]),
    "step",
    ...NUMBERS.map((name) => HEADS[name]),
    "receipt",
  ];
  return { heads, rows, words: 1 + fields.length };
}

/** @param {number | null} value */
function numberOf(value) {
  return value === null ? "–" : formatNumber(value);
}

/**
 * As Markdown has tables (GitHub's).
 * @param {readonly Pinned[]} pinned
 */
export function shelfAsMarkdown(pinned) {
  const { heads, rows, words } = tableOf(pinned);
  const rule = heads.map((_, column) => (column < words || column === heads.length - 1 ? ":--" : "--:"));
  return [heads.map(inMarkdown), rule, ...rows.map((row) => row.map(inMarkdown))]
    .map((row) => `| ${row.join(" | ")} |\n`)
    .join("");
}

/** Words that mean only themselves: a name is a person's. @param {string} text */
function inMarkdown(text) {
  return text.replaceAll(/\s+/gu, " ").replaceAll(/[\\`*_[\]<>|~#]/gu, "\\$&");
}

/**
 * As a LaTeX table with the rules of booktabs.
 * @param {readonly Pinned[]} pinned
 */
export function shelfAsLatex(pinned) {
  const { heads, rows, words } = tableOf(pinned);
  const columns = heads.map((_, column) => (column < words || column === heads.length - 1 ? "l" : "r")).join("");
  const line = (/** @type {string[]} */ cells) => `  ${cells.map(inLatex).join(" & ")} \\\\`;
  return `${[
    "% \\usepackage{booktabs}",
    `\\begin{tabular}{${columns}}`,
    "  \\toprule",
    line(heads),
    "  \\midrule",
    ...rows.map(line),
    "  \\bottomrule",
    "\\end{tabular}",
  ].join("\n")}\n`;
}

/** @param {string} text */
function inLatex(text) {
  return Array.from(text.replaceAll(/\s+/gu, " "), (sign) => LATEX[sign] ?? sign).join("");
}
