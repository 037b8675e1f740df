/** The drawing of a sweep with its cursor: lines over one axis, or the map. */

import { formatCount, formatSetting } from "../../base/format.js";
import { placeOf } from "../../settings/job.js";
import { element, memo } from "../kit/dom.js";
import { followSize } from "../kit/screen.js";
import { Cursor } from "./cursor.js";
import { drawLines } from "./line_chart.js";
import { cellAt, drawMap } from "./map_chart.js";

/** @import { Cell } from "../../sweep/cells.js" */
/** @import { Glue, Size } from "../kit/chart.js" */
/** @import { Palette } from "../kit/palette.js" */
/** @import { Content } from "./content.js" */
/** @import { Spot } from "./spots.js" */

/** Shows what can be done with the runs of some cells, beside a place in the window. @typedef {(title: string, cells: readonly Cell[], at: {x: number, y: number}, back: HTMLElement) => void} Open */

/**
 * @param {HTMLElement} root
 * @param {Glue} glue
 * @param {Open} open
 * @returns {(content: Content, palette: Palette) => void}
 */
export function mountSweepChart(root, glue, open) {
  const canvas = element("canvas", { "aria-hidden": "true" });
  const frame = element("div", { class: "chart sweep-chart" }, canvas);
  root.append(frame);
  /** @type {Content | undefined} */
  let shown;
  const cursor = new Cursor(frame, "Points of the sweep", (spot, at) => {
    if (shown) open(...chosenAt(shown, spot), at, cursor.canvas);
  });
  let room = { width: 0, height: 0 };
  /** @type {(() => void) | undefined} */
  let redraw;
  const draw = memo(
    (/** @type {[NonNullable<ReturnType<Glue>>, Content, Palette, number, number, number]} */ ...inputs) => {
      const [module, content, palette, width, height, pixelRatio] = inputs;
      cursor.follow(drawSweep(canvas, module, content, palette, { width, height, pixelRatio }));
    },
  );
  followSize(frame, (size) => {
    room = size;
    redraw?.();
  });
  return (content, palette) => {
    shown = content;
    frame.classList.toggle("sweep-map", content.plan.over === "both");
    const ratio = devicePixelRatio;
    redraw = () => {
      const module = glue();
      if (module && room.width >= 50 && room.height >= 50)
        draw(module, content, palette, room.width, room.height, ratio);
    };
    redraw();
  };
}

/**
 * Draws once, in a size that is given.
 * @param {HTMLCanvasElement} canvas
 * @param {NonNullable<ReturnType<Glue>>} module
 * @param {Content} content
 * @param {Palette} palette
 * @param {Size} size
 */
export function drawSweep(canvas, module, content, palette, size) {
  return (content.plan.over === "both" ? drawMap : drawLines)(canvas, module, content, palette, size);
}

/**
 * The cells at a place, and what they have in common.
 * @param {Content} content
 * @param {Spot} spot
 * @returns {[string, readonly Cell[]]}
 */
function chosenAt({ plan, cells }, spot) {
  if (plan.over === "both") {
    const cell = cellAt({ plan, cells }, spot);
    return [placeOf(cell), [cell]];
  }
  const units = plan.over === "units" ? plan.units[spot.column] : plan.units[0];
  const lambda = plan.over === "units" ? plan.lambdas[0] : plan.lambdas[spot.column];
  const chosen = cells.filter((cell) => cell.hiddenUnits === units && cell.lambda === lambda);
  return [`k = ${formatCount(units)}, λ = ${formatSetting(lambda)}`, chosen];
}
