// Speaker notes: what they are told, how they and their page find each other again, and the time that a card has been shown.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CARDS } from "../../www/lesson/cards.js";
import { plainText } from "../../www/lesson/plain_text.js";
import { QUESTIONS } from "../../www/lesson/questions.js";
import { reduce } from "../../www/state/reduce.js";
import { initialState } from "../../www/state/state.js";
import { createStore } from "../../www/state/store.js";
import { keepTalk, keptTalk, newTalk, turnedTo } from "../../www/storage/notes_storage.js";
import { OwnStorage } from "../../www/storage/browser_storage.js";
import { timeOf } from "../../www/views/notes/notes.js";
import { shownOf } from "../../www/views/teach/shown.js";
import { Speaker } from "../../www/views/teach/speaker.js";

/** @import { Action, State } from '../../www/state/state.js' */
/** @import { Shown } from '../../www/base/stage.js' */

function setUp() {
  const store = createStore(/** @type {(state: State, action: Action) => State} */ (reduce), initialState());
  /** @type {any[]} */
  const posted = [];
  /** @type {any} */
  const channel = { postMessage: (/** @type {any} */ message) => posted.push(structuredClone(message)), close() {} };
  /** @type {(() => void)[]} */
  let timers = [];
  const world = { now: 1_000_000, opened: /** @type {boolean[]} */ ([]), kept: /** @type {any[]} */ ([]) };
  const speaker = new Speaker({
    store,
    talk: newTalk(store.state().card, world.now),
    keep: (talk) => world.kept.push(talk),
    onNotes: (isOpen) => world.opened.push(isOpen),
    page: 7,
    open: () => channel,
    now: () => world.now,
    setTimeout: (work) => timers.push(work),
  });
  store.subscribe(() => speaker.changed());
  /** Everything that was to be done later is done. */
  const wait = () => {
    const due = timers;
    timers = [];
    for (const work of due) work();
  };
  const say = (/** @type {any} */ message) => channel.onmessage({ data: message });
  /** @returns {Shown} */
  const shown = () => posted.filter(({ type }) => type === "shown").at(-1).shown;
  return { store, posted, world, speaker, wait, say, shown };
}

test("notes are told what is shown once they ask, and then what changes, a few times a second", () => {
  const { store, posted, wait, say, shown } = setUp();
  assert.deepEqual(posted, [{ type: "loaded", page: 7 }]);
  store.dispatch({ type: "turn", by: 1 });
  wait();
  assert.equal(posted.length, 1, "nobody asks");
  say({ type: "open" });
  assert.equal(shown().title, CARDS[1].title);
  for (let press = 0; press < 5; press += 1) store.dispatch({ type: "toggle" });
  assert.equal(posted.length, 2);
  wait();
  assert.equal(posted.length, 3, "once for all of it");
  assert.equal(shown().playing, true);
  store.dispatch({ type: "view", view: { padOpen: true } });
  wait();
  assert.equal(posted.length, 3, "nothing of it is in the notes");
});

test("what is pressed in the notes is done, and answered at once", () => {
  const { store, say, shown } = setUp();
  say({ type: "open" });
  say({ type: "press", page: 7, press: "next" });
  assert.deepEqual([store.state().card, shown().title], [CARDS[1].id, CARDS[1].title]);
  say({ type: "press", page: 7, press: "play" });
  assert.deepEqual([store.state().playing, shown().playing], [true, true]);
  say({ type: "press", page: 8, press: "back" });
  assert.equal(store.state().card, CARDS[1].id, "it was meant for another page");
  say({ type: "press", page: 7, press: "back" });
  assert.equal(store.state().card, CARDS[0].id);
});

test("notes that are reloaded do not stir the page; those that are closed give it its lesson back", () => {
  const { world, wait, say } = setUp();
  say({ type: "open" });
  say({ type: "closed" });
  say({ type: "open" });
  wait();
  assert.deepEqual(world.opened, [true, true]);
  say({ type: "closed" });
  wait();
  assert.deepEqual(world.opened, [true, true, false]);
});

test("a page that is left says so, and says when it is there again", () => {
  const { posted, speaker } = setUp();
  speaker.leave();
  speaker.resume();
  assert.deepEqual(
    posted.map(({ type }) => type),
    ["loaded", "left", "loaded"],
  );
});

