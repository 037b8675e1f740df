/** The ledger: for each run the terms of its objective over steps, and the two gradients that pull at it now. */

import { pairsOf, tyingDistance } from "../../base/curve.js";
import { formatNumber } from "../../base/format.js";
import { isCoupled } from "../../settings/settings.js";
import { mountChart } from "../kit/chart.js";
import { element, memoBy, setHidden } from "../kit/dom.js";
import { mountGradients } from "./gradients.js";
import { mountHiddenTable } from "../kit/hidden_table.js";
import { mountChoice, mountSwitch } from "../kit/options.js";
import { mountPerLane } from "../kit/per_lane.js";
import { leastSteps, marksKey, marksOf } from "../kit/run_steps.js";

/** @import { Lane, Picture } from "../../lanes/lanes.js" */
/** @import { State } from "../../state/state.js" */
/** @import { Content, Glue } from "../kit/chart.js" */
/** @import { Series } from "../kit/reading.js" */
/** @import { Instrument } from "./instruments.js" */
/** @import { Palette } from "../kit/palette.js" */

/** What a chart can show. @typedef {Exclude<State["ledgerPart"], "gradients">} Part */
/** @typedef {{name: string, points: (picture: Picture) => Float64Array, look: Pick<Series, "line" | "weight">, untied?: boolean, coupled?: boolean, told?: boolean}} Line `untied`, `coupled`: only of such runs; `told`: also where it has no place on the chart */

const SOLID = /** @type {const} */ ({ line: "solid", weight: "full" });
const BROKEN = /** @type {const} */ ({ line: "broken", weight: "full" });
const DASHED = /** @type {const} */ ({ line: "dashed", weight: "full" });
const THIN = /** @type {const} */ ({ line: "solid", weight: "thin" });
const THIN_BROKEN = /** @type {const} */ ({ line: "broken", weight: "thin" });

/** @param {Parameters<typeof pairsOf>[1]} quantity @returns {(picture: Picture) => Float64Array} */
const of =
  (quantity) =>
  ({ curve }) =>
    pairsOf(curve, quantity);

/** Of the terms, where weights decay past the optimizer. */
const DECOUPLED_TITLES = [
  "objective = data term, training images; the decay is no part of it",
  "objective = data term",
  "objective",
];

/** @type {Readonly<Record<Part, {choice: string, titles: string[], log: boolean, lines: Line[]}>>} */
const PARTS = Object.freeze({
  terms: {
    choice: "objective",
    log: true,
    titles: ["objective = data term + penalty, training images", "objective = data term + penalty", "objective"],
    lines: [
      { name: "objective", points: of("objective"), look: THIN, coupled: true },
      { name: "data term", points: of("train"), look: SOLID },
      { name: "penalty", points: of("penalty"), look: BROKEN, coupled: true },
    ],
  },
  norms: {
    choice: "norms",
    log: true,
    titles: ["norms of the parameters", "norms"],
    lines: [
      { name: "‖W‖", points: of("w"), look: SOLID },
      { name: "‖W*‖", points: of("wStar"), look: BROKEN, untied: true },
      { name: "‖b‖", points: of("b"), look: THIN },
      { name: "‖c‖", points: of("c"), look: THIN_BROKEN },
      { name: "dead units", points: of("deadUnits"), look: DASHED, told: true },
    ],
  },
  tying: {
    choice: "W and W*ᵀ",
    log: false,
    titles: ["how near W* is to Wᵀ: L2 drives it there", "how near W* is to Wᵀ", "W* and Wᵀ"],
    lines: [
      { name: "cos(W, W*ᵀ)", points: of("alignment"), look: SOLID },
      { name: "distance", points: ({ curve }) => tyingDistance(curve), look: BROKEN },
    ],
  },
});

/**
 * @param {Glue} glue
 * @returns {Instrument}
 */
export function ledgerInstrument(glue) {
  return {
    id: "ledger",
    name: "Ledger",
    mount(panel, options, dispatch) {
      const charts = /** @type {Record<Part, string>} */ (
        Object.fromEntries(Object.entries(PARTS).map(([part, { choice }]) => [part, choice]))
      );
      const showPart = mountChoice(
        options,
        "Shown in the ledger",
        { ...charts, gradients: "gradients now" },
        (ledgerPart) => dispatch({ type: "view", view: { ledgerPart } }),
      );
      const showLogX = mountSwitch(options, "log x", "Logarithmic step axis", (logSteps) =>
        dispatch({ type: "view", view: { logSteps } }),
      );
      const showLogY = mountSwitch(options, "log y", "Logarithmic error axis", (logErrors) =>
        dispatch({ type: "view", view: { logErrors } }),
      );
      const lanes = mountPerLane(panel, "ledger", (root, name) => mountLane(root, name, glue));
      return (state, palette) => {
        showPart(state.ledgerPart);
        const charted = state.ledgerPart !== "gradients";
        const mayBeLog = state.ledgerPart !== "gradients" && PARTS[state.ledgerPart].log;
        showLogX(state.logSteps, charted);
        showLogY(state.logErrors && mayBeLog, mayBeLog);
        lanes(state, palette);
      };
    },
  };
}

