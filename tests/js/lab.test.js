// The runs do what the state says: created, changed, forked, ended.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DEFAULT_CONFIG } from "../../www/base/schema.js";
import { CURVE_COLUMNS } from "../../www/base/protocol.js";
import { FIRST_FILES, SOURCES } from "../../www/images/data.js";
import { blank, imageFor, stroked } from "../../www/images/drawing.js";
import { FAST_MODULE, MODULE, ready, setUp, settle } from "./lab_fakes.js";

/** What runs are given of the first data set. @param {string[]} files */
const mnist = (...files) => ({ source: "mnist-14", kind: "mnist", form: "excerpts", files });
const [FIRST, SECOND, REST] = SOURCES["mnist-14"].files.map(({ file }) => file);

test("lanes are created when module and their images are here; what else there is is fetched only then", async () => {
  const page = setUp();
  page.lab.start(MODULE);
  assert.deepEqual(page.fetched, FIRST_FILES);
  assert.deepEqual(page.heard(0, "create"), []);
  await settle();
  assert.deepEqual(
    page.heard(0, "create").map(({ config, data }) => [config.hiddenUnits, data]),
    [[16, mnist(FIRST)]],
  );
  assert.deepEqual(
    page.heard(1, "create").map(({ config }) => config.hiddenUnits),
    [392],
  );
  assert.deepEqual(page.fetched, [FIRST]);
  page.report(0, 0, "created");
  await settle();
  assert.deepEqual(page.fetched, [FIRST], "not before all lanes are up");
  page.report(1, 0, "created");
  await settle();
  assert.deepEqual(page.fetched, [FIRST, "fashion-shown.gz", SECOND, REST]);
  assert.deepEqual(page.heard(1, "other"), [
    { source: "fashion-shown", kind: "fashion", form: "excerpts", files: ["fashion-shown.gz"] },
  ]);
  assert.equal(page.heard(1, "create").length, 1, "nothing begins again when the rest is here");
});

/** A lab whose lanes are up, on files that come when a test lets them. */
async function slow() {
  /** @type {Map<string, {progress: (loaded: number) => void, come: () => Promise<unknown>, fail: () => Promise<unknown>}>} */
  const coming = new Map();
  const page = setUp(
    (file, progress) =>
      new Promise((resolve, reject) => {
        coming.set(file, {
          progress,
          come: () => (resolve(file), settle()),
          fail: () => (reject(new Error("Gone.")), settle()),
        });
      }),
  );
  /** @param {string} file */
  const sent = (file) => {
    const found = coming.get(file);
    assert.ok(found, `${file} was not asked for`);
    return found;
  };
  page.lab.start(MODULE);
  await sent(FIRST).come();
  for (const lane of [0, 1]) page.report(lane, 0, "created");
  await settle();
  return { ...page, coming, sent };
}

test("the rest comes one file after another, as one load with a total, of which no lane says that it waits for it", async () => {
  const page = await slow();
  const [second, rest] = SOURCES["mnist-14"].files.slice(1);
  assert.deepEqual(page.fetched, [FIRST, "fashion-shown.gz", SECOND]);
  page.sent(SECOND).progress(second.bytes / 3);
  const loadOf = () => page.store.state().loading.find(({ source }) => source === "mnist-14");
  const { loaded, total, name } = loadOf() ?? {};
  assert.deepEqual([loaded, total, name], [second.bytes / 3, second.bytes + rest.bytes, "MNIST"]);
  await page.sent(SECOND).come();
  page.sent(REST).progress(1000);
  assert.deepEqual([loadOf()?.loaded, loadOf()?.total], [second.bytes + 1000, second.bytes + rest.bytes]);
  page.store.dispatch({ type: "reset" });
  await settle();
  assert.equal(page.heard(0, "create").length, 2, "a run of which all is here does not wait");
  assert.equal(
    page.store.state().loading.find(({ source, files }) => source === "mnist-14" && files.includes(FIRST)),
    undefined,
  );
  await page.sent(REST).come();
  await page.sent("fashion-shown.gz").come();
  assert.deepEqual(page.store.state().loading, []);
});

