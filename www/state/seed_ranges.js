/** What other seeds say of the runs that are shown: ranges of their numbers, and a sentence. Pure functions. */

import { MEASURES, compared, numbersOf, rangeText, ranged } from "../lanes/evidence.js";
import { formatCount, formatNumber } from "../base/format.js";
import { cohortOf, isComplete, sampleOf, standsAt } from "./seeds.js";

/** @import { Measure, Sample } from "../lanes/evidence.js" */
/** @import { Lane } from "../lanes/lanes.js" */
/** @import { Cohort } from "./seeds.js" */
/** @import { State } from "./state.js" */

/**
 * A measure of a recipe over its seeds, to be drawn on the scale that all runs share.
 * @typedef {object} Strip
 * @property {number} own of the run's own seed; not a number where it has none
 * @property {number[]} others
 * @property {string} range from where to where; with the step, where the run does not stand there
 * @property {string} text what is drawn, in words
 */

/** The least and the largest value of a measure, of all runs. @typedef {{low: number, high: number}} Scale */

/**
 * @typedef {object} SeedRanges
 * @property {Cohort} cohort
 * @property {Readonly<Record<Measure, Strip>>} strips
 * @property {Readonly<Record<Measure, Scale>>} scales
 * @property {string} about which seeds, at which step, and which of them diverged
 * @property {string} sentence for the verdict; empty where the run stands elsewhere, or seeds are still being trained
 * @property {boolean} clear whether the sentence says something that goes beyond this run
 */

const NAMES = /** @type {Measure[]} */ (Object.keys(MEASURES));

/**
 * For each lane what is known over seeds of its recipe.
 * @param {Pick<State, "lanes" | "seeds">} state
 * @returns {(SeedRanges | undefined)[]}
 */
export function rangesOf({ lanes, seeds: { cohorts, phase } }) {
  const own = lanes.map((lane) => cohortOf(cohorts, lane));
  const known = own.filter((cohort) => cohort !== undefined);
  if (known.length === 0) return own.map(() => undefined);
  const scales = recordOf((measure) => scaleOf(known, measure));
  return lanes.map((lane, index) => {
    const cohort = own[index];
    if (!cohort) return undefined;
    return {
      cohort,
      strips: recordOf((measure) => stripOf(cohort, lane, measure)),
      scales,
      about: aboutOf(cohort),
      ...sentenceOf(lanes, own, index, phase === "training"),
    };
  });
}

/**
 * @template T
 * @param {(measure: Measure) => T} value
 */
function recordOf(value) {
  return /** @type {Record<Measure, T>} */ (Object.fromEntries(NAMES.map((measure) => [measure, value(measure)])));
}

/**
 * @param {readonly Cohort[]} cohorts
 * @param {Measure} measure
 * @returns {Scale}
 */
function scaleOf(cohorts, measure) {
  const numbers = cohorts.flatMap((cohort) => numbersOf(sampleOf(cohort, "", measure), cohort.seeds));
  return { low: Math.min(...numbers), high: Math.max(...numbers) };
}

/**
 * @param {Cohort} cohort
 * @param {Lane} lane
 * @param {Measure} measure
 * @returns {Strip}
 */
function stripOf(cohort, lane, measure) {
  const { seeds, step } = cohort;
  const sample = sampleOf(cohort, lane.name, measure);
  const [first, ...rest] = seeds;
  const [[own = NaN], others] = [[first], rest].map((some) => numbersOf(sample, some));
  const numbers = numbersOf(sample, seeds);
  const range = rangeText({ low: Math.min(...numbers), high: Math.max(...numbers) });
  const counted = `${numbers.length} ${numbers.length === 1 ? "seed" : "seeds"}`;
  const text = `${MEASURES[measure]} over ${counted} at step ${formatCount(step)}: ${range}, in this run ${formatNumber(own)}`;
  return { own, others, range: standsAt(cohort, lane) ? range : `${range}, step ${formatCount(step)}`, text };
}

/** @param {Cohort} cohort */
function aboutOf({ seeds, step, fates }) {
  const diverged = seeds.filter((seed) => fates.get(seed) === "diverged").length;
  const known = seeds.filter((seed) => fates.has(seed)).length;
  return [
    `${known} ${known === 1 ? "seed" : "seeds"}, step ${formatCount(step)}`,
    ...(diverged > 0 ? [`${diverged} diverged`] : []),
  ].join("; ");
}

/**
 * The first run has its range; any other is compared with it, if both errors are of one kind.
 * @param {readonly Lane[]} lanes
 * @param {readonly (Cohort | undefined)[]} cohorts
 * @param {number} index
 * @param {boolean} training
 */
function sentenceOf(lanes, cohorts, index, training) {
  const none = { sentence: "", clear: false };
  const [own, first] = [index, 0].map((at) => sampleAt(lanes[at], cohorts[at], training));
  if (!own) return none;
  if (!first || index === 0 || lanes[index].start.loss !== lanes[0].start.loss)
    return { sentence: ranged("heldOut", own.sample, own.seeds), clear: false };
  const { standing, text } = compared("heldOut", own.sample, first.sample, own.seeds);
  return { sentence: text, clear: standing === "clear" };
}

/**
 * @param {Lane} lane
 * @param {Cohort | undefined} cohort
 * @param {boolean} training
 * @returns {{sample: Sample, seeds: number[]} | undefined} nothing where nothing can be said of where the run stands
 */
function sampleAt(lane, cohort, training) {
  if (!cohort || !standsAt(cohort, lane) || (training && !isComplete(cohort))) return undefined;
  return { sample: sampleOf(cohort, lane.name, "heldOut"), seeds: cohort.seeds };
}
