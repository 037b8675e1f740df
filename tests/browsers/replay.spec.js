// The same configuration and events give the same bits natively and in this browser.
import { Lane, expect, stored, test } from "../page/lab.js";
import { KNOWN, RUNS, STEPS, replay, replayInBackground } from "./replay.js";

test("the runs of known bits, of 200 steps, end with the receipts that native training has", async ({ page }) => {
  expect(new Set(RUNS.map(({ receipt }) => receipt)).size, "different runs").toBe(RUNS.length);
  await page.goto("./");
  expect(await page.evaluate(replay, { runs: RUNS, steps: STEPS })).toEqual(KNOWN);
});

test("trained in the background they end with the same; asked for again, nothing is trained", async ({ page }) => {
  let workers = 0;
  page.on("worker", () => (workers += 1));
  await page.goto("./");
  const wanted = { runs: RUNS, steps: STEPS };
  expect(await page.evaluate(replayInBackground, wanted)).toEqual({ first: KNOWN, again: KNOWN });
  await expect.poll(async () => (await stored(page, "outcomes")).length).toBe(RUNS.length);
  await page.reload();
  await new Lane(page, "B").appears();
  const before = workers;
  const { first } = await page.evaluate(replayInBackground, wanted);
  expect(first, "as the browser has kept them").toEqual(KNOWN);
  expect(workers).toBe(before);
});
