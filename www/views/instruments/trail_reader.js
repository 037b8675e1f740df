/** A crosshair over the map of characters, by pointer or keyboard: reads every run at a step, or a run that is pinned. */

import { formatCount, formatNumber } from "../../base/format.js";
import { dot, fitted, followPointer, mountOverlay, writeTip } from "../kit/canvas.js";
import { setAttribute } from "../kit/dom.js";
import { heightOf, readAt, shareOf, tableOf } from "../kit/reading.js";

/** @import { Geometry, Series } from "../kit/reading.js" */

/** The way of a run: copy indices and gaps in turn. @typedef {{label: string, color: string, points: Float64Array}} Trail */
/** A run to compare with, and the step it stood at. @typedef {{label: string, color: string, step: number, copyIndex: number, gap: number, noiseKept: number | null}} Dot */

/**
 * What the map shows.
 * @typedef {object} MapContent
 * @property {{names: string[], edges: number[], tinted: boolean}[]} regions edges: from which copy index to which, from which gap to which
 * @property {Trail[]} trails
 * @property {Dot[]} dots
 * @property {Series[]} series copy index, gap and noise kept of each run over steps, as they are read out
 */

/** The map as it was drawn. @typedef {{geometry: Geometry, content: MapContent, muted: string, background: string, textScale: number}} DrawnMap */
/** A step of the runs, or a pinned run by its place among the dots. @typedef {{step: number} | {dot: number}} Target */
/** A row of what is read. @typedef {{name: string, lane?: string, values: (number | null | undefined)[]}} Row */
/** What is read out: a heading, and rows. @typedef {{heading: string, columns: string[], rows: Row[]}} Told */

/** By how many points of a curve a key moves. */
const MOVES = Object.freeze(
  /** @type {Record<string, number>} */ ({
    ArrowLeft: -1,
    ArrowRight: 1,
    PageDown: -10,
    PageUp: 10,
    Home: -Infinity,
    End: Infinity,
  }),
);
/** By how many pinned runs. */
const TURNS = Object.freeze(/** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1 }));

/** What is read, in this order. */
export const COLUMNS = Object.freeze(["copy index", "gap", "noise kept"]);

/**
 * @param {HTMLElement} frame the map's
 * @returns {(drawn: DrawnMap) => void} to be called when the map was drawn anew
 */
export function mountTrailReader(frame) {
  const { canvas, tip } = mountOverlay(
    frame,
    "Crosshair: copy index, gap and noise kept of each run over steps; up and down, pinned runs",
  );
  const reader = new TrailReader(canvas, tip);
  followPointer(canvas, reader);
  canvas.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return reader.hide();
    if (event.key in MOVES) reader.move(MOVES[event.key]);
    else if (event.key in TURNS) reader.turn(TURNS[event.key]);
    else return;
    event.preventDefault();
  });
  return (drawn) => reader.follow(drawn);
}

/** What is read of the map. */
class TrailReader {
  /** @type {Target | undefined} hidden without one */ #target;
  /** @type {Target | undefined} where it was hidden */ #kept;
  #blank = true;
  /** @type {DrawnMap | undefined} */ #drawn;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {HTMLElement} tip
   */
  constructor(canvas, tip) {
    this.canvas = canvas;
    this.tip = tip;
  }

