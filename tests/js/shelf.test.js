// Pinned runs: what is kept of them, how they differ, and that nothing is lost on the way to the storage and back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { courseText, deltaOf, deltaText, differing, inOrderOf, shelfAsCsv } from '../../www/comparison.js';
import { newLane } from '../../www/lanes.js';
import { DEFAULT_CONFIG } from '../../www/presets.js';
import { propertiesOf } from '../../www/properties.js';
import { CURVE_COLUMNS } from '../../www/protocol.js';
import { reduce } from '../../www/reduce.js';
import { EMPTY_SHELF, POINTS, baselineOf, describe, pinnedOf, shelfAfter, withPinned } from '../../www/shelf.js';
import { KEY, ShelfStorage, read, written } from '../../www/shelf_storage.js';
import { initialState } from '../../www/state.js';
import { createStore } from '../../www/store.js';
import { pathOf, scaleOf } from '../../www/views/sparkline.js';

/** @import { Action, State } from '../../www/state.js' */
/** @import { Pinned } from '../../www/shelf.js' */

const NUMBERS = { train: 2, heldOut: 5, gap: 3, copyIndex: 0.25, noiseKept: 0.5, denoisingError: 0.75 };

/** A pinned run. @param {number} id @param {Partial<Pinned>} [own] @returns {Pinned} */
const run = (id, own = {}) => ({
  id, name: `run ${id}`, config: DEFAULT_CONFIG, events: [], step: 700, receipt: '0123-4567-89ab', numbers: NUMBERS, curve: [0, 20, 21, 700, 2, 5], shown: false, ...own,
});

/** @param {...Pinned} pinned */
const shelf = (...pinned) => ({ ...EMPTY_SHELF, pinned, nextId: pinned.length + 1 });

/** A snapshot of a lane. @param {number} step @returns {any} */
const snapshotAt = (step) => ({
  step, receipt: '0123-4567-89ab', hiddenUnits: 16, lambda: 0, tied: false, events: [], divergence: null,
  evaluation: { step, ...NUMBERS, penalty: 0, objective: 2, thetaSquared: 9 },
});

/** A curve with a point at each of these steps. @param {number[]} steps */
const curveAt = (steps) => Float64Array.from(steps.flatMap((step) => [step, 1 / 3, 4, ...Array(CURVE_COLUMNS - 3).fill(0)]));

test('a pinned run has what repeats it, and the numbers and the curve up to its step', () => {
  const lane = { ...newLane('B', { ...DEFAULT_CONFIG, hiddenUnits: 392 }, 3), status: /** @type {const} */ ('ready'), events: [{ step: 900, change: { tied: true } }], picture: /** @type {any} */ ({ snapshot: snapshotAt(20) }) };
  const snapshot = { ...snapshotAt(30), events: [{ step: 10, change: { lambda: 0.01 }, label: 'λ 0 → 0.01' }] };
  assert.deepEqual(pinnedOf(lane, snapshot, curveAt([0, 20, 30])), {
    name: 'k = 16', config: lane.config, events: [{ step: 10, change: { lambda: 0.01 } }, { step: 900, change: { tied: true } }], step: 30, receipt: '0123-4567-89ab',
    numbers: NUMBERS, curve: [0, 0.3333333, 4, 20, 0.3333333, 4, 30, 2, 5], shown: false,
  });
});

test('a long curve is thinned evenly, from its first point to its last', () => {
  const { curve } = pinnedOf(newLane('A', DEFAULT_CONFIG, 1), snapshotAt(4001), curveAt(Array.from({ length: 4001 }, (_, step) => step)));
  assert.equal(curve.length, 3 * POINTS);
  const steps = curve.filter((_, at) => at % 3 === 0);
  assert.deepEqual([steps[0], steps.at(-2), steps.at(-1)], [0, 4000, 4001]);
  const strides = steps.slice(1, -1).map((step, at) => step - steps[at]);
  assert.ok(Math.max(...strides) - Math.min(...strides) <= 1, `${new Set(strides)}`);
});

