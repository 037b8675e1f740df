// The clock that lanes share: play, pause, step, budget, lockstep.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ready, settle } from "./lab_fakes.js";

test("play raises every lane to the same step, and pause stops them there", async () => {
  const page = await ready();
  page.store.dispatch({ type: "play" });
  await settle();
  page.frame(20);
  const until = page.heard(0, "train").at(-1);
  assert.ok(until >= 2);
  assert.equal(page.heard(1, "train").at(-1), until);
  page.frame(40);
  assert.equal(page.heard(0, "train").at(-1), until, "nobody goes on before both are there");
  for (const lane of [0, 1]) page.report(lane, until);
  page.frame(60);
  assert.ok(page.heard(0, "train").at(-1) > until);
  page.store.dispatch({ type: "pause" });
  await settle();
  assert.deepEqual(page.heard(0, "pause"), [page.heard(0, "train").at(-1)]);
  assert.deepEqual(page.heard(1, "pause"), page.heard(0, "pause"));
});

test("the clock goes by where the workers say they are, which may be ahead of what is shown", async () => {
  const page = await ready();
  page.store.dispatch({ type: "play" });
  await settle();
  page.frame(20);
  const until = page.heard(0, "train").at(-1);
  for (const lane of [0, 1])
    page.runOf(lane).report({ type: "progress", runId: page.store.state().lanes[lane].runId, step: until });
  page.frame(40);
  assert.ok(page.heard(0, "train").at(-1) > until);
  assert.deepEqual(
    page.store.state().lanes.map(({ picture }) => picture?.snapshot.step),
    [0, 0],
  );
});

test("an answer is due from a run that plays and is behind, and from no other", async () => {
  const page = await ready();
  const due = () => {
    page.lab.watch();
    return [0, 1].map((lane) => page.heard(lane, "expect").at(-1));
  };
  assert.deepEqual(due(), [false, false], "nothing plays");
  page.store.dispatch({ type: "play" });
  await settle();
  page.frame(20);
  assert.deepEqual(due(), [true, true]);
  page.report(0, page.heard(0, "train").at(-1));
  assert.deepEqual(due(), [false, true], "the first waits for the second");
  page.store.dispatch({ type: "restart", lane: 1 });
  await settle();
  assert.deepEqual(due(), [false, false], "a run that is created is watched as such");
  page.report(1, 0, "created");
  page.store.dispatch({ type: "pause" });
  await settle();
  assert.deepEqual(due(), [false, false]);
});

test("a silence is said once, and no longer when it is over; what else is said meanwhile stays", async () => {
  const page = await ready();
  const said = () => {
    page.lab.watch();
    return page.store.state().status;
  };
  page.store.dispatch({ type: "play" });
  assert.equal(said(), "");
  page.silent.add("B");
  const sentence =
    "Run B has not answered for 10 seconds: it may be busy. “Restart run” ends its worker and begins anew.";
  assert.equal(said(), sentence);
  page.silent.clear();
  assert.equal(said(), "");
  page.silent.add("B");
  assert.equal(said(), sentence);
  page.store.dispatch({ type: "pause" });
  assert.equal(said(), "Paused.");
  page.silent.clear();
  assert.equal(said(), "Paused.");
});

test("a run whose reports come in all at once does not look fast, and the other does not run away from it", async () => {
  const page = await ready();
  page.store.dispatch({ type: "speed", speed: "unlimited" });
  page.store.dispatch({ type: "play" });
  await settle();
  const progress = (/** @type {number} */ lane, /** @type {number} */ step) =>
    page.runOf(lane).report({ type: "progress", runId: page.store.state().lanes[lane].runId, step });
  // The second lane makes 200 steps a second; a busy page hears of them ten times a second, of four frames' at once.
  for (let time = 100; time <= 3000; time += 100) {
    for (const [late, behind] of [
      [0, 15],
      [0.05, 10],
      [0.1, 5],
      [0.15, 0],
    ]) {
      page.frame(time + late);
      progress(1, time / 5 - behind);
    }
    progress(0, page.heard(0, "train").at(-1));
  }
  const lead = page.heard(0, "train").at(-1) - 600;
  // The steps of three tenths of a second, and half as many again.
  assert.ok(lead > 0 && lead <= 90, `a lead of ${lead} steps`);
});

