// What was reset, set up, removed or cleared comes back as it stood; and the keys of a lecturer's one hand.
import { CARDS } from "../../www/lesson/cards.js";
import { expect, open, test } from "./lab.js";

/** @import { Lane } from "./lab.js" */
/** @import { Page } from '@playwright/test' */

/** Both runs at this step, at rest. @param {Page} page @param {{a: Lane, b: Lane}} lanes */
async function train(page, { a, b }) {
  await page.keyboard.press("Space");
  for (const lane of [a, b]) {
    await lane.reaches(60);
    await lane.rests();
  }
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
}

/** What a person sees of both runs. @param {{a: Lane, b: Lane}} lanes */
async function seen({ a, b }) {
  const of = async (/** @type {Lane} */ lane) => [
    await lane.region.locator('[data-readout="receipt"]').getAttribute("value"),
    ...(await lane.values("step", "train error", "held-out error", "noise kept")),
    await lane.picture("held-out"),
  ];
  return [await of(a), await of(b)];
}

const ADDRESS = "./#a=k:16&b=k:64,l:.01@20&until=60&speed=unlimited";

/** @type {[what: string, act: (page: Page) => Promise<void>][]} */
const ACTS = [
  ["reset", (page) => page.keyboard.press("r")],
  ["new seed", (page) => page.keyboard.press("n")],
  ["set back", (page) => page.getByRole("button", { name: "Set back" }).click()],
  ["a run removed", (page) => page.getByRole("button", { name: "Remove run A" }).click()],
];

for (const [what, act] of ACTS) {
  test(`${what} is taken back by its notice and by Ctrl+Z: the same bits, and they train on`, async ({ page }) => {
    const lanes = await open(page, ADDRESS);
    await train(page, lanes);
    const before = await seen(lanes);
    for (const way of ["notice", "key"]) {
      await act(page);
      if (what === "a run removed") await expect(lanes.a.region).toHaveCount(0);
      else await expect.poll(() => lanes.b.value("step")).toBe(0);
      if (way === "notice") await page.getByRole("button", { name: "Undo", exact: true }).click();
      else await page.keyboard.press("Control+z");
      await expect.poll(() => seen(lanes), way).toEqual(before);
      await expect(page.getByRole("button", { name: "Undo", exact: true })).toHaveCount(0);
    }
    await page.keyboard.press("ArrowRight");
    for (const lane of [lanes.a, lanes.b]) await lane.reaches(61);
  });
}

test("a run that came back goes on to the bits of one that never went", async ({ page }) => {
  const lanes = await open(page, ADDRESS);
  await train(page, lanes);
  await page.keyboard.press("r");
  await expect.poll(() => lanes.a.value("step")).toBe(0);
  await page.keyboard.press("Control+z");
  await expect.poll(() => lanes.a.value("step")).toBe(60);
  const step = async () => {
    for (let count = 1; count <= 3; count += 1) {
      await page.keyboard.press("ArrowRight");
      for (const lane of [lanes.a, lanes.b]) {
        await lane.reaches(60 + count);
        await lane.rests();
      }
    }
    return seen(lanes);
  };
  const back = await step();
  await page.goto("about:blank");
  await page.goto(ADDRESS);
  for (const lane of [lanes.a, lanes.b]) await lane.appears();
  await train(page, lanes);
  expect(await step()).toEqual(back);
});

test("a cleared drawing comes back; in a text field Ctrl+Z is the field's", async ({ page }) => {
  const { a } = await open(page);
  await page.keyboard.press("w");
  const pad = page.getByRole("application", { name: "Drawing pad" });
  await pad.focus();
  // A dot: one drawing. Of a line the run shows a few before it shows the whole.
  await page.keyboard.press("Space");
  await page.keyboard.press("Space");
  const drawn = a.region.getByRole("img", { name: "your drawing" });
  await expect(drawn).toBeVisible();
  const before = await a.picture("your drawing");
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(drawn).toBeHidden();
  await a.lambda.focus();
  await page.keyboard.press("Control+z");
  await expect(drawn).toBeHidden();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect.poll(async () => ((await drawn.isVisible()) ? a.picture("your drawing") : "")).toBe(before);
});

test("a card that is left keeps its runs for when it is shown again", async ({ page }) => {
  const lanes = await open(page, ADDRESS);
  await train(page, lanes);
  const before = await seen(lanes);
  await page.getByRole("button", { name: "Next" }).click();
  await expect.poll(() => lanes.a.value("step")).toBe(0);
  await page.getByRole("button", { name: "Back" }).click();
  await expect.poll(() => seen(lanes)).toEqual(before);
});

test("a remote's two keys lead through a card and to the next, and back", async ({ page }) => {
  const lanes = await open(page, "./#speed=unlimited&projector=on");
  const title = (/** @type {number} */ at) =>
    expect(page.getByRole("heading", { level: 2, name: CARDS[at].title })).toBeVisible();
  await page.keyboard.press("PageDown");
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  await page.keyboard.press("PageDown");
  await title(2);
  await lanes.a.reaches(100);
  await page.keyboard.press("PageUp");
  await title(1);
});

test("L and T aim at the run in focus, O at the other one; arrows and Enter act", async ({ page }) => {
  const { a, b } = await open(page);
  await page.keyboard.press("l");
  await expect(a.region.getByRole("slider", { name: "L2 strength λ" })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(a.lambda).not.toHaveValue("0");
  await page.keyboard.press("o");
  await expect(b.region.getByRole("slider", { name: "L2 strength λ" })).toBeFocused();
  await page.keyboard.press("t");
  await expect(b.tie).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(b.tie).toBeChecked();
  await page.keyboard.press("o");
  await expect(a.tie).toBeFocused();
});

test("B and a full stop black the screen, and any key brings the page back without doing anything else", async ({
  page,
}) => {
  const { a } = await open(page);
  const dark = page.getByRole("dialog", { name: /^The screen is black/u });
  for (const [on, off] of [
    ["b", "b"],
    [".", "Escape"],
    ["b", "PageDown"],
    [".", "ArrowRight"],
  ]) {
    await page.keyboard.press(on);
    await expect(dark).toBeVisible();
    const { width, height } = (await dark.boundingBox()) ?? { width: 0, height: 0 };
    expect([width, height]).toEqual([1440, 900]);
    await page.keyboard.press(off);
    await expect(dark).toBeHidden();
  }
  await page.keyboard.press("b");
  await dark.click();
  await expect(dark).toBeHidden();
  expect(await a.value("step")).toBe(0);
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
});

test("F gives the page the whole screen, and back", async ({ page }) => {
  await open(page);
  const isFull = () => page.evaluate(() => document.fullscreenElement !== null);
  for (const wanted of [true, false]) {
    await page.keyboard.press("f");
    await expect.poll(isFull).toBe(wanted);
  }
});
