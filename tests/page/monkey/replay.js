// A run once more, away from the page: natively, or by the page's module in Node.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { dataset } from "../../../www/worker/handover.js";
import { Trainer, initSync } from "../../../www/pkg/autoencoder_lab.js";
import { dataFiles } from "../../js/data_files.js";

/** @import { PlannedEvent, RunConfig } from '../../../www/base/protocol.js' */

/** @typedef {{config: RunConfig, events: PlannedEvent[]}} Recipe */
/** The receipt after so many steps. @typedef {(recipe: Recipe, steps: number) => Promise<string | null>} Replay */

let ready = false;

/** By the page's module, without its workers: one update after another. @type {Replay} */
export async function replayInNode({ config, events }, steps) {
  if (!ready) initSync({ module: readFileSync(new URL("../../../www/pkg/autoencoder_lab_bg.wasm", import.meta.url)) });
  ready = true;
  const trainer = new Trainer(config, events, dataset(await dataFiles(config.data)));
  while (trainer.steps < steps && !trainer.diverged) {
    trainer.update();
    trainer.evaluateDue();
  }
  trainer.evaluate();
  const { step, receipt } = trainer.snapshot();
  trainer.free();
  return said(step, steps, receipt);
}

/**
 * By `examples/receipt.rs`.
 * @param {string} program
 * @returns {Replay}
 */
export function nativeReplay(program) {
  return async (recipe, steps) => {
    const folder = mkdtempSync(path.join(tmpdir(), "monkey-"));
    const file = path.join(folder, "recipe.json");
    writeFileSync(file, JSON.stringify(recipe));
    try {
      const text = execFileSync(program, [file, "--steps", String(steps)], { encoding: "utf8" });
      const [, step, receipt] = /^step (\d+), receipt (\S+)/u.exec(text) ?? [];
      return said(Number(step), steps, receipt);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
}

/** A run that diverges does not come to its step. @param {number} step @param {number} steps @param {string | null} receipt */
function said(step, steps, receipt) {
  return step === steps ? receipt : `step ${step} only, with receipt ${receipt}`;
}
