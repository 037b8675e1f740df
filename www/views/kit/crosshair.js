/** A crosshair over a chart, moved by pointer or by keyboard, that reads out the values at a step. */

import { formatCount, formatNumber } from "../../base/format.js";
import { dot, fitted, followPointer, mountOverlay, writeTip } from "./canvas.js";
import { setAttribute } from "./dom.js";
import { heightOf, readAt, shareOf, stepAt, tableOf } from "./reading.js";

/** @import { Drawing, Reading } from "./reading.js" */

/**
 * Takes the runs to where the crosshair is pressed, dragged or moved, or back to now.
 * @typedef {(to: number | null, atRest?: boolean) => void} Travel `atRest`: only if nothing trains
 */

/** A finger that has moved so far to the side, in CSS pixels, drags; before that it may be about to scroll, or only reads. */
const DRAG = 8;

const DESCRIPTION =
  "Arrows read the values; while nothing trains, they show runs on images as they were there. Escape shows them as they are.";

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
 * @param {Travel} [travel] where the crosshair does more than read
 * @returns {{follow: (drawing: Drawing) => void, mark: (step: number | null) => void}} to be called when the chart was drawn anew, and with the
 *   step at which the runs are shown
 */
export function mountCrosshair(frame, name, travel) {
  const { canvas, tip } = mountOverlay(frame, name, travel && { "aria-description": DESCRIPTION });
  const cross = new Crosshair(canvas, tip);
  followPointer(canvas, cross);
  if (travel) followDrag(canvas, cross, travel);
  canvas.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      cross.hide();
      travel?.(null);
    }
    if (event.key === "Enter" && cross.step !== undefined) travel?.(cross.step);
    if (!(event.key in MOVES)) return;
    event.preventDefault();
    cross.move(MOVES[event.key]);
    if (cross.step !== undefined) travel?.(cross.step, true);
  });
  return { follow: (drawing) => cross.follow(drawing), mark: (step) => cross.mark(step) };
}

/**
 * A pressed mouse or pen, or a finger that moves to the side, takes the runs along.
 * @param {HTMLCanvasElement} canvas
 * @param {Crosshair} cross
 * @param {Travel} travel
 */
function followDrag(canvas, cross, travel) {
  /** @type {{pointerId: number, begin: number, drags: boolean} | undefined} */
  let pressed;
  const go = (/** @type {number} */ x) => {
    const to = cross.stepAt(x);
    if (to !== undefined) travel(to);
  };
  canvas.addEventListener("pointerdown", ({ pointerId, pointerType, isPrimary, button, offsetX }) => {
    if (!isPrimary || button !== 0 || !cross.isOnChart(offsetX)) return;
    pressed = { pointerId, begin: offsetX, drags: pointerType !== "touch" };
    if (!pressed.drags) return;
    canvas.setPointerCapture(pointerId);
    go(offsetX);
  });
  canvas.addEventListener("pointermove", ({ pointerId, offsetX }) => {
    if (pressed?.pointerId !== pointerId) return;
    pressed.drags ||= Math.abs(offsetX - pressed.begin) > DRAG;
    if (pressed.drags) go(offsetX);
  });
  for (const type of /** @type {const} */ (["pointerup", "pointercancel"]))
    canvas.addEventListener(type, () => (pressed = undefined));
}

/** @param {number | undefined} value */
const cell = (value) => (value === undefined ? "" : formatNumber(value));

/** Where the crosshair stands. */
class Crosshair {
  /** @type {number | undefined} hidden without one */ #step;
  #kept = 0;
  #blank = true;
  /** Where the runs are shown as they were. @type {number | null} */ #mark = null;
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

  /** The step that is read, if one is. */
  get step() {
    return this.#step;
  }

  /** @param {number | null} step at which the runs are shown as they were; null for now */
  mark(step) {
    if (step === this.#mark) return;
    this.#mark = step;
    this.#draw();
  }

  /** @param {number} x CSS pixels from the canvas's left edge */
  isOnChart(x) {
    if (!this.#drawing) return false;
    const { left, right } = this.#drawing.geometry;
    return x >= left - 8 && x <= right + 8;
  }

  /** The step there, within the ends of the axis. @param {number} x CSS pixels from the canvas's left edge */
  stepAt(x) {
    if (!this.#drawing) return undefined;
    const { left, right } = this.#drawing.geometry;
    return stepAt(this.#drawing, (x - left) / (right - left));
  }

  /** @param {number} x CSS pixels from the canvas's left edge */
  point(x) {
    if (!this.#drawing) return;
    if (!this.isOnChart(x)) return this.hide();
    this.#step = this.stepAt(x);
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
    const blank = readings.length === 0 && this.#mark === null;
    // To ask how large it is takes a layout of the page.
    if (blank && this.#blank) return;
    this.#blank = blank;
    const context = fitted(this.canvas);
    this.tip.hidden = readings.length === 0;
    if (!context || !drawing) return;
    if (this.#mark !== null) playhead(context, drawing, this.#mark);
    if (readings.length === 0) return;
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

/**
 * Where the runs are shown as they were: a line from top to bottom, with a head.
 * @param {CanvasRenderingContext2D} context
 * @param {Drawing} drawing
 * @param {number} step
 */
function playhead(context, drawing, step) {
  const { left, top, right, bottom } = drawing.geometry;
  const x = left + shareOf(drawing, step) * (right - left);
  const size = 5 * drawing.textScale;
  context.fillStyle = drawing.ink;
  context.fillRect(x - 1, top, 2, bottom - top);
  context.beginPath();
  context.moveTo(x - size, top);
  context.lineTo(x + size, top);
  context.lineTo(x, top + 1.4 * size);
  context.fill();
}
