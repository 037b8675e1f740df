// One to four runs: they come and go without disturbing each other.
import { Lane, expect, open, overflowOf, test } from "./lab.js";

test("four runs train side by side, and go again", async ({ page }) => {
  const { a, b } = await open(page);
  const add = page.getByRole("button", { name: "Add a run" });
  await add.click();
  await add.click();
  const [c, d] = ["C", "D"].map((name) => new Lane(page, name));
  for (const lane of [c, d]) await lane.appears();
  await expect(add).toBeDisabled();
  expect(await d.value("train error"), "a copy of the last").toBe(await b.value("train error"));
  await d.lambda.fill("0.05");
  await d.lambda.press("Enter");
  await page.getByRole("button", { name: "Play" }).click();
  for (const lane of [a, b, c, d]) await lane.reaches(60);
  await page.getByRole("button", { name: "Pause" }).click();
  for (const lane of [a, b, c, d]) await lane.rests();
  await expect
    .poll(
      async () => new Set(await Promise.all([a, b, c, d].map((lane) => lane.value("step")))).size,
      "all stand on the same step",
    )
    .toBe(1);
  const step = await d.value("step");
  await expect.poll(() => c.value("train error")).toBe(await b.value("train error"));
  expect(await d.value("train error")).not.toBe(await c.value("train error"));
  expect(await overflowOf(page), "all on one screen at 1440 × 900").toEqual([0, 0, 0, 0]);

  await page.getByRole("button", { name: "Remove run B" }).click();
  await expect(b.region).toHaveCount(0);
  expect(await d.value("step"), "the others are where they were").toBe(step);
  await page.getByRole("button", { name: "Step", exact: true }).click();
  for (const lane of [a, c, d]) await expect.poll(() => lane.value("step")).toBe(step + 1);
  for (const name of ["A", "C"]) await page.getByRole("button", { name: `Remove run ${name}` }).click();
  await expect(page.getByRole("button", { name: /^Remove run/u }), "the last one stays").toHaveCount(0);
  await expect(d.region).toBeVisible();
});

test("runs that are not in lockstep do not wait for each other", async ({ page }) => {
  const { a, b } = await open(page, "./#until=20000");
  await page.getByRole("combobox", { name: "Speed" }).selectOption("unlimited");
  await page.getByRole("button", { name: "Lockstep" }).click();
  await page.getByRole("button", { name: "Play" }).click();
  await a.reaches(3000);
  await page.getByRole("button", { name: "Pause" }).click();
  for (const lane of [a, b]) await lane.rests();
  // In lockstep it would lead by the steps of a second at most.
  expect((await a.value("step")) - (await b.value("step")), "the narrow network is far ahead").toBeGreaterThan(1000);
});
