// The page at work, in every browser: it trains, shows it, stands still, and its console stays clean (a fixture sees to that).
import { coloursOf, expect, open, test } from "../page/lab.js";

const READOUTS = ["train error", "held-out error", "copy index", "noise kept", "step"];

test("the page plays and pauses: readouts, pictures and chart follow", async ({ page }) => {
  const lanes = Object.values(await open(page));
  const look = async () => ({
    numbers: await Promise.all(lanes.map((lane) => lane.values(...READOUTS))),
    pictures: await Promise.all(lanes.map((lane) => lane.picture("held-out"))),
  });
  const first = await look();
  await page.getByRole("button", { name: "Play", exact: true }).click();
  for (const lane of lanes) await lane.reaches(150);
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  for (const lane of lanes) await lane.rests();
  const paused = await look();
  for (const index of lanes.keys()) {
    for (const [at, name] of READOUTS.entries())
      expect(paused.numbers[index][at], name).not.toBe(first.numbers[index][at]);
    expect(paused.pictures[index]).not.toBe(first.pictures[index]);
    expect(paused.numbers[index][0], "it has learned").toBeLessThan(first.numbers[index][0]);
  }
  await page.waitForTimeout(700);
  expect(await look(), "pause stops").toEqual(paused);
  const chart = page.getByRole("tabpanel", { name: "Loss" }).locator("canvas").first();
  await expect.poll(() => coloursOf(chart), "the chart is not blank").toBeGreaterThan(20);
});
