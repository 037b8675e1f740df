// The shelf: pin, compare, lay over the chart, load back; in a browser that stores, and in one that does not.
import { readFile } from "node:fs/promises";
import { faults } from "./axe.js";
import { Lane, expect, open, test } from "./lab.js";

const RUNS = "./#a=k:8&b=k:12,l:.01@20&data=digits-8&m=50&speed=unlimited&until=60&tab=shelf";

/** @param {import('@playwright/test').Page} page */
const shelfOf = (page) => page.getByRole("tabpanel", { name: "Shelf" });
/** @param {import('@playwright/test').Page} page */
const rowsOf = (page) => shelfOf(page).locator("tbody").getByRole("row");
/** @param {import('@playwright/test').Page} page */
const headsOf = async (page) =>
  (await shelfOf(page).getByRole("columnheader").allTextContents()).map((text) => text.replace("\n", " "));

/** The runs as they are in the storage. @param {import('@playwright/test').Page} page @returns {Promise<any[]>} */
const storedRuns = (page) =>
  page.evaluate(() =>
    Object.entries({ ...localStorage })
      .filter(([key]) => key.startsWith("autoencoder-lab:shelf.run."))
      .map(([, text]) => JSON.parse(text)),
  );

/** Both runs at step 60, pinned by the key. @param {import('@playwright/test').Page} page */
async function pinBoth(page) {
  const lanes = await open(page, RUNS);
  await page.keyboard.press("Space");
  await lanes.a.reaches(60);
  await lanes.b.reaches(60);
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  await page.keyboard.press("s");
  await expect(rowsOf(page)).toHaveCount(2);
  return lanes;
}

test("an empty shelf says how it is filled; the button pins, the table compares, a reload keeps it", async ({
  page,
}) => {
  const { a, b } = await open(page, RUNS);
  await expect(shelfOf(page)).toContainText(
    "Nothing is pinned yet. The pin at the head of a run, or the key S, keeps it here as it stands.",
  );
  await a.region.getByRole("button", { name: "Pin run" }).click();
  await expect(rowsOf(page)).toHaveCount(1);
  expect(await headsOf(page)).toEqual([
    "run",
    "curve",
    "step",
    "train",
    "held-out",
    "gap",
    "copy index",
    "noise kept",
    "denoising error",
    "receipt",
    "baseline",
    "on chart",
    "load into",
  ]);
  await page.keyboard.press("Space");
  for (const lane of [a, b]) await lane.reaches(60);
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  await page.keyboard.press("s");
  await expect(rowsOf(page)).toHaveCount(3);
  expect((await headsOf(page)).slice(2, 5)).toEqual(["hidden units", "λ", "step"]);
  await expect(rowsOf(page).nth(2)).toContainText("0 → 0.01 from step 20");
  const texts = await rowsOf(page).allTextContents();
  await page.reload();
  await expect(rowsOf(page)).toHaveCount(3);
  await a.appears();
  const plain = (/** @type {string[]} */ rows) => rows.map((text) => text.replace(/now( [A-D])+/u, ""));
  expect(plain(await rowsOf(page).allTextContents())).toEqual(plain(texts));
});

test("a run pinned while it trains has the numbers of its own step", async ({ page }) => {
  const { b } = await open(page, "./#a=k:8&b=k:64&speed=watchable&tab=shelf");
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await b.reaches(30);
  await b.region.getByRole("button", { name: "Pin run" }).click();
  await expect(rowsOf(page)).toHaveCount(1);
  await expect(page.getByRole("button", { name: "Pause" }), "it trains on").toBeVisible();
  await page.getByRole("button", { name: "Pause" }).click();
  const [{ step, receipt, numbers }] = await storedRuns(page);
  await page.getByRole("button", { name: "Load “k = 64” into run B" }).click();
  await expect.poll(() => b.value("step")).toBe(0);
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "its receipt is the same" })).toHaveText(
    `Run B is at step ${step}, where “k = 64” was pinned: its receipt is the same.`,
  );
  await expect
    .poll(() => b.values("step", "train error", "held-out error", "copy index", "noise kept", "denoising error"))
    .toEqual([step, numbers.train, numbers.heldOut, numbers.copyIndex, numbers.noiseKept, numbers.denoisingError]);
  await expect(b.readout("receipt")).toHaveAttribute("value", receipt);
});

