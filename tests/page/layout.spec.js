// How the page stands in windows of all sizes, with one to four runs, in each instrument: nothing is cut off, nothing lies on anything else.
import { expect, test } from './lab.js';
import { misplaced } from './layout.js';

/** @import { Page } from '@playwright/test' */

/** What is held in a hand, under a finger, and what stands on a desk. @type {{device: string, touch: boolean, sizes: [width: number, height: number][]}[]} */
const DEVICES = [
  { device: 'phones and tablets', touch: true, sizes: [[360, 740], [390, 844], [768, 1024], [1024, 768]] },
  { device: 'desks', touch: false, sizes: [[1024, 768], [1280, 720], [1366, 768], [1440, 900], [1920, 1080]] },
];
const INSTRUMENTS = ['Loss', 'Ledger', 'Filters', 'Shelf'];
const RUNS = ['a=k:16', 'b=k:392,l:.01@40', 'c=k:1568,tied', 'd=k:1,l:.003,act:tanh'];

/** Lets the page lay itself out, and what follows its size draw. @param {Page} page */
const settled = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** One to four runs, trained a little and pinned. @param {Page} page @param {number} count */
async function openRuns(page, count) {
  await page.goto(`./#${RUNS.slice(0, count).join('&')}&m=100&until=60&speed=unlimited&ledger=gradients`);
  const errors = page.locator('.lane data[data-readout="train error"]');
  await expect.poll(() => errors.evaluateAll((all) => all.filter((data) => Number(data.getAttribute('value')) > 0).length)).toBe(count);
  await page.keyboard.press('Space');
  const steps = page.locator('.lane data[data-readout="step"]');
  await expect.poll(() => steps.evaluateAll((all) => all.map((data) => data.getAttribute('value')).join(' '))).toBe(Array.from({ length: count }, () => '60').join(' '));
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await page.keyboard.press('s');
}

for (const { device, touch, sizes } of DEVICES) {
  test.describe(device, () => {
    test.use({ hasTouch: touch, isMobile: touch, viewport: { width: sizes[0][0], height: sizes[0][1] } });

    for (const count of [1, 2, 3, 4]) {
      test(`nothing is cut off and no words lie on others, in every size and instrument: ${count} of 4 runs on ${device}`, async ({ page }) => {
        await openRuns(page, count);
        /** @type {string[]} */
        const faults = [];
        for (const projector of touch ? [false] : [false, true]) {
          if (projector) await page.keyboard.press('p');
          for (const [width, height] of sizes) {
            await page.setViewportSize({ width, height });
            for (const [index, name] of INSTRUMENTS.entries()) {
              await page.keyboard.press(String(index + 1));
              await settled(page);
              for (const fault of await misplaced(page)) faults.push(`${width}×${height}${projector ? ' projected' : ''}, ${name}: ${fault}`);
            }
          }
        }
        expect(faults).toEqual([]);
      });
    }
  });
}
