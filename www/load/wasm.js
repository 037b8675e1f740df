/** Brings the wasm modules into the page, each once: workers get the one that trains by message, the page keeps the one that draws. */

import { holds, urlOf } from "../place.js";
import { CHECKSUMS } from "../pkg/checksums.js";
import { crc32 } from "./checksum.js";
import { gunzip } from "./download.js";
import { FetchError, SILENCE_SECONDS, fetchBytes } from "./patience.js";

/** The names of the modules. @typedef {keyof typeof CHECKSUMS} ModuleName */

/** The smallest module that uses a 128-bit vector: a browser that refuses it cannot run ours. */
const SIMD_PROBE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);

/** The smallest module that uses a relaxed multiply-add: where it is refused, there is no fast arithmetic. */
const RELAXED_PROBE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 19, 1, 17, 0, 65, 0, 253, 15, 65, 0, 253, 15, 65,
  0, 253, 15, 253, 133, 2, 11,
]);

/** The module cannot be had; the message is a sentence for the page, and `retry` what may help. */
export class ModuleError extends Error {
  /** @param {string} message @param {"page" | "module" | "charts"} [retry] */
  constructor(message, retry = "page") {
    super(message);
    this.retry = retry;
  }
}

/**
 * Fetches and compiles the module that trains. The workers import its glue: whether that comes is told here.
 * @param {(loaded: number, total?: number) => void} [onProgress] bytes, and of how many where that is known
 * @returns {Promise<WebAssembly.Module>}
 * @throws {ModuleError}
 */
export async function loadModule(onProgress = () => {}) {
  checkBrowser();
  try {
    const [module, glue] = await Promise.all([
      compile("autoencoder_lab_bg.wasm", onProgress),
      withinPatience(import("../pkg/autoencoder_lab.js"), "autoencoder_lab.js", "so nothing can be trained yet"),
    ]);
    // A file of which nothing came is a script, too.
    if (typeof glue.initSync !== "function") throw new Error("www/pkg/autoencoder_lab.js is not as it was built");
    return module;
  } catch (error) {
    if (error instanceof ModuleError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof FetchError && error.kind === "damaged")
      throw new ModuleError(
        `T${reason.slice(1)}, so nothing can be trained yet. Retry; if that does not help, put a fresh copy of the page on the server.`,
        "module",
      );
    if (error instanceof FetchError && error.kind !== "refused")
      throw new ModuleError(
        `The WebAssembly module could not be loaded: ${reason}. Check the connection, then retry.`,
        "module",
      );
    throw new ModuleError(
      `The WebAssembly module could not be loaded (${reason}). Reload the page; if that does not help, www/pkg is missing or incomplete on the server.`,
    );
  }
}

/**
 * A script that is imported cannot be given up, only not waited for any longer; nor can it be imported again without a reload.
 * @template T
 * @param {Promise<T>} script
 * @param {string} file
 * @param {string} consequence of its absence
 * @returns {Promise<T>}
 */
