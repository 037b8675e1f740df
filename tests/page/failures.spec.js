// What can go wrong on the way to a running lab: each says what happened and what to do, and nothing hangs.
import { FIRST_FILES, SOURCES } from "../../www/images/data.js";
import { CARDS } from "../../www/lesson/cards.js";
import { faults } from "./axe.js";
import { Lane, coloursOf, expect, open, passesUntil, standStill, test, withProcessors } from "./lab.js";

// What is fetched ahead is not used where the page cannot go on.
test.use({ expectedNoise: /Failed to load resource|was preloaded using link preload but not used/u });

test("a module that does not load", async ({ page }) => {
  await page.route("**/*.wasm", (route) => route.fulfill({ status: 404 }));
  await page.goto("./");
  await expect(page.getByRole("alert").filter({ hasText: "The WebAssembly module could not be loaded" })).toContainText(
    "Reload the page",
  );
  await expect(page.locator("progress").filter({ visible: true })).toHaveCount(0);
});

test("a browser without wasm SIMD", async ({ page }) => {
  await page.addInitScript(() => {
    WebAssembly.validate = () => false;
  });
  await page.goto("./");
  await expect(page.getByRole("alert").filter({ hasText: "cannot run WebAssembly SIMD" })).toContainText(
    "Use Chrome 123, Firefox 125, Safari 17.5 or a newer one.",
  );
});

for (const [what, take] of /** @type {const} */ ([
  ["popovers", () => Reflect.deleteProperty(HTMLElement.prototype, "showPopover")],
  ["light-dark colours", () => (CSS.supports = () => false)],
])) {
  test(`a browser without ${what}`, async ({ page }) => {
    await page.addInitScript(take);
    await page.goto("./");
    await expect(page.getByRole("alert").filter({ hasText: "no popovers or no light-dark colours" })).toContainText(
      "Use Chrome 123",
    );
  });
}

test("charts that do not load leave the runs alone, and can be fetched again", async ({ page }) => {
  await page.route("**/charts_bg.wasm", (route) => route.abort());
  const { a } = await open(page);
  const told = page.getByRole("alert").filter({ hasText: "The charts could not be loaded" });
  await expect(told).toContainText("so the runs train without them");
  await page.getByRole("button", { name: "Play" }).click();
  await a.reaches(20);
  await page.unroute("**/charts_bg.wasm");
  await told.getByRole("button", { name: /retry/iu }).click();
  await expect(told).toHaveCount(0);
  const chart = page.locator("[role=tabpanel]:not([hidden]) .chart canvas:not(.crosshair)");
  await expect.poll(() => coloursOf(chart)).toBeGreaterThan(1);
});

test.describe("a part of the page that cannot be drawn", () => {
  test.use({ expectedNoise: /no such thing/u });

  test("is named once; the other parts and the runs go on", async ({ page }) => {
    await page.addInitScript(() => {
      Element.prototype.matches = new Proxy(Element.prototype.matches, {
        apply(matches, element, [selector]) {
          if (selector === ":popover-open") throw new Error("no such thing");
          return Reflect.apply(matches, element, [selector]);
        },
      });
    });
    const { a } = await open(page);
    const alert = page.getByRole("alert").filter({ hasText: "cannot be drawn" });
    await expect(alert).toContainText(
      "A part of the page cannot be drawn (no such thing). The runs go on; reload the page to see all of it.",
    );
    await page.getByRole("button", { name: "Play" }).click();
    await a.reaches(30);
    await expect(alert.getByRole("button")).toHaveCount(1);
    await expect(page.getByRole("navigation", { name: "Lesson" }).getByRole("heading", { level: 2 })).toHaveText(
      CARDS[0].title,
    );
  });
});

/** What the page opens on, and the file behind it. */
const FIRST = `**/${FIRST_FILES[0]}`;
const SECOND = `**/${SOURCES["mnist-14"].files[1].file}`;

