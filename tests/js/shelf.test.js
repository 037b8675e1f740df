// Pinned runs: what is kept of them, how they differ, and how the shelf changes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { courseText, deltaOf, deltaText, differing, inOrderOf, shelfAsCsv } from "../../www/state/comparison.js";
import { newLane } from "../../www/lanes/lanes.js";
import { DEFAULT_CONFIG } from "../../www/settings/presets.js";
import { CURVE_COLUMNS } from "../../www/base/protocol.js";
import { EMPTY_SHELF, POINTS, baselineOf, describe, pinnedOf, shelfAfter, withPinned } from "../../www/state/shelf.js";
import { pathOf, scaleOf } from "../../www/views/instruments/sparkline.js";
import { NUMBERS, run } from "./shelf_fakes.js";

/** @import { Pinned } from '../../www/state/shelf.js' */

/** @param {...Pinned} pinned */
const shelf = (...pinned) => ({ ...EMPTY_SHELF, pinned });

/** A snapshot of a lane. @param {number} step @returns {any} */
const snapshotAt = (step) => ({
  step,
  receipt: "0123-4567-89ab",
  hiddenUnits: 16,
  lambda: 0,
  tied: false,
  events: [],
  divergence: null,
  evaluation: { step, ...NUMBERS, penalty: 0, objective: 2, thetaSquared: 9 },
});

/** A curve with a point at each of these steps. @param {number[]} steps */
const curveAt = (steps) =>
  Float64Array.from(steps.flatMap((step) => [step, 1 / 3, 4, ...Array(CURVE_COLUMNS - 3).fill(0)]));

test("a pinned run has what repeats it, and the numbers and the curve up to its step", () => {
  const lane = {
    ...newLane("B", { ...DEFAULT_CONFIG, hiddenUnits: 392 }, 3),
    status: /** @type {const} */ ("ready"),
    events: [{ step: 900, change: { tied: true } }],
    picture: /** @type {any} */ ({ snapshot: snapshotAt(20) }),
  };
  const snapshot = { ...snapshotAt(30), events: [{ step: 10, field: "lambda", from: 0, to: 0.01 }] };
  assert.deepEqual(pinnedOf(lane, snapshot, curveAt([0, 20, 30])), {
    name: "k = 16",
    config: lane.config,
    events: [
      { step: 10, change: { lambda: 0.01 } },
      { step: 900, change: { tied: true } },
    ],
    step: 30,
    receipt: "0123-4567-89ab",
    numbers: NUMBERS,
    curve: [0, 0.3333333, 4, 20, 0.3333333, 4, 30, 2, 5],
    shown: false,
  });
});

test("a long curve is thinned evenly, from its first point to its last", () => {
  const { curve } = pinnedOf(
    newLane("A", DEFAULT_CONFIG, 1),
    snapshotAt(4001),
    curveAt(Array.from({ length: 4001 }, (_, step) => step)),
  );
  assert.equal(curve.length, 3 * POINTS);
  const steps = curve.filter((_, at) => at % 3 === 0);
  assert.deepEqual([steps[0], steps.at(-2), steps.at(-1)], [0, 4000, 4001]);
  const strides = steps.slice(1, -1).map((step, at) => step - steps[at]);
  assert.ok(Math.max(...strides) - Math.min(...strides) <= 1, `${new Set(strides)}`);
});

test("a name says what a run is, and no two are the same", () => {
  assert.equal(describe({ hiddenUnits: 1024, lambda: 0.01, tied: true }), "k = 1,024, λ = 0.01, tied");
  assert.equal(describe({ hiddenUnits: 16, lambda: 0, tied: false }), "k = 16");
  const three = [1, 2, 3].reduce((before, id) => withPinned(before, run(id, { name: "k = 16" })), EMPTY_SHELF);
  assert.deepEqual(
    three.pinned.map(({ name }) => name),
    ["k = 16", "k = 16 · 2", "k = 16 · 3"],
  );
});

