// The same configuration and events give the same bits natively and in WebKitGTK. (`replay.spec.js` is the same in other browsers.)
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { until } from "selenium-webdriver";
import { KNOWN, RUNS, STEPS, replay } from "./replay.js";
import { openWebKit } from "./webkit.js";

/** @type {Awaited<ReturnType<typeof openWebKit>>} */
let webkit;

const BASE = process.env.LAB_BASE_URL ?? "http://127.0.0.1:8199/";

before(async () => {
  webkit = await openWebKit();
  await webkit.browser.manage().setTimeouts({ script: 60_000 });
  await webkit.browser.get(BASE);
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

/** What both runs of a page come to, once it is opened and they have trained. @param {import('selenium-webdriver').WebDriver} browser @param {string} url */
async function trained(browser, url) {
  await browser.get(`${url}#a=k:16&b=k:392,l:.01@40&until=120`);
  const values = async (/** @type {string} */ name) => {
    const script = `return [...document.querySelectorAll('data[data-readout="' + arguments[0] + '"]')].map((data) => data.getAttribute("value"))`;
    return /** @type {(string | null)[]} */ (await browser.executeScript(script, name));
  };
  const both = (/** @type {string} */ name, /** @type {number} */ least) =>
    browser.wait(async () => {
      const found = await values(name);
      return found.length === 2 && found.every((value) => Number(value) >= least);
    }, 60_000);
  await both("train error", 1e-9);
  await browser.executeScript(`document.querySelector('[data-part="play"]').click()`);
  await both("step", 120);
  await browser.wait(until.elementLocated({ css: ".lane[data-at-rest] ~ .lane[data-at-rest]" }), 60_000);
  return values("receipt");
}

test(
  "the page as one file trains without a server and without a network, to the bits of the served page",
  { timeout: 300_000 },
  async (t) => {
    const served = await trained(webkit.browser, BASE);
    assert.match(served[0] ?? "", /^[\da-f-]{12,}$/u);
    // Where nothing answers.
    const nowhere = "127.0.0.1:9";
    const { browser, close } = await openWebKit({
      proxy: { proxyType: "manual", httpProxy: nowhere, sslProxy: nowhere },
    });
    t.after(close);
    const { href } = pathToFileURL(path.resolve("dist/autoencoder-lab.html"));
    assert.deepEqual(await trained(browser, href), served);
    const script = `return performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => !/^(?:blob|data):/.test(name))`;
    assert.deepEqual(await browser.executeScript(script), [], "nothing is asked for");
  },
);
