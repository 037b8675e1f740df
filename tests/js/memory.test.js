// Where memory is scarce, as on a phone, a run lives or is refused by a sentence, and nothing is stopped by running out of it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const LIVES = fileURLToPath(new URL("memory_lives.js", import.meta.url));

/**
 * All choices of one value for each key.
 * @param {Record<string, unknown[]>} choices
 * @returns {Record<string, unknown>[]}
 */
const grid = (choices) =>
  Object.entries(choices).reduce(
    (all, [key, values]) => all.flatMap((config) => values.map((value) => ({ ...config, [key]: value }))),
    /** @type {Record<string, unknown>[]} */ ([{}]),
  );

const CONFIGS = [
  ...grid({
    data: ["digits-8"],
    hiddenUnits: [4096, 16, 1000],
    batchSize: [25, 5000],
    trainingImages: [1297],
    optimizer: ["sgd", "adam"],
  }),
  ...grid({ data: ["digits-8"], hiddenUnits: [2000], trainingImages: [100], tied: [true] }),
  ...grid({ data: ["mnist-28"], hiddenUnits: [4096, 100], batchSize: [25, 5000], trainingImages: [200, 5000] }),
];

const REFUSAL =
  /^(?:a run (?:of \d+ hidden units in batches of \d+ images|that goes on) needs \d+ MB of memory, more than there is here; choose fewer hidden units, a smaller batch or fewer images|the images need \d+ MB of memory, more than there is here; take a run away or choose smaller images)$/u;

for (const [pages, company] of [
  [1600, 0],
  [700, 1],
]) {
  test(`with ${pages} pages of 64 KiB, beside ${company} others, each run lives or is refused`, () => {
    const child = [`--wasm-max-mem-pages=${pages}`, LIVES, JSON.stringify(CONFIGS), String(company)];
    /** @type {string[][]} */
    const fates = JSON.parse(execFileSync(process.execPath, child, { encoding: "utf8" }));
    assert.equal(fates.length, CONFIGS.length);
    for (const refusal of fates.flat()) assert.match(refusal, REFUSAL);
    const lived = fates.filter((refusals) => refusals.length === 0).length;
    assert.ok(lived > 3 && lived < CONFIGS.length - 3, `${lived} of ${CONFIGS.length} lived`);
  });
}
