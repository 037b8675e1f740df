// The worker itself, with the real wasm module, outside a browser.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { CURVE_COLUMNS } from '../../www/protocol.js';
import { presetConfig } from '../../www/presets.js';

/** @type {any[]} */
const reports = [];
/** @type {MessagePort[]} */
const ports = [];
/** @type {(event: {data: any}) => void} */
let tell = () => {};
/** @type {WebAssembly.Module} */
let module;
/** @type {Record<string, any>} */
const files = {};

before(async () => {
  const www = new URL('../../www/', import.meta.url);
  module = await WebAssembly.compile(await readFile(new URL('pkg/autoencoder_lab_bg.wasm', www)));
  for (const [kind, stem] of [['mnist', 'mnist-6k'], ['fashion', 'fashion-6k']]) {
    const [images, labels] = await Promise.all(
      ['images-idx3', 'labels-idx1'].map(async (part) => gunzipSync(await readFile(new URL(`data/${stem}-${part}-ubyte.gz`, www)))),
    );
    files[kind] = { kind, images: new Uint8Array(images).buffer, labels: new Uint8Array(labels).buffer };
  }
  const Channel = globalThis.MessageChannel;
  Object.assign(globalThis, {
    self: {
      addEventListener: (/** @type {string} */ _, /** @type {typeof tell} */ listener) => (tell = listener),
      postMessage: (/** @type {any} */ report) => reports.push(report),
    },
    MessageChannel: class {
      constructor() {
        const channel = new Channel();
        ports.push(channel.port1, channel.port2);
        return channel;
      }
    },
  });
  await import(new URL('worker.js', www).href);
});

after(() => ports.forEach((port) => port.close()));

/** @param {any} command */
const send = (command) => tell({ data: command });
/** @param {number} runId @param {Record<string, any>} [config] */
const create = (runId, config = {}) => send({ type: 'create', runId, module, config: { ...presetConfig(1, 1), ...config }, data: files.mnist });

/**
 * The next report for which `wanted` holds; each is acknowledged, as a page that keeps up does.
 * @param {(report: any) => boolean} wanted
 */
async function next(wanted) {
  for (const end = performance.now() + 20_000; performance.now() < end; ) {
    const report = reports.shift();
    if (report && wanted(report)) return report;
    if (report) send({ type: 'acknowledge', runId: report.runId });
    else await new Promise((resolve) => setTimeout(resolve, 2));
  }
  throw new Error('the worker did not report in time');
}

test('a run is created in one go: numbers, pictures, curve', () => {
  // Wide enough for the curve not to be evaluated at every step.
  create(1, { hiddenUnits: 64 });
  const [report] = reports.splice(0);
  assert.equal(report.type, 'created', report.message);
  assert.deepEqual(report.tiles, { side: 14, columns: 8, rows: ['train', 'held-out', 'noise'] });
  assert.equal(report.inputs.length, 3 * 8 * 196);
  assert.equal(report.reconstructions.length, report.inputs.length);
  assert.equal(report.curve.length, CURVE_COLUMNS);
  assert.deepEqual([report.snapshot.step, report.snapshot.parameters, report.snapshot.events.length], [0, 25_348, 0]);
  assert.equal(report.snapshot.evaluation.step, 0);
});

test('it trains up to `until`, waits there, and pauses with numbers of exactly that step', async () => {
  send({ type: 'acknowledge', runId: 1 });
  send({ type: 'train', runId: 1, until: 7 });
  const arrived = await next(({ snapshot }) => snapshot?.step === 7);
  assert.equal(arrived.atRest, false);
  send({ type: 'pause', runId: 1, at: 9 });
  const rest = await next(({ atRest }) => atRest);
  assert.deepEqual([rest.snapshot.step, rest.snapshot.evaluation.step], [9, 9]);
  assert.equal(rest.snapshot.epoch, 9 / 4);
  await new Promise((resolve) => setTimeout(resolve, 60));
  assert.deepEqual(reports, [], 'then it is silent');
});

test('no second report before the first is acknowledged, except that a pause is answered', async () => {
  send({ type: 'acknowledge', runId: 1 });
  send({ type: 'train', runId: 1, until: 60 });
  for (let tries = 0; reports.length === 0 && tries < 500; tries += 1) await new Promise((resolve) => setTimeout(resolve, 2));
  await new Promise((resolve) => setTimeout(resolve, 150));
  assert.equal(reports.length, 1);
  send({ type: 'pause', runId: 1 });
  const rest = await next(({ atRest }) => atRest);
  assert.equal(rest.snapshot.step, 60);
});

test('a change at rest is reported with the numbers of its step, and what is wrong with it is not fatal', async () => {
  send({ type: 'acknowledge', runId: 1 });
  send({ type: 'change', runId: 1, change: { lambda: 0.01 } });
  const report = await next(({ type }) => type === 'snapshot');
  assert.deepEqual([report.atRest, report.snapshot.lambda, report.snapshot.evaluation.step], [true, 0.01, 60]);
  assert.deepEqual(report.snapshot.events, [{ step: 60, change: { lambda: 0.01 }, label: 'λ 0 → 0.01' }]);
  assert.ok(report.snapshot.evaluation.penalty > 0);
  send({ type: 'change', runId: 1, change: { lambda: -1 } });
  const refusal = await next(({ type }) => type === 'failed');
  assert.equal(refusal.fatal, false);
  assert.match(refusal.message, /^L2 strength λ must be .*, found -1\.$/u);
});

test('other data add a row of pictures', async () => {
  send({ type: 'other', runId: 1, data: files.fashion });
  const report = await next(({ type }) => type === 'tiles');
  assert.deepEqual(report.tiles.rows, ['train', 'held-out', 'other data', 'noise']);
  assert.equal(report.reconstructions.length, 4 * 8 * 196);
});

test('the same config gives the same first numbers; an older run is not heard any more', () => {
  create(2);
  create(3);
  const [first, second] = reports.splice(0);
  assert.deepEqual(second.snapshot, first.snapshot);
  assert.deepEqual(second.reconstructions, first.reconstructions);
  send({ type: 'change', runId: 2, change: { lambda: 1 } });
  assert.deepEqual(reports.splice(0), []);
});

test('a config that cannot be trained is refused with a sentence', () => {
  create(4, { hiddenUnits: 0 });
  assert.deepEqual(reports.splice(0), [{ type: 'failed', runId: 4, message: 'Hidden units must be 1..=4096, found 0.', fatal: true }]);
  send({ type: 'train', runId: 4, until: 5 });
  assert.deepEqual(reports.splice(0), []);
  create(5);
  assert.equal(reports.splice(0)[0].type, 'created');
});
