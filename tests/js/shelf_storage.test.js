// Nothing is lost on the way from the shelf to the browser's storage and back, whatever other pages write there.
import assert from "node:assert/strict";
import { test } from "node:test";
import { PREFIX } from "../../www/storage/browser_storage.js";
import { RUN, runAsText, runFromText } from "../../www/storage/kept_run.js";
import { DEFAULT_CONFIG } from "../../www/settings/presets.js";
import { propertiesOf } from "../../www/link/properties.js";
import { reduce } from "../../www/state/reduce.js";
import { ShelfStorage } from "../../www/storage/shelf_storage.js";
import { initialState } from "../../www/state/state.js";
import { createStore } from "../../www/state/store.js";
import { newPin } from "../../www/views/lane/pin.js";
import { NUMBERS, run } from "./shelf_fakes.js";
import { FakeStorage, forbidden, oursIn, ownOf } from "./storage_fakes.js";

/** @import { OwnStorage } from '../../www/storage/browser_storage.js' */
/** @import { ShelfChange } from '../../www/state/shelf.js' */
/** @import { Action, State } from '../../www/state/state.js' */

const LATEST = 2 ** 53 - 1;

/** A page, and what it says of its shelf. @param {OwnStorage} own */
function pageOn(own) {
  const store = createStore(/** @type {(state: State, action: Action) => State} */ (reduce), initialState());
  const storage = new ShelfStorage(store, own);
  store.subscribe(() => storage.changed());
  storage.start();
  const shelf = () => store.state().shelf;
  return {
    store,
    storage,
    shelf,
    change: (/** @type {ShelfChange} */ change) => store.dispatch({ type: "shelf", change }),
    names: () => shelf().pinned.map(({ name }) => name),
    problems: () => shelf().unread.map(({ problem }) => problem),
    hears: (/** @type {string} */ name) => storage.heard({ key: PREFIX + name }),
    /** One more run on the shelf. @param {ReturnType<typeof run>} pinned */
    pins(pinned) {
      const { pinned: before, baseline, sort, unread } = shelf();
      store.dispatch({
        type: "shelf",
        change: { type: "read", shelf: { pinned: [...before, pinned], baseline, sort, unread } },
      });
    },
  };
}

/** A storage with these runs. @param {...ReturnType<typeof run>} runs */
const storageOf = (...runs) =>
  new FakeStorage(Object.fromEntries(runs.map((one) => [PREFIX + RUN + one.id, runAsText(one)])));

/** What is read of a run that was written so. @param {object} own */
const readAs = (own) => runFromText(`${RUN}7`, JSON.stringify({ ...JSON.parse(runAsText(run(7))), ...own }));

test("reading undoes writing", () => {
  const events = [
    { step: 0, change: { lambda: 1e-7 } },
    { step: 5, change: { tied: true, learningRate: 1 } },
  ];
  const config = {
    ...DEFAULT_CONFIG,
    data: /** @type {const} */ ("digits-8"),
    trainingImages: 1297,
    outputActivation: /** @type {const} */ ("sigmoid"),
    loss: /** @type {const} */ ("cross-entropy"),
  };
  for (const one of [
    run(1, { shown: true }),
    run(LATEST, { config, events, step: 0, curve: [0, 20, 21], receipt: null, pinnedAt: 1.8e12 }),
  ]) {
    assert.deepEqual(runFromText(RUN + one.id, runAsText(one)), one);
  }
});

