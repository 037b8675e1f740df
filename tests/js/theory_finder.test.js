// What theory says of the sweep that is shown: found once a person has stood there, all of it or nothing, and given up with the tab.
import assert from "node:assert/strict";
import { test } from "node:test";
import { exactKey } from "../../www/sweep/exact.js";
import { planOf } from "../../www/sweep/plan.js";
import { TheoryFinder } from "../../www/sweep/theory_finder.js";
import { reduce } from "../../www/state/reduce.js";
import { initialState } from "../../www/state/state.js";
import { createStore } from "../../www/state/store.js";
import { machine, settled } from "./background_fakes.js";
import { after } from "./state_fakes.js";

/** @import { Action, State } from '../../www/state/state.js' */

const view = (/** @type {Partial<State>} */ own) =>
  /** @type {Action} */ (/** @type {unknown} */ ({ type: "view", view: own }));
const units = (/** @type {number} */ hiddenUnits) =>
  /** @type {Action} */ ({ type: "configure", lane: 1, change: { hiddenUnits } });

/** A page of linear networks, on a machine with two processors, whose clock is turned by hand. */
function page() {
  const linear = after(initialState(), { type: "configure", lane: 1, change: { activation: "linear" } });
  const store = createStore(
    /** @type {(state: State, action: Action) => State} */ (reduce),
    after(linear, view({ sweepSeeds: 2, sweepWeights: "tied" })),
  );
  const { background, workers, busy } = machine(2);
  /** @type {(() => void) | undefined} */
  let due;
  const finder = new TheoryFinder(store, background, {
    setTimeout: (work) => ((due = work), 1),
    clearTimeout: () => (due = undefined),
  });
  store.subscribe(() => finder.follow());
  const wait = async () => {
    const work = due;
    due = undefined;
    work?.();
    await settled();
  };
  const isDue = () => due !== undefined;
  const { state, dispatch } = store;
  return { state, dispatch, workers, busy, wait, isDue, exact: () => state().sweep.exact };
}

/** What an errand says whose held-out error is `heldOut` at every λ but 0. @param {number} heldOut */
const saying = (heldOut) => ({ exact: /** @type {any[]} */ ([null, { train: 1, heldOut }]) });

test("a drag through many asks for the last; both seeds come before anything is shown; what is there is not asked for again", async () => {
  const { state, dispatch, busy, wait, isDue, exact } = page();
  assert.equal(isDue(), false, "its tab is not open");
  dispatch(view({ tab: "sweep" }));
  for (const k of [30, 31, 32]) dispatch(units(k));
  assert.equal(busy().length, 0);
  await wait();
  assert.deepEqual(
    busy().map(({ errand: { until, config, exactAt } }) => [until, config.seed, exactAt[0].hiddenUnits]),
    [
      [0, 1, 32],
      [0, 2, 32],
    ],
  );
  const [first, second] = busy();
  first.finish(saying(5));
  await settled();
  assert.equal(exact().key, "");
  second.finish(saying(7));
  await settled();
  assert.equal(exact().key, exactKey(planOf(state())));
  assert.deepEqual(
    exact().points.map(({ hiddenUnits, lambda, theory }) => [hiddenUnits, lambda, theory.heldOut]),
    [
      [32, 1e-5, 5],
      [32, 1e-5, 7],
    ],
  );
  dispatch({ type: "configure", lane: 1, change: { learningRate: 0.1 } });
  dispatch(view({ tab: "loss" }));
  dispatch(view({ tab: "sweep" }));
  assert.equal(isDue(), false);
  // Another, and back: nothing is kept of it but what is shown.
  dispatch(units(40));
  await wait();
  for (const worker of busy().filter(({ errand }) => errand.exactAt[0].hiddenUnits === 40)) worker.finish(saying(1));
  await settled();
  dispatch(units(32));
  await wait();
  for (const worker of busy().filter(({ errand }) => errand.exactAt[0].hiddenUnits === 32)) worker.finish(saying(6));
  await settled();
  assert.deepEqual(
    exact().points.map(({ theory }) => theory.heldOut),
    [6, 6],
  );
});

test("with the tab it is given up, and looked for when that is opened again", async () => {
  const { dispatch, busy, wait, isDue } = page();
  dispatch(view({ tab: "sweep" }));
  await wait();
  assert.equal(busy().length, 2);
  dispatch(view({ tab: "loss" }));
  await settled();
  assert.deepEqual([busy().length, isDue()], [0, false]);
  dispatch(view({ tab: "sweep" }));
  await wait();
  assert.equal(busy().length, 2);
});

test("what some seeds say is not shown for all: it is said that one failed, and asked for again later", async () => {
  const { state, dispatch, busy, wait, isDue, exact } = page();
  dispatch(view({ tab: "sweep" }));
  await wait();
  const [first, second] = busy();
  first.finish(saying(5));
  second.die("out of luck");
  await settled();
  assert.equal(exact().key, "");
  assert.match(state().status, /^What theory says of this sweep was not found\. .*out of luck/u);
  assert.equal(isDue(), false);
  dispatch(view({ tab: "loss" }));
  dispatch(view({ tab: "sweep" }));
  assert.equal(isDue(), true);
});
