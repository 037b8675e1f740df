// Archives and arrays: what ZIP and NumPy readers look for stands where they look.
import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32, inflateRawSync } from "node:zlib";
import { npy, npz } from "../../www/files/npz.js";
import { zip } from "../../www/files/zip.js";

/** What a reader finds who begins at the end, as readers do. @param {Blob} blob */
async function unzipped(blob) {
  const bytes = Buffer.from(await blob.arrayBuffer());
  const end = bytes.length - 22;
  assert.equal(bytes.readUInt32LE(end), 0x06054b50);
  const count = bytes.readUInt16LE(end + 10);
  /** @type {Record<string, Buffer>} */
  const files = {};
  let at = bytes.readUInt32LE(end + 16);
  for (let entry = 0; entry < count; entry += 1) {
    assert.equal(bytes.readUInt32LE(at), 0x02014b50);
    const [sum, packed, size] = [16, 20, 24].map((place) => bytes.readUInt32LE(at + place));
    const length = bytes.readUInt16LE(at + 28);
    const head = bytes.readUInt32LE(at + 42);
    const name = bytes.toString("utf8", at + 46, at + 46 + length);
    assert.equal(bytes.readUInt32LE(head), 0x04034b50);
    assert.equal(bytes.toString("utf8", head + 30, head + 30 + length), name);
    const content = inflateRawSync(bytes.subarray(head + 30 + length, head + 30 + length + packed));
    assert.deepEqual([content.length, crc32(content)], [size, sum]);
    files[name] = content;
    at += 46 + length;
  }
  assert.equal(at, end);
  return files;
}

test("an archive gives its files back, whatever they are called", async () => {
  const long = "digits ".repeat(5000);
  const files = await unzipped(await zip({ "run/λ.txt": new Blob([long]), empty: new Blob([]) }));
  assert.deepEqual(Object.keys(files), ["run/λ.txt", "empty"]);
  assert.equal(files["run/λ.txt"].toString(), long);
  assert.equal(files.empty.length, 0);
});

test("an array is as NumPy writes it", async () => {
  const bytes = Buffer.from(await npy({ values: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] }).arrayBuffer());
  assert.equal(bytes.toString("latin1", 0, 8), "\x93NUMPY\x01\x00");
  const length = bytes.readUInt16LE(8);
  assert.equal((10 + length) % 64, 0);
  assert.equal(
    bytes.toString("latin1", 10, 10 + length).trimEnd(),
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }",
  );
  assert.deepEqual([bytes.readFloatLE(10 + length), bytes.length], [1, 10 + length + 24]);
  const files = await unzipped(await npz({ order: { values: Uint32Array.of(7), shape: [1] } }));
  assert.match(files["order.npy"].toString("latin1"), /'<u4', .* 'shape': \(1,\)/u);
});
