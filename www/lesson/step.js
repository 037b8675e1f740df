/** What a step of the lesson is. Its texts use the mark-up of `text.js`. */

/** @import { Change } from "../protocol.js" */
/** @import { Speed } from "../pace.js" */
/** @import { Settings } from "../presets.js" */

/**
 * What runs A, B, … are set to, and how the page shows them.
 * @typedef {object} Scene
 * @property {readonly Settings[]} lanes
 * @property {number} steps the step budget
 * @property {number} [points] the lane whose numbers the formula shows; the last unless said
 * @property {string} [tab] the loss chart unless said
 * @property {"terms" | "norms" | "tying" | "gradients"} [ledgerPart] what the ledger shows; the terms of the objective unless said
 * @property {Speed} [speed] watchable unless said
 * @property {boolean} [difference] show |x̂ − x|
 * @property {boolean} [nearest] show the training image that each held-out reconstruction is nearest to
 */

/** What a step's button does: it plays, or changes settings of running lanes, by their names. @typedef {{name: string, play?: boolean, changes?: readonly {lane: string, change: Change}[]}} Deed */

/**
 * @typedef {object} Step
 * @property {string} id its name in a link
 * @property {string} part of the lecture that it belongs to
 * @property {string} title
 * @property {string} prose at most 60 words
 * @property {Scene} [scene] without one, everything stays as it is
 * @property {boolean} [formula] the objective is open beside it
 * @property {string} try what to do
 * @property {Deed} [deed] the button that does it
 * @property {string} look where to look, and what for
 * @property {string} limits how far it holds
 */
