// Why: the mean response, picked by keys, pointer and touch; the singular values; and what they explain.
import { coloursOf, expect, open, test } from "./lab.js";
import { settled } from "./poses.js";
import { faults } from "./axe.js";

/** @param {import('@playwright/test').Page} page */
const panelOf = (page) => page.getByRole("tabpanel", { name: "Why" });
/** @param {import('@playwright/test').Page} page */
const pickerOf = (page) => page.getByRole("slider", { name: "Pixel: its own response" });
/** A row of the table beside the pictures. @param {import('@playwright/test').Page} page @param {RegExp} name */
const cellsOf = (page, name) => panelOf(page).getByRole("row", { name }).getByRole("cell");

const TRAINED = "./#a=k:16&b=k:96,act:linear,l:.01&data=digits-8&m=50&speed=unlimited&until=200&tab=why";

test("at rest the trace is the copy index, noise is kept as measured where all is linear, and keys read the maps", async ({
  page,
}) => {
  const { a, b } = await open(page, TRAINED);
  await page.keyboard.press("Space");
  for (const lane of [a, b]) {
    await lane.reaches(200);
    await lane.rests();
  }
  const panel = panelOf(page);
  await expect(cellsOf(page, /^tr J \/ n at step 200/u).first()).toBeVisible();
  const [trace, , copyIndex] = await cellsOf(page, /^tr J \/ n at step 200/u).allTextContents();
  expect(trace).toBe(copyIndex);
  await expect(a.readout("copy index")).toHaveText(trace);
  await expect(panel).toContainText("The bend of g");

  await page.getByRole("radio", { name: "Run B" }).check();
  await expect(page).toHaveURL(/inside=B/u);
  await expect(panel).toContainText("The network is linear");
  await expect(cellsOf(page, /^tr J \/ n at step 200/u).first()).toBeVisible();
  const [kept, , noiseKept] = await cellsOf(page, /^‖J‖² \/ n/u).allTextContents();
  expect(kept).toBe(noiseKept);
  await expect(panel).toContainText(/^.*B (memorizes|copies|learns|squeezes|passes on|enlarges|is flattened)/u);
  await expect(cellsOf(page, /^W, step 0/u)).toHaveCount(3);
  await expect(panel).toContainText(/Angle between W and W\*ᵀ: \d+° at step 0, \d+° now/u);

  const picker = pickerOf(page);
  const field = panel.getByRole("img", { name: /^Mean response around row 5, column 5/u });
  await expect(field).toBeVisible();
  expect(await coloursOf(picker)).toBeGreaterThan(20);
  await picker.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowUp");
  await expect(picker).toHaveAttribute("aria-valuetext", /^row 4, column 6: −?[\d.e−]+$/u);
  const around = panel.getByRole("img", { name: /^Mean response around row 4, column 6/u });
  await expect(around).toHaveAttribute("aria-label", /The output in row 4, column 6 answers its own input with/u);
  await page.getByRole("radio", { name: "moves" }).check();
  await expect(around).toHaveAttribute("aria-label", /A change of the input in row 4, column 6/u);
  await expect(page).toHaveURL(/field=out/u);

  const crosshair = page.getByRole("slider", { name: "Crosshair: singular values of J" });
  await crosshair.focus();
  await page.keyboard.press("Home");
  await expect(crosshair).toHaveAttribute("aria-valuetext", /^direction 1: B mean of 8 images [\d.]+/u);
  expect(await faults(page)).toEqual([]);
});

test("it follows training and changes, is in the link, comes back with Back, and is what is printed", async ({
  page,
}) => {
  const { b } = await open(page, "./#a=k:8&b=k:96&data=digits-8&m=50&inside=B");
  await page.getByRole("tab", { name: "Why" }).click();
  const panel = panelOf(page);
  await expect(panel).toContainText("B is not trained");
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await b.reaches(60);
  // While it trains, too.
  await expect(cellsOf(page, /^tr J \/ n at step [1-9]/u).first()).toBeVisible();
  await page.getByRole("button", { name: "Pause" }).click();
  await b.rests();
  const step = await b.value("step");
  await expect(cellsOf(page, new RegExp(`^tr J / n at step ${step}`, "u")).first()).toBeVisible();
  await expect(panel).not.toContainText("Both columns are of one step once");
  await b.tie.click();
  await expect(panel).toContainText("W* = Wᵀ; at step 0 the angle between them was");
  await page.getByRole("tab", { name: "Loss" }).click();
  await page.getByRole("button", { name: "Add a run" }).click();
  await page.getByRole("tab", { name: "Why" }).click();
  await expect(page.getByRole("radio", { name: "Run C" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("region", { name: "Run C" })).toBeHidden();
  await page.getByRole("tab", { name: "Why" }).click();
  await expect(panel).toBeVisible();
  await expect(page.getByRole("radio", { name: "Run B" })).toBeChecked();
  const sheet = page.getByRole("region", { name: "Summary of the runs" });
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await expect(sheet).toContainText("tr J / n is the copy index C");
  expect(await coloursOf(sheet.locator("canvas"))).toBeGreaterThan(20);
});

test("of points, which have no images, it says so, on the page and on paper", async ({ page }) => {
  await open(page, "./#a=k:8&b=k:32&data=arc&m=50&tab=why");
  const panel = panelOf(page);
  await expect(panel).toContainText("These data are points");
  await expect(pickerOf(page)).toBeHidden();
  await expect(panel.getByRole("group", { name: "What J says" })).toBeHidden();
  const canvas = page.getByRole("region", { name: "Summary of the runs" }).locator("canvas");
  await settled(page);
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  expect(await coloursOf(canvas)).toBeGreaterThan(2);
  expect(await faults(page)).toEqual([]);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("a tap picks a pixel, and nothing is wider than the screen", async ({ page }) => {
    await page.goto("./#a=k:8&b=k:96&data=digits-8&m=50&tab=why");
    const picker = pickerOf(page);
    await expect(picker).toBeVisible();
    await picker.scrollIntoViewIfNeeded();
    const box = await picker.boundingBox();
    if (!box) throw new Error("the map has no size");
    await picker.tap({ position: { x: box.width / 16, y: box.height / 16 } });
    await expect(picker).toHaveAttribute("aria-valuetext", /^row 1, column 1:/u);
    await expect(panelOf(page)).toContainText("A is not trained");
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    expect(await faults(page)).toEqual([]);
  });
});
