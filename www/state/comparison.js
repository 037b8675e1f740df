/** Pinned runs beside each other: in which settings they differ, and by how much their numbers do. */

import { formatCount, formatNumber } from "../base/format.js";
import { SETTING_NAMES, settingText } from "../settings/settings.js";
import { NUMBERS } from "./shelf.js";

/** @import { RunConfig } from "../base/protocol.js" */
/** @import { NumberName, Pinned, Sort, SortKey } from "./shelf.js" */

/** @typedef {keyof RunConfig} Field */

/** The settings in the order in which they are compared: what a lesson is about comes first. */
const FIELDS = /** @type {Field[]} */ (["hiddenUnits", "lambda", "tied", ...Object.keys(SETTING_NAMES)]).filter(
  (field, at, all) => all.indexOf(field) === at,
);

/** Changes that follow each other within so many steps, or this share of the steps before them, are one drag of a slider. */
const [DRAG_STEPS, DRAG_SHARE] = [25, 0.03];

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
  return [
    [0, config[field]],
    ...made.map(
      ({ step, change }) => /** @type {[number, any]} */ ([step, change[/** @type {keyof typeof change} */ (field)]]),
    ),
  ];
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
 * What a setting of a run came to: each change, or all changes of one drag, as the last of them left it.
 * @param {Pinned} run
 * @param {Field} field
 * @returns {{value: RunConfig[Field], from: number, to: number, changes: number}[]} the first is what the run began with
 */
function settledOf(run, field) {
  const [[, first], ...made] = courseOf(run, field);
  const settled = [{ value: first, from: 0, to: 0, changes: 0 }];
  for (const [step, value] of made) {
    const last = settled[settled.length - 1];
    const goesOn = last.changes > 0 && step - last.to <= Math.max(DRAG_STEPS, DRAG_SHARE * last.to);
    if (goesOn) Object.assign(last, { value, to: step, changes: last.changes + 1 });
    else settled.push({ value, from: step, to: step, changes: 1 });
  }
  return settled;
}

/**
 * A setting of a run, what it became, and since when: `0 → 0.01`, `from step 700`.
 * @param {Pinned} run
 * @param {Field} field
 * @returns {{values: string, since: string, details: string}} the last two are empty where nothing was changed; details has all
 */
export function courseText(run, field) {
  const [first, ...later] = settledOf(run, field);
  const last = later.at(-1);
  if (!last) return { values: settingText(field, first.value), since: "", details: "" };
  const between = later.slice(0, -1).map(({ value }) => settingText(field, value));
  const values = [
    settingText(field, first.value),
    ...(between.length > 1 ? ["…"] : between),
    settingText(field, last.value),
  ];
  const details = later.map(({ value, from, to, changes }) => {
    const way = changes > 1 ? ` (in ${changes} changes from step ${formatCount(from)})` : "";
    return `${settingText(field, value)} from step ${formatCount(to)}${way}`;
  });
  return {
    values: values.join(" → "),
    since: `from step ${formatCount(last.to)}`,
    details: [`${settingText(field, first.value)} at first`, ...details].join(", then "),
  };
}

/**
 * What a run is sorted by: of a setting, what it came to.
 * @param {Pinned} run
 * @param {SortKey} by
 * @returns {string | number | boolean}
 */
function sortValue(run, by) {
  if (by === "name" || by === "step") return run[by];
  if (by in run.numbers) return run.numbers[/** @type {NumberName} */ (by)] ?? NaN;
  const [, last] = courseOf(run, /** @type {Field} */ (by)).at(-1) ?? [];
  return last ?? "";
}

/**
 * The runs in the order that was asked for; those that are alike in it stay in their own, and those without the number that
 * decides come last.
 * @param {readonly Pinned[]} pinned
 * @param {Sort | null} sort
 * @returns {readonly Pinned[]}
 */
export function inOrderOf(pinned, sort) {
  if (!sort) return pinned;
  const sign = sort.descending ? -1 : 1;
  const order = (/** @type {string | number | boolean} */ one, /** @type {string | number | boolean} */ other) =>
    typeof one === "string" ? one.localeCompare(String(other), "en", { numeric: true }) : Number(one) - Number(other);
  const [known, unknown] = [false, true].map((lacking) =>
    pinned.filter((run) => Number.isNaN(sortValue(run, sort.by)) === lacking),
  );
  return [
    ...known.toSorted((one, other) => sign * order(sortValue(one, sort.by), sortValue(other, sort.by))),
    ...unknown,
  ];
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
  const [own, other] = [run.numbers[name], baseline.numbers[name]];
  return own === null || other === null ? undefined : own - other;
}

/**
 * A difference with its sign: `+1.20`, `−0.30`.
 * @param {number} delta
 */
export function deltaText(delta) {
  return delta > 0 ? `+${formatNumber(delta)}` : delta === 0 ? "±0" : formatNumber(delta);
}

/**
 * Every run with every setting and all digits, as comma-separated values (RFC 4180). A name is a person's, or came with what another page wrote
 * into the storage: one that a spreadsheet would work out as a formula gets an apostrophe in front of it.
 * @param {readonly Pinned[]} pinned
 */
export function shelfAsCsv(pinned) {
  const rows = pinned.map(({ name, config, events, step, receipt, numbers }) => [
    asWords(name),
    step,
    receipt ?? "",
    ...NUMBERS.map((number) => numbers[number] ?? ""),
    ...FIELDS.map((field) => config[field] ?? ""),
    JSON.stringify(events),
  ]);
  return [["name", "step", "receipt", ...NUMBERS, ...FIELDS, "events"], ...rows, []]
    .map((row) => row.map(quoted).join(","))
    .join("\r\n");
}

/** No formula to a spreadsheet, which takes signs of full width for the others. @param {string} name */
function asWords(name) {
  return /^\s*[=+\-@]/u.test(name.normalize("NFKC")) ? `'${name}` : name;
}

/**
 * In a country whose decimal sign is a comma, a spreadsheet takes a semicolon for the end of a field.
 * @param {string | number | boolean} value
 */
function quoted(value) {
  const text = String(value);
  return /[",;\t\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
