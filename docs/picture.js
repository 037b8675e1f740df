// Takes the README's pictures of the page, and the one that other sites show of a link, in the shape that they cut pictures to: presets 1
// and 2, λ set to 0.01 in lane B at about step 700.
//
//     cargo xtask serve --no-open --port 8080 &
//     node docs/picture.js http://localhost:8080/ [picture-light picture-dark preview]

import { chromium } from "@playwright/test";

/** @type {{name: string, colorScheme: "light" | "dark", height: number, deviceScaleFactor: number}[]} */
const PICTURES = [
  { name: "picture-light", colorScheme: "light", height: 900, deviceScaleFactor: 1.25 },
  { name: "picture-dark", colorScheme: "dark", height: 900, deviceScaleFactor: 1.25 },
  // 1200×630 pixels, as xtask/dist/html.js says.
  { name: "preview", colorScheme: "light", height: 756, deviceScaleFactor: 1200 / 1440 },
];

const [, , url = "http://localhost:8080/", ...chosen] = process.argv;
const browser = await chromium.launch({
  executablePath: process.env.LAB_CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
for (const { name, colorScheme, height, deviceScaleFactor } of PICTURES.filter(
  (picture) => chosen.length === 0 || chosen.includes(picture.name),
)) {
  const page = await browser.newPage({ viewport: { width: 1440, height }, deviceScaleFactor, colorScheme });
  await page.goto(new URL("#step=your-turn&until=1500", url).href);
  const lane = page.getByRole("region", { name: "Run B" });
  const step = lane.locator('data[data-readout="step"]');
  const reach = (/** @type {number} */ target) =>
    step.evaluate(
      (data, least) =>
        new Promise((resolve) => {
          const look = () =>
            Number(/** @type {HTMLDataElement} */ (data).value) >= least
              ? resolve(undefined)
              : requestAnimationFrame(look);
          look();
        }),
      target,
    );
  await lane.getByRole("img", { name: "other data" }).and(page.locator('[aria-description^="eight"]')).waitFor();
  await page.getByRole("button", { name: "Play" }).click();
  await reach(700);
  const lambda = lane.getByRole("textbox", { name: "λ value" });
  await lambda.fill("0.01");
  await lambda.press("Enter");
  await lambda.blur();
  await reach(1500);
  await page.getByRole("button", { name: "Play" }).waitFor();
  await page.mouse.move(0, 0);
  await page.waitForTimeout(500);
  await page.screenshot({ path: `docs/${name}.png` });
  await page.close();
}
await browser.close();
