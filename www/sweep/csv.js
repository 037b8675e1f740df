/** A sweep as a file: byte for byte what the native sweep writes of the same recipe (docs/adr/0018-sweep.md). */

import { SWEEP_COLUMNS } from "../base/schema.js";

/** @import { Outcome } from "../base/protocol.js" */
/** @import { Known } from "./cells.js" */
/** @import { Plan, SweptRun } from "./plan.js" */

/**
 * The runs of a plan that are known, a row each.
 * @param {Plan} plan
 * @param {Known} known
 */
export function sweepAsCsv({ runs }, known) {
  const rows = runs.toSorted(inOrder).flatMap((run) => {
    const outcome = known.get(run.key);
    return outcome ? [rowOf(run, outcome)] : [];
  });
  return [SWEEP_COLUMNS, ...rows].map((row) => `${row.join(",")}\n`).join("");
}

/** @param {SweptRun} a @param {SweptRun} b */
function inOrder(a, b) {
  return a.hiddenUnits - b.hiddenUnits || a.lambda - b.lambda || Number(a.tied) - Number(b.tied) || a.seed - b.seed;
}

/** @param {SweptRun} run @param {Outcome} outcome */
function rowOf({ hiddenUnits, lambda, tied, seed }, { step, evaluation, deadUnits, receipt, divergence }) {
  /** @type {Record<string, unknown>} */
  const values = {
    hiddenUnits,
    lambda,
    tied,
    seed,
    steps: step,
    ...(divergence ? {} : { ...evaluation, deadUnits }),
    receipt: divergence ? "diverged" : receipt,
  };
  return SWEEP_COLUMNS.map((column) => textOf(values[column]));
}

/** @param {unknown} value */
function textOf(value) {
  return value === undefined || Number.isNaN(value) ? "" : String(value);
}
