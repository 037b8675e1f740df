/** Paints the plane: the field as arrows, the points, what a run makes of them, and the place that is followed. */

import { dot } from "../kit/canvas.js";
import { resize } from "../kit/enlarger.js";
import { HALF, sizeOf } from "./layers.js";

/** @import { Point } from "../../images/points.js" */
/** @import { Palette } from "../kit/palette.js" */
/** @import { Layer, Layers } from "./layers.js" */

/** Arrows are drawn at this share of their length, but no longer than this, so that none reaches into the next. */
const ARROW_SHARE = 0.5;
const LONGEST_ARROW = 0.21;
/** Shorter ones, in CSS pixels, are dots. */
const SHORTEST_ARROW = 1.5;
/** Radii in CSS pixels. */
const [POINT, HEAD] = [1.75, 2.75];

/**
 * What is painted: a run's layers, or, where there are none yet, points that were placed; and the place that is followed.
 * @typedef {{layers: Layers | undefined, placed: readonly Point[], probe: Float32Array | null}} Scene
 */

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Scene} scene
 * @param {Palette} palette
 * @param {string} color of the run
 * @param {number} side in CSS pixels
 * @param {number} ratio
 */
export function paintPlane(canvas, { layers, placed, probe }, palette, color, side, ratio) {
  resize(canvas, Math.round(side * ratio), Math.round(side * ratio));
  const context = canvas.getContext("2d");
  if (!context) return;
  const brush = new Brush(context, side, ratio, palette.scale);
  const { ink, muted, rule, bg } = palette.css;
  brush.axes(rule);
  if (layers) {
    brush.arrows(layers.field, muted);
    for (const layer of [layers.train, layers.heldOut]) brush.links(layer, color);
    brush.discs(layers.train.x, muted);
    brush.rings(layers.heldOut.x, muted);
    brush.discs(layers.train.xHat, color);
    brush.rings(layers.heldOut.xHat, color);
    brush.followed(layers.followed, probe, { ink, color, bg });
  } else {
    brush.discs(Float32Array.from(placed.flat()), muted);
  }
}

/** Draws in the coordinates of the plane. */
class Brush {
  #context;
  #side;
  #scale;

  /** @param {CanvasRenderingContext2D} context @param {number} side @param {number} ratio @param {number} scale of lines */
  constructor(context, side, ratio, scale) {
    this.#context = context;
    this.#side = side;
    this.#scale = scale;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, side, side);
    context.lineCap = "round";
  }

  /** @param {number} value */
  #across(value) {
    return ((value + HALF) / (2 * HALF)) * this.#side;
  }

  /** @param {number} value */
  #down(value) {
    return this.#side - this.#across(value);
  }

  /** @param {string} color */
  axes(color) {
    const context = this.#context;
    const middle = this.#side / 2;
    context.beginPath();
    context.moveTo(0, middle);
    context.lineTo(this.#side, middle);
    context.moveTo(middle, 0);
    context.lineTo(middle, this.#side);
    context.strokeStyle = color;
    context.lineWidth = 1;
    context.stroke();
  }

  /** What becomes of each place of a grid. @param {Layer} layer @param {string} color */
  arrows({ x, xHat }, color) {
    const context = this.#context;
    const unit = this.#side / (2 * HALF);
    context.beginPath();
    for (let at = 0; at < x.length; at += 2) {
      const [dx, dy] = [xHat[at] - x[at], xHat[at + 1] - x[at + 1]];
      const length = Math.hypot(dx, dy);
      if (!Number.isFinite(length)) continue;
      const drawn = Math.min(ARROW_SHARE * length, LONGEST_ARROW) * unit;
      const [left, top] = [this.#across(x[at]), this.#down(x[at + 1])];
      const [cosine, sine] = drawn < SHORTEST_ARROW ? [0, 0] : [dx / length, -dy / length];
      const [tipX, tipY] = [left + drawn * cosine, top + drawn * sine];
      context.moveTo(left, top);
      context.lineTo(tipX, tipY);
      if (drawn < SHORTEST_ARROW) continue;
      const head = Math.min(HEAD * this.#scale, drawn / 2);
      context.moveTo(tipX - head * (cosine - 0.6 * sine), tipY - head * (sine + 0.6 * cosine));
      context.lineTo(tipX, tipY);
      context.lineTo(tipX - head * (cosine + 0.6 * sine), tipY - head * (sine - 0.6 * cosine));
    }
    context.strokeStyle = color;
    context.globalAlpha = 0.75;
    context.lineWidth = 0.9 * this.#scale;
    context.stroke();
    context.globalAlpha = 1;
  }

  /** From each point to what becomes of it. @param {Layer} layer @param {string} color */
  links({ x, xHat }, color) {
    const context = this.#context;
    context.beginPath();
    for (let at = 0; at < x.length; at += 2) {
      if (!Number.isFinite(xHat[at] + xHat[at + 1])) continue;
      context.moveTo(this.#across(x[at]), this.#down(x[at + 1]));
      context.lineTo(this.#across(xHat[at]), this.#down(xHat[at + 1]));
    }
    context.strokeStyle = color;
    context.globalAlpha = 0.3;
    context.lineWidth = 0.75 * this.#scale;
    context.stroke();
    context.globalAlpha = 1;
  }

  /** @param {Float32Array} points @param {number} radius */
  #circles(points, radius) {
    const context = this.#context;
    context.beginPath();
    for (let at = 0; at < points.length; at += 2) {
      if (!Number.isFinite(points[at] + points[at + 1])) continue;
      const [x, y] = [this.#across(points[at]), this.#down(points[at + 1])];
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, 2 * Math.PI);
    }
  }

  /** @param {Float32Array} points @param {string} color */
  discs(points, color) {
    this.#circles(points, POINT * this.#scale);
    this.#context.fillStyle = color;
    this.#context.fill();
  }

  /** @param {Float32Array} points @param {string} color */
  rings(points, color) {
    this.#circles(points, POINT * this.#scale);
    this.#context.strokeStyle = color;
    this.#context.lineWidth = 0.9 * this.#scale;
    this.#context.stroke();
  }

  /**
   * The place that is followed, to where the run takes it; that is not known yet where the run has not been asked.
   * @param {Layer} layer
   * @param {Float32Array | null} probe
   * @param {{ink: string, color: string, bg: string}} colors
   */
  followed(layer, probe, { ink, color, bg }) {
    if (!probe) return;
    const context = this.#context;
    const known = sizeOf(layer) > 0;
    const [x, y] = known ? layer.x : probe;
    const from = [this.#across(x), this.#down(y)];
    if (known && Number.isFinite(layer.xHat[0] + layer.xHat[1])) {
      const to = [this.#across(layer.xHat[0]), this.#down(layer.xHat[1])];
      context.beginPath();
      context.moveTo(from[0], from[1]);
      context.lineTo(to[0], to[1]);
      context.strokeStyle = ink;
      context.lineWidth = 1.5 * this.#scale;
      context.stroke();
      dot(context, to[0], to[1], ink, color, this.#scale);
    }
    dot(context, from[0], from[1], ink, bg, this.#scale);
  }
}
