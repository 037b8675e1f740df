// The runs do what the state says: with runs that only remember, and a clock that tests move.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blank, imageFor, stroked } from '../../www/drawing.js';
import { Lab } from '../../www/lab.js';
import { Library } from '../../www/library.js';
import { reduce } from '../../www/reduce.js';
import { initialState } from '../../www/state.js';
import { createStore } from '../../www/store.js';

/** @import { Action, State } from '../../www/state.js' */

const MODULE = /** @type {WebAssembly.Module} */ ({});

const FAST_MODULE = /** @type {WebAssembly.Module} */ ({});

/**
 * A lab on fakes.
 * @param {(kind: string) => Promise<any>} [loadDataset]
 * @param {() => Promise<WebAssembly.Module>} [loadFastModule]
 */
function setUp(loadDataset = async (kind) => ({ kind }), loadFastModule = async () => FAST_MODULE) {
  const store = createStore(/** @type {(state: State, action: Action) => State} */ (reduce), { ...initialState(), fastOffered: true });
  /** @type {string[]} */
  const fetched = [];
  /** @type {Map<string, {told: any[], report: (report: any) => void}>} by the name of the lane */
  const runs = new Map();
  /** @type {string[]} */
  const delivered = [];
  let time = 0;
  const library = new Library(store, (kind) => {
    fetched.push(kind);
    return loadDataset(kind);
  }, loadFastModule);
  /** @param {string} name @param {(report: any) => void} report @returns {any} */
  const newRun = (name, report) => {
    /** @type {any[]} */
    const told = [];
    runs.set(name, { told, report });
    const tell = (/** @type {string} */ what) => (/** @type {any[]} */ ...rest) => void told.push([what, ...rest]);
    return { warmUp() {}, create: tell('create'), addOther: tell('other'), draw: tell('draw'), look() {}, train: tell('train'), pause: tell('pause'), change: tell('change'), export: tell('export'), acknowledge: tell('acknowledge'), expect: tell('expect'), stop: tell('stop'), watch() {} };
  };
  const lab = new Lab({ store, library, newRun, deliver: (lane, { purpose }) => void delivered.push(`${lane.name}: ${purpose}`), now: () => time });
  let syncing = false;
  store.subscribe(() => {
    if (syncing) return;
    syncing = true;
    queueMicrotask(() => {
      syncing = false;
      lab.sync();
    });
  });
  /** The run of a lane. @param {number} index */
  const runOf = (index) => /** @type {{told: any[], report: (report: any) => void}} */ (runs.get(store.state().lanes[index].name));
  /** Lets a lane report. @param {number} index @param {number} step @param {string} [type] */
  const report = (index, step, type = 'snapshot') => {
    const { runId, config } = store.state().lanes[index];
    const snapshot = { step, epoch: 0, inputs: 196, hiddenUnits: config.hiddenUnits, lambda: config.lambda, tied: config.tied, learningRate: config.learningRate, events: [], receipt: '0000-0000-0000', divergence: null, theory: null, evaluation: { step } };
    runOf(index).report({ type, runId, snapshot, curve: new Float64Array(), tiles: {}, reconstructions: new Float32Array(), atRest: true });
  };
  /** @param {number} to */
  const frame = (to) => lab.frame((time = to));
  /** What a lane was told of this kind. @param {number} index @param {string} name */
  const heard = (index, name) => runOf(index).told.filter(([said]) => said === name).map(([, first]) => first);
  return { store, lab, runs, runOf, fetched, delivered, report, frame, heard };
}

