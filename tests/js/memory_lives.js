// The lives of many runs in one instance of the page's module, for memory.test.js, which says how much memory there is:
//
//     node --wasm-max-mem-pages=1600 tests/js/memory_lives.js '[{"hiddenUnits": 4096}, …]' COMPANY
//
// Of each configuration it prints what became of it: "lived", or why not. COMPANY runs stay while the next one begins.
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
  trainer.filters(trainer.unitNorms().map((_, unit) => unit));
  trainer.nearest();
  trainer.evaluate();
  for (const look of ["snapshot", "curve", "tiles", "tileInputs", "reconstructions"])
    Reflect.apply(trainer[look], trainer, []);
}

/** Changes it, and puts up with what is refused. @param {Trainer} trainer @param {{tied: boolean}} change */
function change(trainer, change) {
  try {
    trainer.change(change);
  } catch (error) {
    expectRefusal(error);
  }
}

/** @param {unknown} error @returns {string} */
function expectRefusal(error) {
  // A trap may leave the instance unusable.
  if (!(error instanceof Error) || error.constructor !== Error) throw error;
  return error.message;
}

/** @param {RunConfig} config */
async function fate(config) {
  const files = await dataFiles(config.data);
  for (const trainer of living.splice(0, living.length - company)) trainer.free();
  try {
    const trainer = new Trainer(config, [{ step: 1, change: { lambda: 0.01 } }], dataset(files));
    living.push(trainer);
    trainer.setOther(dataset(await dataFiles("fashion-shown")));
    for (const run of living) live(run);
    change(trainer, { tied: !config.tied });
    change(trainer, { tied: config.tied });
    const { events } = trainer.snapshot();
    const fork = Trainer.resume(config, events, dataset(files), kept(stateOf(trainer)));
    live(fork);
    fork.free();
    trainer.change({ learningRate: 1000 });
    for (let step = 0; step < 4; step += 1) trainer.update();
    trainer.evaluate();
    return "lived";
  } catch (error) {
    return expectRefusal(error);
  }
}

initSync({ module: await readFile(new URL("../../www/pkg/autoencoder_lab_bg.wasm", import.meta.url)) });
const fates = [];
for (const change of configs) fates.push(await fate(configOf(change, 1)));
console.log(JSON.stringify(fates));
