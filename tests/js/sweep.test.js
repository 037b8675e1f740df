// A sweep: which runs it has and in which order, what they come to, its file, and what is said of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { SWEEP_COLUMNS, SWEEP_LAMBDAS, SWEEP_UNITS } from "../../www/base/schema.js";
import { cellsOf, countKnown } from "../../www/sweep/cells.js";
import { sweepAsCsv } from "../../www/sweep/csv.js";
import { exactCurve, exactJobs, exactKey, exactPoints, theoryAt } from "../../www/sweep/exact.js";
import { depthOf, laneSwept, planKey, planOf } from "../../www/sweep/plan.js";
import { linePanel, middleOf, moved, spotAt } from "../../www/views/sweep/spots.js";
import {
  cellText,
  durationText,
  helpText,
  knownText,
  leftOut,
  planText,
  progressText,
} from "../../www/views/sweep/words.js";
import { initialState } from "../../www/state/state.js";
import { outcomeOf } from "./background_fakes.js";
import { after } from "./state_fakes.js";

/** @import { Outcome } from '../../www/base/protocol.js' */
/** @import { Plan } from '../../www/sweep/plan.js' */

const opened = initialState();

/** What is known of a plan, by what its runs are. @param {Plan} plan @param {(run: Plan["runs"][0]) => Partial<Outcome> | undefined} own */
const known = ({ runs, until }, own) =>
  new Map(
    runs.flatMap((run) => {
      const given = own(run);
      return given ? [/** @type {const} */ ([run.key, outcomeOf(until, given)])] : [];
    }),
  );

/** @param {Partial<Outcome["evaluation"]>} numbers */
const measured = (numbers) => ({ evaluation: { ...outcomeOf(1).evaluation, ...numbers } });

test("the sweep of the page as it opens is over λ: 13 values, untied and tied, three seeds, else as run B", () => {
  const plan = planOf(opened);
  assert.equal(plan.runs.length, 13 * 2 * 3);
  assert.equal(new Set(plan.runs.map(({ key }) => key)).size, plan.runs.length, "each once");
  const { hiddenUnits, ...b } = opened.lanes[1].config;
  for (const { lambda, tied, seed, job } of plan.runs) {
    assert.deepEqual(job, { config: { ...b, hiddenUnits, lambda, tied, seed }, events: [], until: 1500 });
    assert.ok(SWEEP_LAMBDAS.includes(lambda) && [1, 2, 3].includes(seed));
  }
  const units = planOf({ ...opened, sweepOver: "units", sweepWeights: "tied", sweepSeeds: 1 });
  assert.deepEqual(
    units.runs.map((run) => run.hiddenUnits).toSorted((x, y) => x - y),
    SWEEP_UNITS["mnist-14"],
  );
  assert.ok(units.runs.every(({ tied, seed, lambda }) => tied && seed === 1 && lambda === b.lambda));
  assert.equal(planOf({ ...opened, sweepOver: "both", sweepSeeds: 10 }).runs.length, 13 * 9 * 2 * 10);
});

test("one seed comes first, and of it the coarse grid: ends and middle before what is between them", () => {
  const { runs } = planOf({ ...opened, sweepWeights: "untied" });
  assert.ok(runs.every((run, index) => index === 0 || run.seed >= runs[index - 1].seed));
  const first = runs.filter(({ seed }) => seed === 1).map(({ lambda }) => SWEEP_LAMBDAS.indexOf(lambda));
  assert.deepEqual(first, [0, 4, 8, 12, 2, 6, 10, 1, 3, 5, 7, 9, 11]);
  assert.deepEqual(
    Array.from({ length: 9 }, (_, index) => depthOf(index, 9)),
    [0, 2, 1, 2, 0, 2, 1, 2, 0],
  );
  assert.deepEqual([depthOf(0, 1), depthOf(5, 6)], [0, 0]);
  const map = planOf({ ...opened, sweepOver: "both", sweepSeeds: 1, sweepWeights: "both" }).runs.slice(0, 24);
  assert.deepEqual([...new Set(map.map((run) => run.hiddenUnits))], [8, 103, 784]);
  assert.deepEqual([...new Set(map.map(({ lambda }) => lambda))], [0, 3e-4, 1e-2, 1]);
});

