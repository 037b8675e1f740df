// What the ledger and the filters show, worked out from what a worker reports.
import assert from "node:assert/strict";
import { test } from "node:test";
import { tyingDistance } from "../../www/base/curve.js";
import { Insight, chosenUnits } from "../../www/worker/insight.js";
import { CURVE, CURVE_COLUMNS } from "../../www/base/protocol.js";
import { initialState, lookOf } from "../../www/state/state.js";
import { atlasLayout, roundScale, shade } from "../../www/views/kit/atlas.js";
import { formatCosine, verdictOf } from "../../www/views/instruments/gradients.js";

/** @import { State } from "../../www/state/state.js" */

/** A trainer that counts how often it is looked into. */
const counting = () => ({
  steps: 7,
  looks: 0,
  ledger() {
    this.looks += 1;
    return { w: { norm: 1 }, wStar: null };
  },
  unitNorms: () => Float32Array.of(1, 3, 2, 3),
  filters: (/** @type {Uint32Array} */ units) => Float32Array.from(units),
  nearest: () => Float64Array.of(7, 2.5, 1.5, 3, 0.5, 4),
  trainingImages: (/** @type {Uint32Array} */ rows) => Float32Array.from(rows),
  /** Unit 5 has the longest gradient at first, then unit 6, and so on. */
  lookAhead(/** @type {number | undefined} */ unit) {
    this.steps += 1;
    return this.steps > 20 ? undefined : { unit: unit ?? this.steps - 3, step: this.steps };
  },
  numbersAhead: () => Float32Array.of(1, 2),
});

test("only what is asked for is looked into", () => {
  const insight = new Insight(() => 1);
  const trainer = /** @type {any} */ (counting());
  assert.deepEqual(insight.into(trainer, true), {});
  const nothing = { ledger: false, filters: null, jacobian: false, nearest: false, step: null };
  insight.look = { ...nothing, ledger: true };
  const { ledger, units, weights } = insight.into(trainer, true);
  assert.deepEqual([ledger, units, weights], [{ step: 7, w: { norm: 1 }, wStar: null }, undefined, undefined]);
  assert.deepEqual(insight.into(trainer, false), {}, "while it trains, not again at once");
  assert.equal(insight.into(trainer, true).ledger?.step, 7, "at rest always");
  assert.equal(trainer.looks, 2);
  insight.look = { ...nothing, filters: { count: 2, byNorm: true } };
  assert.deepEqual([...(insight.into(trainer, true).units ?? [])], [1, 3]);
  insight.look = { ...nothing, nearest: true };
  const { nearest, nearestImages, units: none } = insight.into(trainer, true);
  assert.deepEqual(
    [[...(nearest ?? [])], [...(nearestImages ?? [])], none],
    [[7, 2.5, 1.5, 3, 0.5, 4], [7, 3], undefined],
    "the images of these rows",
  );
});

test("of the coming step a unit is shown that stays until another is chosen, or the instrument is closed", () => {
  const insight = new Insight(() => 1);
  const trainer = /** @type {any} */ (counting());
  const look = (/** @type {number | null | undefined} */ unit) => {
    insight.look = {
      ledger: false,
      filters: null,
      jacobian: false,
      nearest: true,
      step: unit === undefined ? null : { unit },
    };
    const { ahead } = insight.into(trainer, true);
    return ahead && [ahead.about.unit, ahead.since];
  };
  assert.deepEqual(
    [look(null), look(null)],
    [
      [5, 8],
      [5, 8],
    ],
    "that with the longest gradient when it was opened",
  );
  assert.deepEqual(
    [look(3), look(3)],
    [
      [3, undefined],
      [3, undefined],
    ],
    "a person chose it",
  );
  assert.deepEqual([look(undefined), look(null)], [undefined, [9, 12]], "opened again");
  trainer.steps = 20;
  assert.equal(look(null), null, "there is no coming step");
});

test("units come in their order, or the largest first and equal ones in their order", () => {
  const norms = Float32Array.of(1, 3, 2, 3);
  assert.deepEqual([...chosenUnits(norms, 3, false)], [0, 1, 2]);
  assert.deepEqual([...chosenUnits(norms, 3, true)], [1, 3, 2]);
  assert.deepEqual([...chosenUnits(norms, 64, true)], [1, 3, 2, 0], "no more than there are");
});

test("workers are asked for what the open instrument shows", () => {
  const state = initialState();
  const nothing = { ledger: false, filters: null, jacobian: false, nearest: false, step: null };
  assert.deepEqual(lookOf(state, "A"), nothing);
  assert.deepEqual(lookOf({ ...state, tab: "ledger" }, "B"), { ...nothing, ledger: true });
  assert.deepEqual(lookOf({ ...state, tab: "filters", filtersByNorm: true }, "A"), {
    ...nothing,
    filters: { count: 32, byNorm: true },
  });
  assert.deepEqual(lookOf({ ...state, nearest: true }, "A"), { ...nothing, nearest: true });
  const inside = { ...state, tab: /** @type {const} */ ("why"), inside: "B" };
  assert.deepEqual([lookOf(inside, "A"), lookOf(inside, "B")], [nothing, { ...nothing, jacobian: true }]);
  const lanes = state.lanes.map((lane) => ({
    ...lane,
    config: { ...lane.config, data: /** @type {const} */ ("arc") },
  }));
  assert.deepEqual(lookOf({ ...inside, lanes }, "B"), nothing, "points have no maps");
});

