// Fast arithmetic: another module, the same learning, no receipt.
import { expect, open, overflowOf, test, withoutRelaxed } from "./lab.js";

const NAME = "Fast arithmetic (not bit-reproducible)";
const RECEIPT = /^([\da-f]{4}-){2}[\da-f]{4}$/u;
const NO_RECEIPT = "fast arithmetic: not reproducible";
const STEPS = 200;

/**
 * Plays to the budget; returns the train errors of exactly that step.
 * @param {import('@playwright/test').Page} page
 * @param {import('./lab.js').Lane[]} lanes
 */
async function errorsAtTheEnd(page, lanes) {
  await page.getByRole("button", { name: "Play" }).click();
  await expect(page.getByText(`Paused at its budget of ${STEPS} steps`)).toBeVisible({ timeout: 60_000 });
  return Promise.all(
    lanes.map(async (lane) => {
      await lane.rests();
      expect(await lane.value("step")).toBe(STEPS);
      return lane.value("train error");
    }),
  );
}

test("the fast module trains to the same loss within a thousandth, has no receipt, and is left again", async ({
  page,
}) => {
  /** @type {string[]} */
  const modules = [];
  page.on(
    "request",
    (request) =>
      /autoencoder_lab[^/]*\.wasm$/u.test(request.url()) &&
      modules.push(new URL(request.url()).pathname.split("/").at(-1) ?? ""),
  );
  const lanes = Object.values(await open(page, `./#until=${STEPS}`));
  const strict = await errorsAtTheEnd(page, lanes);
  const receipts = await Promise.all(lanes.map((lane) => lane.readout("receipt").textContent()));
  for (const receipt of receipts) expect(receipt).toMatch(RECEIPT);
  expect(modules, "it is not fetched before it is asked for").toEqual(["autoencoder_lab_bg.wasm"]);

  const toggle = page.getByRole("button", { name: NAME });
  await toggle.click();
  await expect(toggle).toHaveAttribute("aria-pressed", "true");
  await expect(
    page.getByRole("status").filter({ hasText: "Starts again from step 0 in fast arithmetic" }),
  ).toBeVisible();
  for (const lane of lanes) await expect(lane.readout("receipt")).toHaveText(NO_RECEIPT);
  expect(modules).toEqual(["autoencoder_lab_bg.wasm", "autoencoder_lab_relaxed_bg.wasm"]);
  expect(await overflowOf(page), "all on one screen").toEqual([0, 0, 0, 0]);
  const fast = await errorsAtTheEnd(page, lanes);
  for (const [lane, error] of fast.entries()) expect(Math.abs(error / strict[lane] - 1)).toBeLessThan(1e-3);
  await expect.poll(() => page.evaluate(() => location.hash)).toBe(`#fast=on&until=${STEPS}`);

  await toggle.click();
  for (const lane of lanes) await expect(lane.readout("receipt")).toHaveText(RECEIPT);
  expect(await errorsAtTheEnd(page, lanes), "the same bits as before").toEqual(strict);
  expect(await Promise.all(lanes.map((lane) => lane.readout("receipt").textContent()))).toEqual(receipts);
});

test("a link opens with fast arithmetic", async ({ page }) => {
  const { a } = await open(page, "./#fast=on");
  await expect(page.getByRole("button", { name: NAME })).toHaveAttribute("aria-pressed", "true");
  await expect(a.readout("receipt")).toHaveText(NO_RECEIPT);
});

test("without relaxed SIMD the switch is absent, and a link that asks for it says so", async ({ page }) => {
  await withoutRelaxed(page);
  const { a } = await open(page, "./#fast=on");
  await expect(page.getByRole("button", { name: NAME, includeHidden: true })).toBeHidden();
  await expect(page.getByRole("alert").filter({ hasText: "could not be followed" })).toContainText(
    "“fast” needs relaxed SIMD",
  );
  await expect(a.readout("receipt")).toHaveText(RECEIPT);
});

test.describe("a fast module that is missing", () => {
  test.use({ expectedNoise: /Failed to load resource/u });

  test("leaves the runs in reproducible arithmetic, and can be fetched again", async ({ page }) => {
    await page.route("**/*relaxed*.wasm", (route) => route.fulfill({ status: 404 }));
    const { a } = await open(page);
    await page.getByRole("button", { name: NAME }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Fast arithmetic could not be loaded" })).toContainText(
      "404",
    );
    await expect(page.getByRole("button", { name: NAME })).toHaveAttribute("aria-pressed", "false");
    await page.getByRole("button", { name: "Play" }).click();
    await a.reaches(20);
    await expect(a.readout("receipt")).toHaveText(RECEIPT);
    await page.unrouteAll();
    await page.getByRole("button", { name: "Retry" }).click();
    await expect(page.getByRole("button", { name: NAME })).toHaveAttribute("aria-pressed", "true");
    await expect(a.readout("receipt")).toHaveText(NO_RECEIPT);
    await expect(page.getByRole("alert").filter({ hasText: "could not be loaded" })).toHaveCount(0);
  });
});
