// After one visit the page is there without a network; a newer version is offered, whole, and never forced on anybody.
import { Lane, coloursOf, expect, open, skipSources, test } from "./lab.js";
import { Proxy } from "./proxy.js";

/** @import { Page } from '@playwright/test' */

const NEWER = "fffffffffff1";
const OFFER = /^A newer version of this page is here\./u;

test.use({ serviceWorkers: "allow", expectedNoise: /Failed to load resource|fetching the script|service-worker\.js/u });

/** A server that can go, or have another version. @param {string | undefined} url @param {Page} page @param {string} [host] by which a browser knows it */
async function standing(url, page, host = "lab.localhost") {
  await page.goto("./");
  await skipSources(page);
  const proxy = await new Proxy(url).start();
  return { proxy, address: proxy.url.replace("127.0.0.1", host) };
}

/** All of this version is kept, and answers for the page. @param {Page} page */
async function isKept(page) {
  await expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state), {
      timeout: 40_000,
    })
    .toBe("activated");
  await expect.poll(() => page.evaluate(() => Boolean(navigator.serviceWorker.controller))).toBe(true);
}

/** The address of its own folder. @param {Page} page */
async function scriptOf(page) {
  return page.evaluate(() => /** @type {HTMLScriptElement} */ (document.querySelector('script[type="module"]')).src);
}

// On localhost the server goes first while there is one: other pages may stand there tomorrow.
for (const host of ["lab.localhost", "127.0.0.1"]) {
  test(`after one visit the page opens and trains without a server, at ${host}`, async ({ page, baseURL }) => {
    const { proxy, address } = await standing(baseURL, page, host);
    await open(page, address);
    // It is fetched before all of the page is kept, and kept all the same.
    await page.getByRole("combobox", { name: "Data set" }).selectOption("fashion-14");
    await new Lane(page, "A").appears();
    await isKept(page);
    const kept = () =>
      page.evaluate(async () => {
        const [name] = await caches.keys();
        const requests = await (await caches.open(name)).keys();
        return requests.some(({ url }) => url.endsWith("/data/fashion-14-rest.gz"));
      });
    await expect.poll(kept, { timeout: 30_000 }).toBe(true);
    proxy.stop();
    await page.reload();
    const { a } = await open(page, `${address}?from=a-course#data=fashion-14&a=k:16&b=k:392`);
    await page.getByRole("button", { name: "Play", exact: true }).click();
    await a.reaches(30);
    const chart = page.getByRole("tabpanel", { name: "Loss" }).locator("canvas").first();
    await expect.poll(() => coloursOf(chart)).toBeGreaterThan(20);
    await page.getByRole("tab", { name: "Filters" }).click();
    await expect(page.getByText("This instrument is on its way")).toBeHidden();
    await expect(page.getByRole("tabpanel", { name: "Filters" }).locator("canvas").first()).toBeVisible();
  });
}

test("a newer version is offered; who does not take it stays with all of the one that is open", async ({
  page,
  context,
  baseURL,
}) => {
  const { proxy, address } = await standing(baseURL, page);
  await open(page, `${address}#a=k:7&b=k:392`);
  await isKept(page);
  const before = await scriptOf(page);
  await proxy.deploy(NEWER);
  await page.reload();
  const offer = page.getByRole("status").filter({ hasText: OFFER });
  await expect(offer).toBeVisible({ timeout: 40_000 });
  expect(await scriptOf(page), "nothing is forced").toBe(before);
  const other = await context.newPage();
  await open(other, address);
  expect(await scriptOf(other), "nor mixed").toBe(before);
  await offer.getByRole("button", { name: "Use it" }).click();
  await expect(page).toHaveTitle(`${NEWER} autoencoder lab`);
  await new Lane(page, "B").appears();
  expect(await scriptOf(page)).toContain(`/www/${NEWER}/main.js`);
  const fetched = () => page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
  expect((await fetched()).filter((name) => name.startsWith(before.replace("main.js", "")))).toEqual([]);
  expect(page.url(), "with the runs that were there").toContain("#a=k:7");
  const late = before.replace("main.js", "later.js");
  expect(await other.evaluate(async (url) => (await fetch(url)).status, late), "the open page has its own files").toBe(
    200,
  );
  await other.close();
  await page.reload();
  const caches = () => page.evaluate(async () => (await globalThis.caches.keys()).length);
  await expect.poll(caches, { timeout: 40_000 }).toBe(1);
  proxy.stop();
  await page.reload();
  await new Lane(page, "B").appears();
  await expect(page).toHaveTitle(`${NEWER} autoencoder lab`);
});

test("a version that came only half-way, or with something else in its place, is not offered until it is whole", async ({
  page,
  baseURL,
}) => {
  const { proxy, address } = await standing(baseURL, page);
  await open(page, address);
  await isKept(page);
  const before = await scriptOf(page);
  await proxy.deploy(NEWER);
  const offer = page.getByRole("status").filter({ hasText: OFFER });
  for (const fault of ["breaks off", "is a page to sign in"]) {
    proxy.spoil("later.js", fault);
    proxy.asked.clear();
    await page.reload();
    await new Lane(page, "B").appears();
    await expect
      .poll(() => [...proxy.asked].some((path) => path.endsWith("/later.js")), { timeout: 40_000 })
      .toBe(true);
    const failed = () =>
      page.evaluate(async () => {
        const registration = await navigator.serviceWorker.getRegistration();
        return !registration?.installing && !registration?.waiting;
      });
    await expect.poll(failed).toBe(true);
    await expect(offer).toBeHidden();
    expect(await scriptOf(page)).toBe(before);
  }
  proxy.mend();
  await page.reload();
  await expect(offer).toBeVisible({ timeout: 40_000 });
  await offer.getByRole("button", { name: "Later" }).click();
  await expect(offer).toBeHidden();
  expect(await scriptOf(page)).toBe(before);
});

test("where nothing may be stored, or there is no such thing, the page is as it was", async ({ page }) => {
  await page.addInitScript(() => {
    const forbid = () => Promise.reject(new DOMException("storage is forbidden", "SecurityError"));
    Object.assign(globalThis, { asked: 0 });
    ServiceWorkerContainer.prototype.register = () => {
      Object.assign(globalThis, { asked: 1 });
      return forbid();
    };
  });
  const { a } = await open(page);
  await skipSources(page);
  await expect.poll(() => page.evaluate(() => /** @type {any} */ (globalThis).asked), { timeout: 40_000 }).toBe(1);
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await a.reaches(20);
  await expect(page.getByRole("alert").filter({ hasText: /./u })).toHaveCount(0);
});
