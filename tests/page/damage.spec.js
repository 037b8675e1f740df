// A module of which a bit is flipped, on a disk, in a cache or on the way: half of them compile, and would train something else.
import { expect, open, test } from "./lab.js";

/** @import { Page } from '@playwright/test' */

// What is fetched ahead is not used where it is fetched again.
test.use({ expectedNoise: /was preloaded using link preload but not used/u });

const STRICT = "autoencoder_lab_bg.wasm";
const FAST = "autoencoder_lab_relaxed_bg.wasm";

/** The module with a bit flipped. @param {Buffer} whole @param {number} bit */
function flipped(whole, bit) {
  const body = Buffer.from(whole);
  body[bit >> 3] ^= 1 << (bit & 7);
  return body;
}

/** Bits without a pattern, as many whose flip gives a module that is valid as such that do not. @param {Buffer} whole @param {number} count of each */
function someBits(whole, count) {
  /** @type {[number[], number[]]} */
  const found = [[], []];
  for (let state = 1; found.some(({ length }) => length < count);) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const bit = Math.floor((state / 2 ** 32) * 8 * whole.length);
    const alike = found[Number(WebAssembly.validate(flipped(whole, bit)))];
    if (alike.length < count) alike.push(bit);
  }
  return found.flat();
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
 * Serves a damaged module.
 * @param {Page} page
 * @param {string} name
 * @param {Buffer} body
 * @param {Buffer} [after] what the second who asks is given
 */
async function damage(page, name, body, after = body) {
  let asked = 0;
  await page.route(`**/${name}`, (route) => {
    asked += 1;
    return route.fulfill({ contentType: "application/wasm", body: asked > 1 ? after : body });
  });
  return () => asked;
}

const SENTENCE = `This copy of the page is damaged: the file ${STRICT} is not as it was built, so nothing can be trained yet. Retry; if that does not help, put a fresh copy of the page on the server.`;

test("wherever a bit is flipped it is said, and nothing is trained; whole, it trains", async ({ page }) => {
  const { a } = await open(page);
  const whole = await bytesOf(page, STRICT);
  for (const bit of someBits(whole, 4)) {
    await damage(page, STRICT, flipped(whole, bit));
    await page.reload();
    const alert = page.getByRole("alert").filter({ hasText: "damaged" });
    await expect(alert, `bit ${bit}`).toContainText(SENTENCE);
    await expect(a.region).toContainText("Run A cannot start without the module.");
    expect(await a.value("step"), `bit ${bit}`).toBeNaN();
    await page.unroute(`**/${STRICT}`);
  }
  await page.getByRole("button", { name: "Retry" }).click();
  await a.appears();
  await page.getByRole("button", { name: "Play" }).click();
  await a.reaches(20);
});

test("a damaged copy that the browser has kept is fetched once more", async ({ page }) => {
  const { a } = await open(page);
  const whole = await bytesOf(page, STRICT);
  const asked = await damage(page, STRICT, flipped(whole, 8 * 200_000), whole);
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
  await damage(page, FAST, flipped(whole, 8 * 200_000));
  await page.reload();
  await expect(page.getByRole("alert").filter({ hasText: "damaged" })).toContainText(
    `Fast arithmetic could not be loaded (this copy of the page is damaged: the file ${FAST} is not as it was built), so the runs use the reproducible one.`,
  );
  await a.appears();
  await expect(a.readout("receipt")).toHaveText(/^([\da-f]{4}-){2}[\da-f]{4}$/u);
});
