/** What the texts say of a claim: its values under the seeds that were measured, in two digits. */

import { formatCount } from "../base/format.js";
import { SETTING_NAMES, changeText, settingText } from "../settings/settings.js";
import { DEFAULT_CONFIG } from "../settings/presets.js";
import { CLAIMS } from "./claims.js";
import { MEASURED } from "./measured.js";
import { QUANTITIES } from "./quantities.js";

/** @import { RunConfig } from "../base/schema.js" */
/** @import { ClaimId, Measure } from "./claims.js" */

/** How it is called, where no readout or ledger does. @type {Readonly<Partial<Record<Measure, string>>>} */
const NAMES = Object.freeze({
  lowestHeldOut: "lowest held-out error",
  lowestStep: "step of the lowest held-out error",
  trainOverOptimum: "train error over the exact optimum’s",
  normalPass: "normal pass",
  tangentPass: "tangent pass",
  outsideBefore: "‖W‖² outside at step 0",
  outside: "‖W‖² outside",
});

/**
 * The mean over the seeds, or from the least to the greatest; one number where two digits do not tell them apart.
 * @param {ClaimId} claim
 * @param {"to" | "–" | undefined} range
 */
export function measuredText(claim, range) {
  const values = MEASURED[claim];
  if (!range) return twoDigits(values.reduce((sum, value) => sum + value, 0) / values.length);
  const ends = [Math.min(...values), Math.max(...values)].map(twoDigits);
  if (ends[0] === ends[1]) return ends[0];
  return ends.join(range === "to" ? " to " : range);
}

/** @param {number} value */
export function twoDigits(value) {
  const text = Math.abs(value) < 99.5 ? Math.abs(value).toPrecision(2) : formatCount(Number(value.toPrecision(2)));
  return value < 0 ? `−${text}` : text;
}

/** What was measured, in words. @param {ClaimId} claim */
export function measureName(claim) {
  const { measure } = CLAIMS[claim];
  return NAMES[measure] ?? QUANTITIES[measure].name;
}

/** The run that it was measured of, in words. @param {ClaimId} claim */
export function runText(claim) {
  const { run, events = [] } = CLAIMS[claim];
  const settings = /** @type {(keyof RunConfig)[]} */ (Object.keys(run))
    .filter((field) => run[field] !== DEFAULT_CONFIG[field])
    .map((field) => {
      const value = /** @type {RunConfig[keyof RunConfig]} */ (run[field]);
      if (typeof value === "boolean") return value ? SETTING_NAMES[field] : `no ${SETTING_NAMES[field]}`;
      return `${SETTING_NAMES[field]} ${settingText(field, value)}`;
    });
  const usual = settings.length > 0 ? [] : [`${SETTING_NAMES.hiddenUnits} ${DEFAULT_CONFIG.hiddenUnits}`];
  const changes = events.map(({ step, change }) => `${changeText(change)} from step ${formatCount(step)}`);
  return [...usual, ...settings, ...changes].join(", ");
}
