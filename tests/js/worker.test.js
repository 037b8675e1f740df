// What a worker does for a run.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CURVE_COLUMNS, FIELD } from "../../www/base/protocol.js";
import { dataFiles } from "./data_files.js";
import { create, files, next, reports, send } from "./worker_fakes.js";

/** Nothing beyond snapshots. */
const NO_LOOK = { ledger: false, filters: null, jacobian: false, nearest: false, step: null };

test("a run is created in one go: numbers, pictures, curve", () => {
  // Wide enough for the curve not to be evaluated at every step.
  create(1, { hiddenUnits: 64 });
  const [report] = reports.splice(0);
  assert.equal(report.type, "created", report.message);
  assert.deepEqual(report.tiles, { side: 14, columns: 8, rows: ["train", "held-out", "noise"] });
  assert.equal(report.inputs.length, 3 * 8 * 196);
  assert.equal(report.reconstructions.length, report.inputs.length);
  assert.equal(report.curve.length, CURVE_COLUMNS);
  assert.deepEqual([report.snapshot.step, report.snapshot.parameters, report.snapshot.events.length], [0, 25_348, 0]);
  assert.equal(report.snapshot.evaluation.step, 0);
});

test("it trains up to `until`, waits there, and pauses with numbers of exactly that step", async () => {
  send({ type: "acknowledge", runId: 1 });
  send({ type: "train", runId: 1, until: 7 });
  const arrived = await next(({ snapshot }) => snapshot?.step === 7);
  assert.equal(arrived.atRest, false);
  send({ type: "pause", runId: 1, at: 9 });
  const rest = await next(({ atRest }) => atRest);
  assert.deepEqual([rest.snapshot.step, rest.snapshot.evaluation.step], [9, 9]);
  assert.equal(rest.snapshot.epoch, 9 / 4);
  await new Promise((resolve) => setTimeout(resolve, 60));
  assert.deepEqual(reports, [], "then it is silent");
});

test("no second report before the first is acknowledged, except that a pause is answered", async () => {
  send({ type: "acknowledge", runId: 1 });
  send({ type: "train", runId: 1, until: 60 });
  const snapshots = () => reports.filter(({ type }) => type === "snapshot");
  // Meanwhile it says where it is: the page's clock goes by that.
  const arrived = () => reports.some(({ type, step }) => type === "progress" && step === 60);
  for (let tries = 0; !(arrived() && snapshots().length > 0) && tries < 5000; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 2));
  assert.ok(arrived());
  await new Promise((resolve) => setTimeout(resolve, 150));
  assert.equal(snapshots().length, 1);
  assert.ok(reports.every(({ type }) => type === "snapshot" || type === "progress"));
  send({ type: "pause", runId: 1 });
  const rest = await next(({ atRest }) => atRest);
  assert.equal(rest.snapshot.step, 60);
});

test("a change at rest is reported with the numbers of its step, and what is wrong with it is not fatal", async () => {
  send({ type: "acknowledge", runId: 1 });
  send({ type: "change", runId: 1, change: { lambda: 0.01 } });
  const report = await next(({ type }) => type === "snapshot");
  assert.deepEqual([report.atRest, report.snapshot.lambda, report.snapshot.evaluation.step], [true, 0.01, 60]);
  assert.deepEqual(report.snapshot.events, [{ step: 60, field: "lambda", from: 0, to: 0.01 }]);
  assert.ok(report.snapshot.evaluation.penalty > 0);
  send({ type: "change", runId: 1, change: { lambda: -1 } });
  const refusal = await next(({ type }) => type === "failed");
  assert.equal(refusal.fatal, false);
  assert.match(refusal.message, /^L2 strength λ must be .*, found -1\.$/u);
});

