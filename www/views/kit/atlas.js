/** Filters as one picture: bands of small images, encoder rows above decoder columns, colours for signs. */

/** @import { Picture } from "../../lanes/lanes.js" */
/** @import { Palette, Rgb } from "./palette.js" */

/** CSS pixels where text has its usual size, as all lengths here: the smallest and the largest tile. */
const SMALLEST = 21;
const LARGEST = 64;
/** Between tiles, least and most, between the two of a unit, and between bands. */
const GAP = 3;
const WIDEST_GAP = 10;
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
  return (
    [1, 2, 5, 10].map((digit) => Number((digit * decade).toPrecision(1))).find((value) => value >= wanted) ??
    10 * decade
  );
}

/**
 * How the tiles stand: as large as fits into the height there is, no smaller than {@link SMALLEST} or a device pixel for each
 * of their own; the bands are even, and what is left of the width stands between the tiles.
 * @param {number} width CSS pixels
 * @param {number} ratio device pixels to one of them
 * @param {number} side of an image
 * @param {number} count of units
 * @param {number} room the height in CSS pixels; only the smallest tiles may take more
 */
export function atlasLayout(width, ratio, side, count, room) {
  const [gap, widest, pair, band, left] = [GAP, WIDEST_GAP, PAIR, BAND, MARGIN].map((length) =>
    Math.round(length * ratio),
  );
  // A frame of a pixel stands around every tile.
  const space = Math.floor(width * ratio) - left - 1;
  const at = (/** @type {number} */ tile) => {
    const most = Math.min(Math.max(Math.floor((space + gap) / (tile + gap)), 1), count);
    const columns = Math.ceil(count / Math.ceil(count / most));
    const bands = Math.ceil(count / columns);
    const bandPitch = 2 * tile + pair + band;
    const pitch =
      tile + Math.min(widest, Math.max(gap, Math.floor((space - columns * tile) / Math.max(columns - 1, 1))));
    return { tile, pitch, pair, left, columns, bands, bandPitch, height: bands * bandPitch - band + 2 };
  };
  const least = Math.max(Math.round(SMALLEST * ratio), side);
  for (let tile = Math.floor(LARGEST * ratio); tile > least; tile -= 1) {
    if (at(tile).height <= room * ratio) return at(tile);
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
 * @param {number} room CSS pixels where text has its usual size
 * @param {number} ratio
 */
export function paintAtlas(canvas, { units, weights }, side, scale, palette, width, room, ratio) {
  const { textScale } = palette;
  const { tile, pitch, pair, left, columns, bands, bandPitch, height } = atlasLayout(
    width / textScale,
    ratio * textScale,
    side,
    units.length,
    room,
  );
  canvas.width = Math.round(width * ratio);
  canvas.height = height;
  canvas.style.height = `${height / ratio}px`;
  const context = canvas.getContext("2d");
  if (!context) return;
  context.imageSmoothingQuality = "high";
  context.textBaseline = "middle";
  context.font = `${Math.round(12 * ratio * palette.scale)}px ${palette.font}`;
  // First to a whole multiple without smoothing, then down to size with it: every weight keeps its edges.
  const zoom = Math.ceil(tile / side);
  const from = side * zoom;
  const large = strip(weights, side, zoom, scale, palette);
  for (const [half, name] of ["W", "W*"].entries()) {
    const top = 1 + half * (tile + pair);
    units.forEach((_, index) => {
      const [x, y] = [left + (index % columns) * pitch, top + Math.floor(index / columns) * bandPitch];
      context.fillStyle = palette.css.rule;
      context.fillRect(x - 1, y - 1, tile + 2, tile + 2);
      context.drawImage(large, 0, (index + half * units.length) * from, from, from, x, y, tile, tile);
    });
    context.fillStyle = palette.css.muted;
    for (let band = 0; band < bands; band += 1) context.fillText(name, 0, top + band * bandPitch + tile / 2);
  }
}

/**
 * All images below each other, enlarged.
 * @param {Float32Array} weights
 * @param {number} side
 * @param {number} zoom how many times
 * @param {number} scale
 * @param {Palette} palette
 */
export function strip(weights, side, zoom, scale, { paper, positive, negative }) {
  const image = new ImageData(side, weights.length / side);
  weights.forEach((weight, at) => {
    const [red, green, blue] = shade(weight / scale, paper, positive, negative);
    image.data.set([red, green, blue, 255], 4 * at);
  });
  const small = new OffscreenCanvas(image.width, image.height);
  small.getContext("2d")?.putImageData(image, 0, 0);
  const large = new OffscreenCanvas(image.width * zoom, image.height * zoom);
  const context = large.getContext("2d");
  if (context) context.imageSmoothingEnabled = false;
  context?.drawImage(small, 0, 0, large.width, large.height);
  return large;
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
