// A phone under a finger.
import { Lane, expect, test } from "./lab.js";

/** @import { Locator, Page } from '@playwright/test' */

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

/** Run A, ready at step 0: the one that a phone shows. @param {Page} page @param {string} [address] */
async function open(page, address = "./") {
  await page.goto(address);
  const a = new Lane(page, "A");
  await a.appears();
  return { a };
}

/** What a finger does, from the touch to the lift. @typedef {{at: (x: number, y: number) => Promise<void>, lift: () => Promise<void>}} Finger */

/** @param {Page} page @returns {Promise<Finger>} */
async function fingerOn(page) {
  const devtools = await page.context().newCDPSession(page);
  let down = false;
  return {
    async at(x, y) {
      await devtools.send("Input.dispatchTouchEvent", {
        type: down ? "touchMove" : "touchStart",
        touchPoints: [{ x, y }],
      });
      down = true;
    },
    async lift() {
      await devtools.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
      down = false;
    },
  };
}

/** @param {Finger} finger @param {[number, number]} from @param {[number, number]} to */
async function drag(finger, [x, y], [toX, toY]) {
  for (let part = 0; part <= 8; part += 1) await finger.at(x + ((toX - x) * part) / 8, y + ((toY - y) * part) / 8);
}

/** @param {import('@playwright/test').Locator} target */
async function boxOf(target) {
  const box = await target.boundingBox();
  if (!box) throw new Error("it is not shown");
  return box;
}

/** Between the head and the bar below. @param {Locator} target */
const intoView = (target) => target.evaluate((shown) => shown.scrollIntoView({ block: "center" }));

const scrolled = (/** @type {Page} */ page) => page.evaluate(() => scrollY);

test("λ is dragged, and the page stands still", async ({ page }) => {
  const { a } = await open(page);
  const finger = await fingerOn(page);
  const slider = a.region.getByRole("slider", { name: "L2 strength λ" });
  await intoView(slider);
  const stood = await scrolled(page);
  const { x, y, width, height } = await boxOf(slider);
  await drag(finger, [x + 8, y + height / 2], [x + 0.7 * width, y + height / 2 + 6]);
  await finger.lift();
  expect(Number(await a.lambda.inputValue())).toBeGreaterThan(0);
  expect(await scrolled(page)).toBe(stood);
});

test("the crosshair follows a finger to the side and stays when it is lifted; downwards the page scrolls", async ({
  page,
}) => {
  const { a } = await open(page, "./#a=k:8&b=k:12&data=digits-8&m=50&speed=unlimited&until=60");
  await page.getByRole("button", { name: "Play", exact: true }).tap();
  await a.reaches(60);
  await a.rests();
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  const crosshair = page.getByRole("slider", { name: "Crosshair" });
  await expect(crosshair, "the chart is drawn").toHaveAttribute("aria-valuetext", /^step \d/u);
  await page.evaluate(() => scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" }));
  const before = await scrolled(page);
  const { x, y } = await boxOf(crosshair);
  const tip = page.getByRole("tabpanel").locator(".tip");
  const finger = await fingerOn(page);
  await drag(finger, [x + 60, y + 60], [x + 120, y + 66]);
  await expect(tip).toBeVisible();
  await finger.lift();
  const first = await crosshair.getAttribute("aria-valuenow");
  await page.waitForTimeout(300);
  await expect(tip, "it can be read").toBeVisible();
  expect(await scrolled(page)).toBe(before);
  await page.touchscreen.tap(x + 200, y + 100);
  await expect.poll(() => crosshair.getAttribute("aria-valuenow"), "a tap moves it").not.toBe(first);
  await page.touchscreen.tap(x + 20, y - 14);
  await expect(tip, "a tap elsewhere takes it away").toBeHidden();
  await drag(finger, [x + 120, y + 40], [x + 124, y + 180]);
  await finger.lift();
  await expect.poll(() => scrolled(page)).toBeLessThan(before - 50);
});

test("targets are 24 pixels, 44 for what is used all the time; tabs answer a tap", async ({ page }) => {
  const { a } = await open(page);
  const main = [
    ...["Play", "Reset", "Step", "Back", "Next", /^Set-up/u, "Share", "Export", /^A · /u, /^B · /u].map((name) =>
      page.getByRole("button", typeof name === "string" ? { name, exact: true } : { name }),
    ),
    a.region.getByRole("slider", { name: "L2 strength λ" }),
    a.hiddenUnits,
    page.getByRole("combobox", { name: "Speed" }),
    ...(await page.getByRole("tab").all()),
  ];
  for (const target of main) expect((await boxOf(target)).height, `${target}`).toBeGreaterThanOrEqual(44);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll("button, input, select, summary")].flatMap((target) => {
      const { width, height } = target.getBoundingClientRect();
      return target.checkVisibility() && Math.min(width, height) < 24
        ? [`${target.getAttribute("aria-label") ?? target.textContent} ${width} × ${height}`]
        : [];
    }),
  );
  expect(small).toEqual([]);
  // Above a slider its own field is what is hit, not the slider.
  await intoView(a.lambda);
  const { x, y, width, height } = await boxOf(a.lambda);
  expect(
    await page.evaluate(
      ([left, top]) => document.elementFromPoint(left, top)?.getAttribute("aria-label"),
      [x + width / 2, y + height - 3],
    ),
  ).toContain("λ value");
  for (const name of ["Ledger", "Step", "Filters", "Why", "Characters", "Sweep", "Shelf", "Loss"]) {
    await page.getByRole("tab", { name }).tap();
    await expect(page.getByRole("tabpanel", { name })).toBeVisible();
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
});

test("what has the focus is covered neither by the head nor by the bar below", async ({ page }) => {
  await open(page);
  for (let stop = 0; stop < 60; stop += 1) {
    await page.keyboard.press("Tab");
    const place = await page.evaluate(() => {
      const target = document.activeElement;
      if (!target || target === document.body) return undefined;
      const { top, bottom } = target.getBoundingClientRect();
      const [head, bar] = [".masthead", ".transport"].map((box) =>
        document.querySelector(box)?.getBoundingClientRect(),
      );
      const free = target.closest(".masthead") !== null || (top >= (head?.bottom ?? 0) && bottom <= (bar?.top ?? 0));
      return { name: target.getAttribute("aria-label") ?? target.textContent, free };
    });
    if (!place) break;
    expect(place.free, `${place.name}`).toBe(true);
  }
});

test("what the page asks for is in reach, and a press is seen to do something", async ({ page }) => {
  await open(page, "./#step=bottleneck");
  const start = page.getByRole("button", { name: "Start training" });
  await expect(start).toBeInViewport({ ratio: 1 });
  expect((await boxOf(start)).height).toBeGreaterThanOrEqual(44);
  await expect(start.locator("kbd"), "there is hardly a keyboard").toBeHidden();
  const rows = page.locator(".peek canvas");
  await expect(rows).toHaveCount(2);
  const pictures = () =>
    rows.evaluateAll((all) => all.map((canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL()));
  await expect.poll(async () => (await boxOf(rows.first())).height).toBeGreaterThan(40);
  const before = await pictures();
  await start.tap();
  await expect
    .poll(async () => (await pictures()).map((picture, index) => picture !== before[index]))
    .toEqual([true, true]);
  for (const row of await rows.all()) await expect(row).toBeInViewport({ ratio: 1 });
  await expect(page.locator(".peek")).toContainText(/A held-out error \d/u);
});
