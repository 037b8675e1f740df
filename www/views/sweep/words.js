/** What is said of a sweep: what it is, how far it is, what one looks at. Pure functions. */

import { formatCount, formatNumber, formatSetting } from "../../base/format.js";
import { labelOf } from "../../images/own.js";
import { SWEEP_MEASURES } from "../../base/sweeps.js";
import { wordsFor } from "../../images/points.js";
import { rangeText } from "../../lanes/evidence.js";
import { recipeOf } from "../../lanes/lanes.js";
import { isCoupled } from "../../settings/settings.js";

/** @import { ExactValue } from "../../sweep/exact.js" */
/** @import { Progress } from "../../base/protocol.js" */
/** @import { RunConfig } from "../../base/schema.js" */
/** @import { SweepMeasure } from "../../base/sweeps.js" */
/** @import { Lane } from "../../lanes/lanes.js" */
/** @import { Cell, SweptOne } from "../../sweep/cells.js" */
/** @import { Plan } from "../../sweep/plan.js" */

/** A measure at the beginning of a sentence. @param {SweepMeasure} measure */
const titled = (measure) => SWEEP_MEASURES[measure].replace(/^./u, (letter) => letter.toUpperCase());

/** @param {readonly boolean[]} weights */
const weightsIn = (weights) => weights.map((tied) => (tied ? "tied" : "untied")).join(" and ");

/** @param {number} seeds */
const seedsIn = (seeds) => (seeds === 1 ? "seed 1" : `seeds 1–${seeds}`);

/**
 * What the sweep is made of: `13 λ × untied and tied × seeds 1–3 = 78 runs of 1,500 steps; k = 392, else as run B.`
 * @param {Plan} plan
 * @param {string} name of the lane
 */
export function planText({ over, base, until, units, lambdas, weights, seeds, runs }, name) {
  const axes = {
    lambda: [`${lambdas.length} λ`],
    units: [`${units.length} k`],
    both: [`${units.length} k`, `${lambdas.length} λ`],
  };
  const fixed = {
    lambda: `k = ${base.hiddenUnits}, else`,
    units: `λ = ${formatSetting(base.lambda)}, else`,
    both: "else",
  };
  const product = [...axes[over], weightsIn(weights), seedsIn(seeds)].join(" × ");
  return `${product} = ${formatCount(runs.length)} runs of ${formatCount(until)} steps; ${fixed[over]} as run ${name}.`;
}

/**
 * What of the lane's recipe is left out.
 * @param {Lane} lane
 */
export function leftOut(lane) {
  return recipeOf(lane).events.length > 0
    ? ` What was changed while run ${lane.name} trained is no part of it: each of these has the settings of now from its first step on.`
    : "";
}

/**
 * How far it is.
 * @param {number} known
 * @param {number} total
 */
export function knownText(known, total) {
  if (known === total) return `All ${formatCount(total)} runs are known.`;
  const left = total - known;
  return known === 0
    ? "None is known yet."
    : `${formatCount(known)} of ${formatCount(total)} runs are known; ${formatCount(left)} ${left === 1 ? "is" : "are"} still to be trained.`;
}

/**
 * How far the one that is trained is: `31 of 78 runs, about 12 s to go`.
 * @param {Progress | null} progress
 */
export function progressText(progress) {
  if (!progress) return "Looking for what is known …";
  const { done, total, seconds, waits } = progress;
  const count = `${formatCount(done)} of ${formatCount(total)} runs`;
  if (waits) return `${count}; the rest waits for its images.`;
  return seconds === undefined ? count : `${count}, ${durationText(seconds)} to go`;
}

