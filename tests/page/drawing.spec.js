// A drawing of one's own: what every run makes of it, at once.
import { faults } from "./axe.js";
import { Lane, coloursOf, expect, open, overflowOf, test } from "./lab.js";

/** @import { Page } from '@playwright/test' */

const ROW = "your drawing";

/** @param {Page} page */
const pad = (page) => page.getByRole("dialog", { name: "Your drawing" });
/** @param {Page} page */
const paper = (page) => pad(page).getByRole("application", { name: "Drawing pad" });

/**
 * Places in the window, from shares of the pad.
 * @param {Page} page
 * @param {[x: number, y: number][]} path
 */
async function placesOn(page, path) {
  const box = await paper(page).boundingBox();
  if (!box) throw new Error("the pad is not there");
  return path.map(([x, y]) => /** @type {[number, number]} */ ([box.x + x * box.width, box.y + y * box.height]));
}

/** Draws a line with the mouse, as shares of the pad. @param {Page} page @param {[x: number, y: number][]} path */
async function stroke(page, path) {
  const [first, ...rest] = await placesOn(page, path);
  await page.mouse.move(...first);
  await page.mouse.down();
  for (const place of rest) await page.mouse.move(...place, { steps: 8 });
  await page.mouse.up();
}

/**
 * Draws a line piece by piece, each seen in every lane before the next: of one that is drawn at once a lane shows some pieces before it
 * shows all.
 * @param {Page} page
 * @param {Lane[]} lanes
 * @param {[x: number, y: number][]} path
 */
async function strokeSeen(page, lanes, path) {
  const [first, ...rest] = await placesOn(page, path);
  await page.mouse.move(...first);
  await page.mouse.down();
  for (const lane of lanes) await expect(lane.region.getByRole("img", { name: ROW, exact: true })).toBeVisible();
  for (const place of rest) {
    const before = await Promise.all(lanes.map((lane) => lane.picture(ROW)));
    await page.mouse.move(...place);
    for (const [index, lane] of lanes.entries()) await expect.poll(() => lane.picture(ROW)).not.toBe(before[index]);
  }
  await page.mouse.up();
}

/** The squared error that a lane states for the drawing. @param {Lane} lane */
const errorOf = async (lane) => Number(await lane.region.locator(".tiles data").getAttribute("value"));

test("drawn with the mouse: both runs show what they make of it, while they train and at rest", async ({ page }) => {
  const { a, b } = await open(page);
  const lanes = [a, b];
  for (const lane of lanes) await expect(lane.region.getByRole("img", { name: ROW })).toBeHidden();
  await b.region.getByRole("button", { name: "Draw", exact: true }).click();
  await expect(b.region.getByRole("button", { name: "Draw", exact: true })).toHaveAttribute("aria-expanded", "true");
  await strokeSeen(page, lanes, [
    [0.3, 0.2],
    [0.7, 0.2],
    [0.45, 0.85],
  ]);
  for (const lane of lanes) {
    await expect(lane.region.getByRole("img", { name: ROW, exact: true })).toBeVisible();
    await expect(lane.region.getByRole("img", { name: ROW, exact: true })).toHaveAttribute(
      "aria-description",
      /^the drawing above its reconstruction, squared error \d/u,
    );
    expect(await coloursOf(lane.region.getByRole("img", { name: ROW }))).toBeGreaterThan(10);
    expect(await errorOf(lane)).toBeGreaterThan(0);
  }
  expect(await overflowOf(page), "all on one screen").toEqual([0, 0, 0, 0]);
  const pictures = () => Promise.all(lanes.map((lane) => lane.picture(ROW)));
  const [untrained, errors] = [await pictures(), await Promise.all(lanes.map(errorOf))];
  // The mouse leaves the keys to the page.
  await page.keyboard.press("Space");
  await Promise.all(lanes.map((lane) => lane.reaches(150)));
  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
  const trained = await pictures();
  trained.forEach((picture, lane) => expect(picture).not.toBe(untrained[lane]));
  for (const [index, lane] of lanes.entries()) expect(await errorOf(lane)).toBeLessThan(errors[index]);
  // Another stroke while they stand still.
  await stroke(page, [
    [0.2, 0.5],
    [0.8, 0.5],
  ]);
  for (const [index, lane] of lanes.entries()) await expect.poll(() => lane.picture(ROW)).not.toBe(trained[index]);
  const second = await pictures();
  await page.getByRole("switch", { name: "Show difference" }).first().check();
  for (const [index, lane] of lanes.entries()) await expect.poll(() => lane.picture(ROW)).not.toBe(second[index]);
});

