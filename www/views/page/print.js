/** One page on paper: what the lesson says, what the runs were, how they ended and got there, and the link that repeats them. */

import { HYPERPARAMETERS } from "../../base/schema.js";
import { labelOf } from "../../images/own.js";
import { nounFor } from "../../images/points.js";
import { formatCount, formatNumber, formatReceipt } from "../../base/format.js";
import { MEASURES } from "../../lanes/evidence.js";
import { recipeOf, snapshotOf, stepOf } from "../../lanes/lanes.js";
import { rangesOf } from "../../state/seed_ranges.js";
import { SHARED, changeText, settingText } from "../../settings/settings.js";
import { paintChart } from "../kit/chart.js";
import { element, part } from "../kit/dom.js";
import { mountContent } from "../instruments/loss.js";

/** @import { Measure } from "../../lanes/evidence.js" */
/** @import { Lane } from "../../lanes/lanes.js" */
/** @import { Chart } from "../../pkg/charts.js" */
/** @import { Change, RunConfig } from "../../base/schema.js" */
/** @import { SeedRanges } from "../../state/seed_ranges.js" */
/** @import { State } from "../../state/state.js" */
/** @import { Glue } from "../kit/chart.js" */
/** @import { NumberName } from "../../state/shelf.js" */
/** @import { Palette } from "../kit/palette.js" */
/** @import { Paper } from "../later/later.js" */
/** @import { Tab } from "../../base/tabs.js" */

/** The chart in CSS pixels, as wide as the narrower paper, and its dots to one of them: on paper all text has its usual size. */
const CHART = Object.freeze({ width: 688, height: 160, pixelRatio: 3 });

/** Said even where it is the default. @type {readonly (keyof RunConfig)[]} */
const ALWAYS = Object.freeze(["hiddenUnits", "lambda", "tied"]);

/** @type {readonly [string, (lane: Lane) => string][]} */
const RESULTS = Object.freeze([
  ["changed while it ran", (lane) => changes(lane, (step) => step <= stepOf(lane)) || "nothing"],
  ["planned", (lane) => changes(lane, (step) => step > stepOf(lane))],
  ["step", (lane) => formatCount(stepOf(lane))],
  ["train error", (lane) => measured(lane, "train")],
  ["held-out error", (lane) => measured(lane, "heldOut")],
  ["gap", (lane) => measured(lane, "gap")],
  ["copy index", (lane) => measured(lane, "copyIndex")],
  ["noise kept", (lane) => measured(lane, "noiseKept")],
  ["denoising error", (lane) => measured(lane, "denoisingError")],
  ["normal pass", (lane) => passed(lane, 0)],
  ["tangent pass", (lane) => passed(lane, 1)],
  [
    "receipt",
    (lane) => {
      const snapshot = snapshotOf(lane);
      return snapshot ? formatReceipt(snapshot.receipt) : "–";
    },
  ],
]);

/**
 * What became of the runs: a text for each of them, but for what none of them has.
 * @param {Lane[]} lanes
 * @returns {[name: string, texts: string[]][]}
 */
export function resultsOf(lanes) {
  return RESULTS.map(([name, text]) => /** @type {[string, string[]]} */ ([name, lanes.map(text)])).filter(
    ([, texts]) => texts.some(Boolean),
  );
}

/**
 * The same with the range of each number over seeds behind it, in brackets, and a row that says of which seeds.
 * @param {[name: string, texts: string[]][]} results
 * @param {(SeedRanges | undefined)[]} ranges of the lanes
 * @returns {[name: string, texts: string[]][]}
 */
export function withRanges(results, ranges) {
  if (ranges.every((one) => !one)) return results;
  const told = results.map(([name, texts]) => {
    const measure = /** @type {Measure[]} */ (Object.keys(MEASURES)).find((one) => MEASURES[one] === name);
    const ranged = texts.map((text, at) => {
      const strip = measure && ranges[at]?.strips[measure];
      return strip ? `${text} (${strip.range})` : text;
    });
    return /** @type {[string, string[]]} */ ([name, ranged]);
  });
  return [...told, ["in brackets", ranges.map((one) => one?.about ?? "")]];
}

/**
 * @param {Lane} lane
 * @param {(step: number) => boolean} when
 */
function changes(lane, when) {
  return recipeOf(lane)
    .events.filter(({ step }) => when(step))
    .map(({ step, change }) => `${changeText(change)} at step ${formatCount(step)}`)
    .join("; ");
}

/**
 * A number of the last evaluation; where that is of an earlier step than the run has come to, with its step.
 * @param {Lane} lane
 * @param {NumberName} name
 */
function measured(lane, name) {
  const snapshot = snapshotOf(lane);
  if (!snapshot) return "–";
  const { step, [name]: value } = snapshot.evaluation;
  return step === snapshot.step ? formatNumber(value) : `${formatNumber(value)} at step ${formatCount(step)}`;
}