test("what an open instrument needs comes with the snapshots while it is asked for", async () => {
  send({ type: "acknowledge", runId: 1 });
  send({ type: "look", runId: 1, look: { ...NO_LOOK, ledger: true, filters: { count: 3, byNorm: false } } });
  const { ledger, units, weights, snapshot, curve } = await next(({ type }) => type === "snapshot");
  assert.equal(curve, undefined);
  assert.equal(ledger.step, snapshot.step);
  for (const { norm, data, penalty, cosine, sum } of [ledger.w, ledger.wStar, ledger.b, ledger.c]) {
    assert.ok(Math.abs(penalty - 2 * 0.01 * norm) <= 1e-12 * norm, "λ is 0.01");
    // The law of cosines ties the three lengths to the angle.
    assert.ok(Math.abs(sum ** 2 - (data ** 2 + penalty ** 2 + 2 * data * penalty * cosine)) <= 1e-9 * sum ** 2);
  }
  assert.deepEqual([...units], [0, 1, 2]);
  assert.equal(weights.length, 2 * 3 * 196);
  send({ type: "look", runId: 1, look: NO_LOOK });
  send({ type: "acknowledge", runId: 1 });
  const without = await next(({ type }) => type === "snapshot");
  assert.deepEqual([without.ledger, without.units, without.weights], [undefined, undefined, undefined]);
});

test("the Jacobian is worked out at rest and told in parts, of the step at which the run stands; once trained on, anew", async () => {
  const looking = { type: "look", runId: 1, look: { ...NO_LOOK, jacobian: true } };
  send(looking);
  const parts = [];
  /** @type {any} */
  const found = {};
  while (parts.length < 3) {
    const { found: part } = await next(({ type }) => type === "jacobian");
    parts.push(...Object.keys(part));
    Object.assign(found, part);
  }
  assert.deepEqual(parts, ["response", "spectrum", "weights"]);
  assert.deepEqual([found.response.step, found.spectrum.step, found.weights.step], [60, 60, 60]);
  const { mean } = found.response;
  let trace = 0;
  for (let pixel = 0; pixel < 196; pixel += 1) trace += mean[pixel * 197] / 196;
  send({ type: "pause", runId: 1 });
  const { copyIndex } = (await next(({ type }) => type === "snapshot")).snapshot.evaluation;
  assert.ok(Math.abs(trace - copyIndex) < 1e-6, `${trace} ${copyIndex}`);
  assert.deepEqual([found.spectrum.values.length, found.spectrum.count], [8 * 64, 64]);
  assert.equal(found.weights.numbers.length, 13);
  assert.equal(found.weights.numbers[0], 99, "100 images vary in as many directions");
  send({ type: "acknowledge", runId: 1 });
  send({ type: "train", runId: 1, until: 61 });
  await next(({ snapshot }) => snapshot?.step === 61);
  send({ type: "pause", runId: 1 });
  const again = await next(({ type, found: part }) => type === "jacobian" && part.response?.step === 61);
  assert.notDeepEqual(again.found.response.mean, mean);
  send({ ...looking, look: NO_LOOK });
});

test("the nearest training images come with the snapshots while they are asked for", async () => {
  send({ type: "acknowledge", runId: 1 });
  send({ type: "look", runId: 1, look: { ...NO_LOOK, nearest: true } });
  const { nearest, nearestImages, reconstructions } = await next(
    ({ type, nearest: found }) => type === "snapshot" && found,
  );
  assert.deepEqual([nearest.length, nearestImages.length], [3 * 8, 8 * 196]);
  const held = reconstructions.subarray(8 * 196, 16 * 196);
  for (let at = 0; at < 8; at += 1) {
    const [row, distance] = nearest.subarray(3 * at);
    assert.ok(Number.isInteger(row) && row >= 0 && row < 100);
    const squares = held
      .subarray(196 * at, 196 * (at + 1))
      .map((/** @type {number} */ x, /** @type {number} */ pixel) => (x - nearestImages[196 * at + pixel]) ** 2);
    assert.ok(
      Math.abs(
        squares.reduce((/** @type {number} */ sum, /** @type {number} */ square) => sum + square, 0) - distance,
      ) <
        1e-4 * distance,
    );
  }
  send({ type: "look", runId: 1, look: NO_LOOK });
  send({ type: "acknowledge", runId: 1 });
  const without = await next(({ type }) => type === "snapshot");
  assert.deepEqual([without.nearest, without.nearestImages], [undefined, undefined]);
});

