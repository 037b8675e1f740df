// Runs that are written down as programs: those of known bits, which have every choice there is, trained in the page's own module.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { DEFAULT_CONFIG } from "../../www/base/schema.js";
import { program } from "../../www/files/program.js";
import { toldOf } from "../../www/files/program_files.js";
import { newLane } from "../../www/lanes/lanes.js";
import { Trainer, initSync } from "../../www/pkg/autoencoder_lab.js";
import { dataset, stateOf } from "../../www/worker/handover.js";
import { originOf } from "../../www/worker/origin.js";
import { dataFiles } from "./data_files.js";

/** @import { Lane } from '../../www/lanes/lanes.js' */
/** @import { Origin, StateReport } from '../../www/base/protocol.js' */

/** Steps that each makes. */
export const STEPS = 200;

const DIGITS = { data: "digits-8", trainingImages: 100, batchSize: 32 };

/** What those have only beside λ = 0: decay that is decoupled. */
const MORE = [
  {
    config: {
      ...{ ...DIGITS, seed: 24, hiddenUnits: 24, activation: "tanh", lambda: 0.03, decay: "decoupled" },
      ...{ penalizeBiases: false, rateSchedule: "cosine", rateSteps: 150 },
    },
    events: [
      { step: 60, change: { tied: true } },
      { step: 110, change: { learningRate: 0.001 } },
    ],
  },
  {
    config: {
      ...{ ...DIGITS, seed: 25, hiddenUnits: 16, tied: true, countTiedTwice: true, decay: "decoupled" },
      ...{ optimizer: "momentum", learningRate: 0.0005, lambda: 0.01 },
    },
    events: [{ step: 90, change: { tied: false } }],
  },
];

/** @typedef {{name: string, lane: Lane, report: StateReport & {origin: Origin}}} Trained */

/** All runs, trained with their curves. @returns {Promise<Trained[]>} */
export async function trainedRuns() {
  initSync({ module: await readFile(new URL("../../www/pkg/autoencoder_lab_bg.wasm", import.meta.url)) });
  const runs = JSON.parse(await readFile(new URL("../fixtures/receipts.json", import.meta.url), "utf8"));
  /** @type {Trained[]} */
  const trained = [];
  for (const [index, { config, events }] of [...runs, ...MORE].entries()) {
    const trainer = new Trainer(config, events, dataset(await dataFiles(config.data)));
    for (let step = 0; step < STEPS; step += 1) {
      trainer.update();
      trainer.evaluateDue();
    }
    const snapshot = trainer.snapshot();
    const { inputs } = snapshot;
    const report = {
      type: /** @type {const} */ ("state"),
      runId: 1,
      request: 1,
      snapshot,
      state: stateOf(trainer),
      origin: originOf(trainer, { inputs, batchSize: config.batchSize }),
    };
    trained.push({
      name: String(index),
      lane: { ...newLane("A", { ...DEFAULT_CONFIG, ...config }, 1), status: "ready" },
      report,
    });
    trainer.free();
  }
  return trained;
}

/** What programs of tests say where they come from. */
export const LINK = "https://lab.example/#step=bottleneck";
/** How far apart the errors may be, relative. */
export const TOLERANCE = 1e-3;

/**
 * By what the text of a run's program is known.
 * @param {Lane} lane
 * @param {Trained["report"]} report
 */
export function hashOf(lane, report) {
  return createHash("sha256")
    .update(program(toldOf(lane, report, LINK)))
    .digest("hex")
    .slice(0, 16);
}
