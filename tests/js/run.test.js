// One worker, its commands and its reports.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_CONFIG } from '../../www/presets.js';
import { PATIENCE_SECONDS, Run, SILENCE_SECONDS } from '../../www/run.js';

/** A worker that remembers what it was told, and says what a test lets it say. */
class FakeWorker {
  /** @type {any[]} */ told = [];
  /** @type {Map<string, (event: any) => void>} */ listeners = new Map();
  terminated = false;

  /** @param {any} command */
  postMessage(command) {
    this.told.push(command);
  }

  terminate() {
    this.terminated = true;
  }

  /** @param {string} type @param {any} listener */
  addEventListener(type, listener) {
    this.listeners.set(type, listener);
  }

  /** @param {any} report */
  say(report) {
    this.listeners.get('message')?.({ data: report });
  }

  /** @param {string} type @param {any} [event] */
  fire(type, event = {}) {
    this.listeners.get(type)?.({ preventDefault() {}, ...event });
  }
}

function setUp() {
  /** @type {FakeWorker[]} */
  const workers = [];
  /** @type {any[]} */
  const reports = [];
  const spawn = () => {
    workers.push(new FakeWorker());
    return /** @type {any} */ (workers.at(-1));
  };
  return { run: new Run(spawn, (report) => reports.push(report)), workers, reports };
}

/** @param {number} runId @returns {any} */
const create = (runId) => ({ type: 'create', runId, module: {}, config: DEFAULT_CONFIG, data: {} });
/** @param {number} runId */
const created = (runId) => ({ type: 'created', runId });

test('commands carry the newest run, and wait for nothing once it is created', () => {
  const { run, workers, reports } = setUp();
  run.create(create(1));
  workers[0].say(created(1));
  run.train(10);
  run.change({ lambda: 0.01 });
  run.pause(12);
  run.acknowledge();
  assert.deepEqual(workers[0].told.slice(1), [
    { type: 'train', runId: 1, until: 10 }, { type: 'change', runId: 1, change: { lambda: 0.01 } }, { type: 'pause', runId: 1, at: 12 }, { type: 'acknowledge', runId: 1 },
  ]);
  assert.deepEqual(reports, [created(1)]);
});

test('while a run is created only the newest of those that follow waits', () => {
  const { run, workers, reports } = setUp();
  for (const runId of [1, 2, 3, 4]) run.create(create(runId));
  assert.deepEqual(workers[0].told.map(({ runId }) => runId), [1]);
  run.train(5);
  assert.equal(workers[0].told.length, 1, 'nothing is sent to a run that is not there');
  workers[0].say(created(1));
  assert.deepEqual(workers[0].told.map(({ runId }) => runId), [1, 4]);
  workers[0].say({ type: 'snapshot', runId: 1 });
  workers[0].say(created(4));
  assert.deepEqual(reports, [created(4)], 'what belongs to an older run is dropped');
});

test('a worker that dies is reported, and the next run gets a new one', () => {
  for (const [event, detail, words] of /** @type {const} */ ([
    ['error', { message: 'out of luck' }, /died \(out of luck\)/u],
    ['error', {}, /its script or the module could not be loaded/u],
    ['messageerror', {}, /a message could not be read/u],
  ])) {
    const { run, workers, reports } = setUp();
    run.create(create(1));
    workers[0].fire(event, detail);
    assert.equal(workers[0].terminated, true);
    assert.equal(reports.length, 1);
    assert.match(reports[0].message, words);
    assert.match(reports[0].message, /Restart the run/u);
    assert.deepEqual([reports[0].type, reports[0].runId, reports[0].fatal], ['failed', 1, true]);
    run.create(create(2));
    assert.deepEqual(workers[1].told.map(({ runId }) => runId), [2]);
    workers[0].say(created(2));
    assert.equal(reports.length, 1, 'the dead one is not listened to');
  }
});

test('a trainer that failed is discarded with its worker', () => {
  const { run, workers } = setUp();
  run.create(create(1));
  workers[0].say({ type: 'failed', runId: 1, message: 'No.', fatal: true });
  assert.equal(workers[0].terminated, true);
  run.create(create(2));
  assert.equal(workers.length, 2);
});

test('a refused change keeps the worker', () => {
  const { run, workers } = setUp();
  run.create(create(1));
  workers[0].say(created(1));
  workers[0].say({ type: 'failed', runId: 1, message: 'No.', fatal: false });
  assert.equal(workers[0].terminated, false);
});

test('silence while an answer is due counts as death', () => {
  const { run, workers, reports } = setUp();
  run.create(create(1));
  for (let second = 1; second <= SILENCE_SECONDS; second += 1) assert.equal(run.watch(), second > PATIENCE_SECONDS, 'a silence is said before it counts');
  assert.equal(reports.length, 0);
  assert.equal(workers[0].terminated, false, 'a worker may be busy for long');
  assert.equal(run.watch(), false);
  assert.match(reports[0].message, /not answered for 60 seconds/u);
  assert.equal(workers[0].terminated, true);
});

test('silence of a run that owes nothing is peace', () => {
  const { run, workers, reports } = setUp();
  run.create(create(1));
  workers[0].say(created(1));
  for (let second = 0; second < 2 * SILENCE_SECONDS; second += 1) assert.equal(run.watch(), false);
  run.expect(true);
  for (let second = 0; second < SILENCE_SECONDS; second += 1) run.watch();
  workers[0].say({ type: 'snapshot', runId: 1 });
  for (let second = 0; second < SILENCE_SECONDS; second += 1) run.watch();
  assert.equal(reports.filter(({ type }) => type === 'failed').length, 0);
  run.watch();
  assert.equal(reports.filter(({ type }) => type === 'failed').length, 1);
});
