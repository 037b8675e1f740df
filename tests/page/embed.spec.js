// The page in a frame of somebody else's: what it shows, that it leaves nothing behind, what it hears and says, and that the keyboard comes back.
import { readFileSync } from "node:fs";
import { CARDS } from "../../www/lesson/cards.js";
import { faults } from "./axe.js";
import { Host, frameOf, stepIn } from "./host.js";
import { Lane, expect, overflowOf, test as base, withoutRelaxed } from "./lab.js";
import { misplaced } from "./layout.js";

/** @import { Frame, Page } from '@playwright/test' */

const test = base.extend(
  /** @type {import('@playwright/test').Fixtures<{host: Host}, {}, import('@playwright/test').PlaywrightTestArgs & import('@playwright/test').PlaywrightTestOptions>} */ ({
    host: async ({ baseURL }, use) => {
      const host = await new Host(baseURL).start();
      await use(host);
      host.stop();
    },
  }),
);

/** What the frame has said of a type. @param {Page} page @param {string} type @returns {Promise<any[]>} */
const said = (page, type) =>
  page.evaluate(
    (wanted) => Reflect.get(window, "heard").filter((/** @type {any} */ data) => data.type === wanted),
    type,
  );

/** @param {Page} page @param {object} message */
const tell = (page, message) =>
  page.evaluate((data) => frames[0].postMessage({ "autoencoder-lab": 1, ...data }, "*"), message);

const SIZES = [
  [1280, 720],
  [960, 600],
  [640, 400],
];

/** What each kind of frame shows of what there is. @type {[hash: string, shown: string[], gone: string[]][]} */
const KINDS = [
  ["embed=1", ['[data-row="train"]', ".chart", ".play"], [".rail", ".page-tools", ".setup", "[role=tablist]"]],
  [
    "embed=1&a=k:16&b=k:392&c=k:64&d=k:392,tied",
    ['.lane:nth-child(4) [data-row="train"]', ".chart"],
    ['[data-row="noise"]'],
  ],
  ["embed=chart", [".chart", ".play"], [".lane"]],
  ["embed=lane", ['.lane.pointed-at [data-row="noise"]', ".lane-switch"], [".chart", ".lane:not(.pointed-at)"]],
  ["embed=plane&data=arc", [".plane-canvas"], [".chart", ".controls"]],
  ["embed=sweep", [".sweep-chart", ".sweep-bar"], [".lane", ".play"]],
];

for (const [hash, shown, gone] of KINDS) {
  test(`#${hash} fits its frame at every size, without the page around it`, async ({ page }) => {
    await page.goto(`./#${hash}`);
    await expect
      .poll(() => page.locator('.lane data[data-readout="train error"]').first().getAttribute("value"))
      .toMatch(/\d/u);
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      for (const selector of shown) await expect(page.locator(selector).first()).toBeInViewport({ ratio: 0.9 });
      for (const selector of gone) await expect(page.locator(selector).first()).toBeHidden();
      await expect.poll(() => overflowOf(page), `${width} × ${height}`).toEqual([0, 0, 0, 0]);
      expect(await misplaced(page), `${width} × ${height}`).toEqual([]);
    }
    expect(await faults(page)).toEqual([]);
  });
}

