/** Fetching a file without waiting for ever: each failure says what happened, as a part of a sentence. */

/** Without a byte for so long, a file is given up. */
export const SILENCE_SECONDS = 15;

/** What has been asked for. @type {Set<string>} */
const asked = new Set();

/** A file could not be fetched; the message is a clause: "the server says 404". */
export class FetchError extends Error {
  /**
   * @param {"refused" | "unanswered" | "silent" | "broken" | "damaged"} kind
   * @param {string} message
   */
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
}

/**
 * The bytes at `url`, as they are once the browser has undone a `Content-Encoding`.
 * @param {URL} url
 * @param {(loaded: number, total?: number) => void} onProgress bytes, and of how many where the server says so
 * @returns {Promise<ArrayBuffer>}
 * @throws {FetchError}
 */
export async function fetchBytes(url, onProgress) {
  const abort = new AbortController();
  const giveUp = () => abort.abort();
  let timer = setTimeout(giveUp, SILENCE_SECONDS * 1000);
  let loaded = 0;
  /** @param {number} more bytes @param {number} [total] */
  const hear = (more, total) => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, SILENCE_SECONDS * 1000);
    onProgress((loaded += more), total);
  };
  try {
    return await bodyOf(await answer(url, { signal: abort.signal }), hear);
  } catch (error) {
    if (!abort.signal.aborted) throw error;
    throw new FetchError("silent", `no byte of it came for ${SILENCE_SECONDS} seconds`);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {URL} url
 * @param {RequestInit} request
 */
async function answer(url, request) {
  // Whoever asks again has not got it as it should be: what a cache has of it is no better, and may be what still waits for an answer.
  const cache = asked.has(url.href) ? "reload" : "default";
  asked.add(url.href);
  const response = await fetch(url, { ...request, cache }).catch(() => undefined);
  if (!response) throw new FetchError("unanswered", "the server does not answer");
  if (response.ok) return response;
  throw new FetchError("refused", `the server says ${response.status}`);
}

/**
 * @param {Response} response
 * @param {(bytes: number, total?: number) => void} hear
 */
async function bodyOf(response, hear) {
  try {
    const copy = response.clone();
    const [bytes] = await Promise.all([response.arrayBuffer(), report(copy, hear)]);
    return bytes;
  } catch {
    throw new FetchError("broken", "it broke off");
  }
}

/**
 * Counts the bytes of a copy of the response. (Chromium files a body that is only read in parts as an aborted request.)
 * @param {Response} copy
 * @param {(bytes: number, total?: number) => void} hear
 */
async function report(copy, hear) {
  // Of a packed body the server says how long it is packed, and what comes in here is unpacked.
  const total = copy.headers.has("content-encoding")
    ? undefined
    : Number(copy.headers.get("content-length")) || undefined;
  const reader = copy.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read())
    hear(part.value.byteLength, total);
}
