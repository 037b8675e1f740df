// Points of the plane: how they are written, how many there are, what a person does to them, and what of a picture is which.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  FIRST_POINTS,
  MOST_POINTS,
  UNIT,
  heldOutOf,
  isPoints,
  nounFor,
  pointsOf,
  poolOf,
  textOf,
  wordsFor,
} from "../../www/images/points.js";
import { DEFAULT_CONFIG } from "../../www/base/schema.js";
import { planeSentence } from "../../www/lanes/plane_verdict.js";
import { reduce } from "../../www/state/reduce.js";
import { initialState, lookOf, shownTo } from "../../www/state/state.js";
import { layersOf, meanMove, nearestTo, sizeOf } from "../../www/views/plane/layers.js";
import { generator } from "./link_fakes.js";

/** @import { RunConfig } from "../../www/base/schema.js" */
/** @import { State } from "../../www/state/state.js" */

/** What 244, 244 and the ends of both coordinates come to, as in src/config/points.rs. */
test("a point is three digits, and comes back as the nearest pair of coordinates", () => {
  assert.equal(textOf([[0, 0]]), "V2S");
  assert.deepEqual(pointsOf("V2S000zx1"), [
    [0, 0],
    [-244 / 128, -244 / 128],
    [243 / 128, 243 / 128],
  ]);
  assert.equal(textOf([[-9, 9]]), textOf([[-244 / 128, 243 / 128]]), "what lies beyond is at the edge");
  const random = generator(3);
  for (let count = 0; count < 500; count += 1) {
    const place = /** @type {const} */ ([3.8 * random() - 1.9, 3.8 * random() - 1.9]);
    const text = textOf([place]);
    const [[x, y]] = pointsOf(text);
    assert.ok(Math.max(Math.abs(x - place[0]), Math.abs(y - place[1])) <= UNIT / 2, `${place} is read as ${x}, ${y}`);
    assert.ok(isPoints(text + text));
    assert.equal(textOf([[x, y]]), text);
  }
});

test("what is no list of points is none", () => {
  for (const text of ["", "V2S", "V2", "V2S0", "zzz", "V-S", "V2\u00e9", "000".repeat(MOST_POINTS + 1)])
    assert.ok(!isPoints(text), text);
  for (const text of ["V2SV2S", "000".repeat(MOST_POINTS), FIRST_POINTS]) assert.ok(isPoints(text), text);
});

test("the second of five is held out, and all others are there to train on", () => {
  for (let count = 0; count <= MOST_POINTS; count += 1) {
    const config = /** @type {const} */ ({ data: "points", points: "V2S".repeat(count) });
    const heldOut = Array.from({ length: count }, (_, place) => place % 5 === 1).filter(Boolean).length;
    assert.deepEqual([heldOutOf(config), poolOf(config)], [heldOut, count - heldOut]);
  }
  assert.deepEqual(
    [heldOutOf({ data: "arc" }), poolOf({ data: "arc" }), poolOf({ data: "mnist-14" })],
    [200, 1000, 5000],
  );
});

test("what is said of images is said of points", () => {
  assert.equal(wordsFor("arc", "an image of two pixels, images"), "a point of two coordinates, points");
  assert.equal(wordsFor("digits-8", "an image of 64 pixels"), "an image of 64 pixels");
  assert.deepEqual([nounFor("line", 1), nounFor("line", 2), nounFor("mnist-14", 1)], ["point", "points", "image"]);
});

/** @param {State} state @param {Partial<RunConfig>} change */
const configureAll = (state, change) => reduce(state, { type: "configure-all", change });

test("points that were placed come back with their data, and all of them are trained on", () => {
  const opened = initialState();
  const first = configureAll(opened, { data: "points" });
  assert.deepEqual(
    first.lanes.map(({ config }) => [config.points, config.trainingImages]),
    [
      [FIRST_POINTS, 20],
      [FIRST_POINTS, 20],
    ],
  );
  assert.equal(first.historyEntries, opened.historyEntries + 1);
  const placed = configureAll(first, {
    points: textOf([
      [0, 0],
      [1, 1],
      [-1, 1],
    ]),
  });
  assert.equal(placed.historyEntries, first.historyEntries, "a point is nothing to go back over");
  assert.equal(placed.lanes[0].config.trainingImages, 2);
  assert.notEqual(placed.lanes[0].runId, first.lanes[0].runId);
  const away = configureAll(placed, { data: "arc" });
  assert.ok(!("points" in away.lanes[0].config));
  const back = configureAll(away, { data: "points" });
  assert.equal(back.lanes[1].config.points, placed.lanes[1].config.points);
  // With too few the runs stay as they are.
  const one = configureAll(configureAll(back, { points: "" }), { points: "V2S" });
  assert.deepEqual([one.placed, one.lanes === back.lanes], ["V2S", true]);
  assert.match(one.status, /^A run takes 2 points/u);
  assert.equal(reduce(one, { type: "pause" }).placed, "V2S", "whatever else is done");
  const two = configureAll(one, { points: "V2SV2T" });
  assert.deepEqual(
    [two.placed, two.lanes[0].config.points, two.lanes[0].config.trainingImages],
    ["V2SV2T", "V2SV2T", 1],
  );
  const left = configureAll(configureAll(one, { data: "arc" }), { data: "points" });
  assert.equal(left.lanes[0].config.points, FIRST_POINTS);
});

