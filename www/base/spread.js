/** Whether what a network draws varies as much as the images do. */

/** @import { Tiles } from "./schema.js" */

/**
 * How much the reconstructions of held-out images differ from each other, as a share of how much the images do.
 * @param {Tiles} tiles
 * @param {Float32Array} inputs
 * @param {Float32Array} reconstructions
 */
export function spreadOf({ side, columns, rows }, inputs, reconstructions) {
  const size = side * side;
  const begin = Math.max(rows.indexOf("held-out"), 0) * columns * size;
  return variance(reconstructions, begin, columns, size) / variance(inputs, begin, columns, size);
}

/**
 * The variance between `count` images of `size` pixels, summed over pixels.
 * @param {Float32Array} images
 * @param {number} begin
 * @param {number} count
 * @param {number} size
 */
function variance(images, begin, count, size) {
  let total = 0;
  for (let pixel = begin; pixel < begin + size; pixel += 1) {
    let sum = 0;
    let squares = 0;
    for (let image = 0; image < count; image += 1) {
      const value = images[pixel + image * size];
      sum += value;
      squares += value * value;
    }
    total += squares / count - (sum / count) ** 2;
  }
  return total;
}
