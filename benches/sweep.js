// How long the default sweep takes in the built page in Chromium, and what lanes feel of one: `cargo xtask bench page --sweep [--json]`.
//
// LAB_BASE_URL names where the page is served.
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import config from "../playwright.config.js";
import { lambdaDelays, median, open, stepOf, watch } from "./watching.js";

/** @import { Browser, Page } from '@playwright/test' */

const { values: options } = parseArgs({ options: { json: { type: "boolean" } } });
const url = process.env.LAB_BASE_URL ?? "http://127.0.0.1:8080/";

/** The page as it opens: k = 392 of n = 196, batch 25, 13 λ, untied and tied, three seeds, 1,500 steps. */
const DEFAULT = "#tab=sweep";
/** Runs that never end, of lanes and of the sweep behind them. */
const ENDLESS = "#tab=sweep&until=1000000&speed=unlimited";
const WATCHED_MS = 10_000;
const SETTLE_MS = 2000;

/** @param {Page} page */
const begin = (page) => page.getByRole("button", { name: "Run sweep" }).click();

/** What its progress says when something is there. */
const THERE = Object.freeze({ first: /^[1-9]/u, firstSeed: /^(?:2[6-9]|[3-7]\d) of/u, all: /^All/u });

/**
 * Milliseconds from the press of its button, for the first runs and for all. The page itself is told to note when: who asks it fifty
 * times a second takes an eighth of the time.
 * @param {Browser} browser
 */
async function sweep(browser) {
  const page = await open(browser, url, DEFAULT);
  const progress = page.getByRole("progressbar", { name: "Sweep progress" });
  const said = progress.evaluate(
    (bar) =>
      new Promise((/** @type {(said: [text: string, time: number][]) => void} */ resolve) => {
        /** @type {[text: string, time: number][]} */
        const all = [];
        let pressed = 0;
        addEventListener("click", () => (pressed = performance.now()), { capture: true, once: true });
        new MutationObserver((_, observer) => {
          const text = bar.getAttribute("aria-valuetext") ?? "";
          all.push([text, performance.now() - pressed]);
          if (!text.startsWith("All")) return;
          observer.disconnect();
          resolve(all);
        }).observe(bar, { attributeFilter: ["aria-valuetext"] });
      }),
  );
  await begin(page);
  const heard = await said;
  await page.context().close();
  const timeOf = (/** @type {RegExp} */ pattern) => heard.find(([text]) => pattern.test(text))?.[1] ?? NaN;
  return { first: timeOf(THERE.first), firstSeed: timeOf(THERE.firstSeed), all: timeOf(THERE.all) };
}

/**
 * Two lanes that train as fast as they can, alone or with a sweep behind them.
 * @param {Browser} browser
 * @param {boolean} withSweep
 */
async function lanes(browser, withSweep) {
  const page = await open(browser, url, ENDLESS);
  if (withSweep) await begin(page);
  await page.getByRole("button", { name: "Play" }).click();
  await page.waitForTimeout(SETTLE_MS);
  const from = await stepOf(page);
  const seen = await watch(page, WATCHED_MS);
  const stepsPerSecond = ((seen.step - from) * 1000) / WATCHED_MS;
  const delays = await lambdaDelays(page);
  await page.context().close();
  return { ...seen, stepsPerSecond, delays };
}

async function main() {
  const browser = await chromium.launch(config.projects?.[0].use?.launchOptions);
  console.error("the default sweep");
  const taken = await sweep(browser);
  console.error("two lanes, alone and with a sweep behind them");
  const [alone, beside] = [await lanes(browser, false), await lanes(browser, true)];
  const seconds = (/** @type {number} */ time) => `${(time / 1000).toFixed(1)} s`;
  const both = (/** @type {(seen: typeof alone) => string} */ text) => [text(alone), text(beside)];
  const ms = (/** @type {number[]} */ times) =>
    `${median(times).toFixed(0)} ms, at most ${Math.max(...times).toFixed(0)} ms`;
  const table = [
    ["", "", ""],
    [":--", "--:", "--:"],
    ["default sweep (78 runs of 1,500 steps): first runs", seconds(taken.first), ""],
    ["– one seed of all", seconds(taken.firstSeed), ""],
    ["– all", seconds(taken.all), ""],
    ["two lanes as fast as they go", "alone", "with a sweep"],
    ["– frames a second", ...both(({ perSecond }) => perSecond.toFixed(1))],
    ["– longest time between frames", ...both(({ longestGap }) => `${longestGap.toFixed(0)} ms`)],
    [
      "– λ to the beginning of the first step that has it",
      ...both(({ delays }) => ms(delays.map((delay) => delay.begin))),
    ],
    ["– steps a second", ...both(({ stepsPerSecond }) => stepsPerSecond.toFixed(0))],
  ];
  console.log(table.map((cells) => `| ${cells.join(" | ")} |`).join("\n"));
  const machine = {
    cpu: cpus()[0].model,
    cores: cpus().length,
    browser: `Chromium ${browser.version()}`,
    date: new Date().toISOString().slice(0, 10),
  };
  console.log(`\n${machine.cpu} (${machine.cores} cores), ${machine.browser}, ${machine.date}`);
  if (options.json) console.log(JSON.stringify({ ...machine, taken, alone, beside }));
  return browser.close();
}

await main();
