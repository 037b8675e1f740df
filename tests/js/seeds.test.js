// Other seeds: which are trained, what is known of which run, and what is said of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bandOf } from "../../www/base/bands.js";
import { OtherSeeds } from "../../www/background/other_seeds.js";
import { CURVE, CURVE_COLUMNS } from "../../www/base/protocol.js";
import { cohortOf, lackingJobs, seedsFrom } from "../../www/state/seeds.js";
import { rangesOf } from "../../www/state/seed_ranges.js";
import { createStore } from "../../www/state/store.js";
import { reduce } from "../../www/state/reduce.js";
import { toldOf } from "../../www/views/lane/other_seeds.js";
import { withRanges } from "../../www/views/page/print.js";
import { bandsOf } from "../../www/views/instruments/seed_bands.js";
import { outcomeOf, settled } from "./background_fakes.js";
import { after, ready } from "./state_fakes.js";

/** @import { Fate } from "../../www/state/seeds.js" */
/** @import { Action, State } from "../../www/state/state.js" */
/** @import { Outcome } from "../../www/base/protocol.js" */
/** @import { Listener } from "../../www/background/batch.js" */
/** @import { Job } from "../../www/settings/job.js" */

/** Both runs at step 1,500, with other seeds to be trained. */
const begun = () => after(ready(1500), { type: "other-seeds" }, { type: "seeds", change: { type: "begin" } });

/**
 * What a seed came to: B's held-out error is the larger by 2.
 * @param {number} step
 * @param {Record<string, number>} [own]
 * @returns {Outcome}
 */
const outcome = (step, own) => {
  const made = outcomeOf(step);
  return { ...made, evaluation: { ...made.evaluation, ...own } };
};

/** The same with everything trained. @param {State} state @param {(name: string, seed: number) => Partial<Outcome>} [own] */
function trained(state, own = () => ({})) {
  const lacking = lackingJobs(state.seeds.cohorts, false);
  const results = lacking.map(({ key, seed, job }) => {
    const name = job.config.hiddenUnits === 16 ? "A" : "B";
    const made = outcome(job.until, { heldOut: (name === "A" ? 4 : 6) + seed / 10 });
    return /** @type {Action} */ ({
      type: "seeds",
      change: { type: "result", key, seed, outcome: { ...made, ...own(name, seed) } },
    });
  });
  return after(state, ...results, { type: "seeds", change: { type: "end" } });
}

test("seeds are the run's own and the next four; 0 follows the largest", () => {
  assert.deepEqual(seedsFrom(1), [1, 2, 3, 4, 5]);
  assert.deepEqual(seedsFrom(4294967294), [4294967294, 4294967295, 0, 1, 2]);
});

test("nothing is trained before the runs are; then they come to rest first", () => {
  const early = after(ready(0), { type: "other-seeds" });
  assert.equal(early.seeds.phase, "at rest");
  assert.match(early.status, /^Train first/u);
  const asked = after(ready(1500), { type: "play" }, { type: "other-seeds" });
  assert.deepEqual([asked.playing, asked.seeds.phase], [false, "awaited"]);
});

test("each recipe is trained from four further seeds to the step of its run, all runs of a seed before the next", () => {
  const { seeds, status } = begun();
  assert.match(status, /^Training from seeds 2, 3, 4, 5 in the background\.$/u);
  const jobs = lackingJobs(seeds.cohorts, false);
  assert.deepEqual(
    jobs.map(({ job: { config, until, wantsCurve } }) => [config.hiddenUnits, config.seed, until, wantsCurve]),
    [2, 3, 4, 5].flatMap((seed) => [
      [16, seed, 1500, false],
      [392, seed, 1500, false],
    ]),
  );
});

test("changes that were made live are part of what is trained, at their steps; those to come are not", () => {
  const state = ready(1500);
  const [a, b] = state.lanes;
  const events = [{ step: 700, field: "lambda", from: 0, to: 0.01 }];
  const changed = {
    ...b,
    events: [{ step: 2000, change: { lambda: 0.3 } }],
    picture: b.picture && { ...b.picture, snapshot: { ...b.picture.snapshot, events } },
  };
  const lanes = /** @type {State["lanes"]} */ ([a, changed]);
  const { seeds } = after({ ...state, lanes }, { type: "other-seeds" }, { type: "seeds", change: { type: "begin" } });
  const [, { job }] = lackingJobs(seeds.cohorts, false);
  assert.deepEqual(job.events, [{ step: 700, change: { lambda: 0.01 } }]);
});

