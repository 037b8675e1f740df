// A drawing becomes an image.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DATA_SETS, DEFAULT_CONFIG } from "../../www/base/schema.js";
import {
  BRUSH_RADIUS,
  DRAWING_SIDE,
  blank,
  drawingError,
  imageFor,
  imageOf,
  isBlank,
  stroked,
} from "../../www/images/drawing.js";
import { DRAWING, keepDrawing, keptDrawing } from "../../www/storage/drawing_storage.js";
import { FakeStorage, forbidden, ownOf } from "./storage_fakes.js";

/** @import { Drawing } from '../../www/images/drawing.js' */
/** @import { DataSet, Tiles } from '../../www/base/schema.js' */

const SETS = /** @type {DataSet[]} */ (Object.keys(DATA_SETS)).filter((data) => DATA_SETS[data].side > 0);
const MIDDLE = DRAWING_SIDE / 2;

/** The side of a data set's frame, in pixels of the drawing. @param {DataSet} data */
const frameOf = (data) => (data.startsWith("mnist") ? 1.4 : 1) * DRAWING_SIDE;

/** @param {ArrayLike<number>} values */
const sum = (values) => Array.from(values).reduce((total, value) => total + value, 0);

/** The centre of mass of an image, in sides. @param {Float32Array} image @param {number} side */
function centreOf(image, side) {
  const total = sum(image);
  const mean = (/** @type {(pixel: number) => number} */ place) =>
    sum(image.map((value, pixel) => value * (place(pixel) + 0.5))) / total / side;
  return [mean((pixel) => pixel % side), mean((pixel) => Math.floor(pixel / side))];
}

/** A rectangle of full ink. @param {number} left @param {number} top @param {number} width @param {number} height @returns {Drawing} */
function block(left, top, width, height) {
  return blank().map((_, at) => {
    const [x, y] = [(at % DRAWING_SIDE) - left, Math.floor(at / DRAWING_SIDE) - top];
    return x >= 0 && x < width && y >= 0 && y < height ? 255 : 0;
  });
}

const DRAWINGS = {
  dot: stroked(blank(), { x: 60, y: 90 }, { x: 60, y: 90 }),
  "a stroke out of a corner": stroked(blank(), { x: -5, y: -5 }, { x: 140, y: 71.3 }),
  "a hook": stroked(stroked(blank(), { x: 30, y: 30 }, { x: 200, y: 35 }), { x: 200, y: 35 }, { x: 90, y: 232 }),
  "two dots far apart": stroked(
    stroked(blank(), { x: 4, y: 4 }, { x: 4, y: 4 }),
    { x: 236, y: 236 },
    { x: 236, y: 236 },
  ),
  "one pixel": block(17, 211, 1, 1),
  "all ink": block(0, 0, DRAWING_SIDE, DRAWING_SIDE),
  "grey noise": blank().map((_, at) => (at * 7919) % 256),
};

test("all ink is in the image, whatever its size, and no pixel holds more than it can", () => {
  for (const [name, drawing] of Object.entries(DRAWINGS)) {
    for (const data of SETS) {
      const { side } = DATA_SETS[data];
      const image = imageOf(drawing, data);
      assert.equal(image.length, side * side);
      assert.ok(
        image.every((value) => value >= 0 && value <= 1),
        `${name}, ${data}`,
      );
      // Both as shares of the frame's area.
      const [found, drawn] = [sum(image) / side ** 2, sum(drawing) / 255 / frameOf(data) ** 2];
      assert.ok(Math.abs(found - drawn) <= 1e-6 * drawn, `${name}, ${data}: ${found} of ${drawn}`);
    }
  }
});

test("an image of 14×14 is that of 28×28, pooled", () => {
  for (const [name, drawing] of Object.entries(DRAWINGS)) {
    for (const kind of ["mnist", "fashion"]) {
      const [small, large] = [14, 28].map((side) => imageOf(drawing, /** @type {DataSet} */ (`${kind}-${side}`)));
      small.forEach((value, pixel) => {
        const at = 56 * Math.floor(pixel / 14) + 2 * (pixel % 14);
        const pooled = (large[at] + large[at + 1] + large[at + 28] + large[at + 29]) / 4;
        assert.ok(Math.abs(value - pooled) < 1e-6, `${name}, ${kind}, pixel ${pixel}`);
      });
    }
  }
});

test("for MNIST the centre of mass is in the middle, wherever it was drawn; for other data all stays in its place", () => {
  for (const [left, top] of [
    [20, 30],
    [100, 100],
    [170, 60],
  ]) {
    const drawing = stroked(
      stroked(blank(), { x: left, y: top }, { x: left + 40, y: top }),
      { x: left + 40, y: top },
      { x: left + 10, y: top + 90 },
    );
    for (const data of SETS) {
      const { side, kind } = DATA_SETS[data];
      const found = centreOf(imageOf(drawing, data), side);
      const drawn = centreOf(Float32Array.from(drawing), DRAWING_SIDE);
      found.forEach((place, axis) => {
        // An image tells the place of its ink only to the middle of a pixel.
        if (kind === "mnist") assert.ok(Math.abs(place - 0.5) < 0.05 / side, `${data}: ${place}`);
        else assert.ok(Math.abs(place - drawn[axis]) < 0.05 / side, `${data}: ${place}`);
      });
    }
  }
});