test("only settings that differ are compared, with what became of them up to the pinned step", () => {
  const [plain, wide] = [run(1), run(2, { config: { ...DEFAULT_CONFIG, hiddenUnits: 392, tied: true } })];
  assert.deepEqual(differing([plain]), []);
  assert.deepEqual(differing([plain, run(2)]), []);
  assert.deepEqual(differing([plain, wide]), ["hiddenUnits", "tied"]);
  const once = run(3, {
    events: [
      { step: 700, change: { lambda: 0.01 } },
      { step: 701, change: { learningRate: 1 } },
    ],
  });
  assert.deepEqual(differing([plain, once]), ["lambda"], "what was only planned has not acted");
  assert.deepEqual(courseText(once, "lambda"), {
    values: "0 → 0.01",
    since: "from step 700",
    details: "0 at first, then 0.01 from step 700",
  });
  const still = { since: "", details: "" };
  assert.deepEqual(
    [courseText(plain, "lambda"), courseText(wide, "tied"), courseText(wide, "data")],
    ["0", "on", "MNIST 14×14"].map((values) => ({ values, ...still })),
  );
});

test("a slider that is dragged has changed its setting once", () => {
  /** λ as it is set at these steps. @param {...[number, number]} changes */
  const course = (...changes) =>
    courseText(
      run(1, { step: 5000, events: changes.map(([step, lambda]) => ({ step, change: { lambda } })) }),
      "lambda",
    );
  const dragged = course([700, 0.001], [702, 0.03], [727, 0.3]);
  assert.deepEqual(dragged, {
    values: "0 → 0.3",
    since: "from step 727",
    details: "0 at first, then 0.3 from step 727 (in 3 changes from step 700)",
  });
  assert.deepEqual(course([700, 0.01], [726, 0.3]).values, "0 → 0.01 → 0.3", "more than 25 steps later");
  assert.deepEqual(course([2000, 0.01], [2060, 0.3]).values, "0 → 0.3", "late steps pass faster");
  const twice = course([100, 0.001], [102, 0.01], [900, 0.1], [905, 0.3], [3000, 0]);
  assert.equal(twice.values, "0 → … → 0");
  assert.equal(
    twice.details,
    "0 at first, then 0.01 from step 102 (in 2 changes from step 100), then 0.3 from step 905 (in 2 changes from step 900), then 0 from step 3,000",
  );
});

test("differences from the baseline bear a sign, and stand only where they mean something", () => {
  const [base, other] = [run(1), run(2, { numbers: { ...NUMBERS, train: 0.5, gap: 4.5, copyIndex: 0.25 } })];
  assert.deepEqual(
    /** @type {const} */ (["train", "gap", "copyIndex"]).map((name) => deltaOf(other, base, name)),
    [-1.5, 1.5, 0],
  );
  assert.deepEqual([-1.5, 1.5, 0].map(deltaText), ["−1.50", "+1.50", "±0"]);
  assert.equal(deltaOf(base, base, "train"), undefined);
  for (const config of [
    { ...DEFAULT_CONFIG, data: /** @type {const} */ ("fashion-14") },
    { ...DEFAULT_CONFIG, loss: /** @type {const} */ ("cross-entropy") },
  ]) {
    assert.equal(deltaOf({ ...other, config }, base, "gap"), undefined, "errors on another scale");
    assert.equal(deltaOf({ ...other, config }, base, "copyIndex"), 0, "shares are of anything");
  }
});

test("the CSV has every setting and every digit, quoted where it must be", () => {
  const text = shelfAsCsv([
    run(1, {
      name: 'k = 16, "mine"',
      numbers: { ...NUMBERS, train: 0.1 + 0.2 },
      events: [{ step: 7, change: { tied: true } }],
    }),
  ]);
  const [head, row, end] = text.split("\r\n");
  assert.equal(
    head,
    "name,step,receipt,train,heldOut,gap,copyIndex,noiseKept,denoisingError,hiddenUnits,lambda,tied,data,trainingImages,seed,activation,outputActivation,loss,optimizer,learningRate,init,initGain,batchSize,penalizeBiases,countTiedTwice,decay,rateSchedule,rateSteps,centred,points,own,events",
  );
  assert.equal(
    row,
    '"k = 16, ""mine""",700,0123-4567-89ab,0.30000000000000004,5,3,0.25,0.5,0.75,16,0,false,mnist-14,100,1,relu,linear,squared-error,adam,0.002,normal,1,25,true,false,coupled,constant,1500,false,,,"[{""step"":7,""change"":{""tied"":true}}]"',
  );
  assert.equal(end, "");
});

