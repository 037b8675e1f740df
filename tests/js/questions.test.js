// What is measured when a prediction is compared, and what is said then: of all questions, and where there is nothing to compare with.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CURVE, CURVE_COLUMNS } from "../../www/base/protocol.js";
import { LAMBDAS } from "../../www/lesson/fresh_runs.js";
import { QUESTIONS } from "../../www/lesson/questions.js";
import {
  changeWords,
  curveText,
  factorOff,
  pickText,
  ratioText,
  valueText,
  votesText,
} from "../../www/lesson/scoring.js";
import { keyOf } from "../../www/settings/job.js";
import { SETTINGS, configOf } from "../../www/settings/presets.js";
import { initialState } from "../../www/state/state.js";

/** @import { RunEvent } from '../../www/base/protocol.js' */
/** @import { Lane } from '../../www/lanes/lanes.js' */

/** @typedef {Partial<Record<keyof typeof CURVE, number>>} Row */

/**
 * A lane whose run has come to the step of its last row.
 * @param {string} name
 * @param {Row[]} rows
 * @param {{events?: RunEvent[], status?: Lane["status"], step?: number, evaluation?: any, tied?: boolean}} [more]
 * @returns {Lane}
 */
function lane(
  name,
  rows,
  { events = [], status = "ready", step = rows.at(-1)?.step ?? 0, evaluation, tied = false } = {},
) {
  const curve = new Float64Array(rows.length * CURVE_COLUMNS);
  rows.forEach((row, at) => {
    for (const [quantity, value] of Object.entries(row))
      curve[at * CURVE_COLUMNS + CURVE[/** @type {keyof typeof CURVE} */ (quantity)]] = value;
  });
  const [own] = initialState().lanes;
  const snapshot = { step, events, evaluation: evaluation ?? { step } };
  return /** @type {any} */ ({ ...own, name, status, config: { ...own.config, tied }, picture: { snapshot, curve } });
}

const NOBODY = new Map();
/** @param {string} card @param {Lane[]} lanes */
const measure = (card, ...lanes) => QUESTIONS[card].measure({ lanes, outcomes: NOBODY });
/** @param {string} card @param {Lane[]} lanes */
function found(card, ...lanes) {
  const measured = measure(card, ...lanes);
  assert.ok(measured.is === "there", JSON.stringify(measured));
  return measured.found;
}

test("a number beside the one that came: too low, too high, or just that", () => {
  assert.equal(valueText(0.2, 0.81, "it"), "You said 0.20; it is 0.81: 0.61 too low.");
  assert.equal(valueText(0.9, 0.81, "it"), "You said 0.90; it is 0.81: 0.090 too high.");
  assert.equal(valueText(0.812, 0.81, "it"), "You said 0.81; it is 0.81: just that.");
});

test("where values span decades a factor says how far", () => {
  assert.equal(ratioText(10, 20, "it"), "You said 10.0; it is 20.0: too low by a factor of 2.00.");
  assert.equal(ratioText(20, 10, "it"), "You said 20.0; it is 10.0: too high by a factor of 2.00.");
  assert.equal(ratioText(20, 20.5, "it"), "You said 20.0; it is 20.5: within 5\u00a0%.");
  assert.equal(ratioText(0, 20, "it"), "You said 0; it is 20.0: 20.0 too low.");
});

test("a curve is off by the geometric mean of its factors", () => {
  assert.ok(Math.abs(factorOff([2, 2, 2, 2, 2], [1, 4, 2, 2, 2]) - 2 ** 0.4) < 1e-12);
  assert.equal(factorOff([1, 2], [1, 2]), 1);
  assert.equal(
    curveText([2, 2, 2, 2, 2], [2, 2, 2, 2, 2], "at the end"),
    "Your curve is within 5\u00a0%, in the geometric mean over its five points; at the end you drew 2.00, and it is 2.00.",
  );
  assert.match(curveText([4, 4, 4, 4, 4], [2, 2, 2, 2, 2], "at the end"), /off by a factor of 2\.00/u);
});

