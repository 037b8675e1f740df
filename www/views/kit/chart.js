/** A chart of values over steps, drawn by the core's plotter, with its crosshair. */

import { mountCrosshair } from "./crosshair.js";
import { element, memo } from "./dom.js";
import { followSize } from "./screen.js";

/** @import { Chart } from "../../pkg/charts.js" */
/** @import { Travel } from "./crosshair.js" */
/** @import { Palette } from "./palette.js" */
/** @import { Drawing, Geometry, Series } from "./reading.js" */

/** The module that draws, once it is here. @typedef {() => typeof import("../../pkg/charts.js") | undefined} Glue */
/**
 * What a chart shows.
 * @typedef {object} Content
 * @property {Series[]} series in the order in which they are read out
 * @property {{color: string, marks: {step: number, subject: string, from?: string, to?: string}[]}[]} marks
 * @property {{color: string, step: number, value: number, label: string}[]} [notes] points that are pointed out
 * @property {{color: string, points: Float64Array}[]} [bands] behind the series: step, lowest and highest value in turn
 * @property {readonly [number, number]} [values] the ends of the vertical axis; what fits all series unless said
 * @property {string[]} titles of the vertical axis, the longest first
 * @property {string} [unit] one of what the horizontal axis counts; a step unless said
 * @property {number} minSteps the horizontal axis reaches at least this step
 */

const STEP = "step";
/** A chart that something else is drawn over, and what is called when it was drawn anew. @typedef {{frame?: HTMLElement, drawing?: Drawing, changed: () => void}} Plane */

/** How its axes are. @typedef {{logX: boolean, logY: boolean}} Axes */
/** Of its drawing, in CSS pixels. @typedef {{width: number, height: number, pixelRatio: number}} Size */

/**
 * @param {HTMLElement} root
 * @param {Glue} glue
 * @param {string} name of what it shows, for the crosshair
 * @param {object} [more]
 * @param {Travel} [more.travel] where the crosshair takes the runs to a step
 * @param {(frame: HTMLElement, drawing: Drawing) => void} [more.onDrawn] it was drawn anew
 * @returns {(content: Content, axes: Axes, palette: Palette, mark?: number | null) => void} `mark`: the step at which the runs are shown
 */
export function mountChart(root, glue, name, { travel, onDrawn } = {}) {
  const canvas = element("canvas", { "aria-hidden": "true" });
  const frame = element("div", { class: "chart" }, canvas);
  root.append(frame);
  const crosshair = mountCrosshair(frame, name, travel);
  let room = { width: 0, height: 0 };
  /** @type {Chart | undefined} */
  let chart;
  /** @type {(() => void) | undefined} */
  let redraw;
  const fill = memo((/** @type {Chart} */ target, /** @type {Content} */ content) => fillChart(target, content));
  const draw = memo((/** @type {[Chart, Content, boolean, boolean, Palette, number, number, number]} */ ...inputs) => {
    const [target, content, logX, logY, palette, width, height, pixelRatio] = inputs;
    const geometry = drawn(canvas, target, content, { logX, logY }, palette, { width, height, pixelRatio });
    const { muted, ink, bg: background } = palette.css;
    const { series, unit = STEP } = content;
    const drawing = { geometry, logX, logY, series, unit, muted, ink, background, textScale: palette.textScale };
    crosshair.follow(drawing);
    onDrawn?.(frame, drawing);
  });
  followSize(frame, (size) => {
    room = size;
    redraw?.();
  });
  return (content, { logX, logY }, palette, mark = null) => {
    crosshair.mark(mark);
    const ratio = devicePixelRatio;
    redraw = () => {
      const module = glue();
      if (!module || room.width < 50 || room.height < 50) return;
      chart ??= new module.Chart();
      fill(chart, content);
      draw(chart, content, logX, logY, palette, room.width, room.height, ratio);
    };
    redraw();
  };
}

/**
 * Draws what a chart has been filled with.
 * @param {HTMLCanvasElement} canvas
 * @param {Chart} chart
 * @param {Content} content
 * @param {Axes} axes
 * @param {Palette} palette
 * @param {Size} size
 */
function drawn(canvas, chart, { titles, minSteps, values, unit = STEP }, { logX, logY }, palette, size) {
  const along = `${unit}s`;
  const frame = { ...frameOf(palette, size), logX, logY, along, titles, minSteps, ...(values && { values }) };
  return scaled(/** @type {Geometry} */ (chart.draw(canvas, frame)), palette.scale);
}

/**
 * What the core's plotter is told of any drawing: its size, smaller by the scale by which it is enlarged, and how the page looks.
 * @param {Palette} palette
 * @param {Size} size
 */
export function frameOf({ css, font, scale }, { width, height, pixelRatio }) {
  return {
    width: width / scale,
    height: height / scale,
    pixelRatio: pixelRatio * scale,
    muted: css.muted,
    rule: css.rule,
    background: css.bg,
    font,
  };
}

/**
 * Draws once, in a size that is given.
 * @param {HTMLCanvasElement} canvas
 * @param {Chart} chart
 * @param {Content} content
 * @param {Axes} axes
 * @param {Palette} palette
 * @param {Size} size
 */
export function paintChart(canvas, chart, content, axes, palette, size) {
  fillChart(chart, content);
  drawn(canvas, chart, content, axes, palette, size);
}

/**
 * Where a chart is on the page that was drawn smaller and enlarged, type and lines with it.
 * @param {Geometry} geometry
 * @param {number} scale
 * @returns {Geometry}
 */
export function scaled({ left, top, right, bottom, ...edges }, scale) {
  return { left: left * scale, top: top * scale, right: right * scale, bottom: bottom * scale, ...edges };
}

/**
 * Levels lie lowest, then what is compared with, then raw traces; of a run's own curves the solid ones are on top.
 * @param {Series} series
 */
function depthOf({ line, weight }) {
  const ofRun = line === "solid" ? 4 : 3;
  return line === "level" ? 0 : { thin: 1, faint: 2, full: ofRun }[weight];
}

/**
 * @param {Chart} chart
 * @param {Content} content
 */
function fillChart(chart, { series, marks, notes = [], bands = [] }) {
  chart.clear();
  for (const { color, points } of bands) chart.band(color, points);
  const inDepth = series.toSorted((a, b) => depthOf(a) - depthOf(b));
  for (const { label, color, line, weight, points } of inDepth) chart.add(label, color, line, weight, points);
  for (const { color, marks: own } of marks)
    for (const { step, subject, from, to } of own) chart.mark(color, step, subject, from, to);
  for (const { color, step, value, label } of notes) chart.note(color, step, value, label);
}
