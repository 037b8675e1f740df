// Measures our training step and its peers in Chromium: `cargo xtask bench page [--quick] [--at N,K,BATCH[,relu]] [--threads]
// [--json]`. With --threads the page is isolated from others, so that a peer may have a thread for each processor.
//
// LAB_BENCH_MODULES names the folder that holds a folder for each build of examples/wasm_bench.rs.
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import config from "../playwright.config.js";

/** @import { Shape } from "./page/problem.js" */
/** @typedef {import('./page/bench.js').Timing} Timing */
/** @typedef {{shape: Shape, timings: Timing[], peaks: number[]}} Result */

/** Our builds, as the page calls them. */
const BUILDS = ["strict", "relaxed"];

/** @type {Shape[]} */
const ALL = [
  ...[196, 784].flatMap((n) =>
    [2, 16, 32, 128, 392, 784, 1568].flatMap((k) =>
      [25, 64, 256].map((batch) => ({ n, k, batch, activation: /** @type {const} */ ("sigmoid") })),
    ),
  ),
  ...["196,16,25,relu", "196,96,25,relu", "196,392,25,relu", "196,784,25,relu", "784,784,64,relu"].map(shapeOf),
];

/** The lesson's own sizes, and those of the targets. */
const QUICK = ["196,16,25", "196,392,25", "196,392,25,relu", "784,32,64", "784,128,64", "784,784,64"].map(shapeOf);

/** What isolates a page from others: only then may its threads share memory. */
const ISOLATED = { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" };

/** @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
  ".gz": "application/gzip",
};

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean" },
    at: { type: "string", multiple: true },
    threads: { type: "boolean" },
    json: { type: "boolean" },
  },
});

/** @param {string} text @returns {Shape} */
function shapeOf(text) {
  const [sizes, relu] = text.split(/,(?=relu$)/);
  const [n, k, batch, ...more] = sizes.split(",").map(Number);
  if (![196, 784].includes(n) || !(k >= 1) || !(batch >= 1 && batch <= 1500) || more.length > 0)
    throw new Error(`--at needs N,K,BATCH or N,K,BATCH,relu as in 784,128,64 (n 196 or 784), found ${text}`);
  return { n, k, batch, activation: relu ? "relu" : "sigmoid" };
}

/**
 * The file of a request: the page, its peers, the modules, the images.
 * @param {URL} url
 */
function fileOf({ pathname }) {
  const here = path.dirname(new URL(import.meta.url).pathname);
  if (pathname === "/images.gz") return path.join(here, "../www/data/mnist-6k-images-idx3-ubyte.gz");
  const relative = pathname === "/" ? "index.html" : pathname.slice(1);
  const build = BUILDS.includes(relative.split("/")[0]);
  return path.join(build ? (process.env.LAB_BENCH_MODULES ?? "") : path.join(here, "page"), relative);
}

/** @param {import('@playwright/test').Browser} browser */
async function open(browser) {
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(`page: ${error.message}`));
  // Everything comes from files: nothing is served, and nothing else can be fetched.
  await page.route("**/*", (route) => {
    const file = fileOf(new URL(route.request().url()));
    const headers = { "content-type": TYPES[path.extname(file)], ...(options.threads ? ISOLATED : {}) };
    return route.fulfill({ body: readFileSync(file), headers });
  });
  await page.goto("http://localhost/");
  await page.waitForFunction(() => "bench" in globalThis);
  if ((await page.evaluate(() => crossOriginIsolated)) !== Boolean(options.threads))
    throw new Error(`the page is ${options.threads ? "not isolated" : "isolated"} from others, against its headers`);
  return page;
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {Shape} shape
 * @returns {Promise<Result>}
 */
async function measure(page, shape) {
  const { timings, peaks } = await page.evaluate(
    (given) => /** @type {any} */ (globalThis).bench.measure(given),
    shape,
  );
  const tolerance = await page.evaluate(() => /** @type {any} */ (globalThis).bench.tolerance);
  for (const { name, deviation, losses } of timings) {
    if (deviation <= tolerance) continue;
    throw new Error(
      `${name} does not do the same as ours at ${Object.values(shape)}: its losses ${losses} are ${deviation} apart, more than ${tolerance}`,
    );
  }
  return { shape, timings, peaks };
}

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle) - 1]) / 2;
}

