// Who teaches: a deck as a link, its dialog, the window of speaker notes, the worksheet on paper.
import { CARDS } from "../../www/lesson/cards.js";
import { faults } from "./axe.js";
import { Lane, expect, open, test } from "./lab.js";

/** @import { BrowserContext, Page } from '@playwright/test' */

/** @param {Page} page */
const lessonOf = (page) => {
  const root = page.getByRole("navigation", { name: "Lesson" });
  // Also where it is out of sight.
  return { root, title: page.locator('.rail [data-part="title"]') };
};

/** @param {string} id */
const titleOf = (id) => CARDS.find((card) => card.id === id)?.title ?? "";

/** @param {Page} page @param {string} entry */
async function choose(page, entry) {
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("button", { name: entry }).click();
}

test("a deck shows its cards alone, without what it hides and its keys, and begins their runs", async ({ page }) => {
  await page.goto("./#pages=tie,copy&hide=seed,reset,more,tabs,data,images&autoplay=1");
  const { root, title } = lessonOf(page);
  await expect(title).toHaveText(titleOf("tie"));
  const b = new Lane(page, "B");
  await b.appears();
  expect(await b.value("step"), "the runs wait for what is said of them").toBe(0);
  await page.keyboard.press("x");
  await b.reaches(5);
  for (const gone of [
    page.getByRole("spinbutton", { name: "Seed" }),
    page.getByRole("button", { name: "Reset" }),
    page.getByRole("tablist", { name: "Instruments" }),
    page.getByText("More", { exact: true }).first(),
    page.getByRole("combobox", { name: "Data set" }),
  ])
    await expect(gone).toBeHidden();
  await page.keyboard.press("Space");
  const link = new URL(page.url()).hash;
  for (const key of ["n", "r", "3"]) await page.keyboard.press(key);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" }).getByText("new seed")).toBeHidden();
  await expect(page.getByRole("dialog", { name: "Keys" }).getByText("play or pause")).toBeVisible();
  await page.keyboard.press("Escape");
  expect(new URL(page.url()).hash, "none of these keys did anything").toBe(link);
  await root.getByRole("button", { name: /^1 of 2/u }).click();
  await expect(root.getByRole("list", { name: "Steps" }).getByRole("button")).toHaveCount(2);
  await page.keyboard.press("Escape");
  await page.keyboard.press("]");
  await expect(title).toHaveText(titleOf("copy"));
  await expect(page.getByRole("button", { name: "Pause" }), "its runs begin").toBeVisible();
  await page.goBack();
  await expect(title).toHaveText(titleOf("tie"));
  await expect(page.getByRole("spinbutton", { name: "Seed" })).toBeHidden();
  await page.getByRole("button", { name: "Share" }).click();
  expect(new URL(page.url()).hash).toBe("#pages=tie,copy&hide=seed,reset,more,tabs,data,images&autoplay=1");
});

test("a deck of one card has nothing to turn to; a link that names what is not known says so", async ({ page }) => {
  await open(page, "./#pages=penalty,tea");
  const { root, title } = lessonOf(page);
  await expect(title).toHaveText(titleOf("penalty"));
  await expect(root.getByRole("button", { name: "Next" })).toBeHidden();
  await expect(page.getByRole("alert").filter({ hasText: "could not be followed" })).toContainText(
    "“pages” names “tea”, but may name",
  );
});

test("Teach makes a deck by ticking, and its links open it", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page);
  await choose(page, "Teach");
  const dialog = page.getByRole("dialog", { name: "Teach" });
  expect(await faults(page)).toEqual([]);
  const link = dialog.getByRole("textbox", { name: "Link to the deck" });
  await expect(link, "the whole lesson needs no word").toHaveValue(new URL("./", page.url()).href);
  await dialog.getByRole("button", { name: "All or none" }).click();
  await expect(dialog.getByText("Tick at least one card.")).toBeVisible();
  for (const id of ["penalty", "tie"]) await dialog.getByRole("checkbox", { name: titleOf(id), exact: true }).check();
  const up = dialog.getByRole("button", { name: `Move up: ${titleOf("tie")}` });
  const [before, after] = ["penalty", "tie"].map((id) => CARDS.findIndex((card) => card.id === id));
  for (let press = before; press < after; press += 1) await up.press("Enter");
  await expect(up, "the focus goes with the card").toBeFocused();
  await dialog.getByRole("checkbox", { name: "speed", exact: true }).check();
  await dialog.getByRole("checkbox", { name: "Begin a card’s runs when it is shown" }).check();
  await expect(link).toHaveValue(/#pages=tie,penalty&hide=speed&autoplay=1$/u);
  await dialog.getByRole("button", { name: "Copy Links for slides" }).click();
  await expect(dialog.getByText("Copied")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    `${titleOf("tie")}\n${await link.inputValue()}\n\n${titleOf("penalty")}\n${(await link.inputValue()).replace("#", "#step=penalty&")}`,
  );
  await page.keyboard.press("r");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
});

/** Opens the notes of a page. @param {Page} page @param {BrowserContext} context */
async function openNotes(page, context) {
  const [notes] = await Promise.all([context.waitForEvent("page"), choose(page, "Speaker notes")]);
  await expect(notes.getByRole("heading", { level: 1 })).toBeVisible();
  return notes;
}

