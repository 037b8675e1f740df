// The lives of many runs in one instance of the page's module, for memory.test.js, which says how much memory there is:
//
//     node --wasm-max-mem-pages=1600 tests/js/memory_lives.js '[{"hiddenUnits": 4096}, …]' COMPANY
//
// Of each configuration it prints a list of what was refused. COMPANY runs stay while the next one begins.
import { readFile } from "node:fs/promises";
import { dataset, kept, stateOf } from "../../www/worker/handover.js";
import { Trainer, initSync } from "../../www/pkg/autoencoder_lab.js";
import { configOf } from "../../www/settings/presets.js";
import { dataFiles } from "./data_files.js";

/** @import { RunConfig } from '../../www/base/protocol.js' */

const [configs, company] = process.argv.slice(2).map((text) => JSON.parse(text));
/** @type {Trainer[]} */
const living = [];

/** Trains it a little, and asks it everything that the page asks. @param {Trainer} trainer */
function live(trainer) {
  trainer.update();
  trainer.update();
  // Its point of the curve is being measured.
  trainer.ledger();
  trainer.filters(Uint32Array.from(trainer.unitNorms().keys()));
  trainer.nearest();
  trainer.evaluate();
  trainer.snapshot();
  trainer.curve();
  trainer.tileInputs();
  trainer.reconstructions();
}

/**
 * Does what may be refused, and remembers it if it is.
 * @param {string[]} refusals
 * @param {() => void} work
 */
function attempt(refusals, work) {
  try {
    work();
  } catch (error) {
    // A trap is no refusal: it may leave the instance unusable.
    if (!(error instanceof Error) || error.constructor !== Error) throw error;
    refusals.push(error.message);
  }
}

/** What a run of `config` was refused: nothing, if it lived. @param {RunConfig} config */
async function refusalsOf(config) {
  const [files, others] = await Promise.all([dataFiles(config.data), dataFiles("fashion-shown")]);
  for (const trainer of living.splice(0, living.length - company)) trainer.free();
  /** @type {string[]} */
  const refusals = [];
  attempt(refusals, () => {
    const trainer = new Trainer(config, [], dataset(files));
    living.push(trainer);
    trainer.setOther(dataset(others));
    for (const run of living) live(run);
    attempt(refusals, () => {
      const fork = Trainer.resume(config, [], dataset(files), kept(stateOf(trainer)));
      live(fork);
      fork.free();
    });
    for (const tied of [!config.tied, config.tied]) attempt(refusals, () => trainer.change({ tied }));
    trainer.change({ learningRate: 1000 });
    for (let step = 0; step < 4; step += 1) trainer.update();
    trainer.evaluate();
  });
  return refusals;
}

initSync({ module: await readFile(new URL("../../www/pkg/autoencoder_lab_bg.wasm", import.meta.url)) });
const fates = [];
for (const change of configs) fates.push(await refusalsOf(configOf(change, 1)));
console.log(JSON.stringify(fates));
