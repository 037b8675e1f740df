// What a press of a key means, whatever the keyboard.
import assert from "node:assert/strict";
import { test } from "node:test";
import { meaningOf } from "../../www/views/kit/key_press.js";

/** @import { Press } from '../../www/views/kit/key_press.js' */

const HELD = { alt: "altKey", control: "ctrlKey", meta: "metaKey" };

/**
 * A press as a browser tells of it.
 * @param {string} key
 * @param {string} [code] its place
 * @param {...("alt" | "control" | "meta" | "AltGraph")} held
 * @returns {Press}
 */
function press(key, code = "", ...held) {
  const flags = Object.fromEntries(
    Object.entries(HELD).map(([name, flag]) => [flag, held.some((one) => one === name)]),
  );
  return /** @type {any} */ ({
    key,
    code,
    ...flags,
    getModifierState: (/** @type {string} */ name) => held.some((one) => one === name),
  });
}

test("a sign counts, however it is made", () => {
  for (const [keyboard, made, meaning] of /** @type {[string, Press, string][]} */ ([
    ["US", press("]", "BracketRight"), "]"],
    ["German on a Mac, Option and 6", press("]", "Digit6", "alt"), "]"],
    ["German on a Mac, Option and 5", press("[", "Digit5", "alt"), "["],
    ["German on a Mac in Firefox", press("]", "Digit6", "alt", "AltGraph"), "]"],
    ["German on Windows, AltGr and 9", press("]", "Digit9", "control", "alt", "AltGraph"), "]"],
    ["German on Windows, Ctrl, Alt and 8", press("[", "Digit8", "control", "alt"), "["],
    ["German on Linux, AltGr and 8", press("[", "Digit8", "AltGraph"), "["],
    ["French on a Mac, Option, Shift and 5", press("]", "Digit5", "alt"), "]"],
    ["French, Shift and the key for &", press("1", "Digit1"), "1"],
    ["Lithuanian, AltGr and ą", press("1", "Digit1", "AltGraph"), "1"],
    ["Spanish on Windows, AltGr", press("[", "BracketLeft", "control", "alt", "AltGraph"), "["],
    ["Russian, Shift and 7", press("?", "Digit7"), "?"],
    ["Arabic, Shift and the key for /", press("؟", "Slash"), "?"],
    ["by Option", press("?", "Minus", "alt"), "?"],
  ]))
    assert.equal(meaningOf(made), meaning, keyboard);
});

test("a letter counts by itself on any Latin keyboard, in both sizes", () => {
  for (const [keyboard, made, meaning] of /** @type {[string, Press, string][]} */ ([
    ["US", press("p", "KeyP"), "p"],
    ["US, Shift", press("P", "KeyP"), "p"],
    ["Dvorak", press("p", "KeyR"), "p"],
    ["French", press("w", "KeyZ"), "w"],
    ["Turkish", press("İ", "Quote"), "i̇"],
    ["German", press("ü", "BracketLeft"), "ü"],
    ["Swedish", press("å", "BracketLeft"), "å"],
  ]))
    assert.equal(meaningOf(made), meaning, keyboard);
});

test("a letter of another script stands for what a Latin keyboard has at its place", () => {
  for (const [keyboard, made, meaning] of /** @type {[string, Press, string | undefined][]} */ ([
    ["Greek", press("π", "KeyP"), "p"],
    ["Greek, Shift", press("Π", "KeyP"), "p"],
    ["Russian", press("з", "KeyP"), "p"],
    ["Russian, [", press("х", "BracketLeft"), "["],
    ["Russian, ]", press("ъ", "BracketRight"), "]"],
    ["Hebrew", press("פ", "KeyP"), "p"],
    ["Arabic", press("ح", "KeyP"), "p"],
    ["Arabic, two letters", press("لا", "KeyB"), "b"],
    ["Persian digits", press("۲", "Digit2"), "2"],
    ["Devanagari, a vowel sign", press("ै", "KeyW"), "w"],
    ["Thai", press("ๅ", "Digit1"), "1"],
    ["Korean", press("ㅔ", "KeyP"), "p"],
    ["Japanese kana", press("せ", "KeyP"), "p"],
    ["Georgian", press("პ", "KeyP"), "p"],
    ["Adlam", press("𞤨", "KeyP"), "p"],
    ["a place without meaning", press("ж", "Semicolon"), undefined],
    ["an unknown place", press("ж", ""), undefined],
  ]))
    assert.equal(meaningOf(made), meaning, keyboard);
});

test("signs that stand on the digits of other keyboards are no digits", () => {
  for (const [key, code] of [
    ["§", "Digit3"],
    ["£", "Digit3"],
    ["²", "Backquote"],
    ["é", "Digit2"],
    ["ě", "Digit2"],
    ["&", "Digit1"],
    ["№", "Digit3"],
    ["º", "Backquote"],
    ["„", "Digit2"],
  ]) {
    assert.equal(meaningOf(press(key, code)), key.toLowerCase());
  }
});

test("what a modifier makes a command of is the browser's", () => {
  for (const made of [
    press("p", "KeyP", "control"),
    press("r", "KeyR", "meta"),
    press("[", "BracketLeft", "meta"),
    press("]", "BracketRight", "control"),
    press("?", "Slash", "control"),
    press("d", "KeyD", "alt"),
    press("1", "Digit1", "alt"),
    press("з", "KeyP", "control"),
    press("з", "KeyP", "alt"),
    press("π", "KeyP", "alt"),
    press("p", "KeyP", "control", "alt"),
    press(" ", "Space", "alt"),
    press(" ", "Space", "control"),
    press(" ", "Space", "AltGraph"),
    press("ArrowRight", "ArrowRight", "alt"),
    press("ArrowRight", "ArrowRight", "meta"),
    press("]", "Digit6", "alt", "meta"),
  ])
    assert.equal(meaningOf(made), undefined, JSON.stringify(made));
});

test("a key with a name keeps it", () => {
  for (const key of ["ArrowRight", "Tab", "Dead", "Process", "AltGraph", "F1", " "])
    assert.equal(meaningOf(press(key)), key);
});
