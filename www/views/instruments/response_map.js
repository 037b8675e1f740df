/** A map of responses: a value for each pixel, as an image in colours for signs, on which a pixel is picked or marked. */

import { formatNumber } from "../../base/format.js";
import { strip } from "../kit/atlas.js";
import { element, memo, setAttribute } from "../kit/dom.js";

/** @import { Palette } from "../kit/palette.js" */

/** The response that has the full colour, on every map of every run: half of the change that it answers. */
export const FULL = 0.5;

/** Side of a map in CSS pixels, where text has its usual size, and where the screen is low. */
const [SIDE, LOW_SIDE] = [148, 96];
const LOW = "(width > 43.75em) and (height <= 50em)";

/** By how many rows and columns a key moves. @type {Readonly<Record<string, readonly [number, number]>>} */
const MOVES = Object.freeze({
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -Infinity],
  End: [0, Infinity],
  PageUp: [-Infinity, 0],
  PageDown: [Infinity, 0],
});

/** Where a pixel stands, in words that count from 1. @param {number} pixel @param {number} side */
export function placeText(pixel, side) {
  return `row ${Math.floor(pixel / side) + 1}, column ${(pixel % side) + 1}`;
}

/**
 * The pixel that a key leads to; `undefined` for another key.
 * @param {string} key
 * @param {number} pixel
 * @param {number} side
 */
export function pixelAfter(key, pixel, side) {
  const move = MOVES[key];
  if (!move) return undefined;
  const within = (/** @type {number} */ value) => Math.min(Math.max(value, 0), side - 1);
  return within(Math.floor(pixel / side) + move[0]) * side + within((pixel % side) + move[1]);
}

/**
 * @param {HTMLElement} root
 * @param {Record<string, string>} attributes of its canvas
 * @returns {{canvas: HTMLCanvasElement, draw: (values: Float32Array, marked: number, palette: Palette, ratio: number) => void}}
 */
export function mountResponseMap(root, attributes) {
  const canvas = element("canvas", { class: "response-map", height: "0", ...attributes });
  root.append(canvas);
  const draw = memo(
    (
      /** @type {Float32Array} */ values,
      /** @type {number} */ marked,
      /** @type {Palette} */ palette,
      /** @type {number} */ ratio,
      /** @type {boolean} */ low,
    ) => {
      const side = Math.sqrt(values.length);
      const zoom = Math.max(1, Math.round(((low ? LOW_SIDE : SIDE) * palette.textScale * ratio) / side));
      canvas.width = side * zoom;
      canvas.height = side * zoom;
      canvas.style.inlineSize = `${canvas.width / ratio}px`;
      paintMap(canvas, [0, 0], zoom, values, marked, palette);
    },
  );
  const lowScreen = matchMedia(LOW);
  return { canvas, draw: (values, marked, palette, ratio) => draw(values, marked, palette, ratio, lowScreen.matches) };
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {readonly [x: number, y: number]} corner
 * @param {number} zoom pixels of the canvas to one of the map
 * @param {Float32Array} values
 * @param {number} marked
 * @param {Palette} palette
 */
export function paintMap(canvas, [x, y], zoom, values, marked, palette) {
  const context = canvas.getContext("2d");
  if (!context) return;
  const side = Math.sqrt(values.length);
  context.drawImage(strip(values, side, zoom, FULL, palette), x, y);
  const [left, top] = [x + (marked % side) * zoom, y + Math.floor(marked / side) * zoom];
  // Seen on any colour: ink on a rim of paper.
  const width = Math.max(1, Math.round(zoom / 8));
  for (const [color, out] of /** @type {const} */ ([
    [palette.css.bg, width],
    [palette.css.ink, 0],
  ])) {
    context.strokeStyle = color;
    context.lineWidth = width;
    context.strokeRect(left - out + width / 2, top - out + width / 2, zoom + 2 * out - width, zoom + 2 * out - width);
  }
}

/**
 * A map on which a pixel is picked, by pointer, touch or keys.
 * @param {HTMLElement} root
 * @param {string} name
 * @param {(pixel: number) => void} pick
 * @returns {(values: Float32Array, picked: number, palette: Palette, ratio: number) => void}
 */
export function mountPicker(root, name, pick) {
  let shown = { side: 1, picked: 0 };
  const { canvas, draw } = mountResponseMap(root, {
    role: "slider",
    tabindex: "0",
    "aria-label": name,
    "aria-valuemin": "1",
    "aria-valuemax": "1",
    "aria-valuenow": "1",
  });
  const point = (/** @type {PointerEvent} */ { offsetX, offsetY }) => {
    const { clientWidth, clientHeight } = canvas;
    const at = (/** @type {number} */ offset, /** @type {number} */ length) =>
      Math.min(Math.max(Math.floor((offset / length) * shown.side), 0), shown.side - 1);
    pick(at(offsetY, clientHeight) * shown.side + at(offsetX, clientWidth));
  };
  canvas.addEventListener("pointerdown", point);
  canvas.addEventListener("pointermove", point);
  canvas.addEventListener("keydown", (event) => {
    const next = pixelAfter(event.key, shown.picked, shown.side);
    if (next === undefined) return;
    event.preventDefault();
    pick(next);
  });
  return (values, picked, palette, ratio) => {
    shown = { side: Math.sqrt(values.length), picked };
    draw(values, picked, palette, ratio);
    setAttribute(canvas, "aria-valuemax", values.length);
    setAttribute(canvas, "aria-valuenow", picked + 1);
    setAttribute(canvas, "aria-valuetext", `${placeText(picked, shown.side)}: ${formatNumber(values[picked])}`);
  };
}
