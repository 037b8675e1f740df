// What happens to a lane: its settings, its plan, and what its worker reports.
import assert from "node:assert/strict";
import { test } from "node:test";
import { curvesAsCsv, runsAsJson, weightsMetadata } from "../../www/files/export.js";
import { fork, recipeOf } from "../../www/lanes/lanes.js";
import { laneNamed } from "../../www/lanes/lineup.js";
import { CURVE_COLUMNS } from "../../www/base/protocol.js";
import { pinnedOf } from "../../www/state/shelf.js";
import { initialState } from "../../www/state/state.js";
import { addressOf, parse, serialize } from "../../www/link/url.js";
import { readoutsOf } from "../../www/views/embed/readouts.js";
import { resultsOf } from "../../www/views/page/print.js";
import { after, created, ready } from "./state_fakes.js";

/** @import { RunEvent } from '../../www/base/protocol.js' */
/** @import { Action, State } from '../../www/state/state.js' */

test("λ, tying and the learning rate act on the running network", () => {
  const before = ready(700);
  const state = after(
    before,
    { type: "configure", lane: 1, change: { lambda: 0.01 } },
    { type: "configure", lane: 1, change: { tied: true, learningRate: 0.001 } },
  );
  assert.equal(state.lanes[1].runId, before.lanes[1].runId);
  assert.deepEqual(
    [state.lanes[1].config.lambda, state.lanes[1].config.tied, state.lanes[1].config.learningRate],
    [0.01, true, 0.001],
  );
  assert.equal(state.lanes[1].start.lambda, 0, "reset comes back to what the run began with");
});

test("before the first step the same changes begin the run anew, without a mark", () => {
  const before = ready(0);
  const state = after(before, { type: "configure", lane: 1, change: { lambda: 0.01 } });
  assert.notEqual(state.lanes[1].runId, before.lanes[1].runId);
  assert.equal(state.lanes[1].start.lambda, 0.01);
});

test("what changes the network restarts its lane, and says so", () => {
  const before = ready(700);
  const state = after(before, { type: "configure", lane: 0, change: { hiddenUnits: 32 } });
  assert.equal(state.lanes[0].status, "creating");
  assert.notEqual(state.lanes[0].runId, before.lanes[0].runId);
  assert.equal(state.lanes[1], before.lanes[1], "the other lane is left alone");
  assert.equal(state.lanes[0].note, "Starts again from step 0: hidden units 16 → 32.");
  assert.equal(state.status, "Run A: Starts again from step 0: hidden units 16 → 32.");
});

test("nothing changes where nothing is asked", () => {
  const state = ready(10);
  assert.equal(after(state, { type: "configure", lane: 0, change: { hiddenUnits: 16 } }), state);
  assert.equal(after(state, { type: "configure-all", change: { seed: 1 } }), state);
});

test("centred data bring their linear output, and a sigmoid takes the centring back", () => {
  const sigmoid = after(ready(), {
    type: "configure",
    lane: 0,
    change: { outputActivation: "sigmoid", loss: "cross-entropy" },
  });
  const centred = after(sigmoid, { type: "configure", lane: 0, change: { centred: true } });
  const { outputActivation, loss } = centred.lanes[0].config;
  assert.deepEqual([outputActivation, loss], ["linear", "squared-error"]);
  const back = after(centred, { type: "configure", lane: 0, change: { outputActivation: "sigmoid" } });
  assert.equal(back.lanes[0].config.centred, false);
});

test("cross-entropy brings its sigmoid, and a linear output takes the loss back", () => {
  const entropic = after(ready(), { type: "configure", lane: 0, change: { loss: "cross-entropy" } });
  assert.equal(entropic.lanes[0].config.outputActivation, "sigmoid");
  const linear = after(entropic, { type: "configure", lane: 0, change: { outputActivation: "linear" } });
  assert.equal(linear.lanes[0].config.loss, "squared-error");
});

test("reset goes back to what the runs began with", () => {
  const changed = after(
    ready(700),
    { type: "play" },
    { type: "configure", lane: 1, change: { lambda: 0.3, tied: true } },
  );
  const state = after(changed, { type: "reset" });
  assert.equal(state.playing, false);
  for (const [index, lane] of state.lanes.entries()) {
    assert.deepEqual(lane.config, initialState().lanes[index].config);
    assert.equal(lane.status, "creating");
  }
});

