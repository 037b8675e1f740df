/** What a network makes of images: each row shows eight of them above their reconstructions, on a fixed 0…1 scale. */

import { DRAWING_ROW, drawingError } from "../../images/drawing.js";
import { formatNumber } from "../../base/format.js";
import { element, memo, part, setAttribute, setHidden, setNumber, setText } from "../kit/dom.js";
import { Enlarger, resize, shader } from "../kit/enlarger.js";
import { mountNearest } from "./nearest.js";
import { followSize } from "../kit/screen.js";

/** @import { Lane, Picture } from "../../lanes/lanes.js" */
/** @import { TileRow } from "../../base/schema.js" */
/** @import { State } from "../../state/state.js" */
/** @import { Palette } from "../kit/palette.js" */

/** Which pictures are wanted. @typedef {Pick<State, "difference" | "uniformNoise" | "nearest">} Wanted */

/** The rows there can be, in their order; each keeps its place while its images are on their way. A drawing has a row once there is one. @type {readonly TileRow[]} */
const ROWS = Object.freeze(["train", "held-out", "other data", "noise", DRAWING_ROW]);

/** What the lower images of a row are, or their difference from the upper ones. */
const X_HAT = "x̂";
const DIFFERENCE = "|x̂−x|";

/** CSS pixels between columns, and between an image and its reconstruction. */
const COLUMN_GAP = 3;
const PAIR_GAP = 2;
const COLUMNS = 8;

/** What the images of a row are, where its name does not say it. */
const IMAGES = Object.freeze({
  noise: "eight held-out images with the noise of noise kept",
  uniform: "eight images of uniform noise",
  others: "eight images",
});

/**
 * @param {HTMLElement} section
 * @returns {(lane: Lane, wanted: Wanted, palette: Palette) => void}
 */
export function mountReconstructions(section) {
  const root = part(section, "rows", HTMLElement);
  const views = ROWS.map((name, index) => mountRow(root, name, `${section.dataset.lane}-row-${index}`));
  let width = 0;
  /** @type {(() => void) | undefined} */
  let redraw;
  const draw = memo(
    (
      /** @type {Picture | undefined} */ picture,
      /** @type {Wanted} */ wanted,
      /** @type {Palette} */ palette,
      /** @type {number} */ cssWidth,
      /** @type {number} */ ratio,
    ) => {
      root.classList.toggle("with-drawing", picture?.tiles.rows.includes(DRAWING_ROW) ?? false);
      root.classList.toggle("with-nearest", wanted.nearest);
      for (const view of views) view(picture, wanted, palette, cssWidth, ratio);
    },
  );
  followSize(part(root, "first-canvas", HTMLCanvasElement).parentElement ?? root, (size) => {
    ({ width } = size);
    redraw?.();
  });
  const choose = memo(
    (/** @type {boolean} */ difference, /** @type {boolean} */ uniformNoise, /** @type {boolean} */ nearest) => ({
      difference,
      uniformNoise,
      nearest,
    }),
  );
  return ({ picture: last }, { difference, uniformNoise, nearest }, palette) => {
    // Points have none.
    const picture = last && last.tiles.side > 0 ? last : undefined;
    const wanted = choose(difference, uniformNoise, nearest);
    const ratio = devicePixelRatio;
    redraw = () => width > 0 && draw(picture, wanted, palette, width, ratio);
    redraw();
  };
}

/**
 * @param {HTMLElement} root
 * @param {TileRow} name
 * @param {string} id
 */
