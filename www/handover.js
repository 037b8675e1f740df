/** What passes between the page and the wasm side of a worker, and in which form. */

import { Dataset, RunState } from "./pkg/autoencoder_lab.js";

/** @import { DataFiles, DataKind, RunState as State } from "./protocol.js" */
/** @import { Trainer } from "./pkg/autoencoder_lab.js" */

/** @type {Map<DataKind, Dataset>} */
const datasets = new Map();

/**
 * The wasm side of a data set; each is handed over once.
 * @param {DataFiles} files
 */
export function dataset({ kind, images, labels }) {
  const known = datasets.get(kind) ?? new Dataset(kind, new Uint8Array(images), new Uint8Array(labels));
  datasets.set(kind, known);
  return known;
}

/**
 * A run as it stands.
 * @param {Trainer} trainer
 * @returns {State}
 */
export function stateOf(trainer) {
  const state = trainer.state();
  const { step, events, parameters, memory, curve } = state;
  state.free();
  return { step, events, parameters, memory, curve };
}

/**
 * The wasm side of a run that was kept.
 * @param {State} state
 */
export function kept({ step, events, parameters, memory, curve }) {
  return new RunState(step, events, parameters, memory, curve);
}

/**
 * The memory in `record` that is handed over rather than copied.
 * @param {object} record
 */
export function buffersOf(record) {
  return Object.values(record).filter(ArrayBuffer.isView).map(({ buffer }) => /** @type {ArrayBuffer} */ (buffer));
}

/**
 * What went wrong, as a person is told it.
 * @param {unknown} error
 */
export function sentence(error) {
  const text = error instanceof Error ? error.message : String(error);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/u.test(text) ? "" : "."}`;
}
