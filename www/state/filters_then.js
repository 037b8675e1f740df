/** The filters of runs that are shown as they were: a run keeps no weights on its way, so it is repeated to that step. Pure functions. */

import { isPlane } from "../images/points.js";
import { snapshotOf } from "../lanes/lanes.js";
import { keptNear } from "../lanes/then.js";
import { plannedOf } from "../settings/recipe.js";

/** @import { FiltersLook, UnitFilters } from "../base/protocol.js" */
/** @import { FiltersThen, Lane } from "../lanes/lanes.js" */
/** @import { Job } from "../settings/job.js" */
/** @import { State } from "./state.js" */

/** What is wanted of a run, whether it is known by now, and what has to be done for it. @typedef {{runId: number, step: number, receipt: string | null, look: FiltersLook, isKnown: boolean, job: Job}} WantedFilters */

/**
 * What of each run is wanted while it is shown as it was, and its filters are open.
 * @param {State} state
 * @returns {WantedFilters[]}
 */
export function filtersWanted({ then, tab, lanes, filterCount, filtersByNorm }) {
  if (then === null || tab !== "filters" || isPlane(lanes[0].config.data)) return [];
  const look = { count: filterCount, byNorm: filtersByNorm };
  return lanes.flatMap((lane) => {
    const [snapshot, point] = [snapshotOf(lane), keptNear(lane, then)];
    if (!snapshot || !point) return [];
    const { step, receipt } = point;
    const events = plannedOf(snapshot.events.filter((event) => event.step <= step));
    const job = { config: lane.start, events, until: step, filters: look };
    return [{ runId: lane.runId, step, receipt, look, isKnown: isOf(lane.filtersThen, step, look), job }];
  });
}

/**
 * The filters of the step at which a run is shown; `null` while they are worked out, nothing where it is shown as it is.
 * @param {State} state
 * @param {Lane} lane
 * @returns {{step: number, found: FiltersThen | null} | undefined}
 */
export function filtersThen(state, lane) {
  const wanted = filtersWanted(state).find(({ runId }) => runId === lane.runId);
  return wanted && { step: wanted.step, found: wanted.isKnown ? (lane.filtersThen ?? null) : null };
}

/**
 * What came of a repeated run, if that is still there.
 * @param {State} state
 * @param {Pick<WantedFilters, "runId" | "step" | "look">} of
 * @param {UnitFilters | undefined} filters nothing, where it did not come to the same bits
 * @returns {State}
 */
export function withFiltersThen(state, { runId, step, look }, filters) {
  const found = { step, look, filters: filters ? { step, ...filters } : null };
  const lanes = state.lanes.map((lane) => (lane.runId === runId ? { ...lane, filtersThen: found } : lane));
  return { ...state, lanes };
}

/** @param {FiltersThen | undefined} known @param {number} step @param {FiltersLook} look */
function isOf(known, step, look) {
  return known?.step === step && known.look.count === look.count && known.look.byNorm === look.byNorm;
}