test('a name says what a run is, and no two are the same', () => {
  assert.equal(describe({ hiddenUnits: 1024, lambda: 0.01, tied: true }), 'k = 1,024, λ = 0.01, tied');
  assert.equal(describe({ hiddenUnits: 16, lambda: 0, tied: false }), 'k = 16');
  const three = [1, 2, 3].reduce((before, id) => withPinned(before, run(id, { name: 'k = 16' })), EMPTY_SHELF);
  assert.deepEqual(three.pinned.map(({ name }) => name), ['k = 16', 'k = 16 · 2', 'k = 16 · 3']);
});

test('only settings that differ are compared, with what became of them up to the pinned step', () => {
  const [plain, wide] = [run(1), run(2, { config: { ...DEFAULT_CONFIG, hiddenUnits: 392, tied: true } })];
  assert.deepEqual(differing([plain]), []);
  assert.deepEqual(differing([plain, run(2)]), []);
  assert.deepEqual(differing([plain, wide]), ['hiddenUnits', 'tied']);
  const once = run(3, { events: [{ step: 700, change: { lambda: 0.01 } }, { step: 701, change: { learningRate: 1 } }] });
  assert.deepEqual(differing([plain, once]), ['lambda'], 'what was only planned has not acted');
  assert.deepEqual(courseText(once, 'lambda'), { values: '0 → 0.01', since: 'from step 700', details: '0 at first, then 0.01 from step 700' });
  const still = { since: '', details: '' };
  assert.deepEqual([courseText(plain, 'lambda'), courseText(wide, 'tied'), courseText(wide, 'data')], ['0', 'on', 'MNIST 14×14'].map((values) => ({ values, ...still })));
});

test('a slider that is dragged has changed its setting once', () => {
  /** λ as it is set at these steps. @param {...[number, number]} changes */
  const course = (...changes) => courseText(run(1, { step: 5000, events: changes.map(([step, lambda]) => ({ step, change: { lambda } })) }), 'lambda');
  const dragged = course([700, 0.001], [702, 0.03], [727, 0.3]);
  assert.deepEqual(dragged, { values: '0 → 0.3', since: 'from step 727', details: '0 at first, then 0.3 from step 727 (in 3 changes from step 700)' });
  assert.deepEqual(course([700, 0.01], [726, 0.3]).values, '0 → 0.01 → 0.3', 'more than 25 steps later');
  assert.deepEqual(course([2000, 0.01], [2060, 0.3]).values, '0 → 0.3', 'late steps pass faster');
  const twice = course([100, 0.001], [102, 0.01], [900, 0.1], [905, 0.3], [3000, 0]);
  assert.equal(twice.values, '0 → … → 0');
  assert.equal(twice.details, '0 at first, then 0.01 from step 102 (in 2 changes from step 100), then 0.3 from step 905 (in 2 changes from step 900), then 0 from step 3,000');
});

test('differences from the baseline bear a sign, and stand only where they mean something', () => {
  const [base, other] = [run(1), run(2, { numbers: { ...NUMBERS, train: 0.5, gap: 4.5, copyIndex: 0.25 } })];
  assert.deepEqual(/** @type {const} */ (['train', 'gap', 'copyIndex']).map((name) => deltaOf(other, base, name)), [-1.5, 1.5, 0]);
  assert.deepEqual([-1.5, 1.5, 0].map(deltaText), ['−1.50', '+1.50', '±0']);
  assert.equal(deltaOf(base, base, 'train'), undefined);
  for (const config of [{ ...DEFAULT_CONFIG, data: /** @type {const} */ ('fashion-14') }, { ...DEFAULT_CONFIG, loss: /** @type {const} */ ('cross-entropy') }]) {
    assert.equal(deltaOf({ ...other, config }, base, 'gap'), undefined, 'errors on another scale');
    assert.equal(deltaOf({ ...other, config }, base, 'copyIndex'), 0, 'shares are of anything');
  }
});