test("in a page of another origin it keeps nothing, hears the page around it and tells it what it measures", async ({
  page,
  host,
}) => {
  await page.addInitScript(() => {
    const touched = /** @type {string[]} */ ([]);
    Reflect.set(window, "touched", touched);
    for (const name of /** @type {const} */ (["getItem", "setItem", "removeItem"])) {
      const own = Storage.prototype[name];
      /** @this {Storage} @param {any[]} rest */
      const spied = function (...rest) {
        touched.push(rest[0]);
        return Reflect.apply(own, this, rest);
      };
      Reflect.set(Storage.prototype, name, spied);
    }
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...rest) {
      touched.push(rest[0]);
      return open.apply(this, rest);
    };
  });
  const asked = /** @type {string[]} */ ([]);
  page.on("request", (request) => asked.push(request.url()));
  const frame = await host.show(page, "#embed=1&until=400&speed=unlimited");
  await expect.poll(() => said(page, "ready")).toHaveLength(1);
  await expect.poll(() => said(page, "card")).not.toHaveLength(0);
  expect((await said(page, "card"))[0]).toMatchObject({ card: "bottleneck", at: 2, of: CARDS.length });
  // Not for the page, or not as the schema has it.
  await page.evaluate(() => frames[0].postMessage({ type: "play" }, "*"));
  await tell(page, { type: "play", loud: true });
  await tell(page, { type: "subscribe", every: 50, id: "first" });
  await expect
    .poll(async () => (await said(page, "done")).at(-1))
    .toMatchObject({ of: "subscribe", id: "first", problems: [] });
  await expect.poll(async () => (await said(page, "readouts")).at(-1)?.runs.length).toBe(2);
  expect(await stepIn(frame)).toBe(0);
  await tell(page, { type: "step" });
  await expect.poll(async () => (await said(page, "readouts")).at(-1)?.runs[1]).toMatchObject({ name: "B", step: 1 });
  await tell(page, { type: "play" });
  await expect.poll(async () => (await said(page, "readouts")).at(-1)?.runs[0].step, { timeout: 40_000 }).toBe(400);
  await tell(page, { type: "set", link: "step=penalty&a=k:8&flavour=mint", id: 2 });
  await expect.poll(async () => (await said(page, "done")).at(-1)).toMatchObject({ of: "set", id: 2 });
  expect((await said(page, "done")).at(-1).problems).toEqual([expect.stringContaining("flavour=mint")]);
  await expect.poll(async () => (await said(page, "readouts")).at(-1)?.runs).toHaveLength(1);
  expect((await said(page, "card")).at(-1)).toMatchObject({ card: "penalty" });
  await expect(frame.locator("html")).toHaveAttribute("data-embed", "page");
  // Nothing was read, written or fetched that a frame has no need of.
  const kept = () =>
    frame.evaluate(async () => [
      Reflect.get(window, "touched"),
      Object.keys(localStorage),
      Object.keys(sessionStorage),
      (await indexedDB.databases()).length,
      (await navigator.serviceWorker.getRegistrations()).length,
      history.length,
    ]);
  expect(await kept()).toEqual([[], [], [], 0, 0, await page.evaluate(() => history.length)]);
  expect(asked.filter((url) => /later\.js|service-worker/u.test(url))).toEqual([]);
});

test("what a browser lacks that a link asks for is told to the page around it", async ({ page, host }) => {
  await withoutRelaxed(page);
  const frame = await host.show(page, "#embed=1");
  await expect.poll(() => said(page, "ready")).toHaveLength(1);
  await tell(page, { type: "set", link: "fast=on&flavour=mint" });
  await expect
    .poll(async () => (await said(page, "done")).at(-1)?.problems)
    .toEqual([expect.stringContaining("flavour=mint"), expect.stringContaining("“fast” needs relaxed SIMD")]);
  await expect(frame.getByRole("alert").filter({ hasText: "could not be followed" })).toBeVisible();
});