test("the storage follows the shelf, and a page that opens finds it", () => {
  const place = storageOf(run(1), run(2));
  const before = { ...place };
  const { change, shelf } = pageOn(ownOf(place));
  assert.deepEqual({ ...place }, before, "reading writes nothing");
  change({ type: "rename", id: 2, name: "wide" });
  change({ type: "baseline", id: 2 });
  change({ type: "sort", by: "gap" });
  change({ type: "remove", id: 1 });
  assert.deepEqual(Object.keys(oursIn(place)).sort(), ["shelf.baseline", "shelf.run.2", "shelf.sort"]);
  const again = pageOn(ownOf(place)).shelf();
  assert.deepEqual(again, { ...shelf(), removed: [] });
  assert.deepEqual(
    [again.pinned, again.baseline, again.sort],
    [[run(2, { name: "wide" })], 2, { by: "gap", descending: false }],
  );
  change({ type: "undo" });
  change({ type: "sort", by: "gap" });
  change({ type: "sort", by: "gap" });
  assert.deepEqual(
    Object.keys(oursIn(place)).sort(),
    ["shelf.baseline", "shelf.run.1", "shelf.run.2"],
    "no order has no place",
  );
});

test("an order or a baseline that is not known is none, and the shelf is there all the same", () => {
  for (const text of [
    "",
    "7",
    "null",
    "{",
    '{"by":"colour","descending":true}',
    '{"by":"gap","descending":"yes"}',
    '{"by":"toString","descending":true}',
    "[[[",
  ]) {
    const place = storageOf(run(1));
    place.setItem(`${PREFIX}shelf.sort`, text);
    place.setItem(`${PREFIX}shelf.baseline`, `${text}!`);
    const { names, shelf } = pageOn(ownOf(place));
    assert.deepEqual([names(), shelf().sort, shelf().baseline], [["run 1"], null, null], text);
  }
});

test("what was kept as noise kept before the two were told apart is the denoising error", () => {
  const before = { train: 2, heldOut: 5, gap: 3, copyIndex: 0.25, noiseKept: 2.25 };
  const old = readAs({ numbers: before });
  assert.deepEqual(old, run(7, { numbers: { ...NUMBERS, noiseKept: null, denoisingError: 2.25 } }));
  assert.ok("id" in old);
  assert.deepEqual(runFromText(`${RUN}7`, runAsText(old)), old, "once more");
  assert.match(
    Reflect.get(readAs({ numbers: { ...before, noiseKept: null } }), "problem") ?? "",
    /“numbers” is .* but may be finite numbers/u,
    "neither is there",
  );
});

test("a run that is broken is named, left out, and stays in the storage as it is", () => {
  for (const [own, problem] of /** @type {[any, string][]} */ ([
    [{ step: -1 }, "“step” is -1, but may be a whole number from 0 to 1000000000"],
    [{ receipt: "0123" }, '“receipt” is "0123", but may be null, or twelve digits in three groups'],
    [
      { numbers: { ...NUMBERS, gap: null } },
      '“numbers” is {"train":2,"heldOut":5,"gap":null,"copyIndex":0.25,"noiseKep…, but may be finite numbers for train, heldOut, gap, copyIndex, noiseKept, denoisingError',
    ],
    [
      { curve: [5, 1, 1, 4, 1, 1] },
      "“curve” is [5,1,1,4,1,1], but may be step, train and held-out error in turn, steps rising to the run's own, at most 400 times",
    ],
    [{ config: { ...DEFAULT_CONFIG, shape: "round" } }, "the setting “shape” is not known here"],
    [
      { config: { ...DEFAULT_CONFIG, data: "digits-8", trainingImages: 2000 } },
      "“training images” is 2000, but may be at most 1297 of these data",
    ],
    [
      { config: { ...DEFAULT_CONFIG, loss: "cross-entropy" } },
      "“loss:cross-entropy” needs “out:sigmoid”; the squared error is used",
    ],
    [
      { events: [{ step: 9, change: { hiddenUnits: 3 } }] },
      '“change 1” is {"step":9,"change":{"hiddenUnits":3}}, but may be one of lambda, tied, learningRate at a step, steps rising',
    ],
    [
      {
        events: [
          { step: 9, change: { lambda: 1 } },
          { step: 8, change: { lambda: 0 } },
        ],
      },
      '“change 2” is {"step":8,"change":{"lambda":0}}, but may be one of lambda, tied, learningRate at a step, steps rising',
    ],
    [{ shown: "yes" }, '“shown” is "yes", but may be true or false'],
    [{ pinnedAt: 0.5 }, "“pinnedAt” is 0.5, but may be milliseconds since 1970"],
    [{ version: 2 }, "it is of version 2, and this page reads version 1"],
  ])) {
    const text = JSON.stringify({ ...JSON.parse(runAsText(run(1))), ...own });
    const place = storageOf(run(2));
    place.setItem(`${PREFIX}${RUN}1`, text);
    const { names, shelf, change } = pageOn(ownOf(place));
    assert.deepEqual(shelf().unread, [{ name: `${RUN}1`, text, problem: `“run 1” cannot be read: ${problem}.` }]);
    assert.deepEqual(names(), ["run 2"]);
    change({ type: "rename", id: 2, name: "mine" });
    assert.equal(oursIn(place)[`${RUN}1`], text, "other changes leave it");
    change({ type: "forget-unread" });
    assert.deepEqual(Object.keys(oursIn(place)), [`${RUN}2`], "until a person deletes it");
  }
});