test('the CSV has every setting and every digit, quoted where it must be', () => {
  const text = shelfAsCsv([run(1, { name: 'k = 16, "mine"', numbers: { ...NUMBERS, train: 0.1 + 0.2 }, events: [{ step: 7, change: { tied: true } }] })]);
  const [head, row, end] = text.split('\r\n');
  assert.equal(head, 'name,step,receipt,train,heldOut,gap,copyIndex,noiseKept,denoisingError,hiddenUnits,lambda,tied,data,trainingImages,seed,activation,outputActivation,loss,optimizer,learningRate,init,initGain,batchSize,penalizeBiases,countTiedTwice,decay,rateSchedule,rateSteps,centred,events');
  assert.equal(row, '"k = 16, ""mine""",700,0123-4567-89ab,0.30000000000000004,5,3,0.25,0.5,0.75,16,0,false,mnist-14,100,1,relu,linear,squared-error,adam,0.002,normal,1,25,true,false,coupled,constant,1500,false,"[{""step"":7,""change"":{""tied"":true}}]"');
  assert.equal(end, '');
});

test('rename, show, baseline, remove, undo', () => {
  const three = shelf(run(1), run(2), run(3));
  assert.equal(baselineOf(three)?.id, 1, 'the first, unless another is chosen');
  const chosen = shelfAfter(three, { type: 'baseline', id: 2 });
  const gone = shelfAfter(shelfAfter(chosen, { type: 'remove', id: 2 }), { type: 'remove', id: 1 });
  assert.deepEqual([gone.pinned.map(({ id }) => id), baselineOf(gone)?.id], [[3], 3]);
  const back = shelfAfter(shelfAfter(gone, { type: 'undo' }), { type: 'undo' });
  assert.deepEqual(back, chosen, 'all as it was');
  assert.equal(shelfAfter(back, { type: 'undo' }), back);
  const named = shelfAfter(back, { type: 'rename', id: 3, name: `  ${'x'.repeat(70)}` });
  assert.equal(named.pinned[2].name, 'x'.repeat(60));
  assert.equal(shelfAfter(named, { type: 'rename', id: 3, name: ' ' }).pinned[2].name, 'x'.repeat(60), 'never without a name');
  assert.deepEqual(shelfAfter(back, { type: 'show', id: 3, shown: true }).pinned.map(({ shown }) => shown), [false, false, true]);
});

test('a column sorts upwards, downwards, and then no more; runs that are alike stay as they were pinned', () => {
  const wide = { ...DEFAULT_CONFIG, hiddenUnits: 392 };
  const four = shelf(
    run(1, { name: 'k = 16', numbers: { ...NUMBERS, gap: 3 } }),
    run(2, { name: 'k = 8', config: wide, step: 900, events: [{ step: 5, change: { lambda: 0.3 } }, { step: 901, change: { lambda: 7 } }] }),
    run(3, { name: 'k = 100', numbers: { ...NUMBERS, gap: -1 }, events: [{ step: 0, change: { tied: true } }] }),
    run(4, { name: 'wide', config: { ...wide, data: 'fashion-14' }, numbers: { ...NUMBERS, gap: 20 } }),
  );
  const sorted = (/** @type {import('../../www/shelf.js').SortKey} */ by, /** @type {number} */ clicks) =>
    Array.from({ length: clicks }).reduce((/** @type {import('../../www/shelf.js').Shelf} */ before) => shelfAfter(before, { type: 'sort', by }), four);
  const ids = (/** @type {import('../../www/shelf.js').Shelf} */ { pinned, sort }) => inOrderOf(pinned, sort).map(({ id }) => id);
  assert.deepEqual([1, 2, 3].map((clicks) => ids(sorted('gap', clicks))), [[3, 1, 2, 4], [4, 1, 2, 3], [1, 2, 3, 4]]);
  assert.deepEqual(ids(sorted('name', 1)), [2, 1, 3, 4], 'numbers in names are numbers');
  assert.deepEqual(ids(sorted('step', 2)), [2, 1, 3, 4]);
  assert.deepEqual(ids(sorted('hiddenUnits', 1)), [1, 3, 2, 4]);
  assert.deepEqual(ids(sorted('lambda', 2)), [2, 1, 3, 4], 'by what λ has become');
  assert.deepEqual(ids(sorted('tied', 2)), [3, 1, 2, 4]);
  assert.deepEqual(ids(sorted('data', 1)), [4, 1, 2, 3]);
  assert.equal(baselineOf(sorted('gap', 2))?.id, 1, 'the baseline is not another for it');
  assert.deepEqual(shelfAfter(sorted('gap', 2), { type: 'sort', by: 'step' }).sort, { by: 'step', descending: false }, 'another column begins upwards');
});

