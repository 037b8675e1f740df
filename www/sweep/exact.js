/** What theory says along the axis of a sweep of linear networks: at its values, and between them. Pure functions. */

/** @import { ExactPoint, Outcome, Place, RunConfig } from "../base/protocol.js" */
/** @import { SweepMeasure } from "../base/sweeps.js" */
/** @import { Job } from "../settings/job.js" */
/** @import { Plan } from "./plan.js" */

/** The mean over the seeds. @typedef {Place & {value: number}} ExactValue */

/** Places between two values of an axis. */
const BETWEEN = 11;

/** Whether there is a theory of such networks, under one λ at least. @param {Pick<RunConfig, "activation" | "outputActivation" | "loss">} config */
export function isLinear({ activation, outputActivation, loss }) {
  return activation === "linear" && outputActivation === "linear" && loss === "squared-error";
}

/**
 * The jobs that find it: one for each seed, of which no step is trained. None, where there is no theory, or no curve of it is drawn.
 * @param {Plan} plan
 * @returns {Job[]}
 */
export function exactJobs(plan) {
  const { over, base, seeds } = plan;
  if (over === "both" || !isLinear(base)) return [];
  const exactAt = placesOf(plan);
  return Array.from({ length: seeds }, (_, index) => ({
    config: { ...base, seed: index + 1 },
    events: [],
    until: 0,
    exactAt,
  }));
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
