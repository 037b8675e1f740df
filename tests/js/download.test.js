// The data files: what is read, and what is said when they are not as they should be.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { SOURCES } from "../../www/images/data.js";
import { DataFileError, check, gunzip, loadFile } from "../../www/load/download.js";

const realFetch = globalThis.fetch;
after(() => {
  globalThis.fetch = realFetch;
});

/**
 * Serves the files of www/data, changed by `spoil`.
 * @param {(bytes: Buffer) => Response | Promise<Response>} [spoil]
 */
function serve(spoil = (bytes) => new Response(new Uint8Array(bytes))) {
  globalThis.fetch = async (url) => spoil(await readFile(new URL(String(url))));
}

/** @param {RegExp} message */
const refused = (message) => (/** @type {unknown} */ error) => {
  assert.ok(error instanceof DataFileError, String(error));
  assert.match(error.message, message);
  assert.match(error.message, /retry/iu, "it says what to do");
  return true;
};

const nothing = () => {};
const FILES = Object.values(SOURCES).flatMap(({ files }) => files);
const FILE = "digits8x8-images-idx3-ubyte.gz";

test("every file is unzipped and found whole, with progress up to its size on the wire", async () => {
  serve();
  for (const { file, bytes } of FILES) {
    /** @type {number[]} */
    const seen = [];
    const unzipped = await loadFile(file, (loaded) => seen.push(loaded));
    assert.ok(unzipped.byteLength > 0);
    assert.equal(seen.at(-1), bytes, file);
    assert.deepEqual(
      seen,
      [...seen].sort((a, b) => a - b),
    );
  }
});

test("a file that the server unzipped by itself is taken as it is", async () => {
  const plain = new Uint8Array([0, 0, 8, 1, 0, 0, 0, 0]);
  assert.deepEqual(new Uint8Array(await gunzip("labels", plain.buffer)), plain);
  const zipped = new Uint8Array(gzipSync(plain));
  assert.deepEqual(new Uint8Array(await gunzip("labels", zipped.buffer)), plain);
});

test("a missing file", async () => {
  serve(() => new Response("", { status: 404 }));
  await assert.rejects(
    loadFile(FILE, nothing),
    refused(/^The file digits8x8-images-idx3-ubyte\.gz could not be fetched: the server says 404\./u),
  );
});

test("a server that does not answer", async () => {
  globalThis.fetch = () => Promise.reject(new TypeError("Failed to fetch"));
  await assert.rejects(loadFile(FILE, nothing), refused(/could not be fetched: the server does not answer/u));
});

test("a file that is cut short", async () => {
  for (const file of [FILE, "mnist-14-first-100.gz"]) {
    serve((bytes) => new Response(new Uint8Array(bytes.subarray(0, 2000))));
    await assert.rejects(loadFile(file, nothing), refused(/is cut short or damaged: it does not unzip/u));
  }
});

test("a connection that breaks off", async () => {
  serve((bytes) => {
    const broken = new ReadableStream({
      start(controller) {
        controller.enqueue(new Uint8Array(bytes.subarray(0, 100)));
        controller.error(new TypeError("network error"));
      },
    });
    return new Response(broken);
  });
  await assert.rejects(loadFile(FILE, nothing), refused(/broke off/u));
});

test("something else in place of a file", async () => {
  for (const body of ["<!doctype html><title>Welcome</title>", "", "ael1"]) {
    serve(() => new Response(body));
    await assert.rejects(loadFile(FILE, nothing), refused(/is not a data file of this page/u));
  }
});

test("a header that promises more than there is", () => {
  const images = new Uint8Array([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4, 5]);
  assert.throws(() => check("images", new DataView(images.buffer)), refused(/5 bytes where its header promises 8/u));
  const cut = new DataView(images.buffer, 0, 10);
  assert.throws(() => check("images", cut), refused(/cut short/u));
  const excerpt = new Uint8Array([0x61, 0x65, 0x6c, 0x31, 0, 0, 1, 0, 7, 7]);
  assert.throws(
    () => check("excerpt", new DataView(excerpt.buffer)),
    refused(/2 bytes where its header promises 256/u),
  );
});

/** A server that sends `parts` of a file at these seconds, and then nothing more. @param {number[]} seconds */
function stall(seconds) {
  globalThis.fetch = async (_, { signal } = {}) =>
    new Response(
      new ReadableStream({
        start(controller) {
          for (const second of seconds) setTimeout(() => controller.enqueue(new Uint8Array(10)), 1000 * second);
          signal?.addEventListener("abort", () => controller.error(new DOMException("aborted", "AbortError")));
        },
      }),
    );
}

/** Lets streams and promises do what they do by themselves. */
const settle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

test("a file of which no byte comes for 15 seconds is given up, whether it has begun or not", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  for (const seconds of [[], [10, 20]]) {
    stall(seconds);
    let said = "";
    let loaded = 0;
    loadFile(FILE, (bytes) => (loaded = bytes)).catch((error) => (said = String(error.message)));
    await settle();
    for (let second = 0; second < (seconds.at(-1) ?? 0) + 14; second += 1) {
      t.mock.timers.tick(1000);
      await settle();
    }
    assert.deepEqual([said, loaded], ["", 10 * seconds.length], "a line that is only slow is waited for");
    t.mock.timers.tick(1000);
    await settle();
    assert.equal(
      said,
      "The file digits8x8-images-idx3-ubyte.gz could not be fetched: no byte of it came for 15 seconds. Check the connection, then retry.",
    );
  }
});

test("a server that never answers is given up, too", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  globalThis.fetch = (_, { signal } = {}) =>
    new Promise((_resolve, reject) =>
      signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError"))),
    );
  const outcome = assert.rejects(loadFile(FILE, nothing), refused(/no byte of it came for 15 seconds/u));
  t.mock.timers.tick(15_000);
  await outcome;
});
