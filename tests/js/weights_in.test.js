// Weights that come back: what this page has handed out is read to the bit, and anything else is refused by name.
import assert from "node:assert/strict";
import { test } from "node:test";
import { safetensors } from "../../www/files/safetensors.js";
import { WeightsError, difference, readWeights } from "../../www/files/weights_in.js";
import { DEFAULT_CONFIG } from "../../www/settings/presets.js";

const CONFIG = { ...DEFAULT_CONFIG, data: /** @type {const} */ ("digits-8"), hiddenUnits: 2 };
const NETWORK = { inputs: 64, hiddenUnits: 2, tied: false };
const PARAMETERS = Float32Array.from({ length: 2 * 128 + 2 + 64 }, (_, index) => index / 7);
const ABOUT = {
  recipe: JSON.stringify({ config: CONFIG, events: [{ step: 5, change: { lambda: 0.01 } }] }),
  step: "7",
  receipt: "0123-4567-89ab",
  data_crc32: "00c0ffee",
};

/** A file of ours. @param {Record<string, string>} [about] @param {Partial<typeof NETWORK>} [network] */
const ours = (about = {}, network = {}, parameters = PARAMETERS) =>
  safetensors({ ...NETWORK, ...network }, parameters, { ...ABOUT, ...about }).arrayBuffer();

/** The same file with another header. @param {(header: any) => unknown} change */
async function changed(change) {
  const file = await ours();
  const length = Number(new DataView(file).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(file, 8, length)));
  const text = new TextEncoder().encode(JSON.stringify(change(header) ?? header));
  const size = new DataView(new ArrayBuffer(8));
  size.setBigUint64(0, BigInt(text.length), true);
  return new Blob([size.buffer, text, file.slice(8 + length)]).arrayBuffer();
}

/** @param {ArrayBuffer} file */
function refusal(file) {
  try {
    readWeights("w.safetensors", file);
  } catch (error) {
    assert.ok(error instanceof WeightsError, String(error));
    return error.message.replace(/^“w\.safetensors” is not taken: /u, "");
  }
  return "taken";
}

test("what was handed out comes back to the bit, with its run", async () => {
  const { run, parameters, dataHash } = readWeights("run-B.safetensors", await ours());
  assert.deepEqual(parameters, PARAMETERS);
  assert.deepEqual(run, {
    name: "run-B",
    config: CONFIG,
    events: [{ step: 5, change: { lambda: 0.01 } }],
    step: 7,
    receipt: "0123-4567-89ab",
  });
  assert.equal(dataHash, "00c0ffee");
  const recipe = JSON.stringify({ config: CONFIG, events: [{ step: 6, change: { tied: true } }] });
  const tied = PARAMETERS.slice(0, 128 + 2 + 64);
  assert.deepEqual(readWeights("w", await ours({ recipe }, { tied: true }, tied)).parameters, tied);
});

test("of a person's own images it knows how many pixels they have", async () => {
  const config = { ...CONFIG, data: "own", own: "60x9s0123456789ab-mine", trainingImages: 40 };
  const recipe = JSON.stringify({ config, events: [] });
  const parameters = Float32Array.from({ length: 2 * 2 * 81 + 2 + 81 }, (_, index) => index);
  const { run } = readWeights("w", await ours({ recipe }, { inputs: 81 }, parameters));
  assert.deepEqual([run.config.own, run.config.data], [config.own, "own"]);
  assert.equal(refusal(await ours({ recipe })), "w has the shape 2 × 64, and should have 2 × 81 by its recipe.");
});

test("what is no safetensors file says what it should have been", async () => {
  const file = await ours();
  assert.equal(
    refusal(new ArrayBuffer(3)),
    "it is no safetensors file: its first 8 bytes should say how long its header is, which has to be in its 3 bytes.",
  );
  assert.match(refusal(file.slice(0, 100)), /^it is no safetensors file: its first 8 bytes .* in its 100 bytes\.$/u);
  const broken = file.slice(0);
  new Uint8Array(broken)[8] = 0x21;
  assert.equal(refusal(broken), "it is no safetensors file: from byte 8 on there should be a header in JSON.");
  assert.match(refusal(await changed(() => [1])), /should be a header in JSON/u);
});

test("weights without a past here, or with one that cannot be read, are refused by name", async () => {
  assert.match(
    refusal(await changed((header) => ({ ...header, __metadata__: undefined }))),
    /^its metadata has no recipe\./u,
  );
  assert.equal(refusal(await ours({ step: "7.5" })), "its step is “7.5”, and should be a whole number.");
  assert.match(
    refusal(await ours({ receipt: "fast arithmetic: not reproducible" })),
    /^its receipt is “fast arithmetic: not r.*, and should be twelve digits/u,
  );
  assert.equal(refusal(await ours({ recipe: "{" })), "its recipe cannot be read: it is no recipe.");
  const recipe = JSON.stringify({ config: { ...CONFIG, hiddenUnits: 9999 }, events: [] });
  assert.match(refusal(await ours({ recipe })), /^its recipe cannot be read: “hidden units” is 9999, but may be /u);
});

test("tensors are held against the recipe: missing, unknown, dtype, shape, place", async () => {
  const cases = /** @type {const} */ ([
    [(/** @type {any} */ header) => void delete header.w_star, "the tensor w_star (64 × 2) is missing."],
    [
      (/** @type {any} */ header) => void (header.toString = header.b),
      "a tensor “toString” is none of this run’s, which has w, b, w_star, c.",
    ],
    [
      (/** @type {any} */ header) => void (header.b.dtype = "F16"),
      "the numbers of b are of dtype F16, and should be F32.",
    ],
    [
      (/** @type {any} */ header) => void (header.w.shape = [64, 2]),
      "w has the shape 64 × 2, and should have 2 × 64 by its recipe.",
    ],
    [
      (/** @type {any} */ header) => void (header.c.data_offsets = [0, 12]),
      "c should have 256 bytes within the 1,288 behind the header; its data_offsets are [0,12].",
    ],
    [(/** @type {any} */ header) => void (header.b = null), "what its header says of b is no record."],
  ]);
  for (const [change, expected] of cases) assert.equal(refusal(await changed(change)), expected);
});

test("a run that was repeated is compared bit by bit, and what is others is named", async () => {
  const read = readWeights("w", await ours());
  const now = { parameters: PARAMETERS, receipt: "0123-4567-89ab", dataHash: "00c0ffee" };
  assert.equal(difference(read, now), "");
  const other = PARAMETERS.slice();
  [other[1], other[2]] = [7, 8];
  assert.match(
    difference(read, { ...now, parameters: other }),
    /^2 of the file’s 322 numbers are not those of its receipt, 0123-4567-89ab: it has been changed/u,
  );
  assert.match(
    difference(read, { ...now, parameters: other, dataHash: "12345678" }),
    /have the hash 12345678, and the file’s had 00c0ffee: these are other data/u,
  );
  assert.match(
    difference(read, { ...now, parameters: other, receipt: "ffff-ffff-ffff" }),
    /^its receipt is ffff-ffff-ffff, and the file’s 0123-4567-89ab/u,
  );
});
