// What the benchmarks of the built page look at while it is used: frames, workers, and how soon λ acts.
/** @import { Browser, Page } from '@playwright/test' */

/** Milliseconds from one λ to the next. */
const HESITATION_MS = 200;
/** What is typed into λ's field, one after the other. */
const LAMBDAS = ["0.01", "0.02", "0.03", "0.04", "0.05", "0.06", "0.07", "0.08", "0.09"];
const PATIENCE_MS = 180_000;

/** Runs in the page before its own scripts: notes when something is seen. */
function watchPage() {
  /** @type {any} */ (globalThis).feel = {
    interactive: 0,
    played: 0,
    moved: 0,
    entered: 0,
    frames: [],
    tasks: [],
    reports: [],
  };
  const feel = /** @type {any} */ (globalThis).feel;
  const absolute = (/** @type {number} */ time) => performance.timeOrigin + time;
  new BroadcastChannel("feel").addEventListener(
    "message",
    ({ data }) => typeof data === "object" && feel.reports.push(data),
  );
  new PerformanceObserver((list) =>
    feel.tasks.push(...list.getEntries().map(({ startTime, duration }) => ({ startTime, duration }))),
  ).observe({ type: "longtask" });
  addEventListener(
    "keydown",
    ({ key, timeStamp }) => {
      if (key === "Enter") feel.entered = absolute(timeStamp);
    },
    true,
  );
  addEventListener(
    "click",
    ({ target, timeStamp }) => {
      if (target instanceof Element && target.closest('[data-part="play"]')) feel.played = timeStamp;
    },
    true,
  );
  let drawn = "";
  const look = (/** @type {number} */ time) => {
    feel.frames.push(time);
    const errors = [...document.querySelectorAll('data[data-readout="train error"]')];
    if (!feel.interactive && errors.length > 0 && errors.every((data) => Number(data.getAttribute("value")) > 0))
      feel.interactive = performance.now();
    const canvas = /** @type {HTMLCanvasElement | null} */ (document.querySelector('[role="tabpanel"] canvas'));
    if (canvas && feel.interactive && !feel.moved) {
      const now = canvas.toDataURL();
      if (feel.played && now !== drawn) feel.moved = performance.now();
      if (!feel.played) drawn = now;
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Is added to the module's glue in the workers: notes what a trainer's steps take. */
function watchTrainer(/** @type {any} */ Trainer) {
  const channel = new BroadcastChannel("feel");
  const absolute = () => performance.timeOrigin + performance.now();
  const { update, change } = Trainer.prototype;
  let [steps, time, begun] = [0, 0, 0];
  /** Trainers that no step has had the change of. @type {Set<unknown>} */
  const changed = new Set();
  Trainer.prototype.update = function timedUpdate() {
    const begin = absolute();
    update.call(this);
    const end = absolute();
    steps += 1;
    time += end - begin;
    if (changed.delete(this)) channel.postMessage({ affected: { begin, end } });
  };
  Trainer.prototype.change = function notedChange(/** @type {unknown} */ what) {
    changed.add(this);
    return change.call(this, what);
  };
  channel.addEventListener("message", ({ data }) => {
    if (data === "collect") /** @type {any} */ (globalThis).gc();
    if (data === "begin") [steps, time, begun] = [0, 0, performance.now()];
    if (data === "end" && begun > 0) channel.postMessage({ share: time / (performance.now() - begun), steps });
  });
}

/** @param {Page} page @param {string} message */
export function tellWorkers(page, message) {
  return page.evaluate((text) => new BroadcastChannel("feel").postMessage(text), message);
}

/** @param {Page} page @returns {Promise<any>} */
export function feelOf(page) {
  return page.evaluate(() => /** @type {any} */ (globalThis).feel);
}

/** @param {Browser} browser @param {string} url @param {string} [state] of the page, as a link has it */
export async function open(browser, url, state = "") {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(PATIENCE_MS);
  await page.addInitScript(watchPage);
  await page.route("**/pkg/autoencoder_lab.js", async (route) => {
    const glue = await (await route.fetch()).text();
    await route.fulfill({
      contentType: "text/javascript",
      body: `${glue}\nif (!globalThis.document) (${watchTrainer})(Trainer);\n`,
    });
  });
  page.on("pageerror", (error) => console.error(`page: ${error.message}`));
  await page.goto(`${url}${state}`);
  await page.waitForFunction(() => /** @type {any} */ (globalThis).feel.interactive > 0);
  return page;
}

/** @param {Page} page */
export async function stepOf(page) {
  return Number(await page.locator('data[data-readout="step"]').first().getAttribute("value"));
}

/** @param {Page} page */
export function lanesOf(page) {
  return page.getByRole("region", { name: /^Run [A-Z]$/u }).count();
}

/** How smooth the page is, and what the workers do meanwhile. @param {Page} page @param {number} duration ms */
export async function watch(page, duration) {
  await tellWorkers(page, "begin");
  await page.evaluate(() =>
    Object.assign(/** @type {any} */ (globalThis).feel, { frames: [], tasks: [], reports: [] }),
  );
  await page.waitForTimeout(duration);
  const feel = await feelOf(page);
  await tellWorkers(page, "end");
  // A worker answers after the step, or the evaluation, that it is in.
  const answered = (/** @type {number} */ workers) =>
    /** @type {any} */ (globalThis).feel.reports.filter((/** @type {any} */ { share }) => share !== undefined).length >=
    workers;
  await page.waitForFunction(answered, page.workers().length);
  const { reports } = await feelOf(page);
  // One that was over before is told of later.
  const longTasks = feel.tasks.flatMap((/** @type {PerformanceEntry} */ task) =>
    task.startTime >= feel.frames[0] ? task.duration : [],
  );
  const gaps = feel.frames
    .slice(1)
    .map((/** @type {number} */ time, /** @type {number} */ index) => time - feel.frames[index]);
  const shares = reports.flatMap((/** @type {any} */ { share }) => share ?? []);
  return {
    perSecond: (1000 * gaps.length) / (feel.frames.at(-1) - feel.frames[0]),
    longestGap: Math.max(...gaps),
    longTasks,
    trainingShare: shares.reduce((/** @type {number} */ a, /** @type {number} */ b) => a + b) / shares.length,
    step: await stepOf(page),
  };
}

/** From Enter in λ's field to the first step that has the new λ, to where it begins and where it ends, in milliseconds. @param {Page} page */
export async function lambdaDelays(page) {
  const delays = [];
  const field = page.getByRole("region", { name: "Run A" }).getByRole("textbox", { name: "λ value" });
  for (const lambda of LAMBDAS) {
    await page.evaluate(() => Object.assign(/** @type {any} */ (globalThis).feel, { reports: [] }));
    await field.fill(lambda);
    await field.press("Enter");
    await page.waitForFunction(() =>
      /** @type {any} */ (globalThis).feel.reports.some((/** @type {any} */ report) => report.affected),
    );
    const { entered, reports } = await feelOf(page);
    const { begin, end } = reports.find((/** @type {any} */ { affected }) => affected).affected;
    delays.push({ begin: begin - entered, end: end - entered });
    // A person takes longer for the next; what comes sooner is taken for a drag.
    await page.waitForTimeout(HESITATION_MS);
  }
  return delays;
}

/** @param {number[]} values */
export function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
