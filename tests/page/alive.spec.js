// A page whose scripts do not come, or not whole, says so, and what to do: nothing is dead without a word.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { faults } from "./axe.js";
import { Lane, expect, open, passesUntil, standStill, test } from "./lab.js";

test.use({
  expectedNoise:
    /Failed to load|was preloaded using link preload but not used|uncaught: |MIME type|blocked by CORS|Content Security Policy|ERR_|A preload for .* is found, but is not used/u,
});

const MAIN = "**/main.js";
const MODULE = "**/autoencoder_lab_bg.wasm";

/** @import { Page, Route } from '@playwright/test' */

/** What the page says where it does not start. @param {Pick<Page, 'getByRole'>} page */
const lifeless = (page) => page.getByRole("alert").filter({ hasText: "The page has not started." });

/** Half of the script, cut where it is sure to be no script: between two functions half of one would be whole. @param {Route} route */
const half = async (route) => {
  const text = await (await route.fetch()).text();
  await route.fulfill({
    contentType: "text/javascript",
    body: text.slice(0, text.lastIndexOf("(", text.length / 2) + 1),
  });
};

for (const [what, spoil, said] of /** @type {[string, (route: Route) => Promise<void>, RegExp][]} */ ([
  ["is missing", (route) => route.fulfill({ status: 404, body: "" }), /The server says 404 for www\/\S*main\.js\./u],
  [
    "is a page of the server",
    (route) => route.fulfill({ status: 503, contentType: "text/html", body: "<p>Later." }),
    /The server says 503 for www\/\S*main\.js\./u,
  ],
  ["is half", half, /www\/\S*main\.js could not be run \(SyntaxError: .+\)/u],
  [
    "throws",
    (route) => route.fulfill({ contentType: "text/javascript", body: 'throw new RangeError("no luck")' }),
    /main\.js could not be run \(RangeError: no luck\)/u,
  ],
  [
    "has the type of a text",
    (route) => route.fulfill({ contentType: "text/plain", headers: { "x-content-type-options": "nosniff" }, body: "" }),
    /The server sends www\/\S*main\.js as text\/plain/u,
  ],
  ["is not answered", (route) => route.abort("connectionreset"), /The file www\/\S*main\.js cannot be fetched/u],
])) {
  test(`a script that ${what} is named; Reload is the way out`, async ({ page }) => {
    await page.route(MAIN, spoil);
    await page.goto("./#a=k:16");
    await expect(lifeless(page)).toContainText(said, { timeout: 5000 });
    await page.unroute(MAIN);
    await lifeless(page).getByRole("link", { name: "Reload" }).click();
    await new Lane(page, "A").appears();
    expect(page.url(), "what the link says is kept").toContain("#a=k:16");
    await expect(lifeless(page)).toHaveCount(0);
  });
}

test("a script that hangs is named after ten seconds, readable in light and dark; if it comes after all, the words go", async ({
  page,
}) => {
  let proceed = () => {};
  let held = false;
  // Once only: what looks for the fault asks again, and hangs again.
  await page.route(
    MAIN,
    (route) =>
      new Promise((resolve) => {
        if (!held) proceed = () => resolve(route.continue());
        held = true;
      }),
  );
  await page.goto("./", { waitUntil: "commit" });
  await expect(lifeless(page)).toContainText(
    /The file www\/\S*main\.js does not come\. Check the connection, then reload\./u,
    { timeout: 25_000 },
  );
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    await page.emulateMedia({ colorScheme });
    expect(await faults(page), colorScheme).toEqual([]);
  }
  proceed();
  await expect(lifeless(page)).toHaveCount(0);
  await new Lane(page, "A").appears();
});

test("on a slow line each file that comes is a sign of life", async ({ page }) => {
  const late = (/** @type {number} */ ms) => async (/** @type {Route} */ route) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    await route.continue();
  };
  await page.route("**/inter.woff2", late(6000));
  await page.route(MAIN, late(13_000));
  let said = false;
  await page.exposeFunction("saw", () => (said = true));
  await page.addInitScript(() => {
    setInterval(() => {
      if (document.querySelector('[data-part="lifeless"]')?.checkVisibility({ visibilityProperty: true }))
        void Reflect.get(window, "saw")();
    }, 100);
  });
  await open(page);
  expect(said).toBe(false);
});

test("without any script of ours the words of the page itself are shown, with and without its style", async ({
  page,
}) => {
  await page.route("**/www/**/*.js", (route) => route.abort());
  await page.goto("./");
  await expect(lifeless(page), "it may still come").toHaveCount(0);
  await expect(lifeless(page)).toContainText("then reload", { timeout: 12_000 });
  await page.route("**/*.css", (route) => route.abort());
  await page.goto("./?again");
  await expect(lifeless(page)).toContainText("then reload", { timeout: 2000 });
  await page.unrouteAll();
  await lifeless(page).getByRole("link", { name: "Reload" }).click();
  await new Lane(page, "A").appears();
});

