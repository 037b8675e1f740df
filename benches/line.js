// A first visit over a slow line, in the built page in Chromium: `cargo xtask bench page --line KBITS,MS [--loads N] [--json]`.
//
// The browser itself throttles: so many kbit/s both ways, and so long until an answer begins. LAB_BASE_URL names where the page is served.
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import config from "../playwright.config.js";
import { fetchedBy, momentsOf, watchVisit } from "./visit.js";

/** @import { Browser } from '@playwright/test' */

const PATIENCE_MS = 120_000;

const { values: options } = parseArgs({
  options: { line: { type: "string" }, loads: { type: "string", default: "5" }, json: { type: "boolean" } },
});
const url = process.env.LAB_BASE_URL ?? "http://127.0.0.1:8080/";
const [kilobits, latency] = (options.line ?? "").split(",").map(Number);
const loads = Number(options.loads);
if (!(kilobits > 0 && latency >= 0))
  throw new Error(`--line needs kbit/s and milliseconds, as in 1600,150, found ${options.line}`);
if (!(Number.isInteger(loads) && loads > 0))
  throw new Error(`--loads needs a whole number above 0, found ${options.loads}`);

/** One visit with nothing in any cache. @param {Browser} browser */
async function visit(browser) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(PATIENCE_MS);
  await page.addInitScript(watchVisit, { play: true });
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const throughput = (kilobits * 1000) / 8;
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency,
    downloadThroughput: throughput,
    uploadThroughput: throughput,
  });
  await page.goto(url, { waitUntil: "commit" });
  await page.waitForFunction(
    () => /** @type {any} */ (globalThis).visit.moved > 0 && /** @type {any} */ (globalThis).visit.stepped > 0,
  );
  const [moments, fetched] = [await momentsOf(page), (await fetchedBy(page)).filter(({ first }) => first)];
  await page.context().close();
  return { ...moments, requests: fetched.length, bytes: fetched.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** @param {number[]} values */
function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

async function main() {
  const browser = await chromium.launch(config.projects?.[0].use?.launchOptions);
  /** @type {Awaited<ReturnType<typeof visit>>[]} */
  const visits = [];
  for (let each = 1; each <= loads; each += 1) {
    console.error(`visit ${each} of ${loads}`);
    visits.push(await visit(browser));
  }
  const machine = {
    cpu: cpus()[0].model,
    browser: `Chromium ${browser.version()}`,
    date: new Date().toISOString().slice(0, 10),
  };
  await browser.close();
  const seconds = (/** @type {(one: typeof visits[number]) => number} */ of) => {
    const times = visits.map(of);
    return `${(median(times) / 1000).toFixed(2)} s (${(Math.min(...times) / 1000).toFixed(2)} to ${(Math.max(...times) / 1000).toFixed(2)})`;
  };
  const rows = [
    ["first paint", seconds(({ paint }) => paint)],
    ["numbers of all runs", seconds(({ readouts }) => readouts)],
    ["Play works: the first step of all runs", seconds(({ stepped }) => stepped)],
    ["from Play to a curve that moves", seconds(({ moved, played }) => moved - played)],
    [
      "requests until then, and their bodies",
      `${median(visits.map(({ requests }) => requests))}, ${(median(visits.map(({ bytes }) => bytes)) / 1000).toFixed(1)} kB`,
    ],
  ];
  console.log(
    [
      `| ${kilobits} kbit/s, ${latency} ms | |`,
      "| :-- | --: |",
      ...rows.map(([name, value]) => `| ${name} | ${value} |`),
    ].join("\n"),
  );
  console.log(
    `\n${machine.cpu} (${cpus().length} cores), ${machine.browser}, ${machine.date}; medians of ${loads} visits with empty caches`,
  );
  if (options.json) console.log(JSON.stringify({ ...machine, kilobits, latency, visits }));
}

await main();
