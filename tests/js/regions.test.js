// The regions that are drawn are the verdict's own bounds: where a run stands is what it can be.
import assert from "node:assert/strict";
import { test } from "node:test";
import { regionsOf } from "../../www/lanes/regions.js";
import { characterOf } from "../../www/lanes/verdict.js";
import { evidence } from "./verdict_fakes.js";

/** @import { Region } from "../../www/lanes/regions.js" */
/** @import { RunConfig } from "../../www/base/protocol.js" */

const INPUTS = 196;

/**
 * Whether a point is in a region, its edges included.
 * @param {Region} region
 * @param {{copyIndex: number, gap: number}} point
 */
function isIn(region, { copyIndex, gap }) {
  const [left, right] = region.copyIndex;
  const [low, high] = region.gap;
  return copyIndex >= left && copyIndex <= right && gap >= low && gap <= high;
}

/** The same numbers from 0 to 1 at every call. */
function numbers() {
  let state = 12345;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** What a run of these numbers is called. @param {Parameters<typeof evidence>[0] & {entropy?: boolean, denoisingError?: number}} numbers */
function called({ entropy = false, denoisingError, ...rest }) {
  const found = evidence(rest);
  const evaluation = { ...found.snapshot.evaluation, ...(denoisingError !== undefined && { denoisingError }) };
  /** @type {RunConfig["loss"]} */
  const loss = entropy ? "cross-entropy" : "squared-error";
  return characterOf({ ...found, config: { ...found.config, loss }, snapshot: { ...found.snapshot, evaluation } });
}

test("what a verdict calls a run, its region holds, whatever the other numbers", () => {
  const random = numbers();
  const seen = new Map();
  for (let round = 0; round < 60_000; round += 1) {
    const entropy = round % 3 === 0;
    const k = [2, 16, 120, 392][Math.floor(4 * random())];
    const copyIndex = 1.4 * random() - 0.1;
    // C² ≤ N, which the learner's region rests on.
    const noiseKept = copyIndex ** 2 + 1.5 * random() ** 2;
    const train = (entropy ? 60 : 6) * random() ** 2;
    const heldOut = Math.max(train + (entropy ? 60 : 6) * (random() - 0.2), 0.01);
    const character = called({
      k,
      copyIndex,
      noiseKept,
      train,
      heldOut,
      lambda: random() < 0.5 ? 0 : 0.001,
      spread: 1.2 * random(),
      entropy,
      denoisingError: noiseKept + 0.4 * random(),
    });
    const regions = regionsOf(entropy ? "cross-entropy" : "squared-error", INPUTS, [k]);
    const own = regions.filter((region) => region.character === character);
    const at = { copyIndex, gap: heldOut - train };
    if (["memorizer", "copier", "learner", "squeezer"].includes(character))
      assert.ok(
        own.some((region) => isIn(region, at)),
        `${character} at ${JSON.stringify({ ...at, noiseKept, k })}`,
      );
    seen.set(character, (seen.get(character) ?? 0) + 1);
  }
  for (const character of ["memorizer", "copier", "learner", "squeezer"])
    assert.ok(seen.get(character) > 200, `${character}: ${seen.get(character)}`);
});

/**
 * Numbers that are not seen in the plane, such that a run at this point is what its region is called.
 * @type {Readonly<Record<Region["character"], (point: {copyIndex: number, gap: number}) => Parameters<typeof called>[0]>>}
 */
const BESIDES = {
  memorizer: ({ copyIndex, gap }) => {
    // As much of its own images is lost as there may be.
    const heldOut = Math.max(gap, Math.min(gap / 0.6001, 2.7));
    return { copyIndex, heldOut, train: heldOut - gap, noiseKept: 0.61, k: 392 };
  },
  copier: ({ copyIndex, gap }) => ({ copyIndex, train: 9, heldOut: 9 + gap, noiseKept: 0.6, k: 392 }),
  learner: ({ copyIndex, gap }) => ({
    copyIndex,
    train: Math.max(-gap, 0),
    heldOut: Math.max(gap, 0),
    noiseKept: 0.3,
    k: 392,
  }),
  squeezer: ({ copyIndex, gap }) => ({ copyIndex, train: 9, heldOut: 9 + gap, noiseKept: 0.59, k: 16 }),
};

test("every point of a region can be what the region is called: no bound of it is too wide", () => {
  const random = numbers();
  for (const region of regionsOf("squared-error", INPUTS, [16, 392])) {
    let hits = 0;
    for (let round = 0; round < 400; round += 1) {
      const point = { copyIndex: 1.4 * random() - 0.1, gap: 12 * random() ** 2 - 0.5 };
      if (!isIn(region, point)) continue;
      hits += 1;
      const { character } = region;
      assert.equal(called(BESIDES[character](point)), character, `${character} at ${JSON.stringify(point)}`);
    }
    assert.ok(hits > 5, `${hits} points in ${region.character}`);
  }
});

test("just beyond a bound no run is, where these two numbers decide", () => {
  const [memorizer, copier, learner, squeezer] = regionsOf("squared-error", INPUTS, [16]);
  const at = (/** @type {Region} */ { character }, /** @type {number} */ copyIndex, /** @type {number} */ gap) =>
    called(BESIDES[character]({ copyIndex, gap }));
  assert.equal(at(copier, copier.copyIndex[0], 1), "copier");
  assert.notEqual(at(copier, copier.copyIndex[0] - 1e-9, 1), "copier");
  assert.equal(at(learner, learner.copyIndex[0], 1), "learner");
  assert.notEqual(at(learner, learner.copyIndex[0] - 1e-9, 1), "learner");
  assert.equal(at(learner, 0.2, learner.gap[1]), "learner");
  assert.notEqual(at(learner, 0.2, learner.gap[1] + 1e-9), "learner");
  assert.equal(at(squeezer, squeezer.copyIndex[0], 1), "squeezer");
  assert.notEqual(at(squeezer, squeezer.copyIndex[0] - 1e-9, 1), "squeezer");
  // 0.6 of the largest held-out error at which new images come back.
  assert.ok(Math.abs(memorizer.gap[0] - 0.6 * 0.15 * INPUTS * 0.09) < 1e-12);
});

test("a region says what else it takes, and a bottleneck has one for its k", () => {
  const told = regionsOf("squared-error", INPUTS, [392, 16, 8, 16]).map(
    ({ character, besides }) => `${character}: ${besides}`,
  );
  assert.deepEqual(told, [
    "memorizer: noise kept above 0.6",
    "copier: noise kept 0.6 to 1.1",
    "learner: noise kept up to 0.3",
    "squeezer: k = 8, noise kept below 0.7",
    "squeezer: k = 16, noise kept below 0.7",
  ]);
});

test("cross-entropies bound no gap but that of a memorizer, which is positive", () => {
  const [memorizer, , learner] = regionsOf("cross-entropy", INPUTS, []);
  assert.deepEqual(
    [memorizer.gap, learner.gap],
    [
      [0, Infinity],
      [-Infinity, Infinity],
    ],
  );
});
