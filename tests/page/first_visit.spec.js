// What a first visit fetches, counted in the browser: the budgets are those of benches/size.js.
import { PLAY_BUDGET, REQUESTS_BUDGET, VISIT_BUDGET } from "../../benches/size.js";
import { fetchedBy, momentsOf, watchVisit } from "../../benches/visit.js";
import { FIRST_FILES } from "../../www/images/data.js";
import { expect, open, test } from "./lab.js";

/** @import { Page } from '@playwright/test' */

/** The source tree is not bundled. @param {Page} page */
async function skipSources(page) {
  const main = await page.locator('script[type="module"]').getAttribute("src");
  test.skip(!/[0-9a-f]{12}\/main\.js$/u.test(main ?? ""), "the source tree is not bundled");
}

/** Whatever is fetched without being asked for has come. @param {Page} page */
async function allIsHere(page) {
  await page.waitForLoadState("networkidle");
  await expect(page.getByRole("progressbar")).toHaveCount(0);
}

/** @param {{bytes: number}[]} files */
function total(files) {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

test("until Play works little is fetched, in one wave; all of a first visit is in its budget", async ({ page }) => {
  /** @type {(() => void)[]} */
  const held = [];
  let holding = true;
  await page.addInitScript(watchVisit, { play: false });
  await page.route(/\/data\/[^/]*\.gz$|\/pkg\/charts/u, async (route) => {
    const later = !FIRST_FILES.some((file) => route.request().url().endsWith(`/${file}`));
    if (later && holding) await new Promise((resolve) => held.push(() => resolve(undefined)));
    await route.continue();
  });
  const { a } = await open(page);
  await skipSources(page);
  await page.getByRole("button", { name: "Play" }).click();
  await a.reaches(20);
  const first = await fetchedBy(page);
  expect(total(first), JSON.stringify(first)).toBeLessThanOrEqual(PLAY_BUDGET);
  expect(first.length).toBeLessThanOrEqual(REQUESTS_BUDGET);
  const names = first.map(({ name }) => name.split("/").at(-1));
  for (const name of [...FIRST_FILES, "main.js", "page.css", "inter.woff2", "autoencoder_lab_bg.wasm"])
    expect(
      names.filter((one) => one === name),
      name,
    ).toHaveLength(1);
  holding = false;
  for (const proceed of held) proceed();
  await allIsHere(page);
  const all = await fetchedBy(page);
  expect(total(all), JSON.stringify(all)).toBeLessThanOrEqual(VISIT_BUDGET);
  expect(all.length).toBeGreaterThan(first.length);
});

test("what comes with its version in its path may be kept for ever; the page that names it is asked for anew", async ({
  page,
}) => {
  /** @type {Map<string, string | undefined>} */
  const caches = new Map();
  page.on(
    "response",
    (response) => void caches.set(new URL(response.url()).pathname, response.headers()["cache-control"]),
  );
  await open(page);
  await skipSources(page);
  await allIsHere(page);
  const [[document, asked], ...rest] = [...caches];
  expect(document.endsWith("/"), document).toBe(true);
  expect(asked).toBe("no-cache");
  expect(rest.length).toBeGreaterThan(5);
  for (const [name, cache] of rest.filter(([path]) => path.includes("/www/")))
    expect(cache, name).toBe("public, max-age=31536000, immutable");
});

test("the skeleton of the page is painted before its scripts have come", async ({ page }) => {
  let proceed = () => {};
  await page.route("**/main.js", (route) => new Promise((resolve) => (proceed = () => resolve(route.continue()))));
  await page.addInitScript(watchVisit, { play: false });
  await page.goto("./", { waitUntil: "commit" });
  await expect(page.getByRole("heading", { level: 1, name: "autoencoder lab" })).toBeVisible();
  await expect(page.getByRole("progressbar", { name: "Loading the page" })).toHaveCSS("opacity", "1");
  await expect.poll(async () => (await momentsOf(page)).paint).toBeGreaterThan(0);
  expect((await momentsOf(page)).readouts).toBe(0);
  proceed();
  await expect(page.getByRole("progressbar", { name: "Loading the page" })).toHaveCount(0);
});
