// What is said of several seeds is counted, gives its ranges, and is no stronger than they are.
import assert from "node:assert/strict";
import { test } from "node:test";
import { compared, ranged } from "../../www/lanes/evidence.js";

/** @import { Outcome } from "../../www/lanes/evidence.js" */

const SEEDS = [1, 2, 3, 4, 5];

/** A lane with these outcomes of seeds 1, 2, …; `undefined` where a run has not been trained. @param {string} name @param {(Outcome | undefined)[]} list @param {number} [step] */
const sample = (name, list, step = 1500) => ({
  name,
  step,
  outcomes: new Map(list.flatMap((outcome, at) => (outcome === undefined ? [] : [[SEEDS[at], outcome]]))),
});

const A = sample("A", [4.1, 4.3, 4.8, 4.4, 4.2]);
const B = sample("B", [6.2, 6.8, 6.4, 6.5, 6.3]);

test("five of five, with ranges that lie apart", () => {
  assert.deepEqual(compared("heldOut", B, A, SEEDS), {
    standing: "clear",
    text: "In 5 of 5 seeds B’s held-out error is above A’s (6.20–6.80 against 4.10–4.80).",
  });
  assert.deepEqual(compared("heldOut", A, B, SEEDS), {
    standing: "clear",
    text: "In 5 of 5 seeds A’s held-out error is below B’s (4.10–4.80 against 6.20–6.80).",
  });
});

test("five of five, but the ranges overlap: each seed is a pair, and both are said", () => {
  const near = sample("B", [4.2, 4.4, 4.9, 4.5, 4.3]);
  assert.deepEqual(compared("heldOut", near, A, SEEDS), {
    standing: "overlapping",
    text: "In 5 of 5 seeds B’s held-out error is above A’s; the ranges overlap (4.20–4.90 against 4.10–4.80).",
  });
});

test("ranges that touch overlap", () => {
  const [low, high] = [sample("A", [1, 1.5, 2, 1.5, 1.5]), sample("B", [2, 2.5, 3, 2.5, 2.5])];
  assert.equal(compared("gap", high, low, SEEDS).standing, "overlapping");
});

test("four of five say what the fifth says", () => {
  const mixed = sample("B", [6.2, 6.8, 4.7, 6.5, 6.3]);
  assert.deepEqual(compared("heldOut", mixed, A, SEEDS), {
    standing: "overlapping",
    text: "In 4 of 5 seeds B’s held-out error is above A’s, in 1 below; the ranges overlap (4.70–6.80 against 4.10–4.80).",
  });
});

test("what most pairs say is counted, whichever way", () => {
  const mixed = sample("B", [4.0, 4.2, 4.9, 4.5, 4.2]);
  assert.equal(
    compared("heldOut", mixed, A, SEEDS).text,
    "In 2 of 5 seeds B’s held-out error is above A’s, in 2 below, in 1 equal; the ranges overlap (4.00–4.90 against 4.10–4.80).",
  );
  const under = sample("B", [4.0, 4.2, 4.9, 4.3, 4.1]);
  assert.match(compared("heldOut", under, A, SEEDS).text, /^In 4 of 5 seeds B’s .* is below A’s, in 1 above; /u);
});

test("twins are equal, and no more", () => {
  assert.deepEqual(compared("noiseKept", { ...A, name: "C" }, A, SEEDS), {
    standing: "equal",
    text: "In 5 of 5 seeds C’s noise kept is equal to A’s (4.10–4.80).",
  });
});

test("a run that diverged is in no pair and no range, and is said", () => {
  const broken = sample("B", [6.2, "diverged", 6.4, 6.5, 6.3]);
  assert.deepEqual(compared("heldOut", broken, A, SEEDS), {
    standing: "clear",
    text: "In 4 of 5 seeds B’s held-out error is above A’s (6.20–6.50 against 4.10–4.80); with seed 2 B diverged.",
  });
  const all = sample("B", Array(5).fill("diverged"));
  assert.deepEqual(compared("heldOut", all, A, SEEDS), {
    standing: "too few",
    text: "No seed can be compared: too few to say more than of this run; with seeds 1, 2, 3, 4 and 5 B diverged.",
  });
});

