/** How far a prediction was from what came, in words. Pure. */

import { formatCount, formatNumber } from "../base/format.js";

/** Factors that are this near to 1 are none to speak of. */
const HIT = 1.05;
const WITHIN = `within ${Math.round(100 * (HIT - 1))}\u00a0%`;

/**
 * A number beside the one that came: `You said 0.20, and it is 0.81: 0.61 too low.`
 * @param {number} said
 * @param {number} came
 * @param {string} what it is of
 */
export function valueText(said, came, what) {
  const off = came - said;
  const words = Math.abs(off) < 0.005 ? "just that" : `${formatNumber(Math.abs(off))} too ${off > 0 ? "low" : "high"}`;
  return `You said ${formatNumber(said)}; ${what} is ${formatNumber(came)}: ${words}.`;
}

/**
 * The same where values span decades.
 * @param {number} said
 * @param {number} came
 * @param {string} what
 */
export function ratioText(said, came, what) {
  return `You said ${formatNumber(said)}; ${what} is ${formatNumber(came)}: ${timesText(said, came)}.`;
}

/** @param {number} said @param {number} came */
function timesText(said, came) {
  if (!(said > 0 && came > 0)) return `${formatNumber(Math.abs(came - said))} too ${came > said ? "low" : "high"}`;
  const factor = Math.exp(Math.abs(Math.log(came / said)));
  if (factor < HIT) return WITHIN;
  return `too ${came > said ? "low" : "high"} by a factor of ${formatNumber(factor)}`;
}

/**
 * By which factor a curve is off: the exponential of the mean of |ln(drawn/came)|.
 * @param {readonly number[]} drawn
 * @param {readonly number[]} came
 */
export function factorOff(drawn, came) {
  const logs = drawn.map((one, at) => Math.abs(Math.log(one / came[at])));
  return Math.exp(logs.reduce((sum, one) => sum + one, 0) / logs.length);
}

/**
 * A curve beside the one that came.
 * @param {readonly number[]} drawn
 * @param {readonly number[]} came
 * @param {string} last what came at the last place, and where that is
 */
export function curveText(drawn, came, last) {
  const factor = factorOff(drawn, came);
  const off = factor < HIT ? WITHIN : `off by a factor of ${formatNumber(factor)}`;
  const end = drawn.length - 1;
  return `Your curve is ${off}, in the geometric mean over its five points; ${last} you drew ${formatNumber(drawn[end])}, and it is ${formatNumber(came[end])}.`;
}

/**
 * One of the answers beside the one that came.
 * @param {string} said
 * @param {string} came
 * @param {string} numbers behind it
 */
export function pickText(said, came, numbers) {
  return said === came
    ? `You said “${said}”, and so it is: ${numbers}.`
    : `You said “${said}”, but it is “${came}”: ${numbers}.`;
}

/** `from 6.40 to 1.87`. @param {number} from @param {number} to */
export function changeWords(from, to) {
  return `${to > from ? "rose" : to < from ? "fell" : "stayed"} from ${formatNumber(from)} to ${formatNumber(to)}`;
}

/** @param {readonly number[]} votes @param {readonly string[]} answers @param {number | undefined} came */
export function votesText(votes, answers, came) {
  const all = votes.reduce((sum, one) => sum + one, 0);
  const told = answers.map((answer, at) => `${answer}: ${formatCount(votes[at])}`).join(", ");
  if (all === 0) return "No votes.";
  const right = came === undefined ? "" : ` ${formatCount(votes[came])} of ${formatCount(all)} said what came.`;
  return `${told}.${right}`;
}
