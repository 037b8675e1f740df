/** What a person asks of a sweep: each list once. Its axes are in `schema.js`, written from the core's. */

/** What a sweep goes over; "both" is the map. */
export const SWEPT = /** @type {const} */ (["lambda", "units", "both"]);
/** @typedef {typeof SWEPT[number]} Swept */

/** What is shown of its runs, by the name of the number in an outcome. */
export const SWEEP_MEASURES = Object.freeze(
  /** @type {const} */ ({
    heldOut: "held-out error",
    train: "train error",
    gap: "gap",
    copyIndex: "copy index",
    noiseKept: "noise kept",
    deadUnits: "dead units",
  }),
);
/** @typedef {keyof typeof SWEEP_MEASURES} SweepMeasure */

/** With which weights they are trained. */
export const SWEEP_WEIGHTS = /** @type {const} */ (["untied", "tied", "both"]);
/** @typedef {typeof SWEEP_WEIGHTS[number]} SweepWeights */

/** From how many seeds at most. */
export const MOST_SEEDS = 10;
