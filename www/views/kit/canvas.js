/** What lies above a chart while it is read: a canvas, and beside the point a tip. */

import { element } from "./dom.js";

/**
 * A canvas over a chart, a slider to programs that read the page, and the tip beside what it reads.
 * @param {HTMLElement} frame the chart's
 * @param {string} name of what is read
 * @param {Record<string, string>} [attributes] that are others than usual
 */
export function mountOverlay(frame, name, attributes = {}) {
  const canvas = element("canvas", {
    class: "crosshair",
    role: "slider",
    tabindex: "0",
    "aria-label": name,
    "aria-valuemin": "0",
    "aria-valuemax": "0",
    "aria-valuenow": "0",
    ...attributes,
  });
  const tip = element("div", { class: "tip", "aria-hidden": "true", hidden: "" });
  frame.append(canvas, tip);
  return { canvas, tip };
}

/**
 * Has a reader follow the pointer, and begin where the focus comes by keyboard.
 * @param {HTMLCanvasElement} canvas
 * @param {{point: (x: number, y: number) => void, move: (by: number) => void, hide: () => void}} reader
 */
export function followPointer(canvas, reader) {
  for (const type of /** @type {const} */ (["pointerdown", "pointermove"]))
    canvas.addEventListener(type, ({ offsetX, offsetY }) => reader.point(offsetX, offsetY));
  canvas.addEventListener("pointerleave", ({ pointerType }) => {
    // A finger that is lifted leaves the numbers that it hid; the next touch elsewhere takes them away.
    if (pointerType === "touch")
      document.addEventListener("pointerdown", ({ target }) => target !== canvas && reader.hide(), { once: true });
    else if (document.activeElement !== canvas) reader.hide();
  });
  canvas.addEventListener("pointercancel", () => reader.hide());
  canvas.addEventListener("focus", () => canvas.matches(":focus-visible") && reader.move(0));
  canvas.addEventListener("blur", () => reader.hide());
}

/**
 * Writes a table into a tip, which stands at the side of a point where there is more room.
 * @param {HTMLElement} tip
 * @param {string[]} heads
 * @param {{lane?: string, texts: string[]}[]} rows
 * @param {number} x of the point
 * @param {{left: number, right: number}} plot
 */
export function writeTip(tip, heads, rows, x, { left, right }) {
  const body = rows.map(({ lane, texts }) =>
    element("tr", lane ? { "data-lane": lane } : {}, ...texts.map((text) => element("td", {}, text))),
  );
  const head = element("tr", {}, ...heads.map((text) => element("th", {}, text)));
  tip.replaceChildren(element("table", {}, head, ...body));
  tip.classList.toggle("on-left", x > (left + right) / 2);
  tip.style.setProperty("--x", `${x}px`);
}

/**
 * A point that is read: a disc with a rim.
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {string} color
 * @param {string} inside
 * @param {number} scale
 */
export function dot(context, x, y, color, inside, scale) {
  context.beginPath();
  context.arc(x, y, 3.5 * scale, 0, 2 * Math.PI);
  context.fillStyle = inside;
  context.fill();
  context.strokeStyle = color;
  context.lineWidth = 1.5 * scale;
  context.stroke();
}

/**
 * The canvas cleared, at the size it has on the page.
 * @param {HTMLCanvasElement} canvas
 */
export function fitted(canvas) {
  const { clientWidth, clientHeight } = canvas;
  const ratio = devicePixelRatio;
  canvas.width = Math.round(clientWidth * ratio);
  canvas.height = Math.round(clientHeight * ratio);
  const context = canvas.getContext("2d");
  context?.scale(ratio, ratio);
  return context;
}
