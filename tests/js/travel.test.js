// Going to where the runs have been, back to now, and on from there.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CURVE_COLUMNS } from "../../www/base/protocol.js";
import { addressOf, serialize } from "../../www/link/url.js";
import { stepOfFilm, showFilm } from "../../www/views/later/film.js";
import { reduce } from "../../www/state/reduce.js";
import { createStore } from "../../www/state/store.js";
import { after, ready } from "./state_fakes.js";

/** @import { Action, State } from '../../www/state/state.js' */
/** @import { KeptPoint } from '../../www/base/kept.js' */

/** @param {number} step @returns {KeptPoint} */
const kept = (step) => ({
  step,
  row: Float64Array.from({ length: CURVE_COLUMNS }, (_, at) => (at === 0 ? step : 1)),
  receipt: `0000-0000-${String(step).padStart(4, "0")}`,
  rows: ["train", "held-out"],
  uniformNoise: false,
  pixels: new Uint8ClampedArray(4),
  drawing: new Uint8ClampedArray(),
  spread: 1,
});

/** Both runs at step 1,500, with a point every 31 and every 5 steps. @returns {State} */
function trained() {
  const state = ready(1500);
  const lanes = state.lanes.map((lane, index) => {
    const spacing = index === 0 ? 5 : 31;
    const points = Array.from({ length: Math.floor(1490 / spacing) + 1 }, (_, at) => kept(at * spacing));
    assert.ok(lane.picture);
    const curve = Float64Array.from(points.flatMap(({ row }) => [...row]));
    return { ...lane, kept: points, picture: { ...lane.picture, curve } };
  });
  return { ...state, lanes };
}

const to = (/** @type {number | null} */ step) => /** @type {Action} */ ({ type: "travel", to: step });

test("a drag pauses and shows then; at the end of the curves, and with “Back to now”, there is now", () => {
  const state = after(trained(), { type: "play" }, to(240));
  assert.deepEqual([state.then, state.playing], [240, false]);
  assert.match(state.status, /^Shown as they were/u);
  for (const back of [null, 1490, 9000]) {
    const now = after(state, to(back));
    assert.deepEqual([now.then, now.status], [null, ""]);
  }
});

test("keys travel only where nothing trains; where nothing is kept there is nowhere to go", () => {
  const key = /** @type {Action} */ ({ type: "travel", to: 240, atRest: true });
  const playing = after(trained(), { type: "play" });
  assert.equal(after(playing, key), playing);
  assert.equal(after(trained(), key).then, 240);
  const empty = ready(1500);
  assert.equal(after(empty, to(100)), empty);
});

test("of runs on points nothing is kept: a press on the chart says so in one sentence, and they go on as they are", () => {
  const before = trained();
  const lanes = before.lanes.map((lane) => ({
    ...lane,
    config: { ...lane.config, data: /** @type {const} */ ("arc") },
  }));
  const playing = { ...before, lanes, playing: true };
  const pressed = after(playing, to(100));
  assert.deepEqual([pressed.then, pressed.playing], [null, true]);
  assert.equal(pressed.status, "Of runs on points nothing is kept on their way: here the chart only reads.");
  const key = /** @type {Action} */ ({ type: "travel", to: 100, atRest: true });
  assert.equal(after(playing, key), playing);
});

test("whatever makes other runs, or lets these go on, shows them as they are; looking elsewhere does not", () => {
  const then = after(trained(), to(240));
  /** @type {Action[]} */
  const leaving = [
    { type: "play" },
    { type: "step" },
    { type: "reset" },
    { type: "configure", lane: 1, change: { lambda: 0.1 } },
    { type: "configure-all", change: { seed: 3 } },
    { type: "add-lane" },
    { type: "remove-lane", lane: 0 },
    { type: "turn", by: 1 },
  ];
  for (const action of leaving) assert.equal(after(then, action).then, null, action.type);
  /** @type {Action[]} */
  const looking = [
    { type: "view", view: { tab: "ledger" } },
    { type: "view", view: { difference: true } },
    { type: "view", view: { logSteps: true } },
    { type: "toggle-projector" },
    { type: "speed", speed: "fast" },
  ];
  for (const action of looking) assert.equal(after(then, action).then, 240, action.type);
});

test("going on from then: a run beside the others, of the recipe up to there, that is to stand at exactly that step", () => {
  const state = trained();
  const { picture } = state.lanes[1];
  assert.ok(picture);
  picture.snapshot.events = [
    { step: 124, field: "lambda", from: 0, to: 0.01 },
    { step: 700, field: "tied", from: false, to: true },
  ];
  const next = after(state, to(240), { type: "go-from", lane: 1 });
  const [a, b, c] = next.lanes;
  assert.deepEqual([a, b], state.lanes, "the others stay");
  assert.deepEqual(c.events, [{ step: 124, change: { lambda: 0.01 } }]);
  assert.deepEqual(c.aim, { step: 248, receipt: "0000-0000-0248", of: "B" });
  assert.deepEqual([c.start, c.status], [b.start, "creating"]);
  assert.deepEqual([next.then, next.lanePointedAt, next.playing], [null, 2, false]);
  assert.equal(next.historyEntries, state.historyEntries + 1);
  assert.match(serialize(addressOf(next)), /c=k:392,l:\.01@124(?:&|$)/u);
});

