// Pictures that are taken along: the chart of the open tab, and the run card.
import { readFile } from "node:fs/promises";
import { coloursOf, expect, open, test } from "./lab.js";

/** Opens the Export menu and presses an entry. @param {import('@playwright/test').Page} page @param {string} item */
async function press(page, item) {
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("button", { name: new RegExp(`^${item}`, "u") }).click();
}

/** @param {import('@playwright/test').Page} page @param {() => Promise<void>} act */
async function taken(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
}

/** The module that draws is here. @param {import('@playwright/test').Page} page */
async function isDrawn(page) {
  await expect.poll(() => coloursOf(page.locator("#panel-loss .chart canvas").first())).toBeGreaterThan(2);
}

/** The size that a PNG says it has. @param {Buffer} png */
const sizeOf = (png) => [png.readUInt32BE(16), png.readUInt32BE(20)];

test("the chart of the open tab is taken along, text as text, and twice as fine; a table says where it is to be had", async ({
  page,
}) => {
  const lanes = Object.values(await open(page));
  await isDrawn(page);
  for (let step = 0; step < 2; step += 1) await page.keyboard.press("ArrowRight");
  // A curve of one point is no line.
  for (const lane of lanes) {
    await lane.reaches(2);
    await lane.rests();
  }
  const svg = await taken(page, () => press(page, "Chart as SVG"));
  expect(svg.name).toBe("chart-loss.svg");
  const text = svg.content.toString();
  expect(text).toMatch(/^<svg xmlns=.*<title>autoencoder lab: loss<\/title>/su);
  expect(text).toContain(">A train</text>");
  expect(text).toContain("stroke-dasharray=");
  expect(
    await page.evaluate(
      (file) => new DOMParser().parseFromString(file, "image/svg+xml").querySelectorAll("parsererror").length,
      text,
    ),
  ).toBe(0);
  const png = await taken(page, () => press(page, "Chart as PNG"));
  expect([png.name, ...sizeOf(png.content)]).toEqual(["chart-loss.png", 1664, 864]);
  await page.getByRole("tab", { name: "Shelf" }).click();
  await press(page, "Chart as PNG");
  await expect(page.getByRole("status").filter({ hasText: "The shelf is a table" })).toBeVisible();
});

test("a run card is seen, and taken along as PNG and SVG, with a code", async ({ page }) => {
  const { b } = await open(page, "./#points=1");
  await b.appears();
  await isDrawn(page);
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("radio", { name: "Run B" }).check();
  await page.getByRole("button", { name: /^Run card/u }).click();
  const dialog = page.getByRole("dialog", { name: "Run card" });
  await expect(dialog.getByRole("img", { name: "Run B: 392 hidden units for 196 pixels, at step 0" })).toBeVisible();
  const png = await taken(page, () => dialog.getByRole("button", { name: "Download PNG" }).click());
  expect([png.name, ...sizeOf(png.content)]).toEqual(["run-B-step-0.png", 1200, 630]);
  const svg = await taken(page, () => dialog.getByRole("button", { name: "Download SVG" }).click());
  const text = svg.content.toString();
  expect(text).toContain(">392 hidden units for 196 pixels</text>");
  expect(text).toMatch(/<path transform="translate\([\d. ]+\) scale\([\d.]+\)" d="M0 0h1v1h-1z/u);
  expect(text).toContain(`>${await b.readout("train error").textContent()}</text>`);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
});
