// The page in a frame: what it is told and tells, whom it hears, when its runs rest, and which keys it leaves to others.
import assert from "node:assert/strict";
import { test } from "node:test";
import { EMBEDS, isLeftToParent, isOrigin } from "../../www/base/frame.js";
import { parse, serialize } from "../../www/link/url.js";
import { reduce } from "../../www/state/reduce.js";
import { createStore } from "../../www/state/store.js";
import { FROM_PAGE, NAME, TO_PAGE, VERSION, commandOf, message, messageOf } from "../../www/views/embed/messages.js";
import { Parent, heightFor } from "../../www/views/embed/parent.js";
import { Readouts } from "../../www/views/embed/readouts.js";
import { Rest } from "../../www/views/embed/rest.js";
import { frameLink, frameOf, pictureOf } from "../../www/views/later/embed_dialog.js";
import { ready } from "./state_fakes.js";

/** @import { Action, State } from '../../www/state/state.js' */
/** @import { Command, Said } from '../../www/views/embed/messages.js' */

/** @param {Record<string, unknown>} fields */
const told = (fields) => ({ [NAME]: VERSION, ...fields });

test("a link says what a frame shows and whom it hears, and comes back; what it cannot show it says", () => {
  for (const [word, embed] of Object.entries(EMBEDS)) {
    const link = `embed=${word}${embed === "plane" ? "&data=arc" : ""}`;
    const { address, problems } = parse(`#${link}&origins=a.example,http:localhost:8000,https://b.example:8443`);
    assert.deepEqual(problems, [], link);
    assert.equal(address.view.embed, embed);
    assert.deepEqual(address.view.origins, ["https://a.example", "http://localhost:8000", "https://b.example:8443"]);
    assert.deepEqual(parse(serialize(address)).address, address);
  }
  assert.equal(parse("#embed=sweep").address.view.tab, "sweep");
  const { address, problems } = parse("#embed=plane&projector=on&origins=https://a.example/,B.example");
  assert.deepEqual([address.view.embed, address.view.projector, address.view.origins], ["page", false, []]);
  assert.deepEqual(problems.length, 4);
  assert.match(problems.join(" "), /“embed=plane” needs points/u);
  assert.match(problems.join(" "), /“projector” is for a window of its own/u);
  assert.match(
    problems.join(" "),
    /“origins” names “https:\/\/a\.example\/”, but may name origins of pages, as example/u,
  );
});

test("an origin is one as browsers write it", () => {
  for (const origin of ["https://a.example", "http://localhost:8000", "https://a.example:8443"])
    assert.ok(isOrigin(origin));
  for (const text of [
    "a.example",
    "https://a.example/",
    "https://A.example",
    "https://a.example:443",
    "*",
    "null",
    "file://",
    "https://a.",
    "https://-a",
    "",
  ])
    assert.ok(!isOrigin(text), text);
});

test("each command is known, with what it may have; all else is none", () => {
  for (const type of ["play", "pause", "step", "unsubscribe", "subscribe"])
    assert.deepEqual(commandOf(told({ type, id: 7 })), { type, id: 7 });
  assert.deepEqual(commandOf(told({ type: "set", link: "step=tie" })), { type: "set", link: "step=tie" });
  assert.deepEqual(commandOf(told({ type: "subscribe", every: 100 })), { type: "subscribe", every: 100 });
  for (const data of [
    undefined,
    null,
    "play",
    7,
    [],
    { type: "play" },
    { [NAME]: 2, type: "play" },
    { [NAME]: "1", type: "play" },
    told({}),
    told({ type: "stop" }),
    told({ type: "toString" }),
    told({ type: ["play"] }),
    told({ type: "play", loud: true }),
    told({ type: "play", id: {} }),
    told({ type: "play", id: -1 }),
    told({ type: "set" }),
    told({ type: "set", link: 7 }),
    told({ type: "set", link: "x".repeat(20_001) }),
    told({ type: "subscribe", every: 0 }),
    told({ type: "subscribe", every: Infinity }),
    told({ type: "subscribe", every: "100" }),
    told({ type: "ready", embed: "page", link: "" }),
  ])
    assert.equal(commandOf(data), undefined, JSON.stringify(data));
  assert.ok(
    Object.keys(TO_PAGE).every((type) => !(type in FROM_PAGE)),
    "no message goes both ways",
  );
});