/** Run C, which is to come to step 248, reports. @param {State} state @param {number} step @param {string} receipt @param {boolean} atRest */
function reported(state, step, receipt, atRest) {
  const { runId } = state.lanes[2];
  const { picture } = state.lanes[1];
  assert.ok(picture);
  const { tiles, inputs, reconstructions, curve, snapshot: other } = picture;
  const snapshot = { ...other, step, receipt, events: [] };
  const report = { runId, snapshot, curve, reconstructions, atRest };
  const created = { ...report, type: /** @type {const} */ ("created"), tiles, inputs };
  const type = /** @type {const} */ ("snapshot");
  const is = state.lanes[2].status === "creating";
  return after(state, { type: "report", lane: 2, report: is ? created : { ...report, type } });
}

test("the run that repeats says when it stands there, and whether it is what the other was", () => {
  const begun = reported(after(trained(), to(240), { type: "go-from", lane: 1 }), 0, "0000-0000-0000", true);
  assert.equal(begun.lanes[2].aim?.step, 248);
  const onWay = reported(begun, 120, "0000-0000-0120", false);
  assert.equal(onWay.lanes[2].aim?.step, 248);
  const there = reported(onWay, 248, "0000-0000-0248", true);
  assert.equal(there.lanes[2].aim, undefined);
  assert.equal(
    there.status,
    "Run C stands at step 248, as B did: the same receipt, 0000-0000-0248. Set λ, tying or η for what comes, then Play.",
  );
  assert.match(reported(onWay, 248, "1111-1111-1111", true).status, /it is another run\.$/u);
  assert.equal(after(onWay, { type: "reset" }).lanes[2].aim, undefined);
});

test("where four runs are shown nothing is begun, and the page says why", () => {
  const four = after(trained(), { type: "add-lane" }, { type: "add-lane" }, to(240));
  const next = after(four, { type: "go-from", lane: 0 });
  assert.equal(next.lanes, four.lanes);
  assert.match(next.status, /^Four runs are shown/u);
});

test("the film goes along the axis as it is drawn, from the first step to now, in eight seconds", () => {
  const store = createStore(/** @type {(state: State, action: Action) => State} */ (reduce), trained());
  /** @type {(number | null)[]} */
  const shown = [];
  store.subscribe(() => shown.push(store.state().then));
  store.dispatch({ type: "film", on: true });
  let time = 0;
  /** @type {(() => void)[]} */
  const frames = [];
  showFilm(store, { isReduced: false, now: () => time, nextFrame: (show) => frames.push(show) });
  for (time = 1000; frames.length > 0; time += 1000) frames.shift()?.();
  assert.equal(time, 9000, "the last picture comes after eight seconds");
  const steps = [...new Set(shown.filter((step) => step !== null))];
  assert.deepEqual(
    steps.map(Math.round),
    Array.from({ length: 8 }, (_, second) => Math.round((second * 1490) / 8)),
  );
  assert.deepEqual([store.state().then, store.state().filming], [null, false]);
  const log = { ...store.state(), logSteps: true };
  assert.ok(stepOfFilm(log, 0.5) < 60 && Math.abs(stepOfFilm(log, 1) - 1490) < 1e-6);
});

test("a drag takes the film over; where motion is reduced, a press shows one more picture", () => {
  const store = createStore(/** @type {(state: State, action: Action) => State} */ (reduce), trained());
  store.dispatch({ type: "film", on: true });
  /** @type {(() => void)[]} */
  const frames = [];
  showFilm(store, { isReduced: false, now: () => 0, nextFrame: (show) => frames.push(show) });
  store.dispatch(to(700));
  frames.shift()?.();
  assert.deepEqual([frames.length, store.state().then, store.state().filming], [0, 700, false]);
  store.dispatch(to(null));
  /** @type {(number | null)[]} */
  const stills = [];
  do {
    store.dispatch({ type: "film", on: true });
    showFilm(store, { isReduced: true, now: () => 0, nextFrame: () => assert.fail("nothing moves") });
    stills.push(store.state().then);
  } while (store.state().then !== null && stills.length < 40);
  assert.equal(stills.length, 17);
  assert.deepEqual(stills.slice(0, 3), [0, 1490 / 16, 1490 / 8]);
  assert.equal(store.state().filming, false);
});
