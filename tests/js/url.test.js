// A link carries the state: law, exact forms, and what becomes of a link that is broken or old.
import assert from "node:assert/strict";
import { test } from "node:test";
import { FIRST_POINTS } from "../../www/images/points.js";
import { CARDS, FIRST } from "../../www/lesson/cards.js";
import { PRESETS, SETTINGS, configOf } from "../../www/settings/presets.js";
import { PROPERTIES, propertiesOf } from "../../www/link/properties.js";
import { reduce } from "../../www/state/reduce.js";
import { initialState } from "../../www/state/state.js";
import { addressOf, parse, serialize } from "../../www/link/url.js";
import { generator, randomAddress } from "./link_fakes.js";

test("parse undoes serialize, and serialize is stable, for random states", () => {
  const random = generator(7);
  for (let count = 0; count < 500; count += 1) {
    const address = randomAddress(random);
    const link = serialize(address);
    const read = parse(`#${link}`);
    assert.deepEqual(read, { address, problems: [] }, link);
    assert.equal(serialize(read.address), link);
    assert.match(link, /^[\w.:,@&=-]*$/u, "nothing in it needs to be escaped");
    assert.deepEqual(parse(encodeURI(link)).address, address);
  }
});

test("the page as it opens has no link, and each card of the lesson one word", () => {
  assert.equal(serialize(addressOf(initialState())), "");
  assert.deepEqual(parse("").address, addressOf(initialState()));
  for (const { id } of CARDS) {
    const state = reduce(initialState(), { type: "lesson", card: id });
    assert.equal(serialize(addressOf(state)), id === CARDS[0].id ? "" : `step=${id}`);
    assert.deepEqual(parse(`step=${id}`).address, addressOf(state));
    const opened = reduce(initialState(), { type: "restore", address: parse(`step=${id}`).address, problems: [] });
    assert.deepEqual([opened.card, opened.lanePointedAt, opened.budget], [id, state.lanePointedAt, state.budget]);
  }
});

test("a link of before there was a card at the beginning is about the lecture’s first statement, as it was then", () => {
  for (const link of ["a=k:16&b=k:392,l:.01@700", "until=60", "fast=on", "utm_source=x&seed=3"])
    assert.equal(parse(link).address.card, FIRST.id, link);
  for (const link of ["", "#", "fbclid=x", "nonsense=1", "step=nowhere"])
    assert.equal(parse(link).address.card, CARDS[0].id, link);
  const { card, ...rest } = addressOf(initialState());
  const view = { ...rest.view, smooth: true };
  assert.equal(serialize({ card, ...rest, view }), "step=autoencoder&smooth=on");
  assert.equal(serialize({ ...rest, card: FIRST.id, view }), "smooth=on");
});

test("a preset is carried with its budget", () => {
  for (const { id } of PRESETS) {
    const state = reduce(initialState(), { type: "preset", preset: id });
    assert.deepEqual(parse(serialize(addressOf(state))), { address: addressOf(state), problems: [] });
  }
});

test("a link is short and says only what differs", () => {
  const [a, b] = [
    configOf(SETTINGS.bottleneck, 3),
    { ...configOf(SETTINGS.overcomplete, 3), lambda: 0.001, tied: true, penalizeBiases: false },
  ];
  const events = [
    { step: 700, change: { lambda: 0.01 } },
    { step: 900, change: { tied: false } },
  ];
  const { card, view } = addressOf(initialState());
  const address = {
    card,
    lanes: [
      { name: "A", config: a, events: [] },
      { name: "B", config: b, events },
    ],
    view: { ...view, logErrors: false },
  };
  assert.equal(
    serialize(address),
    "step=autoencoder&a=k:16&b=k:392,l:.001,tied,biases:off,l:.01@700,tied:off@900&seed=3&y=linear",
  );
  assert.deepEqual(
    parse("b=k:392&b=k:8").address.lanes.map(({ name, config }) => [name, config.hiddenUnits]),
    [["B", 8]],
  );
});

test("restoring what is there changes nothing; a lane that differs begins anew", () => {
  const state = initialState();
  const { address } = parse("a=k:16&b=k:392,l:.01&tab=loss");
  const restored = reduce(state, { type: "restore", address, problems: [] });
  assert.equal(restored.lanes[0], state.lanes[0], "run A goes on");
  assert.notEqual(restored.lanes[1].runId, state.lanes[1].runId);
  assert.deepEqual(addressOf(restored), address);
  assert.equal(restored.card, FIRST.id, "a link that names runs is about the lecture’s first statement");
  assert.equal(restored.historyEntries, state.historyEntries, "going back is no move");
});

