// Predictions and words: asked before Play, by pointer, keys and touch; compared with what came; explained where they stand.
import { CARDS } from "../../www/lesson/cards.js";
import { faults } from "./axe.js";
import { Lane, expect, open, test } from "./lab.js";

/** @import { Page } from '@playwright/test' */

/** @param {string} card */
const placeOf = (card) => CARDS.findIndex(({ id }) => id === card);

/** @param {Page} page */
const questionOf = (page) => {
  const group = page.getByRole("group", { name: "Your prediction" });
  const button = (/** @type {string} */ name) => group.getByRole("button", { name, exact: true });
  return {
    group,
    predict: button("Predict"),
    skip: button("Skip"),
    reveal: button("Reveal"),
    result: group.getByRole("status").first(),
  };
};

/** The runs of the card, to their budget, as fast as it goes. @param {Page} page */
async function train(page) {
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await expect(page.locator('[data-part="status"]')).toContainText("Paused at its budget", { timeout: 90_000 });
}

test("by keyboard: a question is answered, the runs train, and what came is compared with what was said", async ({
  page,
}) => {
  const { a, b } = await open(page, "./#step=bottleneck&speed=unlimited");
  const { group, predict, skip, reveal, result } = questionOf(page);
  await expect(group).toBeVisible();
  const look = page.getByRole("heading", { name: "Look" });
  await expect(look, "what comes out waits for the answer").toBeHidden();
  await expect(predict).toHaveAttribute("aria-disabled", "true");
  expect(await faults(page)).toEqual([]);
  await group.getByRole("radio").first().focus();
  await page.keyboard.press("Space");
  await expect(group.getByRole("radio", { name: "A’s" })).toBeChecked();
  await page.keyboard.press("ArrowRight");
  await expect(group.getByRole("radio", { name: "B’s" })).toBeChecked();
  await predict.focus();
  await page.keyboard.press("Enter");
  await expect(group).toContainText("You said “B’s”. Compared at step 1,500.");
  await expect(skip).toBeHidden();
  await expect(look).toBeVisible();
  await expect(reveal).toHaveAttribute("aria-disabled", "true");
  await expect(reveal).toBeFocused();
  await reveal.press("Enter");
  await expect(result, "there is nothing to compare with").toBeEmpty();
  await train(page);
  for (const lane of [a, b]) await lane.rests();
  await expect(reveal).toHaveAttribute("aria-disabled", "false");
  await reveal.focus();
  await page.keyboard.press("Enter");
  const gaps = await Promise.all([a, b].map(({ region }) => region.locator('[data-readout="gap"]').textContent()));
  await expect(result).toContainText(`You said “B’s”, and so it is: A has ${gaps[0]}, B ${gaps[1]}.`);
  await expect(result).toContainText(/Held-out − train error: A [\d.]+ − [\d.]+ = [\d.]+/u);
  expect(await faults(page)).toEqual([]);
  await b.lambda.fill("0.3");
  await b.lambda.press("Enter");
  await expect(result, "the runs are others now").toContainText("these are not the card’s runs any more");
});

test("nobody is forced: one key skips on all cards, a reload remembers it, and Predict asks again", async ({
  page,
}) => {
  await open(page, "./#step=tie");
  const { group, predict, skip } = questionOf(page);
  await expect(skip).toBeVisible();
  await page.keyboard.press("x");
  await expect(skip).toBeHidden();
  await expect(group.getByRole("slider")).toBeHidden();
  await expect(page.getByRole("heading", { name: "Look" })).toBeVisible();
  await page.reload();
  await expect(predict).toBeVisible();
  await expect(skip).toBeHidden();
  // The next card that has a question.
  for (let at = placeOf("tie"); at < placeOf("tricks-meet"); at += 1) await page.keyboard.press("]");
  await expect(predict).toBeVisible();
  await expect(skip).toBeHidden();
  await predict.click();
  await expect(skip).toBeVisible();
  await skip.click();
  await expect(predict, "the focus goes on").toBeFocused();
  // Who clicked has not asked for the button that has the focus now: Space plays.
  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  await expect(skip).toBeHidden();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+Tab");
  await expect(predict).toBeFocused();
  await page.keyboard.press("Space");
  await expect(skip, "come to by keyboard, it is pressed").toBeVisible();
});

