// The lesson: its texts can be shown, its scenes can be set, and no card discards a run in silence.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { HYPERPARAMETERS } from "../../www/base/schema.js";
import { actsOf, nextAct } from "../../www/state/acts.js";
import { selectorOf } from "../../www/lesson/places.js";
import { QUANTITIES } from "../../www/lesson/quantities.js";
import { proseOf, standingOf } from "../../www/lesson/standing.js";
import { CARDS, FIRST, cardOf } from "../../www/lesson/cards.js";
import { mainSentence, pieces, placesIn } from "../../www/lesson/text.js";
import { DEFAULT_CONFIG, configOf } from "../../www/settings/presets.js";
import { standsFor } from "../../www/state/scene.js";
import { initialState } from "../../www/state/state.js";
import { after, trainedTo } from "./state_fakes.js";

/** @import { Card } from '../../www/lesson/card.js' */
/** @import { Action, State } from '../../www/state/state.js' */

const PAGE = readFileSync(new URL("../../index.html", import.meta.url), "utf8");

/** @param {Card} step */
const textsOf = ({ before, prose = before, after: done = prose, try: task, look, limits }) => [
  before,
  prose,
  done,
  task,
  look,
  limits,
];
/** @param {string} card @returns {Action} */
const lesson = (card) => ({ type: "lesson", card });

/** The page at a card of the lesson with both lanes trained so far. @param {string} id @param {number} trained */
function standing(id, trained) {
  const state = after(initialState(), lesson(id));
  return {
    ...state,
    lanes: state.lanes.map((lane) => ({
      ...lane,
      status: /** @type {const} */ ("ready"),
      picture: /** @type {any} */ ({ snapshot: { step: trained, events: [] } }),
    })),
  };
}

test("a hall is shown one sentence: of trained runs the one with their numbers, before that a question", () => {
  assert.equal(mainSentence("Look at B. What will it do? It has 392 units."), "What will it do?");
  assert.equal(
    mainSentence("Look. At step {B.step} B has {B.gap}, N(0, 0.1²). λ is 0."),
    "At step {B.step} B has {B.gap}, N(0, 0.1²).",
  );
  assert.equal(mainSentence("Make it linear. Nothing else."), "Make it linear.");
  for (const { id, before, prose, after: done } of CARDS)
    for (const text of [before, prose ?? before, done ?? before]) {
      const sentence = mainSentence(text);
      assert.ok(sentence.length > 30 && sentence.length < 190, `${id}: ${sentence}`);
      assert.match(sentence, /^[\p{Lu}λ‖].*[.?]$/u);
    }
});

test("a text is taken apart into plain words, stress, numbers and places", () => {
  assert.deepEqual(pieces("B _stores_: {B.heldOut}, see [the gap](B.gap)."), [
    { type: "plain", text: "B " },
    { type: "stress", text: "stores" },
    { type: "plain", text: ": " },
    { type: "number", lane: "B", quantity: "heldOut" },
    { type: "plain", text: ", see " },
    { type: "place", text: "the gap", place: "B.gap" },
    { type: "plain", text: "." },
  ]);
  assert.deepEqual(
    pieces("λ = 0 is W* = Wᵀ"),
    [{ type: "plain", text: "λ\u00a0=\u00a00 is W*\u00a0=\u00a0Wᵀ" }],
    "equations do not break",
  );
  assert.deepEqual(placesIn("[one](chart), then [another](A.gap)"), ["chart", "A.gap"]);
});

test("a place that does not exist is no place", () => {
  assert.equal(selectorOf("B.gap"), '.lane[data-lane="B"] .readout:has([data-readout="gap"])');
  for (const place of ["A.chart", "gap", "B.constructor", "toString"])
    assert.throws(() => selectorOf(place), /the page has no place/u);
});

test("at least eight cards, each with its own name, short, and complete", () => {
  assert.ok(CARDS.length >= 8);
  assert.equal(new Set(CARDS.map(({ id }) => id)).size, CARDS.length);
  for (const card of CARDS) {
    assert.match(card.id, /^[a-z-]+$/u);
    for (const text of [card.before, card.prose, card.after])
      assert.ok((text ?? "").split(/\s+/u).length <= 60, `${card.id}: at most 60 words`);
    assert.equal(
      pieces(card.before).some(({ type }) => type === "number"),
      false,
      `${card.id}: no network is spoken of before it is trained`,
    );
    for (const text of [card.title, card.part, ...textsOf(card)]) assert.notEqual(text, "");
    assert.ok(placesIn(card.look).length > 0, `${card.id}: Look names a place`);
    assert.equal(cardOf(card.id), card);
  }
  assert.throws(() => cardOf("nowhere"), /no card "nowhere"/u);
});