test('an order that is not known is none, and the shelf is there all the same', () => {
  for (const sort of [undefined, 7, { by: 'colour', descending: true }, { by: 'gap', descending: 'yes' }, { by: 'toString', descending: true }]) {
    assert.deepEqual(read(JSON.stringify({ version: 1, baseline: null, sort, pinned: [run(1)], unread: [] })), { pinned: [run(1)], baseline: null, sort: null, unread: [] });
  }
});

test('reading undoes writing', () => {
  const events = [{ step: 0, change: { lambda: 1e-7 } }, { step: 5, change: { tied: true, learningRate: 1 } }];
  const config = { ...DEFAULT_CONFIG, data: /** @type {const} */ ('digits-8'), trainingImages: 1297, outputActivation: /** @type {const} */ ('sigmoid'), loss: /** @type {const} */ ('cross-entropy') };
  const kept = { pinned: [run(1, { shown: true }), run(4, { config, events, step: 0, curve: [0, 20, 21] })], baseline: 4, sort: { by: /** @type {const} */ ('gap'), descending: true }, unread: [] };
  assert.deepEqual(read(written({ ...EMPTY_SHELF, ...kept })), kept);
  assert.deepEqual(read(null), { pinned: [], baseline: null, sort: null, unread: [] });
});

/** The shelf with one run as it was stored. @param {any} raw */
const stored = (raw) => JSON.stringify({ version: 1, baseline: null, pinned: [raw, run(2)], unread: [] });

test('what was kept as noise kept before the two were told apart is the denoising error', () => {
  const before = { train: 2, heldOut: 5, gap: 3, copyIndex: 0.25, noiseKept: 2.25 };
  const { pinned: [old], unread } = read(stored({ ...run(1), numbers: before }));
  assert.deepEqual([old.numbers, unread], [{ ...NUMBERS, noiseKept: null, denoisingError: 2.25 }, []]);
  const again = read(written(shelf(old)));
  assert.deepEqual([again.pinned, again.unread], [[old], []], 'once more');
  const problem = read(stored({ ...run(1), numbers: { ...before, noiseKept: null } })).unread[0]?.problem;
  assert.match(problem, /“numbers” is .* but may be finite numbers/u, 'neither is there');
});

test('a run without a number that was not measured then has no difference in it, comes last, and leaves it out of the CSV', () => {
  const three = [run(1, { numbers: { ...NUMBERS, noiseKept: null } }), run(2), run(3, { numbers: { ...NUMBERS, noiseKept: 0.25 } })];
  assert.equal(deltaOf(three[0], three[1], 'noiseKept'), undefined);
  assert.equal(deltaOf(three[2], three[0], 'noiseKept'), undefined);
  assert.equal(deltaOf(three[2], three[1], 'noiseKept'), -0.25);
  const order = (/** @type {boolean} */ descending) => inOrderOf(three, { by: 'noiseKept', descending }).map(({ id }) => id);
  assert.deepEqual([order(false), order(true)], [[3, 2, 1], [2, 3, 1]]);
  assert.match(shelfAsCsv(three).split('\r\n')[1], /^run 1,700,0123-4567-89ab,2,5,3,0\.25,,0\.75,16,/u);
});

