// "Download this page": the hosted page hands out one file, with what is on the screen.
import { pathToFileURL } from "node:url";
import { expect, open, skipSources, test } from "./lab.js";

/** @param {import('@playwright/test').Page} page */
async function ask(page) {
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("button", { name: "Download this page" }).click();
}

test("a slide with other data is downloaded, and opens as it was, from a file, without a network", async ({
  page,
  context,
}, info) => {
  await open(page, "./#data=fashion-14&m=50&a=k:8&b=k:300,l:.003");
  await skipSources(page);
  const downloading = page.waitForEvent("download");
  await ask(page);
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("autoencoder-lab.html");
  const file = info.outputPath("slide.html");
  await download.saveAs(file);
  await page.goto("about:blank");
  await context.setOffline(true);
  const { a, b } = await open(page, pathToFileURL(file).href);
  await expect(page.getByRole("combobox", { name: "Data set" })).toHaveValue("fashion-14");
  await expect(b.hiddenUnits).toHaveAttribute("aria-valuetext", /300/u);
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await a.reaches(20);
  // Another seed needs images that this link did not.
  await page.getByRole("button", { name: "New seed" }).click();
  await a.appears();
});

test.describe("where it cannot be had", () => {
  test.use({ expectedNoise: /Failed to load resource/u });

  test("a sentence says why, and its button tries again", async ({ page }) => {
    await open(page);
    await skipSources(page);
    await page.route("**/autoencoder-lab.html", (route) => route.fulfill({ status: 404 }));
    await ask(page);
    const said = page.getByRole("alert").filter({ hasText: "is not beside the page (the server says 404)" });
    await expect(said).toBeVisible();
    await page.unroute("**/autoencoder-lab.html");
    const downloading = page.waitForEvent("download");
    await said.getByRole("button", { name: "Retry" }).click();
    await downloading;
    await expect(said).toBeHidden();
  });

  test("from a file, images that it does not have are named", async ({ page }) => {
    test.skip(!process.env.LAB_BASE_URL, "the folder that is served is built");
    await page.goto(`${pathToFileURL("dist/autoencoder-lab.html").href}#data=fashion-28`);
    await expect(page.getByRole("alert").filter({ hasText: "is not in this copy of the page" }).first()).toBeVisible();
  });
});
