// What the rows of pictures show besides, or instead: the noise of noise kept or uniform noise, the nearest training images.
import { expect, open, test } from "./lab.js";

/** @param {import('@playwright/test').Locator} region @param {string} name */
async function flip(region, name) {
  await region.getByText("More", { exact: true }).click();
  await region.getByRole("switch", { name, exact: true }).click();
  await region.page().keyboard.press("Escape");
}

test("the row of noise shows held-out images with noise; a switch shows uniform noise in every run, and the link keeps it", async ({
  page,
}) => {
  const { a, b } = await open(page);
  const noise = [a, b].map((lane) => lane.region.getByRole("img", { name: "noise", exact: true }));
  for (const row of noise)
    await expect(row).toHaveAttribute(
      "aria-description",
      "eight held-out images with the noise of noise kept above their reconstructions",
    );
  const before = await Promise.all([a, b].map((lane) => lane.picture("noise")));
  await flip(b.region, "Uniform noise");
  for (const row of noise)
    await expect(row).toHaveAttribute("aria-description", "eight images of uniform noise above their reconstructions");
  for (const [at, lane] of [a, b].entries()) await expect.poll(() => lane.picture("noise")).not.toBe(before[at]);
  await expect(page).toHaveURL(/#.*noise=uniform/u);
  const uniform = await Promise.all([a, b].map((lane) => lane.picture("noise")));
  await page.reload();
  for (const lane of [a, b]) await lane.appears();
  expect(await Promise.all([a, b].map((lane) => lane.picture("noise")))).toEqual(uniform);
  await flip(a.region, "Uniform noise");
  for (const [at, lane] of [a, b].entries()) await expect.poll(() => lane.picture("noise")).toBe(before[at]);
  await expect(page).not.toHaveURL(/noise=/u);
});

test("the training image nearest to each held-out reconstruction stands beneath, with its distance, while it is asked for", async ({
  page,
}) => {
  const { a, b } = await open(page, "./#a=k:16&b=k:32&data=digits-8&m=60");
  await expect(a.region.getByRole("img", { name: "nearest training image" })).toBeHidden();
  await flip(a.region, "Nearest training image");
  for (const lane of [a, b])
    await expect(lane.region.getByRole("img", { name: "nearest training image" })).toBeVisible();
  await expect(page).toHaveURL(/nearest=on/u);
  const distances = b.region.getByRole("list", { name: "Squared distances of the reconstructions" }).locator("data");
  const values = () =>
    distances.evaluateAll((all) => all.map((one) => Number(/** @type {HTMLDataElement} */ (one).value)));
  await expect.poll(async () => (await values()).filter((value) => value > 0).length).toBe(16);
  const before = await values();
  for (let step = 0; step < 5; step += 1) await page.keyboard.press("ArrowRight");
  await expect.poll(() => b.value("step")).toBe(5);
  await b.rests();
  await expect.poll(values).not.toEqual(before);
  // What is said of them is what they say.
  const after = await values();
  const stored = Array.from({ length: 8 }, (_, at) => after[2 * at] < after[2 * at + 1]).filter(Boolean).length;
  const told = `nearer to it: ${stored === 0 ? "none" : `${stored} of 8`}$`;
  await expect(b.region.getByRole("img", { name: "nearest training image" })).toHaveAttribute(
    "aria-description",
    new RegExp(told, "u"),
  );
  await flip(b.region, "Nearest training image");
  for (const lane of [a, b])
    await expect(lane.region.getByRole("img", { name: "nearest training image" })).toBeHidden();
  await expect(page).not.toHaveURL(/nearest/u);
});
