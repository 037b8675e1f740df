// What is said of the time in which the page was hidden.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Absence } from "../../www/runs/absence.js";
import { ready } from "./state_fakes.js";

/** @import { State } from '../../www/state/state.js' */

/** @param {State} before @param {State} after @param {number} milliseconds what is said */
function away(before, after, milliseconds) {
  let [state, time] = [before, 5000];
  /** @type {any[]} */
  const told = [];
  const absence = new Absence({ state: () => state, dispatch: (action) => told.push(action) }, () => time);
  absence.follow(true);
  [state, time] = [after, time + milliseconds];
  absence.follow(false);
  return told.map(({ view }) => view.status);
}

/** @param {number} step @returns {State} */
const playing = (step) => ({ ...ready(step), playing: true });

test("runs that went on while the page was hidden say how far", () => {
  assert.deepEqual(away(playing(700), playing(9700), 60_000), [
    "While this page was hidden, training went on: run A from step 700 to 9,700, run B from step 700 to 9,700.",
  ]);
});

test("nothing is said of a glance elsewhere, of runs that stand, of other runs or of paused ones", () => {
  assert.deepEqual(away(playing(700), playing(800), 3000), []);
  assert.deepEqual(away(playing(700), playing(700), 60_000), []);
  assert.deepEqual(away(ready(700), ready(9700), 60_000), []);
  const other = playing(9700);
  assert.deepEqual(
    away(playing(700), { ...other, lanes: other.lanes.map((lane) => ({ ...lane, runId: lane.runId + 10 })) }, 60_000),
    [],
  );
});
