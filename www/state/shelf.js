/** The shelf: runs as they stood when they were pinned, and how the shelf changes. Pure functions. */

import { pointAt, pointCount } from "../base/curve.js";
import { formatCount, formatSetting } from "../base/format.js";
import { recipeOf } from "../lanes/lanes.js";

/** @import { Lane, Recipe } from "../lanes/lanes.js" */
/** @import { PlannedEvent, RunConfig, Snapshot } from "../base/protocol.js" */

/** The numbers that are kept of a run. */
export const NUMBERS = Object.freeze(
  /** @type {const} */ (["train", "heldOut", "gap", "copyIndex", "noiseKept", "denoisingError"]),
);

/** @typedef {typeof NUMBERS[number]} NumberName */
/**
 * Null is what was not measured yet when the run was pinned.
 * @typedef {{[name in NumberName]: name extends "train" | "heldOut" ? number : number | null}} Numbers
 */

/**
 * A run as it stood: what repeats it, and what it had come to.
 * @typedef {object} Pinned
 * @property {number} id drawn at random: no two runs have the same, whichever page has pinned them
 * @property {number} pinnedAt when it was asked for, in milliseconds since 1970; runs of earlier versions have smaller numbers, in their order
 * @property {string} name a person's own, or {@link describe}d
 * @property {RunConfig} config what it began with
 * @property {PlannedEvent[]} events its changes; those after `step` were planned
 * @property {number} step
 * @property {string | null} receipt null where the arithmetic gives none
 * @property {Numbers} numbers of exactly this step
 * @property {number[]} curve step, train and held-out error in turn, at most {@link POINTS} times
 * @property {boolean} shown on the loss chart
 */

/**
 * What a lane can repeat: a pinned run, a point of a sweep, or a run whose weights were brought; `stands`: it is trained to its step at once, to stand there.
 * @typedef {Pick<Pinned, "name" | "config" | "events" | "step" | "receipt"> & {stands?: boolean}} LoadedRun
 */

/** What runs can be sorted by. @typedef {"name" | "step" | NumberName | keyof RunConfig} SortKey */
/** @typedef {{by: SortKey, descending: boolean}} Sort */

/** A text that stands in the storage in the place of a run and is none, by its name there. @typedef {{name: string, text: string, problem: string}} Unread */

/**
 * @typedef {object} Shelf
 * @property {Pinned[]} pinned in the order in which they were pinned
 * @property {number | null} baseline the id of what the others are compared with; the first run, where it is null
 * @property {Sort | null} sort by which column the runs stand; in the order in which they were pinned, where it is null
 * @property {Pinned[]} removed what Undo brings back, the last one first
 * @property {Unread[]} unread
 * @property {string} trouble why the shelf is not kept beyond this page: a sentence
 */

/**
 * @typedef {{type: "rename", id: number, name: string}
 *   | {type: "show", id: number, shown: boolean}
 *   | {type: "baseline", id: number}
 *   | {type: "sort", by: SortKey}
 *   | {type: "remove", id: number}
 *   | {type: "undo"}
 *   | {type: "forget-unread"}
 *   | {type: "read", shelf: Pick<Shelf, "pinned" | "baseline" | "sort" | "unread">}
 *   | {type: "trouble", trouble: string}} ShelfChange
 */

/** Points kept of a curve: one for every other pixel of a wide chart. */
export const POINTS = 400;
/** Characters of a name. */
export const LONGEST_NAME = 60;

/** @type {Shelf} */
export const EMPTY_SHELF = Object.freeze({
  pinned: [],
  baseline: null,
  sort: null,
  removed: [],
  unread: [],
  trouble: "",
});

/**
 * A lane's run as it stands.
 * @param {Lane} lane
 * @param {Snapshot} snapshot of exactly its step
 * @param {Float64Array} curve
 * @returns {Omit<Pinned, "id" | "pinnedAt">}
 */
export function pinnedOf(lane, snapshot, curve) {
  return pinnedRun(recipeOf(lane, snapshot), describe(snapshot), snapshot, curve);
}

/**
 * A run as it stands.
 * @param {Recipe} recipe
 * @param {string} name
 * @param {Pick<Snapshot, "step" | "receipt" | "evaluation">} reached of exactly its step
 * @param {Float64Array} curve
 * @returns {Omit<Pinned, "id" | "pinnedAt">}
 */
export function pinnedRun({ config, events }, name, { step, receipt, evaluation }, curve) {
  const numbers = /** @type {Numbers} */ (Object.fromEntries(NUMBERS.map((number) => [number, evaluation[number]])));
  return { name, config, events, step, receipt, numbers, curve: keptCurve(curve, { step, ...numbers }), shown: false };
}

/**
 * A name that says what a run is: `k = 392, λ = 0.01, tied`.
 * @param {Pick<Snapshot, "hiddenUnits" | "lambda" | "tied">} run
 */
export function describe({ hiddenUnits, lambda, tied }) {
  return [
    `k = ${formatCount(hiddenUnits)}`,
    ...(lambda > 0 ? [`λ = ${formatSetting(lambda)}`] : []),
    ...(tied ? ["tied"] : []),
  ].join(", ");
}

