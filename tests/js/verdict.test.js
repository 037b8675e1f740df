// A verdict is worked out from numbers, and is no stronger than they are.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_CONFIG } from '../../www/presets.js';
import { CURVE_COLUMNS } from '../../www/protocol.js';
import { characterOf, isSettled, spreadOf, verdict } from '../../www/verdict.js';

/** A row of a curve that begins with these numbers. @param {number[]} numbers */
const rowOf = (numbers) => [...numbers, ...Array(CURVE_COLUMNS - numbers.length).fill(0)];

/**
 * A run that has stood at these numbers for a while.
 * @param {{train: number, heldOut: number, copyIndex: number, denoisingError: number, k?: number, lambda?: number, step?: number, events?: any[], earlier?: number[], spread?: number}} numbers
 */
function evidence({ train, heldOut, copyIndex, denoisingError, k = 392, lambda = 0, step = 1500, events = [], earlier = [], spread: share = 0.8 }) {
  const evaluation = { step, train, heldOut, gap: heldOut - train, copyIndex, noiseKept: denoisingError, denoisingError, penalty: 0, objective: train, thetaSquared: 100 };
  const snapshot = { step, epoch: step / 4, inputs: 196, hiddenUnits: k, parameters: 1, lambda, tied: false, learningRate: 0.002, evaluation, events, receipt: '0000-0000-0000', divergence: null, theory: null };
  return { name: 'B', config: { ...DEFAULT_CONFIG, hiddenUnits: k, lambda }, snapshot, curve: Float64Array.from([...(earlier.length > 0 ? rowOf(earlier) : []), ...rowOf([step, train, heldOut, copyIndex, denoisingError, denoisingError])]), spread: share };
}

// Means over ten seeds of the presets that a verdict must name.
const MEASURED = {
  squeezer: { k: 16, train: 2.77, heldOut: 4.4, copyIndex: 0.0685, denoisingError: 0.5 },
  memorizer: { train: 0.0101, heldOut: 6.4, copyIndex: 0.165, denoisingError: 2.25 },
  learner: { lambda: 0.01, train: 0.191, heldOut: 1.85, copyIndex: 0.165, denoisingError: 0.223 },
  flattened: { lambda: 0.3, train: 5.27, heldOut: 6.18, copyIndex: 0.022, denoisingError: 0.371, spread: 0.17 },
  amplifier: { train: 0.007, heldOut: 2.9, copyIndex: 0.8, denoisingError: 2.6 },
  copier: { train: 0.02, heldOut: 0.022, copyIndex: 0.807, denoisingError: 0.93 },
};

for (const [character, numbers] of Object.entries(MEASURED)) {
  test(`the measured ${character} is called one`, () => {
    const found = verdict(evidence(numbers));
    assert.equal(found.character, character);
    assert.ok(found.firm);
    assert.match(found.text, /^B .*\.$/u);
  });
}

// What runs between the presets came to, with seed 1.
const ON_THE_WAY = {
  flattened: { lambda: 0.1, train: 2.56, heldOut: 4.03, copyIndex: 0.062, denoisingError: 0.27, spread: 0.362 },
  learner: { lambda: 0.03, train: 0.789, heldOut: 2.49, copyIndex: 0.121, denoisingError: 0.224, spread: 0.535 },
  squeezer: { k: 32, train: 1.33, heldOut: 3.34, copyIndex: 0.124, denoisingError: 0.621, spread: 0.638 },
  copier: { train: 0.0135, heldOut: 0.926, copyIndex: 0.694, denoisingError: 0.728, spread: 0.9 },
  memorizer: { k: 64, train: 0.298, heldOut: 3.06, copyIndex: 0.196, denoisingError: 0.93, spread: 0.788 },
  'part memorizer': { lambda: 0.001, train: 0.00568, heldOut: 2.56, copyIndex: 0.183, denoisingError: 0.385, spread: 0.767 },
  'part copier': { lambda: 0.001, train: 0.00383, heldOut: 1.19, copyIndex: 0.476, denoisingError: 0.579, spread: 0.898 },
};

for (const [character, numbers] of Object.entries(ON_THE_WAY)) {
  test(`a run on the way is called a ${character}`, () => assert.equal(characterOf(evidence(numbers)), character));
}

test('whatever the numbers, the sentence is complete', () => {
  const found = new Set();
  for (const step of [0, 6, 1500]) for (const k of [1, 16, 392]) for (const lambda of [0, 0.01]) for (const denoisingError of [0.2, 0.5, 1, 3]) {
    for (const copyIndex of [-0.01, 0.03, 0.2, 0.4, 0.9]) for (const heldOut of [0.02, 2, 9]) for (const share of [0.001, 0.3, 0.9]) {
      const { character, text } = verdict(evidence({ step, k, lambda, denoisingError, copyIndex, heldOut, train: 0.01, spread: share }));
      found.add(character);
      assert.match(text, /^B [a-z][^{}]{10,}\.$/u);
      assert.doesNotMatch(text, /undefined|NaN|not a number/u);
    }
  }
  assert.deepEqual([...found].toSorted(), ['amplifier', 'beginner', 'collapsed', 'copier', 'damper', 'flattened', 'learner', 'memorizer', 'part copier', 'part memorizer', 'squeezer', 'untrained']);
});