test("another seed and more images wait for the files that have them, and only for those", async () => {
  const page = await slow();
  page.store.dispatch({ type: "configure-all", change: { trainingImages: 1000 } });
  await settle();
  assert.equal(page.heard(0, "create").length, 1);
  await page.sent(SECOND).come();
  assert.deepEqual(page.heard(0, "create").at(-1).data, mnist(FIRST, SECOND));
  page.store.dispatch({ type: "configure-all", change: { trainingImages: 100, seed: 2 } });
  await settle();
  assert.equal(page.heard(0, "create").length, 2);
  await page.sent(REST).come();
  page.report(0, 0, "created");
  await settle();
  assert.deepEqual(page.heard(0, "create").at(-1).data, mnist(FIRST, SECOND, REST));
  assert.deepEqual(page.fetched, [FIRST, "fashion-shown.gz", SECOND, REST], "none is asked for twice");
});

test("a run that needs all files has them fetched at once", async () => {
  const page = setUp(() => new Promise(() => {}));
  page.store.dispatch({ type: "configure-all", change: { seed: 2 } });
  page.lab.start(MODULE);
  assert.deepEqual(page.fetched, [FIRST, SECOND, REST]);
});

test("a rest that does not come is said, harms no run that has its images, and is fetched again for those that need it", async () => {
  const page = await slow();
  await page.sent(SECOND).fail();
  page.report(0, 20);
  await settle();
  assert.deepEqual(page.store.state().problems, [{ id: "mnist-14", message: "Gone.", retry: "mnist-14" }]);
  assert.deepEqual(
    page.store.state().loading.map(({ source }) => source),
    ["fashion-shown"],
    "what comes after it is not fetched",
  );
  assert.deepEqual(
    page.store.state().lanes.map(({ status }) => status),
    ["ready", "ready"],
  );
  page.store.dispatch({ type: "configure-all", change: { trainingImages: 500 } });
  await settle();
  assert.equal(page.fetched.filter((file) => file === SECOND).length, 2);
  await page.sent(SECOND).fail();
  assert.deepEqual(
    page.store.state().lanes.map(({ status, problem }) => [status, problem]),
    ["A", "B"].map((name) => ["failed", `Run ${name} has no MNIST to train on.`]),
  );
  page.lab.parts.library.retry("mnist-14");
  await settle();
  await page.sent(SECOND).come();
  assert.deepEqual(page.heard(0, "create").at(-1).data, mnist(FIRST, SECOND));
  assert.deepEqual(page.store.state().problems, []);
});

test("a lane that is added gets a worker of its own; its worker ends with it", async () => {
  const page = await ready();
  page.store.dispatch({ type: "add-lane" });
  await settle();
  assert.deepEqual([...page.runs.keys()], ["A", "B", "C"]);
  assert.deepEqual(
    page.heard(2, "create").map(({ config }) => config.hiddenUnits),
    [392],
    "a copy of the last lane",
  );
  const c = page.runOf(2);
  const late = { type: "created", runId: page.store.state().lanes[2].runId };
  page.store.dispatch({ type: "remove-lane", lane: 0 });
  await settle();
  assert.deepEqual(page.runs.get("A")?.told.at(-1), ["stop"]);
  assert.deepEqual(c.told.filter(([said]) => said === "stop" || said === "create").length, 1, "the others go on");
  page.store.dispatch({ type: "remove-lane", lane: 1 });
  await settle();
  const before = page.store.state();
  c.report(late);
  assert.equal(page.store.state(), before, "nobody listens to a run that is gone");
});

test("λ and tying go to the running network once each", async () => {
  const page = await ready();
  page.report(1, 700);
  page.store.dispatch({ type: "configure", lane: 1, change: { lambda: 0.01 } });
  await settle();
  page.store.dispatch({ type: "configure", lane: 1, change: { tied: true } });
  await settle();
  assert.deepEqual(page.heard(1, "change"), [{ lambda: 0.01 }, { tied: true }]);
  assert.equal(page.heard(1, "create").length, 1);
});

test("data that cannot be had fail their lanes, and a retry brings them up", async () => {
  let broken = true;
  const page = setUp((file) =>
    broken ? Promise.reject(new Error("The file is gone. Retry.")) : Promise.resolve(file),
  );
  page.lab.start(MODULE);
  await settle();
  assert.deepEqual(page.store.state().problems, [
    { id: "mnist-14", message: "The file is gone. Retry.", retry: "mnist-14" },
  ]);
  assert.deepEqual(
    page.store.state().lanes.map(({ status }) => status),
    ["failed", "failed"],
  );
  assert.deepEqual(page.store.state().loading, []);
  broken = false;
  page.lab.parts.library.retry("mnist-14");
  await settle();
  assert.deepEqual(page.store.state().problems, []);
  assert.equal(page.heard(0, "create").length, 1);
});

