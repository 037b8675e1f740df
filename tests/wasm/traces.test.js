// The PyTorch traces, replayed by the core as WebAssembly, built with the page's own flags.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

const folder = new URL("../fixtures/reference/", import.meta.url);
const read = (/** @type {string} */ file) => readFileSync(new URL(file, folder));
const require = createRequire(import.meta.url);
const { replay } = require(`${process.env.LAB_WASM_TRACES}/wasm_traces.js`);

test("every run and gradient is reproduced inside wasm", () => {
  const report = replay(read);
  assert.equal(
    [...report.matchAll(/(\d+) runs/g)].reduce((sum, [, runs]) => sum + Number(runs), 0),
    288,
  );
  const last = report.split("\n").at(-1);
  const [, loss, gradient] = /^worst loss deviation (\S+), worst gradient deviation (\S+)$/.exec(last) ?? [];
  assert.ok(Number(loss) > 0 && Number(loss) <= 2e-5, last);
  assert.ok(Number(gradient) > 0 && Number(gradient) <= 2e-5, last);
});

test("a folder without a manifest is named", () => {
  assert.throws(
    () =>
      replay(() => {
        throw new Error("no such file");
      }),
    (/** @type {Error} */ error) => error.message.startsWith("cannot read manifest.json:"),
  );
});