test("over plain http, where a browser does not tell the moves between two frames, lines are drawn", async ({
  page,
}) => {
  await page.addInitScript(() => void Reflect.deleteProperty(PointerEvent.prototype, "getCoalescedEvents"));
  const { b } = await open(page);
  await b.region.getByRole("button", { name: "Draw", exact: true }).click();
  await stroke(page, [
    [0.5, 0.1],
    [0.5, 0.9],
  ]);
  await expect(b.region.getByRole("img", { name: ROW })).toBeVisible();
  const difference = () =>
    paper(page).evaluate((canvas) => {
      const { width, height } = /** @type {HTMLCanvasElement} */ (canvas);
      const column =
        /** @type {HTMLCanvasElement} */ (canvas).getContext("2d")?.getImageData(width / 2, 0, 1, height).data ?? [];
      return column[0] - column[4 * Math.floor(height / 2)];
    });
  await expect.poll(difference, "there is ink between the ends").not.toBe(0);
});

test("a palm rests on the pad, then the pen draws: the stroke is there, the blot is not", async ({ page }) => {
  const { b } = await open(page);
  await b.region.getByRole("button", { name: "Draw", exact: true }).click();
  const { x, y, width, height } = (await paper(page).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const devtools = await page.context().newCDPSession(page);
  const palm = (/** @type {"touchStart" | "touchMove" | "touchEnd"} */ type, /** @type {[number, number][]} */ ...at) =>
    devtools.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: at.map(([across, down]) => ({
        x: x + across * width,
        y: y + down * height,
        radiusX: 20,
        radiusY: 20,
      })),
    });
  const pen = (
    /** @type {"mousePressed" | "mouseMoved" | "mouseReleased"} */ type,
    /** @type {[number, number]} */ [across, down],
  ) =>
    devtools.send("Input.dispatchMouseEvent", {
      type,
      x: x + across * width,
      y: y + down * height,
      button: "left",
      buttons: type === "mouseReleased" ? 0 : 1,
      clickCount: 1,
      pointerType: "pen",
    });
  /** Whether there is ink at a place of the pad. @param {[number, number]} place */
  const inked = ([across, down]) =>
    paper(page).evaluate(
      (canvas, at) => {
        const side = /** @type {HTMLCanvasElement} */ (canvas).width;
        const copy = new OffscreenCanvas(side, side).getContext("2d", { willReadFrequently: true });
        copy?.drawImage(/** @type {HTMLCanvasElement} */ (canvas), 0, 0);
        const [found, empty] = [at, [0.01, 0.01]].map(([left, top]) =>
          String(copy?.getImageData(left * side, top * side, 1, 1).data),
        );
        return found !== empty;
      },
      [across, down],
    );
  await palm("touchStart", [0.8, 0.8]);
  await palm("touchMove", [0.82, 0.8]);
  await expect.poll(() => inked([0.8, 0.8]), "a finger would draw").toBe(true);
  await pen("mousePressed", [0.2, 0.2]);
  await pen("mouseMoved", [0.4, 0.2]);
  await palm("touchMove", [0.8, 0.7]);
  await pen("mouseMoved", [0.5, 0.2]);
  await pen("mouseReleased", [0.5, 0.2]);
  await palm("touchEnd");
  await expect.poll(() => inked([0.35, 0.2]), "the stroke").toBe(true);
  for (const place of /** @type {[number, number][]} */ ([
    [0.8, 0.8],
    [0.8, 0.7],
  ]))
    expect(await inked(place), "the blot").toBe(false);
});

