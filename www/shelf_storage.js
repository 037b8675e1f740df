/** Keeps the shelf in the browser's storage: as versioned JSON, every run checked when it is read, and nothing thrown away. */

import { DATA_SETS } from "./data.js";
import { DEFAULT_CONFIG } from "./presets.js";
import { STEP, propertiesOf } from "./properties.js";
import { SETTING_NAMES } from "./settings.js";
import { LONGEST_NAME, NUMBERS } from "./shelf.js";
import { fitting } from "./url.js";

/** @import { Store } from "./library.js" */
/** @import { Property } from "./properties.js" */
/** @import { Pinned, Shelf, Sort, SortKey, Unread } from "./shelf.js" */

/** Where the shelf is in the storage. */
export const KEY = "shelf";
const VERSION = 1;
/** Characters of what was found that a sentence quotes. */
const LONGEST_QUOTE = 60;

/** What is kept. @typedef {Pick<Shelf, "pinned" | "baseline" | "sort" | "unread">} Kept */
/** What is needed of a storage; asking for it throws where it is forbidden. @typedef {() => Pick<Storage, "getItem" | "setItem">} Opening */

const FORBIDDEN = "This browser forbids the page to store anything: the shelf lasts until the page is closed. Download the CSV to keep its numbers.";
const FULL = "The browser's storage for this page is full: the shelf as it is now lasts until the page is closed. Download the CSV, or remove runs.";

const SORT_KEYS = /** @type {readonly SortKey[]} */ (["name", "step", ...NUMBERS, ...Object.keys(SETTING_NAMES)]);

/** A run cannot be read; the message says why. */
class Unreadable extends Error {}

/**
 * The text that is kept. What could not be read stays in it as it was found.
 * @param {Kept} shelf
 */
export function written({ pinned, baseline, sort, unread }) {
  return JSON.stringify({ version: VERSION, baseline, sort, pinned, unread: unread.map(({ raw }) => raw) });
}

/**
 * The shelf that a text is about.
 * @param {string | null} text
 * @returns {Kept}
 */
export function read(text) {
  if (text === null) return { pinned: [], baseline: null, sort: null, unread: [] };
  const found = parsed(text);
  if (!isRecord(found) || !Array.isArray(found.pinned) || !Array.isArray(found.unread)) return unreadable(text, "it is no shelf of this page");
  if (found.version !== VERSION) return unreadable(found, `it is of version ${String(found.version)}, and this page reads version ${VERSION}`);
  /** @type {Pinned[]} */
  const pinned = [];
  /** @type {Unread[]} */
  const unread = [];
  // What an earlier page could not read may be known to this one.
  for (const [at, raw] of [...found.pinned, ...found.unread].entries()) {
    try {
      const run = runOf(raw);
      const taken = pinned.some(({ id }) => id === run.id);
      pinned.push(taken ? { ...run, id: 1 + Math.max(...pinned.map(({ id }) => id)) } : run);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      unread.push({ raw, problem: `${nameOf(raw, at)} cannot be read: ${error.message}.` });
    }
  }
  pinned.sort((a, b) => a.id - b.id);
  const baseline = pinned.find(({ id }) => id === found.baseline)?.id ?? null;
  return { pinned, baseline, sort: sortOf(found.sort), unread };
}

/** @param {string} text @returns {unknown} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param {unknown} raw @param {string} problem @returns {Kept} */
function unreadable(raw, problem) {
  return { pinned: [], baseline: null, sort: null, unread: [{ raw, problem: `The shelf of an earlier visit cannot be read: ${problem}.` }] };
}

/**
 * An order is a view of what is kept: one that is not known here, or is of an earlier page, is none.
 * @param {unknown} raw
 * @returns {Sort | null}
 */
function sortOf(raw) {
  if (!isRecord(raw) || typeof raw.descending !== "boolean") return null;
  const by = SORT_KEYS.find((key) => key === raw.by);
  return by ? { by, descending: raw.descending } : null;
}

/** @param {unknown} raw @param {number} at */
function nameOf(raw, at) {
  return isRecord(raw) && typeof raw.name === "string" && raw.name !== "" ? `“${raw.name}”` : `The pinned run at place ${at + 1}`;
}

/** @param {unknown} value @returns {value is Record<string, any>} */
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * @param {unknown} raw
 * @returns {Pinned}
 * @throws {Unreadable}
 */
function runOf(raw) {
  if (!isRecord(raw)) throw new Unreadable("it is no run");
  const { id, name, config, events, step, receipt, numbers, curve, shown } = raw;
  check(Number.isSafeInteger(id) && id > 0, "id", id, "a whole number from 1");
  check(typeof name === "string" && name !== "" && name.length <= LONGEST_NAME, "name", name, `a text of 1 to ${LONGEST_NAME} characters`);
  check(takes(STEP, step), "step", step, STEP.allowed);
  check(receipt === null || typeof receipt === "string" && /^[\da-f]{4}-[\da-f]{4}-[\da-f]{4}$/u.test(receipt), "receipt", receipt, "null, or twelve digits in three groups");
  check(isCurve(curve), "curve", curve, "step, train and held-out error in turn, steps rising");
  check(typeof shown === "boolean", "shown", shown, "true or false");
  return { id, name, config: configOf(config), events: eventsOf(events), step, receipt, numbers: numbersOf(numbers), curve, shown };
}

