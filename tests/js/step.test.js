// What the instrument Step shows of a coming step: its numbers, a weight's equation, its phases.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DEFAULT_CONFIG } from "../../www/settings/presets.js";
import { initialState } from "../../www/state/state.js";
import { cellAt, cellsLayout } from "../../www/views/kit/cells.js";
import { equationOf, textOf } from "../../www/views/instruments/step_equation.js";
import {
  knownOf,
  largestOf,
  movedTo,
  numbersOf,
  shapeOf,
  squareFor,
} from "../../www/views/instruments/step_numbers.js";
import { GRADIENTS, rowsIn, signIn } from "../../www/views/instruments/step_pictures.js";
import { headOf, phaseText } from "../../www/views/instruments/step_words.js";
import { after } from "./state_fakes.js";

/** @import { RunConfig } from "../../www/base/schema.js" */
/** @import { SeenAhead } from "../../www/lanes/lanes.js" */

/** The numbers of a weight: before, data's gradient, penalty's, sum, what the optimizer keeps before and after, after. */
const ADAM = [0.241, 0.0132, 0.00482, 0.01802, 0.01, 0.0002, 0.0108, 0.00021, 0.239];

/**
 * The step of a network of one pixel and three hidden units.
 * @param {Partial<RunConfig>} config
 * @param {number[]} own of W and, untied, of W*
 * @param {{memories?: number, shares?: number[], count?: number, step?: number, since?: number}} [rest]
 * @returns {SeenAhead}
 */
function ahead(config, own, { memories = 2, shares = [], count = 1, step = 9, since } = {}) {
  const { tied, lambda, learningRate } = { ...DEFAULT_CONFIG, ...config };
  const images = { step, images: 25, image: 36, dataTerm: 6.25, unit: 1, longest: 0 };
  return {
    about: { ...images, tied, lambda, count, rate: learningRate, memories },
    numbers: Float32Array.from([0.5, 0.25, 0.0625, ...own, ...shares, 1, 2, 3]),
    since,
    config: { ...DEFAULT_CONFIG, ...config },
  };
}

/** @param {SeenAhead} seen @param {number} [part] */
function equation(seen, part = 0) {
  const numbers = numbersOf(seen, 1);
  return equationOf(seen, numbers, numbers.parts[part], 0);
}

test("each number stands where the core says", () => {
  const untied = numbersOf(ahead({ lambda: 0.01 }, [...ADAM, ...ADAM.map((value) => -value)]), 1);
  assert.deepEqual(
    [untied.x, untied.xHat, untied.errors, untied.h].map((row) => [...row]),
    [[0.5], [0.25], [0.0625], [1, 2, 3]],
  );
  assert.deepEqual(
    untied.parts.map(({ name }) => name),
    ["W", "W*"],
  );
  const [{ before, data, penalty, sum, old, kept, after: now, change }, wStar] = untied.parts;
  assert.deepEqual(
    [before, data, penalty, sum, ...old, ...kept, now].map(([value]) => value),
    [...Float32Array.from(ADAM)],
  );
  assert.equal(change[0], Math.fround(now[0] - before[0]));
  assert.equal(wStar.before[0], -before[0]);
  assert.deepEqual(untied.shares, []);
  const tied = numbersOf(
    ahead({ tied: true, optimizer: "sgd" }, [1, 2, 3, 5, 8], { memories: 0, shares: [0.5, 1.5] }),
    1,
  );
  assert.deepEqual([tied.parts.length, tied.shares.map(([value]) => value), [...tied.h]], [1, [0.5, 1.5], [1, 2, 3]]);
});