test('a run that copies and enlarges noise is said to do both', () => {
  assert.equal(verdict(evidence(MEASURED.amplifier)).text, 'B copies, and enlarges noise: copy index 0.80, denoising error 2.60.');
  assert.match(verdict(evidence({ train: 5, heldOut: 7, copyIndex: 0.3, denoisingError: 1.5 })).text, /^B enlarges noise/u);
});

test('tied with λ = 0.01 and the copy machine with λ = 0.03 are learners', () => {
  assert.equal(characterOf(evidence({ lambda: 0.01, train: 0.085, heldOut: 1.2, copyIndex: 0.24, denoisingError: 0.235 })), 'learner');
  assert.equal(characterOf(evidence({ lambda: 0.03, train: 1.47, heldOut: 1.66, copyIndex: 0.148, denoisingError: 0.208 })), 'learner');
});

test('what is not trained, and what draws one image for all, is not judged by its errors', () => {
  assert.equal(characterOf(evidence({ ...MEASURED.memorizer, step: 0 })), 'untrained');
  assert.equal(characterOf(evidence({ ...MEASURED.learner, spread: 0.001 })), 'collapsed');
  assert.equal(characterOf(evidence({ train: 8e14, heldOut: 8e14, copyIndex: 0, denoisingError: 8e18, spread: 0.001, earlier: [0, 100, 90, 0, 9] })), 'exploded');
  assert.equal(characterOf(evidence({ train: 3, heldOut: 5, copyIndex: 0.3, denoisingError: 1 })), 'damper');
});

test('only a run that redraws its own images memorizes them', () => {
  const far = { heldOut: 69.9, copyIndex: 0.1, denoisingError: 9 };
  assert.equal(characterOf(evidence({ ...far, train: 0.2, step: 60 })), 'memorizer');
  assert.equal(characterOf(evidence({ ...far, train: 16, step: 60 })), 'beginner');
  const entropy = (/** @type {number} */ train) => {
    const found = evidence({ train, heldOut: 2 * train, copyIndex: 0.1, denoisingError: 1.1 });
    return characterOf({ ...found, config: { ...found.config, loss: 'cross-entropy' } });
  };
  assert.deepEqual([30, 716].map(entropy), ['memorizer', 'damper']);
});

test('a run whose first steps have not been measured is not said to be untrained', () => {
  const before = evidence({ ...MEASURED.memorizer, step: 0 });
  assert.match(verdict(before).text, /is not trained yet/u);
  assert.match(verdict({ ...before, snapshot: { ...before.snapshot, step: 38 } }).text, /^B has not been measured since its first step\.$/u);
});

test('a verdict is not firm early, nor while its numbers move, nor just after a change', () => {
  assert.equal(isSettled(evidence({ ...MEASURED.memorizer, step: 150 })), false);
  const moving = [1300, 0.2, 8, 0.16, 2.25, 2.25, 0, 0.2];
  assert.equal(isSettled(evidence({ ...MEASURED.memorizer, earlier: moving })), false);
  const wavering = [1700, 0.006, 0.011, 0.81, 0.92, 0.92, 0, 0.006];
  assert.equal(isSettled(evidence({ ...MEASURED.copier, step: 2000, earlier: wavering })), true, 'an error next to nothing may waver');
  const event = { step: 1400, change: { lambda: 0.01 }, label: 'λ 0 → 0.01' };
  assert.equal(isSettled(evidence({ ...MEASURED.learner, events: [event] })), false);
  assert.equal(isSettled(evidence({ ...MEASURED.learner, events: [{ ...event, step: 700 }] })), true);
  assert.equal(isSettled(evidence({ ...MEASURED.learner, denoisingError: NaN, earlier: moving })), false);
});

test('a change is told with what it did to denoising error', () => {
  const event = { step: 700, change: { lambda: 0.01 }, label: 'λ 0 → 0.01' };
  const before = [690, 0.02, 6.4, 0.16, 2.25, 2.25, 0, 0.02];
  const { text } = verdict(evidence({ ...MEASURED.learner, events: [event], earlier: before }));
  assert.match(text, /denoising error 2\.25 → 0\.22 since step 700\.$/u);
  const late = verdict(evidence({ ...MEASURED.learner, step: 3000, events: [{ ...event, step: 1500 }], earlier: [1490, ...before.slice(1)] }));
  assert.match(late.text, /since step 1,500\.$/u);
});

test('spread compares reconstructions with images', () => {
  const tiles = { side: 1, columns: 2, rows: ['train', 'held-out'] };
  const inputs = Float32Array.from([0, 0, 0, 1]);
  assert.equal(spreadOf(tiles, inputs, Float32Array.from([0, 0, 0, 1])), 1);
  assert.equal(spreadOf(tiles, inputs, Float32Array.from([0, 1, 0.5, 0.5])), 0);
});
