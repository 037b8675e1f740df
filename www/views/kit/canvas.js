/** What is drawn above a chart while it is read. */

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
