// A verdict is worked out from numbers, and is no stronger than they are.
import assert from "node:assert/strict";
import { test } from "node:test";
import { spreadOf } from "../../www/base/spread.js";
import { characterOf, isSettled, verdict } from "../../www/lanes/verdict.js";
import { evidence } from "./verdict_fakes.js";

/** @import { Tiles } from '../../www/base/schema.js' */

// What the presets that a verdict must name come to in 1500 steps (2000 for the copier): ranges are in tests/pytorch/presets.rs.
const MEASURED = {
  squeezer: { k: 16, train: 2.73, heldOut: 4.37, copyIndex: 0.0743, noiseKept: 0.277, spread: 0.587 },
  memorizer: { train: 0.0113, heldOut: 6.38, copyIndex: 0.162, noiseKept: 1.99, spread: 1.12 },
  learner: { lambda: 0.01, train: 0.187, heldOut: 1.86, copyIndex: 0.168, noiseKept: 0.113, spread: 0.626 },
  flattened: { lambda: 0.3, train: 5.6, heldOut: 6.22, copyIndex: 0.0227, noiseKept: 0.013, spread: 0.171 },
  amplifier: { train: 0.005, heldOut: 2.98, copyIndex: 0.813, noiseKept: 2.53, spread: 1.3 },
  copier: { train: 0.02, heldOut: 0.022, copyIndex: 0.807, noiseKept: 0.94 },
};

for (const [character, numbers] of Object.entries(MEASURED)) {
  test(`the measured ${character} is called one`, () => {
    const found = verdict(evidence(numbers));
    assert.equal(found.character, character);
    assert.ok(found.firm);
    assert.match(found.text, /^B .*\.$/u);
  });
}

