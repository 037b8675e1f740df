// The instruments below the runs, opened and used as a person does.
import { coloursOf, expect, open, test } from "./lab.js";

/** @param {import('@playwright/test').Page} page @param {string} name */
const tab = (page, name) => page.getByRole("tab", { name, exact: true });
/** @param {import('@playwright/test').Page} page @param {string} name */
const panel = (page, name) => page.getByRole("tabpanel", { name, exact: true });

test("keys and arrows choose an instrument, and only its panel shows", async ({ page }) => {
  await open(page);
  for (const [key, name] of [
    ["2", "Ledger"],
    ["3", "Step"],
    ["1", "Loss"],
  ]) {
    await page.keyboard.press(key);
    await expect(tab(page, name)).toHaveAttribute("aria-selected", "true");
    await expect(page.getByRole("tabpanel")).toHaveCount(1);
    await expect(panel(page, name)).toBeVisible();
  }
  await tab(page, "Loss").focus();
  await page.keyboard.press("ArrowRight");
  await expect(tab(page, "Ledger")).toBeFocused();
  await expect(tab(page, "Ledger")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowRight");
  await expect(tab(page, "Loss")).toHaveAttribute("aria-selected", "true");
  const overflow = await page.getByRole("tablist").evaluate((list) => list.scrollWidth - list.clientWidth);
  expect(overflow).toBe(0);
});

test("the loss chart has logarithmic steps, and smooths over the raw trace", async ({ page }) => {
  const { b } = await open(page);
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await b.reaches(150);
  await page.getByRole("button", { name: "Pause" }).click();
  const canvas = panel(page, "Loss").locator("canvas").first();
  const picture = () => canvas.evaluate((element) => /** @type {HTMLCanvasElement} */ (element).toDataURL());
  const pictures = [await picture()];
  for (const name of ["Logarithmic step axis", "Smooth the curves", "Logarithmic error axis"]) {
    const one = page.getByRole("switch", { name });
    await one.click();
    await expect.poll(picture).not.toBe(pictures.at(-1));
    pictures.push(await picture());
  }
  const crosshair = page.getByRole("slider", { name: "Crosshair" });
  await crosshair.focus();
  await page.keyboard.press("Home");
  await expect(crosshair).toHaveAttribute("aria-valuetext", /^step 0: A train/u);
  await expect(page).toHaveURL(/x=log&smooth=on/u);
});

test("the ledger tells the share of dead units, and where there is no such number", async ({ page }) => {
  const { a, b } = await open(
    page,
    "./#a=k:8,lr:.5&b=k:8,act:tanh&data=digits-8&m=50&speed=unlimited&until=60&tab=ledger&ledger=norms",
  );
  await page.keyboard.press("Space");
  for (const lane of [a, b]) await lane.rests();
  const ledger = panel(page, "Ledger");
  const cellOf = (/** @type {string} */ run) =>
    ledger
      .getByRole("table", { name: `Run ${run}: the last values` })
      .getByRole("row", { name: /^dead units/u })
      .getByRole("cell");
  // A learning rate so high kills some units, or all.
  await expect(cellOf("A")).toHaveText(/^(?!0\.0+$)(?:0\.\d+|1)(?:\.0+)?$/u);
  await expect(cellOf("B")).toHaveText("–");
});

test("the ledger follows a run: terms, norms, and gradients that cancel once it has settled", async ({ page }) => {
  const { a } = await open(
    page,
    "./#a=k:8,l:.5,act:linear,opt:momentum,lr:.002,init:glorot,batch:5000&b=k:8,act:linear&data=digits-8&m=50&speed=unlimited&tab=ledger",
  );
  const ledger = panel(page, "Ledger");
  await expect(page.getByRole("slider", { name: "Crosshair A" })).toHaveAttribute(
    "aria-valuetext",
    /objective .*, data term .*, penalty/u,
  );
  await page.getByRole("radio", { name: "gradients now" }).check();
  const cells = ledger.getByRole("region", { name: "ledger, A" }).getByRole("row", { name: /^W /u }).getByRole("cell");
  await expect(cells).toHaveCount(4);
  const cosine = async () => Number((await cells.nth(3).textContent())?.replace("−", "-"));
  const first = await cells.allTextContents();
  expect(await cosine()).toBeGreaterThan(-0.9);
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await a.reaches(1500);
  await a.rests();
  await expect.poll(cosine).toBeLessThan(-0.998);
  expect(await cells.allTextContents()).not.toEqual(first);
  // The arrows say what they are, in words and as an equation with its numbers.
  const [data, penalty, sum] = await cells.allTextContents();
  const arrows = ledger.getByRole("region", { name: "ledger, A" }).getByRole("figure").first();
  await expect(arrows).toHaveText(`∂L/∂W${sum}sum=data${data}data+2λW${penalty}penalty`);
  await expect(ledger.getByText("Settled: the data pull W out as hard as 2λW pulls it in.")).toBeVisible();
  await expect(ledger.getByText(/^λ = 0: the data's gradient/u)).toBeVisible();
  await page.getByRole("radio", { name: "W and W*ᵀ" }).check();
  await expect(page.getByRole("slider", { name: "Crosshair A" })).toHaveAttribute(
    "aria-valuetext",
    /cos\(W, W\*ᵀ\) 1\.00, distance 0\.0/u,
  );
});

test("filters change with training, have their scale printed, and stand on one scale or on their own", async ({
  page,
}) => {
  const { a, b } = await open(page);
  await tab(page, "Filters").click();
  const [ofA, ofB] = ["A", "B"].map((name) =>
    page.getByRole("img", { name: new RegExp(`^Run ${name}, first \\d+ of \\d+ units`, "u") }),
  );
  await expect(ofA).toHaveAccessibleName(
    /first 16 of 16 units · step 0: rows of W above columns of W\*, on a scale from −0\.\d+ to 0\.\d+$/u,
  );
  await expect(ofB).toHaveAccessibleName(/first 32 of 392 units/u);
  await expect.poll(() => coloursOf(ofA)).toBeGreaterThan(50);
  const before = await ofA.evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL());
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await a.reaches(100);
  await page.getByRole("button", { name: "Pause" }).click();
  for (const lane of [a, b]) await lane.rests();
  await expect(ofA).toHaveAccessibleName(/step [1-9]\d\d/u);
  expect(await ofA.evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL())).not.toBe(before);
  const scaleOf = async (/** @type {import('@playwright/test').Locator} */ image) =>
    /to (\S+)$/u.exec((await image.getAttribute("aria-label")) ?? "")?.[1];
  expect(await scaleOf(ofA)).toBe(await scaleOf(ofB));
  await page.getByRole("radio", { name: "64" }).check();
  await expect(ofB).toHaveAccessibleName(/first 64 of 392/u);
  await page.getByRole("radio", { name: "largest" }).check();
  await expect(page.getByRole("img", { name: /^Run B, largest 64 of 392/u })).toBeVisible();
  await expect(page.getByRole("table", { name: "Run B: norms of the units shown" }).getByRole("row")).toHaveCount(65);
});

test("the parts of an instrument stand in the order of the runs, in whatever order these came", async ({ page }) => {
  await open(page, "./#tab=ledger");
  const parts = () =>
    panel(page, "Ledger")
      .getByRole("region")
      .evaluateAll((all) => all.map((part) => part.getAttribute("data-lane")));
  await expect.poll(parts).toEqual(["A", "B"]);
  await page.getByRole("button", { name: "Remove run A" }).click();
  await expect.poll(parts).toEqual(["B"]);
  await page.getByRole("button", { name: "Add a run" }).click();
  await expect.poll(parts).toEqual(["A", "B"]);
});
