// The clock of the lanes: how far they may train, frame by frame.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Rest, advance, limitFor, smoothedThroughput } from "../../www/runs/pace.js";
import { SPEEDS } from "../../www/settings/speeds.js";

const FRAME = 1000 / 60;

/**
 * Runs frames against lanes that make `capacity` steps a second, and says how many steps were made.
 * @param {{rate: number, capacity: number[], seconds: number, limit?: number, frame?: number}} run
 */
function play({ rate, capacity, seconds, limit = Infinity, frame = FRAME }) {
  let clock = { time: 0, step: 0 };
  const lanes = capacity.map((perSecond) => ({ perSecond, step: 0, rate: 0 }));
  let widest = 0;
  for (let time = frame; time <= seconds * 1000; time += frame) {
    const slowest = lanes.reduce((a, b) => (b.step < a.step ? b : a));
    clock = advance(clock, { time, rate, slowest: slowest.step, throughput: slowest.rate, limit });
    for (const lane of lanes) {
      const made = Math.min(
        Math.max(Math.floor(clock.step) - lane.step, 0),
        Math.ceil((lane.perSecond * frame) / 1000),
      );
      lane.rate = made > 0 ? smoothedThroughput(lane.rate, made, frame) : lane.rate;
      lane.step += made;
    }
    widest = Math.max(widest, Math.max(...lanes.map(({ step }) => step)) - Math.min(...lanes.map(({ step }) => step)));
  }
  return { steps: lanes.map(({ step }) => step), widest };
}

test("the default speed lasts ten seconds for 1500 steps", () => {
  assert.equal(1500 / SPEEDS.watchable.rate, 10);
  const { steps } = play({ rate: SPEEDS.watchable.rate, capacity: [1e5, 2000], seconds: 10 });
  for (const step of steps) assert.ok(step > 1450 && step <= 1500, `${step} steps`);
});

test("a finite speed keeps lanes on the same step when both can follow", () => {
  const { widest } = play({ rate: 150, capacity: [1e5, 5000], seconds: 4 });
  assert.equal(widest, 0);
});

test("the faster lane waits for the slower", () => {
  const { steps, widest } = play({ rate: 150, capacity: [1e5, 59], seconds: 5 });
  assert.ok(steps[1] > 200 && steps[1] <= 310, `the slow lane made ${steps[1]} steps`);
  assert.ok(widest < 40, `the lanes were ${widest} steps apart`);
});

test("where a lane cannot keep up with the speed, the others are not far ahead of it, and it is nearly never idle", () => {
  const { steps, widest } = play({ rate: 600, capacity: [1e5, 300], seconds: 4 });
  assert.ok(steps[1] > 0.85 * 4 * 300, `${steps[1]} of 1200 possible steps`);
  assert.ok(widest <= 0.15 * 600, `the lanes were ${widest} steps apart`);
});

test("without a limit on speed the slowest lane is nearly never idle", () => {
  const { steps } = play({ rate: Infinity, capacity: [1e5, 3000], seconds: 4 });
  assert.ok(Math.min(...steps) > 0.85 * 4 * 3000, `${Math.min(...steps)} of 12000 possible steps`);
});

test("slow frames neither starve the lanes nor let the clock jump", () => {
  const { steps } = play({ rate: 150, capacity: [1e5, 1e5], seconds: 4, frame: 200 });
  for (const step of steps) assert.ok(step > 500 && step <= 600, `${step} steps`);
  const clock = advance(
    { time: 0, step: 100 },
    { time: 60_000, rate: 150, slowest: 100, throughput: 150, limit: Infinity },
  );
  assert.ok(clock.step <= 100 + 150 * 0.25, `a minute away became ${clock.step - 100} steps`);
});

test("at a named speed the clock waits for the slowest lane; without limit it keeps ahead of it", () => {
  const clock = { time: 0, step: 12.5 };
  const behind = { time: 50, slowest: 11, throughput: 150, limit: Infinity };
  assert.deepEqual(advance(clock, { ...behind, rate: 150 }), clock);
  assert.ok(advance(clock, { ...behind, rate: Infinity }).step > 12.5);
  assert.ok(advance(clock, { ...behind, slowest: 12, rate: 150 }).step > 12.5);
});

test("a lane that makes five steps a second is never sent far ahead: a pause would have to wait for it", () => {
  const now = { time: 250, slowest: 40, throughput: 5, limit: Infinity };
  for (const rate of [150, Infinity]) assert.ok(advance({ time: 0, step: 40 }, { ...now, rate }).step <= 46);
});

test("the clock stops at the limit and comes back for a lane that starts again", () => {
  assert.equal(
    advance({ time: 0, step: 1499 }, { time: 100, rate: 150, slowest: 1499, throughput: 150, limit: 1500 }).step,
    1500,
  );
  const restarted = advance({ time: 0, step: 0 }, { time: 16, rate: 150, slowest: 0, throughput: 150, limit: 1500 });
  assert.ok(restarted.step < 10);
});

test("a budget is a limit until all lanes are there; then play goes on", () => {
  assert.equal(limitFor([0, 0], 1500), 1500);
  assert.equal(limitFor([1500, 1500], 1500), Infinity);
  assert.equal(limitFor([0, 1700], 1500), 1700);
  assert.equal(limitFor([0, 0], null), Infinity);
});

/**
 * A second of frames of a page that draws a picture in `cost` ms as soon as it may, on a screen with so many frames a second.
 * @param {number} cost
 * @param {number} [hertz]
 */
function watchRest(cost, hertz = 60) {
  const rest = new Rest();
  const frame = 1000 / hertz;
  let [frames, pictures, time, asked] = [0, 0, 0, true];
  while (time < 10_000) {
    const pictured = asked;
    asked = rest.frame(time, pictured);
    frames += 1;
    pictures += Number(pictured);
    time += frame * Math.max(1, Math.ceil((pictured ? cost : 1) / frame));
  }
  return { frames: frames / 10, pictures: pictures / 10 };
}

test("a picture that is drawn within a frame is shown in every frame", () => {
  for (const hertz of [30, 60, 120]) {
    const { frames, pictures } = watchRest(0.8 * (1000 / Math.max(hertz, 60)), hertz);
    assert.ok(frames > 0.95 * hertz && pictures > 0.95 * hertz, `${hertz} Hz: ${frames} frames, ${pictures} pictures`);
  }
});

test("a page that draws slowly keeps 52 frames a second, and still shows pictures", () => {
  for (const cost of [20, 30, 45, 60, 100]) {
    const { frames, pictures } = watchRest(cost);
    assert.ok(frames >= 52, `${cost} ms: ${frames} frames`);
    assert.ok(pictures >= 1.4, `${cost} ms: ${pictures} pictures`);
  }
});

test("a minute of sleep is no slow picture", () => {
  const rest = new Rest();
  rest.frame(0, true);
  rest.frame(60_000, false);
  assert.ok(rest.frame(60_700, false));
});