  /** @param {DrawnMap} drawn */
  follow(drawn) {
    this.#drawn = drawn;
    setAttribute(this.canvas, "aria-valuemax", lastStep(drawn.content));
    if (!this.#target) this.#speak(told(drawn.content, this.#kept ?? { step: Infinity }));
    this.#draw();
  }

  /** @param {number} x CSS pixels from the canvas's upper left corner @param {number} y */
  point(x, y) {
    if (!this.#drawn) return;
    const { left, right, top, bottom } = this.#drawn.geometry;
    if (x < left - 8 || x > right + 8 || y < top - 8 || y > bottom + 8) return this.hide();
    this.#target = nearestTo(this.#drawn, x, y);
    this.#draw();
  }

  /** Along the runs. @param {number} by points of their longest curve */
  move(by) {
    if (!this.#drawn) return;
    const steps = stepsOf(this.#drawn.content);
    const from = this.#target ?? this.#kept;
    const step = from && "step" in from ? from.step : Infinity;
    const at = steps.findLastIndex((one) => one <= step);
    const to = Math.min(Math.max(Math.max(at, 0) + by, 0), steps.length - 1);
    if (steps.length > 0) this.#target = { step: steps[to] };
    this.#draw();
  }

  /** From one pinned run to another. @param {number} by */
  turn(by) {
    const count = this.#drawn?.content.dots.length ?? 0;
    if (count === 0) return;
    const from = this.#target ?? this.#kept;
    const at = from && "dot" in from ? from.dot + by : by > 0 ? 0 : count - 1;
    this.#target = { dot: (at + count) % count };
    this.#draw();
  }

  hide() {
    this.#kept = this.#target ?? this.#kept;
    this.#target = undefined;
    this.#draw();
  }

  #draw() {
    const drawn = this.#drawn;
    const read = this.#target && drawn && told(drawn.content, this.#target);
    const blank = !read || read.rows.length === 0;
    // To ask how large it is takes a layout of the page.
    if (blank && this.#blank) return;
    this.#blank = blank;
    const context = fitted(this.canvas);
    this.tip.hidden = blank;
    if (!context || !drawn || blank) return;
    const { geometry, muted, background, textScale, content } = drawn;
    const places = read.rows.map(({ name, lane, values: [copyIndex, gap] }) => {
      const place = placeOf(geometry, Number(copyIndex), Number(gap));
      const color = lane ? (content.series.find(({ row }) => row === name)?.color ?? muted) : muted;
      dot(context, place.x, place.y, color, background, textScale);
      return place;
    });
    this.#write(read, Math.max(...places.map(({ x }) => x)), geometry);
    this.#speak(read);
  }

  /**
   * @param {Told} read
   * @param {number} x
   * @param {Geometry} geometry
   */
  #write({ heading, columns, rows }, x, geometry) {
    const texts = rows.map(({ name, lane, values }) => ({ lane, texts: [name, ...values.map(cell)] }));
    writeTip(this.tip, [heading, ...columns], texts, x, geometry);
  }

  /** @param {Told} read */
  #speak({ heading, columns, rows }) {
    const values = rows.map(
      ({ name, values: numbers }) =>
        `${name} ${columns.map((column, at) => `${column} ${cell(numbers[at])}`).join(", ")}`,
    );
    const at = this.#target ?? this.#kept;
    const step = at && "step" in at ? at.step : this.#drawn ? lastStep(this.#drawn.content) : 0;
    setAttribute(this.canvas, "aria-valuenow", Number.isFinite(step) ? step : 0);
    setAttribute(this.canvas, "aria-valuetext", rows.length > 0 ? `${heading}: ${values.join("; ")}` : "no run yet");
  }
}

/** @param {number | null | undefined} value */
const cell = (value) => formatNumber(value ?? undefined);

/**
 * What is read out of a target.
 * @param {MapContent} content
 * @param {Target} target
 * @returns {Told}
 */
export function told({ series, dots }, target) {
  if ("dot" in target) {
    const one = dots[target.dot];
    if (!one) return { heading: "", columns: [], rows: [] };
    const { label, step, copyIndex, gap, noiseKept } = one;
    const row = { name: label, values: [copyIndex, gap, noiseKept] };
    return { heading: `pinned at step ${formatCount(step)}`, columns: [...COLUMNS], rows: [row] };
  }
  const readings = readAt(series, target.step);
  const { columns, rows } = tableOf(readings);
  const [first] = readings;
  return { heading: first ? `step ${formatCount(first.step)}` : "", columns, rows };
}

/**
 * The step or the pinned run that is nearest to a place on the map.
 * @param {Pick<DrawnMap, "geometry" | "content">} drawn
 * @param {number} x
 * @param {number} y
 * @returns {Target | undefined}
 */
export function nearestTo({ geometry, content: { series, dots } }, x, y) {
  /** @type {Target | undefined} */
  let best;
  let least = Infinity;
  const consider = (/** @type {Target} */ target, /** @type {number} */ copyIndex, /** @type {number} */ gap) => {
    const place = placeOf(geometry, copyIndex, gap);
    const distance = Math.hypot(place.x - x, place.y - y);
    if (distance < least) [least, best] = [distance, target];
  };
  for (const { row, column, points } of series) {
    if (column !== COLUMNS[0]) continue;
    const gaps = series.find((other) => other.row === row && other.column === COLUMNS[1])?.points ?? points;
    for (let at = 0; at < points.length; at += 2) consider({ step: points[at] }, points[at + 1], gaps[at + 1]);
  }
  dots.forEach(({ copyIndex, gap }, at) => consider({ dot: at }, copyIndex, gap));
  return best;
}

/**
 * Where a point stands on the canvas, in CSS pixels; what is beyond an axis is at its edge.
 * @param {Geometry} geometry
 * @param {number} copyIndex
 * @param {number} gap
 */
function placeOf(geometry, copyIndex, gap) {
  const share = shareOf({ geometry, logX: false }, copyIndex);
  return {
    x: geometry.left + Math.min(Math.max(share, 0), 1) * (geometry.right - geometry.left),
    y: heightOf({ geometry, logY: true }, gap),
  };
}

/** The steps of the longest curve. @param {MapContent} content @returns {number[]} */
function stepsOf({ series }) {
  const length = Math.max(0, ...series.map(({ points }) => points.length));
  const longest = series.find(({ points }) => points.length === length);
  return [...(longest?.points ?? [])].filter((_, at) => at % 2 === 0);
}

/** @param {MapContent} content */
function lastStep({ series }) {
  return Math.max(0, ...series.map(({ points }) => points.at(-2) ?? 0));
}