/**
 * The numbers of a run. Before the two were told apart, the denoising error was kept as noise kept: see ADR 14.
 * @param {unknown} raw
 * @returns {Pinned["numbers"]}
 */
function numbersOf(raw) {
  const found = isRecord(raw) && !("denoisingError" in raw) ? { ...raw, noiseKept: null, denoisingError: raw.noiseKept } : raw;
  check(isRecord(found) && NUMBERS.every((number) => Number.isFinite(found[number]) || (number === "noiseKept" && found[number] === null)), "numbers", raw, `finite numbers for ${NUMBERS.join(", ")}`);
  return /** @type {Pinned["numbers"]} */ (found);
}

/**
 * @param {boolean} holds
 * @param {string} what
 * @param {unknown} found
 * @param {string} allowed
 */
function check(holds, what, found, allowed) {
  const text = JSON.stringify(found) ?? "missing";
  if (!holds) throw new Unreadable(`“${what}” is ${text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text}, but may be ${allowed}`);
}

/**
 * Whether a value is one that a link can carry.
 * @param {Property["kind"]} kind
 * @param {unknown} value
 */
function takes(kind, value) {
  return kind.read(kind.write(value)) === value;
}

/** @param {unknown} curve */
function isCurve(curve) {
  return Array.isArray(curve) && curve.length % 3 === 0 && curve.every((value, at) => Number.isFinite(value) && (at % 3 > 0 || at === 0 || value >= curve[at - 3]));
}

/**
 * A configuration, checked as a link is: what it does not name is as usual.
 * @param {unknown} raw
 */
function configOf(raw) {
  if (!isRecord(raw)) throw new Unreadable("it has no settings");
  const properties = [...propertiesOf("lane"), ...propertiesOf("runs")];
  for (const [field, value] of Object.entries(raw)) {
    const property = properties.find((candidate) => candidate.field === field);
    if (!property) throw new Unreadable(`the setting “${field}” is not known here`);
    check(takes(property.kind, value), SETTING_NAMES[/** @type {keyof typeof SETTING_NAMES} */ (field)], value, property.kind.allowed);
  }
  const config = { ...DEFAULT_CONFIG, ...raw };
  const { pool } = DATA_SETS[config.data];
  check(config.trainingImages <= pool, SETTING_NAMES.trainingImages, config.trainingImages, `at most ${pool} of these data`);
  /** @type {string[]} */
  const problems = [];
  fitting(config, "", problems);
  if (problems.length > 0) throw new Unreadable(problems[0].replace(/\.$/u, ""));
  return config;
}

/** @param {unknown} raw @returns {Pinned["events"]} */
function eventsOf(raw) {
  if (!Array.isArray(raw)) throw new Unreadable("it has no list of changes");
  const live = propertiesOf("lane").filter((property) => property.live);
  return raw.map((event, at) => {
    const changes = isRecord(event) && isRecord(event.change) ? Object.entries(event.change) : [];
    const holds = changes.length > 0 && changes.every(([field, value]) => live.some((property) => property.field === field && takes(property.kind, value)));
    check(holds && takes(STEP, event.step) && (at === 0 || event.step >= raw[at - 1].step), `change ${at + 1}`, event, `one of ${live.map(({ field }) => field).join(", ")} at a step, steps rising`);
    return { step: event.step, change: event.change };
  });
}

/** The storage follows the shelf, and the shelf what other pages write there. */
export class ShelfStorage {
  /** What is in the storage. @type {Kept | undefined} */
  #kept;

  /**
   * @param {Store} store
   * @param {Opening} open
   */
  constructor(store, open) {
    this.store = store;
    this.open = open;
  }

  /** The shelf is as it was kept. */
  start() {
    this.#show(read(this.#found()));
  }

  /** The page comes back from where it heard of no other page. */
  resume() {
    this.heard({ key: KEY, newValue: this.#found() });
  }

  /** Keeps the shelf, if it has changed. */
  changed() {
    const { shelf } = this.store.state();
    const kept = this.#kept;
    if (!kept || (shelf.pinned === kept.pinned && shelf.baseline === kept.baseline && shelf.sort === kept.sort && shelf.unread === kept.unread)) return;
    this.#kept = shelf;
    try {
      this.open().setItem(KEY, written(shelf));
      this.#say("");
    } catch (error) {
      this.#say(error instanceof DOMException && error.name === "QuotaExceededError" ? FULL : FORBIDDEN);
    }
  }

  /**
   * Another page has written. A shelf that is only here is not given up for it.
   * @param {Pick<StorageEvent, "key" | "newValue">} event
   */
  heard({ key, newValue }) {
    if (key !== KEY || newValue === null || this.store.state().shelf.trouble !== "") return;
    this.#show(read(newValue));
  }

  #found() {
    try {
      return this.open().getItem(KEY);
    } catch {
      this.#say(FORBIDDEN);
      return null;
    }
  }

  /** @param {Kept} shelf */
  #show(shelf) {
    this.#kept = shelf;
    this.store.dispatch({ type: "shelf", change: { type: "read", shelf } });
  }

  /** @param {string} trouble */
  #say(trouble) {
    if (trouble !== this.store.state().shelf.trouble) this.store.dispatch({ type: "shelf", change: { type: "trouble", trouble } });
  }
}
