// A pass over the page by keyboard alone.
import { CARDS } from "../../www/lesson/cards.js";
import { Lane, expect, open, test } from "./lab.js";

/** What has the focus: its role and name as they are in the page, and whether the focus can be seen. @param {import('@playwright/test').Page} page */
async function focused(page) {
  return page.evaluate(() => {
    const target = document.activeElement;
    if (!target || target === document.body) return undefined;
    const { outlineStyle, boxShadow } = getComputedStyle(target);
    const { width, height } = target.getBoundingClientRect();
    const name = target.getAttribute("aria-label") ?? target.textContent?.trim() ?? "";
    return {
      name,
      lane: target.closest("section[data-lane]")?.getAttribute("data-lane") ?? "",
      slider: target.matches("[type=range]"),
      seen: outlineStyle !== "none" || boxShadow !== "none",
      width,
      height,
    };
  });
}

/** Whether the slider that has the focus looks otherwise without it: its thumb carries the ring. @param {import('@playwright/test').Page} page */
async function isRinged(page) {
  const slider = await page.locator(":focus").elementHandle();
  const { x, y, width, height } = (await slider?.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const picture = () =>
    page.screenshot({ clip: { x: x - 8, y: y - 8, width: width + 16, height: height + 16 }, animations: "disabled" });
  const before = await picture();
  await slider?.evaluate((target) => /** @type {HTMLElement} */ (target).blur());
  const without = await picture();
  await slider?.focus();
  return !before.equals(without);
}

test("by keyboard alone: everything is reached in reading order, seen, named and large enough", async ({ page }) => {
  await open(page);
  /** @type {NonNullable<Awaited<ReturnType<typeof focused>>>[]} */
  const stops = [];
  for (let count = 0; count < 80; count += 1) {
    await page.keyboard.press("Tab");
    const stop = await focused(page);
    if (!stop) break;
    // A slider's own outline is transparent.
    stops.push(stop.slider ? { ...stop, seen: await isRinged(page) } : stop);
  }
  for (const { name, seen, width, height } of stops) {
    expect(name, "has a name").not.toBe("");
    expect(seen, `${name}: the focus can be seen`).toBe(true);
    expect(Math.min(width, height), `${name}: a target of 24 pixels`).toBeGreaterThanOrEqual(24);
  }
  const order = stops.map(({ name, lane }) => `${lane && `${lane} `}${name}`);
  const expected = [
    "Data set",
    "Training images",
    "Seed",
    "Play",
    "A Hidden units",
    "A L2 strength λ",
    "A Tie weights",
    "B Hidden units",
    "B Tie weights",
    "Loss",
    "Crosshair: train and held-out error over steps",
  ];
  const found = expected.map((name) => order.findIndex((stop) => stop === name));
  expect(
    found.every((at) => at >= 0),
    `${order}`,
  ).toBe(true);
  expect(found, "in reading order").toEqual(found.toSorted((a, b) => a - b));
});

test("by keyboard alone: the first minute of the lesson", async ({ page }) => {
  const { a, b } = await open(page);
  await b.region.getByRole("slider", { name: "L2 strength λ" }).focus();
  await page.keyboard.press("End");
  await expect(b.lambda).toHaveValue("1");
  await page.keyboard.press("Home");
  await expect(b.lambda, "a true 0").toHaveValue("0");
  await page.keyboard.press("Tab");
  expect((await focused(page))?.name, "the switch beside it").toBe("Tie weights");
  await page.keyboard.press("Space");
  await expect.poll(() => b.value("parameters")).toBe(77_420);
  await b.region.getByText("More", { exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("t");
  await expect(b.region.getByRole("combobox", { name: "Activation", exact: true })).toHaveValue("tanh");
  await page.keyboard.press("Escape");
  await expect(b.region.getByRole("combobox", { name: "Activation", exact: true })).toBeHidden();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("p");
  await expect(page.getByRole("button", { name: "Projector" })).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("p");
  await page.keyboard.press("n");
  await expect.poll(async () => (await page.getByRole("spinbutton", { name: "Seed" }).inputValue()) !== "1").toBe(true);
  await b.region.getByRole("slider", { name: "Hidden units" }).focus();
  await page.keyboard.press("Space");
  await a.reaches(20);
  await page.getByRole("button", { name: "Reset" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
});

test("what lies over the page closes on Escape, when the focus goes elsewhere, and when something else is pressed", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  const { a } = await open(page);
  const overlays = [
    {
      toggle: a.region.locator("summary", { hasText: "More" }),
      shown: a.region.getByRole("combobox", { name: "Activation", exact: true }),
    },
    {
      toggle: page.getByRole("button", { name: new RegExp(`^1 of ${CARDS.length}`, "u") }),
      shown: page.getByRole("list", { name: "Steps" }),
    },
    { toggle: page.getByRole("button", { name: /^Set-up/u }), shown: page.getByRole("spinbutton", { name: "Seed" }) },
  ];
  for (const { toggle, shown } of overlays) {
    const leaves = [
      async () => {
        await page.keyboard.press("Escape");
        await expect(toggle).toBeFocused();
      },
      () => page.getByRole("button", { name: "Play", exact: true }).focus(),
      () => page.getByRole("heading", { name: "autoencoder lab" }).click(),
    ];
    for (const leave of leaves) {
      await toggle.focus();
      await page.keyboard.press("Enter");
      await expect(shown).toBeVisible();
      await leave();
      await expect(shown).toBeHidden();
    }
  }
  await overlays[1].toggle.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(
    page.getByRole("button", { name: new RegExp(`^2 of ${CARDS.length}`, "u") }),
    "the next step of the list",
  ).toBeVisible();
});

test("where a control takes itself away, the focus goes on from the heading of a run", async ({ page }) => {
  const { a } = await open(page, "./#a=k:16&b=k:392&c=k:8");
  const heading = (/** @type {Lane} */ { region }) => region.getByRole("heading", { level: 2 });
  const [b, c] = ["B", "C"].map((name) => new Lane(page, name));
  for (const [gone, next] of /** @type {const} */ ([
    ["B", c],
    ["C", a],
  ])) {
    await page.getByRole("button", { name: `Remove run ${gone}` }).focus();
    await page.keyboard.press("Enter");
    await expect(heading(next)).toBeFocused();
  }
  await expect(b.region).toHaveCount(0);
  // With four runs nothing can be added: the last one's heading goes on.
  const add = page.getByRole("button", { name: "Add a run" });
  await add.focus();
  for (const name of ["B", "C", "D"]) {
    await page.keyboard.press("Enter");
    await new Lane(page, name).appears();
    await expect(name === "D" ? heading(new Lane(page, name)) : add).toBeFocused();
  }
  await page.setViewportSize({ width: 390, height: 844 });
  const shown = page.getByRole("group", { name: "Run shown" });
  await page.getByRole("button", { name: "Remove run D" }).click();
  await shown.getByRole("button", { name: "Add a run" }).focus();
  await page.keyboard.press("Enter");
  await expect(shown.getByRole("button", { name: /^D/u })).toBeFocused();
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("heading", { name: "autoencoder lab" }).click();
  await page.keyboard.press("Space");
  await a.reaches(5);
  await page.keyboard.press("Space");
  // A penalty that overshoots further with every step, while sigmoids keep the error in bounds.
  await page.goto("./#a=k:16,act:sigmoid,out:sigmoid,opt:sgd,lr:1,l:600");
  await page.keyboard.press("Space");
  for (const name of ["Go on with half the learning rate", "Begin again with half of it"]) {
    await a.region.getByRole("button", { name }).focus();
    await page.keyboard.press("Enter");
    await expect(heading(a)).toBeFocused();
    await page.keyboard.press("Space");
  }
});

test("keys of a single character can be switched off, and the browser keeps that", async ({ page }) => {
  const { a } = await open(page);
  const letters = page.getByRole("switch", { name: "Single-letter keys" });
  const projector = page.getByRole("button", { name: "Projector" });
  await page.keyboard.press("?");
  await letters.focus();
  await page.keyboard.press("Space");
  await expect(letters).not.toBeChecked();
  await page.keyboard.press("Escape");
  for (const again of [false, true]) {
    if (again) await page.reload();
    await a.appears();
    for (const key of ["p", "2", "]", "Space", "?", "ArrowRight"]) await page.keyboard.press(key);
    await expect.poll(() => a.value("step"), "an arrow acts").toBe(1);
    await expect(projector).toHaveAttribute("aria-pressed", "false");
    await expect(page.getByRole("tab", { name: "Loss" })).toHaveAttribute("aria-selected", "true");
    await expect(page.getByRole("button", { name: new RegExp(`^1 of ${CARDS.length}`, "u") })).toBeVisible();
    await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
  // Without them Space presses what has the focus, even what was clicked.
  await page.getByRole("button", { name: "Step", exact: true }).click();
  await page.keyboard.press("Space");
  await expect.poll(() => a.value("step")).toBe(3);
  await page.getByRole("button", { name: "Keys" }).click();
  await letters.check();
  await page.keyboard.press("Escape");
  await page.keyboard.press("p");
  await expect(projector).toHaveAttribute("aria-pressed", "true");
});

test("keys of other keyboards: signs by AltGr or Option, letters by their place", async ({ page }) => {
  await open(page);
  const press = (
    /** @type {{key: string, code: string, altKey?: boolean, ctrlKey?: boolean, shiftKey?: boolean, modifierAltGraph?: boolean}} */ made,
  ) =>
    page.evaluate(
      (init) =>
        void document.body.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init })),
      made,
    );
  const stepOf = (/** @type {number} */ step) =>
    page.getByRole("button", { name: new RegExp(`^${step} of ${CARDS.length}`, "u") });
  await press({ key: "]", code: "Digit6", altKey: true });
  await expect(stepOf(2)).toBeVisible();
  await press({ key: "]", code: "Digit9", modifierAltGraph: true, ctrlKey: true, altKey: true });
  await expect(stepOf(3)).toBeVisible();
  await press({ key: "х", code: "BracketLeft" });
  await expect(stepOf(2)).toBeVisible();
  const projector = page.getByRole("button", { name: "Projector" });
  await press({ key: "π", code: "KeyP", altKey: true });
  await press({ key: "з", code: "KeyP", ctrlKey: true });
  await expect(projector).toHaveAttribute("aria-pressed", "false");
  await press({ key: "π", code: "KeyP" });
  await expect(projector).toHaveAttribute("aria-pressed", "true");
  await press({ key: "з", code: "KeyP" });
  await expect(projector).toHaveAttribute("aria-pressed", "false");
  await press({ key: "؟", code: "Slash", shiftKey: true });
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.getByRole("switch", { name: "Single-letter keys" }).uncheck();
  await page.keyboard.press("Escape");
  for (const made of [
    { key: "з", code: "KeyP" },
    { key: "]", code: "Digit6", altKey: true },
  ])
    await press(made);
  await expect(projector, "they are switched off with the others").toHaveAttribute("aria-pressed", "false");
  await expect(stepOf(2)).toBeVisible();
});

test("Space that is held plays once, and scrolls nothing", async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    /** @type {boolean[]} */
    const prevented = [];
    Reflect.set(window, "prevented", prevented);
    addEventListener("keydown", (event) => prevented.push(event.defaultPrevented));
  });
  for (let repeat = 0; repeat < 4; repeat += 1) await page.keyboard.down("Space");
  await page.keyboard.up("Space");
  expect(await page.evaluate(() => Reflect.get(window, "prevented"))).toEqual([true, true, true, true]);
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
});

test("in a dialog Space is the dialog's, also where a button that was clicked before it is gone", async ({ page }) => {
  await open(page, "./#step=bottleneck");
  // The list goes with the card that is clicked in it: nothing has the focus then.
  await page.getByRole("button", { name: /^2 of \d+/u }).click();
  await page.getByRole("button", { name: /With room to spare/u }).click();
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keys" });
  await expect(keys).toBeVisible();
  await keys.getByRole("button", { name: "Close" }).focus();
  await page.keyboard.press("Space");
  await expect(keys).toBeHidden();
});
