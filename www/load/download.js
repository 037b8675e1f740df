/** Fetching and unzipping a data file. Each failure is a sentence with a way out, and none takes for ever. */

import { holds, urlOf } from "../place.js";
import { FetchError, fetchBytes } from "./patience.js";

/** How a file says what it is: its first bytes. */
const MAGIC = Object.freeze({ images: 0x0803, labels: 0x0801, excerpt: 0x61656c31 });

/** A data file that cannot be used; the message is a sentence for the page. */
export class DataFileError extends Error {}

/**
 * Fetches a file of www/data, and unzips it.
 * @param {string} file
 * @param {(loaded: number) => void} onProgress bytes
 * @returns {Promise<ArrayBuffer>}
 * @throws {DataFileError}
 */
export async function loadFile(file, onProgress) {
  const bytes = await gunzip(file, await download(file, onProgress));
  check(file, new DataView(bytes));
  return bytes;
}

/**
 * @param {string} file
 * @param {(loaded: number) => void} onProgress
 */
async function download(file, onProgress) {
  const path = `data/${file}`;
  if (!holds(path))
    throw new DataFileError(
      `The file ${file} is not in this copy of the page. Choose other data, or download the page again from the web while these images are shown.`,
    );
  try {
    return await fetchBytes(urlOf(path), (loaded) => onProgress(loaded));
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    if (error.kind === "broken")
      throw new DataFileError(`The file ${file} broke off while it was fetched. Check the connection, then retry.`);
    const remedy = error.kind === "refused" ? "Put www/data beside the page" : "Check the connection";
    throw new DataFileError(`The file ${file} could not be fetched: ${error.message}. ${remedy}, then retry.`);
  }
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
    throw new DataFileError(
      `The file ${file} is cut short or damaged: it does not unzip. Retry; if that does not help, put a fresh copy into www/data.`,
    );
  }
}

/**
 * Checks that a file is as long as its header promises.
 * @param {string} file
 * @param {DataView} view
 */
export function check(file, view) {
  const [promised, header] = promisedBy(view);
  if (promised === undefined) {
    throw new DataFileError(
      `The file ${file} is not a data file of this page: something else was sent in its place. Put a fresh copy into www/data, then retry.`,
    );
  }
  const found = view.byteLength - header;
  if (found !== promised) {
    throw new DataFileError(
      `The file ${file} is cut short or damaged: ${found} bytes where its header promises ${promised}. Retry; if that does not help, put a fresh copy into www/data.`,
    );
  }
}

/**
 * The bytes that a header promises, and its own.
 * @param {DataView} view
 * @returns {[number | undefined, number]}
 */
function promisedBy(view) {
  const magic = view.byteLength < 8 ? undefined : view.getUint32(0);
  if (magic === MAGIC.excerpt) return [view.getUint32(4), 8];
  if (magic !== MAGIC.images && magic !== MAGIC.labels) return [undefined, 0];
  const header = 4 + 4 * (magic & 0xff);
  let promised = 1;
  for (let at = 4; at < header; at += 4) promised *= at + 4 <= view.byteLength ? view.getUint32(at) : 0;
  return [promised, header];
}
