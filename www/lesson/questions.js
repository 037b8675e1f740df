/**
 * What the cards ask before their runs train, how the answer is measured, and what is said of it then: never more than what was measured in the
 * runs that stand on the page.
 */

import { formatCount, formatNumber, formatSetting } from "../base/format.js";
import { COPIES, HARDLY, NOISE_PASSES } from "../lanes/thresholds.js";
import { DRAWN_STEPS } from "./regularizing.js";
import { aroundJump, awaited, changeTo, measuredAt, missing, there } from "./measuring.js";
import { changeWords, curveText, pickText, ratioText, valueText } from "./scoring.js";
import { LAMBDAS, fresh } from "./fresh_runs.js";

/** @import { Lane } from "../lanes/lanes.js" */
/** @import { Outcome } from "../base/protocol.js" */
/** @import { Measured, Point } from "./measuring.js" */
/** @import { PredictionKind } from "./prediction.js" */

/** What is known of the runs. @typedef {{lanes: readonly Lane[], outcomes: ReadonlyMap<string, Outcome>}} Known */

/**
 * How it came out: which of the three answers it is, and two sentences, about a prediction and why.
 * @typedef {object} Result
 * @property {0 | 1 | 2} answer
 * @property {(said: any) => string} off
 * @property {string} why
 * @property {readonly number[]} [curve] at the five places
 */

/**
 * @typedef {object} Question
 * @property {PredictionKind} kind
 * @property {string} text
 * @property {readonly [string, string, string]} answers for a person, or for a class
 * @property {{min: number, max: number, log: boolean, begin: number}} [scale] of a value, or of a curve
 * @property {string} [place] the readout that a value is marked at
 * @property {readonly number[]} [lambdas] a curve is drawn over these
 * @property {boolean} [late] can be answered until the card's button has been pressed
 * @property {(known: Known) => Measured<Result>} measure
 */

/**
 * @template T
 * @param {Measured<T>} measured
 * @param {(found: T) => Result} tell
 * @returns {Measured<Result>}
 */
const told = (measured, tell) => (measured.is === "there" ? there(tell(measured.found)) : measured);

/** Where a run has trained on, its curve has the point before. @param {number} step @param {...Point} points */
const measuredNear = (step, ...points) =>
  points.every((point) => point.step === step)
    ? ""
    : ` Measured at step ${[...new Set(points.map((point) => formatCount(point.step)))].join(" and ")}.`;

/** Where they were tied at other steps than was asked. @param {readonly number[]} steps */
const tiedAt = (steps) =>
  steps.every((step) => step === 1500)
    ? ""
    : ` They were tied at step ${[...new Set(steps.map(formatCount))].join(" and ")}, not at 1,500.`;

/** @param {readonly Lane[]} lanes @param {string} name */
const isTied = (lanes, name) => lanes.find((lane) => lane.name === name)?.config.tied;

/** Of a curve of errors that is drawn. */
const ERRORS = Object.freeze({ min: 0.5, max: 30, log: true, begin: 4 });

/** Gaps that differ by less than this share of the larger one are about the same. */
const ALIKE = 0.1;

/** @type {Question} */
const GAP = {
  kind: "pick",
  text: "Whose gap, held-out minus train error, will be larger at step 1,500: A’s, with 16 units, or B’s, with 392?",
  answers: ["A’s", "B’s", "about the same"],
  measure: ({ lanes }) =>
    told(measuredAt(lanes, ["A", "B"], 1500), ([a, b]) => {
      const alike = Math.abs(a.gap - b.gap) <= ALIKE * Math.max(Math.abs(a.gap), Math.abs(b.gap));
      const answer = alike ? 2 : a.gap > b.gap ? 0 : 1;
      const parts = (/** @type {typeof a} */ { heldOut, train, gap }) =>
        `${formatNumber(heldOut)} − ${formatNumber(train)} = ${formatNumber(gap)}`;
      const stored = b.train < a.train && b.heldOut > a.heldOut;
      return {
        answer,
        off: (said) =>
          pickText(GAP.answers[said], GAP.answers[answer], `A has ${formatNumber(a.gap)}, B ${formatNumber(b.gap)}`),
        why: `Held-out − train error: A ${parts(a)}, B ${parts(b)}.${stored ? " B redraws its own images better than A, and new ones worse: what it gains on its own it does not gain on new ones." : ""}${measuredNear(1500, a, b)}`,
      };
    }),
};

