/** What a person has pressed, whatever the keyboard: signs count however they are made, letters also by their place. */

/** Elements that use characters, Space, or arrows, themselves. */
export const TYPING = "input:not([type=range], [type=checkbox], [type=radio]), select, textarea";
export const PRESSABLE = "button, summary, a, [type=checkbox], [type=radio], select";
export const MOVABLE = "[type=range], [type=radio], [role=slider], [role=tab], select";

/** Signs of other keyboards that mean one of ours: the Arabic question mark. @type {Readonly<Record<string, string>>} */
const SIGNS = Object.freeze({ [String.fromCodePoint(0x061f)]: "?" });
/** What the places have on them where the keyboard is Latin, beside letters and digits. @type {Readonly<Record<string, string>>} */
const PLACES = Object.freeze({ BracketLeft: "[", BracketRight: "]" });

/** What is looked at of a keyboard event. @typedef {Pick<KeyboardEvent, "key" | "code" | "altKey" | "ctrlKey" | "metaKey" | "getModifierState">} Press */

/**
 * The character, in lower case, or the name of the key that a press means.
 *
 * A letter of another script stands for the Latin one at its place: Greek and Cyrillic keyboards have none. Where AltGr or Option makes the
 * character, it counts; with any other modifier, a press is the browser's.
 * @param {Press} press
 * @returns {string | undefined} nothing for what is the browser's
 */
export function meaningOf(press) {
  const { key, code, metaKey } = press;
  if (metaKey) return undefined;
  if (isModified(press)) return makes(press) ? (SIGNS[key] ?? key.toLowerCase()) : undefined;
  if (!isOfOtherScript(key)) return SIGNS[key] ?? (isCharacter(key) ? key.toLowerCase() : key);
  return PLACES[code] ?? /^(?:Key|Digit)(.)$/u.exec(code)?.[1].toLowerCase();
}

/** Whether a key is a character, not one with a name as Enter is. @param {string} key */
export function isCharacter(key) {
  return key.length === 1;
}

/** @param {Press} press */
function isModified(press) {
  return press.altKey || press.ctrlKey || press.getModifierState("AltGraph");
}

/**
 * Whether the modifiers have gone into the character. AltGr is told as such, or as Ctrl and Alt; Option is told as Alt. Alt alone makes no
 * letter and no digit: with them it opens menus and chooses tabs.
 * @param {Press} press
 */
function makes(press) {
  const { key, altKey } = press;
  if (!isCharacter(key) || key === " ") return false;
  return press.getModifierState("AltGraph") || (altKey && !/[\p{L}\p{M}\p{N}]/u.test(key));
}

/** Whether a key is a letter, a sign above one, or a digit that no Latin keyboard has. @param {string} key */
function isOfOtherScript(key) {
  return /^(?![\p{ASCII}\p{Script=Latin}])[\p{L}\p{M}\p{Nd}]/u.test(key);
}