/**
 * What is left of a small displacement; nothing where points lie about no curve.
 * @param {Lane} lane
 * @param {0 | 1} which across the curve, or along it
 */
function passed(lane, which) {
  const value = snapshotOf(lane) && lane.picture?.passes?.[which];
  return value === undefined ? "" : formatNumber(value);
}

/**
 * @param {ParentNode} root
 * @param {Glue} glue
 * @param {() => Partial<Record<Tab, Paper>> | undefined} papers what instruments put there in place of the loss, once their scripts are here
 * @param {(state: State) => HTMLElement | undefined} predictions what was predicted, beside what came
 * @returns {(state: State, link: string, palette: Palette) => void} fills the page that is about to be printed
 */
export function mountPrint(root, glue, papers, predictions) {
  const sheet = part(root, "sheet", HTMLElement);
  const lesson = part(root, "lesson", HTMLElement);
  const canvas = element("canvas", { class: "sheet-chart", "aria-hidden": "true" });
  const contentOf = mountContent();
  /** @type {Chart | undefined} */
  let chart;
  return (state, link, palette) => {
    const { lanes } = state;
    const paper = papers()?.[state.tab];
    const { data, trainingImages, seed } = lanes[0].config;
    const shared = `${labelOf(lanes[0].config)} · ${formatCount(trainingImages)} training ${nounFor(data, trainingImages)} · seed ${seed}`;
    sheet.replaceChildren(
      element(
        "p",
        { class: "sheet-mark" },
        element("span", {}, `autoencoder lab · ${part(lesson, "where", HTMLElement).textContent}`),
        element("span", {}, shared),
      ),
      element("h1", {}, copyOf(part(lesson, "title", HTMLElement))),
      element("p", {}, copyOf(part(lesson, "prose", HTMLElement))),
      formula(lesson),
      table(lanes, rangesOf(state)),
      predictions(state) ?? "",
      element("p", { class: "link" }, link),
      canvas,
      ...(paper?.help ?? []).map((text) => element("p", { class: "sheet-help" }, text)),
    );
    const module = glue();
    if (!module) return;
    if (paper) {
      paper.paint(canvas, module, state, { ...palette, scale: 1 }, CHART);
      return;
    }
    chart ??= new module.Chart();
    paintChart(
      canvas,
      chart,
      contentOf(state, palette),
      { logX: state.logSteps, logY: state.logErrors },
      { ...palette, scale: 1 },
      CHART,
    );
  };
}

/**
 * What the lesson shows now, its numbers and formulas among it, without what finds or moves its parts.
 * @param {Element} shown
 */
function copyOf(shown) {
  const copy = new DocumentFragment();
  copy.append(...Array.from(shown.childNodes, (node) => node.cloneNode(true)));
  for (const named of copy.querySelectorAll("[data-part]")) named.removeAttribute("data-part");
  return copy;
}

/**
 * The objective, with the numbers of the run that the lesson's formula shows.
 * @param {HTMLElement} lesson
 */
function formula(lesson) {
  const area = part(lesson, "formula", HTMLElement);
  const lane = area.dataset.lane ?? "";
  const objective = document.createElementNS("http://www.w3.org/1998/Math/MathML", "math");
  objective.setAttribute("display", "block");
  objective.append(copyOf(part(area, "objective", Element)));
  return element(
    "p",
    { class: "sheet-formula formula", "data-lane": lane },
    objective,
    element("small", {}, `numbers of run ${lane}`),
  );
}

/**
 * @param {Lane[]} lanes
 * @param {(SeedRanges | undefined)[]} ranges
 */
function table(lanes, ranges) {
  const settings = HYPERPARAMETERS.filter(
    ({ field, default: usual }) =>
      !SHARED.includes(field) && (ALWAYS.includes(field) || lanes.some(({ start }) => start[field] !== usual)),
  ).map(({ field, label }) =>
    row(
      label,
      lanes.map(({ start }) => settingText(field, start[field])),
    ),
  );
  const results = withRanges(resultsOf(lanes), ranges).map(([name, texts]) => row(name, texts));
  const head = element(
    "tr",
    {},
    element("td"),
    ...lanes.map(({ name }) => element("th", { scope: "col", "data-lane": name }, `Run ${name}`)),
  );
  return element(
    "table",
    {},
    element("thead", {}, head),
    element("tbody", {}, ...settings),
    element("tbody", {}, ...results),
  );
}

/**
 * @param {string} name
 * @param {string[]} texts
 */
function row(name, texts) {
  return element("tr", {}, element("th", { scope: "row" }, name), ...texts.map((text) => element("td", {}, text)));
}
