// Data sets as the page hands them to its workers, from the files it fetches.
import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { SOURCES } from "../../www/images/data.js";

/** @import { DataFiles, DataSource } from '../../www/base/protocol.js' */

/**
 * @param {DataSource} source
 * @param {number} [count] of its files; all unless said
 * @returns {Promise<DataFiles>}
 */
export async function dataFiles(source, count) {
  const { kind, form, files } = SOURCES[source];
  const unzipped = await Promise.all(
    files
      .slice(0, count)
      .map(async ({ file }) => gunzipSync(await readFile(new URL(`../../www/data/${file}`, import.meta.url)))),
  );
  return { source, kind, form, files: unzipped.map((bytes) => new Uint8Array(bytes).buffer) };
}
