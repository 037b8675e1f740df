// Who is trained in which worker.
import assert from "node:assert/strict";
import { test } from "node:test";
import { WorkerPool } from "../../www/runs/pool.js";
import { PATIENCE_SECONDS, Run } from "../../www/runs/run.js";
import { configOf } from "../../www/settings/presets.js";

const [MODULE, OTHER_MODULE] = ["strict", "fast"].map((name) => /** @type {WebAssembly.Module} */ ({ name }));

/** A worker that remembers what it was told, and says what a test lets it say. */
class FakeWorker {
  /** @type {any[]} */ deliveries = [];
  /** @type {Map<string, (event: any) => void>} */ listeners = new Map();
  terminated = false;

  /** @param {any} delivery */
  postMessage(delivery) {
    this.deliveries.push(delivery);
  }

  get told() {
    return this.deliveries.map(({ command }) => command);
  }

  terminate() {
    this.terminated = true;
  }

  /** @param {string} type @param {any} listener */
  addEventListener(type, listener) {
    this.listeners.set(type, listener);
  }

  /** @param {string} type @param {any} [event] */
  fire(type, event = {}) {
    this.listeners.get(type)?.({ preventDefault() {}, ...event });
  }
}

/** @param {number} processors */
function setUp(processors) {
  /** @type {FakeWorker[]} */
  const workers = [];
  let beats = 0;
  const spawn = () => {
    workers.push(new FakeWorker());
    return workers[workers.length - 1];
  };
  const pool = new WorkerPool(/** @type {any} */ (spawn), processors, () => (beats += 1));
  /** @type {any[]} */
  const heard = [];
  /** @type {any[]} */
  const lost = [];
  let runs = 0;
  /** A run that waits for nothing: it is there as soon as it is created. */
  const enter = (/** @type {string} */ name = "") => {
    const run = new Run(pool, (report) => (report.type === "failed" ? lost : heard).push([name, report]));
    run.warmUp();
    return run;
  };
  /** @param {Run} run @param {number} hiddenUnits @param {WebAssembly.Module} [module] */
  const create = (run, hiddenUnits, module = MODULE) => {
    runs += 1;
    run.create(/** @type {any} */ ({ type: "create", runId: runs, module, config: configOf({ hiddenUnits }, 1) }));
    run.hear(/** @type {any} */ ({ type: "created", runId: runs }));
  };
  /** For each worker that lives the hidden units of the runs in it. */
  const living = () =>
    workers
      .filter(({ terminated }) => !terminated)
      .map(({ told }) => told.flatMap(({ type, config }) => (type === "create" ? config.hiddenUnits : [])));
  return { workers, heard, lost, enter, create, living, pool, beats: () => beats };
}

test("each run has a worker of its own as long as there are processors", () => {
  for (const [processors, expected] of [
    [1, 1],
    [2, 2],
    [4, 4],
    [64, 4],
  ]) {
    const { workers, enter } = setUp(processors);
    for (const name of "ABCD") enter(name).send({ type: "acknowledge" });
    assert.deepEqual(
      workers.map(({ told }) => told.length),
      Array(expected).fill(4 / expected),
    );
  }
});

test("a run that waits takes nothing: who comes has its worker to himself", () => {
  const { workers, enter, create, living } = setUp(2);
  const before = [enter(), enter()];
  for (const run of before) create(run, 392);
  for (const run of before) run.waits = true;
  const after = [enter(), enter()];
  after.forEach((run, index) => create(run, [16, 64][index]));
  assert.equal(workers.length, 2);
  assert.deepEqual(
    living().map((runs) => runs.length),
    [2, 2],
  );
  for (const run of before) run.stop();
  assert.ok(
    workers.every(({ terminated }) => !terminated),
    "others are in them",
  );
});

test("where the processors are unknown, each run has a worker", () => {
  const { workers, enter } = setUp(/** @type {any} */ (undefined));
  for (const name of "ABCD") enter(name);
  assert.equal(workers.length, 4);
});

test("the runs that take most are trained beside those that take least", () => {
  for (const units of [
    [16, 392, 16, 392],
    [16, 16, 392, 392],
    [392, 16, 16, 392],
    [392, 392, 16, 16],
  ]) {
    const { enter, create, living } = setUp(2);
    const members = units.map(() => enter());
    units.forEach((hiddenUnits, index) => create(members[index], hiddenUnits));
    const sums = living().map((runs) => runs.reduce((a, b) => a + b, 0));
    assert.ok(Math.max(...sums) < 2 * 392, `${units}: ${sums}`);
  }
});

