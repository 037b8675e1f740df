// Other pages keep things on the same origin, and earlier versions of this one kept theirs under keys without its name.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { EMBEDS } from "../../www/base/frame.js";
import { PREFIX, nameOf, nowhere } from "../../www/storage/browser_storage.js";
import { DRAWING_SIDE } from "../../www/images/drawing.js";
import { keepDrawing, keptDrawing } from "../../www/storage/drawing_storage.js";
import { RUN, runAsText } from "../../www/storage/kept_run.js";
import { reduce } from "../../www/state/reduce.js";
import { ShelfStorage } from "../../www/storage/shelf_storage.js";
import { initialState } from "../../www/state/state.js";
import { createStore } from "../../www/state/store.js";
import { run } from "./shelf_fakes.js";
import { FakeStorage, oursIn, ownOf } from "./storage_fakes.js";

/** @import { Action, State } from '../../www/state/state.js' */

const WWW = new URL("../../www/", import.meta.url);
const THEME = readFileSync(new URL("theme.js", WWW), "utf8");

/** A page on a storage. @param {FakeStorage} place */
function pageOn(place) {
  const store = createStore(/** @type {(state: State, action: Action) => State} */ (reduce), initialState());
  const storage = new ShelfStorage(store, ownOf(place));
  store.subscribe(() => storage.changed());
  storage.start();
  return { store, shelf: () => store.state().shelf };
}

/** The shelf as an earlier version kept it: one text. @param {unknown[]} pinned @param {object} [own] */
const earlierShelf = (pinned, own = {}) =>
  JSON.stringify({ version: 1, baseline: null, sort: null, pinned, unread: [], ...own });

/** A run as an earlier version kept it: with its number, and without a time. @param {number} id @param {object} [own] */
const earlierRun = (id, own = {}) => ({ ...run(id), pinnedAt: undefined, ...own });

/** The theme that is chosen before the first paint. @param {FakeStorage} place @param {string} [hash] of the address */
function themeOn(place, hash = "") {
  const document = { documentElement: { dataset: /** @type {{theme?: string}} */ ({}) } };
  runInNewContext(THEME, { document, location: { hash }, localStorage: place, setTimeout: () => {} });
  return document.documentElement.dataset.theme;
}

test("one file opens a storage, another the caches, and the theme, which is read before there are modules, is called there as it calls it", () => {
  const files = readdirSync(fileURLToPath(WWW), { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".js") && !file.startsWith("pkg"),
  );
  assert.ok(files.length > 50);
  const opening = files.filter((file) =>
    /localStorage|sessionStorage|indexedDB|document\.cookie|caches\.open/u.test(
      readFileSync(new URL(file, WWW), "utf8"),
    ),
  );
  assert.deepEqual(opening.sort(), ["service_worker.js", "storage/browser_storage.js", "theme.js"]);
  const place = new FakeStorage();
  ownOf(place).set("theme", "dark");
  assert.equal(themeOn(place), "dark");
  assert.equal(themeOn(place, "#step=tie&embed=chart"), undefined, "a frame reads nothing");
  for (const word of ["0", "1.5", "lane-x"])
    assert.equal(themeOn(place, `#embed=${word}`), "dark", "which is no frame");
  for (const word of Object.keys(EMBEDS).filter((name) => name !== "0"))
    assert.equal(themeOn(place, `#embed=${word}&tab=loss`), undefined, word);
  assert.doesNotMatch(THEME, /setItem|removeItem/u);
});

test("in a frame what is kept lasts as long as the page, and is its own", () => {
  const [one, other] = [nowhere(), nowhere()];
  one.set("shelf.a", "b");
  one.set("toString", "c");
  assert.deepEqual([one.get("shelf.a"), one.get("toString"), one.get("valueOf")], ["b", "c", null]);
  assert.deepEqual([...one.entries("shelf.")], [["shelf.a", "b"]]);
  one.delete("shelf.a");
  assert.deepEqual([one.get("shelf.a"), other.get("toString")], [null, null]);
});

test("a name is ours by what its key begins with", () => {
  assert.deepEqual([`${PREFIX}theme`, "theme", `x${PREFIX}theme`, PREFIX].map(nameOf), [
    "theme",
    undefined,
    undefined,
    "",
  ]);
  const place = new FakeStorage({ shelf: "a", [`${PREFIX}shelf.a`]: "b", [`${PREFIX}shelved`]: "c", "shelf.b": "d" });
  assert.deepEqual([...ownOf(place).entries("shelf.")], [["shelf.a", "b"]]);
});

test("what other pages keep under names like ours is neither read nor written nor deleted", () => {
  const foreign = {
    theme: '{"mode":"dark"}',
    drawing: "a bitmap",
    "character-keys": "some",
    "shelf.run.1": runAsText(run(1)),
    "shelf.baseline": "1",
    "other:shelf.run.2": runAsText(run(2)),
  };
  for (const shelf of [
    "books",
    "[]",
    '{"pinned":[]}',
    '{"pinned":[{"id":1}],"unread":7}',
    '{"version":1}',
    '{"books":["Bishop","Goodfellow"]}',
    "",
  ]) {
    const place = new FakeStorage({ ...foreign, shelf });
    assert.equal(themeOn(place), undefined);
    assert.equal(keptDrawing(ownOf(place)), null);
    const { store, shelf: own } = pageOn(place);
    assert.deepEqual([own().pinned, own().unread, own().trouble, own().baseline], [[], [], "", null], shelf);
    store.dispatch({ type: "shelf", change: { type: "read", shelf: { ...own(), pinned: [run(1), run(5)] } } });
    store.dispatch({ type: "shelf", change: { type: "remove", id: 1 } });
    ownOf(place).set("theme", "light");
    keepDrawing(ownOf(place), new Uint8Array(DRAWING_SIDE ** 2));
    keepDrawing(ownOf(place), null);
    assert.deepEqual(Object.fromEntries(Object.entries(place).filter(([key]) => nameOf(key) === undefined)), {
      ...foreign,
      shelf,
    });
    assert.deepEqual(Object.keys(oursIn(place)).sort(), ["drawing", `${RUN}5`, "theme"]);
  }
});

