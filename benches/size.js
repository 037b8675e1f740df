// How large the page is, and the one budget that a test asserts:
//
//     node benches/size.js dist
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** Each module, gzipped, in bytes: on a slow telephone line (1.5 Mbit/s) less than a second. */
export const MODULE_BUDGET = 150_000;

/** What the page begins with, and what it fetches once fast arithmetic is asked for. */
const MODULE = 'www/pkg/autoencoder_lab_bg.wasm';
const FAST_MODULE = 'www/pkg/autoencoder_lab_relaxed_bg.wasm';

/** @typedef {{raw: number, gzip: number, brotli: number}} Size */

/**
 * The module, the fast one, and all that the page consists of besides its images and the fast one.
 * @param {string} folder a built folder
 * @returns {{module: Size, fastModule: Size, page: Size}}
 */
export function sizes(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(?:html|js|css|wasm)$/u.test(file));
  const sizeIn = (/** @type {string} */ file) => sizeOf(readFileSync(path.join(folder, file)));
  const first = files.filter((file) => path.join(file) !== path.join(FAST_MODULE));
  return { module: sizeIn(MODULE), fastModule: sizeIn(FAST_MODULE), page: first.map(sizeIn).reduce(sum) };
}

/**
 * Sent as it is, and compressed as well as a server can.
 * @param {Buffer} bytes
 * @returns {Size}
 */
export function sizeOf(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes, { params }).length };
}

/**
 * @param {Size} a
 * @param {Size} b
 */
export function sum(a, b) {
  return { raw: a.raw + b.raw, gzip: a.gzip + b.gzip, brotli: a.brotli + b.brotli };
}

/** @param {Size} size */
export function inWords({ raw, gzip, brotli }) {
  return `${kilobytes(raw)} raw, ${kilobytes(gzip)} gzip, ${kilobytes(brotli)} brotli`;
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

/**
 * Why a module of this size must not be shipped, if so.
 * @param {string} name
 * @param {number} gzip bytes
 * @returns {string | undefined}
 */
export function complaint(name, gzip) {
  if (gzip <= MODULE_BUDGET) return undefined;
  return `the ${name} has ${gzip} bytes gzip where its budget is ${MODULE_BUDGET}: take something out, or argue for another budget`;
}

/** @param {string} folder */
function main(folder) {
  const { module, fastModule, page } = sizes(folder);
  console.log(`module ${inWords(module)}; with the rest of the page ${inWords(page)}; fast module ${inWords(fastModule)}`);
  for (const problem of [complaint('module', module.gzip), complaint('fast module', fastModule.gzip)]) {
    if (problem === undefined) continue;
    console.error(problem);
    process.exitCode = 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main(process.argv[2] ?? 'dist');