test("the numbers of the runs are read out as the schema has them: at once, then when they change, and not too often", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let state = ready(3);
  /** @type {Said[]} */
  const heard = [];
  const readouts = new Readouts(
    () => state,
    (said) => heard.push(said),
  );
  readouts.changed();
  t.mock.timers.tick(1000);
  assert.deepEqual(heard, [], "nobody has asked");
  readouts.subscribe(100);
  assert.equal(heard.length, 1);
  assert.deepEqual(messageOf(FROM_PAGE, message(heard[0])), heard[0]);
  assert.deepEqual(heard[0], {
    type: "readouts",
    playing: false,
    runs: ["A", "B"].map((name) => ({
      name,
      step: 3,
      epoch: 0.75,
      receipt: "0000-0000-0000",
      train: 2,
      heldOut: 3,
      gap: 1,
      copyIndex: 0,
      noiseKept: 1,
      denoisingError: 1.5,
    })),
  });
  readouts.changed();
  t.mock.timers.tick(1000);
  assert.equal(heard.length, 1, "nothing has changed");
  for (const playing of [true, false, true]) {
    state = { ...state, playing };
    readouts.changed();
  }
  t.mock.timers.tick(99);
  assert.equal(heard.length, 1);
  t.mock.timers.tick(1);
  assert.deepEqual(
    heard.map(({ playing }) => playing),
    [false, true],
  );
  readouts.subscribe(undefined);
  state = ready(4);
  readouts.changed();
  t.mock.timers.tick(1000);
  assert.equal(heard.length, 2);
});

/** @param {readonly string[]} [origins] @param {{framed?: boolean, ancestor?: string, innerWidth?: number, innerHeight?: number}} [own] */
function around(origins = [], { framed = true, ancestor, innerWidth = 800, innerHeight = 300 } = {}) {
  /** @type {{data: any, to: string}[]} */
  const posted = [];
  /** @type {unknown[]} */
  const heard = [];
  const outer = {
    postMessage: (/** @type {any} */ data, /** @type {any} */ { targetOrigin: to }) => posted.push({ data, to }),
  };
  /** @type {any} */
  const view = { innerWidth, innerHeight, location: { ancestorOrigins: ancestor ? [ancestor] : undefined } };
  view.parent = framed ? outer : view;
  const parent = new Parent(view, origins, { obey: (command) => heard.push(command), onSlide: (on) => heard.push(on) });
  const hear = (/** @type {unknown} */ data, origin = "https://a.example", /** @type {any} */ source = outer) =>
    parent.hear({ data, origin, source });
  return { parent, posted, heard, hear };
}

test("only the page around is heard, and of it only the origins that the link lists; it alone is spoken to", () => {
  const any = around();
  any.hear(told({ type: "play" }));
  any.hear(told({ type: "pause" }), "https://a.example", { postMessage: () => {} });
  any.hear("some other message");
  any.hear({ context: "another" });
  assert.deepEqual(any.heard, [{ type: "play" }]);
  any.parent.say({ type: "leave" });
  assert.deepEqual(any.posted, [{ data: told({ type: "leave" }), to: "*" }]);

  const origins = ["https://a.example", "https://b.example"];
  const some = around(origins);
  some.parent.say({ type: "leave" });
  assert.deepEqual(
    some.posted.map(({ to }) => to),
    origins,
    "which of them it is has not been seen",
  );
  some.hear(told({ type: "play" }), "https://c.example");
  some.hear("slide:stop", "null");
  assert.deepEqual(some.heard, []);
  some.hear(told({ type: "play" }), "https://b.example");
  some.parent.say({ type: "leave" });
  assert.deepEqual([some.heard.length, some.posted.at(-1)?.to, some.posted.length], [1, "https://b.example", 3]);

  const strange = around(origins, { ancestor: "https://c.example" });
  strange.parent.say({ type: "leave" });
  strange.parent.fit();
  assert.deepEqual(strange.posted, [], "another page has framed it");

  const alone = around([], { framed: false });
  alone.hear(told({ type: "play" }));
  alone.parent.say({ type: "leave" });
  assert.deepEqual([alone.heard, alone.posted], [[], []]);
});

test("a deck of Reveal says which slide it shows, and has its keys in its own words; others have ours; who has said nothing has both", () => {
  const { parent, posted, heard, hear } = around();
  const press = /** @type {any} */ ({ key: "ArrowRight", code: "ArrowRight", keyCode: 39, shiftKey: false });
  const key = { type: "key", key: "ArrowRight", code: "ArrowRight", shift: false };
  const ofReveal = JSON.stringify({ method: "triggerKey", args: [39] });
  const handedOn = (/** @type {Parent} */ to, /** @type {{data: any}[]} */ said) => {
    said.splice(0);
    to.handOn(press);
    return said.map(({ data }) => data);
  };
  assert.deepEqual(handedOn(parent, posted), [ofReveal, told(key)], "it may have spoken before anything could hear it");
  assert.deepEqual(messageOf(FROM_PAGE, told(key)), key);
  hear("slide:stop");
  hear("slide:start");
  assert.deepEqual(heard, [false, true]);
  assert.deepEqual(handedOn(parent, posted), [ofReveal]);

  const ours = around();
  ours.hear(told({ type: "play" }));
  assert.deepEqual(handedOn(ours.parent, ours.posted), [told(key)]);
});

