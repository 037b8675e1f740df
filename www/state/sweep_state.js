/** What the page knows of the sweep that is trained, beside its outcomes. */

/** @import { ExactPoint, Progress } from "../base/protocol.js" */

/**
 * @typedef {object} SweepState
 * @property {number} asked counts presses of "Run sweep"
 * @property {string} plan what makes the plan that was asked for last
 * @property {boolean} running
 * @property {Progress | null} progress
 * @property {readonly string[]} problems of runs that could not be trained: sentences
 * @property {{key: string, points: readonly ExactPoint[]}} exact what theory says along the axis of a sweep
 * @property {string} trouble why outcomes are not kept beyond this page: a sentence
 */

/** What is heard of a sweep. @typedef {{progress: Progress} | {problem: string} | {trouble: string} | {exact: SweepState["exact"]} | {over: true}} SweepTold */

/** @type {SweepState} */
export const IDLE_SWEEP = Object.freeze({
  asked: 0,
  plan: "",
  running: false,
  progress: null,
  problems: [],
  exact: Object.freeze({ key: "", points: [] }),
  trouble: "",
});
