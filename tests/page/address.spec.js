// The address is the state: reload, Back and Forward, a link that is broken, Share.
import { Lane, expect, open, test } from "./lab.js";

/** @param {import('@playwright/test').Page} page */
const hash = (page) => page.evaluate(() => location.hash);

test("a reload comes back to the same runs and views", async ({ page }) => {
  const { a, b } = await open(page);
  expect(await hash(page)).toBe("");
  await b.lambda.fill("0.01");
  await b.lambda.press("Enter");
  await a.tie.click();
  await page.getByRole("combobox", { name: "Speed" }).selectOption("fast");
  await page.getByRole("button", { name: "Add a run" }).click();
  await expect.poll(() => hash(page)).toBe("#step=autoencoder&a=k:16,tied&b=k:392,l:.01&c=k:392,l:.01&speed=fast");
  const c = new Lane(page, "C");
  for (const lane of [a, b, c]) await lane.appears();
  await expect.poll(() => a.value("parameters"), "the numbers of the tied network").toBe(16 * 196 + 16 + 196);
  const numbers = await a.values("train error", "held-out error", "parameters");
  await page.reload();
  for (const lane of [a, b, c]) await lane.appears();
  expect(await a.values("train error", "held-out error", "parameters")).toEqual(numbers);
  await expect(c.lambda).toHaveValue("0.01");
  await expect(page.getByRole("combobox", { name: "Speed" })).toHaveValue("fast");
});

test("Back and Forward go over moves, and leave the runs that stay alone", async ({ page }) => {
  const { a, b } = await open(page);
  await page.getByRole("button", { name: "Play" }).click();
  await a.reaches(30);
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("button", { name: "Add a run" }).click();
  const c = page.getByRole("region", { name: "Run C" });
  await expect(c).toBeVisible();
  await a.rests();
  const step = await a.value("step");
  await page.goBack();
  await expect(c).toHaveCount(0);
  await a.rests();
  expect(await a.value("step")).toBe(step);
  await page.goForward();
  await expect(c).toBeVisible();
  await a.rests();
  expect(await a.value("step")).toBe(step);
  for (const k of ["300", "200"]) {
    await b.region.getByRole("textbox", { name: "k value" }).fill(k);
    await b.region.getByRole("textbox", { name: "k value" }).press("Enter");
  }
  await page.getByRole("combobox", { name: "Data set" }).selectOption("digits-8");
  await expect.poll(() => a.value("parameters")).toBe(2 * 16 * 64 + 16 + 64);
  await page.goBack();
  await expect.poll(() => a.value("parameters")).toBe(2 * 16 * 196 + 16 + 196);
  await expect(b.region.getByRole("textbox", { name: "k value" }), "what slid before the move is there").toHaveValue(
    "200",
  );
  await page.goForward();
  await expect.poll(() => a.value("parameters")).toBe(2 * 16 * 64 + 16 + 64);
  await page.goBack();
  await page.goBack();
  await expect(c).toHaveCount(0);
  expect(await hash(page)).toBe("");
  expect(step).toBeGreaterThanOrEqual(30);
});

test("what was changed just before the page is left is there when a person comes back", async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    const speed = /** @type {HTMLSelectElement} */ (document.querySelector('[aria-label="Speed"]'));
    speed.value = "fast";
    speed.dispatchEvent(new Event("change", { bubbles: true }));
    location.href = "about:blank";
  });
  await page.waitForURL("about:blank");
  await page.goBack();
  expect(await hash(page)).toBe("#step=autoencoder&speed=fast");
});

test("a link that is broken loads what is valid, and says what is not", async ({ page }) => {
  await page.goto("./#a=k:8,l:no&d=k:64&seed=3&tab=loss&shape=round");
  const [a, d] = ["A", "D"].map((name) => new Lane(page, name));
  await expect.poll(() => d.value("parameters")).toBe(2 * 64 * 196 + 64 + 196);
  await expect.poll(() => a.value("parameters")).toBe(2 * 8 * 196 + 8 + 196);
  await expect(page.getByRole("spinbutton", { name: "Seed" })).toHaveValue("3");
  const alert = page.getByRole("alert").filter({ hasText: "could not be followed" });
  await expect(alert).toContainText("“l” of run A is “no”, but may be 0 to 1000000.");
  await expect(alert).toContainText("“shape=round” is not known here");
  await alert.getByRole("button", { name: "Close" }).press("Enter");
  await expect(alert).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Play" }), "the focus is not lost").toBeFocused();
  await page.getByRole("button", { name: "Share" }).click();
  expect(await hash(page), "the link that is shared has no faults").toBe("#a=k:8&d=k:64&seed=3");
});

