// The lesson in a real browser: every step by keyboard, live numbers, places that are pointed at, links; axe on a phone.
import { CARDS } from "../../www/lesson/cards.js";
import { faults } from "./axe.js";
import { LANE_NAMES } from "../../www/lanes/lineup.js";
import { Lane, expect, open, test } from "./lab.js";

/** @import { Page } from '@playwright/test' */

/** @param {Page} page */
const lessonOf = (page) => {
  const root = page.getByRole("navigation", { name: "Lesson" });
  return {
    root,
    title: root.getByRole("heading", { level: 2 }),
    current: root.locator('[aria-current="step"]'),
    status: page.locator('[data-part="status"]'),
    /** The card asks nothing any more; before it has asked, its texts still move. */
    skip: async () => {
      await expect(root.getByRole("button", { name: "Skip", exact: true })).toBeVisible();
      await page.keyboard.press("x");
    },
  };
};

test("every step by keyboard: its runs stand, its places are outlined, nothing scrolls", async ({ page }) => {
  await open(page);
  const lanes = LANE_NAMES.map((name) => new Lane(page, name));
  const { root, title, current, status } = lessonOf(page);
  for (const [index, step] of CARDS.entries()) {
    await expect(title).toHaveText(step.title);
    await expect(current).toHaveText(`${index + 1} ${step.title}`);
    await expect(page.locator("[data-looked-at]").first()).toBeVisible();
    for (const place of await page.locator("[data-looked-at]").all()) await expect(place, step.id).toBeVisible();
    for (const [lane, settings] of step.scene?.lanes.entries() ?? []) {
      await expect(lanes[lane].lambda).toHaveValue(String(settings.lambda ?? 0));
      await expect(lanes[lane].region, "the core takes the settings").toHaveAttribute("aria-busy", "false");
      await expect(lanes[lane].region.getByRole("alert")).toHaveCount(0);
      expect(await lanes[lane].value("step")).toBe(0);
    }
    expect(await root.evaluate((rail) => rail.scrollHeight - rail.clientHeight), `${step.id} fits`).toBeLessThanOrEqual(
      0,
    );
    // The last step keeps the runs of the one before, so its link has to name them; what the sweep asks is left as it was.
    const link = index === 0 ? "" : `#step=${step.id}`;
    expect(new URL(page.url()).hash.replace(/&(?:sweep|seeds|of|weights)=[^&]*/gu, "")).toMatch(
      new RegExp(`^${link}${step.scene || index === 0 ? "$" : ""}`, "u"),
    );
    await page.keyboard.press("]");
  }
  await expect(title, "the last step is the last").toHaveText(CARDS[CARDS.length - 1].title);
  await page.keyboard.press("[");
  await expect(title).toHaveText(CARDS[CARDS.length - 2].title);
  await expect(status, "these runs have been left as they were").toHaveText(
    `Card ${CARDS.length - 1} of ${CARDS.length}: the runs go on.`,
  );
  await page.keyboard.press("[");
  await expect(status).toHaveText(`Card ${CARDS.length - 2} of ${CARDS.length}: new runs, at step 0.`);
});

test("numbers in the sentences and under the formula are those of the run", async ({ page }) => {
  const { a, b } = await open(page, "./#step=overcomplete");
  const { root } = lessonOf(page);
  const numbers = root.locator('[data-part="prose"] data');
  await expect(numbers, "a network that is not trained is not spoken of").toHaveCount(0);
  await page.keyboard.press("d");
  await b.reaches(200);
  await page.keyboard.press("Space");
  for (const lane of [a, b]) await lane.rests();
  const values = async () =>
    numbers.evaluateAll((all) => all.map((one) => Number(/** @type {HTMLDataElement} */ (one).value)));
  expect(await values()).toEqual([
    await b.value("step"),
    await b.value("train error"),
    await b.value("held-out error"),
    await a.value("held-out error"),
  ]);
  await expect(numbers.nth(1)).toHaveText((await b.readout("train error").textContent()) ?? "");
  await root.getByText("The objective, in numbers").click();
  const terms = root.locator('[data-part="objective"] .term > :last-child');
  await expect(terms.first()).toHaveText((await b.readout("train error").textContent()) ?? "");
  await root.getByRole("button", { name: "Numbers of run A" }).click();
  await expect(terms.first()).toHaveText((await a.readout("train error").textContent()) ?? "");
  await expect(terms.last()).toHaveText("0");
});

