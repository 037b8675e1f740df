// Runs on points: the square in each lane, followed by pointer, keys and finger; points that a person places.
import { faults } from "./axe.js";
import { Lane, expect, open, overflowOf, test } from "./lab.js";
import { misplaced } from "./layout.js";
import { settled } from "./poses.js";

/** @import { Locator, Page } from '@playwright/test' */

const ARC =
  "a=k:32,lr:.01,schedule:cosine,steps:2000,batch:200&b=k:32,l:.03,lr:.01,schedule:cosine,steps:2000,batch:200&data=arc&m=200";

/** @param {Lane} lane */
const square = (lane) => lane.region.getByRole("application", { name: "points of the plane" });
/** @param {Lane} lane */
const way = (lane) => lane.region.locator(".followed");

/** The page on points, with the square of each run drawn. @param {Page} page @param {string} address */
async function openPlane(page, address) {
  const lanes = await open(page, address);
  for (const lane of Object.values(lanes)) await drawn(square(lane));
  return lanes;
}

/** What a canvas shows. @param {Locator} canvas */
const pixelsOf = (canvas) => canvas.evaluate((element) => /** @type {HTMLCanvasElement} */ (element).toDataURL());

/** An empty square is a short picture. @param {Locator} canvas */
const drawn = (canvas) =>
  expect.poll(async () => ((await canvas.count()) > 0 ? (await pixelsOf(canvas)).length : 0)).toBeGreaterThan(4000);

/** A place in the window, as x and y of the plane have it. @param {Locator} canvas @param {number} x @param {number} y */
async function placeOn(canvas, x, y) {
  const box = await canvas.boundingBox();
  if (!box) throw new Error("the square is not there");
  return /** @type {const} */ ([box.x + ((x + 2.25) / 4.5) * box.width, box.y + ((2.25 - y) / 4.5) * box.height]);
}

/** Where x̂ is, as a lane says. @param {Lane} lane */
async function landing(lane) {
  const text = (await way(lane).textContent()) ?? "";
  const numbers =
    text
      .replaceAll("−", "-")
      .match(/-?\d+\.\d+/gu)
      ?.map(Number) ?? [];
  return { from: numbers.slice(0, 2), to: numbers.slice(2) };
}

test("presets 10a and 10b begin two runs on points, without a penalty and with one", async ({ page }) => {
  const { a, b } = await open(page, "./#step=your-turn");
  const presets = page.getByRole("list", { name: "Presets" });
  for (const [name, data] of [
    ["10a Plane: line", "line"],
    ["10b Plane: arc", "arc"],
  ]) {
    await presets.getByRole("button", { name }).click();
    await expect(page.getByRole("combobox", { name: "Data set" })).toHaveValue(data);
    for (const lane of [a, b]) await drawn(square(lane));
    expect([await a.lambda.inputValue(), await b.lambda.inputValue()]).toEqual(["0", "0.03"]);
    await expect(page.getByRole("slider", { name: "Training images" })).toHaveAttribute("aria-valuetext", "200 points");
  }
});

test("a run on points shows them, trains, and says what it passes across the curve and along it", async ({ page }) => {
  const { a, b } = await openPlane(page, `./#${ARC}&speed=unlimited&until=2000`);
  await expect(a.region.getByRole("img", { name: "train" })).toBeHidden();
  await expect(square(a)).toHaveAttribute(
    "aria-description",
    /^200 points that are trained on, moved by .*; 200 that are held out, by .*; and 361 places of a grid/u,
  );
  const untrained = await pixelsOf(square(b));
  await page.keyboard.press("Space");
  for (const lane of [a, b]) {
    await lane.reaches(2000);
    await lane.rests();
  }
  // The bands of tests/pytorch/plane.rs.
  const passes = await Promise.all([a, b].map((lane) => lane.values("normal pass", "tangent pass")));
  expect(Math.abs(passes[0][0] - 0.96)).toBeLessThan(0.1);
  expect(Math.abs(passes[1][0] - 0.3)).toBeLessThan(0.04);
  expect(Math.abs(passes[1][1] - 0.9)).toBeLessThan(0.09);
  await expect(a.region.locator(".verdict")).toContainText("copies the plane");
  await expect(b.region.locator(".verdict")).toContainText("takes points towards the curve");
  expect(await pixelsOf(square(b))).not.toBe(untrained);
  // A place above the curve: A leaves it where it is, B takes it down.
  await page.mouse.move(...(await placeOn(square(a), 0.5, 0.5)));
  for (const lane of [a, b]) await expect(way(lane)).toContainText("→");
  const [left, taken] = await Promise.all([landing(a), landing(b)]);
  expect(left.from).toEqual(taken.from);
  expect(Math.hypot(left.to[0] - 0.5, left.to[1] - 0.5)).toBeLessThan(0.15);
  expect(taken.to[1]).toBeLessThan(0.3);
  await page.mouse.move(5, 5);
  await expect(way(b)).toHaveText(/^Point at the square/u);
});

