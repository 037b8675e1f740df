// Is it luck? Other seeds are trained in the background, and what they come to is said and drawn.
import { faults } from "./axe.js";
import { expect, open, stored, test, withProcessors } from "./lab.js";
import { settled } from "./poses.js";

/** @import { Page } from '@playwright/test' */
/** @import { Outcome } from '../../www/base/protocol.js' */

const ADDRESS = "./#a=k:8&b=k:64&data=digits-8&m=50&speed=unlimited&until=200";

/** @param {Page} page */
const button = (page) => page.getByRole("button", { name: "Other seeds", exact: true });

/** Both runs at step 200. @param {Page} page @param {string} [address] */
async function trained(page, address = ADDRESS) {
  const lanes = await open(page, address);
  await page.keyboard.press("Space");
  for (const lane of [lanes.a, lanes.b]) {
    await lane.reaches(200);
    await lane.rests();
  }
  return lanes;
}

/** @param {Page} page */
async function otherSeeds(page) {
  await button(page).click();
  await expect(page.getByRole("status").filter({ hasText: "Trained from 5 seeds" })).toBeVisible({ timeout: 30_000 });
}

/** All that was trained in the background, as the browser keeps it. @param {Page} page @returns {Promise<Outcome[]>} */
async function outcomes(page) {
  return (await stored(page, "outcomes")).map(({ outcome }) => outcome);
}

/** From where to where a strip says that a measure goes. @param {string | null} text */
function rangeIn(text) {
  const [, low, high = low] = /: ([\d.]+)(?:–([\d.]+))?, in this run/u.exec(text ?? "") ?? [];
  return [Number(low), Number(high)];
}

test("four further seeds give each number its range, and the verdict its evidence", async ({ page }) => {
  const { a, b } = await open(page, ADDRESS);
  await expect(button(page)).toBeDisabled();
  await page.keyboard.press("Space");
  for (const lane of [a, b]) await lane.reaches(200);
  await otherSeeds(page);
  for (const lane of [a, b]) {
    for (const name of ["train error", "held-out error", "gap", "copy index", "noise kept"]) {
      const strip = lane.region.getByRole("img", { name: new RegExp(`^${name} over 5 seeds at step 200: `, "u") });
      await expect(strip.locator("circle")).toHaveCount(5);
      const [low, high] = rangeIn(await strip.getAttribute("aria-label"));
      const own = await lane.value(name);
      expect(own).toBeGreaterThan(low * 0.99 - 0.01);
      expect(own).toBeLessThan(high * 1.01 + 0.01);
    }
  }
  await expect(a.region).toContainText(/Over 5 seeds A’s held-out error is [\d.]+–[\d.]+\./u);
  expect(await faults(page)).toEqual([]);
  await expect(b.region).toContainText(/In \d of 5 seeds B’s held-out error is (above|below) A’s/u);
  await b.region.getByRole("button", { name: "ranges" }).click();
  await expect(page.getByText("The large dot is this run")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText("The large dot is this run")).toBeHidden();
  // What is said of the other seeds is, to the last digit, what a page finds that trains one of them itself.
  const strip = b.region.getByRole("img", { name: /^held-out error over 5 seeds/u });
  const kept = await outcomes(page);
  expect(kept).toHaveLength(8);
  for (const seed of ["3", "5"]) {
    await page.getByRole("spinbutton", { name: "Seed" }).fill(seed);
    await page.keyboard.press("Enter");
    await expect.poll(() => b.value("step")).toBe(0);
    await expect(strip).toHaveCount(0);
    await page.getByRole("button", { name: "Play", exact: true }).click();
    await b.reaches(200);
    await b.rests();
    const [train, heldOut, copyIndex, noiseKept] = await b.values(
      "train error",
      "held-out error",
      "copy index",
      "noise kept",
    );
    const { evaluation } = kept.find((one) => one.evaluation.heldOut === heldOut) ?? {};
    expect(evaluation, `seed ${seed}`).toMatchObject({ step: 200, train, heldOut, copyIndex, noiseKept });
  }
});

