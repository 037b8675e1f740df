// What a person did, of the changes that a run has in its record.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gestures } from "../../www/base/gestures.js";
import { toldOf } from "../../www/settings/settings.js";

/** @import { RunEvent } from '../../www/base/protocol.js' */

/** @param {number} step @param {number} from @param {number} to @returns {RunEvent} */
const lambda = (step, from, to) => ({ step, field: "lambda", from, to });
/** @param {number} step @param {boolean} to @returns {RunEvent} */
const tied = (step, to) => ({ step, field: "tied", from: !to, to });

test("a dragged slider was moved once, from where it began to where it ended", () => {
  const dragged = [lambda(700, 0, 0.001), lambda(703, 0.001, 0.003), lambda(707, 0.003, 0.01)];
  assert.deepEqual(gestures(dragged, 30), [lambda(707, 0, 0.01)]);
});

test("a drag at full speed, whose changes are far apart in steps, is one, too", () => {
  const dragged = Array.from({ length: 12 }, (_, at) => lambda(1000 + 55 * at, at, at + 1));
  assert.deepEqual(gestures(dragged, 30), [lambda(1605, 0, 12)]);
  assert.deepEqual(gestures(dragged.slice(0, 2), 30), dragged.slice(0, 2), "two are two");
  assert.equal(gestures(dragged, 27).length, 12);
});

test("changes that are apart, or of another kind, are each their own", () => {
  const events = [
    lambda(100, 0, 0.01),
    tied(110, true),
    tied(120, false),
    lambda(300, 0.01, 0.3),
    { ...lambda(305, 0.002, 0.001), field: /** @type {const} */ ("learningRate") },
  ];
  assert.deepEqual(gestures(events, 30), events);
});

test("a slider that came back to where it was is none", () => {
  assert.deepEqual(gestures([lambda(5, 0, 0.01), lambda(6, 0.01, 0)], 30), []);
});

test("a mark tells what was changed, and from what to what", () => {
  assert.deepEqual(toldOf(lambda(5, 0, 1e-5)), { subject: "λ", from: "0", to: "0.00001" });
  assert.deepEqual(toldOf({ ...lambda(5, 0.002, 0.001), field: "learningRate" }), {
    subject: "η",
    from: "0.002",
    to: "0.001",
  });
  assert.deepEqual(
    [toldOf(tied(5, true)), toldOf(tied(5, false))],
    [{ subject: "tie W* = Wᵀ" }, { subject: "untie W*" }],
  );
});
