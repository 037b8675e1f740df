/** A pinned run as the text that the browser keeps, and back. Whatever is read is checked: anyone can have written it. */

import { poolOf } from "../images/points.js";
import { DEFAULT_CONFIG } from "../settings/presets.js";
import { STEP, propertiesOf } from "../link/properties.js";
import { quote } from "../base/remarks.js";
import { SETTING_NAMES } from "../settings/settings.js";
import { LONGEST_NAME, NUMBERS, POINTS } from "../state/shelf.js";
import { fitting } from "../link/url.js";

/** @import { Property } from "../link/properties.js" */
/** @import { NumberName, Pinned, Unread } from "../state/shelf.js" */

/** What the name of every run in the storage begins with; its id follows. */
export const RUN = "shelf.run.";
/** Of the text of a run. */
export const VERSION = 1;
/** The last moment that a date can name, in ms. */
const LAST_MOMENT = 8.64e15;

/** A run cannot be read; the message says why. */
export class Unreadable extends Error {}

/** The text that is kept of a run. @param {Pinned} run */
export function runAsText({ name, pinnedAt, config, events, step, receipt, numbers, curve, shown }) {
  return JSON.stringify({ version: VERSION, name, pinnedAt, config, events, step, receipt, numbers, curve, shown });
}

/**
 * The run that a text is about, or why it cannot be read.
 * @param {string} name of the text in the storage
 * @param {string} text
 * @returns {Pinned | Unread}
 */
export function runFromText(name, text) {
  /** @type {unknown} */
  let raw;
  try {
    raw = JSON.parse(text);
    return runOf(raw, name.slice(RUN.length));
  } catch (error) {
    // Whatever stands there, the page begins: what is nested too deep to be looked at throws, too.
    const reason = error instanceof Unreadable ? error.message : "it is no run";
    return { name, text, problem: `${calledIn(raw)} cannot be read: ${reason}.` };
  }
}

/** @param {unknown} raw */
function calledIn(raw) {
  return isRecord(raw) && typeof raw.name === "string" && raw.name !== "" ? `“${quote(raw.name)}”` : "A pinned run";
}

/** What was found, as a sentence quotes it. @param {unknown} found */
function quoted(found) {
  return quote(JSON.stringify(found) ?? "missing");
}

/** @param {unknown} id */
export function isId(id) {
  return Number.isSafeInteger(id) && Number(id) > 0;
}

/** @param {unknown} value @returns {value is Record<string, any>} */
export function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * @param {unknown} raw
 * @param {string} digits of its id
 * @returns {Pinned}
 * @throws {Unreadable}
 */
function runOf(raw, digits) {
  const id = Number(digits);
  check(isId(id) && String(id) === digits, "id", digits, "a whole number from 1");
  if (!isRecord(raw)) throw new Unreadable("it is no run");
  const { version, name, pinnedAt, config, events, step, receipt, numbers, curve, shown } = raw;
  if (version !== VERSION)
    throw new Unreadable(`it is of version ${quoted(version)}, and this page reads version ${VERSION}`);
  check(
    typeof name === "string" && name !== "" && name.length <= LONGEST_NAME,
    "name",
    name,
    `a text of 1 to ${LONGEST_NAME} characters`,
  );
  check(
    Number.isSafeInteger(pinnedAt) && pinnedAt >= 0 && pinnedAt <= LAST_MOMENT,
    "pinnedAt",
    pinnedAt,
    "milliseconds since 1970",
  );
  check(takes(STEP, step), "step", step, STEP.allowed);
  check(
    receipt === null || (typeof receipt === "string" && /^[\da-f]{4}-[\da-f]{4}-[\da-f]{4}$/u.test(receipt)),
    "receipt",
    receipt,
    "null, or twelve digits in three groups",
  );
  check(
    isCurve(curve, step),
    "curve",
    curve,
    `step, train and held-out error in turn, steps rising to the run's own, at most ${POINTS} times`,
  );
  check(typeof shown === "boolean", "shown", shown, "true or false");
  return {
    id,
    name,
    pinnedAt,
    config: configOf(config),
    events: eventsOf(events),
    step,
    receipt,
    numbers: numbersOf(numbers),
    curve,
    shown,
  };
}

/** What every run has that was ever pinned; the others came later. @type {readonly NumberName[]} */
const FIRST_NUMBERS = Object.freeze(["train", "heldOut", "gap", "copyIndex", "denoisingError"]);

/**
 * The numbers of a run. Before the two were told apart, the denoising error was kept as noise kept: see ADR 14.
 * @param {unknown} raw
 * @returns {Pinned["numbers"]}
 */
