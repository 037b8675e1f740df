// The checksum by which a damaged module is known, and those that the build has written.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { crc32 } from "../../www/load/checksum.js";
import { CHECKSUMS } from "../../www/pkg/checksums.js";

const PKG = new URL("../../www/pkg/", import.meta.url);
const crcOf = (/** @type {string} */ text) => crc32(new TextEncoder().encode(text));

test("it is the CRC-32 of gzip, PNG and zlib", () => {
  assert.equal(crcOf(""), 0);
  assert.equal(crcOf("a"), 0xe8b7be43);
  // The check value in every catalogue of such codes.
  assert.equal(crcOf("123456789"), 0xcbf43926);
  assert.equal(crcOf("The quick brown fox jumps over the lazy dog"), 0x414fa339);
});

test("it is what the trailer of each data file says of its bytes", async () => {
  const folder = new URL("../../www/data/", import.meta.url);
  for (const file of (await readdir(folder)).filter((name) => name.endsWith(".gz"))) {
    const packed = await readFile(new URL(file, folder));
    assert.equal(crc32(gunzipSync(packed)), packed.readUInt32LE(packed.length - 8), file);
  }
});

test("every flipped bit changes it", () => {
  const bytes = Uint8Array.from({ length: 300 }, (_, at) => (at * 167) & 0xff);
  const whole = crc32(bytes);
  for (let bit = 0; bit < 8 * bytes.length; bit += 1) {
    bytes[bit >> 3] ^= 1 << (bit & 7);
    assert.notEqual(crc32(bytes), whole, `bit ${bit}`);
    bytes[bit >> 3] ^= 1 << (bit & 7);
  }
});

test("the build has written that of every module", async () => {
  const modules = (await readdir(PKG)).filter((name) => name.endsWith(".wasm")).sort();
  assert.deepEqual(Object.keys(CHECKSUMS).sort(), modules);
  for (const [name, checksum] of Object.entries(CHECKSUMS))
    assert.equal(crc32(await readFile(new URL(name, PKG))), checksum, name);
});
