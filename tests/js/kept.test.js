// What acts take away comes back: runs as they stand, settings, a seed, a drawing; and a card that is shown again has the runs that were left on it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { blank, stroked } from "../../www/images/drawing.js";
import { CARDS } from "../../www/lesson/cards.js";
import { keptRuns } from "../../www/state/kept.js";
import { initialState } from "../../www/state/state.js";
import { after, created } from "./state_fakes.js";

/** @import { Action, State } from '../../www/state/state.js' */

/** Every run of the page has come to this step. @param {State} state @param {number} step */
const trained = (state, step) =>
  state.lanes.reduce((before, _, lane) => after(before, created(before, lane, step)), state);

/** @type {Action} */
const UNDO = { type: "undo" };
/** @type {Action} */
const RESET = { type: "reset" };
const seed = (/** @type {number} */ value) =>
  /** @type {Action} */ ({ type: "configure-all", change: { seed: value } });
const settings = (/** @type {State} */ { lanes }) =>
  lanes.map(({ name, config, events }) => ({ name, config, events }));
const runs = (/** @type {State} */ { lanes }) => lanes.map(({ runId }) => runId);

/** @type {[what: string, actions: Action[], offer: string][]} */
const ACTS = [
  ["reset", [RESET], "Reset. Runs A and B, at step 700, are kept."],
  ["a card's set-up", [{ type: "lesson", card: "copy" }], "Card 4. Runs A and B, at step 700, are kept."],
  ["a preset", [{ type: "preset", preset: 3 }], "Preset. Runs A and B, at step 700, are kept."],
  ["a removed run", [{ type: "remove-lane", lane: 0 }], "Run A removed. Run A, at step 700, is kept."],
  ["a new seed", [seed(7)], "New seed. Runs A and B, at step 700, are kept."],
  [
    "a setting",
    [{ type: "configure", lane: 1, change: { hiddenUnits: 64 } }],
    "Settings of run B. Run B, at step 700, is kept.",
  ],
];

for (const [what, actions, offer] of ACTS) {
  test(`${what} is taken back: the same runs, at the same step, and the view of before`, () => {
    const before = trained(initialState(), 700);
    const gone = after(before, ...actions);
    assert.equal(gone.offer, offer);
    assert.notDeepEqual(runs(gone), runs(before));
    for (const run of runs(before)) assert.ok(keptRuns(gone).has(run), "it waits");
    const back = after(gone, UNDO);
    assert.deepEqual(back.lanes, before.lanes);
    for (const field of /** @type {const} */ (["card", "budget", "tab", "speed", "lanePointedAt"]))
      assert.equal(back[field], before[field], field);
    assert.equal(back.playing, false);
    assert.match(back.status, /^Undone: .* at step 700, (?:is|are) back\.$/u);
    assert.equal(back.offer, "");
    const again = after(back, { type: "redo" });
    assert.deepEqual(settings(again), settings(gone), "and done again");
    assert.equal(again.card, gone.card);
  });
}

test("what has trained since an act is kept, too", () => {
  const before = trained(initialState(), 700);
  const again = trained(after(before, RESET), 300);
  const back = after(again, UNDO);
  assert.deepEqual(back.lanes, before.lanes);
  assert.deepEqual(after(back, { type: "redo" }).lanes, again.lanes);
});

test("acts are taken back one after the other; then there is nothing to undo", () => {
  const first = trained(initialState(), 700);
  const second = trained(after(first, seed(2)), 500);
  const third = trained(after(second, RESET), 100);
  assert.deepEqual(after(third, UNDO).lanes, second.lanes);
  assert.deepEqual(after(third, UNDO, UNDO).lanes, first.lanes);
  assert.equal(after(third, UNDO, UNDO, UNDO).status, "There is nothing to undo.");
});

test("runs that an act left alone go on from where they are when it is taken back", () => {
  const three = trained(after(initialState(), { type: "add-lane" }), 700);
  const two = trained(after(three, { type: "remove-lane", lane: 2 }), 900);
  const back = after(two, UNDO);
  assert.deepEqual(
    back.lanes.map(({ name, picture }) => [name, picture?.snapshot.step]),
    [
      ["A", 900],
      ["B", 900],
      ["C", 700],
    ],
  );
});

test("at step 0 a run that is removed and a seed come back, and a reset takes nothing away", () => {
  const page = trained(initialState(), 0);
  assert.deepEqual(
    after(page, { type: "remove-lane", lane: 0 }, UNDO).lanes.map(({ config }) => config),
    [page.lanes[0].config, page.lanes[1].config],
  );
  assert.equal(after(page, seed(9), UNDO).lanes[0].config.seed, 1);
  assert.equal(after(page, RESET).kept.length, 0);
  assert.equal(after(page, { type: "lesson", card: "copy" }).kept.length, 0);
});

test("a drawing that is cleared or taken away comes back; one stroke more takes nothing", () => {
  const [from, to] = [
    { x: 10, y: 10 },
    { x: 50, y: 50 },
  ];
  const drawing = stroked(blank(), from, to);
  const more = stroked(drawing, to, from);
  const drawn = after(initialState(), { type: "view", view: { drawing } }, { type: "view", view: { drawing: more } });
  assert.equal(drawn.kept.length, 0);
  for (const next of [blank(), null]) {
    const cleared = after(drawn, { type: "view", view: { drawing: next } });
    assert.equal(cleared.offer, "Drawing cleared.");
    assert.equal(after(cleared, UNDO).drawing, more);
    assert.equal(after(cleared, UNDO, { type: "redo" }).drawing, next);
  }
});