/** Lets promises settle. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** A lab whose lanes are both up. @param {() => Promise<WebAssembly.Module>} [loadFastModule] */
async function ready(loadFastModule) {
  const page = setUp(undefined, loadFastModule);
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

test('the clock goes by where the workers say they are, which may be ahead of what is shown', async () => {
  const page = await ready();
  page.store.dispatch({ type: 'play' });
  await settle();
  page.frame(20);
  const until = page.heard(0, 'train').at(-1);
  for (const lane of [0, 1]) page.runOf(lane).report({ type: 'progress', runId: page.store.state().lanes[lane].runId, step: until });
  page.frame(40);
  assert.ok(page.heard(0, 'train').at(-1) > until);
  assert.deepEqual(page.store.state().lanes.map(({ picture }) => picture?.snapshot.step), [0, 0]);
});

test('the budget is reached when its step is shown', async () => {
  const page = await ready();
  page.store.dispatch({ type: 'play' });
  await settle();
  for (const lane of [0, 1]) page.runOf(lane).report({ type: 'progress', runId: page.store.state().lanes[lane].runId, step: 1500 });
  page.frame(20);
  assert.equal(page.store.state().playing, true);
  for (const lane of [0, 1]) page.report(lane, 1500);
  page.frame(40);
  assert.equal(page.store.state().playing, false);
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

test('a lane that is added gets a worker of its own; its worker ends with it', async () => {
  const page = await ready();
  page.store.dispatch({ type: 'add-lane' });
  await settle();
  assert.deepEqual([...page.runs.keys()], ['A', 'B', 'C']);
  assert.deepEqual(page.heard(2, 'create').map(({ config }) => config.hiddenUnits), [392], 'a copy of the last lane');
  const c = page.runOf(2);
  const late = { type: 'created', runId: page.store.state().lanes[2].runId };
  page.store.dispatch({ type: 'remove-lane', lane: 0 });
  await settle();
  assert.deepEqual(page.runs.get('A')?.told.at(-1), ['stop']);
  assert.deepEqual(c.told.filter(([said]) => said === 'stop' || said === 'create').length, 1, 'the others go on');
  page.store.dispatch({ type: 'remove-lane', lane: 1 });
  await settle();
  const before = page.store.state();
  c.report(late);
  assert.equal(page.store.state(), before, 'nobody listens to a run that is gone');
});

test('out of lockstep each lane trains at its own pace', async () => {
  const page = await ready();
  page.store.dispatch({ type: 'view', view: { lockstep: false } });
  page.store.dispatch({ type: 'play' });
  await settle();
  page.frame(20);
  const until = page.heard(0, 'train').at(-1);
  page.report(0, until);
  page.frame(40);
  assert.ok(page.heard(0, 'train').at(-1) > until, 'A goes on');
  assert.deepEqual(page.heard(1, 'train'), [until], 'while B is still on its way');
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
  page.runOf(1).report({ type: 'failed', runId: page.store.state().lanes[1].runId, message: 'It died.', fatal: true });
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

test('a fork asks for a run as it stands, and the other lane goes on from it with its own settings', async () => {
  const page = await ready();
  for (const lane of [0, 1]) page.report(lane, 40);
  page.store.dispatch({ type: 'configure', lane: 1, change: { lambda: 0.5 } });
  page.store.dispatch({ type: 'export', name: 'A', purpose: 'fork into B' });
  await settle();
  assert.deepEqual(page.heard(0, 'export'), ['fork into B']);
  const { runId, config } = page.store.state().lanes[0];
  const state = { step: 43, events: 1, parameters: new Float32Array(), memory: new Float32Array(), curve: new Float64Array() };
  const events = [{ step: 20, change: { tied: true }, label: 'tie W* = Wᵀ' }];
  page.runOf(0).report({ type: 'state', runId, purpose: 'fork into B', snapshot: { events }, state });
  await settle();
  const create = page.heard(1, 'create').at(-1);
  assert.deepEqual(create.config, config, 'it begins as the other run did');
  assert.deepEqual(create.events, [{ step: 20, change: { tied: true } }, { step: 43, change: { lambda: 0.5 } }, { step: 43, change: { tied: false } }]);
  assert.equal(create.state, state);
  page.report(1, 43, 'created');
  await settle();
  const { lambda, tied } = page.store.state().lanes[1].config;
  assert.deepEqual([lambda, tied], [0.5, false]);
  assert.deepEqual(page.heard(1, 'change').slice(1), [], 'what the run does by itself it is not told');
  assert.deepEqual(page.store.state().exports, []);
  assert.deepEqual(page.delivered, ['A: fork into B']);
});

test('changes that a run makes by itself show in its controls, and are not sent back to it', async () => {
  const page = setUp();
  const { lanes } = page.store.state();
  const [lane] = lanes;
  const events = [{ step: 5, change: { lambda: 0.1 } }, { step: 9, change: { tied: true } }];
  Object.assign(lane, { events });
  page.lab.start(MODULE);
  await settle();
  assert.deepEqual(page.heard(0, 'create')[0].events, events);
  const shown = () => {
    const { lambda, tied } = page.store.state().lanes[0].config;
    return [lambda, tied];
  };
  page.report(0, 0, 'created');
  await settle();
  assert.deepEqual(shown(), [0, false]);
  page.report(0, 7);
  await settle();
  assert.deepEqual(shown(), [0.1, false]);
  page.store.dispatch({ type: 'configure', lane: 0, change: { lambda: 0.2 } });
  await settle();
  page.report(0, 12);
  await settle();
  assert.deepEqual(shown(), [0.2, true]);
  assert.deepEqual(page.heard(0, 'change'), [{ lambda: 0.2 }]);
});

test('fast arithmetic gives every run a new worker and the other module, and back', async () => {
  const page = await ready();
  const modules = () => page.heard(1, 'create').map(({ module }) => module);
  page.store.dispatch({ type: 'fast', on: true });
  await settle();
  await settle();
  assert.equal(modules().length, 2);
  assert.equal(modules()[1], FAST_MODULE);
  assert.deepEqual(page.runOf(1).told.slice(-2).map(([said]) => said), ['stop', 'create'], 'an instance cannot change its module');
  page.report(1, 0, 'created');
  page.store.dispatch({ type: 'restart', lane: 1 });
  await settle();
  assert.equal(modules()[2], FAST_MODULE);
  assert.equal(page.heard(1, 'stop').length, 1, 'the worker that has it stays');
  page.store.dispatch({ type: 'fast', on: false });
  await settle();
  assert.equal(modules()[3], MODULE);
  assert.equal(page.heard(1, 'stop').length, 2);
});

test('a fast module that does not load is said, and the runs use the other', async () => {
  const page = await ready(async () => Promise.reject(new Error('the server says 404')));
  page.store.dispatch({ type: 'fast', on: true });
  await settle();
  await settle();
  const { fast, problems } = page.store.state();
  assert.deepEqual([fast, problems.map(({ message }) => message)], [false, ['Fast arithmetic could not be loaded (the server says 404), so the runs use the reproducible one.']]);
  assert.equal(page.heard(0, 'create').at(-1).module, MODULE);
});

test('a drawing goes to every lane, the newest when the last is shown; new runs begin with it', async () => {
  const page = await ready();
  const show = async (/** @type {Uint8Array | null} */ drawing) => {
    page.store.dispatch({ type: 'view', view: { drawing } });
    await settle();
  };
  const tiles = async (/** @type {number} */ lane) => {
    page.runOf(lane).report({ type: 'tiles', runId: page.store.state().lanes[lane].runId, tiles: {}, inputs: new Float32Array(), reconstructions: new Float32Array() });
    await settle();
  };
  const [first, second, third] = [10, 20, 30].map((at) => stroked(blank(), { x: at, y: at }, { x: at, y: 100 }));
  await show(first);
  for (const lane of [0, 1]) assert.deepEqual(page.heard(lane, 'draw'), [imageFor(first, 'mnist-14')]);
  await show(second);
  await show(third);
  assert.equal(page.heard(0, 'draw').length, 1, 'the worker is still busy with the first');
  await tiles(0);
  assert.deepEqual(page.heard(0, 'draw').slice(1), [imageFor(third, 'mnist-14')]);
  await tiles(0);
  assert.equal(page.heard(0, 'draw').length, 2, 'nothing new');
  // One that is refused does not hold up the next.
  page.runOf(1).report({ type: 'failed', runId: page.store.state().lanes[1].runId, message: 'No.', fatal: false });
  await settle();
  assert.deepEqual(page.heard(1, 'draw').slice(1), [imageFor(third, 'mnist-14')]);
  page.store.dispatch({ type: 'share', change: { data: 'mnist-28' } });
  await settle();
  assert.deepEqual([0, 1].map((lane) => page.heard(lane, 'create').at(-1).drawing), [imageFor(third, 'mnist-28'), imageFor(third, 'mnist-28')]);
  for (const lane of [0, 1]) page.report(lane, 0, 'created');
  await settle();
  assert.equal(page.heard(0, 'draw').length, 2, 'it is there already');
  await show(null);
  assert.deepEqual([0, 1].map((lane) => page.heard(lane, 'draw').at(-1)), [undefined, undefined]);
  page.store.dispatch({ type: 'reset' });
  await settle();
  assert.equal(page.heard(0, 'create').at(-1).drawing, undefined);
});
