/** The film: the runs as they were, one point of their way after another, along the axis as it is drawn. */

import { lastStep } from "../../lanes/then.js";

/** @import { State } from "../../state/state.js" */
/** @import { Store } from "../../state/store.js" */

/** Milliseconds from the first step to now. */
export const FILM_MS = 8000;
/** Where motion is reduced, the film has so many pictures, and a press shows the next. */
const STILLS = 16;

/**
 * The step that the film shows at a share of its length.
 * @param {Pick<State, "lanes" | "logSteps">} state
 * @param {number} share from 0 to 1
 */
export function stepOfFilm({ lanes, logSteps }, share) {
  const last = lastStep(lanes);
  return logSteps ? Math.expm1(share * Math.log1p(last)) : share * last;
}

/**
 * Shows the film as long as the state says that it goes on: from where the runs are shown, or from their first step.
 * @param {Store} store
 * @param {{isReduced: boolean, now: () => number, nextFrame: (show: () => void) => void}} world
 */
export function showFilm({ state, dispatch }, { isReduced, now, nextFrame }) {
  if (!state().filming) return;
  const { then } = state();
  const from = then === null ? 0 : shareOf(state(), then);
  const show = (/** @type {number} */ share) =>
    dispatch({ type: "travel", to: share < 1 ? stepOfFilm(state(), share) : null, film: true });
  if (isReduced) {
    show(then === null ? 0 : (Math.round(from * STILLS) + 1) / STILLS);
    dispatch({ type: "film", on: false });
    return;
  }
  const begin = now() - from * FILM_MS;
  const frame = () => {
    if (!state().filming) return;
    const share = Math.min((now() - begin) / FILM_MS, 1);
    show(share);
    if (share < 1) nextFrame(frame);
    else dispatch({ type: "film", on: false });
  };
  frame();
}

/**
 * Where a step stands on the way from the first step, 0, to the last point, 1.
 * @param {Pick<State, "lanes" | "logSteps">} state
 * @param {number} step
 */
export function shareOf({ lanes, logSteps }, step) {
  const last = lastStep(lanes);
  if (last === 0) return 1;
  return Math.min(logSteps ? Math.log1p(step) / Math.log1p(last) : step / last, 1);
}
