// A person's own data: handed in, looked at, used, kept, asked for by a link.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { faults } from "./axe.js";
import { coloursOf, expect, open, stored, test } from "./lab.js";

/** @import { Page } from '@playwright/test' */

const sample = (/** @type {string} */ name) => fileURLToPath(new URL(`../../examples/data/${name}`, import.meta.url));

/** The dialog, opened by its button. @param {Page} page */
async function dialogOf(page) {
  await page.getByRole("button", { name: "Your data", exact: true }).click();
  return page.getByRole("dialog", { name: "Your data" });
}

const OWN = "60x8s8b7dbc8bb18f-digits.npy";
/** The native core comes to it: tests/own/runs.rs. */
const RECEIPT = "19bf-3c7b-7766";

test("a file is looked at, used, trained on to the receipt of the native core, kept, and found again by its link", async ({
  page,
}) => {
  const { a } = await open(page);
  const dialog = await dialogOf(page);
  const use = dialog.getByRole("button", { name: "Use", exact: true });
  await expect(dialog.getByText("Images stay on this machine")).toBeVisible();
  await expect(dialog.getByText("10 to 20,000 square images", { exact: false })).toBeVisible();
  await expect(use).toBeDisabled();
  await dialog.getByLabel("Files", { exact: true }).setInputFiles(sample("digits.npy"));
  await expect(dialog.getByRole("status").first()).toHaveText(
    "digits.npy: 60 images of 8×8 (u8), n = 64, hash 8b7dbc8bb18f.",
  );
  await expect(dialog.getByRole("combobox", { name: "Scaling" })).toHaveValue("byte");
  await expect(dialog.getByText("13 of 64 columns never change, the first is column 1.")).toBeVisible();
  await expect(dialog.getByText("m up to 48 (80 %); 12 are held out, drawn by the seed.")).toBeVisible();
  expect(await coloursOf(dialog.getByRole("img", { name: "The first 24 images", exact: false }))).toBeGreaterThan(9);
  await dialog.getByRole("combobox", { name: "Scaling" }).selectOption("0…1");
  await expect(dialog.getByText(/values lie outside 0…1, the first, \d+, in row 1, column 3: cut off/u)).toBeVisible();
  await dialog.getByRole("combobox", { name: "Scaling" }).selectOption("0…255");
  await expect(dialog.getByText("outside", { exact: false })).toHaveCount(0);
  expect(await faults(page)).toEqual([]);
  await dialog.getByRole("checkbox", { name: "Keep on this machine", exact: false }).check();
  await use.click();
  await expect(page.getByRole("combobox", { name: "Data set" })).toHaveValue(OWN);
  await expect(a.region).toContainText("64 pixels");
  await expect.poll(async () => (await stored(page, "own")).length, "they are kept").toBe(1);

  await page.goto(`./#a=k:9&data=own&own=${OWN}&m=48&seed=4&until=30&speed=unlimited`);
  await page.reload();
  await a.appears();
  await page.getByRole("button", { name: "Play" }).click();
  await a.reaches(30);
  await a.rests();
  await expect(a.region).toContainText(RECEIPT);
  await expect(a.region.getByRole("img", { name: "other data", exact: false }).first()).toBeVisible();

  const again = await dialogOf(page);
  await again.getByRole("button", { name: "Forget digits.npy 8×8" }).click();
  await expect(again.getByRole("heading", { name: "Kept on this machine" })).toBeHidden();
});

test("a link to data that are not here says which file it needs, takes that and refuses another as such", async ({
  page,
}) => {
  await page.goto(`./#a=k:9&data=own&own=${OWN}&m=48`);
  const notice = page
    .getByRole("alert")
    .getByText("need your file “digits.npy” (60 images of 8×8, hash 8b7dbc8bb18f)", { exact: false });
  await expect(notice).toBeVisible();
  await page.getByRole("button", { name: "Hand it in" }).click();
  const dialog = page.getByRole("dialog", { name: "Your data" });
  const files = dialog.getByLabel("Files", { exact: true });
  await files.setInputFiles(
    Array.from({ length: 12 }, (_, at) => sample(`pictures/digit-${String(at).padStart(2, "0")}.png`)),
  );
  await expect(dialog.getByText("12-pictures: 12 images of 8×8", { exact: false })).toBeVisible();
  await expect(dialog.getByText("These are not the data that the runs wait for", { exact: false })).toBeVisible();
  // The same digits, in another file of another name.
  await files.setInputFiles(sample("digits.npz"));
  await expect(dialog.getByText("These are the data that the runs wait for.")).toBeVisible();
  await dialog.getByRole("button", { name: "Use", exact: true }).click();
  await expect(notice).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Run A" }).locator('data[data-readout="train error"]')).not.toHaveText(
    "–",
  );
  expect(page.url()).toContain(OWN);
});