test("the budget is reached when its step is shown", async () => {
  const page = await ready();
  page.store.dispatch({ type: "play" });
  await settle();
  for (const lane of [0, 1])
    page.runOf(lane).report({ type: "progress", runId: page.store.state().lanes[lane].runId, step: 1500 });
  page.frame(20);
  assert.equal(page.store.state().playing, true);
  for (const lane of [0, 1]) page.report(lane, 1500);
  page.frame(40);
  assert.equal(page.store.state().playing, false);
});

test("step makes one step in each lane, however often it is pressed", async () => {
  const page = await ready();
  for (let press = 0; press < 3; press += 1) page.store.dispatch({ type: "step" });
  await settle();
  page.store.dispatch({ type: "step" });
  await settle();
  assert.equal(page.heard(0, "pause").at(-1), 4);
  assert.equal(page.heard(1, "pause").at(-1), 4);
});

test("play pauses at the budget, evaluated exactly there, and goes on beyond it", async () => {
  const page = await ready();
  for (const lane of [0, 1]) page.report(lane, 1499);
  page.store.dispatch({ type: "play" });
  await settle();
  page.frame(1000);
  assert.equal(page.heard(0, "train").at(-1), 1500);
  for (const lane of [0, 1]) page.report(lane, 1500);
  page.frame(1020);
  await settle();
  assert.equal(page.store.state().playing, false);
  assert.deepEqual(page.heard(1, "pause"), [1500]);
  page.store.dispatch({ type: "play" });
  await settle();
  page.frame(1040);
  assert.ok(page.heard(0, "train").at(-1) > 1500);
  // The runs are those of the first statement, too.
  page.store.dispatch({ type: "lesson", card: "bottleneck" });
  page.store.dispatch({ type: "act", act: "on" });
  for (const lane of [0, 1]) page.report(lane, 14_999);
  await settle();
  page.frame(1060);
  page.frame(1260);
  assert.equal(page.heard(0, "train").at(-1), 15_000, "a budget that is set while they train holds at once");
});

test("out of lockstep each lane trains at its own pace", async () => {
  const page = await ready();
  page.store.dispatch({ type: "view", view: { lockstep: false } });
  page.store.dispatch({ type: "play" });
  await settle();
  page.frame(20);
  const until = page.heard(0, "train").at(-1);
  page.report(0, until);
  page.frame(40);
  assert.ok(page.heard(0, "train").at(-1) > until, "A goes on");
  assert.deepEqual(page.heard(1, "train"), [until], "while B is still on its way");
});

test("a lane that starts again catches up while the other waits", async () => {
  const page = await ready();
  for (const lane of [0, 1]) page.report(lane, 800);
  page.store.dispatch({ type: "play" });
  page.store.dispatch({ type: "configure", lane: 1, change: { hiddenUnits: 64 } });
  await settle();
  assert.equal(page.heard(1, "create").length, 1, "in a place of its own: the run before waits in its");
  page.report(1, 0, "created");
  await settle();
  page.frame(2000);
  assert.deepEqual(page.heard(0, "train"), []);
  assert.ok(page.heard(1, "train").at(-1) < 100);
});

test("a lane whose worker died leaves the clock to the other", async () => {
  const page = await ready();
  page.runOf(1).report({ type: "failed", runId: page.store.state().lanes[1].runId, message: "It died.", fatal: true });
  page.store.dispatch({ type: "play" });
  await settle();
  page.frame(50);
  page.report(0, page.heard(0, "train").at(-1));
  page.frame(100);
  assert.ok(page.heard(0, "train").length >= 2);
  assert.deepEqual(page.heard(1, "train"), []);
});

test("each report is acknowledged once, after it was drawn", async () => {
  const page = await ready();
  assert.equal(page.lab.busy, true);
  assert.deepEqual(page.heard(0, "acknowledge"), []);
  page.frame(16);
  page.frame(32);
  assert.equal(page.heard(0, "acknowledge").length, 1);
  assert.equal(page.lab.busy, false);
});

