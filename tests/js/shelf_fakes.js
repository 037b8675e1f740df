// What tests of the shelf begin with.
import { DEFAULT_CONFIG } from "../../www/settings/presets.js";

/** @import { Pinned } from '../../www/state/shelf.js' */

export const NUMBERS = { train: 2, heldOut: 5, gap: 3, copyIndex: 0.25, noiseKept: 0.5, denoisingError: 0.75 };

/** A pinned run. @param {number} id @param {Partial<Pinned>} [own] @returns {Pinned} */
export const run = (id, own = {}) => ({
  id,
  pinnedAt: id,
  name: `run ${id}`,
  config: DEFAULT_CONFIG,
  events: [],
  step: 700,
  receipt: "0123-4567-89ab",
  numbers: NUMBERS,
  curve: [0, 20, 21, 700, 2, 5],
  shown: false,
  ...own,
});
