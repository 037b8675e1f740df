/** One page on paper: what the runs were, how they ended, and the link that repeats them. */

import { DATA_SETS } from "../data.js";
import { formatCount, formatNumber, formatReceipt, formatSetting } from "../format.js";
import { SHARED, recipeOf, stepOf } from "../lanes.js";
import { element, part } from "./dom.js";

/** @import { Lane } from "../lanes.js" */
/** @import { Hyperparameter, RunConfig } from "../protocol.js" */
/** @import { State } from "../state.js" */

/** Said even where it is the default. @type {readonly (keyof RunConfig)[]} */
const ALWAYS = Object.freeze(["hiddenUnits", "lambda", "tied"]);

/** @type {readonly [string, (lane: Lane) => string][]} */
const RESULTS = Object.freeze([
  ["changed while it ran", (lane) => recipeOf(lane).events.map(({ step, change }) => `${changeText(change)} at step ${formatCount(step)}`).join("; ") || "nothing"],
  ["step", (lane) => formatCount(stepOf(lane))],
  ["train error", ({ picture }) => formatNumber(picture?.snapshot.evaluation.train)],
  ["held-out error", ({ picture }) => formatNumber(picture?.snapshot.evaluation.heldOut)],
  ["gap", ({ picture }) => formatNumber(picture?.snapshot.evaluation.gap)],
  ["copy index", ({ picture }) => formatNumber(picture?.snapshot.evaluation.copyIndex)],
  ["noise kept", ({ picture }) => formatNumber(picture?.snapshot.evaluation.noiseKept)],
  ["receipt", ({ picture }) => (picture ? formatReceipt(picture.snapshot.receipt) : "–")],
]);

/**
 * @param {ParentNode} root
 * @param {() => State} state
 * @param {() => string} link
 */
export function mountPrint(root, state, link) {
  const sheet = part(root, "sheet", HTMLElement);
  addEventListener("beforeprint", () => {
    const { lanes, hyperparameters } = state();
    const { data, trainingImages, seed } = lanes[0].config;
    const shared = `${DATA_SETS[data].label} · ${formatCount(trainingImages)} training images · seed ${seed}`;
    sheet.replaceChildren(element("h1", {}, "autoencoder lab"), element("p", {}, shared), table(lanes, hyperparameters), element("p", { class: "link" }, link()));
  });
}

/**
 * @param {Lane[]} lanes
 * @param {Hyperparameter[]} hyperparameters
 */
function table(lanes, hyperparameters) {
  const settings = hyperparameters
    .filter(({ field, default: usual }) => !SHARED.includes(field) && (ALWAYS.includes(field) || lanes.some(({ start }) => start[field] !== usual)))
    .map(({ field, label }) => row(label, lanes, ({ start }) => settingText(start[field])));
  const results = RESULTS.map(([name, text]) => row(name, lanes, text));
  const head = element("tr", {}, element("td"), ...lanes.map(({ name }) => element("th", { scope: "col", "data-lane": name }, `Run ${name}`)));
  return element("table", {}, element("thead", {}, head), element("tbody", {}, ...settings), element("tbody", {}, ...results));
}

/**
 * @param {string} name
 * @param {Lane[]} lanes
 * @param {(lane: Lane) => string} text
 */
function row(name, lanes, text) {
  return element("tr", {}, element("th", { scope: "row" }, name), ...lanes.map((lane) => element("td", {}, text(lane))));
}

/** @param {RunConfig[keyof RunConfig]} value */
function settingText(value) {
  return typeof value === "boolean" ? (value ? "yes" : "no") : typeof value === "number" ? formatSetting(value) : value;
}

/** @param {{lambda?: number, tied?: boolean, learningRate?: number}} change */
function changeText({ lambda, tied, learningRate }) {
  if (tied !== undefined) return tied ? "tied" : "untied";
  return lambda === undefined ? `η ${formatSetting(learningRate ?? 0)}` : `λ ${formatSetting(lambda)}`;
}
