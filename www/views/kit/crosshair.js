/** A crosshair over a chart, moved by pointer or by keyboard, that reads out the values at a step. */

import { formatCount, formatNumber } from "../../base/format.js";
import { dot, fitted, followPointer, mountOverlay, writeTip } from "./canvas.js";
import { setAttribute } from "./dom.js";
import { heightOf, readAt, shareOf, stepAt, tableOf } from "./reading.js";

/** @import { Drawing, Reading } from "./reading.js" */

/** How far a key moves, as a share of the axis. */
const MOVES = Object.freeze(
  /** @type {Record<string, number>} */ ({
    ArrowLeft: -0.01,
    ArrowRight: 0.01,
    PageDown: -0.1,
    PageUp: 0.1,
    ArrowDown: -0.01,
    ArrowUp: 0.01,
    Home: -Infinity,
    End: Infinity,
  }),
);

/**
 * @param {HTMLElement} frame the chart's
 * @param {string} name of what the chart shows
 * @returns {(drawing: Drawing) => void} to be called when the chart was drawn anew
 */
export function mountCrosshair(frame, name) {
  const { canvas, tip } = mountOverlay(frame, name);
  const cross = new Crosshair(canvas, tip);
  followPointer(canvas, cross);
  canvas.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return cross.hide();
    if (!(event.key in MOVES)) return;
    event.preventDefault();
    cross.move(MOVES[event.key]);
  });
  return (drawing) => cross.follow(drawing);
}

/** @param {number | undefined} value */
const cell = (value) => (value === undefined ? "" : formatNumber(value));

/** Where the crosshair stands. */
class Crosshair {
  /** @type {number | undefined} hidden without one */ #step;
  #kept = 0;
  #blank = true;
  /** @type {Drawing | undefined} */ #drawing;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {HTMLElement} tip
   */
  constructor(canvas, tip) {
    this.canvas = canvas;
    this.tip = tip;
  }

  /** @param {Drawing} drawing */
  follow(drawing) {
    this.#drawing = drawing;
    setAttribute(this.canvas, "aria-valuemin", drawing.geometry.xMin);
    setAttribute(this.canvas, "aria-valuemax", drawing.geometry.xMax);
    if (this.#step === undefined) this.#speak(readAt(drawing.series, this.#kept || drawing.geometry.xMax));
    this.#draw();
  }

  /** @param {number} x CSS pixels from the canvas's left edge */
  point(x) {
    if (!this.#drawing) return;
    const { left, right } = this.#drawing.geometry;
    if (x < left - 8 || x > right + 8) return this.hide();
    this.#step = stepAt(this.#drawing, (x - left) / (right - left));
    this.#draw();
  }

  /** @param {number} share of the axis */
  move(share) {
    if (!this.#drawing) return;
    const last = Math.max(0, ...readAt(this.#drawing.series, Infinity).map(({ step }) => step));
    const from = this.#step ?? (this.#kept || last);
    this.#step = Math.min(stepAt(this.#drawing, shareOf(this.#drawing, from) + share), last);
    this.#draw();
  }

  hide() {
    this.#kept = this.#step ?? this.#kept;
    this.#step = undefined;
    this.#draw();
  }

  #draw() {
    const drawing = this.#drawing;
    const readings = this.#step === undefined || !drawing ? [] : readAt(drawing.series, this.#step);
    const blank = readings.length === 0;
    // To ask how large it is takes a layout of the page.
    if (blank && this.#blank) return;
    this.#blank = blank;
    const context = fitted(this.canvas);
    this.tip.hidden = blank;
    if (!context || !drawing || blank) return;
    const { left, top, right, bottom } = drawing.geometry;
    const x = left + shareOf(drawing, readings[0].step) * (right - left);
    context.strokeStyle = drawing.muted;
    context.beginPath();
    context.moveTo(Math.round(x) + 0.5, top);
    context.lineTo(Math.round(x) + 0.5, bottom);
    context.stroke();
    for (const { series, step, value } of readings) {
      if (series.line === "level") continue;
      dot(
        context,
        left + shareOf(drawing, step) * (right - left),
        heightOf(drawing, value),
        series.color,
        series.line === "solid" ? series.color : drawing.background,
        drawing.textScale,
      );
    }
    this.#write(readings, x, drawing);
    this.#speak(readings);
  }

  /**
   * @param {Reading[]} readings
   * @param {number} x
   * @param {Drawing} drawing
   */
  #write(readings, x, { geometry, unit }) {
    const { columns, rows } = tableOf(readings);
    writeTip(
      this.tip,
      [`${unit} ${formatCount(readings[0].step)}`, ...columns],
      rows.map(({ name, lane, values }) => ({ lane, texts: [name, ...values.map(cell)] })),
      x,
      geometry,
    );
  }

  /** @param {Reading[]} readings */
  #speak(readings) {
    const { columns, rows } = tableOf(readings);
    const values = rows.map(
      (row) =>
        `${row.name} ${columns.flatMap((column, at) => (row.values[at] === undefined ? [] : [`${column} ${formatNumber(row.values[at])}`])).join(", ")}`,
    );
    const step = readings[0]?.step ?? 0;
    setAttribute(this.canvas, "aria-valuenow", Math.round(step));
    setAttribute(
      this.canvas,
      "aria-valuetext",
      readings.length > 0 ? `${this.#drawing?.unit} ${formatCount(step)}: ${values.join("; ")}` : "no curve yet",
    );
  }
}
