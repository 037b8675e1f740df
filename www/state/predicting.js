/** What is said before the runs train, and what came of it: pure functions from a state to the next. */

/** @import { Prediction } from "../lesson/prediction.js" */
/** @import { PredictChange } from "./predicted.js" */
/** @import { State } from "./state.js" */

const SKIPPED = "No card asks for a prediction now. X, or Predict, asks again.";

/**
 * @param {State} state
 * @param {PredictChange} change
 * @returns {State}
 */
export function predict(state, change) {
  const { predicting, predictions } = state;
  switch (change.type) {
    case "draft":
      return { ...state, predicting: { ...predicting, draft: change.draft } };
    case "made": {
      const { draft } = predicting;
      if (draft?.card !== state.card) return state;
      return {
        ...state,
        predictions: merged(predictions, [draft]),
        predicting: { ...predicting, asks: true, draft: null, told: without(predicting.told, draft.card) },
      };
    }
    case "asks": {
      const asks = change.on ?? !predicting.asks;
      return { ...state, predicting: { ...predicting, asks, draft: null }, status: asks ? "" : SKIPPED };
    }
    case "told":
      return { ...state, predicting: { ...predicting, told: { ...predicting.told, [change.card]: change.sentence } } };
    case "votes":
      return { ...state, predicting: { ...predicting, votes: { ...predicting.votes, [change.card]: change.votes } } };
  }
}

/**
 * What came of runs is not what comes of others: cards have runs in common, so all of it is forgotten.
 * @param {State} before
 * @param {State} state
 * @returns {State}
 */
export function forgetTold(before, state) {
  const { card, predicting, lanes } = state;
  if (card !== before.card || Object.keys(predicting.told).length === 0) return state;
  const same = lanes.length === before.lanes.length && lanes.every(({ runId }, at) => runId === before.lanes[at].runId);
  return same ? state : { ...state, predicting: { ...predicting, told: {} } };
}

/** @param {Readonly<Record<string, string>>} told @param {string} card */
function without(told, card) {
  return Object.fromEntries(Object.entries(told).filter(([other]) => other !== card));
}

/**
 * The later ones hold.
 * @param {readonly Prediction[]} before
 * @param {readonly Prediction[]} later
 * @returns {readonly Prediction[]}
 */
export function merged(before, later) {
  if (later.length === 0) return before;
  return [...before.filter(({ card }) => later.every((one) => one.card !== card)), ...later];
}
