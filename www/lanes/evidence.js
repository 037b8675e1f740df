/**
 * What can be said of recipes once they have been trained from several seeds: pure functions from numbers to sentences, which are
 * never stronger than the numbers.
 *
 * A seed decides the images, their order and the first weights, so runs of one seed are compared in pairs. A sentence counts the pairs
 * and gives both ranges; where these overlap, it says so.
 */

import { formatCount, formatNumber } from "../base/format.js";

/** @import { Evaluation } from "../base/protocol.js" */

/** How the measures are called that are shown over seeds, as the readouts call them. */
export const MEASURES = Object.freeze(
  /** @type {const} */ ({
    train: "train error",
    heldOut: "held-out error",
    gap: "gap",
    copyIndex: "copy index",
    noiseKept: "noise kept",
  }),
);

/** @typedef {keyof typeof MEASURES & keyof Evaluation} Measure */

/** What a run of one seed came to. @typedef {number | "diverged"} Outcome */

/**
 * A measure of one lane's recipe over seeds.
 * @typedef {object} Sample
 * @property {string} name of the lane
 * @property {number} step of all these runs
 * @property {ReadonlyMap<number, Outcome>} outcomes by seed; a run that has not been trained has none
 */

/** "clear": all pairs say the same and the ranges lie apart; "overlapping": they do not; "too few": nothing is said beyond this run. */
/** @typedef {{standing: "clear" | "overlapping" | "equal" | "too few", text: string}} Comparison */

/** Of fewer pairs, nothing is said that goes beyond the run that is shown. */
const FEWEST_PAIRS = 3;

/**
 * How a measure of one lane compares with that of another, in words: "In 5 of 5 seeds B's held-out error is above A's (6.20–6.80 against
 * 4.10–4.80)."
 * @param {Measure} measure
 * @param {Sample} one
 * @param {Sample} other
 * @param {readonly number[]} seeds that the runs were to be trained with
 * @returns {Comparison}
 */
export function compared(measure, one, other, seeds) {
  const pairs = seeds.flatMap((seed) => {
    const [a, b] = [one, other].map(({ outcomes }) => outcomes.get(seed));
    return typeof a === "number" && typeof b === "number" ? [[a, b]] : [];
  });
  const lacking = [one, other].flatMap((sample) => lackingIn(sample, seeds));
  if (pairs.length < FEWEST_PAIRS) {
    const told = pairs.length === 0 ? "no seed" : `${pairs.length} of ${seeds.length} seeds`;
    return {
      standing: "too few",
      text: sentence([`${told} can be compared: too few to say more than of this run`, ...lacking]),
    };
  }
  const [above, below] = [1, -1].map((sign) => pairs.filter(([a, b]) => sign * (a - b) > 0).length);
  const equal = pairs.length - above - below;
  const [ours, theirs] = [0, 1].map((at) => rangeOf(pairs.map((pair) => pair[at])));
  const possessive = `${one.name}’s ${MEASURES[measure]} is`;
  const among = (/** @type {number} */ count) => `In ${count} of ${seeds.length} seeds ${possessive}`;
  if (equal === pairs.length) {
    const text = sentence([`${among(equal)} equal to ${other.name}’s (${rangeText(ours)})`, ...lacking]);
    return { standing: "equal", text };
  }
  const [more, most] = above >= below ? ["above", above] : ["below", below];
  const overlap = ours.low <= theirs.high && theirs.low <= ours.high;
  const rest = [
    ...(most < above + below ? [`in ${above + below - most} ${more === "above" ? "below" : "above"}`] : []),
    ...(equal > 0 ? [`in ${equal} equal`] : []),
  ];
  const counted = [`${among(most)} ${more} ${other.name}’s`, ...rest].join(", ");
  const text = `${counted}${overlap ? "; the ranges overlap" : ""} (${againstText(ours, theirs, one, other)})`;
  return { standing: overlap ? "overlapping" : "clear", text: sentence([text, ...lacking]) };
}

/**
 * The range of a measure of one lane: "Over 5 seeds A's held-out error is 4.10–4.80."
 * @param {Measure} measure
 * @param {Sample} sample
 * @param {readonly number[]} seeds
 */
export function ranged(measure, sample, seeds) {
  const numbers = numbersOf(sample, seeds);
  const lacking = lackingIn(sample, seeds);
  const whose = `${sample.name}’s ${MEASURES[measure]}`;
  if (numbers.length === 0) return sentence([`of ${whose} there is no range`, ...lacking]);
  const seedsOf = `${numbers.length} ${numbers.length === 1 ? "seed" : "seeds"}`;
  return sentence([`over ${seedsOf} ${whose} is ${rangeText(rangeOf(numbers))}`, ...lacking]);
}

/**
 * The numbers of a sample, in the order of the seeds.
 * @param {Sample} sample
 * @param {readonly number[]} seeds
 * @returns {number[]}
 */
export function numbersOf({ outcomes }, seeds) {
  return seeds.map((seed) => outcomes.get(seed)).filter((outcome) => typeof outcome === "number");
}

/**
 * What a sample has no number of, and why.
 * @param {Sample} sample
 * @param {readonly number[]} seeds
 */
function lackingIn({ name, outcomes }, seeds) {
  const [diverged, missing] = [
    seeds.filter((seed) => outcomes.get(seed) === "diverged"),
    seeds.filter((seed) => !outcomes.has(seed)),
  ];
  return [
    ...(diverged.length > 0 ? [`with ${seedsText(diverged)} ${name} diverged`] : []),
    ...(missing.length > 0 ? [`with ${seedsText(missing)} ${name} is not trained`] : []),
  ];
}

/** @param {readonly number[]} seeds */
function seedsText(seeds) {
  const [last, ...others] = seeds.map(String).toReversed();
  return others.length === 0 ? `seed ${last}` : `seeds ${others.toReversed().join(", ")} and ${last}`;
}

/** @typedef {{low: number, high: number}} Range */

/** @param {readonly number[]} numbers @returns {Range} */
function rangeOf(numbers) {
  return { low: Math.min(...numbers), high: Math.max(...numbers) };
}

/**
 * From where to where: one number where both are written alike.
 * @param {Range} range
 * @param {(value: number) => string} [format]
 */
export function rangeText({ low, high }, format = formatNumber) {
  const [from, to] = [format(low), format(high)];
  if (from === to) return from;
  return low < 0 ? `${from} to ${to}` : `${from}–${to}`;
}

/**
 * Both ranges, with as many digits as keep apart what lies apart, and with their steps where these differ.
 * @param {Range} ours
 * @param {Range} theirs
 * @param {Sample} one
 * @param {Sample} other
 */
function againstText(ours, theirs, one, other) {
  const [lower, upper] = ours.low > theirs.high ? [theirs.high, ours.low] : [ours.high, theirs.low];
  const formats = [formatNumber, ...[4, 6, 8, 12, 17].map(inDigits)];
  const format = formats.find((candidate) => !(lower < upper) || candidate(lower) !== candidate(upper)) ?? String;
  const [a, b] = [ours, theirs].map((range) => rangeText(range, format));
  if (one.step === other.step) return `${a} against ${b}`;
  return `${a} at step ${formatCount(one.step)} against ${b} at step ${formatCount(other.step)}`;
}

/** @param {number} digits @returns {(value: number) => string} */
const inDigits = (digits) => (value) => value.toPrecision(digits).replace("-", "−");

/** @param {string[]} parts */
function sentence(parts) {
  const text = parts.join("; ");
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}