test("a name that a spreadsheet would work out as a formula stays words, and is readable", () => {
  for (const name of [
    "=1+1",
    "+1",
    "-1+2",
    "@SUM(A1)",
    " =1+1",
    "\t=1+1",
    "\n=1+1",
    "＝1+1",
    "=cmd|'/c calc'!A1",
    '=HYPERLINK("http://x","y")',
    "=1;=1",
    "\ufeff=1",
  ]) {
    const [field, plain] = [name, `k${name}`].map(
      (own) =>
        shelfAsCsv([run(1, { name: own })])
          .slice(shelfAsCsv([]).length)
          .split(",700,")[0],
    );
    const text = field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field;
    assert.equal(text, `'${name}`);
    assert.equal(plain.replaceAll('"', ""), `k${name}`.replaceAll('"', ""), "nothing is added to others");
  }
  // Where the decimal sign is a comma, a semicolon ends a field that is not quoted.
  assert.match(shelfAsCsv([run(1, { name: "a;=1+1" })]), /\r\n"a;=1\+1",700,/u);
  assert.match(shelfAsCsv([run(1, { name: "a\t=1+1" })]), /\r\n"a\t=1\+1",700,/u);
  assert.match(shelfAsCsv([run(1, { numbers: { ...NUMBERS, gap: -3 } })]), /,-3,/u, "a number is one");
});

test("rename, show, baseline, remove, undo", () => {
  const three = shelf(run(1), run(2), run(3));
  assert.equal(baselineOf(three)?.id, 1, "the first, unless another is chosen");
  const chosen = shelfAfter(three, { type: "baseline", id: 2 });
  const gone = shelfAfter(shelfAfter(chosen, { type: "remove", id: 2 }), { type: "remove", id: 1 });
  assert.deepEqual([gone.pinned.map(({ id }) => id), baselineOf(gone)?.id], [[3], 3]);
  const back = shelfAfter(shelfAfter(gone, { type: "undo" }), { type: "undo" });
  assert.deepEqual(back, chosen, "all as it was");
  assert.equal(shelfAfter(back, { type: "undo" }), back);
  const named = shelfAfter(back, { type: "rename", id: 3, name: `  ${"x".repeat(70)}` });
  assert.equal(named.pinned[2].name, "x".repeat(60));
  assert.equal(
    shelfAfter(named, { type: "rename", id: 3, name: " " }).pinned[2].name,
    "x".repeat(60),
    "never without a name",
  );
  assert.deepEqual(
    shelfAfter(back, { type: "show", id: 3, shown: true }).pinned.map(({ shown }) => shown),
    [false, false, true],
  );
});

test("Undo gives no run the id of another, and brings none back that is there", () => {
  const removed = (/** @type {number} */ id) => shelfAfter(shelf(run(id)), { type: "remove", id });
  const undone = (/** @type {ReturnType<typeof shelf>} */ before) => shelfAfter(before, { type: "undo" });
  const others = [run(2, { step: 3 }), run(3, { step: 4 })];
  const back = undone({ ...removed(2), pinned: others });
  assert.deepEqual(
    [back.pinned.map(({ id, step }) => [id, step]), back.removed],
    [
      [
        [2, 3],
        [4, 700],
        [3, 4],
      ],
      [],
    ],
  );
  const last = 2 ** 53 - 1;
  assert.deepEqual(
    undone({ ...removed(last), pinned: [run(last, { step: 3 })] })
      .pinned.map(({ id }) => id)
      .toSorted(),
    [1, last],
  );
  const there = { ...removed(2), pinned: [run(2, { name: "brought back elsewhere", shown: true })] };
  assert.deepEqual(undone(there), { ...there, removed: [] });
});