test("other data that cannot be had are a problem of nobody else, and are asked for once", async () => {
  const page = setUp((file) =>
    file === "fashion-shown.gz" ? Promise.reject(new Error("Gone.")) : Promise.resolve(file),
  );
  page.lab.start(MODULE);
  await settle();
  for (const lane of [0, 1]) page.report(lane, 0, "created");
  await settle();
  page.report(0, 1);
  await settle();
  assert.deepEqual(page.fetched, [FIRST, "fashion-shown.gz", SECOND, REST]);
  assert.deepEqual(
    page.store.state().lanes.map(({ status }) => status),
    ["ready", "ready"],
  );
  assert.deepEqual(
    page.store.state().problems.map(({ id }) => id),
    ["fashion-shown"],
  );
});

test("without the module nothing waits for ever", async () => {
  const page = setUp();
  page.lab.bar();
  page.store.dispatch({ type: "restart", lane: 0 });
  page.store.dispatch({ type: "play" });
  await settle();
  assert.deepEqual(
    page.store.state().lanes.map(({ status }) => status),
    ["barred", "barred"],
  );
  assert.equal(page.store.state().playing, false);
});

test("a module that comes after all starts the runs as they were meant to begin", async () => {
  const page = setUp();
  const meant = page.store.state().lanes.map(({ runId, config }) => ({ runId, config }));
  page.lab.bar();
  page.lab.start(MODULE);
  await settle();
  assert.deepEqual(
    page.store.state().lanes.map(({ status, problem }) => [status, problem]),
    [
      ["creating", ""],
      ["creating", ""],
    ],
  );
  assert.deepEqual(
    page.store.state().lanes.map(({ runId, config }) => ({ runId, config })),
    meant,
  );
});

test("a run that goes on from where another was is trained there at once, whatever plays", async () => {
  const page = await ready();
  const row = (/** @type {number} */ step) => new Float64Array(CURVE_COLUMNS).fill(step, 0, 1);
  const { runId, picture } = page.store.state().lanes[0];
  const point = {
    step: 40,
    row: row(40),
    receipt: null,
    rows: [],
    uniformNoise: false,
    pixels: new Uint8ClampedArray(),
    drawing: new Uint8ClampedArray(),
    spread: 1,
  };
  page
    .runOf(0)
    .report({
      type: "snapshot",
      runId,
      snapshot: { ...picture?.snapshot, step: 90 },
      curve: Float64Array.from([...row(0), ...row(40), ...row(80)]),
      kept: [point],
      reconstructions: new Float32Array(),
      atRest: true,
    });
  for (const action of /** @type {const} */ ([
    { type: "travel", to: 45 },
    { type: "go-from", lane: 0 },
  ]))
    page.store.dispatch(action);
  await settle();
  assert.equal(page.heard(2, "create").length, 1);
  assert.deepEqual(page.heard(2, "pause"), []);
  page.report(2, 0, "created");
  await settle();
  assert.deepEqual(page.heard(2, "pause"), [40]);
  page.report(2, 20, "snapshot", false);
  page.store.dispatch({ type: "step" });
  await settle();
  page.frame(50);
  assert.deepEqual(page.heard(2, "pause"), [40], "a step of the others does not carry it further");
  page.store.dispatch({ type: "play" });
  await settle();
  for (const time of [100, 200, 300]) page.frame(time);
  assert.deepEqual(page.heard(2, "train"), [], "it comes to its step before it plays on");
  page.report(2, 40);
  await settle();
  const { playing, lanes } = page.store.state();
  assert.deepEqual([page.heard(2, "pause").at(-1), lanes[2].aim, playing], [40, undefined, false]);
});

