// The lesson: its texts can be shown, its scenes can be set, and no step discards a run in silence.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { selectorOf } from '../../www/lesson/places.js';
import { QUANTITIES } from '../../www/lesson/quantities.js';
import { STEPS, lessonStep } from '../../www/lesson/steps.js';
import { pieces, placesIn } from '../../www/lesson/text.js';
import { DEFAULT_CONFIG, configOf } from '../../www/presets.js';
import { reduce } from '../../www/reduce.js';
import { isDone, standsFor } from '../../www/scene.js';
import { initialState } from '../../www/state.js';

/** @import { Step } from '../../www/lesson/step.js' */
/** @import { Action, State } from '../../www/state.js' */

const PAGE = readFileSync(new URL('../../index.html', import.meta.url), 'utf8');

/** @param {Step} step */
const textsOf = ({ prose, try: task, look, limits }) => [prose, task, look, limits];
/** @param {State} state @param {...Action} actions */
const after = (state, ...actions) => actions.reduce(reduce, state);
/** @param {string} step @returns {Action} */
const lesson = (step) => ({ type: 'lesson', step });

/** The page at `step` of the lesson with both lanes trained so far. @param {string} id @param {number} trained */
function standing(id, trained) {
  const state = after(initialState(), lesson(id));
  return { ...state, lanes: state.lanes.map((lane) => ({ ...lane, status: /** @type {const} */ ('ready'), picture: /** @type {any} */ ({ snapshot: { step: trained, events: [] } }) })) };
}

test('a text is taken apart into plain words, stress, numbers and places', () => {
  assert.deepEqual(pieces('B _stores_: {B.heldOut}, see [the gap](B.gap).'), [
    { type: 'plain', text: 'B ' }, { type: 'stress', text: 'stores' }, { type: 'plain', text: ': ' },
    { type: 'number', lane: 'B', quantity: 'heldOut' }, { type: 'plain', text: ', see ' }, { type: 'place', text: 'the gap', place: 'B.gap' }, { type: 'plain', text: '.' },
  ]);
  assert.deepEqual(pieces('λ = 0 is W* = Wᵀ'), [{ type: 'plain', text: 'λ\u00a0=\u00a00 is W*\u00a0=\u00a0Wᵀ' }], 'equations do not break');
  assert.deepEqual(placesIn('[one](chart), then [another](A.gap)'), ['chart', 'A.gap']);
});

test('a place that does not exist is no place', () => {
  assert.equal(selectorOf('B.gap'), '.lane[data-lane="B"] .readout:has([data-readout="gap"])');
  for (const place of ['A.chart', 'gap', 'B.constructor', 'toString']) assert.throws(() => selectorOf(place), /the page has no place/u);
});

test('at least eight steps, each with its own name, short, and complete', () => {
  assert.ok(STEPS.length >= 8);
  assert.equal(new Set(STEPS.map(({ id }) => id)).size, STEPS.length);
  for (const step of STEPS) {
    assert.match(step.id, /^[a-z-]+$/u);
    assert.ok(step.prose.split(/\s+/u).length <= 60, `${step.id}: at most 60 words`);
    for (const text of [step.title, step.part, ...textsOf(step)]) assert.notEqual(text, '');
    assert.ok(placesIn(step.look).length > 0, `${step.id}: Look names a place`);
    assert.equal(lessonStep(step.id), step);
  }
  assert.throws(() => lessonStep('nowhere'), /no step "nowhere"/u);
});

for (const step of STEPS) {
  test(`${step.id}: its numbers and places exist`, () => {
    const lanes = (step.scene?.lanes ?? initialState().lanes).map((_, index) => 'ABCD'[index]);
    for (const piece of textsOf(step).flatMap(pieces)) {
      if (piece.type === 'number') assert.ok(Object.hasOwn(QUANTITIES, piece.quantity) && lanes.includes(piece.lane), `${piece.lane}.${piece.quantity}`);
      if (piece.type !== 'place') continue;
      const selector = selectorOf(piece.place);
      for (const [, part] of selector.matchAll(/data-part="([^"]+)"/gu)) assert.ok(PAGE.includes(`data-part="${part}"`), part);
      const [lane, inside] = piece.place.split('.');
      if (inside) assert.ok(lanes.includes(lane), piece.place);
    }
  });

  test(`${step.id}: its scene is made of settings that exist`, () => {
    for (const settings of step.scene?.lanes ?? []) {
      for (const [field, value] of Object.entries(settings)) assert.equal(typeof value, typeof new Map(Object.entries(DEFAULT_CONFIG)).get(field), field);
    }
    const state = after(initialState(), lesson(step.id));
    assert.equal(state.step, step.id);
    if (!step.scene) return;
    assert.equal(new Set(state.lanes.map(({ config: { data, trainingImages } }) => `${data} ${trainingImages}`)).size, 1, 'lanes share their data');
    assert.deepEqual(state.lanes.map(({ config }) => config), step.scene.lanes.map((settings) => configOf(settings, 1)));
    assert.ok(state.lanePointedAt < state.lanes.length);
    assert.equal(state.budget, step.scene.steps);
  });
}

