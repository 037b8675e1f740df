// The page's own wasm module comes to the same bits as the native core: `tests/receipts.rs` holds the same file.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { DATA_SETS } from '../../www/data.js';
import { Dataset, Trainer, initSync } from '../../www/pkg/autoencoder_lab.js';

const WWW = new URL('../../www/', import.meta.url);
const STEMS = { mnist: 'mnist-6k', fashion: 'fashion-6k', digits: 'digits8x8' };
const STEPS = 200;

/** @param {keyof typeof STEMS} kind */
async function dataset(kind) {
  const [images, labels] = await Promise.all(
    ['images-idx3', 'labels-idx1'].map(async (part) => gunzipSync(await readFile(new URL(`data/${STEMS[kind]}-${part}-ubyte.gz`, WWW)))),
  );
  return new Dataset(kind, images, labels);
}

test('16 runs of 200 steps end with the receipts that the native core has', async () => {
  initSync({ module: await readFile(new URL('pkg/autoencoder_lab_bg.wasm', WWW)) });
  const datasets = { mnist: await dataset('mnist'), fashion: await dataset('fashion'), digits: await dataset('digits') };
  const runs = JSON.parse(await readFile(new URL('../fixtures/receipts.json', import.meta.url), 'utf8'));
  assert.equal(runs.length, 16);
  for (const { config, events, receipt } of runs) {
    const { kind } = DATA_SETS[/** @type {keyof typeof DATA_SETS} */ (config.data)];
    const trainer = new Trainer(config, events, datasets[kind]);
    for (let step = 0; step < STEPS; step += 1) trainer.update();
    const snapshot = trainer.snapshot();
    assert.deepEqual([snapshot.step, snapshot.receipt], [STEPS, receipt], JSON.stringify(config));
    trainer.free();
  }
});
