/** A sweep over λ or hidden units, drawn by the core's plotter. */

import { SWEEP_MEASURES } from "../../base/sweeps.js";
import { formatCount, formatNumber, formatSetting } from "../../base/format.js";
import { rangeText } from "../../lanes/evidence.js";
import { theoryAt } from "../../sweep/exact.js";
import { frameOf, scaled } from "../kit/chart.js";
import { element } from "../kit/dom.js";
import { drawnTheory } from "./content.js";
import { linePanel } from "./spots.js";
import { cellText, titlesOf } from "./words.js";

/** @import { SweepChart } from "../../pkg/charts.js" */
/** @import { Glue, Size } from "../kit/chart.js" */
/** @import { Palette } from "../kit/palette.js" */
/** @import { Cell } from "../../sweep/cells.js" */
/** @import { Content } from "./content.js" */
/** @import { Drawing } from "./cursor.js" */
/** @import { Spot } from "./spots.js" */

/**
 * Draws it, and tells what a cursor needs.
 * @param {HTMLCanvasElement} canvas
 * @param {NonNullable<ReturnType<Glue>>} module
 * @param {Content} content
 * @param {Palette} palette
 * @param {Size} size
 * @returns {Drawing}
 */
export function drawLines(canvas, module, content, palette, size) {
  const { css, scale } = palette;
  const axis = axisOf(content);
  const chart = filled(module, content, axis, css);
  try {
    const frame = {
      ...frameOf(palette, size),
      logY: content.logY,
      titles: titlesOf(content.measure, content.plan),
      ...rangeOf(content),
    };
    const { plot, values, columns } = chart.draw(canvas, frame);
    if (columns.length === 0) return NOTHING;
    // The axis may show more than the sweep goes over.
    const middles = axis.values.map((value) => columns[values.indexOf(value)] * scale);
    const box = scaled(plot, scale);
    return { panels: [linePanel(middles, box)], ...cursorOf(content, axis, middles, box, plot, palette) };
  } finally {
    chart.free();
  }
}

/** How many times the lowest theory that is shown is in the highest, before there are runs. */
const DECADES = 1e3;

/**
 * The ends of a logarithmic axis where theory would stretch it: towards λ = 0 its optimum falls far below what training reaches.
 * @param {Content} content
 * @returns {{values?: [number, number]}}
 */
function rangeOf(content) {
  const { cells, logY } = content;
  const runs = cells.flatMap(({ values }) => values).filter((value) => value > 0 && value < Infinity);
  const exact = drawnTheory(content).map(({ value }) => value);
  const high = Math.max(...runs, ...exact);
  const low = runs.length > 0 ? Math.min(...runs) / 2 : high / DECADES;
  return logY && exact.some((value) => value < low) ? { values: [low, high * 1.1] } : {};
}

/** @type {Drawing} */
const NOTHING = Object.freeze({ panels: [], textOf: () => "", tipOf: () => new Text(), mark: () => {} });

/** @typedef {{values: readonly number[], valueOf: (cell: Pick<Cell, "lambda" | "hiddenUnits">) => number, textOf: (value: number) => string}} Axis */

/** @param {Content} content @returns {Axis} */
function axisOf({ plan }) {
  return plan.over === "units"
    ? { values: plan.units, valueOf: ({ hiddenUnits }) => hiddenUnits, textOf: (value) => `k = ${formatCount(value)}` }
    : { values: plan.lambdas, valueOf: ({ lambda }) => lambda, textOf: (value) => `λ = ${formatSetting(value)}` };
}

/**
 * @param {NonNullable<ReturnType<Glue>>} module
 * @param {Content} content
 * @param {Axis} axis
 * @param {Record<string, string>} css
 * @returns {SweepChart}
 */
