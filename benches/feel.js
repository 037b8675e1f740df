// What a person waits for, measured in the built page in Chromium: `cargo xtask bench page --feel [--minutes N] [--cpu TIMES] [--json]`.
//
// LAB_BASE_URL names where the page is served.
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import config from "../playwright.config.js";
import { inWords, sizeOf, sizes, sum } from "./size.js";
import { slowPage } from "./slow.js";
import { feelOf, lambdaDelays, lanesOf, median, open, tellWorkers, watch } from "./watching.js";

/** @import { Browser, Page } from '@playwright/test' */

/** The heaviest page: so many runs of so many hidden units, on MNIST at its own size. */
const LANES = 4;
const HIDDEN_UNITS = 1568;
/** Loads, each in a new browser context. */
const LOADS = 5;
/** How long frames and workers are watched at first, and in the end: over several points of the curve, between which nothing is evaluated. */
const WATCHED_MS = 10_000;
const LATER_MS = 90_000;
const MEMORY_LOOKS = 24;
/** A worker collects its garbage after the step that it is in. */
const COLLECTING_MS = 1000;

const { values: options } = parseArgs({
  options: { minutes: { type: "string", default: "1" }, cpu: { type: "string" }, json: { type: "boolean" } },
});
const url = process.env.LAB_BASE_URL ?? "http://127.0.0.1:8080/";
const minutes = Number(options.minutes);
if (!(minutes > 0)) throw new Error(`--minutes needs a number above 0, as in 15, found ${options.minutes}`);
const rate = options.cpu === undefined ? undefined : Number(options.cpu);
if (rate !== undefined && !(rate >= 1))
  throw new Error(`--cpu needs how many times slower the processor is to be, as in 4, found ${options.cpu}`);

/** How long it takes until the page can be used, and from Play to a curve that moves. @param {Browser} browser */
async function load(browser) {
  const page = await open(browser, url);
  await page.waitForTimeout(500);
  await page.getByRole("button", { name: "Play" }).click();
  await page.waitForFunction(() => /** @type {any} */ (globalThis).feel.moved > 0);
  const { interactive, moved, played } = await feelOf(page);
  await page.context().close();
  return { interactive, moving: moved - played };
}

/** Everything that a first visit fetches, images of all rows included. @param {Browser} browser */
async function visit(browser) {
  const page = await browser.newPage();
  /** @type {Map<string, Promise<Buffer>>} */
  const bodies = new Map();
  page.on("response", (response) => {
    if (response.url().startsWith("http")) bodies.set(response.url(), response.body());
  });
  await page.goto(url, { waitUntil: "networkidle" });
  await page.waitForTimeout(1000);
  const all = await Promise.all(
    [...bodies].map(async ([name, body]) => {
      const bytes = await body;
      // Packed already: no server does it again.
      return name.endsWith(".gz") ? { raw: bytes.length, gzip: bytes.length, brotli: bytes.length } : sizeOf(bytes);
    }),
  );
  await page.context().close();
  return all.reduce(sum);
}

/** The heaviest page, training as fast as it goes, without an end. @param {Browser} browser */
async function heaviest(browser) {
  const page = await open(browser, url, "#until=1000000000");
  await page.getByRole("combobox", { name: "Data set" }).selectOption("mnist-28");
  await page.getByRole("combobox", { name: "Speed" }).selectOption("unlimited");
  const add = page.getByRole("button", { name: /^Add a run/u });
  while ((await add.isVisible()) && (await add.isEnabled()) && (await lanesOf(page)) < LANES) await add.click();
  for (const k of await page.getByRole("textbox", { name: "k value" }).all()) {
    await k.fill(String(HIDDEN_UNITS));
    await k.press("Enter");
  }
  await page.waitForTimeout(3000);
  await page.getByRole("button", { name: "Play" }).click();
  await page.waitForTimeout(3000);
  return page;
}

/** Megabytes that the browser's renderers hold, garbage aside, over time; none where there is no /proc. @param {Browser} browser @param {Page} page */
async function memory(browser, page) {
  const session = await browser.newBrowserCDPSession();
  /** @type {number[]} */
  const looks = [];
  for (let look = 0; look < MEMORY_LOOKS; look += 1) {
    await page.waitForTimeout((minutes * 60_000) / MEMORY_LOOKS);
    await page.evaluate(() => /** @type {any} */ (globalThis).gc());
    await tellWorkers(page, "collect");
    await page.waitForTimeout(COLLECTING_MS);
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    const renderers = processInfo.filter(({ type }) => type === "renderer");
    try {
      looks.push(renderers.map(({ id }) => residentKilobytes(id)).reduce((a, b) => a + b, 0) / 1000);
    } catch {
      return [];
    }
  }
  return looks;
}

