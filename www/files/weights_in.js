/**
 * Weights that come back: a `.safetensors` file that this page has handed out, read as what it is of, or refused by name. Whatever is read
 * is checked: anyone can have written it.
 */

import { quote } from "../base/remarks.js";
import { formatCount } from "../base/format.js";
import { inputsOf } from "../images/own.js";
import { withEvents } from "../lanes/lanes.js";
import { minimal } from "../settings/recipe.js";
import { transposed } from "./safetensors.js";
import { Unreadable, isRecord, recipeFrom } from "../storage/kept_run.js";

/** @import { LoadedRun } from "../state/shelf.js" */

/** What a file holds: the run that it is of, its numbers in the order of a state's, and by what the rows of that run are known. @typedef {{run: LoadedRun, parameters: Float32Array, dataHash: string | undefined}} ReadWeights */

/** The largest network has 1,024 × 4,096 weights on either side. */
const MOST_BYTES = 64_000_000;
/** Bytes of the header that a file of ours may have: its recipe is the most of it. */
const MOST_HEADER = 8_000_000;
/** Steps after which no run is repeated. */
const MOST_STEPS = 1_000_000_000;
/** As receipts are shown. */
const RECEIPT = /^[\da-f]{4}-[\da-f]{4}-[\da-f]{4}$/u;

/** A file cannot be gone on from; the message is a sentence for the page. */
export class WeightsError extends Error {}

/**
 * Before a byte of a file is in memory.
 * @param {{name: string, size: number}} file
 * @throws {WeightsError} if it is larger than any of ours
 */
export function checkSize({ name, size }) {
  if (size > MOST_BYTES)
    throw refusalOf(name)(
      `it has ${formatCount(size)} bytes, and weights of this page at most ${formatCount(MOST_BYTES)}`,
    );
}

/** @param {string} name @returns {Refuse} */
const refusalOf = (name) => (why) => new WeightsError(`“${quote(name)}” is not taken: ${why}.`);

/**
 * @param {string} name of the file
 * @param {ArrayBuffer} file
 * @returns {ReadWeights}
 * @throws {WeightsError}
 */
export function readWeights(name, file) {
  const refuse = refusalOf(name);
  checkSize({ name, size: file.byteLength });
  const { header, begin } = headerOf(file, refuse);
  const { __metadata__: about, ...tensors } = header;
  if (!isRecord(about) || typeof about.recipe !== "string")
    throw refuse(
      "its metadata has no recipe. Weights that this page has handed out have one, and are gone on from by it; others have no past here",
    );
  const run = { ...runOf(about, refuse), name: name.replace(/\.safetensors$/u, "") };
  const shapes = shapesOf(run);
  for (const tensor of Object.keys(tensors))
    if (!Object.hasOwn(shapes, tensor))
      throw refuse(`a tensor “${quote(tensor)}” is none of this run’s, which has ${Object.keys(shapes).join(", ")}`);
  const numbers = file.slice(begin);
  const parts = Object.entries(shapes).map(([tensor, shape]) => {
    if (!Object.hasOwn(tensors, tensor)) throw refuse(`the tensor ${tensor} (${shape.join(" × ")}) is missing`);
    const values = valuesOf(tensor, tensors[tensor], shape, numbers, refuse);
    return tensor === "w_star" ? transposed(values, shape[0], shape[1]) : values;
  });
  const parameters = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    parameters.set(part, at);
    at += part.length;
  }
  return { run, parameters, dataHash: typeof about.data_crc32 === "string" ? about.data_crc32 : undefined };
}

/** @typedef {(why: string) => WeightsError} Refuse */

/**
 * @param {ArrayBuffer} file
 * @param {Refuse} refuse
 * @returns {{header: Record<string, any>, begin: number}} and where the numbers begin
 */
function headerOf(file, refuse) {
  const size = file.byteLength;
  const length = size < 8 ? Infinity : Number(new DataView(file).getBigUint64(0, true));
  if (8 + length > size || length > MOST_HEADER)
    throw refuse(
      `it is no safetensors file: its first 8 bytes should say how long its header is, which has to be in its ${formatCount(size)} bytes`,
    );
  /** @type {unknown} */
  let header;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array(file, 8, length)));
  } catch {
    // What it is not is said below.
  }
  if (!isRecord(header)) throw refuse("it is no safetensors file: from byte 8 on there should be a header in JSON");
  return { header, begin: 8 + length };
}

