/** Numbers as a picture of cells, each of whole device pixels, one or two below each other on a canvas, with one cell marked. */

/** @import { Palette, Rgb } from "./palette.js" */

/** Where numbers stand in a picture: across, and down. @typedef {{width: number, height: number}} Shape */

/** Device pixels round each picture, and between two of them. */
const [FRAME, GAP] = [1, 3];

/**
 * How many device pixels a cell has in a picture of about so many CSS pixels, and how far it is from one picture to the next.
 * @param {Shape} shape
 * @param {number} wanted
 * @param {number} ratio
 */
export function cellsLayout({ width, height }, wanted, ratio) {
  const cell = Math.max(Math.round((wanted * ratio) / Math.max(width, height)), 1);
  return { cell, pitch: height * cell + 2 * FRAME + GAP };
}

/**
 * Paints pictures below each other from a place on a canvas.
 * @param {CanvasRenderingContext2D} context
 * @param {readonly Float32Array[]} pictures
 * @param {Shape} shape
 * @param {{cell: number, pitch: number}} layout
 * @param {(value: number) => Readonly<Rgb>} colourOf
 * @param {string} frame
 * @param {[x: number, y: number]} [from]
 */
export function paintCells(context, pictures, { width, height }, { cell, pitch }, colourOf, frame, [x, y] = [0, 0]) {
  const small = new OffscreenCanvas(width, height);
  const image = new ImageData(width, height);
  context.imageSmoothingEnabled = false;
  pictures.forEach((values, index) => {
    image.data.fill(0);
    values.forEach((value, at) => {
      const [red, green, blue] = colourOf(value);
      image.data.set([red, green, blue, 255], 4 * at);
    });
    small.getContext("2d")?.putImageData(image, 0, 0);
    const top = y + index * pitch;
    context.fillStyle = frame;
    context.fillRect(x, top, width * cell + 2 * FRAME, height * cell + 2 * FRAME);
    context.clearRect(x + FRAME, top + FRAME, width * cell, height * cell);
    context.drawImage(small, x + FRAME, top + FRAME, width * cell, height * cell);
  });
}

/**
 * A canvas as large as its pictures.
 * @param {HTMLCanvasElement} canvas
 * @param {number} count
 * @param {Shape} shape
 * @param {{cell: number, pitch: number}} layout
 * @param {number} ratio
 */
export function fitToCells(canvas, count, { width }, { cell, pitch }, ratio) {
  canvas.width = width * cell + 2 * FRAME;
  canvas.height = count * pitch - GAP;
  canvas.style.inlineSize = `${canvas.width / ratio}px`;
  canvas.style.blockSize = `${canvas.height / ratio}px`;
}

/**
 * A rim round one cell of each picture.
 * @param {CanvasRenderingContext2D} context
 * @param {number} at
 * @param {number} count of pictures
 * @param {Shape} shape
 * @param {{cell: number, pitch: number}} layout
 * @param {Pick<Palette, "css">} palette
 * @param {number} ratio
 */
export function markCell(context, at, count, { width }, { cell, pitch }, { css }, ratio) {
  for (let index = 0; index < count; index += 1) {
    const left = FRAME + (at % width) * cell;
    const top = FRAME + Math.floor(at / width) * cell + index * pitch;
    for (const [colour, rim] of /** @type {const} */ ([
      [css.bg, 2.5],
      [css.ink, 1.25],
    ])) {
      context.strokeStyle = colour;
      context.lineWidth = rim * ratio;
      context.strokeRect(left, top, cell, cell);
    }
  }
}

/**
 * The cell at a place of the canvas, in CSS pixels.
 * @param {[x: number, y: number]} place
 * @param {Shape} shape
 * @param {{cell: number, pitch: number}} layout
 * @param {number} ratio
 */
export function cellAt([x, y], { width, height }, { cell, pitch }, ratio) {
  const within = (/** @type {number} */ value, /** @type {number} */ count) =>
    Math.min(Math.max(Math.floor(value / cell), 0), count - 1);
  const row = within(((y * ratio) % pitch) - FRAME, height);
  return row * width + within(x * ratio - FRAME, width);
}
