// Takes the README's picture of the page: presets 1 and 2, λ set to 0.01 in lane B at about step 700; and the one that other sites show
// of a link (docs/preview.png), in the shape that they cut pictures to.
//
//     cargo xtask serve --no-open --port 8080 &
//     node docs/picture.js http://localhost:8080/

import { chromium } from '@playwright/test';

/** @import { Page } from '@playwright/test' */

/** The page smaller, so that all of it is seen where the picture is shown as wide as a hand. @param {Page} page */
async function takePreview(page) {
  await page.setViewportSize({ width: 1200, height: 630 });
  await page.waitForTimeout(500);
  await page.screenshot({ path: 'docs/preview.png', scale: 'css' });
}

const [, , url = 'http://localhost:8080/'] = process.argv;
const browser = await chromium.launch({
  executablePath: process.env.LAB_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1.25, colorScheme });
  await page.goto(url);
  const lane = page.getByRole('region', { name: 'Run B' });
  const step = lane.locator('data[data-readout="step"]');
  const reach = (/** @type {number} */ target) =>
    step.evaluate((data, least) => new Promise((resolve) => {
      const look = () => (Number(/** @type {HTMLDataElement} */ (data).value) >= least ? resolve(undefined) : requestAnimationFrame(look));
      look();
    }), target);
  await lane.getByRole('img', { name: 'other data' }).and(page.locator('[aria-description^="eight"]')).waitFor();
  await page.getByRole('button', { name: 'Play' }).click();
  await reach(700);
  const lambda = lane.getByRole('textbox', { name: 'λ value' });
  await lambda.fill('0.01');
  await lambda.press('Enter');
  await lambda.blur();
  await reach(1500);
  await page.getByRole('button', { name: 'Play' }).waitFor();
  await page.mouse.move(0, 0);
  await page.waitForTimeout(500);
  await page.screenshot({ path: `docs/picture-${colorScheme}.png` });
  if (colorScheme === 'light') await takePreview(page);
  await page.close();
}
await browser.close();
