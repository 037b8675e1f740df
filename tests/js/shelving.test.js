// Runs go to the shelf as they stand, and come back to where they stood.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DEFAULT_CONFIG } from "../../www/settings/presets.js";
import { reduce } from "../../www/state/reduce.js";
import { loadingSentence, nextStop } from "../../www/state/shelving.js";
import { initialState } from "../../www/state/state.js";
import { newPin } from "../../www/views/lane/pin.js";

/** @import { Action, Request, State } from '../../www/state/state.js' */

/** How often was pinned: what a page draws at random, and the time, rise here. */
let pins = 0;
/** Asks a run, or every run, to be pinned. @param {string} [name] of its lane @returns {Action} */
const asking = (name) => ({ type: "pin", name, id: (pins += 10), at: pins });

/** @param {State} state @param {...Action} actions */
const after = (state, ...actions) => actions.reduce(reduce, state);

/** What a worker says of a lane. @param {State} state @param {number} lane @param {number} step @param {string} [receipt] @returns {any} */
function snapshotOf(state, lane, step, receipt = `aaaa-aaaa-${String(step).padStart(4, "0")}`) {
  const { hiddenUnits, lambda, tied, learningRate } = state.lanes[lane].config;
  const evaluation = {
    step,
    train: 2,
    heldOut: 3,
    gap: 1,
    copyIndex: 0,
    noiseKept: 1,
    denoisingError: 1.5,
    penalty: 0,
    objective: 2,
    thetaSquared: 9,
  };
  return {
    step,
    epoch: 0,
    inputs: 196,
    hiddenUnits,
    parameters: 9,
    lambda,
    tied,
    learningRate,
    evaluation,
    events: [],
    receipt,
    divergence: null,
    theory: null,
  };
}

/** A lane stands at a step. @param {State} state @param {number} lane @param {number} step @param {string} [receipt] */
function standing(state, lane, step, receipt) {
  const pixels = new Float32Array(4);
  const report = {
    type: /** @type {const} */ ("created"),
    runId: state.lanes[lane].runId,
    tiles: { side: 1, columns: 2, rows: [] },
    inputs: pixels,
    snapshot: snapshotOf(state, lane, step, receipt),
    curve: new Float64Array(),
    reconstructions: pixels,
  };
  return after(state, { type: "report", lane, report });
}

/** A lane answers that it stands at a step. @param {State} state @param {number} lane @param {number} step */
function answered(state, lane, step) {
  const { id } = /** @type {Request} */ (state.requests.find(({ name }) => name === state.lanes[lane].name));
  const kept = {
    step,
    events: 0,
    parameters: new Float32Array(),
    memory: new Float32Array(),
    curve: Float64Array.of(0, 0),
  };
  return after(state, {
    type: "report",
    lane,
    report: {
      type: "state",
      runId: state.lanes[lane].runId,
      request: id,
      snapshot: snapshotOf(state, lane, step),
      state: kept,
    },
  });
}

/** The run that was pinned first. @param {State} state */
const idOf = ({ shelf }) => shelf.pinned[0].id;

/** Both lanes at this step. @param {number} step */
const ready = (step) => standing(standing(initialState(), 0, step), 1, step);

test("a pinned run is asked how it stands, and is what it answers", () => {
  assert.equal(after(initialState(), asking("A")).status, "There is no run yet that could be pinned.");
  const asked = after(ready(10), { type: "pin", name: "B", id: 2 ** 52, at: 1.8e12 });
  assert.deepEqual(asked.requests, [{ id: 1, name: "B", purpose: { type: "pin", id: 2 ** 52, pinnedAt: 1.8e12 } }]);
  assert.equal(asked.shelf.pinned.length, 0);
  const { requests, shelf, status } = answered(asked, 1, 12);
  assert.deepEqual(requests, []);
  assert.deepEqual(
    shelf.pinned.map(({ id, pinnedAt, name, step, receipt }) => [id, pinnedAt, name, step, receipt]),
    [[2 ** 52, 1.8e12, "k = 392", 12, "aaaa-aaaa-0012"]],
  );
  assert.equal(status, "Run B is pinned at step 12. On the shelf: 1.");
});

test("every run at once, in the order of the lanes, whoever answers first", () => {
  const state = answered(answered(after(ready(10), asking()), 1, 10), 0, 10);
  assert.deepEqual(
    state.shelf.pinned.map(({ name }) => name),
    ["k = 16", "k = 392"],
  );
  const again = answered(after(state, asking("A")), 0, 10);
  assert.equal(again.shelf.pinned.length, 2, "the same run is pinned once");
  assert.equal(again.status, "Run A at step 10 is on the shelf already: “k = 16”.");
});

