/** What is said beside the pictures of the Jacobian: its numbers beside those that they explain, and what is left of the first weights. */

import { formatCount, formatNumber } from "../../base/format.js";
import { spreadOf } from "../../base/spread.js";
import { angleText, bendText, outsideOf, shareText, whyText } from "../../lanes/why.js";
import { characterOf } from "../../lanes/verdict.js";
import { element, setHidden, setProperty, setText } from "../kit/dom.js";

/** @import { Lane, Picture } from "../../lanes/lanes.js" */
/** @import { Energy, partsOf } from "../../lanes/why.js" */

/** What is known. @typedef {ReturnType<typeof partsOf>} Parts */

/** What is seen, and what it comes from. */
export const HELP = [
  "J = ∂x̂/∂x = diag(f′) W* diag(g′) W says what a tiny change of each input pixel does to each output pixel, at one image. The maps are its mean over all held-out images, on one scale for all runs; its singular values say how much of a change passes, direction by direction, and the effective rank (Roy & Vetterli 2007: e to the entropy of their shares) how many directions do.",
  "tr J / n is the copy index C, and ‖J‖² / n what noise kept N is for tiny noise, here taken with N’s own noise. “Inside” are the directions in which training images vary. Outside all are alike: what W has there does nothing for them that b could not, began as its random start, and is worn off by λ.",
];

/** What is said of points; and where on the page to look instead. */
export const NO_IMAGES =
  "These data are points: at each of them J has only two rows of two numbers, which make no map.";
export const SEE_ARROWS = "What the network does to every place is the field of arrows above.";

/** The rows of the weights: which matrix, and when. */
const ROWS = /** @type {const} */ ([
  ["w", "before", "W"],
  ["w", "now", "W"],
  ["wStar", "before", "W*"],
  ["wStar", "now", "W*"],
]);

/**
 * @param {HTMLElement} root
 * @returns {(lane: Lane, picture: Picture, parts: Parts) => void}
 */
export function mountWords(root) {
  const sentence = element("p", { class: "why-sentence" });
  const numbers = mountTable(["from J", "", "measured", ""], 3);
  const bend = element("p", { class: "hint" });
  const weights = mountTable(["‖·‖²", "inside", "outside", ""], ROWS.length);
  const angle = element("p", { class: "hint" });
  const help = element("div", { class: "chart-help" }, ...HELP.map((text) => element("p", {}, text)));
  root.append(sentence, weights.root, angle, numbers.root, bend, help);
  return (lane, picture, parts) => {
    setText(sentence, sentenceOf(lane, picture, parts));
    numbers.show(numberRows(picture, parts));
    setText(bend, parts.response ? bendOf(lane, picture, parts.response) : "");
    showWeights(weights, angle, picture, parts.weights);
  };
}

/**
 * @param {Lane} lane
 * @param {Picture} picture
 * @param {Parts} parts
 */
function sentenceOf({ name, config }, { snapshot, curve, tiles, inputs, reconstructions, jacobian }, parts) {
  if (jacobian?.problem) return jacobian.problem;
  const { response, spectrum, weights } = parts;
  if (!response || !spectrum || !weights) return "The Jacobian is being worked out …";
  const spread = spreadOf(tiles, inputs, reconstructions);
  const measured = characterOf({ name, config, snapshot, curve, spread });
  // The verdict is of the last evaluation: a run may have gone on since its first.
  const character = measured === "untrained" && snapshot.step > 0 ? undefined : measured;
  const { inputs: n, hiddenUnits } = snapshot;
  const { trainingImages } = config;
  return whyText({ name, character, inputs: n, hiddenUnits, trainingImages, response, spectrum, weights });
}

/**
 * @param {Lane} lane
 * @param {Picture} picture
 * @param {NonNullable<Parts["response"]>} response
 */
function bendOf({ config }, { snapshot: { evaluation } }, { step, noiseKept }) {
  return step === evaluation.step
    ? bendText(noiseKept, evaluation.noiseKept, config)
    : "Both columns are of one step once the run is paused.";
}

/**
 * @param {Picture} picture
 * @param {Parts} parts
 */
function numberRows({ snapshot }, { response, spectrum }) {
  const { copyIndex, noiseKept, step } = snapshot.evaluation;
  const at = (/** @type {number | undefined} */ of) => (of === undefined ? "" : ` at step ${formatCount(of)}`);
  return [
    {
      texts: [`tr J / n${at(response?.step)}`, formatNumber(response?.copied), `C${at(step)}`, formatNumber(copyIndex)],
    },
    { texts: ["‖J‖² / n", formatNumber(response?.noiseKept), "N", formatNumber(noiseKept)] },
    {
      texts: [
        `effective rank${spectrum ? `, ${spectrum.images} images` : ""}`,
        formatNumber(spectrum?.rank),
        "of",
        formatCount(snapshot.inputs),
      ],
    },
  ];
}

/**
 * @param {ReturnType<typeof mountTable>} table
 * @param {HTMLElement} angle
 * @param {Picture} picture
 * @param {Parts["weights"]} weights
 */
function showWeights(table, angle, { snapshot: { tied, inputs } }, weights) {
  setHidden(table.root, !weights);
  setHidden(angle, !weights);
  if (!weights) return;
  const shown = ROWS.filter(([matrix]) => !tied || matrix === "w");
  const whole = Math.max(...shown.map(([matrix, when]) => weights[when][matrix].whole));
  table.show(
    shown.map(([matrix, when, name]) => {
      /** @type {Energy} */
      const energy = weights[when][matrix];
      const step = when === "before" ? "step 0" : `step ${formatCount(weights.step)}`;
      return {
        texts: [
          `${name}, ${step}`,
          formatNumber(energy.within),
          formatNumber(Math.max(energy.whole - energy.within, 0)),
          shareText(outsideOf(energy)),
        ],
        bar: { within: energy.within / whole, whole: energy.whole / whole },
      };
    }),
  );
  const among = `Inside: the ${formatCount(weights.directions)} of ${formatCount(inputs)} directions in which training images vary.`;
  const tie = tied
    ? `W* = Wᵀ${weights.before.cosine < 1 ? `; at step 0 the angle between them was ${angleText(weights.before.cosine)}` : ""}.`
    : `Angle between W and W*ᵀ: ${angleText(weights.before.cosine)} at step 0, ${angleText(weights.now.cosine)} now.`;
  setText(angle, `${among} ${tie}`);
}

/**
 * A small table, whose rows can have a bar beneath their numbers.
 * @param {readonly string[]} heads
 * @param {number} count of its rows, at most
 */
function mountTable(heads, count) {
  const rows = Array.from({ length: count }, () => {
    const cells = heads.map((_, at) => (at === 0 ? element("th", { scope: "row" }) : element("td")));
    const bar = element("i", { class: "bar", "aria-hidden": "true" });
    return { root: element("tr", {}, ...cells), cells, bar };
  });
  const head = element(
    "tr",
    {},
    ...heads.map((text) => (text ? element("th", { scope: "col" }, text) : element("td"))),
  );
  const root = element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows.map((row) => row.root)));
  /** @param {readonly {texts: string[], bar?: {within: number, whole: number}}[]} shown */
  const show = (shown) => {
    rows.forEach(({ root: line, cells, bar }, index) => {
      const row = shown[index];
      setHidden(line, !row);
      if (!row) return;
      row.texts.forEach((text, at) => setText(cells[at], text));
      if (!row.bar) return;
      setProperty(bar, "--within", row.bar.within);
      setProperty(bar, "--whole", row.bar.whole);
      if (bar.parentElement !== cells[3]) cells[3].append(bar);
    });
  };
  return { root, show };
}
