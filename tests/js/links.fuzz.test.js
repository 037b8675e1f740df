// Links as nobody would write them, 20,000 a run: none throws, what is made of one is written and read back as it is, and what
// is said of it is short. `LAB_SEED=7 node --test tests/js/links.fuzz.test.js` repeats a run that a failure names; `LAB_LINKS` makes it longer.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NO_PREDICTIONS } from "../../www/lesson/predictions.js";
import { PROPERTIES } from "../../www/link/properties.js";
import { reduce } from "../../www/state/reduce.js";
import { initialState } from "../../www/state/state.js";
import { addressOf, parse, serialize } from "../../www/link/url.js";
import { generator, pick, randomAddress } from "./link_fakes.js";

const seed = Number(process.env.LAB_SEED ?? 1);
const count = Number(process.env.LAB_LINKS ?? 20_000);
const random = generator(seed);

/** What a sentence has at most: two quotes, and the longest list of what is allowed. */
const LONGEST = 400;

const SIGNS = [
  ..."abckl=&:,@%#.-+0159etidpr \n/",
  "%26",
  "%3D",
  "%25",
  "&amp;",
  "&#38;",
  "%E2%80",
  "=3D",
  "\u200b",
  "😀",
  "\ud800",
  "１",
  "…",
  '"',
  "1e400",
  "-0",
  "__proto__",
  "constructor",
  "NaN",
  "undefined",
  "null",
  "@700",
  "on",
  "off",
  "k:",
  "l:",
  "tied",
  "fbclid=",
];

const texts = [
  () => Array.from({ length: Math.floor(random() * 40) }, () => pick(random, SIGNS)).join(""),
  () =>
    Array.from(
      { length: Math.floor(random() * 8) },
      () =>
        `${pick(random, [...PROPERTIES, { key: "a" }, { key: "b" }, { key: "d" }]).key}${pick(random, ["=", ":", "", "=="])}${pick(random, SIGNS)}${pick(random, SIGNS)}`,
    ).join(pick(random, ["&", ",", "&&"])),
  () => String.fromCharCode(...Array.from({ length: Math.floor(random() * 20) }, () => Math.floor(random() * 65536))),
  () => altered(serialize(randomAddress(random))),
];

/** A link with a few of its signs lost, doubled, changed, or in another place. @param {string} link */
function altered(link) {
  let text = link;
  for (let changes = 1 + Math.floor(random() * 4); changes > 0; changes -= 1) {
    const at = Math.floor(random() * (text.length + 1));
    const other = Math.floor(random() * (text.length + 1));
    text =
      text.slice(0, at) +
      pick(random, ["", pick(random, SIGNS), text.slice(Math.min(at, other), Math.max(at, other))]) +
      text.slice(at + Math.floor(random() * 3));
  }
  return pick(random, [
    (/** @type {string} */ whole) => whole,
    encodeURIComponentOf,
    (/** @type {string} */ whole) => whole.replaceAll("&", "&amp;"),
  ])(text);
}

/** Half a character cannot be escaped. @param {string} text */
const encodeURIComponentOf = (text) => encodeURIComponent(text.replace(/\p{Cs}/gu, ""));

test(`${count} links from seed ${seed}`, () => {
  let state = { ...initialState(), fastOffered: true };
  for (let number = 0; number < count; number += 1) {
    const text = pick(random, texts)();
    const which = `link ${number} of seed ${seed}: ${JSON.stringify(text)}`;
    const { address, problems } = parse(text);
    const link = serialize(address);
    assert.deepEqual(parse(link), { address, problems: [] }, which);
    assert.equal(serialize(parse(link).address), link, which);
    assert.match(link, /^(?:[a-z][\w.:,@&=-]*[a-z\d])?$/iu, which);
    assert.ok(problems.length <= 11 && problems.every((sentence) => sentence.length <= LONGEST), which);
    state = reduce(state, { type: "restore", address, problems });
    // What was predicted or drawn is in no address that nobody asked for.
    const view = { ...address.view, predictions: NO_PREDICTIONS, drawing: null };
    assert.deepEqual(addressOf(state), { ...address, view }, which);
  }
});
