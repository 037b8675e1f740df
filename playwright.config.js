import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** The port of the server that is started when these tests are run without `cargo xtask test page`. */
const PORT = 8199;

/** `LAB_BASE_URL` names a page that is served already: `cargo xtask test` serves `dist/` and sets it. */
const served = process.env.LAB_BASE_URL;

/** The browser: the one that is asked for, Debian's, or Playwright's own where this stays undefined. */
const executablePath = [process.env.LAB_CHROMIUM, '/usr/bin/chromium'].find((path) => path && existsSync(path));

export default defineConfig({
  testDir: 'tests/page',
  outputDir: 'test-results',
  snapshotPathTemplate: '{testDir}/{testFileName}-pictures/{arg}{ext}',
  // Its pictures were drawn on Linux; other systems draw edges of letters otherwise.
  testIgnore: process.platform === 'linux' ? [] : ['**/looks.spec.js'],
  // Training takes every core: a second test beside it would measure the machine, not the page.
  workers: 1,
  // The first start of a browser on a new machine has taken over a minute.
  timeout: 180_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(served),
  reporter: [['list']],
  use: {
    // The page may stand under any path: tests go to './', not to '/'.
    baseURL: served ?? `http://127.0.0.1:${PORT}/`,
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
  projects: [
    {
      name: 'chromium',
      use: {
        browserName: 'chromium',
        launchOptions: {
          executablePath,
          args: [
            '--no-sandbox',
            '--disable-gpu',
            '--disable-quic',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
          ],
        },
      },
    },
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
