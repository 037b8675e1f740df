// Whether pictures can be equal here: a browser that draws a sample as the one that made the pictures draws the page so, too.
//
//     node tests/page/machine.js     prints in a line why they cannot, and nothing if they can
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "@playwright/test";
import config from "../../playwright.config.js";

/** @import { Browser } from '@playwright/test' */
/** @typedef {{pixels: string, browser: string}} Machine the sample's fingerprint, and who drew it, for people */

/** What the pictures beside it were drawn by. */
const RECORD = new URL("looks.spec.js-pictures/machine.json", import.meta.url);

/** @param {string} name of a font of the page */
const font = (name) =>
  `url(data:font/woff2;base64,${readFileSync(new URL(`../../www/fonts/${name}`, import.meta.url)).toString("base64")})`;

/** Of each kind of thing on the page, one: letters in sizes and weights, a formula, curves, controls, a shadow, an enlarged image. */
const sample = () => `<!doctype html><style>
  @font-face { font-family: Text; src: ${font("inter.woff2")}; font-weight: 400 700 }
  @font-face { font-family: Formula; src: ${font("noto-sans-math.woff2")} }
  body { margin: 8px; font: 14px/1.5 Text; background: #fbfbf9; color: #1c1d1f } math { font-family: Formula; font-size: 17px }
  canvas, svg { inline-size: 90px; block-size: 60px; image-rendering: pixelated } div { border: 1px solid #8b8c87; border-radius: 8px; box-shadow: 0 8px 24px rgb(0 0 0 / 0.12) }
  select, input { font: inherit }
</style>
<p style="font-size: 11px">Held-out error 10.2, λ = 0.01 <b style="font-weight: 650">W* = Wᵀ</b></p><p style="font-size: 21px; letter-spacing: -0.015em">Quick wafting zephyrs</p>
<math><mfrac><mn>1</mn><mi>m</mi></mfrac><mo>∑</mo><msup><mrow><mo>(</mo><mi>x</mi><mo>−</mo><mfrac><mi>θ</mi><mi>λ</mi></mfrac><mo>)</mo></mrow><mn>2</mn></msup></math>
<div><select><option>watchable</select><input type="range"><input type="checkbox" checked></div>
<svg viewBox="0 0 30 20"><path d="M1 2C9 30 20-8 29 17M2 2l26 9" fill="none" stroke="#0068a8" stroke-width=".7"/></svg><canvas width="9" height="6"></canvas>`;

/**
 * @param {Browser} browser
 * @returns {Promise<Machine>}
 */
async function machineOf(browser) {
  const page = await browser.newPage({
    viewport: { width: 320, height: 320 },
    deviceScaleFactor: 1,
    colorScheme: "light",
    locale: "en-US",
  });
  await page.setContent(sample());
  await page.evaluate(() => {
    const ink = document.querySelector("canvas")?.getContext("2d");
    ink?.ellipse(4, 3, 3, 2, 0.5, 0, 6);
    ink?.stroke();
    return Promise.all([...document.fonts].map((each) => each.load()));
  });
  const picture = (await page.screenshot({ animations: "disabled" })).toString("base64");
  // Its pixels: how a picture is packed is no matter.
  const pixels = await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    context?.drawImage(image, 0, 0);
    return Array.from(context?.getImageData(0, 0, image.width, image.height).data ?? []);
  }, picture);
  await page.close();
  const hash = createHash("sha256").update(Uint8Array.from(pixels)).digest("hex");
  return { pixels: hash, browser: `Chromium ${browser.version()} on ${process.platform} ${process.arch}` };
}

/** Writes down who draws the pictures that are being made. @param {Browser} browser */
export async function recordMachine(browser) {
  writeFileSync(RECORD, `${JSON.stringify(await machineOf(browser), null, 2)}\n`);
}

async function main() {
  const browser = await chromium.launch(config.projects?.find(({ name }) => name === "looks")?.use?.launchOptions);
  const here = await machineOf(browser);
  await browser.close();
  /** @type {Machine} */
  const then = JSON.parse(readFileSync(RECORD, "utf8"));
  if (here.pixels !== then.pixels)
    console.log(`${here.browser} draws a sample otherwise than ${then.browser}, which drew the pictures`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main();
