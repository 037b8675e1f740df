/** A curve in the size of a word: train error solid, held-out error dashed, on scales that all of a table share. */

import { svg } from "../kit/dom.js";

/** @import { Pinned } from "../../state/shelf.js" */

const WIDTH = 72;
const HEIGHT = 24;
/** Room for half a line's width. */
const MARGIN = 1;

/** What is at the edges: the last step, and the logarithms of the lowest and highest error. @typedef {{steps: number, low: number, high: number}} Scale */

/**
 * The scale on which the curves of these runs can be compared.
 * @param {readonly Pinned[]} pinned
 * @returns {Scale}
 */
export function scaleOf(pinned) {
  const errors = pinned.flatMap(({ curve }) => curve.filter((value, at) => at % 3 > 0 && value > 0)).map(Math.log);
  const [low, high] = errors.reduce(
    ([least, most], error) => [Math.min(least, error), Math.max(most, error)],
    [Infinity, -Infinity],
  );
  return { steps: Math.max(1, ...pinned.map(({ step }) => step)), low, high: high > low ? high : low + 1 };
}

/**
 * @param {readonly number[]} curve step, train and held-out error in turn
 * @param {Scale} scale
 */
export function sparkline(curve, scale) {
  return svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "sparkline", "aria-hidden": "true" },
    svg("path", { class: "held-out", d: pathOf(curve, 2, scale) }),
    svg("path", { d: pathOf(curve, 1, scale) }),
  );
}

/**
 * @param {readonly number[]} curve
 * @param {1 | 2} at which error
 * @param {Scale} scale
 */
export function pathOf(curve, at, { steps, low, high }) {
  const points = [];
  for (let index = 0; index < curve.length; index += 3) {
    const error = curve[index + at];
    if (error <= 0) continue;
    const x = MARGIN + (curve[index] / steps) * (WIDTH - 2 * MARGIN);
    const y = MARGIN + ((high - Math.log(error)) / (high - low)) * (HEIGHT - 2 * MARGIN);
    points.push(`${x.toFixed(1)} ${y.toFixed(1)}`);
  }
  // A run at its first step is a dot.
  return points.length > 0 ? `M${points.join("L")}${points.length === 1 ? "h2" : ""}` : "";
}