test("speaker notes keep in step with their page both ways, and survive a reload of either", async ({
  page,
  context,
}) => {
  const { a } = await open(page, "./#pages=bottleneck,penalty,tie");
  const notes = await openNotes(page, context);
  const heading = notes.getByRole("heading", { level: 1 });
  const { root, title } = lessonOf(page);
  await expect(heading).toHaveText(titleOf("bottleneck"));
  await expect(notes.getByText(`Next: ${titleOf("penalty")}`)).toBeVisible();
  await expect(root, "a hall sees the runs alone").toBeHidden();
  expect(await faults(notes)).toEqual([]);
  await notes.getByRole("button", { name: "Play" }).click();
  await a.reaches(5);
  await expect.poll(() => notes.getByRole("row", { name: /^A/u }).textContent()).not.toMatch(/^A0/u);
  await notes.keyboard.press("Tab");
  await notes.locator("body").press("Space");
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  await page.keyboard.press("]");
  await expect(heading).toHaveText(titleOf("penalty"));
  await notes.reload();
  await expect(heading).toHaveText(titleOf("penalty"));
  await page.reload();
  await new Lane(page, "B").appears();
  await expect(root).toBeHidden();
  await notes.getByRole("button", { name: "Next" }).click();
  await expect(title).toHaveText(titleOf("tie"));
  await expect(heading).toHaveText(titleOf("tie"));
  await expect(notes.getByRole("button", { name: "Next" })).toHaveAttribute("aria-disabled", "true");
  await notes.close({ runBeforeUnload: true });
  await expect(root, "the lesson comes back").toBeVisible();
});

test("where the browser keeps the window of the notes from opening, a link opens it", async ({ page, context }) => {
  await open(page);
  await page.evaluate(() => Object.assign(window, { open: () => null }));
  await choose(page, "Speaker notes");
  const link = page.getByRole("dialog", { name: "Speaker notes" }).getByRole("link", { name: "Open speaker notes" });
  const [notes] = await Promise.all([context.waitForEvent("page"), link.click()]);
  await expect(notes.getByRole("heading", { level: 1 })).toHaveText(CARDS[0].title);
});

test("notes without their page say what to do", async ({ page }) => {
  await page.goto("./");
  const main = await page.locator('script[type="module"]').getAttribute("src");
  await page.goto(`./${main?.replace("main.js", "notes.html")}#nobody`);
  await expect(page.getByRole("status")).toContainText("choose Speaker notes in its Export menu");
  await expect(page.getByRole("button", { name: "Next" })).toBeHidden();
});

/** How many pages a PDF has. @param {Buffer} pdf */
const pagesOf = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page\b/gu)?.length ?? 0;

test("of a seed that was not measured the answers are those of a run that is trained for them", async ({ page }) => {
  await page.addInitScript(() => Object.assign(window, { print: () => {} }));
  const { a } = await open(page, "./#pages=bottleneck&seed=4&hide=predict&speed=unlimited&autoplay=1");
  await a.reaches(1500);
  await a.rests();
  const gap = await a.value("gap");
  await choose(page, "Worksheet");
  const dialog = page.getByRole("dialog", { name: "Worksheet" });
  await expect(dialog.getByRole("status")).toContainText("one run is trained with seed 4 first");
  await dialog.getByRole("button", { name: "Print answers" }).click();
  await expect(page.locator(".worksheet")).toHaveCount(1, { timeout: 60_000 });
  expect(await page.locator(".worksheet").textContent()).toContain(`gap is ${gap.toPrecision(2)} at step 1,500`);
});

test("the worksheet's questions have room to answer, and their answers the numbers of the seed", async ({ page }) => {
  // Paper is left in the printer, for the test to look at.
  await page.addInitScript(() => Object.assign(window, { print: () => {} }));
  await open(page, "./#pages=bottleneck,copy&seed=2");
  /** Prints on both papers. @param {string} what */
  const print = async (what) => {
    let text = "";
    for (const format of ["A4", "Letter"]) {
      await choose(page, "Worksheet");
      expect(await faults(page)).toEqual([]);
      await page.getByRole("dialog", { name: "Worksheet" }).getByRole("button", { name: what }).click();
      await expect(page.locator(".worksheet")).toHaveCount(1);
      await page.emulateMedia({ media: "print" });
      await expect(page.locator(".lanes")).toBeHidden();
      text = await page.locator(".worksheet").innerText();
      await page.emulateMedia({ media: null });
      expect(pagesOf(await page.pdf({ format, preferCSSPageSize: true })), format).toBe(1);
      await expect(page.locator(".worksheet"), "the page is itself again").toHaveCount(0);
    }
    return text;
  };
  const asked = await print("Print questions");
  expect(asked).toContain("what do you expect?");
  expect(asked).toContain(titleOf("copy"));
  expect(asked).not.toMatch(/1\.8|0\.81/u);
  const told = await print("Print answers");
  expect(told).toContain("A’s gap is 1.8 at step 1,500");
  expect(told).toContain("of seed 2");
});