function filled(module, content, axis, css) {
  const { plan, cells, lane, lanes, inputs } = content;
  const exact = drawnTheory(content);
  const chart = new module.SweepChart(Float64Array.from(axis.values), plan.over === "units" ? inputs : undefined);
  const color = css[lane.name.toLowerCase()];
  for (const tied of plan.weights) {
    const own = cells.filter((cell) => cell.tied === tied);
    const runs = own.flatMap((cell) =>
      cell.ones.flatMap(({ value }) => (value === undefined ? [] : [axis.valueOf(cell), value])),
    );
    chart.add(tied ? "tied" : "untied", color, tied ? "dashed" : "solid", Float64Array.from(runs));
    const curve = exact.filter((point) => point.tied === tied).flatMap((point) => [axis.valueOf(point), point.value]);
    // The lines of the runs have their names at their ends.
    const name = runs.length > 0 ? "" : `${tied ? "tied" : "untied"}, exact`;
    if (curve.length > 0) chart.exact(name, color, Float64Array.from(curve));
  }
  for (const { name, config } of lanes) chart.setting(name, css[name.toLowerCase()], axis.valueOf(config));
  return chart;
}

/**
 * @param {Content} content
 * @param {Axis} axis
 * @param {number[]} middles of the columns
 * @param {{top: number, bottom: number}} box
 * @param {{yMin: number, yMax: number}} edges
 * @param {Palette} palette
 * @returns {Omit<Drawing, "panels">}
 */
function cursorOf(content, axis, middles, box, edges, { css, textScale }) {
  const { cells, exact, logY, measure, lane } = content;
  const at = (/** @type {Spot} */ { column }) => cells.filter((cell) => axis.valueOf(cell) === axis.values[column]);
  const place = (/** @type {number} */ value) => (logY ? Math.log(value) : value);
  const heightOf = (/** @type {number} */ value) =>
    box.bottom -
    ((place(value) - place(edges.yMin)) / (place(edges.yMax) - place(edges.yMin))) * (box.bottom - box.top);
  const weight = (/** @type {Cell} */ { tied }) => (tied ? "tied" : "untied");
  return {
    textOf: (spot) =>
      `${axis.textOf(axis.values[spot.column])}: ${SWEEP_MEASURES[measure]} ${at(spot)
        .map((cell) => `${weight(cell)} ${cellText(cell)}${theoryText(theoryAt(exact, cell))}`)
        .join("; ")}`,
    tipOf: (spot) => tipTable(axis.textOf(axis.values[spot.column]), at(spot), content),
    mark(context, spot) {
      const x = middles[spot.column];
      context.strokeStyle = css.muted;
      context.beginPath();
      context.moveTo(Math.round(x) + 0.5, box.top);
      context.lineTo(Math.round(x) + 0.5, box.bottom);
      context.stroke();
      for (const cell of at(spot)) {
        const y = heightOf(cell.mean);
        if (!Number.isFinite(y)) continue;
        context.beginPath();
        context.arc(x, y, 4.5 * textScale, 0, 2 * Math.PI);
        context.fillStyle = cell.tied ? css.bg : css[lane.name.toLowerCase()];
        context.fill();
        context.strokeStyle = css[lane.name.toLowerCase()];
        context.lineWidth = 1.5 * textScale;
        context.stroke();
      }
    },
  };
}

/** @param {number | undefined} value */
function theoryText(value) {
  return value === undefined ? "" : `, theory ${formatNumber(value)}`;
}

/**
 * @param {string} title
 * @param {Cell[]} cells
 * @param {Content} content
 */
function tipTable(title, cells, { exact: curve, lane }) {
  const exact = cells.map((cell) => theoryAt(curve, cell));
  const hasTheory = exact.some((value) => value !== undefined);
  const heads = [title, "mean", "range", "seeds", ...(hasTheory ? ["theory"] : [])];
  return element(
    "table",
    {},
    element("tr", {}, ...heads.map((text) => element("th", {}, text))),
    ...cells.map(({ tied, ones, values, mean, low, high, diverged }, index) => {
      const known = values.length > 0;
      const texts = [
        tied ? "tied" : "untied",
        diverged > 0 ? "diverged" : known ? formatNumber(mean) : "–",
        values.length > 1 && low <= high ? rangeText({ low, high }) : "–",
        `${values.length} of ${ones.length}`,
        ...(hasTheory ? [formatNumber(exact[index])] : []),
      ];
      return element("tr", { "data-lane": lane.name }, ...texts.map((text) => element("td", {}, text)));
    }),
  );
}
