/** How the runs stand to the card of the lesson that is shown: whether they are the ones that its texts speak of. */

import { formatCount } from "../base/format.js";
import { snapshotOf, stepOf } from "../lanes/lanes.js";
import { LANE_NAMES } from "../lanes/lineup.js";
import { configOf } from "../settings/presets.js";
import { LIVE, SETTING_NAMES, SHARED, settingText } from "../settings/settings.js";
import { cardOf } from "./cards.js";

/** @import { Lane } from "../lanes/lanes.js" */
/** @import { Change, RunConfig } from "../base/protocol.js" */
/** @import { Card } from "./card.js" */

/**
 * @typedef {object} Standing
 * @property {string[]} departures in what the runs are not the step's own any more, in sentences
 * @property {number} step that the slowest of them has come to
 * @property {boolean} done what the card's intervention changes has been changed
 */

/** Before this step nothing is said of a network as of a trained one. */
export const TRAINED = 200;

/** Of the differences of a run so many are named. */
const NAMED = 3;

/**
 * @param {string} id of the card
 * @param {readonly Lane[]} lanes
 * @returns {Standing}
 */
export function standingOf(id, lanes) {
  const { scene, intervention } = cardOf(id);
  const own =
    scene?.lanes.map((settings, index) => {
      const name = LANE_NAMES[index];
      return {
        name,
        settings,
        lane: lanes.find((lane) => lane.name === name),
        change: changeOf(intervention?.changes ?? [], name),
      };
    }) ?? [];
  const there = own.flatMap(({ name, settings, lane, change }) =>
    lane ? [{ name, lane, change, found: differences(lane, configOf(settings, lane.start.seed), change) }] : [],
  );
  // Data and images are those of all runs: they are told once.
  const shared = there[0]?.found.filter(({ field }) => SHARED.includes(field)) ?? [];
  const departures = [
    ...own.filter(({ lane }) => !lane).map(({ name }) => `Run ${name}, of which this card speaks, was removed.`),
    ...(shared.length > 0 ? [`These are not this card’s runs any more: ${told(shared)}.`] : []),
    ...there.flatMap(({ name, found }) => {
      const rest = found.filter(({ field }) => !SHARED.includes(field));
      return rest.length > 0 ? [`Run ${name} is not this card’s any more: ${told(rest)}.`] : [];
    }),
  ];
  const done =
    intervention !== undefined &&
    there.length === own.length &&
    there.every(({ lane, change }) => fieldsOf(change).every((field) => lane.config[field] === change[field]));
  return { departures, step: there.length > 0 ? Math.min(...there.map(({ lane }) => stepOf(lane))) : 0, done };
}

/**
 * The text that a card begins with: numbers of networks stand in it only while they are those of the card's trained runs.
 * @param {Card} card
 * @param {Standing} standing
 */
export function proseOf({ before, prose = before, after = prose }, { departures, step, done }) {
  if (departures.length > 0 || step < TRAINED) return before;
  return done ? after : prose;
}

/** @typedef {{field: keyof RunConfig, text: string}} Difference */

/**
 * In what a run is not as a card wants it: what it began with, what it is set to, what was changed on the way.
 * @param {Lane} lane
 * @param {RunConfig} wanted
 * @param {Change} change that the card itself makes
 * @returns {Difference[]}
 */
function differences(lane, wanted, change) {
  const { start, config } = lane;
  const began = fieldsOf(wanted).filter((field) => start[field] !== wanted[field]);
  const now = LIVE.filter(
    (field) => config[field] !== wanted[field] && config[field] !== change[field] && !began.includes(field),
  );
  const named = [
    ...began.map((field) => difference(field, start, wanted)),
    ...now.map((field) => difference(field, config, wanted)),
  ];
  const events = snapshotOf(lane)?.events ?? [];
  const wandered = LIVE.flatMap((field) => {
    const event = events.find((one) => one.field === field && one.to !== change[field]);
    return event && !named.some((one) => one.field === field)
      ? [{ field, text: `${SETTING_NAMES[field]} changed at step ${formatCount(event.step)}` }]
      : [];
  });
  return [...named, ...wandered];
}

/**
 * @param {keyof RunConfig} field
 * @param {RunConfig} found
 * @param {RunConfig} wanted
 * @returns {Difference}
 */
function difference(field, found, wanted) {
  return {
    field,
    text: `${SETTING_NAMES[field]} ${settingText(field, found[field])} instead of ${settingText(field, wanted[field])}`,
  };
}

/** @param {Difference[]} found */
function told(found) {
  const rest = found.length - NAMED;
  return [...found.slice(0, NAMED).map(({ text }) => text), ...(rest > 0 ? [`and ${rest} more`] : [])].join(", ");
}

/**
 * What an intervention changes in the lane of this name.
 * @param {readonly {lane: string, change: Change}[]} changes
 * @param {string} name
 * @returns {Change}
 */
function changeOf(changes, name) {
  return Object.assign({}, ...changes.filter(({ lane }) => lane === name).map(({ change }) => change));
}

/**
 * @template {object} T
 * @param {T} settings
 */
function fieldsOf(settings) {
  return /** @type {(keyof T)[]} */ (Object.keys(settings));
}
