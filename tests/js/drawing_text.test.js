// A drawing in a link: short, of letters alone, and as an image nearly what was drawn.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DRAWING_SIDE, blank, imageOf, stroked } from "../../www/images/drawing.js";
import { MOST_LETTERS, drawingOfText, textOfDrawing } from "../../www/images/drawing_text.js";

/** @import { Place } from "../../www/images/drawing.js" */

/** A line through these places. @param {...readonly [number, number]} places */
function drawn(...places) {
  const [first, ...others] = places.map(([x, y]) => ({ x, y }));
  let [drawing, at] = [stroked(blank(), first, first), /** @type {Place} */ (first)];
  for (const to of others) [drawing, at] = [stroked(drawing, at, to), to];
  return drawing;
}

const SEVEN = drawn([60, 60], [180, 60], [110, 200]);
const SCRIBBLE = drawn(
  ...Array.from({ length: 24 }, (_, at) => /** @type {const} */ ([at % 2 ? 30 : 210, 10 + at * 9.5])),
);
const FULL = new Uint8Array(DRAWING_SIDE ** 2).fill(255);

for (const [what, drawing, least] of /** @type {const} */ ([
  ["a seven", SEVEN, 0.04],
  ["a scribble all over", SCRIBBLE, 0.09],
  ["all ink", FULL, 1e-9],
]))
  test(`${what} is at most ${MOST_LETTERS} letters, and comes back nearly as it was`, () => {
    const text = textOfDrawing(drawing);
    assert.match(text, /^[\da-z]+$/iu);
    assert.ok(text.length <= MOST_LETTERS, `${text.length} letters`);
    const back = drawingOfText(text);
    assert.ok(back);
    assert.equal(textOfDrawing(back), text, "shared again, it is the same link");
    const images = [drawing, back].map((one) => imageOf(one, "mnist-14"));
    const off = images[0].reduce((sum, x, pixel) => sum + Math.abs(x - images[1][pixel]), 0) / images[0].length;
    assert.ok(off < least, `a pixel is off by ${off}`);
  });

test("nothing drawn is a text, too; what is no drawing is refused", () => {
  assert.equal(textOfDrawing(blank()), "0");
  assert.deepEqual(drawingOfText("0"), blank());
  // A cell too many, a sign of another alphabet, no such grid, blank cells at the end, too long.
  for (const text of ["", "4" + "z".repeat(226), "0a-b", "9z", "05", "4" + "z".repeat(MOST_LETTERS)])
    assert.equal(drawingOfText(text), undefined, text.slice(0, 9));
});