test("the coming step comes with the snapshots while it is asked for: what it shows is what the next step does", async () => {
  const ask = async () => {
    send({ type: "ask", runId: 1, request: 9 });
    return (await next(({ type }) => type === "state")).state;
  };
  send({ type: "acknowledge", runId: 1 });
  send({ type: "look", runId: 1, look: { ledger: false, filters: null, nearest: false, step: { unit: 2 } } });
  const { snapshot, ahead } = await next(({ type, ahead: found }) => type === "snapshot" && found);
  const { about, numbers, since } = ahead;
  assert.deepEqual([about.step, about.unit, about.lambda, since], [snapshot.step, 2, 0.01, undefined]);
  const before = await ask();
  send({ type: "pause", runId: 1, at: snapshot.step + 1 });
  await next(({ type, atRest, snapshot: at }) => type === "snapshot" && atRest && at.step === snapshot.step + 1);
  const after = await ask();
  const n = 196;
  const row = (/** @type {number} */ at) => numbers.subarray(at * n, (at + 1) * n);
  // x, x̂ and errors; then of each matrix before, gradients and sum, two memories before and after, after.
  const ofUnit = (/** @type {Float32Array} */ parameters) => parameters.subarray(2 * n, 3 * n);
  assert.deepEqual([row(3), row(11)], [ofUnit(before.parameters), ofUnit(after.parameters)]);
  assert.deepEqual([row(7), row(9)], [ofUnit(before.memory), ofUnit(after.memory)]);
  assert.equal(numbers.length, (3 + 2 * 9) * n + snapshot.hiddenUnits);
  send({ type: "look", runId: 1, look: { ledger: false, filters: null, nearest: false, step: null } });
  send({ type: "acknowledge", runId: 1 });
  assert.equal((await next(({ type }) => type === "snapshot")).ahead, undefined);
});

test("the row of noise shows held-out images with noise, or uniform noise where that is asked for, in a run and in the next", async () => {
  send({ type: "acknowledge", runId: 1 });
  const shown = async (/** @type {boolean} */ uniform) => {
    send({ type: "noise", runId: 1, uniform });
    const { inputs } = await next(({ type }) => type === "tiles");
    return inputs.subarray(16 * 196, 24 * 196);
  };
  const within = (/** @type {Float32Array} */ pixels) => pixels.every((value) => value >= 0 && value <= 1);
  const uniform = await shown(true);
  const noisy = await shown(false);
  assert.deepEqual([within(uniform), within(noisy)], [true, false]);
  create(50, { hiddenUnits: 64 }, { uniformNoise: true }, 2);
  const created = await next(({ type, runId }) => type === "created" && runId === 50);
  assert.deepEqual(created.inputs.subarray(16 * 196), uniform);
  send({ type: "leave" }, 2);
});

test("other data add a row of pictures", async () => {
  send({ type: "other", runId: 1, data: files.fashion });
  const report = await next(({ type }) => type === "tiles");
  assert.deepEqual(report.tiles.rows, ["train", "held-out", "other data", "noise"]);
  assert.equal(report.reconstructions.length, 4 * 8 * 196);
});

test("a drawing has a last row, of one image, in a run and in the next; one of another size is refused", async () => {
  const drawing = Float32Array.from({ length: 196 }, (_, pixel) => (pixel % 14 === 6 ? 1 : 0));
  send({ type: "drawing", runId: 1, drawing });
  const shown = await next(({ type }) => type === "tiles");
  assert.deepEqual(shown.tiles.rows, ["train", "held-out", "other data", "noise", "your drawing"]);
  assert.deepEqual(shown.inputs.slice(4 * 8 * 196), drawing);
  assert.equal(shown.reconstructions.length, (4 * 8 + 1) * 196);
  send({ type: "drawing", runId: 1, drawing: drawing.subarray(1) });
  const refusal = await next(({ type }) => type === "failed");
  assert.deepEqual([refusal.fatal, refusal.message], [false, "A drawing must have 196 pixels, found 195."]);
  send({ type: "drawing", runId: 1, drawing: undefined });
  const without = await next(({ type }) => type === "tiles");
  assert.deepEqual(without.tiles.rows, ["train", "held-out", "other data", "noise"]);
  create(10, {}, { drawing, other: files.fashion });
  const created = await next(({ type }) => type === "created");
  assert.deepEqual(created.tiles.rows.at(-1), "your drawing");
  send({ type: "acknowledge", runId: 10 });
  send({ type: "train", runId: 10, until: 5 });
  const { reconstructions } = await next(({ snapshot }) => snapshot?.step === 5);
  assert.equal(reconstructions.length, created.reconstructions.length);
  assert.notDeepEqual(
    reconstructions.slice(-196),
    created.reconstructions.slice(-196),
    "it is seen while the run trains",
  );
});