/**
 * @param {Record<string, any>} about
 * @param {Refuse} refuse
 * @returns {Omit<LoadedRun, "name">}
 */
function runOf(about, refuse) {
  const step = Number(about.step);
  if (!Number.isSafeInteger(step) || step < 0 || step > MOST_STEPS)
    throw refuse(`its step is “${quote(String(about.step))}”, and should be a whole number`);
  if (typeof about.receipt !== "string" || !RECEIPT.test(about.receipt))
    throw refuse(
      `its receipt is “${quote(String(about.receipt))}”, and should be twelve digits in three groups: without one nobody can tell whether a run is that run`,
    );
  try {
    const { config, events } = recipeFrom(JSON.parse(about.recipe));
    return { config, events: minimal(config, events), step, receipt: about.receipt };
  } catch (error) {
    const why = error instanceof Unreadable ? error.message : "it is no recipe";
    throw refuse(`its recipe cannot be read: ${why}`);
  }
}

/**
 * What a network of this run has at its step, in the order of a state's parameters.
 * @param {Omit<LoadedRun, "name">} run
 * @returns {Record<string, number[]>}
 */
function shapesOf({ config, events, step }) {
  const { hiddenUnits: k } = config;
  const n = inputsOf(config);
  const { tied } = withEvents(
    config,
    events.filter((event) => event.step <= step),
  );
  return { w: [k, n], b: [k], ...(tied ? {} : { w_star: [n, k] }), c: [n] };
}

/**
 * @param {string} tensor
 * @param {unknown} about
 * @param {number[]} shape that it has to have
 * @param {ArrayBuffer} numbers
 * @param {Refuse} refuse
 */
function valuesOf(tensor, about, shape, numbers, refuse) {
  if (!isRecord(about)) throw refuse(`what its header says of ${tensor} is no record`);
  const { dtype, shape: found, data_offsets: offsets } = about;
  if (dtype !== "F32") throw refuse(`the numbers of ${tensor} are of dtype ${quote(String(dtype))}, and should be F32`);
  if (JSON.stringify(found) !== JSON.stringify(shape))
    throw refuse(
      `${tensor} has the shape ${quote(Array.isArray(found) ? found.join(" × ") : String(found))}, and should have ${shape.join(" × ")} by its recipe`,
    );
  const bytes = 4 * shape.reduce((product, extent) => product * extent, 1);
  const [from, to] = Array.isArray(offsets) ? offsets : [];
  const fits = Number.isSafeInteger(from) && from >= 0 && to - from === bytes && to <= numbers.byteLength;
  if (!fits)
    throw refuse(
      `${tensor} should have ${formatCount(bytes)} bytes within the ${formatCount(numbers.byteLength)} behind the header; its data_offsets are ${quote(JSON.stringify(offsets) ?? "missing")}`,
    );
  return new Float32Array(numbers.slice(from, to));
}

/**
 * Whether a run that was repeated is what a file says: its numbers, bit by bit, and if not, what is others.
 * @param {ReadWeights} read
 * @param {{parameters: Float32Array, receipt: string | null, dataHash: string}} now
 * @returns {string} empty where all is the same; else why the file is not of this run
 */
export function difference({ run, parameters, dataHash }, now) {
  const [own, other] = [now.parameters, parameters].map(
    (values) => new Uint32Array(values.buffer, values.byteOffset, values.length),
  );
  const differing = own.reduce(
    (count, bits, at) => count + Number(bits !== other[at]),
    Math.abs(own.length - other.length),
  );
  if (differing === 0) return "";
  if (dataHash !== undefined && dataHash !== now.dataHash)
    return `the rows that it is trained on have the hash ${now.dataHash}, and the file’s had ${quote(dataHash)}: these are other data`;
  if (run.receipt === now.receipt)
    return `${formatCount(differing)} of the file’s ${formatCount(other.length)} numbers are not those of its receipt, ${run.receipt}: it has been changed`;
  return `its receipt is ${now.receipt ?? "missing, by fast arithmetic"}, and the file’s ${run.receipt}: the file is of another version of this page, or its receipt is wrong`;
}
