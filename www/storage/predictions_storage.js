/** Keeps what was predicted, and how a class voted, while the page is reloaded. Where storage is forbidden or full, it ends with the page. */

import { NO_PREDICTIONS, readPredictions, writtenPredictions } from "../lesson/predictions.js";
import { NOTHING_PREDICTED } from "../state/predicted.js";

/** @import { State } from "../state/state.js" */
/** @import { OwnStorage } from "./browser_storage.js" */

/** What it is called in the storage. */
const PREDICTIONS = "predictions";

/**
 * What was kept, as far as it can be read.
 * @param {OwnStorage} storage
 * @returns {Pick<State, "predictions" | "predicting">}
 */
export function keptPredictions(storage) {
  try {
    const { said, asks, told, votes } = JSON.parse(storage.get(PREDICTIONS) ?? "{}");
    return {
      predictions: readPredictions(String(said)) ?? NO_PREDICTIONS,
      predicting: {
        ...NOTHING_PREDICTED,
        asks: asks !== false,
        told: checked(told, (one) => typeof one === "string"),
        votes: checked(votes, isVotes),
      },
    };
  } catch {
    return { predictions: NO_PREDICTIONS, predicting: NOTHING_PREDICTED };
  }
}

/**
 * @param {OwnStorage} storage
 * @param {Pick<State, "predictions" | "predicting">} state
 */
export function keepPredictions(storage, { predictions, predicting: { asks, told, votes } }) {
  try {
    storage.set(PREDICTIONS, JSON.stringify({ said: writtenPredictions(predictions), asks, told, votes }));
  } catch {
    // They last until the page is closed.
  }
}

/** @param {unknown} record @param {(one: unknown) => boolean} good @returns {Record<string, any>} */
function checked(record, good) {
  return Object.fromEntries(Object.entries(record ?? {}).filter(([, one]) => good(one)));
}

/** @param {unknown} one */
function isVotes(one) {
  return Array.isArray(one) && one.length === 3 && one.every((count) => Number.isInteger(count) && count >= 0);
}
