/** A line of text on paper. */

/** @import { Palette } from "../kit/palette.js" */

/** Its height in CSS pixels. */
export const LINE = 16;

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {number} y in pixels of the canvas
 * @param {Palette} palette
 * @param {number} ratio pixels of the canvas to a CSS pixel
 */
export function writeLine(context, text, y, { css, font }, ratio) {
  context.font = `${11 * ratio}px ${font}`;
  context.textBaseline = "top";
  context.fillStyle = css.ink;
  context.fillText(text, 0, y, context.canvas.width);
}
