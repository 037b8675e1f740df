// The same configuration and events give the same bits natively and in this browser.
import { expect, test } from "../page/lab.js";
import { KNOWN, RUNS, STEPS, replay } from "./replay.js";

test("the runs of known bits, of 200 steps, end with the receipts that native training has", async ({ page }) => {
  expect(new Set(RUNS.map(({ receipt }) => receipt)).size, "different runs").toBe(16);
  await page.goto("./");
  expect(await page.evaluate(replay, { runs: RUNS, steps: STEPS })).toEqual(KNOWN);
});