test("drawn by keyboard alone: arrows move the brush, Space inks, and both runs answer", async ({ page }) => {
  const { a, b } = await open(page);
  await page.keyboard.press("w");
  await expect(paper(page)).toBeFocused();
  const said = pad(page).getByRole("status");
  await page.keyboard.press("ArrowRight");
  await expect(said).toHaveText("Brush, column 11, row 5 of 20");
  await expect(b.region.getByRole("img", { name: ROW })).toBeHidden();
  await page.keyboard.press("Space");
  await expect(said).toHaveText("Brush down, column 11, row 5 of 20");
  for (const lane of [a, b]) await expect(lane.region.getByRole("img", { name: ROW })).toBeVisible();
  const dots = await Promise.all([a, b].map((lane) => lane.picture(ROW)));
  for (let row = 0; row < 9; row += 1) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(said).toHaveText("Brush up, column 11, row 14 of 20");
  for (const [index, lane] of [a, b].entries()) await expect.poll(() => lane.picture(ROW)).not.toBe(dots[index]);
  expect(await a.value("step"), "the page made no step").toBe(0);
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
  const drawn = await a.picture(ROW);
  await page.keyboard.press("Delete");
  await expect(said).toHaveText("The pad is empty");
  await expect.poll(() => a.picture(ROW)).not.toBe(drawn);
  await page.keyboard.press("Escape");
  await expect(pad(page)).toBeHidden();
  await a.region.getByRole("button", { name: "Draw", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(paper(page)).toBeFocused();
  for (const name of ["Clear", "Remove"]) {
    await page.keyboard.press("Tab");
    await expect(pad(page).getByRole("button", { name })).toBeFocused();
  }
  await page.keyboard.press("Enter");
  await expect(pad(page)).toBeHidden();
  for (const lane of [a, b]) await expect(lane.region.getByRole("img", { name: ROW })).toBeHidden();
  await expect(a.region.getByRole("button", { name: "Draw", exact: true }), "the focus is given back").toBeFocused();
});

test("the drawing stays: over a reset, other data, another run and a reload; it is in no link", async ({ page }) => {
  const { a } = await open(page);
  const link = page.url();
  await a.region.getByRole("button", { name: "Draw", exact: true }).click();
  await strokeSeen(
    page,
    [a],
    [
      [0.5, 0.1],
      [0.5, 0.9],
    ],
  );
  await pad(page).getByRole("button", { name: "Close" }).click();
  const drawn = await a.picture(ROW);
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => a.value("step")).toBe(1);
  await page.keyboard.press("r");
  await expect.poll(() => a.picture(ROW)).toBe(drawn);
  expect(page.url()).toBe(link);
  await page.getByRole("combobox", { name: "Data set" }).selectOption("digits-8");
  await expect(a.region).toContainText("for 64 pixels");
  await expect.poll(() => a.picture(ROW)).not.toBe(drawn);
  await page.getByRole("button", { name: "Add a run" }).click();
  const c = new Lane(page, "C");
  await expect(c.region.getByRole("img", { name: ROW })).toBeVisible();
  await page.reload();
  for (const lane of [a, c]) await expect(lane.region.getByRole("img", { name: ROW })).toBeVisible();
  await expect(pad(page)).toBeHidden();
});

test("on a phone the pad does not cover what the run makes of the drawing", async ({ page }) => {
  const { a } = await open(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.keyboard.press("w");
  await paper(page).hover();
  await stroke(page, [
    [0.5, 0.1],
    [0.5, 0.9],
  ]);
  const row = a.region.getByRole("img", { name: ROW });
  await expect
    .poll(async () => {
      const [own, padded] = [await row.boundingBox(), await pad(page).boundingBox()];
      return own && padded && own.y >= 0 && own.y + own.height <= padded.y;
    })
    .toBe(true);
});

for (const [device, width, height] of /** @type {const} */ ([
  ["desk", 1440, 900],
  ["phone", 390, 844],
])) {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    test(`axe finds nothing while a person draws: ${device}, ${colorScheme}`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.goto("./");
      const a = new Lane(page, "A");
      await a.appears();
      await a.region.getByRole("button", { name: "Draw", exact: true }).click();
      // What is half beneath the head of the page is a small target to axe, but to nobody who scrolls.
      const wholly = () => a.region.evaluate((lane) => lane.scrollIntoView());
      await wholly();
      expect(await faults(page), "with an empty pad").toEqual([]);
      await stroke(page, [
        [0.3, 0.2],
        [0.7, 0.8],
      ]);
      const row = a.region.getByRole("img", { name: ROW });
      await expect(row).toBeVisible();
      const [own, over] = await Promise.all([row.boundingBox(), pad(page).boundingBox()]);
      expect(
        own && over && (own.y + own.height <= over.y || over.x + over.width <= own.x),
        "the pad hides no answer",
      ).toBe(true);
      await wholly();
      expect(await faults(page)).toEqual([]);
    });
  }
}