test("a run that was pinned when noise kept was not measured has it once the same run is pinned again, and its name and place stay", () => {
  const state = answered(answered(after(ready(10), asking()), 1, 10), 0, 10);
  const [old, other] = state.shelf.pinned;
  const before = {
    ...state,
    shelf: { ...state.shelf, pinned: [{ ...old, name: "mine", numbers: { ...old.numbers, noiseKept: null } }, other] },
  };
  const { shelf, status } = answered(after(before, asking("A")), 0, 10);
  assert.deepEqual(shelf.pinned, [{ ...old, name: "mine" }, other]);
  assert.equal(status, "Run A at step 10 is on the shelf already: “mine”.");
});

test("the page says what it removes, and what Undo brings back", () => {
  const state = answered(after(ready(10), asking("A")), 0, 10);
  const gone = after(state, { type: "shelf", change: { type: "remove", id: idOf(state) } });
  assert.equal(gone.status, "“k = 16” is off the shelf.");
  assert.equal(after(gone, { type: "shelf", change: { type: "undo" } }).status, "“k = 16” is on the shelf again.");
});

test("a run that is loaded back begins anew with its changes, play stops where it was pinned, and its receipt is compared", () => {
  const changed = answered(
    after(ready(700), { type: "configure", lane: 1, change: { lambda: 0.01 } }, asking("B")),
    1,
    700,
  );
  changed.shelf.pinned[0].events = [{ step: 300, change: { lambda: 0.01 } }];
  const before = standing(after(changed, { type: "configure", lane: 1, change: { hiddenUnits: 8 } }), 1, 0);
  const loaded = after(before, { type: "play" }, { type: "load", id: idOf(before), lane: 1 });
  const [a, b] = loaded.lanes;
  assert.equal(a, before.lanes[0], "the other run stays");
  assert.deepEqual(
    [b.status, b.config, b.events],
    ["creating", changed.shelf.pinned[0].config, [{ step: 300, change: { lambda: 0.01 } }]],
  );
  assert.deepEqual(
    [loaded.playing, loaded.historyEntries, loaded.budget],
    [false, before.historyEntries + 1, before.budget],
  );
  assert.equal(
    loaded.status,
    "Run B replays “k = 392, λ = 0.01” from step 0; Play stops at step 700, where its receipt was aaaa-aaaa-0700.",
  );
  assert.equal(nextStop(loaded), 700);
  assert.equal(nextStop(standing(loaded, 1, 699)), 700);
  const there = standing(loaded, 1, 700);
  assert.equal(nextStop(there), undefined, "and goes on from there");
  assert.equal(
    after(there, { type: "budget-reached" }).status,
    "Run B is at step 700, where “k = 392, λ = 0.01” was pinned: its receipt is the same.",
  );
  assert.match(
    after(standing(loaded, 1, 700, "bbbb-bbbb-bbbb"), { type: "budget-reached" }).status,
    /its receipt is another\.$/u,
  );
  assert.equal(nextStop(after(loaded, { type: "restart", lane: 1 })), undefined, "another run has no such stop");
});

test("with fast arithmetic on, no receipt is promised to be compared, nor is one of a run that has none", () => {
  const pinned = answered(after(ready(700), asking("B")), 1, 700);
  const [run] = pinned.shelf.pinned;
  const fast = { ...pinned, fast: true };
  const told =
    "Run A replays “k = 392” from step 0; Play stops at step 700. Its receipt is not compared: fast arithmetic, now on, gives none.";
  assert.equal(loadingSentence(fast, run, "A"), told);
  assert.equal(after(fast, { type: "load", id: run.id, lane: 0 }).status, told);
  assert.match(loadingSentence(pinned, run, "A"), /; Play stops at step 700, where its receipt was aaaa-aaaa-0700\.$/u);
  const loaded = after(pinned, { type: "load", id: run.id, lane: 0 });
  const switched = after({ ...loaded, fastOffered: true }, { type: "fast", on: true });
  assert.doesNotMatch(switched.status, /receipt/u, "switched on while it replays");
  for (const state of [pinned, fast])
    assert.match(
      loadingSentence(state, { ...run, receipt: null }, "B"),
      /step 700, where its arithmetic gave no receipt\.$/u,
    );
  for (const state of [pinned, fast])
    assert.equal(loadingSentence(state, { ...run, step: 0 }, "B"), "Run B begins as “k = 392”.");
  assert.match(
    loadingSentence(after(fast, { type: "configure-all", change: { seed: 7 } }), run, "A"),
    /gives none\. The other runs begin anew on its data and seed\.$/u,
  );
});

test("ids are drawn from so many that pages do not draw the same, and leave room for one for each run", () => {
  const drawn = Array.from({ length: 2000 }, () => newPin());
  const ids = drawn.map((action) => (action.type === "pin" ? action.id : 0));
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(ids.every((id) => Number.isSafeInteger(id) && id > 0 && id + 3 < 2 ** 53));
  assert.ok(Math.max(...ids) > 2 ** 51 && Math.min(...ids) < 2 ** 46, "from all of them");
  assert.deepEqual(newPin("B").type, "pin");
});