test("an answer is right or not, and both are named; a change has its direction; votes are counted", () => {
  assert.equal(pickText("A’s", "A’s", "2 and 1"), "You said “A’s”, and so it is: 2 and 1.");
  assert.equal(pickText("A’s", "B’s", "1 and 2"), "You said “A’s”, but it is “B’s”: 1 and 2.");
  assert.deepEqual(
    [changeWords(1, 2), changeWords(2, 1), changeWords(1, 1)],
    ["rose from 1.00 to 2.00", "fell from 2.00 to 1.00", "stayed from 1.00 to 1.00"],
  );
  assert.equal(votesText([3, 12, 5], ["x", "y", "z"], 1), "x: 3, y: 12, z: 5. 12 of 20 said what came.");
  assert.equal(votesText([3, 12, 5], ["x", "y", "z"], undefined), "x: 3, y: 12, z: 5.");
  assert.equal(votesText([0, 0, 0], ["x", "y", "z"], 1), "No votes.");
});

test("before its step nothing is compared; a run that is gone, has failed, diverged or is not finite is said to be so", () => {
  const good = lane("A", [{ step: 1500, train: 1, heldOut: 2 }]);
  assert.deepEqual(measure("bottleneck", good, lane("B", [{ step: 1400, train: 1, heldOut: 2 }])), {
    is: "awaited",
    until: "at step 1,500",
  });
  const why = (/** @type {Lane[]} */ ...lanes) => {
    const measured = measure("bottleneck", ...lanes);
    return measured.is === "missing" ? measured.why : measured.is;
  };
  assert.equal(why(good), "Run B, which was asked about, was removed.");
  assert.equal(why(good, lane("B", [], { status: "failed" })), "Run B could not be trained.");
  assert.equal(
    why(good, lane("B", [{ step: 40, train: 1, heldOut: 2 }], { status: "diverged" })),
    "Run B diverged before step 1,500, so there is nothing to compare with.",
  );
  assert.equal(
    why(good, lane("B", [{ step: 1500, train: 1, heldOut: NaN }])),
    "At step 1,500 the errors of run B are no finite numbers.",
  );
  assert.equal(why(good, lane("B", [{ step: 1500, train: 1, heldOut: 2 }], { status: "creating" })), "awaited", "new");
  assert.equal(why(good, lane("B", [{ step: 1600, train: 1, heldOut: 2 }], { status: "diverged" })), "awaited");
});

test("the gap: larger, or about the same; only what was measured is said of it", () => {
  const [a, b] = [
    lane("A", [{ step: 1500, train: 3, heldOut: 4.5 }]),
    lane("B", [{ step: 1500, train: 0, heldOut: 6.5 }]),
  ];
  const result = found("bottleneck", a, b);
  assert.equal(result.answer, 1);
  assert.equal(result.off(1), "You said “B’s”, and so it is: A has 1.50, B 6.50.");
  assert.equal(result.off(2), "You said “about the same”, but it is “B’s”: A has 1.50, B 6.50.");
  assert.equal(
    result.why,
    "Held-out − train error: A 4.50 − 3.00 = 1.50, B 6.50 − 0 = 6.50. B redraws its own images better than A, and new ones worse: what it gains on its own it does not gain on new ones.",
  );
  const other = found("bottleneck", b && { ...b, name: "A" }, { ...a, name: "B" });
  assert.equal(other.answer, 0);
  assert.doesNotMatch(other.why, /gains/u);
  assert.equal(found("bottleneck", a, { ...a, name: "B" }).answer, 2);
});