test("a link to fast arithmetic is followed where it is offered: every run begins anew", () => {
  const { address, problems } = parse("fast=on");
  assert.deepEqual([serialize(address), problems], ["fast=on", []]);
  const offered = { ...initialState(), fastOffered: true };
  const fast = reduce(offered, { type: "restore", address, problems });
  assert.equal(fast.fast, true);
  fast.lanes.forEach(({ runId }, lane) => assert.notEqual(runId, offered.lanes[lane].runId));
  assert.deepEqual(reduce(fast, { type: "restore", address, problems }).lanes, fast.lanes);
  const without = reduce(initialState(), { type: "restore", address, problems });
  assert.deepEqual([without.fast, without.lanes], [false, initialState().lanes]);
  assert.deepEqual(without.linkProblems, [
    "“fast” needs relaxed SIMD, which this browser does not have; reproducible arithmetic is used.",
  ]);
});

test("random states are restored, whatever was there before", () => {
  const random = generator(11);
  /** @type {import('../../www/state/state.js').State} */
  let state = { ...initialState(), fastOffered: true };
  for (let count = 0; count < 100; count += 1) {
    const address = randomAddress(random);
    state = reduce(state, { type: "restore", address, problems: [] });
    assert.deepEqual(addressOf(state), address);
    assert.equal(new Set(state.lanes.map(({ runId }) => runId)).size, state.lanes.length);
    assert.ok(state.lanes[state.lanePointedAt]);
  }
});

/** @param {string} link @param {...string} problems */
function broken(link, ...problems) {
  const read = parse(link);
  assert.deepEqual(read.problems, problems);
  return read.address;
}

test("what is wrong is named, with what is allowed; the rest is followed", () => {
  const { lanes, view } = broken(
    "a=k:0,l:.5,foo:1&b=l:x,tied:maybe,k:3@9,l:1@soon&seed=-1&speed=ludicrous&flavour=mint&y=linear&tab=tarot",
    "“speed” is “ludicrous”, but may be slow, watchable, fast, unlimited.",
    `“tab” is “tarot”, but may be ${propertiesOf("page").find(({ key }) => key === "tab")?.kind.allowed}.`,
    "“seed” is “-1”, but may be a whole number from 0 to 4294967295.",
    "“k” of run A is “0”, but may be a whole number from 1 to 4096.",
    "“foo:1” of run A is not known here; known are k, l, tied, act, out, loss, opt, lr, schedule, steps, batch, init, gain, biases, twice, decay, centred.",
    "“l” of run B is “x”, but may be 0 to 1000000.",
    "“tied” of run B is “maybe”, but may be on, off.",
    "“k:3@9” of run B is not known here; what can change at a step is l, tied, lr.",
    "The step of “l:1@soon” of run B may be a whole number from 0 to 1000000000.",
    "“flavour=mint” is not known here; known are step, pages, hide, autoplay, embed, origins, speed, lockstep, fast, until, tab, y, x, smooth, bands, range, ledger, units, order, scales, rows, noise, nearest, sweep, measure, seeds, weights, of, inside, unit, phase, field, guess, ink, projector, data, points, own, m, seed, a, b, c, d.",
  );
  assert.equal(lanes[0].config.lambda, 0.5);
  assert.deepEqual(
    [lanes[0].config.hiddenUnits, lanes[0].config.seed, view.speed, view.logErrors],
    [16, 1, "watchable", false],
  );
});

test("settings that do not fit each other are mended", () => {
  const { lanes } = broken(
    "a=loss:cross-entropy&b=centred,out:sigmoid",
    "“loss:cross-entropy” of run A needs “out:sigmoid”; the squared error is used.",
    "“centred” of run B needs “out:linear”; the data are left as they are.",
  );
  assert.deepEqual([lanes[0].config.loss, lanes[1].config.centred], ["squared-error", false]);
  const digits = broken(
    "data=digits-8&m=5000",
    "“m” is 5000, but Digits 8×8 has only 1297 images to train on; these are used.",
  );
  assert.equal(digits.lanes[0].config.trainingImages, 1297);
});

