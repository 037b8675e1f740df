/** The drawing of a network: two trapezoids as wide as its layers. */

import { inputsOf } from "../../images/own.js";
import { formatCount } from "../../base/format.js";
import { wordsFor } from "../../images/points.js";
import { element, memo, part, svg } from "../kit/dom.js";

/** @import { DataSet } from "../../base/schema.js" */
/** @import { Lane } from "../../lanes/lanes.js" */

/** Drawing units: width and height of the drawing, its axis, and half the width of a layer of n units. */
const WIDTH = 128;
const HEIGHT = 262;
const AXIS = 58;
const HALF_INPUT = 28;
/** Its type, and what is raised in it: in its units, for it grows with the page's text as a whole. */
const [TYPE, RAISED] = [12.5, 9];
/** Half the width of the words W* = Wᵀ, and where the two lines stand that they are where a trapezoid is narrower: in its wide half. */
const HALF_LABEL = 30;
const LINES = [207, 224];
/** Tops and bottoms of the two trapezoids. */
const ENCODER = [23, 110];
const DECODER = [146, 233];

/**
 * Half the drawn width of k units: the square root up to n, then ever slower, so that 4096 still fit.
 * @param {number} k
 * @param {number} n
 */
export function halfWidth(k, n) {
  const ratio = k / n;
  if (ratio <= 1) return Math.max(2.5, HALF_INPUT * Math.sqrt(ratio));
  return HALF_INPUT * (2 - 1 / (1 + 3 * Math.log2(ratio)));
}

/**
 * @param {HTMLElement} section
 * @returns {(lane: Lane) => void}
 */
export function mountNetwork(section) {
  const root = part(section, "network", HTMLElement);
  const draw = memo(
    (/** @type {number} */ k, /** @type {number} */ n, /** @type {boolean} */ tied, /** @type {DataSet} */ data) => {
      const count = element("p", {}, element("b", {}, formatCount(parameterCount(k, n, tied))), " parameters");
      root.replaceChildren(drawnNetwork(k, n, tied, data), count);
    },
  );
  return ({ config }) => draw(config.hiddenUnits, inputsOf(config), config.tied, config.data);
}

/**
 * @param {number} k
 * @param {number} n
 * @param {boolean} tied
 * @param {DataSet} data
 */
export function drawnNetwork(k, n, tied, data) {
  const pixels = wordsFor(data, `${formatCount(n)} pixels`);
  const label = `${pixels}, ${formatCount(k)} hidden units, ${pixels}; ${tied ? "decoder weights tied: W* is W transposed" : "encoder W and decoder W* are separate"}`;
  const half = halfWidth(k, n);
  return svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": label },
    layers(half),
    weights(half, tied),
    ...labels(k, n, tied, middle(half) > HALF_LABEL),
  );
}

/**
 * W and W*, or one matrix for both, and the biases b and c.
 * @param {number} k
 * @param {number} n
 * @param {boolean} tied
 */
export function parameterCount(k, n, tied) {
  return (tied ? 1 : 2) * k * n + k + n;
}

/** @param {number} half of the code */
function layers(half) {
  /** @param {number} y @param {number} width */
  const bar = (y, width) => svg("rect", { x: AXIS - width, y, width: 2 * width, height: 5, rx: 1 });
  return svg("g", { class: "layers" }, bar(15.5, HALF_INPUT), bar(115, half), bar(235.5, HALF_INPUT));
}

/**
 * @param {number} half of the code
 * @param {boolean} tied
 */
function weights(half, tied) {
  /** @param {number[]} ys @param {number} top @param {number} bottom */
  const trapezoid = ([y0, y1], top, bottom) =>
    svg("path", { d: `M${AXIS - top} ${y0}H${AXIS + top}L${AXIS + bottom} ${y1}H${AXIS - bottom}Z` });
  const group = svg(
    "g",
    { class: "weights" },
    trapezoid(ENCODER, HALF_INPUT, half),
    trapezoid(DECODER, half, HALF_INPUT),
  );
  if (tied) group.append(...link(middle(half)));
  return group;
}

/**
 * Half the width of a trapezoid at its middle.
 * @param {number} half of the code
 */
function middle(half) {
  return (HALF_INPUT + half) / 2;
}

/**
 * The line that says that both matrices are one: from beside the encoder's middle to beside the decoder's.
 * @param {number} half of a trapezoid's middle
 */
function link(half) {
  const x = AXIS + half + 6;
  const [y0, y1] = [(ENCODER[0] + ENCODER[1]) / 2, (DECODER[0] + DECODER[1]) / 2];
  /** @param {number} y */
  const knob = (y) => svg("circle", { class: "knob", cx: x, cy: y, r: 2.5 });
  return [
    svg("path", { class: "link", d: `M${x} ${y0}C${WIDTH + 4} ${y0} ${WIDTH + 4} ${y1} ${x} ${y1}` }),
    knob(y0),
    knob(y1),
  ];
}

/**
 * @param {number} k
 * @param {number} n
 * @param {boolean} tied
 * @param {boolean} wide the widest label fits into its trapezoid in one line
 */
function labels(k, n, tied, wide) {
  /** @param {number} y @param {string} className @param {...(Node | string)} content */
  const text = (y, className, ...content) =>
    svg("text", { x: AXIS, y, class: className, "font-size": TYPE }, ...content);
  const decoderNames = () => {
    if (!tied) return [text(194, "matrix", "W*")];
    const raised = svg("tspan", { "font-size": RAISED, dy: -4 }, "T");
    return wide
      ? [text(194, "matrix", "W* = W", raised)]
      : [text(LINES[0], "matrix", "W* ="), text(LINES[1], "matrix", "W", raised)];
  };
  return [
    text(11, "layer", `x · ${formatCount(n)}`),
    text(72, "matrix", "W"),
    text(135, "layer", `h · ${formatCount(k)}`),
    ...decoderNames(),
    text(256, "layer", `x̂ · ${formatCount(n)}`),
  ];
}