test("each card has its own time, whenever it is shown, and the talk has one; both begin again on demand", () => {
  const { store, world, wait, say, shown } = setUp();
  say({ type: "open" });
  const times = () => {
    const { began, came, before } = shown().clock;
    return [before + world.now - came, world.now - began];
  };
  world.now += 60_000;
  store.dispatch({ type: "turn", by: 1 });
  wait();
  world.now += 20_000;
  store.dispatch({ type: "turn", by: -1 });
  wait();
  world.now += 5000;
  assert.deepEqual(times(), [65_000, 85_000]);
  assert.equal(world.kept.length, 2, "kept as cards turn");
  say({ type: "press", page: 7, press: "clock" });
  assert.deepEqual(times(), [0, 0]);
});

test("a talk is kept in the tab, and what is no talk is none", () => {
  /** @type {Map<string, string>} */
  const map = new Map();
  const place = /** @type {any} */ ({
    getItem: (/** @type {string} */ key) => map.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ text) => map.set(key, text),
  });
  const storage = new OwnStorage(() => place);
  assert.equal(keptTalk(storage), undefined);
  const talk = turnedTo(newTalk("tie", 1), "copy", 5);
  keepTalk(storage, talk);
  assert.deepEqual(keptTalk(storage), talk);
  assert.deepEqual(talk.spent, { tie: 4 });
  assert.equal(turnedTo(talk, "copy", 9), talk);
  for (const text of ["", "null", "{}", '{"id":"x","card":"tie","began":1,"came":"soon","spent":{}}']) {
    map.set([...map.keys()][0], text);
    assert.equal(keptTalk(storage), undefined, text);
  }
  const forbidden = new OwnStorage(() => {
    throw new DOMException("forbidden", "SecurityError");
  });
  keepTalk(forbidden, talk);
  assert.equal(keptTalk(forbidden), undefined);
  assert.notEqual(newTalk("tie", 1).id, newTalk("tie", 1).id);
});

test("the notes have the card's words, what comes next, and whether it keeps the runs", () => {
  const first = shownOf(initialState());
  assert.equal(first.isFirst, true);
  assert.deepEqual(
    first.paragraphs.map(({ heading }) => heading),
    ["", "Try", "Look", "How far it holds"],
  );
  assert.equal(first.next?.title, CARDS[1].title);
  const deck = ["copy", "tie"];
  const last = shownOf({ ...initialState(), deck, card: "tie" });
  assert.deepEqual([last.next, last.place], [null, "2 of 2 · Tied weights"]);
  const begins = shownOf(reduce({ ...initialState(), deck }, { type: "lesson", card: "copy" }));
  assert.equal(begins.next?.outlook, "begins new runs");
  assert.deepEqual(begins.predictions, [], "nobody has predicted anything");
  const { answers } = QUESTIONS.tie;
  const votes = `${answers[0]}: 2, ${answers[1]}: 12, ${answers[2]}: 0.`;
  const voted = reduce(
    { ...initialState(), deck, card: "tie" },
    { type: "predict", change: { type: "votes", card: "tie", votes: [2, 12, 0] } },
  );
  assert.deepEqual(shownOf(voted).predictions, [votes]);
  const told = reduce(voted, { type: "predict", change: { type: "told", card: "tie", sentence: "It is so." } });
  assert.deepEqual(shownOf(told).predictions, [votes, "It is so."]);
  assert.deepEqual(shownOf({ ...told, card: "copy" }).predictions, [], "of another card");
});

test("words of the lesson without its mark-up, with the numbers of now", () => {
  const lanes = /** @type {any} */ ([
    { name: "B", config: { lambda: 0.01 }, picture: { snapshot: { evaluation: { step: 1500, heldOut: 1.86 } } } },
  ]);
  assert.equal(
    plainText("B _learns_: {B.heldOut}, λ = {B.lambda}; A has {A.heldOut}, see [the gap](B.gap), {=gap-16 to}.", lanes),
    "B learns: 1.86, λ\u00a0=\u00a00.01; A has –, see the gap, 1.6 to 1.8.",
  );
  for (const { before, prose, after, try: task, look, limits } of CARDS)
    for (const text of [before, prose ?? "", after ?? "", task, look, limits])
      assert.doesNotMatch(plainText(text, []), /[{}[\]_]|undefined|NaN/u);
});

test("times are minutes and seconds, and hours where there are any", () => {
  assert.deepEqual([-5, 0, 61_999, 3_599_000, 3_661_000].map(timeOf), ["0:00", "0:00", "1:01", "59:59", "1:01:01"]);
});
