/** A coming step as an equation of pictures: which there are, in which phase each is come to, and how each is painted. */

import { formatNumber } from "../../base/format.js";
import { STEP_PHASES } from "../../base/tabs.js";
import { shade } from "../kit/atlas.js";
import { cellAt, cellsLayout, fitToCells, markCell, paintCells } from "../kit/cells.js";
import { element, setAttribute, setHidden, setProperty, setText } from "../kit/dom.js";
import { shader } from "../kit/enlarger.js";
import { optimizerName } from "./step_equation.js";
import { ERROR_TERMS } from "./step_words.js";
import { squareFor } from "./step_numbers.js";

/** @import { StepPhase } from "../../base/tabs.js" */
/** @import { Shape } from "../kit/cells.js" */
/** @import { Palette, Rgb } from "../kit/palette.js" */
/** @import { Known, StepNumbers } from "./step_numbers.js" */

/** @typedef {Known["scales"]} Scales */
/** A coming step, as it is shown: which pixel is marked, and how far it is told. @typedef {Known & {pixel: number, phase: StepPhase}} Content */

/**
 * A picture of the equation.
 * @typedef {object} View
 * @property {string} name
 * @property {StepPhase} phase
 * @property {string} sign before it; "→" for the optimizer, whose name is added
 * @property {(content: Content) => string} says what it is, below it
 * @property {(numbers: StepNumbers) => readonly (Float32Array | undefined)[]} rows
 * @property {keyof Scales} [scale] signed, from − to +; without one intensities from 0 to 1
 */

/** From an image to its error. @type {readonly View[]} */
export const FORWARD = Object.freeze([
  { name: "x", phase: "forward", sign: "", says: () => "x", rows: ({ x }) => [x] },
  { name: "h", phase: "forward", sign: "→", says: () => "h", rows: ({ h }) => [h], scale: "h" },
  { name: "x̂", phase: "forward", sign: "→", says: () => "x̂", rows: ({ xHat }) => [xHat] },
  {
    name: "error",
    phase: "error",
    sign: "→",
    says: ({ ahead }) => ERROR_TERMS[ahead.config.loss],
    rows: ({ errors }) => [errors],
    scale: "errors",
  },
]);

/** @param {"data" | "penalty" | "sum" | "before" | "change" | "after"} key @returns {View["rows"]} */
const of =
  (key) =>
  ({ parts }) =>
    parts.map((part) => part[key]);

/** @param {string} name @param {StepPhase} phase @param {string} sign @param {View["says"]} says @param {View["rows"]} rows @returns {View} */
const gradient = (name, phase, sign, says, rows) => ({ name, phase, sign, says, rows, scale: "gradients" });

/** From the data's gradient to the sum. @type {readonly View[]} */
export const GRADIENTS = Object.freeze([
  gradient(
    "encoder part",
    "data",
    "",
    () => "encoder",
    ({ shares }) => [shares[0]],
  ),
  gradient(
    "decoder part",
    "data",
    "+",
    () => "decoderᵀ",
    ({ shares }) => [shares[1]],
  ),
  gradient("data's gradient", "data", "=", () => "data's gradient", of("data")),
  gradient("penalty's gradient", "penalty", "+", ({ ahead }) => `${2 * ahead.about.count}λ · weights`, of("penalty")),
  gradient("sum", "penalty", "=", () => "sum", of("sum")),
]);

/** What the optimizer makes of it. @type {readonly View[]} */
export const CHANGE = Object.freeze([
  { name: "change", phase: "update", sign: "→", says: () => "change", rows: of("change"), scale: "changes" },
]);

/** What becomes of the weights. @type {readonly View[]} */
export const WEIGHTS = Object.freeze([
  {
    name: "weights before",
    phase: "update",
    sign: "+",
    says: () => "weights before",
    rows: of("before"),
    scale: "weights",
  },
  {
    name: "weights after",
    phase: "update",
    sign: "=",
    says: () => "weights after",
    rows: of("after"),
    scale: "weights",
  },
]);

/** CSS pixels of a picture, about, where text has its usual size: of those that stand alone, and of those that may stand below each other. */
const [ALONE, STACKED] = [58, 44];
/** A window with room for them larger than that, and how much larger. */
const ROOMY = "(width > 43.75em) and (height >= 64em)";
const LARGER = 1.5;

/** Whether the window has room for larger pictures. */
export const isRoomy = () => matchMedia(ROOMY).matches;