test("a plan follows the lane, but neither its own λ, k, tying and seed where these are swept, nor its changes", () => {
  const of = (/** @type {object} */ change) => after(opened, { type: "configure", lane: 1, change });
  for (const change of [{ lambda: 0.5 }, { tied: true }]) assert.equal(planKey(of(change)), planKey(opened));
  for (const change of [{ hiddenUnits: 30 }, { learningRate: 0.1 }])
    assert.notEqual(planKey(of(change)), planKey(opened));
  const units = /** @type {const} */ ({ sweepOver: "units" });
  assert.equal(planKey({ ...of({ hiddenUnits: 30 }), ...units }), planKey({ ...opened, ...units }));
  assert.notEqual(planKey({ ...of({ lambda: 0.5 }), ...units }), planKey({ ...opened, ...units }));
  assert.equal(planOf({ ...of({ lambda: 0.5 }), ...units }).runs[0].lambda, 0.5);
  for (const other of [
    { budget: 100 },
    { sweepSeeds: 4 },
    { sweepWeights: /** @type {const} */ ("tied") },
    { sweepOf: "A" },
  ])
    assert.notEqual(planKey({ ...opened, ...other }), planKey(opened));
  assert.equal(laneSwept({ ...opened, sweepOf: "D" }).name, "A", "where that lane is gone");
});

test("cells have the mean and the ends of their seeds; one that diverged leaves no mean", () => {
  const plan = planOf({ ...opened, sweepWeights: "both" });
  const outcomes = known(plan, ({ lambda, tied, seed }) => {
    if (tied) return undefined;
    if (lambda === 0) return measured({ heldOut: 4 + seed });
    if (lambda === 1) return seed === 2 ? { divergence: { step: 7, quantity: "a parameter" }, step: 7 } : {};
    return lambda === 0.1 && seed < 3 ? { deadUnits: NaN, ...measured({ heldOut: seed }) } : undefined;
  });
  assert.equal(countKnown(plan, outcomes), 8);
  const cells = cellsOf(plan, outcomes, "heldOut");
  assert.equal(cells.length, 26);
  const at = (/** @type {number} */ lambda, tied = false) => {
    const cell = cells.find((one) => one.lambda === lambda && one.tied === tied);
    assert.ok(cell);
    return cell;
  };
  const [zero, part, one, none] = [at(0), at(0.1), at(1), at(0, true)];
  assert.deepEqual([zero.mean, zero.low, zero.high, cellText(zero)], [6, 5, 7, "6.00 (5.00–7.00 over 3 seeds)"]);
  assert.deepEqual([part.mean, part.values, cellText(part)], [1.5, [1, 2], "1.50 (1.00–2.00 over 2 seeds)"]);
  assert.deepEqual([one.mean, one.diverged, cellText(one)], [Infinity, 1, "1 of 3 seeds diverged, else 3.00"]);
  assert.ok(Number.isNaN(none.mean));
  assert.equal(cellText(none), "not trained yet");
  const dead = cellsOf(plan, outcomes, "deadUnits").find(({ lambda, tied }) => lambda === 0.1 && !tied);
  assert.equal(dead && cellText(dead), "none", "a network without dead sides");
});

test("theory is asked for at the values of the axis and between them, once for each seed, where networks are linear", () => {
  const linear = after(opened, { type: "configure", lane: 1, change: { activation: "linear" } });
  const jobs = exactJobs(planOf({ ...linear, sweepSeeds: 2, sweepWeights: "both" }));
  assert.deepEqual(
    jobs.map(({ config, until }) => [config.seed, until]),
    [
      [1, 0],
      [2, 0],
    ],
  );
  const [{ exactAt = [] }] = jobs;
  const lambdas = exactAt.filter(({ tied }) => !tied).map(({ lambda }) => lambda);
  assert.deepEqual(
    exactAt.filter(({ tied }) => tied).map(({ lambda }) => lambda),
    lambdas,
  );
  assert.ok(SWEEP_LAMBDAS.every((lambda) => lambdas.includes(lambda)));
  assert.equal(lambdas.length, 1 + 12 * 11 + 1, "0 stands alone");
  assert.ok(
    lambdas.every((lambda, index) => index < 2 || (lambda > lambdas[index - 1] && lambda / lambdas[index - 1] < 1.25)),
  );
  const units =
    exactJobs(planOf({ ...linear, sweepOver: "units", sweepWeights: "tied", sweepSeeds: 1 }))[0].exactAt ?? [];
  assert.ok(SWEEP_UNITS["mnist-14"].every((k) => units.some(({ hiddenUnits }) => hiddenUnits === k)));
  assert.ok(
    units.every(
      ({ hiddenUnits, tied }, index) =>
        tied && Number.isInteger(hiddenUnits) && hiddenUnits > (units[index - 1]?.hiddenUnits ?? 0),
    ),
  );
  for (const none of [
    opened,
    { ...linear, sweepOver: /** @type {const} */ ("both") },
    after(linear, { type: "configure", lane: 1, change: { loss: "cross-entropy", outputActivation: "sigmoid" } }),
  ])
    assert.deepEqual([exactJobs(planOf(none)), exactKey(planOf(none))], [[], ""]);
});

