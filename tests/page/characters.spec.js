// The map of characters, read by keyboard, pointer and table.
import { coloursOf, expect, open, test } from "./lab.js";

/** @param {import('@playwright/test').Page} page */
const panelOf = (page) => page.getByRole("tabpanel", { name: "Characters" });

test("each run has a trail to where it stands; keys read it step by step, and pinned runs", async ({ page }) => {
  const { a, b } = await open(page, "./#a=k:8&b=k:96&data=digits-8&m=50&speed=unlimited&until=60&tab=characters");
  const panel = panelOf(page);
  await expect(panel).toBeVisible();
  await page.keyboard.press("Space");
  for (const lane of [a, b]) {
    await lane.reaches(60);
    await lane.rests();
  }
  await expect.poll(() => coloursOf(panel.locator("canvas").first())).toBeGreaterThan(20);
  const rows = panel.getByRole("table", { name: "Characters: where each run stands" }).getByRole("row");
  const [gap, copyIndex] = [await a.readout("gap").textContent(), await a.readout("copy index").textContent()];
  await expect(rows.nth(1)).toContainText(`A60${copyIndex}${gap}`);
  // So early, a run has begun or, where it already redraws its images by heart, memorizes.
  await expect(rows.nth(2)).toContainText(/(beginner|memorizer|copier|amplifier)$/u);

  await page.keyboard.press("s");
  await expect(rows).toHaveCount(5);
  const crosshair = page.getByRole("slider", { name: /^Crosshair: copy index/u });
  await crosshair.focus();
  await page.keyboard.press("End");
  await expect(crosshair).toHaveAttribute("aria-valuenow", "60");
  await expect(crosshair).toHaveAttribute(
    "aria-valuetext",
    new RegExp(`^step 60: A copy index ${copyIndex}, gap`, "u"),
  );
  await page.keyboard.press("Home");
  await expect(crosshair).toHaveAttribute("aria-valuenow", "0");
  await expect(crosshair).toHaveAttribute("aria-valuetext", /^step 0: A copy index .*; B copy index/u);
  await page.keyboard.press("ArrowRight");
  await expect(crosshair).not.toHaveAttribute("aria-valuenow", "0");
  await page.keyboard.press("ArrowDown");
  await expect(crosshair).toHaveAttribute("aria-valuetext", /^pinned at step 60: k = 8 copy index/u);
  await page.keyboard.press("ArrowDown");
  await expect(crosshair).toHaveAttribute("aria-valuetext", /^pinned at step 60: k = 96 copy index/u);
  await expect(panel.locator(".tip")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(panel.locator(".tip")).toBeHidden();

  const box = await crosshair.boundingBox();
  if (!box) throw new Error("the map has no size");
  await page.mouse.move(box.x + box.width / 3, box.y + box.height / 2);
  await expect(panel.locator(".tip")).toContainText(/^(step|pinned at step)/u);
  await page.mouse.move(2, 2);
});

test("the map is in the link, comes back with Back, and is what is printed", async ({ page }) => {
  await open(page, "./#a=k:8&b=k:96&data=digits-8&m=50");
  await page.getByRole("tab", { name: "Characters" }).click();
  await expect(page).toHaveURL(/tab=characters/u);
  await page.getByRole("button", { name: "Add a run" }).click();
  await expect(page.getByRole("region", { name: "Run C" })).toBeVisible();
  await page.getByRole("tab", { name: "Loss" }).click();
  await page.goBack();
  await expect(panelOf(page)).toBeVisible();
  await expect.poll(() => coloursOf(panelOf(page).locator("canvas").first())).toBeGreaterThan(20);
  const sheet = page.getByRole("region", { name: "Summary of the runs" });
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await expect(sheet).toContainText("Each run from its first step (ring) to now (disc)");
  expect(await coloursOf(sheet.locator("canvas"))).toBeGreaterThan(20);
});

test("runs of another loss, and pinned ones of other data, are said not to be of this map", async ({ page }) => {
  const { a } = await open(page, "./#a=k:8&b=k:8,out:sigmoid,loss:cross-entropy&data=digits-8&m=50&tab=characters");
  await expect(panelOf(page)).toContainText("The regions are those of run A’s loss; the gap of B is of another.");
  await a.region.getByRole("button", { name: "Pin run" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Run A is pinned at step 0" })).toBeVisible();
  await page.getByRole("combobox", { name: "Data set" }).selectOption("mnist-14");
  await expect(panelOf(page)).toContainText("1 pinned run is of other data or another loss, and not shown.");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("a tap reads the map, and its numbers stay until the next", async ({ page }) => {
    await page.goto("./#a=k:8&b=k:96&data=digits-8&m=50&speed=unlimited&until=60&tab=characters");
    const panel = panelOf(page);
    await page.getByRole("button", { name: "Play", exact: true }).tap();
    const rows = panel.getByRole("table", { name: /^Characters/u }).getByRole("row");
    await expect(rows.nth(1)).toContainText("A60");
    const crosshair = page.getByRole("slider", { name: /^Crosshair: copy index/u });
    await expect(crosshair, "the map is drawn").toHaveAttribute("aria-valuetext", /^step/u);
    await crosshair.tap();
    await expect(panel.locator(".tip")).toContainText(/^step/u);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  });
});