/**
 * As much of a curve as a line needs, up to the point it ends with.
 * @param {Float64Array} curve
 * @param {{step: number, train: number, heldOut: number}} end
 */
function keptCurve(curve, end) {
  const count = pointCount(curve);
  const kept = Math.min(count, POINTS - 1);
  const points = Array.from({ length: kept }, (_, index) =>
    pointAt(curve, kept < count ? Math.round((index * (count - 1)) / (kept - 1)) : index),
  );
  return [...points.filter(({ step }) => step < end.step), end].flatMap(({ step, train, heldOut }) => [
    step,
    short(train),
    short(heldOut),
  ]);
}

/** Seven digits are more than a line shows. @param {number} value */
const short = (value) => Number(value.toPrecision(7));

/**
 * The run on the shelf that is the same, bit for bit, by the same way.
 * @param {Shelf} shelf
 * @param {Omit<Pinned, "id" | "pinnedAt">} run
 */
export function twinOf({ pinned }, run) {
  const way = wayOf(run);
  return pinned.find((other) => wayOf(other) === way);
}

/** @param {Pick<Pinned, "config" | "events" | "step" | "receipt">} run */
function wayOf({ config, events, step, receipt }) {
  return JSON.stringify([config, events, step, receipt]);
}

/**
 * A pinned run with the numbers that are measured of it today.
 * @param {Shelf} shelf
 * @param {Pinned} run
 * @param {Numbers} numbers
 * @returns {Shelf}
 */
export function measuredAnew(shelf, run, numbers) {
  return { ...shelf, pinned: shelf.pinned.map((other) => (other === run ? { ...run, numbers } : other)) };
}

/**
 * One more run on the shelf, under a name that no other has.
 * @param {Shelf} shelf
 * @param {Pinned} run
 * @returns {Shelf}
 */
export function withPinned(shelf, run) {
  const names = new Set(shelf.pinned.map(({ name }) => name));
  let name = run.name;
  for (let copy = 2; names.has(name); copy += 1) name = `${run.name} · ${copy}`;
  return { ...shelf, pinned: inOrder([...shelf.pinned, { ...run, name }]) };
}

/** In the order in which they were asked for; those that were asked for together have ids that rise. @param {Pinned[]} pinned */
export const inOrder = (pinned) => pinned.toSorted((a, b) => a.pinnedAt - b.pinnedAt || a.id - b.id);

/**
 * @param {Shelf} shelf
 * @param {ShelfChange} change
 * @returns {Shelf}
 */
export function shelfAfter(shelf, change) {
  switch (change.type) {
    case "rename":
      return withChanged(shelf, change.id, { name: change.name.trim().slice(0, LONGEST_NAME) || undefined });
    case "show":
      return withChanged(shelf, change.id, { shown: change.shown });
    case "baseline":
      return { ...shelf, baseline: change.id };
    case "sort":
      return { ...shelf, sort: turned(shelf.sort, change.by) };
    case "remove":
      return without(shelf, change.id);
    case "undo":
      return withLastRemoved(shelf);
    case "forget-unread":
      return { ...shelf, unread: [] };
    case "read":
      return { ...shelf, ...change.shelf };
    case "trouble":
      return { ...shelf, trouble: change.trouble };
  }
}

/**
 * A column is sorted by upwards, then downwards, then no more.
 * @param {Sort | null} sort
 * @param {SortKey} by
 * @returns {Sort | null}
 */
function turned(sort, by) {
  if (sort?.by !== by) return { by, descending: false };
  return sort.descending ? null : { by, descending: true };
}

/**
 * @param {Shelf} shelf
 * @param {number} id
 * @param {{name?: string, shown?: boolean}} change what is undefined stays
 * @returns {Shelf}
 */
function withChanged(shelf, id, change) {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  return { ...shelf, pinned: shelf.pinned.map((run) => (run.id === id ? { ...run, ...given } : run)) };
}

/**
 * @param {Shelf} shelf
 * @param {number} id
 * @returns {Shelf}
 */
function without(shelf, id) {
  const gone = shelf.pinned.filter((run) => run.id === id);
  return { ...shelf, pinned: shelf.pinned.filter((run) => run.id !== id), removed: [...shelf.removed, ...gone] };
}

/**
 * The run that was removed last comes back, under another id if meanwhile its own is another run's.
 * @param {Shelf} shelf
 * @returns {Shelf}
 */
function withLastRemoved(shelf) {
  const last = shelf.removed.at(-1);
  if (!last) return shelf;
  const removed = shelf.removed.slice(0, -1);
  const byId = new Map(shelf.pinned.map((run) => [run.id, run]));
  const there = byId.get(last.id);
  // Another page can have brought it back.
  if (there && wayOf(there) === wayOf(last)) return { ...shelf, removed };
  let { id } = last;
  while (byId.has(id)) id = (id % Number.MAX_SAFE_INTEGER) + 1;
  return { ...shelf, pinned: inOrder([...shelf.pinned, { ...last, id }]), removed };
}

/**
 * What the others are compared with.
 * @param {Shelf} shelf
 * @returns {Pinned | undefined}
 */
export function baselineOf({ pinned, baseline }) {
  return pinned.find(({ id }) => id === baseline) ?? pinned[0];
}
