// Monkeys at the built page until the time is over: `cargo xtask soak --minutes N --seed S`.
//
// LAB_BASE_URL names where the page is served, LAB_RECEIPT the program that trains a recipe natively.
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import config from "../../../playwright.config.js";
import { letLoose } from "./monkey.js";
import { nativeReplay, replayInNode } from "./replay.js";

/** Acts of a monkey; then the next seed begins on a fresh page. */
const ACTS = 120;

const { values: options } = parseArgs({
  options: { minutes: { type: "string", default: "10" }, seed: { type: "string", default: "1" } },
});
const minutes = Number(options.minutes);
const first = Number(options.seed);
const url = process.env.LAB_BASE_URL ?? "http://127.0.0.1:8080/";
const replay = process.env.LAB_RECEIPT ? nativeReplay(process.env.LAB_RECEIPT) : replayInNode;

const browser = await chromium.launch(config.projects?.find(({ name }) => name === "page")?.use?.launchOptions);
const total = { seeds: 0, acts: 0, links: 0, runs: 0, receipts: 0 };
const begin = performance.now();
for (let seed = first; seed === first || performance.now() - begin < minutes * 60_000; seed += 1) {
  const { acts, links, runs, receipts } = await letLoose(browser, url, {
    seed,
    acts: ACTS,
    replay,
    say: process.env.LAB_VERBOSE ? console.log : undefined,
  });
  console.log(
    `seed ${seed}: ${acts} acts, ${links} links, ${runs} runs, ${receipts} receipts compared, ${Math.round((performance.now() - begin) / 1000)} s`,
  );
  total.seeds += 1;
  total.acts += acts;
  total.links += links;
  total.runs += runs;
  total.receipts += receipts;
}
await browser.close();
console.log(total);
