/** Which runs a sweep is made of, and in which order they are trained. Pure functions. */

import { keyOf } from "../settings/job.js";
import { OWN, OWN_SWEEP_UNITS, SWEEP_LAMBDAS, SWEEP_UNITS } from "../base/schema.js";
import { sideOf } from "../images/own.js";
import { laneNamed } from "../lanes/lineup.js";
import { DEFAULT_CONFIG } from "../settings/presets.js";

/** @import { Job } from "../settings/job.js" */
/** @import { RunConfig } from "../base/schema.js" */
/** @import { Swept } from "../base/sweeps.js" */
/** @import { State } from "../state/state.js" */

/**
 * One run of a sweep: what is its own, how it is trained, and the text it goes by.
 * @typedef {object} SweptRun
 * @property {number} hiddenUnits
 * @property {number} lambda
 * @property {boolean} tied
 * @property {number} seed
 * @property {Job} job
 * @property {string} key
 */

/**
 * What a sweep is.
 * @typedef {object} Plan
 * @property {Swept} over
 * @property {RunConfig} base what all runs have in common
 * @property {number} until the step at which they are measured
 * @property {readonly number[]} units rising
 * @property {readonly number[]} lambdas rising
 * @property {readonly boolean[]} weights whether they are tied: untied ones first
 * @property {number} seeds from 1 to this one
 * @property {readonly SweptRun[]} runs in the order in which they are trained
 */

/** What a sweep follows from. @typedef {Pick<State, "lanes" | "budget" | "sweepOver" | "sweepSeeds" | "sweepWeights" | "sweepOf">} Asked */

/** Steps where the page has no budget. */
const USUAL_STEPS = 1500;

/** Every so many values of an axis are in the coarse grid, and every half as many in the next. */
const COARSE = 4;

/**
 * The lane whose recipe is swept: the first, where the one that was asked for is gone.
 * @param {Pick<State, "lanes" | "sweepOf">} asked
 */
export function laneSwept({ lanes, sweepOf }) {
  return laneNamed(lanes, sweepOf);
}

/**
 * The settings that all runs have in common; those that each has for itself are as nobody set them.
 * @param {Asked} asked
 * @returns {RunConfig}
 */
function baseOf(asked) {
  const { config } = laneSwept(asked);
  const { seed, tied, lambda, hiddenUnits } = DEFAULT_CONFIG;
  const own = { lambda: { lambda }, units: { hiddenUnits }, both: { lambda, hiddenUnits } }[asked.sweepOver];
  return { ...config, ...own, seed, tied };
}

/**
 * A text that is the same as long as the plan is.
 * @param {Asked} asked
 */
export function planKey(asked) {
  const { budget, sweepOver, sweepSeeds, sweepWeights } = asked;
  return JSON.stringify([baseOf(asked), budget, sweepOver, sweepSeeds, sweepWeights]);
}

/** @param {RunConfig} base */
function unitsFor(base) {
  return base.data === "own" ? OWN_SWEEP_UNITS[sideOf(base) - OWN.leastSide] : SWEEP_UNITS[base.data];
}

/**
 * @param {Asked} asked
 * @returns {Plan}
 */
export function planOf(asked) {
  const { sweepOver: over, sweepSeeds: seeds, sweepWeights, budget } = asked;
  const base = baseOf(asked);
  const until = budget ?? USUAL_STEPS;
  const units = over === "lambda" ? [base.hiddenUnits] : unitsFor(base);
  const lambdas = over === "units" ? [base.lambda] : SWEEP_LAMBDAS;
  const weights = [false, true].filter((tied) => sweepWeights === "both" || (sweepWeights === "tied") === tied);
  return {
    over,
    base,
    until,
    units,
    lambdas,
    weights,
    seeds,
    runs: runsOf(base, until, units, lambdas, weights, seeds),
  };
}

/**
 * One seed after another, and of each the coarse grid first: so the shape is there early, and the rest fills in.
 * @param {RunConfig} base
 * @param {number} until
 * @param {readonly number[]} units
 * @param {readonly number[]} lambdas
 * @param {readonly boolean[]} weights
 * @param {number} seeds
 * @returns {SweptRun[]}
 */
function runsOf(base, until, units, lambdas, weights, seeds) {
  const cells = units
    .flatMap((hiddenUnits, column) =>
      lambdas.flatMap((lambda, row) =>
        weights.map((tied) => ({
          own: { hiddenUnits, lambda, tied },
          depth: Math.max(depthOf(column, units.length), depthOf(row, lambdas.length)),
        })),
      ),
    )
    .toSorted((a, b) => a.depth - b.depth);
  return Array.from({ length: seeds }, (_, index) => index + 1).flatMap((seed) =>
    cells.map(({ own }) => {
      const job = { config: { ...base, ...own, seed }, events: [], until };
      return { ...own, seed, job, key: keyOf(job) };
    }),
  );
}

/**
 * In which of the grids, each twice as fine as the one before, a value of an axis is first; both ends are in the coarsest.
 * @param {number} index
 * @param {number} count
 */
export function depthOf(index, count) {
  if (index === count - 1) return 0;
  let depth = 0;
  for (let spacing = COARSE; index % spacing !== 0; spacing /= 2) depth += 1;
  return depth;
}
