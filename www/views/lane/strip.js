/** A number over the seeds of its recipe: a dot for each, and a larger one for the run that is shown. */

import { element, memo, setAttribute, setHidden, setText, svg } from "../kit/dom.js";

/** @import { Scale, Strip } from "../../state/seed_ranges.js" */

/** Per cent of the width that stay free at both ends, for half a dot. */
const MARGIN = 6;

/**
 * @param {HTMLElement} row of the number
 * @returns {(strip: Strip | undefined, scale: Scale | undefined) => void}
 */
export function mountStrip(row) {
  const drawing = svg("svg", { role: "img", "aria-label": "" });
  const range = element("small", { "aria-hidden": "true" });
  const root = element("span", { class: "strip", hidden: "" }, range);
  root.prepend(drawing);
  row.append(root);
  const render = memo((/** @type {Strip | undefined} */ strip, /** @type {Scale | undefined} */ scale) => {
    setHidden(root, !strip);
    if (!strip || !scale) return;
    setAttribute(drawing, "aria-label", strip.text);
    setText(range, strip.range);
    drawing.replaceChildren(...marksOf(strip, scale));
  });
  return (strip, scale) => render(strip, scale);
}

/**
 * @param {Strip} strip
 * @param {Scale} scale
 */
function marksOf({ own, others }, { low, high }) {
  // All alike stand in the middle.
  const share = (/** @type {number} */ value) => (high > low ? (value - low) / (high - low) : 0.5);
  const at = (/** @type {number} */ value) => `${(MARGIN + share(value) * (100 - 2 * MARGIN)).toFixed(2)}%`;
  const all = [own, ...others].filter(Number.isFinite);
  if (all.length === 0) return [];
  const dot = (/** @type {number} */ value, /** @type {string} */ kind) =>
    svg("circle", { class: kind, cx: at(value), cy: "50%", r: kind === "own" ? 3.5 : 2.25 });
  return [
    svg("line", { x1: at(Math.min(...all)), x2: at(Math.max(...all)), y1: "50%", y2: "50%" }),
    ...others.filter(Number.isFinite).map((value) => dot(value, "other")),
    ...(Number.isFinite(own) ? [dot(own, "own")] : []),
  ];
}