test("points that a person has placed are in the link, all of them, and those of other data are not", () => {
  const link = "data=points&points=V2S000V2Szzz&m=2";
  const beyond = broken(
    link,
    "“points” is “V2S000V2Szzz”, but may be 2 to 200 points of three letters or digits each.",
  );
  assert.equal(beyond.lanes[0].config.points, FIRST_POINTS);
  const three = broken("data=points&points=V2S000V2T");
  assert.deepEqual(
    three.lanes.map(({ config: { data, points, trainingImages } }) => [data, points, trainingImages]),
    [
      ["points", "V2S000V2T", 2],
      ["points", "V2S000V2T", 2],
    ],
    "all that are not held out are trained on, unless the link says otherwise",
  );
  assert.equal(serialize(three), "data=points&points=V2S000V2T");
  assert.equal(serialize(broken("data=points&points=V2S000V2T&m=1")), "data=points&points=V2S000V2T&m=1");
  const many = "000".repeat(201);
  assert.equal(parse(`data=points&points=${many}`).problems.length, 1);
  assert.deepEqual(parse(`data=points&points=${many.slice(3)}`).problems, []);
  const one = broken(
    "data=points&points=V2S",
    "“points” is “V2S”, but may be 2 to 200 points of three letters or digits each.",
  );
  assert.deepEqual([one.lanes[0].config.points, one.lanes[0].config.trainingImages], [FIRST_POINTS, 20]);
  const few = broken(
    "data=points&points=V2S000V2T&m=5",
    "“m” is 5, but Your points has only 2 points to train on; these are used.",
  );
  assert.equal(few.lanes[0].config.trainingImages, 2);
  const other = broken("data=arc&points=V2SV2T", "“points” needs “data=points”; the points are left out.");
  assert.ok(!("points" in other.lanes[0].config));
  const entropy = broken(
    "a=out:sigmoid,loss:cross-entropy&data=moons",
    "“loss:cross-entropy” of run A needs images, not points; the squared error is used.",
  );
  assert.equal(entropy.lanes[0].config.loss, "squared-error");
});

test("a link that contradicts itself is followed to its last word, and says so", () => {
  const { lanes, view } = broken(
    "a=k:16,k:32,tied,tied:off,act:tanh,act:tanh&b=k:8&b=k:392&speed=fast&speed=slow&seed=3&seed=3&m=5&m=x&tab=loss&tab=loss&d=l:.01@1@700,lr:.1:.2,l",
    "“speed” is given twice, as “fast” and as “slow”; the last holds.",
    "“m” is “x”, but may be a whole number from 1 to 16000.",
    "“k” of run A is given twice, as “16” and as “32”; the last holds.",
    "“tied” of run A is given twice, as “on” and as “off”; the last holds.",
    "“b” is given twice, as “k:8” and as “k:392”; the last holds.",
    "The step of “l:.01@1@700” of run D may be a whole number from 0 to 1000000000.",
    "“lr” of run D is “.1:.2”, but may be 0 to 1000.",
    "“l” of run D is “”, but may be 0 to 1000000.",
  );
  assert.deepEqual(
    lanes.map(({ config, events }) => [config.hiddenUnits, config.tied, config.trainingImages, events.length]),
    [
      [32, false, 5, 0],
      [392, false, 5, 0],
      [16, false, 5, 0],
    ],
  );
  assert.equal(view.speed, "slow");
});

test("what a drag left in links of earlier pages is what came of it, without a word", () => {
  const { lanes } = broken(
    "a=k:16,l:.1@100,l:.2@100,l:0@100&b=k:392,l:.1@100,lr:.1@100,l:.2@100,l:.2@700&c=tied@5,tied:off@5,l:.1@5,tied:off@9",
  );
  const link = serialize({ ...addressOf(initialState()), card: FIRST.id, lanes });
  assert.equal(link, "a=k:16&b=k:392,l:.2@100,lr:.1@100&c=k:16,tied@5,tied:off@5,l:.1@5");
  assert.equal(parse("a=l:-0,lr:-.0@7").address.lanes[0].config.lambda, 0);
});

test("what the state holds is in the table, or not for a link", () => {
  const notForLinks = [
    "lanes",
    "nextRunId",
    "historyEntries",
    "playing",
    "stepsAsked",
    "requests",
    "nextRequest",
    "status",
    "lanePointedAt",
    "theme",
    "fastOffered",
    "loading",
    "problems",
    "linkProblems",
    "kept",
    "undone",
    "offer",
    "shelf",
    "seeds",
    "replays",
    "sweep",
    "outcomes",
    "placed",
    "probe",
    "predicting",
    "owns",
    "padOpen",
    "then",
    "filming",
  ];
  assert.deepEqual(
    Object.keys(initialState()).toSorted(),
    [...notForLinks, ...propertiesOf("page").map(({ field }) => field)].toSorted(),
  );
  assert.equal(new Set(PROPERTIES.map(({ key }) => key)).size, PROPERTIES.length);
});
