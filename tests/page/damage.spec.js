// A module of which a bit is flipped, on a disk, in a cache or on the way: half of them compile, and would train something else.
import { expect, open, test } from "./lab.js";

/** @import { Page } from '@playwright/test' */

// What is fetched ahead is not used where it is fetched again.
test.use({ expectedNoise: /was preloaded using link preload but not used/u });

const STRICT = "autoencoder_lab_bg.wasm";
const FAST = "autoencoder_lab_relaxed_bg.wasm";

/** Bits without a pattern, the same in every run. @param {number} count @param {number} bits of which */
function someBits(count, bits) {
  let state = 1;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bits);
  });
}

/** The bytes of a module as they are served. @param {Page} page @param {string} name */
async function bytesOf(page, name) {
  const url = await page.evaluate(
    (file) => performance.getEntriesByType("resource").find(({ name: address }) => address.endsWith(`/${file}`))?.name,
    name,
  );
  return (await page.request.get(url ?? "")).body();
}

/**
 * Serves a module of which one bit is flipped, as often as it is asked for.
 * @param {Page} page
 * @param {string} name
 * @param {Buffer} whole
 * @param {number} bit
 * @param {number} [times] how often; the next is whole
 */
async function damage(page, name, whole, bit, times = Infinity) {
  const body = Buffer.from(whole);
  body[bit >> 3] ^= 1 << (bit & 7);
  let asked = 0;
  await page.route(`**/${name}`, (route) => {
    asked += 1;
    return route.fulfill({ contentType: "application/wasm", body: asked > times ? whole : body });
  });
  return { validates: WebAssembly.validate(body), asked: () => asked };
}

const SENTENCE = `This copy of the page is damaged: the file ${STRICT} is not as it was built, so nothing can be trained yet. Retry; if that does not help, put a fresh copy of the page on the server.`;

test("wherever a bit is flipped it is said, and nothing is trained; whole, it trains", async ({ page }) => {
  const { a } = await open(page);
  const whole = await bytesOf(page, STRICT);
  let valid = 0;
  for (const bit of someBits(10, 8 * whole.length)) {
    const { validates } = await damage(page, STRICT, whole, bit);
    valid += Number(validates);
    await page.reload();
    const alert = page.getByRole("alert").filter({ hasText: "damaged" });
    await expect(alert, `bit ${bit}`).toContainText(SENTENCE);
    await expect(a.region).toContainText("Run A cannot start without the module.");
    expect(await a.value("step"), `bit ${bit}`).toBeNaN();
    await page.unroute(`**/${STRICT}`);
  }
  expect(valid, "modules that a browser would have taken").toBeGreaterThan(2);
  await page.getByRole("button", { name: "Retry" }).click();
  await a.appears();
  await page.getByRole("button", { name: "Play" }).click();
  await a.reaches(20);
});

test("a damaged copy that the browser has kept is fetched once more", async ({ page }) => {
  const { a } = await open(page);
  const whole = await bytesOf(page, STRICT);
  const { asked } = await damage(page, STRICT, whole, 8 * 200_000, 1);
  await page.reload();
  await a.appears();
  expect(asked()).toBe(2);
  await expect(page.getByRole("alert").filter({ hasText: /./u })).toHaveCount(0);
  await page.getByRole("button", { name: "Play" }).click();
  await a.reaches(20);
});

test("where the fast module is damaged, the runs stay in reproducible arithmetic", async ({ page }) => {
  const { a } = await open(page, "./#fast=on");
  const whole = await bytesOf(page, FAST);
  await damage(page, FAST, whole, 8 * 200_000);
  await page.reload();
  await expect(page.getByRole("alert").filter({ hasText: "damaged" })).toContainText(
    `Fast arithmetic could not be loaded (this copy of the page is damaged: the file ${FAST} is not as it was built), so the runs use the reproducible one.`,
  );
  await a.appears();
  await expect(a.readout("receipt")).toHaveText(/^([\da-f]{4}-){2}[\da-f]{4}$/u);
});
