// How large the page is, and the budgets of a first visit, and of the page as one file, that tests assert:
//
//     node benches/size.js dist
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { FIRST_FILES } from "../www/images/data.js";

/** All that is fetched until Play works, gzipped, in bytes: at 1.6 Mbit/s a little more than two seconds. */
export const PLAY_BUDGET = 450_000;

/** All that a first visit fetches, of all rows of both runs. */
export const VISIT_BUDGET = 1_000_000;

/** The page as one file, as `cargo xtask build` makes it: it fits into a message and onto a slow line. */
export const ONE_FILE_BUDGET = 2_500_000;

/** How many files are fetched until Play works: more than a few connections take at once have to wait for each other. */
export const REQUESTS_BUDGET = 60;

const MODULE = "pkg/autoencoder_lab_bg.wasm";
/** Fetched once fast arithmetic is asked for. */
const FAST_MODULE = "pkg/autoencoder_lab_relaxed_bg.wasm";

/** Fetched once Play works. */
const CHARTS = ["pkg/charts.js", "pkg/charts_bg.wasm"];

/** Packed already: no server does it again. */
const PACKED = /\.(?:gz|woff2|png)$/u;

/** @typedef {{raw: number, gzip: number, brotli: number}} Size */

/**
 * The modules, what draws the charts, and all that the page fetches until Play works: itself, what it names, its worker, the images of its runs.
 * @param {string} folder a built folder
 * @returns {{module: Size, fastModule: Size, charts: Size, untilPlay: Size, oneFile: number, files: string[]}}
 */
export function sizes(folder) {
  const page = readFileSync(path.join(folder, "index.html"), "utf8");
  const named = [
    ...page.matchAll(
      /<(?:link|script) (?!rel="(?:manifest|apple-touch-icon|alternate)")[^>]*(?:href|src)="(?!data:)([^"]+)"/gu,
    ),
  ].map(([, file]) => file);
  const version = path.dirname(named.find((file) => file.endsWith("/main.js")) ?? "");
  const files = [
    ...new Set([
      "index.html",
      ...named,
      `${version}/worker.js`,
      ...FIRST_FILES.map((file) => `${version}/data/${file}`),
    ]),
  ];
  const sizeIn = (/** @type {string} */ file) => sizeOf(readFileSync(path.join(folder, file)), PACKED.test(file));
  return {
    module: sizeIn(`${version}/${MODULE}`),
    fastModule: sizeIn(`${version}/${FAST_MODULE}`),
    charts: CHARTS.map((file) => sizeIn(`${version}/${file}`)).reduce(sum),
    untilPlay: files.map(sizeIn).reduce(sum),
    oneFile: statSync(path.join(folder, "autoencoder-lab.html")).size,
    files,
  };
}

/**
 * Sent as it is, and compressed as well as a server can.
 * @param {Buffer} bytes
 * @param {boolean} [packed] it is sent as it is, always
 * @returns {Size}
 */
export function sizeOf(bytes, packed = false) {
  if (packed) return { raw: bytes.length, gzip: bytes.length, brotli: bytes.length };
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params }).length,
  };
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
 * Why a page of which so much is fetched until Play works must not be shipped, if so.
 * @param {number} gzip bytes
 * @param {number} requests
 * @param {number} oneFile bytes
 * @returns {string[]}
 */
export function complaints(gzip, requests, oneFile) {
  const found = [];
  if (gzip > PLAY_BUDGET)
    found.push(
      `${gzip} bytes gzip are fetched until Play works where the budget is ${PLAY_BUDGET}: let something come later, or take it out`,
    );
  if (requests > REQUESTS_BUDGET)
    found.push(`${requests} files are fetched until Play works where the budget is ${REQUESTS_BUDGET}: bundle them`);
  if (oneFile > ONE_FILE_BUDGET)
    found.push(
      `the page as one file has ${oneFile} bytes where the budget is ${ONE_FILE_BUDGET}: leave images out of it (xtask/dist/one_file.js)`,
    );
  return found;
}

/** @param {string} folder */
function main(folder) {
  const { module, fastModule, charts, untilPlay, oneFile, files } = sizes(folder);
  console.log(
    `until Play works ${files.length} files, ${inWords(untilPlay)} (budget ${kilobytes(PLAY_BUDGET)} gzip); of these the module ${inWords(module)}; then the charts ${inWords(charts)}; later, if asked for, the fast module ${inWords(fastModule)}; the page as one file ${kilobytes(oneFile)} (budget ${kilobytes(ONE_FILE_BUDGET)})`,
  );
  for (const problem of complaints(untilPlay.gzip, files.length, oneFile)) {
    console.error(problem);
    process.exitCode = 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main(process.argv[2] ?? "dist");