test("the same config gives the same first numbers; an older run is not heard any more", () => {
  create(2);
  create(3);
  const [first, second] = reports.splice(0);
  assert.deepEqual(second.snapshot, first.snapshot);
  assert.deepEqual(second.reconstructions, first.reconstructions);
  send({ type: "change", runId: 2, change: { lambda: 1 } });
  assert.deepEqual(reports.splice(0), []);
});

test("a run needs its own images only; when more of them are here, runs begin that could not before, and the first is as it was", () => {
  create(30, { trainingImages: 101 });
  assert.deepEqual(
    reports.splice(0).map(({ type, message }) => [type, message]),
    [
      [
        "failed",
        'Data "mnist-14": 1 of the images that this seed draws, or that are held out, are not here; hand in all files of it.',
      ],
    ],
  );
  create(31);
  create(32, { trainingImages: 5000 }, { data: files.mnist });
  create(33, {}, { data: files.mnist });
  // Fewer files than are here take nothing away.
  create(34, { trainingImages: 5000 });
  const [before, all, after, again] = reports.splice(0);
  assert.deepEqual(
    [before, all, after, again].map(({ type }) => type),
    ["created", "created", "created", "created"],
  );
  assert.deepEqual(
    [after.snapshot, after.inputs, after.reconstructions],
    [before.snapshot, before.inputs, before.reconstructions],
  );
  assert.deepEqual(again.snapshot, all.snapshot);
  assert.notDeepEqual(all.snapshot.evaluation.train, before.snapshot.evaluation.train);
});

test("a config that cannot be trained is refused with a sentence", () => {
  create(4, { hiddenUnits: 0 });
  assert.deepEqual(reports.splice(0), [
    { type: "failed", runId: 4, message: "Hidden units must be 1..=4096, found 0.", fatal: true },
  ]);
  send({ type: "train", runId: 4, until: 5 });
  assert.deepEqual(reports.splice(0), []);
  create(5);
  assert.equal(reports.splice(0)[0].type, "created");
});

test("planned changes are made at their steps, and a run goes on in another from its exported state", async () => {
  const events = [
    { step: 4, change: { tied: true } },
    { step: 6, change: { lambda: 0.1 } },
    { step: 12, change: { lambda: 0 } },
  ];
  create(6, {}, { events });
  send({ type: "pause", runId: 6, at: 8 });
  const rest = await next(({ atRest }) => atRest);
  assert.deepEqual([rest.snapshot.step, rest.snapshot.tied, rest.snapshot.lambda], [8, true, 0.1]);
  send({ type: "ask", runId: 6, request: 7 });
  const exported = await next(({ type }) => type === "state");
  assert.deepEqual([exported.request, exported.state.step, exported.state.events], [7, 8, 2]);
  assert.equal(exported.state.parameters.length, 16 * 196 + 16 + 196);
  send({ type: "pause", runId: 6, at: 20 });
  const whole = await next(({ atRest }) => atRest);
  create(7, {}, { events, state: exported.state });
  const created = await next(({ type }) => type === "created");
  assert.equal(created.snapshot.receipt, rest.snapshot.receipt);
  assert.deepEqual(created.snapshot.evaluation, rest.snapshot.evaluation);
  send({ type: "pause", runId: 7, at: 20 });
  const resumed = await next(({ atRest }) => atRest);
  assert.deepEqual(resumed.snapshot, whole.snapshot);
  assert.notEqual(resumed.snapshot.receipt, rest.snapshot.receipt);
});

