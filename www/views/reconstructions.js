/** What a network makes of images: each row shows eight of them above their reconstructions, on a fixed 0…1 scale. */

import { DRAWING_ROW, drawingError } from "../drawing.js";
import { formatNumber } from "../format.js";
import { element, memo, part, setAttribute, setHidden, setNumber, setText } from "./dom.js";

/** @import { Lane, Picture } from "../lanes.js" */
/** @import { Palette } from "./palette.js" */

/** The rows there can be, in their order; each keeps its place while its images are on their way. A drawing has a row once there is one. */
const ROWS = Object.freeze(["train", "held-out", "other data", "noise", DRAWING_ROW]);

/** What the lower images of a row are, or their difference from the upper ones. */
const X_HAT = "x̂";
const DIFFERENCE = "|x̂−x|";

/** CSS pixels between columns, and between an image and its reconstruction. */
const COLUMN_GAP = 3;
const PAIR_GAP = 2;
const COLUMNS = 8;

/**
 * @param {HTMLElement} section
 * @returns {(lane: Lane, difference: boolean, palette: Palette) => void}
 */
export function mountReconstructions(section) {
  const root = part(section, "rows", HTMLElement);
  const views = ROWS.map((name, index) => mountRow(root, name, `${section.dataset.lane}-row-${index}`));
  let width = 0;
  /** @type {(() => void) | undefined} */
  let redraw;
  const draw = memo((
    /** @type {Picture | undefined} */ picture, /** @type {boolean} */ difference, /** @type {Palette} */ palette,
    /** @type {number} */ cssWidth, /** @type {number} */ ratio,
  ) => {
    root.classList.toggle("with-drawing", picture?.tiles.rows.includes(DRAWING_ROW) ?? false);
    for (const view of views) view(picture, difference, palette, cssWidth, ratio);
  });
  new ResizeObserver(([entry]) => {
    width = entry.contentRect.width;
    redraw?.();
  }).observe(part(root, "first-canvas", HTMLCanvasElement).parentElement ?? root);
  return ({ picture }, difference, palette) => {
    redraw = () => width > 0 && draw(picture, difference, palette, width, devicePixelRatio);
    redraw();
  };
}

/**
 * @param {HTMLElement} root
 * @param {string} name
 * @param {string} id
 */
function mountRow(root, name, id) {
  const lower = element("span", {}, X_HAT);
  const label = element("div", { class: "row-name" }, element("span", { id }, name), element("span", { class: "halves", "aria-hidden": "true" }, element("span", {}, "x"), lower));
  const canvas = element("canvas", { role: "img", "aria-labelledby": id, "data-row": name });
  const enlarger = new Enlarger();
  const frame = element("div", { class: "tiles" }, canvas);
  if (name === ROWS[0]) canvas.dataset.part = "first-canvas";
  const besides = name === DRAWING_ROW ? mountDrawing([label, frame], canvas) : undefined;
  root.append(label, frame);
  return (
    /** @type {Picture | undefined} */ picture, /** @type {boolean} */ difference, /** @type {Palette} */ palette,
    /** @type {number} */ cssWidth, /** @type {number} */ ratio,
  ) => {
    const index = picture ? picture.tiles.rows.indexOf(name) : -1;
    setAttribute(canvas, "aria-description", index < 0 ? "not here yet" : difference ? "eight images above the difference of their reconstructions" : "eight images above their reconstructions");
    label.classList.toggle("absent", index < 0);
    setText(lower, difference ? DIFFERENCE : X_HAT);
    besides?.(picture, difference);
    const size = fit(canvas, cssWidth, ratio, besides ? 1 : COLUMNS);
    if (picture && index >= 0) enlarger.paint(canvas, size, inked(picture, index, difference, palette), picture.tiles.side);
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
  return (picture, difference) => {
    const error = picture && drawingError(picture);
    for (const cell of cells) setHidden(cell, error === undefined);
    if (error === undefined) return;
    setNumber(data, error, formatNumber);
    setAttribute(canvas, "aria-description", `the drawing above ${difference ? "the difference of its reconstruction" : "its reconstruction"}, squared error ${formatNumber(error)}`);
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
  return { tile, width, height, count };
}

/**
 * The images of a row and below them what became of them, as one small picture a pixel a pixel, on a scale of 0…1 and clipped beyond.
 * @param {Picture} picture
 * @param {number} row
 * @param {boolean} difference
 * @param {Palette} palette
 */
function inked({ tiles: { side, columns }, inputs, reconstructions }, row, difference, { shades }) {
  const size = side * side;
  const first = row * columns;
  const count = Math.min(columns, inputs.length / size - first);
  const image = new ImageData(count * side, 2 * side);
  const pixels = new Uint32Array(image.data.buffer);
  const last = shades.length - 1;
  // What is no number has the shade of 0.
  const shadeOf = (/** @type {number} */ value) => shades[value >= 0 ? Math.round(Math.min(value, 1) * last) : 0];
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

/**
 * Enlarges the small picture tile by tile: first to whole multiples without smoothing, then down to size with it, so
 * that every pixel keeps its edges and none is wider than its neighbour.
 */
class Enlarger {
  #small = new OffscreenCanvas(1, 1);
  #large = new OffscreenCanvas(1, 1);

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {{tile: number, width: number, height: number, count: number}} size
   * @param {ImageData} image
   * @param {number} side of an image in pixels
   */
  paint(canvas, { tile, width, height, count }, image, side) {
    const context = canvas.getContext("2d");
    if (!context || tile < 1) return;
    const from = side * Math.ceil(tile / side);
    this.#enlarge(image, from / side);
    // The edges of smoothed tiles are not quite opaque: nothing of the last picture may shine through.
    context.clearRect(0, 0, width, height);
    context.imageSmoothingQuality = "high";
    for (let column = 0; column < count; column += 1) {
      const x = Math.round((column * (width - tile)) / (COLUMNS - 1));
      for (const line of [0, 1]) {
        context.drawImage(this.#large, column * from, line * from, from, from, x, line * (height - tile), tile, tile);
      }
    }
  }

  /**
   * @param {ImageData} image
   * @param {number} scale
   */
  #enlarge(image, scale) {
    const small = this.#small.getContext("2d");
    const large = this.#large.getContext("2d");
    if (!small || !large) return;
    resize(this.#small, image.width, image.height);
    resize(this.#large, image.width * scale, image.height * scale);
    small.putImageData(image, 0, 0);
    large.imageSmoothingEnabled = false;
    large.drawImage(this.#small, 0, 0, this.#large.width, this.#large.height);
  }
}

/**
 * @param {HTMLCanvasElement | OffscreenCanvas} canvas
 * @param {number} width
 * @param {number} height
 */
function resize(canvas, width, height) {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
