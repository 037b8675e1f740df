// What is said of the training images that reconstructions are nearest to.
import assert from "node:assert/strict";
import { test } from "node:test";
import { newLane, receive } from "../../www/lanes/lanes.js";
import { DEFAULT_CONFIG } from "../../www/settings/presets.js";
import { distancesOf, summary } from "../../www/views/lane/nearest.js";

const images = new Float32Array(3);

test("an image is stored where its reconstruction is nearer to a training image than to itself", () => {
  const found = distancesOf({ numbers: Float64Array.of(7, 2.5, 4, 3, 5, 5, 9, 6, 1), images });
  assert.deepEqual(found, [
    { toTraining: 2.5, toItself: 4 },
    { toTraining: 5, toItself: 5 },
    { toTraining: 6, toItself: 1 },
  ]);
  assert.match(summary(found), /nearer to it: 1 of 3$/u);
  assert.match(summary(found.slice(1)), /nearer to it: none$/u);
});

test("they stay until the next ones come, and go with their run", () => {
  const snapshot = { step: 3, events: [], divergence: null };
  const created = /** @type {any} */ ({
    type: "created",
    runId: 1,
    tiles: {},
    inputs: images,
    snapshot,
    curve: new Float64Array(),
    reconstructions: images,
  });
  const shown = /** @type {any} */ ({ type: "snapshot", runId: 1, snapshot, reconstructions: images, atRest: true });
  const numbers = Float64Array.of(7, 2.5, 4);
  const first = receive(newLane("A", DEFAULT_CONFIG, 1), created);
  assert.equal(first.picture?.nearest, undefined);
  const looked = receive(first, { ...shown, nearest: numbers, nearestImages: images });
  assert.deepEqual(looked.picture?.nearest, { numbers, images });
  assert.equal(receive(looked, shown).picture?.nearest, looked.picture?.nearest);
  assert.equal(receive(looked, created).picture?.nearest, undefined);
});
