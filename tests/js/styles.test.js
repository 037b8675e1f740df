// Text is as large as a person has set it: lengths are in rem, queries in em, and only hairlines in pixels.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const WWW = new URL("../../www/", import.meta.url);

/** The page's own files of a kind. @param {string} kind */
const read = (kind) =>
  readdirSync(WWW, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(kind) && !name.startsWith("pkg"))
    .map((name) => ({ name, text: readFileSync(new URL(name, WWW), "utf8") }));

/** CSS pixels: of borders, outlines, shadows and corners that need not grow with the text. */
const HAIRLINE = 3;

/** Lengths in pixels that are longer than a hairline, and queries in pixels, of a style sheet. @param {string} css */
function fixedIn(css) {
  const rules = css.replaceAll(/\/\*.*?\*\//gsu, "");
  const lengths = [...rules.matchAll(/([\d.]+)px/gu)].flatMap(([length, size]) =>
    Number(size) > HAIRLINE ? [length] : [],
  );
  const queries = [...rules.matchAll(/@(?:media|container)[^{]*\dpx[^{]*/gu)].map(([query]) => query.trim());
  return [...lengths, ...queries];
}

test("what is fixed in a style sheet is found", () => {
  assert.deepEqual(fixedIn("a { border: 1px solid; inset: 1.5px 2.5rem } /* 14px */"), []);
  assert.deepEqual(fixedIn("@media (width < 75em) { a { font-size: 14px; inset: -3.5px 0 } }"), ["14px", "3.5px"]);
  assert.deepEqual(fixedIn("@media (width < 3px) { a { gap: 0 } }"), ["@media (width < 3px)"]);
});

test("sizes of the style sheets follow the size of a person's text", () => {
  const sheets = read(".css");
  assert.ok(sheets.length > 5);
  assert.deepEqual(
    sheets.flatMap(({ name, text }) => fixedIn(text).map((found) => `${name}: ${found}`)),
    [],
  );
});

test("what scripts ask of the window follows it, too", () => {
  const queries = read(".js").flatMap(({ text }) => text.match(/"[^"]*\((?:min-|max-)?(?:width|height)[^"]*"/gu) ?? []);
  assert.ok(queries.length > 2);
  assert.deepEqual(
    queries.filter((query) => /\dpx/u.test(query)),
    [],
  );
});
