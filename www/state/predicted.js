/** What the page keeps of questions beside what was said: drafts, votes, and what came of it. */

/** @import { Prediction } from "../lesson/prediction.js" */

/** How a class voted: how many for each of the three answers. @typedef {readonly [number, number, number]} Votes */

/**
 * What belongs to predictions and is in no link.
 * @typedef {object} Predicting
 * @property {boolean} asks questions are open; a person who skips one is not asked on other cards either
 * @property {Prediction | null} draft what is being set or drawn, and not said yet
 * @property {Readonly<Record<string, string>>} told by card, the sentence that compared prediction and outcome
 * @property {Readonly<Record<string, Votes>>} votes by card
 */

/** @typedef {{type: "draft", draft: Prediction} | {type: "made"} | {type: "asks", on?: boolean} | {type: "told", card: string, sentence: string} | {type: "votes", card: string, votes: Votes}} PredictChange */

/** @type {Predicting} */
export const NOTHING_PREDICTED = Object.freeze({ asks: true, draft: null, told: {}, votes: {} });
