// In a frame that is not displayed, as in a folded section of a course page or on a slide to come, the page waits; displayed, it is whole.
import { coloursOf, expect, test } from "../page/lab.js";

/** @import { FrameLocator, Page } from '@playwright/test' */

/**
 * A page of a course with ours in a box.
 * @param {Page} page
 * @param {string} box with FRAME in it
 */
async function embed(page, box) {
  const body = `<!DOCTYPE html><title>Course</title>${box.replace("FRAME", '<iframe src="./" width="1300" height="900"></iframe>')}`;
  await page.route("**/course.html", (route) => route.fulfill({ contentType: "text/html", body }));
  await page.goto("./course.html");
  return page.frameLocator("iframe");
}

/** Everything is drawn, and nothing is complained of. @param {FrameLocator} frame */
async function isWhole(frame) {
  const lane = frame.locator('.lane[data-lane="B"]');
  await expect(lane.locator('data[data-readout="train error"]')).toHaveAttribute("value", /\d/u);
  for (const canvas of [lane.locator('[data-row="held-out"]'), frame.locator(".chart canvas").first()]) {
    await expect(canvas).toBeVisible();
    await expect.poll(() => coloursOf(canvas)).toBeGreaterThan(20);
  }
  await expect(frame.locator('[data-part="notices"]')).toHaveText("");
  expect(
    await frame.locator('[data-part="lesson"]').evaluate((lesson) => lesson.closest("details")?.open ?? true),
    "the lesson is unfolded: there is room",
  ).toBe(true);
}

/** @param {Page} page @param {string} display */
const show = (page, display) =>
  page.locator("#box").evaluate((box, value) => void (box.style.display = value), display);

test("a page that begins in a box that is not displayed is whole when it is displayed", async ({ page }) => {
  const frame = await embed(page, '<div id="box" style="display: none">FRAME</div>');
  await page.waitForTimeout(3000);
  await show(page, "block");
  await isWhole(frame);
});

test("so it is where the frame itself is hidden, within a folded section, while it loads", async ({ page }) => {
  const frame = await embed(
    page,
    '<details><summary>Section 2</summary><div id="box" style="display: none">FRAME</div></details>',
  );
  await show(page, "block");
  await page.waitForTimeout(300);
  await page.locator("details").evaluate((details) => details.setAttribute("open", ""));
  await isWhole(frame);
});

test("a page whose colours change while it is not displayed has them when it is displayed again", async ({ page }) => {
  const frame = await embed(page, '<div id="box" style="display: block">FRAME</div>');
  await isWhole(frame);
  const changeTheme = () =>
    frame.locator('[data-part="theme"]').evaluate((button) => /** @type {HTMLButtonElement} */ (button).click());
  await changeTheme();
  await expect(frame.locator(":root")).toHaveAttribute("data-theme", "light");
  const looks = () =>
    Promise.all(
      [frame.locator('.lane[data-lane="B"] [data-row="held-out"]'), frame.locator(".chart canvas").first()].map(
        (canvas) => canvas.evaluate((drawn) => /** @type {HTMLCanvasElement} */ (drawn).toDataURL()),
      ),
    );
  const [tiles, chart] = await looks();
  await show(page, "none");
  await changeTheme();
  await page.waitForTimeout(300);
  await show(page, "block");
  await expect
    .poll(
      async () => (await looks()).filter((look) => look === tiles || look === chart).length,
      "tiles and chart as before",
    )
    .toBe(0);
  await expect(frame.locator('[data-part="notices"]')).toHaveText("");
});
