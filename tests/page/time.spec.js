// Time travel: the runs as they were, by pointer, keys and touch; on from there; the film.
import { readFile } from "node:fs/promises";
import { faults } from "./axe.js";
import { misplaced } from "./layout.js";
import { Lane, expect, open, test } from "./lab.js";

/** @import { Download, Page } from '@playwright/test' */

/** Two small runs that stand at their budget. */
const SMALL = "./#a=k:8&b=k:24,tied@30&data=digits-8&m=50&speed=unlimited&until=120";

/** @param {Page} page @param {string} [address] */
async function trained(page, address = SMALL) {
  const lanes = await open(page, address);
  await page.getByRole("button", { name: "Play", exact: true }).click();
  for (const lane of Object.values(lanes)) {
    await lane.reaches(120);
    await lane.rests();
  }
  await drawn(page);
  return lanes;
}

/** The chart is drawn: before, it does not answer. Of a tab that is not shown it is not. @param {Page} page */
async function drawn(page) {
  if (await chart(page).isVisible()) await expect(chart(page)).toHaveAttribute("aria-valuetext", /^step \d/u);
}

/** @param {Lane} lane */
const thenOf = (lane) => lane.region.getByRole("region", { name: "Then" });
/** @param {Page} page */
const chart = (page) => page.getByRole("slider", { name: "Crosshair: train" });
/** @param {Lane} lane */
const receiptOf = (lane) => lane.readout("receipt").getAttribute("value");

