// What tests of the page's state begin with.
import { reduce } from "../../www/state/reduce.js";
import { initialState } from "../../www/state/state.js";

/** @import { Tiles } from '../../www/base/schema.js' */
/** @import { Action, State } from '../../www/state/state.js' */

/** @param {State} state @param {...Action} actions */
export const after = (state, ...actions) => actions.reduce(reduce, state);

/**
 * What a worker reports of a lane.
 * @param {State} state
 * @param {number} lane
 * @param {number} step
 * @returns {Action}
 */
export function created(state, lane, step = 0) {
  const { runId, config } = state.lanes[lane];
  const evaluation = {
    step,
    train: 2,
    heldOut: 3,
    gap: 1,
    copyIndex: 0,
    noiseKept: 1,
    denoisingError: 1.5,
    penalty: 0,
    objective: 2,
    thetaSquared: 9,
  };
  const snapshot = {
    step,
    epoch: step / 4,
    inputs: 196,
    hiddenUnits: config.hiddenUnits,
    parameters: 9,
    lambda: config.lambda,
    tied: config.tied,
    learningRate: config.learningRate,
    evaluation,
    events: [],
    receipt: "0000-0000-0000",
    divergence: null,
    theory: null,
  };
  const pixels = new Float32Array(4);
  /** @type {Tiles} */
  const tiles = { side: 1, columns: 2, rows: ["train", "held-out"] };
  return {
    type: "report",
    lane,
    report: {
      type: "created",
      runId,
      tiles,
      inputs: pixels,
      snapshot,
      curve: new Float64Array(8),
      reconstructions: pixels,
    },
  };
}

/** Both lanes up, at this step. @param {number} step */
export function ready(step = 0) {
  const state = initialState();
  return after(state, created(state, 0, step), created(state, 1, step));
}

/** The same runs further on, at rest. @param {State} state @param {number} step @returns {State} */
export const trainedTo = (state, step) => ({
  ...state,
  playing: false,
  lanes: state.lanes.map((lane) => ({
    ...lane,
    status: /** @type {const} */ ("ready"),
    picture: /** @type {any} */ ({ snapshot: { step, events: lane.picture?.snapshot.events ?? [] } }),
  })),
});
