/** Which lanes there are: from one to four, each with its name and place. Pure functions from lanes to lanes. */

import { begin, newLane, recipeAnew } from "./lanes.js";

/** @import { Lane, Recipe } from "./lanes.js" */
/** @import { PlannedEvent, RunConfig } from "../base/protocol.js" */

/** What a lane is to be. @typedef {{name: string, config: RunConfig, events?: PlannedEvent[]}} Wanted */

/** The names a lane can have. A lane keeps its name, and with it its colour, when others go. */
export const LANE_NAMES = Object.freeze(["A", "B", "C", "D"]);

/**
 * The lane of a name: the first, where there is none of that name, or none any more.
 * @param {Lane[]} lanes
 * @param {string} name
 */
export function laneNamed(lanes, name) {
  return lanes.find((lane) => lane.name === name) ?? lanes[0];
}

/**
 * One more lane, under the first free name: a copy of the last lane's settings and planned changes, from step 0.
 * @param {Lane[]} lanes
 * @param {number} runId
 * @returns {Lane[]} the same lanes, if there are four
 */
export function withAnother(lanes, runId) {
  const last = lanes[lanes.length - 1];
  const note = `Begins as a copy of run ${last.name}: change one thing.`;
  return withAim(lanes, { ...recipeAnew(last, last.config), note, aim: undefined }, runId);
}

/**
 * One more lane, under the first free name, for a run of this recipe.
 * @param {Lane[]} lanes
 * @param {Recipe & Pick<Lane, "note" | "aim">} run
 * @param {number} runId
 * @returns {Lane[]} the same lanes, if there are four
 */
export function withAim(lanes, { config, ...rest }, runId) {
  const name = LANE_NAMES.find((candidate) => lanes.every((lane) => lane.name !== candidate));
  return name ? ordered([...lanes, { ...newLane(name, config, runId), ...rest }]) : lanes;
}

/**
 * All lanes but one.
 * @param {Lane[]} lanes
 * @param {number} index
 * @returns {Lane[]} the same lanes, if there is only one
 */
export function withoutLane(lanes, index) {
  return lanes.length > 1 && lanes[index] ? lanes.toSpliced(index, 1) : lanes;
}

/**
 * Exactly the lanes that are wanted, from step 0.
 * @param {Lane[]} lanes those there are: one that stays keeps showing its last picture until its new run reports
 * @param {Wanted[]} wanted
 * @param {number} runId the first that is free
 * @param {(lane: Lane, wanted: Wanted) => boolean} [stays] whether a lane is as wanted already and goes on
 * @returns {Lane[]}
 */
export function arranged(lanes, wanted, runId, stays = () => false) {
  return ordered(
    wanted.map((want, index) => {
      const lane = lanes.find(({ name }) => name === want.name);
      if (lane && stays(lane, want)) return lane;
      return begin(lane ?? newLane(want.name, want.config, 0), want.config, runId + index, "", want.events);
    }),
  );
}

/** @param {Lane[]} lanes */
function ordered(lanes) {
  return lanes.toSorted((a, b) => LANE_NAMES.indexOf(a.name) - LANE_NAMES.indexOf(b.name));
}
