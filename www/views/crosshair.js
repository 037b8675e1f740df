/** A crosshair over the chart, moved by pointer or by keyboard, that reads out the values at a step. */

import { formatCount, formatNumber } from "../format.js";
import { element, setAttribute } from "./dom.js";

/** @import { Geometry, Reading } from "./loss.js" */
/** @import { Palette } from "./palette.js" */

/** Steps a key moves by, as a share of the axis. */
const MOVES = Object.freeze(/** @type {Record<string, number>} */ ({
  ArrowLeft: -0.01, ArrowRight: 0.01, PageDown: -0.1, PageUp: 0.1, ArrowDown: -0.01, ArrowUp: 0.01, Home: -Infinity, End: Infinity,
}));

/**
 * @param {HTMLElement} frame the chart's
 * @param {(step: number) => Reading[]} readAt
 */
export function mountCrosshair(frame, readAt) {
  const canvas = element("canvas", {
    class: "crosshair", role: "slider", tabindex: "0", "aria-label": "Crosshair", "aria-valuemin": "0", "aria-valuemax": "0", "aria-valuenow": "0",
  });
  const tip = element("div", { class: "tip", "aria-hidden": "true", hidden: "" });
  frame.append(canvas, tip);
  const cross = new Crosshair(canvas, tip, readAt);
  canvas.addEventListener("pointermove", (event) => cross.point(event.offsetX));
  canvas.addEventListener("pointerleave", () => document.activeElement !== canvas && cross.hide());
  canvas.addEventListener("focus", () => canvas.matches(":focus-visible") && cross.move(0));
  canvas.addEventListener("blur", () => cross.hide());
  canvas.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return cross.hide();
    if (!(event.key in MOVES)) return;
    event.preventDefault();
    cross.move(MOVES[event.key]);
  });
  return {
    moved: (/** @type {Geometry} */ geometry, /** @type {Palette} */ palette, /** @type {boolean} */ logY) => cross.follow(geometry, palette, logY),
  };
}

/** Where the crosshair stands. */
class Crosshair {
  /** @type {number | undefined} hidden without one */ #step;
  #kept = 0;
  /** @type {Geometry | undefined} */ #geometry;
  /** @type {Palette | undefined} */ #palette;
  #logY = true;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {HTMLElement} tip
   * @param {(step: number) => Reading[]} readAt
   */
  constructor(canvas, tip, readAt) {
    this.canvas = canvas;
    this.tip = tip;
    this.readAt = readAt;
  }

  /**
   * The chart was drawn anew.
   * @param {Geometry} geometry
   * @param {Palette} palette
   * @param {boolean} logY
   */
  follow(geometry, palette, logY) {
    this.#geometry = geometry;
    this.#palette = palette;
    this.#logY = logY;
    setAttribute(this.canvas, "aria-valuemin", geometry.xMin);
    setAttribute(this.canvas, "aria-valuemax", geometry.xMax);
    if (this.#step === undefined) this.#speak(this.readAt(this.#kept || geometry.xMax));
    this.#draw();
  }

  /** @param {number} x CSS pixels from the canvas's left edge */
  point(x) {
    const g = this.#geometry;
    if (!g) return;
    if (x < g.left - 8 || x > g.right + 8) return this.hide();
    const share = Math.min(Math.max((x - g.left) / (g.right - g.left), 0), 1);
    this.#step = g.xMin + share * (g.xMax - g.xMin);
    this.#draw();
  }

  /** @param {number} share of the axis */
  move(share) {
    const g = this.#geometry;
    if (!g) return;
    const last = Math.max(0, ...this.readAt(g.xMax).map(({ step }) => step));
    const from = this.#step ?? (this.#kept || last);
    this.#step = Math.min(Math.max(from + share * (g.xMax - g.xMin), g.xMin), last);
    this.#draw();
  }

  hide() {
    this.#kept = this.#step ?? this.#kept;
    this.#step = undefined;
    this.#draw();
  }

  #draw() {
    const context = fitted(this.canvas);
    const g = this.#geometry;
    const readings = this.#step === undefined ? [] : this.readAt(this.#step);
    this.tip.hidden = readings.length === 0;
    if (!context || !g || readings.length === 0) return;
    const x = g.left + ((readings[0].step - g.xMin) / (g.xMax - g.xMin)) * (g.right - g.left);
    context.strokeStyle = this.#palette?.css.muted ?? "gray";
    context.beginPath();
    context.moveTo(Math.round(x) + 0.5, g.top);
    context.lineTo(Math.round(x) + 0.5, g.bottom);
    context.stroke();
    for (const { color, train, heldOut } of readings) {
      this.#dot(context, x, this.#y(train, g), color, true);
      this.#dot(context, x, this.#y(heldOut, g), color, false);
    }
    this.#write(readings, x, g);
    this.#speak(readings);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} x
   * @param {number} y
   * @param {string} color
   * @param {boolean} filled
   */
  #dot(context, x, y, color, filled) {
    context.beginPath();
    context.arc(x, y, 3.5, 0, 2 * Math.PI);
    context.fillStyle = filled ? color : (this.#palette?.css.bg ?? "white");
    context.fill();
    context.strokeStyle = color;
    context.lineWidth = 1.5;
    context.stroke();
  }

  /**
   * @param {number} value
   * @param {Geometry} geometry
   */
  #y(value, { top, bottom, yMin, yMax }) {
    const scale = this.#logY ? Math.log : (/** @type {number} */ v) => v;
    const within = Math.min(Math.max(value, yMin), yMax);
    return bottom - ((scale(within) - scale(yMin)) / (scale(yMax) - scale(yMin))) * (bottom - top);
  }

  /**
   * @param {Reading[]} readings
   * @param {number} x
   * @param {Geometry} geometry
   */
  #write(readings, x, { left, right }) {
    const rows = readings.map(({ name, train, heldOut }) =>
      element("tr", { "data-lane": name }, ...[name, formatNumber(train), formatNumber(heldOut)].map((text) => element("td", {}, text))));
    const head = element("tr", {}, ...[`step ${formatCount(readings[0].step)}`, "train", "held-out"].map((text) => element("th", {}, text)));
    this.tip.replaceChildren(element("table", {}, head, ...rows));
    const onLeft = x > (left + right) / 2;
    this.tip.classList.toggle("on-left", onLeft);
    this.tip.style.setProperty("--x", `${x}px`);
  }

  /** @param {Reading[]} readings */
  #speak(readings) {
    const values = readings.map(({ name, train, heldOut }) => `${name} train ${formatNumber(train)}, held-out ${formatNumber(heldOut)}`);
    const step = readings[0]?.step ?? 0;
    setAttribute(this.canvas, "aria-valuenow", Math.round(step));
    setAttribute(this.canvas, "aria-valuetext", readings.length > 0 ? `step ${formatCount(step)}: ${values.join("; ")}` : "no curve yet");
  }
}

/**
 * The canvas cleared, at the size it has on the page.
 * @param {HTMLCanvasElement} canvas
 */
function fitted(canvas) {
  const { clientWidth, clientHeight } = canvas;
  const ratio = devicePixelRatio;
  canvas.width = Math.round(clientWidth * ratio);
  canvas.height = Math.round(clientHeight * ratio);
  const context = canvas.getContext("2d");
  context?.scale(ratio, ratio);
  return context;
}