test("restart begins anew with the settings of now", () => {
  const changed = after(
    ready(700),
    { type: "configure", lane: 1, change: { lambda: 0.3 } },
    { type: "restart", lane: 1 },
  );
  assert.equal(changed.lanes[1].config.lambda, 0.3);
  assert.equal(changed.lanes[1].start.lambda, 0.3);
  assert.equal(changed.lanes[1].status, "creating");
});

/** Both lanes of this link, at this step. @param {string} link @param {number} step */
function opened(link, step) {
  const state = after(initialState(), { type: "restore", address: parse(link).address, problems: [] });
  return after(state, created(state, 0, step), created(state, 1, step));
}

const linkOf = (/** @type {State} */ state) => serialize(addressOf(state));

test("changes that a link plans are planned again when a run begins anew, whether they have been made or not", () => {
  const seed = /** @type {Action} */ ({ type: "configure-all", change: { seed: 7 } });
  for (const step of [0, 300, 700, 1500]) {
    const state = opened("a=k:16&b=k:392,l:.01@700", step);
    assert.equal(linkOf(after(state, seed)), "a=k:16&b=k:392,l:.01@700&seed=7", `at step ${step}`);
    assert.equal(
      linkOf(after(state, seed, { type: "configure-all", change: { data: "digits-8" } })),
      "a=k:16&b=k:392,l:.01@700&data=digits-8&seed=7",
    );
    assert.equal(
      linkOf(after(state, { type: "configure", lane: 1, change: { hiddenUnits: 8 } })),
      "a=k:16&b=k:8,l:.01@700",
    );
    assert.equal(linkOf(after(state, { type: "restart", lane: 1 })), "a=k:16&b=k:392,l:.01@700");
    assert.equal(
      linkOf(after(state, { type: "add-lane" }, { type: "remove-lane", lane: 1 })),
      "a=k:16&c=k:392,l:.01@700",
    );
  }
  const waiting = after(initialState(), {
    type: "restore",
    address: parse("a=k:16&b=k:392,l:.01@700").address,
    problems: [],
  });
  assert.equal(linkOf(after(waiting, seed, seed)), "a=k:16&b=k:392,l:.01@700&seed=7", "before any report");
});

test("what was changed by hand holds from the first step on; planned changes go on after it, and are none where they went before it", () => {
  const link = "a=k:16&b=k:392,l:.01@700,tied@900";
  const changed = (/** @type {number} */ step) =>
    after(opened(link, step), { type: "configure", lane: 1, change: { lambda: 0.3 } }, { type: "restart", lane: 1 });
  assert.equal(linkOf(changed(0)), "a=k:16&b=k:392,l:.3,l:.01@700,tied@900");
  assert.equal(linkOf(changed(300)), "a=k:16&b=k:392,l:.3,l:.01@700,tied@900");
  assert.equal(linkOf(changed(1500)), "a=k:16&b=k:392,l:.3,tied@900");
});

test("a run that diverged by a planned learning rate does not plan it again; settings taken back bring their plan", () => {
  const state = opened("a=k:16&b=k:392,lr:.1@200,l:.01@700", 300);
  const diverged = after(
    { ...state, lanes: state.lanes.with(1, { ...state.lanes[1], status: "diverged" }) },
    { type: "remedy", lane: 1 },
  );
  assert.equal(linkOf(diverged), "a=k:16&b=k:392,lr:.05,l:.01@700");
  const asked = after(state, { type: "configure", lane: 1, change: { batchSize: 0 } });
  const refused = after(asked, {
    type: "report",
    lane: 1,
    report: { type: "failed", runId: asked.lanes[1].runId, message: "No.", fatal: true },
  });
  assert.equal(linkOf(refused), "a=k:16&b=k:392,batch:0,lr:.1@200,l:.01@700");
  assert.equal(linkOf(after(refused, { type: "remedy", lane: 1 })), "a=k:16&b=k:392,lr:.1@200,l:.01@700");
});