test("a value by pointer: marked at its readout, kept over a reload, in a link only if it is shared", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { b } = await open(page, "./#step=tie");
  const { group, predict } = questionOf(page);
  const slider = group.getByRole("slider");
  const box = await slider.boundingBox();
  if (!box) throw new Error("no slider");
  await page.mouse.click(box.x + 0.25 * box.width, box.y + box.height / 2);
  await expect(slider).toHaveAttribute("aria-valuetext", /^0\.2\d$/u);
  const said = await slider.getAttribute("aria-valuetext");
  await predict.click();
  await expect(b.region.locator(".readout", { hasText: "copy index" })).toContainText(`you said ${said}`);
  await page.reload();
  await expect(group).toContainText(`You said ${said}.`);
  expect(await page.evaluate(() => location.hash)).toBe("#step=tie");
  await page.getByRole("button", { name: "Share" }).click();
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(clipboard).toMatch(/#step=tie$/u);
  await page.getByRole("checkbox", { name: "with my predictions" }).check();
  await expect.poll(clipboard).toMatch(/#step=tie&guess=tie:\.2\d*$/u);
  const link = await clipboard();
  await page.evaluate(() => sessionStorage.clear());
  const other = await context.newPage();
  await other.goto(link);
  await expect(questionOf(other).group).toContainText(`You said ${said}.`);
  await other.close();
});

test("a curve is drawn on the chart, by keys and by pointer, and stays while the runs train", async ({ page }) => {
  const { b } = await open(page, "./#step=penalty&until=60");
  const { group, predict, reveal } = questionOf(page);
  const points = page
    .getByRole("tabpanel", { name: "Loss" })
    .getByRole("slider", { name: /^B’s held-out error at step/u });
  await expect(points).toHaveCount(5);
  const last = points.nth(4);
  const value = async () => Number(await last.getAttribute("aria-valuenow"));
  await points.first().focus();
  await page.keyboard.press("ArrowRight");
  await expect(points.nth(1)).toBeFocused();
  await last.focus();
  const before = await value();
  await page.keyboard.press("ArrowDown");
  await expect.poll(value).toBeLessThan(before);
  await page.keyboard.press("Home");
  await expect.poll(value).toBe(0.5);
  await page.keyboard.press("PageUp");
  await expect.poll(value).toBe(0.75);
  expect(await b.value("step"), "arrows step no run").toBe(0);
  const box = await last.boundingBox();
  if (!box) throw new Error("no point");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y - 60, { steps: 4 });
  await page.mouse.up();
  const drawn = await value();
  expect(drawn).toBeGreaterThan(1);
  expect(await faults(page)).toEqual([]);
  await predict.click();
  await expect(points).toHaveCount(0);
  const row = page.getByRole("table", { name: /^Loss/u }).locator("tr", { hasText: "Your prediction" });
  await expect(row).toContainText("1,500");
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await b.reaches(60);
  await expect(row).toContainText("1,500");
  await expect(group).toContainText("Compared once λ has been set in B");
  await expect(reveal).toHaveAttribute("aria-disabled", "true");
});

test("a curve over λ has a plane of its own, and is compared with a sweep", async ({ page }) => {
  await open(page, "./#step=too-much");
  const { group, predict, reveal } = questionOf(page);
  const points = group.getByRole("slider", { name: /^Held-out error at λ/u });
  await expect(points).toHaveCount(5);
  await points.first().press("PageUp");
  await predict.click();
  await expect(reveal).toHaveAttribute("aria-disabled", "true");
  await expect(group.getByRole("img", { name: /^Held-out error over λ/u })).toBeVisible();
  await group.getByRole("button", { name: "Open the sweep" }).click();
  await expect(page.getByRole("tab", { name: "Sweep" })).toHaveAttribute("aria-selected", "true");
  await expect(page.getByText("runs of 1,500 steps; k = 392, else as run B.")).toBeVisible();
});