test("a weight's equation has the numbers of its optimizer", () => {
  assert.equal(
    textOf(equation(ahead({ lambda: 0.01 }, [...ADAM, ...ADAM]))),
    "∂L/∂w = 0.0132 + 2·0.01·0.2410 = 0.0180; Adam: m̂/√v̂ = 0.0166/0.145 = 0.114; w: 0.2410 − 0.002·0.114 = 0.2390",
  );
  const momentum = [0.5, -0.02, -0.01, -0.03, 0.1, 0.06, 0.4994];
  assert.equal(
    textOf(
      equation(
        ahead({ lambda: 0.01, optimizer: "momentum", learningRate: 0.01 }, [...momentum, ...momentum], { memories: 1 }),
        1,
      ),
    ),
    "∂L/∂w* = −0.0200 + 2·0.01·0.50000 = −0.0300; momentum: v = 0.9·0.1 − 0.03 = 0.06; w*: 0.50000 − 0.01·0.06 = 0.49940",
  );
  const plain = [-0.5, 0.02, -0.03, -0.01, -0.4999];
  const tied = /** @type {const} */ ({ tied: true, optimizer: "sgd" });
  assert.equal(
    textOf(
      equation(
        ahead({ ...tied, lambda: 0.03, learningRate: 0.01 }, plain, { memories: 0, shares: [0.05, -0.03], count: 2 }),
      ),
    ),
    "encoder 0.0500 + decoder (−0.0300) = 0.0200; ∂L/∂w = 0.0200 + 4·0.03·(−0.50000) = −0.0100; plain descent: w: −0.50000 − 0.01·(−0.01) = −0.49990",
  );
  const past = [0.5, 0.02, 0.01, 0.02, 0.49994];
  assert.equal(
    textOf(
      equation(ahead({ optimizer: "sgd", lambda: 0.01, decay: "decoupled" }, [...past, ...past], { memories: 0 })),
    ),
    "∂L/∂w = 0.0200 (2λw goes past it); plain descent: w: 0.500000·(1 − 0.002·2·0.01) − 0.002·0.02 = 0.499940",
  );
});

test("an equation tells what next to nothing, or too much, does to a weight", () => {
  const dead = [0.1, 0, 0, 0, 0, 0, 0, 0, 0.1];
  assert.equal(
    textOf(equation(ahead({}, [...dead, ...dead]))),
    "∂L/∂w = 0.000 + 2·0·0.100 = 0.000; Adam: m̂/√v̂ = 0/(0 + 1e−8) = 0; w: 0.100 − 0.002·0 = 0.100",
  );
  const huge = [1, Infinity, 0, Infinity, 0, 0, Infinity, Infinity, NaN];
  assert.match(textOf(equation(ahead({}, [...huge, ...huge]))), /^∂L\/∂w = ∞ \+ .*not a number$/u);
});

test("what an equation shows are all digits of the numbers behind it", () => {
  const [data, , sum, own, now] = equation(ahead({ lambda: 0.01 }, [...ADAM, ...ADAM])).flatMap((piece) =>
    typeof piece === "string" ? [] : [piece],
  );
  assert.deepEqual(
    [data, sum, own, now].map(({ is, value }) => [is, value]),
    [
      ["data", 1],
      ["sum", 3],
      ["before", 0],
      ["after", 8],
    ].map(([is, at]) => [is, Math.fround(ADAM[Number(at)])]),
  );
});

test("tied weights have pictures of what encoder and decoder ask; decoupled decay is not added", () => {
  const shown = (/** @type {SeenAhead} */ seen) => {
    const content = { ...knownOf(seen, 1, 1), pixel: 0, phase: /** @type {const} */ ("forward") };
    return GRADIENTS.filter((view) => rowsIn(view, content).length > 0).map((view) =>
      `${signIn(view, content)} ${view.name}`.trim(),
    );
  };
  const untied = ahead({}, [...ADAM, ...ADAM]);
  assert.deepEqual(shown(untied), ["W\nW* data's gradient", "+ penalty's gradient", "= sum"]);
  assert.deepEqual(shown({ ...untied, config: { ...untied.config, decay: "decoupled" } }), [
    "W\nW* data's gradient",
    "penalty's gradient",
    "without: sum",
  ]);
  assert.deepEqual(shown(ahead({ tied: true }, ADAM, { shares: [1, 2] })), [
    "encoder part",
    "+ decoder part",
    "= data's gradient",
    "+ penalty's gradient",
    "= sum",
  ]);
});

