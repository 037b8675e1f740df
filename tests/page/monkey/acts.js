// What a monkey can do to the page: whatever a person can, and nothing else.
import { generator, pick, randomAddress } from "../../js/link_fakes.js";
import { serialize } from "../../../www/link/url.js";
import { play, reach, strokes, unfold } from "./hands.js";

/** @import { Page } from '@playwright/test' */
/** @import { Reached } from './hands.js' */

/**
 * Does something as chance says, and tells in words what it was; nothing where the page has nothing to do it with.
 * @typedef {(page: Page, random: () => number) => Promise<string | undefined>} Act
 */

const CONTROLS = "button, summary, input, select, [role=slider]";

const KEYS = [
  " ",
  "ArrowRight",
  ..."rn12345swp[]dx?ltoqe",
  "PageDown",
  "PageUp",
  "Control+z",
  "Control+Shift+z",
  "Escape",
  "Escape",
  "Tab",
  "Shift+Tab",
  "Enter",
];
const SLIDING_KEYS = ["ArrowLeft", "ArrowRight", "ArrowUp", "PageDown", "Home"];
const WINDOWS = [
  [1440, 900],
  [1920, 1080],
  [1280, 720],
  [1024, 768],
  [768, 1024],
  [390, 844],
  [360, 740],
];

/** What is typed into fields, by what they are called; the first that fits. @type {readonly [RegExp, readonly string[]][]} */
const TEXTS = [
  [/^k value/u, ["1", "16", "196", "392", "1.024", "12.5", "-3", "many", ""]],
  [/^λ value/u, ["0", "0.01", "1e-4", "0,03", "2·10^-3", "3", "-1", "x", ""]],
  [/^Seed/u, ["0", "1", "8841", "4294967295", "4294967296", "1.5", ""]],
  [/^Learning rate/u, ["0.001", "0,01", "0.1", "0", "1", "-1", "fast"]],
  [/^Name of/u, ["same", "same", "", "<b>&amp;", "λ = 0.01, tied", "😀"]],
  [/./u, ["1", "2", "10", "100", "0.5", "0", "no"]],
];

/** Sliders are dragged as far as this share of their length: what stands beyond takes seconds for a step. λ's takes none. */
const LIGHT = 0.75;

/** The acts by their names, each as often as its weight says. @type {Readonly<Record<string, {weight: number, act: Act}>>} */
export const ACTS = Object.freeze({
  "use anything": { weight: 40, act: (page, random) => use(page, random, CONTROLS) },
  "set a slider": { weight: 8, act: (page, random) => use(page, random, ".lane input[type=range]") },
  "set something in More": { weight: 8, act: useMore },
  "pin or use the shelf": { weight: 5, act: useShelf },
  train: { weight: 16, act: train },
  "press keys": { weight: 12, act: pressKeys },
  "follow a link": { weight: 3, act: followLink },
  "go back or forward": { weight: 3, act: travel },
  draw: { weight: 5, act: draw },
  "look at the chart": { weight: 3, act: hover },
  "resize the window": { weight: 4, act: resize },
  "change how it is shown": { weight: 3, act: dress },
  "reload the page": { weight: 2, act: reload },
});

/**
 * Uses a control as its kind is used: presses a button, drags a slider, types into a field.
 * @param {Page} page
 * @param {() => number} random
 * @param {string} selector
 */
async function use(page, random, selector) {
  const control = await page.evaluate(reach, { selector, chance: random() });
  if (!control) return undefined;
  const { kind, name } = control;
  if (kind === "choose") return choose(page, random, control);
  if (kind === "type") return type(page, random, control);
  if (kind === "slide") return random() < 0.5 ? drag(page, random, control) : slide(page, random, control);
  await page.mouse.click(control.x, control.y);
  return `press ${name}`;
}

/** @param {Page} page @param {() => number} random @param {Reached} control */
async function choose(page, random, { name, count }) {
  const index = Math.floor(random() * count);
  const list = (await page.evaluateHandle(() => document.activeElement)).asElement();
  await /** @type {import('@playwright/test').ElementHandle} */ (list).selectOption({ index });
  return `choose ${index + 1} of ${name}`;
}

/** @param {Page} page @param {() => number} random @param {Reached} control */
async function type(page, random, { name, called, x, y }) {
  const text = pick(random, TEXTS.find(([field]) => field.test(called))?.[1] ?? []);
  const end = pick(random, ["Enter", "Enter", "Tab", "Escape"]);
  await page.mouse.click(x, y);
  await page.keyboard.press("ControlOrMeta+a");
  if (text === "") await page.keyboard.press("Delete");
  else await page.keyboard.insertText(text);
  await page.keyboard.press(end);
  return `type “${text}” and ${end} into ${name}`;
}

/** @param {Page} page @param {() => number} random @param {Reached} control */
async function slide(page, random, { name }) {
  const keys = Array.from({ length: 1 + Math.floor(random() * 6) }, () => pick(random, SLIDING_KEYS));
  for (const key of keys) await page.keyboard.press(key);
  return `press ${keys.join(" ")} on ${name}`;
}