test("a fork asks for a run as it stands, and the other lane goes on from it with its own settings", async () => {
  const page = await ready();
  for (const lane of [0, 1]) page.report(lane, 40);
  page.store.dispatch({ type: "configure", lane: 1, change: { lambda: 0.5 } });
  page.store.dispatch({ type: "ask", name: "A", purpose: { type: "fork", into: "B" } });
  await settle();
  assert.deepEqual(page.heard(0, "ask"), [1]);
  const { runId, config } = page.store.state().lanes[0];
  const state = {
    step: 43,
    events: 1,
    parameters: new Float32Array(),
    memory: new Float32Array(),
    curve: new Float64Array(),
  };
  const events = [{ step: 20, field: "tied", from: false, to: true }];
  page.runOf(0).report({ type: "state", runId, request: 1, snapshot: { events }, state });
  await settle();
  const create = page.heard(1, "create").at(-1);
  assert.deepEqual(create.config, config, "it begins as the other run did");
  assert.deepEqual(create.events, [
    { step: 20, change: { tied: true } },
    { step: 43, change: { lambda: 0.5 } },
    { step: 43, change: { tied: false } },
  ]);
  assert.equal(create.state, state);
  page.report(1, 43, "created");
  await settle();
  const { lambda, tied } = page.store.state().lanes[1].config;
  assert.deepEqual([lambda, tied], [0.5, false]);
  assert.deepEqual(page.heard(1, "change").slice(1), [], "what the run does by itself it is not told");
  assert.deepEqual(page.store.state().requests, []);
  assert.deepEqual(page.delivered, [], "nothing is downloaded");
});

test("changes that a run makes by itself show in its controls, and are not sent back to it", async () => {
  const page = setUp();
  const { lanes } = page.store.state();
  const [lane] = lanes;
  const events = [
    { step: 5, change: { lambda: 0.1 } },
    { step: 9, change: { tied: true } },
  ];
  Object.assign(lane, { events });
  page.lab.start(MODULE);
  await settle();
  assert.deepEqual(page.heard(0, "create")[0].events, events);
  const shown = () => {
    const { lambda, tied } = page.store.state().lanes[0].config;
    return [lambda, tied];
  };
  page.report(0, 0, "created");
  await settle();
  assert.deepEqual(shown(), [0, false]);
  page.report(0, 7);
  await settle();
  assert.deepEqual(shown(), [0.1, false]);
  page.store.dispatch({ type: "configure", lane: 0, change: { lambda: 0.2 } });
  await settle();
  page.report(0, 12);
  await settle();
  assert.deepEqual(shown(), [0.2, true]);
  assert.deepEqual(page.heard(0, "change"), [{ lambda: 0.2 }]);
});

test("fast arithmetic begins every run anew with the other module, and back", async () => {
  const page = await ready();
  const modules = () => page.heard(1, "create").map(({ module }) => module);
  page.store.dispatch({ type: "fast", on: true });
  await settle();
  await settle();
  page.report(1, 0, "created");
  page.store.dispatch({ type: "restart", lane: 1 });
  await settle();
  page.store.dispatch({ type: "fast", on: false });
  await settle();
  assert.deepEqual(modules(), [MODULE, FAST_MODULE, FAST_MODULE, MODULE]);
});

test("a fast module that does not load is said, and the runs use the other", async () => {
  const page = await ready(async () => Promise.reject(new Error("the server says 404")));
  page.store.dispatch({ type: "fast", on: true });
  await settle();
  await settle();
  const { fast, problems } = page.store.state();
  assert.deepEqual(
    [fast, problems.map(({ message }) => message)],
    [false, ["Fast arithmetic could not be loaded (the server says 404), so the runs use the reproducible one."]],
  );
  assert.equal(page.heard(0, "create").at(-1).module, MODULE);
});

