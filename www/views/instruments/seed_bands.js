/** Bands of the loss chart: from the lowest to the highest error of a recipe's seeds. */

import { bandOf } from "../../base/bands.js";
import { pairsOf } from "../../base/curve.js";
import { memo } from "../kit/dom.js";
import { cohortOf } from "../../state/seeds.js";

/** @import { Cohort } from "../../state/seeds.js" */
/** @import { State } from "../../state/state.js" */
/** @import { Content } from "../kit/chart.js" */
/** @import { Palette } from "../kit/palette.js" */

/** @typedef {NonNullable<Content["bands"]>} Bands */

/** @type {Bands} */
const NONE = [];

/**
 * The bands of all runs whose recipes have been trained from other seeds; the same list until something of it changes.
 * @returns {(state: State, palette: Palette) => Bands}
 */
export function mountSeedBands() {
  const gather = memo(
    (/** @type {Palette} */ palette, /** @type {string} */ names, /** @type {(Cohort | undefined)[]} */ ...cohorts) =>
      cohorts.flatMap((cohort, at) => (cohort ? bandsOf(cohort, palette.css[names[at].toLowerCase()]) : [])),
  );
  return ({ lanes, seeds: { cohorts }, seedBands }, palette) => {
    if (!seedBands || cohorts.length === 0) return NONE;
    return gather(palette, lanes.map(({ name }) => name).join(""), ...lanes.map((lane) => cohortOf(cohorts, lane)));
  };
}

/**
 * Of train and of held-out error, where at least two seeds have curves.
 * @param {Cohort} cohort
 * @param {string} color
 * @returns {Bands}
 */
export function bandsOf({ fates }, color) {
  const curves = [...fates.values()].flatMap((fate) => (fate !== "diverged" && fate.curve ? [fate.curve] : []));
  if (curves.length < 2) return NONE;
  return /** @type {const} */ (["train", "heldOut"]).map((quantity) => ({
    color,
    points: bandOf(curves.map((curve) => pairsOf(curve, quantity))),
  }));
}
