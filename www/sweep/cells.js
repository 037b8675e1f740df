/** What the runs of a sweep came to, put together by what they have in common. Pure functions. */

/** @import { Outcome } from "../base/protocol.js" */
/** @import { SweepMeasure } from "../base/sweeps.js" */
/** @import { Plan, SweptRun } from "./plan.js" */

/** Outcomes by what their jobs go by. @typedef {ReadonlyMap<string, Outcome>} Known */

/**
 * A run, and the number that is shown of it: infinite where it diverged, NaN where it has no such number, nothing where it is not trained.
 * @typedef {{run: SweptRun, outcome: Outcome | undefined, value: number | undefined}} SweptOne
 */

/**
 * All seeds of the same k, λ and weights. The mean is of those that are known; infinite where one diverged, for of the others alone
 * it would promise too much; NaN where none is known.
 * @typedef {object} Cell
 * @property {number} hiddenUnits
 * @property {number} lambda
 * @property {boolean} tied
 * @property {readonly SweptOne[]} ones seeds rising
 * @property {readonly number[]} values of those that are trained and have such a number
 * @property {number} mean
 * @property {number} low
 * @property {number} high
 * @property {number} diverged how many diverged
 */

/**
 * The number that is shown of a run.
 * @param {Outcome} outcome
 * @param {SweepMeasure} measure
 */
export function numberOf({ evaluation, deadUnits, divergence }, measure) {
  if (divergence) return Infinity;
  return measure === "deadUnits" ? deadUnits : evaluation[measure];
}

/**
 * The cells of a plan: by k, λ, untied ones first.
 * @param {Plan} plan
 * @param {Known} known
 * @param {SweepMeasure} measure
 * @returns {Cell[]}
 */
export function cellsOf({ runs, units, lambdas, weights }, known, measure) {
  /** @type {Map<string, SweptOne[]>} */
  const groups = new Map();
  const name = (/** @type {Pick<SweptRun, "hiddenUnits" | "lambda" | "tied">} */ { hiddenUnits, lambda, tied }) =>
    `${hiddenUnits} ${lambda} ${tied}`;
  for (const run of runs) {
    const outcome = known.get(run.key);
    const one = { run, outcome, value: outcome && numberOf(outcome, measure) };
    const group = groups.get(name(run));
    if (group) group.push(one);
    else groups.set(name(run), [one]);
  }
  return units.flatMap((hiddenUnits) =>
    lambdas.flatMap((lambda) =>
      weights.map((tied) => {
        const own = { hiddenUnits, lambda, tied };
        return { ...own, ...summed(groups.get(name(own)) ?? []) };
      }),
    ),
  );
}

/** @param {SweptOne[]} ones */
function summed(ones) {
  const values = ones.flatMap(({ value }) => (value === undefined || Number.isNaN(value) ? [] : [value]));
  const finite = values.filter((value) => value !== Infinity);
  const diverged = values.length - finite.length;
  const mean = diverged > 0 ? Infinity : values.reduce((sum, value) => sum + value, 0) / values.length;
  const [low, high] = finite.length > 0 ? [Math.min(...finite), Math.max(...finite)] : [NaN, NaN];
  return { ones, values, mean, low, high, diverged };
}

/**
 * How many runs of a plan are known.
 * @param {Plan} plan
 * @param {Known} known
 */
export function countKnown({ runs }, known) {
  return runs.reduce((count, { key }) => count + (known.has(key) ? 1 : 0), 0);
}
