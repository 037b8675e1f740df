// What the page on paper says of the runs: what has been, and what is still to come.
import assert from "node:assert/strict";
import { test } from "node:test";
import { newLane } from "../../www/lanes/lanes.js";
import { DEFAULT_CONFIG } from "../../www/settings/presets.js";
import { resultsOf } from "../../www/views/page/print.js";

/** A run that plans λ for step 700. @param {number} step @param {number} evaluated @returns {any} */
const lane = (step, evaluated) => ({
  ...newLane("A", DEFAULT_CONFIG, 1),
  status: "ready",
  events: [{ step: 700, change: { lambda: 0.01 } }],
  picture: {
    snapshot: {
      step,
      receipt: "1-2-3",
      events: step < 700 ? [] : [{ step: 700, field: "lambda", from: 0, to: 0.01 }],
      evaluation: {
        step: evaluated,
        train: 1,
        heldOut: 3,
        gap: 2,
        copyIndex: 0.5,
        noiseKept: 0.25,
        denoisingError: 0.75,
      },
    },
  },
});

/** @param {...any} lanes */
const results = (...lanes) => Object.fromEntries(resultsOf(lanes));

test("a change is planned until its step has come", () => {
  const { planned, "changed while it ran": changed } = results(lane(699, 699), lane(700, 700));
  assert.deepEqual(changed, ["nothing", "λ 0.01 at step 700"]);
  assert.deepEqual(planned, ["λ 0.01 at step 700", ""]);
  assert.equal(results(lane(1500, 1500)).planned, undefined, "nothing is");
});

test("numbers of an earlier step than that of the run say so", () => {
  assert.deepEqual(results(lane(1500, 1500))["train error"], ["1.00"]);
  const { step, ...rest } = results(lane(1500, 1490));
  assert.deepEqual(step, ["1,500"]);
  for (const name of ["train error", "held-out error", "gap", "copy index", "noise kept", "denoising error"])
    assert.match(rest[name][0], / at step 1,490$/u);
});

test("a run that has not begun has no numbers, whatever the one before had", () => {
  const { "train error": train, receipt } = results({ ...lane(1500, 1500), status: "creating" });
  assert.deepEqual([train, receipt], [["–"], ["–"]]);
});
