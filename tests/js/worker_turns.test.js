// How the runs of one worker take turns.
import assert from "node:assert/strict";
import { test } from "node:test";
import { create, next, reports, send } from "./worker_fakes.js";

test("runs in one worker take turns; one that waits for its clock holds nobody up, nor does one that has left", async () => {
  const [wide, narrow] = [2, 3];
  create(20, { hiddenUnits: 392 }, {}, wide);
  create(21, {}, {}, narrow);
  assert.deepEqual(
    reports.splice(0).map(({ type, runId }) => [type, runId]),
    [
      ["created", 20],
      ["created", 21],
    ],
  );
  send({ type: "train", runId: 20, until: 60 }, wide);
  send({ type: "train", runId: 21, until: 40 }, narrow);
  const order = [];
  while (order.length < 2)
    order.push((await next(({ type, step }) => type === "progress" && [40, 60].includes(step))).runId);
  assert.deepEqual(order, [21, 20]);
  send({ type: "train", runId: 20, until: 1000 }, wide);
  send({ type: "train", runId: 21, until: 80 }, narrow);
  send({ type: "leave" }, wide);
  reports.length = 0;
  await next(({ step }) => step === 80);
  send({ type: "leave" }, narrow);
  assert.deepEqual(
    reports.filter(({ runId }) => runId === 20),
    [],
    "it is gone",
  );
});

test("what runs beside a run changes none of its numbers", async () => {
  /** @param {number} runId */
  const trained = async (runId) => {
    create(runId, { hiddenUnits: 64 });
    send({ type: "pause", runId, at: 50 });
    return (await next((report) => report.runId === runId && report.atRest)).snapshot;
  };
  const alone = await trained(22);
  const beside = 2;
  create(23, { hiddenUnits: 32, optimizer: "sgd" }, {}, beside);
  send({ type: "train", runId: 23, until: 500 }, beside);
  assert.deepEqual(await trained(24), alone);
  send({ type: "leave" }, beside);
});

test("a change is in the next step, before the others make one more; where its run has no step to make, it holds nobody up", async () => {
  const { Trainer } = await import(new URL("../../www/pkg/autoencoder_lab.js", import.meta.url).href);
  const { update } = Trainer.prototype;
  const { now } = performance;
  let clock = performance.now();
  performance.now = () => clock;
  /** @type {number[]} λ of whoever has made a step */
  const steps = [];
  const seats = [1, 2, 3].map((lambda, index) => {
    create(30 + index, { hiddenUnits: 64, lambda }, {}, 2 + index);
    return 2 + index;
  });
  Trainer.prototype.update = function noted() {
    steps.push(this.snapshot().lambda);
    // It comes during a step of the first run, whose turn the second's is to follow.
    if (steps.length === 4) send({ type: "change", runId: 32, change: { lambda: 9 } }, seats[2]);
    update.call(this);
    // A step takes longer than a slice, and nothing else takes any time, however busy the machine is.
    clock += 9;
  };
  seats.forEach((seat, index) => send({ type: "train", runId: 30 + index, until: 4 }, seat));
  while (steps.length < 12) await new Promise((resolve) => setTimeout(resolve, 2));
  assert.deepEqual(steps.slice(0, 6), [1, 2, 3, 1, 9, 2]);
  steps.length = 0;
  send({ type: "change", runId: 32, change: { lambda: 3 } }, seats[2]);
  for (const index of [0, 1]) send({ type: "train", runId: 30 + index, until: 6 }, seats[index]);
  while (steps.length < 4) await new Promise((resolve) => setTimeout(resolve, 2));
  assert.deepEqual(steps, [1, 2, 1, 2]);
  Trainer.prototype.update = update;
  performance.now = now;
  seats.forEach((seat) => send({ type: "leave" }, seat));
});
