/** The coming step on paper: its pictures in two rows, and the equations of the marked pixel's weights. */

import { formatNumber } from "../../base/format.js";
import { laneNamed } from "../../lanes/lineup.js";
import { cellsLayout, paintCells } from "../kit/cells.js";
import { LINE, writeLine } from "./paper_line.js";
import { equationOf, textOf } from "./step_equation.js";
import { knownOf, largestOf } from "./step_numbers.js";
import { CHANGE, FORWARD, GRADIENTS, WEIGHTS, colours, rowsIn, shapeIn, signIn } from "./step_pictures.js";
import { headOf } from "./step_words.js";

/** @import { State } from "../../state/state.js" */
/** @import { Size } from "../kit/chart.js" */
/** @import { Palette } from "../kit/palette.js" */
/** @import { Content, View } from "./step_pictures.js" */

/** CSS pixels: of a picture, about; between pictures. */
const [PICTURE, SPACE] = [54, 6];

/**
 * @param {HTMLCanvasElement} canvas
 * @param {State} state
 * @param {Palette} palette
 * @param {Size} size
 */
export function paintStep(canvas, state, palette, { width, pixelRatio: ratio }) {
  const lane = laneNamed(state.lanes, state.inside);
  const { picture } = lane;
  const parts = picture?.ahead ? (picture.ahead.about.tied ? 1 : 2) : 0;
  // A row of forward pictures and one of the others, each above what they are; and lines of text.
  const height = parts > 0 ? (1 + parts) * (PICTURE + SPACE) + (4 + parts) * LINE + 2 * SPACE : LINE;
  [canvas.width, canvas.height] = [width * ratio, height * ratio];
  const context = canvas.getContext("2d");
  if (!context) return;
  let y = 0;
  const write = (/** @type {string} */ text) => {
    writeLine(context, text, y, palette, ratio);
    y += LINE * ratio;
  };
  write(headOf(lane, picture?.ahead));
  if (!picture?.ahead) return;
  const known = knownOf(picture.ahead, picture.snapshot.inputs, picture.tiles.side);
  const content = { ...known, pixel: largestOf(known.numbers.parts[0].data), phase: state.stepPhase };
  for (const views of [FORWARD, [...GRADIENTS, ...CHANGE, ...WEIGHTS]])
    y += paintRow(context, views, content, palette, ratio, y) + SPACE * ratio;
  const { gradients, changes, weights } = known.scales;
  write(
    `gradients and their sum from −${formatNumber(gradients)} to ${formatNumber(gradients)}, change ±${formatNumber(changes)}, weights ±${formatNumber(weights)}`,
  );
  for (const part of known.numbers.parts) write(textOf(equationOf(picture.ahead, known.numbers, part, content.pixel)));
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {readonly View[]} views
 * @param {Content} content
 * @param {Palette} palette
 * @param {number} ratio
 * @param {number} top
 * @returns {number} how high it is
 */
function paintRow(context, views, content, palette, ratio, top) {
  let [x, height] = [0, 0];
  for (const view of views) {
    const rows = rowsIn(view, content);
    if (rows.length === 0) continue;
    const shape = shapeIn(view, content);
    const layout = cellsLayout(shape, PICTURE, ratio);
    const [sign, says] = [signIn(view, content).replace("\n", ", "), view.says(content)];
    context.fillStyle = palette.css.muted;
    context.fillText(sign, x, top + (PICTURE / 2) * ratio);
    if (sign) x += context.measureText(sign).width + SPACE * ratio;
    paintCells(context, rows, shape, layout, colours(view, content, palette), palette.css.rule, [Math.round(x), top]);
    const below = rows.length * layout.pitch;
    context.fillStyle = palette.css.muted;
    context.fillText(says, x, top + below);
    x += Math.max(shape.width * layout.cell, context.measureText(says).width) + SPACE * ratio;
    height = Math.max(height, below + LINE * ratio);
  }
  return height;
}