test("a run that begins again stays where it is, unless it is trained sooner elsewhere", () => {
  const { workers, enter, create } = setUp(2);
  const members = [100, 100, 100, 100].map((units) => {
    const taken = enter();
    create(taken, units);
    return taken;
  });
  const before = workers.map(({ told }) => told.length);
  create(members[0], 100);
  assert.deepEqual(
    workers.map(({ told }, index) => told.length - before[index]),
    [1, 0],
  );
  // B and D are in the other worker: once they take little, A moves to them.
  create(members[1], 1);
  create(members[3], 1);
  create(members[0], 100);
  assert.deepEqual(workers[0].told.at(-1), { type: "leave" });
  assert.equal(workers[1].told.at(-1).config.hiddenUnits, 100);
  assert.deepEqual(
    workers.map(({ terminated }) => terminated),
    [false, false],
  );
});

test("a worker ends with the last run in it", () => {
  const { workers, enter } = setUp(1);
  const [a, b] = [enter("A"), enter("B")];
  a.stop();
  assert.deepEqual([workers[0].terminated, workers[0].told], [false, [{ type: "leave" }]]);
  b.stop();
  assert.equal(workers[0].terminated, true);
  enter("C");
  assert.equal(workers.length, 2);
});

test("a report is heard by the run in its seat, and by none that has left", () => {
  const { workers, heard, enter } = setUp(1);
  const [a, b] = [enter("A"), enter("B")];
  for (const run of [a, b]) run.send({ type: "acknowledge" });
  const [ofA, ofB] = workers[0].deliveries.map(({ seat }) => seat);
  const say = (/** @type {number} */ seat, /** @type {number} */ step) =>
    workers[0].fire("message", { data: { seat, report: { type: "progress", runId: 0, step } } });
  say(ofB, 1);
  say(ofA, 2);
  a.stop();
  say(ofA, 3);
  say(ofB, 4);
  assert.deepEqual(
    heard.map(([name, { step }]) => [name, step]),
    [
      ["B", 1],
      ["A", 2],
      ["B", 4],
    ],
  );
});

test("no worker has runs of two modules, even if there are more workers than processors for a while", () => {
  const { workers, enter, create, living } = setUp(2);
  const members = [1, 2, 3, 4].map((units) => {
    const taken = enter();
    create(taken, units);
    return taken;
  });
  members.forEach((taken, index) => create(taken, 10 * (index + 1), OTHER_MODULE));
  const told = living();
  assert.deepEqual(
    told.flat().toSorted((a, b) => a - b),
    [10, 20, 30, 40],
    "the old ones have ended",
  );
  assert.equal(told.length, 2);
  assert.deepEqual(
    workers.map(({ told: all }) => new Set(all.flatMap(({ module }) => module?.name ?? [])).size),
    workers.map(() => 1),
  );
});

test("all runs in a worker that dies are told why, and have none until they begin anew", () => {
  for (const [event, detail, reason] of /** @type {const} */ ([
    ["error", { message: "out of luck" }, /died \(out of luck\)/u],
    ["error", {}, /could not be loaded/u],
    ["messageerror", {}, /died \(a message could not be read\)/u],
  ])) {
    const { workers, lost, enter, create } = setUp(2);
    const [a] = ["A", "B", "C"].map(enter);
    workers[0].fire(event, detail);
    assert.deepEqual(
      lost.map(([name]) => name),
      ["A", "C"],
    );
    for (const [, { message, fatal }] of lost) assert.ok(fatal && reason.test(message), message);
    assert.deepEqual(
      workers.map(({ terminated }) => terminated),
      [true, false],
    );
    a.send({ type: "train", until: 5 });
    create(enter("A"), 16);
    assert.equal(workers.length, 3);
    assert.deepEqual(
      workers[2].told.map(({ type }) => type),
      ["create"],
    );
  }
});

test("a worker that does not answer is ended by the next run; the others in it lose it", () => {
  const { workers, lost, enter, create } = setUp(1);
  const [a] = [enter("A"), enter("B")];
  a.send({ type: "train", until: 5 });
  for (let second = 0; second <= PATIENCE_SECONDS; second += 1) a.watch();
  create(a, 16);
  assert.deepEqual(
    workers.map(({ terminated }) => terminated),
    [true, false],
  );
  assert.deepEqual(
    lost.map(([name, { message }]) => [name, /it does not answer/u.test(message)]),
    [["B", true]],
  );
});

test("while the page is hidden every worker says that time passes, also one that begins meanwhile", () => {
  const { pool, workers, enter, beats } = setUp(2);
  enter();
  pool.pulse(true);
  enter();
  assert.deepEqual(
    workers.map(({ deliveries }) => deliveries),
    [[{ pulse: true }], [{ pulse: true }]],
  );
  for (const worker of workers) worker.fire("message", { data: { pulse: true } });
  assert.equal(beats(), 2);
  pool.pulse(false);
  assert.deepEqual(
    workers.map(({ deliveries }) => deliveries.at(-1)),
    [{ pulse: false }, { pulse: false }],
  );
});
