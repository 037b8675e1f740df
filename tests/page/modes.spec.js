// The page for other eyes: projector, paper, no storage.
import { readFile } from "node:fs/promises";
import { cardOf } from "../../www/lesson/cards.js";
import { Lane, coloursOf, expect, open, overflowOf, test } from "./lab.js";

/** @import { Page } from '@playwright/test' */

test("the projector enlarges, hides what is not needed, and fits", async ({ page }) => {
  const { b } = await open(page);
  const size = () => b.readout("held-out error").evaluate((data) => parseFloat(getComputedStyle(data).fontSize));
  const before = await size();
  await page.keyboard.press("p");
  await expect.poll(size).toBeGreaterThan(1.3 * before);
  await expect(b.region.getByText("More", { exact: true })).toBeHidden();
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
  expect(await overflowOf(page), "all on one screen").toEqual([0, 0, 0, 0]);
  await page.getByRole("button", { name: "Projector" }).click();
  await expect.poll(size).toBe(before);
});

for (const [width, height] of [
  [1024, 768],
  [768, 1024],
  [1180, 820],
  [1280, 720],
]) {
  test(`at ${width} × ${height} both runs and the chart are on one screen, whatever the lesson says; at twice the size nothing is cut off`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await open(page);
    const chart = page.getByRole("slider", { name: "Crosshair" });
    for (const { id, title } of ["overcomplete", "copy", "penalty", "too-much", "tied-copies", "linear"].map(cardOf)) {
      await page.goto(`./#step=${id}`);
      await expect(page.getByRole("heading", { name: title })).toBeVisible();
      await expect.poll(() => overflowOf(page), id).toEqual([0, 0, 0, 0]);
      expect((await chart.boundingBox())?.height, "the chart").toBeGreaterThanOrEqual(130);
      for (const row of ["train", "held-out", "other data", "noise"])
        await expect(page.getByRole("img", { name: row, exact: true }).last()).toBeInViewport({ ratio: 1 });
    }
    await page.keyboard.press("p");
    await expect.poll(() => overflowOf(page), "on a projector").toEqual([0, 0, 0, 0]);
    await page.keyboard.press("p");
    await page.setViewportSize({ width: width / 2, height: height / 2 });
    expect((await overflowOf(page))[0]).toBe(0);
  });
}

test("on a tablet the set-up unfolds from the head, by its button or by what the lesson points at", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await open(page, "./#step=your-turn");
  const seed = page.getByRole("spinbutton", { name: "Seed" });
  await expect(seed).toBeHidden();
  const toggle = page.getByRole("button", { name: "Set-up: MNIST 14×14, 100 images, seed 1" });
  await toggle.click();
  await expect(seed).toBeInViewport();
  await toggle.click();
  await page.getByText("Look, how far it holds").click();
  await page.getByRole("button", { name: "clothes" }).click();
  await expect(page.getByRole("combobox", { name: "Data set" })).toBeInViewport();
});

/** Sheets of A4 and of US Letter within their margins, in CSS pixels. */
const A4 = { width: 688, height: 1016 };
const LETTER = { width: 710, height: 950 };

test("on paper four runs are a summary of one page, light even in the dark", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("./#a=k:16&b=k:392,l:.01@100&c=k:392,act:tanh&d=k:392,tied");
  const [b, d] = ["B", "D"].map((name) => new Lane(page, name));
  await d.appears();
  const train = await b.readout("train error").textContent();
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.setViewportSize(A4);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const sheet = page.getByRole("region", { name: "Summary of the runs" });
  await expect(sheet.getByRole("row", { name: /^activation/u })).toContainText("relurelutanhrelu");
  await expect(sheet.getByRole("row", { name: /^changed/u })).toContainText("nothingnothingnothingnothing");
  await expect(sheet.getByRole("row", { name: /^planned/u })).toContainText("λ 0.01 at step 100");
  await expect(sheet.getByRole("row", { name: /^tie weights/u })).toContainText("offoffoffon");
  await expect(sheet.getByRole("row", { name: /^train error/u })).toContainText(train ?? "no train error");
  await expect(sheet).toContainText("#a=k:16&b=k:392,l:.01@100&c=k:392,act:tanh&d=k:392,tied");
  await expect(page.getByRole("button", { name: "Play" })).toBeHidden();
  expect(await coloursOf(d.region.getByRole("img", { name: "held-out" }))).toBeGreaterThan(10);
  expect(await page.evaluate(() => getComputedStyle(document.body).color), "dark ink").toBe("rgb(28, 29, 31)");
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(A4.height);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await page.emulateMedia({ media: "screen", colorScheme: "dark" });
  await expect(sheet).toBeHidden();
  expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe("rgb(236, 235, 232)");
});

test("on the shorter paper, too, two runs that differ in much are a summary of one page", async ({ page }) => {
  await page.goto("./#a=k:16,act:linear,opt:sgd,lr:.001&b=k:392,l:.01@100,tied@150,decay:decoupled");
  await new Lane(page, "B").appears();
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize(LETTER);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await expect(page.getByRole("region", { name: "Summary of the runs" })).toContainText("tied at step 150");
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollHeight))
    .toBeLessThanOrEqual(LETTER.height);
});

