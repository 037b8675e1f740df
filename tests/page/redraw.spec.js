// What is drawn on canvases follows the screen, the window and the style, while nothing trains and nobody touches a control.
import { TABS } from "../../www/base/tabs.js";
import { Lane, expect, open, test } from "./lab.js";

/** @import { CDPSession, Page } from '@playwright/test' */

/** Another screen, at the same size in CSS pixels. @param {Page} page @param {number} deviceScaleFactor */
async function moveTo(page, deviceScaleFactor) {
  const session = await page.context().newCDPSession(page);
  const { width, height } = /** @type {{width: number, height: number}} */ (page.viewportSize());
  await session.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor, mobile: false });
}

/** Device pixels that a canvas has to a CSS pixel of its width, to a tenth. @param {Page} page @param {string} selector */
async function fineness(page, selector) {
  return page
    .locator(selector)
    .first()
    .evaluate((canvas) => Math.round((10 * /** @type {HTMLCanvasElement} */ (canvas).width) / canvas.clientWidth) / 10);
}

const TILES = '[data-row="held-out"]';
const CHART = "[role=tabpanel]:not([hidden]) .chart canvas";
const ATLAS = ".atlas canvas";

test("on a finer screen, and back, tiles, chart and crosshair are as fine as it is", async ({ page }) => {
  await open(page);
  await page.getByRole("slider", { name: /^Crosshair/u }).focus();
  // Before there is a chart there is nothing to point at.
  const pointed = async () => {
    await page.keyboard.press("ArrowLeft");
    return fineness(page, "canvas.crosshair");
  };
  await expect.poll(pointed).toBe(1);
  for (const ratio of [2, 1, 1.5]) {
    await moveTo(page, ratio);
    for (const canvas of [TILES, CHART, "canvas.crosshair"])
      await expect.poll(() => fineness(page, canvas), canvas).toBe(ratio);
  }
});

test("on a finer screen filters and nearest images are as fine as it is", async ({ page }) => {
  const { a } = await open(page, "./#tab=filters");
  await expect.poll(() => page.locator(ATLAS).count()).toBe(2);
  await a.region.getByText("More", { exact: true }).click();
  await a.region
    .getByRole("checkbox", { name: /nearest/iu })
    .or(a.region.getByRole("switch", { name: /nearest/iu }))
    .first()
    .check();
  await page.keyboard.press("Escape");
  await expect(page.locator(".nearest canvas").first()).toBeVisible();
  await moveTo(page, 2);
  for (const canvas of [ATLAS, ".nearest canvas"]) await expect.poll(() => fineness(page, canvas), canvas).toBe(2);
});

test("the filters are smaller as soon as the window is lower, and larger again", async ({ page }) => {
  await open(page, "./#tab=filters");
  const atlas = page.locator(ATLAS).first();
  const height = async () => (await atlas.boundingBox())?.height ?? 0;
  await expect.poll(height).toBeGreaterThan(150);
  const high = await height();
  await page.setViewportSize({ width: 1440, height: 780 });
  await expect.poll(height).toBeLessThan(high);
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect.poll(height).toBe(high);
});

test("a window that becomes as narrow as a phone shows the runs beneath the lesson", async ({ page }) => {
  await open(page, "./#step=bottleneck");
  const peek = page.locator('[data-part="peek"]');
  await expect(peek).toBeHidden();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(peek).toBeVisible();
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(peek).toBeHidden();
});

test("no size that the page follows is changed while browsers tell it", async ({ page }) => {
  await page.addInitScript(() => {
    const errors = /** @type {string[]} */ ([]);
    Object.assign(globalThis, { errors });
    addEventListener("error", ({ message }) => errors.push(message));
  });
  await open(page);
  for (const key of "234123") {
    await page.keyboard.press(key);
    await page.waitForTimeout(100);
  }
  for (const [width, height] of [
    [1000, 700],
    [390, 844],
    [800, 1280],
    [1440, 900],
  ]) {
    await page.setViewportSize({ width, height });
    await page.waitForTimeout(150);
  }
  await page.keyboard.press("p");
  await page.waitForTimeout(150);
  await page.keyboard.press("p");
  await page.getByRole("button", { name: "Add a run" }).click();
  await new Lane(page, "C").appears();
  await page.waitForTimeout(150);
  expect(await page.evaluate(() => /** @type {any} */ (globalThis).errors)).toEqual([]);
});

/**
 * How many listeners there are once the rest of them has been collected.
 * @param {CDPSession} session
 */
async function listeners(session) {
  // What is held weakly only goes with the second.
  for (let collected = 0; collected < 2; collected += 1) await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "JSEventListeners")?.value ?? NaN;
}

test("listeners do not add up: runs that come and go, pins that are taken back, a lesson turned back and forth", async ({
  page,
}) => {
  await open(page);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const runs = async () => {
    await page.getByRole("button", { name: "Add a run" }).click();
    await new Lane(page, "C").appears();
    await page.getByRole("button", { name: "Remove run C" }).click();
    await expect(page.locator(".lane")).toHaveCount(2);
    // What was pressed last is not forgotten before something else is.
    await page.getByRole("tab", { name: "Ledger" }).click();
  };
  const pins = async () => {
    const removes = page.getByRole("tabpanel").getByRole("button", { name: /^Remove “/u });
    const before = await removes.count();
    await page.keyboard.press("s");
    await expect(removes).toHaveCount(2);
    for (let left = 1; left >= before; left -= 1) {
      await removes.last().click();
      await expect(removes).toHaveCount(left);
    }
  };
  const lesson = async () => {
    for (const key of ["]", "["]) {
      await page.keyboard.press(key);
      for (const name of ["A", "B"]) await new Lane(page, name).appears();
    }
  };
  for (const [tab, act, times] of /** @type {const} */ ([
    ["ledger", runs, 30],
    ["shelf", pins, 10],
    ["loss", lesson, 5],
  ])) {
    await page.keyboard.press(String(TABS.indexOf(tab) + 1));
    for (let time = 0; time < 2; time += 1) await act();
    const once = await listeners(session);
    for (let time = 0; time < times; time += 1) await act();
    expect(await listeners(session), `${act.name}, ${times} times`).toBeLessThanOrEqual(once);
  }
});