test("a column sorts upwards, downwards, and then no more; runs that are alike stay as they were pinned", () => {
  const wide = { ...DEFAULT_CONFIG, hiddenUnits: 392 };
  const four = shelf(
    run(1, { name: "k = 16", numbers: { ...NUMBERS, gap: 3 } }),
    run(2, {
      name: "k = 8",
      config: wide,
      step: 900,
      events: [
        { step: 5, change: { lambda: 0.3 } },
        { step: 901, change: { lambda: 7 } },
      ],
    }),
    run(3, { name: "k = 100", numbers: { ...NUMBERS, gap: -1 }, events: [{ step: 0, change: { tied: true } }] }),
    run(4, { name: "wide", config: { ...wide, data: "fashion-14" }, numbers: { ...NUMBERS, gap: 20 } }),
  );
  const sorted = (/** @type {import('../../www/state/shelf.js').SortKey} */ by, /** @type {number} */ clicks) =>
    Array.from({ length: clicks }).reduce(
      (/** @type {import('../../www/state/shelf.js').Shelf} */ before) => shelfAfter(before, { type: "sort", by }),
      four,
    );
  const ids = (/** @type {import('../../www/state/shelf.js').Shelf} */ { pinned, sort }) =>
    inOrderOf(pinned, sort).map(({ id }) => id);
  assert.deepEqual(
    [1, 2, 3].map((clicks) => ids(sorted("gap", clicks))),
    [
      [3, 1, 2, 4],
      [4, 1, 2, 3],
      [1, 2, 3, 4],
    ],
  );
  assert.deepEqual(ids(sorted("name", 1)), [2, 1, 3, 4], "numbers in names are numbers");
  assert.deepEqual(ids(sorted("step", 2)), [2, 1, 3, 4]);
  assert.deepEqual(ids(sorted("hiddenUnits", 1)), [1, 3, 2, 4]);
  assert.deepEqual(ids(sorted("lambda", 2)), [2, 1, 3, 4], "by what λ has become");
  assert.deepEqual(ids(sorted("tied", 2)), [3, 1, 2, 4]);
  assert.deepEqual(ids(sorted("data", 1)), [4, 1, 2, 3]);
  assert.equal(baselineOf(sorted("gap", 2))?.id, 1, "the baseline is not another for it");
  assert.deepEqual(
    shelfAfter(sorted("gap", 2), { type: "sort", by: "step" }).sort,
    { by: "step", descending: false },
    "another column begins upwards",
  );
});

test("a run without a number that was not measured then has no difference in it, comes last, and leaves it out of the CSV", () => {
  const three = [
    run(1, { numbers: { ...NUMBERS, noiseKept: null } }),
    run(2),
    run(3, { numbers: { ...NUMBERS, noiseKept: 0.25 } }),
  ];
  assert.equal(deltaOf(three[0], three[1], "noiseKept"), undefined);
  assert.equal(deltaOf(three[2], three[0], "noiseKept"), undefined);
  assert.equal(deltaOf(three[2], three[1], "noiseKept"), -0.25);
  const order = (/** @type {boolean} */ descending) =>
    inOrderOf(three, { by: "noiseKept", descending }).map(({ id }) => id);
  assert.deepEqual(
    [order(false), order(true)],
    [
      [3, 2, 1],
      [2, 3, 1],
    ],
  );
  assert.match(shelfAsCsv(three).split("\r\n")[1], /^run 1,700,0123-4567-89ab,2,5,3,0\.25,,0\.75,16,/u);
});

test("a curve in the size of a word stands on scales that all share", () => {
  const runs = [
    run(1, { step: 100, curve: [0, Math.E ** 2, 1, 100, 1, 0] }),
    run(2, { step: 50, curve: [0, 1, 1, 50, 1, 1] }),
  ];
  const scale = scaleOf(runs);
  assert.deepEqual(scale, { steps: 100, low: 0, high: 2 });
  assert.equal(pathOf(runs[0].curve, 1, scale), "M1.0 1.0L71.0 23.0");
  assert.equal(pathOf(runs[0].curve, 2, scale), "M1.0 23.0h2", "what is nothing has no logarithm");
  assert.equal(pathOf(runs[1].curve, 1, scale), "M1.0 23.0L36.0 23.0");
});
