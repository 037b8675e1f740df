// Weights in the safetensors format: length, header, numbers where the header says they are.
import assert from "node:assert/strict";
import { test } from "node:test";
import { safetensors } from "../../www/files/safetensors.js";

/** @param {Blob} blob */
async function read(blob) {
  const bytes = await blob.arrayBuffer();
  const length = Number(new DataView(bytes).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 8, length)));
  const values = (/** @type {string} */ name) => {
    const [begin, end] = header[name].data_offsets;
    return [...new Float32Array(bytes.slice(8 + length + begin, 8 + length + end))];
  };
  return { bytes, length, header, values };
}

// k = 2, n = 3: W, b, W*ᵀ, c.
const PARAMETERS = Float32Array.from([1, 2, 3, 4, 5, 6, 10, 20, 11, 12, 13, 14, 15, 16, 7, 8, 9]);

test("an untied network: W* as n × k", async () => {
  const { bytes, length, header, values } = await read(
    safetensors({ inputs: 3, hiddenUnits: 2, tied: false }, PARAMETERS, { step: "5" }),
  );
  assert.equal(length % 8, 0);
  assert.equal(bytes.byteLength, 8 + length + 4 * 17);
  assert.deepEqual(header.__metadata__, { step: "5" });
  assert.deepEqual(
    [header.w.dtype, header.w.shape, header.w_star.shape, header.b.shape, header.c.shape],
    ["F32", [2, 3], [3, 2], [2], [3]],
  );
  assert.deepEqual(values("w"), [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(values("b"), [10, 20]);
  assert.deepEqual(values("w_star"), [11, 14, 12, 15, 13, 16]);
  assert.deepEqual(values("c"), [7, 8, 9]);
});

test("a tied network has no W* of its own", async () => {
  const tied = Float32Array.from([...PARAMETERS.slice(0, 8), ...PARAMETERS.slice(14)]);
  const { header, values } = await read(safetensors({ inputs: 3, hiddenUnits: 2, tied: true }, tied, {}));
  assert.deepEqual(Object.keys(header), ["__metadata__", "w", "b", "c"]);
  assert.deepEqual(values("c"), [7, 8, 9]);
});