test('a run that is broken is named, left out, and stays in the storage', () => {
  for (const [own, problem] of /** @type {[any, string][]} */ ([
    [{ step: -1 }, '“step” is -1, but may be a whole number from 0 to 1000000000'],
    [{ receipt: '0123' }, '“receipt” is "0123", but may be null, or twelve digits in three groups'],
    [{ numbers: { ...NUMBERS, gap: null } }, '“numbers” is {"train":2,"heldOut":5,"gap":null,"copyIndex":0.25,"noiseKep…, but may be finite numbers for train, heldOut, gap, copyIndex, noiseKept, denoisingError'],
    [{ curve: [5, 1, 1, 4, 1, 1] }, '“curve” is [5,1,1,4,1,1], but may be step, train and held-out error in turn, steps rising'],
    [{ config: { ...DEFAULT_CONFIG, shape: 'round' } }, 'the setting “shape” is not known here'],
    [{ config: { ...DEFAULT_CONFIG, data: 'digits-8', trainingImages: 2000 } }, '“training images” is 2000, but may be at most 1297 of these data'],
    [{ config: { ...DEFAULT_CONFIG, loss: 'cross-entropy' } }, '“loss:cross-entropy” needs “out:sigmoid”; the squared error is used'],
    [{ events: [{ step: 9, change: { hiddenUnits: 3 } }] }, '“change 1” is {"step":9,"change":{"hiddenUnits":3}}, but may be one of lambda, tied, learningRate at a step, steps rising'],
    [{ events: [{ step: 9, change: { lambda: 1 } }, { step: 8, change: { lambda: 0 } }] }, '“change 2” is {"step":8,"change":{"lambda":0}}, but may be one of lambda, tied, learningRate at a step, steps rising'],
    [{ shown: 'yes' }, '“shown” is "yes", but may be true or false'],
  ])) {
    const raw = { ...run(1), ...own };
    const found = read(stored(raw));
    assert.deepEqual(found, { pinned: [run(2)], baseline: null, sort: null, unread: [{ raw, problem: `“run 1” cannot be read: ${problem}.` }] });
    assert.deepEqual(read(written({ ...EMPTY_SHELF, ...found })), found, 'once more');
  }
  assert.equal(read(stored(7)).unread[0].problem, 'The pinned run at place 1 cannot be read: it is no run.');
});

test('every setting is held to the range that links have', () => {
  for (const { field } of [...propertiesOf('lane'), ...propertiesOf('runs')]) {
    for (const value of ['blue', -1, 1e10, null, [DEFAULT_CONFIG[/** @type {keyof typeof DEFAULT_CONFIG} */ (field)]]]) {
      const { pinned, unread } = read(stored({ ...run(1), config: { ...DEFAULT_CONFIG, [field]: value } }));
      assert.deepEqual([pinned.length, unread.length], [1, 1], `${field} ${value}`);
    }
  }
});

test('what cannot be read as a whole is kept as a whole, and read by a page that can', () => {
  assert.deepEqual(read('{"pinned":'), { pinned: [], baseline: null, sort: null, unread: [{ raw: '{"pinned":', problem: 'The shelf of an earlier visit cannot be read: it is no shelf of this page.' }] });
  const later = { version: 2, pinned: [], unread: [] };
  assert.deepEqual(read(JSON.stringify(later)).unread, [{ raw: later, problem: 'The shelf of an earlier visit cannot be read: it is of version 2, and this page reads version 1.' }]);
  const rescued = read(JSON.stringify({ version: 1, baseline: null, pinned: [run(1)], unread: [run(1, { name: 'again' })] }));
  assert.deepEqual(rescued.pinned.map(({ id, name }) => [id, name]), [[1, 'run 1'], [2, 'again']], 'each with an id of its own');
  assert.deepEqual(rescued.unread, []);
});

/** A page on a storage that only remembers. @param {{text?: string | null, full?: boolean, forbidden?: boolean}} place */
function page(place) {
  const store = createStore(/** @type {(state: State, action: Action) => State} */ (reduce), initialState());
  const storage = new ShelfStorage(store, () => {
    if (place.forbidden) throw new DOMException('no', 'SecurityError');
    return {
      getItem: (key) => (key === KEY ? place.text ?? null : null),
      setItem: (_, text) => {
        if (place.full) throw new DOMException('no room', 'QuotaExceededError');
        place.text = text;
      },
    };
  });
  store.subscribe(() => storage.changed());
  storage.start();
  return { store, storage };
}

