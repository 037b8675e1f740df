/** A field for a number: what is typed is brought within its range, or refused with a sentence. */

import { formatCount, parseCount, parseNumber } from "../../base/format.js";
import { quote } from "../../base/remarks.js";
import { mountTyped } from "./dom.js";

/** Which numbers a field takes; the name begins a sentence. @typedef {{name: string, min: number, max: number, whole: boolean}} Range */

/**
 * @param {HTMLInputElement} field
 * @param {Range} range
 * @param {(value: number) => void} choose
 * @param {(sentence: string) => void} say why a text is refused; nothing once another is taken
 * @returns {(written: string) => void} shows the setting
 */
export function mountNumber(field, range, choose, say) {
  let refused = false;
  const read = (/** @type {string} */ text) => {
    const value = range.whole ? parseCount(text) : parseNumber(text);
    if (value === undefined) say(refusal(range, text));
    else if (refused) say("");
    refused = value === undefined;
    return value;
  };
  return mountTyped(field, read, (value) => choose(Math.min(Math.max(value, range.min), range.max)));
}

/** @param {Range} range @param {string} text */
export function refusal({ name, min, max, whole }, text) {
  // A browser keeps to itself what it does not take for a number.
  const found = text.trim() === "" ? "no number" : `“${quote(text)}”`;
  return `${name} may be a ${whole ? "whole " : ""}number from ${formatCount(min)} to ${formatCount(max)}, found ${found}.`;
}
