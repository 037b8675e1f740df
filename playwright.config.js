import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

/** The port of the server that is started when these tests are run without `cargo xtask test`. */
const PORT = 8199;

/** `LAB_BASE_URL` names a page that is served already: `cargo xtask test` serves `dist/` and sets it. */
const served = process.env.LAB_BASE_URL;

/** The browser that is asked for, or Debian's; undefined where Playwright's own has to do. @param {(string | undefined)[]} paths */
const firstOf = (...paths) => paths.find((path) => path && existsSync(path));

/**
 * What Chromium is not to do. Its address bar opens web pages of its own in every window, as large as ours. The last such list counts, so what
 * Playwright leaves out, too, and could be met here, is repeated.
 */
const withoutFeatures = [
  "PreloadTopChromeWebUI",
  "WebUIOmniboxAimPopup",
  "WebUIOmniboxFullPopup",
  "WebUIOmniboxPopup",
  "AimEnabled",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "Translate",
];

const chromium = {
  browserName: /** @type {const} */ ("chromium"),
  launchOptions: {
    executablePath: firstOf(process.env.LAB_CHROMIUM, "/usr/bin/chromium"),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      `--disable-features=${withoutFeatures}`,
    ],
  },
};

const executablePath = firstOf(process.env.LAB_FIREFOX, "/usr/bin/firefox-esr");

/** Only its own Firefox takes the colour scheme from Playwright: any other takes it from a preference, 0 for dark. @param {0 | 1} light */
const firefox = (light) => ({
  browserName: /** @type {const} */ ("firefox"),
  channel: executablePath && "moz-firefox",
  // A screenshot adds a style to the page, and Firefox reports that its policy forbids that.
  screenshot: /** @type {const} */ ("off"),
  // Under automation it would let a page that was opened as a file read others.
  launchOptions: {
    executablePath,
    firefoxUserPrefs: {
      "layout.css.prefers-color-scheme.content-override": light,
      "security.fileuri.strict_origin_policy": true,
    },
  },
});

/** What holds in every browser. */
const everywhere = { testDir: "tests/browsers" };

export default defineConfig({
  // Not the files for Node's own runner beside them: Playwright would run those too while it looks for its tests.
  testMatch: "*.spec.js",
  outputDir: "test-results",
  snapshotPathTemplate: "{testDir}/{testFileName}-pictures/{arg}{ext}",
  // Two at a time: while one waits for its page, the other trains. More would only wait for each other's training.
  fullyParallel: true,
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(served),
  reporter: [["list"]],
  use: {
    // The page may stand under any path: tests go to './', not to '/'.
    baseURL: served ?? `http://127.0.0.1:${PORT}/`,
    viewport: { width: 1440, height: 900 },
    // What answers instead of the server, and withholds from tests what is asked for, is met by its own tests.
    serviceWorkers: "block",
    // No trace: it takes up to a third of the time. `npx playwright test --trace on` has one.
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "page", testDir: "tests/page", testIgnore: "looks.spec.js", use: chromium },
    { name: "looks", testDir: "tests/page", testMatch: "looks.spec.js", use: chromium },
    { name: "chromium", ...everywhere, use: chromium },
    { name: "firefox", ...everywhere, grepInvert: /, dark$/u, use: firefox(1) },
    { name: "firefox-dark", ...everywhere, grep: /, dark$/u, use: firefox(0) },
    { name: "webkit", ...everywhere, testMatch: "replay.spec.js", use: { browserName: "webkit" } },
  ],
  webServer: served
    ? undefined
    : {
        command: `cargo xtask serve --no-open --port ${PORT}`,
        url: `http://127.0.0.1:${PORT}/`,
        reuseExistingServer: true,
        timeout: 20 * 60_000,
      },
});