/**
 * @param {HTMLElement} root
 * @param {string} name of the lane
 * @param {Glue} glue
 * @returns {(lane: Lane, state: State, palette: Palette) => void}
 */
function mountLane(root, name, glue) {
  const chartRoot = element("div", { class: "ledger-chart" });
  root.append(chartRoot);
  const draw = mountChart(chartRoot, glue, `Crosshair ${name}`);
  const list = mountHiddenTable(chartRoot, `Run ${name}: the last values`, ["Quantity", "Value"]);
  const gradients = mountGradients(name);
  root.append(gradients.root);
  const contentOf = memoBy(
    (
      /** @type {Picture} */ { curve, snapshot },
      /** @type {boolean} */ coupled,
      /** @type {Part} */ part,
      /** @type {number} */ minSteps,
      /** @type {Palette} */ palette,
    ) => [curve, marksKey(snapshot), snapshot.tied, coupled, part, minSteps, palette],
    (picture, coupled, part, minSteps, palette) => laneContent(name, picture, coupled, part, minSteps, palette),
  );
  return ({ picture, config }, { ledgerPart, logSteps, logErrors, budget }, palette) => {
    if (!picture) return;
    setHidden(chartRoot, ledgerPart === "gradients");
    setHidden(gradients.root, ledgerPart !== "gradients");
    if (ledgerPart === "gradients") return gradients.render(picture, config);
    const content = contentOf(picture, isCoupled(config), ledgerPart, leastSteps(budget), palette);
    draw(content, { logX: logSteps, logY: logErrors && PARTS[ledgerPart].log }, palette);
    list([...content.series, ...content.told].map(({ column, points }) => [column, lastOf(points)]));
  };
}

/**
 * The chart of each lane; none where the gradients are shown.
 * @param {State} state
 * @param {Palette} palette
 */
export function contentsOf({ lanes, ledgerPart, logSteps, logErrors, budget }, palette) {
  if (ledgerPart === "gradients") return [];
  const axes = { logX: logSteps, logY: logErrors && PARTS[ledgerPart].log };
  return lanes.flatMap(({ name, picture, config }) =>
    picture
      ? [{ axes, content: laneContent(name, picture, isCoupled(config), ledgerPart, leastSteps(budget), palette) }]
      : [],
  );
}

/**
 * @param {string} name
 * @param {Picture} picture
 * @param {boolean} coupled whether the penalty is part of the objective
 * @param {Part} part
 * @param {number} minSteps
 * @param {Palette} palette
 * @returns {Content & {told: Series[]}} `told`: what has no place on the chart
 */
function laneContent(name, picture, coupled, part, minSteps, { css }) {
  const { lines, titles } = part === "terms" && !coupled ? { ...PARTS.terms, titles: DECOUPLED_TITLES } : PARTS[part];
  const color = css[name.toLowerCase()];
  const all = lines
    .filter((line) => !(line.untied && picture.snapshot.tied) && !(line.coupled && !coupled))
    .map(({ name: column, points, look, told = false }) => ({
      ...look,
      told,
      color,
      label: column,
      row: name,
      lane: name,
      column,
      points: points(picture),
    }));
  // What is nothing all along, a penalty without λ, has no place on a logarithmic axis, and what is no number on none.
  const isDrawn = (/** @type {Series} */ { points }) =>
    points.some((value, at) => at % 2 === 1 && value !== 0 && !Number.isNaN(value));
  const told = all.filter((line) => line.told && !isDrawn(line));
  const words = told.map(({ column, points }) => `, ${column}: ${lastOf(points)}`).join("");
  return {
    series: all.filter(isDrawn),
    told,
    marks: [{ color, marks: marksOf(picture.snapshot) }],
    titles: [...(words ? [titles[0] + words] : []), ...titles].map((title) => `${name}: ${title}`),
    minSteps,
  };
}

/** The last value of a line; a dash where there is no such number. @param {Float64Array} points */
function lastOf(points) {
  const value = points.at(-1);
  return formatNumber(Number.isNaN(value) ? undefined : value);
}
