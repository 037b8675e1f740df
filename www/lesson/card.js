/** What a card of the lesson is. Its texts use the mark-up of `text.js`. */

/** @import { Change, TileRow } from "../base/schema.js" */
/** @import { SweepMeasure, SweepWeights, Swept } from "../base/sweeps.js" */
/** @import { LedgerPart, Tab } from "../base/tabs.js" */
/** @import { PredictionKind } from "./prediction.js" */
/** @import { Speed } from "../settings/speeds.js" */
/** @import { Settings } from "../settings/presets.js" */

/**
 * What runs A, B, … are set to, and how the page shows them.
 * @typedef {object} Scene
 * @property {readonly Settings[]} lanes
 * @property {number} steps the step budget: what the texts say of trained networks is of this step, unless they name another
 * @property {number} [longer] a second step budget, where training on has something to show
 * @property {number} [points] the lane whose numbers the formula shows; the last unless said
 * @property {Tab} [tab] the loss chart unless said
 * @property {string} [inside] the lane whose network is looked into; A unless said
 * @property {LedgerPart} [ledgerPart] what the ledger shows; the terms of the objective unless said
 * @property {{sweepOver: Swept, sweepMeasure: SweepMeasure, sweepSeeds: number, sweepWeights: SweepWeights, sweepOf: string}} [sweep] what the tab Sweep asks; as it was left unless said
 * @property {Speed} [speed] watchable unless said
 * @property {boolean} [difference] show |x̂ − x|
 * @property {boolean} [nearest] show the training image that each held-out reconstruction is nearest to
 * @property {readonly [number, number]} [errors] from where to where the axis of the loss chart reaches; all curves unless said
 * @property {TileRow} [row] of the images that a phone shows of all runs; held-out unless said
 */

/**
 * What a person does to the trained networks of a card.
 * @typedef {object} Intervention
 * @property {string} name
 * @property {readonly {lane: string, change: Change}[]} changes of running lanes, by their names
 * @property {number} [from] the step from which on it can be done; 1 unless said
 * @property {number} [more] so many steps the runs train on afterwards, at least to the scene's budget; without it they rest
 */

/**
 * The question that a card asks before its runs train, as far as link and chart have to know it; the rest is in `questions.js`.
 * @typedef {object} Asks
 * @property {PredictionKind} kind
 * @property {boolean} [first] can be answered only before the runs are trained
 * @property {readonly number[]} [steps] a curve of errors is drawn over these
 * @property {readonly [number, number]} [errors] from where to where the axis of the loss chart reaches meanwhile
 */

/**
 * @typedef {object} Card
 * @property {string} id its name in a link
 * @property {string} part of the lecture that it belongs to
 * @property {string} title
 * @property {string} before at most 60 words, without numbers of networks: what there will be to see
 * @property {string} [prose] at most 60 words: what there is to see, with numbers of the trained runs, while they are the card's own
 * @property {string} [after] the same once the intervention has been done
 * @property {Scene} [scene] without one, everything stays as it is
 * @property {boolean} [formula] the objective is open beside it
 * @property {string} try what to do
 * @property {Intervention} [intervention] the button that does it
 * @property {string} look where to look, and what for
 * @property {string} limits how far it holds
 * @property {{name: string, card: string}} [leads] a button to another card, for who wants to go there first
 * @property {Asks} [asks]
 * @property {boolean} [presets] the list of presets stands on it
 * @property {boolean} [picture] the drawing of a network stands beside the words
 */
