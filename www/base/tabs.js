/** The instruments below the lanes, and what they can show. */

/** In the order of their tabs. */
export const TABS = /** @type {const} */ (["loss", "ledger", "step", "filters", "why", "characters", "sweep", "shelf"]);
/** @typedef {typeof TABS[number]} Tab */

/** What the ledger shows of each run. */
export const LEDGER_PARTS = /** @type {const} */ (["terms", "norms", "tying", "gradients"]);
/** @typedef {typeof LEDGER_PARTS[number]} LedgerPart */

/** How far a step is told: what is worked out in each phase of it, in their order. */
export const STEP_PHASES = /** @type {const} */ (["forward", "error", "data", "penalty", "update"]);
/** @typedef {typeof STEP_PHASES[number]} StepPhase */

/** Of which direction of the mean response a field is shown: what an output pixel answers to, or what an input pixel moves. */
export const FIELDS = /** @type {const} */ (["in", "out"]);
/** @typedef {typeof FIELDS[number]} Field */