async function withinPatience(script, file, consequence) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const silence = new Promise((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new ModuleError(
            `www/pkg/${file} did not come within ${SILENCE_SECONDS} seconds, ${consequence}. Check the connection, then reload the page.`,
          ),
        ),
      SILENCE_SECONDS * 1000,
    );
  });
  try {
    return await Promise.race([script, /** @type {Promise<never>} */ (silence)]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Fetches, compiles and instantiates the module that draws the charts.
 * @param {(loaded: number, total?: number) => void} onProgress as of the other
 * @throws {ModuleError}
 */
export async function loadCharts(onProgress) {
  try {
    const [glue, module] = await Promise.all([
      withinPatience(import("../pkg/charts.js"), "charts.js", "so the runs train without charts"),
      compile("charts_bg.wasm", onProgress),
    ]);
    await glue.default({ module_or_path: module });
    return glue;
  } catch (error) {
    if (error instanceof ModuleError) throw error;
    const again = error instanceof FetchError && error.kind !== "refused" ? "charts" : "page";
    const remedy = again === "page" ? "Reload the page." : "Check the connection, then retry.";
    const reason = error instanceof Error ? error.message : String(error);
    throw new ModuleError(
      `The charts could not be loaded, so the runs train without them: ${reason}. ${remedy}`,
      again,
    );
  }
}

/**
 * Fetches, compiles and instantiates the module that draws what is taken away: the same charts as SVG, and QR codes. It has the glue of
 * the charts, and more.
 * @throws {ModuleError}
 */
export async function loadDrawings() {
  try {
    const [glue, module] = await Promise.all([
      withinPatience(import("../pkg/drawings.js"), "drawings.js", "so nothing can be drawn to be taken away"),
      compile("drawings_bg.wasm"),
    ]);
    await glue.default({ module_or_path: module });
    return glue;
  } catch (error) {
    if (error instanceof ModuleError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ModuleError(
      `What draws pictures to take away could not be loaded: ${reason}. Check the connection, then export again.`,
    );
  }
}

/** Fetches and compiles the module that reads a person's own data, for a worker that has its glue. */
export async function loadReaders() {
  return compile("own_bg.wasm");
}

const FAST = "autoencoder_lab_relaxed_bg.wasm";

/** Whether this copy of the page has the module with fast arithmetic, and this browser runs it. */
export function hasFastArithmetic() {
  return holds(`pkg/${FAST}`) && typeof WebAssembly === "object" && WebAssembly.validate(RELAXED_PROBE);
}

/** Fetches and compiles the module with fast arithmetic: it has the glue of the other. */
export async function loadFastModule() {
  return compile(FAST);
}

/** The first versions that have all the page needs. */
const NEWER = "Use Chrome 123, Firefox 125, Safari 17.5 or a newer one.";

function checkBrowser() {
  if (typeof WebAssembly !== "object") {
    throw new ModuleError(
      "This browser has WebAssembly switched off, so nothing can be trained here. Switch it on or use another browser, then reload the page.",
    );
  }
  if (!WebAssembly.validate(SIMD_PROBE)) {
    throw new ModuleError(`This browser cannot run WebAssembly SIMD, so nothing can be trained here. ${NEWER}`);
  }
  if (!mayCompile()) {
    throw new ModuleError(
      "The Content-Security-Policy that the server sends with this page forbids WebAssembly, so nothing can be trained here. Add 'wasm-unsafe-eval' to its script-src, then reload the page.",
    );
  }
  if (!("showPopover" in HTMLElement.prototype && CSS.supports("color", "light-dark(red, red)"))) {
    throw new ModuleError(
      `This browser has no popovers or no light-dark colours, which this page is made of. ${NEWER}`,
    );
  }
}

/** Whether the page's policies let it compile a module; that one is valid says nothing of it. */
function mayCompile() {
  try {
    return Boolean(new WebAssembly.Module(SIMD_PROBE));
  } catch {
    return false;
  }
}

/** @param {ModuleName} name @param {(loaded: number, total?: number) => void} [onProgress] */
async function compile(name, onProgress = () => {}) {
  let bytes = await fetchModule(name, onProgress);
  // It may be the copy that the browser has kept which is damaged.
  if (!isWhole(name, bytes)) bytes = await fetchModule(name, onProgress);
  if (!isWhole(name, bytes))
    throw new FetchError("damaged", `this copy of the page is damaged: the file ${name} is not as it was built`);
  // Not compileStreaming: it refuses a server that sends the wrong type, and saves a millisecond here.
  return WebAssembly.compile(bytes);
}

/** @param {ModuleName} name @param {(loaded: number, total?: number) => void} onProgress */
async function fetchModule(name, onProgress) {
  const url = urlOf(`pkg/${name}`);
  const bytes = await fetchBytes(url, onProgress).catch((error) => {
    throw error.kind === "refused" ? new FetchError("refused", `${error.message} for ${url.pathname}`) : error;
  });
  // As it is in the page that is one file. What cannot be unpacked is no copy of ours: its checksum will say so.
  return gunzip(name, bytes).catch(() => bytes);
}

/** A damaged module may compile, and train something else. @param {ModuleName} name @param {ArrayBuffer} bytes */
function isWhole(name, bytes) {
  return crc32(new Uint8Array(bytes)) === CHECKSUMS[name];
}
