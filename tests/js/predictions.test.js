// Predictions as data: as a text, in the state, in links and in what a tab keeps.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NO_PREDICTIONS, readPredictions, said, writtenPredictions } from "../../www/lesson/predictions.js";
import { CARDS } from "../../www/lesson/cards.js";
import { QUESTIONS } from "../../www/lesson/questions.js";
import { addressOf, parse, serialize } from "../../www/link/url.js";
import { initialState } from "../../www/state/state.js";
import { keepPredictions, keptPredictions } from "../../www/storage/predictions_storage.js";
import { after } from "./state_fakes.js";
import { FakeStorage, forbidden, ownOf } from "./storage_fakes.js";

/** @import { Action } from '../../www/state/state.js' */
/** @import { PredictChange } from '../../www/state/predicted.js' */

const TEXT = "bottleneck:b,tie:.3,penalty:6-5.5-4-3-.25";
/** @param {PredictChange} change @returns {Action} */
const predict = (change) => ({ type: "predict", change });

test("six cards ask, in three ways, and each has its question", () => {
  const asking = CARDS.filter(({ asks }) => asks);
  assert.ok(asking.length >= 6);
  assert.deepEqual(asking.map(({ id }) => id).toSorted(), Object.keys(QUESTIONS).toSorted());
  for (const { id, asks } of asking) assert.equal(QUESTIONS[id].kind, asks?.kind, id);
  assert.equal(new Set(asking.map(({ asks }) => asks?.kind)).size, 3);
  for (const [id, { answers, scale, kind }] of Object.entries(QUESTIONS)) {
    assert.equal(new Set(answers).size, 3, id);
    assert.equal(kind === "pick", scale === undefined, id);
  }
});

test("a text says what was said, and back", () => {
  const predictions = readPredictions(TEXT);
  assert.deepEqual(predictions, [
    { card: "bottleneck", kind: "pick", value: 1 },
    { card: "tie", kind: "value", value: 0.3 },
    { card: "penalty", kind: "draw", value: [6, 5.5, 4, 3, 0.25] },
  ]);
  assert.equal(writtenPredictions(predictions ?? []), TEXT);
});

test("what is no prediction is none, and nothing of such a text holds", () => {
  for (const text of [
    "",
    "bottleneck",
    "bottleneck:d",
    "bottleneck:bc",
    "bottleneck:1",
    "linear:b",
    "nowhere:b",
    "__proto__:b",
    "tie:b",
    "tie:-1",
    "tie:1e3",
    "tie:1-2",
    "tie:99999",
    "tie:.",
    "penalty:1-2-3-4",
    "penalty:1-2-3-4-5-6",
    "penalty:1-2-3-4-",
    "tie:.3,tie:.4",
    "tie:.3,",
    "tie:.3:.4",
  ])
    assert.equal(readPredictions(text), undefined, text);
});

test("numbers are said in three digits, none below nothing and none beyond what a link can hold", () => {
  assert.deepEqual([0.123456, 12345, 0, 0.0004, 9.999].map(said), [0.123, 9999, 0, 0, 10]);
});

test("a draft is said by Predict, on its own card alone; a new one takes the place of the old and of what came of it", () => {
  const draft = { card: "bottleneck", kind: /** @type {const} */ ("pick"), value: 0 };
  const drafted = after(initialState(), { type: "lesson", card: "bottleneck" }, predict({ type: "draft", draft }));
  assert.deepEqual([drafted.predictions, drafted.predicting.draft], [NO_PREDICTIONS, draft]);
  const elsewhere = after(drafted, { type: "lesson", card: "tie" }, predict({ type: "made" }));
  assert.deepEqual(elsewhere.predictions, NO_PREDICTIONS);
  const made = after(drafted, predict({ type: "made" }));
  assert.deepEqual([made.predictions, made.predicting.draft], [[draft], null]);
  const told = after(made, predict({ type: "told", card: "bottleneck", sentence: "It is B’s." }));
  assert.deepEqual(told.predicting.told, { bottleneck: "It is B’s." });
  const again = after(told, predict({ type: "draft", draft: { ...draft, value: 2 } }), predict({ type: "made" }));
  assert.deepEqual([again.predictions, again.predicting.told], [[{ ...draft, value: 2 }], {}]);
  assert.deepEqual(after(told, { type: "reset" }).predicting.told, {}, "other runs come to something else");
  assert.deepEqual(after(told, { type: "play" }).predicting.told, told.predicting.told);
});

test("who skips is asked on no card; X, or Predict, asks again", () => {
  const skipped = after(initialState(), predict({ type: "asks", on: false }), { type: "turn", by: 1 });
  assert.equal(skipped.predicting.asks, false);
  assert.match(after(initialState(), predict({ type: "asks" })).status, /X, or Predict, asks again/u);
  assert.equal(after(skipped, predict({ type: "asks" })).predicting.asks, true);
});

test("an address has none; a shared link has them, and whoever opens it; going back takes none away", () => {
  const draft = { card: "tie", kind: /** @type {const} */ ("value"), value: 0.8 };
  const state = after(
    initialState(),
    { type: "lesson", card: "tie" },
    predict({ type: "draft", draft }),
    predict({ type: "made" }),
  );
  assert.equal(serialize(addressOf(state)), "step=tie");
  const link = serialize(addressOf(state, ["predictions"]));
  assert.equal(link, "step=tie&guess=tie:.8");
  const { address, problems } = parse(link);
  assert.deepEqual(problems, []);
  const opened = after(initialState(), { type: "restore", address, problems });
  assert.deepEqual(opened.predictions, [draft]);
  const back = after(opened, { type: "restore", address: parse("step=copy").address, problems: [] });
  assert.deepEqual(back.predictions, [draft]);
  assert.match(parse("guess=tie:b").problems.join(), /“guess” is “tie:b”, but may be for each card that asks/u);
});

test("a tab keeps what was said, skipped, compared and voted; what it cannot read is as if it were not there", () => {
  const storage = ownOf(new FakeStorage());
  const { predictions, predicting } = initialState();
  assert.deepEqual(keptPredictions(storage), { predictions, predicting });
  const kept = {
    predictions: readPredictions(TEXT) ?? [],
    predicting: {
      ...predicting,
      asks: false,
      told: { tie: "You said it." },
      votes: { tie: /** @type {const} */ ([1, 2, 3]) },
    },
  };
  keepPredictions(storage, { ...kept, predicting: { ...kept.predicting, draft: kept.predictions[0] } });
  assert.deepEqual(keptPredictions(storage), kept, "a draft is nothing that was said");
  for (const text of ["{", "null", "3", '{"said":"tie:b","votes":{"tie":[1,2]},"told":{"tie":3},"asks":0}']) {
    storage.set("predictions", text);
    assert.deepEqual(keptPredictions(storage), { predictions, predicting }, text);
  }
  assert.deepEqual(keptPredictions(forbidden), { predictions, predicting });
  keepPredictions(forbidden, kept);
});