/** How many pages a PDF has. @param {Buffer} pdf */
const pagesOf = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page\b/gu)?.length;

/** @type {[what: string, address: string, then?: (page: import('@playwright/test').Page) => Promise<void>][]} */
const PRINTED = [
  [
    "two runs with the shelf open",
    "./#step=penalty&until=60&speed=unlimited&tab=shelf",
    (page) => page.keyboard.press("s"),
  ],
  [
    "four runs with the ledger open, projected",
    "./#a=k:16&b=k:392,l:.01@20&c=k:392,act:tanh&d=k:392,tied&until=60&speed=unlimited&tab=ledger&projector=on",
  ],
  ["a single run", "./#a=k:16&until=60&speed=unlimited"],
  [
    "the longest card of the lesson, after many changes",
    "./#step=linear&a=k:16,act:linear,opt:sgd,lr:.001,l:.01@5,l:.02@10,l:.03@15,l:.05@20&b=k:392,l:.01@25,tied@30,decay:decoupled&until=60&speed=unlimited",
  ],
];

for (const [what, address, then] of PRINTED) {
  test(`the summary is one page of either paper, with the card of the lesson, the loss chart and whole receipts: ${what}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme: "dark" });
    await page.goto(address);
    const a = new Lane(page, "A");
    await a.appears();
    await page.keyboard.press("Space");
    await a.reaches(60);
    await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
    await a.rests();
    await then?.(page);
    for (const format of ["A4", "Letter"])
      expect(pagesOf(await page.pdf({ format, preferCSSPageSize: true })), format).toBe(1);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await page.setViewportSize(LETTER);
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    const sheet = page.getByRole("region", { name: "Summary of the runs" });
    const rail = page.locator(".rail");
    await expect(sheet.getByRole("heading", { level: 1 })).toHaveText(
      (await rail.getByRole("heading", { level: 2, includeHidden: true }).textContent()) ?? "no title",
    );
    await expect(sheet).toContainText((await rail.locator(".prose").textContent()) ?? "no prose");
    await expect(sheet.locator("math")).toHaveCount(1);
    expect(await sheet.locator("math").evaluate((math) => math.textContent)).toMatch(/^minθ.*∑/u);
    expect(await coloursOf(sheet.locator("canvas"))).toBeGreaterThan(20);
    const receipts = sheet.getByRole("row", { name: /^receipt/u }).getByRole("cell");
    for (const receipt of await receipts.all()) {
      expect(await receipt.textContent()).toMatch(/^[\da-f]{4}-[\da-f]{4}-[\da-f]{4}$/u);
      expect(await receipt.evaluate((cell) => cell.scrollWidth - cell.clientWidth), "nothing of it is cut").toBe(0);
    }
    await expect(page.getByRole("tabpanel")).toHaveCount(0);
  });
}

test("where storage is forbidden, the page works and its theme and its keys last until it is closed", async ({
  page,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get: () => {
        throw new DOMException("forbidden", "SecurityError");
      },
    });
  });
  const { a } = await open(page);
  await page.getByRole("button", { name: /^Theme/u }).click();
  await page.getByRole("button", { name: /^Theme/u }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.keyboard.press("?");
  await page.getByRole("switch", { name: "Single-letter keys" }).uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => a.value("step")).toBe(1);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeHidden();
});

test("Export gives the curves and the runs", async ({ page }) => {
  const { a, b } = await open(page);
  const first = await b.values("train error", "held-out error", "copy index", "noise kept");
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowRight");
  for (const lane of [a, b]) await expect.poll(() => lane.value("step")).toBe(3);
  /** @param {string} item */
  const take = async (item) => {
    await page.getByRole("button", { name: "Export" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: new RegExp(`^${item}`, "u") }).click(),
    ]);
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), "latin1") };
  };
  const curves = await take("Curves");
  expect(curves.name).toBe("curves.csv");
  expect(curves.text).toContain(`\r\nB,0,${first}`);
  const { runs } = JSON.parse((await take("Runs")).text);
  expect(runs.map((/** @type {any} */ run) => [run.name, run.step, run.config.hiddenUnits])).toEqual([
    ["A", 3, 16],
    ["B", 3, 392],
  ]);
  for (const [item, file] of [
    ["Program", "run.py"],
    ["Notebook", "run.ipynb"],
  ]) {
    const { name, text } = await take(item);
    expect(name).toBe(`run-A-step-3-${item.toLowerCase()}.zip`);
    for (const own of [file, "init.safetensors", "run.npz"]) expect(text).toContain(`run-A-step-3/${own}`);
  }
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("radio", { name: "Run B" }).check();
  const [weights] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: /^Weights/u }).click(),
  ]);
  expect(weights.suggestedFilename()).toBe("run-B-step-3.safetensors");
});

test("the configuration of a run is copied, and its button says so for a while, however often it is pressed", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { b } = await open(page);
  await b.region.getByText("More", { exact: true }).click();
  const copy = b.region.locator('[data-part="run-menu"] button').first();
  for (let press = 0; press < 2; press += 1) {
    await copy.click();
    await expect(copy).toHaveText("Copied");
  }
  expect(JSON.parse(await page.evaluate(() => navigator.clipboard.readText())).config.hiddenUnits).toBe(392);
  await expect(copy).toHaveText("Copy configuration");
});

test("where the clipboard is forbidden the configuration can be copied by hand", async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  const { b } = await open(page);
  await b.region.getByText("More", { exact: true }).click();
  await b.region.getByRole("button", { name: "Copy configuration" }).click();
  const text = b.region.getByRole("textbox", { name: /^The browser forbids the clipboard/u });
  await expect(text).toBeFocused();
  expect(await page.evaluate(() => JSON.parse(String(getSelection())).config.hiddenUnits)).toBe(392);
});

test("a hidden page trains on at its speed, though its own timers stand, and says so", async ({ page }) => {
  await page.addInitScript(() => {
    // As in a tab that has been behind others for long: no frames, and no timers worth the name.
    let hidden = false;
    const frames = globalThis.requestAnimationFrame.bind(globalThis);
    const timers = globalThis.setInterval.bind(globalThis);
    globalThis.requestAnimationFrame = (callback) =>
      frames(function wait(time) {
        if (hidden) frames(wait);
        else callback(time);
      });
    globalThis.setInterval = /** @type {any} */ (
      (/** @type {() => void} */ callback, /** @type {number} */ pause) => timers(() => hidden || callback(), pause)
    );
    Object.defineProperty(document, "hidden", { get: () => hidden });
    Object.assign(globalThis, {
      hide: (/** @type {boolean} */ now) => {
        hidden = now;
        document.dispatchEvent(new Event("visibilitychange"));
      },
    });
  });
  const hide = (/** @type {boolean} */ hidden) =>
    page.evaluate((now) => /** @type {any} */ (globalThis).hide(now), hidden);
  const { a } = await open(page, "./#a=k:16&b=k:32&until=100000");
  await page.keyboard.press("Space");
  await a.reaches(20);
  await hide(true);
  const left = await a.value("step");
  // Longer than what is not worth telling.
  await page.waitForTimeout(11_000);
  await hide(false);
  await expect(page.getByRole("status").filter({ hasText: "While this page was hidden" })).toHaveText(
    /training went on: run A from step [\d,]+ to [\d,]+, run B/u,
  );
  // A tenth of what the speed is meant to make in that time.
  expect((await a.value("step")) - left).toBeGreaterThan(165);
});

/** Texts that have the colour of what is behind them, where the system's colours are forced on the page. @param {Page} page */
async function unseen(page) {
  return page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.color = "Canvas";
    const canvas = getComputedStyle(probe).color;
    probe.remove();
    /** Text whose colours are forced has a ground of its own; other text what is painted behind it. @param {Element} element */
    const groundOf = (element) => {
      if (Reflect.get(getComputedStyle(element), "forcedColorAdjust") === "auto") return canvas;
      for (let at = /** @type {Element | null} */ (element); at; at = at.parentElement) {
        const { backgroundColor } = getComputedStyle(at);
        if (backgroundColor !== "rgba(0, 0, 0, 0)") return backgroundColor;
      }
      return canvas;
    };
    return [...document.querySelectorAll("body *")]
      .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim()))
      .filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .filter((one) => getComputedStyle(one).color === groundOf(one))
      .map((one) => one.textContent);
  });
}

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`in forced colours, ${colorScheme}, no text has the colour of its ground`, async ({ page }) => {
    await page.emulateMedia({ forcedColors: "active", colorScheme });
    await open(page, "./#step=bottleneck");
    await page.getByRole("button", { name: "Skip", exact: true }).hover();
    expect(await unseen(page), "the quiet button of a question, pointed at").toEqual([]);
    await page.goto("about:blank");
    const { a, b } = await open(page, "./#data=digits-8&m=50&a=k:8&b=k:24&until=20&tab=sweep&speed=unlimited");
    await page.keyboard.press("Space");
    for (const lane of [a, b]) {
      await lane.reaches(20);
      await lane.rests();
    }
    expect(await unseen(page)).toEqual([]);
    await page.getByRole("button", { name: "Other seeds" }).hover();
    expect(await unseen(page), "pointed at").toEqual([]);
    await page.getByRole("tab", { name: "Loss" }).click();
    const chart = page.getByRole("slider", { name: "Crosshair: train" });
    await expect(chart).toHaveAttribute("aria-valuetext", /^step \d/u);
    await chart.focus();
    await page.keyboard.press("Home");
    await expect(a.region.getByRole("region", { name: "Then" })).toBeVisible();
    expect(await unseen(page), "as it was").toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("r");
    await expect(page.getByRole("button", { name: "Undo", exact: true })).toBeVisible();
    expect(await unseen(page), "what can be taken back").toEqual([]);
  });
}