/** @param {Page} page @param {() => number} random @param {Reached} control */
async function drag(page, random, { name, called, left, width, y, share }) {
  const to = random() * (called.includes("λ") ? 1 : LIGHT);
  const steps = 1 + Math.floor(random() * 12);
  await page.mouse.move(left + share * width, y);
  await page.mouse.down();
  await page.mouse.move(left + to * width, y + 10 * (random() - 0.5), { steps });
  await page.mouse.up();
  return `drag ${name} to ${Math.round(100 * to)} % in ${steps}`;
}

/** @type {Act} */
async function useMore(page, random) {
  const lane = await page.evaluate(unfold, random());
  const done = await use(page, random, `.lane[data-lane="${lane}"] details[open] :is(${CONTROLS})`);
  return done && `in More: ${done}`;
}

/** @type {Act} */
async function useShelf(page, random) {
  if (random() < 0.4) return use(page, random, '[data-part="pin"]');
  return use(page, random, `[role=tabpanel]#panel-shelf :is(${CONTROLS})`);
}

/** @type {Act} */
async function train(page, random) {
  const began = await page.evaluate(play, true);
  const ms = Math.round(100 + 1200 * random() ** 2);
  await page.waitForTimeout(ms);
  return began ? `play, and wait ${ms} ms` : `wait ${ms} ms`;
}

/** @type {Act} */
async function pressKeys(page, random) {
  const keys = Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(random, KEYS));
  for (const key of keys) await page.keyboard.press(key === " " ? "Space" : key);
  return `press the keys ${keys.map((key) => (key === " " ? "Space" : key)).join(" ")}`;
}

/** A link to any state whose runs are light enough to be trained while somebody waits. @type {Act} */
async function followLink(page, random) {
  const { lanes, view, card } = randomAddress(generator(Math.floor(random() * 2 ** 32)));
  const light = lanes.map(({ config, ...lane }) => ({
    ...lane,
    config: {
      ...config,
      hiddenUnits: Math.min(config.hiddenUnits, 392),
      batchSize: Math.min(config.batchSize, 100),
      trainingImages: Math.min(lanes[0].config.trainingImages, 1000),
    },
  }));
  // Fast arithmetic has no receipts to compare.
  const hash = serialize({ card, lanes: light, view: { ...view, fast: view.fast && random() < 0.2 } });
  await page.evaluate((text) => void (location.hash = text), hash);
  return `follow #${hash}`;
}

/** Not beyond what has been visited of the page. @type {Act} */
async function travel(page, random) {
  const back = random() < 0.6;
  const moves = await page.evaluate((backwards) => {
    const { navigation } = /** @type {any} */ (window);
    if (!(backwards ? navigation.canGoBack : navigation.canGoForward)) return false;
    if (backwards) history.back();
    else history.forward();
    return true;
  }, back);
  return moves ? `go ${back ? "back" : "forward"}` : undefined;
}

/** @type {Act} */
async function draw(page, random) {
  const canvas = { selector: '[data-part="pad-canvas"]', chance: 0 };
  if (!(await page.evaluate(reach, canvas))) await use(page, random, '[data-part="draw"]');
  // The pad comes with the next frame.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  const pad = await page.evaluate(reach, canvas);
  if (!pad) return undefined;
  const keys = random() < 0.3;
  for (const [x, y, pressed] of strokes(pad, random)) {
    if (keys) await page.keyboard.press(pick(random, ["ArrowLeft", "ArrowRight", "ArrowDown", "Space", "Delete"]));
    else {
      await page.mouse.move(x, y);
      await page.mouse[pressed ? "down" : "up"]();
    }
  }
  await page.mouse.up();
  return keys ? "draw with keys" : "draw";
}

/** @type {Act} */
async function hover(page, random) {
  const chart = await page.evaluate(reach, {
    selector: "[role=tabpanel]:not([hidden]) .chart canvas",
    chance: random(),
  });
  if (!chart) return undefined;
  const at = random();
  await page.mouse.move(chart.left + at * chart.width, chart.y, { steps: 4 });
  return `look at the chart at ${Math.round(100 * at)} %`;
}

/** @type {Act} */
async function resize(page, random) {
  const [width, height] = pick(random, WINDOWS);
  await page.setViewportSize({ width, height });
  return `resize the window to ${width} × ${height}`;
}

/** @type {Act} */
async function dress(page, random) {
  const media = pick(random, [
    { colorScheme: "dark" },
    { colorScheme: "light" },
    { reducedMotion: "reduce" },
    { reducedMotion: null },
    { forcedColors: "active" },
    { forcedColors: null },
  ]);
  await page.emulateMedia(media);
  return `show it with ${JSON.stringify(media)}`;
}

/** @type {Act} */
async function reload(page) {
  await page.reload();
  return "reload the page";
}
