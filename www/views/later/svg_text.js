/** SVG as text: drawings of the module that draws them so, put together. */

import { escaped } from "../../base/format.js";
import { element } from "../kit/dom.js";

/** What the module leaves at a canvas in place of pixels (src/plot/wasm/canvas.rs). */
const AS_SVG = "data-svg";

/** What is drawn on a canvas, as SVG. @param {(canvas: HTMLCanvasElement) => void} draw */
export function svgOf(draw) {
  const canvas = element("canvas");
  draw(canvas);
  return canvas.getAttribute(AS_SVG) ?? "";
}

/** The width and the height that a drawing says. @param {string} svg */
export function sizeOf(svg) {
  const [, width, height] = /^<svg [^>]*?width="([\d.]+)" height="([\d.]+)"/u.exec(svg) ?? [];
  return { width: Number(width), height: Number(height) };
}

/** A drawing within another. @param {string} svg @param {number} x @param {number} y */
export function placed(svg, x, y) {
  return svg.replace("<svg ", `<svg x="${x}" y="${y}" `);
}

/** What stays free around drawings, and between them, in CSS pixels. */
export const [PAD, SPACE] = [16, 12];

/**
 * Drawings one below the other.
 * @param {readonly string[]} drawings
 * @param {{title: string, link: string, background: string}} about
 */
export function sheetOf(drawings, { title, link, background }) {
  const sizes = drawings.map(sizeOf);
  const tops = sizes.map((_, index) => sizes.slice(0, index).reduce((sum, size) => sum + size.height + SPACE, PAD));
  const width = Math.max(...sizes.map((size) => size.width)) + 2 * PAD;
  const height = sizes.reduce((sum, size) => sum + size.height + SPACE, 2 * PAD - SPACE);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>${escaped(title)}</title>
<desc>${escaped(link)}</desc>
<rect width="${width}" height="${height}" fill="${background}"/>
${drawings.map((svg, index) => placed(svg, PAD, tops[index])).join("")}</svg>
`;
}
