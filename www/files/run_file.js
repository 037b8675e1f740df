/** What a person takes away of one run, as a file: its weights, or a program that repeats it. */

import { crc32 } from "../load/checksum.js";
import { weightsMetadata } from "./export.js";
import { programFolder } from "./program_files.js";
import { safetensors } from "./safetensors.js";

/** @import { StateReport } from "../base/protocol.js" */
/** @import { Lane } from "../lanes/lanes.js" */

/**
 * @param {"weights" | "program" | "notebook"} kind
 * @param {Lane} lane
 * @param {StateReport} report with the run's origin
 * @param {string} link
 * @returns {Promise<{name: string, content: Blob}>}
 */
export async function runFile(kind, lane, { snapshot, state, origin }, link) {
  if (!origin) throw new Error("a run that is taken away says where it began");
  if (kind !== "weights") return programFolder(kind, lane, { snapshot, state, origin }, link);
  const about = { ...weightsMetadata(lane, snapshot), data_crc32: dataHash(origin.train) };
  return {
    name: `run-${lane.name}-step-${state.step}.safetensors`,
    content: safetensors(snapshot, state.parameters, about),
  };
}

/**
 * By what the rows that a run is trained on are known: the CRC-32 of their numbers, `zlib.crc32` of the array in Python.
 * @param {Float32Array} rows
 */
export function dataHash({ buffer, byteOffset, byteLength }) {
  return crc32(new Uint8Array(buffer, byteOffset, byteLength))
    .toString(16)
    .padStart(8, "0");
}
