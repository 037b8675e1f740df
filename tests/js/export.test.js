// What is taken away holds every digit, and repeats the run.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CURVE, CURVE_COLUMNS } from "../../www/base/schema.js";
import { curvesAsCsv, runsAsJson, weightsMetadata } from "../../www/files/export.js";
import { newLane } from "../../www/lanes/lanes.js";
import { DEFAULT_CONFIG } from "../../www/settings/presets.js";

/** The numbers of a row but its step. */
const REST = Array.from({ length: CURVE_COLUMNS - 1 }, (_, index) => index + 1);

/** @param {string} name @param {number[]} curve @returns {any} */
const lane = (name, curve) => ({
  ...newLane(name, { ...DEFAULT_CONFIG, hiddenUnits: 3 }, 1),
  status: "ready",
  picture: {
    curve: Float64Array.from(curve),
    snapshot: {
      step: 7,
      receipt: "1-2-3",
      parameters: 9,
      evaluation: { step: 7, train: 0.1 },
      events: [{ step: 5, field: "lambda", from: 0, to: 0.01 }],
    },
  },
});

test("curves: a row for every point of every run", () => {
  const text = curvesAsCsv([
    lane("A", [0, ...REST]),
    lane("B", [1, 0.1 + 0.2, ...REST.slice(1), 2, 1e-9, ...REST.slice(1)]),
    newLane("C", DEFAULT_CONFIG, 3),
  ]);
  assert.match(text, /^run,step,train,heldOut,copyIndex,noiseKept,/u);
  assert.equal(
    text,
    [
      ["run", ...Object.keys(CURVE)].join(","),
      `A,0,${REST.join(",")}`,
      `B,1,0.30000000000000004,${REST.slice(1).join(",")}`,
      `B,2,1e-9,${REST.slice(1).join(",")}`,
      "",
    ].join("\r\n"),
  );
});

test("runs: configuration, changes and the numbers they have led to", () => {
  const { link, runs } = JSON.parse(runsAsJson([lane("A", [])], "here"));
  assert.equal(link, "here");
  assert.deepEqual(runs, [
    {
      name: "A",
      config: { ...DEFAULT_CONFIG, hiddenUnits: 3 },
      events: [{ step: 5, change: { lambda: 0.01 } }],
      step: 7,
      receipt: "1-2-3",
      parameters: 9,
      evaluation: { step: 7, train: 0.1 },
    },
  ]);
});

test("weights: the changes that have been made when they are taken, shown or not", () => {
  const shown = lane("A", []);
  const events = [...shown.picture.snapshot.events, { step: 9, field: "tied", from: false, to: true }];
  const { recipe, ...rest } = weightsMetadata(shown, { ...shown.picture.snapshot, step: 12, receipt: null, events });
  assert.deepEqual(JSON.parse(recipe).events, [
    { step: 5, change: { lambda: 0.01 } },
    { step: 9, change: { tied: true } },
  ]);
  assert.deepEqual(rest, { step: "12", receipt: "fast arithmetic: not reproducible" });
});