test("a data file that is missing can be fetched again", async ({ page }) => {
  await page.route(FIRST, (route) => route.fulfill({ status: 404 }));
  await page.goto("./");
  const alert = page.getByRole("alert").filter({ hasText: /mnist/u }).first();
  await expect(alert).toBeVisible();
  await page.unroute(FIRST);
  await page.getByRole("button", { name: "Retry" }).first().press("Enter");
  await expect(page.getByRole("button", { name: "Play" }), "the focus is not lost").toBeFocused();
  await new Lane(page, "A").appears();
});

test("a data file that is cut short", async ({ page }) => {
  await page.route(FIRST, async (route) => {
    const response = await route.fetch();
    await route.fulfill({
      response,
      headers: { "content-type": "application/gzip" },
      body: (await response.body()).subarray(0, 50_000),
    });
  });
  await page.goto("./");
  await expect(page.getByRole("alert").filter({ hasText: /mnist/u }).first()).toBeVisible();
});

test("other data that is missing leaves the runs alone", async ({ page }) => {
  await page.route("**/fashion-shown.gz", (route) => route.fulfill({ status: 404 }));
  const { a } = await open(page);
  await expect(
    page
      .getByRole("alert")
      .filter({ hasText: /fashion/u })
      .first(),
  ).toBeVisible();
  await page.getByRole("button", { name: "Play" }).click();
  await a.reaches(20);
});