test("live changes are trained too; runs that go on keep their ranges with the step, others lose them", async ({
  page,
}) => {
  const { a, b } = await trained(page, `${ADDRESS.replace("b=k:64", "b=k:64,l:.01@100")}`);
  await otherSeeds(page);
  await expect(b.region).toContainText("5 seeds, step 200");
  await page.getByRole("button", { name: "Step", exact: true }).click();
  await b.reaches(201);
  await b.rests();
  await expect(b.region).toContainText("5 seeds, step 200");
  await expect(b.region).not.toContainText("of 5 seeds B’s");
  await b.lambda.fill("0.1");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Step", exact: true }).click();
  await b.reaches(202);
  await expect(b.region, "what is changed later leaves what was").toContainText("5 seeds, step 200");
  await b.region.getByRole("button", { name: "Restart run" }).click();
  await expect(b.region).not.toContainText("5 seeds, step 200");
  await expect(a.region).toContainText("5 seeds, step 200");
});

test("it can be cancelled, goes on where it was, and is not trained twice, whatever becomes of the page", async ({
  page,
}) => {
  const long = "./#a=k:8&b=k:512&data=digits-8&m=50&speed=unlimited&until=200";
  // On many, all would be over before it is cancelled.
  await withProcessors(page, 1);
  await trained(page, long);
  await page.keyboard.press("Tab");
  await button(page).focus();
  await page.keyboard.press("Enter");
  const cancel = page.getByRole("button", { name: "Cancel other seeds" });
  await expect(cancel).toBeFocused();
  await expect(page.getByRole("progressbar", { name: "Other seeds progress" })).toHaveAttribute(
    "aria-valuetext",
    /begins|of 8/u,
  );
  await page.keyboard.press("Enter");
  await expect(button(page)).toBeFocused();
  await expect(page.getByText("Other seeds: cancelled.")).toBeVisible();
  await otherSeeds(page);
  // The same page again: what was kept is found.
  await expect.poll(async () => (await outcomes(page)).length).toBe(8);
  await page.reload();
  await trained(page, long);
  await page.evaluate(() => {
    const { Worker: Original } = window;
    // From here on no worker can be begun.
    window.Worker = /** @type {any} */ (
      class {
        constructor() {
          throw new Error(`trained again, by ${Original.name}`);
        }
      }
    );
  });
  await otherSeeds(page);
});

test("bands stand behind the curves, and their switch is in the link", async ({ page }) => {
  await trained(page);
  const bands = page.getByRole("switch", { name: "Bands over the seeds that were trained" });
  await expect(bands).toHaveCount(0);
  await otherSeeds(page);
  const canvas = page.getByRole("tabpanel", { name: "Loss" }).locator("canvas").first();
  const picture = () => canvas.evaluate((element) => /** @type {HTMLCanvasElement} */ (element).toDataURL());
  // Verdicts have a sentence more, and the chart less room, which it hears of a frame later.
  await settled(page);
  const before = await picture();
  await bands.click();
  await expect(page).toHaveURL(/bands=on/u);
  await expect.poll(picture, { timeout: 30_000 }).not.toBe(before);
  await expect(button(page)).toBeVisible({ timeout: 30_000 });
  await bands.click();
  await expect.poll(picture, "without them it is as it was").toBe(before);
  await bands.click();
  const sheet = page.getByRole("region", { name: "Summary of the runs" });
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await expect(sheet.getByRole("row", { name: /^in brackets/u })).toContainText("5 seeds, step 200");
  await expect(sheet.getByRole("row", { name: /^gap/u })).toContainText(/[\d.]+ \([\d.]+–[\d.]+\)/u);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("the button is below the run that shows, and answers a tap", async ({ page }) => {
    await page.goto(ADDRESS);
    await page.getByRole("button", { name: "Play", exact: true }).tap();
    await expect(button(page)).toBeEnabled();
    await expect(page.getByText("Paused at its budget of 200 steps. Play goes on.")).toBeAttached();
    await button(page).tap();
    const a = page.getByRole("region", { name: "Run A" });
    await expect(a).toContainText(/Over 5 seeds A’s held-out error/u, { timeout: 30_000 });
    await page.getByRole("button", { name: "B · 64 units" }).tap();
    await expect(page.getByRole("region", { name: "Run B" })).toContainText(/of 5 seeds B’s held-out error/u);
    await button(page).scrollIntoViewIfNeeded();
    await expect(button(page)).toBeInViewport();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  });
});
