// The address follows the state, and the state the address, on a history that only remembers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { AddressBar } from "../../www/link/address_bar.js";
import { reduce } from "../../www/state/reduce.js";
import { initialState } from "../../www/state/state.js";
import { createStore } from "../../www/state/store.js";

/** @import { Action, State } from '../../www/state/state.js' */

/** @param {string} [hash] */
function setUp(hash = "") {
  const store = createStore(/** @type {(state: State, action: Action) => State} */ (reduce), initialState());
  const entries = [`/lab/${hash}`];
  /** @type {(() => void) | undefined} */
  let later;
  let delay = 0;
  /** The browser's patience. */
  const browser = { refuses: /** @type {"" | "error" | "silence"} */ ("") };
  const patient = (/** @type {() => unknown} */ work) => {
    if (browser.refuses === "error")
      throw new DOMException("Attempt to use history.pushState() more than 100 times per 10 seconds", "SecurityError");
    if (browser.refuses === "") work();
  };
  const write = (/** @type {any} */ _, /** @type {string} */ __, /** @type {any} */ url) =>
    url.startsWith("#") ? `/lab/${url}` : url;
  const bar = new AddressBar(store, {
    history: {
      pushState: (...rest) => patient(() => entries.push(write(...rest))),
      replaceState: (...rest) => patient(() => entries.splice(-1, 1, write(...rest))),
    },
    location: {
      pathname: "/lab/",
      search: "",
      get href() {
        return entries.at(-1) ?? "";
      },
      get hash() {
        return /#.*/u.exec(entries.at(-1) ?? "")?.[0] ?? "";
      },
    },
    setTimeout: (work, after) => {
      [later, delay] = [work, after];
      return 1;
    },
    clearTimeout: () => {
      later = undefined;
    },
  });
  store.subscribe(() => bar.changed());
  bar.follow();
  const wait = () => later?.();
  return { store, bar, entries, wait, browser, delay: () => delay };
}

test("what slides changes the entry that is there, a little later", () => {
  const { store, entries, wait } = setUp();
  for (const lambda of [0.1, 0.2, 0.3]) store.dispatch({ type: "configure", lane: 1, change: { lambda } });
  assert.deepEqual(entries, ["/lab/"]);
  wait();
  assert.deepEqual(entries, ["/lab/#step=autoencoder&a=k:16&b=k:392,l:.3"]);
  wait();
  store.dispatch({ type: "configure", lane: 1, change: { lambda: 0 } });
  wait();
  assert.deepEqual(entries, ["/lab/"], "as it opens");
});

test("a move is an entry of its own, and what slid before it stays with the one before", () => {
  const { store, entries } = setUp();
  store.dispatch({ type: "configure", lane: 1, change: { lambda: 0.3 } });
  store.dispatch({ type: "lesson", card: "too-much" });
  store.dispatch({ type: "add-lane" });
  assert.deepEqual(entries, [
    "/lab/#step=autoencoder&a=k:16&b=k:392,l:.3",
    "/lab/#step=too-much",
    "/lab/#step=too-much&a=k:392,l:.01&b=k:392,l:.3&c=k:392,l:.3",
  ]);
});

test("going back restores, and writes nothing", () => {
  const { store, bar, entries, wait } = setUp();
  store.dispatch({ type: "lesson", card: "too-much" });
  entries.pop();
  bar.follow();
  wait();
  assert.deepEqual(entries, ["/lab/"]);
  assert.deepEqual([store.state().card, store.state().lanes[1].config.lambda], ["autoencoder", 0]);
});

test("a broken link stays as it is until something changes", () => {
  const { store, bar, entries, wait } = setUp("#b=k:8&x=1");
  assert.equal(store.state().linkProblems.length, 1);
  wait();
  assert.deepEqual(entries, ["/lab/#b=k:8&x=1"]);
  store.dispatch({ type: "speed", speed: "fast" });
  assert.equal(bar.link(), "/lab/#b=k:8&speed=fast");
  store.dispatch({ type: "dismiss-link-problems" });
  assert.deepEqual(store.state().linkProblems, []);
});

test("the link that is asked for is that of the state, not the one that was typed", () => {
  for (const [typed, link] of [
    ["#b=k:8&x=1", "/lab/#b=k:8"],
    ["#fast=on", "/lab/#step=bottleneck"],
    ["#seed=3", "/lab/#seed=3"],
    ["", "/lab/"],
  ]) {
    const { bar, entries } = setUp(typed);
    assert.equal(bar.link(), link);
    assert.deepEqual(entries, [link]);
  }
});

test("what waits to be written is written when the page goes; a link that nothing was changed of stays", () => {
  const { store, bar, entries } = setUp("#b=k:8&x=1");
  bar.flush();
  assert.deepEqual(entries, ["/lab/#b=k:8&x=1"]);
  store.dispatch({ type: "speed", speed: "fast" });
  bar.flush();
  assert.deepEqual(entries, ["/lab/#b=k:8&speed=fast"]);
});

for (const refusal of /** @type {const} */ (["error", "silence"])) {
  test(`an address that the browser refuses, by ${refusal}, follows later`, () => {
    const { store, bar, entries, wait, browser, delay } = setUp();
    browser.refuses = refusal;
    store.dispatch({ type: "configure", lane: 1, change: { lambda: 0.3 } });
    wait();
    assert.deepEqual([entries, delay()], [["/lab/"], 10_000]);
    assert.equal(bar.link(), "/lab/#step=autoencoder&a=k:16&b=k:392,l:.3", "what is shared does not wait");
    wait();
    assert.deepEqual(entries, ["/lab/"]);
    browser.refuses = "";
    wait();
    assert.deepEqual(entries, ["/lab/#step=autoencoder&a=k:16&b=k:392,l:.3"]);
  });

  test(`moves that the browser refuses, by ${refusal}, are one entry once it takes them`, () => {
    const { store, entries, wait, browser } = setUp("#seed=3");
    browser.refuses = refusal;
    for (let press = 0; press < 150; press += 1) store.dispatch({ type: "configure-all", change: { seed: press } });
    store.dispatch({ type: "lesson", card: "too-much" });
    wait();
    assert.deepEqual(entries, ["/lab/#seed=3"]);
    browser.refuses = "";
    wait();
    assert.deepEqual(
      entries,
      ["/lab/#seed=3", "/lab/#step=too-much&a=k:392,l:.01&b=k:392,l:.3&seed=149"].map((entry, at) =>
        at ? entry.replace("a=k:392,l:.01&b=k:392,l:.3&", "") : entry,
      ),
    );
    store.dispatch({ type: "speed", speed: "fast" });
    wait();
    assert.equal(entries.length, 2, "nothing is owed any more");
  });
}
