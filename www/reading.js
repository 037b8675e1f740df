/**
 * Reads a person's own data, in a worker: files of up to 64 MB are unpacked, scaled and hashed while the page goes on.
 *
 * One request at a time has one answer, with its number. The module comes compiled with the first.
 */

import { Reading, initSync } from "./pkg/own.js";

/** @import { About, ReadingAnswer, ReadingRequest, Shown } from "./base/reading.js" */
/** @import { Made } from "./pkg/own.js" */

const worker = /** @type {DedicatedWorkerGlobalScope} */ (/** @type {unknown} */ (self));
/** What was read last. @type {Reading | undefined} */
let reading;

/** Images that are shown of it. */
const SHOWN = 24;

/** @param {Reading} next @returns {About} */
function take(next) {
  reading?.free();
  reading = next;
  const { rows, side, kind, classes, fitting } = next;
  return { rows, side, kind, classes, fitting };
}

function read() {
  if (!reading) throw new Error("nothing has been read yet");
  return reading;
}

/** @template T @param {string} scaling @param {boolean} inverted @param {(made: Made) => T} use */
function withImages(scaling, inverted, use) {
  const made = read().images(scaling, inverted);
  try {
    return use(made);
  } finally {
    made.free();
  }
}

/** @param {string} scaling @param {boolean} inverted @param {number} mostPoints @returns {Shown} */
function show(scaling, inverted, mostPoints) {
  const findings = read().findings(scaling);
  if (read().side === 0) return { findings, points: read().points(scaling, mostPoints) };
  return withImages(scaling, inverted, (made) => ({
    findings,
    images: { count: made.count, hash: made.hash, preview: made.preview(SHOWN) },
  }));
}

/** How to scale what was read so that it hashes to this, if there is a way. @param {string} hash @param {readonly string[]} scalings */
function find(hash, scalings) {
  for (const scaling of scalings) {
    for (const inverted of [false, true]) {
      if (withImages(scaling, inverted, (made) => made.hash) === hash) return { scaling, inverted };
    }
  }
  return undefined;
}

/** @param {ReadingRequest} request @returns {ReadingAnswer["found"]} */
function answer(request) {
  switch (request.type) {
    case "start":
      initSync({ module: request.module });
      return undefined;
    case "files": {
      const names = request.files.map(({ name }) => name);
      const files = request.files.map(({ bytes }) => new Uint8Array(bytes));
      return take(new Reading(names, files, request.label));
    }
    case "square": {
      const { name, pixels, wide, side, crop } = request;
      return Reading.squareOf(name, new Uint8Array(pixels), wide, side, crop);
    }
    case "squares":
      return take(Reading.ofSquares(request.name, request.squares, request.side));
    case "show":
      return show(request.scaling, request.inverted, request.mostPoints);
    case "find":
      return find(request.hash, request.scalings);
    case "make":
      return withImages(request.scaling, request.inverted, (made) => made.bytes());
  }
}

worker.addEventListener("message", (/** @type {MessageEvent<{id: number, request: ReadingRequest}>} */ { data }) => {
  const { id, request } = data;
  try {
    worker.postMessage({ id, found: answer(request) });
  } catch (error) {
    // What the readers refuse is an Error and no more; a trap leaves them unusable, and the page hears that the worker died.
    if (!(error instanceof Error) || error.constructor !== Error) throw error;
    worker.postMessage({ id, problem: error.message });
  }
});
