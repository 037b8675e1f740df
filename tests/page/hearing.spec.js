// The page as it is heard: landmarks, headings in order, names that are not said twice, and silence while runs train.
import { STEPS } from '../../www/lesson/steps.js';
import { expect, open, test } from './lab.js';

test('landmarks and headings', async ({ page }) => {
  await open(page);
  await expect(page.locator('body')).toMatchAriaSnapshot(`
    - banner:
      - heading "autoencoder lab" [level=1]
      - group "Transport"
    - navigation "Lesson":
      - list "Steps"
      - button "1 of 11 · Generalization"
      - heading "Even a bottleneck leaves a gap" [level=2]
      - group:
        - heading "Try" [level=3]
        - button "Start training"
        - heading "Look" [level=3]
      - button "Back"
      - button "Next"
    - main:
      - region "Run A":
        - 'heading "Run A: Undercomplete" [level=2]'
        - button "Restart run A"
        - button "Pin run A"
        - button "Remove run A"
        - textbox "k value, run A"
        - slider "Hidden units, run A"
        - textbox "λ value, run A"
        - slider "L2 strength λ, run A"
        - switch "Tie weights, run A"
        - img /196 pixels, 16 hidden units, 196 pixels/
        - img "train"
        - group "Readouts, run A":
          - group "train error"
      - region "Run B":
        - 'heading "Run B: Overcomplete" [level=2]'
        - slider "Hidden units, run B"
      - region "Measurements":
        - heading "Measurements" [level=2]
        - tablist "Instruments":
          - tab "Loss" [selected]
          - tab "Ledger"
          - tab "Filters"
          - tab "Shelf"
        - status
        - tabpanel "Loss":
          - 'slider "Crosshair: train and held-out error over steps"'
          - 'table "Loss: the last point of each curve"'
  `);
});

test('no two controls have the same name', async ({ page }) => {
  await open(page);
  const tree = await page.locator('body').ariaSnapshot();
  const names = [...tree.matchAll(/^ *- '?((?:button|slider|textbox|switch|combobox|spinbutton|tab|heading) "[^"]*")/gmu)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(40);
  expect(names.filter((name, at) => names.indexOf(name) < at)).toEqual([]);
});

test('while runs train nothing is said; a step of the lesson says its title, and what becomes of the runs', async ({ page }) => {
  const { b } = await open(page, './#speed=fast');
  await page.evaluate(() => {
    /** @type {string[]} */
    const said = [];
    Reflect.set(window, 'said', said);
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const region = (target instanceof Element ? target : target.parentElement)?.closest('[aria-live], [role=status], [role=alert], [role=log], output');
        if (region?.checkVisibility() && region.textContent) said.push(region.textContent);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  const said = () => page.evaluate(() => /** @type {string[]} */ (Reflect.get(window, 'said')));
  await page.keyboard.press('Space');
  await b.reaches(100);
  expect(await said()).toEqual([]);
  await page.keyboard.press('Space');
  await page.keyboard.press(']');
  await expect.poll(async () => (await said()).toSorted()).toEqual(['Paused.', 'Step 2 of 11: the runs go on.', STEPS[1].title]);
});
