/** The chart of the open tab as a file: SVG with text as text, or PNG. */

import { loadDrawings } from "../../load/wasm.js";
import { download, element } from "../kit/dom.js";
import { WIDTH, chartParts } from "./chart_parts.js";
import { PAD, SPACE, sheetOf, svgOf } from "./svg_text.js";

/** @import { State } from "../../state/state.js" */
/** @import { Palette } from "../kit/palette.js" */
/** @import { Drawer, Part } from "./chart_parts.js" */

/** Pixels to a CSS pixel of a PNG, and the height of the line above one of several parts. */
const [RATIO, LINE] = [2, 24];

export const NO_CHARTS = "The charts are not here yet: try again in a moment.";

/**
 * @param {"svg" | "png"} kind
 * @param {State} state
 * @param {Palette} palette
 * @param {Drawer | undefined} charts the module that draws on the page
 * @param {string} link to what is on the screen
 * @returns {Promise<string>} why there is no file, as a sentence; empty where there is
 */
export async function saveChart(kind, state, palette, charts, link) {
  const colours = { ...palette, scale: 1, textScale: 1 };
  const parts = chartParts(state, colours, kind);
  if (typeof parts === "string") return parts;
  const name = `chart-${state.tab}.${kind}`;
  if (kind === "svg") {
    const about = { title: `autoencoder lab: ${state.tab}`, link, background: colours.css.bg };
    download(name, new Blob([await chartAsSvg(parts, about)], { type: "image/svg+xml" }));
    return "";
  }
  if (!charts) return NO_CHARTS;
  download(name, await chartAsPng(parts, charts, colours));
  return "";
}

/** @param {Part[]} parts @param {{title: string, link: string, background: string}} about */
async function chartAsSvg(parts, about) {
  const module = await loadDrawings();
  return sheetOf(
    parts.map(({ paint }) => svgOf((canvas) => paint(canvas, module, 1))),
    about,
  );
}

/**
 * @param {Part[]} parts
 * @param {Drawer} module
 * @param {Palette} palette
 */
async function chartAsPng(parts, module, { css, font }) {
  const drawn = parts.map(({ paint, label = "" }) => {
    const canvas = element("canvas");
    paint(canvas, module, RATIO);
    return { canvas, label, height: canvas.height / RATIO + (label ? LINE : 0) };
  });
  const height = drawn.reduce((sum, part) => sum + part.height + SPACE, 2 * PAD - SPACE);
  const sheet = new OffscreenCanvas((WIDTH + 2 * PAD) * RATIO, Math.round(height * RATIO));
  const context = sheet.getContext("2d");
  if (!context) throw new Error("this browser gives no 2d context for a picture");
  context.fillStyle = css.bg;
  context.fillRect(0, 0, sheet.width, sheet.height);
  context.fillStyle = css.ink;
  context.font = `${14 * RATIO}px ${font}`;
  let y = PAD;
  for (const { canvas, label, height: own } of drawn) {
    context.fillText(label, PAD * RATIO, (y + 14) * RATIO);
    context.drawImage(canvas, PAD * RATIO, (y + (label ? LINE : 0)) * RATIO);
    y += own + SPACE;
  }
  return sheet.convertToBlob({ type: "image/png" });
}