test("every setting is held to the range that links have", () => {
  for (const { field } of [...propertiesOf("lane"), ...propertiesOf("runs")]) {
    for (const value of [
      "blue",
      -1,
      1e10,
      null,
      [DEFAULT_CONFIG[/** @type {keyof typeof DEFAULT_CONFIG} */ (field)]],
      { toString: null },
    ]) {
      assert.ok(
        "problem" in readAs({ config: { ...DEFAULT_CONFIG, [field]: value } }),
        `${field} ${value && JSON.stringify(value)}`,
      );
    }
  }
});

test("whatever stands in the storage, the page begins, says what cannot be read, and leaves it there", () => {
  const throws = { toString: null, valueOf: null };
  const nested = "[".repeat(200_000) + "]".repeat(200_000);
  const whole = JSON.parse(runAsText(run(7)));
  const texts = [
    "",
    "null",
    "7",
    '"a text"',
    "[]",
    "{}",
    '{"pinned":',
    nested,
    `{"version":${nested}}`,
    `{"version":1,"name":${nested}}`,
    '{"__proto__":{"version":1}}',
    '{"version":1,"name":{"toString":null}}',
    ...Object.keys(whole).flatMap((field) =>
      [throws, [throws], nested].map((found) =>
        found === nested
          ? JSON.stringify({ ...whole, [field]: 0 }).replace(`"${field}":0`, `"${field}":${nested}`)
          : JSON.stringify({ ...whole, [field]: found }),
      ),
    ),
    JSON.stringify({ ...whole, name: "x".repeat(100_000) }),
    JSON.stringify({ ...whole, config: { ["y".repeat(100_000)]: 1 } }),
    JSON.stringify({ ...whole, events: [{ step: throws, change: { lambda: throws } }] }),
  ];
  for (const [at, text] of texts.entries()) {
    const place = storageOf(run(2));
    place.setItem(`${PREFIX}${RUN}7`, text);
    const { names, problems, change } = pageOn(ownOf(place));
    assert.deepEqual(names(), ["run 2"], `${at}`);
    assert.match(problems()[0], /^(?:“.{1,61}”|A pinned run) cannot be read: .{1,280}\.$/u);
    change({ type: "rename", id: 2, name: "mine" });
    assert.deepEqual([oursIn(place)[`${RUN}7`], oursIn(place)[`${RUN}2`]], [text, runAsText(run(2, { name: "mine" }))]);
  }
  for (const name of ["0", "-1", "007", "1e3", String(2 ** 53), "", "mine"]) {
    const place = new FakeStorage({ [PREFIX + RUN + name]: runAsText(run(7)) });
    assert.match(
      pageOn(ownOf(place)).problems()[0],
      /^“run 7” cannot be read: “id” is ".*", but may be a whole number from 1\.$/u,
    );
  }
});

