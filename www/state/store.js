/** Holds the state, and tells whoever listens that it changed. */

/** @import { Action, State } from "./state.js" */

/** What others may do with the page's state. @typedef {{state: () => State, dispatch: (action: Action) => void}} Store */

/**
 * @template S, A
 * @param {(state: S, action: A) => S} reduce
 * @param {S} initial
 */
export function createStore(reduce, initial) {
  let state = initial;
  /** @type {Set<() => void>} */
  const listeners = new Set();
  return {
    state: () => state,
    /** @param {A} action */
    dispatch(action) {
      const next = reduce(state, action);
      if (next === state) return;
      state = next;
      for (const listener of listeners) listener();
    },
    /** @param {() => void} listener */
    subscribe(listener) {
      listeners.add(listener);
    },
  };
}
