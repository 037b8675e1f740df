/** Five points of a curve that are moved up and down: by pointer and touch, or by arrows once one has the focus. */

import { formatNumber } from "../../base/format.js";
import { DRAWN_POINTS, said as rounded } from "../../lesson/predictions.js";
import { element, setAttribute, setHidden, setProperty } from "../kit/dom.js";

/**
 * Where points and values are, in CSS pixels of the layer.
 * @typedef {object} Field
 * @property {readonly number[]} xs
 * @property {(value: number) => number} heightOf
 * @property {(y: number) => number} valueAt
 * @property {number} min
 * @property {number} max
 */

/** CSS pixels to the left of the first point that still are its own: what lies further to the left can be read as ever. */
const REACH = 24;

/** How far a key moves a point, as a factor. */
const FACTORS = Object.freeze(
  /** @type {Record<string, number>} */ ({
    ArrowUp: 1.05,
    ArrowDown: 1 / 1.05,
    PageUp: 1.5,
    PageDown: 1 / 1.5,
    Home: 0,
    End: Infinity,
  }),
);

/**
 * @param {HTMLElement} frame
 * @param {(at: number) => string} nameOf
 * @param {(values: readonly number[]) => void} draw
 * @returns {(field: Field | undefined, values: readonly number[], works: boolean) => void}
 */
export function mountHandles(frame, nameOf, draw) {
  const layer = element("div", { class: "guess-layer" });
  /** @type {Field | undefined} */
  let place;
  /** @type {readonly number[]} */
  let curve = [];
  const move = (/** @type {number} */ at, /** @type {number} */ value) => {
    if (!place) return;
    const within = rounded(Math.min(Math.max(value, place.min), place.max));
    curve = curve.with(at, within);
    draw(curve);
  };
  const handles = Array.from({ length: DRAWN_POINTS }, (_, at) => {
    const handle = element("div", {
      class: "guess-handle",
      role: "slider",
      tabindex: "0",
      "aria-orientation": "vertical",
    });
    handle.addEventListener("keydown", (event) => {
      const side = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const factor = FACTORS[event.key];
      if (side === undefined && factor === undefined) return;
      event.preventDefault();
      if (side !== undefined) handles[at + side]?.focus();
      else move(at, curve[at] * factor);
    });
    layer.append(handle);
    return handle;
  });
  const follow = (/** @type {PointerEvent} */ { clientX, clientY }) => {
    if (!place) return;
    const { left, top } = layer.getBoundingClientRect();
    const x = clientX - left + fromOf(place);
    const distances = place.xs.map((own) => Math.abs(own - x));
    move(distances.indexOf(Math.min(...distances)), place.valueAt(clientY - top));
  };
  layer.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    layer.setPointerCapture(event.pointerId);
    // A finger beside the points may be about to scroll: a tap draws when it is lifted, and a drag to the side as it goes.
    if (event.pointerType !== "touch" || event.target !== layer) follow(event);
  });
  layer.addEventListener("click", follow);
  layer.addEventListener("pointermove", (event) => layer.hasPointerCapture(event.pointerId) && follow(event));
  frame.append(layer);
  return (field, values, works) => {
    [place, curve] = [field, values];
    setHidden(layer, !field || !works);
    if (!field || !works) return;
    setProperty(layer, "--from", `${fromOf(field)}px`);
    handles.forEach((handle, at) => {
      setProperty(handle, "--x", `${field.xs[at] - fromOf(field)}px`);
      setProperty(handle, "--y", `${field.heightOf(values[at])}px`);
      setAttribute(handle, "aria-label", nameOf(at));
      setAttribute(handle, "aria-valuemin", field.min);
      setAttribute(handle, "aria-valuemax", field.max);
      setAttribute(handle, "aria-valuenow", values[at]);
      setAttribute(handle, "aria-valuetext", formatNumber(values[at]));
    });
  };
}

/** Where the layer begins. @param {Field} field */
function fromOf({ xs }) {
  return Math.max(0, xs[0] - REACH);
}
