// A sweep from the press of its button to the state that has all its runs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { SweepConductor } from "../../www/sweep/conductor.js";
import { countKnown } from "../../www/sweep/cells.js";
import { planKey, planOf } from "../../www/sweep/plan.js";
import { reduce } from "../../www/state/reduce.js";
import { initialState } from "../../www/state/state.js";
import { createStore } from "../../www/state/store.js";
import { fakeOutcomes, machine, outcomeOf, settled } from "./background_fakes.js";

/** @import { Outcome } from '../../www/base/protocol.js' */
/** @import { Action, State } from '../../www/state/state.js' */

/** A page on a machine with one processor. @param {Map<string, Outcome>} [found] what the browser has kept */
function page(found = new Map()) {
  const store = createStore(/** @type {(state: State, action: Action) => State} */ (reduce), initialState());
  const outcomes = fakeOutcomes(found);
  const { background, workers, busy } = machine(1, { outcomes });
  const conductor = new SweepConductor({ store, background, outcomes });
  // As the page does after every change: what is told of a change must not be another.
  store.subscribe(() =>
    queueMicrotask(() => {
      conductor.follow();
      background.supply();
    }),
  );
  const { state, dispatch } = store;
  return {
    state,
    dispatch,
    conductor,
    workers,
    busy,
    run: () => dispatch({ type: "run-sweep", plan: planKey(state()) }),
    known: () => countKnown(planOf(state()), state().outcomes),
    /** Trains so many runs. */
    async trains(/** @type {number} */ count) {
      for (let done = 0; done < count; done += 1) {
        await settled();
        busy()[0].finish();
      }
      await settled();
    },
  };
}

/** One seed and tied weights: 13 runs. @type {Action} */
const SMALL = { type: "view", view: { tab: "sweep", sweepSeeds: 1, sweepWeights: "tied" } };

test("nothing is trained before it is asked for; then every run comes into the state, and the page says that it is done", async () => {
  const { state, dispatch, run, known, trains, workers, busy } = page();
  dispatch(SMALL);
  await settled();
  assert.deepEqual([known(), workers.length], [0, 0]);
  run();
  await trains(5);
  assert.equal(known(), 5);
  assert.deepEqual([state().sweep.progress?.done, state().sweep.progress?.total], [5, 13]);
  await trains(8);
  assert.equal(known(), 13);
  assert.deepEqual([state().sweep.running, state().status], [false, "The sweep is done: 13 runs."]);
  assert.deepEqual(busy(), []);
});

test("opened again, what was kept is shown without being asked for, and only the rest is trained", async () => {
  const { runs } = planOf({ ...initialState(), sweepSeeds: 1, sweepWeights: "tied" });
  const found = new Map(runs.slice(0, 12).map(({ key }) => [key, outcomeOf(1500)]));
  const { dispatch, run, known, trains, workers } = page(found);
  await settled();
  assert.equal(known(), 0, "its tab is not open");
  dispatch(SMALL);
  await settled();
  assert.deepEqual([known(), workers.length], [12, 0]);
  run();
  await trains(1);
  assert.deepEqual([known(), workers.length], [13, 1]);
});

test("cancelled, it keeps what it has trained and goes on later; a sweep of another plan takes its place", async () => {
  const { state, dispatch, run, known, trains, workers, busy } = page();
  dispatch(SMALL);
  run();
  await trains(3);
  dispatch({ type: "cancel-sweep" });
  await settled();
  assert.deepEqual([known(), busy().length, state().sweep.running], [3, 0, false]);
  assert.match(state().status, /^The sweep is cancelled\. What it has trained is kept/u);
  run();
  await settled();
  const [worker] = busy();
  assert.equal(worker.errand.config.lambda, planOf(state()).runs[3].lambda, "it goes on where it was");
  dispatch({ type: "configure", lane: 1, change: { hiddenUnits: 30 } });
  await settled();
  assert.equal(known(), 0, "what is shown follows the lane");
  assert.equal(busy()[0], worker, "what is trained does not");
  run();
  await settled();
  assert.ok(worker.ended);
  assert.equal(busy()[0].errand.config.hiddenUnits, 30);
  assert.match(state().status, /^The sweep before gives way/u);
  assert.equal(workers.length, 3);
});

test("a run that cannot be trained is named, and the others go on", async () => {
  const { state, dispatch, run, trains, busy } = page();
  dispatch(SMALL);
  run();
  await settled();
  busy()[0].report({ type: "failed", message: "There is no memory for it.", fatal: true });
  await trains(12);
  assert.deepEqual(state().sweep.problems, ["k = 392, λ = 0, tied, seed 1: There is no memory for it."]);
  assert.equal(state().status, "The sweep is done: 13 runs. 1 could not be trained.");
});

test("a point is loaded as a run that is to come to the same receipt, and pinned with its curve", async () => {
  const { state, dispatch, conductor, busy } = page();
  const [run] = planOf(state()).runs;
  const loaded = { name: "a point", config: run.job.config, events: [], step: 1500, receipt: "1111-1111-1111" };
  const before = state().historyEntries;
  dispatch({ type: "load-run", run: loaded, lane: 0 });
  const { runId, start } = state().lanes[0];
  assert.deepEqual(start, run.job.config);
  assert.deepEqual(state().replays, [{ runId, step: 1500, receipt: "1111-1111-1111", name: "a point" }]);
  assert.equal(state().historyEntries, before + 1);
  conductor.pin(run, { id: 7, at: 9 });
  await settled();
  const [worker] = busy();
  assert.ok(worker.errand.wantsCurve);
  worker.finish({ receipt: "2222-2222-2222", curve: new Float64Array(30) });
  const [pinned] = state().shelf.pinned;
  const { id, pinnedAt, name, step, receipt, config } = pinned;
  assert.deepEqual(
    { id, pinnedAt, name, step, receipt },
    { id: 7, pinnedAt: 9, name: "k = 392, seed 1", step: 1500, receipt: "2222-2222-2222" },
  );
  assert.deepEqual(config, run.job.config);
  assert.match(state().status, /^“k = 392, seed 1” is pinned at step 1,500\./u);
});