test("a report about an older run changes nothing", () => {
  const before = ready(700);
  const late = created(before, 0, 701);
  const state = after(before, { type: "restart", lane: 0 });
  assert.equal(after(state, late), state);
});

test("a snapshot without a curve keeps the last one", () => {
  const state = ready(10);
  const { runId, picture } = state.lanes[0];
  assert.ok(picture);
  const snapshot = { ...picture.snapshot, step: 11 };
  const next = after(state, {
    type: "report",
    lane: 0,
    report: { type: "snapshot", runId, snapshot, reconstructions: picture.reconstructions, atRest: false },
  });
  assert.equal(next.lanes[0].picture?.curve, picture.curve);
  assert.equal(next.lanes[0].picture?.snapshot.step, 11);
  assert.equal(next.lanes[0].atRest, false);
});

test("refused settings can be taken back, a dead worker restarted", () => {
  const running = ready(10);
  const asked = after(running, { type: "configure", lane: 0, change: { batchSize: 0 } });
  const { runId } = asked.lanes[0];
  const refused = after(asked, {
    type: "report",
    lane: 0,
    report: { type: "failed", runId, message: "Batch size must be 1..=5000, found 0.", fatal: true },
  });
  assert.deepEqual(
    [refused.lanes[0].status, refused.lanes[0].problem],
    ["rejected", "Batch size must be 1..=5000, found 0."],
  );
  assert.equal(after(refused, { type: "remedy", lane: 0 }).lanes[0].config.batchSize, 25);

  const dead = after(running, {
    type: "report",
    lane: 1,
    report: { type: "failed", runId: running.lanes[1].runId, message: "It died.", fatal: true },
  });
  assert.equal(dead.lanes[1].status, "failed");
  assert.equal(dead.lanes[0], running.lanes[0]);
  assert.equal(after(dead, { type: "remedy", lane: 1 }).lanes[1].status, "creating");
});

test("what a run before has come to is not handed out as what one has that never came to be", () => {
  const begun = after(ready(10), { type: "configure-all", change: { data: "fashion-14" } });
  const creating = begun.lanes[0];
  const failed = after(begun, { type: "lane-failed", lane: 0, message: "No such file.", barred: true }).lanes[0];
  for (const lane of [creating, failed]) {
    const [{ step, receipt, evaluation }] = JSON.parse(runsAsJson([lane], "")).runs;
    assert.deepEqual([step, receipt, evaluation], [undefined, undefined, undefined], lane.status);
    assert.equal(curvesAsCsv([lane]).split("\r\n").length, 2, "the head alone");
    assert.deepEqual(readoutsOf({ lanes: [lane], playing: false }), { type: "readouts", playing: false, runs: [] });
    assert.ok(recipeOf(lane).events.every(({ step: at }) => at === 0));
  }
  assert.deepEqual(
    [creating.picture?.snapshot.step, failed.picture],
    [10, undefined],
    "what stands there until it comes",
  );
});

test("a refused change leaves the run going with what it has", () => {
  const changed = after(ready(10), { type: "configure", lane: 0, change: { lambda: 5 } });
  const { runId } = changed.lanes[0];
  const { lanes } = after(changed, {
    type: "report",
    lane: 0,
    report: { type: "failed", runId, message: "No.", fatal: false },
  });
  assert.deepEqual([lanes[0].status, lanes[0].problem, lanes[0].config.lambda], ["ready", "No.", 0]);
});

test("a run that diverged says where it is back, and half the learning rate goes on or begins again", () => {
  const state = ready(10);
  const { runId, picture } = state.lanes[1];
  assert.ok(picture);
  const report = {
    type: /** @type {const} */ ("snapshot"),
    runId,
    snapshot: { ...picture.snapshot, divergence: { step: 60, quantity: /** @type {const} */ ("training loss") } },
    reconstructions: picture.reconstructions,
    atRest: false,
  };
  const diverged = after(state, { type: "report", lane: 1, report });
  assert.equal(diverged.lanes[1].status, "diverged");
  assert.equal(
    diverged.lanes[1].problem,
    "Run B diverged: after step 60 training loss was no longer a finite number. Likely cause: a learning rate too high, 0.002. It is back at step 10, with a train error of 2.00.",
  );
  const on = after(diverged, { type: "go-on", lane: 1 });
  assert.deepEqual(
    [on.lanes[1].status, on.lanes[1].problem, on.lanes[1].config.learningRate, on.lanes[1].runId],
    ["ready", "", 0.001, runId],
  );
  const weaker = after(diverged, { type: "configure", lane: 1, change: { lambda: 0.5 } });
  assert.deepEqual([weaker.lanes[1].status, weaker.lanes[1].runId], ["ready", runId], "so does any live change");
  const again = after(diverged, { type: "remedy", lane: 1 });
  assert.deepEqual([again.lanes[1].status, again.lanes[1].config.learningRate], ["creating", 0.001]);
});

