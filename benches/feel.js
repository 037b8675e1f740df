// What a person waits for, measured in the built page in Chromium: `cargo xtask bench page --feel [--minutes N] [--json]`.
//
// LAB_BASE_URL names where the page is served.
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import config from '../playwright.config.js';
import { inWords, sizeOf, sizes, sum } from './size.js';

/** @import { Browser, Page } from '@playwright/test' */

/** The heaviest page: so many runs of so many hidden units, on MNIST at its own size. */
const LANES = 4;
const HIDDEN_UNITS = 1568;
/** Loads, each in a new browser context. */
const LOADS = 5;
/** How long frames and workers are watched at first, and in the end: over several points of the curve, between which nothing is evaluated. */
const WATCHED_MS = 10_000;
const LATER_MS = 90_000;
/** Milliseconds from one λ to the next. */
const HESITATION_MS = 200;
/** What is typed into λ's field, one after the other. */
const LAMBDAS = ['0.01', '0.02', '0.03', '0.04', '0.05', '0.06', '0.07', '0.08', '0.09'];
const MEMORY_LOOKS = 24;
/** A worker collects its garbage after the step that it is in. */
const COLLECTING_MS = 1000;
const PATIENCE_MS = 180_000;

const { values: options } = parseArgs({ options: { minutes: { type: 'string', default: '1' }, json: { type: 'boolean' } } });
const url = process.env.LAB_BASE_URL ?? 'http://127.0.0.1:8080/';
const minutes = Number(options.minutes);
if (!(minutes > 0)) throw new Error(`--minutes needs a number above 0, as in 15, found ${options.minutes}`);