test("after a reset, a run that was loaded still stops where it was pinned, as often as it is reset", () => {
  const pinned = answered(after(ready(700), asking("B")), 1, 700);
  const loaded = after(pinned, { type: "load", id: idOf(pinned), lane: 1 });
  for (const state of [standing(loaded, 1, 300), standing(loaded, 1, 700)]) {
    const again = after(state, { type: "reset" });
    assert.equal(
      again.status,
      "Back at step 0, with the weights and settings the runs began with. Play stops at step 700, where “k = 392” was pinned.",
    );
    assert.equal(nextStop(again), 700);
    assert.equal(nextStop(standing(again, 1, 700)), undefined);
    assert.match(
      after(standing(again, 1, 700), { type: "budget-reached" }).status,
      /^Run B is at step 700, .* its receipt is the same\.$/u,
    );
    assert.equal(nextStop(after(again, { type: "reset" })), 700);
    assert.equal(
      nextStop(after({ ...again, fastOffered: true }, { type: "fast", on: true })),
      700,
      "nor does the arithmetic matter",
    );
  }
  const both = standing(after(standing(loaded, 1, 700), { type: "load", id: idOf(loaded), lane: 0 }), 0, 700);
  assert.deepEqual(
    after(both, { type: "reset" }).replays.map(({ step }) => step),
    [700, 700],
    "one that has arrived is not forgotten for another",
  );
  assert.equal(
    after(ready(5), { type: "reset" }).status,
    "Back at step 0, with the weights and settings the runs began with.",
  );
});

test("a run of other data or another seed brings the others along, and the page says so", () => {
  const pinned = answered(after(ready(10), asking("A")), 0, 10);
  const seeded = after(pinned, { type: "configure-all", change: { seed: 7 } });
  const loaded = after(seeded, { type: "load", id: idOf(seeded), lane: 1 });
  assert.deepEqual(
    loaded.lanes.map(({ config }) => [config.seed, config.hiddenUnits]),
    [
      [1, 16],
      [1, 16],
    ],
  );
  assert.equal(new Set([...loaded.lanes, ...seeded.lanes].map(({ runId }) => runId)).size, 4, "all begin anew");
  assert.match(loaded.status, /The other runs begin anew on its data and seed\.$/u);
  assert.equal(loaded.lanePointedAt, 1);
  assert.equal(after(seeded, { type: "load", id: 9, lane: 0 }), seeded);
  assert.deepEqual(loaded.lanes[1].config, DEFAULT_CONFIG);
});

test("a run that begins anew or goes before it has answered is not pinned, forked or downloaded, and the page says so", () => {
  const asked = after(ready(10), asking("B"));
  const reset = after(asked, { type: "reset" });
  assert.deepEqual(reset.requests, []);
  assert.equal(
    reset.status,
    "Back at step 0, with the weights and settings the runs began with. Run B was not pinned: it had begun anew.",
  );
  assert.match(
    after(asked, { type: "lesson", card: "copy" }).status,
    / are kept: Undo brings them back\. Run B was not pinned: it had begun anew\.$/u,
  );
  assert.equal(after(asked, { type: "remove-lane", lane: 1 }).status, "Run B was not pinned: it was gone.");
  const others = after(
    ready(10),
    { type: "ask", name: "A", purpose: { type: "weights" } },
    { type: "ask", name: "A", purpose: { type: "fork", into: "B" } },
    asking("B"),
    { type: "restart", lane: 0 },
  );
  assert.deepEqual(
    others.requests,
    [{ id: 3, name: "B", purpose: { type: "pin", id: pins, pinnedAt: pins } }],
    "run B goes on, and answers",
  );
  assert.equal(
    others.status,
    "Run A: Starts again from step 0. The weights of run A were not downloaded: it had begun anew. Run A was not forked into B: it had begun anew.",
  );
});

test("the other runs keep what they plan", () => {
  const pinned = answered(after(ready(10), asking("A")), 0, 10);
  const [a, b] = pinned.lanes;
  const events = [{ step: 700, change: { lambda: 0.01 } }];
  const seeded = after({ ...pinned, lanes: [a, { ...b, events }] }, { type: "configure-all", change: { seed: 7 } });
  assert.deepEqual(after(seeded, { type: "load", id: idOf(seeded), lane: 0 }).lanes[1].events, events);
});

test("a run pinned at its first step stops nothing", () => {
  const pinned = answered(after(ready(0), asking("A")), 0, 0);
  const loaded = after(pinned, { type: "load", id: idOf(pinned), lane: 1 });
  assert.equal(nextStop(loaded), undefined);
  assert.equal(loaded.status, "Run B begins as “k = 16”.");
});