test("a change during a run is in the link, and the link repeats it", async ({ page }) => {
  const { b } = await open(page);
  await page.getByRole("combobox", { name: "Speed" }).selectOption("slow");
  await page.getByRole("button", { name: "Play" }).click();
  await b.reaches(10);
  await page.getByRole("button", { name: "Pause" }).click();
  await b.rests();
  await b.lambda.fill("0.05");
  await b.lambda.press("Enter");
  const step = await b.value("step");
  await expect.poll(() => hash(page)).toBe(`#step=autoencoder&a=k:16&b=k:392,l:.05@${step}&speed=slow`);
  await b.lambda.blur();
  for (let press = 0; press < 5; press += 1) await page.keyboard.press("ArrowRight");
  await expect.poll(() => b.value("step")).toBe(step + 5);
  await b.rests();
  const numbers = await b.values("train error", "held-out error", "copy index");
  await page.reload();
  await b.appears();
  await expect.poll(() => b.value("step")).toBe(0);
  await expect(b.lambda).toHaveValue("0");
  for (let press = 0; press < step + 5; press += 1) await page.keyboard.press("ArrowRight");
  await expect.poll(() => b.value("step")).toBe(step + 5);
  await b.rests();
  await expect.poll(() => b.values("train error", "held-out error", "copy index")).toEqual(numbers);
  await expect(b.lambda).toHaveValue("0.05");
});

test("a slider that is moved many times at rest is one change, and its link repeats the run", async ({ page }) => {
  await page.goto("./#a=k:16&until=100&speed=unlimited");
  const a = new Lane(page, "A");
  await a.appears();
  await page.getByRole("button", { name: "Play" }).click();
  await a.reaches(100);
  await a.rests();
  const slider = a.region.getByRole("slider", { name: "L2 strength λ" });
  for (let press = 0; press < 16; press += 1) await slider.press("ArrowRight");
  // Tied and untied, and the same network as before.
  for (const press of ["on", "off", "on", "off"]) {
    await a.tie.press("Space");
    await expect(a.tie).toBeChecked({ checked: press === "on" });
  }
  const expected = async () =>
    `#a=k:16,l:${(await a.lambda.inputValue()).replace(/^0/u, "")}@100&speed=unlimited&until=100`;
  await expect.poll(async () => (await hash(page)) === (await expected())).toBe(true);
  await a.tie.blur();
  for (let press = 0; press < 5; press += 1) await page.keyboard.press("ArrowRight");
  await a.reaches(105);
  await a.rests();
  const receipt = await a.readout("receipt").getAttribute("value");
  await page.reload();
  await a.appears();
  await page.getByRole("button", { name: "Play" }).click();
  await a.reaches(100);
  await a.rests();
  for (let press = 0; press < 5; press += 1) await page.keyboard.press("ArrowRight");
  await a.reaches(105);
  await a.rests();
  await expect(a.readout("receipt")).toHaveAttribute("value", receipt ?? "");
});

test("a notice about a link stays within the screen, and its button in reach", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const word = "x".repeat(64);
  for (const link of [
    `a=k:16&fbclid=${word}&id=${word}`,
    Array.from({ length: 10_000 }, (_, at) => `x${at}${word}=1`).join("&"),
  ]) {
    await page.goto("about:blank");
    await page.goto(`./#${link}`);
    const alert = page.getByRole("alert").filter({ hasText: "could not be followed" });
    await expect(alert.getByRole("listitem").first()).toContainText("…” is not known here");
    await expect(alert).not.toContainText("fbclid");
    expect(await alert.getByRole("listitem").count()).toBe(link.startsWith("a=") ? 1 : 11);
    await expect(alert.getByRole("button", { name: "Close" })).toBeInViewport({ ratio: 1 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await alert.getByRole("button", { name: "Close" }).click();
    await expect(alert).toHaveCount(0);
  }
});

test("every instrument has a link", async ({ page }) => {
  await open(page);
  for (const name of await page.getByRole("tab").allTextContents()) {
    await page.getByRole("tab", { name }).click();
    await page.getByRole("button", { name: "Share" }).click();
    await page.reload();
    await expect(page.getByRole("tab", { name }), `${name} has its word in properties.js`).toHaveAttribute(
      "aria-selected",
      "true",
    );
    await expect(page.getByRole("tabpanel", { name })).toBeVisible();
  }
});

test("Share copies the link, or shows it where the clipboard is forbidden", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page);
  await page.keyboard.press("r");
  await page.getByRole("combobox", { name: "Speed" }).selectOption("fast");
  await page.getByRole("button", { name: "Share" }).click();
  await expect(page.getByText("is on the clipboard")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    `${new URL("./", page.url()).href}#step=autoencoder&speed=fast`,
  );
  await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await page.getByRole("button", { name: "Share" }).click();
  await expect(page.getByRole("textbox", { name: "Link to these runs" })).toHaveValue(/speed=fast$/u);
});
