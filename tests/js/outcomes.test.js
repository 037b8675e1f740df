// What came of runs that were trained in the background, in a browser's database or without one.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ARITHMETIC, Outcomes } from "../../www/storage/outcomes.js";
import { outcomeOf, settled } from "./background_fakes.js";
import { FakeDatabase } from "./storage_fakes.js";

/** A page with this database. @param {() => Promise<IDBDatabase>} open */
function pageOn(open) {
  /** @type {string[]} */
  const troubles = [];
  return { outcomes: new Outcomes(open, (trouble) => troubles.push(trouble)), troubles };
}

test("what one page has kept the next one finds, with all its numbers", async () => {
  const database = new FakeDatabase();
  const outcome = outcomeOf(100, { deadUnits: NaN, curve: Float64Array.of(0, 1, 2) });
  const first = pageOn(database.open);
  first.outcomes.keep("a", outcome);
  assert.equal(first.outcomes.at("a"), outcome, "at once");
  await settled();
  const { outcomes, troubles } = pageOn(database.open);
  assert.equal(outcomes.at("a"), undefined);
  await outcomes.find(["a", "b", "a"]);
  assert.deepEqual(outcomes.at("a"), outcome);
  assert.equal(outcomes.at("b"), undefined);
  assert.deepEqual([...first.troubles, ...troubles], []);
});

test("what is of other arithmetic, or is no outcome, is as if it were not there", async () => {
  const database = new FakeDatabase();
  const outcome = outcomeOf(100);
  /** @type {Record<string, unknown>} */
  const records = {
    right: { arithmetic: ARITHMETIC, outcome },
    older: { arithmetic: ARITHMETIC - 1, outcome },
    unnamed: { outcome },
    nothing: null,
    text: "outcome",
    empty: { arithmetic: ARITHMETIC, outcome: {} },
    step: { arithmetic: ARITHMETIC, outcome: { ...outcome, step: "100" } },
    receipt: { arithmetic: ARITHMETIC, outcome: { ...outcome, receipt: null } },
    evaluation: { arithmetic: ARITHMETIC, outcome: { ...outcome, evaluation: { train: 1 } } },
    theory: { arithmetic: ARITHMETIC, outcome: { ...outcome, theory: 5 } },
    divergence: { arithmetic: ARITHMETIC, outcome: { ...outcome, divergence: true } },
    curve: { arithmetic: ARITHMETIC, outcome: { ...outcome, curve: [1, 2] } },
  };
  database.records = new Map(Object.entries(records));
  const { outcomes, troubles } = pageOn(database.open);
  await outcomes.find(Object.keys(records));
  assert.deepEqual(
    Object.keys(records).filter((key) => outcomes.at(key)),
    ["right"],
  );
  assert.deepEqual(troubles, []);
});

test("where nothing can be stored the page says so, and knows what it has trained", async () => {
  const denied = () => Promise.reject(new DOMException("", "SecurityError"));
  const { outcomes, troubles } = pageOn(denied);
  await outcomes.find(["a"]);
  outcomes.keep("a", outcomeOf(1));
  await settled();
  assert.equal(outcomes.at("a")?.step, 1);
  assert.equal(troubles.length, 1);
  assert.match(troubles[0], /^This browser forbids the page to store anything: .* until the page is closed\.$/u);
});

test("where there is no room left the page says so, and goes on; once there is, it is kept again", async () => {
  const database = new FakeDatabase();
  database.full = true;
  const { outcomes, troubles } = pageOn(database.open);
  outcomes.keep("a", outcomeOf(1));
  await settled();
  assert.match(troubles[0], /is full: .* until the page is closed\.$/u);
  assert.equal(outcomes.at("a")?.step, 1);
  database.full = false;
  outcomes.keep("b", outcomeOf(2));
  await settled();
  assert.deepEqual([...database.records.keys()], ["b"]);
});

test("a database that never opens holds nothing up", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { outcomes, troubles } = pageOn(() => new Promise(() => {}));
  const finding = outcomes.find(["a"]);
  t.mock.timers.tick(10_000);
  await finding;
  assert.equal(troubles.length, 1);
});

test("what was kept is of the arithmetic that there is now", () => {
  // One of these receipts has changed? Then no number that was kept is right any longer: raise ARITHMETIC, and write both anew. One more has come? Then only the digest is another.
  /** @type {{receipt: string}[]} */
  const runs = JSON.parse(readFileSync(new URL("../fixtures/receipts.json", import.meta.url), "utf8"));
  const receipts = runs.map(({ receipt }) => receipt);
  assert.deepEqual(
    [ARITHMETIC, createHash("sha256").update(receipts.join(" ")).digest("hex").slice(0, 12)],
    [1, "91ebda4a3e21"],
  );
});