/**
 * How many times as long as this build of ours a contestant takes, with the same optimizer: the median of the rounds' ratios.
 * @param {Timing[]} timings
 * @param {Timing} timing
 * @param {string} build
 */
function ratio(timings, timing, build) {
  const name = timing.optimizer === "adam" ? build : `${build}, ${timing.optimizer}`;
  const reference = /** @type {Timing} */ (timings.find((candidate) => candidate.name === name));
  return median(timing.times.map((time, round) => time / reference.times[round]));
}

/** The others: neither our builds nor their momentum, which is there for the peer that has no Adam. @param {Timing[]} timings */
function peers(timings) {
  return timings.filter(({ name }) => !BUILDS.some((build) => name.startsWith(build)));
}

/** @param {Result[]} results */
function table(results) {
  const names = peers(results[0].timings).map(({ name }) => name);
  const head = ["n", "k", "batch", "units", "ours, µs/step", "images/s", "of peak", "of peak, really done"];
  head.push(...names.map((name) => `${name} ×`));
  const rows = results.map(({ shape: { n, k, batch, activation }, timings, peaks }) => {
    const own = BUILDS.map((build) => /** @type {Timing} */ (timings.find(({ name }) => name === build)));
    const ours = own.map(({ times }) => median(times));
    const shareOf = (/** @type {number} */ operations, /** @type {number} */ build) =>
      `${Math.round((100 * operations) / ours[build] / peaks[build])} %`;
    // A step's five products do 2·n·k operations for each image, zeros included; what else it does counts as lost.
    const shares = BUILDS.map((_, build) => shareOf(10 * n * k * batch, build));
    const done = own.map(({ operations }, build) => shareOf(operations ?? NaN, build));
    return [
      n,
      k,
      batch,
      activation,
      both(ours.map((milliseconds) => rounded(milliseconds * 1000))),
      both(ours.map((milliseconds) => rounded((1000 * batch) / milliseconds))),
      both(shares),
      both(done),
      ...peers(timings).map((timing) => both(BUILDS.map((build) => rounded(ratio(timings, timing, build))))),
    ];
  });
  return [head, head.map(() => "--:"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** @param {string[]} values one of each build */
function both(values) {
  return values.join(" / ");
}

/** Three digits. @param {number} value */
function rounded(value) {
  return value >= 100 ? Math.round(value).toLocaleString("en-US") : value.toPrecision(3);
}

/** @param {Result[]} results */
function record(results) {
  return results.map(({ shape, timings, peaks }) => ({
    ...shape,
    gigaflops: Object.fromEntries(BUILDS.map((build, index) => [build, peaks[index] / 1e6])),
    milliseconds: Object.fromEntries(timings.map(({ name, times }) => [name, median(times)])),
    ratios: Object.fromEntries(
      BUILDS.map((build) => [
        build,
        Object.fromEntries(timings.map((timing) => [timing.name, ratio(timings, timing, build)])),
      ]),
    ),
    deviations: Object.fromEntries(timings.map(({ name, deviation }) => [name, deviation])),
  }));
}

async function main() {
  const shapes = options.at?.map(shapeOf) ?? (options.quick ? QUICK : ALL);
  const browser = await chromium.launch(config.projects?.[0].use?.launchOptions);
  const page = await open(browser);
  const threads = options.threads ? await page.evaluate(() => navigator.hardwareConcurrency) : 1;
  /** @type {Result[]} */
  const results = [];
  for (const [index, shape] of shapes.entries()) {
    console.error(`[${index + 1}/${shapes.length}] n = ${shape.n}, k = ${shape.k}, batch ${shape.batch}`);
    results.push(await measure(page, shape));
  }
  const machine = {
    cpu: cpus()[0].model,
    browser: `Chromium ${browser.version()}`,
    date: new Date().toISOString().slice(0, 10),
    cores: cpus().length,
    threads,
  };
  await browser.close();
  const alone = "Strict / relaxed; one core, SIMD of 128 bits; Adam, ConvNetJS with momentum";
  const together = `Strict / relaxed, on one core; the peer in an isolated page with ${threads} threads on ${machine.cores} cores; SIMD of 128 bits; Adam`;
  console.log(
    `${table(results)}\n\n${machine.cpu}, ${machine.browser}, ${machine.date}. ${options.threads ? together : alone}; sigmoid units, or ReLU with a linear output; λ = 1e-4; medians of turns.`,
  );
  if (options.json) console.log(JSON.stringify({ ...machine, results: record(results) }));
}

await main();
