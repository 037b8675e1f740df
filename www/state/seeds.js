/**
 * Other seeds: the recipes of the runs that are shown, trained from further seeds to the step at which each run stands. Pure functions.
 *
 * Seeds are the run's own and the four that follow it; 0 follows the largest.
 */

import { recipeOf, snapshotOf } from "../lanes/lanes.js";
import { keyOf } from "../settings/job.js";

/** @import { Evaluation, Outcome, Progress } from "../base/protocol.js" */
/** @import { Job } from "../settings/job.js" */
/** @import { Measure, Sample } from "../lanes/evidence.js" */
/** @import { Lane, Recipe } from "../lanes/lanes.js" */

/** What a recipe came to with one seed; its curve where that was asked for. @typedef {{evaluation: Evaluation, curve?: Float64Array} | "diverged"} Fate */

/**
 * A recipe at a step, and what it came to with each of its seeds.
 * @typedef {object} Cohort
 * @property {string} key the same for all lanes of this recipe and step
 * @property {string} name of the lane it was made for
 * @property {Recipe} recipe with the lane's own seed
 * @property {number} step
 * @property {number[]} seeds the lane's own first
 * @property {ReadonlyMap<number, Fate>} fates by seed
 */

/**
 * @typedef {object} Seeds
 * @property {"at rest" | "awaited" | "training"} phase "awaited": the runs are still coming to rest
 * @property {Cohort[]} cohorts
 * @property {Progress | null} progress
 * @property {string} problem why a seed has nothing: a sentence
 */

/**
 * @typedef {{type: "begin"}
 *   | {type: "curves"}
 *   | {type: "result", key: string, seed: number, outcome?: Outcome, problem?: string}
 *   | {type: "progress", progress: Progress}
 *   | {type: "end"}
 *   | {type: "cancel"}} SeedsChange
 */

/** Seeds of a cohort, the run's own among them. */
export const COUNT = 5;
/** Seeds are whole numbers below this. */
const LIMIT = 2 ** 32;

/** @type {Seeds} */
export const NO_SEEDS = Object.freeze({ phase: "at rest", cohorts: [], progress: null, problem: "" });

/** A run's seed, and the next four. @param {number} seed @returns {number[]} */
export function seedsFrom(seed) {
  return Array.from({ length: COUNT }, (_, at) => (seed + at) % LIMIT);
}

/**
 * The runs that can be trained from other seeds: those that stand, or train, at some step.
 * @param {readonly Lane[]} lanes
 */
export function eligible(lanes) {
  return lanes.filter((lane) => lane.status === "ready" && (snapshotOf(lane)?.step ?? 0) > 0);
}

/**
 * Whether the numbers of all runs that can be trained are of exactly the steps at which they stand.
 * @param {readonly Lane[]} lanes
 */
export function standStill(lanes) {
  return eligible(lanes).every(({ atRest, picture }) => {
    const { snapshot } = picture ?? {};
    return atRest && snapshot?.evaluation.step === snapshot?.step;
  });
}

/** @param {Lane} lane at rest @returns {Cohort} */
export function cohortFrom(lane) {
  const { snapshot, curve } = /** @type {NonNullable<Lane["picture"]>} */ (lane.picture);
  const { step, evaluation } = snapshot;
  const recipe = upTo(recipeOf(lane), step);
  const seeds = seedsFrom(recipe.config.seed);
  return {
    key: keyOf({ ...recipe, until: step }),
    name: lane.name,
    recipe,
    step,
    seeds,
    fates: new Map([[seeds[0], { evaluation, curve }]]),
  };
}

/**
 * A cohort with what others of the same recipe and step have come to.
 * @param {Cohort} cohort
 * @param {readonly Cohort[]} others
 * @returns {Cohort}
 */
export function withKnown(cohort, others) {
  const twin = others.find(({ key }) => key === cohort.key);
  return twin ? { ...cohort, fates: new Map([...twin.fates, ...cohort.fates]) } : cohort;
}

/**
 * A recipe with the changes that act up to a step.
 * @param {Recipe} recipe
 * @param {number} last
 * @returns {Recipe}
 */
function upTo({ config, events }, last) {
  return { config, events: events.filter(({ step }) => step <= last) };
}

/**
 * What is still to be trained, all runs of one seed before those of the next, so that pairs come early.
 * @param {readonly Cohort[]} cohorts
 * @param {boolean} wantsCurve
 * @returns {{key: string, seed: number, job: Job}[]}
 */
export function lackingJobs(cohorts, wantsCurve) {
  const distinct = cohorts.filter(({ key }, at) => cohorts.findIndex((other) => other.key === key) === at);
  return Array.from({ length: COUNT }, (_, at) => at).flatMap((at) =>
    distinct.flatMap(({ key, recipe: { config, events }, step, seeds, fates }) => {
      const seed = seeds[at];
      const fate = fates.get(seed);
      if (fate && (!wantsCurve || fate === "diverged" || fate.curve)) return [];
      return [{ key, seed, job: { config: { ...config, seed }, events, until: step, wantsCurve } }];
    }),
  );
}

/**
 * @param {Seeds} seeds
 * @param {Extract<SeedsChange, {type: "result"}>} result
 * @returns {Seeds}
 */
export function withResult(seeds, { key, seed, outcome, problem }) {
  if (!outcome) return { ...seeds, problem: problem ? `Seed ${seed} could not be trained: ${problem}` : "" };
  const { evaluation, curve, divergence } = outcome;
  /** @type {Fate} */
  const fate = divergence ? "diverged" : { evaluation, ...(curve && { curve }) };
  const cohorts = seeds.cohorts.map((cohort) =>
    cohort.key === key ? { ...cohort, fates: new Map([...cohort.fates, [seed, fate]]) } : cohort,
  );
  return { ...seeds, cohorts };
}

/**
 * What is known of the recipe of a lane: the cohort at the step at which its run stands, or else at the latest step for which the run
 * has, or will have, the same weights with the same seed.
 * @param {readonly Cohort[]} cohorts
 * @param {Lane} lane
 * @returns {Cohort | undefined}
 */
export function cohortOf(cohorts, lane) {
  if (cohorts.length === 0) return undefined;
  const recipe = recipeOf(lane);
  return cohorts.find(({ key, step }) => keyOf({ ...recipe, until: step }) === key);
}

/** Whether a run stands where its cohort was trained to. @param {Cohort} cohort @param {Lane} lane */
export function standsAt({ step }, lane) {
  const snapshot = snapshotOf(lane);
  return snapshot?.step === step && snapshot.evaluation.step === step;
}

/** Whether every seed of a cohort has come to something. @param {Cohort} cohort */
export function isComplete({ seeds, fates }) {
  return seeds.every((seed) => fates.has(seed));
}

/**
 * A measure of a cohort, as sentences are made of it.
 * @param {Cohort} cohort
 * @param {string} name of the lane
 * @param {Measure} measure
 * @returns {Sample}
 */
export function sampleOf({ fates, step }, name, measure) {
  const outcomes = [...fates].map(
    ([seed, fate]) => /** @type {const} */ ([seed, fate === "diverged" ? fate : fate.evaluation[measure]]),
  );
  return { name, step, outcomes: new Map(outcomes) };
}
