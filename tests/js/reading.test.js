// What a crosshair reads, and where things stand on a drawn chart.
import assert from "node:assert/strict";
import { test } from "node:test";
import { heightOf, readAt, shareOf, stepAt, tableOf } from "../../www/views/kit/reading.js";

const geometry = { left: 40, top: 20, right: 440, bottom: 220, xMin: 0, xMax: 1500, yMin: 0.01, yMax: 100 };

/** @param {string} row @param {string} column @param {number[]} points @param {Record<string, string>} [look] @returns {any} */
const series = (row, column, points, look = {}) => ({
  row,
  column,
  label: "",
  color: "#000",
  line: "solid",
  weight: "full",
  lane: row,
  points: Float64Array.from(points),
  ...look,
});

test("each series is read at its nearest point as far as it reaches, a level at its value, a faint one not at all", () => {
  const all = [
    series("A", "train", [0, 20, 10, 4]),
    series("A", "held-out", [0, 21, 12, 6]),
    series("A", "train", [0, 99], { weight: "faint" }),
    series("B", "train", [0, 9, 5, 8]),
    series("B", "train, exact", [1500, 2.5], { line: "level" }),
    series("C", "train", []),
  ];
  const readings = readAt(all, 9);
  assert.deepEqual(
    readings.map(({ step, value }) => [step, value]),
    [
      [10, 4],
      [12, 6],
      [5, 8],
      [1500, 2.5],
    ],
  );
  assert.deepEqual(tableOf(readings), {
    columns: ["train", "held-out", "train, exact"],
    rows: [
      { name: "A", lane: "A", values: [4, 6, undefined] },
      { name: "B", lane: "B", values: [8, undefined, 2.5] },
    ],
  });
  assert.deepEqual(
    readAt(all, 10.5).map(({ step }) => step),
    [10, 12, 1500],
    "B goes no further than 10",
  );
  assert.deepEqual(readAt(all, Infinity), readAt(all, 12), "beyond all ends the last is read");
  assert.deepEqual(
    readAt([series("A", "train", [0, 20])], 700).map(({ step, value }) => [step, value]),
    [[0, 20]],
  );
});

test("steps and shares of the axis are each other's inverse, linear and logarithmic", () => {
  for (const logX of [false, true]) {
    const drawing = { geometry, logX };
    for (const step of [0, 1, 17, 700, 1500])
      assert.ok(Math.abs(stepAt(drawing, shareOf(drawing, step)) - step) < 1e-9);
    assert.deepEqual([stepAt(drawing, -1), Math.round(stepAt(drawing, 2))], [0, 1500]);
  }
  assert.equal(shareOf({ geometry, logX: false }, 375), 0.25);
  assert.equal(shareOf({ geometry: { ...geometry, xMax: 1023 }, logX: true }, 31), 0.5);
});

test("values stand where the plotter draws them, and stay within the chart", () => {
  assert.ok(Math.abs(heightOf({ geometry, logY: true }, 1) - 120) < 1e-9);
  assert.equal(heightOf({ geometry, logY: true }, 0), 220);
  assert.ok(Math.abs(heightOf({ geometry, logY: false }, 50.005) - 120) < 1e-9);
  assert.equal(heightOf({ geometry, logY: false }, 1e9), 20);
});
