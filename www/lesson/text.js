/**
 * The lesson's little mark-up, taken apart: sentences with live numbers, measured numbers, words to stress and places to look at.
 *
 * `{B.heldOut}` is a number of run B; `{=gap-16}` is what a claim was measured to be, the mean over its seeds, `{=gap-16 to}` and `{=gap-16 –}` from
 * which value to which; `[its gap](B.gap)` names a place on the page; `_memorizes_` is stressed.
 */

/**
 * @typedef {{type: "plain", text: string}
 *   | {type: "stress", text: string}
 *   | {type: "number", lane: string, quantity: string}
 *   | {type: "measured", claim: ClaimId, range: "to" | "–" | undefined}
 *   | {type: "place", text: string, place: string}} Piece
 */

/** @import { ClaimId } from "./claims.js" */

const MARKS = /\{([A-D])\.(\w+)\}|\{=([\w.-]+)(?: (to|–))?\}|\[([^\]]+)\]\(([^)]+)\)|_([^_]+)_/gu;

/**
 * The pieces of a text; its equations and percentages do not break across lines.
 * @param {string} text
 * @returns {Piece[]}
 */
export function pieces(text) {
  return split(text.replaceAll(/ ([=+]) /gu, "\u00a0$1\u00a0").replaceAll(" %", "\u00a0%"));
}

/** @param {string} text */
function split(text) {
  /** @type {Piece[]} */
  const found = [];
  let end = 0;
  for (const match of text.matchAll(MARKS)) {
    if (match.index > end) found.push({ type: "plain", text: text.slice(end, match.index) });
    end = match.index + match[0].length;
    const [, lane, quantity, claim, range, words, place, stressed] = match;
    if (quantity) found.push({ type: "number", lane, quantity });
    else if (claim)
      found.push({
        type: "measured",
        claim: /** @type {ClaimId} */ (claim),
        range: /** @type {"to" | "–" | undefined} */ (range),
      });
    else if (place) found.push({ type: "place", text: words, place });
    else found.push({ type: "stress", text: stressed });
  }
  if (end < text.length) found.push({ type: "plain", text: text.slice(end) });
  return found;
}

/**
 * The places that a text names.
 * @param {string} text
 */
export function placesIn(text) {
  return pieces(text).flatMap((piece) => (piece.type === "place" ? [piece.place] : []));
}

/** Where a sentence ends: a new one begins with no small Latin letter. */
const SENTENCES = /(?<=[.?]) (?![a-z])/u;

/**
 * The one sentence of a text that a hall is shown: the one with the numbers of trained runs or else, before there are any, its question.
 * @param {string} text
 */
export function mainSentence(text) {
  const sentences = text.split(SENTENCES);
  return (
    sentences.find((sentence) => /\{[A-D]\.(?:step|ledgerStep)\}/u.test(sentence)) ??
    sentences.find((sentence) => sentence.endsWith("?")) ??
    sentences[0]
  );
}