test("the button of a step acts on the running network, and the formula follows", async ({ page }) => {
  await page.goto("./#step=penalty");
  const { root } = lessonOf(page);
  const button = root.getByRole("button", { name: "Set λ = 0.01 in B now" });
  const lambda = page.getByRole("region", { name: "Run B" }).getByRole("textbox", { name: "λ value" });
  await expect(lambda).toHaveValue("0");
  await expect
    .poll(() => page.locator('.lane[data-lane="B"] [data-readout="train error"]').getAttribute("value"))
    .not.toBe("");
  await page.keyboard.press("Space");
  await expect
    .poll(async () => Number(await page.locator('.lane[data-lane="B"] [data-readout="step"]').getAttribute("value")))
    .toBeGreaterThan(30);
  await button.click();
  await expect(lambda).toHaveValue("0.01");
  await expect(button).toHaveAttribute("data-done", "true");
  await expect(root.locator('[data-part="departed"]'), "it is the card’s own change").toBeHidden();
  await expect(root.locator('[data-part="units"]')).toContainText("weight_decay = 2λ = 0.02");
  await expect
    .poll(async () => Number(await root.locator('[data-part="objective"] .term > :last-child').last().textContent()))
    .toBeGreaterThan(1);
  await expect.poll(() => page.evaluate(() => location.hash)).toMatch(/^#step=penalty&a=k:392&b=k:392,l:\.01@\d+$/u);
});

test("a step that keeps the runs keeps them; one that does not says so", async ({ page }) => {
  const { a } = await open(page, "./#step=bottleneck");
  const { root, status } = lessonOf(page);
  await page.keyboard.press("Space");
  await a.reaches(40);
  await page.keyboard.press("Space");
  await a.rests();
  const step = await a.value("step");
  await expect(root.getByText("keeps the runs")).toBeVisible();
  await root.getByRole("button", { name: "Next" }).click();
  await expect(status).toHaveText(`Card 3 of ${CARDS.length}: the runs go on.`);
  expect(await a.value("step")).toBe(step);
  await expect(root.getByText("begins new runs")).toBeVisible();
  await root.getByRole("button", { name: "Next" }).click();
  await expect(status).toContainText(`Those before, at step ${step}, are kept: Undo brings them back.`);
  await expect.poll(() => a.value("step")).toBe(0);
  await page.goBack();
  await expect(root.getByRole("heading", { level: 2 })).toHaveText(CARDS[2].title);
  await expect.poll(() => a.value("step"), "they were kept").toBe(step);
});

test("training ends where the texts are; from there it begins again or goes on", async ({ page }) => {
  const { a } = await open(page, "./#speed=unlimited");
  const { root, status } = lessonOf(page);
  const acts = root.locator('[data-part="acts"] button:visible');
  await expect(acts).toHaveText([/^Start training/u]);
  await expect(root.locator('[data-part="acts"]')).toBeInViewport();
  await page.keyboard.press("d");
  await expect(status).toContainText("Paused at its budget of 1,500 steps.", { timeout: 60_000 });
  expect(await a.value("step")).toBe(1500);
  await expect(acts).toHaveText([/^Train again/u, /^Train on to 15,000/u]);
  await root.getByRole("button", { name: "Train on to 15,000" }).click();
  await a.reaches(1550);
  await page.keyboard.press("d");
  await expect.poll(() => a.value("step")).toBeLessThan(1500);
  await page.keyboard.press("Space");
});

test("the chart is about the page, until a person wants all of it", async ({ page }) => {
  const { b } = await open(page, "./#until=60");
  await page.keyboard.press("Space");
  await b.reaches(60);
  const crosshair = page.getByRole("slider", { name: "Crosshair" });
  const all = page.getByRole("switch", { name: "All values" });
  const picture = () =>
    page
      .locator("#panel-loss canvas")
      .first()
      .evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL());
  const before = await picture();
  await all.click();
  await expect.poll(picture).not.toBe(before);
  await expect.poll(() => page.evaluate(() => location.hash)).toContain("range=all");
  await expect(crosshair).toBeVisible();
  await page.keyboard.press("]");
  await expect(all, "the next card shows all values").toBeHidden();
});

test("a run that is changed by hand is not the page’s any more, and can be set back", async ({ page }) => {
  const { a, b } = await open(page, "./#step=tie");
  const { root, status } = lessonOf(page);
  const departed = root.locator('[data-part="departed"]');
  await expect(departed).toBeHidden();
  await a.tie.click();
  await expect(departed).toContainText("Run A is not this card’s any more: tied weights on instead of off.");
  await expect(root.locator('[data-part="prose"]')).toContainText("77,420 parameters of A’s 154,252");
  await page.getByRole("button", { name: "Remove run B" }).click();
  await expect(departed).toContainText("Run B, of which this card speaks, was removed.");
  await root.getByRole("button", { name: "Set back" }).click();
  await expect(departed).toBeHidden();
  await expect(status).toHaveText(
    `Card ${CARDS.findIndex(({ id }) => id === "tie") + 1} of ${CARDS.length}: new runs, at step 0.`,
  );
  await expect(a.tie).not.toBeChecked();
  await expect(b.tie).toBeChecked();
  await expect(
    root.getByRole("button", { name: "Start training" }),
    "a person goes on from what the page asks for",
  ).toBeFocused();
});

