// A run as it was: the same as a fresh run that was stopped there, in everything that is shown.
import assert from "node:assert/strict";
import { test } from "node:test";
import { spreadOf } from "../../www/base/spread.js";
import { newLane, receive } from "../../www/lanes/lanes.js";
import { keptNear, laneAt } from "../../www/lanes/then.js";
import { verdict } from "../../www/lanes/verdict.js";
import { configOf } from "../../www/settings/presets.js";
import { create, files, next, reports, send } from "./worker_fakes.js";

/** @import { KeptPoint } from '../../www/base/kept.js' */
/** @import { Lane } from '../../www/lanes/lanes.js' */

const CONFIG = { hiddenUnits: 64, activation: "relu" };
const EVENTS = [
  { step: 33, change: { lambda: 0.02 } },
  { step: 64, change: { tied: true } },
  { step: 90, change: { learningRate: 0.001 } },
];

/**
 * A run of the recipe that stands at a step, as the page has it.
 * @param {number} runId
 * @param {number} step
 * @param {Record<string, any>} [rest]
 */
async function ran(runId, step, rest = {}) {
  create(runId, CONFIG, { events: EVENTS, other: files.fashion, ...rest });
  return come({ ...newLane("A", configOf(/** @type {any} */ (CONFIG), 1), runId), events: EVENTS }, step);
}

/** The lane when its run stands at a step. @param {any} lane @param {number} step @returns {Promise<Lane>} */
async function come(lane, step) {
  const { runId } = lane;
  send({ type: "pause", runId, at: step });
  for (let came = lane; ;) {
    const report = await next(({ runId: of, type }) => of === runId && ["created", "snapshot"].includes(type));
    const steps = report.kept.map((/** @type {KeptPoint} */ { step: at }) => at);
    assert.deepEqual(steps, [...new Set(steps)], "a point that is kept again takes the place of itself");
    came = receive(came, report);
    send({ type: "acknowledge", runId });
    if (report.atRest && report.snapshot.step === step) return came;
  }
}

/** What is said of a lane. @param {Lane} lane */
function said({ name, config, picture }) {
  assert.ok(picture);
  const { snapshot, curve, tiles, inputs, reconstructions } = picture;
  const { spread = spreadOf(tiles, inputs, reconstructions) } = picture;
  return verdict({ name, config, snapshot, curve, spread });
}

test("at every kept point: the receipt, the numbers, the pictures and the verdict of a fresh run stopped there", async () => {
  const lane = await ran(101, 150);
  assert.ok(lane.kept.length > 8, `${lane.kept.length} points are kept`);
  assert.equal(lane.kept[0].step, 0);
  for (const point of lane.kept) {
    const then = laneAt(lane, point, false);
    const fresh = await ran(200 + point.step, point.step);
    assert.ok(then.picture && fresh.picture);
    const { penalty, objective, ...measured } = then.picture.snapshot.evaluation;
    const { penalty: ownPenalty, objective: ownObjective, ...own } = fresh.picture.snapshot.evaluation;
    assert.deepEqual(measured, own);
    // A point is measured before what is changed at its step.
    if (EVENTS.every(({ step }) => step !== point.step))
      assert.deepEqual([penalty, objective], [ownPenalty, ownObjective]);
    assert.deepEqual(
      { ...then.picture.snapshot, evaluation: 0 },
      { ...fresh.picture.snapshot, evaluation: 0 },
      `at step ${point.step}`,
    );
    assert.deepEqual(then.config, fresh.config);
    assert.deepEqual(then.picture.curve, fresh.picture.curve);
    assert.deepEqual(then.picture.tiles, fresh.picture.tiles);
    assert.deepEqual(then.picture.inputs, fresh.picture.inputs);
    const { reconstructions } = fresh.picture;
    then.picture.reconstructions.forEach((value, pixel) => {
      const shown = Math.min(Math.max(reconstructions[pixel], 0), 1);
      assert.ok(Math.abs(value - shown) <= 0.5001 / 255, `pixel ${pixel}: ${value} for ${shown}`);
    });
    assert.equal(point.spread, spreadOf(fresh.picture.tiles, fresh.picture.inputs, reconstructions));
    assert.deepEqual(said(then), said(fresh));
    send({ type: "leave" });
    reports.splice(0);
  }
});

test("a row whose images are others now, or of which nothing is kept, is not shown as it was", async () => {
  const lane = await ran(102, 40);
  const [point] = lane.kept;
  assert.deepEqual(laneAt(lane, point, false).picture?.tiles.rows, ["train", "held-out", "other data", "noise"]);
  assert.deepEqual(laneAt(lane, point, true).picture?.tiles.rows, ["train", "held-out", "other data"]);
});

test("what became of a drawing is kept, too, and is shown as long as there is this drawing", async () => {
  const image = (/** @type {number} */ ink) => new Float32Array(196).fill(ink);
  const drawing = image(0.5);
  const fresh = await ran(104, 0, { drawing });
  const lane = await ran(105, 40, { drawing });
  const then = laneAt(lane, lane.kept[0], false).picture;
  assert.ok(then && fresh.picture);
  assert.equal(then.tiles.rows.at(-1), "your drawing");
  assert.deepEqual(then.inputs, fresh.picture.inputs);
  fresh.picture.reconstructions.forEach((value, pixel) => {
    const shown = Math.min(Math.max(value, 0), 1);
    assert.ok(Math.abs(then.reconstructions[pixel] - shown) <= 0.5001 / 255, `pixel ${pixel}`);
  });

  for (const ink of [0.3, 0.25]) send({ type: "drawing", runId: 105, drawing: image(ink) });
  await next(({ type, runId }) => type === "tiles" && runId === 105);
  const redrawn = receive(lane, await next(({ type, runId }) => type === "tiles" && runId === 105));
  const { kept, ...rest } = await come(redrawn, 80);
  const steps = (/** @type {readonly KeptPoint[]} */ points) => points.map(({ step }) => step);
  const shown = kept.filter((point) =>
    laneAt({ ...rest, kept }, point, false).picture?.tiles.rows.includes("your drawing"),
  );
  assert.deepEqual(steps(shown), steps(kept.filter(({ step }) => step >= 40)), "it was drawn at step 40");
  assert.deepEqual(steps(kept).slice(0, lane.kept.length), steps(lane.kept), "no other gives way");
});

test("the nearest kept point is found, the earlier of two; a lane without its own picture has none", async () => {
  const lane = await ran(103, 40);
  const [first, second] = lane.kept;
  assert.equal(keptNear(lane, 0), first);
  assert.equal(keptNear(lane, (first.step + second.step) / 2), first);
  assert.equal(keptNear(lane, 1e6), lane.kept.at(-1));
  assert.equal(keptNear({ ...lane, status: "creating" }, 0), undefined);
  assert.equal(keptNear({ ...lane, kept: [] }, 0), undefined);
});