test('the storage follows the shelf, and a page that opens finds it', () => {
  const place = { text: written({ ...EMPTY_SHELF, pinned: [run(1), run(2)] }) };
  const before = place.text;
  const { store } = page(place);
  assert.equal(place.text, before, 'reading writes nothing');
  store.dispatch({ type: 'shelf', change: { type: 'rename', id: 2, name: 'wide' } });
  store.dispatch({ type: 'shelf', change: { type: 'baseline', id: 2 } });
  store.dispatch({ type: 'shelf', change: { type: 'remove', id: 1 } });
  const found = page(place).store.state().shelf;
  assert.deepEqual(found, { ...EMPTY_SHELF, pinned: [run(2, { name: 'wide' })], baseline: 2, nextId: 3 });
  assert.equal(store.state().shelf.removed.length, 1);
});

test('storage that is full or forbidden: the shelf lives on, and the page says so until it is kept again', () => {
  const place = { full: true, text: written({ ...EMPTY_SHELF, pinned: [run(1)] }) };
  const full = page(place);
  assert.equal(full.store.state().shelf.trouble, '');
  full.store.dispatch({ type: 'shelf', change: { type: 'rename', id: 1, name: 'mine' } });
  const { shelf: after, status } = full.store.state();
  assert.match(after.trouble, /^The browser's storage for this page is full: .* lasts until the page is closed/u);
  assert.equal(status, after.trouble, 'it is read aloud');
  assert.equal(after.pinned[0].name, 'mine');
  full.storage.heard({ key: KEY, newValue: written(EMPTY_SHELF) });
  assert.equal(full.store.state().shelf.pinned.length, 1, 'what is only here is not given up');
  place.full = false;
  full.store.dispatch({ type: 'shelf', change: { type: 'rename', id: 1, name: 'yours' } });
  assert.equal(full.store.state().shelf.trouble, '');
  assert.equal(read(place.text).pinned[0].name, 'yours');
  assert.match(page({ forbidden: true }).store.state().shelf.trouble, /^This browser forbids the page to store anything/u);
});

test('two pages share a shelf', () => {
  const place = { text: /** @type {string | null} */ (null) };
  const [one, other] = [page(place), page(place)];
  one.store.dispatch({ type: 'shelf', change: { type: 'read', shelf: { pinned: [run(1)], baseline: null, sort: null, unread: [] } } });
  other.storage.heard({ key: 'theme', newValue: 'dark' });
  other.storage.heard({ key: KEY, newValue: null });
  assert.equal(other.store.state().shelf.pinned.length, 0);
  other.storage.heard({ key: KEY, newValue: place.text });
  assert.deepEqual(other.store.state().shelf.pinned, [run(1)]);
  assert.equal(other.store.state().shelf.nextId, 2, 'the next is another');
});

test('a page that comes back from where it heard nothing reads the shelf again, and overwrites nothing', () => {
  const place = { text: written({ ...EMPTY_SHELF, pinned: [run(1)] }), full: false };
  const { store, storage } = page(place);
  place.text = written({ ...EMPTY_SHELF, pinned: [run(1), run(2)] });
  storage.resume();
  store.dispatch({ type: 'shelf', change: { type: 'rename', id: 1, name: 'mine' } });
  assert.deepEqual(read(place.text).pinned, [run(1, { name: 'mine' }), run(2)]);
  place.full = true;
  store.dispatch({ type: 'shelf', change: { type: 'rename', id: 1, name: 'only here' } });
  storage.resume();
  assert.equal(store.state().shelf.pinned[0].name, 'only here', 'what is only here is not given up');
});

test('a curve in the size of a word stands on scales that all share', () => {
  const runs = [run(1, { step: 100, curve: [0, Math.E ** 2, 1, 100, 1, 0] }), run(2, { step: 50, curve: [0, 1, 1, 50, 1, 1] })];
  const scale = scaleOf(runs);
  assert.deepEqual(scale, { steps: 100, low: 0, high: 2 });
  assert.equal(pathOf(runs[0].curve, 1, scale), 'M1.0 1.0L71.0 23.0');
  assert.equal(pathOf(runs[0].curve, 2, scale), 'M1.0 23.0h2', 'what is nothing has no logarithm');
  assert.equal(pathOf(runs[1].curve, 1, scale), 'M1.0 23.0L36.0 23.0');
});
