// A person's own data: how recipes and links name them, how runs come to have them, and what is asked where they are missing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { OWN, OWN_SWEEP_UNITS } from "../../www/base/schema.js";
import { inputsOf, labelOf, nameFor, ownOf, ownText, sideOf } from "../../www/images/own.js";
import { heldOutOf, isPlane, poolOf } from "../../www/images/points.js";
import { addressOf, parse, serialize } from "../../www/link/url.js";
import { keyOf } from "../../www/settings/job.js";
import { DEFAULT_CONFIG } from "../../www/settings/presets.js";
import { settingText } from "../../www/settings/settings.js";
import { Reader } from "../../www/load/reader.js";
import { OwnDataStorage } from "../../www/storage/own_storage.js";
import { planOf } from "../../www/sweep/plan.js";
import { reduce } from "../../www/state/reduce.js";
import { initialState } from "../../www/state/state.js";
import { setUp, settle } from "./lab_fakes.js";

const TEXT = "1797x8s0123456789ab-digits.npy";
const OTHER = "10x32lffffffffffff-A";

/** @param {string} own */
const withOwn = (own, before = initialState()) =>
  reduce(before, { type: "configure-all", change: { data: "own", own } });

test("own data are named by count, side, what is held out, hash and file", () => {
  const own = { count: 1797, side: 8, holdsOutLast: false, hash: "0123456789ab", name: "digits.npy" };
  assert.deepEqual(ownOf(TEXT), own);
  assert.equal(ownText(own), TEXT);
  assert.deepEqual(ownOf(OTHER), { count: 10, side: 32, holdsOutLast: true, hash: "ffffffffffff", name: "A" });
  for (const wrong of [
    "",
    "9x8s0123456789ab-a",
    "20001x8s0123456789ab-a",
    "10x7s0123456789ab-a",
    "10x33s0123456789ab-a",
    "010x8s0123456789ab-a",
    "10x8s0123456789aB-a",
    "10x8s0123456789ab-",
    "10x8s0123456789ab-a.",
    `10x8s0123456789ab-${"a".repeat(41)}`,
    `${TEXT}\n`,
  ])
    assert.equal(ownOf(wrong), undefined, wrong);
});

test("whatever a file is called, a link can carry its name", () => {
  for (const [file, name] of [
    ["digits.npy", "digits.npy"],
    ["Übung 3 (final).csv", "Ubung-3-final-.csv"],
    ["数字", "images"],
    ["…", "images"],
    [`${"x".repeat(50)}.npy`, "x".repeat(40)],
  ]) {
    assert.equal(nameFor(file), name);
    assert.ok(ownOf(ownText({ count: 10, side: 8, holdsOutLast: true, hash: "0123456789ab", name: file })), file);
  }
});

test("n, m, label and what is held out follow from the name", () => {
  const config = { ...DEFAULT_CONFIG, data: /** @type {const} */ ("own"), own: TEXT };
  assert.deepEqual([sideOf(config), inputsOf(config), labelOf(config)], [8, 64, "digits.npy 8×8"]);
  assert.deepEqual([poolOf(config), heldOutOf(config), isPlane("own")], [1437, 360, false]);
  assert.equal(settingText("own", TEXT), "digits.npy 8×8");
  assert.deepEqual([sideOf(DEFAULT_CONFIG), inputsOf(DEFAULT_CONFIG)], [14, 196]);
});

test("runs on own data have no more to train on than there is, and others have none", () => {
  const state = withOwn(OTHER);
  assert.ok(state.lanes.every(({ config }) => config.own === OTHER && config.trainingImages === 8));
  assert.equal(state.historyEntries, 1, "other data can be stepped back over");
  const back = reduce(state, { type: "configure-all", change: { data: "digits-8" } });
  assert.ok(back.lanes.every(({ config }) => !("own" in config)));
  assert.equal(withOwn(TEXT, state).historyEntries, 2);
  const plan = planOf({ ...state, sweepOver: "units" });
  assert.deepEqual([plan.units, OWN_SWEEP_UNITS.length], [OWN_SWEEP_UNITS[24], OWN.mostSide - OWN.leastSide + 1]);
});

