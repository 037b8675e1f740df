// The same configuration and events give the same bits natively and in WebKitGTK. (`replay.spec.js` is the same in other browsers.)
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { KNOWN, RUNS, STEPS, replay } from './replay.js';
import { openWebKit } from './webkit.js';

/** @type {Awaited<ReturnType<typeof openWebKit>>} */
let webkit;

before(async () => {
  webkit = await openWebKit();
});
after(() => webkit?.close());

test('16 runs of 200 steps end with the receipts that native training has', { timeout: 120_000 }, async () => {
  const { browser } = webkit;
  await browser.manage().setTimeouts({ script: 60_000 });
  await browser.get(process.env.LAB_BASE_URL ?? 'http://127.0.0.1:8199/');
  const script = `const done = arguments[1]; (${replay})(arguments[0]).then((found) => done({ found }), (error) => done({ error: String(error) }));`;
  assert.deepEqual(await browser.executeAsyncScript(script, { runs: RUNS, steps: STEPS }), { found: KNOWN });
});