/** @type {Question} */
const NOISE = {
  kind: "pick",
  text: `Noise is added to new digits. How much of it will come out of B at step 2,000: most of it (${NOISE_PASSES} of its energy or more), a part, or hardly any (less than ${HARDLY})?`,
  answers: ["most of it", "a part", "hardly any"],
  measure: ({ lanes }) =>
    told(measuredAt(lanes, ["B"], 2000), ([b]) => {
      const { noiseKept, copyIndex } = b;
      const answer = noiseKept >= NOISE_PASSES ? 0 : noiseKept >= HARDLY ? 1 : 2;
      return {
        answer,
        off: (said) =>
          pickText(NOISE.answers[said], NOISE.answers[answer], `B’s noise kept is ${formatNumber(noiseKept)}`),
        why: `B’s copy index, the share of a tiny change that passes straight through in the mean over all directions, is ${formatNumber(copyIndex)}, where the identity has 1; noise is a change, too.${measuredNear(2000, b)}`,
      };
    }),
};

/** @type {Question} */
const PENALTY = {
  kind: "draw",
  text: "At step 700 λ is set to 0.01 in B. Draw its held-out error from there to step 1,500: drag the five points in the chart, or move them with ↑ and ↓.",
  answers: ["it falls", "about the same", "it rises"],
  scale: ERRORS,
  late: true,
  measure: ({ lanes }) => {
    const lane = lanes.find(({ name }) => name === "B");
    const event = changeTo(lane, "lambda", 0.01);
    const ends = measuredAt(lanes, ["B"], 1500);
    if (ends.is === "missing") return ends;
    if (!lane || !event) return awaited("once λ has been set in B, and it has trained to step 1,500");
    if (event.step >= 1500)
      return missing(
        `λ was set at step ${formatCount(event.step)}, after the steps that were asked about: Reset (R), and set it earlier.`,
      );
    if (ends.is !== "there") return ends;
    const before = measuredAt(lanes, ["B"], event.step);
    const points = DRAWN_STEPS.map((step) => measuredAt(lanes, ["B"], step));
    if (before.is !== "there" || !points.every(({ is }) => is === "there")) return awaited("at step 1,500");
    const [from, to] = [before.found[0], ends.found[0]];
    const curve = points.flatMap((one) => (one.is === "there" ? [one.found[0].heldOut] : []));
    const ratio = to.heldOut / from.heldOut;
    const when = event.step === 700 ? "" : ` (λ was set at step ${formatCount(event.step)}, not at 700.)`;
    const traded = to.thetaSquared < from.thetaSquared && to.train > from.train && to.heldOut < from.heldOut;
    return there({
      answer: ratio < 1 - ALIKE ? 0 : ratio > 1 + ALIKE ? 2 : 1,
      off: (said) => curveText(said, curve, "at step 1,500"),
      why: `Since λ was set, B’s ‖θ‖² ${changeWords(from.thetaSquared, to.thetaSquared)}, its train error ${changeWords(from.train, to.train)}, its noise kept ${changeWords(from.noiseKept, to.noiseKept)}${traded ? ": with smaller weights it gives up some of its own images, and redraws new ones better" : ""}.${when}${measuredNear(1500, to)}`,
      curve,
    });
  },
};

/** Where a curve was drawn lowest, if that is one place. @param {readonly number[]} said */
function lowestText(said) {
  const lowest = Math.min(...said);
  const [at, ...others] = said.flatMap((value, place) => (value === lowest ? [place] : []));
  return others.length > 0 ? "" : `You drew it lowest at λ = ${formatSetting(LAMBDAS[at])}. `;
}