test("opened as a file, the page says how to serve it", async ({ page, baseURL }, info) => {
  const text = await (await page.request.get("./")).text();
  for (const file of ["index.html", ...[...text.matchAll(/(?:href|src)="(www\/[^"]+)"/gu)].map(([, name]) => name)]) {
    const place = info.outputPath(file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(
      place,
      await (await page.request.get(new URL(file === "index.html" ? "./" : file, baseURL).href)).body(),
    );
  }
  await page.goto(pathToFileURL(info.outputPath("index.html")).href);
  await expect(lifeless(page)).toContainText("start “python3 -m http.server”, then open http://localhost:8000/.", {
    timeout: 5000,
  });
});

for (const cors of [false, true]) {
  test(`in a frame whose sandbox lacks allow-same-origin, on a server that ${cors ? "lets others" : "lets none"} read, the page asks for it`, async ({
    page,
  }) => {
    await page.route("**/course.html", (route) =>
      route.fulfill({
        contentType: "text/html",
        body: '<iframe sandbox="allow-scripts" src="./" width="1200" height="700"></iframe>',
      }),
    );
    if (cors) {
      await page.route("**/www/**", async (route) => {
        const response = await route.fetch();
        await route.fulfill({
          response,
          headers: {
            ...response.headers(),
            "access-control-allow-origin": "*",
            "cross-origin-resource-policy": "cross-origin",
          },
        });
      });
    }
    await page.goto("./course.html");
    await expect(lifeless(page.frameLocator("iframe"))).toContainText("allow-same-origin", { timeout: 5000 });
  });
}

test("a policy that forbids WebAssembly is named, with the word that it lacks", async ({ page }) => {
  await page.route("./", async (route) => {
    const response = await route.fetch();
    await route.fulfill({
      response,
      headers: { ...response.headers(), "content-security-policy": "script-src 'self'" },
    });
  });
  await page.goto("./");
  const alert = page.getByRole("alert").filter({ hasText: "Content-Security-Policy" });
  await expect(alert).toContainText("Add 'wasm-unsafe-eval' to its script-src, then reload the page.");
  await expect(alert).not.toContainText("www/pkg");
});

test("a module of which nothing comes is given up after 15 seconds, and Retry fetches it again: the link is followed", async ({
  page,
}) => {
  await standStill(page);
  await page.route(MODULE, () => {});
  await page.goto("./#a=k:16", { waitUntil: "commit" });
  await expect(lifeless(page)).toHaveCount(0);
  await passesUntil(page, () => page.getByRole("heading", { level: 2, name: "Run A" }).isVisible());
  await page.clock.runFor(14_000);
  await expect(page.getByRole("button", { name: "Retry" })).toHaveCount(0);
  await page.clock.runFor(2000);
  await page.clock.resume();
  await expect(
    page
      .getByRole("alert")
      .filter({ hasText: "could not be loaded: no byte of it came for 15 seconds. Check the connection, then retry." }),
  ).toBeVisible();
  await expect(page.getByRole("region", { name: "Run A" })).toContainText("cannot start without the module");
  await page.unroute(MODULE);
  await page.getByRole("button", { name: "Retry" }).click();
  await new Lane(page, "A").appears();
  await expect(page.getByRole("region", { name: "Run A" }).getByRole("textbox", { name: "k value" })).toHaveValue("16");
});

test("the glue of the module that hangs is named; a connection that breaks off can be tried again", async ({
  page,
}) => {
  await page.clock.install();
  await page.route("**/pkg/autoencoder_lab.js", () => {});
  await page.goto("./", { waitUntil: "commit" });
  await expect(page.getByRole("heading", { level: 2, name: "Run A" })).toBeVisible();
  await page.clock.fastForward(16_000);
  await expect(
    page
      .getByRole("alert")
      .filter({ hasText: "autoencoder_lab.js did not come within 15 seconds" })
      .getByRole("button", { name: "Reload the page" }),
  ).toBeVisible();
  await page.unroute("**/pkg/autoencoder_lab.js");
  await page.route(MODULE, (route) => route.abort());
  await page.goto("./?again", { waitUntil: "commit" });
  const again = page.waitForEvent("requestfailed", (request) => request.url().endsWith("_bg.wasm"));
  await page.getByRole("button", { name: "Retry" }).click();
  await again;
  await expect(page.getByRole("button", { name: "Retry" }), "it breaks off again").toBeVisible();
  await page.unroute(MODULE);
  await page.getByRole("button", { name: "Retry" }).click();
  await new Lane(page, "A").appears();
});

for (const [what, spoil] of /** @type {[string, (route: Route) => Promise<void>][]} */ ([
  ["hangs", () => new Promise(() => {})],
  ["is empty", (route) => route.fulfill({ contentType: "text/javascript", body: "" })],
  [
    "listens and never answers",
    (route) => route.fulfill({ contentType: "text/javascript", body: "onmessage = () => {};" }),
  ],
])) {
  test(`a worker whose script ${what} is said to be silent after ten seconds; "Restart run" begins a new one`, async ({
    page,
  }) => {
    await page.route("**/worker.js", spoil);
    await page.goto("./");
    await expect(page.getByRole("status").filter({ hasText: "Run A has not answered for 10 seconds" })).toBeVisible({
      timeout: 30_000,
    });
    await page.unroute("**/worker.js");
    for (const name of ["A", "B"])
      await page
        .getByRole("region", { name: `Run ${name}` })
        .getByRole("button", { name: /^Restart run/u })
        .first()
        .click();
    await new Lane(page, "A").appears();
  });
}