test("only the run that is looked into is asked for its coming step, and only while that is shown", () => {
  const state = { ...initialState(), tab: /** @type {const} */ ("step") };
  const stepOf = (/** @type {State} */ of) => ["A", "B"].map((name) => lookOf(of, name).step);
  assert.deepEqual(stepOf(state), [{ unit: null }, null]);
  assert.deepEqual(stepOf({ ...state, inside: "B", stepUnit: 17 }), [null, { unit: 16 }]);
  assert.deepEqual(stepOf({ ...state, inside: "D" }), [{ unit: null }, null], "of a lane that is gone the first");
  assert.deepEqual(stepOf({ ...state, tab: "filters" }), [null, null]);
});

test("the distance from tied follows from norms and angle", () => {
  const row = (/** @type {number[]} */ [step, w, wStar, alignment]) => {
    const numbers = Array(CURVE_COLUMNS).fill(0);
    Object.assign(numbers, { [CURVE.step]: step, [CURVE.w]: w, [CURVE.wStar]: wStar, [CURVE.alignment]: alignment });
    return numbers;
  };
  const curve = Float64Array.from(
    [
      [0, 3, 4, 0],
      [5, 2, 2, 1],
      [9, 3, 1, 1],
      [12, 0, 0, 0],
    ].flatMap(row),
  );
  const expected = [0, 1, 5, 0, 9, Math.sqrt(4 / 10), 12, 0];
  tyingDistance(curve).forEach((value, index) => assert.ok(Math.abs(value - expected[index]) < 1e-12));
});

test("the scale of filters is a round number that nearly all weights stay below", () => {
  assert.equal(roundScale([Float32Array.of(0.1, -0.1)]), 0.5);
  assert.equal(roundScale([Float32Array.of(0.1, -0.1), Float32Array.of(0.9, 0.9)]), 2);
  assert.equal(roundScale([Float32Array.of(0.01)]), 0.05);
  assert.equal(roundScale([Float32Array.of(0, 0)]), 1, "nothing has a scale too");
});

test("zero is paper, the ends are full colours, and what is beyond them too", () => {
  const [paper, positive, negative] = /** @type {[number, number, number][]} */ ([
    [255, 255, 255],
    [0, 100, 0],
    [100, 0, 200],
  ]);
  const of = (/** @type {number} */ share) => shade(share, paper, positive, negative);
  assert.deepEqual([of(0), of(1), of(-1), of(3), of(-9)], [paper, positive, negative, positive, negative]);
  assert.deepEqual(of(0.5), [128, 178, 128]);
});

test("a pixel of a tile has a device pixel or more, tiles stay within the width, and all units have a place", () => {
  for (const width of [280, 358, 500, 1100]) {
    for (const ratio of [1, 1.25, 2, 3]) {
      for (const side of [8, 14, 28]) {
        for (const count of [1, 7, 16, 32, 64]) {
          const { tile, pitch, left, columns, bands } = atlasLayout(width, ratio, side, count, 184);
          const what = `${width} ${ratio} ${side} ${count}`;
          assert.ok(Number.isInteger(tile) && tile >= side, what);
          assert.ok(pitch > tile && left + columns * pitch - (pitch - tile) < width * ratio, what);
          assert.ok(columns * bands >= count && columns * (bands - 1) < count, what);
        }
      }
    }
  }
});

test("32 units take nine tenths of the width of a run, at any density of pixels; more or fewer are no larger or smaller than they must", () => {
  for (const ratio of [1, 1.25, 1.5, 2, 3]) {
    for (const width of [358, 450, 530, 720]) {
      const { left, columns, pitch, tile, height } = atlasLayout(width, ratio, 14, 32, 184);
      assert.ok(left + columns * pitch - (pitch - tile) >= 0.9 * width * ratio, `${width} ${ratio}`);
      assert.ok(height <= 184 * ratio, `${width} ${ratio}`);
    }
  }
  assert.equal(atlasLayout(530, 1, 14, 64, 184).tile, 21);
  assert.equal(atlasLayout(530, 1, 28, 64, 184).tile, 28, "no weight is lost");
  assert.equal(atlasLayout(530, 1, 14, 2, 184).tile, 64);
  assert.ok(atlasLayout(450, 1, 14, 32, 108).height <= 108, "on a low screen two bands are smaller");
});

test("a cosine is never rounded to −1 or 1", () => {
  assert.deepEqual([-0.99996, -1, 0.2504, 0.99951, -0.0001, 0].map(formatCosine), [
    "−0.999",
    "−1.000",
    "0.250",
    "0.999",
    "0.000",
    "0.000",
  ]);
});

test("the ledger says what its numbers say", () => {
  const ledger = (/** @type {number} */ data, /** @type {number} */ penalty, /** @type {number} */ cosine) =>
    /** @type {any} */ ({ w: { data, penalty, cosine } });
  assert.match(verdictOf(ledger(1, 0, NaN), "coupled"), /^λ = 0/u);
  assert.match(verdictOf(ledger(1.01, 1, -0.999), "coupled"), /^Settled/u);
  assert.match(verdictOf(ledger(3, 1, -0.999), "coupled"), /3\.00 times as hard/u);
  assert.match(verdictOf(ledger(1, 1, 0.2), "coupled"), /at rest 1, with/u);
  assert.match(verdictOf(ledger(1, 1, -1), "decoupled"), /^Decoupled/u);
});
