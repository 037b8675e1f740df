// What has to hold whatever a monkey does.
import { play } from "./hands.js";

/** @import { Page } from '@playwright/test' */
/** @import { PlannedEvent, RunConfig } from '../../../www/base/protocol.js' */

/** A run as Export gives it. @typedef {{name: string, config: RunConfig, events: PlannedEvent[], step?: number, receipt?: string}} Exported */

/** Milliseconds a page may take for what it does on its own. */
export const PATIENCE_MS = 30_000;

/** What a receipt looks like; fast arithmetic has none. */
export const RECEIPT = /^(?:[\da-f]{4}-){2}[\da-f]{4}$/u;

/** Runs in the page before its own scripts: chance is the seed's, printing is not done, no other window is opened, and the last file that is handed out is kept. @param {number} seed */
export function prepare(seed) {
  let state = seed;
  crypto.getRandomValues = (array) => {
    const numbers = /** @type {Uint32Array} */ (/** @type {unknown} */ (array));
    numbers.forEach((_, at) => (numbers[at] = state = (Math.imul(state, 1664525) + 1013904223) >>> 0));
    return array;
  };
  window.print = () => {
    dispatchEvent(new Event("beforeprint"));
    dispatchEvent(new Event("afterprint"));
  };
  window.open = () => null;
  const { createObjectURL } = URL;
  URL.createObjectURL = (file) => {
    Object.assign(globalThis, { lastFile: file });
    return createObjectURL(file);
  };
}

/**
 * Waits for what has to come by itself.
 * @param {Page} page
 * @param {string} what
 * @param {() => unknown} come looked for in the page
 */
async function comes(page, what, come) {
  try {
    await page.waitForFunction(come, undefined, { timeout: PATIENCE_MS });
  } catch (error) {
    throw new Error(`${what} (${error instanceof Error ? error.message.split("\n")[0] : error})`, { cause: error });
  }
}

/** The page has started, and no run is being set up. @param {Page} page */
export async function stands(page) {
  await comes(
    page,
    "the page does not start, or a run is not set up",
    () =>
      !document.querySelector('[data-part="lifeless"]') &&
      document.querySelector(".lane") &&
      !document.querySelector('.lane[aria-busy="true"]'),
  );
}

/** Pauses, and waits until every run stands still or says why it cannot. @param {Page} page */
export async function rest(page) {
  // What the button says is what it does only once it is drawn.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await page.evaluate(play, false);
  await comes(page, "the runs do not come to rest", () =>
    [...document.querySelectorAll(".lane")].every(
      (lane) => lane.hasAttribute("data-at-rest") || lane.querySelector('[data-part="problem"]:not([hidden])'),
    ),
  );
}

/**
 * What the page says has gone wrong, or shows so: a sentence each. That a run has diverged, or a link was not followed, is no fault; nor is what
 * stands for some frames, until sizes have been followed.
 * @param {Page} page
 */
export async function faultsOf(page) {
  return page.evaluate(async () => {
    const textOf = (/** @type {Element} */ element) => (element.textContent ?? "").replace(/\s+/gu, " ").trim();
    const textsOf = (/** @type {string} */ selector) => [...document.querySelectorAll(selector)].map(textOf);
    const sideways = () =>
      [document.documentElement, document.querySelector("main")].flatMap((box) => {
        const excess = box ? box.scrollWidth - box.clientWidth : 0;
        if (!box || excess <= 0) return [];
        const end = box.getBoundingClientRect().left + box.clientLeft - box.scrollLeft + box.scrollWidth;
        const last = [...box.querySelectorAll("*")].findLast(
          (part) => Math.abs(part.getBoundingClientRect().right - end) < 1,
        );
        return [`the page scrolls sideways by ${excess} pixels: ${last?.outerHTML.slice(0, 120)}`];
      });
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let frames = 0; frames < 20 && sideways().length > 0; frames += 1) await frame();
    return [
      ...textsOf('[data-part="notices"] .problem, [data-part="problem"]:not([hidden])').filter(
        (text) => !/^Run [A-D] diverged: after step /u.test(text),
      ),
      ...textsOf('[data-part="status"]').filter((text) => /not answered|storage|cannot be/iu.test(text)),
      ...sideways(),
    ];
  });
}

/**
 * What Export gives of the runs.
 * @param {Page} page
 * @returns {Promise<{link: string, runs: Exported[]}>}
 */
export async function exported(page) {
  return page.evaluate(async () => {
    /** @type {HTMLElement | null} */ (document.querySelector('[data-part="export-runs"]'))?.click();
    return JSON.parse(await /** @type {{lastFile: Blob}} */ (/** @type {unknown} */ (globalThis)).lastFile.text());
  });
}

/**
 * The link of a page, opened in another, comes to the same runs and the same link.
 * @param {Page} page
 * @param {Page} other
 * @returns {Promise<string[]>} what differs
 */
export async function roundTrip(page, other) {
  const here = await exported(page);
  // Where only the end of an address is another, the page would stay.
  await other.goto("about:blank");
  await other.goto(here.link);
  await stands(other);
  const there = await exported(other);
  const recipes = (/** @type {Exported[]} */ runs) =>
    JSON.stringify(runs.map(({ name, config, events }) => ({ name, config, events })));
  return [
    ...(there.link === here.link ? [] : [`the link ${here.link} comes back as ${there.link}`]),
    ...(recipes(there.runs) === recipes(here.runs)
      ? []
      : [`the link ${here.link} of the runs ${recipes(here.runs)} gives the runs ${recipes(there.runs)}`]),
    ...(await faultsOf(other)).map((fault) => `the link ${here.link}, opened in another page: ${fault}`),
  ];
}