test("theory is the same whatever it does not depend on", () => {
  const linear = after(opened, { type: "configure", lane: 1, change: { activation: "linear" } });
  const plan = (/** @type {object} */ change, own = {}) =>
    planOf({ ...after(linear, { type: "configure", lane: 1, change }), ...own });
  const key = exactKey(plan({}));
  for (const change of [{ learningRate: 0.1 }, { init: "glorot" }, { batchSize: 10 }, { lambda: 0.5 }, { tied: true }])
    assert.equal(exactKey(plan(change)), key);
  assert.equal(exactKey(plan({}, { budget: 100 })), key);
  for (const change of [{ hiddenUnits: 30 }, { centred: true, outputActivation: "linear" }, { optimizer: "sgd" }])
    assert.notEqual(exactKey(plan(change)), key);
  assert.notEqual(exactKey(plan({}, { sweepSeeds: 4 })), key);
  const [job] = exactJobs(plan({ hiddenUnits: 30, learningRate: 0.1 }));
  assert.deepEqual([job.config.hiddenUnits, job.config.activation], [1, "linear"]);
});

test("the curve of theory is the mean of what it says of the seeds", () => {
  const plan = planOf({
    ...after(opened, { type: "configure", lane: 1, change: { activation: "linear" } }),
    sweepSeeds: 2,
    sweepWeights: "untied",
  });
  const theory = {
    train: 1,
    heldOut: 2,
    copyIndex: 0.5,
    noiseKept: 0.25,
    denoisingError: 1,
    objective: 3,
    survivors: 4,
    thresholds: [],
  };
  const points = exactJobs(plan).flatMap((job) =>
    exactPoints(
      job,
      outcomeOf(0, {
        exact: job.exactAt?.map(({ lambda }) => (lambda > 0 ? { ...theory, heldOut: 2 * job.config.seed } : null)),
      }),
    ),
  );
  const [first, ...others] = exactCurve(points, "heldOut");
  assert.deepEqual(first, { hiddenUnits: 392, lambda: 1e-5, tied: false, value: 3 });
  assert.equal(others.length, 12 * 11);
  const gaps = exactCurve(points, "gap");
  assert.deepEqual([gaps[5].value, exactCurve(points, "deadUnits")], [2, []]);
  assert.deepEqual(
    [theoryAt(gaps, { ...first, lambda: 0.01 }), theoryAt(gaps, { ...first, lambda: 0 })],
    [2, undefined],
  );
});

test("the file has a row for each run that is known, in one order, numbers as they are", () => {
  const plan = planOf({ ...opened, sweepSeeds: 2, sweepWeights: "both" });
  const outcomes = known(plan, ({ lambda, tied, seed }) => {
    if (lambda === 1) return { divergence: { step: 7, quantity: "a parameter" }, step: 7 };
    if (lambda > 1e-5) return undefined;
    return { receipt: `${tied} ${seed}`, deadUnits: NaN, ...measured({ heldOut: 0.1 + 0.2, noiseKept: 1e-7 }) };
  });
  const numbers = "1500,1,0.30000000000000004,2,0.5,1e-7,,";
  assert.equal(
    sweepAsCsv(plan, outcomes),
    [
      SWEEP_COLUMNS.join(","),
      ...[0, 1e-5].flatMap((lambda) =>
        [false, true].flatMap((tied) =>
          [1, 2].map((seed) => `392,${lambda},${tied},${seed},${numbers}${tied} ${seed}`),
        ),
      ),
      ...[false, true].flatMap((tied) => [1, 2].map((seed) => `392,1,${tied},${seed},7,,,,,,,diverged`)),
      "",
    ].join("\n"),
  );
});

