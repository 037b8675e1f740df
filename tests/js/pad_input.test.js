// Who draws on the pad: a pen, not the hand that holds it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DRAWING_SIDE } from "../../www/images/drawing.js";
import { followPointer } from "../../www/views/pad/pad_input.js";

/** @typedef {"mouse" | "touch" | "pen"} Kind */

// A pad takes the focus away from what has it; here nothing has.
Object.assign(globalThis, { document: { activeElement: null }, HTMLElement: class {} });

/** A pad as large as its drawing, and what has been drawn on it: x of the first and last place of each path. */
function padOf() {
  const canvas = new EventTarget();
  const captured = new Set();
  Object.assign(canvas, {
    getBoundingClientRect: () => ({ left: 0, top: 0, width: DRAWING_SIDE, height: DRAWING_SIDE }),
    setPointerCapture: (/** @type {number} */ id) => void captured.add(id),
  });
  /** @type {[number, number][]} */
  let drawn = [];
  let before = drawn;
  followPointer(/** @type {any} */ (canvas), {
    draw: (path) => (drawn = [...drawn, [path[0].x, path[path.length - 1].x]]),
    begin: () => (before = drawn),
    takeBack: () => (drawn = before),
  });
  const tell = (
    /** @type {string} */ type,
    /** @type {Kind} */ pointerType,
    /** @type {number} */ pointerId,
    x = 0,
    button = 0,
  ) => canvas.dispatchEvent(Object.assign(new Event(type), { pointerType, pointerId, clientX: x, clientY: 0, button }));
  /** A pointer of this kind. @param {Kind} kind @param {number} id */
  const pointer = (kind, id) => ({
    down: (/** @type {number} */ x, button = 0) => tell("pointerdown", kind, id, x, button),
    move: (/** @type {number} */ x) => tell("pointermove", kind, id, x),
    comes: () => tell("pointerenter", kind, id),
    goes: () => tell("pointerleave", kind, id),
    lift: (type = "pointerup") => {
      tell(type, kind, id);
      if (captured.delete(id)) tell("lostpointercapture", kind, id);
    },
  });
  return { pointer, drawn: () => drawn };
}

test("a mouse, a finger and a pen draw from where they come down to where they are lifted", () => {
  for (const kind of /** @type {const} */ (["mouse", "touch", "pen"])) {
    const { pointer, drawn } = padOf();
    const one = pointer(kind, 1);
    one.move(5);
    one.down(10);
    one.move(20);
    one.lift();
    one.move(30);
    assert.deepEqual(
      drawn(),
      [
        [10, 10],
        [10, 20],
      ],
      kind,
    );
    one.down(40);
    assert.deepEqual(drawn().at(-1), [40, 40], `${kind} again`);
  }
});

test("a palm rests on the pad, then the pen draws: a stroke, no blot", () => {
  const { pointer, drawn } = padOf();
  const [palm, pen] = [pointer("touch", 1), pointer("pen", 2)];
  palm.down(100);
  palm.move(103);
  pen.comes();
  pen.down(10);
  palm.move(105);
  pen.move(20);
  palm.lift();
  pen.move(30);
  assert.deepEqual(drawn(), [
    [10, 10],
    [10, 20],
    [20, 30],
  ]);
  pen.lift();
  palm.down(100);
  assert.equal(drawn().length, 3, "while the pen hovers, too, the palm draws nothing");
  palm.lift();
  pen.goes();
  palm.down(50);
  assert.deepEqual(drawn().at(-1), [50, 50], "a finger draws again when the pen is gone");
});

test("what was drawn before the palm came stays", () => {
  const { pointer, drawn } = padOf();
  const [palm, pen] = [pointer("touch", 1), pointer("pen", 2)];
  pen.down(10);
  pen.lift();
  palm.down(100);
  pen.down(20);
  assert.deepEqual(drawn(), [
    [10, 10],
    [20, 20],
  ]);
});

test("a touch that the browser takes for a palm goes; a pen or a mouse that it interrupts stays", () => {
  for (const [kind, left] of /** @type {[Kind, number][]} */ ([
    ["touch", 0],
    ["pen", 2],
    ["mouse", 2],
  ])) {
    const { pointer, drawn } = padOf();
    const one = pointer(kind, 1);
    one.down(10);
    one.move(20);
    one.lift("pointercancel");
    assert.equal(drawn().length, left, kind);
  }
});

test("nothing else takes over: neither a second finger, nor a palm from a pen, nor a pen whose button is pressed", () => {
  for (const [first, second, button] of /** @type {[Kind, Kind, number][]} */ ([
    ["touch", "touch", 0],
    ["pen", "touch", 0],
    ["mouse", "touch", 0],
    ["pen", "mouse", 0],
    ["mouse", "pen", 0],
    ["touch", "mouse", 0],
    ["touch", "pen", 2],
  ])) {
    const { pointer, drawn } = padOf();
    const [one, other] = [pointer(first, 1), pointer(second, 2)];
    one.down(10);
    other.down(100, button);
    other.move(110);
    other.lift();
    one.move(20);
    assert.deepEqual(
      drawn(),
      [
        [10, 10],
        [10, 20],
      ],
      `${first}, then ${second}`,
    );
  }
});
