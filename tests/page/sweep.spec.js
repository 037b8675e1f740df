// The tab Sweep: trained in the background, kept, read out, and taken up again.
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { faults } from "./axe.js";
import { Lane, coloursOf, expect, open, skipSources, stored, test, withProcessors } from "./lab.js";

/** @import { Page } from '@playwright/test' */

/** What the native sweep writes of the recipe of this page. */
const NATIVE = readFileSync(new URL("../fixtures/sweep.csv", import.meta.url), "utf8");
const RECIPE = "./#data=digits-8&m=60&a=k:24,batch:20&until=200&seeds=1&of=A&tab=sweep";

/** A sweep of a few dozen runs that each take a moment. */
const SMALL = "./#data=digits-8&m=60&a=k:24&b=k:96&until=30&seeds=1&tab=sweep";

/** The parts of the tab. @param {Page} page */
function parts(page) {
  return {
    run: page.getByRole("button", { name: "Run sweep" }),
    cancel: page.getByRole("button", { name: "Cancel sweep" }),
    csv: page.getByRole("button", { name: "Download sweep" }),
    progress: page.getByRole("progressbar", { name: "Sweep progress" }),
    cursor: page.getByRole("slider", { name: "Points of the sweep" }),
    menu: page.getByRole("dialog", { name: /^k = / }),
  };
}

/** @param {Page} page @param {string} text */
async function says(page, text) {
  await expect(parts(page).progress).toHaveAttribute("aria-valuetext", text, { timeout: 60_000 });
}

test("the file is that of the native sweep, byte for byte; a point that is loaded replays to its receipt", async ({
  page,
}) => {
  await page.goto(RECIPE);
  const a = new Lane(page, "A");
  await a.appears();
  const { run, csv, cursor, menu } = parts(page);
  await says(page, "None is known yet.");
  await expect(csv).toBeDisabled();
  await run.click();
  await says(page, "All 26 runs are known.");
  await expect(page.getByRole("status").filter({ hasText: "The sweep is done: 26 runs." })).toBeVisible();
  const waiting = page.waitForEvent("download");
  await csv.click();
  const download = await waiting;
  expect(download.suggestedFilename()).toBe("sweep.csv");
  expect(await readFile(await download.path(), "utf8")).toBe(NATIVE);

  await cursor.focus();
  await page.keyboard.press("End");
  await expect(cursor).toHaveAttribute("aria-valuetext", /^λ = 1: held-out error untied .* \(1 seed\); tied/u);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(menu).toBeVisible();
  await expect(menu.getByRole("row")).toHaveCount(3);
  await menu.getByRole("button", { name: "Load “tied, seed 1” into run A" }).click();
  await expect(menu).toBeHidden();
  await expect(a.lambda).toHaveValue("0.3");
  await expect(a.tie).toBeChecked();
  await page.getByRole("combobox", { name: "Speed" }).selectOption("unlimited");
  await page.getByRole("button", { name: "Play" }).click();
  await expect(page.getByRole("status").filter({ hasText: "its receipt is the same" })).toBeVisible();
  await page.goBack();
  await expect(a.lambda).toHaveValue("0");
});

test("what theory says of linear networks stands before anything is trained: on the chart, at the cursor, in the table", async ({
  page,
}) => {
  const linear = "act:linear,out:linear,centred";
  await page.goto(`./#data=digits-8&m=60&a=k:24,${linear}&until=30&seeds=2&of=A&tab=sweep`);
  const a = new Lane(page, "A");
  await a.appears();
  const { cursor, progress } = parts(page);
  const panel = page.getByRole("tabpanel", { name: "Sweep" });
  await expect(panel).toContainText(
    "; dotted: what the exact optimum has, mean over seeds, at λ = 0 that of least norm (",
  );
  await expect(progress).toHaveAttribute("aria-valuetext", "None is known yet.");
  await cursor.focus();
  await page.keyboard.press("End");
  const text =
    /^λ = 1: held-out error untied not trained yet, theory ([\d.]+); tied not trained yet, theory ([\d.]+)$/u;
  await expect(cursor).toHaveAttribute("aria-valuetext", text);
  const [, untied, tied] = text.exec((await cursor.getAttribute("aria-valuetext")) ?? "") ?? [];
  expect(Number(tied), "tied weights are counted once").toBeLessThan(Number(untied));
  const rows = page.getByRole("table", { name: "The sweep in numbers" }).getByRole("row");
  await expect(rows.last().getByRole("cell").last()).toHaveText(tied);
  await expect(panel.locator(".tip")).toContainText("theory");
  // Of other weights it is another curve, of another rate the same; of what is not linear there is none.
  await page.getByRole("combobox", { name: "Weights" }).selectOption("tied");
  await expect(cursor).toHaveAttribute("aria-valuetext", `λ = 1: held-out error tied not trained yet, theory ${tied}`);
  await page.getByRole("combobox", { name: "Sweep over" }).selectOption("both");
  await expect(panel).not.toContainText("dotted");
});

