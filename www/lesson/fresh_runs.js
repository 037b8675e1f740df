/** The fresh runs that a curve over λ is compared with: those of a sweep, where they are known. Pure. */

import { keyOf } from "../settings/job.js";
import { SETTINGS, configOf } from "../settings/presets.js";
import { MOST_SEEDS } from "../base/sweeps.js";
import { awaited, missing, there } from "./measuring.js";
import { formatSetting } from "../base/format.js";

/** @import { Outcome } from "../base/protocol.js" */
/** @import { Measured } from "./measuring.js" */

/** Of the λ of a sweep these five. */
export const LAMBDAS = Object.freeze([0, 0.001, 0.01, 0.1, 0.3]);

/** The step that they are measured at. */
const STEP = 1500;

/** What they go by, from each seed that a sweep may have. */
const KEYS = Array.from({ length: MOST_SEEDS }, (_, index) =>
  LAMBDAS.map((lambda) => {
    const config = configOf({ ...SETTINGS.overcomplete, lambda }, index + 1);
    return keyOf({ config, events: [], until: STEP });
  }),
);

/**
 * Held-out and train errors over {@link LAMBDAS}: means over the seeds that are known of all of them.
 * @param {ReadonlyMap<string, Outcome>} outcomes
 * @returns {Measured<{heldOut: number[], train: number[], seeds: number}>}
 */
export function fresh(outcomes) {
  const known = KEYS.map((keys) => keys.flatMap((key) => outcomes.get(key) ?? [])).filter(
    (runs) => runs.length === LAMBDAS.length,
  );
  if (known.length === 0) return awaited("once a sweep over λ has trained them");
  const [first] = known;
  const diverged = first.findIndex((_, at) => known.some((runs) => runs[at].divergence));
  if (diverged >= 0)
    return missing(`At λ = ${formatSetting(LAMBDAS[diverged])} a run diverged, so there is nothing to compare with.`);
  const mean = (/** @type {"heldOut" | "train"} */ measure) =>
    LAMBDAS.map((_, at) => known.reduce((sum, runs) => sum + runs[at].evaluation[measure], 0) / known.length);
  return there({ heldOut: mean("heldOut"), train: mean("train"), seeds: known.length });
}
