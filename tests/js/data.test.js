// The data files: what is read, and what is said when they are not as they should be.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { DATA_SETS, DataFileError, SOURCES, checkIdx, gunzip, loadDataset } from '../../www/data.js';

/** @import { DataKind } from '../../www/protocol.js' */

const realFetch = globalThis.fetch;
after(() => {
  globalThis.fetch = realFetch;
});

/**
 * Serves the files of www/data, changed by `spoil`.
 * @param {(file: string, bytes: Buffer) => Response | Promise<Response>} [spoil]
 */
function serve(spoil = (_, bytes) => new Response(new Uint8Array(bytes))) {
  globalThis.fetch = async (url) => {
    const path = new URL(String(url));
    return spoil(path.pathname.split('/').at(-1) ?? '', await readFile(path));
  };
}

/** @param {RegExp} message */
const refused = (message) => (/** @type {unknown} */ error) => {
  assert.ok(error instanceof DataFileError, String(error));
  assert.match(error.message, message);
  assert.match(error.message, /retry/iu, 'it says what to do');
  return true;
};

const nothing = () => {};

test('every data set unzips to as many images as labels, with progress up to the end', async () => {
  serve();
  for (const kind of /** @type {DataKind[]} */ (Object.keys(SOURCES))) {
    /** @type {number[]} */
    const seen = [];
    const { images, labels } = await loadDataset(kind, (loaded, total) => seen.push(loaded / total));
    const count = new DataView(images).getUint32(4);
    assert.equal(count, labels.byteLength - 8);
    assert.equal(seen.at(-1), 1, `the size of ${kind} on the wire is written down wrongly`);
    assert.ok(Object.values(DATA_SETS).filter((set) => set.kind === kind).every(({ pool }) => pool < count));
  }
});

test('a file that the server unzipped by itself is taken as it is', async () => {
  const plain = new Uint8Array([0, 0, 8, 1, 0, 0, 0, 0]);
  assert.deepEqual(new Uint8Array(await gunzip('labels', plain.buffer)), plain);
  const zipped = new Uint8Array(gzipSync(plain));
  assert.deepEqual(new Uint8Array(await gunzip('labels', zipped.buffer)), plain);
});

test('a missing file', async () => {
  serve((file, bytes) => (file.includes('images') ? new Response('', { status: 404 }) : new Response(new Uint8Array(bytes))));
  await assert.rejects(loadDataset('digits', nothing), refused(/^The file digits8x8-images-idx3-ubyte\.gz could not be fetched: the server says 404\./u));
});

test('a server that does not answer', async () => {
  globalThis.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
  await assert.rejects(loadDataset('digits', nothing), refused(/could not be fetched: the server does not answer/u));
});

test('a file that is cut short', async () => {
  serve((file, bytes) => new Response(new Uint8Array(file.includes('images') ? bytes.subarray(0, 2000) : bytes)));
  await assert.rejects(loadDataset('digits', nothing), refused(/is cut short or damaged: it does not unzip/u));
});

test('a connection that breaks off', async () => {
  serve((file, bytes) => {
    const broken = new ReadableStream({
      start(controller) {
        controller.enqueue(new Uint8Array(bytes.subarray(0, 100)));
        controller.error(new TypeError('network error'));
      },
    });
    return new Response(file.includes('images') ? broken : new Uint8Array(bytes));
  });
  await assert.rejects(loadDataset('digits', nothing), refused(/broke off/u));
});

test('something else in place of a file', async () => {
  serve(() => new Response('<!doctype html><title>Welcome</title>'));
  await assert.rejects(loadDataset('digits', nothing), refused(/is not an IDX file/u));
});

test('a header that promises more than there is', () => {
  const bytes = new Uint8Array([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4, 5]);
  assert.throws(() => checkIdx('images', new DataView(bytes.buffer), 0x0803), refused(/5 bytes where its header promises 8/u));
  assert.throws(() => checkIdx('images', new DataView(bytes.buffer), 0x0801), refused(/is not an IDX file/u));
});