test("loaded into the other lane, a run with its changes comes to the same receipt, and the page marks it", async ({
  page,
}) => {
  const { a, b } = await pinBoth(page);
  const receipt = await b.readout("receipt").getAttribute("value");
  await expect(rowsOf(page).nth(1)).toContainText(/now B$|now B\D/u);
  await page.getByRole("spinbutton", { name: "Seed" }).fill("5");
  await page.getByRole("spinbutton", { name: "Seed" }).press("Enter");
  await expect(rowsOf(page).nth(1)).not.toContainText("now");
  const load = rowsOf(page)
    .nth(1)
    .getByRole("button", { name: /into run A$/u });
  await expect(load).toHaveAttribute(
    "title",
    /^Run A replays .* Play stops at step 60, .* The other runs begin anew on its data and seed\.$/u,
  );
  await load.click();
  await expect(page.getByRole("spinbutton", { name: "Seed" })).toHaveValue("1");
  await expect.poll(() => a.value("parameters")).toBe(2 * 12 * 64 + 12 + 64);
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "its receipt is the same" })).toBeVisible();
  await expect(a.readout("receipt")).toHaveAttribute("value", receipt ?? "");
  await expect(a.lambda).toHaveValue("0.01");
  await expect(rowsOf(page).nth(1)).toContainText("now A");
});

test("a baseline is chosen, runs are renamed, removed and brought back", async ({ page }) => {
  await pinBoth(page);
  const [first, second] = [rowsOf(page).nth(0), rowsOf(page).nth(1)];
  await expect(first.locator("small").filter({ hasText: /^[+−±]/u })).toHaveCount(0);
  await expect(second.locator("small").filter({ hasText: /^[+−±]/u })).toHaveCount(6);
  const train = await Promise.all(
    [first, second].map(async (row) => Number(await row.locator("data").first().getAttribute("value"))),
  );
  const sign = train[1] > train[0] ? "+" : "−";
  expect(await second.locator(".number small").first().textContent()).toContain(sign);
  await page.getByRole("radio", { name: /^Compare with “k = 12/u }).check();
  await expect(first.locator(".number small").first()).toContainText(sign === "+" ? "−" : "+");
  const name = first.getByRole("textbox");
  const before = await name.inputValue();
  await name.fill("oops");
  await name.press("Escape");
  await expect(name, "Escape takes back what was typed").toHaveValue(before);
  await name.fill("");
  await name.press("Enter");
  await expect(name, "a run has a name").toHaveValue(before);
  await name.fill("the narrow one");
  await name.press("Enter");
  await expect(page.getByRole("button", { name: "Load “the narrow one” into run A" })).toBeVisible();
  await page.getByRole("button", { name: "Remove “the narrow one”" }).click();
  await expect(rowsOf(page)).toHaveCount(1);
  const undo = page.getByRole("button", { name: "Undo: “the narrow one” comes back" });
  await expect(undo).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(rowsOf(page)).toHaveCount(2);
  await expect(rowsOf(page).first().getByRole("textbox")).toHaveValue("the narrow one");
  await expect(rowsOf(page).first().getByRole("textbox"), "the focus is not lost").toBeFocused();
});

test("the head of a column sorts by it, by mouse and by keyboard, and a reload keeps the order", async ({ page }) => {
  await pinBoth(page);
  const names = async () =>
    rowsOf(page)
      .getByRole("textbox")
      .evaluateAll((fields) => fields.map((field) => /** @type {HTMLInputElement} */ (field).value));
  const own = await names();
  const head = shelfOf(page).getByRole("columnheader", { name: "hidden units" });
  const sorts = head.getByRole("button", { name: "hidden units" });
  await expect(head).not.toHaveAttribute("aria-sort");
  await sorts.click();
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  expect(await names()).toEqual(own);
  await page.keyboard.press("Enter");
  await expect(head).toHaveAttribute("aria-sort", "descending");
  expect(await names()).toEqual(own.toReversed());
  await expect(sorts).toBeFocused();
  await expect(rowsOf(page).nth(1).getByRole("radio"), "the baseline is the same").toBeChecked();
  await page.reload();
  await expect(head).toHaveAttribute("aria-sort", "descending");
  expect(await names()).toEqual(own.toReversed());
  await shelfOf(page).getByRole("button", { name: "run", exact: true }).click();
  await expect(head).not.toHaveAttribute("aria-sort");
  const first = rowsOf(page).first().getByRole("textbox");
  await first.fill("zero");
  await first.press("Enter");
  await expect(rowsOf(page).nth(1).getByRole("textbox"), "a row that moves keeps the focus").toBeFocused();
  await expect(rowsOf(page).nth(1).getByRole("textbox")).toHaveValue("zero");
});

