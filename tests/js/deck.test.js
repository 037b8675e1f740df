// A deck is a link: some cards in an order of their own, without some of the page's parts, and with runs that begin by themselves.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { PARTS, PART_IDS, isKeyHidden, selectorsOf } from "../../www/base/parts.js";
import { addressOf, parse, serialize } from "../../www/link/url.js";
import { reduce } from "../../www/state/reduce.js";
import { initialState } from "../../www/state/state.js";
import { after, trainedTo } from "./state_fakes.js";

/** @import { Action, State } from '../../www/state/state.js' */

/** The page as a link opens it. @param {string} link @param {State} [before] */
const opened = (link, before = initialState()) => reduce(before, { type: "restore", ...parse(link) });
/** @type {Action} */
const NEXT = { type: "turn", by: 1 };
/** @type {Action} */
const BACK = { type: "turn", by: -1 };

test("a deck has its cards alone, in its order, and begins with the first of them", () => {
  const link = "pages=tie,bottleneck,penalty";
  let state = opened(link);
  assert.deepEqual([state.card, state.linkProblems], ["tie", []]);
  assert.equal(serialize(addressOf(state)), link, "the first needs no word");
  assert.deepEqual(
    state.lanes.map(({ config }) => config.tied),
    [false, true],
    "with its runs",
  );
  const seen = [];
  for (let card = 0; card < 4; card += 1, state = after(state, NEXT)) seen.push(state.card);
  assert.deepEqual(seen, ["tie", "bottleneck", "penalty", "penalty"]);
  assert.equal(serialize(addressOf(state)), `step=penalty&${link}`);
  assert.equal(after(state, BACK).status, "Card 2 of 3: new runs, at step 0.");
  assert.equal(opened("step=bottleneck", state).deck.length, 0, "another link ends it");
});

test("a card of another deck, whose button is still on the screen, is not shown", () => {
  const state = opened("pages=tie,bottleneck");
  assert.equal(after(state, { type: "lesson", card: "linear" }), state);
});

test("an act of another deck, taken back, leads out of this one", () => {
  const before = after(trainedTo(opened("step=copy"), 300), NEXT);
  const state = after(opened("pages=tie,bottleneck", trainedTo(before, 300)), { type: "undo" });
  assert.deepEqual([state.card, state.deck], ["penalty", []]);
});

test("what a link names of a deck and cannot be followed is said; the rest is", () => {
  const { address, problems } = parse("step=linear&pages=tie,tea,bottleneck,tie&hide=,speed,spleen&autoplay=yes");
  const cards = "bottleneck, overcomplete, copy, penalty";
  assert.deepEqual([address.card, address.view.deck, address.view.hides], ["tie", ["tie", "bottleneck"], ["speed"]]);
  assert.equal(problems.length, 6, problems.join("\n"));
  assert.match(problems[0], new RegExp(`^“pages” names “tea”, but may name .*${cards}`, "u"));
  assert.deepEqual(problems.slice(1, 3), [
    "“pages” names “tie” more than once; the first holds.",
    "“step” is “linear”, which is not one of its “pages”; the first of these is shown.",
  ]);
  assert.match(problems[3], /^“hide” names “”, but may name data, images, seed, /u);
  assert.match(problems[4], /^“hide” names “spleen”, but may name /u);
  assert.equal(problems[5], "“autoplay” is “yes”, but may be 0, 1, on, off.");
  assert.deepEqual(parse("pages=tea").address.view.deck, [], "without a card that is known it is the whole lesson");
  assert.deepEqual(parse("pages=tie&pages=tie").problems, []);
  assert.deepEqual(parse("pages=tie&pages=copy").problems, [
    "“pages” is given twice, as “tie” and as “copy”; the last holds.",
  ]);
});

