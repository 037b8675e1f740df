/** On a phone, under the buttons of the lesson: a row of every run, small and side by side, so that a press is seen to do something. */

import { formatCount, formatNumber } from "../../base/format.js";
import { isPlane } from "../../images/points.js";
import { stepOf } from "../../lanes/lanes.js";
import { cardOf } from "../../lesson/cards.js";
import { element, memo, setAttribute, setHidden, setText } from "../kit/dom.js";
import { resize, shader } from "../kit/enlarger.js";

/** @import { Lane, Picture } from "../../lanes/lanes.js" */
/** @import { TileRow } from "../../base/schema.js" */
/** @import { State } from "../../state/state.js" */
/** @import { Palette } from "../kit/palette.js" */

/** Of a row so many images are shown: more would be too small to tell. */
const SHOWN = 5;

/**
 * @param {HTMLElement} root
 * @returns {(state: State, palette: Palette) => void}
 */
export function mountPeek(root) {
  // As in layout.css, which shows one run at a time there.
  const narrow = matchMedia("(width <= 43.75em)");
  /** @type {ReturnType<typeof mountRun>[]} */
  let runs = [];
  const fill = memo((/** @type {string} */ names) => {
    runs = names.split("").map(mountRun);
    root.replaceChildren(...runs.map(({ figure }) => figure));
  });
  return ({ card, lanes }, palette) => {
    const { scene } = cardOf(card);
    setHidden(root, !narrow.matches || !scene || isPlane(lanes[0].config.data));
    if (root.hidden) return;
    fill(lanes.map(({ name }) => name).join(""));
    lanes.forEach((lane, index) => runs[index].render(lane, scene?.row ?? "held-out", palette));
  };
}

/** @param {string} name of the run */
function mountRun(name) {
  const canvas = element("canvas", { role: "img" });
  const numbers = element("span");
  const figure = element(
    "figure",
    { "data-lane": name },
    element("figcaption", {}, element("b", {}, name), " ", numbers),
    canvas,
  );
  const paint = memo((/** @type {Picture} */ picture, /** @type {TileRow} */ row, /** @type {Palette} */ palette) =>
    paintRow(canvas, picture, row, palette),
  );
  return {
    figure,
    /** @param {Lane} lane @param {TileRow} row @param {Palette} palette */
    render(lane, row, palette) {
      const { picture } = lane;
      setAttribute(canvas, "aria-label", `Run ${name}, ${row}: images above their reconstructions`);
      setText(
        numbers,
        picture && stepOf(lane) > 0
          ? `held-out error ${formatNumber(picture.snapshot.evaluation.heldOut)}`
          : `step ${formatCount(stepOf(lane))}`,
      );
      if (picture) paint(picture, row, palette);
    },
  };
}

/**
 * The first images of a row, and below them what became of them, a pixel a pixel: the page enlarges them.
 * @param {HTMLCanvasElement} canvas
 * @param {Picture} picture
 * @param {TileRow} row
 * @param {Palette} palette
 */
function paintRow(canvas, { tiles: { side, columns, rows }, inputs, reconstructions }, row, { shades }) {
  const first = side > 0 ? rows.indexOf(row) * columns : -1;
  const context = canvas.getContext("2d");
  if (first < 0 || !context) return;
  const [width, height] = [SHOWN * (side + 1) - 1, 2 * side + 1];
  resize(canvas, width, height);
  const image = new ImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  const shadeOf = shader(shades);
  for (let at = 0; at < SHOWN * side * side; at += 1) {
    const [tile, pixel] = [Math.floor(at / (side * side)), at % (side * side)];
    const to = Math.floor(pixel / side) * width + tile * (side + 1) + (pixel % side);
    for (const [images, below] of /** @type {[Float32Array, number][]} */ ([
      [inputs, 0],
      [reconstructions, side + 1],
    ])) {
      pixels[to + below * width] = shadeOf(images[first * side * side + at]);
    }
  }
  context.putImageData(image, 0, 0);
}
