// The filters of a run that is shown as it was: which are wanted, that a drag asks for none, and that only the same bits count.
import assert from "node:assert/strict";
import { test } from "node:test";
import { FiltersThen } from "../../www/background/filters_then.js";
import { CURVE_COLUMNS } from "../../www/base/protocol.js";
import { filtersThen, filtersWanted } from "../../www/state/filters_then.js";
import { reduce } from "../../www/state/reduce.js";
import { createStore } from "../../www/state/store.js";
import { after, ready } from "./state_fakes.js";

/** @import { Action, State } from '../../www/state/state.js' */

/** Both runs at step 1,500, with points every hundred steps, and their filters open. @returns {State} */
function trained() {
  const state = ready(1500);
  const kept = Array.from({ length: 15 }, (_, at) => ({
    step: 100 * at,
    row: Float64Array.from({ length: CURVE_COLUMNS }, (__, column) => (column === 0 ? 100 * at : 1)),
    receipt: `receipt ${100 * at}`,
    rows: [],
    uniformNoise: false,
    pixels: new Uint8ClampedArray(),
    drawing: new Uint8ClampedArray(),
    spread: 1,
  }));
  const curve = Float64Array.from(kept.flatMap(({ row }) => [...row]));
  const lanes = state.lanes.map((lane) => ({ ...lane, kept, picture: { ...lane.picture, curve } }));
  return after(/** @type {any} */ ({ ...state, lanes }), { type: "view", view: { tab: "filters" } });
}

const to = (/** @type {number | null} */ step) => /** @type {Action} */ ({ type: "travel", to: step });
const FILTERS = { units: Uint32Array.of(1), weights: new Float32Array(2), tied: false };

/** A store whose runs are repeated by hand, and whose clock is. */
function followed() {
  const store = createStore(/** @type {any} */ (reduce), trained());
  /** @type {{jobs: any[], tell: (result: any) => void, cancelled: boolean}[]} */
  const trainings = [];
  /** @type {(() => void) | undefined} */
  let due;
  const conductor = new FiltersThen(
    store,
    {
      trainAll(jobs, { onResult }) {
        const training = { jobs: [...jobs], tell: onResult, cancelled: false };
        trainings.push(training);
        return { cancel: () => void (training.cancelled = true), finished: new Promise(() => {}) };
      },
    },
    { setTimeout: (work) => ((due = work), 1), clearTimeout: () => (due = undefined) },
  );
  store.subscribe(() => conductor.follow());
  const wait = () => {
    const work = due;
    due = undefined;
    work?.();
  };
  return { store, trainings, wait };
}

test("filters are wanted of the point at which each run is shown, with the changes it had by then, while they are open", () => {
  const state = after(trained(), to(240));
  const wanted = filtersWanted(state);
  assert.deepEqual(
    wanted.map(({ runId, step, receipt, look, isKnown, job }) => [runId, step, receipt, look, isKnown, job.until]),
    state.lanes.map(({ runId }) => [runId, 200, "receipt 200", { count: 32, byNorm: false }, false, 200]),
  );
  assert.deepEqual(
    wanted.map(({ job }) => job.config),
    state.lanes.map(({ start }) => start),
  );
  assert.deepEqual(filtersWanted(trained()), []);
  assert.deepEqual(filtersWanted(after(state, { type: "view", view: { tab: "loss" } })), []);
});

test("who drags on asks for the last step only, and what was on its way is given up", () => {
  const { store, trainings, wait } = followed();
  for (const step of [900, 700, 240]) store.dispatch(to(step));
  assert.equal(trainings.length, 0, "nobody stands there yet");
  wait();
  assert.deepEqual(
    trainings.map(({ jobs }) => jobs.map(({ until }) => until)),
    [[200, 200]],
  );
  store.dispatch(to(600));
  assert.equal(trainings[0].cancelled, true);
  wait();
  store.dispatch(to(null));
  assert.equal(trainings[1].cancelled, true);
  wait();
  assert.equal(trainings.length, 2, "back to now: nothing is wanted");
});

test("they are shown once the repeated run has come to the same bits; another run’s are not, and that is said", () => {
  const { store, trainings, wait } = followed();
  store.dispatch(to(240));
  wait();
  const [{ jobs, tell, cancelled }] = trainings;
  const known = () => store.state().lanes.map((lane) => filtersThen(store.state(), lane));
  assert.deepEqual(known(), [
    { step: 200, found: null },
    { step: 200, found: null },
  ]);
  tell({ job: jobs[0], outcome: { receipt: "receipt 200", filters: FILTERS } });
  tell({ job: jobs[1], outcome: { receipt: "another", filters: FILTERS } });
  assert.deepEqual(
    known().map((then) => then?.found?.filters),
    [{ step: 200, ...FILTERS }, null],
  );
  assert.equal(cancelled, false, "one run’s answer does not end the other’s");
  store.dispatch(to(220));
  wait();
  assert.equal(trainings.length, 1, "what is known is not asked for again");
  store.dispatch({ type: "view", view: { filterCount: 64 } });
  wait();
  assert.equal(trainings.length, 2, "more units are");
});
