// Curves and the marks on them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CURVE, CURVE_COLUMNS } from "../../www/base/protocol.js";
import {
  lastPoint,
  lowest,
  nearest,
  pairsOf,
  pointAt,
  pointBefore,
  pointCount,
  smoothed,
} from "../../www/base/curve.js";

const NORMS = [3, 2, 0.5, 0.25, 0.9];
const curve = Float64Array.from(
  [
    [0, 20, 21, 0, 1.2, 1.3, 0, 20, 40],
    [10, 5, 7, 0.1, 0.9, 1.1, 0, 5, 41],
    [30, 1, 6, 0.2, 1.7, 2, 0.5, 1.5, 42],
  ].flatMap((row) => [...row, ...NORMS, ...Array(CURVE_COLUMNS - row.length - NORMS.length).fill(0)]),
);

test("rows become points", () => {
  assert.equal(pointCount(curve), 3);
  assert.deepEqual(pointAt(curve, 1), {
    ...Object.fromEntries(Object.keys(CURVE).map((name) => [name, 0])),
    step: 10,
    train: 5,
    heldOut: 7,
    copyIndex: 0.1,
    noiseKept: 0.9,
    denoisingError: 1.1,
    penalty: 0,
    objective: 5,
    thetaSquared: 41,
    w: 3,
    wStar: 2,
    b: 0.5,
    c: 0.25,
    alignment: 0.9,
  });
  assert.equal(lastPoint(curve)?.step, 30);
  assert.equal(lastPoint(curve, 29)?.step, 10);
  assert.equal(lastPoint(curve, -1), undefined);
  assert.equal(lastPoint(new Float64Array()), undefined);
});

test("before a change is the first of two points at its step, or the last one before", () => {
  const jump = curve.slice();
  jump[2 * CURVE_COLUMNS] = 10;
  assert.deepEqual([pointBefore(jump, 10)?.train, lastPoint(jump, 10)?.train], [5, 1]);
  assert.deepEqual(
    [pointBefore(curve, 10)?.train, pointBefore(curve, 29)?.train, pointBefore(jump, 9)?.train],
    [5, 5, 20],
  );
  assert.deepEqual([pointBefore(curve, 0)?.train, pointBefore(new Float64Array(), 3)], [20, undefined]);
});

test("one quantity of a curve, as steps and values in turn", () => {
  const rows = Float64Array.from(
    [
      [0, 20, 21, 0.1, 1.2, 1.3, 0, 20],
      [5, 4, 6, 0.2, 0.9, 1.1, 0.5, 4.5],
    ].flatMap((row) => [...row, ...Array(CURVE_COLUMNS - row.length).fill(0)]),
  );
  assert.deepEqual([...pairsOf(rows, "heldOut")], [0, 21, 5, 6]);
  assert.deepEqual(
    [...pairsOf(rows, "noiseKept"), ...pairsOf(rows, "denoisingError")],
    [0, 1.2, 5, 0.9, 0, 1.3, 5, 1.1],
  );
  assert.deepEqual([...pairsOf(rows, "objective")], [0, 20, 5, 4.5]);
  assert.equal(pairsOf(new Float64Array(), "train").length, 0);
});

/** @param {Float64Array} pairs @param {number} reach @param {number[]} breaks */
function smoothedByDefinition(pairs, reach, breaks) {
  const points = Array.from({ length: pairs.length / 2 }, (_, index) => [pairs[2 * index], pairs[2 * index + 1]]);
  const piece = (/** @type {number} */ step) => breaks.filter((at) => at < step).length;
  return points.flatMap(([step]) => {
    const own = points.filter(([other]) => piece(other) === piece(step));
    const within = Math.min(reach, step - own[0][0], own[own.length - 1][0] - step);
    const near = own.filter(([other]) => Math.abs(other - step) <= within);
    return [step, near.reduce((sum, [, value]) => sum + value, 0) / near.length];
  });
}

test("smoothing is the mean of the values within reach on both sides, and stops at breaks", () => {
  const steps = [0, 1, 2, 4, 5, 9, 10, 11, 12, 20, 30, 31, 32];
  const pairs = Float64Array.from(steps.flatMap((step) => [step, Math.sin(step) + 3]));
  for (const [reach, breaks] of /** @type {[number, number[]][]} */ ([
    [0, []],
    [3, []],
    [3, [4, 10]],
    [100, [0, 11]],
    [2, [10, 10]],
  ])) {
    const found = smoothed(pairs, reach, breaks);
    smoothedByDefinition(pairs, reach, breaks).forEach((value, index) =>
      assert.ok(Math.abs(found[index] - value) < 1e-12, `reach ${reach}, at ${index}`),
    );
  }
  assert.deepEqual([...smoothed(pairs, 0, [])], [...pairs], "the input itself, as it was");
});

test("where a curve was lowest is told once it has clearly risen since", () => {
  assert.deepEqual(lowest(Float64Array.of(0, 20, 660, 0.95, 700, 0.95, 1500, 1.23)), { step: 660, value: 0.95 });
  for (const pairs of [
    [],
    [0, 20],
    [0, 20, 660, 4, 1500, 3],
    [0, 20, 660, 4.37, 1500, 4.374],
    [0, NaN, 10, NaN],
    [0, 1, 10, NaN],
  ]) {
    assert.equal(lowest(Float64Array.from(pairs)), undefined, `${pairs}`);
  }
  assert.deepEqual(
    lowest(Float64Array.of(0, NaN, 10, 2, 20, 3)),
    { step: 10, value: 2 },
    "what is not a number is passed over",
  );
});

test("the nearest point, the earlier of two equally near", () => {
  const pairs = Float64Array.of(0, 1, 10, 3, 30, 5);
  assert.deepEqual(
    [-5, 0, 5, 5.1, 19.9, 20, 20.1, Infinity].map((step) => nearest(pairs, step)),
    [0, 0, 0, 1, 1, 1, 2, 2],
  );
  assert.equal(nearest(new Float64Array(), 3), -1);
});

test("a straight line stays as it is, to its ends", () => {
  const line = Float64Array.from([...Array(50).keys()].flatMap((step) => [step, 3 - step / 8]));
  assert.deepEqual([...smoothed(line, 7, [20])], [...line]);
});