test("a link shows what is kept and starts nothing; cancelled, it keeps what it has; the rest can be trained", async ({
  page,
}) => {
  // On many, all would be over before it is cancelled.
  await withProcessors(page, 2);
  await open(page, SMALL);
  const { run, cancel, progress } = parts(page);
  await page.getByRole("spinbutton", { name: "Seeds" }).fill("10");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/&seeds=10/u);
  await run.click();
  await expect(progress).toHaveAttribute("aria-valuetext", /^[1-9]\d* of 260 runs/u);
  await cancel.click();
  await expect(progress).toHaveAttribute(
    "aria-valuetext",
    /^\d+ of 260 runs are known; \d+ are still to be trained\.$/u,
  );
  await expect(run).toBeFocused();
  const known = await progress.getAttribute("aria-valuetext");
  await expect.poll(async () => (await stored(page, "outcomes")).length).toBe(Number.parseInt(String(known), 10));
  let workers = 0;
  page.on("worker", () => (workers += 1));
  await page.reload();
  await new Lane(page, "B").appears();
  await says(page, String(known));
  expect(workers, "those of the lanes").toBeLessThanOrEqual(2);
  await page.getByRole("spinbutton", { name: "Seeds" }).fill("1");
  await page.keyboard.press("Enter");
  await expect(progress).toHaveAttribute("aria-valuetext", /of 26 runs|All 26/u);
  if (await run.isEnabled()) await run.click();
  await says(page, "All 26 runs are known.");
});

test("over hidden units, and the map: keys go from cell to cell, everything is said, a point is pinned", async ({
  page,
}) => {
  await open(page, `${SMALL}&weights=both`);
  const { run, cursor, menu } = parts(page);
  await page.getByRole("combobox", { name: "Sweep over" }).selectOption("hidden units");
  await run.click();
  await says(page, "All 18 runs are known.");
  await cursor.focus();
  await page.keyboard.press("Home");
  await expect(cursor).toHaveAttribute("aria-valuetext", /^k = 8: held-out error untied/u);
  await page.getByRole("combobox", { name: "Sweep over" }).selectOption("both");
  await says(page, "18 of 234 runs are known; 216 are still to be trained.");
  await run.click();
  await says(page, "All 234 runs are known.");
  await cursor.focus();
  await page.keyboard.press("Home");
  for (const key of ["ArrowUp", "ArrowUp", "ArrowRight"]) await page.keyboard.press(key);
  await expect(cursor).toHaveAttribute(
    "aria-valuetext",
    /^k = 12, λ = 0\.00003, untied: held-out error [\d.]+ \(1 seed\)$/u,
  );
  expect(await coloursOf(page.locator(".sweep-chart canvas").first())).toBeGreaterThan(20);
  const rows = page.getByRole("table", { name: "The sweep in numbers" }).getByRole("row");
  await expect(rows).toHaveCount(235);
  expect(await faults(page)).toEqual([]);
  await page.keyboard.press("Enter");
  expect(await faults(page), "what can be done with it").toEqual([]);
  await page.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await expect(cursor).toBeFocused();
  await page.keyboard.press("Enter");
  await menu.getByRole("button", { name: "Pin “untied, seed 1”" }).click();
  await expect(page.getByRole("status").filter({ hasText: /is pinned at step 30/u })).toBeVisible();
  await page.getByRole("tab", { name: "Shelf" }).click();
  await expect(page.getByRole("textbox", { name: /^Name of “k = 12, λ = 0\.00003, seed 1”$/u })).toBeVisible();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("a finger opens what a point is, and a measure is another chart", async ({ page }) => {
    await page.goto(`${SMALL}&weights=tied`);
    await new Lane(page, "A").appears();
    const { run, cursor, menu } = parts(page);
    await run.tap();
    await says(page, "All 13 runs are known.");
    const canvas = page.locator(".sweep-chart canvas").first();
    const before = await canvas.evaluate((drawn) => /** @type {HTMLCanvasElement} */ (drawn).toDataURL());
    await page.getByRole("combobox", { name: "Measure" }).selectOption("noise kept");
    await expect
      .poll(() => canvas.evaluate((drawn) => /** @type {HTMLCanvasElement} */ (drawn).toDataURL()))
      .not.toBe(before);
    await cursor.tap({ position: { x: 150, y: 100 } });
    await expect(menu).toBeVisible();
    const box = await menu.boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= 390 && box.y + box.height <= 844, JSON.stringify(box)).toBe(true);
  });
});

test.describe("without a network", () => {
  test.use({ expectedNoise: /Failed to load resource|ERR_FAILED/u });

  test("an instrument that cannot be fetched says so; once it has come by itself, it needs none", async ({ page }) => {
    /** @param {import('@playwright/test').Route} route */
    const gone = (route) => route.abort();
    await page.route("**/later.js", gone);
    await open(page, "./#tab=sweep");
    await skipSources(page);
    const told = page.getByRole("alert").filter({ hasText: "A part of the page could not be loaded" });
    await expect(told).toBeVisible();
    await expect(told.getByRole("button", { name: /^Reload/u })).toBeVisible();
    await page.unroute("**/later.js", gone);
    await page.goto("about:blank");
    const fetched = page.waitForResponse("**/later.js");
    await open(page, "./#tab=loss");
    await (await fetched).finished();
    await page.context().setOffline(true);
    await page.getByRole("tab", { name: "Sweep" }).click();
    await expect(parts(page).run).toBeEnabled();
  });
});
