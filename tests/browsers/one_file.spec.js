// The page as one file, opened as a file with the network off: all of it but fast arithmetic works, and it can be taken along anew.
import { existsSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { CARDS } from "../../www/lesson/cards.js";
import { Lane, coloursOf, expect, open, skipSources, test } from "../page/lab.js";

const FILE = "dist/autoencoder-lab.html";
const PAGE = pathToFileURL(FILE).href;

/** Both runs train to this step, and stop there. */
const LINK = "#a=k:16&b=k:392,l:.01@40&until=120";

/** @import { Page } from '@playwright/test' */

test.skip(!existsSync(FILE), "cargo xtask build makes it");

/** Whatever asks for more than a file has it noted. @param {Page} page */
function hearRequests(page) {
  /** @type {string[]} */
  const asked = [];
  page.on("request", (request) => {
    if (!/^(?:file|blob|data):/u.test(request.url())) asked.push(request.url());
  });
  return asked;
}

/** What both runs come to. @param {Page} page */
async function receiptsOf(page) {
  await page.getByRole("button", { name: "Play", exact: true }).click();
  const lanes = ["A", "B"].map((name) => new Lane(page, name));
  for (const lane of lanes) {
    await lane.reaches(120);
    await lane.rests();
  }
  return Promise.all(lanes.map((lane) => lane.readout("receipt").getAttribute("value")));
}

/** What "Download this page" makes: some drivers cannot hand a download out. @param {Page} page */
async function takenAlong(page) {
  await page.getByRole("button", { name: "Export" }).click();
  const kept = await page.evaluateHandle(
    () =>
      new Promise((resolve) => {
        const make = URL.createObjectURL.bind(URL);
        URL.createObjectURL = (/** @type {Blob} */ blob) => {
          if (blob.type === "text/html") resolve(blob.text());
          return make(blob);
        };
        const entry = [...document.querySelectorAll("button")].find((button) =>
          /^Download this page/u.test(button.innerText),
        );
        entry?.click();
      }),
  );
  return String(await kept.jsonValue());
}

test("it trains without a server and without a network, to the bits of the served page", async ({ page, context }) => {
  await open(page, `./${LINK}`);
  await skipSources(page);
  const served = await receiptsOf(page);
  expect(served[0]).toMatch(/^[\da-f-]{12,}$/u);
  // The served page ends first: what it still fetches is not asked by the file.
  await page.goto("about:blank");
  await context.setOffline(true);
  const asked = hearRequests(page);
  await open(page, PAGE + LINK);
  expect(await receiptsOf(page)).toEqual(served);
  expect(asked).toEqual([]);
});

test("every instrument is there, the other data, too; what is not in the file is named", async ({ page, context }) => {
  await context.setOffline(true);
  const { a } = await open(page, PAGE);
  const chart = page.getByRole("tabpanel", { name: "Loss" }).locator("canvas").first();
  await page.getByRole("button", { name: "Step", exact: true }).click();
  await expect.poll(() => coloursOf(chart)).toBeGreaterThan(20);
  await expect(a.region.getByRole("img", { name: "other data" })).toHaveAttribute("aria-description", /./u);
  for (const tab of await page.getByRole("tab").all()) {
    await tab.click();
    await expect(tab).toHaveAttribute("aria-selected", "true");
    await expect(page.getByText("This instrument is on its way")).toBeHidden();
  }
  await expect(page.getByRole("button", { name: /^Fast arithmetic/u })).toBeHidden();
  const data = page.getByRole("combobox", { name: "Data set" });
  await expect(data.locator("optgroup[label='Not in this file'] option", { hasText: "Fashion 14×14" })).toBeDisabled();
  await data.selectOption("digits-8");
  await expect(a.region).toContainText("16 hidden units for 64 pixels");
  await a.appears();
});

test("speaker notes are a window of their own, without a network, too", async ({ page, context }) => {
  await context.setOffline(true);
  await open(page, PAGE);
  await page.getByRole("button", { name: "Export" }).click();
  const opening = page.waitForEvent("popup");
  await page.getByRole("button", { name: "Speaker notes" }).click();
  const notes = await opening;
  const title = notes.getByRole("heading", { level: 1 });
  await expect(title).toHaveText(CARDS[0].title);
  await notes.getByRole("button", { name: "Next" }).click();
  await expect.poll(() => page.url()).toContain(`#step=${CARDS[1].id}`);
  await expect(title).toHaveText(CARDS[1].title);
});

test("it can be taken along, again and again, with what is on the screen", async ({ page, context }, info) => {
  await context.setOffline(true);
  await open(page, PAGE + LINK);
  const text = await takenAlong(page);
  const slide = info.outputPath("slide.html");
  writeFileSync(slide, text);
  const { b } = await open(page, pathToFileURL(slide).href);
  await expect(b.hiddenUnits).toHaveAttribute("aria-valuetext", /392/u);
  expect(page.url()).toContain("b=k:392,l:.01@40");
  expect(await takenAlong(page), "the same of the same").toBe(text);
  await receiptsOf(page);
});
