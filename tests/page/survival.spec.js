// What theory says about λ in a linear lane, under its slider.
import { expect, open, overflowOf, test } from "./lab.js";

const LINEAR = "./#step=linear";

test("a linear run says how many components survive λ, while it is dragged, and marks where each goes out", async ({
  page,
}) => {
  const { a, b } = await open(page, LINEAR);
  const lambda = a.region.getByRole("slider", { name: "L2 strength λ" });
  const sentence = a.region.getByText(/ components? survive/u);
  await expect(sentence).toHaveText(/^16 of 16 components survive; all collapse at λ\s≥\s\d\.\d+$/u);
  await expect(lambda).toHaveAccessibleDescription(/^Run A: 16 of 16 components survive/u);
  const marks = a.region.locator(".ticks i");
  const count = await marks.count();
  expect(count).toBeGreaterThan(5);
  await expect(a.region.locator(".ticks .out")).toHaveCount(0);
  expect(await overflowOf(page), "all on one screen").toEqual([0, 0, 0, 0]);
  // B is tied, its W counted once: it collapses at twice the λ.
  const collapse = async (/** @type {typeof a} */ lane) =>
    Number((await lane.region.getByText(/ components? survive/u).textContent())?.split("≥")[1]);
  expect(Math.abs((await collapse(b)) / (await collapse(a)) - 2)).toBeLessThan(0.02);
  await lambda.focus();
  let before = 16;
  for (let presses = 0; presses < 36; presses += 4) {
    for (let press = 0; press < 4; press += 1) await page.keyboard.press("ArrowRight");
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    const survivors = Number(((await sentence.textContent()) ?? "").split(" ")[0]);
    expect(survivors).toBeLessThanOrEqual(before);
    before = survivors;
    const thumb = await lambda.evaluate(
      (input) =>
        Number(/** @type {HTMLInputElement} */ (input).value) / Number(/** @type {HTMLInputElement} */ (input).max),
    );
    const marked = await marks.evaluateAll((all) =>
      all.map((mark) => ({
        at: Number(/** @type {HTMLElement} */ (mark).style.getPropertyValue("--at")),
        out: mark.classList.contains("out"),
      })),
    );
    // Marks to the left of the thumb are out; one under it that stands for several may be so in part.
    for (const { at, out } of marked) if (Math.abs(at - thumb) > 1 / 60) expect(out).toBe(at < thumb);
  }
  expect(before).toBeLessThan(8);
  await expect(a.lambda).toHaveValue("1");
  await expect(lambda).toHaveAccessibleDescription(new RegExp(`^Run A: ${before} of 16 components? survives?`, "u"));
  await a.lambda.fill("100");
  await a.lambda.press("Enter");
  await expect(a.region.getByText("None of 16 components survives", { exact: false })).toBeVisible();
});

test("where there is no formula nothing is said, and no room is kept for it", async ({ page }) => {
  const { a } = await open(page, LINEAR);
  const controls = a.region.locator(".controls");
  const height = async () => (await controls.boundingBox())?.height ?? 0;
  const linear = await height();
  await a.region.getByText("More", { exact: true }).click();
  await a.region.getByRole("combobox", { name: "Activation", exact: true }).selectOption("relu");
  await page.keyboard.press("Escape");
  await expect(a.region.getByText(/ components? survive/u)).toBeHidden();
  await expect(a.region.locator(".ticks i")).toHaveCount(0);
  await expect(a.region.getByRole("slider", { name: "L2 strength λ" })).toHaveAccessibleDescription("Run A");
  expect(await height()).toBeLessThanOrEqual(linear);
});
