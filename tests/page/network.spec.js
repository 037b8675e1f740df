// Every file that is fetched until Play, with everything that can be wrong with it: the page works, or says what is wrong, and its way out works
// once nothing is.
import { FIRST_FILES } from "../../www/images/data.js";
import { Lane, expect, skipSources, test } from "./lab.js";
import { PROMPT, Proxy, SILENT } from "./proxy.js";

/** @import { Browser, Locator, Page } from '@playwright/test' */

/** What is said where a file is not as it should be, what the way out is called, and which faults do no harm. @typedef {{said?: RegExp, way?: RegExp, harmless: string[]}} Promised */

const RELOAD = /^Reload/u;
/** It is asked for by what it is, not by what the server calls it. */
const ANY_TYPE = ["has the type of a text"];

/** @type {Readonly<Record<string, Promised>>} */
const FILES = Object.freeze({
  // Without these the page is plainer, and no more.
  "theme.js": { harmless: [...PROMPT, ...SILENT] },
  "inter.woff2": { harmless: [...PROMPT, ...SILENT] },
  // Browsers start scripts in their order: while this one may come, the others wait.
  "alive.js": {
    said: /The page has not started\. .*check the connection, then reload\./u,
    way: RELOAD,
    harmless: PROMPT,
  },
  // The first half has what is drawn with.
  "page.css": { said: /The page has not started\. .*page\.css/u, way: RELOAD, harmless: ["is half"] },
  "main.js": { said: /The page has not started\. .*main\.js/u, way: RELOAD, harmless: [] },
  "autoencoder_lab.js": { said: /The WebAssembly module could not be|autoencoder_lab\.js/u, way: RELOAD, harmless: [] },
  "autoencoder_lab_bg.wasm": {
    said: /The WebAssembly module could not be loaded|this copy of the page is damaged/iu,
    way: /^(?:Retry|Reload)/u,
    harmless: ANY_TYPE,
  },
  "worker.js": {
    said: /The worker of this run died|has not answered for 10 seconds/u,
    way: /^Restart run$/u,
    harmless: [],
  },
  [FIRST_FILES[0]]: { said: new RegExp(`The file ${FIRST_FILES[0]}`, "u"), way: /^Retry$/u, harmless: ANY_TYPE },
});

/** Milliseconds: the page gives a file up after 15 seconds, and here others are loaded beside it. */
const PATIENCE = 45_000;

/** Of what does no harm two faults stand for all. */
const SAMPLE = ["is a page to sign in", "breaks off"];

/** @param {string} file */
const promptFaults = (file) =>
  PROMPT.filter((fault) => SAMPLE.includes(fault) || !PROMPT.every((each) => FILES[file].harmless.includes(each)));

/**
 * Opens the page with something wrong with a file.
 * @param {Browser} browser
 * @param {string | undefined} url of the page at its own server
 * @param {string} file
 * @param {string} fault
 */
async function visit(browser, url, file, fault) {
  const { said, way, harmless } = FILES[file];
  const proxy = await new Proxy(url).start();
  proxy.spoil(file, fault);
  const page = await browser.newPage();
  try {
    await page.goto(proxy.url, { waitUntil: "commit" });
    if (said && way && !harmless.includes(fault)) {
      const sentence = page.locator("[role=alert], [role=status]").filter({ hasText: said, visible: true });
      await expect(sentence.first(), `${file} ${fault}`).toBeVisible({ timeout: PATIENCE });
      const ways = await waysOut(page, way, `${file} ${fault}`);
      proxy.mend();
      for (const each of ways) await goOut(each);
    }
    const error = new Lane(page, "B").readout("train error");
    await expect(error, `${file} ${fault}`).toHaveAttribute("value", /\d/u, { timeout: PATIENCE });
  } finally {
    await page.context().close();
    proxy.stop();
  }
}

/**
 * The ways out: each run may have one. Before its style has come the page shows for a moment what it will say if it does not start.
 * @param {Page} page
 * @param {RegExp} name
 * @param {string} what is wrong
 */
async function waysOut(page, name, what) {
  const ways = page.getByRole("button", { name }).or(page.getByRole("link", { name })).filter({ visible: true });
  await expect(ways.first(), `${what}: ${name}`).toBeVisible({ timeout: PATIENCE });
  const all = await ways.all();
  return all.length > 0 ? all : [ways.first()];
}

/** Takes a way out, which goes away where what was missing comes by itself. @param {Locator} way */
async function goOut(way) {
  await way.click({ timeout: PATIENCE }).catch(async (/** @type {unknown} */ error) => {
    if (await way.isVisible()) throw error;
  });
}

// First, since it mostly waits, and lets the others load their pages.
test("each file that stalls, or is not answered", async ({ page, browser, baseURL }) => {
  await page.goto("./");
  await skipSources(page);
  // Each file in one of the two ways: twice as many pages at once would only wait for each other.
  await Promise.all(
    Object.keys(FILES).map((file, index) => visit(browser, baseURL, file, SILENT[index % SILENT.length])),
  );
});

test("every file that is fetched until Play is among these", async ({ page, baseURL }) => {
  const proxy = await new Proxy(baseURL).start();
  await page.goto(proxy.url);
  await skipSources(page);
  await new Lane(page, "B").appears();
  const names = [...proxy.asked].map((path) => path.split("/").at(-1) ?? "");
  await page.goto("about:blank");
  proxy.stop();
  // What is opened later follows by itself.
  const later = (/** @type {string} */ name) =>
    ["later.js", "charts.js", "charts_bg.wasm", "manifest.webmanifest"].includes(name) ||
    name.endsWith(".png") ||
    (name.endsWith(".gz") && !FIRST_FILES.includes(name));
  const wanted = names.filter((name) => name !== "" && !later(name));
  expect(wanted.toSorted()).toEqual(Object.keys(FILES).toSorted());
});

for (const file of Object.keys(FILES)) {
  test(`${file}: ${promptFaults(file).join(", ")}`, async ({ page, browser, baseURL }) => {
    await page.goto("./");
    await skipSources(page);
    await Promise.all(promptFaults(file).map((fault) => visit(browser, baseURL, file, fault)));
  });
}
