/** Weights as a `.safetensors` file: what PyTorch, NumPy and others read. Format: https://github.com/huggingface/safetensors. */

/** @import { Snapshot } from "../base/protocol.js" */

/**
 * The file's parts: its header's length (8 bytes, little-endian), the header in JSON, padded to 8, and the numbers.
 * @param {Pick<Snapshot, "inputs" | "hiddenUnits" | "tied">} network
 * @param {Float32Array} parameters W (k × n), b, W*ᵀ (k × n, when untied), c, one after another
 * @param {Record<string, string>} metadata
 * @returns {Blob} tensors `w` (k × n), `b`, `w_star` (n × k, when untied) and `c`
 */
export function safetensors({ inputs: n, hiddenUnits: k, tied }, parameters, metadata) {
  const weights = k * n;
  /** @type {Record<string, {shape: number[], values: Float32Array}>} */
  const tensors = {
    w: { shape: [k, n], values: parameters.subarray(0, weights) },
    b: { shape: [k], values: parameters.subarray(weights, weights + k) },
    ...(tied
      ? {}
      : { w_star: { shape: [n, k], values: transposed(parameters.subarray(weights + k, 2 * weights + k), k, n) } }),
    c: { shape: [n], values: parameters.subarray(parameters.length - n) },
  };
  let offset = 0;
  const entries = Object.entries(tensors).map(([name, { shape, values }]) => {
    const begin = offset;
    offset += values.byteLength;
    return [name, { dtype: "F32", shape, data_offsets: [begin, offset] }];
  });
  const json = new TextEncoder().encode(JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) }));
  const header = new Uint8Array(Math.ceil(json.length / 8) * 8).fill(0x20);
  header.set(json);
  const length = new DataView(new ArrayBuffer(8));
  length.setBigUint64(0, BigInt(header.length), true);
  const parts = [length.buffer, header, ...Object.values(tensors).map(({ values }) => values.slice())];
  return new Blob(parts, { type: "application/octet-stream" });
}

/**
 * @param {Float32Array} values rows × columns
 * @param {number} rows
 * @param {number} columns
 */
export function transposed(values, rows, columns) {
  const result = new Float32Array(values.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) result[column * rows + row] = values[row * columns + column];
  }
  return result;
}
