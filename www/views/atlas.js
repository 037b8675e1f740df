/** Filters as one picture: bands of small images, encoder rows above decoder columns, colours for signs. */

/** @import { Picture } from "../lanes.js" */
/** @import { Palette, Rgb } from "./palette.js" */

/** CSS pixels: the smallest and the largest tile, and the height into which tiles larger than the smallest have to fit. */
const SMALLEST = 26;
const LARGEST = 64;
const HEIGHT = 184;
/** CSS pixels between tiles, between the two of a unit, and between bands. */
const GAP = 2;
const PAIR = 1;
const BAND = 6;
/** Room for the names of the rows. */
const MARGIN = 24;

/**
 * A round number that nearly all weights stay below: three times their root mean square, then up to 1, 2 or 5 of a decade.
 * @param {readonly Float32Array[]} weights
 */
export function roundScale(weights) {
  let [sum, count] = [0, 0];
  for (const part of weights) {
    for (const weight of part) sum += weight * weight;
    count += part.length;
  }
  const wanted = 3 * Math.sqrt(sum / count);
  if (!(wanted > 0)) return 1;
  const decade = 10 ** Math.floor(Math.log10(wanted));
  return [1, 2, 5, 10].map((digit) => Number((digit * decade).toPrecision(1))).find((value) => value >= wanted) ?? 10 * decade;
}

/**
 * How the tiles stand: as large as fits into the usual height, and no smaller than {@link SMALLEST}.
 *
 * A pixel of an image has a whole number of device pixels, so all look alike; rows are full where that costs none.
 * @param {number} width CSS pixels
 * @param {number} ratio device pixels to one of them
 * @param {number} side of an image
 * @param {number} count of units
 */
export function atlasLayout(width, ratio, side, count) {
  const [gap, pair, band, left] = [GAP, PAIR, BAND, MARGIN].map((length) => Math.round(length * ratio));
  const at = (/** @type {number} */ zoom) => {
    const pitch = zoom * side + gap;
    const most = Math.min(Math.max(Math.floor((width * ratio - left + gap) / pitch), 1), count);
    const columns = Math.ceil(count / Math.ceil(count / most));
    const bands = Math.ceil(count / columns);
    const bandPitch = 2 * zoom * side + pair + band;
    return { tile: zoom * side, pitch, pair, left, columns, bands, bandPitch, height: bands * bandPitch - band + 2 };
  };
  const least = Math.max(Math.round((SMALLEST * ratio) / side), 1);
  for (let zoom = Math.floor((LARGEST * ratio) / side); zoom > least; zoom -= 1) {
    if (at(zoom).height <= HEIGHT * ratio) return at(zoom);
  }
  return at(least);
}

/**
 * Paints the atlas, and gives the canvas the height it takes.
 * @param {HTMLCanvasElement} canvas
 * @param {NonNullable<Picture["filters"]>} filters
 * @param {number} side of an image
 * @param {number} scale the weight that has the full colour
 * @param {Palette} palette
 * @param {number} width CSS pixels
 * @param {number} ratio
 */
export function paintAtlas(canvas, { units, weights }, side, scale, palette, width, ratio) {
  const { tile, pitch, pair, left, columns, bands, bandPitch, height } = atlasLayout(width, ratio, side, units.length);
  canvas.width = Math.round(width * ratio);
  canvas.height = height;
  canvas.style.height = `${height / ratio}px`;
  const context = canvas.getContext("2d");
  if (!context) return;
  context.imageSmoothingEnabled = false;
  context.textBaseline = "middle";
  context.font = `${Math.round(12 * ratio * palette.scale)}px ${palette.font}`;
  const small = strip(weights, side, scale, palette);
  for (const [half, name] of ["W", "W*"].entries()) {
    const top = 1 + half * (tile + pair);
    units.forEach((_, index) => {
      const [x, y] = [left + (index % columns) * pitch, top + Math.floor(index / columns) * bandPitch];
      context.fillStyle = palette.css.rule;
      context.fillRect(x - 1, y - 1, tile + 2, tile + 2);
      context.drawImage(small, 0, (index + half * units.length) * side, side, side, x, y, tile, tile);
    });
    context.fillStyle = palette.css.muted;
    for (let band = 0; band < bands; band += 1) context.fillText(name, 0, top + band * bandPitch + tile / 2);
  }
}

/**
 * All images below each other, a pixel a pixel.
 * @param {Float32Array} weights
 * @param {number} side
 * @param {number} scale
 * @param {Palette} palette
 */
function strip(weights, side, scale, { paper, positive, negative }) {
  const image = new ImageData(side, weights.length / side);
  weights.forEach((weight, at) => {
    const [red, green, blue] = shade(weight / scale, paper, positive, negative);
    image.data.set([red, green, blue, 255], 4 * at);
  });
  const canvas = new OffscreenCanvas(image.width, image.height);
  canvas.getContext("2d")?.putImageData(image, 0, 0);
  return canvas;
}

/**
 * The colour of a share of the scale from −1 to 1: paper at 0, full beyond the ends.
 * @param {number} share
 * @param {Rgb} paper
 * @param {Rgb} positive
 * @param {Rgb} negative
 * @returns {Rgb}
 */
export function shade(share, paper, positive, negative) {
  const end = share < 0 ? negative : positive;
  const part = Math.min(Math.abs(share), 1);
  return /** @type {Rgb} */ (paper.map((channel, at) => Math.round(channel + (end[at] - channel) * part)));
}
