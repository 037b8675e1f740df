/** Pinned runs beside each other: in which settings they differ, and by how much their numbers do. */

import { formatCount, formatNumber } from "./format.js";
import { SETTING_NAMES, settingText } from "./lanes.js";
import { NUMBERS } from "./shelf.js";

/** @import { RunConfig } from "./protocol.js" */
/** @import { NumberName, Pinned, Sort, SortKey } from "./shelf.js" */

/** @typedef {keyof RunConfig} Field */

/** The settings in the order in which they are compared: what a lesson is about comes first. */
const FIELDS = /** @type {Field[]} */ (["hiddenUnits", "lambda", "tied", ...Object.keys(SETTING_NAMES)]).filter((field, at, all) => all.indexOf(field) === at);

/** Errors of other images, or of another kind, are no more or less than these. @type {readonly Field[]} */
const SCALE = Object.freeze(/** @type {const} */ (["data", "loss"]));
/** Numbers that are errors; the others are shares, of any images. @type {readonly NumberName[]} */
const ERRORS = Object.freeze(/** @type {const} */ (["train", "heldOut", "gap"]));

/**
 * What a setting was from the first step on, and what became of it: (step, value) pairs.
 * @param {Pinned} run
 * @param {Field} field
 * @returns {[number, RunConfig[Field]][]}
 */
function courseOf({ config, events, step: end }, field) {
  const made = events.filter(({ step, change }) => step <= end && field in change);
  return [[0, config[field]], ...made.map(({ step, change }) => /** @type {[number, any]} */ ([step, change[/** @type {keyof typeof change} */ (field)]]))];
}

/**
 * The settings in which the runs are not all alike.
 * @param {readonly Pinned[]} pinned
 * @returns {Field[]}
 */
export function differing(pinned) {
  return FIELDS.filter((field) => new Set(pinned.map((run) => JSON.stringify(courseOf(run, field)))).size > 1);
}

/**
 * A setting of a run, with what was done to it: `0 → 0.01 at 700`.
 * @param {Pinned} run
 * @param {Field} field
 */
export function courseText(run, field) {
  const course = courseOf(run, field);
  const [[, first]] = course;
  const [step, last] = course[course.length - 1];
  if (course.length === 1) return settingText(first);
  const changes = course.length === 2 ? `at ${formatCount(step)}` : `in ${course.length - 1} changes`;
  return `${settingText(first)} → ${settingText(last)} ${changes}`;
}

/**
 * What a run is sorted by: of a setting, what it came to.
 * @param {Pinned} run
 * @param {SortKey} by
 * @returns {string | number | boolean}
 */
function sortValue(run, by) {
  if (by === "name" || by === "step") return run[by];
  if (by in run.numbers) return run.numbers[/** @type {NumberName} */ (by)];
  const [, last] = courseOf(run, /** @type {Field} */ (by)).at(-1) ?? [];
  return last ?? "";
}

/**
 * The runs in the order that was asked for; those that are alike in it stay in their own.
 * @param {readonly Pinned[]} pinned
 * @param {Sort | null} sort
 * @returns {readonly Pinned[]}
 */
export function inOrderOf(pinned, sort) {
  if (!sort) return pinned;
  const sign = sort.descending ? -1 : 1;
  const order = (/** @type {string | number | boolean} */ one, /** @type {string | number | boolean} */ other) =>
    typeof one === "string" ? one.localeCompare(String(other), "en", { numeric: true }) : Number(one) - Number(other);
  return pinned.toSorted((one, other) => sign * order(sortValue(one, sort.by), sortValue(other, sort.by)));
}

/**
 * By how much a number is larger than the baseline's; nothing where the two cannot be compared.
 * @param {Pinned} run
 * @param {Pinned} baseline
 * @param {NumberName} name
 * @returns {number | undefined}
 */
export function deltaOf(run, baseline, name) {
  if (run.id === baseline.id) return undefined;
  if (ERRORS.includes(name) && SCALE.some((field) => run.config[field] !== baseline.config[field])) return undefined;
  return run.numbers[name] - baseline.numbers[name];
}

/**
 * A difference with its sign: `+1.20`, `−0.30`.
 * @param {number} delta
 */
export function deltaText(delta) {
  return delta > 0 ? `+${formatNumber(delta)}` : delta === 0 ? "±0" : formatNumber(delta);
}

/**
 * Every run with every setting and all digits, as comma-separated values (RFC 4180).
 * @param {readonly Pinned[]} pinned
 */
export function shelfAsCsv(pinned) {
  const rows = pinned.map(({ name, config, events, step, receipt, numbers }) =>
    [name, step, receipt ?? "", ...NUMBERS.map((number) => numbers[number]), ...FIELDS.map((field) => config[field]), JSON.stringify(events)]);
  return [["name", "step", "receipt", ...NUMBERS, ...FIELDS, "events"], ...rows, []].map((row) => row.map(quoted).join(",")).join("\r\n");
}

/** @param {string | number | boolean} value */
function quoted(value) {
  const text = String(value);
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
