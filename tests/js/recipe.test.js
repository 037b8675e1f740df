// The changes of a run, as few as make it: the cases that `tests/runs/minimal.rs` gives the core, too.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { DEFAULT_CONFIG } from "../../www/settings/presets.js";
import { minimal, settledBefore } from "../../www/settings/recipe.js";
import { generator, pick } from "./link_fakes.js";

/** @type {{why: string, start: object, events: [number, string, any][], acting: [number, string, any][]}[]} */
const CASES = JSON.parse(await readFile(new URL("../fixtures/changes.json", import.meta.url), "utf8"));

/** @param {[number, string, any][]} rows */
const eventsOf = (rows) => rows.map(([step, field, value]) => ({ step, change: { [field]: value } }));

for (const { why, start, events, acting } of CASES) {
  test(why, () => assert.deepEqual(minimal({ ...DEFAULT_CONFIG, ...start }, eventsOf(events)), eventsOf(acting)));
}

test("what is minimal stays as it is, and comes to the same settings at every step", () => {
  const random = generator(3);
  for (let count = 0; count < 2000; count += 1) {
    const steps = Array.from({ length: Math.floor(random() * 12) }, () => Math.floor(random() * 5)).toSorted();
    const events = steps.map((step) => {
      const field = pick(random, ["lambda", "tied", "learningRate"]);
      return { step, change: { [field]: field === "tied" ? random() < 0.5 : pick(random, [0, 0.1, 0.002]) } };
    });
    const acting = minimal(DEFAULT_CONFIG, events);
    assert.deepEqual(minimal(DEFAULT_CONFIG, acting), acting);
    for (let step = 0; step < 5; step += 1) {
      const at = (/** @type {typeof events} */ list) =>
        Object.assign({ ...DEFAULT_CONFIG }, ...list.filter((event) => event.step <= step).map(({ change }) => change));
      assert.deepEqual(at(acting), at(events));
    }
  }
});

test("who goes on from a step makes the changes of λ and η at it anew", () => {
  const events = eventsOf([
    [3, "lambda", 0.1],
    [7, "lambda", 0.2],
    [7, "tied", true],
    [7, "lambda", 0.3],
    [7, "learningRate", 0.1],
  ]);
  assert.deepEqual(settledBefore(events, 7), events.slice(0, 3));
  assert.deepEqual(settledBefore(events, 8), events);
  assert.deepEqual(settledBefore(events.slice(0, 2), 7), events.slice(0, 1));
});
