// Text of the size that a person has set in the browser: all of the page follows, nothing is cut off, nothing lies on anything else.
import { chromium } from "@playwright/test";
import { expect, overflowOf, test } from "./lab.js";
import { misplaced } from "./layout.js";
import { openRuns, settled } from "./poses.js";

/** A usual size of text, and a least one, in pixels; 16 and none are what layout.spec.js measures. */
const TEXTS = [
  { usual: 20, least: 0, runs: 4 },
  { usual: 24, least: 0, runs: 4 },
  { usual: 32, least: 0, runs: 2 },
  { usual: 16, least: 20, runs: 2 },
];
const SIZES = /** @type {const} */ ([
  [1440, 900],
  [768, 1024],
  [390, 844],
]);

for (const { usual, least, runs } of TEXTS) {
  test(`text of ${usual} pixels, at least ${least}: nothing scrolls sideways, is cut off or lies on other words`, async ({
    baseURL,
    launchOptions,
  }) => {
    const args = [...(launchOptions.args ?? []), `--blink-settings=defaultFontSize=${usual},minimumFontSize=${least}`];
    const browser = await chromium.launch({ ...launchOptions, args });
    const page = await browser.newPage({ baseURL });
    await openRuns(page, runs);
    const root = await page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
    expect(root).toBe(Math.max(usual, least));
    /** @type {string[]} */
    const faults = [];
    for (const projector of [false, true]) {
      if (projector) await page.keyboard.press("p");
      for (const [width, height] of projector ? SIZES.slice(0, 1) : SIZES) {
        await page.setViewportSize({ width, height });
        for (const key of ["1", "2", "3", "4", "5", "6", "7", "8"]) {
          await page.keyboard.press(key);
          await settled(page);
          const where = `${width}×${height}${projector ? " projected" : ""}, instrument ${key}`;
          const [wider] = await overflowOf(page);
          if (wider > 0) faults.push(`${where}: ${wider} pixels wider than the window`);
          // The ledger may scroll: it shows all at once in text of the usual size.
          const misplacements = (await misplaced(page)).filter((fault) => !fault.startsWith("the ledger hides"));
          for (const fault of misplacements) faults.push(`${where}: ${fault}`);
        }
      }
    }
    await browser.close();
    expect(faults).toEqual([]);
  });
}
