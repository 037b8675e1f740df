// The page brings its fonts: it looks the same whatever fonts the system has, and fetches the mathematical one with the first formula.
import { existsSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { expect, open, test } from "./lab.js";
import { LOOKS, pose } from "./poses.js";

/** @import { Page, TestInfo } from '@playwright/test' */

/** Fonts with all the letters there are in the text of a page: what `apt-get install chromium` brings along. */
const LIBERATION = "/usr/share/fonts/truetype/liberation";

/**
 * A font without any character, not even a box for one that is missing. Without any font at all Chromium does not take fonts of the page's own,
 * either: it wants one to stand in until they have come.
 */
const SILENT = fileURLToPath(new URL("fonts/", import.meta.url));

/**
 * The pictures of the main states on a system that has the fonts of one folder and no others.
 * @param {string} folder
 * @param {TestInfo} info
 */
async function drawnWith(folder, info) {
  const { launchOptions, baseURL } = info.project.use;
  const file = info.outputPath("fonts.conf");
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${folder}</dir></fontconfig>`,
  );
  const browser = await chromium.launch({ ...launchOptions, env: { ...process.env, FONTCONFIG_FILE: file } });
  const page = await browser.newPage({ baseURL });
  const pictures = [];
  // In the dark it has the same letters.
  for (const look of LOOKS.filter(({ scheme }) => scheme !== "dark")) {
    await page.goto("about:blank");
    await pose(page, look);
    pictures.push({ name: look.name, picture: await page.screenshot({ animations: "disabled" }) });
  }
  // What a system font writes shows that these are two systems.
  await page.setContent('<p style="font: 20px serif">letters');
  const control = await page.screenshot();
  await browser.close();
  return { pictures, control };
}

/**
 * By how much of 255 a colour may differ: drawn twice with the same fonts, some dozens of values on round edges do, by up to 58. A letter of another
 * font differs by all of it.
 */
const NOISE = 96;

/**
 * How many pixels of two pictures differ.
 * @param {Page} page to compare them in
 * @param {Buffer[]} pictures
 */
async function differences(page, pictures) {
  return page.evaluate(
    async ({ sources, noise }) => {
      const [one, other] = await Promise.all(
        sources.map(async (source) => {
          const image = new Image();
          image.src = `data:image/png;base64,${source}`;
          await image.decode();
          const context = /** @type {OffscreenCanvasRenderingContext2D} */ (
            new OffscreenCanvas(image.width, image.height).getContext("2d")
          );
          context.drawImage(image, 0, 0);
          return context.getImageData(0, 0, image.width, image.height).data;
        }),
      );
      if (one.length !== other.length) return Infinity;
      let count = 0;
      for (let at = 0; at < one.length; at += 4) {
        if ([0, 1, 2].some((channel) => Math.abs(one[at + channel] - other[at + channel]) > noise)) count += 1;
      }
      return count;
    },
    { sources: pictures.map((picture) => picture.toString("base64")), noise: NOISE },
  );
}

test("looks the same on a system with the fonts of a desktop and on one whose font has no letters", async ({
  page,
}) => {
  const info = test.info();
  test.skip(process.platform !== "linux" || !existsSync(LIBERATION), `it takes fontconfig and ${LIBERATION}`);
  test.setTimeout(300_000);
  const [desktop, bare] = [await drawnWith(LIBERATION, info), await drawnWith(SILENT, info)];
  expect(await differences(page, [desktop.control, bare.control]), "text in a system font differs").toBeGreaterThan(50);
  for (const [index, { name, picture }] of desktop.pictures.entries()) {
    const pair = [picture, bare.pictures[index].picture];
    const count = await differences(page, pair);
    const files = ["desktop", "bare"].map((system) => info.outputPath(`${name}-${system}.png`));
    if (count > 0) pair.forEach((bytes, at) => writeFileSync(files[at], bytes));
    expect.soft(count, `pixels that differ between ${files.join(" and ")}`).toBe(0);
  }
});

test("the mathematical font comes with the first formula that is shown, which it stretches", async ({ page }) => {
  /** @type {string[]} */
  const fetched = [];
  page.on("request", (request) => fetched.push(...(/noto-sans-math[^/]*\.woff2/u.exec(request.url()) ?? [])));
  const { a } = await open(page);
  await a.rests();
  expect(fetched, "folded away").toHaveLength(0);
  await page.getByText("The objective, in numbers").click();
  const objective = page.locator('math[data-part="objective"]');
  await expect.poll(() => page.evaluate(() => document.fonts.check('15px "Noto Sans Math"'))).toBe(true);
  expect(fetched).toHaveLength(1);
  const heights = await objective
    .locator("mo")
    .evaluateAll((signs) =>
      Object.fromEntries(signs.map((sign) => [sign.textContent, sign.getBoundingClientRect().height])),
    );
  expect(heights["("], "around a term with indices, parentheses are higher than a minus in its line").toBeGreaterThan(
    heights["−"] * 1.1,
  );
});
