// Curves and the marks on them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastPoint, marks, pointAt, pointCount } from '../../www/curve.js';

const curve = Float64Array.from([0, 20, 21, 0, 1.3, 0, 20, 10, 5, 7, 0.1, 1.1, 0, 5, 30, 1, 6, 0.2, 2, 0.5, 1.5]);

test('rows become points', () => {
  assert.equal(pointCount(curve), 3);
  assert.deepEqual(pointAt(curve, 1), { step: 10, train: 5, heldOut: 7, copyIndex: 0.1, noiseKept: 1.1, penalty: 0, objective: 5 });
  assert.equal(lastPoint(curve)?.step, 30);
  assert.equal(lastPoint(curve, 29)?.step, 10);
  assert.equal(lastPoint(curve, -1), undefined);
  assert.equal(lastPoint(new Float64Array()), undefined);
});

test('a dragged slider leaves one mark, from where it began to where it ended', () => {
  const dragged = [
    { step: 700, change: { lambda: 0.001 }, label: 'λ 0 → 0.001' },
    { step: 703, change: { lambda: 0.003 }, label: 'λ 0.001 → 0.003' },
    { step: 707, change: { lambda: 0.01 }, label: 'λ 0.003 → 0.01' },
  ];
  assert.deepEqual(marks(dragged, 30), [{ step: 707, label: 'λ 0 → 0.01' }]);
});

test('changes that are apart, or of another kind, keep their own marks', () => {
  const events = [
    { step: 100, change: { lambda: 0.01 }, label: 'λ 0 → 0.01' },
    { step: 110, change: { tied: true }, label: 'tie W* = Wᵀ' },
    { step: 120, change: { tied: false }, label: 'untie W*' },
    { step: 300, change: { lambda: 0.3 }, label: 'λ 0.01 → 0.3' },
    { step: 305, change: { learningRate: 0.001 }, label: 'η 0.002 → 0.001' },
  ];
  assert.deepEqual(marks(events, 30).map(({ label }) => label), events.map(({ label }) => label));
});

test('a slider that came back to where it was leaves none', () => {
  const back = [
    { step: 5, change: { lambda: 0.01 }, label: 'λ 0 → 0.01' },
    { step: 6, change: { lambda: 0 }, label: 'λ 0.01 → 0' },
  ];
  assert.deepEqual(marks(back, 30), []);
});
