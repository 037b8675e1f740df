// Monkeys at the built page, one seed after another, until the time is over: `cargo xtask soak --minutes N --seed S`.
//
// LAB_BASE_URL names where the page is served, LAB_RECEIPT the program of examples/receipt.rs.
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import config from "../../../playwright.config.js";
import { letLoose } from "./monkey.js";
import { nativeReplay } from "./replay.js";

/** Acts of each monkey. */
const ACTS = 120;

const { values: options } = parseArgs({
  options: { minutes: { type: "string", default: "10" }, seed: { type: "string", default: "1" } },
});
const { LAB_BASE_URL: url, LAB_RECEIPT: program } = process.env;
if (!url || !program) throw new Error("LAB_BASE_URL and LAB_RECEIPT are missing: `cargo xtask soak` sets them");

const browser = await chromium.launch(config.projects?.find(({ name }) => name === "page")?.use?.launchOptions);
const total = { seeds: 0, acts: 0, links: 0, runs: 0, receipts: 0 };
/** @param {typeof total} sum */
const inWords = ({ acts, links, runs, receipts }) =>
  `${acts} acts, ${links} links opened in another page, ${runs} runs at rest, ${receipts} receipts equal to native ones`;
const end = performance.now() + Number(options.minutes) * 60_000;
try {
  for (let seed = Number(options.seed); total.seeds === 0 || performance.now() < end; seed += 1) {
    const tally = await letLoose(browser, url, { seed, acts: ACTS, replay: nativeReplay(program) });
    console.log(`seed ${seed}: ${inWords({ ...total, ...tally, acts: ACTS })}`);
    total.seeds += 1;
    total.acts += ACTS;
    for (const count of /** @type {const} */ (["links", "runs", "receipts"])) total[count] += tally[count];
  }
  console.log(`${total.seeds} seeds: ${inWords(total)}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await browser.close();
}
