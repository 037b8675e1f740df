// The numbers that the lesson's texts state: each is a claim that somebody can run, and no claim is stated nowhere.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { CARDS } from "../../www/lesson/cards.js";
import { CLAIMS, STATEMENTS } from "../../www/lesson/claims.js";
import { MEASURED } from "../../www/lesson/measured.js";
import { pieces } from "../../www/lesson/text.js";
import { DEFAULT_CONFIG } from "../../www/settings/presets.js";

/** @import { ClaimId } from '../../www/lesson/claims.js' */

const FILE = new URL("../fixtures/claims.json", import.meta.url);

const texts = CARDS.flatMap(({ before, prose, after, try: task, look, limits }) => [
  before,
  prose,
  after,
  task,
  look,
  limits,
]);
const used = texts.flatMap((text) =>
  pieces(text ?? "").flatMap((piece) => (piece.type === "measured" ? [piece.claim] : [])),
);

/** What `examples/lecture.rs` reads. */
function written() {
  const claims = Object.entries(CLAIMS).map(([id, { run, events = [], step, measure }]) =>
    JSON.stringify({ id, config: { ...DEFAULT_CONFIG, ...run, seed: undefined }, events, step, measure }),
  );
  const statements = STATEMENTS.map((statement) => JSON.stringify(statement));
  return `{"claims": [\n ${claims.join(",\n ")}\n], "statements": [\n ${statements.join(",\n ")}\n]}\n`;
}

test("the claims that are run natively are those of the lesson", () => {
  if (process.env.LAB_WRITE) writeFileSync(FILE, written());
  assert.equal(
    readFileSync(FILE, "utf8"),
    written(),
    "stale: LAB_WRITE=1 node --test tests/js/claims.test.js, then cargo run --release --example lecture -- --write",
  );
});

test("every claim has been measured under three seeds, is in a text, and a text names no other", () => {
  assert.deepEqual(Object.keys(MEASURED).toSorted(), Object.keys(CLAIMS).toSorted());
  for (const [id, values] of Object.entries(MEASURED)) assert.equal(values.length, 3, id);
  const stated = STATEMENTS.flatMap(({ holds }) => holds.flatMap(([left, , right]) => [left, right])).filter(
    (name) => typeof name === "string",
  );
  for (const id of [...used, ...stated]) assert.ok(id in CLAIMS, `there is no claim ${id}`);
  const named = new Set([...used, ...stated]);
  const unused = /** @type {ClaimId[]} */ (Object.keys(CLAIMS)).filter((id) => !named.has(id));
  assert.deepEqual(unused, []);
});