test("what is taken away before a run rests has the numbers of its own step", async () => {
  create(9, { hiddenUnits: 64 });
  for (const until of [41, 43]) {
    send({ type: "train", runId: 9, until });
    await next(({ snapshot }) => snapshot?.step === until);
    send({ type: "acknowledge", runId: 9 });
  }
  send({ type: "ask", runId: 9, request: 1 });
  const taken = await next(({ type }) => type === "state");
  assert.deepEqual([taken.state.step, taken.snapshot.step, taken.snapshot.evaluation.step], [43, 43, 43]);
  const told = await next(({ type }) => type === "snapshot");
  assert.deepEqual(told.snapshot, taken.snapshot, "and the page sees them too");
  create(10, { hiddenUnits: 64 });
  send({ type: "pause", runId: 10, at: 43 });
  const again = await next(({ atRest }) => atRest);
  assert.deepEqual(again.snapshot, taken.snapshot);
});

test("a run that diverges goes back to where it was changed, and on after another change", async () => {
  create(
    8,
    { optimizer: "sgd", learningRate: 0.02, activation: "tanh" },
    { events: [{ step: 5, change: { lambda: 400 } }] },
  );
  send({ type: "train", runId: 8, until: 300 });
  const { snapshot } = await next((report) => report.snapshot?.divergence);
  assert.equal(snapshot.step, 5);
  assert.ok(Object.values(snapshot.evaluation).every(Number.isFinite));
  send({ type: "acknowledge", runId: 8 });
  // 2ηλ = 1: the next step takes the weights back to next to nothing.
  send({ type: "change", runId: 8, change: { learningRate: 0.00125 } });
  send({ type: "train", runId: 8, until: 300 });
  const on = await next((report) => report.snapshot?.step === 300);
  assert.equal(on.snapshot.divergence, null);
});

test("a run on points has these, a grid and the place that is followed for pictures, and says what it passes", async () => {
  reports.splice(0);
  create(50, { data: "arc", trainingImages: 40, hiddenUnits: 8 }, { data: await dataFiles("arc") });
  const report = await next(({ type }) => type === "created");
  assert.deepEqual(report.tiles, { side: 0, columns: 40, rows: ["train", "held-out", "field"] });
  assert.equal(report.inputs.length, 2 * (40 + 200 + FIELD));
  assert.equal(report.reconstructions.length, report.inputs.length);
  assert.equal(report.passes.length, 2);
  send({ type: "acknowledge", runId: 50 });
  send({ type: "drawing", runId: 50, drawing: Float32Array.of(0.5, -0.25) });
  const followed = await next(({ type }) => type === "tiles");
  assert.equal(followed.tiles.rows.at(-1), "your drawing");
  assert.deepEqual([...followed.inputs.slice(-2)], [0.5, -0.25]);
  send({ type: "train", runId: 50, until: 60 });
  const trained = await next((one) => one.snapshot?.step === 60);
  assert.notDeepEqual(trained.passes, report.passes);
  // About other points there is no curve; these are of the configuration itself.
  create(51, { data: "points", points: "V2S000V2TV2U", trainingImages: 3 }, { data: await dataFiles("points") });
  const own = await next(({ type }) => type === "created");
  assert.deepEqual([own.tiles.columns, own.passes.length], [3, 0]);
  assert.equal(own.inputs.length, 2 * (3 + 1 + FIELD));
  create(52, { data: "points", points: "V2S", trainingImages: 1 }, { data: await dataFiles("points") });
  const refused = await next(({ type }) => type === "failed");
  assert.match(refused.message, /^Points must be 2 to 200 that a person has placed, found 1/u);
});

test("what is no refusal of the core ends the worker", () => {
  assert.throws(() => create(40, {}, { data: undefined }), TypeError);
});

test("a ping is answered at once, whatever run there is", () => {
  reports.splice(0);
  send({ type: "ping", runId: 8 });
  assert.deepEqual(reports.splice(0), [{ type: "pong", runId: 8 }]);
});
