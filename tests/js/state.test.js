// Every way in which the state of the page changes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { PRESETS, configOf } from "../../www/settings/presets.js";
import { reduce } from "../../www/state/reduce.js";
import { initialState } from "../../www/state/state.js";
import { createStore } from "../../www/state/store.js";
import { after, ready } from "./state_fakes.js";

/** @import { Action, State } from '../../www/state/state.js' */

test("the page opens with the bottleneck against the overcomplete net, paused", () => {
  const { lanes, playing, budget } = initialState();
  assert.deepEqual(
    lanes.map(({ name, config }) => [name, config.hiddenUnits, config.lambda, config.tied]),
    [
      ["A", 16, 0, false],
      ["B", 392, 0, false],
    ],
  );
  assert.equal(playing, false);
  assert.equal(budget, 1500);
});

test("data, m and seed are shared; m stays within what the data have", () => {
  const state = after(
    ready(50),
    { type: "configure-all", change: { trainingImages: 5000 } },
    { type: "configure-all", change: { data: "digits-8" } },
  );
  for (const { config, status } of state.lanes)
    assert.deepEqual([config.data, config.trainingImages, status], ["digits-8", 1297, "creating"]);
  assert.equal(
    after(ready(), { type: "configure-all", change: { data: "fashion-14" } }).status,
    "Starts again from step 0: data MNIST 14×14 → Fashion 14×14.",
  );
  const ids = state.lanes.map(({ runId }) => runId);
  assert.equal(new Set(ids).size, 2, "each lane has a run of its own");
});

test("play, pause, step and budget", () => {
  const playing = after(ready(), { type: "toggle" });
  assert.equal(playing.playing, true);
  const stepped = after(playing, { type: "step" });
  assert.deepEqual([stepped.playing, stepped.stepsAsked], [false, 1]);
  const spent = after(playing, { type: "budget-reached" });
  assert.equal(spent.playing, false);
  assert.equal(spent.status, "Paused at its budget of 1,500 steps. Play goes on.");
  assert.equal(after(spent, { type: "play" }).status, "");
  const dead = after(
    ready(),
    ...[0, 1].map((lane) => /** @type {Action} */ ({ type: "lane-failed", lane, message: "Gone." })),
    { type: "play" },
  );
  assert.deepEqual([dead.playing, dead.status], [false, "No run can be trained: what stands in each says why."]);
});

test("each preset sets both lanes and keeps the seed", () => {
  const seeded = after(ready(), { type: "configure-all", change: { seed: 7 } });
  for (const { id, settings, lanes, steps } of PRESETS) {
    const state = after(seeded, { type: "preset", preset: id });
    assert.deepEqual(
      state.lanes.map(({ config }) => config),
      lanes.map((lane) => configOf(lane, 7)),
    );
    assert.ok(lanes.includes(settings), "a preset stands in one of its lanes");
    assert.equal(new Set(state.lanes.map(({ config }) => config.trainingImages)).size, 1, "lanes share their data");
    assert.equal(state.budget, steps);
    assert.equal(state.playing, false);
  }
  assert.deepEqual(
    PRESETS.map(({ settings }) => [settings.hiddenUnits, settings.lambda ?? 0, settings.tied ?? false]),
    [
      [16, 0, false],
      [392, 0, false],
      [392, 0.01, false],
      [392, 0.3, false],
      [392, 0, true],
      [392, 0.01, true],
      [392, 0, false],
      [392, 0.03, false],
      [16, 0, false],
      [32, 0.03, false],
      [32, 0.03, false],
    ],
  );
});

test("from one to four lanes: a new one copies the last, and each keeps its name", () => {
  const add = { type: /** @type {const} */ ("add-lane") };
  const four = after(ready(700), { type: "configure", lane: 1, change: { lambda: 0.01 } }, add, add, add);
  assert.deepEqual(
    four.lanes.map(({ name, config }) => [name, config.hiddenUnits, config.lambda]),
    [
      ["A", 16, 0],
      ["B", 392, 0.01],
      ["C", 392, 0.01],
      ["D", 392, 0.01],
    ],
  );
  assert.equal(four.lanes[2].start.lambda, 0.01, "the copy begins with what the last one had come to");
  assert.equal(four.lanePointedAt, 3);
  assert.equal(new Set(four.lanes.map(({ runId }) => runId)).size, 4);
  const two = after(four, { type: "remove-lane", lane: 0 }, { type: "remove-lane", lane: 1 });
  assert.deepEqual(
    two.lanes.map(({ name }) => name),
    ["B", "D"],
  );
  assert.equal(two.lanePointedAt, 1, "still at D");
  assert.equal(two.lanes[0], four.lanes[1], "those that stay go on");
  const again = after(two, add);
  assert.deepEqual(
    again.lanes.map(({ name }) => name),
    ["A", "B", "D"],
  );
  assert.equal(again.lanePointedAt, 0);
  const one = after(two, { type: "remove-lane", lane: 1 });
  assert.equal(after(one, { type: "remove-lane", lane: 0 }), one, "the last one stays");
});

