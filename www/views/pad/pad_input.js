/** How a person draws on the pad: with a pointer, or with keys that move a brush. */

import { DRAWING_SIDE } from "../../images/drawing.js";

/** @import { Place } from "../../images/drawing.js" */

/** Keys move the brush over this many columns and rows, and with Shift by a third of one. */
const CELLS = 20;
const CELL = DRAWING_SIDE / CELLS;
const FINE = CELL / 3;

/** @type {Readonly<Record<string, [x: number, y: number]>>} */
const MOVES = Object.freeze({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] });

/** The brush that keys move. @typedef {Place & {down: boolean}} Brush */

/**
 * Mouse, touch and pen: the one that begins a stroke keeps it until it is lifted, wherever it goes. But the hand that holds a pen touches the
 * pad, too: a pen takes over from a touch, whose stroke is taken back, and while one is near the pad, touches draw nothing. A touch that the
 * browser itself takes for a palm is taken back likewise.
 * @param {HTMLCanvasElement} canvas
 * @param {{draw: (path: Place[]) => void, begin: () => void, takeBack: () => void}} actions what is drawn after begin can be taken back
 */
export function followPointer(canvas, { draw, begin, takeBack }) {
  /** @type {{id: number, type: string, last: Place} | undefined} */
  let stroke;
  let penIsNear = false;
  /** @param {PointerEvent} event */
  const placeOf = ({ clientX, clientY }) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    return { x: ((clientX - left) * DRAWING_SIDE) / width, y: ((clientY - top) * DRAWING_SIDE) / height };
  };
  // A pad that is drawn on with a pointer leaves the keys to the page: nothing has the focus, Space plays and pauses.
  canvas.addEventListener("mousedown", (event) => event.preventDefault());
  canvas.addEventListener("pointerdown", (event) => {
    const overPalm = event.pointerType === "pen" && stroke?.type === "touch";
    const isPalm = penIsNear && event.pointerType === "touch";
    if (event.button !== 0 || isPalm || (stroke && !overPalm)) return;
    if (overPalm) takeBack();
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    canvas.setPointerCapture(event.pointerId);
    const place = placeOf(event);
    stroke = { id: event.pointerId, type: event.pointerType, last: place };
    begin();
    draw([place, place]);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (stroke?.id !== event.pointerId) return;
    // Over plain http a browser does not tell the moves between two frames.
    const between = event.getCoalescedEvents?.() ?? [];
    const path = [stroke.last, ...(between.length > 0 ? between : [event]).map(placeOf)];
    stroke.last = path[path.length - 1];
    draw(path);
  });
  // A pen is near while it hovers, or draws.
  canvas.addEventListener("pointerenter", ({ pointerType }) => {
    if (pointerType === "pen") penIsNear = true;
  });
  canvas.addEventListener("pointerleave", ({ pointerType }) => {
    if (pointerType === "pen") penIsNear = false;
  });
  canvas.addEventListener("pointercancel", ({ pointerId }) => {
    if (stroke?.id === pointerId && stroke.type === "touch") takeBack();
  });
  canvas.addEventListener("lostpointercapture", ({ pointerId }) => {
    if (stroke?.id === pointerId) stroke = undefined;
  });
}

/**
 * Arrows move a brush, Space or Enter puts it down and lifts it, Delete clears the pad; what has happened is said.
 * @param {HTMLCanvasElement} canvas
 * @param {{draw: (path: Place[]) => void, clear: () => void, say: (what: string) => void, moved: () => void}} actions
 * @returns {() => Brush | undefined} the brush, while the pad has the focus
 */
export function followKeys(canvas, { draw, clear, say, moved }) {
  /** @type {Brush} */
  let brush = { x: 9.5 * CELL, y: 4.5 * CELL, down: false };
  const tell = (/** @type {string} */ what) =>
    say(`${what}, column ${1 + Math.floor(brush.x / CELL)}, row ${1 + Math.floor(brush.y / CELL)} of ${CELLS}`);
  const move = (/** @type {string} */ key, /** @type {number} */ by) => {
    const [x, y] = MOVES[key];
    const last = brush;
    brush = { ...brush, x: within(brush.x + x * by), y: within(brush.y + y * by) };
    if (brush.down) draw([last, brush]);
    tell(brush.down ? "Drawn" : "Brush");
  };
  const press = () => {
    brush = { ...brush, down: !brush.down };
    if (brush.down) draw([brush, brush]);
    tell(brush.down ? "Brush down" : "Brush up");
  };
  canvas.addEventListener("focus", moved);
  canvas.addEventListener("blur", () => {
    brush = { ...brush, down: false };
    moved();
  });
  canvas.addEventListener("keydown", (event) => {
    const { key, shiftKey, repeat } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key in MOVES) move(key, shiftKey ? FINE : CELL);
    else if (key === " " || key === "Enter") repeat || press();
    else if (key === "Delete" || key === "Backspace") clear();
    else return;
    // What the pad has used is no key of the page: a step, or play.
    event.preventDefault();
    event.stopPropagation();
    moved();
  });
  return () => (canvas.matches(":focus") ? brush : undefined);
}

/** The middle of a cell, or between two, on the pad. @param {number} place */
function within(place) {
  return Math.min(Math.max(place, CELL / 2), DRAWING_SIDE - CELL / 2);
}
