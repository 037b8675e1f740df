/** Shapes of a picture, on a canvas and as SVG: the same in both, but that SVG keeps text as text and a chart as lines. */

import { escaped } from "../../base/format.js";
import { placed } from "./svg_text.js";

/**
 * A part of a picture, in its pixels. `width` of a text: no wider than this; `from` of an image: a square of it, with pixels as squares;
 * `y` of a text: the line that its letters stand on.
 * @typedef {{type: "box", x: number, y: number, width: number, height: number, radius?: number, fill: string}
 *   | {type: "text", x: number, y: number, text: string, size: number, weight: number, fill: string, anchor?: "middle" | "end", width?: number}
 *   | {type: "image", x: number, y: number, width: number, height: number, image: HTMLCanvasElement | OffscreenCanvas, from?: {x: number, y: number, side: number}}
 *   | {type: "path", x: number, y: number, scale: number, path: string, fill: string}
 *   | {type: "chart", x: number, y: number, width: number, height: number}} Shape
 */

/** @typedef {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} Context */

/** So many pixels of an image in SVG to one of the picture: it may be enlarged. */
const FINE = 2;

/**
 * @param {Context} context
 * @param {readonly Shape[]} shapes
 * @param {CanvasImageSource} chart
 * @param {string} font
 */
export function paintShapes(context, shapes, chart, font) {
  for (const shape of shapes) {
    context.save();
    paint(context, shape, chart, font);
    context.restore();
  }
}

/** @param {Context} context @param {Shape} shape @param {CanvasImageSource} chart @param {string} font */
function paint(context, shape, chart, font) {
  const { x, y } = shape;
  switch (shape.type) {
    case "box":
      context.fillStyle = shape.fill;
      context.beginPath();
      context.roundRect(x, y, shape.width, shape.height, shape.radius ?? 0);
      return context.fill();
    case "text":
      context.fillStyle = shape.fill;
      context.font = `${shape.weight} ${sizeOf(context, shape, font)}px ${font}`;
      context.textAlign = shape.anchor === "middle" ? "center" : (shape.anchor ?? "start");
      return context.fillText(shape.text, x, y);
    case "image":
      return paintImage(context, shape, x, y, shape.width, shape.height);
    case "path":
      context.fillStyle = shape.fill;
      context.translate(x, y);
      context.scale(shape.scale, shape.scale);
      return context.fill(new Path2D(shape.path));
    case "chart":
      return context.drawImage(chart, x, y, shape.width, shape.height);
  }
}

/**
 * The size in which a text is as wide as it may be at most.
 * @param {Context} context
 * @param {Extract<Shape, {type: "text"}>} shape
 * @param {string} font
 */
function sizeOf(context, { text, size, weight, width = Infinity }, font) {
  context.font = `${weight} ${size}px ${font}`;
  const natural = context.measureText(text).width;
  return natural > width ? (size * width) / natural : size;
}

/**
 * @param {Context} context
 * @param {Extract<Shape, {type: "image"}>} shape
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 */
function paintImage(context, { image, from }, x, y, width, height) {
  if (!from) return context.drawImage(image, x, y, width, height);
  context.imageSmoothingEnabled = width < 2 * from.side;
  return context.drawImage(image, from.x, from.y, from.side, from.side, x, y, width, height);
}

/**
 * @param {readonly Shape[]} shapes
 * @param {{width: number, height: number}} size
 * @param {string} chart as SVG
 * @param {string} font
 * @param {{title: string, link: string}} about
 */
export function shapesAsSvg(shapes, { width, height }, chart, font, { title, link }) {
  const scratch = new OffscreenCanvas(1, 1).getContext("2d");
  if (!scratch) throw new Error("this browser gives no 2d context for a picture");
  const elements = shapes.map((shape) => `${asSvg(shape, chart, font, scratch)}\n`).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escaped(font)}" role="img">
<title>${escaped(title)}</title>
<desc>${escaped(link)}</desc>
${elements}</svg>
`;
}

/** @param {Shape} shape @param {string} chart @param {string} font @param {Context} scratch @returns {string} */
function asSvg(shape, chart, font, scratch) {
  const { x, y } = shape;
  switch (shape.type) {
    case "box":
      return `<rect x="${x}" y="${y}" width="${shape.width}" height="${shape.height}" rx="${shape.radius ?? 0}" fill="${shape.fill}"/>`;
    case "text": {
      const anchor = shape.anchor ? ` text-anchor="${shape.anchor}"` : "";
      const size = Number(sizeOf(scratch, shape, font).toFixed(2));
      return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${shape.weight}" fill="${shape.fill}"${anchor}>${escaped(shape.text)}</text>`;
    }
    case "image":
      return `<image x="${x}" y="${y}" width="${shape.width}" height="${shape.height}" href="${dataUrlOf(shape)}"/>`;
    case "path":
      return `<path transform="translate(${x} ${y}) scale(${shape.scale})" d="${shape.path}" fill="${shape.fill}" shape-rendering="crispEdges"/>`;
    case "chart":
      return placed(chart, x, y);
  }
}

/** @param {Extract<Shape, {type: "image"}>} shape */
function dataUrlOf(shape) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [shape.width * FINE, shape.height * FINE];
  const context = canvas.getContext("2d");
  if (context) paintImage(context, shape, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png");
}