test("pictures are made square at a side that is chosen; rows of two numbers are placed; what is refused says why", async ({
  page,
}) => {
  await open(page);
  const dialog = await dialogOf(page);
  const files = dialog.getByLabel("Files", { exact: true });
  await files.setInputFiles({ name: "a.csv", mimeType: "text/csv", buffer: Buffer.from("x,y\n1,2\n3,z\n") });
  await expect(dialog.getByRole("alert")).toHaveText("a.csv, line 3: expected a number in column 2, found “z”.");
  await expect(dialog.getByRole("button", { name: "Use", exact: true })).toBeDisabled();
  await files.setInputFiles(sample("digits.csv"));
  await expect(dialog.getByText("10 classes", { exact: false })).toBeVisible();
  const label = dialog.getByRole("textbox", { name: "Label column" });
  await label.fill("kind");
  await label.press("Enter");
  await expect(dialog.getByRole("alert")).toHaveText(/^digits\.csv, line 1: expected a column “kind”/u);
  await label.fill("1");
  await label.press("Enter");
  await expect(dialog.getByText("10 classes", { exact: false })).toBeVisible();
  await files.setInputFiles(
    Array.from({ length: 12 }, (_, at) => sample(`pictures/digit-${String(at).padStart(2, "0")}.png`)),
  );
  await expect(dialog.getByText("12-pictures: 12 images of 14×14 (u8), n = 196", { exact: false })).toBeVisible();
  await dialog.getByRole("textbox", { name: "Side" }).fill("8");
  await dialog.getByRole("textbox", { name: "Side" }).press("Enter");
  await expect(dialog.getByText("n = 64", { exact: false })).toBeVisible();
  // Dark on white and four times as large: made small and inverted they are the first digits of the other sample.
  const hash = async () => /hash (\w+)/u.exec((await dialog.getByRole("status").first().textContent()) ?? "")?.[1];
  const before = await hash();
  await dialog.getByRole("checkbox", { name: "Invert", exact: false }).check();
  await expect.poll(hash).not.toBe(before);
  const pictured = await hash();
  const rows = readFileSync(sample("digits.csv"), "utf8").split("\n").slice(0, 13).join("\n");
  await page.evaluate(
    ([text, name]) => {
      const transfer = new DataTransfer();
      if (name) transfer.items.add(new File([text], name));
      else transfer.setData("text/plain", text);
      const target = document.querySelector("dialog[open]");
      target?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true }));
    },
    [rows, ""],
  );
  await expect(dialog.getByText("pasted.csv: 12 images of 8×8 (f64, 10 classes)", { exact: false })).toBeVisible();
  await dialog.getByRole("checkbox", { name: "Invert", exact: false }).uncheck();
  await expect.poll(hash).toBe(pictured);
  await files.setInputFiles(sample("points.csv"));
  await expect(dialog.getByText("points.csv: 40 points (f64).")).toBeVisible();
  await expect(dialog.getByRole("combobox", { name: "Scaling" })).toHaveValue("standardized");
  await dialog.getByRole("button", { name: "Use", exact: true }).click();
  await expect(page.getByRole("combobox", { name: "Data set" })).toHaveValue("points");
  await expect(page.getByRole("slider", { name: "Training images" })).toHaveAttribute("aria-valuetext", "32 points");
});

test("a file that is dropped opens the dialog; where nothing may be stored, data are used all the same", async ({
  page,
}) => {
  await page.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException("forbidden", "SecurityError");
    };
  });
  await open(page);
  await page.evaluate(
    (text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], "mine.csv"));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
    },
    readFileSync(sample("digits.csv"), "utf8"),
  );
  const dialog = page.getByRole("dialog", { name: "Your data" });
  await expect(dialog.getByText("mine.csv: 60 images of 8×8 (f64, 10 classes)", { exact: false })).toBeVisible();
  await dialog.getByRole("checkbox", { name: "Keep on this machine", exact: false }).check();
  await dialog.getByRole("button", { name: "Use", exact: true }).click();
  await expect(
    page.getByText("This browser does not let the page use its storage: these data are here", { exact: false }),
  ).toHaveCount(1);
  await expect(page.getByRole("combobox", { name: "Data set" })).toHaveValue("60x8s8b7dbc8bb18f-mine.csv");
});
