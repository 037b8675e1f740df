// Who is trained in which worker.
import assert from "node:assert/strict";
import { test } from "node:test";
import { WorkerPool } from "../../www/runs/pool.js";
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
  const seat = (/** @type {string} */ name = "") =>
    pool.seat({ hear: (report) => heard.push([name, report]), lose: (reason) => lost.push([name, reason]) });
  /** @param {ReturnType<typeof seat>} of @param {number} hiddenUnits @param {WebAssembly.Module} [module] */
  const create = (of, hiddenUnits, module = MODULE) =>
    of.post(/** @type {any} */ ({ type: "create", runId: (runs += 1), module, config: configOf({ hiddenUnits }, 1) }));
  /** For each worker that lives the hidden units of the runs in it. */
  const living = () =>
    workers
      .filter(({ terminated }) => !terminated)
      .map(({ told }) => told.flatMap(({ type, config }) => (type === "create" ? config.hiddenUnits : [])));
  return { workers, heard, lost, seat, create, living, pool, beats: () => beats };
}

test("each run has a worker of its own as long as there are processors", () => {
  for (const [processors, expected] of [
    [1, 1],
    [2, 2],
    [4, 4],
    [64, 4],
  ]) {
    const { workers, seat } = setUp(processors);
    for (const name of "ABCD") seat(name).post({ type: "acknowledge", runId: 1 });
    assert.deepEqual(
      workers.map(({ told }) => told.length),
      Array(expected).fill(4 / expected),
    );
  }
});

test("where the processors are unknown, each run has a worker", () => {
  const { workers, seat } = setUp(/** @type {any} */ (undefined));
  for (const name of "ABCD") seat(name);
  assert.equal(workers.length, 4);
});

test("the runs that take most are trained beside those that take least", () => {
  for (const units of [
    [16, 392, 16, 392],
    [16, 16, 392, 392],
    [392, 16, 16, 392],
    [392, 392, 16, 16],
  ]) {
    const { seat, create, living } = setUp(2);
    const seats = units.map(() => seat());
    units.forEach((hiddenUnits, index) => create(seats[index], hiddenUnits));
    const sums = living().map((runs) => runs.reduce((a, b) => a + b, 0));
    assert.ok(Math.max(...sums) < 2 * 392, `${units}: ${sums}`);
  }
});

test("a run that begins again stays where it is, unless it is trained sooner elsewhere", () => {
  const { workers, seat, create } = setUp(2);
  const seats = [100, 100, 100, 100].map((units) => {
    const taken = seat();
    create(taken, units);
    return taken;
  });
  const before = workers.map(({ told }) => told.length);
  create(seats[0], 100);
  assert.deepEqual(
    workers.map(({ told }, index) => told.length - before[index]),
    [1, 0],
  );
  // B and D are in the other worker: once they take little, A moves to them.
  create(seats[1], 1);
  create(seats[3], 1);
  create(seats[0], 100);
  assert.deepEqual(workers[0].told.at(-1), { type: "leave" });
  assert.equal(workers[1].told.at(-1).config.hiddenUnits, 100);
  assert.deepEqual(
    workers.map(({ terminated }) => terminated),
    [false, false],
  );
});

test("a worker ends with the last run in it", () => {
  const { workers, seat } = setUp(1);
  const [a, b] = [seat("A"), seat("B")];
  a.leave();
  assert.deepEqual([workers[0].terminated, workers[0].told], [false, [{ type: "leave" }]]);
  b.leave();
  assert.equal(workers[0].terminated, true);
  seat("C");
  assert.equal(workers.length, 2);
});

test("a report is heard by the run in its seat, and by none that has left", () => {
  const { workers, heard, seat } = setUp(1);
  const [a, b] = [seat("A"), seat("B")];
  for (const taken of [a, b]) taken.post({ type: "acknowledge", runId: 1 });
  const [ofA, ofB] = workers[0].deliveries.map(({ seat: number }) => number);
  const say = (/** @type {number} */ number, /** @type {string} */ report) =>
    workers[0].fire("message", { data: { seat: number, report } });
  say(ofB, "one");
  say(ofA, "two");
  a.leave();
  say(ofA, "three");
  say(ofB, "four");
  assert.deepEqual(heard, [
    ["B", "one"],
    ["A", "two"],
    ["B", "four"],
  ]);
});

test("no worker has runs of two modules, even if there are more workers than processors for a while", () => {
  const { workers, seat, create, living } = setUp(2);
  const seats = [1, 2, 3, 4].map((units) => {
    const taken = seat();
    create(taken, units);
    return taken;
  });
  seats.forEach((taken, index) => create(taken, 10 * (index + 1), OTHER_MODULE));
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

test("all runs in a worker that dies are told why, and have none until they sit down again", () => {
  for (const [event, detail, reason] of /** @type {const} */ ([
    ["error", { message: "out of luck" }, "out of luck"],
    ["error", {}, undefined],
    ["messageerror", {}, "a message could not be read"],
  ])) {
    const { workers, lost, seat, create } = setUp(2);
    const [a] = ["A", "B", "C"].map(seat);
    workers[0].fire(event, detail);
    assert.deepEqual(lost, [
      ["A", reason],
      ["C", reason],
    ]);
    assert.deepEqual(
      workers.map(({ terminated }) => terminated),
      [true, false],
    );
    a.post({ type: "train", runId: 1, until: 5 });
    create(seat("A"), 16);
    assert.equal(workers.length, 3);
    assert.deepEqual(
      workers[2].told.map(({ type }) => type),
      ["create"],
    );
  }
});

test("a worker that does not answer is ended; the others in it lose it", () => {
  const { workers, lost, seat } = setUp(1);
  const [a] = [seat("A"), seat("B")];
  a.giveUp();
  assert.equal(workers[0].terminated, true);
  assert.deepEqual(lost, [["B", "it does not answer"]]);
});

test("while the page is hidden every worker says that time passes, also one that begins meanwhile", () => {
  const { pool, workers, seat, beats } = setUp(2);
  seat();
  pool.pulse(true);
  seat();
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