test("a pinned curve lies over the loss chart and is read out", async ({ page }) => {
  const { a, b } = await pinBoth(page);
  await page.getByRole("button", { name: "Reset" }).click();
  for (const lane of [a, b]) await expect.poll(() => lane.value("step")).toBe(0);
  await page.getByRole("tab", { name: "Loss" }).click();
  const canvas = page.getByRole("tabpanel", { name: "Loss" }).locator("canvas").first();
  const ink = () =>
    canvas.evaluate((element) => {
      const { width, height } = /** @type {HTMLCanvasElement} */ (element);
      const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
      copy?.drawImage(/** @type {HTMLCanvasElement} */ (element), 0, 0);
      const pixels = copy?.getImageData(0, 0, width, height).data ?? [];
      let count = 0;
      for (let at = 3; at < pixels.length; at += 4) count += pixels[at] > 0 ? 1 : 0;
      return count;
    });
  await expect.poll(ink).toBeGreaterThan(1000);
  const before = await ink();
  await page.getByRole("tab", { name: "Shelf" }).click();
  await page.getByRole("switch", { name: "“k = 8” on the loss chart" }).check();
  await page.getByRole("tab", { name: "Loss" }).click();
  await expect.poll(ink).toBeGreaterThan(before + 300);
  await expect(
    page
      .getByRole("table", { name: "Loss: the last point of each curve" })
      .getByRole("row", { name: /^k = 8, pinned 60/u }),
  ).toHaveCount(1);
  const crosshair = page.getByRole("slider", { name: "Crosshair" });
  await crosshair.focus();
  await page.keyboard.press("End");
  await expect(crosshair).toHaveAttribute("aria-valuetext", /^step 60: .*k = 8 train [\d.]+, held-out [\d.]+/u);
});

test("a page that Back brings up as it was reads the shelf again", async ({ page }) => {
  await pinBoth(page);
  await page.evaluate(() => {
    const key = Object.keys(localStorage).find((name) => name.startsWith("autoencoder-lab:shelf.run."));
    localStorage.removeItem(key ?? "");
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  });
  await expect(rowsOf(page)).toHaveCount(1);
});

test("two tabs that pin at the same moment keep both pins, and each shows the other's", async ({ page, context }) => {
  const tabs = [page, await context.newPage()];
  const lanes = await Promise.all(tabs.map((tab) => open(tab, RUNS)));
  for (const [at, { a, b }] of lanes.entries()) {
    for (let step = 0; step <= at; step += 1) await tabs[at].keyboard.press("ArrowRight");
    for (const lane of [a, b]) await expect.poll(() => lane.value("step")).toBe(at + 1);
  }
  await Promise.all(tabs.map((tab) => tab.keyboard.press("s")));
  for (const tab of tabs) await expect(rowsOf(tab)).toHaveCount(4);
  expect((await storedRuns(page)).map(({ step }) => step).toSorted()).toEqual([1, 1, 2, 2]);
  // What one removes and brings back is the same run for the other.
  await rowsOf(page)
    .first()
    .getByRole("button", { name: /^Remove/u })
    .click();
  await expect(rowsOf(tabs[1])).toHaveCount(3);
  await page.getByRole("button", { name: /^Undo/u }).click();
  await expect(rowsOf(tabs[1])).toHaveCount(4);
  const name = rowsOf(tabs[1]).first().getByRole("textbox");
  await name.fill("renamed");
  await name.press("Enter");
  for (const tab of tabs) await expect(tab.getByRole("button", { name: "Load “renamed” into run A" })).toHaveCount(1);
  for (const tab of tabs) await tab.reload();
  for (const tab of tabs) await expect(rowsOf(tab)).toHaveCount(4);
});