test("the runs of a card begin when it is shown, by its link, by Next and by Back of the browser", () => {
  const state = opened("pages=bottleneck,copy&hide=predict&autoplay=1");
  assert.equal(state.playing, true);
  assert.equal(state.budget, 1500);
  const next = after(trainedTo(state, 1500), NEXT);
  assert.deepEqual([next.playing, next.budget], [true, 2000]);
  assert.match(next.status, /^Card 2 of 2: new runs, at step 0/u, "what was said of them stays");
  assert.equal(after({ ...next, playing: false }, NEXT).playing, false, "the last card does not come again");
  const back = opened("pages=bottleneck,copy&hide=predict&autoplay=1", { ...next, playing: false });
  assert.equal(back.playing, false, "Back finds the trained runs, which waited");
  assert.equal(
    opened("pages=bottleneck,copy&hide=predict&autoplay=1", { ...next, kept: [], playing: false }).playing,
    true,
    "Back",
  );
  assert.equal(after(opened("pages=bottleneck,copy"), NEXT).playing, false, "only where it is asked for");
});

test("runs of which something is to be said before they train wait for that, or until a person skips it", () => {
  const asked = opened("pages=bottleneck,tricks-meet&autoplay=1");
  assert.equal(asked.playing, false);
  const draft = { card: "bottleneck", kind: /** @type {const} */ ("pick"), value: 1 };
  const drafted = after(asked, { type: "predict", change: { type: "draft", draft } });
  assert.equal(drafted.playing, false);
  assert.equal(after(drafted, { type: "predict", change: { type: "made" } }).playing, true);
  assert.equal(after(asked, { type: "predict", change: { type: "asks" } }).playing, true, "skipped");
  assert.equal(after(asked, NEXT).playing, true, "what is asked until a button is pressed holds nothing up");
  assert.equal(opened("step=bottleneck&autoplay=1&embed=1").playing, true, "a frame that shows no card asks nothing");
});

test("runs that are trained, and runs that a person has paused, are left alone", () => {
  const state = trainedTo(opened("pages=bottleneck,overcomplete&hide=predict&autoplay=1"), 1500);
  assert.equal(after(state, NEXT).playing, false, "the same runs, at their step");
  assert.equal(after(trainedTo(state, 700), NEXT).playing, true, "the same runs, on the way");
  const link = serialize(addressOf(state));
  assert.equal(opened(link, trainedTo(state, 700)).playing, false, "nothing of the link is new");
});

test("a link keeps the step at which its runs are to pause", () => {
  for (const until of [300, 9000]) {
    const state = opened(`until=${until}&hide=predict&autoplay=1`);
    assert.deepEqual([state.playing, state.budget], [true, until]);
  }
});

test("every part that can be taken away is told of", () => {
  const told = readFileSync(new URL("../../docs/teaching.md", import.meta.url), "utf8");
  const [, list] = /What can be hidden: ([^.]+)\./u.exec(told) ?? [];
  assert.deepEqual(
    list.split(/,\s/u),
    PART_IDS.map((id) => `\`${id}\``),
  );
});

test("every part that can be taken away is on the page, with its keys", () => {
  const page = readFileSync(new URL("../../index.html", import.meta.url), "utf8");
  for (const id of PART_IDS) {
    assert.match(id, /^[a-z]+$/u);
    for (const [, name] of PARTS[id].selector.matchAll(/data-part="([^"]+)"/gu))
      assert.ok(page.includes(`data-part="${name}"`), name);
    for (const [, name] of PARTS[id].selector.matchAll(/\.([a-z-]+)/gu))
      assert.match(page, new RegExp(`class="[^"]*\\b${name}\\b`, "u"), name);
  }
  assert.ok(page.includes('role="tablist"'));
  assert.deepEqual(
    ["n", "ArrowRight", "3", " ", "d"].map((key) => isKeyHidden(["seed", "step", "tabs"], key)),
    [true, true, true, false, false],
  );
  assert.equal(isKeyHidden([], "n"), false);
  assert.ok(selectorsOf(["data", "images", "seed"]).includes(".setup-toggle"), "nothing is left to unfold");
  assert.ok(!selectorsOf(["data", "seed"]).includes(".setup-toggle"));
});