test("where a run has trained on, the point before is named; at rest it is what the readouts say", () => {
  const rows = [
    { step: 1488, train: 1, heldOut: 2 },
    { step: 3000, train: 1, heldOut: 9 },
  ];
  assert.match(found("bottleneck", lane("A", rows), lane("B", rows)).why, /Measured at step 1,488\.$/u);
  const evaluation = { step: 1500, train: 1, heldOut: 5 };
  const rests = lane("B", rows.slice(0, 1), { step: 1500, evaluation });
  assert.match(found("bottleneck", lane("A", rows), rests).why, /B 5\.00 − 1\.00 = 4\.00.*step 1,488 and 1,500\.$/u);
});

test("noise: most of it, a part, hardly any", () => {
  const of = (/** @type {number} */ noiseKept) =>
    found("copy", lane("B", [{ step: 2000, train: 1, heldOut: 1, noiseKept, copyIndex: 0.8 }]));
  assert.deepEqual(
    [2, 0.6, 0.59, 0.3, 0.29].map((kept) => of(kept).answer),
    [0, 0, 1, 1, 2],
  );
  assert.equal(of(0.9).off(2), "You said “hardly any”, but it is “most of it”: B’s noise kept is 0.90.");
  assert.match(of(0.9).why, /is 0\.80, where the identity has 1/u);
});

test("a curve after λ was set: compared at five steps, once it was set; when that was is said", () => {
  const rows = [0, 700, 900, 1100, 1300, 1500].map((step, at) => ({
    step,
    train: 0.1 + at * 0.02,
    heldOut: 6 - at,
    thetaSquared: 90 - at,
    noiseKept: 2 - at / 4,
  }));
  const event = (/** @type {number} */ step) =>
    /** @type {RunEvent[]} */ ([{ step, field: "lambda", from: 0, to: 0.01 }]);
  const awaits = measure("penalty", lane("B", rows));
  assert.equal(awaits.is, "awaited", "λ has not been set");
  assert.equal(measure("penalty", lane("B", rows.slice(0, 4), { events: event(700) })).is, "awaited");
  const result = found("penalty", lane("B", rows, { events: event(700) }));
  assert.deepEqual(result.curve, [5, 4, 3, 2, 1]);
  assert.equal(result.answer, 0);
  assert.equal(result.off([5, 4, 3, 2, 1]).includes("within 5\u00a0%"), true);
  assert.match(result.why, /‖θ‖² fell from 89\.0 to 85\.0, its train error rose .* redraws new ones better\.$/u);
  const late = measure("penalty", lane("B", [...rows, { step: 2300, train: 1, heldOut: 2 }], { events: event(1500) }));
  assert.match(late.is === "missing" ? late.why : "", /set at step 1,500, after the steps that were asked about/u);
  assert.match(found("penalty", lane("B", rows, { events: event(900) })).why, /set at step 900, not at 700/u);
  const worse = rows.map((row) => ({ ...row, heldOut: 1 + row.step / 100 }));
  const risen = found("penalty", lane("B", worse, { events: event(700) }));
  assert.equal(risen.answer, 2);
  assert.doesNotMatch(risen.why, /redraws new ones better/u);
  assert.equal(measure("penalty").is, "missing");
});

/** Outcomes of fresh runs. @param {number} seed @param {number[]} heldOut @param {number} [divergedAt] */
const fresh = (seed, heldOut, divergedAt) =>
  LAMBDAS.map((lambda, at) => {
    const config = configOf({ ...SETTINGS.overcomplete, lambda }, seed);
    const outcome = {
      step: 1500,
      evaluation: { train: 0.5, heldOut: heldOut[at] },
      divergence: at === divergedAt ? {} : null,
    };
    return /** @type {[string, any]} */ ([keyOf({ config, events: [], until: 1500 }), outcome]);
  });

