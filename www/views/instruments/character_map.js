/** The map of characters as it is drawn: a canvas with the core's plotter, and its crosshair. */

import { element, memo } from "../kit/dom.js";
import { frameOf, scaled } from "../kit/chart.js";
import { followSize } from "../kit/screen.js";
import { mountTrailReader } from "./trail_reader.js";

/** @import { CharacterMap } from "../../pkg/charts.js" */
/** @import { Glue, Size } from "../kit/chart.js" */
/** @import { Palette } from "../kit/palette.js" */
/** @import { Geometry } from "../kit/reading.js" */
/** @import { MapContent } from "./trail_reader.js" */

const TITLES = ["gap = held-out − train error, log", "held-out − train error, log", "gap, log"];

/**
 * @param {HTMLElement} root
 * @param {Glue} glue
 * @returns {(content: MapContent, palette: Palette) => void}
 */
export function mountCharacterMap(root, glue) {
  const canvas = element("canvas", { "aria-hidden": "true" });
  const frame = element("div", { class: "chart" }, canvas);
  root.append(frame);
  const follow = mountTrailReader(frame);
  let room = { width: 0, height: 0 };
  /** @type {CharacterMap | undefined} */
  let map;
  /** @type {(() => void) | undefined} */
  let redraw;
  const draw = memo((/** @type {[CharacterMap, MapContent, Palette, number, number, number]} */ ...inputs) => {
    const [target, content, palette, width, height, pixelRatio] = inputs;
    const geometry = paintMap(canvas, target, content, palette, { width, height, pixelRatio });
    const { muted, bg: background } = palette.css;
    follow({ geometry, content, muted, background, textScale: palette.textScale });
  });
  followSize(frame, (size) => {
    room = size;
    redraw?.();
  });
  return (content, palette) => {
    const ratio = devicePixelRatio;
    redraw = () => {
      const module = glue();
      if (!module || room.width < 50 || room.height < 50) return;
      map ??= new module.CharacterMap();
      draw(map, content, palette, room.width, room.height, ratio);
    };
    redraw();
  };
}

/**
 * Draws the map in a size that is given.
 * @param {HTMLCanvasElement} canvas
 * @param {CharacterMap} map
 * @param {MapContent} content
 * @param {Palette} palette
 * @param {Size} size
 * @returns {Geometry}
 */
export function paintMap(canvas, map, { regions, trails, dots }, palette, size) {
  map.clear();
  for (const { names, edges, tinted } of regions) map.region(names, Float64Array.from(edges), tinted);
  for (const { label, color, points } of trails) map.trail(label, color, points);
  for (const { label, color, copyIndex, gap } of dots) map.dot(label, color, copyIndex, gap);
  const frame = { ...frameOf(palette, size), titles: TITLES };
  return scaled(/** @type {Geometry} */ (map.draw(canvas, frame)), palette.scale);
}
