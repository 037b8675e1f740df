// The same configuration and events give the same bits natively and in WebKitGTK. (`replay.spec.js` is the same in other browsers.)
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { KNOWN, RUNS, STEPS, replay } from './replay.js';
import { openWebKit } from './webkit.js';

/** @type {Awaited<ReturnType<typeof openWebKit>>} */
let webkit;

before(async () => {
  webkit = await openWebKit();
  await webkit.browser.manage().setTimeouts({ script: 60_000 });
  await webkit.browser.get(process.env.LAB_BASE_URL ?? 'http://127.0.0.1:8199/');
});
after(() => webkit?.close());

/**
 * What the run with this number ends with, or why its worker stopped.
 * @param {number} index
 * @returns {Promise<{found: {step: number, receipt: string}[]} | {error: string}>}
 */
function ending(index) {
  const script = `const done = arguments[1]; (${replay})(arguments[0]).then((found) => done({ found }), (error) => done({ error: String(error) }));`;
  return webkit.browser.executeAsyncScript(script, { runs: [RUNS[index]], steps: STEPS });
}

for (const [index, known] of KNOWN.entries()) {
  // In one of some hundred runs WebKitGTK 2.50.6 stopped in a loop that the program cannot leave as it did, and that the same
  // module with the same input passed every other time. So a run that stops is begun once more; other bits never pass.
  test(`run ${index + 1} ends with the receipt that native training has`, { timeout: 120_000 }, async (t) => {
    let end = await ending(index);
    if ('error' in end && /panicked|the worker stopped/iu.test(end.error)) {
      t.diagnostic(`run ${index + 1} stopped and was begun again: ${end.error}`);
      end = await ending(index);
    }
    assert.deepEqual(end, { found: [known] });
  });
}