/** Presses the chart, drags to a share of its width, and lets go. @param {Page} page @param {number} from @param {number} to */
async function drag(page, from, to) {
  const { x, y, width, height } = (await chart(page).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(x + from * width, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + to * width, y + height / 2, { steps: 6 });
  await page.mouse.up();
}

test("hovering only reads; a drag shows the whole lane as it was, and says when; “Back to now” ends it", async ({
  page,
}) => {
  const { a, b } = await trained(page);
  const now = await Promise.all([a, b].map(async (lane) => [await receiptOf(lane), await lane.picture("held-out")]));
  await chart(page).hover();
  await expect(page.getByRole("tabpanel").locator(".tip")).toBeVisible();
  await expect(page.getByRole("region", { name: "Then" })).toHaveCount(0);
  await drag(page, 0.7, 0.3);
  for (const [at, lane] of [a, b].entries()) {
    const step = await lane.value("step");
    expect(step).toBeGreaterThan(5);
    expect(step).toBeLessThan(90);
    await expect(thenOf(lane)).toContainText(`step ${step} of 120`);
    await expect.poll(() => lane.picture("held-out")).not.toBe(now[at][1]);
    expect(await receiptOf(lane)).not.toBe(now[at][0]);
    // What was is looked at, not changed.
    await expect(lane.region.locator(".controls")).toHaveAttribute("inert");
  }
  expect(await faults(page)).toEqual([]);
  expect(await misplaced(page)).toEqual([]);
  const back = thenOf(b).getByRole("button", { name: "Back to now" });
  await back.focus();
  await page.keyboard.press("Enter");
  await expect(b.region.getByRole("heading", { level: 2 }), "the focus stays in the lane").toBeFocused();
  for (const [at, lane] of [a, b].entries()) {
    await expect(thenOf(lane)).toHaveCount(0);
    await expect.poll(async () => [await receiptOf(lane), await lane.picture("held-out")]).toEqual(now[at]);
  }
});

test("the filters of then: a run is repeated to there, and they are said to be of that step", async ({ page }) => {
  const { a } = await trained(page, `${SMALL}&tab=filters`);
  const filters = page.getByRole("img", { name: /^Run A, first 8 of 8 units/u });
  await expect(filters).toHaveAccessibleName(/step 120:/u);
  await page.getByRole("tab", { name: "Loss" }).click();
  await expect(chart(page)).toBeVisible();
  await drawn(page);
  await drag(page, 0.7, 0.3);
  const step = await a.value("step");
  await page.getByRole("tab", { name: "Filters" }).click();
  await expect(filters).toHaveAccessibleName(new RegExp(`step ${step} · as they were:`, "u"), { timeout: 30_000 });
  await thenOf(a).getByRole("button", { name: "Back to now" }).click();
  await expect(filters).toHaveAccessibleName(/step 120:/u);
});

test("a drag pauses runs that train; playing on shows them as they are", async ({ page }) => {
  const { a } = await open(page);
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await a.reaches(60);
  await drawn(page);
  await drag(page, 0.1, 0.07);
  await expect(thenOf(a)).toBeVisible();
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  await page.keyboard.press("Space");
  await expect(thenOf(a)).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
});

test("by keys: paused, they read and travel; while runs train they only read, and Enter travels; Esc leads back", async ({
  page,
}) => {
  const { a } = await trained(page);
  await chart(page).focus();
  await page.keyboard.press("Home");
  await expect(thenOf(a)).toContainText("step 0 of 120");
  expect(await a.value("step")).toBe(0);
  await page.keyboard.press("PageUp");
  await page.keyboard.press("PageUp");
  await expect.poll(() => a.value("step")).toBeGreaterThan(0);
  await expect(chart(page)).toHaveAttribute("aria-valuetext", /^step [1-9]\d*: A train/u);
  await page.keyboard.press("Escape");
  await expect(thenOf(a)).toHaveCount(0);
  await page.keyboard.press("ArrowLeft");
  await expect(thenOf(a)).toBeVisible();
  await page.keyboard.press("End");
  await expect(thenOf(a), "the end of the curves is now").toHaveCount(0);
  await page.goto("./");
  await a.appears();
  await page.keyboard.press("Space");
  await a.reaches(40);
  await drawn(page);
  await chart(page).focus();
  await page.keyboard.press("PageDown");
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  await expect(thenOf(a)).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(thenOf(a)).toBeVisible();
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
});

test("going on from there: a run beside the others comes to the same receipt, and takes one change", async ({
  page,
}) => {
  const { a, b } = await trained(page);
  await drag(page, 0.7, 0.3);
  const [step, receipt] = [await b.value("step"), await receiptOf(b)];
  await thenOf(b).getByRole("button", { name: "Go on from here" }).click();
  const c = new Lane(page, "C");
  await expect.poll(() => c.value("step")).toBe(step);
  await c.rests();
  await expect.poll(() => receiptOf(c)).toBe(receipt);
  await expect(
    page.getByText(new RegExp(`^Run C stands at step ${step}, as B did: the same receipt`, "u")),
  ).toBeVisible();
  await expect(thenOf(b)).toHaveCount(0);
  await c.lambda.fill("0.1");
  await c.lambda.press("Enter");
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await c.reaches(120);
  await c.rests();
  expect(await receiptOf(c)).not.toBe(await receiptOf(b));
  for (const lane of [a, b]) expect(await lane.value("step"), "the others wait").toBe(120);
  await expect(page).toHaveURL(new RegExp(`c=k:24.*l:\\.1@${step}`, "u"));
  await page.goBack();
  await expect(c.region).toHaveCount(0);
  expect(await b.value("step")).toBe(120);
});

test("of runs on points nothing is kept: the chart reads, says why it does no more, and there is no film", async ({
  page,
}) => {
  const { a } = await open(page, "./#a=k:8&b=k:8,l:.03&data=arc&m=200&speed=unlimited&until=120");
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await a.reaches(120);
  await a.rests();
  await drawn(page);
  await drag(page, 0.7, 0.3);
  await expect(
    page.getByText("Of runs on points nothing is kept on their way: here the chart only reads."),
  ).toBeVisible();
  await expect(page.getByRole("tabpanel").locator(".tip")).toBeVisible();
  await expect(page.getByRole("region", { name: "Then" })).toHaveCount(0);
  expect(await a.value("step")).toBe(120);
  await expect(page.getByRole("button", { name: "Film", exact: true })).toBeDisabled();
  await page.getByRole("button", { name: "Export" }).click();
  for (const name of [/^Film strip/u, /^Film the way/u])
    await expect(page.getByRole("button", { name })).toHaveAccessibleDescription(/^Of runs on points/u);
  await page.keyboard.press("Escape");
  await page.getByRole("combobox", { name: "Data set" }).selectOption("digits-8");
  await expect(page.getByRole("button", { name: "Film", exact: true })).toHaveAccessibleDescription(/in 8 seconds/u);
});

test("on paper the runs are as they are, and then as they were again", async ({ page }) => {
  const { a } = await trained(page);
  await drag(page, 0.7, 0.3);
  await expect(thenOf(a)).toBeVisible();
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await expect(thenOf(a)).toHaveCount(0);
  expect(await a.value("step")).toBe(120);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await expect(thenOf(a)).toBeVisible();
});

test("the film runs from the first step on, and stops; where motion is reduced, each press shows a picture", async ({
  page,
}) => {
  const { a } = await trained(page);
  const film = page.getByRole("button", { name: "Film", exact: true });
  await film.click();
  await expect(thenOf(a)).toBeVisible();
  await expect.poll(() => a.value("step")).toBeGreaterThan(10);
  await page.getByRole("button", { name: "Stop film" }).click();
  const stopped = await a.value("step");
  expect(stopped).toBeLessThan(120);
  await expect(film).toBeVisible();
  await thenOf(a).getByRole("button", { name: "Back to now" }).click();
  await page.emulateMedia({ reducedMotion: "reduce" });
  await film.click();
  await expect(thenOf(a)).toContainText("step 0 of 120");
  await film.click();
  await expect.poll(() => a.value("step")).toBeGreaterThan(0);
  expect(await a.value("step")).toBeLessThan(12);
});

/** @param {Page} page @param {string} entry of the menu @returns {Promise<Download>} */
async function exported(page, entry) {
  const coming = page.waitForEvent("download", { timeout: 60_000 });
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("button", { name: entry }).click();
  return coming;
}

test("the film is taken away as a video, which can be cancelled, and as a strip of pictures", async ({ page }) => {
  await trained(page);
  const strip = await exported(page, "Film strip");
  expect(strip.suggestedFilename()).toBe("film-strip.png");
  const png = await readFile(await strip.path());
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([3840, 2880]);
  expect(png.length).toBeGreaterThan(100_000);
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("button", { name: /^Film the way/u }).click();
  const recording = page.getByRole("dialog", { name: "The film is recorded" });
  await recording.getByRole("button", { name: "Cancel" }).click();
  await expect(recording).toHaveCount(0);
  const video = await exported(page, "Film the way");
  expect(video.suggestedFilename()).toBe("film.webm");
  const webm = await readFile(await video.path());
  expect(webm.subarray(0, 4).toString("hex"), "EBML").toBe("1a45dfa3");
  expect(webm.length).toBeGreaterThan(20_000);
});

test.describe("under a finger", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("a tap reads, a drag to the side travels, and nothing on the page moves", async ({ page }) => {
    await page.goto(SMALL);
    const a = new Lane(page, "A");
    await a.appears();
    await page.getByRole("button", { name: "Play", exact: true }).tap();
    await a.reaches(120);
    await a.rests();
    await drawn(page);
    await page.evaluate(() => scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" }));
    const box = await chart(page).boundingBox();
    const { x, y } = box ?? { x: 0, y: 0 };
    await page.touchscreen.tap(x + 160, y + 60);
    await expect(page.getByRole("tabpanel").locator(".tip")).toBeVisible();
    await expect(thenOf(a)).toHaveCount(0);
    const devtools = await page.context().newCDPSession(page);
    const touch = (/** @type {string} */ type, /** @type {{x: number, y: number}[]} */ touchPoints) =>
      devtools.send("Input.dispatchTouchEvent", { type: /** @type {any} */ (type), touchPoints });
    await touch("touchStart", [{ x: x + 160, y: y + 60 }]);
    for (let part = 1; part <= 8; part += 1) await touch("touchMove", [{ x: x + 160 - 8 * part, y: y + 60 }]);
    await touch("touchEnd", []);
    await expect(thenOf(a)).toBeVisible();
    expect(await chart(page).boundingBox()).toEqual(box);
    for (const button of await thenOf(a).getByRole("button").all())
      expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(24);
    expect(await faults(page)).toEqual([]);
    expect(await misplaced(page)).toEqual([]);
    await thenOf(a).getByRole("button", { name: "Back to now" }).tap();
    await expect(thenOf(a)).toHaveCount(0);
  });
});