test("twins are trained once, and both have what comes of it", () => {
  const state = ready(1500);
  const [a, b] = state.lanes;
  const twins = { ...state, lanes: [a, { ...b, start: a.start, config: a.config }] };
  const asked = after(twins, { type: "other-seeds" }, { type: "seeds", change: { type: "begin" } });
  assert.equal(lackingJobs(asked.seeds.cohorts, false).length, 4);
  const done = trained(asked);
  assert.deepEqual(
    rangesOf(done).map((ranges) => ranges?.cohort.fates.size),
    [5, 5],
  );
});

test("when all seeds are trained, each number has its range and the second verdict its evidence", () => {
  const [a, b] = rangesOf(trained(begun()));
  assert.equal(a?.sentence, "Over 5 seeds A’s held-out error is 3.00–4.50.");
  assert.equal(
    b?.sentence,
    "In 4 of 5 seeds B’s held-out error is above A’s, in 1 equal; the ranges overlap (3.00–6.50 against 3.00–4.50).",
  );
  assert.equal(b?.clear, false);
  assert.equal(a?.about, "5 seeds, step 1,500");
  const { heldOut } = a?.strips ?? {};
  assert.deepEqual(heldOut, {
    own: 3,
    others: [4.2, 4.3, 4.4, 4.5],
    range: "3.00–4.50",
    text: "held-out error over 5 seeds at step 1,500: 3.00–4.50, in this run 3.00",
  });
  assert.deepEqual(a?.scales.heldOut, { low: 3, high: 6.5 }, "both runs on one scale");
  assert.equal(a?.scales, b?.scales);
});

test("a clear difference is said to be one", () => {
  const state = ready(1500);
  const lanes = state.lanes.map((lane, at) => {
    const { picture } = lane;
    if (!picture) throw new Error("a run without a picture");
    const { snapshot } = picture;
    const evaluation = { ...snapshot.evaluation, heldOut: at === 0 ? 4.1 : 6.1 };
    return { ...lane, picture: { ...picture, snapshot: { ...snapshot, evaluation } } };
  });
  const asked = after({ ...state, lanes }, { type: "other-seeds" }, { type: "seeds", change: { type: "begin" } });
  const [, b] = rangesOf(trained(asked));
  assert.deepEqual(
    [b?.clear, b?.sentence],
    [true, "In 5 of 5 seeds B’s held-out error is above A’s (6.10–6.50 against 4.10–4.50)."],
  );
  const [, parted] = rangesOf({
    ...trained(asked),
    lanes: lanes.map((lane, at) => (at === 1 ? { ...lane, start: { ...lane.start, loss: "cross-entropy" } } : lane)),
  });
  assert.equal(parted, undefined, "another recipe has no range");
});

test("errors of another kind are not compared", () => {
  const state = ready(1500);
  const [a, b] = state.lanes;
  const other = { ...b, start: { ...b.start, loss: /** @type {const} */ ("cross-entropy") } };
  const asked = after(
    { ...state, lanes: [a, other] },
    { type: "other-seeds" },
    { type: "seeds", change: { type: "begin" } },
  );
  assert.match(rangesOf(trained(asked))[1]?.sentence ?? "", /^Over 5 seeds B’s/u);
});

test("while seeds are trained the verdict says nothing of them; what was cancelled says what is missing", () => {
  const state = begun();
  const [{ key, seed, job }] = lackingJobs(state.seeds.cohorts, false);
  const some = after(state, {
    type: "seeds",
    change: { type: "result", key, seed, outcome: outcome(job.until, { heldOut: 4 }) },
  });
  const [during] = rangesOf(some);
  assert.deepEqual([during?.sentence, during?.about], ["", "2 seeds, step 1,500"]);
  const cancelled = after(some, { type: "seeds", change: { type: "cancel" } });
  assert.match(cancelled.status, /^Other seeds: cancelled/u);
  assert.equal(
    rangesOf(cancelled)[0]?.sentence,
    "Over 2 seeds A’s held-out error is 3.00–4.00; with seeds 3, 4 and 5 A is not trained.",
  );
  const again = after(cancelled, { type: "other-seeds" }, { type: "seeds", change: { type: "begin" } });
  assert.equal(lackingJobs(again.seeds.cohorts, false).length, 7, "what was trained is known");
});