function numbersOf(raw) {
  const found =
    isRecord(raw) && !("denoisingError" in raw) ? { ...raw, noiseKept: null, denoisingError: raw.noiseKept } : raw;
  check(
    isRecord(found) &&
      NUMBERS.every(
        (number) =>
          Number.isFinite(found[number]) || (!FIRST_NUMBERS.includes(number) && (found[number] ?? null) === null),
      ),
    "numbers",
    raw,
    `finite numbers for ${NUMBERS.join(", ")}`,
  );
  const numbers = /** @type {Partial<Pinned["numbers"]>} */ (found);
  return /** @type {Pinned["numbers"]} */ (
    Object.fromEntries(NUMBERS.map((number) => [number, numbers[number] ?? null]))
  );
}

/**
 * @param {boolean} holds
 * @param {string} what
 * @param {unknown} found
 * @param {string} allowed
 */
function check(holds, what, found, allowed) {
  if (!holds) throw new Unreadable(`“${what}” is ${quoted(found)}, but may be ${allowed}`);
}

/**
 * Whether a value is one that a link can carry. An object is none: it may not even have a text to be read.
 * @param {Property["kind"]} kind
 * @param {unknown} value
 */
function takes(kind, value) {
  return Object(value) !== value && kind.read(kind.write(value)) === value;
}

/**
 * @param {unknown} curve
 * @param {number} end the run's step
 */
function isCurve(curve, end) {
  if (!Array.isArray(curve) || curve.length % 3 !== 0 || curve.length > 3 * POINTS) return false;
  return curve.every(
    (value, at) =>
      Number.isFinite(value) &&
      (at % 3 > 0 || (takes(STEP, value) && value <= end && (at === 0 || value >= curve[at - 3]))),
  );
}

const SETTINGS = new Map(
  [...propertiesOf("lane"), ...propertiesOf("runs")].map((property) => [property.field, property]),
);
const LIVE = new Map(
  propertiesOf("lane")
    .filter(({ live }) => live)
    .map((property) => [property.field, property]),
);

/**
 * A configuration, checked as a link is: what it does not name is as usual.
 * @param {unknown} raw
 */
function configOf(raw) {
  if (!isRecord(raw)) throw new Unreadable("it has no settings");
  for (const [field, value] of Object.entries(raw)) {
    const property = SETTINGS.get(field);
    if (!property) throw new Unreadable(`the setting “${quote(field)}” is not known here`);
    check(
      takes(property.kind, value),
      SETTING_NAMES[/** @type {keyof typeof SETTING_NAMES} */ (field)],
      value,
      property.kind.allowed,
    );
  }
  const config = { ...DEFAULT_CONFIG, ...raw };
  const pool = poolOf(config);
  check(
    config.data === "points" || !("points" in config),
    SETTING_NAMES.points,
    raw.points,
    "of the data “points” alone",
  );
  check((config.data === "own") === "own" in config, SETTING_NAMES.own, raw.own, "of the data “own” alone, and always");
  check(
    config.trainingImages <= pool,
    SETTING_NAMES.trainingImages,
    config.trainingImages,
    `at most ${pool} of these data`,
  );
  /** @type {string[]} */
  const problems = [];
  fitting(config, "", problems);
  if (problems.length > 0) throw new Unreadable(problems[0].replace(/\.$/u, ""));
  return config;
}

/** @param {string} field @param {unknown} value */
function isChange(field, value) {
  const property = LIVE.get(field);
  return property !== undefined && takes(property.kind, value);
}

/**
 * A recipe that comes from elsewhere.
 * @param {unknown} raw
 * @returns {Pick<Pinned, "config" | "events">}
 * @throws {Unreadable}
 */
export function recipeFrom(raw) {
  if (!isRecord(raw)) throw new Unreadable("it is no recipe");
  return { config: configOf(raw.config), events: eventsOf(raw.events) };
}

/** @param {unknown} raw @returns {Pinned["events"]} */
function eventsOf(raw) {
  if (!Array.isArray(raw)) throw new Unreadable("it has no list of changes");
  return raw.map((event, at) => {
    const changes = isRecord(event) && isRecord(event.change) ? Object.entries(event.change) : [];
    const holds = changes.length > 0 && changes.every(([field, value]) => isChange(field, value));
    check(
      holds && takes(STEP, event.step) && (at === 0 || event.step >= raw[at - 1].step),
      `change ${at + 1}`,
      event,
      `one of ${[...LIVE.keys()].join(", ")} at a step, steps rising`,
    );
    return { step: event.step, change: event.change };
  });
}