test.describe("a worker that dies", () => {
  test.use({ expectedNoise: /out of luck/u });

  test("shows a sentence in its lane; the other goes on; a restart brings it back", async ({ page }) => {
    await withProcessors(page, 2);
    let workers = 0;
    await page.route("**/worker.js", async (route) => {
      workers += 1;
      // The second worker is lane B's: it fails as soon as its run is told anything.
      if (workers === 2)
        await route.fulfill({
          contentType: "text/javascript",
          body: 'onmessage = () => { throw new Error("out of luck"); };',
        });
      else await route.continue();
    });
    await page.goto("./");
    const lanes = ["A", "B"].map((name) => new Lane(page, name));
    const broken = page.getByRole("region", { name: /^Run [AB]$/u }).filter({ hasText: "out of luck" });
    await expect(broken).toContainText("Restart the run");
    const [revived, other] = (await lanes[0].region.textContent())?.includes("out of luck")
      ? lanes
      : lanes.toReversed();
    await page.getByRole("button", { name: "Play" }).click();
    await other.reaches(20);
    await broken
      .getByRole("button", { name: /restart/iu })
      .first()
      .click();
    await expect(page.getByRole("region", { name: /^Run [AB]$/u }).filter({ hasText: "out of luck" })).toHaveCount(0);
    await revived.reaches(20);
  });

  test("takes all runs with it that share it, and all come back", async ({ page }) => {
    await withProcessors(page, 1);
    await page.route("**/pkg/autoencoder_lab.js", async (route) => {
      const glue = await (await route.fetch()).text();
      const trap = 'Trainer.prototype.change = () => { throw new WebAssembly.RuntimeError("out of luck"); };';
      await route.fulfill({ contentType: "text/javascript", body: `${glue}\nif (!globalThis.document) ${trap}` });
    });
    const lanes = await open(page);
    expect(page.workers()).toHaveLength(1);
    await page.getByRole("button", { name: "Play" }).click();
    await lanes.a.reaches(20);
    await lanes.b.reaches(20);
    await lanes.a.lambda.fill("0.01");
    await lanes.a.lambda.press("Enter");
    for (const lane of [lanes.a, lanes.b])
      await expect(lane.region).toContainText(
        "The worker of this run died (Uncaught RuntimeError: out of luck). Restart the run",
      );
    await expect.poll(() => page.workers().length).toBe(0);
    for (const lane of [lanes.a, lanes.b])
      await lane.region
        .getByRole("button", { name: /restart/iu })
        .first()
        .click();
    for (const lane of [lanes.a, lanes.b]) await expect.poll(() => lane.value("step")).toBe(0);
    await page.getByRole("button", { name: "Play" }).click();
    await lanes.a.reaches(20);
    await lanes.b.reaches(20);
    expect(page.workers()).toHaveLength(1);
  });
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`on a slow line what is not here yet is named and readable, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    /** @type {(() => void)[]} */
    const held = [];
    await page.route("**/data/*.gz", (route) => void held.push(() => void route.continue()));
    const arrives = async (/** @type {number} */ count) => {
      await expect.poll(() => held.length).toBe(count);
      for (const proceed of held.splice(0)) proceed();
    };
    await page.goto("./");
    await expect(page.getByRole("progressbar", { name: "Loading MNIST" })).toHaveCSS("opacity", "1");
    await expect(page.locator('.lane[aria-busy="true"]')).toHaveCount(2);
    expect(await faults(page), "without data").toEqual([]);
    await arrives(1);
    await expect(page.getByRole("progressbar", { name: "Loading examples of Fashion-MNIST" })).toHaveCSS(
      "opacity",
      "1",
    );
    await expect(page.getByRole("progressbar", { name: "Loading MNIST" }), "the rest of it").toHaveCSS("opacity", "1");
    await expect(page.locator('.lane[aria-busy="true"]')).toHaveCount(0);
    expect(await faults(page), "without other data").toEqual([]);
    await arrives(2);
    await arrives(1);
    await expect(page.getByRole("progressbar")).toHaveCount(0);
  });
}

test("what the first runs do not need is fetched only after they stand", async ({ page }) => {
  /** @type {string[]} */
  const order = [];
  page.on("request", (request) => {
    if (/\/data\/.*\.gz$/u.test(request.url())) order.push(new URL(request.url()).pathname.split("/").at(-1) ?? "");
  });
  let proceed = () => {};
  await page.route(FIRST, (route) => new Promise((resolve) => (proceed = () => resolve(route.continue()))));
  await page.goto("./");
  await expect(page.getByRole("progressbar", { name: "Loading MNIST" })).toHaveCSS("opacity", "1");
  expect(order).toEqual(FIRST_FILES);
  proceed();
  const rest = SOURCES["mnist-14"].files.slice(1).map(({ file }) => file);
  await expect.poll(() => order).toEqual([...FIRST_FILES, "fashion-shown.gz", ...rest]);
});

test("runs train on the first file alone; more images wait for theirs, and say so", async ({ page }) => {
  /** @type {(() => void)[]} */
  const held = [];
  await page.route(SECOND, (route) => void held.push(() => void route.continue()));
  const { a } = await open(page);
  await page.getByRole("button", { name: "Play" }).click();
  await a.reaches(30);
  await page.getByRole("slider", { name: "Training images" }).fill("6");
  await expect(a.region).toContainText(/Loading MNIST: .* of 361 kB\./u);
  await expect.poll(() => held.length).toBe(1);
  for (const proceed of held) proceed();
  await a.reaches(30);
  await expect(page.getByRole("progressbar")).toHaveCount(0);
});

test("a file of which nothing more comes is given up, and can be fetched again", async ({ page }) => {
  await standStill(page);
  await page.route(FIRST, () => {});
  await page.goto("./");
  const loads = page.getByRole("region", { name: "Run A" }).getByText("Loading MNIST: 0 kB of 81 kB.");
  await passesUntil(page, () => loads.isVisible());
  await page.clock.runFor(14_000);
  await expect(page.getByRole("button", { name: "Retry" })).toHaveCount(0);
  await page.clock.runFor(2000);
  await page.clock.resume();
  await expect(page.getByRole("alert").filter({ hasText: "no byte of it came for 15 seconds" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Run A" })).toContainText("Run A has no MNIST to train on.");
  await page.unroute(FIRST);
  await page.getByRole("button", { name: "Retry" }).click();
  await new Lane(page, "A").appears();
});