for (const card of CARDS) {
  test(`${card.id}: its numbers and places exist`, () => {
    const lanes = (card.scene?.lanes ?? initialState().lanes).map((_, index) => "ABCD"[index]);
    for (const piece of textsOf(card).flatMap(pieces)) {
      if (piece.type === "number")
        assert.ok(
          Object.hasOwn(QUANTITIES, piece.quantity) && lanes.includes(piece.lane),
          `${piece.lane}.${piece.quantity}`,
        );
      if (piece.type !== "place") continue;
      const selector = selectorOf(piece.place);
      for (const [, part] of selector.matchAll(/data-part="([^"]+)"/gu))
        assert.ok(PAGE.includes(`data-part="${part}"`), part);
      const [lane, inside] = piece.place.split(".");
      if (inside) assert.ok(lanes.includes(lane), piece.place);
    }
  });

  test(`${card.id}: its scene is made of settings that exist`, () => {
    for (const settings of card.scene?.lanes ?? []) {
      for (const [field, value] of Object.entries(settings))
        assert.equal(typeof value, typeof new Map(Object.entries(DEFAULT_CONFIG)).get(field), field);
    }
    const state = after(initialState(), lesson(card.id));
    assert.equal(state.card, card.id);
    if (!card.scene) return;
    assert.equal(
      new Set(state.lanes.map(({ config: { data, trainingImages } }) => `${data} ${trainingImages}`)).size,
      1,
      "lanes share their data",
    );
    assert.deepEqual(
      state.lanes.map(({ config }) => config),
      card.scene.lanes.map((settings) => configOf(settings, 1)),
    );
    assert.ok(state.lanePointedAt < state.lanes.length);
    assert.equal(state.budget, card.scene.steps);
  });
}

test("the settings of every step are inside the core’s table of hyper-parameters", () => {
  for (const { id, scene } of CARDS) {
    for (const [field, value] of scene?.lanes.flatMap(Object.entries) ?? []) {
      const row = HYPERPARAMETERS.find((candidate) => candidate.field === field);
      assert.ok(row, `${id}: ${field}`);
      if (row.scale === "choice") assert.ok(row.choices.includes(value), `${id}: ${field} ${value}`);
      else if (row.scale === "switch") assert.equal(typeof value, "boolean");
      else if (!("min" in row)) assert.fail(`${id}: no card has a person’s own data`);
      else assert.ok(value >= row.min && value <= row.max, `${id}: ${field} ${value}`);
    }
  }
});

test("the page opens at the first card, with the runs of the first statement", () => {
  const state = initialState();
  assert.deepEqual([CARDS[0].id, CARDS[1]], ["autoencoder", FIRST]);
  assert.equal(state.card, CARDS[0].id);
  assert.ok(standsFor(state.lanes, /** @type {any} */ (FIRST.scene)));
  assert.ok(CARDS[0].before.split(/\s+/u).length <= 40, "what an autoencoder is, in 40 words");
});

test("Next and Back walk the whole lesson and stop at its ends", () => {
  let state = initialState();
  for (const { id } of CARDS) {
    assert.equal(state.card, id);
    state = after(state, { type: "turn", by: 1 });
  }
  assert.equal(after(state, { type: "turn", by: 1 }), state);
  for (const { id } of CARDS.toReversed()) {
    assert.equal(state.card, id);
    state = after(state, { type: "turn", by: -1 });
  }
  assert.equal(after(state, { type: "turn", by: -1 }), state);
});

test("runs that are set as the next step wants them go on", () => {
  const before = { ...standing("bottleneck", 700), playing: true };
  const state = after(before, lesson("overcomplete"));
  assert.equal(state.lanes, before.lanes);
  assert.equal(state.playing, true);
  assert.equal(state.status, `Card 3 of ${CARDS.length}: the runs go on.`);
});

test("runs that give way to new ones are named", () => {
  const before = { ...standing("overcomplete", 1500), playing: true };
  const state = after(before, lesson("copy"));
  assert.equal(state.playing, false);
  assert.equal(
    state.status,
    `Card 4 of ${CARDS.length}: new runs, at step 0. Those before, at step 1,500, are kept: Undo brings them back.`,
  );
  assert.equal(after(initialState(), lesson("copy")).status, `Card 4 of ${CARDS.length}: new runs, at step 0.`);
  assert.equal(after(before, lesson("your-turn")).lanes, before.lanes, "the last card leaves everything as it is");
});

