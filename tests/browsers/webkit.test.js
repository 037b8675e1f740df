// The same configuration and events give the same bits natively and in WebKitGTK. (`replay.spec.js` is the same in other browsers.)
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { KNOWN, RUNS, STEPS, replay } from "./replay.js";
import { openWebKit } from "./webkit.js";

/** @type {Awaited<ReturnType<typeof openWebKit>>} */
let webkit;

before(async () => {
  webkit = await openWebKit();
  await webkit.browser.manage().setTimeouts({ script: 60_000 });
  await webkit.browser.get(process.env.LAB_BASE_URL ?? "http://127.0.0.1:8199/");
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
  // A signal that stops a thread between two instructions of WebKitGTK 2.50's first wasm compiler overwrites locals of the module, which
  // then stops: 2 of 1702 runs. Runs are the same to the bit, so a panic of our own comes again: a run that stops is begun once more.
  // Other bits never pass. (docs/adr/0009-second-attempt.md)
  test(`run ${index + 1} ends with the receipt that native training has`, { timeout: 120_000 }, async (t) => {
    let end = await ending(index);
    if ("error" in end) {
      t.diagnostic(`run ${index + 1} stopped and was begun again: ${end.error}`);
      end = await ending(index);
    }
    assert.deepEqual(end, { found: [known] });
  });
}