test("a drawing goes to every lane, the newest when the last is shown; new runs begin with it", async () => {
  const page = await ready();
  const show = async (/** @type {Uint8Array | null} */ drawing) => {
    page.store.dispatch({ type: "view", view: { drawing } });
    await settle();
  };
  const tiles = async (/** @type {number} */ lane) => {
    page
      .runOf(lane)
      .report({
        type: "tiles",
        runId: page.store.state().lanes[lane].runId,
        tiles: {},
        inputs: new Float32Array(),
        reconstructions: new Float32Array(),
      });
    await settle();
  };
  const [first, second, third] = [10, 20, 30].map((at) => stroked(blank(), { x: at, y: at }, { x: at, y: 100 }));
  await show(first);
  for (const lane of [0, 1])
    assert.deepEqual(page.heard(lane, "drawing"), [imageFor(first, { ...DEFAULT_CONFIG, data: "mnist-14" })]);
  await show(second);
  await show(third);
  assert.equal(page.heard(0, "drawing").length, 1, "the worker is still busy with the first");
  await tiles(0);
  assert.deepEqual(page.heard(0, "drawing").slice(1), [imageFor(third, { ...DEFAULT_CONFIG, data: "mnist-14" })]);
  await tiles(0);
  assert.equal(page.heard(0, "drawing").length, 2, "nothing new");
  // One that is refused does not hold up the next.
  page.runOf(1).report({ type: "failed", runId: page.store.state().lanes[1].runId, message: "No.", fatal: false });
  await settle();
  assert.deepEqual(page.heard(1, "drawing").slice(1), [imageFor(third, { ...DEFAULT_CONFIG, data: "mnist-14" })]);
  page.store.dispatch({ type: "configure-all", change: { data: "mnist-28" } });
  await settle();
  assert.deepEqual(
    [0, 1].map((lane) => page.heard(lane, "create").at(-1).drawing),
    [
      imageFor(third, { ...DEFAULT_CONFIG, data: "mnist-28" }),
      imageFor(third, { ...DEFAULT_CONFIG, data: "mnist-28" }),
    ],
  );
  for (const lane of [0, 1]) page.report(lane, 0, "created");
  await settle();
  assert.equal(page.heard(0, "drawing").length, 2, "it is there already");
  await show(null);
  assert.deepEqual(
    [0, 1].map((lane) => page.heard(lane, "drawing").at(-1)),
    [undefined, undefined],
  );
  page.store.dispatch({ type: "reset" });
  await settle();
  assert.equal(page.heard(0, "create").at(-1).drawing, undefined);
});

test("a run that gives way waits in its worker; taken back, it is there as it stood, and who took its place waits", async () => {
  const page = await ready();
  for (const lane of [0, 1]) page.report(lane, 40);
  page.store.dispatch({ type: "play" });
  await settle();
  page.frame(100);
  const until = page.heard(0, "train").at(-1);
  const [first, second] = ["A", "B"].map((name) => page.runs.get(name));
  page.store.dispatch({ type: "reset" });
  await settle();
  assert.deepEqual(first?.told.at(-1), ["pause", until], "it comes to rest where it was to train to");
  assert.notEqual(page.runs.get("A"), first);
  for (const lane of [0, 1]) page.report(lane, 0, "created");
  page.store.dispatch({ type: "undo" });
  await settle();
  assert.equal(page.store.state().lanes[0].picture?.snapshot.step, 40);
  for (const run of [first, second]) assert.equal(run?.told.filter(([said]) => said === "create").length, 1);
  assert.ok(!first?.told.some(([said]) => said === "stop"));
});

test("runs that have trained on while they waited train on from there, once they are back", async () => {
  const page = await ready();
  for (const lane of [0, 1]) page.report(lane, 40);
  page.store.dispatch({ type: "play" });
  await settle();
  page.frame(100);
  page.frame(200);
  const until = page.heard(0, "train").at(-1);
  assert.ok(until > 40);
  const waiting = ["A", "B"].map((name) => page.runs.get(name));
  const { lanes } = page.store.state();
  page.store.dispatch({ type: "reset" });
  await settle();
  lanes.forEach(({ runId, picture }, lane) => {
    const snapshot = { ...picture?.snapshot, step: until };
    waiting[lane]?.report({ type: "snapshot", runId, atRest: true, snapshot });
  });
  page.store.dispatch({ type: "undo" });
  await settle();
  page.store.dispatch({ type: "play" });
  await settle();
  for (const time of [1000, 1100, 1200]) page.frame(time);
  for (const run of waiting)
    assert.ok(
      run?.told.some(([said, to]) => said === "train" && to > until),
      "it trains on",
    );
});

test("what waits reports, and what nobody can take back any more is ended", async () => {
  const page = await ready();
  for (const lane of [0, 1]) page.report(lane, 40);
  const first = page.runs.get("A");
  const { runId, picture } = page.store.state().lanes[0];
  page.store.dispatch({ type: "reset" });
  await settle();
  first?.report({ type: "snapshot", runId, atRest: true, snapshot: { ...picture?.snapshot, step: 41 } });
  const stepsKept = () => page.store.state().kept[0].lanes.map(({ picture: one }) => one?.snapshot.step);
  assert.deepEqual(stepsKept(), [41, 40]);
  first?.report({ type: "failed", runId, message: "It died.", fatal: true });
  await settle();
  assert.equal(page.store.state().kept[0].lanes[0].status, "failed");
  assert.deepEqual(first?.told.at(-1), ["stop"]);
});
