/**
 * What a learning platform is told of a student's way through the lesson, by the calls of SCORM 1.2 (run-time environment, section 3): which
 * pages have been seen, which one is open, and whether that is all of them.
 */

/**
 * What a platform offers. Texts are all that goes in and comes out, "true" and "false" among them.
 * @typedef {object} Api
 * @property {(nothing: "") => string} LMSInitialize
 * @property {(nothing: "") => string} LMSFinish
 * @property {(element: string) => string} LMSGetValue
 * @property {(element: string, value: string) => string} LMSSetValue
 * @property {(nothing: "") => string} LMSCommit
 */

/** How many windows are asked: a page stands in a few frames at most, and a circle has no end. */
const MOST_WINDOWS = 100;

/** What counts as done: it is not taken back by a second visit. */
const DONE = Object.freeze(["completed", "passed"]);

/**
 * The platform's, in the windows around this one, or in that which has opened it and those around.
 * @param {any} view
 * @returns {Api | undefined}
 */
export function apiFor(view) {
  return apiAround(view) ?? (view.top?.opener ? apiAround(view.top.opener) : undefined);
}

/** @param {any} view @returns {Api | undefined} */
function apiAround(view) {
  let at = view;
  try {
    for (let count = 0; count < MOST_WINDOWS; count += 1) {
      // Any element whose id is API is called so, too.
      if (typeof at.API?.LMSInitialize === "function") return at.API;
      if (at.parent === at) return undefined;
      at = at.parent;
    }
  } catch {
    // A window of another origin is none of the platform's that could be spoken to.
  }
  return undefined;
}

/** A visit of a student. Without a platform, it is remembered by nobody. */
export class Attempt {
  /** @type {Set<string>} cards, by their ids */ #seen;
  #cards;
  #isDone;
  #api;
  #now;
  #begin;

  /**
   * @param {Api | undefined} api
   * @param {() => number} now ms
   * @param {readonly string[]} cards of the package: a platform may still know of one that it has replaced
   */
  constructor(api, now, cards) {
    this.#api = api;
    if (this.#call((platform) => platform.LMSInitialize("")) !== "true") this.#api = undefined;
    this.#now = now;
    this.#begin = now();
    const status = this.#get("lesson_status");
    this.#isDone = DONE.includes(status);
    const kept = this.#call((platform) => platform.LMSGetValue("cmi.suspend_data")).split(",");
    this.#cards = cards;
    this.#seen = new Set(kept.filter((card) => cards.includes(card)));
    if (!this.#isDone) this.#set("lesson_status", "incomplete");
    this.#commit();
  }

  /** The card that was open when the student left, or nothing. */
  get place() {
    return this.#get("lesson_location");
  }

  /** A card is shown. @param {string} card */
  see(card) {
    this.#seen.add(card);
    this.#set("lesson_location", card);
    this.#call((platform) => platform.LMSSetValue("cmi.suspend_data", [...this.#seen].join(",")));
    if (!this.#isDone && this.#cards.every((id) => this.#seen.has(id))) {
      this.#isDone = true;
      this.#set("lesson_status", "completed");
    }
    this.#commit();
  }

  /** The student leaves, and may come back. */
  end() {
    this.#set("exit", this.#isDone ? "" : "suspend");
    this.#set("session_time", timespan(this.#now() - this.#begin));
    this.#commit();
    this.#call((platform) => platform.LMSFinish(""));
    this.#api = undefined;
  }

  /** @param {string} name */
  #get(name) {
    return this.#call((platform) => platform.LMSGetValue(`cmi.core.${name}`));
  }

  /** @param {string} name @param {string} value */
  #set(name, value) {
    this.#call((platform) => platform.LMSSetValue(`cmi.core.${name}`, value));
  }

  #commit() {
    this.#call((platform) => platform.LMSCommit(""));
  }

  /**
   * A platform that fails, as one does whose session has ended, is none any more: the lesson goes on without.
   * @param {(api: Api) => string} ask
   */
  #call(ask) {
    try {
      return this.#api ? (ask(this.#api) ?? "") : "";
    } catch {
      this.#api = undefined;
      return "";
    }
  }
}

/**
 * As SCORM writes how long something took: HHHH:MM:SS.SS.
 * @param {number} milliseconds
 */
export function timespan(milliseconds) {
  const hundredths = Math.round(milliseconds / 10);
  const [hours, minutes, seconds] = [hundredths / 360_000, (hundredths / 6000) % 60, (hundredths / 100) % 60];
  const two = (/** @type {number} */ value) => String(Math.floor(value)).padStart(2, "0");
  return `${two(Math.min(hours, 9999)).padStart(4, "0")}:${two(minutes)}:${two(seconds)}.${two(hundredths % 100)}`;
}
