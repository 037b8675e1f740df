/** What the charts of runs have in common along their steps. */

import { gestures } from "../../base/gestures.js";
import { toldOf } from "../../settings/settings.js";

/** @import { Snapshot } from "../../base/protocol.js" */

/** Without a budget the step axis shows at least this many, so that curves do not race to the right. */
const FEWEST_STEPS = 1500;
/** Changes closer than this share of the axis are one gesture. */
const GESTURE = 0.025;

/**
 * How far the step axis reaches at least.
 * @param {number | null} budget of steps
 */
export function leastSteps(budget) {
  return budget ?? FEWEST_STEPS;
}

/**
 * The changes of a run as marks of its chart.
 * @param {Snapshot} snapshot
 */
export function marksOf({ events, step }) {
  return gestures(events, GESTURE * Math.max(FEWEST_STEPS, step)).map((event) => ({
    step: event.step,
    ...toldOf(event),
  }));
}

/**
 * What tells whether the marks of a run are others: at rest, a change takes the place of another of its step.
 * @param {Snapshot} snapshot
 */
export function marksKey({ events }) {
  // At one step there are no more than three.
  return [events.length, ...events.slice(-3).map(({ step, field, to }) => `${step} ${field} ${to}`)].join();
}
