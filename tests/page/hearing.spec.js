// The page as it is heard: landmarks, headings in order, names that are not said twice, and silence while runs train.
import { CARDS } from "../../www/lesson/cards.js";
import { expect, open, test } from "./lab.js";

test("landmarks and headings", async ({ page }) => {
  await open(page);
  await expect(page.locator("body")).toMatchAriaSnapshot(`
    - banner:
      - heading "autoencoder lab" [level=1]
      - group "Transport"
    - navigation "Lesson":
      - button "1 of ${CARDS.length} · Beginning"
      - heading "What is an autoencoder?" [level=2]
      - heading "Try" [level=3]
      - group:
        - heading "Look" [level=3]
      - button "Back"
      - button "Next"
    - main:
      - region "Run A":
        - 'heading "Run A: Undercomplete" [level=2]'
        - button "Restart run"
        - button "Pin run"
        - button "Remove run A"
        - textbox "k value"
        - slider "Hidden units"
        - textbox "λ value"
        - slider "L2 strength λ"
        - switch "Tie weights"
        - img /196 pixels, 16 hidden units, 196 pixels/
        - img "train"
        - group "Readouts":
          - group "train error"
      - region "Run B":
        - 'heading "Run B: Overcomplete" [level=2]'
        - slider "Hidden units"
      - region "Measurements":
        - heading "Measurements" [level=2]
        - tablist "Instruments":
          - tab "Loss" [selected]
          - tab "Ledger"
          - tab "Step"
          - tab "Filters"
          - tab "Why"
          - tab "Characters"
          - tab "Sweep"
          - tab "Shelf"
        - status
        - tabpanel "Loss":
          - 'slider "Crosshair: train and held-out error over steps"'
          - 'table "Loss: the last point of each curve"'
  `);
});

test("no two controls of a landmark have the same name, and those of a run say whose they are", async ({ page }) => {
  const { a, b } = await open(page);
  for (const { region } of [a, b]) {
    const tree = await region.ariaSnapshot();
    const names = [...tree.matchAll(/^ *- '?((?:button|slider|textbox|switch|heading) "[^"]*")/gmu)].map(
      ([, name]) => name,
    );
    expect(names.length).toBeGreaterThan(8);
    expect(names.filter((name, at) => names.indexOf(name) < at)).toEqual([]);
  }
  for (const name of ["Hidden units", "L2 strength λ", "Tie weights"]) {
    await expect(a.region.getByLabel(name, { exact: true })).toHaveAccessibleDescription(/Run A/u);
    await expect(b.region.getByLabel(name, { exact: true })).toHaveAccessibleDescription(/Run B/u);
  }
});

test("while runs train nothing is said; a card of the lesson says its title, and what becomes of the runs", async ({
  page,
}) => {
  const { b } = await open(page, "./#speed=fast&until=100000");
  await page.evaluate(() => {
    /** @type {string[]} */
    const said = [];
    Reflect.set(window, "said", said);
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const region = (target instanceof Element ? target : target.parentElement)?.closest(
          "[aria-live], [role=status], [role=alert], [role=log], output",
        );
        if (region?.checkVisibility() && region.textContent) said.push(region.textContent);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  const said = () => page.evaluate(() => /** @type {string[]} */ (Reflect.get(window, "said")));
  await page.keyboard.press("Space");
  await b.reaches(100);
  expect(await said()).toEqual([]);
  await page.keyboard.press("Space");
  // Two sentences for one place within one frame would be one: the later.
  await expect.poll(said).toEqual(["Paused."]);
  await page.keyboard.press("]");
  await expect
    .poll(async () => (await said()).toSorted())
    .toEqual([`Card 3 of ${CARDS.length}: the runs go on.`, "Paused.", CARDS[2].title]);
});