/** In a hall those with a long name below them have room beside it, the others none. @param {View} view @param {Palette} palette */
function sizeOf(view, { scale, textScale }) {
  return (FORWARD.includes(view) ? ALONE * textScale : STACKED * scale) * (isRoomy() ? LARGER : 1);
}

/** @param {View} view @param {Content} content @returns {Shape} */
export const shapeIn = ({ name }, { shape, numbers }) => (name === "h" ? squareFor(numbers.h.length) : shape);

/** The pictures that a view has of a step; none where it does not belong to that. @param {View} view @param {Content} content */
export const rowsIn = ({ rows }, { numbers }) => rows(numbers).filter((row) => row !== undefined);

/** The sign before a picture of a step. @param {View} view @param {Content} content */
export function signIn({ sign, name, phase }, { ahead, numbers }) {
  // Two pictures below each other have their names before the first of them.
  if (name === "data's gradient" && numbers.shares.length === 0) return "W\nW*";
  // Past the optimizer nothing is added up.
  const decoupled = ahead.config.decay === "decoupled";
  if (decoupled && phase === "penalty") return name === "sum" ? "without:" : "";
  return name === "change" ? `${optimizerName(ahead.config.optimizer)} →` : sign;
}

/**
 * @param {View} view
 * @param {Content} content
 * @param {Palette} palette
 * @returns {(value: number) => Readonly<Rgb>}
 */
export function colours({ scale }, { scales }, palette) {
  const { paper, positive, negative, shades } = palette;
  if (scale) return (value) => shade(value / scales[scale], paper, positive, negative);
  const shadeOf = shader(shades);
  return (value) => {
    const bytes = shadeOf(value);
    return [bytes & 255, (bytes >> 8) & 255, (bytes >> 16) & 255];
  };
}

/**
 * A picture on the page, with its sign and what it is.
 * @param {View} view
 * @param {(pixel: number) => void} choose a place of it
 */
export function mountPicture(view, choose) {
  const sign = element("span", { class: "step-sign", "aria-hidden": "true" });
  const canvas = element("canvas", { role: "img", "aria-label": view.name });
  const says = element("figcaption");
  const root = element("div", { class: "step-picture" }, sign, element("figure", {}, canvas, says));
  /** @type {{content: Content, palette: Palette} | undefined} */
  let shown;
  const layoutOf = (/** @type {Content} */ content, /** @type {Palette} */ palette) =>
    cellsLayout(shapeIn(view, content), sizeOf(view, palette), devicePixelRatio);
  for (const type of /** @type {const} */ (["pointerdown", "pointermove"]))
    canvas.addEventListener(type, ({ offsetX, offsetY }) => {
      // Another unit takes a press.
      if (!shown || (view.name === "h" && type !== "pointerdown")) return;
      const { content, palette } = shown;
      const [first] = rowsIn(view, content);
      const place = cellAt([offsetX, offsetY], shapeIn(view, content), layoutOf(content, palette), devicePixelRatio);
      if (place < first.length) choose(place);
    });
  return {
    root,
    /** @param {Content} content @param {Palette} palette */
    render(content, palette) {
      shown = { content, palette };
      const rows = rowsIn(view, content);
      setHidden(root, rows.length === 0);
      if (rows.length === 0) return;
      setText(sign, signIn(view, content));
      setText(says, view.says(content));
      const [at, now] = [view.phase, content.phase].map((phase) => STEP_PHASES.indexOf(phase));
      setAttribute(root, "data-phase", at < now ? "past" : at === now ? "now" : "to come");
      const [shape, layout] = [shapeIn(view, content), layoutOf(content, palette)];
      fitToCells(canvas, rows.length, shape, layout, devicePixelRatio);
      setProperty(root, "--pitch", `${layout.pitch / devicePixelRatio}px`);
      const context = canvas.getContext("2d");
      if (!context) return;
      paintCells(context, rows, shape, layout, colours(view, content, palette), palette.css.rule);
      const marked = view.name === "h" ? content.ahead.about.unit : content.pixel;
      markCell(context, marked, rows.length, shape, layout, palette, devicePixelRatio);
    },
  };
}

/** A printed scale. */
export function mountScale() {
  const [low, high] = [element("span"), element("span")];
  const root = element("span", { class: "scale" }, low, element("i", { "aria-hidden": "true" }), high);
  /** @param {number} scale */
  const render = (scale) => {
    setText(low, `−${formatNumber(scale)}`);
    setText(high, formatNumber(scale));
  };
  return { root, render };
}
