// The runs do what the state says: with runs that only remember, and a clock that tests move.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Lab } from '../../www/lab.js';
import { Library } from '../../www/library.js';
import { initialState, reduce } from '../../www/state.js';
import { createStore } from '../../www/store.js';

/** @import { Action, State } from '../../www/state.js' */

const MODULE = /** @type {WebAssembly.Module} */ ({});

/** A lab on fakes. @param {(kind: string) => Promise<any>} [loadDataset] */
function setUp(loadDataset = async (kind) => ({ kind })) {
  const store = createStore(/** @type {(state: State, action: Action) => State} */ (reduce), initialState());
  /** @type {string[]} */
  const fetched = [];
  /** @type {{told: any[], report: (report: any) => void}[]} */
  const runs = [];
  let time = 0;
  const library = new Library(store, (kind) => {
    fetched.push(kind);
    return loadDataset(kind);
  });
  /** @param {number} index @param {(report: any) => void} report @returns {any} */
  const newRun = (index, report) => {
    /** @type {any[]} */
    const told = [];
    runs[index] = { told, report };
    const tell = (/** @type {string} */ name) => (/** @type {any[]} */ ...rest) => void told.push([name, ...rest]);
    return { warmUp() {}, create: tell('create'), addOther: tell('other'), train: tell('train'), pause: tell('pause'), change: tell('change'), acknowledge: tell('acknowledge'), expect: tell('expect'), watch() {} };
  };
  const lab = new Lab({ store, library, newRun, now: () => time });
  let syncing = false;
  store.subscribe(() => {
    if (syncing) return;
    syncing = true;
    queueMicrotask(() => {
      syncing = false;
      lab.sync();
    });
  });
  /** Lets a lane report. @param {number} index @param {number} step @param {string} [type] */
  const report = (index, step, type = 'snapshot') => {
    const { runId, config } = store.state().lanes[index];
    const snapshot = { step, epoch: 0, inputs: 196, hiddenUnits: config.hiddenUnits, lambda: config.lambda, tied: config.tied, learningRate: config.learningRate, events: [], finite: true, evaluation: { step } };
    runs[index].report({ type, runId, snapshot, curve: new Float64Array(), tiles: {}, reconstructions: new Float32Array(), atRest: true });
  };
  /** @param {number} to */
  const frame = (to) => lab.frame((time = to));
  /** What a lane was told of this kind. @param {number} index @param {string} name */
  const heard = (index, name) => runs[index].told.filter(([said]) => said === name).map(([, first]) => first);
  return { store, lab, runs, fetched, report, frame, heard };
}

/** Lets promises settle. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** A lab whose lanes are both up. */
async function ready() {
  const page = setUp();
  page.lab.start(MODULE);
  await settle();
  for (const lane of [0, 1]) page.report(lane, 0, 'created');
  await settle();
  return page;
}

test('lanes are created when module and data are here; the other data set is fetched only then', async () => {
  const page = setUp();
  page.lab.start(MODULE);
  assert.deepEqual(page.fetched, ['mnist']);
  assert.deepEqual(page.heard(0, 'create'), []);
  await settle();
  assert.deepEqual(page.heard(0, 'create').map(({ config, data }) => [config.hiddenUnits, data.kind]), [[16, 'mnist']]);
  assert.deepEqual(page.heard(1, 'create').map(({ config }) => config.hiddenUnits), [392]);
  assert.deepEqual(page.fetched, ['mnist']);
  page.report(0, 0, 'created');
  await settle();
  assert.deepEqual(page.fetched, ['mnist'], 'not before all lanes are up');
  page.report(1, 0, 'created');
  await settle();
  assert.deepEqual(page.fetched, ['mnist', 'fashion']);
  assert.deepEqual(page.heard(1, 'other'), [{ kind: 'fashion' }]);
});

test('play raises every lane to the same step, and pause stops them there', async () => {
  const page = await ready();
  page.store.dispatch({ type: 'play' });
  await settle();
  page.frame(20);
  const until = page.heard(0, 'train').at(-1);
  assert.ok(until >= 2);
  assert.equal(page.heard(1, 'train').at(-1), until);
  page.frame(40);
  assert.equal(page.heard(0, 'train').at(-1), until, 'nobody goes on before both are there');
  for (const lane of [0, 1]) page.report(lane, until);
  page.frame(60);
  assert.ok(page.heard(0, 'train').at(-1) > until);
  page.store.dispatch({ type: 'pause' });
  await settle();
  assert.deepEqual(page.heard(0, 'pause'), [page.heard(0, 'train').at(-1)]);
  assert.deepEqual(page.heard(1, 'pause'), page.heard(0, 'pause'));
});

