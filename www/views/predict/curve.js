/** Drawing a curve of errors over steps, on the loss chart itself: the chart draws the curve, and above it lie its five points. */

import { formatCount } from "../../base/format.js";
import { cardOf } from "../../lesson/cards.js";
import { heightOf, shareOf } from "../kit/reading.js";
import { mountHandles } from "./handles.js";

/** @import { Action, State } from "../../state/state.js" */
/** @import { Plane } from "../kit/chart.js" */
/** @import { Drawing } from "../kit/reading.js" */
/** @import { Field } from "./handles.js" */
/** @import { Asked } from "./asked.js" */

/**
 * @param {Plane} plane
 * @param {(action: Action) => void} dispatch
 * @returns {(asked: Asked | undefined, state: State) => void}
 */
export function mountCurve(plane, dispatch) {
  /** @type {ReturnType<typeof mountHandles> | undefined} */
  let handles;
  /** @type {Asked | undefined} */
  let now;
  const steps = () => (now && cardOf(now.card).asks?.steps) ?? [];
  const place = () => {
    const { frame, drawing } = plane;
    if (!frame || !drawing) return;
    const works = now !== undefined && isDrawn(now);
    if (!works && !handles) return;
    handles ??= mountHandles(
      frame,
      (at) => `B’s held-out error at step ${formatCount(steps()[at])}`,
      (value) =>
        now && dispatch({ type: "predict", change: { type: "draft", draft: { card: now.card, kind: "draw", value } } }),
    );
    const begin = now?.question.scale?.begin ?? 1;
    const values = now?.draft ?? now?.said;
    handles(
      works ? fieldOf(drawing, steps(), now) : undefined,
      values ? [values.value].flat() : steps().map(() => begin),
      works,
    );
  };
  plane.changed = place;
  return (asked) => {
    now = asked;
    place();
  };
}

/** Whether the question is answered by drawing on the chart, and now. @param {Asked} asked */
function isDrawn({ card, asks, open, said, draft }) {
  return cardOf(card).asks?.steps !== undefined && asks && open && (!said || draft !== undefined);
}

/**
 * @param {Drawing} drawing
 * @param {readonly number[]} steps
 * @param {Asked | undefined} asked
 * @returns {Field}
 */
function fieldOf(drawing, steps, asked) {
  const { geometry, logY } = drawing;
  const { left, right, top, bottom, yMin, yMax } = geometry;
  const { min = yMin, max = yMax } = asked?.question.scale ?? {};
  return {
    xs: steps.map((step) => left + shareOf(drawing, step) * (right - left)),
    heightOf: (value) => heightOf(drawing, value),
    valueAt(y) {
      const share = Math.min(Math.max((bottom - y) / (bottom - top), 0), 1);
      return logY ? yMin * (yMax / yMin) ** share : yMin + share * (yMax - yMin);
    },
    min,
    max,
  };
}