test("H5P's resizer and Canvas are asked for the height that suits the width", () => {
  assert.deepEqual([640, 960, 1280, 2000, 500, 390].map(heightFor), [400, 600, 720, 720, 400, 640]);
  const { parent, posted, hear } = around();
  const h5p = (/** @type {string} */ action, size = {}) => ({ context: "h5p", action, ...size });
  parent.fit();
  assert.deepEqual(
    posted.splice(0).map(({ data }) => data),
    [{ subject: "lti.frameResize", height: 500 }, h5p("hello")],
  );
  hear(h5p("ready"));
  hear(h5p("hello"));
  hear(h5p("resizePrepared"));
  hear(h5p("resize"));
  const prepared = h5p("prepareResize", { scrollHeight: 500, clientHeight: 300 });
  assert.deepEqual(
    posted.splice(0).map(({ data }) => data),
    [h5p("hello"), prepared, h5p("resize", { scrollHeight: 500, clientHeight: 300 }), prepared],
  );
  parent.fit();
  assert.deepEqual(posted.at(-1)?.data, prepared, "it is known by now");
  const fitting = around([], { innerWidth: 960, innerHeight: 600 });
  fitting.parent.fit();
  assert.deepEqual(
    fitting.posted.map(({ data }) => data),
    [h5p("hello")],
  );
  const hidden = around([], { innerWidth: 0, innerHeight: 0 });
  hidden.parent.fit();
  assert.deepEqual(hidden.posted, []);
});

test("while nobody sees the frame its runs rest, for whatever reason, and go on when it is seen again", () => {
  const store = createStore(/** @type {(state: State, action: Action) => State} */ (reduce), ready());
  const rest = new Rest(store);
  store.subscribe(() => rest.follow());
  const plays = () => store.state().playing;
  rest.because("hidden", false);
  rest.because("left", true);
  rest.because("left", false);
  assert.ok(!plays(), "they did not train");
  store.dispatch({ type: "play" });
  rest.because("hidden", true);
  rest.because("left", true);
  assert.ok(!plays());
  rest.because("hidden", false);
  assert.ok(!plays(), "the deck shows another slide");
  rest.because("left", false);
  assert.ok(plays());
  rest.because("out of view", true);
  rest.forget();
  rest.because("out of view", false);
  assert.ok(!plays(), "they were paused meanwhile");
  rest.because("left", true);
  store.dispatch({ type: "play" });
  assert.ok(!plays(), "they wait for the slide");
  rest.because("left", false);
  assert.ok(plays());
});

test("a slide leaves to the deck what it does not need; a lesson and a window of its own have all their keys", () => {
  for (const key of [" ", "r", "d", "ArrowRight", "PageDown", "b", "f", "1", "?"]) {
    assert.ok(!isLeftToParent("", key));
    assert.ok(!isLeftToParent("lesson", key));
    assert.equal(isLeftToParent("chart", key), ![" ", "r"].includes(key), key);
    assert.ok(isLeftToParent("sweep", key));
  }
  for (const embed of Object.values(EMBEDS)) assert.ok(!isLeftToParent(embed, "Enter"), "which presses a switch");
});

test("the frame that is offered has the link’s runs, and nothing in it ends an attribute", () => {
  const link = "https://example.org/lab/#step=tie&b=k:64&projector=on";
  const src = frameLink(link, { embed: "chart", autoplay: true });
  const { address, problems } = parse(new URL(src).hash);
  assert.deepEqual(problems, []);
  const { embed, autoplay, projector } = address.view;
  assert.deepEqual([embed, autoplay, projector, address.card], ["chart", true, false, "tie"]);
  assert.equal(address.lanes[0].config.hiddenUnits, 64);
  assert.equal(
    frameLink("file:///home/me/lab.html#step=tie", { embed: "page", autoplay: false }),
    "autoencoder-lab.html#step=tie&embed=1",
  );
  assert.equal(
    frameOf('https://example.org/?a="1"&b=<#embed=1&y=linear', "a & b", 640, 400),
    '<iframe src="https://example.org/?a=&quot;1&quot;&amp;b=&lt;#embed=1&amp;y=linear" width="640" height="400" title="a &amp; b" style="border:0;max-width:100%" loading="lazy" allow="fullscreen"></iframe>',
  );
  assert.equal(
    pictureOf(link, "A", 960),
    '<a href="https://example.org/lab/#step=tie&amp;b=k:64&amp;projector=on"><img src="autoencoder-lab.png" width="960" height="540" alt="A"></a>',
  );
});
