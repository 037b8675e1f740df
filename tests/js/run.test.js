// One run, its commands and its reports.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DEFAULT_CONFIG } from "../../www/settings/presets.js";
import { PATIENCE_SECONDS, Run } from "../../www/runs/run.js";

/** @import { Message } from '../../www/base/protocol.js' */
/** @import { Member } from '../../www/runs/pool.js' */

/** A worker that remembers what was posted, and says what a test lets it say. */
class FakeWorker {
  /** @type {any[]} */ told = [];
  /** @type {Member | undefined} */ member;
  module = undefined;
  left = false;
  lost = false;

  /** @param {Member} member */
  admit(member) {
    this.member = member;
  }

  /** @param {Member} _member @param {any} command */
  post(_member, command) {
    this.told.push(command);
  }

  dismiss() {
    this.left = true;
    this.member = undefined;
  }

  lose() {
    this.lost = true;
  }

  /** @param {any} report */
  say(report) {
    this.member?.hear(report);
  }
}

function setUp() {
  /** @type {FakeWorker[]} */
  const workers = [];
  /** @type {any[]} */
  const reports = [];
  const pool = {
    newSeat: () => 1,
    workerFor() {
      const last = workers.at(-1);
      if (!last || last.left) workers.push(new FakeWorker());
      return workers[workers.length - 1];
    },
  };
  return { run: new Run(pool, (report) => reports.push(report)), workers, reports };
}

/** @param {number} runId @returns {any} */
const create = (runId) => ({ type: "create", runId, module: {}, config: DEFAULT_CONFIG, data: {} });
/** @param {number} runId */
const created = (runId) => ({ type: "created", runId });

test("commands carry the newest run, and wait for nothing once it is created", () => {
  const { run, workers, reports } = setUp();
  run.create(create(1));
  workers[0].say(created(1));
  run.send({ type: "train", until: 10 });
  run.send({ type: "change", change: { lambda: 0.01 } });
  run.send({ type: "pause", at: 12 });
  run.send({ type: "acknowledge" });
  assert.deepEqual(workers[0].told.slice(1), [
    { type: "train", runId: 1, until: 10 },
    { type: "change", runId: 1, change: { lambda: 0.01 } },
    { type: "pause", runId: 1, at: 12 },
    { type: "acknowledge", runId: 1 },
  ]);
  assert.deepEqual(reports, [created(1)]);
});

test("while a run is created only the newest of those that follow waits", () => {
  const { run, workers, reports } = setUp();
  for (const runId of [1, 2, 3, 4]) run.create(create(runId));
  assert.deepEqual(
    workers[0].told.map(({ runId }) => runId),
    [1],
  );
  run.send({ type: "train", until: 5 });
  assert.equal(workers[0].told.length, 1, "nothing is sent to a run that is not there");
  workers[0].say(created(1));
  assert.deepEqual(
    workers[0].told.map(({ runId }) => runId),
    [1, 4],
  );
  workers[0].say({ type: "snapshot", runId: 1 });
  workers[0].say(created(4));
  assert.deepEqual(reports, [created(4)], "what belongs to an older run is dropped");
});

test("a worker that dies is reported, and the next run gets another", () => {
  for (const [reason, words] of /** @type {const} */ ([
    ["out of luck", /died \(out of luck\)/u],
    [undefined, /its script or the module could not be loaded/u],
  ])) {
    const { run, workers, reports } = setUp();
    run.create(create(1));
    workers[0].member?.lose(reason);
    assert.equal(reports.length, 1);
    assert.match(reports[0].message, words);
    assert.match(reports[0].message, /Restart the run/u);
    assert.deepEqual([reports[0].type, reports[0].runId, reports[0].fatal], ["failed", 1, true]);
    run.create(create(2));
    assert.deepEqual(
      workers[1].told.map(({ runId }) => runId),
      [2],
    );
    workers[0].say(created(2));
    assert.equal(reports.length, 1, "the dead one is not listened to");
  }
});

test("a run that was refused stays where it is, and so does a refused change", () => {
  const { run, workers } = setUp();
  run.create(create(1));
  workers[0].say({ type: "failed", runId: 1, message: "No.", fatal: true });
  run.create(create(2));
  workers[0].say(created(2));
  workers[0].say({ type: "failed", runId: 2, message: "No.", fatal: false });
  assert.deepEqual([workers.length, workers[0].left], [1, false]);
  assert.deepEqual(
    workers[0].told.map(({ runId }) => runId),
    [1, 2],
  );
});

/** @param {Run} run @param {number} seconds @returns {boolean} what is said in the end */
function wait(run, seconds) {
  return Array.from({ length: seconds }, () => run.watch()).at(-1) ?? false;
}

test("a worker that is silent while it creates a run is said to be, and ended only by the next run", () => {
  const { run, workers, reports } = setUp();
  run.create(create(1));
  assert.equal(wait(run, PATIENCE_SECONDS), false);
  assert.equal(run.watch(), true);
  assert.equal(wait(run, 600), true);
  assert.deepEqual([workers[0].lost, reports], [false, []], "it may be busy for long");
  run.create(create(2));
  assert.deepEqual([workers[0].lost, workers[1].told.map(({ runId }) => runId)], [true, [2]]);
  assert.equal(run.watch(), false);
});

test("every command expects an answer, also at rest", () => {
  for (const message of /** @type {Message[]} */ ([
    { type: "change", change: { lambda: 0.01 } },
    { type: "train", until: 1 },
    { type: "look", look: { ledger: true, filters: null, nearest: false } },
  ])) {
    const { run, workers, reports } = setUp();
    run.create(create(1));
    workers[0].say(created(1));
    assert.equal(wait(run, 100), false, "silence of a run that owes nothing is peace");
    run.send(message);
    assert.equal(wait(run, PATIENCE_SECONDS + 1), true);
    assert.deepEqual(workers[0].told.slice(2), [{ type: "ping", runId: 1 }], "it is asked once whether it is there");
    workers[0].say({ type: "pong", runId: 1 });
    assert.equal(wait(run, 100), false);
    assert.deepEqual(reports, [created(1)], "a sign of life is no report");
  }
});

test("a run that is to train and is only slow is alive as long as its worker answers", () => {
  const { run, workers } = setUp();
  run.create(create(1));
  workers[0].say(created(1));
  run.expect(true);
  for (let round = 0; round < 20; round += 1) {
    assert.equal(wait(run, PATIENCE_SECONDS), false);
    assert.equal(workers[0].told.at(-1).type, "ping");
    workers[0].say({ type: "pong", runId: 1 });
  }
  assert.equal(wait(run, PATIENCE_SECONDS + 1), true);
});