/** Runs in the page before its own scripts: notes when something is seen. */
function watchPage() {
  /** @type {any} */ (globalThis).feel = { interactive: 0, played: 0, moved: 0, entered: 0, frames: [], tasks: [], reports: [] };
  const feel = /** @type {any} */ (globalThis).feel;
  const absolute = (/** @type {number} */ time) => performance.timeOrigin + time;
  new BroadcastChannel('feel').addEventListener('message', ({ data }) => typeof data === 'object' && feel.reports.push(data));
  new PerformanceObserver((list) => feel.tasks.push(...list.getEntries().map(({ startTime, duration }) => ({ startTime, duration })))).observe({ type: 'longtask' });
  addEventListener('keydown', ({ key, timeStamp }) => { if (key === 'Enter') feel.entered = absolute(timeStamp); }, true);
  addEventListener('click', ({ target, timeStamp }) => {
    if (target instanceof Element && target.closest('[data-part="play"]')) feel.played = timeStamp;
  }, true);
  let drawn = '';
  const look = (/** @type {number} */ time) => {
    feel.frames.push(time);
    const errors = [...document.querySelectorAll('data[data-readout="train error"]')];
    if (!feel.interactive && errors.length > 0 && errors.every((data) => Number(data.getAttribute('value')) > 0)) feel.interactive = performance.now();
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
  const channel = new BroadcastChannel('feel');
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
  channel.addEventListener('message', ({ data }) => {
    if (data === 'collect') /** @type {any} */ (globalThis).gc();
    if (data === 'begin') [steps, time, begun] = [0, 0, performance.now()];
    if (data === 'end' && begun > 0) channel.postMessage({ share: time / (performance.now() - begun), steps });
  });
}

/** @param {Page} page @param {string} message */
function tellWorkers(page, message) {
  return page.evaluate((text) => new BroadcastChannel('feel').postMessage(text), message);
}

/** @param {Page} page @returns {Promise<any>} */
function feelOf(page) {
  return page.evaluate(() => /** @type {any} */ (globalThis).feel);
}

/** @param {Browser} browser @param {string} [state] of the page, as a link has it */
async function open(browser, state = '') {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(PATIENCE_MS);
  await page.addInitScript(watchPage);
  await page.route('**/pkg/autoencoder_lab.js', async (route) => {
    const glue = await (await route.fetch()).text();
    await route.fulfill({ contentType: 'text/javascript', body: `${glue}\nif (!globalThis.document) (${watchTrainer})(Trainer);\n` });
  });
  page.on('pageerror', (error) => console.error(`page: ${error.message}`));
  await page.goto(`${url}${state}`);
  await page.waitForFunction(() => /** @type {any} */ (globalThis).feel.interactive > 0);
  return page;
}

/** How long it takes until the page can be used, and from Play to a curve that moves. @param {Browser} browser */
async function load(browser) {
  const page = await open(browser);
  await page.waitForTimeout(500);
  await page.getByRole('button', { name: 'Play' }).click();
  await page.waitForFunction(() => /** @type {any} */ (globalThis).feel.moved > 0);
  const { interactive, moved, played } = await feelOf(page);
  await page.context().close();
  return { interactive, moving: moved - played };
}

/** Everything that a first visit fetches, images of all rows included. @param {Browser} browser */
async function visit(browser) {
  const page = await browser.newPage();
  /** @type {Map<string, Promise<Buffer>>} */
  const bodies = new Map();
  page.on('response', (response) => {
    if (response.url().startsWith('http')) bodies.set(response.url(), response.body());
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.waitForTimeout(1000);
  const all = await Promise.all([...bodies].map(async ([name, body]) => {
    const bytes = await body;
    // Packed already: no server does it again.
    return name.endsWith('.gz') ? { raw: bytes.length, gzip: bytes.length, brotli: bytes.length } : sizeOf(bytes);
  }));
  await page.context().close();
  return all.reduce(sum);
}

/** The heaviest page, training as fast as it goes, without an end. @param {Browser} browser */
async function heaviest(browser) {
  const page = await open(browser, '#until=1000000000');
  await page.getByRole('combobox', { name: 'Data set' }).selectOption('mnist-28');
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('unlimited');
  const add = page.getByRole('button', { name: /^Add a run/u });
  while ((await add.isVisible()) && (await add.isEnabled()) && (await lanesOf(page)) < LANES) await add.click();
  for (const k of await page.getByRole('textbox', { name: 'k value' }).all()) {
    await k.fill(String(HIDDEN_UNITS));
    await k.press('Enter');
  }
  await page.waitForTimeout(3000);
  await page.getByRole('button', { name: 'Play' }).click();
  await page.waitForTimeout(3000);
  return page;
}

/** @param {Page} page */
async function stepOf(page) {
  return Number(await page.locator('data[data-readout="step"]').first().getAttribute('value'));
}

/** @param {Page} page */
function lanesOf(page) {
  return page.getByRole('region', { name: /^Run [A-Z]$/u }).count();
}

/** How smooth the page is, and what the workers do meanwhile. @param {Page} page @param {number} duration ms */
async function watch(page, duration) {
  await tellWorkers(page, 'begin');
  await page.evaluate(() => Object.assign(/** @type {any} */ (globalThis).feel, { frames: [], tasks: [], reports: [] }));
  await page.waitForTimeout(duration);
  const feel = await feelOf(page);
  await tellWorkers(page, 'end');
  // A worker answers after the step, or the evaluation, that it is in.
  const answered = (/** @type {number} */ workers) => /** @type {any} */ (globalThis).feel.reports.filter((/** @type {any} */ { share }) => share !== undefined).length >= workers;
  await page.waitForFunction(answered, page.workers().length);
  const { reports } = await feelOf(page);
  // One that was over before is told of later.
  const longTasks = feel.tasks.flatMap((/** @type {PerformanceEntry} */ task) => (task.startTime >= feel.frames[0] ? task.duration : []));
  const gaps = feel.frames.slice(1).map((/** @type {number} */ time, /** @type {number} */ index) => time - feel.frames[index]);
  const shares = reports.flatMap((/** @type {any} */ { share }) => share ?? []);
  return {
    perSecond: (1000 * gaps.length) / (feel.frames.at(-1) - feel.frames[0]), longestGap: Math.max(...gaps), longTasks,
    trainingShare: shares.reduce((/** @type {number} */ a, /** @type {number} */ b) => a + b) / shares.length, step: await stepOf(page),
  };
}

/** From Enter in λ's field to the first step that has the new λ, to where it begins and where it ends, in milliseconds. @param {Page} page */
async function lambdaDelays(page) {
  const delays = [];
  const field = page.getByRole('region', { name: 'Run A' }).getByRole('textbox', { name: 'λ value' });
  for (const lambda of LAMBDAS) {
    await page.evaluate(() => Object.assign(/** @type {any} */ (globalThis).feel, { reports: [] }));
    await field.fill(lambda);
    await field.press('Enter');
    await page.waitForFunction(() => /** @type {any} */ (globalThis).feel.reports.some((/** @type {any} */ report) => report.affected));
    const { entered, reports } = await feelOf(page);
    const { begin, end } = reports.find((/** @type {any} */ { affected }) => affected).affected;
    delays.push({ begin: begin - entered, end: end - entered });
    // A person takes longer for the next; what comes sooner is taken for a drag.
    await page.waitForTimeout(HESITATION_MS);
  }
  return delays;
}

/** Megabytes that the browser's renderers hold, garbage aside, over time; none where there is no /proc. @param {Browser} browser @param {Page} page */
async function memory(browser, page) {
  const session = await browser.newBrowserCDPSession();
  /** @type {number[]} */
  const looks = [];
  for (let look = 0; look < MEMORY_LOOKS; look += 1) {
    await page.waitForTimeout((minutes * 60_000) / MEMORY_LOOKS);
    await page.evaluate(() => /** @type {any} */ (globalThis).gc());
    await tellWorkers(page, 'collect');
    await page.waitForTimeout(COLLECTING_MS);
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const renderers = processInfo.filter(({ type }) => type === 'renderer');
    try {
      looks.push(renderers.map(({ id }) => residentKilobytes(id)).reduce((a, b) => a + b, 0) / 1000);
    } catch {
      return [];
    }
  }
  return looks;
}

/** @param {number} process */
function residentKilobytes(process) {
  const status = readFileSync(`/proc/${process}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+)/mu.exec(status)?.[1]);
}

/** @param {number[]} values */
function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

async function main() {
  const { args = [], ...launch } = config.projects?.[0].use?.launchOptions ?? {};
  const browser = await chromium.launch({ ...launch, args: [...args, '--js-flags=--expose-gc'] });
  const loads = [];
  for (let each = 1; each <= LOADS; each += 1) {
    console.error(`load ${each} of ${LOADS}`);
    loads.push(await load(browser));
  }
  const firstVisit = await visit(browser);
  console.error(`the heaviest page, for ${minutes} min and a little more`);
  const page = await heaviest(browser);
  const lanes = await lanesOf(page);
  const seen = await watch(page, WATCHED_MS);
  const delays = await lambdaDelays(page);
  const megabytes = await memory(browser, page);
  const later = await watch(page, LATER_MS);
  const quarter = Math.floor(megabytes.length / 4);
  const growth = megabytes.length > 0 ? median(megabytes.slice(-quarter)) / median(megabytes.slice(0, quarter)) - 1 : undefined;
  const machine = { cpu: cpus()[0].model, browser: `Chromium ${browser.version()}`, date: new Date().toISOString().slice(0, 10) };
  await browser.close();
  const { module, fastModule } = sizes('dist');
  const percent = (/** @type {number} */ share) => `${(100 * share).toFixed(1)} %`;
  const ms = (/** @type {number} */ time) => `${time.toFixed(0)} ms`;
  const inMs = (/** @type {number[]} */ times) => `${ms(median(times))}, at most ${ms(Math.max(...times))}`;
  const rows = [
    ['load to interactive', ms(median(loads.map(({ interactive }) => interactive)))],
    ['Play to a curve that moves', ms(median(loads.map(({ moving }) => moving)))],
    [`${lanes} runs of k = ${HIDDEN_UNITS}, n = 784: frames a second`, seen.perSecond.toFixed(1)],
    ['– longest task of the page', seen.longTasks.length > 0 ? ms(Math.max(...seen.longTasks)) : 'none over 50 ms'],
    ['– longest time between frames', ms(seen.longestGap)],
    ['– λ to the beginning of the first step that has it', inMs(delays.map(({ begin }) => begin))],
    ['– λ to the end of that step', inMs(delays.map(({ end }) => end))],
    ['– share of the workers’ time spent on steps', [seen, later].map(({ trainingShare, step }) => `${percent(trainingShare)} until step ${step}`).join(', ')],
    [`– growth of memory in ${minutes} min`, growth === undefined ? 'not known here' : `${percent(growth)} of ${megabytes[0].toFixed(0)} MB`],
    ['module', inWords(module)],
    ['module with fast arithmetic, fetched on demand', inWords(fastModule)],
    ['first visit, images included', inWords(firstVisit)],
  ];
  console.log(['| | |', '| :-- | --: |', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n'));
  console.log(`\n${machine.cpu} (${cpus().length} cores), ${machine.browser}, ${machine.date}`);
  if (options.json) console.log(JSON.stringify({ ...machine, loads, lanes, seen, later, lambdaDelays: delays, megabytes, growth, module, fastModule, firstVisit }));
}

await main();