/** @param {number} process */
function residentKilobytes(process) {
  const status = readFileSync(`/proc/${process}/smaps_rollup`, "utf8");
  return Number(/^Pss:\s+(\d+)/mu.exec(status)?.[1]);
}

/** What was measured, and on what. @param {Browser} browser @param {string[][]} rows @param {object} record */
function print(browser, rows, record) {
  const machine = {
    cpu: cpus()[0].model,
    browser: `Chromium ${browser.version()}`,
    date: new Date().toISOString().slice(0, 10),
  };
  console.log(["| | |", "| :-- | --: |", ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join("\n"));
  console.log(`\n${machine.cpu} (${cpus().length} cores), ${machine.browser}, ${machine.date}`);
  if (options.json) console.log(JSON.stringify({ ...machine, ...record }));
}

async function main() {
  const { args = [], ...launch } = config.projects?.[0].use?.launchOptions ?? {};
  const browser = await chromium.launch({ ...launch, args: [...args, "--js-flags=--expose-gc"] });
  if (rate !== undefined) {
    const { rows, ...record } = await slowPage(browser, url, rate);
    print(browser, rows, record);
    return browser.close();
  }
  const loads = [];
  for (let each = 1; each <= LOADS; each += 1) {
    console.error(`load ${each} of ${LOADS}`);
    loads.push(await load(browser));
  }
  const firstVisit = await visit(browser);
  console.error(`the heaviest page, for ${minutes} min and a little more`);
  const page = await heaviest(browser);
  const lanes = await lanesOf(page);
  const seen = await watch(page, WATCHED_MS);
  const delays = await lambdaDelays(page);
  const megabytes = await memory(browser, page);
  const later = await watch(page, LATER_MS);
  const quarter = Math.floor(megabytes.length / 4);
  const growth =
    megabytes.length > 0 ? median(megabytes.slice(-quarter)) / median(megabytes.slice(0, quarter)) - 1 : undefined;
  const { module, fastModule, untilPlay } = sizes("dist");
  const percent = (/** @type {number} */ share) => `${(100 * share).toFixed(1)} %`;
  const ms = (/** @type {number} */ time) => `${time.toFixed(0)} ms`;
  const inMs = (/** @type {number[]} */ times) => `${ms(median(times))}, at most ${ms(Math.max(...times))}`;
  const rows = [
    ["load to interactive", ms(median(loads.map(({ interactive }) => interactive)))],
    ["Play to a curve that moves", ms(median(loads.map(({ moving }) => moving)))],
    [`${lanes} runs of k = ${HIDDEN_UNITS}, n = 784: frames a second`, seen.perSecond.toFixed(1)],
    ["– longest task of the page", seen.longTasks.length > 0 ? ms(Math.max(...seen.longTasks)) : "none over 50 ms"],
    ["– longest time between frames", ms(seen.longestGap)],
    ["– λ to the beginning of the first step that has it", inMs(delays.map(({ begin }) => begin))],
    ["– λ to the end of that step", inMs(delays.map(({ end }) => end))],
    [
      "– share of the workers’ time spent on steps",
      [seen, later].map(({ trainingShare, step }) => `${percent(trainingShare)} until step ${step}`).join(", "),
    ],
    [
      `– growth of memory in ${minutes} min`,
      growth === undefined ? "not known here" : `${percent(growth)} of ${megabytes[0].toFixed(0)} MB`,
    ],
    ["module", inWords(module)],
    ["module with fast arithmetic, fetched on demand", inWords(fastModule)],
    ["until Play works, images included", inWords(untilPlay)],
    ["first visit, images included", inWords(firstVisit)],
  ];
  print(browser, rows, {
    loads,
    lanes,
    seen,
    later,
    lambdaDelays: delays,
    megabytes,
    growth,
    module,
    fastModule,
    untilPlay,
    firstVisit,
  });
  return browser.close();
}

await main();
