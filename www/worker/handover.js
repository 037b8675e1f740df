/** What passes between the page and the wasm side of a worker, and in which form. */

import { Dataset, RunState } from "../pkg/autoencoder_lab.js";

/** @import { DataFiles, DataSource, RunState as State } from "../base/protocol.js" */
/** @import { Trainer } from "../pkg/autoencoder_lab.js" */

/** What has been handed over, and how many files of it; of own data, which these are. @type {Map<DataSource, {dataset: Dataset, count: number, own?: string}>} */
const datasets = new Map();

/**
 * The wasm side of a data set; each of its files is handed over once. A run has its images for itself: more of them change nothing.
 * @param {DataFiles} files
 */
export function dataset({ source, kind, form, files, own }) {
  const bytes = files.map((file) => new Uint8Array(file));
  if (form === "own") return ownDataset(source, bytes[0], own);
  const known =
    datasets.get(source) ??
    (form === "points"
      ? { dataset: Dataset.plane(), count: 0 }
      : form === "idx"
        ? { dataset: new Dataset(kind, bytes[0], bytes[1]), count: 2 }
        : { dataset: Dataset.fromExcerpt(kind, bytes[0]), count: 1 });
  datasets.set(source, known);
  for (const more of bytes.slice(known.count)) {
    known.dataset.add(more);
    known.count += 1;
  }
  return known.dataset;
}

/**
 * The images that a person has handed in; of several the last that a run was made of.
 * @param {DataSource} source
 * @param {Uint8Array} bytes
 * @param {string | undefined} own
 */
function ownDataset(source, bytes, own) {
  const known = datasets.get(source);
  if (known?.own === own && known) return known.dataset;
  known?.dataset.free();
  datasets.delete(source);
  const made = { dataset: Dataset.fromOwn(bytes), count: 1, own };
  datasets.set(source, made);
  return made.dataset;
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
  return Object.values(record)
    .filter(ArrayBuffer.isView)
    .map(({ buffer }) => /** @type {ArrayBuffer} */ (buffer));
}

/**
 * What went wrong, as a person is told it.
 * @param {unknown} error
 */
export function sentence(error) {
  const text = error instanceof Error ? error.message : String(error);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/u.test(text) ? "" : "."}`;
}
