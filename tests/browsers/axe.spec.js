// What axe finds in the main states of the page: nothing.
import { STEPS } from '../../www/lesson/steps.js';
import { faults } from '../page/axe.js';
import { Lane, expect, open, test } from '../page/lab.js';

const PHONE = { width: 390, height: 844 };

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`axe finds nothing at rest, in any instrument, in four runs, on a phone, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const { b } = await open(page);
    expect(await page.evaluate(() => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'))).toBe(colorScheme);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => b.value('step')).toBe(1);
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      await expect(tab).toHaveAttribute('aria-selected', 'true');
      expect(await faults(page), `${await tab.textContent()}`).toEqual([]);
    }
    await page.goto('./#a=k:16&b=k:392&c=k:392,l:.01&d=k:392,tied');
    await new Lane(page, 'D').appears();
    await b.region.getByText('More', { exact: true }).click();
    expect(await faults(page), 'four runs, one with More').toEqual([]);
    await page.setViewportSize(PHONE);
    await page.keyboard.press('Escape');
    expect(await faults(page), 'phone').toEqual([]);
  });
}

test('axe finds nothing in projector mode and in the list of keys', async ({ page }) => {
  await open(page);
  await page.keyboard.press('p');
  expect(await faults(page), 'projector').toEqual([]);
  await page.keyboard.press('p');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  expect(await faults(page), 'keys').toEqual([]);
});

test('axe finds nothing in any step of the lesson', async ({ page }) => {
  const { a } = await open(page);
  for (const { id, title } of STEPS) {
    await expect(page.getByRole('navigation', { name: 'Lesson' }).getByRole('heading', { level: 2 })).toHaveText(title);
    await expect(a.region, 'its runs stand').toHaveAttribute('aria-busy', 'false');
    expect(await faults(page), id).toEqual([]);
    await page.keyboard.press(']');
  }
});
