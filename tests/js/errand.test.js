// An errand in the worker itself, with the real module: what it comes to is what a run that is shown comes to.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CURVE_COLUMNS } from "../../www/base/protocol.js";
import { fulfil, create, next, reports, send } from "./worker_fakes.js";

/** @param {number} runId @param {Record<string, any>} config @param {Record<string, any>} rest */
async function outcomeOf(runId, config, rest) {
  fulfil(runId, config, rest);
  return (await next((report) => report.type === "outcome" && report.runId === runId)).outcome;
}

test("an errand ends with the bits and the numbers of a run that is shown, with its curve and without", async () => {
  const config = { hiddenUnits: 40, lambda: 1e-3 };
  const events = [
    { step: 20, change: { lambda: 0.02 } },
    { step: 30, change: { tied: true } },
  ];
  create(1, config, { events });
  send({ type: "pause", runId: 1, at: 60 });
  const { snapshot, curve } = await next(({ atRest }) => atRest);
  const { step, evaluation, receipt, theory, divergence } = snapshot;
  for (const wantsCurve of [false, true]) {
    const outcome = await outcomeOf(wantsCurve ? 3 : 2, config, { events, until: 60, wantsCurve });
    const expected = wantsCurve ? curve : undefined;
    assert.deepEqual(
      { ...outcome, curve: outcome.curve?.length },
      { step, evaluation, receipt, theory, divergence, deadUnits: outcome.deadUnits, curve: expected?.length },
    );
    assert.deepEqual(outcome.curve, expected);
    assert.ok(outcome.deadUnits >= 0 && outcome.deadUnits < 1);
  }
  assert.ok(curve.length > 3 * CURVE_COLUMNS);
});

test("an errand has the filters of a run that is shown, where they are wanted", async () => {
  const config = { hiddenUnits: 12, tied: true };
  const look = { count: 3, byNorm: true };
  create(20, config);
  send({
    type: "look",
    runId: 20,
    look: { ledger: false, filters: look, jacobian: false, nearest: false, step: null },
  });
  send({ type: "pause", runId: 20, at: 40 });
  const shown = await next(({ runId, atRest, units }) => runId === 20 && atRest && units);
  const { filters } = await outcomeOf(21, config, { until: 40, filters: look });
  assert.deepEqual(filters, { units: shown.units, weights: shown.weights, tied: true });
});

test("a linear run comes with its theory, and has no dead units", async () => {
  const linear = { hiddenUnits: 8, activation: "linear", centred: true, lambda: 0.5 };
  const { theory, deadUnits } = await outcomeOf(4, linear, { until: 5 });
  assert.ok(theory.heldOut > 0);
  assert.ok(Number.isNaN(deadUnits));
});

test("an errand says what theory says at other places of a sweep: what a run there would say, and nothing where there is no formula", async () => {
  const linear = { hiddenUnits: 8, activation: "linear", lambda: 0 };
  const places = [
    { hiddenUnits: 8, lambda: 0.5, tied: false },
    { hiddenUnits: 20, lambda: 0.03, tied: true },
  ];
  const { step, exact } = await outcomeOf(30, { ...linear, centred: true }, { until: 0, exactAt: places });
  assert.deepEqual([step, exact.length], [0, 2]);
  for (const [index, place] of places.entries()) {
    const { theory } = await outcomeOf(31 + index, { ...linear, centred: true, ...place }, { until: 1 });
    assert.deepEqual(exact[index], { ...theory, thresholds: [] });
  }
  const raw = { ...linear, penalizeBiases: true };
  const at = { hiddenUnits: 8, lambda: 0, tied: false };
  const { exact: few } = await outcomeOf(33, raw, { until: 0, exactAt: [at, { ...at, lambda: 0.1 }] });
  assert.deepEqual([few[0].survivors, few[1]], [8, null], "biases that cost something: no formula but at λ = 0");
});

test("an errand that diverges says at which step; one that is refused says why", async () => {
  const { step, divergence } = await outcomeOf(5, { optimizer: "sgd", learningRate: 1000 }, { until: 500 });
  assert.ok(divergence && step === divergence.step && step < 100, `${step}`);
  fulfil(6, { hiddenUnits: 5000 }, { until: 5 });
  const { type, message } = await next(({ runId }) => runId === 6);
  assert.deepEqual([type, message], ["failed", "Hidden units must be 1..=4096, found 5000."]);
});

test("an errand takes its share of the time, stands with none, and goes on", async () => {
  fulfil(7, { hiddenUnits: 16 }, { until: 1e9, share: 0 });
  const rest = () => new Promise((resolve) => setTimeout(resolve, 400));
  await rest();
  assert.deepEqual(reports.splice(0), [], "it stands");
  send({ type: "share", runId: 7, share: 0.1 });
  const { step } = await next(({ type }) => type === "progress");
  send({ type: "share", runId: 7, share: 0 });
  await rest();
  reports.splice(0);
  send({ type: "share", runId: 7, share: 1 });
  assert.ok((await next(({ type }) => type === "progress")).step > step);
  send({ type: "leave" });
  reports.splice(0);
  await rest();
  assert.deepEqual(reports, [], "it is over");
});