test("a seed that diverged is in no range, and said", () => {
  const diverged = trained(begun(), (name, seed) =>
    name === "B" && seed === 3 ? { divergence: /** @type {any} */ ({ step: 200, quantity: "objective" }) } : {},
  );
  const [, b] = rangesOf(diverged);
  assert.match(b?.sentence ?? "", /^In 3 of 5 seeds .*; with seed 3 B diverged\.$/u);
  assert.equal(b?.about, "5 seeds, step 1,500; 1 diverged");
  assert.match(b?.strips.gap.text ?? "", /^gap over 4 seeds/u);
});

test("a run that moves on keeps its ranges, which say their step, but not the sentence; another recipe has neither", () => {
  const done = trained(begun());
  const [lane] = done.lanes;
  const { picture } = lane;
  if (!picture) throw new Error("a run without a picture");
  const on = { ...lane, picture: { ...picture, snapshot: { ...picture.snapshot, step: 1510 } } };
  const [moved] = rangesOf({ ...done, lanes: [on] });
  assert.deepEqual([moved?.sentence, moved?.about], ["", "5 seeds, step 1,500"]);
  assert.equal(moved?.strips.heldOut.range, "3.00–4.50, step 1,500");
  const since = { step: 1505, field: "lambda", from: 0, to: 0.1 };
  const changedSince = { ...on, picture: { ...on.picture, snapshot: { ...on.picture.snapshot, events: [since] } } };
  assert.ok(cohortOf(done.seeds.cohorts, /** @type {any} */ (changedSince)), "a later change leaves what was before");
  const changedBefore = {
    ...on,
    picture: { ...on.picture, snapshot: { ...on.picture.snapshot, events: [{ ...since, step: 700 }] } },
  };
  assert.equal(cohortOf(done.seeds.cohorts, /** @type {any} */ (changedBefore)), undefined);
  const reseeded = after(done, { type: "configure-all", change: { seed: 9 } });
  assert.deepEqual(rangesOf(reseeded), [undefined, undefined]);
});

test("what could not be trained is said", () => {
  const state = begun();
  const [{ key, seed }] = lackingJobs(state.seeds.cohorts, false);
  const failed = after(
    state,
    { type: "seeds", change: { type: "result", key, seed, problem: "Its worker stopped." } },
    { type: "seeds", change: { type: "end" } },
  );
  assert.equal(failed.status, "Seed 2 could not be trained: Its worker stopped.");
});

/** Jobs that are trained when a test says so. @param {State} state */
function setUp(state) {
  const store = createStore(/** @type {(state: State, action: Action) => State} */ (reduce), state);
  /** @type {{jobs: Job[], listener: Listener, finish: () => void, cancelled: boolean}[]} */
  const batches = [];
  let time = 0;
  const others = new OtherSeeds(
    store,
    {
      trainAll: (jobs, listener) => {
        /** @type {(value: void) => void} */
        let finish = () => {};
        const finished = new Promise((/** @type {(value: void) => void} */ resolve) => (finish = resolve));
        const batch = { jobs: [...jobs], listener, finish, cancelled: false };
        batches.push(batch);
        const cancel = () => {
          batch.cancelled = true;
          finish();
        };
        return { cancel, finished };
      },
    },
    () => time,
  );
  store.subscribe(() => queueMicrotask(() => others.follow()));
  return { store, batches, settle: settled, wait: (/** @type {number} */ ms) => (time += ms) };
}

test("asked for, jobs are trained; their results come into the state, and their end", async () => {
  const { store, batches, settle } = setUp(ready(1500));
  store.dispatch({ type: "other-seeds" });
  await settle();
  const [batch] = batches;
  assert.equal(batch.jobs.length, 8);
  for (const job of batch.jobs) batch.listener.onResult({ job, key: "", outcome: outcome(1500) });
  batch.finish();
  await settle();
  const { seeds, status } = store.state();
  assert.equal(seeds.phase, "at rest");
  assert.match(status, /^Trained from 5 seeds/u);
  assert.equal(lackingJobs(seeds.cohorts, false).length, 0);
  assert.equal(batches.length, 1);
});

test("bands have the seeds trained again with their curves, once", async () => {
  const { store, batches, settle } = setUp(trained(begun()));
  store.dispatch({ type: "view", view: { seedBands: true } });
  await settle();
  assert.deepEqual(
    batches.map(({ jobs }) => [jobs.length, jobs.every(({ wantsCurve }) => wantsCurve)]),
    [[8, true]],
  );
  const curve = new Float64Array(CURVE_COLUMNS);
  const [batch] = batches;
  for (const job of batch.jobs) batch.listener.onResult({ job, key: "", outcome: { ...outcome(1500), curve } });
  batch.finish();
  await settle();
  assert.deepEqual([store.state().seeds.phase, batches.length], ["at rest", 1]);
});

