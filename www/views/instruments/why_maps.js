/** The two maps of the mean response: each pixel's own, on which one is picked, and the field around that one. */

import { formatNumber } from "../../base/format.js";
import { diagonalOf, fieldOf } from "../../lanes/why.js";
import { element, memo, setAttribute, setHidden, setText } from "../kit/dom.js";
import { FULL, mountPicker, mountResponseMap, placeText } from "./response_map.js";

/** @import { Field } from "../../base/tabs.js" */
/** @import { Lane } from "../../lanes/lanes.js" */
/** @import { Palette } from "../kit/palette.js" */

/**
 * @param {HTMLElement} root
 * @returns {(lane: Lane, field: Field, palette: Palette) => void}
 */
export function mountMaps(root) {
  /** @type {number | undefined} */
  let picked;
  let redraw = () => {};
  const own = element("figure", {}, element("figcaption", {}, "own response"));
  const caption = element("figcaption");
  const around = element("figure", {}, caption);
  const read = element("p");
  const scale = element(
    "p",
    { class: "scale" },
    `−${FULL}`,
    element("i", { "aria-hidden": "true" }),
    `${FULL} of a change`,
  );
  const figures = element("div", { class: "why-figures" }, own, around);
  root.append(element("div", { class: "why-maps" }, figures, scale, read));
  const showOwn = mountPicker(own, "Pixel: its own response", (pixel) => {
    picked = pixel;
    redraw();
  });
  const field = mountResponseMap(around, { role: "img", "aria-label": "not here yet" });
  const diagonal = memo(diagonalOf);
  const fieldAt = memo(fieldOf);
  return ({ picture }, way, palette) => {
    const response = picture?.jacobian?.response;
    const side = picture?.tiles.side ?? 0;
    setHidden(figures, !response);
    setHidden(scale, !response);
    setHidden(read, !response);
    if (!response) return;
    const ratio = devicePixelRatio;
    redraw = () => {
      const { mean } = response;
      const pixels = side * side;
      const pixel = picked !== undefined && picked < pixels ? picked : Math.floor(side / 2) * (side + 1);
      const values = fieldAt(mean, pixel, way);
      showOwn(diagonal(mean), pixel, palette, ratio);
      field.draw(values, pixel, palette, ratio);
      const place = placeText(pixel, side);
      setText(caption, way === "in" ? "what the pixel answers to" : "what the pixel moves");
      const text = readText(values, pixel, side, way);
      setText(read, text);
      setAttribute(field.canvas, "aria-label", `Mean response around ${place}: ${text}`);
    };
    return redraw();
  };
}

/**
 * What the field says of its pixel: its own value, and the strongest elsewhere.
 * @param {Float32Array} values
 * @param {number} pixel
 * @param {number} side
 * @param {Field} way
 */
export function readText(values, pixel, side, way) {
  let other = pixel === 0 ? 1 : 0;
  values.forEach((value, at) => {
    if (at !== pixel && Math.abs(value) > Math.abs(values[other])) other = at;
  });
  const place = placeText(pixel, side);
  const elsewhere = `${formatNumber(values[other])} ${way === "in" ? "to" : "in"} ${placeText(other, side)}`;
  return way === "in"
    ? `The output in ${place} answers its own input with ${formatNumber(values[pixel])}; most elsewhere, ${elsewhere}.`
    : `A change of the input in ${place} comes back there with ${formatNumber(values[pixel])}; most elsewhere, ${elsewhere}.`;
}