test("beside points there is no pad, and nothing is looked into that only images have", () => {
  const drawn = { ...initialState(), padOpen: true, nearest: true, tab: /** @type {const} */ ("filters") };
  assert.deepEqual([lookOf(drawn, "A").nearest, lookOf(drawn, "A").filters], [true, { count: 32, byNorm: false }]);
  const plane = configureAll(drawn, { data: "moons" });
  assert.equal(plane.padOpen, false);
  assert.deepEqual(lookOf(plane, "A"), { ...lookOf(drawn, "A"), filters: null, nearest: false });
  const asked = reduce(plane, { type: "view", view: { padOpen: true } });
  assert.equal(asked.padOpen, false);
  assert.match(asked.status, /no images to draw/u);
  const probe = Float32Array.of(0.5, -0.25);
  assert.equal(shownTo({ drawing: null, probe }, { ...DEFAULT_CONFIG, data: "moons" }), probe);
  assert.equal(shownTo({ drawing: null, probe }, { ...DEFAULT_CONFIG, data: "mnist-14" }), undefined);
  assert.equal(
    shownTo({ drawing: new Uint8Array(240 ** 2), probe: null }, { ...DEFAULT_CONFIG, data: "moons" }),
    undefined,
  );
});

test("cross-entropy gives way to points", () => {
  const entropy = reduce(initialState(), { type: "configure", lane: 0, change: { loss: "cross-entropy" } });
  assert.equal(configureAll(entropy, { data: "circle" }).lanes[0].config.loss, "squared-error");
});

test("a picture of points is those trained on, those held out, the grid, and the place that is followed", () => {
  const all = 3 + 2 + 361;
  const inputs = Float32Array.from({ length: 2 * all }, (_, at) => at);
  const reconstructions = inputs.map((value, at) => value + (at % 2 === 0 ? 3 : 4));
  const picture = /** @type {any} */ ({
    tiles: { side: 0, columns: 3, rows: ["train", "held-out", "field"] },
    inputs,
    reconstructions,
  });
  const layers = layersOf(picture);
  assert.deepEqual(Object.values(layers).map(sizeOf), [3, 2, 361, 0]);
  assert.equal(layers.heldOut.x[0], 6);
  assert.equal(layers.field.xHat[0], 13);
  assert.equal(meanMove(layers.train), 5);
  const followed = layersOf({
    ...picture,
    tiles: { ...picture.tiles, rows: [...picture.tiles.rows, "your drawing"] },
    inputs: Float32Array.of(...inputs, 0.5, 0.25),
    reconstructions: Float32Array.of(...reconstructions, 0.75, 0),
  });
  assert.deepEqual(Object.values(followed).map(sizeOf), [3, 2, 361, 1]);
  assert.deepEqual([...followed.followed.x, ...followed.followed.xHat], [0.5, 0.25, 0.75, 0]);
});

test("a point is meant if none is nearer, and it is near enough", () => {
  const points = /** @type {const} */ ([
    [0, 0],
    [1, 0],
    [1, 0.2],
  ]);
  assert.equal(nearestTo(points, [0.9, 0.05], 0.2), 1);
  assert.equal(nearestTo(points, [0.5, 0], 0.2), -1);
  assert.equal(nearestTo([], [0, 0], 1), -1);
});

test("of a run on points numbers are said, no character", () => {
  const evaluation = /** @type {any} */ ({ heldOut: 0.05, copyIndex: 0.97, noiseKept: 0.95 });
  assert.equal(
    planeSentence(evaluation, Float64Array.of(0.961, 0.998)),
    "copies the plane: of a small step across the curve 0.96 is left, along it 1.00",
  );
  assert.match(planeSentence(evaluation, Float64Array.of(0.3, 0.9)), /^takes points towards the curve: /u);
  assert.match(planeSentence(evaluation, Float64Array.of(0.3, 0.35)), /^moves points: /u);
  assert.equal(
    planeSentence(evaluation),
    "copies the plane: copy index 0.97, noise kept 0.95, error 0.050 on new points",
  );
});