test("words point at places; the list of steps opens; a preset stands where it says", async ({ page }) => {
  await open(page, "./#step=bottleneck");
  const { root, title, skip } = lessonOf(page);
  await skip();
  await root.getByRole("button", { name: "gap", exact: true }).hover();
  await expect(page.locator("[data-pointed-at]")).toHaveCount(1);
  await expect(page.locator('.lane[data-lane="A"] .readout[data-pointed-at]')).toContainText("gap");
  await title.hover();
  await expect(page.locator("[data-pointed-at]")).toHaveCount(0);
  // A lecturer turns the page by keyboard, and the mouse rests where it was.
  await root.getByRole("button", { name: "gap", exact: true }).hover();
  await expect(page.locator("[data-pointed-at]")).toHaveCount(1);
  await page.keyboard.press("]");
  await expect(title).toHaveText(CARDS[2].title);
  await expect(page.locator('.lane[data-lane="A"] .readout[data-pointed-at]', { hasText: "gap" })).toHaveCount(0);
  await page.keyboard.press("[");
  await expect(title).toHaveText(CARDS[1].title);
  await title.hover();
  await root.getByRole("button", { name: new RegExp(`^2 of ${CARDS.length}`, "u") }).click();
  await root.getByRole("button", { name: `${CARDS.length} Change one thing` }).click();
  await expect(title).toHaveText("Change one thing");
  const presets = root.getByRole("list", { name: "Presets" }).getByRole("button");
  await expect(presets).toHaveCount(11);
  await presets.nth(5).click();
  await expect(presets.nth(4)).toHaveAccessibleName(/5 … tied A/u);
  await expect(presets.nth(5)).toHaveAccessibleName(/6 … tied, with λ B/u);
});

test("a number that was measured says of which runs, and leads to one of them", async ({ page }) => {
  await page.goto("./#step=too-much");
  const { root, skip } = lessonOf(page);
  const number = root.getByRole("button", { name: "1.8", exact: true });
  // What comes out is not told to who is still asked.
  await skip();
  await root.getByText("How far it holds", { exact: true }).click();
  await number.press("Enter");
  const note = page.getByRole("dialog", { name: "How it was measured" });
  await expect(note).toContainText("held-out error at step 1,500");
  await expect(note).toContainText("hidden units 392, λ 0.003");
  await expect(note.getByRole("listitem")).toHaveText(["seed 1: 1.79", "seed 2: 1.80", "seed 3: 1.77"]);
  expect(await faults(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(number).toBeFocused();
  await number.click();
  await expect(note.getByRole("link", { name: "Sweep λ from it" })).toHaveAttribute(
    "href",
    "#step=your-turn&a=k:392,l:.003&tab=sweep&of=A",
  );
  await note.getByRole("link", { name: "Run it here" }).click();
  const lane = new Lane(page, "A");
  await lane.appears();
  await expect(page.getByRole("region", { name: /^Run/u })).toHaveCount(1);
  await page.getByRole("combobox", { name: "Speed" }).selectOption("unlimited");
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await expect(lane.readout("step")).toHaveAttribute("value", "1500", { timeout: 30_000 });
  await expect(lane.readout("held-out error")).toHaveText("1.79");
});

/** Marks when the page has, in a frame, been wider than its window. */
function watchWidth() {
  const look = () => {
    const { scrollWidth, clientWidth } = document.documentElement ?? { scrollWidth: 0, clientWidth: 0 };
    if (scrollWidth > clientWidth) performance.mark("too wide");
    requestAnimationFrame(look);
  };
  look();
}

test("on a phone a word brings its place into view, in its lane", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.addInitScript(watchWidth);
  await page.goto("./#step=tied-copies");
  const { root } = lessonOf(page);
  const place = page.locator('.lane[data-lane="A"] .readout', { hasText: "copy index" });
  await expect(page.getByRole("region", { name: "Run B" })).toBeVisible();
  await root.getByText("Look, how far it holds").click();
  await root.getByRole("button", { name: "copy index", exact: true }).click();
  await expect(place).toBeInViewport();
  expect(
    await page.evaluate(() => performance.getEntriesByName("too wide").map(({ startTime }) => startTime)),
    "since its first frame",
  ).toEqual([]);
  // Where the page is scrolled to, its head may cover a part of anything.
  await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
  expect(await faults(page)).toEqual([]);
});

test("of a term the first word alone is marked, also once a text before it speaks of it", async ({ page }) => {
  const { a, b } = await open(page, "./#step=linear&speed=fast");
  const { root } = lessonOf(page);
  const marked = (/** @type {string} */ text) =>
    root.locator(`[data-part="${text}"] .term`).filter({ hasText: /^step$/u });
  await expect(marked("look")).toHaveCount(1);
  await expect(marked("prose")).toHaveCount(0);
  await page.keyboard.press("Space");
  for (const lane of [a, b]) await lane.reaches(300);
  await expect(marked("prose")).toHaveCount(1);
  await expect(marked("look")).toHaveCount(0);
});
