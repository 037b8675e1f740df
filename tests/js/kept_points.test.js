// What is kept of a run's way: within its bound, evenly, and only as long as it is of the run's curve.
import assert from "node:assert/strict";
import { test } from "node:test";
import { KEPT_BYTES, Thinning, inBytes, roomFor, standing, withMore } from "../../www/base/kept.js";
import { CURVE_COLUMNS } from "../../www/base/protocol.js";

/** @import { KeptPoint } from '../../www/base/kept.js' */

/** A point of four rows of eight images. @param {number} step @param {number} [side] @param {number} [train] @returns {KeptPoint} */
function point(step, side = 28, train = step) {
  const row = new Float64Array(CURVE_COLUMNS).fill(NaN);
  row.set([step, train]);
  const pixels = new Uint8ClampedArray(4 * 8 * side ** 2);
  return {
    step,
    row,
    receipt: "0000-0000-0000",
    rows: ["train", "held-out", "other data", "noise"],
    uniformNoise: false,
    pixels,
    drawing: new Uint8ClampedArray(),
    spread: 1,
  };
}

/** @param {readonly KeptPoint[]} points */
const curveOf = (points) => Float64Array.from(points.flatMap(({ row }) => [...row]));

test("however long a run is, what is kept of it stays within four megabytes, evenly spaced from its first step", () => {
  for (const side of [8, 14, 28]) {
    const room = roomFor(point(0, side));
    const worker = new Thinning();
    /** @type {readonly KeptPoint[]} */
    let kept = [];
    /** @type {KeptPoint[]} */
    let batch = [];
    for (let index = 0; index < 20 * room; index += 1) {
      if (worker.next()) {
        batch.push(point(31 * index, side));
        worker.kept(batch[0]);
      }
      if (index % 7 !== 0) continue;
      kept = withMore(kept, batch);
      batch = [];
      const bytes = kept.reduce((sum, { pixels, row }) => sum + pixels.byteLength + row.byteLength, 0);
      assert.ok(bytes <= KEPT_BYTES && kept.length < room, `${bytes} bytes in ${kept.length} points of ${side}²`);
    }
    assert.ok(kept.length >= room / 2 - 1, `${kept.length} of ${room}`);
    assert.equal(kept[0].step, 0);
    const gaps = new Set(kept.slice(1).map(({ step }, at) => step - kept[at].step));
    assert.equal(gaps.size, 1, `side ${side}: gaps of ${[...gaps]}`);
  }
});

test("of two points at one step the second stands, and points that were trained over again give way", () => {
  const before = [0, 10, 20, 30].map((step) => point(step));
  const untied = point(30, 28, 7);
  assert.deepEqual(withMore(before, [untied]), [...before.slice(0, 3), untied]);
  const again = point(15);
  assert.deepEqual(
    withMore(before, [again]).map(({ step }) => step),
    [0, 10, 15],
  );
  assert.equal(withMore(before, []), before);
});

test("what is no longer on the curve is not kept: a run went back from where it diverged, or was untied again", () => {
  const kept = [0, 10, 20, 30].map((step) => point(step));
  assert.equal(standing(kept, curveOf(kept)), kept);
  assert.deepEqual(standing(kept, curveOf(kept.slice(0, 2))), kept.slice(0, 2));
  const other = [...kept.slice(0, 3), point(30, 28, 0.5)];
  assert.deepEqual(standing(kept, curveOf(other)), kept.slice(0, 3), "another network at the same step");
  const twice = [...kept, point(30, 28, 0.5)];
  assert.equal(standing(kept, curveOf(twice)).length, 4, "before it was tied at that step");
  assert.deepEqual(standing(kept, new Float64Array()), []);
});

test("intensities become bytes as they are shown: clipped, nothing for what is no number", () => {
  assert.deepEqual([...inBytes(Float32Array.of(-0.3, 0, 0.5, 1, 1.7, NaN))], [0, 0, 128, 255, 255, 0]);
});
