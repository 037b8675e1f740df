// What axe finds in the main states of the page: nothing.
import { CARDS } from "../../www/lesson/cards.js";
import { faults } from "../page/axe.js";
import { Lane, expect, open, test } from "../page/lab.js";

const PHONE = { width: 390, height: 844 };

/** What axe finds in a page that is not scrolled: elsewhere its head may cover a part of anything. @param {import('@playwright/test').Page} page */
async function found(page) {
  await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
  return faults(page);
}

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`axe finds nothing at rest, in any instrument, in four runs, on a phone, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const { b } = await open(page);
    expect(await page.evaluate(() => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"))).toBe(
      colorScheme,
    );
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => b.value("step")).toBe(1);
    for (const tab of await page.getByRole("tab").all()) {
      await tab.click();
      await expect(tab).toHaveAttribute("aria-selected", "true");
      await expect(page.getByText("This instrument is on its way")).toBeHidden();
      expect(await found(page), `${await tab.textContent()}`).toEqual([]);
    }
    await page.goto("./#a=k:16&b=k:392&c=k:392,l:.01&d=k:392,tied");
    await new Lane(page, "D").appears();
    await b.region.getByText("More", { exact: true }).click();
    expect(await faults(page), "four runs, one with More").toEqual([]);
    await page.setViewportSize(PHONE);
    await page.keyboard.press("Escape");
    expect(await faults(page), "phone").toEqual([]);
  });
}

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`axe finds nothing on a phone, in any instrument, with pinned runs, with anything unfolded, ${colorScheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(PHONE);
    await page.goto("./#a=k:16&b=k:392,l:.01@20&until=60&speed=unlimited");
    const a = new Lane(page, "A");
    await a.appears();
    await page.keyboard.press("Space");
    await a.reaches(60);
    await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
    await page.keyboard.press("s");
    for (const tab of await page.getByRole("tab").all()) {
      await tab.click();
      await expect(tab).toHaveAttribute("aria-selected", "true");
      await expect(page.getByText("This instrument is on its way")).toBeHidden();
      expect(await found(page), `${await tab.textContent()}`).toEqual([]);
    }
    await page
      .getByRole("radio", { name: /^Compare with “/u })
      .last()
      .check();
    await page
      .getByRole("switch", { name: /on the loss chart$/u })
      .first()
      .check();
    await page
      .getByRole("button", { name: /^Remove “/u })
      .last()
      .click();
    expect(await found(page), "a shelf with a baseline, a curve on the chart and an Undo").toEqual([]);
    await page.getByRole("tab", { name: "Ledger" }).click();
    for (const part of await page.getByRole("radiogroup", { name: "Shown in the ledger" }).getByRole("radio").all()) {
      await part.check();
      expect(await found(page), `the ledger: ${await part.getAttribute("value")}`).toEqual([]);
    }
    // What comes out is not told to who is still asked.
    await page.keyboard.press("x");
    await page.getByText("Look, how far it holds").click();
    await page.getByText("How far it holds", { exact: true }).click();
    await page.getByText("The objective, in numbers").click();
    expect(await found(page), "a card of the lesson, unfolded").toEqual([]);
    await page.getByRole("button", { name: /^B · /u }).click();
    await page.getByRole("region", { name: "Run B" }).getByText("More", { exact: true }).click();
    expect(await found(page), "More").toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^Set-up/u }).click();
    expect(await found(page), "the set-up").toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("w");
    expect(await found(page), "the pad").toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    expect(await found(page), "the keys").toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^\d+ of \d+ ·/u }).click();
    expect(await found(page), "the list of steps").toEqual([]);
  });
}

test("axe finds nothing in projector mode and in the list of keys", async ({ page }) => {
  await open(page);
  await page.keyboard.press("p");
  expect(await faults(page), "projector").toEqual([]);
  await page.keyboard.press("p");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  expect(await faults(page), "keys").toEqual([]);
});

test("axe finds nothing in any card of the lesson", async ({ page }) => {
  const { a } = await open(page);
  for (const { id, title } of CARDS) {
    await expect(page.getByRole("navigation", { name: "Lesson" }).getByRole("heading", { level: 2 })).toHaveText(title);
    await expect(a.region, "its runs stand").toHaveAttribute("aria-busy", "false");
    expect(await faults(page), id).toEqual([]);
    await page.keyboard.press("]");
  }
});