// What runs between and beside the presets came to, with seed 1.
const ON_THE_WAY = /** @type {const} */ ([
  ["squeezer", "k = 8", { k: 8, train: 4.96, heldOut: 5.83, copyIndex: 0.0345, noiseKept: 0.119, spread: 0.397 }],
  [
    "squeezer",
    "k = 8, whose spread λ has not made small",
    { k: 8, lambda: 0.001, train: 4.96, heldOut: 5.83, copyIndex: 0.0345, noiseKept: 0.119, spread: 0.397 },
  ],
  ["squeezer", "k = 32", { k: 32, train: 1.33, heldOut: 3.34, copyIndex: 0.124, noiseKept: 0.436, spread: 0.638 }],
  [
    "damper",
    "k = 16, He: most directions are lost",
    { k: 16, train: 7.27, heldOut: 8.78, copyIndex: 0.0135, noiseKept: 0.519, spread: 0.327 },
  ],
  ["part memorizer", "Glorot", { train: 0.0155, heldOut: 2.63, copyIndex: 0.219, noiseKept: 0.565, spread: 0.758 }],
  ["copier", "Glorot, tied", { train: 0.0135, heldOut: 0.926, copyIndex: 0.694, noiseKept: 0.692, spread: 0.9 }],
  ["memorizer", "k = 64", { k: 64, train: 0.298, heldOut: 3.06, copyIndex: 0.196, noiseKept: 0.784, spread: 0.788 }],
  ["memorizer", "k = 784", { k: 784, train: 0.0118, heldOut: 10, copyIndex: 0.148, noiseKept: 3.45, spread: 1.49 }],
  [
    "memorizer",
    "λ = 0.0001",
    { lambda: 0.0001, train: 0.0033, heldOut: 5.27, copyIndex: 0.172, noiseKept: 0.803, spread: 1.03 },
  ],
  [
    "learner",
    "λ = 0.001",
    { lambda: 0.001, train: 0.0057, heldOut: 2.56, copyIndex: 0.183, noiseKept: 0.253, spread: 0.767 },
  ],
  [
    "part memorizer",
    "λ = 0.001 at step 600",
    { lambda: 0.001, step: 600, train: 0.016, heldOut: 4.45, copyIndex: 0.172, noiseKept: 0.588, spread: 0.951 },
  ],
  [
    "learner",
    "λ = 0.003",
    { lambda: 0.003, train: 0.029, heldOut: 1.79, copyIndex: 0.19, noiseKept: 0.15, spread: 0.674 },
  ],
  [
    "learner",
    "λ = 0.03",
    { lambda: 0.03, train: 0.789, heldOut: 2.49, copyIndex: 0.121, noiseKept: 0.0774, spread: 0.535 },
  ],
  [
    "flattened",
    "λ = 0.1",
    { lambda: 0.1, train: 2.56, heldOut: 4.03, copyIndex: 0.0621, noiseKept: 0.0373, spread: 0.362 },
  ],
  [
    "beginner",
    "λ = 0.3 at step 60",
    { lambda: 0.3, step: 60, train: 5.39, heldOut: 6.58, copyIndex: 0.0377, noiseKept: 0.162, spread: 0.3 },
  ],
  [
    "learner",
    "tied, λ = 0.003",
    { lambda: 0.003, train: 0.0134, heldOut: 0.925, copyIndex: 0.334, noiseKept: 0.249, spread: 0.757 },
  ],
  [
    "learner",
    "tied, λ = 0.01",
    { lambda: 0.01, train: 0.087, heldOut: 1.23, copyIndex: 0.241, noiseKept: 0.157, spread: 0.674 },
  ],
  [
    "part copier",
    "tied, λ = 0.001",
    { lambda: 0.001, train: 0.0038, heldOut: 1.19, copyIndex: 0.476, noiseKept: 0.534, spread: 0.897 },
  ],
  [
    "flattened",
    "tied, λ = 0.3",
    { lambda: 0.3, train: 3.46, heldOut: 4.68, copyIndex: 0.0463, noiseKept: 0.0272, spread: 0.295 },
  ],
  ["amplifier", "tied, m = 200", { train: 0.0593, heldOut: 1.12, copyIndex: 0.653, noiseKept: 1.59, spread: 1.04 }],
  ["copier", "tied, m = 1000", { train: 0.0622, heldOut: 0.161, copyIndex: 0.644, noiseKept: 0.986, spread: 0.985 }],
  ["memorizer", "m = 200", { train: 0.0326, heldOut: 3.34, copyIndex: 0.253, noiseKept: 1.83, spread: 1.03 }],
  ["amplifier", "m = 500", { train: 0.126, heldOut: 0.673, copyIndex: 0.437, noiseKept: 1.33, spread: 1 }],
  ["part copier", "m = 2000", { train: 0.18, heldOut: 0.242, copyIndex: 0.48, noiseKept: 0.942, spread: 0.972 }],
]);

for (const [character, name, numbers] of ON_THE_WAY) {
  test(`${name}: ${character}`, () => assert.equal(characterOf(evidence(numbers)), character));
}

test("500 images: new ones come back, and noise is enlarged", () => {
  const numbers = ON_THE_WAY.find(([, name]) => name === "m = 500")?.[2];
  assert.equal(
    numbers && verdict(evidence(numbers)).text,
    "B redraws new images with error 0.67, but enlarges noise: copy index 0.44, noise kept 1.33.",
  );
});