test('the page opens at the first step', () => {
  const state = initialState();
  assert.equal(state.step, STEPS[0].id);
  assert.ok(standsFor(state.lanes, /** @type {any} */ (STEPS[0].scene)));
});

test('Next and Back walk the whole lesson and stop at its ends', () => {
  let state = initialState();
  for (const { id } of STEPS) {
    assert.equal(state.step, id);
    state = after(state, { type: 'turn', by: 1 });
  }
  assert.equal(after(state, { type: 'turn', by: 1 }), state);
  for (const { id } of STEPS.toReversed()) {
    assert.equal(state.step, id);
    state = after(state, { type: 'turn', by: -1 });
  }
  assert.equal(after(state, { type: 'turn', by: -1 }), state);
});

test('runs that are set as the next step wants them go on', () => {
  const before = { ...standing('bottleneck', 700), playing: true };
  const state = after(before, lesson('overcomplete'));
  assert.equal(state.lanes, before.lanes);
  assert.equal(state.playing, true);
  assert.equal(state.status, 'Step 2 of 11: the runs go on.');
});

test('runs that give way to new ones are named', () => {
  const before = { ...standing('overcomplete', 1500), playing: true };
  const state = after(before, lesson('copy'));
  assert.equal(state.playing, false);
  assert.equal(state.status, 'Step 3 of 11: new runs, at step 0. Those before, at step 1,500, are gone.');
  assert.equal(after(initialState(), lesson('copy')).status, 'Step 3 of 11: new runs, at step 0.');
  assert.equal(after(before, lesson('your-turn')).lanes, before.lanes, 'the last step leaves everything as it is');
});

test('a run that was changed on the way does not stand for the next step', () => {
  const changed = after(standing('bottleneck', 700), { type: 'configure', lane: 1, change: { lambda: 0.01 } });
  const state = after(changed, lesson('overcomplete'));
  assert.deepEqual(state.lanes.map(({ config, status }) => [config.lambda, status]), [[0, 'creating'], [0, 'creating']]);
});

test('a step keeps the seed, and takes more lanes away', () => {
  const state = after(initialState(), { type: 'share', change: { seed: 7 } }, { type: 'add-lane' }, lesson('tie'));
  assert.deepEqual(state.lanes.map(({ name, config }) => [name, config.seed, config.tied]), [['A', 7, false], ['B', 7, true]]);
});

test('the button of a step does what it says, on the running networks', () => {
  const penalty = after(standing('penalty', 700), { type: 'deed' });
  assert.deepEqual(penalty.lanes.map(({ config, status }) => [config.lambda, status]), [[0, 'ready'], [0.01, 'ready']]);
  assert.deepEqual(after(standing('tricks-meet', 1500), { type: 'deed' }).lanes.map(({ config }) => config.tied), [true, true]);
  assert.equal(after(initialState(), { type: 'deed' }).playing, true);
  const early = standing('penalty', 0);
  assert.deepEqual(after(early, { type: 'deed' }), { ...early, status: 'Train first: this changes networks while they run.' });
  const last = after(initialState(), lesson('your-turn'));
  assert.equal(after(last, { type: 'deed' }), last);
  const alone = after(standing('penalty', 700), { type: 'remove-lane', lane: 1 });
  assert.equal(after(alone, { type: 'deed' }), alone, 'the run it speaks of is gone');
});

test('the button of a step means lanes by their names, whoever else is gone', () => {
  const lambdas = (/** @type {State} */ { lanes }) => lanes.map(({ name, config }) => [name, config.lambda]);
  const second = after(standing('penalty', 700), { type: 'remove-lane', lane: 0 });
  assert.equal(isDone(second), false);
  const penalized = after(second, { type: 'deed' });
  assert.deepEqual(lambdas(penalized), [['B', 0.01]]);
  assert.equal(isDone(penalized), true);
  const third = after(standing('tied-copies', 1500), { type: 'add-lane' }, { type: 'remove-lane', lane: 0 });
  assert.equal(after(third, { type: 'deed' }), third, 'A is gone');
  assert.equal(isDone(third), false, 'though B, which is first now, has this λ');
});

test('a step is a move to step back over', () => {
  const state = initialState();
  assert.equal(after(state, { type: 'turn', by: 1 }).moves, state.moves + 1);
});