test("what another page of the same origin keeps under names like ours stays as it is", async ({ page }) => {
  const foreign = {
    shelf: '{"books":["Goodfellow","Bishop"]}',
    theme: '{"mode":"dark"}',
    "character-keys": '["a"]',
    drawing: "a bitmap",
  };
  await page.addInitScript(
    (texts) => Object.entries(texts).forEach(([key, text]) => localStorage.setItem(key, text)),
    foreign,
  );
  await pinBoth(page);
  await page.getByRole("button", { name: /^Theme/u }).click();
  await page.keyboard.press("?");
  await page.getByRole("switch", { name: "Single-letter keys" }).uncheck();
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(rowsOf(page)).toHaveCount(2);
  const kept = await page.evaluate(() => ({ ...localStorage }));
  expect(Object.fromEntries(Object.entries(kept).filter(([key]) => !key.startsWith("autoencoder-lab:")))).toEqual(
    foreign,
  );
});

test("the shelf, the theme and the keys of an earlier version are taken over; whatever stands there, the page begins", async ({
  page,
}) => {
  await pinBoth(page);
  const runs = (await storedRuns(page)).map((run, at) => ({ ...run, id: at + 1, pinnedAt: undefined }));
  const put = (/** @type {string} */ shelf) =>
    page.evaluate((text) => {
      localStorage.clear();
      Object.assign(localStorage, { shelf: text, theme: "dark", "character-keys": "off" });
    }, shelf);
  await put(JSON.stringify({ version: 1, baseline: 2, sort: null, pinned: runs, unread: [] }));
  await page.reload();
  await expect(rowsOf(page)).toHaveCount(2);
  await expect(rowsOf(page).nth(1).getByRole("radio")).toBeChecked();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.keyboard.press("p");
  await expect(page.getByRole("button", { name: "Projector" })).toHaveAttribute("aria-pressed", "false");
  await put('{"version":{"toString":null},"pinned":[],"unread":[]}');
  await page.reload();
  await new Lane(page, "A").appears();
  await expect(shelfOf(page)).toContainText('it is of version {"toString":null}, and this page reads version 1.');
});

test("with fast arithmetic on, loading promises no receipt to compare", async ({ page }) => {
  await pinBoth(page);
  const fast = page.getByRole("button", { name: /^Fast arithmetic/u });
  await fast.click();
  const load = rowsOf(page)
    .first()
    .getByRole("button", { name: /into run A$/u });
  await expect(load).toHaveAttribute(
    "title",
    /Play stops at step 60\. Its receipt is not compared: fast arithmetic, now on, gives none\.$/u,
  );
  await fast.click();
  await expect(load).toHaveAttribute("title", /step 60, where its receipt was [\da-f-]{14}\.$/u);
});

test("the CSV holds what is on the shelf", async ({ page }) => {
  const { a } = await pinBoth(page);
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download CSV" }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).toBe("shelf.csv");
  const [head, first] = (await readFile(await download.path(), "utf8")).split("\r\n");
  expect(head).toMatch(/^name,step,receipt,train,/u);
  expect(
    first.startsWith(`k = 8,60,${await a.readout("receipt").getAttribute("value")},${await a.value("train error")},`),
  ).toBe(true);
});

test("storage that is forbidden: the page says so, and the shelf works until it is closed", async ({ page }) => {
  await page.addInitScript(() =>
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("no", "SecurityError");
      },
    }),
  );
  await pinBoth(page);
  await expect(shelfOf(page)).toContainText(
    "This browser forbids the page to store anything: the shelf lasts until the page is closed.",
  );
  await page.getByRole("button", { name: "Remove “k = 8”" }).click();
  await expect(rowsOf(page)).toHaveCount(1);
  await page.reload();
  await expect(shelfOf(page)).toContainText("Nothing is pinned yet.");
});

test("storage that is full: the sentence is read aloud, nothing is lost", async ({ page }) => {
  await pinBoth(page);
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("no room", "QuotaExceededError");
    };
  });
  await page.getByRole("switch", { name: "“k = 8” on the loss chart" }).check();
  await expect(
    page.getByRole("status").filter({ hasText: "The browser's storage for this page is full" }),
  ).toBeVisible();
  await page.reload();
  await expect(rowsOf(page)).toHaveCount(2);
});