test("on a projector a drawing takes the place of the noise, and all fits", async ({ page }) => {
  const { b } = await open(page);
  await page.keyboard.press("p");
  await b.region.getByRole("button", { name: "Draw", exact: true }).click();
  await stroke(page, [
    [0.5, 0.1],
    [0.5, 0.9],
  ]);
  await expect(b.region.getByRole("img", { name: ROW })).toBeVisible();
  await expect(b.region.getByRole("img", { name: "noise" })).toBeHidden();
  expect(await overflowOf(page), "all on one screen").toEqual([0, 0, 0, 0]);
});

test("the first card leads to four runs and a stroke of one's own, and Share has the stroke in its link", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { a } = await open(page);
  await page.getByRole("button", { name: "Draw a digit of your own" }).click();
  await expect(page.getByRole("heading", { name: "Your stroke" })).toBeVisible();
  await expect(page.getByRole("region", { name: /^Run [A-D]$/u })).toHaveCount(4);
  await a.appears();
  await page.keyboard.press("w");
  await stroke(page, [
    [0.3, 0.2],
    [0.7, 0.2],
    [0.45, 0.85],
  ]);
  await page.keyboard.press("Escape");
  await expect(a.region.getByRole("img", { name: ROW, exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Share" }).click();
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(clipboard).toMatch(/#step=your-stroke&ink=[\da-z]+$/iu);
  const link = await clipboard();
  expect(link.length).toBeLessThanOrEqual(400);
  await expect(page.getByRole("button", { name: "Save the film" }), "nothing has trained yet").toBeHidden();
  await page.getByRole("checkbox", { name: "with my drawing" }).uncheck();
  await expect.poll(clipboard).toMatch(/#step=your-stroke$/u);
  const other = await context.newPage();
  await other.goto(link);
  const there = new Lane(other, "A");
  await there.appears();
  await expect(there.region.getByRole("img", { name: ROW, exact: true })).toBeVisible();
  const drawn = await errorOf(there);
  const far = async () => Math.abs(drawn / (await errorOf(a)) - 1);
  await expect.poll(far, "nearly the same drawing").toBeLessThan(0.1);
  await other.getByRole("button", { name: "Play", exact: true }).click();
  await there.reaches(200);
  await other.getByRole("button", { name: "Pause", exact: true }).click();
  await there.rests();
  const trained = await errorOf(there);
  expect(trained).toBeLessThan(drawn / 2);
  await other.getByRole("button", { name: "Share" }).click();
  const coming = other.waitForEvent("download");
  await other.getByRole("button", { name: "Save the film" }).click();
  expect((await coming).suggestedFilename()).toBe("film.webm");
  await other.emulateMedia({ reducedMotion: "reduce" });
  await other.getByRole("button", { name: "Film", exact: true }).click();
  await expect(there.region.getByRole("region", { name: "Then" })).toBeVisible();
  expect(await errorOf(there), "the film has the drawing, as it was redrawn then").toBeGreaterThan(1.2 * trained);
  await other.close();
});
