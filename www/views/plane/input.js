/** How a person points at the plane, and places points there: with a pointer, or with keys that move a cursor. */

import { UNIT } from "../../images/points.js";
import { HALF } from "./layers.js";

/** @import { Point } from "../../images/points.js" */

/** Keys move the cursor by so much, and with Shift by so little. */
const [STEP, FINE] = [16 * UNIT, UNIT];
/** How near a point has to be to be meant, in CSS pixels: by a finger, and else. */
const [FINGER, NEAR] = [16, 8];

/** @type {Readonly<Record<string, Point>>} */
const MOVES = Object.freeze({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] });

/**
 * @typedef {object} Reader
 * @property {(place: Point) => void} follow
 * @property {() => void} leave nothing is followed any more
 * @property {(place: Point, reach: number) => void} press places a point, or takes away one that is as near as this
 * @property {() => Point} cursor where keys go on from
 * @property {() => void} say what has become of the cursor
 */

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Reader} reader
 */
export function followPointer(canvas, { follow, leave, press }) {
  const placeOf = (/** @type {PointerEvent} */ { clientX, clientY }) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const part = (/** @type {number} */ share) => within((2 * share - 1) * HALF);
    return /** @type {Point} */ ([part((clientX - left) / width), part(1 - (clientY - top) / height)]);
  };
  // The keys are the page's while a person points: nothing has the focus, Space plays and pauses.
  canvas.addEventListener("mousedown", (event) => event.preventDefault());
  for (const type of /** @type {const} */ (["pointerdown", "pointermove"]))
    canvas.addEventListener(type, (event) => follow(placeOf(event)));
  canvas.addEventListener("pointerleave", ({ pointerType }) => {
    // A finger that is lifted leaves what it has pointed at.
    if (pointerType !== "touch" && document.activeElement !== canvas) leave();
  });
  canvas.addEventListener("click", (event) => {
    const { width } = canvas.getBoundingClientRect();
    const pixels = /** @type {PointerEvent} */ (event).pointerType === "touch" ? FINGER : NEAR;
    press(placeOf(/** @type {PointerEvent} */ (event)), (pixels * 2 * HALF) / width);
  });
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Reader} reader
 */
export function followKeys(canvas, { follow, leave, press, cursor, say }) {
  canvas.addEventListener("focus", () => {
    if (!canvas.matches(":focus-visible")) return;
    follow(cursor());
    say();
  });
  canvas.addEventListener("blur", leave);
  canvas.addEventListener("keydown", (event) => {
    const { key, shiftKey } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const place = cursor();
    if (key in MOVES) {
      const by = shiftKey ? FINE : STEP;
      const [x, y] = place;
      const [right, up] = MOVES[key];
      follow([within(x + by * right), within(y + by * up)]);
    } else if (key === "Enter") press(place, STEP / 2);
    else return;
    // What is used here is no key of the page: a step.
    event.preventDefault();
    event.stopPropagation();
    say();
  });
}

/** @param {number} value */
function within(value) {
  return Math.min(Math.max(value, -HALF), HALF);
}
