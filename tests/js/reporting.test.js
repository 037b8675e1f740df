// How often a worker reports: laws of times and costs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Reporting } from "../../www/worker/reporting.js";

const alone = () => 1;
const TRAINING = { resting: false, arrived: false };
const WAITING = { resting: false, arrived: true };
const RESTING = { resting: true, arrived: true };

/**
 * The share of ten seconds that goes into pictures of this cost, and how many there were.
 * @param {number} cost
 * @param {{resting: boolean, arrived: boolean}} run
 * @param {() => number} [company]
 */
function pictures(cost, run, company = alone) {
  const reporting = new Reporting(0, company);
  let [now, sent] = [0, 0];
  while (now < 10_000) {
    now += Math.max(reporting.wait(now, run), 1) + cost;
    reporting.pictured(now, cost, sent);
    sent += 1;
  }
  return { share: (sent * cost) / now, sent };
}

test("cheap pictures come every frame of a run that waits or rests, and twenty times a second of one that trains", () => {
  assert.equal(pictures(0.4, WAITING).sent, Math.ceil(10_000 / 16.4));
  assert.equal(pictures(0.4, RESTING).sent, Math.ceil(10_000 / 16.4));
  assert.equal(pictures(0.4, TRAINING).sent, Math.ceil(10_000 / 50.4));
});

test("dear pictures take three hundredths of the time, unless nobody waits for the run to train", () => {
  for (const cost of [5, 20, 30]) {
    for (const run of [TRAINING, WAITING]) {
      const { share, sent } = pictures(cost, run);
      assert.ok(share <= 0.0301 + cost / 10_000 && sent >= 1, `${cost} ms: ${share}`);
    }
    assert.ok(pictures(cost, RESTING).sent >= Math.floor(10_000 / (cost + 16)));
  }
});

test("runs in one worker share what its time allows", () => {
  const { share, sent } = pictures(5, TRAINING, () => 3);
  assert.ok(share <= 0.01 + 5 / 10_000 && sent >= 19, `${share}, ${sent}`);
  const shared = new Reporting(20, () => 3);
  assert.deepEqual(
    [3000, 3001].map((time) => shared.mayRefresh(time)),
    [false, true],
  );
});

test("a picture that another program held up delays no other, and none waits for longer than a second", () => {
  const reporting = new Reporting(0, alone);
  reporting.pictured(1000, 6, 1);
  reporting.pictured(2000, 300, 2);
  assert.equal(reporting.wait(2000, TRAINING), 6 / 0.03);
  reporting.pictured(3000, 6, 3);
  assert.equal(reporting.wait(3000, TRAINING), 6 / 0.03);
  reporting.pictured(4000, 300, 4);
  reporting.pictured(5000, 200, 5);
  assert.equal(reporting.wait(5000, TRAINING), 1000);
  assert.equal(reporting.wait(5000, WAITING), 1000);
});

test("readouts are refreshed for a fiftieth of the time, and never where it takes longer than a person waits", () => {
  const reporting = new Reporting(0, alone);
  assert.equal(reporting.mayRefresh(150), false);
  assert.equal(reporting.mayRefresh(151), true);
  reporting.evaluated(1000, 20);
  reporting.evaluated(2000, 20);
  assert.equal(reporting.mayRefresh(3000), false);
  assert.equal(reporting.mayRefresh(3001), true);
  reporting.evaluated(4000, 51);
  assert.equal(reporting.mayRefresh(5001), true, "another program may have held it up");
  reporting.evaluated(6000, 51);
  assert.equal(reporting.mayRefresh(1e9), false);
  assert.equal(new Reporting(51, alone).mayRefresh(1e9), false, "as creating the run has shown");
});

test("a step is told once, a frame after the last, or when the run has come to where it waits", () => {
  const reporting = new Reporting(0, alone);
  assert.equal(reporting.tells(100, 3, false), true);
  assert.equal(reporting.tells(200, 3, true), false, "it is known");
  assert.equal(reporting.tells(110, 4, false), false, "too early");
  assert.equal(reporting.tells(110, 4, true), true);
  reporting.pictured(200, 1, 9);
  assert.equal(reporting.tells(300, 9, true), false, "the picture said it");
});
