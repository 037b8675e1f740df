// Text of the size that a person has set in the browser: all of the page follows, nothing is cut off, nothing lies on anything else.
import { chromium } from "@playwright/test";
import { expect, overflowOf, test } from "./lab.js";
import { misplaced } from "./layout.js";

/** A usual size of text, and a least one, in pixels; 16 and none are what layout.spec.js measures. */
const TEXTS = [
  { usual: 20, least: 0 },
  { usual: 24, least: 0 },
  { usual: 32, least: 0 },
  { usual: 16, least: 20 },
];
const SIZES = /** @type {const} */ ([
  [1440, 900],
  [768, 1024],
  [390, 844],
]);
const ADDRESS = "./#a=k:16&b=k:392,l:.01@40&until=60&speed=unlimited";

for (const { usual, least } of TEXTS) {
  test(`text of ${usual} pixels, at least ${least}: nothing scrolls sideways, is cut off or lies on other words`, async ({
    baseURL,
    launchOptions,
  }) => {
    const args = [...(launchOptions.args ?? []), `--blink-settings=defaultFontSize=${usual},minimumFontSize=${least}`];
    const browser = await chromium.launch({ ...launchOptions, args });
    const page = await browser.newPage({ baseURL });
    await page.goto(ADDRESS);
    await page.locator('.lane[data-lane="B"] data[data-readout="train error"]').waitFor();
    const root = await page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
    expect(root).toBe(Math.max(usual, least));
    await page.keyboard.press("Space");
    await expect(page.locator('.lane[data-lane="B"] data[data-readout="step"]')).toHaveAttribute("value", "60");
    /** @type {string[]} */
    const faults = [];
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      for (const key of ["1", "2", "3", "4"]) {
        await page.keyboard.press(key);
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
        const [wider] = await overflowOf(page);
        if (wider > 0) faults.push(`${width}×${height}, instrument ${key}: ${wider} pixels wider than the window`);
        // The ledger may scroll: it shows all at once in text of the usual size.
        const misplacements = (await misplaced(page)).filter((fault) => !fault.startsWith("the ledger hides"));
        for (const fault of misplacements) faults.push(`${width}×${height}, instrument ${key}: ${fault}`);
      }
    }
    await browser.close();
    expect(faults).toEqual([]);
  });
}