test("the shelf of an earlier version is taken over once, in its order, with what could not be read, and stays as it was", () => {
  const broken = earlierRun(9, { step: -1, name: "broken" });
  const text = earlierShelf(
    [earlierRun(4), earlierRun(3), earlierRun(4, { name: "number twice" }), earlierRun(2 ** 53 - 1), earlierRun(1)],
    {
      baseline: 3,
      sort: { by: "gap", descending: true },
      unread: [broken, earlierRun(0, { name: "no number" }), "junk"],
    },
  );
  const place = new FakeStorage({ shelf: text });
  const { store, shelf } = pageOn(place);
  const names = ["run 4", "run 3", "number twice", `run ${2 ** 53 - 1}`, "run 1", "no number"];
  assert.deepEqual(
    shelf().pinned.map(({ name }) => name),
    names,
  );
  assert.equal(new Set(shelf().pinned.map(({ id }) => id)).size, names.length);
  assert.deepEqual([shelf().baseline, shelf().sort, shelf().trouble], [3, { by: "gap", descending: true }, ""]);
  assert.deepEqual(
    shelf().unread.map(({ problem }) => problem.slice(0, 29)),
    ["“broken” cannot be read: “ste", "A pinned run cannot be read: "],
  );
  assert.deepEqual(pageOn(place).shelf(), shelf(), "the next page finds the same");
  store.dispatch({ type: "shelf", change: { type: "remove", id: 4 } });
  store.dispatch({ type: "shelf", change: { type: "forget-unread" } });
  const again = pageOn(place).shelf();
  assert.deepEqual(
    [again.pinned.map(({ name }) => name), again.unread],
    [names.slice(1), []],
    "what was removed does not come back",
  );
  assert.equal(place.getItem("shelf"), text);
});

test("a shelf of an earlier version in which nothing is as it should be: the page begins, says so, and keeps it", () => {
  for (const [text, problem] of [
    [
      '{"version":{"toString":null},"pinned":[],"unread":[]}',
      /^A pinned run cannot be read: it is of version \{"toString":null\}, and this page reads version 1\.$/u,
    ],
    ['{"version":2,"pinned":[],"unread":[]}', /it is of version 2/u],
    [earlierShelf([{ toString: null }]), /^A pinned run cannot be read: “name” is missing/u],
    [
      earlierShelf([earlierRun(1, { step: { toString: null } })]),
      /“step” is \{"toString":null\}, but may be a whole number/u,
    ],
    [
      earlierShelf([earlierRun(1, { config: { seed: { valueOf: 1, toString: 1 } } })]),
      /“seed” is \{"valueOf":1,"toString":1\}, but may be/u,
    ],
  ]) {
    const place = new FakeStorage({ shelf: String(text) });
    for (const shelf of [pageOn(place).shelf(), pageOn(place).shelf()]) {
      assert.equal(shelf.unread.length, 1);
      assert.match(shelf.unread[0].problem, /** @type {RegExp} */ (problem));
    }
    assert.equal(place.getItem("shelf"), text);
  }
  const nested = `{"version":1,"pinned":[${"[".repeat(200_000)}${"]".repeat(200_000)}],"unread":[]}`;
  assert.deepEqual(pageOn(new FakeStorage({ shelf: nested })).shelf().pinned, []);
});

test("an earlier shelf that is too large to be kept twice is shown, and taken over when there is room", () => {
  const place = new FakeStorage({ shelf: earlierShelf([earlierRun(1), earlierRun(2)]) });
  let room = 1;
  place.setItem = function (key, text) {
    if (room === 0) throw new DOMException("no room", "QuotaExceededError");
    room -= 1;
    Reflect.set(this, key, text);
  };
  const crowded = pageOn(place);
  assert.equal(crowded.shelf().pinned.length, 2);
  assert.match(crowded.shelf().trouble, /is full/u);
  room = 10;
  assert.deepEqual(
    pageOn(place)
      .shelf()
      .pinned.map(({ name }) => name),
    ["run 1", "run 2"],
  );
  assert.equal(Object.keys(oursIn(place)).length, 3);
});

test("an earlier theme and an earlier drawing are taken over, unless there are later ones", () => {
  assert.deepEqual(
    ["dark", "light", "auto", "blue"].map((theme) => themeOn(new FakeStorage({ theme }))),
    ["dark", "light", undefined, undefined],
  );
  assert.equal(themeOn(new FakeStorage({ theme: "dark", [`${PREFIX}theme`]: "auto" })), undefined);
  const [before, later] = [1, 2].map((ink) => new Uint8Array(DRAWING_SIDE ** 2).fill(ink));
  const place = new FakeStorage({ drawing: btoa(Array.from(before, (ink) => String.fromCharCode(ink)).join("")) });
  assert.deepEqual(keptDrawing(ownOf(place)), before);
  for (const drawing of [later, null]) {
    keepDrawing(ownOf(place), drawing);
    assert.deepEqual(keptDrawing(ownOf(place)), drawing);
  }
});