test("a curve has no step beyond its run", () => {
  for (const curve of [
    [0, 1, 1, 1e308, 1, 1],
    [0, 1, 1, 701, 1, 1],
    [-1, 1, 1],
    [0.5, 1, 1],
    [0, 1],
    Array.from({ length: 401 * 3 }, () => 0),
  ]) {
    assert.match(Reflect.get(readAs({ curve }), "problem") ?? "", /“curve” is .* but may be/u, `${curve}`.slice(0, 40));
  }
  assert.ok("id" in readAs({ curve: [0, 1e308, 1e-308, 700, 0, 1] }));
});

test("storage that is full or forbidden: the shelf lives on, and the page says so until it is kept again", () => {
  const place = storageOf(run(1), run(2));
  const full = pageOn(ownOf(place));
  assert.equal(full.shelf().trouble, "");
  place.setItem = () => {
    throw new DOMException("no room", "NS_ERROR_DOM_QUOTA_REACHED");
  };
  full.change({ type: "rename", id: 1, name: "mine" });
  assert.match(
    full.shelf().trouble,
    /^The browser's storage for this page is full: .* lasts until the page is closed/u,
  );
  assert.equal(full.store.state().status, full.shelf().trouble, "it is read aloud");
  full.hears(`${RUN}1`);
  full.storage.resume();
  assert.deepEqual(full.names(), ["mine", "run 2"], "what is only here is not given up");
  full.change({ type: "remove", id: 2 });
  assert.deepEqual(Object.keys(oursIn(place)), [`${RUN}1`], "what goes makes room");
  Reflect.deleteProperty(place, "setItem");
  full.change({ type: "show", id: 1, shown: true });
  assert.equal(full.shelf().trouble, "");
  assert.deepEqual(pageOn(ownOf(place)).names(), ["mine"]);
  assert.match(pageOn(forbidden).shelf().trouble, /^This browser forbids the page to store anything/u);
});

test("pages that change the shelf at the same moment lose nothing of each other's", () => {
  const place = storageOf(run(1), run(2), run(3));
  const [one, other] = [pageOn(ownOf(place)), pageOn(ownOf(place))];
  // Neither has heard of the other when it writes.
  one.pins(run(11));
  other.pins(run(12));
  one.change({ type: "remove", id: 1 });
  other.change({ type: "rename", id: 2, name: "two" });
  one.change({ type: "show", id: 3, shown: true });
  other.change({ type: "baseline", id: 3 });
  one.change({ type: "sort", by: "step" });
  for (const page of [one, other]) for (const id of [11, 12, 1, 2, 3]) page.hears(RUN + id);
  for (const page of [one, other]) for (const name of ["shelf.baseline", "shelf.sort"]) page.hears(name);
  const opened = pageOn(ownOf(place));
  for (const page of [one, other, opened]) {
    assert.deepEqual(page.names(), ["two", "run 3", "run 11", "run 12"]);
    assert.deepEqual(
      [page.shelf().baseline, page.shelf().sort, page.shelf().pinned[1].shown],
      [3, { by: "step", descending: false }, true],
    );
  }
  one.change({ type: "undo" });
  other.hears(`${RUN}1`);
  other.change({ type: "rename", id: 1, name: "one" });
  one.hears(`${RUN}1`);
  assert.deepEqual(pageOn(ownOf(place)).names(), ["one", "two", "run 3", "run 11", "run 12"]);
  assert.deepEqual(one.names(), other.names());
});

