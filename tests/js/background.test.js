// Background training: who trains what, when, and beside whom.
import assert from "node:assert/strict";
import { test } from "node:test";
import { roomFor } from "../../www/background/courtesy.js";
import { Forecast } from "../../www/background/forecast.js";
import { costOf, fulfils, keyOf } from "../../www/settings/job.js";
import { fakeOutcomes, jobOf, machine, outcomeOf, settled } from "./background_fakes.js";

/** Jobs with these seeds. @param {number} count */
const jobs = (count) => Array.from({ length: count }, (_, index) => jobOf({ seed: index + 1 }));

test("as many are trained at once as there are processors, in their order; then the workers go", async () => {
  const { workers, busy, results, told, train } = machine(2);
  const training = await train(jobs(3));
  assert.deepEqual(
    workers.map(({ errand, share }) => [errand.config.seed, share]),
    [
      [1, 1],
      [2, 1],
    ],
  );
  workers[1].finish({ receipt: "2222-2222-2222" });
  assert.equal(workers[1].errand.config.seed, 3, "the worker that is free goes on");
  workers[0].finish();
  assert.equal(workers.length, 2);
  workers[1].finish();
  await training.finished;
  assert.deepEqual(
    results.map(({ job, outcome }) => [job.config.seed, outcome?.receipt]),
    [
      [2, "2222-2222-2222"],
      [1, "0000-0000-0000"],
      [3, "0000-0000-0000"],
    ],
  );
  assert.deepEqual(busy(), []);
  const { done, total, share, waits } = told[told.length - 1];
  assert.deepEqual({ done, total, share, waits }, { done: 3, total: 3, share: 1, waits: false });
});

test("nothing is trained twice: not what was kept, nor what another batch has trained meanwhile", async () => {
  const [kept, both, own] = jobs(3);
  const outcomes = fakeOutcomes(new Map([[keyOf(kept), outcomeOf(100, { receipt: "kept" })]]));
  const { background, workers, results, train } = machine(1, { outcomes });
  await train([kept, own, both]);
  assert.deepEqual(
    results.map(({ outcome }) => outcome?.receipt),
    ["kept"],
  );
  /** @type {any[]} */
  const others = [];
  background.trainAll([both], { onResult: (result) => others.push(result) });
  await settled();
  workers[0].finish();
  assert.equal(workers[0].errand.config.seed, both.config.seed, "the newer batch comes first");
  workers[0].finish({ receipt: "both" });
  assert.equal(workers.length, 1);
  assert.deepEqual([results.at(-1)?.outcome?.receipt, others[0].outcome.receipt], ["both", "both"]);
});

test("a lane that trains comes first: the others stand or take less, and go on where they were when it rests", async () => {
  const { background, workers, train } = machine(4);
  await train(jobs(6));
  assert.deepEqual(
    workers.map(({ share }) => share),
    [1, 1, 1, 1],
  );
  background.makeWay(2);
  assert.deepEqual(
    workers.map(({ share }) => share),
    [1, 0, 0, 0],
    "one processor each for two lanes, one for the page",
  );
  workers[0].finish();
  assert.deepEqual(workers.map(({ share }) => share).slice(1), [1, 0, 0], "what has begun goes on before anything new");
  background.makeWay(0);
  assert.deepEqual(
    workers.map(({ share, errand }) => [share, errand.config.seed]),
    [
      [1, 5],
      [1, 2],
      [1, 3],
      [1, 4],
    ],
  );
  for (const processors of [1, 2, 3, 4, 16])
    for (const lanes of [1, 2, 4]) {
      const { errands, share } = roomFor(lanes, processors);
      assert.ok(errands >= 1 && share > 0, "it goes on all the same");
      assert.ok(errands + lanes + 1 <= processors || share <= 0.25, `${processors} processors, ${lanes} lanes`);
    }
});

test("cancelled, it is over at once; what others asked for goes on", async () => {
  const { background, workers, busy, results, told, train } = machine(2);
  const training = await train(jobs(2));
  const other = jobOf({ seed: 9 });
  background.trainAll([other], { onResult: () => {} });
  await settled();
  const before = told.length;
  training.cancel();
  await training.finished;
  assert.deepEqual(
    workers.map(({ ended }) => ended),
    [true, true, false],
  );
  assert.equal(workers[2].errand.config.seed, 9);
  workers[0].finish();
  assert.deepEqual([results.length, told.length], [0, before], "nothing more is heard of it");
  training.cancel();
  assert.equal(busy().length, 1);
});

