/** The shelf as parts, each a text with a name of its own in the browser's storage, and back. Pure functions. */

import { RUN, VERSION, isId, isRecord, runAsText, runFromText } from "./kept_run.js";
import { SETTING_NAMES } from "../settings/settings.js";
import { NUMBERS, inOrder } from "../state/shelf.js";

/** @import { Pinned, Shelf, Sort, SortKey, Unread } from "../state/shelf.js" */

const BASELINE = "shelf.baseline";
const SORT = "shelf.sort";

/** What is kept. @typedef {Pick<Shelf, "pinned" | "baseline" | "sort" | "unread">} Kept */
/** Something with a place of its own. @typedef {Pinned | Unread | Sort | number} Part */

const SORT_KEYS = /** @type {readonly SortKey[]} */ (["name", "step", ...NUMBERS, ...Object.keys(SETTING_NAMES)]);

/** @param {Kept} shelf @returns {Map<string, Part>} its parts by name */
export function partsOf({ pinned, baseline, sort, unread }) {
  /** @type {Map<string, Part>} */
  const parts = new Map();
  for (const run of pinned) parts.set(RUN + run.id, run);
  for (const part of unread) parts.set(part.name, part);
  if (baseline !== null) parts.set(BASELINE, baseline);
  if (sort !== null) parts.set(SORT, sort);
  return parts;
}

/** @param {Map<string, Part>} parts @returns {Kept} */
export function shelfOf(parts) {
  const runs = [...parts].flatMap(([name, part]) =>
    name.startsWith(RUN) ? [/** @type {Pinned | Unread} */ (part)] : [],
  );
  return {
    pinned: inOrder(runs.filter((run) => "id" in run)),
    baseline: /** @type {number | undefined} */ (parts.get(BASELINE)) ?? null,
    sort: /** @type {Sort | undefined} */ (parts.get(SORT)) ?? null,
    unread: runs.filter((run) => "problem" in run),
  };
}

/** @param {Part} part */
export function textOf(part) {
  if (typeof part === "number" || "by" in part) return JSON.stringify(part);
  return "problem" in part ? part.text : runAsText(part);
}

/**
 * @param {string} name
 * @param {string} text
 * @returns {Part | undefined} nothing where it is no part, or one that is as usual wherever it cannot be read
 */
export function partFrom(name, text) {
  if (name.startsWith(RUN)) return runFromText(name, text);
  if (name === BASELINE) return /^\d+$/u.test(text) ? Number(text) : undefined;
  return name === SORT ? sortFrom(text) : undefined;
}

/**
 * An order is a view of what is kept: one that is not known here, or is of an earlier page, is none.
 * @param {string} text
 * @returns {Sort | undefined}
 */
function sortFrom(text) {
  try {
    const { by: wanted, descending } = JSON.parse(text);
    const by = SORT_KEYS.find((key) => key === wanted);
    return by && typeof descending === "boolean" ? { by, descending } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The shelf of an earlier version, which was a single text, as parts.
 * @param {string | null} text
 * @returns {Map<string, string>} texts by name; none where the text is no shelf of this page
 */
export function earlierParts(text) {
  try {
    const found = JSON.parse(text ?? "null");
    if (!isRecord(found) || !Array.isArray(found.pinned) || !Array.isArray(found.unread)) return new Map();
    if (found.version !== VERSION) return new Map([[`${RUN}1`, String(text)]]);
    const texts = textsOf([...found.pinned, ...found.unread]);
    if (isId(found.baseline)) texts.set(BASELINE, String(found.baseline));
    if (isRecord(found.sort)) texts.set(SORT, JSON.stringify(found.sort));
    return texts;
  } catch {
    // What no text can be made of stays where it is.
    return new Map();
  }
}

/**
 * Earlier versions numbered their runs, and two pages at once could give a number twice.
 * @param {any[]} runs
 * @returns {Map<string, string>}
 */
function textsOf(runs) {
  const numbers = new Set(runs.map((run) => run?.id));
  /** @type {Map<string, string>} */
  const texts = new Map();
  let free = 1;
  for (const [at, run] of runs.entries()) {
    const own = isId(run?.id) && !texts.has(RUN + run.id);
    while (!own && numbers.has(free)) free += 1;
    const id = own ? run.id : free;
    numbers.add(id);
    // Their order was that of their numbers.
    texts.set(RUN + id, JSON.stringify(isRecord(run) ? { version: VERSION, pinnedAt: at, ...run } : run));
  }
  return texts;
}