test("a curve over λ: compared with fresh runs, the mean of all seeds that are known of every λ", () => {
  const lanes = initialState().lanes;
  const over = (/** @type {[string, any][]} */ ...known) =>
    QUESTIONS["too-much"].measure({ lanes, outcomes: new Map(known) });
  assert.deepEqual(over(), { is: "awaited", until: "once a sweep over λ has trained them" });
  assert.equal(over(...fresh(1, [6, 3, 2, 4, 6]).slice(1)).is, "awaited");
  const measured = over(
    ...fresh(1, [6, 3, 2, 4, 6]),
    ...fresh(3, [8, 3, 2, 4, 6]),
    ...fresh(2, [9, 9, 9, 9, 9]).slice(2),
  );
  assert.ok(measured.is === "there");
  assert.deepEqual(measured.found.curve, [7, 3, 2, 4, 6]);
  assert.equal(measured.found.answer, 1);
  assert.match(
    measured.found.off([1, 2, 3, 4, 5]),
    /You drew it lowest at λ = 0\. Of the five it is lowest at λ = 0\.01\.$/u,
  );
  assert.equal(
    measured.found.why,
    "Held-out error is train error + gap: at λ = 0 0.50 + 6.50, at λ = 0.01 0.50 + 1.50, at λ = 0.3 0.50 + 5.50 (means of 2 seeds).",
  );
  const rising = over(...fresh(1, [1, 2, 3, 4, 5]));
  assert.equal(rising.is === "there" && rising.found.answer, 0);
  const falling = over(...fresh(1, [5, 4, 3, 2, 1]));
  assert.equal(falling.is === "there" && falling.found.answer, 2);
  assert.deepEqual(over(...fresh(1, [6, 3, 2, 4, 6], 4)), {
    is: "missing",
    why: "At λ = 0.3 a run diverged, so there is nothing to compare with.",
  });
});

test("tying: a copy index on its scale, and squares only where the run is tied", () => {
  const row = { step: 1500, train: 1, heldOut: 1, copyIndex: 0.17, alignment: 0.11 };
  const tied = found("tie", lane("A", [row]), lane("B", [{ ...row, copyIndex: 0.81 }], { tied: true }));
  assert.equal(tied.answer, 2);
  assert.equal(tied.off(0.2), "You said 0.20; B’s copy index is 0.81: 0.61 too low.");
  assert.match(tied.why, /cosine is 0\.11, it comes to 0\.17\. Tied, as in B, each of them is a square/u);
  const untied = found("tie", lane("A", [row]), lane("B", [row]));
  assert.equal(untied.answer, 0);
  assert.doesNotMatch(untied.why, /square/u);
});

test("a jump: the points before and after it, whatever came later", () => {
  const events = /** @type {RunEvent[]} */ ([{ step: 1500, field: "tied", from: false, to: true }]);
  const rows = (/** @type {number} */ before, /** @type {number} */ after, /** @type {number} */ alignment) => [
    { step: 1400, heldOut: 6, alignment },
    { step: 1500, heldOut: before, alignment },
    { step: 1500, heldOut: after, alignment: 1 },
    { step: 1700, heldOut: 2, alignment: 1 },
  ];
  const [a, b] = [lane("A", rows(6, 20, 0.11), { events }), lane("B", rows(2, 2.1, 0.91), { events })];
  assert.equal(measure("tricks-meet", { ...a, picture: undefined }, b).is, "awaited");
  assert.equal(measure("tricks-meet", lane("A", rows(6, 20, 0.1)), b).is, "awaited", "A was not tied");
  const result = found("tricks-meet", a, b);
  assert.equal(result.answer, 2);
  assert.equal(result.off(10), "You said 10.0; A’s held-out error right after is 20.0: too low by a factor of 2.00.");
  assert.match(result.why, /was 0\.11 in A and 0\.91 in B.* from 2\.00 to 2\.10\. The less two matrices are alike/u);
  const other = found("tricks-meet", { ...b, name: "A" }, { ...a, name: "B" });
  assert.equal(other.answer, 0);
  assert.doesNotMatch(other.why, /alike/u);
  const broken = lane("B", rows(2, Infinity, 0.9), { events });
  assert.equal(measure("tricks-meet", a, broken).is, "missing");
  assert.equal(measure("tricks-meet", a).is, "missing");
});