test("a link says which data it needs; jobs of others go by what they went by before", () => {
  const address = addressOf(withOwn(TEXT));
  const link = serialize(address);
  assert.match(link, /&?data=own&own=1797x8s0123456789ab-digits\.npy/u);
  assert.deepEqual(parse(link), { address, problems: [] });
  assert.deepEqual(parse("own=x").problems, [
    "“own” is “x”, but may be count, side, s or l, hash and name, as in 1797x8s0123456789ab-digits.npy.",
  ]);
  const [needed, alone] = [parse(`own=${TEXT}`), parse("data=own")];
  assert.deepEqual(needed.problems, ["“own” needs “data=own”; it is left out."]);
  assert.deepEqual(alone.problems, ["“data=own” needs “own”, which says whose data; the data are as usual."]);
  for (const { address: read } of [needed, alone])
    assert.ok(read.lanes.every(({ config }) => config.data === "mnist-14" && !("own" in config)));
  const job = { config: DEFAULT_CONFIG, events: [], until: 5 };
  assert.ok(!keyOf(job).includes("own"));
  assert.ok(keyOf({ ...job, config: { ...DEFAULT_CONFIG, data: "own", own: TEXT } }).includes(TEXT));
});

test("what runs wait for is asked for, once, until it is there or no run wants it", async () => {
  const page = setUp();
  page.lab.start(/** @type {WebAssembly.Module} */ ({}));
  await settle();
  page.store.dispatch({ type: "configure-all", change: { data: "own", own: TEXT } });
  await settle();
  const problem = () => page.store.state().problems.find(({ id }) => id === "own");
  assert.match(problem()?.message ?? "", /need your file “digits\.npy” \(1,797 images of 8×8, hash 0123456789ab\)/u);
  assert.equal(problem()?.retry, "own");
  const { library } = page.lab.parts;
  assert.equal(library.wanted(page.store.state().lanes[0].config), undefined, "errands wait, too");
  page.store.dispatch({ type: "configure-all", change: { data: "digits-8" } });
  await settle();
  assert.equal(problem(), undefined);
  page.store.dispatch({ type: "configure-all", change: { data: "own", own: TEXT } });
  await settle();
  const bytes = new ArrayBuffer(8);
  library.supply(TEXT, bytes);
  page.store.dispatch({ type: "own-here", set: { text: TEXT, picture: "data:," } });
  await settle();
  assert.equal(problem(), undefined);
  const { data } = page.heard(0, "create").at(-1);
  assert.deepEqual(data, { source: "own", kind: "own", form: "own", files: [bytes], own: TEXT });
});

test("a reader that is ended before its module has come begins nothing", async () => {
  /** @type {(module: WebAssembly.Module) => void} */
  let come = () => {};
  const reader = new Reader(
    () => assert.fail("a worker is begun that nobody ends"),
    () => new Promise((resolve) => (come = resolve)),
  );
  const asked = reader.ask({ type: "find", hash: "", scalings: [] });
  reader.end();
  come(/** @type {any} */ ({}));
  await assert.rejects(asked, /ended/u);
});

test("what the browser keeps may be forbidden, or full, and that is said", async () => {
  const forbidden = new OwnDataStorage(async () => {
    throw new DOMException("no", "SecurityError");
  });
  await assert.rejects(forbidden.list(), /does not let the page use its storage\.$/u);
  const full = new OwnDataStorage(
    async () =>
      /** @type {any} */ ({
        transaction() {
          throw new DOMException("no", "QuotaExceededError");
        },
        close() {},
      }),
  );
  await assert.rejects(
    full.keep({ text: TEXT, picture: "", bytes: new ArrayBuffer(0) }),
    /storage for this page is full: these data are here until/u,
  );
});