test("by keyboard: a cursor is moved, its way is said, and the keys of the page stay its own", async ({ page }) => {
  const { a } = await openPlane(page, `./#${ARC}`);
  await page.getByRole("button", { name: "Restart run" }).first().focus();
  while (!(await square(a).evaluate((canvas) => canvas === document.activeElement))) await page.keyboard.press("Tab");
  const said = a.region.locator(".plane [role=status]");
  await expect(said).toHaveText(/^x \(0\.00, 0\.00\) → x̂ \(/u);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Shift+ArrowUp");
  await expect(said).toHaveText(/^x \(0\.13, 0\.13\) → x̂ \(/u);
  expect(await a.value("step"), "an arrow is no step").toBe(0);
  await page.keyboard.press("Tab");
  await expect(way(a)).toHaveText(/^Point at the square/u);
});

test("points are clicked and taken away, by mouse and by keyboard; the link has them, and Back and a reload keep them", async ({
  page,
}) => {
  const { a, b } = await open(page);
  await page.getByRole("combobox", { name: "Data set" }).selectOption("points");
  await drawn(square(a));
  const about = a.region.locator(".plane-about");
  await expect(about).toContainText("25 of 200 points");
  await a.region.getByRole("button", { name: "Remove all" }).click();
  await expect(page.locator('[data-part="status"]')).toContainText("A run takes 2 points");
  await expect(about).toContainText("0 of 200 points");
  for (const [x, y] of [
    [-1, -1],
    [0, 0.5],
    [1, -0.5],
    [1.25, 1],
    [-0.5, 1],
    [0.5, 0],
  ])
    await page.mouse.click(...(await placeOn(square(b), x, y)));
  await expect(about).toContainText("6 of 200 points");
  await a.appears();
  await expect.poll(() => page.url()).toMatch(/&points=[\dA-Za-z]{18}$/u);
  const [first, rest] = /([\dA-Za-z]{6})[\dA-Za-z]{3}([\dA-Za-z]{9})$/u.exec(page.url())?.slice(1) ?? [];
  await expect(square(a)).toHaveAttribute(
    "aria-description",
    /^5 points that are trained on, .*; 1 that are held out/u,
  );
  // A click on one takes it away.
  await page.mouse.click(...(await placeOn(square(a), 1, -0.5)));
  await expect(about).toContainText("5 of 200 points");
  await square(a).focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(about).toContainText("6 of 200 points");
  await page.keyboard.press("Enter");
  await expect(about).toContainText("5 of 200 points");
  // Of two states with as many points the later one: the link follows only when nothing has changed for a while.
  await expect.poll(() => page.url()).toMatch(new RegExp(`&points=${first}${rest}$`, "u"));
  const link = page.url();
  await page.getByRole("combobox", { name: "Data set" }).selectOption("mnist-14");
  await expect(a.region.getByRole("img", { name: "train", exact: true })).toBeVisible();
  await page.goBack();
  await expect(about).toContainText("5 of 200 points");
  expect(page.url()).toBe(link);
  await page.reload();
  await expect(about).toContainText("5 of 200 points");
});

test("what only images have says so, or is not there", async ({ page }) => {
  const { a } = await openPlane(page, "./#data=moons");
  for (const name of ["Draw", "Show difference"]) await expect(a.region.getByText(name, { exact: true })).toBeHidden();
  await page.keyboard.press("w");
  await expect(page.getByRole("dialog", { name: "Your drawing" })).toBeHidden();
  await expect(page.locator('[data-part="status"]')).toContainText("Points are no images to draw");
  await page.getByRole("tab", { name: "Filters" }).click();
  await expect(page.getByText("These data are points: a hidden unit has two weights")).toBeVisible();
  await page.getByRole("tab", { name: "Characters" }).click();
  await expect(page.getByText("were measured on images, and are not drawn")).toBeVisible();
  await expect(a.region.getByRole("heading", { level: 2 })).toHaveText(/Overcomplete/u);
  await expect(a.region.locator(".lane-head > p")).toContainText("2 coordinates");
});

test("axe finds nothing, all is on one screen, and nothing lies on anything else", async ({ page }) => {
  await openPlane(page, "./#data=points");
  await expect.poll(() => overflowOf(page)).toEqual([0, 0, 0, 0]);
  for (const [width, height] of [
    [1440, 900],
    [1280, 720],
    [1024, 768],
  ]) {
    await page.setViewportSize({ width, height });
    await settled(page);
    expect(await misplaced(page), `${width}×${height}`).toEqual([]);
  }
  expect(await faults(page)).toEqual([]);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("a tap follows a place, and places a point", async ({ page }) => {
    await page.goto("./#data=points");
    const a = new Lane(page, "A");
    await a.appears();
    await drawn(square(a));
    await square(a).scrollIntoViewIfNeeded();
    const place = await placeOn(square(a), 1.5, -1.5);
    await page.touchscreen.tap(...place);
    await expect(a.region.locator(".plane-about")).toContainText("26 of 200 points");
    await expect(way(a)).toContainText("→ x̂");
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    expect(await misplaced(page)).toEqual([]);
    expect(await faults(page)).toEqual([]);
  });
});