test('step makes one step in each lane, however often it is pressed', async () => {
  const page = await ready();
  for (let press = 0; press < 3; press += 1) page.store.dispatch({ type: 'step' });
  await settle();
  page.store.dispatch({ type: 'step' });
  await settle();
  assert.equal(page.heard(0, 'pause').at(-1), 4);
  assert.equal(page.heard(1, 'pause').at(-1), 4);
});

test('play pauses at the budget, evaluated exactly there, and goes on beyond it', async () => {
  const page = await ready();
  for (const lane of [0, 1]) page.report(lane, 1499);
  page.store.dispatch({ type: 'play' });
  await settle();
  page.frame(1000);
  assert.equal(page.heard(0, 'train').at(-1), 1500);
  for (const lane of [0, 1]) page.report(lane, 1500);
  page.frame(1020);
  await settle();
  assert.equal(page.store.state().playing, false);
  assert.deepEqual(page.heard(1, 'pause'), [1500]);
  page.store.dispatch({ type: 'play' });
  await settle();
  page.frame(1040);
  assert.ok(page.heard(0, 'train').at(-1) > 1500);
});

test('λ and tying go to the running network once each', async () => {
  const page = await ready();
  page.report(1, 700);
  page.store.dispatch({ type: 'configure', lane: 1, change: { lambda: 0.01 } });
  await settle();
  page.store.dispatch({ type: 'configure', lane: 1, change: { tied: true } });
  await settle();
  assert.deepEqual(page.heard(1, 'change'), [{ lambda: 0.01 }, { tied: true }]);
  assert.equal(page.heard(1, 'create').length, 1);
});

test('a lane that starts again catches up while the other waits', async () => {
  const page = await ready();
  for (const lane of [0, 1]) page.report(lane, 800);
  page.store.dispatch({ type: 'play' });
  page.store.dispatch({ type: 'configure', lane: 1, change: { hiddenUnits: 64 } });
  await settle();
  assert.equal(page.heard(1, 'create').length, 2);
  page.report(1, 0, 'created');
  await settle();
  page.frame(2000);
  assert.deepEqual(page.heard(0, 'train'), []);
  assert.ok(page.heard(1, 'train').at(-1) < 100);
});

test('a lane whose worker died leaves the clock to the other', async () => {
  const page = await ready();
  page.runs[1].report({ type: 'failed', runId: page.store.state().lanes[1].runId, message: 'It died.', fatal: true });
  page.store.dispatch({ type: 'play' });
  await settle();
  page.frame(50);
  page.report(0, page.heard(0, 'train').at(-1));
  page.frame(100);
  assert.ok(page.heard(0, 'train').length >= 2);
  assert.deepEqual(page.heard(1, 'train'), []);
});

test('each report is acknowledged once, after it was drawn', async () => {
  const page = await ready();
  assert.equal(page.lab.busy, true);
  assert.deepEqual(page.heard(0, 'acknowledge'), []);
  page.frame(16);
  page.frame(32);
  assert.equal(page.heard(0, 'acknowledge').length, 1);
  assert.equal(page.lab.busy, false);
});

test('data that cannot be had fail their lanes, and a retry brings them up', async () => {
  let broken = true;
  const page = setUp((kind) => (broken ? Promise.reject(new Error('The file is gone. Retry.')) : Promise.resolve({ kind })));
  page.lab.start(MODULE);
  await settle();
  assert.deepEqual(page.store.state().problems, [{ id: 'mnist', message: 'The file is gone. Retry.', retry: 'mnist' }]);
  assert.deepEqual(page.store.state().lanes.map(({ status }) => status), ['failed', 'failed']);
  assert.deepEqual(page.store.state().loading, []);
  broken = false;
  page.lab.parts.library.retry('mnist');
  await settle();
  assert.deepEqual(page.store.state().problems, []);
  assert.equal(page.heard(0, 'create').length, 1);
});

test('other data that cannot be had are a problem of nobody else, and are asked for once', async () => {
  const page = setUp((kind) => (kind === 'fashion' ? Promise.reject(new Error('Gone.')) : Promise.resolve({ kind })));
  page.lab.start(MODULE);
  await settle();
  for (const lane of [0, 1]) page.report(lane, 0, 'created');
  await settle();
  page.report(0, 1);
  await settle();
  assert.deepEqual(page.fetched, ['mnist', 'fashion']);
  assert.deepEqual(page.store.state().lanes.map(({ status }) => status), ['ready', 'ready']);
  assert.deepEqual(page.store.state().problems.map(({ id }) => id), ['fashion']);
});

test('without the module nothing waits for ever', async () => {
  const page = setUp();
  page.lab.bar();
  page.store.dispatch({ type: 'restart', lane: 0 });
  page.store.dispatch({ type: 'play' });
  await settle();
  assert.deepEqual(page.store.state().lanes.map(({ status }) => status), ['barred', 'barred']);
  assert.equal(page.store.state().playing, false);
});