/** @param {number} seconds */
export function durationText(seconds) {
  if (seconds < 90) return `about ${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `about ${minutes} min` : `about ${formatCount(Math.round(minutes / 60))} h`;
}

/** What each measure is, as a formula; of the errors, where they are squared ones, and where they are cross-entropies. */
const FORMULAS = Object.freeze({
  "squared-error": "(1/m) Σ ‖x̂ − x‖²",
  "cross-entropy": "−(1/m) Σ [x ln x̂ + (1 − x) ln(1 − x̂)]",
});

/** @param {SweepMeasure} measure @param {RunConfig["loss"]} loss */
export function formulaOf(measure, loss) {
  const data = FORMULAS[loss];
  return {
    heldOut: `${data} over held-out images`,
    train: `${data} over training images`,
    gap: "held-out − train error",
    copyIndex: "tr(∂x̂/∂x)/n",
    noiseKept: "E‖x̂(x + ε) − x̂(x)‖² / E‖ε‖²",
    deadUnits: "the share of hidden units that no training image brings above 0",
  }[measure];
}

/**
 * Two sentences: what one looks at, and what the numbers are.
 * @param {Plan} plan
 * @param {SweepMeasure} measure
 * @param {readonly ExactValue[]} exact what theory says along its axis
 */
export function helpText({ over, base, until }, measure, exact) {
  const step = formatCount(until);
  const shown =
    over === "both"
      ? `Each cell is the mean of fresh runs at step ${step}; a frame marks the lowest of each k.`
      : `Each dot is a fresh run at step ${step}, a line their mean, the band their range over seeds.`;
  return `${shown} ${titled(measure)}: ${wordsFor(base.data, formulaOf(measure, base.loss))}; trained ${objectiveOf(base)}${theoryWords(exact)}.`;
}

/**
 * Of what the dotted curve is, where it is. Without a penalty there are many optima, and training from random weights does not reach this one.
 * @param {readonly ExactValue[]} exact
 */
function theoryWords(exact) {
  if (exact.length === 0) return "";
  const [first, last] = [exact[0].lambda, exact[exact.length - 1].lambda];
  const what = `what the exact optimum${first === 0 && last === 0 ? " of least norm" : ""} has, mean over seeds`;
  if (last === 0) return `; dotted, at λ = 0: ${what} (Baldi & Hornik 1989)`;
  return `; dotted: ${what}${first === 0 ? ", at λ = 0 that of least norm" : ""} (Baldi & Hornik 1989, Kunin et al. 2019)`;
}

/** What the runs are trained on, in words. @param {Plan["base"]} base */
function objectiveOf(base) {
  const isLecture = base.loss === "squared-error" && isCoupled(base) && base.penalizeBiases && !base.countTiedTwice;
  return isLecture
    ? "on the lecture’s objective, data term + λ‖θ‖²"
    : "with the loss, penalty and decay of that recipe";
}

/**
 * Titles of the vertical axis, or above the map, the longest first.
 * @param {SweepMeasure} measure
 * @param {Plan} plan
 */
export function titlesOf(measure, { until, base }) {
  const name = SWEEP_MEASURES[measure];
  const label = labelOf(base);
  return [
    `${name} at step ${formatCount(until)}, ${label}, m = ${formatCount(base.trainingImages)}`,
    `${name} at step ${formatCount(until)}`,
    name,
  ];
}

/** What a run came to. @param {SweptOne} one */
export function valueText({ value, outcome }) {
  if (value === undefined) return "not trained yet";
  if (value === Infinity) return `diverged at step ${formatCount(outcome?.step ?? 0)}`;
  return Number.isNaN(value) ? "none" : formatNumber(value);
}

/** What a cell came to: `1.73 (1.70–1.76 over 3 seeds)`. @param {Cell} cell */
export function cellText({ ones, values, mean, low, high, diverged }) {
  if (values.length === 0) return ones.some(({ value }) => value !== undefined) ? "none" : "not trained yet";
  const seeds = values.length === 1 ? "1 seed" : `${values.length} seeds`;
  if (diverged > 0) return `${diverged} of ${seeds} diverged${low <= high ? `, else ${rangeText({ low, high })}` : ""}`;
  return values.length === 1
    ? `${formatNumber(mean)} (${seeds})`
    : `${formatNumber(mean)} (${rangeText({ low, high })} over ${seeds})`;
}
