// A verdict is worked out from numbers, and is no stronger than they are.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_CONFIG } from '../../www/presets.js';
import { characterOf, isSettled, spreadOf, verdict } from '../../www/verdict.js';

/**
 * A run that has stood at these numbers for a while.
 * @param {{train: number, heldOut: number, copyIndex: number, noiseKept: number, k?: number, lambda?: number, step?: number, events?: any[], earlier?: number[], spread?: number}} numbers
 */
function evidence({ train, heldOut, copyIndex, noiseKept, k = 392, lambda = 0, step = 1500, events = [], earlier = [], spread: share = 0.8 }) {
  const evaluation = { step, train, heldOut, gap: heldOut - train, copyIndex, noiseKept, penalty: 0, objective: train, thetaSquared: 100 };
  const row = [step, train, heldOut, copyIndex, noiseKept, 0, train];
  const snapshot = { step, epoch: step / 4, inputs: 196, hiddenUnits: k, parameters: 1, lambda, tied: false, learningRate: 0.002, evaluation, events, receipt: '0000-0000-0000', divergence: null, theory: null };
  return { name: 'B', config: { ...DEFAULT_CONFIG, hiddenUnits: k, lambda }, snapshot, curve: Float64Array.from([...earlier, ...row]), spread: share };
}

// Means over ten seeds of the presets that a verdict must name.
const MEASURED = {
  squeezer: { k: 16, train: 2.77, heldOut: 4.4, copyIndex: 0.0685, noiseKept: 0.5 },
  memorizer: { train: 0.0101, heldOut: 6.4, copyIndex: 0.165, noiseKept: 2.25 },
  learner: { lambda: 0.01, train: 0.191, heldOut: 1.85, copyIndex: 0.165, noiseKept: 0.223 },
  flattened: { lambda: 0.3, train: 5.27, heldOut: 6.18, copyIndex: 0.022, noiseKept: 0.371 },
  amplifier: { train: 0.007, heldOut: 2.9, copyIndex: 0.8, noiseKept: 2.6 },
  copier: { train: 0.02, heldOut: 0.022, copyIndex: 0.807, noiseKept: 0.93 },
};

for (const [character, numbers] of Object.entries(MEASURED)) {
  test(`the measured ${character} is called one`, () => {
    const found = verdict(evidence(numbers));
    assert.equal(found.character, character);
    assert.ok(found.firm);
    assert.match(found.text, /^B .*\.$/u);
  });
}

test('tied with λ = 0.01 and the copy machine with λ = 0.03 are learners', () => {
  assert.equal(characterOf(evidence({ lambda: 0.01, train: 0.085, heldOut: 1.2, copyIndex: 0.24, noiseKept: 0.235 })), 'learner');
  assert.equal(characterOf(evidence({ lambda: 0.03, train: 1.47, heldOut: 1.66, copyIndex: 0.148, noiseKept: 0.208 })), 'learner');
});

test('what is not trained, and what draws one image for all, is not judged by its errors', () => {
  assert.equal(characterOf(evidence({ ...MEASURED.memorizer, step: 0 })), 'untrained');
  assert.equal(characterOf(evidence({ ...MEASURED.learner, spread: 0.001 })), 'collapsed');
  assert.equal(characterOf(evidence({ train: 3, heldOut: 5, copyIndex: 0.4, noiseKept: 1 })), 'between');
});

test('a verdict is not firm early, nor while its numbers move, nor just after a change', () => {
  assert.equal(isSettled(evidence({ ...MEASURED.memorizer, step: 150 })), false);
  const moving = [1300, 0.2, 8, 0.16, 2.25, 0, 0.2];
  assert.equal(isSettled(evidence({ ...MEASURED.memorizer, earlier: moving })), false);
  const event = { step: 1400, change: { lambda: 0.01 }, label: 'λ 0 → 0.01' };
  assert.equal(isSettled(evidence({ ...MEASURED.learner, events: [event] })), false);
  assert.equal(isSettled(evidence({ ...MEASURED.learner, events: [{ ...event, step: 700 }] })), true);
  assert.equal(isSettled(evidence({ ...MEASURED.learner, noiseKept: NaN, earlier: moving })), false);
});

test('a change is told with what it did to noise kept', () => {
  const event = { step: 700, change: { lambda: 0.01 }, label: 'λ 0 → 0.01' };
  const before = [690, 0.02, 6.4, 0.16, 2.25, 0, 0.02];
  const { text } = verdict(evidence({ ...MEASURED.learner, events: [event], earlier: before }));
  assert.match(text, /noise kept 2\.25 → 0\.22 since step 700\.$/u);
});

test('spread compares reconstructions with images', () => {
  const tiles = { side: 1, columns: 2, rows: ['train', 'held-out'] };
  const inputs = Float32Array.from([0, 0, 0, 1]);
  assert.equal(spreadOf(tiles, inputs, Float32Array.from([0, 0, 0, 1])), 1);
  assert.equal(spreadOf(tiles, inputs, Float32Array.from([0, 1, 0.5, 0.5])), 0);
});
