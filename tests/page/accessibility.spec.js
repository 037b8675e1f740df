// What axe finds wrong in the main states (nothing), and a pass over the page by keyboard alone.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Lane, expect, open, test } from './lab.js';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/**
 * What axe finds, as lines to read.
 * @param {import('@playwright/test').Page} page
 */
async function faults(page) {
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
  // Evaluated, not added as a script: the page's policy allows only its own.
  await page.evaluate(await readFile(AXE, 'utf8'));
  return page.evaluate(async () => {
    const { violations, passes } = await Reflect.get(window, 'axe').run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
    if (passes.length < 20) return [`axe has checked only ${passes.length} rules`];
    return violations.flatMap((/** @type {any} */ { id, nodes }) => nodes.map((/** @type {any} */ node) => `${id}: ${node.target} ${node.any.concat(node.all, node.none).map((/** @type {any} */ check) => check.message)}`));
  });
}

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`axe finds nothing, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const { b } = await open(page);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => b.value('step')).toBe(1);
    expect(await faults(page), 'at rest').toEqual([]);
    if (colorScheme === 'light') {
      await page.keyboard.press('p');
      expect(await faults(page), 'projector').toEqual([]);
      await page.keyboard.press('p');
    }
    await page.goto('./#a=k:16&b=k:392&c=k:392,l:.01&d=k:392,tied');
    await expect.poll(() => new Lane(page, 'D').value('train error')).toBeGreaterThan(0);
    await b.region.getByText('More', { exact: true }).click();
    expect(await faults(page), 'four runs, one with More').toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.keyboard.press('Escape');
    expect(await faults(page), 'phone').toEqual([]);
    if (colorScheme === 'dark') return;
    await page.keyboard.press('?');
    expect(await faults(page), 'keys').toEqual([]);
  });
}


/** What has the focus: its role and name as they are in the page, and whether the focus can be seen. @param {import('@playwright/test').Page} page */
async function focused(page) {
  return page.evaluate(() => {
    const target = document.activeElement;
    if (!target || target === document.body) return undefined;
    const { outlineStyle, boxShadow } = getComputedStyle(target);
    const thumb = target.matches('[type=range]');
    const { width, height } = target.getBoundingClientRect();
    const name = target.getAttribute('aria-label') ?? target.textContent?.trim() ?? '';
    return { name, lane: target.closest('section[data-lane]')?.getAttribute('data-lane') ?? '', seen: thumb || outlineStyle !== 'none' || boxShadow !== 'none', width, height };
  });
}

test('by keyboard alone: everything is reached in reading order, seen, named and large enough', async ({ page }) => {
  await open(page);
  /** @type {NonNullable<Awaited<ReturnType<typeof focused>>>[]} */
  const stops = [];
  for (let count = 0; count < 80; count += 1) {
    await page.keyboard.press('Tab');
    const stop = await focused(page);
    if (!stop) break;
    stops.push(stop);
  }
  for (const { name, seen, width, height } of stops) {
    expect(name, 'has a name').not.toBe('');
    expect(seen, `${name}: the focus can be seen`).toBe(true);
    expect(Math.min(width, height), `${name}: a target of 24 pixels`).toBeGreaterThanOrEqual(24);
  }
  const order = stops.map(({ name, lane }) => `${lane && `${lane} `}${name}`);
  const expected = ['Data set', 'Training images', 'Seed', 'Play', 'A Hidden units', 'A L2 strength λ', 'A Tie weights', 'B Hidden units', 'B Tie weights', 'Loss', 'Crosshair'];
  const found = expected.map((name) => order.findIndex((stop) => stop === name));
  expect(found.every((at) => at >= 0), `${order}`).toBe(true);
  expect(found, 'in reading order').toEqual(found.toSorted((a, b) => a - b));
});

test('by keyboard alone: the first minute of the lesson', async ({ page }) => {
  const { a, b } = await open(page);
  await b.region.getByRole('slider', { name: 'L2 strength λ' }).focus();
  await page.keyboard.press('End');
  await expect(b.lambda).toHaveValue('1');
  await page.keyboard.press('Home');
  await expect(b.lambda, 'a true 0').toHaveValue('0');
  await page.keyboard.press('Tab');
  expect((await focused(page))?.name, 'the switch beside it').toBe('Tie weights');
  await page.keyboard.press('Space');
  await expect.poll(() => b.value('parameters')).toBe(77_420);
  await b.region.getByText('More', { exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('t');
  await expect(b.region.getByRole('combobox', { name: 'Activation', exact: true })).toHaveValue('tanh');
  await page.keyboard.press('Escape');
  await expect(b.region.getByRole('combobox', { name: 'Activation', exact: true })).toBeHidden();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('p');
  await expect(page.getByRole('button', { name: 'Projector' })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('p');
  await page.keyboard.press('n');
  await expect.poll(async () => (await page.getByRole('spinbutton', { name: 'Seed' }).inputValue()) !== '1').toBe(true);
  await b.region.getByRole('slider', { name: 'Hidden units' }).focus();
  await page.keyboard.press('Space');
  await a.reaches(20);
  await page.getByRole('button', { name: 'Reset' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
});
