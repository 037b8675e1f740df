/**
 * The changes of a run, as few as make it: what `src/config/recipe.rs` does in the core, for what the page copies, links,
 * prints and pins. Pure functions.
 */

import { LIVE } from "./settings.js";

/** @import { PlannedEvent, RunConfig, RunEvent } from "../base/protocol.js" */

/** What can be changed any number of times before an update, and only the last is seen; in the order in which they are told. */
const ADJUSTED = LIVE.filter((field) => field !== "tied");

/**
 * Of several changes of a setting at one step the last, and none that leaves it as it is. Tying and untying make another
 * network each time: each stands, and what was changed before it at the same step, too.
 * @param {RunConfig} start
 * @param {readonly PlannedEvent[]} events steps rising
 * @returns {PlannedEvent[]}
 */
export function minimal(start, events) {
  /** @type {PlannedEvent[]} */
  const acting = [];
  const now = { ...start };
  /** What no update and no tying has parted yet. */
  let open = { step: -1, from: 0, before: { ...now } };
  for (const { step, change } of events) {
    for (const [field, value] of /** @type {[keyof typeof change, any][]} */ (Object.entries(change))) {
      if (value === undefined || value === now[field]) continue;
      if (step !== open.step) open = { step, from: acting.length, before: { ...now } };
      Object.assign(now, { [field]: value });
      if (field === "tied") {
        acting.push({ step, change: { tied: value } });
        open = { step, from: acting.length, before: { ...now } };
        continue;
      }
      const { from, before } = open;
      acting.splice(
        from,
        Infinity,
        ...ADJUSTED.filter((name) => now[name] !== before[name]).map((name) => ({
          step,
          change: { [name]: now[name] },
        })),
      );
    }
  }
  return acting;
}

/**
 * Changes that were made, as a run is told to make them.
 * @param {readonly RunEvent[]} made
 * @returns {PlannedEvent[]}
 */
export function plannedOf(made) {
  return made.map(({ step, field, to }) => ({ step, change: { [field]: to } }));
}

/**
 * The changes without those of λ and η that no update and no tying follows at `step`: whoever goes on from there makes their own.
 * @param {readonly PlannedEvent[]} events
 * @param {number} step the last
 */
export function settledBefore(events, step) {
  const last = events.findLastIndex((event) => event.step !== step || "tied" in event.change);
  return events.slice(0, last + 1);
}