function mountRow(root, name, id) {
  const lower = element("span", {}, X_HAT);
  const label = element(
    "div",
    { class: "row-name" },
    element("span", { id }, name),
    element("span", { class: "halves", "aria-hidden": "true" }, element("span", {}, "x"), lower),
  );
  const canvas = element("canvas", { role: "img", "aria-labelledby": id, "data-row": name });
  const enlarger = new Enlarger();
  const frame = element("div", { class: "tiles" }, canvas);
  if (name === ROWS[0]) canvas.dataset.part = "first-canvas";
  const besides = name === DRAWING_ROW ? mountDrawing([label, frame], canvas) : undefined;
  const beneath = name === "held-out" ? mountNearest(frame, `${id}-nearest`) : undefined;
  root.append(label, frame);
  return (
    /** @type {Picture | undefined} */ picture,
    /** @type {Wanted} */ { difference, uniformNoise, nearest },
    /** @type {Palette} */ palette,
    /** @type {number} */ cssWidth,
    /** @type {number} */ ratio,
  ) => {
    const index = picture ? picture.tiles.rows.indexOf(name) : -1;
    const images = name === "noise" ? IMAGES[uniformNoise ? "uniform" : "noise"] : IMAGES.others;
    setAttribute(
      canvas,
      "aria-description",
      index < 0 ? "not here yet" : `${images} above ${difference ? "the difference of " : ""}their reconstructions`,
    );
    label.classList.toggle("absent", index < 0);
    setText(lower, difference ? DIFFERENCE : X_HAT);
    besides?.(picture, difference);
    const size = fit(canvas, cssWidth, ratio, besides ? 1 : COLUMNS);
    // What stands beneath the images has no part in their names.
    if (label.style.blockSize !== canvas.style.height) label.style.blockSize = canvas.style.height;
    if (picture && index >= 0)
      enlarger.paint(canvas, size, inked(picture, index, difference, palette), picture.tiles.side);
    else canvas.getContext("2d")?.clearRect(0, 0, canvas.width, canvas.height);
    beneath?.(picture, nearest, palette, size);
  };
}

/**
 * A drawing is one image, and has its error beside it.
 * @param {HTMLElement[]} cells of its row
 * @param {HTMLCanvasElement} canvas
 * @returns {(picture: Picture | undefined, difference: boolean) => void}
 */
function mountDrawing(cells, canvas) {
  const data = element("data", { value: "" });
  cells[1].append(element("p", {}, "squared error ", data));
  // Also until the first picture is drawn.
  for (const cell of cells) setHidden(cell, true);
  return (picture, difference) => {
    const error = picture && drawingError(picture);
    for (const cell of cells) setHidden(cell, error === undefined);
    if (error === undefined) return;
    setNumber(data, error, formatNumber);
    setAttribute(
      canvas,
      "aria-description",
      `the drawing above ${difference ? "the difference of its reconstruction" : "its reconstruction"}, squared error ${formatNumber(error)}`,
    );
  };
}

/**
 * Sizes a canvas to whole device pixels.
 * @param {HTMLCanvasElement} canvas
 * @param {number} cssWidth of a full row
 * @param {number} ratio
 * @param {number} count of images it shows
 */
function fit(canvas, cssWidth, ratio, count) {
  const width = Math.round(cssWidth * ratio);
  const gap = Math.round(COLUMN_GAP * ratio);
  const tile = Math.floor((width - (COLUMNS - 1) * gap) / COLUMNS);
  const height = 2 * tile + Math.round(PAIR_GAP * ratio);
  resize(canvas, count === 1 ? tile : width, height);
  if (count === 1) canvas.style.inlineSize = `${tile / ratio}px`;
  canvas.style.height = `${height / ratio}px`;
  return { tile, width, height, count, columns: COLUMNS };
}

/**
 * The images of a row and below them what became of them, as one small picture, a pixel a pixel.
 * @param {Picture} picture
 * @param {number} row
 * @param {boolean} difference
 * @param {Palette} palette
 */
export function inked({ tiles: { side, columns }, inputs, reconstructions }, row, difference, { shades }) {
  const size = side * side;
  const first = row * columns;
  const count = Math.min(columns, inputs.length / size - first);
  const image = new ImageData(count * side, 2 * side);
  const pixels = new Uint32Array(image.data.buffer);
  const shadeOf = shader(shades);
  for (let line = 0; line < side; line += 1) {
    for (let column = 0; column < count; column += 1) {
      const from = (first + column) * size + line * side;
      const to = line * image.width + column * side;
      for (let pixel = 0; pixel < side; pixel += 1) {
        const x = inputs[from + pixel];
        const xHat = reconstructions[from + pixel];
        pixels[to + pixel] = shadeOf(x);
        pixels[to + pixel + size * count] = shadeOf(difference ? Math.abs(xHat - x) : xHat);
      }
    }
  }
  return image;
}