test("whatever the numbers, the sentence is complete, and says nothing that they refute", () => {
  const found = new Set();
  for (const step of [0, 6, 1500])
    for (const k of [1, 16, 392])
      for (const lambda of [0, 0.001, 0.1])
        for (const noiseKept of [0.01, 0.2, 0.5, 0.92, 1.05, 1.15, 3]) {
          for (const copyIndex of [-0.01, 0.03, 0.2, 0.4, 0.9, 1.3])
            for (const heldOut of [0.02, 2, 9])
              for (const train of [0.01, 1.9, 8])
                for (const share of [0.001, 0.3, 0.9]) {
                  // (tr J / n)² ≤ ‖J‖² / n: what enlarges changes enlarges noise.
                  if (copyIndex > 1 && noiseKept < copyIndex ** 2) continue;
                  const { character, text } = verdict(
                    evidence({ step, k, lambda, noiseKept, copyIndex, heldOut, train, spread: share }),
                  );
                  found.add(character);
                  assert.match(text, /^B [a-z][^{}]{10,}\.$/u);
                  assert.doesNotMatch(text, /undefined|NaN|not a number/u);
                  const claims = /** @type {[RegExp, boolean][]} */ ([
                    [/enlarges (noise|changes and noise)/u, noiseKept > 1],
                    [/enlarges changes/u, copyIndex > 1],
                    [/damps noise/u, noiseKept < 0.95],
                    [/lets noise through/u, noiseKept > 0.9 && noiseKept < 1.1],
                    [/noise comes out as noise/u, noiseKept >= 0.6 && noiseKept < 1.1],
                    [/of noise only/u, noiseKept <= 0.3],
                    [/^B memorizes:/u, train < heldOut / 2 && heldOut > 2.5],
                    [/^B memorizes in part/u, train < heldOut / 2],
                    [/new images come back|redraws new images with error [\d.]+, but/u, heldOut < 2.7],
                    [/flattened/u, lambda > 0 && noiseKept < 0.3],
                    [/copies/u, copyIndex >= 0.35 && copyIndex < 1.1],
                    [/^B squeezes/u, k < 196 && copyIndex > 0],
                  ]);
                  for (const [claim, holds] of claims)
                    assert.ok(
                      holds || !claim.test(text),
                      `${text} ${JSON.stringify({ noiseKept, copyIndex, heldOut, train, lambda, k, share })}`,
                    );
                }
        }
  assert.deepEqual([...found].toSorted(), [
    "amplifier",
    "beginner",
    "collapsed",
    "copier",
    "damper",
    "flattened",
    "learner",
    "memorizer",
    "part copier",
    "part memorizer",
    "squeezer",
    "untrained",
  ]);
});

test("a run that copies and enlarges noise is said to do both", () => {
  assert.equal(
    verdict(evidence(MEASURED.amplifier)).text,
    "B copies, and enlarges noise: copy index 0.81, noise kept 2.53.",
  );
  assert.match(verdict(evidence({ train: 5, heldOut: 7, copyIndex: 0.3, noiseKept: 1.5 })).text, /^B enlarges noise/u);
  // Tied, with tanh: nothing is copied that comes out twice as large.
  const tanh = { train: 0.0132, heldOut: 4.13, copyIndex: 2.2, noiseKept: 6.7, spread: 1.65 };
  assert.equal(verdict(evidence(tanh)).text, "B enlarges changes and noise: copy index 2.20, noise kept 6.70.");
});

test("the copy machine with λ = 0.03 is a learner", () => {
  assert.equal(
    characterOf(evidence({ lambda: 0.03, train: 1.47, heldOut: 1.66, copyIndex: 0.148, noiseKept: 0.109 })),
    "learner",
  );
});

test("what is not trained, and what draws one image for all, is not judged by its errors", () => {
  assert.equal(characterOf(evidence({ ...MEASURED.memorizer, step: 0 })), "untrained");
  assert.equal(characterOf(evidence({ ...MEASURED.learner, spread: 0.001 })), "collapsed");
  assert.equal(
    characterOf(
      evidence({
        train: 8e14,
        heldOut: 8e14,
        copyIndex: 0,
        noiseKept: 8e18,
        spread: 0.001,
        earlier: [0, 100, 90, 0, 9],
      }),
    ),
    "exploded",
  );
  assert.equal(characterOf(evidence({ train: 3, heldOut: 5, copyIndex: 0.3, noiseKept: 1 })), "damper");
});

test("only a run that redraws its own images memorizes them", () => {
  const far = { heldOut: 69.9, copyIndex: 0.1, noiseKept: 9 };
  assert.equal(characterOf(evidence({ ...far, train: 0.2, step: 60 })), "memorizer");
  assert.equal(characterOf(evidence({ ...far, train: 16, step: 60 })), "beginner");
  const entropy = (/** @type {number} */ train) => {
    const found = evidence({ train, heldOut: 2 * train, copyIndex: 0.1, noiseKept: 1.05 });
    return characterOf({ ...found, config: { ...found.config, loss: "cross-entropy" } });
  };
  assert.deepEqual([30, 716].map(entropy), ["memorizer", "damper"]);
});

