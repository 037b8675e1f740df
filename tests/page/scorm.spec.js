// The lesson in a learning platform: a small strict player starts the package, and hears which pages have been seen.
import { once } from "node:events";
import { createServer } from "node:http";
import { scormFiles } from "../../xtask/dist/scorm.js";
import { Player } from "../js/scorm_player.js";
import { expect, skipSources, test } from "./lab.js";

/** @import { Page } from '@playwright/test' */

/** @param {Page} page */
const keptBy = (page) => page.evaluate(() => /** @type {Player} */ (Reflect.get(window, "API")).kept);

test("a platform starts the package, hears of each page that is seen, and a second visit goes on there", async ({
  page,
  baseURL,
}) => {
  await page.goto("./");
  await skipSources(page);
  const files = await scormFiles("pages=bottleneck,penalty,tie&hide=seed", async () =>
    (await fetch(new URL("autoencoder-lab.html", baseURL))).text(),
  );
  let kept = {};
  const server = createServer(({ url = "" }, response) => {
    const name = url.replace("/package/", "");
    const text =
      url === "/player"
        ? `<!doctype html><title>player</title><script>${Player}; window.API = new Player(${JSON.stringify(kept)});</script><iframe src="/package/index.html" width="1200" height="800"></iframe>`
        : files[name];
    if (text === undefined) return void response.writeHead(204).end();
    return void response.setHeader("content-type", name.endsWith(".js") ? "text/javascript" : "text/html").end(text);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const start = async () => {
    await page.goto(`http://127.0.0.1:${port}/player`);
    return page.frameLocator("iframe").frameLocator("iframe");
  };
  let lab = await start();
  await expect(lab.locator('.rail [data-part="title"]')).toBeVisible();
  await expect(lab.getByRole("spinbutton", { name: "Seed" })).toBeHidden();
  await expect(lab.getByRole("button", { name: "Export" })).toBeHidden();
  await expect.poll(() => keptBy(page)).toMatchObject({ "cmi.core.lesson_location": "bottleneck" });
  await lab.getByRole("button", { name: /^Next/u }).click();
  await expect
    .poll(() => keptBy(page))
    .toMatchObject({
      "cmi.core.lesson_status": "incomplete",
      "cmi.core.lesson_location": "penalty",
      "cmi.suspend_data": "bottleneck,penalty",
    });
  // The package is left, as when a student closes it, and the platform is asked what it has then.
  await page.evaluate(() => document.querySelector("iframe")?.remove());
  await expect.poll(() => page.evaluate(() => Reflect.get(window, "API").finished)).toBe(1);
  kept = await keptBy(page);
  expect(kept).toMatchObject({ "cmi.core.exit": "suspend" });
  expect(await page.evaluate(() => Reflect.get(window, "API").faults)).toEqual([]);

  lab = await start();
  await expect.poll(() => keptBy(page)).toMatchObject({ "cmi.core.lesson_location": "penalty" });
  await expect(lab.getByRole("button", { name: /^Next/u })).toBeVisible();
  await lab.getByRole("button", { name: /^Next/u }).click();
  await expect
    .poll(() => keptBy(page))
    .toMatchObject({ "cmi.core.lesson_status": "completed", "cmi.core.lesson_location": "tie" });
  expect(await page.evaluate(() => Reflect.get(window, "API").faults)).toEqual([]);
  server.closeAllConnections();
  server.close();
});