test("a run that is broken in the storage is named, left out, and kept until a person deletes it", async ({ page }) => {
  await pinBoth(page);
  const stored = async () => JSON.stringify(await storedRuns(page));
  await page.evaluate(() => {
    const [key, text] = Object.entries({ ...localStorage }).find(([, found]) => found.includes('"name":"k = 8"')) ?? [
      "",
      "",
    ];
    const run = JSON.parse(text);
    run.config.hiddenUnits = 9000;
    localStorage.setItem(key, JSON.stringify(run));
  });
  await page.reload();
  await expect(rowsOf(page)).toHaveCount(1);
  await expect(shelfOf(page)).toContainText(
    "“k = 8” cannot be read: “hidden units” is 9000, but may be a whole number from 1 to 4096.",
  );
  await page.getByRole("radio").check();
  await page.getByRole("switch", { name: /on the loss chart/u }).check();
  expect(await stored()).toContain('"hiddenUnits":9000');
  await page.getByRole("button", { name: "Delete what cannot be read" }).press("Enter");
  await expect.poll(stored).not.toContain('"hiddenUnits":9000');
  await expect(shelfOf(page), "the focus is not lost").toBeFocused();
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`axe finds nothing on the shelf, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await open(page, RUNS);
    expect(await faults(page), "empty").toEqual([]);
    await pinBoth(page);
    await page.getByRole("button", { name: /^Remove “k = 8”/u }).click();
    await page.getByRole("button", { name: /^Undo/u }).click();
    await page.getByRole("button", { name: /^Remove “k = 12/u }).click();
    expect(await faults(page), "with an Undo").toEqual([]);
    await page.getByRole("button", { name: /^Undo/u }).click();
    await expect(rowsOf(page)).toHaveCount(2);
    const heads = await headsOf(page);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await faults(page), "phone").toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow, "nothing scrolls sideways").toBe(0);
    expect(
      await page.locator(".shelf-scroll").evaluate((scroll) => scroll.scrollWidth - scroll.clientWidth),
      "not even the shelf",
    ).toBe(0);
    // A run is a card, whose cells say what they are: as the heads of the table do, which are there to sort by.
    const cells = await rowsOf(page)
      .first()
      .getByRole("cell")
      .evaluateAll((all) =>
        all
          .map((cell) => getComputedStyle(cell, "::before").content)
          .filter((text) => text.includes('"') && !text.startsWith('""')),
      );
    expect(cells.map((text) => text.split('"')[1])).toEqual(heads.slice(2));
    await shelfOf(page).getByRole("button", { name: "held-out" }).click();
    await expect(shelfOf(page).locator("th[aria-sort=ascending]")).toHaveText("held-out");
  });
}

test("by keyboard alone: a row is walked through, seen, named and large enough", async ({ page }) => {
  await pinBoth(page);
  await rowsOf(page).first().getByRole("textbox").focus();
  /** @type {string[]} */
  const names = [];
  for (let stop = 0; stop < 6; stop += 1) {
    const { name, seen, size } = await page.evaluate(() => {
      const target = /** @type {Element} */ (document.activeElement);
      const { width, height } = target.getBoundingClientRect();
      return {
        name: target.getAttribute("aria-label") ?? "",
        seen: getComputedStyle(target).outlineStyle !== "none",
        size: Math.min(width, height),
      };
    });
    expect(seen, `${name}: the focus can be seen`).toBe(true);
    expect(size, `${name}: a target of 24 pixels`).toBeGreaterThanOrEqual(24);
    names.push(name);
    await page.keyboard.press("Tab");
  }
  expect(names).toEqual([
    "Name of “k = 8”",
    "Compare with “k = 8”",
    "“k = 8” on the loss chart",
    "Load “k = 8” into run A",
    "Load “k = 8” into run B",
    "Remove “k = 8”",
  ]);
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toContainText("pin the runs as they stand to the shelf");
  await page.keyboard.press("Escape");
  await expect(new Lane(page, "A").region.getByRole("button", { name: "Pin run" })).toBeEnabled();
});
