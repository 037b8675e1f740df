/**
 * Keeps by which name a tab and its speaker notes know each other, and the clock of the talk, while either is reloaded. Where storage is
 * forbidden or full, they last until the page is left.
 */

/** @import { OwnStorage } from "./browser_storage.js" */

/** What a talk is called, and how long its cards were shown. @typedef {{id: string, began: number, card: string, came: number, spent: Record<string, number>}} Talk */

const TALK = "notes";

/**
 * @param {OwnStorage} storage
 * @returns {Talk | undefined} none where there is none that can be read
 */
export function keptTalk(storage) {
  try {
    const talk = JSON.parse(storage.get(TALK) ?? "");
    const isTalk =
      typeof talk.id === "string" &&
      typeof talk.card === "string" &&
      [talk.began, talk.came, ...Object.values(talk.spent)].every(Number.isFinite);
    return isTalk ? talk : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {OwnStorage} storage
 * @param {Talk} talk
 */
export function keepTalk(storage, talk) {
  try {
    storage.set(TALK, JSON.stringify(talk));
  } catch {
    // It lasts until the page is left.
  }
}

/**
 * A talk that begins with this card, under a name that no other has.
 * @param {string} card
 * @param {number} now ms
 * @returns {Talk}
 */
export function newTalk(card, now) {
  const id = [...crypto.getRandomValues(new Uint32Array(2))].map((part) => part.toString(36)).join("");
  return { id, began: now, card, came: now, spent: {} };
}

/**
 * The talk once this card is shown.
 * @param {Talk} talk
 * @param {string} card
 * @param {number} now ms
 * @returns {Talk} the same if it was shown already
 */
export function turnedTo(talk, card, now) {
  if (talk.card === card) return talk;
  const spent = { ...talk.spent, [talk.card]: (talk.spent[talk.card] ?? 0) + now - talk.came };
  return { ...talk, card, came: now, spent };
}