test("what is said of a sweep", () => {
  const plan = planOf(opened);
  assert.equal(
    planText(plan, "B"),
    "13 λ × untied and tied × seeds 1–3 = 78 runs of 1,500 steps; k = 392, else as run B.",
  );
  const one = planOf({ ...opened, sweepOver: "units", sweepSeeds: 1, sweepWeights: "tied" });
  assert.equal(planText(one, "B"), "9 k × tied × seed 1 = 9 runs of 1,500 steps; λ = 0, else as run B.");
  assert.equal(leftOut(opened.lanes[1]), "");
  const changed = { ...opened.lanes[1], events: [{ step: 700, change: { lambda: 0.01 } }] };
  assert.match(leftOut(changed), /^ What was changed while run B trained is no part of it/u);
  assert.deepEqual(
    [knownText(0, 78), knownText(77, 78), knownText(3, 78), knownText(78, 78)],
    [
      "None is known yet.",
      "77 of 78 runs are known; 1 is still to be trained.",
      "3 of 78 runs are known; 75 are still to be trained.",
      "All 78 runs are known.",
    ],
  );
  const progress = { done: 31, total: 78, share: 0.4, seconds: 11.7, waits: false };
  assert.equal(progressText(progress), "31 of 78 runs, about 12 s to go");
  assert.equal(progressText({ ...progress, seconds: undefined }), "31 of 78 runs");
  assert.equal(progressText({ ...progress, waits: true }), "31 of 78 runs; the rest waits for its images.");
  assert.deepEqual([0.2, 89, 95, 6000, 36_000].map(durationText), [
    "about 1 s",
    "about 89 s",
    "about 2 min",
    "about 2 h",
    "about 10 h",
  ]);
  assert.match(
    helpText(plan, "heldOut", []),
    /^Each dot is a fresh run at step 1,500, .*\(1\/m\) Σ ‖x̂ − x‖² over held-out images/u,
  );
  assert.match(helpText(planOf({ ...opened, sweepOver: "both" }), "copyIndex", []), /^Each cell .*tr\(∂x̂\/∂x\)\/n/u);
  const exact = (/** @type {number[]} */ ...lambdas) =>
    lambdas.map((lambda) => ({ hiddenUnits: 8, lambda, tied: false, value: 1 }));
  assert.match(
    helpText(plan, "gap", exact(0, 0.1)),
    /; dotted: what the exact optimum has, mean over seeds, at λ = 0 that of least norm \(.*Kunin et al\. 2019\)\.$/u,
  );
  assert.match(helpText(plan, "gap", exact(0.1)), /; dotted: what the exact optimum has, mean over seeds \(/u);
  assert.match(
    helpText(plan, "gap", exact(0, 0)),
    /; dotted, at λ = 0: what the exact optimum of least norm has, mean over seeds \(Baldi & Hornik 1989\)\.$/u,
  );
});

test("a pointer finds its place, and keys go from one to the next", () => {
  const lines = [linePanel([10, 20, 40], { left: 5, right: 45, top: 0, bottom: 30 })];
  assert.deepEqual(lines[0], { columns: [5, 15, 30, 45], rows: [30, 0] });
  assert.deepEqual(
    [4, 14, 15, 44, 60].map((x) => spotAt(lines, x, 10, 5)?.column),
    [0, 0, 1, 2, undefined],
  );
  const start = { panel: 0, column: 0, row: 0 };
  assert.equal(moved(lines, start, "ArrowUp")?.column, 1, "onwards, where there are no rows");
  assert.equal(moved(lines, start, "End")?.column, 2);
  assert.equal(moved(lines, start, "Tab"), undefined);
  const map = [0, 100].map((left) => ({ columns: [left, left + 10, left + 20], rows: [30, 20, 10, 0] }));
  assert.deepEqual(spotAt(map, 112, 25), { panel: 1, column: 1, row: 0 });
  assert.deepEqual(spotAt(map, 5, 1), { panel: 0, column: 0, row: 2 });
  assert.equal(spotAt(map, 60, 5), undefined, "between the panels");
  const keys = ["ArrowUp", "ArrowUp", "ArrowUp", "ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft", "ArrowDown"];
  const way = keys.map((key) => Object.assign(start, moved(map, start, key)) && Object.values(start).join(""));
  assert.deepEqual(way, ["001", "002", "002", "012", "102", "012", "002", "001"]);
  assert.deepEqual(middleOf(map, { panel: 1, column: 0, row: 2 }), { x: 105, y: 5 });
});
