/** The map of a sweep over hidden units and λ, drawn by the core's plotter. */

import { SWEEP_MEASURES } from "../../base/sweeps.js";
import { formatNumber } from "../../base/format.js";
import { rangeText } from "../../lanes/evidence.js";
import { placeOf } from "../../settings/job.js";
import { frameOf } from "../kit/chart.js";
import { element } from "../kit/dom.js";
import { cellText, titlesOf } from "./words.js";

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
export function drawMap(canvas, module, content, palette, size) {
  const { plan, inputs, measure, logY } = content;
  const { scale } = palette;
  const chart = new module.MapChart(Float64Array.from(plan.units), Float64Array.from(plan.lambdas), inputs);
  try {
    for (const panel of plan.weights.keys())
      chart.add(
        plan.weights[panel] ? "tied" : "untied",
        Float64Array.from(panelOf(content, panel), ({ mean }) => mean),
      );
    const { panels } = chart.draw(canvas, { ...frameOf(palette, size), logY, titles: titlesOf(measure, plan) });
    const edges = panels.map(({ columns, rows }) => ({
      columns: columns.map((edge) => edge * scale),
      rows: rows.map((edge) => edge * scale),
    }));
    return { panels: edges, ...cursorOf(content, edges, palette) };
  } finally {
    chart.free();
  }
}

/**
 * The cells of a panel, row by row from the lowest λ up.
 * @param {Content} content
 * @param {number} panel
 */
function panelOf({ plan, cells }, panel) {
  return plan.lambdas.flatMap((_, row) =>
    plan.units.map((_k, column) => cellAt({ plan, cells }, { panel, column, row })),
  );
}

/**
 * @param {Pick<Content, "plan" | "cells">} content
 * @param {Spot} spot
 * @returns {Cell}
 */
export function cellAt({ plan: { lambdas, weights }, cells }, { panel, column, row }) {
  return cells[(column * lambdas.length + row) * weights.length + panel];
}

/**
 * @param {Content} content
 * @param {{columns: number[], rows: number[]}[]} panels
 * @param {Palette} palette
 * @returns {Omit<Drawing, "panels">}
 */
function cursorOf(content, panels, { css, textScale }) {
  const { measure } = content;
  return {
    textOf(spot) {
      const cell = cellAt(content, spot);
      return `${placeOf(cell)}: ${SWEEP_MEASURES[measure]} ${cellText(cell)}`;
    },
    tipOf: (spot) => tipTable(cellAt(content, spot), content),
    mark(context, { panel, column, row }) {
      const { columns, rows } = panels[panel];
      const [left, top, right, bottom] = [columns[column], rows[row + 1], columns[column + 1], rows[row]];
      const thick = 2 * textScale;
      for (const [color, by, width] of /** @type {const} */ ([
        ["bg", thick, 2 * thick],
        ["ink", thick / 2, thick],
      ])) {
        context.strokeStyle = css[color];
        context.lineWidth = width;
        context.strokeRect(left - by, top - by, right - left + 2 * by, bottom - top + 2 * by);
      }
    },
  };
}

/** @param {Cell} cell @param {Content} content */
function tipTable(cell, { measure }) {
  const { ones, values, mean, low, high, diverged } = cell;
  const known = values.length > 0;
  const rows = [
    [SWEEP_MEASURES[measure], diverged > 0 ? "diverged" : known ? formatNumber(mean) : "–"],
    ["range", known && low <= high ? rangeText({ low, high }) : "–"],
    ["seeds", `${values.length} of ${ones.length}`],
  ];
  return element(
    "table",
    {},
    element("tr", {}, element("th", { colspan: "2" }, placeOf(cell))),
    ...rows.map((texts) => element("tr", {}, ...texts.map((text) => element("td", {}, text)))),
  );
}
