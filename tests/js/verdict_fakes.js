// Runs as a verdict sees them, made of a few numbers.
import { CURVE_COLUMNS } from "../../www/base/protocol.js";
import { DEFAULT_CONFIG } from "../../www/settings/presets.js";

/** A row of a curve that begins with these numbers. @param {number[]} numbers */
const rowOf = (numbers) => [...numbers, ...Array(CURVE_COLUMNS - numbers.length).fill(0)];

/**
 * A run that has stood at these numbers for a while.
 * @param {{train: number, heldOut: number, copyIndex: number, noiseKept: number, k?: number, lambda?: number, step?: number, events?: any[], earlier?: number[], spread?: number}} numbers
 */
export function evidence({
  train,
  heldOut,
  copyIndex,
  noiseKept,
  k = 392,
  lambda = 0,
  step = 1500,
  events = [],
  earlier = [],
  spread: share = 0.8,
}) {
  const evaluation = {
    step,
    train,
    heldOut,
    gap: heldOut - train,
    copyIndex,
    noiseKept,
    denoisingError: noiseKept + heldOut / 17.64,
    penalty: 0,
    objective: train,
    thetaSquared: 100,
  };
  const snapshot = {
    step,
    epoch: step / 4,
    inputs: 196,
    hiddenUnits: k,
    parameters: 1,
    lambda,
    tied: false,
    learningRate: 0.002,
    evaluation,
    events,
    receipt: "0000-0000-0000",
    divergence: null,
    theory: null,
  };
  return {
    name: "B",
    config: { ...DEFAULT_CONFIG, hiddenUnits: k, lambda },
    snapshot,
    curve: Float64Array.from([
      ...(earlier.length > 0 ? rowOf(earlier) : []),
      ...rowOf([step, train, heldOut, copyIndex, noiseKept]),
    ]),
    spread: share,
  };
}
