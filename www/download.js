/** Fetching and unzipping a data file. Each failure is a sentence with a way out, and none takes for ever. */

/** How a file says what it is: its first bytes. */
const MAGIC = Object.freeze({ images: 0x0803, labels: 0x0801, excerpt: 0x61656c31 });

/** Without a byte for so long, a file is given up. */
const SILENCE_SECONDS = 15;

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
  const abort = new AbortController();
  const giveUp = () => abort.abort();
  let timer = setTimeout(giveUp, SILENCE_SECONDS * 1000);
  let loaded = 0;
  /** @param {number} more bytes */
  const hear = (more) => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, SILENCE_SECONDS * 1000);
    onProgress((loaded += more));
  };
  try {
    return await bodyOf(file, await answer(file, abort.signal), hear);
  } catch (error) {
    if (!abort.signal.aborted) throw error;
    throw new DataFileError(`The file ${file} could not be fetched: no byte of it came for ${SILENCE_SECONDS} seconds. Check the connection, then retry.`);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {string} file
 * @param {AbortSignal} signal
 */
async function answer(file, signal) {
  const response = await fetch(new URL(`data/${file}`, import.meta.url), { signal }).catch(() => undefined);
  if (!response) throw new DataFileError(`The file ${file} could not be fetched: the server does not answer. Check the connection, then retry.`);
  if (response.ok) return response;
  throw new DataFileError(`The file ${file} could not be fetched: the server says ${response.status}. Put www/data beside the page, then retry.`);
}

/**
 * @param {string} file
 * @param {Response} response
 * @param {(bytes: number) => void} hear
 */
async function bodyOf(file, response, hear) {
  try {
    const copy = response.clone();
    const [bytes] = await Promise.all([response.arrayBuffer(), report(copy, hear)]);
    return bytes;
  } catch {
    throw new DataFileError(`The file ${file} broke off while it was fetched. Check the connection, then retry.`);
  }
}

/**
 * Counts the bytes of a copy of the response. (Chromium files a body that is only read in parts as an aborted request.)
 * @param {Response} copy
 * @param {(bytes: number) => void} hear
 */
async function report(copy, hear) {
  const reader = copy.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) hear(part.value.byteLength);
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
 * Checks that a file is as long as its header promises.
 * @param {string} file
 * @param {DataView} view
 */
export function check(file, view) {
  const [promised, header] = promisedBy(view);
  if (promised === undefined) {
    throw new DataFileError(`The file ${file} is not a data file of this page: something else was sent in its place. Put a fresh copy into www/data, then retry.`);
  }
  const found = view.byteLength - header;
  if (found !== promised) {
    throw new DataFileError(`The file ${file} is cut short or damaged: ${found} bytes where its header promises ${promised}. Retry; if that does not help, put a fresh copy into www/data.`);
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