test("a run that was changed on the way does not stand for the next step", () => {
  const changed = after(standing("bottleneck", 700), { type: "configure", lane: 1, change: { lambda: 0.01 } });
  const state = after(changed, lesson("overcomplete"));
  assert.deepEqual(
    state.lanes.map(({ config, status }) => [config.lambda, status]),
    [
      [0, "creating"],
      [0, "creating"],
    ],
  );
});

test("a step keeps the seed, and takes more lanes away", () => {
  const state = after(
    initialState(),
    { type: "configure-all", change: { seed: 7 } },
    { type: "add-lane" },
    lesson("tie"),
  );
  assert.deepEqual(
    state.lanes.map(({ name, config }) => [name, config.seed, config.tied]),
    [
      ["A", 7, false],
      ["B", 7, true],
    ],
  );
});

/** What the page says and offers. @param {State} state */
const said = (state) => {
  const stand = standingOf(state.card, state.lanes);
  return {
    ...stand,
    prose: proseOf(cardOf(state.card), stand),
    acts: actsOf(state).map(({ name }) => name),
    next: nextAct(state)?.name,
  };
};
/** A run in which this was changed on the way. @param {State} state @param {number} at the lane @param {any[]} events @returns {State} */
const withEvents = (state, at, events) => ({
  ...state,
  lanes: state.lanes.map((lane, index) =>
    index === at ? { ...lane, picture: /** @type {any} */ ({ snapshot: { step: 1500, events } }) } : lane,
  ),
});

test("D does what comes next: it trains, then changes the running networks", () => {
  assert.equal(after(initialState(), lesson("bottleneck"), { type: "act" }).playing, true);
  assert.equal(
    after(initialState(), { type: "act" }).playing,
    false,
    "before the lecture begins nothing is to be done",
  );
  const early = after(standing("penalty", 0), { type: "act" });
  assert.deepEqual(
    [early.playing, early.lanes[1].config.lambda],
    [true, 0],
    "first there has to be something to change",
  );
  const penalty = after(standing("penalty", 700), { type: "act" });
  assert.deepEqual(
    penalty.lanes.map(({ config, status }) => [config.lambda, status]),
    [
      [0, "ready"],
      [0.01, "ready"],
    ],
  );
  assert.equal(penalty.playing, true, "what it does shows only while they train");
  assert.deepEqual(
    after(standing("tricks-meet", 1500), { type: "act" }).lanes.map(({ config }) => config.tied),
    [true, true],
  );
  assert.equal(after(standing("tricks-meet", 1500), { type: "act" }).playing, false, "the jump is looked at first");
  const last = after(initialState(), lesson("your-turn"));
  assert.equal(after(last, { type: "act" }), last);
});

test("an act of trained networks waits for the step of which its texts speak", () => {
  const early = { ...standing("tied-copies", 700), playing: true };
  assert.equal(actsOf(early).find(({ id }) => id === "intervene")?.barred, "From step 1,500 on");
  assert.equal(after(early, { type: "act", act: "intervene" }), early);
  const done = after(standing("tied-copies", 1500), { type: "act" });
  assert.deepEqual([done.lanes[0].config.lambda, done.budget, done.playing], [0.01, 3000, true]);
  assert.match(said(trainedTo(done, 3000)).prose, /^Now A pays as well/u);
});

test("a step of which a run is gone changes nothing in others", () => {
  const alone = after(standing("penalty", 700), { type: "remove-lane", lane: 1 });
  assert.equal(after(alone, { type: "act", act: "intervene" }), alone, "the run it speaks of is gone");
  const second = after(standing("penalty", 700), { type: "remove-lane", lane: 0 }, { type: "act" });
  assert.deepEqual(
    second.lanes.map(({ name, config }) => [name, config.lambda]),
    [["B", 0.01]],
    "lanes are meant by their names",
  );
  const third = after(standing("tied-copies", 1500), { type: "add-lane" }, { type: "remove-lane", lane: 0 });
  assert.equal(after(third, { type: "act", act: "intervene" }), third, "A is gone");
  assert.equal(standingOf(third.card, third.lanes).done, false, "though B, which is first now, has this λ");
});

