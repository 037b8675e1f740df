/** What theory says along the axis of a sweep of linear networks: at its values, and between them. Pure functions. */

import { DEFAULT_CONFIG } from "../settings/presets.js";

/** @import { ExactPoint, Outcome, Place, RunConfig } from "../base/protocol.js" */
/** @import { SweepMeasure } from "../base/sweeps.js" */
/** @import { Job } from "../settings/job.js" */
/** @import { Plan } from "./plan.js" */

/** The mean over the seeds. @typedef {Place & {value: number}} ExactValue */

/** Places between two values of an axis. */
const BETWEEN = 11;

/** What theory depends on beside k, λ, tying and seed: as `applies` of the core's `linear_theory` has it. */
const BASIS = Object.freeze(
  /** @type {const} */ ([
    "data",
    "points",
    "own",
    "trainingImages",
    "activation",
    "outputActivation",
    "loss",
    "centred",
    "penalizeBiases",
    "countTiedTwice",
    "decay",
    "optimizer",
  ]),
);

/** @param {RunConfig} base @returns {Partial<RunConfig>} */
function basisOf(base) {
  return Object.fromEntries(BASIS.filter((field) => base[field] !== undefined).map((field) => [field, base[field]]));
}

/** Whether there is a theory of such networks, under one λ at least. @param {RunConfig} base */
function isLinear({ activation, outputActivation, loss }) {
  return activation === "linear" && outputActivation === "linear" && loss === "squared-error";
}

/** @param {Plan} plan */
function hasCurve({ over, base }) {
  return over !== "both" && isLinear(base);
}

/**
 * A text that is the same as long as theory says the same; empty, where there is no theory, or no curve of it is drawn.
 * @param {Plan} plan
 */
export function exactKey(plan) {
  const { over, base, units, lambdas, weights, seeds } = plan;
  return hasCurve(plan) ? JSON.stringify([over, units, lambdas, weights, seeds, basisOf(base)]) : "";
}

/**
 * The jobs that find it: one for each seed, of which no step is trained.
 * @param {Plan} plan
 * @returns {Job[]}
 */
export function exactJobs(plan) {
  if (!hasCurve(plan)) return [];
  const exactAt = placesOf(plan);
  // The network itself is not looked at.
  const config = { ...DEFAULT_CONFIG, ...basisOf(plan.base), hiddenUnits: 1 };
  return Array.from({ length: plan.seeds }, (_, index) => ({
    config: { ...config, seed: index + 1 },
    events: [],
    until: 0,
    exactAt,
  }));
}

/**
 * What theory says at a place of the axis; nothing, where it says nothing.
 * @param {readonly ExactValue[]} curve
 * @param {Place} place
 */
export function theoryAt(curve, { hiddenUnits, lambda, tied }) {
  return curve.find((one) => one.hiddenUnits === hiddenUnits && one.lambda === lambda && one.tied === tied)?.value;
}

/**
 * What came of such a job.
 * @param {Job} job
 * @param {Outcome} outcome
 * @returns {ExactPoint[]}
 */
export function exactPoints({ exactAt = [] }, { exact = [] }) {
  return exactAt.flatMap((place, index) => {
    const theory = exact[index];
    return theory ? [{ ...place, theory }] : [];
  });
}

/**
 * The curve of a measure: of points that belong together the mean, in the order in which they were first there; none of a measure of which
 * theory says nothing.
 * @param {readonly ExactPoint[]} points
 * @param {SweepMeasure} measure
 * @returns {ExactValue[]}
 */
export function exactCurve(points, measure) {
  if (measure === "deadUnits") return [];
  /** @type {Map<string, Place & {values: number[]}>} */
  const groups = new Map();
  for (const { hiddenUnits, lambda, tied, theory } of points) {
    const name = `${hiddenUnits} ${lambda} ${tied}`;
    const value = measure === "gap" ? theory.heldOut - theory.train : theory[measure];
    const group = groups.get(name);
    if (group) group.values.push(value);
    else groups.set(name, { hiddenUnits, lambda, tied, values: [value] });
  }
  return [...groups.values()].map(({ values, ...place }) => ({
    ...place,
    value: values.reduce((sum, value) => sum + value, 0) / values.length,
  }));
}

/**
 * Where on its axis theory is asked for: at equal ratios from a value to the next, and of 0 at 0 alone.
 * @param {Plan} plan
 * @returns {Place[]}
 */
function placesOf({ over, units, lambdas, weights }) {
  const along = (
    /** @type {(value: number) => {hiddenUnits: number, lambda: number}} */ at,
    /** @type {number[]} */ values,
  ) => weights.flatMap((tied) => values.map((value) => ({ ...at(value), tied })));
  if (over === "units")
    return along(
      (hiddenUnits) => ({ hiddenUnits, lambda: lambdas[0] }),
      [...new Set(dense(units).map((value) => Math.round(value)))],
    );
  return along((lambda) => ({ hiddenUnits: units[0], lambda }), dense(lambdas));
}

/** @param {readonly number[]} values rising */
function dense(values) {
  return values.flatMap((value, index) => {
    const next = values.at(index + 1);
    if (value === 0 || next === undefined) return [value];
    const between = Array.from(
      { length: BETWEEN },
      (_, step) => value * (next / value) ** ((step + 1) / (BETWEEN + 1)),
    );
    return [value, ...between];
  });
}
