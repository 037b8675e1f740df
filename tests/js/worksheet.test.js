// The worksheet's numbers, and the links that "Teach" makes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CURVE, CURVE_COLUMNS } from "../../www/base/schema.js";
import { CARDS } from "../../www/lesson/cards.js";
import { claimsIn, jobOf, jobsFor, measuredUnder, valueIn } from "../../www/lesson/claim_runs.js";
import { MEASURED } from "../../www/lesson/measured.js";
import { WHOLE } from "../../www/lesson/deck.js";
import { deckLink, deckOf, slideLinks } from "../../www/link/decks.js";
import { parse } from "../../www/link/url.js";
import { reduce } from "../../www/state/reduce.js";
import { initialState } from "../../www/state/state.js";

test("of the seeds that were measured nothing has to be trained; of others each run once", () => {
  const claims = CARDS.flatMap(({ look }) => claimsIn(look));
  assert.ok(claims.length > 10);
  for (const seed of [1, 2, 3]) assert.deepEqual(jobsFor(claims, seed), []);
  assert.equal(measuredUnder("gap-16", 2), MEASURED["gap-16"][1]);
  const jobs = jobsFor(claims, 7);
  assert.equal(new Set(jobs.map((job) => JSON.stringify({ ...job, wantsCurve: false }))).size, jobs.length);
  assert.ok(jobs.length > 5 && jobs.every(({ config }) => config.seed === 7));
  const both = jobsFor(["gap-392", "cosine-free"], 7);
  assert.deepEqual([both.length, both[0].wantsCurve], [1, true], "one run, whose curve is wanted by one of them");
  const penalty = jobOf("penalty-held-out", 9);
  assert.deepEqual([penalty?.until, penalty?.events], [1500, [{ step: 700, change: { lambda: 0.01 } }]]);
  assert.equal(jobOf("gradient-sum", 9), undefined, "the ledger is a lane's");
});

test("a claim's number is read from what its run came to", () => {
  const evaluation = { step: 1500, train: 2, heldOut: 6.5, gap: 4.5, copyIndex: 0.5, noiseKept: 2 };
  const point = (/** @type {number} */ step, /** @type {number} */ heldOut, /** @type {number} */ alignment) => {
    const row = Array(CURVE_COLUMNS).fill(0);
    [row[CURVE.step], row[CURVE.heldOut], row[CURVE.alignment]] = [step, heldOut, alignment];
    return row;
  };
  const curve = Float64Array.from([...point(100, 3, 0.1), ...point(600, 2, 0.2), ...point(1500, 6.5, 0.3)]);
  const outcome = /** @type {any} */ ({ evaluation, theory: { train: 1.6 }, curve, divergence: null });
  assert.equal(valueIn("gap-392", outcome), 4.5);
  assert.equal(valueIn("noise-over", outcome), 2);
  assert.equal(valueIn("linear-over-optimum", outcome), 1.25);
  assert.equal(valueIn("cosine-free", outcome), 0.3);
  assert.equal(valueIn("lowest-tied-penalized", outcome), 2);
  assert.equal(valueIn("lowest-tied-penalized-step", outcome), 600);
  assert.equal(valueIn("cosine-free", { ...outcome, curve: undefined }), undefined);
  assert.equal(valueIn("gap-392", { ...outcome, divergence: { step: 9, quantity: "training loss" } }), undefined);
});

test("a link to a deck opens it at a card, with the seed of now; one for each slide", () => {
  const state = reduce(initialState(), { type: "configure-all", change: { seed: 5 } });
  const deck = { deck: ["tie", "penalty"], hides: /** @type {const} */ (["speed", "more"]), autoplay: true };
  assert.equal(deckLink(deck, "tie", state), "seed=5&pages=tie,penalty&hide=speed,more&autoplay=1");
  const link = deckLink(deck, "penalty", state);
  assert.equal(link, "step=penalty&seed=5&pages=tie,penalty&hide=speed,more&autoplay=1");
  const { address, problems } = parse(link);
  assert.deepEqual(problems, []);
  const opened = reduce(initialState(), { type: "restore", address, problems });
  assert.deepEqual([opened.card, opened.playing, opened.lanes[1].config.seed], ["penalty", true, 5]);
  assert.equal(
    slideLinks({ ...deck, hides: [], autoplay: false }, initialState(), "https://lab/"),
    "Tie the weights: W* = Wᵀ\nhttps://lab/#pages=tie,penalty\n\nAdd λ‖θ‖²\nhttps://lab/#step=penalty&pages=tie,penalty",
  );
});

test("all cards in their order are no deck, and the page as it opens has no link", () => {
  const all = CARDS.map(({ id }) => id);
  assert.equal(deckOf(all), WHOLE);
  assert.deepEqual(deckOf(all.toReversed()), all.toReversed());
  assert.equal(deckLink({ deck: WHOLE, hides: [], autoplay: false }, all[0], initialState()), "");
  assert.equal(
    slideLinks({ deck: WHOLE, hides: [], autoplay: false }, initialState(), "x").split("\n\n").length,
    all.length,
  );
});
