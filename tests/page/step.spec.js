// The coming step, in pictures: what is shown of it is what Step then does; by keyboard, mouse and touch.
import { faults } from "./axe.js";
import { coloursOf, expect, open, test } from "./lab.js";

/** @import { Page } from '@playwright/test' */

const SMALL = "a=k:8,l:.01&b=k:12,l:.02,tied,opt:momentum&data=digits-8&m=50";

/** @param {Page} page */
const panelOf = (page) => page.getByRole("tabpanel", { name: "Step", exact: true });
/** @param {Page} page */
const cursorOf = (page) => page.getByRole("slider", { name: "Pixel whose weights are told" });
/** @param {Page} page @param {string} name */
const picture = (page, name) => panelOf(page).getByRole("img", { name, exact: true });
/** All digits of the weights that the equations show. @param {Page} page @param {"before" | "after" | "data" | "sum"} is */
const numbers = (page, is) =>
  panelOf(page)
    .locator(`p:visible`)
    .evaluateAll(
      (lines, kind) =>
        lines.flatMap((line) =>
          [...line.querySelectorAll(`data[data-is=${kind}]`)].slice(-1).map((data) => data.getAttribute("value")),
        ),
      is,
    );
/** @param {Page} page @param {number} step */
const showsStep = (page, step) => expect(panelOf(page)).toContainText(new RegExp(`step ${step} → ${step + 1}:`, "u"));
/** @param {Page} page */
const makeStep = (page) => page.getByRole("button", { name: "Step", exact: true }).click();

for (const [name, inside] of /** @type {const} */ ([
  ["untied weights under Adam", "A"],
  ["tied weights with momentum", "B"],
])) {
  test(`the step that is shown is the one that is made, to the last digit: ${name}`, async ({ page }) => {
    await open(page, `./#${SMALL}&tab=step&inside=${inside}&unit=3&phase=update`);
    await showsStep(page, 0);
    await cursorOf(page).focus();
    await page.keyboard.press("Home");
    for (let press = 0; press < 3; press += 1) await page.keyboard.press("ArrowDown");
    for (let press = 0; press < 4; press += 1) await page.keyboard.press("ArrowRight");
    await expect(cursorOf(page)).toHaveText("row 4, column 5");
    for (let step = 0; step < 3; step += 1) {
      const shown = await numbers(page, "after");
      expect(shown).toHaveLength(inside === "A" ? 2 : 1);
      await makeStep(page);
      await showsStep(page, step + 1);
      expect(await numbers(page, "before"), "all digits of the weights before the next step").toEqual(shown);
      expect(await numbers(page, "after")).not.toEqual(shown);
    }
    for (const row of ["sum", "weights before", "weights after"])
      expect(await coloursOf(picture(page, row)), row).toBeGreaterThan(10);
  });
}

test("what is shown of a weight is also what its weights are when they are downloaded", async ({ page }) => {
  const { a } = await open(page, `./#${SMALL}&tab=step&unit=3`);
  await showsStep(page, 0);
  await cursorOf(page).focus();
  await page.keyboard.press("End");
  await expect(cursorOf(page)).toHaveText("row 8, column 8");
  await page.keyboard.press("ArrowUp");
  const [w] = await numbers(page, "after");
  await makeStep(page);
  await showsStep(page, 1);
  await a.region.getByText("More", { exact: true }).click();
  const coming = page.waitForEvent("download");
  await a.region.getByRole("button", { name: "Download weights" }).click();
  const stream = await (await coming).createReadStream();
  const bytes = Buffer.concat(await stream.toArray());
  const length = Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.subarray(8, 8 + length).toString());
  const own = Object.values(header).find((/** @type {any} */ { shape }) => shape?.[0] === 8 && shape?.[1] === 64);
  const at = 8 + length + /** @type {any} */ (own).data_offsets[0];
  expect(bytes.readFloatLE(at + 4 * (2 * 64 + 6 * 8 + 7))).toBe(Number(w));
});

test("phases advance by buttons and keys, and end at both ends; the link has them, and Back goes to them", async ({
  page,
}) => {
  await open(page, `./#${SMALL}`);
  await page.keyboard.press("3");
  const panel = panelOf(page);
  await expect(panel).toBeVisible();
  const [before, next] = ["Phase before", "Next phase"].map((name) => page.getByRole("button", { name }));
  await expect(before).toBeDisabled();
  await expect(panel).toContainText("Phase 1 of 5, forward");
  for (const name of ["data's gradient", "penalty's gradient", "sum", "change", "weights before", "weights after"])
    await expect(picture(page, name)).toBeVisible();
  await next.click();
  await expect(panel).toContainText("Phase 2 of 5, error");
  for (const [key, phase] of [
    ["e", "3 of 5, data’s gradient"],
    ["e", "4 of 5, penalty’s gradient: 2λ times the weights themselves, 2λ = 0.02. It is just added"],
    ["q", "3 of 5, data’s gradient"],
    ["e", "4 of 5, penalty’s gradient"],
    ["e", "5 of 5, update: Adam"],
    ["e", "5 of 5, update: Adam"],
  ]) {
    await page.keyboard.press(key);
    await expect(panel).toContainText(`Phase ${phase}`);
  }
  await expect(next).toBeDisabled();
  await before.click();
  await expect(panel).toContainText("Phase 4 of 5");
  await expect(page).toHaveURL(/tab=step&phase=penalty/u);
  await page.getByRole("button", { name: "Add a run" }).click();
  await expect(page.getByRole("region", { name: "Run C" })).toBeVisible();
  await page.keyboard.press("1");
  await page.goBack();
  await expect(panel).toContainText("Phase 4 of 5");
  await page.keyboard.press("1");
  await page.keyboard.press("e");
  await page.keyboard.press("3");
  await expect(panel, "elsewhere the keys do nothing").toContainText("Phase 4 of 5");
});