test("the head says which step, of which images, and whose weights", () => {
  const lane = { ...initialState().lanes[0], atRest: true };
  const seen = ahead({}, [...ADAM, ...ADAM], { since: 3, step: 1233 });
  assert.equal(
    headOf(lane, seen),
    "A, step 1,233 → 1,234: a batch of 25 images, of which x is the first (training image 37); unit 2 of 0, whose gradient was the longest at step 3",
  );
  assert.match(
    headOf({ ...lane, atRest: false }, { ...seen, since: undefined }),
    /1,234 \(it trains: .*; unit 2 of 0$/u,
  );
  assert.match(headOf(lane, undefined), /not here yet/u);
  assert.match(headOf(lane, null), /no coming step/u);
});

test("phases are told one after another, and say what λ does", () => {
  const told = (/** @type {Partial<RunConfig>} */ config, /** @type {any} */ phase) =>
    phaseText(
      phase,
      knownOf(ahead(config, config.tied ? ADAM : [...ADAM, ...ADAM], { shares: config.tied ? [1, 2] : [] }), 1, 1),
    );
  assert.match(
    told({}, "error"),
    /add up to 0\.063 for this image; the batch’s data term, 6\.25, is the mean over its 25 images/u,
  );
  assert.match(told({}, "data"), /unit 2, the mean over all 25 images of the batch\. Pixels/u);
  assert.match(told({ tied: true }, "data"), /what encoder and decoder ask of it is added\.$/u);
  assert.match(told({}, "penalty"), /2λ = 0\. With λ = 0 it adds nothing\.$/u);
  assert.match(told({ lambda: 0.01 }, "penalty"), /2λ = 0\.02\. It is just added/u);
  assert.match(told({ lambda: 0.01, decay: "decoupled" }, "penalty"), /Adam gets the data’s gradient alone/u);
  for (const optimizer of /** @type {const} */ (["sgd", "momentum", "adam"]))
    assert.match(told({ optimizer }, "update"), /^Phase 5 of 5, update: .*η = 0\.002/u);
});

test("keys go from phase to phase, and end at both ends; elsewhere they do nothing", () => {
  const step = after(initialState(), { type: "view", view: { tab: "step" } });
  const on = { type: /** @type {const} */ ("phase"), by: /** @type {const} */ (1) };
  const back = { ...on, by: /** @type {const} */ (-1) };
  assert.equal(after(step, on, on).stepPhase, "data");
  assert.equal(after(step, on, on, back).stepPhase, "error");
  assert.equal(after(step, back), step);
  assert.equal(after(step, on, on, on, on, on, on).stepPhase, "update");
  assert.equal(after(initialState(), on).stepPhase, "forward");
});

test("a cell is found where it is drawn, in both pictures of a canvas", () => {
  const shape = { width: 14, height: 14 };
  for (const ratio of [1, 1.5, 2]) {
    const layout = cellsLayout(shape, 64, ratio);
    for (const at of [0, 13, 77, 195])
      for (const picture of [0, 1]) {
        const x = (1 + ((at % 14) + 0.5) * layout.cell) / ratio;
        const y = (1 + (Math.floor(at / 14) + 0.5) * layout.cell + picture * layout.pitch) / ratio;
        assert.equal(cellAt([x, y], shape, layout, ratio), at);
      }
  }
});

test("numbers stand as images where there are such, else in a row; arrows go over them and no further", () => {
  assert.deepEqual(
    [shapeOf(196, 14), shapeOf(2, 14)],
    [
      { width: 14, height: 14 },
      { width: 2, height: 1 },
    ],
  );
  assert.deepEqual(
    [squareFor(1), squareFor(16), squareFor(17)].map(({ width, height }) => [width, height]),
    [
      [1, 1],
      [4, 4],
      [5, 4],
    ],
  );
  const move = (/** @type {number} */ at, /** @type {string} */ key) =>
    movedTo(at, { key }, { width: 3, height: 2 }, 6);
  assert.deepEqual(
    [move(0, "ArrowLeft"), move(0, "ArrowRight"), move(2, "ArrowRight"), move(3, "ArrowUp")],
    [0, 1, 2, 0],
  );
  assert.deepEqual(
    [move(1, "ArrowDown"), move(4, "ArrowDown"), move(4, "Home"), move(0, "End"), move(0, "a")],
    [4, 4, 0, 5, undefined],
  );
  assert.equal(largestOf(Float32Array.of(1, -3, 2)), 1);
});