test("a control of a run that has just gone, and is still on the screen, does nothing", () => {
  const alone = after(ready(700), { type: "remove-lane", lane: 1 });
  for (const action of /** @type {Action[]} */ ([
    { type: "configure", lane: 1, change: { lambda: 0.1 } },
    { type: "restart", lane: 1 },
    { type: "remedy", lane: 1 },
    { type: "go-on", lane: 1 },
  ]))
    assert.equal(after(alone, action), alone, action.type);
});

test("a preset stands on exactly A and B", () => {
  const add = { type: /** @type {const} */ ("add-lane") };
  const state = after(ready(700), add, { type: "remove-lane", lane: 0 }, { type: "preset", preset: 3 });
  assert.deepEqual(
    state.lanes.map(({ name, config, status }) => [name, config.lambda, status]),
    [
      ["A", 0, "creating"],
      ["B", 0.01, "creating"],
    ],
  );
  assert.equal(new Set(state.lanes.map(({ runId }) => runId)).size, 2);
});

test("what a person would step back over counts as a move", () => {
  const state = ready(10);
  const { historyEntries } = state;
  assert.equal(after(state, { type: "preset", preset: 3 }).historyEntries, historyEntries + 1);
  assert.equal(after(state, { type: "add-lane" }).historyEntries, historyEntries + 1);
  assert.equal(
    after(state, { type: "configure-all", change: { data: "digits-8" } }).historyEntries,
    historyEntries + 1,
  );
  assert.equal(
    after(state, { type: "configure-all", change: { seed: 1 } }).historyEntries,
    historyEntries,
    "nothing changed",
  );
  assert.equal(
    after(
      state,
      { type: "configure-all", change: { trainingImages: 50 } },
      { type: "configure", lane: 0, change: { lambda: 1 } },
    ).historyEntries,
    historyEntries,
  );
});

test("loading and problems are listed once each, and go away", () => {
  const loading = { source: /** @type {const} */ ("mnist-14"), name: "MNIST", loaded: 1, total: 10, files: [] };
  const problem = { id: "mnist-14", message: "Gone.", retry: /** @type {const} */ ("mnist-14") };
  const state = after(
    initialState(),
    { type: "loading", loading },
    { type: "loading", loading: { ...loading, loaded: 5 } },
    { type: "problem", problem },
    { type: "problem", problem },
  );
  assert.deepEqual(state.loading, [{ ...loading, loaded: 5 }]);
  assert.equal(state.problems.length, 1);
  const clear = after(state, { type: "loaded", source: "mnist-14" }, { type: "solved", id: "mnist-14" });
  assert.deepEqual([clear.loading, clear.problems], [[], []]);
});

test("the store tells of changes, and only of changes", () => {
  let told = 0;
  const store = createStore(/** @type {(state: State, action: Action) => State} */ (reduce), initialState());
  store.subscribe(() => (told += 1));
  store.dispatch({ type: "play" });
  store.dispatch({ type: "configure", lane: 0, change: {} });
  assert.equal(told, 1);
  assert.equal(store.state().playing, true);
});

test("fast arithmetic begins the same runs again and says so; it is not had where it is not offered", () => {
  const before = { ...ready(700), fastOffered: true };
  const fast = after(before, { type: "fast", on: true });
  const said = "Starts again from step 0 in fast arithmetic, which is not the same on every machine.";
  assert.deepEqual([fast.fast, fast.status, fast.lanes.map(({ note }) => note)], [true, said, [said, said]]);
  assert.deepEqual(
    fast.lanes.map(({ start }) => start),
    before.lanes.map(({ start }) => start),
  );
  fast.lanes.forEach(({ runId, status }, lane) =>
    assert.ok(runId !== before.lanes[lane].runId && status === "creating"),
  );
  assert.equal(after(fast, { type: "fast", on: true }), fast);
  assert.equal(
    after(fast, { type: "fast", on: false }).lanes[0].note,
    "Starts again from step 0 in reproducible arithmetic.",
  );
  const without = ready(700);
  assert.equal(after(without, { type: "fast", on: true }), without);
});