test("a square that fits the grid is exact: its edges fall between pixels", () => {
  // MNIST: 12 pixels of the drawing to one of the image; 8 of them, in the middle of 28.
  const image = imageOf(block(48, 12, 96, 96), "mnist-28");
  const expected = Float32Array.from({ length: 784 }, (_, pixel) =>
    [pixel % 28, Math.floor(pixel / 28)].every((place) => place >= 10 && place < 18) ? 1 : 0,
  );
  assert.deepEqual(image, expected);
  // 8×8 digits: 30 to one, where it was drawn.
  const digit = imageOf(block(30, 60, 60, 30), "digits-8");
  assert.deepEqual(
    digit,
    Float32Array.from({ length: 64 }, (_, pixel) => ([17, 18].includes(pixel) ? 1 : 0)),
  );
});

test("nothing is cut off where the middle would be too far", () => {
  // Nearly all ink at the left edge, a little at the right one: the centre of mass cannot reach the middle.
  const lopsided = block(0, 0, 60, DRAWING_SIDE).map((ink, at) => (at === DRAWING_SIDE - 1 ? 255 : ink));
  const image = imageOf(lopsided, "mnist-28");
  assert.ok(Math.abs(sum(image) * 144 - sum(lopsided) / 255) < 1e-3);
  assert.ok(
    image.some((value, pixel) => pixel % 28 === 27 && value > 0),
    "the little touches the right edge",
  );
  assert.ok(centreOf(image, 28)[0] < 0.45);
});

test("a stroke is soft, as wide as the brush, and takes no ink away", () => {
  const stroke = stroked(blank(), { x: 60, y: MIDDLE }, { x: 180, y: MIDDLE });
  const across = Array.from({ length: DRAWING_SIDE }, (_, row) => stroke[row * DRAWING_SIDE + MIDDLE]);
  assert.equal(across[MIDDLE], 255);
  assert.ok(
    across.some((ink) => ink > 0 && ink < 255),
    "its edge fades",
  );
  assert.ok(Math.abs(sum(across) / 255 - 2 * BRUSH_RADIUS) < 0.1, "across");
  // A rectangle and a disc: the fading edge adds the area of a ring, π·fade²/12.
  const area = 120 * 2 * BRUSH_RADIUS + Math.PI * (BRUSH_RADIUS ** 2 + 3);
  assert.ok(Math.abs(sum(stroke) / 255 / area - 1) < 2e-3, "all of it");
  const crossed = stroked(stroke, { x: MIDDLE, y: 20 }, { x: MIDDLE, y: 220 });
  assert.ok(crossed.every((ink, at) => ink >= stroke[at]));
  assert.deepEqual(
    stroked(crossed, { x: MIDDLE, y: 20 }, { x: MIDDLE, y: 220 }),
    crossed,
    "the same again adds nothing",
  );
  assert.ok(isBlank(stroked(blank(), { x: -50, y: 20 }, { x: -90, y: 400 })), "nor does one beside the pad");
});

/** A configuration with these data. @param {import("../../www/base/schema.js").DataSet} data @param {string} [own] */
const of = (data, own) => ({ ...DEFAULT_CONFIG, data, ...(own ? { own } : {}) });

test("the same drawing gives the same image, another another; none gives none", () => {
  const drawing = DRAWINGS.dot;
  assert.equal(imageFor(drawing, of("mnist-14")), imageFor(drawing, of("mnist-14")));
  assert.equal(imageFor(drawing, of("mnist-28"))?.length, 784);
  assert.deepEqual(imageFor(drawing, of("digits-8")), imageOf(drawing, "digits-8"));
  assert.notEqual(imageFor(drawing.slice(), of("mnist-14")), imageFor(drawing, of("mnist-14")));
  assert.equal(imageFor(null, of("mnist-14")), undefined);
  const side = (/** @type {number} */ length) => of("own", `100x${length}s0123456789ab-a`);
  assert.equal(imageFor(drawing, side(11))?.length, 121);
  assert.equal(imageFor(drawing, side(32))?.length, 1024, "own data have a side of their own");
  assert.ok(imageFor(blank(), of("mnist-14"))?.every((value) => value === 0));
});

test("the error of a drawing is the sum over its pixels alone", () => {
  /** @type {Tiles} */
  const tiles = { side: 1, columns: 2, rows: ["train", "your drawing"] };
  const picture = { tiles, inputs: Float32Array.from([1, 1, 0.5]), reconstructions: Float32Array.from([9, 9, 2]) };
  assert.equal(drawingError(picture), 2.25);
  assert.equal(drawingError({ ...picture, tiles: { ...tiles, rows: ["train"] } }), undefined);
});

test("a drawing is kept over a reload, and taken away; what is no drawing is none", () => {
  const place = new FakeStorage();
  const storage = ownOf(place);
  assert.equal(keptDrawing(storage), null);
  keepDrawing(storage, DRAWINGS["grey noise"]);
  assert.deepEqual(keptDrawing(storage), DRAWINGS["grey noise"]);
  for (const text of ["", "AAAA", "no base64 – at all"]) {
    storage.set(DRAWING, text);
    assert.equal(keptDrawing(storage), null, text);
  }
  keepDrawing(storage, null);
  assert.equal(keptDrawing(storage), null);
  assert.equal(keptDrawing(forbidden), null);
  keepDrawing(forbidden, DRAWINGS.dot);
});