test("in a hall a class votes, and sees the bars beside what came", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await open(page, "./#step=bottleneck&speed=unlimited&projector=on");
  await page.getByRole("button", { name: "Class vote" }).click();
  const panel = page.getByRole("dialog", { name: "Class vote" });
  await panel.getByRole("spinbutton", { name: "Votes for “A’s”" }).fill("3");
  // Two between two frames.
  await panel.getByRole("spinbutton").evaluateAll((fields) => {
    for (const [at, count] of [
      [1, 12],
      [2, 5],
    ]) {
      const field = /** @type {HTMLInputElement} */ (fields[at]);
      field.value = String(count);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
  await expect(panel.getByRole("button", { name: "Show the outcome" })).toHaveAttribute("aria-disabled", "true");
  expect(await faults(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await train(page);
  await page.getByRole("button", { name: "Class vote" }).click();
  await panel.getByRole("button", { name: "Show the outcome" }).click();
  await expect(panel).toContainText("A’s: 3, B’s: 12, about the same: 5. 12 of 20 said what came.");
  await expect(panel.locator('[data-came="true"]')).toContainText("B’s");
});

test("what was predicted stands on paper, beside what came", async ({ page }) => {
  await open(page, "./#step=tie&guess=tie:.25,bottleneck:c");
  await expect(questionOf(page).group).toContainText("You said 0.25.");
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  const sheet = page.getByRole("region", { name: "Summary of the runs" });
  await expect(sheet.getByRole("row", { name: /^Even a bottleneck leaves a gap/u })).toContainText(
    "“about the same”not compared",
  );
  await expect(sheet.getByRole("row", { name: /^Tie the weights/u })).toContainText("0.25not compared");
});

test("a term is explained on hover, on focus and by Enter, until Escape", async ({ page }) => {
  const { a } = await open(page);
  const tip = page.getByRole("tooltip");
  const gap = a.region.getByRole("button", { name: "gap", exact: true });
  await gap.hover();
  await expect(tip).toContainText("held-out − train error");
  // It may be pointed at itself.
  await tip.hover();
  await expect(tip).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(tip).toBeHidden();
  await a.region.getByRole("button", { name: "train error", exact: true }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(gap).toBeFocused();
  await expect(gap).toHaveAccessibleDescription(/held-out images is above that on training images/u);
  await expect(tip).toBeVisible();
  await page.keyboard.press("Space");
  await expect(tip).toBeHidden();
  await page.keyboard.press("Enter");
  await expect(tip).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await page.getByRole("button", { name: "Play", exact: true }).focus();
  await expect(tip).toBeHidden();
  expect(await a.value("step"), "Space and arrows were for the term").toBe(0);
  const lesson = page.getByRole("navigation", { name: "Lesson" });
  await lesson.getByRole("button", { name: "code", exact: true }).focus();
  await expect(tip).toContainText("h = g(Wx + b)");
});

test("the first card shows what an autoencoder is; the next is the lecture’s first statement", async ({ page }) => {
  await open(page);
  const lesson = page.getByRole("navigation", { name: "Lesson" });
  await expect(lesson.getByRole("heading", { level: 2 })).toHaveText("What is an autoencoder?");
  await expect(lesson.getByRole("img", { name: /^196 pixels, 16 hidden units/u })).toBeVisible();
  await expect(page.getByRole("group", { name: "Your prediction" })).toBeHidden();
  await page.goto("./#a=k:16&b=k:392");
  await expect(lesson.getByRole("heading", { level: 2 })).toHaveText("Even a bottleneck leaves a gap");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("under a finger: a point is dragged while the page stands still, a term answers a tap", async ({ page }) => {
    await page.goto("./#step=penalty");
    await new Lane(page, "B").appears();
    const { group } = questionOf(page);
    await expect(group).toBeVisible();
    const point = page.getByRole("slider", { name: "B’s held-out error at step 1,100" });
    await point.scrollIntoViewIfNeeded();
    const before = await point.getAttribute("aria-valuenow");
    const top = await page.evaluate(() => scrollY);
    const box = await point.boundingBox();
    if (!box) throw new Error("no point");
    const devtools = await page.context().newCDPSession(page);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const touch = (/** @type {string} */ type, /** @type {number} */ down) =>
      devtools.send("Input.dispatchTouchEvent", {
        type: /** @type {any} */ (type),
        touchPoints: type === "touchEnd" ? [] : [{ x, y: y + down }],
      });
    await touch("touchStart", 0);
    for (const down of [5, 15, 25, 30]) await touch("touchMove", down);
    await touch("touchEnd", 0);
    await expect.poll(() => point.getAttribute("aria-valuenow")).not.toBe(before);
    expect(await page.evaluate(() => scrollY)).toBe(top);
    const term = new Lane(page, "B").region.getByRole("button", { name: "noise kept", exact: true });
    await term.tap();
    await expect(page.getByRole("tooltip")).toContainText("as a share of its energy");
    await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
    await expect(page.getByRole("tooltip")).toBeHidden();
    expect(await faults(page)).toEqual([]);
  });
});
