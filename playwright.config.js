import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests/page',
  // The page's own workers want the cores.
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: [['list']],
  use: {
    baseURL: process.env.LAB_BASE_URL ?? 'http://localhost:8080/',
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: process.env.LAB_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync',
      ],
    },
    trace: 'retain-on-failure',
  },
});
