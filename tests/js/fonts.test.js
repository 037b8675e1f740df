// Every character that the page can show is in the fonts it brings: none falls to whatever font a system has.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { dataTerm, gradientOfW, penaltyTerm } from "../../www/settings/formula.js";
import { DEFAULT_CONFIG } from "../../www/settings/presets.js";
import { readFont } from "./font_reader.js";

/** @import { MathNode } from '../../www/settings/formula.js' */
/** @import { RunConfig } from '../../www/base/protocol.js' */

const ROOT = new URL("../../", import.meta.url);
const INTER = readFont(new URL("www/fonts/inter.woff2", ROOT));
const NOTO = readFont(new URL("www/fonts/noto-sans-math.woff2", ROOT));

/** @param {string} folder @param {RegExp} name */
function filesIn(folder, name) {
  const all = readdirSync(new URL(folder, ROOT), { recursive: true, encoding: "utf8" });
  return all
    .map((file) => `${folder}${file.replaceAll("\\", "/")}`)
    .filter((file) => name.test(file) && !file.startsWith("www/pkg/"));
}

/** What a file can show: all but comments, its tests, and characters written by their number, which are put in. @param {string} file */
function shownIn(file) {
  const text = readFileSync(new URL(file, ROOT), "utf8").replaceAll(/\/\*[^]*?\*\/|<!--[^]*?-->/gu, "");
  const code =
    file.endsWith(".html") || file.endsWith(".css")
      ? text
      : text.replaceAll(/(?:^|\s)\/\/.*$/gmu, "").replace(/#\[cfg\(test\)\]\nmod tests \{[^]*$/u, "");
  return code.replaceAll(/\\u\{?([\da-f]{4,6})\}?|&#x([\da-f]+);|\\([\da-f]{4})\b/giu, (...[, js, html, css]) =>
    String.fromCodePoint(parseInt(js ?? html ?? css, 16)),
  );
}

/** @param {Iterable<string>} characters @param {{characters: Set<number>}} font */
function missing(characters, font) {
  return [...new Set(characters)].filter(
    (character) => character >= " " && !font.characters.has(character.codePointAt(0) ?? 0),
  );
}

test("Inter has every character of the page, its styles, its scripts and the core", () => {
  const files = ["index.html", ...filesIn("www/", /\.(?:js|css)$/u), ...filesIn("src/", /\.rs$/u)];
  assert.ok(files.length > 100, `${files.length} files`);
  const fontOf = (/** @type {string} */ file) =>
    file === "www/settings/formula.js" ? { characters: new Set([...INTER.characters, ...NOTO.characters]) } : INTER;
  const faults = files
    .map((file) => ({ file, missing: missing(shownIn(file), fontOf(file)).join(" ") }))
    .filter((fault) => fault.missing !== "");
  assert.deepEqual(faults, [], "add them in docs/fonts.py, or write something else");
});

test("a character that only a comment has is not asked for, one that is written by its number is", () => {
  assert.match(shownIn("www/settings/formula.js"), /\u00a0/u);
  assert.doesNotMatch(shownIn("src/analysis/norms.rs"), /⟨/u);
  assert.deepEqual(missing("Wᵀ‖∇data‖ ▾ x̂ → 10⁻³", INTER), []);
  assert.deepEqual(missing("字⟨", INTER), ["字", "⟨"]);
});

/** What a browser draws for a name of one letter: an italic one. @param {string} letter */
function italic(letter) {
  const code = letter.codePointAt(0) ?? 0;
  if (letter === "h") return "ℎ";
  if (/^[A-Z]$/u.test(letter)) return String.fromCodePoint(code - 0x41 + 0x1d434);
  if (/^[a-z]$/u.test(letter)) return String.fromCodePoint(code - 0x61 + 0x1d44e);
  return /^[α-ω]$/u.test(letter) ? String.fromCodePoint(code - 0x3b1 + 0x1d6fc) : letter;
}

/** @param {MathNode | string | undefined} node @returns {string} */
function drawn(node) {
  if (node === undefined || typeof node === "string") return node ?? "";
  const text = node.children.map(drawn).join("");
  return node.tag === "mi"
    ? [...text].map((letter) => ([...text].length === 1 ? italic(letter) : letter)).join("")
    : text;
}

test("the mathematical font has every character of every formula, and what it takes to stretch them", () => {
  const switches = [false, true];
  /** @type {RunConfig[]} */
  const configs = switches.flatMap((tied) =>
    switches.flatMap((penalizeBiases) =>
      switches.flatMap((countTiedTwice) =>
        /** @type {const} */ (["squared-error", "cross-entropy"]).flatMap((loss) =>
          /** @type {const} */ (["coupled", "decoupled"]).map((decay) => ({
            ...DEFAULT_CONFIG,
            tied,
            penalizeBiases,
            countTiedTwice,
            loss,
            decay,
          })),
        ),
      ),
    ),
  );
  const formulas = configs.flatMap((config) => [dataTerm(config), penaltyTerm(config), gradientOfW(config)]);
  const shown = formulas.map((formula) => drawn(formula)).join("");
  const written = formulas.map((formula) => JSON.stringify(formula)).join("");
  for (const sign of "𝑥𝑊𝜆𝜃𝜂ˆ‖∑∂−←∗") assert.ok(shown.includes(sign), `a formula has ${sign}`);
  assert.deepEqual(missing(written, NOTO), [], "as they are written, too: Chromium measures those");
  // The rest is what the view adds: what is minimized, and the numbers below.
  assert.deepEqual(missing(`${shown}min𝜃0123456789.,`, NOTO), [], "add them in docs/fonts.py");
  assert.ok(NOTO.tables.has("MATH"), "a table of constants and variants");
});
