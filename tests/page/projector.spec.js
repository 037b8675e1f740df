// The page in a hall: what it shows, and that it can be read from the back row.
import { CARDS } from "../../www/lesson/cards.js";
import { Lane, expect, open, overflowOf, test } from "./lab.js";
import { misplaced } from "./layout.js";
import { settled } from "./poses.js";

/** Beamers, and the least letters on them, in CSS pixels. @type {[width: number, height: number, letters: number][]} */
const BEAMERS = [
  [1280, 720, 18],
  [1920, 1080, 24],
];
const RUNS = ["a=k:392", "b=k:392,l:.01@150", "c=k:1568,tied", "d=k:16"];

/**
 * The letters that are smaller than they may be: in texts, fields and lists.
 * @param {import('@playwright/test').Page} page
 * @param {number} least CSS pixels
 */
async function small(page, least) {
  return page.evaluate((limit) => {
    /** @type {[text: string, size: number][]} */
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const holder = node.parentElement;
      if (!holder?.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || !node.textContent?.trim())
        continue;
      if (holder.closest(".hidden, option")) continue;
      for (let at = /** @type {Element | null} */ (holder); at; at = at.parentElement)
        if (getComputedStyle(at).clipPath !== "none") holder.dataset.clipped = "";
      if ("clipped" in holder.dataset) continue;
      found.push([node.textContent.trim(), parseFloat(getComputedStyle(holder).fontSize)]);
    }
    for (const field of document.querySelectorAll("select, input:not([type=range], [type=checkbox], [type=radio])"))
      if (field.checkVisibility())
        found.push([field.getAttribute("aria-label") ?? "", parseFloat(getComputedStyle(field).fontSize)]);
    // Charts are drawn in letters of 12 units, enlarged by this.
    found.push(["charts", 12 * Number(getComputedStyle(document.body).getPropertyValue("--scale"))]);
    return found.filter(([, size]) => size < limit - 0.01).map(([text, size]) => `${text}: ${size}`);
  }, least);
}

for (const [width, height, letters] of BEAMERS) {
  for (const count of [1, 2, 4]) {
    test(`on ${width} × ${height} with ${count} of 4 runs all letters have ${letters} pixels, pictures fill their lane, the chart has a third, nothing is cut off`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height });
      await page.goto(`./#step=penalty&${RUNS.slice(0, count).join("&")}&until=300&speed=unlimited&projector=on`);
      const lanes = ["A", "B", "C", "D"].slice(0, count).map((name) => new Lane(page, name));
      await lanes[0].appears();
      for (const state of ["untrained", "trained"]) {
        if (state === "trained") {
          await page.keyboard.press("Space");
          for (const lane of lanes) {
            await lane.reaches(300);
            await lane.rests();
          }
        }
        await settled(page);
        expect(await small(page, letters), state).toEqual([]);
        expect(await overflowOf(page), state).toEqual([0, 0, 0, 0]);
        expect(await misplaced(page), state).toEqual([]);
        const chart = await page.getByRole("slider", { name: "Crosshair" }).boundingBox();
        expect((chart?.height ?? 0) / height, state).toBeGreaterThanOrEqual(0.35);
        for (const { region } of lanes) {
          const rows = region.locator(".tiles:visible");
          expect(await rows.count(), "rows of pictures").toBeGreaterThanOrEqual(2);
          const [own, row] = await Promise.all([region.boundingBox(), rows.first().boundingBox()]);
          expect((row?.width ?? 0) / (own?.width ?? Infinity), "of the width").toBeGreaterThan(
            count === 4 ? 0.6 : 0.75,
          );
          expect((row?.y ?? 0) + (row?.height ?? 0)).toBeLessThan((own?.y ?? 0) + (own?.height ?? 0));
        }
      }
      await expect(page.getByRole("heading", { level: 2, name: "Add λ‖θ‖²" })).toBeInViewport();
      await expect(page.locator('[data-part="prose"]')).toBeInViewport();
      await expect(page.locator('math[data-part="objective"]')).toBeInViewport();
      const [a] = lanes;
      const subtitle = a.region.locator(".lane-head > p");
      await expect(subtitle).toHaveText("392 units · 154,252 parameters", { useInnerText: true });
      await expect(subtitle).toBeInViewport();
      await expect(a.lambda).toBeInViewport();
      await expect(a.tie).toBeInViewport();
      await expect(a.region.locator(".verdict")).toContainText(/A (?:memorizes|has only begun)/u);
    });
  }
}

test("every card has a sentence for the hall, of three lines at most, and all of it is on the screen", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await open(page, `./#step=${CARDS[0].id}&projector=on`);
  const sentence = page.locator('[data-part="prose"]');
  for (const [at, card] of CARDS.entries()) {
    if (at > 0) await page.keyboard.press("]");
    await expect(page.getByRole("heading", { level: 2, name: card.title })).toBeVisible();
    await expect.poll(() => overflowOf(page), card.id).toEqual([0, 0, 0, 0]);
    const lines = await sentence.evaluate(
      (text) => text.getClientRects()[0].height / parseFloat(getComputedStyle(text).lineHeight),
    );
    expect(Math.round(lines), `${card.id}: lines`).toBeLessThanOrEqual(3);
    expect(await misplaced(page), card.id).toEqual([]);
    expect(await small(page, 18), card.id).toEqual([]);
  }
});

test("a switch for each part, which the browser keeps", async ({ page }) => {
  const { a } = await open(page, "./#step=penalty&projector=on");
  const parts = {
    "Title and sentence": page.getByRole("heading", { level: 2, name: "Add λ‖θ‖²" }),
    Formula: page.locator('math[data-part="objective"]'),
    Settings: a.lambda,
    Pictures: a.region.getByRole("img", { name: "train", exact: true }),
    "Numbers, of one or two runs": a.readout("gap"),
    Verdict: a.region.locator(".verdict"),
    "Chart and instruments": page.getByRole("slider", { name: "Crosshair" }),
  };
  await page.getByRole("button", { name: "Parts", exact: true }).click();
  expect(await misplaced(page)).toEqual([]);
  for (const [name, shown] of Object.entries(parts)) {
    await expect(shown).toBeVisible();
    await page.getByRole("switch", { name, exact: true }).uncheck();
    await expect(shown).toBeHidden();
  }
  await page.getByRole("switch", { name: "Pictures", exact: true }).check();
  await page.reload();
  for (const [name, shown] of Object.entries(parts)) await expect(shown).toBeVisible({ visible: name === "Pictures" });
  await page.keyboard.press("p");
  for (const shown of Object.values(parts)) await expect(shown, "only on a projector").toBeVisible();
  await expect(page.getByRole("button", { name: "Parts", exact: true })).toBeHidden();
});
