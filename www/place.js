/**
 * Where the page's files are: beside this script, and beside the bundle that it becomes a part of. In the page that is one file,
 * `place_in_file.js` stands in place of this module.
 */

const FOLDER = new URL("./", import.meta.url);

/** How the worker's script is written. @type {WorkerType} */
export const WORKER_TYPE = "module";

/** @param {string} path of a file in `www/` @returns {URL} */
export function urlOf(path) {
  return new URL(path, FOLDER);
}

/** Whether this copy of the page has a file. @param {string} _path */
export function holds(_path) {
  return true;
}

/** Between the page and a window that it has opened. */
export const Channel = BroadcastChannel;

/** The text of the page, where that is all of it. @returns {string | undefined} */
export function ownText() {
  return undefined;
}