test("a slider that is dragged is one act: it goes back to where it stood before", () => {
  const units = (/** @type {number} */ hiddenUnits) =>
    /** @type {Action} */ ({ type: "configure", lane: 1, change: { hiddenUnits } });
  const before = trained(initialState(), 700);
  let dragged = after(before, units(300));
  for (const value of [200, 100, 64]) dragged = after(trained(dragged, 12), units(value));
  assert.equal(dragged.kept.length, 1);
  assert.equal(after(dragged, UNDO).lanes[1], before.lanes[1]);
  assert.equal(after(trained(dragged, 600), units(8)).kept.length, 2, "a run that was trained is an act of its own");
});

test("a card that is shown again has the runs that were left on it, however they were changed", () => {
  const lesson = (/** @type {string} */ card) => /** @type {Action} */ ({ type: "lesson", card });
  const left = trained(
    after(initialState(), lesson("bottleneck"), { type: "configure", lane: 1, change: { hiddenUnits: 64 } }),
    800,
  );
  const copy = trained(after(left, lesson("copy")), 300);
  const back = after(copy, lesson(left.card));
  assert.deepEqual(back.lanes, left.lanes);
  assert.equal(back.status, `Card 2 of ${CARDS.length}: Runs A and B, at step 800, are back.`);
  assert.deepEqual(after(back, { type: "turn", by: 2 }).lanes, copy.lanes, "so has the other");
  assert.deepEqual(after(back, UNDO).lanes, copy.lanes, "and that it gave way is taken back, too");
  const anew = after(back, lesson(left.card));
  assert.equal(anew.lanes[1].config.hiddenUnits, 392, "set back: the card's own");
  const fresh = trained(after(back, RESET), 0);
  const away = after(fresh, lesson("copy"), lesson(left.card));
  assert.ok(
    away.lanes.every(({ runId }) => !runs(left).includes(runId)),
    "what was left at step 0 begins at step 0",
  );
});

test("going back in the browser's history finds the runs that wait", () => {
  const before = trained(initialState(), 700);
  const gone = after(before, seed(5));
  const lanes = before.lanes.map(({ name, config }) => ({ name, config, events: [] }));
  const { speed, lockstep, fast, budget, tab, predictions } = before;
  const view = /** @type {any} */ ({ speed, lockstep, fast, budget, tab, predictions });
  const back = after(gone, { type: "restore", address: { card: before.card, lanes, view }, problems: [] });
  assert.deepEqual(back.lanes, before.lanes);
});

test("more runs than there is room for are trained anew, to where they stood", () => {
  let page = trained(initialState(), 700);
  const [first] = page.lanes;
  for (let count = 2; count < 14; count += 1) page = trained(after(page, seed(count)), 700);
  assert.ok(keptRuns(page).size <= 16, `${keptRuns(page).size} runs wait`);
  assert.ok(!keptRuns(page).has(first.runId));
  for (let count = 2; count < 14; count += 1) page = after(page, UNDO);
  assert.deepEqual(page.lanes[0].config, first.config);
  assert.notEqual(page.lanes[0].runId, first.runId);
  assert.match(
    page.status,
    /Run A is trained anew: Play stops at step 700\. Run B is trained anew: Play stops at step 700\.$/u,
  );
  assert.deepEqual(
    page.replays.map(({ step, receipt }) => [step, receipt]),
    [
      [700, "0000-0000-0000"],
      [700, "0000-0000-0000"],
    ],
  );
});

test("a run whose worker ended while it waited is trained anew", () => {
  const before = trained(initialState(), 700);
  const [{ runId }] = before.lanes;
  const gone = after(before, RESET, {
    type: "kept-report",
    report: { type: "failed", runId, message: "it died", fatal: true },
  });
  assert.ok(!keptRuns(gone).has(runId));
  const back = after(gone, UNDO);
  assert.notEqual(back.lanes[0].runId, runId);
  assert.equal(back.lanes[1], before.lanes[1]);
});

test("Undo is offered until something else is done", () => {
  const gone = after(trained(initialState(), 700), RESET);
  assert.notEqual(after(gone, { type: "view", view: { tab: "ledger" } }).offer, "");
  assert.equal(after(gone, { type: "play" }).offer, "");
  assert.equal(after(gone, { type: "dismiss-undo" }).offer, "");
  assert.equal(after(gone, { type: "play" }).kept.length, 1, "its key still does it");
});

test("one key leads through a card: it trains, does what the card asks for, turns the page", () => {
  /** @type {Action} */
  const advance = { type: "advance" };
  let page = trained(after(initialState(), { type: "lesson", card: "tied-copies" }), 0);
  page = after(page, advance);
  assert.ok(page.playing);
  page = after(trained(page, 700), advance);
  assert.equal(page.card, "tied-copies");
  assert.match(page.status, /^“Set λ = 0\.01 in A now” is for later: from step 1,500 on\./u);
  page = after(trained(page, 1500), { type: "budget-reached" }, advance);
  assert.equal(page.lanes[0].config.lambda, 0.01);
  page = after(trained(page, 3000), { type: "budget-reached" }, advance);
  assert.equal(page.card, "tricks-meet");
  assert.equal(after(page, { type: "turn", by: -1 }).card, "tied-copies");
});

test("on a projector a page that is turned offers nothing; a reset does", () => {
  const page = after(trained(initialState(), 700), { type: "toggle-projector" });
  assert.equal(after(page, { type: "lesson", card: "copy" }).offer, "");
  assert.deepEqual(after(page, { type: "lesson", card: "copy" }, UNDO).lanes, page.lanes);
  assert.notEqual(after(page, RESET).offer, "");
});
