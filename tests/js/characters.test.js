// The map of characters: what a run's curve becomes on it, and what is read of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CURVE, CURVE_COLUMNS } from "../../www/base/protocol.js";
import { initialState } from "../../www/state/state.js";
import { mountMapContent, wayOf } from "../../www/views/instruments/characters.js";
import { nearestTo, told } from "../../www/views/instruments/trail_reader.js";

/** @import { Geometry } from "../../www/views/kit/reading.js" */
/** @import { MapContent } from "../../www/views/instruments/trail_reader.js" */

/** A curve of these points. @param {Partial<Record<keyof typeof CURVE, number>>[]} points */
const curveOf = (points) =>
  Float64Array.from(
    points.flatMap((point) => {
      const row = Array(CURVE_COLUMNS).fill(0);
      for (const [quantity, value] of Object.entries(point)) row[CURVE[/** @type {"step"} */ (quantity)]] = value;
      return row;
    }),
  );

const CURVE_OF_A = curveOf([
  { step: 0, train: 9, heldOut: 8.5, copyIndex: 0.25, noiseKept: 0.5 },
  { step: 10, train: 3, heldOut: 4, copyIndex: 0.5, noiseKept: 0.75 },
]);
/** @type {any} */
const NOW = { step: 14, train: 2, heldOut: 6, copyIndex: 0.75, noiseKept: 1 };

/** @param {Partial<MapContent>} parts @returns {MapContent} */
const content = (parts) => ({ regions: [], trails: [], dots: [], series: [], ...parts });
const dotOf = (/** @type {string} */ label, /** @type {number} */ copyIndex, /** @type {number} */ gap) => ({
  label,
  color: "grey",
  step: 1500,
  copyIndex,
  gap,
  noiseKept: null,
});

test("a trail has all points of the curve, and what was measured since", () => {
  const { trail, series } = wayOf("A", CURVE_OF_A, NOW, "blue");
  assert.deepEqual([...trail.points], [0.25, -0.5, 0.5, 1, 0.75, 4]);
  assert.deepEqual(
    series.map(({ column, points }) => [column, ...points]),
    [
      ["copy index", 0, 0.25, 10, 0.5, 14, 0.75],
      ["gap", 0, -0.5, 10, 1, 14, 4],
      ["noise kept", 0, 0.5, 10, 0.75, 14, 1],
    ],
  );
  const { trail: same } = wayOf("A", CURVE_OF_A, { ...NOW, step: 10 }, "blue");
  assert.equal(same.points.length, 4, "the last point is not there twice");
});

test("at a step every run is read that has come to it", () => {
  const a = wayOf("A", CURVE_OF_A, NOW, "blue");
  const b = wayOf("B", CURVE_OF_A, { ...NOW, step: 10 }, "orange");
  const both = content({ series: [...a.series, ...b.series] });
  assert.deepEqual(told(both, { step: 10 }), {
    heading: "step 10",
    columns: ["copy index", "gap", "noise kept"],
    rows: [
      { name: "A", lane: "A", values: [0.5, 1, 0.75] },
      { name: "B", lane: "B", values: [0.5, 1, 0.75] },
    ],
  });
  const dots = [dotOf("k = 16", 0.1, 1.6)];
  assert.deepEqual(told(content({ dots }), { dot: 0 }), {
    heading: "pinned at step 1,500",
    columns: ["copy index", "gap", "noise kept"],
    rows: [{ name: "k = 16", values: [0.1, 1.6, null] }],
  });
  assert.deepEqual(told(content({}), { dot: 3 }).rows, []);
});

test("the pointer finds the nearest step of any run, or a pinned one; a gap of 0 or less is at the lower edge", () => {
  /** @type {Geometry} */
  const geometry = { left: 100, right: 200, top: 0, bottom: 90, xMin: 0, xMax: 1, yMin: 0.01, yMax: 10 };
  const { series } = wayOf("A", CURVE_OF_A, NOW, "blue");
  const drawn = { geometry, content: content({ series, dots: [dotOf("k = 16", 0.1, 0.1)] }) };
  // Decades are 30 pixels high.
  assert.deepEqual(nearestTo(drawn, 151, 32), { step: 10 });
  assert.deepEqual(nearestTo(drawn, 125, 88), { step: 0 });
  assert.deepEqual(nearestTo(drawn, 199, 5), { step: 14 });
  assert.deepEqual(nearestTo(drawn, 111, 62), { dot: 0 });
  assert.equal(nearestTo({ geometry, content: content({}) }, 150, 40), undefined);
});

test("pinned runs stand on the map where their errors are of the same images and kind; regions follow the runs", () => {
  const state = initialState();
  const { config } = state.lanes[0];
  const pinnedOf = (/** @type {string} */ name, /** @type {any} */ change) => ({
    name,
    config: { ...config, ...change },
    step: 5,
    numbers: { copyIndex: 0.1, gap: 2, noiseKept: 0.3 },
  });
  /** @type {any} */
  const snapshot = { inputs: 196, hiddenUnits: 16, evaluation: NOW };
  const lanes = state.lanes.map((lane, at) =>
    at === 0 ? { ...lane, picture: { curve: CURVE_OF_A, snapshot } } : lane,
  );
  const pinned = [
    pinnedOf("same", { seed: 7 }),
    pinnedOf("other data", { data: "digits-8" }),
    pinnedOf("other loss", { loss: "cross-entropy" }),
  ];
  /** @type {any} */
  const palette = { css: { muted: "grey", a: "blue", b: "orange" } };
  const contentOf = mountMapContent();
  const seen = /** @type {any} */ ({ ...state, lanes, shelf: { ...state.shelf, pinned } });
  const { dots, trails, regions } = contentOf(seen, palette);
  assert.deepEqual(
    dots.map(({ label }) => label),
    ["same"],
  );
  assert.deepEqual(
    trails.map(({ label, color }) => [label, color]),
    [["A", "blue"]],
  );
  assert.deepEqual(
    regions.map(({ names, tinted }) => [names.at(-1), tinted]),
    [
      ["memorizer", true],
      ["copier", true],
      ["learner", true],
      ["squeezer", false],
    ],
  );
  assert.equal(contentOf({ ...seen, status: "other" }, palette), contentOf(seen, palette), "nothing is drawn anew");
});
