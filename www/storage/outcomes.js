/**
 * What came of runs that were trained in the background, kept by the browser under what makes them: so none is trained twice. Where the
 * browser keeps nothing, the page does until it is closed, and says so.
 */

import { answerTo, written, withinPatience } from "./database.js";

/** @import { Outcome } from "../base/protocol.js" */

/**
 * Raised when the same recipe comes to other numbers than before: what was kept until then is as if it were not there. A test holds
 * it against the numbers that are not to change.
 */
export const ARITHMETIC = 1;

/** Where outcomes stand in the database. */
export const OUTCOMES = "outcomes";

const FORBIDDEN =
  "This browser forbids the page to store anything: what is trained in the background is known until the page is closed.";
const FULL =
  "The browser's storage for this page is full: what is trained in the background from now on is known until the page is closed.";

/** Outcomes by the texts that their jobs go by. */
export class Outcomes {
  /** @type {Map<string, Outcome>} all that this page has seen */ #here = new Map();
  /** @type {Promise<IDBDatabase | undefined> | undefined} */ #opened;
  #open;
  #onTrouble;

  /**
   * @param {() => Promise<IDBDatabase | undefined>} open nothing, where they are not to be kept
   * @param {(trouble: string) => void} [onTrouble] told once why outcomes are not kept beyond this page: a sentence
   */
  constructor(open, onTrouble = () => {}) {
    this.#open = open;
    this.#onTrouble = onTrouble;
  }

  /**
   * The outcome that goes by `key`, among those that were found or kept.
   * @param {string} key
   */
  at(key) {
    return this.#here.get(key);
  }

  /**
   * Looks for outcomes that were kept: from then on they are {@link at} their keys. It always comes to an end.
   * @param {readonly string[]} keys
   */
  async find(keys) {
    const unknown = [...new Set(keys)].filter((key) => !this.#here.has(key));
    if (unknown.length === 0) return;
    try {
      const database = await this.#database();
      if (!database) return;
      const place = database.transaction(OUTCOMES).objectStore(OUTCOMES);
      const records = await Promise.all(unknown.map((key) => answerTo(place.get(key))));
      records.forEach((record, index) => {
        const outcome = outcomeIn(record);
        // What was trained meanwhile is as good, and may have more.
        if (outcome && !this.#here.has(unknown[index])) this.#here.set(unknown[index], outcome);
      });
    } catch (error) {
      this.#fail(error);
    }
  }

  /**
   * @param {string} key
   * @param {Outcome} outcome
   */
  keep(key, outcome) {
    this.#here.set(key, outcome);
    void this.#write(key, outcome);
  }

  /** @param {string} key @param {Outcome} outcome */
  async #write(key, outcome) {
    try {
      const database = await this.#database();
      if (!database) return;
      const writing = database.transaction(OUTCOMES, "readwrite");
      writing.objectStore(OUTCOMES).put({ arithmetic: ARITHMETIC, outcome }, key);
      await written(writing);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Opened when it is first needed; nothing where that cannot be done, or is not to be. */
  #database() {
    this.#opened ??= withinPatience(this.#open()).catch((error) => {
      this.#fail(error);
      return undefined;
    });
    return this.#opened;
  }

  /** @param {unknown} error */
  #fail(error) {
    // Full once, it may have room again: what comes later is tried, and not told of again.
    const isFull = error instanceof DOMException && /quota/iu.test(error.name);
    if (!isFull) this.#opened = Promise.resolve(undefined);
    this.#onTrouble(isFull ? FULL : FORBIDDEN);
  }
}

/** Anyone can write there: what is not a whole outcome of this arithmetic is none. @param {any} record @returns {Outcome | undefined} */
function outcomeIn(record) {
  const outcome = record?.outcome;
  return record?.arithmetic === ARITHMETIC && isOutcome(outcome) ? outcome : undefined;
}

/** What is measured of a run, and what is known of its theory. */
const MEASURES = Object.freeze(["train", "heldOut", "gap", "copyIndex", "noiseKept", "denoisingError"]);
const KNOWN = Object.freeze(["train", "heldOut", "copyIndex", "noiseKept", "denoisingError"]);

/** @param {any} outcome @returns {outcome is Outcome} */
function isOutcome(outcome) {
  const { step, evaluation, deadUnits, theory, receipt, divergence, curve } = outcome ?? {};
  const hasNumbers = (/** @type {any} */ of, /** @type {readonly string[]} */ names) =>
    names.every((name) => typeof of?.[name] === "number");
  return (
    Number.isSafeInteger(step) &&
    typeof deadUnits === "number" &&
    hasNumbers(evaluation, MEASURES) &&
    typeof receipt === "string" &&
    (theory === null || hasNumbers(theory, KNOWN)) &&
    (divergence === null || Number.isSafeInteger(divergence?.step)) &&
    (curve === undefined || curve instanceof Float64Array)
  );
}