test("a seed that is missing is said, and fewer than three pairs say nothing", () => {
  const four = sample("B", [6.2, undefined, 6.4, 6.5, 6.3]);
  assert.match(compared("heldOut", four, A, SEEDS).text, /^In 4 of 5 seeds .*; with seed 2 B is not trained\.$/u);
  const two = sample("B", [6.2, undefined, undefined, undefined, 6.3]);
  assert.deepEqual(compared("heldOut", two, A, SEEDS), {
    standing: "too few",
    text: "2 of 5 seeds can be compared: too few to say more than of this run; with seeds 2, 3 and 4 B is not trained.",
  });
});

test("one lane alone has a range and no comparison", () => {
  assert.equal(ranged("heldOut", A, SEEDS), "Over 5 seeds A’s held-out error is 4.10–4.80.");
  assert.equal(
    ranged("gap", sample("A", [-0.02, 0.01, "diverged", undefined, 0.03]), SEEDS),
    "Over 3 seeds A’s gap is −0.020 to 0.030; with seed 3 A diverged; with seed 4 A is not trained.",
  );
  assert.equal(ranged("gap", sample("A", [0.5]), [1]), "Over 1 seed A’s gap is 0.50.");
  assert.equal(ranged("gap", sample("A", ["diverged"]), [1]), "Of A’s gap there is no range; with seed 1 A diverged.");
});

test("runs at other steps are compared as such", () => {
  const early = { ...A, step: 700 };
  assert.equal(
    compared("heldOut", B, early, SEEDS).text,
    "In 5 of 5 seeds B’s held-out error is above A’s (6.20–6.80 at step 1,500 against 4.10–4.80 at step 700).",
  );
});

test("ranges that lie apart are written apart", () => {
  const [low, high] = [sample("A", [1.2, 1.21, 1.2401]), sample("B", [1.2404, 1.3, 1.31])];
  const { standing, text } = compared("train", high, low, [1, 2, 3]);
  assert.equal(standing, "clear");
  assert.match(text, /\(1\.24040–1\.31000 against 1\.20000–1\.24010\)/u);
});

test("what is said follows from the numbers, for any of them", () => {
  let state = 7;
  const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
  for (let round = 0; round < 500; round += 1) {
    const draw = (/** @type {string} */ name) =>
      sample(
        name,
        SEEDS.map(() => (random() < 0.1 ? "diverged" : random() < 0.1 ? undefined : Math.round(random() * 20) / 10)),
      );
    const [one, other] = [draw("B"), draw("A")];
    const pairs = SEEDS.map((seed) => [one.outcomes.get(seed), other.outcomes.get(seed)]).filter((pair) =>
      pair.every((value) => typeof value === "number"),
    );
    const { standing, text } = compared("gap", one, other, SEEDS);
    const [ours, theirs] = [0, 1].map((at) => pairs.map((pair) => Number(pair[at])));
    const apart = Math.min(...ours) > Math.max(...theirs) || Math.max(...ours) < Math.min(...theirs);
    const said = /^In (\d) of 5 seeds B’s gap is (above|below|equal)/u.exec(text);
    assert.equal(standing === "too few", pairs.length < 3, text);
    assert.equal(said === null, standing === "too few", text);
    if (!said) continue;
    const holds = { above: 1, below: -1, equal: 0 }[said[2]];
    assert.equal(Number(said[1]), pairs.filter((_, at) => Math.sign(ours[at] - theirs[at]) === holds).length, text);
    if (standing !== "equal") assert.equal(standing === "clear", apart, text);
    assert.equal(text.includes("overlap"), standing === "overlapping");
  }
});
