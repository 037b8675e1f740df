// The main states of the page, seeded and at rest, for whoever makes pictures of them.
import { Lane, expect } from "./lab.js";

/** @import { Page } from '@playwright/test' */

/**
 * @typedef {object} Look
 * @property {string} name
 * @property {string} [address] of the state
 * @property {number} [steps] to which its runs are trained
 * @property {"light" | "dark"} [scheme]
 * @property {[width: number, height: number]} [size] of the window
 * @property {(page: Page) => Promise<void>} [then]
 */

const DESK = /** @type {[number, number]} */ ([1440, 900]);
const PHONE = /** @type {[number, number]} */ ([390, 844]);
const EVENTFUL = "./#a=k:16&b=k:392,l:.01@150&until=300";

/** @type {Look[]} */
export const LOOKS = [
  { name: "start" },
  { name: "trained", address: EVENTFUL, steps: 300 },
  { name: "trained-dark", address: EVENTFUL, steps: 300, scheme: "dark" },
  { name: "phone", address: EVENTFUL, steps: 300, size: PHONE },
  { name: "phone-dark", address: EVENTFUL, steps: 300, size: PHONE, scheme: "dark" },
  { name: "four-runs", address: "./#a=k:16&b=k:392&c=k:392,l:.01&d=k:392,tied&until=100", steps: 100 },
  { name: "formula", address: "./#step=penalty&until=100", steps: 100 },
  { name: "exact", address: "./#step=linear&speed=fast", steps: 300 },
  { name: "ledger", address: "./#step=gradient&speed=fast&until=300", steps: 300 },
  { name: "filters", address: "./#step=tie&tab=filters&until=200", steps: 200 },
  {
    name: "shelf",
    address: EVENTFUL,
    steps: 300,
    async then(page) {
      await page.getByRole("tab", { name: "Shelf" }).click();
      // One after the other: which of two is told last is chance.
      for (const [at, name] of ["A", "B"].entries()) {
        await new Lane(page, name).region.getByRole("button", { name: /^Pin/u }).click();
        await expect(page.getByRole("button", { name: /^Remove “/u })).toHaveCount(at + 1);
      }
    },
  },
  { name: "projector", address: "./#projector=on&until=100", steps: 100 },
  { name: "tablet", address: "./#until=100", steps: 100, size: [768, 1024] },
  { name: "tablet-low", address: "./#until=100", steps: 100, size: [1024, 768] },
];

/**
 * Brings the page there: trained, at rest, its fonts come, the pointer out of the way.
 * @param {Page} page
 * @param {Look} look
 */
export async function pose(page, { address = "./", steps = 0, scheme = "light", size: [width, height] = DESK, then }) {
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
  await page.goto(address);
  await expect(page.locator(".lane").first()).toBeAttached();
  // A phone shows one lane at a time.
  const names = await page
    .locator(".lane")
    .evaluateAll((lanes) =>
      lanes.filter((lane) => lane.checkVisibility()).map((lane) => lane.getAttribute("data-lane") ?? ""),
    );
  const lanes = names.map((each) => new Lane(page, each));
  for (const lane of lanes) await lane.appears();
  if (steps > 0) await page.keyboard.press("Space");
  for (const lane of lanes) {
    await lane.reaches(steps);
    await lane.rests();
    await expect(lane.region.locator('canvas[data-row="other data"]')).toHaveAttribute("aria-description", /^eight/u);
  }
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
  // Terms of art are marked by a script that comes later.
  await expect(page.locator(".readout > .term").first()).toBeAttached();
  await then?.(page);
  await settled(page);
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(0, 0);
}

/** Runs that differ in what takes room. */
const RUNS = ["a=k:16", "b=k:392,l:.01@40", "c=k:1568,tied", "d=k:1,l:.003,act:tanh"];

/** One to four runs, trained a little and pinned. @param {Page} page @param {number} count */
export async function openRuns(page, count) {
  await page.goto(`./#${RUNS.slice(0, count).join("&")}&m=100&until=60&speed=unlimited&ledger=gradients`);
  const errors = page.locator('.lane data[data-readout="train error"]');
  await expect
    .poll(() => errors.evaluateAll((all) => all.filter((data) => Number(data.getAttribute("value")) > 0).length))
    .toBe(count);
  await page.keyboard.press("Space");
  const steps = page.locator('.lane data[data-readout="step"]');
  await expect
    .poll(() => steps.evaluateAll((all) => all.map((data) => data.getAttribute("value")).join(" ")))
    .toBe(Array.from({ length: count }, () => "60").join(" "));
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  await page.keyboard.press("s");
}

/** Lets what is open come and the page lay itself out, and what follows its size draw. @param {Page} page */
export async function settled(page) {
  await expect(page.getByText("This instrument is on its way")).toBeHidden();
  await expect(page.getByRole("progressbar", { name: /^Loading/u })).toHaveCount(0);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}