/** @type {Question} */
const LAMBDA = {
  kind: "draw",
  text: "Five fresh runs like B, each with one λ from its first step on: draw their held-out errors at step 1,500.",
  answers: ["lowest at λ = 0", "lowest between", `lowest at λ = ${formatSetting(LAMBDAS[LAMBDAS.length - 1])}`],
  scale: ERRORS,
  lambdas: LAMBDAS,
  measure: ({ outcomes }) =>
    told(fresh(outcomes), ({ heldOut, train, seeds }) => {
      const low = heldOut.indexOf(Math.min(...heldOut));
      const end = heldOut.length - 1;
      const part = (/** @type {number} */ at) =>
        `at λ = ${formatSetting(LAMBDAS[at])} ${formatNumber(train[at])} + ${formatNumber(heldOut[at] - train[at])}`;
      return {
        answer: low === 0 ? 0 : low === end ? 2 : 1,
        off: (said) =>
          `${curveText(said, heldOut, `at λ = ${formatSetting(LAMBDAS[end])}`)} ${lowestText(said)}Of the five it is lowest at λ = ${formatSetting(LAMBDAS[low])}.`,
        why: `Held-out error is train error + gap: ${[...new Set([0, low, end])].map(part).join(", ")} (${seeds === 1 ? "one seed" : `means of ${seeds} seeds`}).`,
        curve: heldOut,
      };
    }),
};

/** @type {Question} */
const TIE = {
  kind: "value",
  text: "How large will B’s copy index be at step 1,500, once both matrices are one? A network that draws the same for every image has 0, the identity 1.",
  answers: [`below ${HARDLY}`, `${HARDLY} to ${COPIES}`, `${COPIES} or more`],
  scale: { min: 0, max: 1, log: false, begin: 0.5 },
  place: "B.copy index",
  measure: ({ lanes }) =>
    told(measuredAt(lanes, ["A", "B"], 1500), ([a, b]) => ({
      answer: b.copyIndex >= COPIES ? 2 : b.copyIndex >= HARDLY ? 1 : 0,
      off: (said) => valueText(said, b.copyIndex, "B’s copy index"),
      why: `The copy index is, in the mean over images, a sum over the units that answer, of their weights in W times those in W*ᵀ, over n: in A, where their cosine is ${formatNumber(a.alignment)}, it comes to ${formatNumber(a.copyIndex)}.${isTied(lanes, "B") ? " Tied, as in B, each of them is a square, so nothing cancels." : ""}${measuredNear(1500, a, b)}`,
    })),
};

/** @type {Question} */
const JUMP = {
  kind: "value",
  text: "A and B will be tied at step 1,500. How large will A’s held-out error be right after?",
  answers: ["at most a tenth more", "up to twice as much", "more than twice"],
  scale: { min: 1, max: 100, log: true, begin: 10 },
  place: "A.held-out error",
  late: true,
  measure: ({ lanes }) => {
    const reached = measuredAt(lanes, ["A", "B"], 1);
    if (reached.is === "missing") return reached;
    const ties = ["A", "B"].map((name) => {
      const lane = lanes.find((one) => one.name === name);
      return { lane, step: changeTo(lane, "tied", true)?.step };
    });
    const [a, b] = ties.map(({ lane, step }) => (lane && step !== undefined ? aroundJump(lane, step) : undefined));
    if (!a || !b) return awaited("once both have been tied");
    if (![a, b].every(({ before, after }) => Number.isFinite(before.heldOut) && Number.isFinite(after.heldOut)))
      return missing("Where they were tied an error is no finite number.");
    const [ofA, ofB] = [a, b].map(({ before, after }) => after.heldOut / before.heldOut);
    const unlike = a.before.alignment < b.before.alignment && ofA > ofB;
    return there({
      answer: ofA <= 1 + ALIKE ? 0 : ofA <= 2 ? 1 : 2,
      off: (said) => ratioText(said, a.after.heldOut, "A’s held-out error right after"),
      why: `Before, the cosine of W and W*ᵀ was ${formatNumber(a.before.alignment)} in A and ${formatNumber(b.before.alignment)} in B, whose error goes from ${formatNumber(b.before.heldOut)} to ${formatNumber(b.after.heldOut)}.${unlike ? " The less two matrices are alike, the more changes when one stands for both." : ""}${tiedAt(ties.map(({ step }) => step ?? NaN))}`,
    });
  },
};

/** By their cards. @type {Readonly<Record<string, Question>>} */
export const QUESTIONS = Object.freeze({
  bottleneck: GAP,
  copy: NOISE,
  penalty: PENALTY,
  "too-much": LAMBDA,
  tie: TIE,
  "tricks-meet": JUMP,
});