test("training stops where the texts are, begins again there, or goes on to a second budget", () => {
  const page = standing("overcomplete", 0);
  assert.deepEqual(said(page).acts, ["Start training"]);
  const begun = after({ ...page, budget: 9000 }, { type: "act" });
  assert.deepEqual([begun.playing, begun.budget], [true, 1500]);
  assert.deepEqual(said(trainedTo(begun, 700)).acts, ["Train on to 1,500"], "paused on the way");
  const there = trainedTo(begun, 1500);
  assert.deepEqual(said(there).acts, ["Train again", "Train on to 15,000"]);
  const again = after(there, { type: "act" });
  assert.deepEqual(
    [again.playing, again.budget, ...again.lanes.map(({ status }) => status)],
    [true, 1500, "creating", "creating"],
  );
  const on = after(there, { type: "act", act: "on" });
  assert.deepEqual([on.playing, on.budget, on.lanes], [true, 15_000, there.lanes]);
  assert.deepEqual(said(trainedTo(on, 15_000)).acts, ["Train again"]);
  assert.deepEqual(
    said(standing("gradient", 1500)).acts,
    ["Train again"],
    "its rate has fallen to 0: there is nothing further on",
  );
  assert.equal(after({ ...page, budget: 100 }, { type: "act" }).budget, 100, "a link may say sooner");
});

test("numbers of networks wait for trained ones", () => {
  for (const { id, before, prose } of CARDS) {
    assert.equal(said(standing(id, 0)).prose, before, id);
    assert.equal(said(standing(id, 1500)).prose, prose ?? before, id);
  }
});

test("a page says when its runs are not its own any more, and does not speak of their numbers", () => {
  const tie = standing("tie", 1500);
  assert.deepEqual(said(tie).departures, []);
  const tied = after(tie, { type: "configure", lane: 0, change: { tied: true } });
  assert.deepEqual(said(tied).departures, ["Run A is not this card’s any more: tied weights on instead of off."]);
  assert.equal(said(tied).prose, cardOf("tie").before, "no “77,420 parameters of A’s 77,420”");
  assert.deepEqual(said(after(tie, { type: "remove-lane", lane: 1 })).departures, [
    "Run B, of which this card speaks, was removed.",
  ]);
  assert.deepEqual(said(after(tie, { type: "configure-all", change: { trainingImages: 500 } })).departures, [
    "These are not this card’s runs any more: training images 500 instead of 100.",
  ]);
  assert.deepEqual(
    said(after(tie, { type: "configure-all", change: { seed: 7 } })).departures,
    [],
    "another seed tells the same",
  );
  assert.deepEqual(said(after(tie, { type: "add-lane" })).departures, [], "nor does a third run take anything away");
  const other = {
    hiddenUnits: 16,
    activation: /** @type {const} */ ("tanh"),
    init: /** @type {const} */ ("glorot"),
    batchSize: 10,
    lambda: 1,
  };
  assert.deepEqual(said(after(tie, { type: "configure", lane: 1, change: other })).departures, [
    "Run B is not this card’s any more: hidden units 16 instead of 392, activation tanh instead of relu, λ 1 instead of 0, and 2 more.",
  ]);
});

test("what a page itself asks for is no departure; another way to the same settings is", () => {
  const lambda = (/** @type {number} */ step, /** @type {number} */ value) => ({
    step,
    field: "lambda",
    from: 0,
    to: value,
  });
  const penalty = after(standing("penalty", 700), { type: "act" });
  assert.deepEqual(said(penalty).departures, []);
  assert.match(said(penalty).prose, /^Every parameter of B costs its square now/u);
  assert.deepEqual(said(withEvents(penalty, 1, [lambda(700, 0.01)])).departures, []);
  assert.deepEqual(said(withEvents(penalty, 1, [lambda(600, 1), lambda(700, 0.01)])).departures, [
    "Run B is not this card’s any more: λ changed at step 600.",
  ]);
  const dragged = after(standing("too-much", 1500), { type: "configure", lane: 1, change: { lambda: 0 } });
  assert.deepEqual(said(dragged).departures, ["Run B is not this card’s any more: λ 0 instead of 0.3."]);
  assert.deepEqual(said(after(dragged, lesson("too-much"))).departures, [], "set back");
});

test("a step is a move to step back over", () => {
  const state = initialState();
  assert.equal(after(state, { type: "turn", by: 1 }).historyEntries, state.historyEntries + 1);
});

test("a scene can look into a run, and a card lead to another, where that is in the deck", () => {
  const state = after(initialState(), lesson("wiped-out"));
  assert.deepEqual([state.tab, state.inside], ["why", "B"]);
  assert.equal(after(state, lesson("penalty")).inside, "A");
  for (const { id, leads } of CARDS) if (leads) assert.notEqual(cardOf(leads.card).id, id);
});
