// Sliders over lists of values.
import assert from "node:assert/strict";
import { test } from "node:test";
import { HIDDEN_UNITS, LAMBDAS, TRAINING_IMAGES, positionOf, ticksOn, valueAt } from "../../www/base/scale.js";

const LISTS = { HIDDEN_UNITS, LAMBDAS, TRAINING_IMAGES };

test("every list climbs, and every notch is found again", () => {
  for (const [name, list] of Object.entries(LISTS)) {
    list.forEach((value, index) => {
      if (index > 0) assert.ok(value > list[index - 1], `${name} does not climb at ${value}`);
      assert.equal(valueAt(list, positionOf(list, value)), value);
    });
  }
});

test("λ has a true 0 at its left end, then 1e-5 to 1", () => {
  assert.deepEqual([LAMBDAS[0], LAMBDAS[1], LAMBDAS.at(-1)], [0, 1e-5, 1]);
  for (const lambda of [0.001, 0.01, 0.03, 0.1, 0.3])
    assert.ok(LAMBDAS.includes(lambda), `${lambda} cannot be reached`);
});

test("hidden units reach the presets and n", () => {
  assert.deepEqual([HIDDEN_UNITS[0], HIDDEN_UNITS.at(-1)], [1, 4096]);
  for (const k of [16, 32, 64, 196, 392, 784]) assert.ok(HIDDEN_UNITS.includes(k), `${k} cannot be reached`);
});

test("typed values stand between their notches, and ends hold", () => {
  const between = positionOf(HIDDEN_UNITS, 300);
  assert.ok(between > HIDDEN_UNITS.indexOf(256) && between < HIDDEN_UNITS.indexOf(320));
  assert.equal(positionOf(LAMBDAS, 50), LAMBDAS.length - 1);
  const small = positionOf(LAMBDAS, 5e-6);
  assert.ok(small > 0 && small < 1);
  assert.equal(valueAt(LAMBDAS, -3), 0);
  assert.equal(valueAt(LAMBDAS, 99), 1);
});

test("marks stand where the slider does at their values: as shares of its length", () => {
  const last = LAMBDAS.length - 1;
  const values = [0.5, 0.1, 0.01, 1e-5];
  const ticks = ticksOn(LAMBDAS, values, 0);
  assert.deepEqual(
    ticks.map(({ values: own }) => own),
    values.map((value) => [value]),
  );
  assert.deepEqual(
    ticks.map(({ at }) => at),
    values.map((value) => positionOf(LAMBDAS, value) / last),
  );
  assert.equal(ticksOn(LAMBDAS, [1], 0)[0].at, 1);
  // A decade is six notches, wherever it is.
  const [a, b, c] = ticksOn(LAMBDAS, [0.1, 0.01, 0.001], 0).map(({ at }) => at);
  assert.ok(Math.abs(a - b - 6 / last) < 1e-12 && Math.abs(b - c - 6 / last) < 1e-12);
  assert.deepEqual(ticksOn(LAMBDAS, [], 0.1), []);
});

test("marks that would touch are one, none is lost, and beyond the slider there is none", () => {
  const values = Array.from({ length: 150 }, (_, index) => 3.2 * 0.93 ** index);
  const gap = 1 / 60;
  const ticks = ticksOn(LAMBDAS, values, gap);
  assert.deepEqual(
    ticks.flatMap(({ values: own }) => own),
    values.filter((value) => value <= 1),
  );
  assert.ok(ticks.length < 60, `${ticks.length} marks`);
  for (const { at, values: own } of ticks) {
    const places = own.map((value) => positionOf(LAMBDAS, value) / (LAMBDAS.length - 1));
    assert.ok(places[0] - places[places.length - 1] < gap);
    assert.ok(places[0] >= at && at >= places[places.length - 1]);
  }
  ticks.forEach(({ at }, index) => assert.ok(index === 0 || at < ticks[index - 1].at, "from right to left"));
});