test("what is copied, linked, printed and pinned of a run are the same changes, those that act", () => {
  const { address } = parse("a=k:16,l:.5@50,tied:off@60,l:.5@300,l:.7@400");
  const begun = after(initialState(), { type: "restore", address, problems: [] });
  const state = after(begun, created(begun, 0, 100));
  const [lane] = state.lanes;
  assert.ok(lane.picture);
  // Links of earlier pages, and workers of them, gave every motion of a slider.
  const made = [0.1, 0.2, 0.3, 0.5]
    .map((to) => ({ step: 50, field: /** @type {const} */ ("lambda"), from: 0, to }))
    .concat([0.6, 0.5].map((to) => ({ step: 100, field: /** @type {const} */ ("lambda"), from: 0.5, to })));
  lane.picture.snapshot.events = made;
  const events = [
    { step: 50, change: { lambda: 0.5 } },
    { step: 400, change: { lambda: 0.7 } },
  ];
  assert.deepEqual(recipeOf(lane).events, events);
  assert.deepEqual(JSON.parse(runsAsJson(state.lanes, "")).runs[0].events, events);
  assert.deepEqual(JSON.parse(weightsMetadata(lane, lane.picture.snapshot).recipe).events, events);
  assert.deepEqual(pinnedOf(lane, lane.picture.snapshot, new Float64Array(CURVE_COLUMNS)).events, events);
  assert.equal(serialize(addressOf(state)), "a=k:16,l:.5@50,l:.7@400");
  assert.deepEqual(resultsOf(state.lanes).slice(0, 2), [
    ["changed while it ran", ["λ 0.5 at step 50"]],
    ["planned", ["λ 0.7 at step 400"]],
  ]);
});

test("a fork makes its own λ and η in place of those of the step it goes on from", () => {
  const [a, b] = ready(700).lanes;
  const state = {
    step: 700,
    events: 3,
    parameters: new Float32Array(),
    memory: new Float32Array(),
    curve: new Float64Array(),
  };
  /** @type {RunEvent[]} */
  const made = [
    { step: 20, field: "tied", from: false, to: true },
    { step: 700, field: "lambda", from: 0, to: 0.1 },
    { step: 700, field: "learningRate", from: 0, to: 0.1 },
  ];
  const own = fork({ ...b, config: { ...b.config, tied: true } }, a, state, made, 9);
  assert.deepEqual([own.events, own.state?.events], [[{ step: 20, change: { tied: true } }], 1]);
  const other = fork({ ...b, config: { ...b.config, lambda: 0.3 } }, a, state, made, 9);
  assert.deepEqual(
    [other.events.slice(1), other.state?.events],
    [
      [
        { step: 700, change: { lambda: 0.3 } },
        { step: 700, change: { tied: false } },
      ],
      1,
    ],
  );
});

test("the lane that is looked into is the first of those shown, until another is chosen, and once that is gone", () => {
  const state = after(initialState(), { type: "add-lane" });
  const inside = (/** @type {State} */ { lanes, inside: name }) => laneNamed(lanes, name).name;
  assert.equal(inside(state), "A");
  assert.equal(inside(after(state, { type: "remove-lane", lane: 0 })), "B");
  const chosen = after(state, { type: "view", view: { inside: "C" } });
  assert.equal(inside(chosen), "C");
  const again = parse(serialize(addressOf(chosen))).address.view;
  assert.equal(again.inside, "C", "a link has it");
  assert.equal(inside(after(chosen, { type: "remove-lane", lane: 2 })), "A");
});