test("whether new images come back is no question of cross-entropy, which is far above 0 at its best", () => {
  const measured = /** @type {const} */ ([
    ["part memorizer", 0.419, { train: 22.3, heldOut: 32.2, copyIndex: 0.116, noiseKept: 0.332, spread: 0.954 }],
    ["squeezer", 0.538, { k: 16, train: 28.3, heldOut: 36.9, copyIndex: 0.0647, noiseKept: 0.29, spread: 0.787 }],
    [
      "learner",
      0.225,
      { lambda: 0.01, train: 24.4, heldOut: 29.6, copyIndex: 0.0951, noiseKept: 0.0964, spread: 0.68 },
    ],
    [
      "flattened",
      0.357,
      { lambda: 0.1, train: 38.6, heldOut: 41.9, copyIndex: 0.0317, noiseKept: 0.0248, spread: 0.246 },
    ],
  ]);
  for (const [character, denoisingError, numbers] of measured) {
    const found = evidence(numbers);
    const { snapshot } = found;
    const evaluation = { ...snapshot.evaluation, denoisingError };
    assert.equal(
      characterOf({
        ...found,
        config: { ...found.config, loss: "cross-entropy" },
        snapshot: { ...snapshot, evaluation },
      }),
      character,
    );
  }
});

test("a run whose first steps have not been measured is not said to be untrained", () => {
  const before = evidence({ ...MEASURED.memorizer, step: 0 });
  assert.match(verdict(before).text, /is not trained yet/u);
  assert.match(
    verdict({ ...before, snapshot: { ...before.snapshot, step: 38 } }).text,
    /^B has not been measured since its first step\.$/u,
  );
});

test("a verdict is not firm early, nor while its numbers move, nor just after a change", () => {
  assert.equal(isSettled(evidence({ ...MEASURED.memorizer, step: 150 })), false);
  const moving = [1300, 0.2, 8, 0.16, 2];
  assert.equal(isSettled(evidence({ ...MEASURED.memorizer, earlier: moving })), false);
  const wavering = [1700, 0.006, 0.011, 0.81, 0.94];
  assert.equal(
    isSettled(evidence({ ...MEASURED.copier, step: 2000, earlier: wavering })),
    true,
    "an error next to nothing may waver",
  );
  const event = { step: 1400, field: "lambda", from: 0, to: 0.01 };
  assert.equal(isSettled(evidence({ ...MEASURED.learner, events: [event] })), false);
  assert.equal(isSettled(evidence({ ...MEASURED.learner, events: [{ ...event, step: 700 }] })), true);
  assert.equal(isSettled(evidence({ ...MEASURED.learner, noiseKept: NaN, earlier: moving })), false);
});

test("a change is told with what it did to noise kept", () => {
  const event = { step: 700, field: "lambda", from: 0, to: 0.01 };
  const before = [690, 0.02, 6.4, 0.16, 2];
  const { text } = verdict(evidence({ ...MEASURED.learner, events: [event], earlier: before }));
  assert.match(text, /noise kept 2\.00 → 0\.11 since step 700\.$/u);
  const late = verdict(
    evidence({
      ...MEASURED.learner,
      step: 3000,
      events: [{ ...event, step: 1500 }],
      earlier: [1490, ...before.slice(1)],
    }),
  );
  assert.match(late.text, /since step 1,500\.$/u);
});

test("spread compares reconstructions with images", () => {
  /** @type {Tiles} */
  const tiles = { side: 1, columns: 2, rows: ["train", "held-out"] };
  const inputs = Float32Array.from([0, 0, 0, 1]);
  assert.equal(spreadOf(tiles, inputs, Float32Array.from([0, 0, 0, 1])), 1);
  assert.equal(spreadOf(tiles, inputs, Float32Array.from([0, 1, 0.5, 0.5])), 0);
});
