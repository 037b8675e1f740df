/**
 * Beneath the held-out images: the training image that each reconstruction is nearest to. Whoever says that a network stores its
 * examples can look whether it answers with them.
 */

import { formatNumber } from "../../base/format.js";
import { element, memo, setAttribute, setHidden, setNumber, setText } from "../kit/dom.js";
import { Enlarger, resize, shader } from "../kit/enlarger.js";

/** @import { Neighbours, Picture } from "../../lanes/lanes.js" */
/** @import { TileSize } from "../kit/enlarger.js" */
/** @import { Palette } from "../kit/palette.js" */

/** One image's: t is the training image. @typedef {{toTraining: number, toItself: number}} Distances */

/**
 * @param {HTMLElement} frame of the held-out images
 * @param {string} id
 * @returns {(picture: Picture | undefined, shown: boolean, palette: Palette, size: TileSize) => void}
 */
export function mountNearest(frame, id) {
  const canvas = element("canvas", { role: "img", "aria-labelledby": id, "data-row": "nearest training image" });
  const caption = element("span", {});
  const list = element("ol", { class: "distances", "aria-label": "Squared distances of the reconstructions" });
  const root = element(
    "div",
    { class: "nearest" },
    element("span", { id, class: "nearest-name" }, "nearest training image"),
    canvas,
    list,
    caption,
  );
  root.hidden = true;
  frame.append(root);
  const enlarger = new Enlarger();
  /** @type {((distances: Distances) => void)[]} */
  const cells = [];
  const draw = memo(
    (
      /** @type {Neighbours} */ found,
      /** @type {number} */ side,
      /** @type {Palette} */ palette,
      /** @type {number} */ tile,
      /** @type {number} */ width,
    ) => {
      const all = distancesOf(found);
      resize(canvas, width, tile);
      enlarger.paint(
        canvas,
        { tile, width, height: tile, count: all.length, columns: all.length },
        inked(found, side, palette),
        side,
      );
      while (cells.length < all.length) cells.push(mountCell(list));
      all.forEach((distances, at) => cells[at](distances));
      const text = summary(all);
      setText(caption, text);
      setAttribute(
        canvas,
        "aria-description",
        `the training image that is nearest to each reconstruction above; ${text}`,
      );
    },
  );
  return (picture, shown, palette, { tile, width }) => {
    const found = shown ? picture?.nearest : undefined;
    setHidden(root, !found);
    if (picture && found && tile > 0) draw(found, picture.tiles.side, palette, tile, width);
  };
}

/**
 * @param {HTMLElement} list
 * @returns {(distances: Distances) => void}
 */
function mountCell(list) {
  const [training, itself] = [element("data", { value: "" }), element("data", { value: "" })];
  const cell = element(
    "li",
    {},
    training,
    element("span", { class: "hidden" }, " to it, "),
    itself,
    element("span", { class: "hidden" }, " to the image itself"),
  );
  list.append(cell);
  return ({ toTraining, toItself }) => {
    setNumber(training, toTraining, formatNumber);
    setNumber(itself, toItself, formatNumber);
    cell.classList.toggle("stored", toTraining < toItself);
  };
}

/**
 * @param {Neighbours} found
 * @returns {Distances[]}
 */
export function distancesOf({ numbers }) {
  return Array.from({ length: numbers.length / 3 }, (_, at) => ({
    toTraining: numbers[3 * at + 1],
    toItself: numbers[3 * at + 2],
  }));
}

/**
 * What the distances say together.
 * @param {Distances[]} all
 */
export function summary(all) {
  const stored = all.filter(({ toTraining, toItself }) => toTraining < toItself).length;
  return `x̂ to it and to x, squared; nearer to it: ${stored === 0 ? "none" : `${stored} of ${all.length}`}`;
}

/**
 * @param {Neighbours} found
 * @param {number} side
 * @param {Palette} palette
 */
function inked({ images }, side, { shades }) {
  const size = side * side;
  const count = images.length / size;
  const picture = new ImageData(count * side, side);
  const pixels = new Uint32Array(picture.data.buffer);
  const shadeOf = shader(shades);
  images.forEach((value, at) => {
    const pixel = at % size;
    pixels[Math.floor(pixel / side) * picture.width + Math.floor(at / size) * side + (pixel % side)] = shadeOf(value);
  });
  return picture;
}
