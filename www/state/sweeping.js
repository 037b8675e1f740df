/** A sweep as the page knows it, and what its points become when they are taken up: pure functions from a state to the next. */

import { formatCount } from "../base/format.js";
import { describe, pinnedRun } from "./shelf.js";
import { shelve } from "./shelving.js";

/** @import { Outcome, RunConfig } from "../base/protocol.js" */
/** @import { State } from "./state.js" */
/** @import { SweepTold } from "./sweep_state.js" */

/** @param {State} state @param {string} plan what makes the plan of it @returns {State} */
export function runSweep(state, plan) {
  const { sweep } = state;
  return {
    ...state,
    sweep: { ...sweep, asked: sweep.asked + 1, plan, running: true, progress: null, problems: [] },
    status: sweep.running ? "The sweep before gives way to this one; what it has trained is kept." : "",
  };
}

/** @param {State} state @returns {State} */
export function cancelSweep(state) {
  if (!state.sweep.running) return state;
  return {
    ...state,
    sweep: { ...state.sweep, running: false, progress: null },
    status: "The sweep is cancelled. What it has trained is kept; Run sweep goes on with the rest.",
  };
}

/** @param {State} state @param {SweepTold} told @returns {State} */
export function sweepTold(state, told) {
  const { sweep } = state;
  if ("trouble" in told) return { ...state, sweep: { ...sweep, trouble: told.trouble }, status: told.trouble };
  if ("exact" in told) return { ...state, sweep: { ...sweep, exact: told.exact } };
  if (!sweep.running) return state;
  if ("progress" in told) return { ...state, sweep: { ...sweep, progress: told.progress } };
  if ("problem" in told) return { ...state, sweep: { ...sweep, problems: [...sweep.problems, told.problem] } };
  const { problems, progress } = sweep;
  const failed = problems.length > 0 ? ` ${formatCount(problems.length)} could not be trained.` : "";
  return {
    ...state,
    sweep: { ...sweep, running: false, progress: null },
    status: `The sweep is done: ${formatCount(progress?.total ?? 0)} runs.${failed}`,
  };
}

/**
 * What is known of more runs.
 * @param {State} state
 * @param {readonly (readonly [key: string, outcome: Outcome])[]} found
 * @returns {State}
 */
export function withOutcomes(state, found) {
  return found.length === 0 ? state : { ...state, outcomes: new Map([...state.outcomes, ...found]) };
}

/**
 * A point of a sweep is pinned: its curve comes with it.
 * @param {State} state
 * @param {{config: RunConfig, outcome: Outcome, id: number, at: number}} pinned
 * @returns {State}
 */
export function pinOutcome(state, { config, outcome, id, at }) {
  const name = `${describe(config)}, seed ${config.seed}`;
  const run = pinnedRun({ config, events: [] }, name, outcome, outcome.curve ?? new Float64Array());
  return shelve(state, { ...run, id, pinnedAt: at }, `“${name}”`);
}