test("the keyboard comes back: what the frame does not use is handed on, and Escape leaves it", async ({
  page,
  host,
}) => {
  const frame = await host.show(page, "#embed=1&until=100000", "<button>outside</button>");
  const keys = () =>
    page.evaluate(() =>
      Reflect.get(window, "heard").flatMap((/** @type {any} */ { type, key }) =>
        type === "key" ? [key] : type === "leave" ? ["left"] : [],
      ),
    );
  await expect.poll(() => page.evaluate(() => Reflect.get(window, "heard").length)).toBeGreaterThan(1);
  const slider = frame.getByRole("slider", { name: "L2 strength λ" }).first();
  await slider.focus();
  for (const key of ["ArrowRight", "Home", "b", "PageDown"]) await page.keyboard.press(key);
  await expect.poll(keys).toEqual(["b"]);
  await frame.getByRole("textbox", { name: "λ value" }).first().focus();
  for (const key of ["b", "ArrowLeft"]) await page.keyboard.press(key);
  await frame.getByRole("button", { name: "Play" }).focus();
  for (const key of ["ArrowRight", "PageDown", "f", "Tab"]) await page.keyboard.press(key);
  await expect.poll(keys).toEqual(["b", "ArrowRight", "PageDown", "f"]);
  expect(await stepIn(frame), "the arrow is the deck’s").toBe(0);
  // In the chart arrows move the crosshair, and what it shows is left first.
  await frame.locator(".crosshair").focus();
  await page.keyboard.press("ArrowLeft");
  await frame.getByRole("button", { name: "Play" }).focus();
  await page.keyboard.press("Space");
  await expect(frame.getByRole("button", { name: "Pause" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect.poll(keys).toEqual(["b", "ArrowRight", "PageDown", "f", "left"]);
  expect(await frame.evaluate(() => document.activeElement === document.body)).toBe(true);
  await page.keyboard.press("x");
  await expect.poll(() => page.evaluate(() => Reflect.get(window, "pressed"))).toContain("x");
});

test("scrolled away, its runs rest; seen again, they go on", async ({ page, host }) => {
  await host.show(page, "#embed=lane&a=k:16&until=1000000&autoplay=1", '<div style="height:300vh"></div>');
  // By what it says: browsers draw nothing in a frame that is out of view.
  const plays = async () => (await said(page, "readouts")).at(-1)?.playing;
  await expect.poll(() => said(page, "ready")).toHaveLength(1);
  await tell(page, { type: "subscribe", every: 50 });
  await expect.poll(plays).toBe(true);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await expect.poll(plays).toBe(false);
  await page.evaluate(() => scrollTo(0, 0));
  await expect.poll(plays).toBe(true);
});

test("the plain page of the examples speaks to its frame, and shows what it says", async ({ page, host }) => {
  await page.goto(`${host.url}examples/embed/plain.html`);
  const line = page.locator("#said");
  await expect(line).toHaveText(/^A at step 0: held-out error [\d.]+ · B at step 0/u);
  await page.getByRole("button", { name: "One step" }).click();
  await expect(line).toHaveText(/^A at step 1:/u);
  await page.getByRole("button", { name: "Train" }).click();
  await expect(line).toHaveText(/^A at step (?!1:)\d+:/u);
  await page.getByRole("button", { name: "With tied weights instead" }).click();
  await expect(frameOf(page).getByRole("switch", { name: "Tie weights" }).nth(1)).toBeChecked();
  await frameOf(page).getByRole("button", { name: "Reset" }).focus();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Train" })).toBeFocused();
});

test("in a deck of Reveal the runs rest while another slide is shown, and the arrows turn slides", async ({
  page,
  host,
}) => {
  await page.goto(`${host.url}examples/embed/reveal.html`);
  const slide = () => page.evaluate(() => /** @type {any} */ (window).Reveal.getIndices().h);
  await expect.poll(slide).toBe(0);
  const frame = frameOf(page);
  const play = frame.locator('[data-part="play-name"]');
  await page.keyboard.press("ArrowRight");
  await expect.poll(slide).toBe(1);
  await expect(play).toHaveText("Pause");
  await expect.poll(() => stepIn(frame)).toBeGreaterThan(0);
  await frame.getByRole("button", { name: "Pause" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(slide).toBe(2);
  await expect(play).toHaveText("Play");
  const rested = await stepIn(frame);
  await page.evaluate(() => /** @type {any} */ (window).Reveal.prev());
  await expect(play).toHaveText("Pause");
  await expect.poll(() => stepIn(frame)).toBeGreaterThan(rested);
  // A deck that opens at this slide has said so before the frame could hear it.
  await page.goto("about:blank");
  await page.goto(`${host.url}examples/embed/reveal.html#/1`);
  await expect.poll(slide).toBe(1);
  const again = frameOf(page);
  await expect.poll(() => stepIn(again)).toBeGreaterThan(0);
  await again.getByRole("button", { name: "Pause" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(slide).toBe(2);
});

test("the frame of the notebook is what IPython makes of its cell, and trains", async ({ page, host, baseURL }) => {
  const { cells } = JSON.parse(readFileSync(new URL("../../examples/embed/notebook.ipynb", import.meta.url), "utf8"));
  const [{ source, outputs }] = cells.filter((/** @type {any} */ { cell_type: type }) => type === "code");
  const html = outputs[0].data["text/html"].join("");
  const [, address, width, height] = /IFrame\("([^"]+)", width=(\d+), height=(\d+)\)/u.exec(source.join("")) ?? [];
  for (const [name, value] of Object.entries({ src: address, width, height }))
    expect(html).toContain(`${name}="${value}"`);
  host.page = html.replaceAll("http://localhost:8080/", baseURL ?? "");
  await page.goto(`${host.url}page`);
  const frame = frameOf(page);
  await expect(frame.locator(".chart").first()).toBeVisible();
  await frame.getByRole("button", { name: "Play" }).click();
  await expect.poll(() => stepIn(frame)).toBeGreaterThan(0);
});

test("Embed writes the frame that shows what is on the screen, and saves a picture of it", async ({ page, host }) => {
  await page.goto("./#a=k:8&b=k:64,l:.01");
  await new Lane(page, "B").appears();
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("button", { name: "Embed" }).click();
  const dialog = page.getByRole("dialog", { name: "Embed" });
  await dialog.getByRole("combobox", { name: "Shows" }).selectOption("Chart");
  await dialog.getByRole("combobox", { name: "Size" }).selectOption("640 × 400");
  expect(await faults(page)).toEqual([]);
  const downloading = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save picture" }).click();
  const picture = await downloading;
  expect(picture.suggestedFilename()).toBe("autoencoder-lab.png");
  await expect(dialog.getByRole("textbox", { name: /^Picture/u })).toHaveValue(
    /^<a href="[^"]+"><img src="autoencoder-lab\.png"/u,
  );
  host.page = await dialog.getByRole("textbox", { name: "Frame", exact: true }).inputValue();
  await page.goto(`${host.url}page`);
  const frame = frameOf(page);
  await expect(frame.locator(".chart").first()).toBeVisible();
  await expect(page.locator("iframe")).toHaveAttribute("height", "400");
  const hash = await frame.evaluate(() => location.hash);
  expect(hash).toContain("a=k:8&b=k:64,l:.01");
  expect(hash).toContain("embed=chart");
});
