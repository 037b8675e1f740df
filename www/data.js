/** The data sets: which files they are made of, and how they get here. Each failure is a sentence with a way out. */

/** @import { DataFiles, DataKind, DataSet } from "./protocol.js" */

/** What a person can choose: a data set at a size. */
export const DATA_SETS = Object.freeze(
  /** @type {Record<DataSet, {label: string, kind: DataKind, side: number, pool: number}>} */ ({
    "mnist-14": { label: "MNIST 14×14", kind: "mnist", side: 14, pool: 5000 },
    "mnist-28": { label: "MNIST 28×28", kind: "mnist", side: 28, pool: 5000 },
    "fashion-14": { label: "Fashion 14×14", kind: "fashion", side: 14, pool: 5000 },
    "fashion-28": { label: "Fashion 28×28", kind: "fashion", side: 28, pool: 5000 },
    "digits-8": { label: "Digits 8×8", kind: "digits", side: 8, pool: 1297 },
  }),
);

/** The files behind a data set; `bytes` is the size of both on the wire, `other` what it is shown besides. */
export const SOURCES = Object.freeze(
  /** @type {Record<DataKind, {name: string, stem: string, bytes: number, other: DataKind}>} */ ({
    mnist: { name: "MNIST", stem: "mnist-6k", bytes: 974_299, other: "fashion" },
    fashion: { name: "Fashion-MNIST", stem: "fashion-6k", bytes: 2_616_903, other: "mnist" },
    digits: { name: "8×8 digits", stem: "digits8x8", bytes: 44_243, other: "fashion" },
  }),
);

const IMAGES_MAGIC = 0x0803;
const LABELS_MAGIC = 0x0801;

/** A data file that cannot be used; the message is a sentence for the page. */
export class DataFileError extends Error {}

/**
 * Fetches and unzips the two files of a data set.
 * @param {DataKind} kind
 * @param {(loaded: number, total: number) => void} onProgress bytes
 * @returns {Promise<DataFiles>}
 * @throws {DataFileError}
 */
export async function loadDataset(kind, onProgress) {
  const { stem, bytes } = SOURCES[kind];
  let loaded = 0;
  /** @param {number} more */
  const count = (more) => onProgress(Math.min((loaded += more), bytes), bytes);
  const [images, labels] = await Promise.all([
    loadIdx(`${stem}-images-idx3-ubyte.gz`, IMAGES_MAGIC, count),
    loadIdx(`${stem}-labels-idx1-ubyte.gz`, LABELS_MAGIC, count),
  ]);
  return { kind, images, labels };
}

/**
 * @param {string} file
 * @param {number} magic
 * @param {(bytes: number) => void} count
 */
async function loadIdx(file, magic, count) {
  const bytes = await gunzip(file, await download(file, count));
  checkIdx(file, new DataView(bytes), magic);
  return bytes;
}

/**
 * @param {string} file
 * @param {(bytes: number) => void} count
 */
async function download(file, count) {
  const response = await fetch(new URL(`data/${file}`, import.meta.url)).catch(() => undefined);
  if (!response) throw new DataFileError(`The file ${file} could not be fetched: the server does not answer. Check the connection, then retry.`);
  if (!response.ok) {
    throw new DataFileError(`The file ${file} could not be fetched: the server says ${response.status}. Put www/data beside the page, then retry.`);
  }
  try {
    const copy = response.clone();
    const [bytes] = await Promise.all([response.arrayBuffer(), report(copy, count)]);
    return bytes;
  } catch {
    throw new DataFileError(`The file ${file} broke off while it was fetched. Check the connection, then retry.`);
  }
}

/**
 * Counts the bytes of a copy of the response. (Chromium files a body that is only read in parts as an aborted request.)
 * @param {Response} copy
 * @param {(bytes: number) => void} count
 */
async function report(copy, count) {
  const reader = copy.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) count(part.value.byteLength);
}

/**
 * Unzips, unless the server's `Content-Encoding` had the browser do it already.
 * @param {string} file
 * @param {ArrayBuffer} bytes
 */
export async function gunzip(file, bytes) {
  const head = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if (head[0] !== 0x1f || head[1] !== 0x8b) return bytes;
  try {
    const unzipped = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return await new Response(unzipped).arrayBuffer();
  } catch {
    throw new DataFileError(`The file ${file} is cut short or damaged: it does not unzip. Retry; if that does not help, put a fresh copy into www/data.`);
  }
}

/**
 * Checks that a file is as long as its IDX header promises.
 * @param {string} file
 * @param {DataView} view
 * @param {number} magic
 */
export function checkIdx(file, view, magic) {
  if (view.byteLength < 8 || view.getUint32(0) !== magic) {
    throw new DataFileError(`The file ${file} is not an IDX file of this page: something else was sent in its place. Put a fresh copy into www/data, then retry.`);
  }
  const dimensions = magic & 0xff;
  let promised = 1;
  for (let i = 0; i < dimensions; i += 1) promised *= view.getUint32(4 + 4 * i);
  const found = view.byteLength - 4 - 4 * dimensions;
  if (found !== promised) {
    throw new DataFileError(`The file ${file} is cut short or damaged: ${found} bytes where its header promises ${promised}. Retry; if that does not help, put a fresh copy into www/data.`);
  }
}