test("a page that is slow to draw asks for its next picture later, and gets it", async () => {
  const page = await ready();
  page.store.dispatch({ type: "play" });
  await settle();
  page.frame(16);
  page.frame(32);
  const asked = () => page.heard(0, "acknowledge").length;
  const before = asked();
  page.report(0, 1, "snapshot", false);
  page.frame(48);
  assert.equal(asked(), before + 1, "nothing is known against it yet");
  page.report(0, 2, "snapshot", false);
  page.frame(108);
  assert.equal(asked(), before + 1, "the last took the page 60 ms");
  assert.ok(page.lab.busy);
  for (let time = 124; time < 420; time += 16) page.frame(time);
  assert.equal(asked(), before + 2);
  page.store.dispatch({ type: "pause" });
  await settle();
  page.report(0, 3, "snapshot", false);
  page.frame(440);
  page.report(0, 4, "snapshot", false);
  page.frame(640);
  assert.equal(asked(), before + 4, "at rest nothing waits");
});

test("of pictures that come seldom a frame shows one; what a run reports next does not overtake its own", async () => {
  const page = await ready();
  page.store.dispatch({ type: "play" });
  await settle();
  const shown = () => page.store.state().lanes.map(({ picture }) => picture?.snapshot.step);
  const picture = (/** @type {number} */ lane, /** @type {number} */ step) =>
    page.report(lane, step, "snapshot", false);
  page.frame(1000);
  picture(0, 1);
  picture(1, 1);
  assert.deepEqual(shown(), [1, 0], "the second waits");
  assert.ok(page.lab.busy);
  page.frame(1016);
  assert.deepEqual(shown(), [1, 1]);
  picture(0, 2);
  picture(1, 2);
  assert.deepEqual(shown(), [2, 2], "they come as often as frames: each is shown at once");
  page.frame(2000);
  picture(0, 3);
  picture(1, 3);
  page.report(1, 4);
  assert.deepEqual(shown(), [3, 4], "a run at rest is shown at once");
  page.frame(2016);
  assert.deepEqual(shown(), [3, 4]);
});

test("a slider that is dragged while a run trains changes it a few times, and once more where it is let go", async () => {
  const page = await ready();
  page.store.dispatch({ type: "play" });
  await settle();
  const drag = async (/** @type {number} */ from, /** @type {number} */ frames) => {
    for (let at = 1; at <= frames; at += 1) {
      page.frame(from + 16 * at);
      const until = page.heard(1, "train").at(-1) ?? 0;
      for (const lane of [0, 1])
        page.runOf(lane).report({ type: "progress", runId: page.store.state().lanes[lane].runId, step: until });
      page.store.dispatch({ type: "configure", lane: 1, change: { lambda: at / 1000 } });
      await settle();
    }
    return from + 16 * frames;
  };
  for (const lane of [0, 1]) page.report(lane, 1);
  let time = await drag(0, 625);
  const told = page.heard(1, "change").map(({ lambda }) => lambda);
  assert.equal(told[0], 0.001, "the first at once");
  assert.ok(told.length > 50 && told.length <= 1 + 10_000 / 150, `${told.length} changes in ten seconds`);
  page.frame((time += 150));
  assert.equal(page.heard(1, "change").at(-1).lambda, 0.625, "the last, without another motion");
  page.frame((time += 1000));
  assert.equal(page.heard(1, "change").at(-1).lambda, 0.625);

  time = await drag(time, 5);
  assert.equal(page.heard(1, "change").at(-1).lambda, 0.001);
  page.store.dispatch({ type: "ask", name: "B", purpose: { type: "weights" } });
  await settle();
  const said = page.runOf(1).told.map(([what]) => what);
  assert.equal(page.heard(1, "change").at(-1).lambda, 0.005, "what is taken away has all of it");
  assert.ok(said.lastIndexOf("change") < said.lastIndexOf("ask"));

  await drag(time, 3);
  page.store.dispatch({ type: "pause" });
  await settle();
  const then = page.runOf(1).told.map(([what]) => what);
  assert.equal(page.heard(1, "change").at(-1).lambda, 0.003, "and where it stops");
  assert.ok(then.lastIndexOf("change") < then.lastIndexOf("pause"));
  for (const lambda of [0.1, 0.2, 0.3]) {
    page.store.dispatch({ type: "configure", lane: 1, change: { lambda } });
    await settle();
  }
  assert.deepEqual(
    page
      .heard(1, "change")
      .slice(-3)
      .map(({ lambda }) => lambda),
    [0.1, 0.2, 0.3],
    "at rest nothing waits",
  );
});