test("cancelled, nothing more comes; curves that were not to be had are not asked for again", async () => {
  const { store, batches, settle } = setUp(trained(begun()));
  store.dispatch({ type: "view", view: { seedBands: true } });
  await settle();
  store.dispatch({ type: "seeds", change: { type: "cancel" } });
  await settle();
  const [batch] = batches;
  assert.ok(batch.cancelled);
  batch.listener.onResult({ job: batch.jobs[0], key: "", outcome: { ...outcome(1500), curve: new Float64Array(10) } });
  await settle();
  assert.deepEqual([batches.length, store.state().seedBands], [1, false]);
  assert.equal(lackingJobs(store.state().seeds.cohorts, true).length, 8);
});

test("how far it is, is said when a job is done, else five times a second", async () => {
  const { store, batches, settle, wait } = setUp(ready(1500));
  store.dispatch({ type: "other-seeds" });
  await settle();
  const tell = (/** @type {number} */ done, /** @type {number} */ share) =>
    batches[0].listener.onProgress?.({ done, total: 8, share, seconds: 3, waits: false });
  const shown = () => store.state().seeds.progress?.share;
  tell(0, 0.1);
  tell(0, 0.2);
  assert.equal(shown(), 0.1);
  tell(1, 0.3);
  assert.equal(shown(), 0.3);
  wait(250);
  tell(1, 0.4);
  assert.equal(shown(), 0.4);
});

test("progress in words", () => {
  const progress = { done: 3, total: 8, share: 0.4, seconds: 11.2, waits: false };
  assert.equal(toldOf(progress), "3 of 8, 12 s left");
  assert.equal(toldOf({ ...progress, seconds: undefined }), "3 of 8");
  assert.equal(toldOf({ ...progress, waits: true }), "3 of 8, waits");
  assert.equal(toldOf(null), "begins");
});

test("a band has the steps that all curves have", () => {
  const curves = [
    [0, 5, 10, 3, 20, 2],
    [0, 6, 10, NaN, 20, 1, 30, 1],
    [0, 4, 20, 4],
  ].map((numbers) => Float64Array.from(numbers));
  assert.deepEqual([...bandOf(curves)], [0, 4, 6, 20, 1, 4]);
  assert.deepEqual([...bandOf([])], []);
});

test("a recipe has bands of both errors once two seeds have curves", () => {
  const curveOf = (/** @type {number} */ train, /** @type {number} */ heldOut) => {
    const curve = new Float64Array(CURVE_COLUMNS);
    [curve[CURVE.train], curve[CURVE.heldOut]] = [train, heldOut];
    return curve;
  };
  const [cohort] = begun().seeds.cohorts;
  const { evaluation } = outcome(1500);
  const fate = (/** @type {Float64Array} */ curve) => ({ evaluation, curve });
  /** @type {Map<number, Fate>} */
  const fates = new Map();
  fates.set(1, fate(curveOf(1, 3)));
  fates.set(2, { evaluation });
  fates.set(3, "diverged");
  assert.deepEqual(bandsOf({ ...cohort, fates }, "blue"), []);
  fates.set(4, fate(curveOf(2, 2.5)));
  assert.deepEqual(
    bandsOf({ ...cohort, fates }, "blue").map(({ color, points }) => [color, ...points]),
    [
      ["blue", 0, 1, 2],
      ["blue", 0, 2.5, 3],
    ],
  );
});

test("on paper a number has its range in brackets", () => {
  const ranges = rangesOf(trained(begun()));
  assert.deepEqual(
    withRanges(
      [
        ["step", ["1,500", "1,500"]],
        ["held-out error", ["3.00", "3.00"]],
      ],
      ranges,
    ),
    [
      ["step", ["1,500", "1,500"]],
      ["held-out error", ["3.00 (3.00–4.50)", "3.00 (3.00–6.50)"]],
      ["in brackets", ["5 seeds, step 1,500", "5 seeds, step 1,500"]],
    ],
  );
  assert.deepEqual(withRanges([["step", ["1"]]], [undefined]), [["step", ["1"]]]);
});