test("what one page removes, another pins over, and Undo brings back are runs of their own", () => {
  // Also beside the largest id there can be.
  for (const place of [new FakeStorage(), storageOf(run(LATEST, { pinnedAt: 9 }))]) {
    const [one, other] = [pageOn(ownOf(place)), pageOn(ownOf(place))];
    const [a, b, c] = ["a", "b", "c"].map((name, at) => {
      const action = newPin();
      return run(action.type === "pin" ? action.id : 0, { name, pinnedAt: at });
    });
    one.pins(a);
    one.pins(b);
    for (const { id } of [a, b]) other.hears(RUN + id);
    one.change({ type: "remove", id: b.id });
    other.hears(RUN + b.id);
    other.pins(c);
    one.hears(RUN + c.id);
    one.change({ type: "undo" });
    other.hears(RUN + b.id);
    other.change({ type: "rename", id: c.id, name: "mine" });
    one.hears(RUN + c.id);
    for (const page of [one, other, pageOn(ownOf(place))])
      assert.deepEqual([page.names().slice(0, 3), page.shelf().unread], [["a", "b", "mine"], []]);
    one.change({ type: "remove", id: c.id });
    assert.deepEqual(pageOn(ownOf(place)).names().slice(0, 2), ["a", "b"]);
  }
});

test("a run that one page removes while another renames it stays, and Undo does not bring it back twice", () => {
  const place = storageOf(run(1), run(2));
  const [one, other] = [pageOn(ownOf(place)), pageOn(ownOf(place))];
  one.change({ type: "remove", id: 1 });
  other.change({ type: "rename", id: 1, name: "mine" });
  for (const page of [one, other]) page.hears(`${RUN}1`);
  one.change({ type: "undo" });
  assert.deepEqual([one.names(), other.names(), pageOn(ownOf(place)).names()], Array(3).fill(["mine", "run 2"]));
});

test("a page follows what others write and delete, and nothing else", () => {
  const place = storageOf(run(1), run(2));
  const { names, hears, storage, shelf, change } = pageOn(ownOf(place));
  const before = shelf().pinned[1];
  place.removeItem(`${PREFIX}${RUN}1`);
  storage.heard({ key: `${RUN}1` });
  storage.heard({ key: `${PREFIX}theme` });
  assert.deepEqual(names(), ["run 1", "run 2"], "those keys are others'");
  hears(`${RUN}1`);
  assert.deepEqual(names(), ["run 2"]);
  assert.equal(shelf().pinned[0], before, "what stays is the same object");
  place.setItem(`${PREFIX}${RUN}3`, "{}");
  hears(`${RUN}3`);
  assert.equal(shelf().unread.length, 1);
  place.setItem(`${PREFIX}${RUN}3`, runAsText(run(3)));
  hears(`${RUN}3`);
  assert.deepEqual([names(), shelf().unread], [["run 2", "run 3"], []]);
  for (const key of Object.keys(place)) place.removeItem(key);
  storage.heard({ key: null });
  assert.deepEqual(names(), ["run 2", "run 3"], "when all is deleted, what is here is not given up");
  change({ type: "rename", id: 2, name: "mine" });
  assert.deepEqual(pageOn(ownOf(place)).names(), ["mine", "run 3"], "and kept again");
});

test("a page that comes back from where it heard nothing reads the shelf again, and overwrites nothing", () => {
  const place = storageOf(run(1), run(2));
  const { names, storage, change } = pageOn(ownOf(place));
  place.removeItem(`${PREFIX}${RUN}2`);
  place.setItem(`${PREFIX}${RUN}3`, runAsText(run(3)));
  storage.resume();
  change({ type: "rename", id: 1, name: "mine" });
  assert.deepEqual(
    [names(), pageOn(ownOf(place)).names()],
    [
      ["mine", "run 3"],
      ["mine", "run 3"],
    ],
  );
});

test("20,000 kept runs are read in a time that grows as their number", () => {
  const time = (/** @type {number} */ count) => {
    const place = storageOf(...Array.from({ length: count }, (_, at) => run(at + 1, { curve: [] })));
    const times = [1, 2, 3].map(() => {
      const began = performance.now();
      assert.equal(pageOn(ownOf(place)).shelf().pinned.length, count);
      return performance.now() - began;
    });
    return Math.min(...times);
  };
  const [few, many] = [time(2000), time(20_000)];
  assert.ok(many < 40 * few, `${few.toFixed()} ms, then ${many.toFixed()} ms`);
});
