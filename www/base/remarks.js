/** What is said of a text from outside: a few sentences of bounded length, however much is wrong with it. */

import { formatCount } from "./format.js";

/** Sentences that are said; the rest is counted. */
const MOST = 10;
/** Characters of what was found that a sentence quotes. */
const LONGEST_QUOTE = 60;

/** Sentences, of which the first few are kept. */
export class Remarks {
  /** @type {string[]} */ #kept = [];
  #count = 0;

  /** @param {string} sentence */
  push(sentence) {
    this.#count += 1;
    if (this.#kept.length < MOST) this.#kept.push(sentence);
  }

  /** The first ten, and how many more there are. */
  get sentences() {
    const more = this.#count - this.#kept.length;
    return more > 0 ? [...this.#kept, `And ${formatCount(more)} more.`] : this.#kept;
  }
}

/**
 * As much of a text as a sentence quotes.
 * @param {string} text
 */
export function quote(text) {
  // No character has more than two units.
  const characters = [...text.slice(0, 2 * LONGEST_QUOTE + 2)];
  return characters.length > LONGEST_QUOTE ? `${characters.slice(0, LONGEST_QUOTE).join("")}…` : text;
}