test("a person chooses the run, the hidden unit and the pixel", async ({ page }) => {
  await open(page, `./#${SMALL}&tab=step`);
  const panel = panelOf(page);
  await expect(panel).toContainText(
    /^A, step 0 → 1: a batch of 25 images.* of 8, whose gradient was the longest at step 0/u,
  );
  const field = page.getByRole("spinbutton", { name: "Hidden unit looked at" });
  await field.fill("5");
  await field.press("Enter");
  await expect(panel).toContainText("unit 5 of 8");
  await expect(page).toHaveURL(/unit=5/u);
  await field.fill("500");
  await field.press("Enter");
  await expect(panel).toContainText("unit 8 of 8");
  const h = picture(page, "h");
  await h.click({ position: { x: 28, y: 6 } });
  await expect(panel).toContainText("unit 2 of 8");
  await page.getByRole("button", { name: "Longest gradient" }).click();
  await expect(page.getByRole("button", { name: "Longest gradient" })).toBeDisabled();

  await page.getByRole("radiogroup", { name: "Run looked into" }).getByRole("radio", { name: "Run B" }).check();
  await expect(panel).toContainText(/^B, step 0 → 1/u);
  await expect(page).toHaveURL(/inside=B/u);
  for (const name of ["encoder part", "decoder part"]) expect(await coloursOf(picture(page, name))).toBeGreaterThan(10);
  await expect(panel).toContainText(/encoder .* \+ decoder .* = .*; ∂L\/∂w = .* \+ 2·0\.02·.*; momentum: v = 0\.9·0/u);
  await picture(page, "sum").hover({ position: { x: 9, y: 16 } });
  await expect(cursorOf(page)).toHaveText("row 3, column 2");
  await expect(cursorOf(page)).toHaveAttribute("aria-valuetext", /^row 3, column 2: encoder/u);
  await page.getByRole("button", { name: "Remove run B" }).click();
  await expect(panel).toContainText(/^A, step 0/u);
  await expect(page.getByRole("radiogroup", { name: "Run looked into" })).toBeHidden();
});

test("changes of λ and of tying are in the step that is shown", async ({ page }) => {
  const { a } = await open(page, `./#${SMALL}&tab=step`);
  await makeStep(page);
  await showsStep(page, 1);
  await a.lambda.fill("0.5");
  await a.lambda.press("Enter");
  await expect(panelOf(page)).toContainText("2·0.5·");
  await expect(picture(page, "encoder part")).toBeHidden();
  await a.tie.click();
  await expect(picture(page, "encoder part")).toBeVisible();
  await showsStep(page, 1);
});

test("while a run trains, the picture is of the last step that was looked at, and says so", async ({ page }) => {
  const { a } = await open(page, `./#${SMALL}&tab=step&speed=slow`);
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await expect(panelOf(page)).toContainText("(it trains: this is the last that was looked at)");
  await a.reaches(5);
  await page.getByRole("button", { name: "Pause" }).click();
  await a.rests();
  await showsStep(page, await a.value("step"));
});

test("axe finds nothing in it, and it is printed", async ({ page }) => {
  await open(page, `./#${SMALL}&tab=step&inside=B&phase=update`);
  await showsStep(page, 0);
  expect(await faults(page)).toEqual([]);
  const rows = panelOf(page).getByRole("table", { name: "Lengths of the pictures" }).getByRole("row");
  await expect(rows).toHaveCount(9);
  const sheet = page.getByRole("region", { name: "Summary of the runs" });
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await expect(sheet).toContainText("just adds a term λW to the gradient");
  expect(await coloursOf(sheet.locator("canvas"))).toBeGreaterThan(50);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("a tap chooses a pixel, or a unit, and nothing is wider than the screen", async ({ page }) => {
    await page.goto(`./#${SMALL}&tab=step`);
    await showsStep(page, 0);
    await picture(page, "weights after").tap({ position: { x: 5, y: 5 } });
    await expect(cursorOf(page)).toHaveText("row 1, column 1");
    await picture(page, "h").tap({ position: { x: 5, y: 5 } });
    await expect(panelOf(page)).toContainText("unit 1 of 8");
    for (let press = 0; press < 4; press += 1) await page.getByRole("button", { name: "Next phase" }).tap();
    await expect(panelOf(page)).toContainText("Phase 5 of 5");
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  });
});
