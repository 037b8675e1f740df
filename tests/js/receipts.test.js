// The page's own wasm module on the page's own files comes to the bits of the native core on the originals: `tests/runs/receipts.rs`
// holds the same list.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { dataset } from "../../www/worker/handover.js";
import { Trainer, initSync } from "../../www/pkg/autoencoder_lab.js";
import { dataFiles } from "./data_files.js";

const STEPS = 200;

test("the runs of known bits end after 200 steps with the receipts that the native core has", async () => {
  initSync({ module: await readFile(new URL("../../www/pkg/autoencoder_lab_bg.wasm", import.meta.url)) });
  const runs = JSON.parse(await readFile(new URL("../fixtures/receipts.json", import.meta.url), "utf8"));
  assert.ok(runs.length > 16);
  for (const { config, events, receipt } of runs) {
    const trainer = new Trainer(config, events, dataset(await dataFiles(config.data)));
    for (let step = 0; step < STEPS; step += 1) trainer.update();
    const snapshot = trainer.snapshot();
    assert.deepEqual([snapshot.step, snapshot.receipt], [STEPS, receipt], JSON.stringify(config));
    trainer.free();
  }
});
