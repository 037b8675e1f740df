// Draws the icons with which the page is installed (www/icons): the mark of the page, two halves of an hourglass, by itself, and on paper
// wherever a system cuts its own shape out of it.
//
//     node docs/icons.js

import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";

const FOLDER = new URL("../www/icons/", import.meta.url);
const MARK = '<path d="M1 2h14L10 7.2H6z" fill="#0068a8"/><path d="M6 8.8h4L15 14H1z" fill="#b84b00"/>';

/** What a system cuts away lies outside a circle of 80 %: there the mark is smaller. @type {{name: string, size: number, box: string, paper: boolean}[]} */
const ICONS = [
  { name: "icon-192", size: 192, box: "0 0 16 16", paper: false },
  { name: "icon-512", size: 512, box: "0 0 16 16", paper: false },
  { name: "maskable-512", size: 512, box: "-6 -6 28 28", paper: true },
  { name: "apple-180", size: 180, box: "-3 -3 22 22", paper: true },
];

mkdirSync(FOLDER, { recursive: true });
writeFileSync(
  new URL("icon.svg", FOLDER),
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">${MARK}</svg>\n`,
);
const browser = await chromium.launch({
  executablePath: process.env.LAB_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
const page = await browser.newPage();
for (const { name, size, box, paper } of ICONS) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<style>html,body{margin:0;background:${paper ? "#fbfbf9" : "none"}}svg{display:block}</style><svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="${box}">${MARK}</svg>`,
  );
  await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, FOLDER)), omitBackground: !paper });
}
await browser.close();
