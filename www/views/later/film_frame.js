/** A picture of the film: every run as it was at a step, and where on its way that is. */

import { formatCount, formatNumber } from "../../base/format.js";
import { snapshotOf } from "../../lanes/lanes.js";
import { keptNear, laneAt, lastStep } from "../../lanes/then.js";
import { describe } from "../../state/shelf.js";
import { DRAWING_ROW } from "../../images/drawing.js";
import { inked } from "../lane/reconstructions.js";
import { shareOf } from "./film.js";

/** @import { TileRow, Tiles } from "../../base/schema.js" */
/** @import { Lane, Picture } from "../../lanes/lanes.js" */
/** @import { State } from "../../state/state.js" */
/** @import { Palette } from "../kit/palette.js" */

/** Its size, what stays free around a run, and the height of its head and its foot, in pixels. */
export const FRAME = Object.freeze({ width: 1280, height: 720 });
const [MARGIN, HEAD, FOOT] = [40, 108, 84];
/** The width of the rows' names, and what lies between images and between rows. */
const [NAMES, GAP, ROW_GAP] = [104, 4, 14];
/** The most height of a drawing, and that of the words above it. */
const [DRAWING, WORDS] = [170, 24];

/** @typedef {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} Context */

/**
 * @param {Context} context whose upper left corner it begins at
 * @param {State} state
 * @param {Palette} palette
 * @param {number} step
 */
export function paintFrame(context, state, palette, step) {
  context.fillStyle = palette.css.bg;
  context.fillRect(0, 0, FRAME.width, FRAME.height);
  context.textBaseline = "alphabetic";
  const width = FRAME.width / state.lanes.length;
  state.lanes.forEach((lane, index) => {
    // It ends with what is now.
    const point = step < lastStep(state.lanes) ? keptNear(lane, step) : undefined;
    const shown = point ? laneAt(lane, point, state.uniformNoise) : lane;
    if (shown.picture && snapshotOf(shown))
      paintLane(context, shown, shown.picture, state.difference, palette, index * width, width);
  });
  paintWay(context, state, palette, step);
}

/**
 * @param {Context} context
 * @param {Lane} lane
 * @param {Picture} picture
 * @param {boolean} difference
 * @param {Palette} palette
 * @param {number} left
 * @param {number} width
 */
function paintLane(context, { name }, picture, difference, palette, left, width) {
  const { snapshot, tiles } = picture;
  const [x, right] = [left + MARGIN / 2 + 8, left + width - MARGIN / 2];
  const write = (/** @type {string} */ text, /** @type {number} */ at, /** @type {number} */ y) =>
    context.fillText(text, at, y, right - at);
  context.fillStyle = palette.css[name.toLowerCase()];
  context.font = `700 26px ${palette.font}`;
  write(name, x, 48);
  context.font = `600 20px ${palette.font}`;
  write(describe(snapshot), x + 32, 47);
  context.fillStyle = palette.css.muted;
  context.font = `16px ${palette.font}`;
  const { train, heldOut } = snapshot.evaluation;
  write(`step ${formatCount(snapshot.step)} · train ${formatNumber(train)} · held-out ${formatNumber(heldOut)}`, x, 80);
  context.font = `14px ${palette.font}`;
  const rows = tiles.rows.filter((row) => row !== DRAWING_ROW);
  const imageOf = (/** @type {TileRow} */ row) => inked(picture, tiles.rows.indexOf(row), difference, palette);
  let top = HEAD;
  if (rows.length < tiles.rows.length) {
    write(`${DRAWING_ROW}, and what the network makes of it`, x, top + WORDS / 2);
    const tile = wholeTile(Math.min((right - x - GAP) / 2, DRAWING), tiles.side);
    paintImage(context, imageOf(DRAWING_ROW), tiles.side, tile, [x, top + WORDS], [tile + GAP, 0]);
    top += WORDS + tile + 2 * ROW_GAP;
  }
  const room = (FRAME.height - top - FOOT) / rows.length - ROW_GAP;
  const { aside, words, tile } = fit(tiles, right - x, room);
  for (const row of rows) {
    context.fillText(row, x, top + (words / 2 || tile), NAMES - 8);
    paintImage(context, imageOf(row), tiles.side, tile, [x + aside, top + words], [0, tile + GAP]);
    top += Math.min(room, words + 2 * tile + 2 * ROW_GAP) + ROW_GAP;
  }
}

/**
 * How large a row's images are, and where its name has room: beside them, or above, where they are larger then.
 * @param {Pick<Tiles, "columns" | "side">} tiles
 * @param {number} width
 * @param {number} height
 */
function fit({ columns, side }, width, height) {
  const [beside, above] = [
    [NAMES, 0],
    [0, WORDS],
  ].map(([aside, words]) => ({
    aside,
    words,
    tile: wholeTile(Math.min((width - aside) / columns - GAP, (height - words - GAP) / 2), side),
  }));
  return above.tile > beside.tile ? above : beside;
}

/** The side of an image on a screen: a whole multiple of its pixels, so that all are alike. @param {number} most @param {number} side */
function wholeTile(most, side) {
  return most > side ? side * Math.floor(most / side) : Math.floor(most);
}

/**
 * Images beside each other, and what became of them.
 * @param {Context} context
 * @param {ImageData} image
 * @param {number} side
 * @param {number} tile
 * @param {[left: number, top: number]} place
 * @param {[right: number, down: number]} away from an image, what became of it
 */
function paintImage(context, image, side, tile, [left, top], [right, down]) {
  const small = new OffscreenCanvas(image.width, image.height);
  small.getContext("2d")?.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = tile < side;
  for (let line = 0; line < 2; line += 1)
    for (let column = 0; column * side < image.width; column += 1)
      context.drawImage(
        small,
        column * side,
        line * side,
        side,
        side,
        left + column * (tile + GAP) + line * right,
        top + line * down,
        tile,
        tile,
      );
}

/**
 * The way from the first step to now, and where on it the picture is.
 * @param {Context} context
 * @param {State} state
 * @param {Palette} palette
 * @param {number} step
 */
function paintWay(context, state, { css, font }, step) {
  const [from, to, y] = [MARGIN / 2 + 8, FRAME.width - MARGIN / 2 - 8, FRAME.height - 36];
  const x = from + (to - from) * shareOf(state, step);
  context.fillStyle = css.rule;
  context.fillRect(from, y, to - from, 3);
  context.fillStyle = css.ink;
  context.fillRect(from, y, x - from, 3);
  context.beginPath();
  context.arc(x, y + 1.5, 7, 0, 2 * Math.PI);
  context.fill();
  context.fillStyle = css.muted;
  context.font = `14px ${font}`;
  context.fillText(`step ${formatCount(Math.round(step))} of ${formatCount(lastStep(state.lanes))}`, from, y + 28);
}
