/** The page as one file that needs no network, with what is on the screen: a slide to take along. */

import { escaped } from "../base/format.js";
import { DATA_SETS } from "../base/schema.js";
import { SOURCES } from "../images/data.js";
import { FetchError, fetchBytes } from "../load/patience.js";
import { ownText, urlOf } from "../place.js";

/** @import { DataSet } from "../base/schema.js" */

/** What it is called, and where it stands: beside the page (xtask/dist/one_file.js). */
export const ONE_FILE = "autoencoder-lab.html";

/** Where it says what it opens with. */
const STATE = /<meta name="state" content="[^"]*">/u;

/** Before these stand those that are added; the script that reads them follows. */
const FIRST_BLOCK = /<script type="text\/plain" data-file=/u;

/** It cannot be had; the message is a sentence for the page. */
export class OneFileError extends Error {}

/**
 * The page in one file, which opens with `hash`, and has all images that runs of these data need.
 * @param {string} hash of the link to what is on the screen, without its #
 * @param {DataSet} data
 * @param {(loaded: number, total?: number) => void} onProgress bytes
 * @returns {Promise<Blob>}
 * @throws {OneFileError}
 */
export async function oneFile(hash, data, onProgress) {
  try {
    const text = ownText() ?? (await fetched(onProgress));
    const missing = pathsFor(data).filter((path) => !text.includes(`data-file="${path}"`));
    const blocks = missing.map(async (path) => blockOf(path, await fetchBytes(urlOf(path), onProgress)));
    return new Blob([withState(text, hash, await Promise.all(blocks))], { type: "text/html" });
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    throw new OneFileError(
      `The page could not be made into one file: ${error.message}. Check the connection, then retry.`,
    );
  }
}

/** @param {(loaded: number, total?: number) => void} onProgress */
async function fetched(onProgress) {
  const bytes = await fetchBytes(new URL(ONE_FILE, location.href), onProgress).catch((error) => {
    if (error.kind !== "refused") throw error;
    throw new OneFileError(
      `The file ${ONE_FILE} is not beside the page (${error.message}): “cargo xtask single-file” makes it. Put it there, then retry.`,
    );
  });
  const text = new TextDecoder().decode(bytes);
  // A host may answer everything with a page of its own.
  if (STATE.test(text) && text.trimEnd().endsWith("</html>")) return text;
  throw new OneFileError(
    `Something else was sent in place of ${ONE_FILE}. Put a fresh copy beside the page, then retry.`,
  );
}

/** The files of all images that runs of these data train on, with other seeds, too, and are shown. @param {DataSet} data */
function pathsFor(data) {
  const sources = [data, DATA_SETS[data].other ?? data];
  return [...new Set(sources.flatMap((source) => SOURCES[source].files.map(({ file }) => `data/${file}`)))];
}

/** @param {string} path @param {ArrayBuffer} bytes */
function blockOf(path, bytes) {
  let text = "";
  // As many as a call takes.
  for (let at = 0; at < bytes.byteLength; at += 0x2000)
    text += String.fromCharCode(...new Uint8Array(bytes.slice(at, at + 0x2000)));
  return `<script type="text/plain" data-file="${path}">${btoa(text)}</script>\n`;
}

/**
 * @param {string} text of the page
 * @param {string} hash
 * @param {readonly string[]} blocks that it does not have yet
 */
export function withState(text, hash, blocks) {
  return text
    .replace(STATE, () => `<meta name="state" content="${escaped(hash)}">`)
    .replace(FIRST_BLOCK, (first) => blocks.join("") + first);
}
