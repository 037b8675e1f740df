/** Small pictures, a pixel a pixel: the shades of their pixels, and how they become as large as their tiles. */

/** @import { Palette } from "./palette.js" */

/** A row of tiles on a canvas, in device pixels: `count` of up to `columns` images. @typedef {{tile: number, width: number, height: number, count: number, columns: number}} TileSize */

/**
 * The shade of an intensity: on a scale of 0…1, clipped beyond. What is no number has the shade of 0.
 * @param {Palette["shades"]} shades
 */
export function shader(shades) {
  const last = shades.length - 1;
  return (/** @type {number} */ value) => shades[value >= 0 ? Math.round(Math.min(value, 1) * last) : 0];
}

/**
 * Enlarges the small picture tile by tile: first to whole multiples without smoothing, then down to size with it, so
 * that every pixel keeps its edges and none is wider than its neighbour.
 */
export class Enlarger {
  #small = new OffscreenCanvas(1, 1);
  #large = new OffscreenCanvas(1, 1);

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {TileSize} size
   * @param {ImageData} image
   * @param {number} side of an image in pixels
   */
  paint(canvas, { tile, width, height, count, columns }, image, side) {
    const context = canvas.getContext("2d");
    if (!context || tile < 1) return;
    const from = side * Math.ceil(tile / side);
    this.#enlarge(image, from / side);
    // The edges of smoothed tiles are not quite opaque: nothing of the last picture may shine through.
    context.clearRect(0, 0, width, height);
    context.imageSmoothingQuality = "high";
    for (let column = 0; column < count; column += 1) {
      const x = Math.round((column * (width - tile)) / (columns - 1));
      // One line of images, or one at the upper and one at the lower edge.
      for (let line = 0; line * side < image.height; line += 1) {
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
export function resize(canvas, width, height) {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
