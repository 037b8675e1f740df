/** What other seeds and the page do to each other: asked for, trained, cancelled. Pure functions from a state to the next. */

import { COUNT, cohortFrom, eligible, lackingJobs, withKnown, withResult } from "./seeds.js";

/** @import { SeedsChange } from "./seeds.js" */
/** @import { State } from "./state.js" */

/**
 * Other seeds are wanted: the runs come to rest, so that their numbers are of exactly one step.
 * @param {State} state
 * @returns {State}
 */
export function askForSeeds(state) {
  if (eligible(state.lanes).length === 0)
    return { ...state, status: "Train first: other seeds are trained to the step at which each run stands." };
  return { ...state, playing: false, seeds: { ...state.seeds, phase: "awaited", progress: null, problem: "" } };
}

/**
 * @param {State} state
 * @param {SeedsChange} change
 * @returns {State}
 */
export function changeSeeds(state, change) {
  const { seeds } = state;
  switch (change.type) {
    case "begin":
      return begin(state);
    case "curves":
      return { ...state, seeds: { ...seeds, phase: "training", progress: null, problem: "" } };
    case "result":
      return { ...state, seeds: withResult(seeds, change) };
    case "progress":
      return seeds.phase === "training" ? { ...state, seeds: { ...seeds, progress: change.progress } } : state;
    case "end":
      return {
        ...state,
        seeds: { ...seeds, phase: "at rest", progress: null },
        status: seeds.problem || `Trained from ${COUNT} seeds.`,
      };
    case "cancel":
      if (seeds.phase === "at rest") return state;
      return {
        ...state,
        seeds: { ...seeds, phase: "at rest", progress: null },
        // Bands need what was cancelled.
        seedBands: state.seedBands && lackingJobs(seeds.cohorts, true).length === 0,
        status: "Other seeds: cancelled. What had been trained is kept.",
      };
  }
}

/** @param {State} state @returns {State} */
function begin(state) {
  const lanes = eligible(state.lanes);
  if (lanes.length === 0) return { ...state, seeds: { ...state.seeds, phase: "at rest" } };
  const cohorts = lanes.map((lane) => withKnown(cohortFrom(lane), state.seeds.cohorts));
  const left = state.lanes.filter((lane) => !lanes.includes(lane)).map(({ name }) => name);
  const missing = left.length > 0 ? ` Without ${left.join(", ")}: not trained yet, or stopped.` : "";
  const [, ...others] = cohorts[0].seeds;
  return {
    ...state,
    seeds: { phase: "training", cohorts, progress: null, problem: "" },
    status: `Training from seeds ${others.map(String).join(", ")} in the background.${missing}`,
  };
}