test("what is refused, and a worker that dies, is said of its job; where they die again and again it is given up", async () => {
  const { workers, results, train } = machine(1);
  const training = await train(jobs(5));
  workers[0].report({ type: "failed", message: "A run of 4096 hidden units needs 900 MB.", fatal: true });
  assert.equal(results[0].problem, "A run of 4096 hidden units needs 900 MB.");
  for (const at of [0, 1, 2]) workers[at].die("out of memory");
  await training.finished;
  assert.deepEqual(
    results.slice(1).map(({ problem }) => problem),
    Array(4).fill("Its worker stopped (out of memory)."),
  );
  assert.equal(workers.length, 3, "none is started for the last");
});

test("jobs wait for their images, and let others pass", async () => {
  let here = false;
  const imagesFor = (/** @type {any} */ { seed }) =>
    seed === 1 && !here ? undefined : /** @type {any} */ ({ files: [] });
  const { background, workers, told, train } = machine(1, { imagesFor });
  await train(jobs(2));
  assert.equal(workers[0].errand.config.seed, 2);
  workers[0].finish();
  assert.equal(told.at(-1)?.waits, true);
  here = true;
  background.supply();
  assert.equal(workers[0].errand.config.seed, 1);
});

test("how far it is, and how long the rest takes, is told by the work there is, not by the number of runs", async () => {
  const { clock, workers, told, train } = machine(1);
  const wide = jobOf({ hiddenUnits: 392 });
  const narrow = jobOf({ hiddenUnits: 8 });
  await train([narrow, wide, wide]);
  clock.now = 1000;
  workers[0].finish();
  const share = costOf(narrow) / (costOf(narrow) + 2 * costOf(wide));
  assert.ok(share < 0.05);
  assert.equal(told.at(-1)?.share, share);
  clock.now = 2000;
  workers[0].report({ type: "progress", step: 50 });
  assert.equal(told.at(-1)?.share, (costOf(narrow) + costOf(wide) / 2) / (costOf(narrow) + 2 * costOf(wide)));
  const forecast = new Forecast();
  forecast.note(0, 0);
  assert.equal(forecast.secondsFor(10), undefined, "too little is known");
  forecast.note(2000, 4);
  assert.equal(forecast.secondsFor(10), 5);
  for (let time = 3000; time <= 20_000; time += 1000) forecast.note(time, 4 + (time - 2000) / 1000);
  assert.equal(forecast.secondsFor(10), 10, "as of late");
});

test("a job goes by all that makes its bits, and by nothing else", () => {
  const job = jobOf({}, { until: 100 });
  const noChange = [{ step: 5, change: { lambda: 0 } }];
  const tooLate = [{ step: 101, change: { lambda: 1 } }];
  const reordered = Object.fromEntries(Object.entries(job.config).toReversed());
  for (const same of [{ events: noChange }, { events: tooLate }, { config: reordered }, { wantsCurve: true }])
    assert.equal(keyOf({ ...job, .../** @type {any} */ (same) }), keyOf(job), JSON.stringify(same));
  const change = [{ step: 100, change: { lambda: 1 } }];
  for (const other of [{ events: change }, { until: 99 }, { config: { ...job.config, decay: "decoupled" } }])
    assert.notEqual(keyOf({ ...job, .../** @type {any} */ (other) }), keyOf(job), JSON.stringify(other));
  const [plain, charted] = [outcomeOf(100), outcomeOf(100, { curve: new Float64Array(15) })];
  const divergence = /** @type {const} */ ({ step: 3, quantity: "a parameter" });
  assert.deepEqual(
    [plain, charted, { ...plain, divergence }, { ...charted, divergence }].map((outcome) => [
      fulfils(outcome, job),
      fulfils(outcome, { ...job, wantsCurve: true }),
    ]),
    [
      [true, false],
      [true, true],
      [true, false],
      [false, true],
    ],
  );
});
