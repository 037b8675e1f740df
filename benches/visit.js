// A first visit, as the browser itself notes it: for benches/line.js and for the tests that hold it to its budgets.

/** @import { Page } from '@playwright/test' */

/**
 * Milliseconds since the visit began: what a person sees first, numbers of all runs, a first step, and a curve that has moved.
 * @typedef {{paint: number, readouts: number, played: number, stepped: number, moved: number}} Moments
 */

/**
 * Runs in the page before its own scripts: notes when something is seen, and presses Play as soon as there are numbers.
 * @param {{play: boolean}} options
 */
export function watchVisit({ play }) {
  /** @type {Moments} */
  const seen = { paint: 0, readouts: 0, played: 0, stepped: 0, moved: 0 };
  Object.assign(globalThis, { visit: seen });
  new PerformanceObserver(
    (list) => (seen.paint = list.getEntriesByName("first-contentful-paint")[0]?.startTime ?? seen.paint),
  ).observe({ type: "paint", buffered: true });
  const numbers = (/** @type {string} */ name) =>
    [...document.querySelectorAll(`.lane data[data-readout="${name}"]`)].map((data) =>
      Number(data.getAttribute("value")),
    );
  const picture = () =>
    /** @type {HTMLCanvasElement | null} */ (document.querySelector('[role="tabpanel"] canvas'))?.toDataURL() ?? "";
  let drawn = "";
  const begin = () => {
    seen.readouts = performance.now();
    if (play) /** @type {HTMLElement | null} */ (document.querySelector('[data-part="play"]'))?.click();
    seen.played = performance.now();
  };
  const look = () => {
    const errors = numbers("train error");
    if (!seen.readouts && errors.length > 0 && errors.every((error) => error > 0)) begin();
    if (seen.readouts && !seen.stepped && numbers("step").every((step) => step > 0)) seen.stepped = performance.now();
    // Until a step is made the chart has only come to be drawn.
    if (seen.readouts && !numbers("step").some((step) => step > 0)) drawn = picture();
    else if (seen.readouts && !seen.moved && picture() !== drawn) seen.moved = performance.now();
    if (!seen.readouts || (play && !(seen.moved && seen.stepped))) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** @param {Page} page @returns {Promise<Moments>} */
export function momentsOf(page) {
  return page.evaluate(() => /** @type {any} */ (globalThis).visit);
}

/**
 * What has come over the line, the page itself first: how large it was there without its headers, and whether it had come before there were
 * numbers. What a cache had does not count.
 * @param {Page} page
 * @returns {Promise<{name: string, bytes: number, first: boolean}[]>}
 */
export function fetchedBy(page) {
  return page.evaluate(() => {
    const { readouts } = /** @type {{visit: Moments}} */ (/** @type {unknown} */ (globalThis)).visit;
    const entries = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
    return /** @type {PerformanceResourceTiming[]} */ (entries).flatMap(
      ({ name, responseEnd, encodedBodySize, transferSize }) => {
        return name.startsWith("http") && transferSize > 0
          ? { name: new URL(name).pathname, bytes: encodedBodySize, first: responseEnd <= readouts }
          : [];
      },
    );
  });
}
