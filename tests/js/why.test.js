// Why a run behaves as it does: what is made of its Jacobian, and what is said of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  angleText,
  bendText,
  diagonalOf,
  effectiveRank,
  fieldOf,
  gainsOf,
  outsideOf,
  responseOf,
  shareText,
  spectrumOf,
  weightsOf,
  whyText,
} from "../../www/lanes/why.js";
import { pixelAfter, placeText } from "../../www/views/instruments/response_map.js";
import { readText } from "../../www/views/instruments/why_maps.js";

/** Four pixels: output 0 answers input 1, the others nearly only themselves. */
const MEAN = Float32Array.of(0.5, 0.25, 0, 0, 0, 1, 0, 0, 0, 0, 1, -0.5, 0, 0, 0, 0.5);

test("the mean response is told by its trace, and by how much of it its diagonal is", () => {
  const { copied, inPlace } = responseOf(MEAN);
  assert.equal(copied, 3 / 4);
  assert.equal(inPlace, 2.5 / (2.5 + 0.0625 + 0.25));
  assert.deepEqual(responseOf(new Float32Array(4)), { copied: 0, inPlace: 0 });
  assert.deepEqual([...diagonalOf(MEAN)], [0.5, 1, 1, 0.5]);
  assert.deepEqual([...fieldOf(MEAN, 2, "in")], [0, 0, 1, -0.5], "a row: what an output answers to");
  assert.deepEqual([...fieldOf(MEAN, 1, "out")], [0.25, 1, 0, 0], "a column: what an input moves");
});

test("the effective rank is r of r values that are alike, and between 1 and r of others", () => {
  const close = (/** @type {number} */ found, /** @type {number} */ expected) =>
    assert.ok(Math.abs(found - expected) < 1e-12, `${found}, expected ${expected}`);
  close(effectiveRank([3, 3, 3, 0]), 3);
  close(effectiveRank([7]), 1);
  assert.equal(effectiveRank([0, 0]), 0);
  // By hand: shares 3/4 and 1/4.
  close(effectiveRank([3, 1]), Math.exp(-(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25))));
});

test("singular values of several images are told by mean, ends and mean effective rank", () => {
  const { images, mean, low, high, rank } = spectrumOf(Float64Array.of(2, 2, 4, 0), 2);
  assert.deepEqual({ images, mean, low, high }, { images: 2, mean: [3, 1], low: [2, 0], high: [4, 2] });
  assert.ok(Math.abs(rank - 1.5) < 1e-12);
});

test("theory’s gains are 1 − λ over the λ at which a component goes out, and without λ all 1", () => {
  /** @type {any} */
  const theory = { thresholds: [0.4, 0.2, 0.1], survivors: 2 };
  assert.deepEqual(gainsOf(theory, 0.1), [0.75, 0.5, 0]);
  assert.deepEqual(gainsOf({ ...theory, thresholds: [] }, 0), [1, 1]);
  assert.deepEqual(gainsOf(null, 0), []);
});

test("the numbers of the weights are read in their order", () => {
  const { directions, answered, before, now } = weightsOf(
    Float64Array.of(99, 10, 4, 200, 100, 180, 90, 0, 50, 50, 40, 38, 0.5),
  );
  assert.deepEqual([directions, answered], [99, { whole: 10, within: 4 }]);
  assert.deepEqual(before, { w: { whole: 200, within: 100 }, wStar: { whole: 180, within: 90 }, cosine: 0 });
  assert.deepEqual(now, { w: { whole: 50, within: 50 }, wStar: { whole: 40, within: 38 }, cosine: 0.5 });
  assert.deepEqual([answered, before.w, now.w].map(outsideOf), [0.6, 0.5, 0]);
  assert.deepEqual([0, 0.0004, 0.0123, 0.0996, 0.5, 1].map(shareText), [
    "less than 0.1\u00a0%",
    "less than 0.1\u00a0%",
    "1.2\u00a0%",
    "10\u00a0%",
    "50\u00a0%",
    "100\u00a0%",
  ]);
  assert.deepEqual([1, 0.5, 0, -1, 1.0000001].map(angleText), ["0°", "60°", "90°", "180°", "0°"]);
});

test("what the bend of the activations does is said as it is measured", () => {
  const relu = /** @type {const} */ ({ activation: "relu", outputActivation: "linear" });
  assert.match(
    bendText(2, 2.2, relu),
    /^The bend of g puts them apart: .* keeps 10\u00a0% more than of tiny noise\.$/u,
  );
  assert.match(bendText(2, 1.5, { ...relu, outputActivation: "sigmoid" }), /^The bend of g and f .* 25\u00a0% less/u);
  assert.match(bendText(2, 2.01, relu), /hardly matters/u);
  assert.match(bendText(0, 0, relu), /hardly matters/u);
  assert.match(bendText(2, 2, { activation: "linear", outputActivation: "linear" }), /^The network is linear/u);
});

/** @type {import("../../www/lanes/why.js").Facts} */
const FACTS = {
  name: "B",
  character: "memorizer",
  inputs: 196,
  hiddenUnits: 392,
  trainingImages: 100,
  response: { copied: 0.16, inPlace: 0.2, noiseKept: 1.9 },
  spectrum: { images: 8, mean: [3, 1], low: [2, 1], high: [4, 1], rank: 80 },
  weights: {
    directions: 99,
    answered: { whole: 100, within: 40 },
    before: { w: { whole: 800, within: 400 }, wStar: { whole: 800, within: 400 }, cosine: 0 },
    now: { w: { whole: 900, within: 540 }, wStar: { whole: 900, within: 500 }, cosine: 0.2 },
  },
};

test("why a run memorizes, copies, learns or squeezes follows from its character, with its own numbers", () => {
  const say = (/** @type {Partial<typeof FACTS>} */ facts) => whyText({ ...FACTS, ...facts });
  assert.equal(
    say({}),
    "B memorizes, and lets noise in where its 100 images are all alike: 40\u00a0% of ‖W‖² (50\u00a0% before training) lies in the 97 of 196 directions in which none of them varies, and 60\u00a0% of mean J’s squared length answers to changes there.",
  );
  // Where the start is gone, nothing is said of it.
  const gone = { ...FACTS.weights, now: { ...FACTS.weights.now, w: { whole: 500, within: 499.9 } } };
  assert.match(
    say({ weights: gone }),
    /^B memorizes: of mean J’s squared length its diagonal has 20\u00a0%, the rest mixes/u,
  );
  assert.match(
    say({ character: "copier" }),
    /^B copies, because .* 0\.16 comes back in place, and .* 20\u00a0% is its diag/u,
  );
  assert.match(
    say({ character: "learner", weights: gone }),
    /^B learns: of 196 directions about 80\.0 pass .* little is left of W \(less than 0\.1\u00a0% of ‖W‖², 50\u00a0% before training\)/u,
  );
  assert.match(say({ character: "learner" }), /^B learns: .* and of tiny noise 1\.90 is kept\.$/u);
  assert.match(say({ character: "part memorizer" }), /^B memorizes in part, and lets noise in/u);
  assert.match(say({ character: "squeezer", hiddenUnits: 16 }), /^B squeezes: 16 units let 16 directions of 196/u);
  assert.match(say({ character: "squeezer", hiddenUnits: 1 }), /^B squeezes: one unit lets one direction of 196/u);
  assert.match(
    say({ character: "flattened" }),
    /its strongest direction passes 3\.00, the mean of all its directions 2\.00/u,
  );
  assert.match(say({ character: "amplifier" }), /largest singular value is 3\.00/u);
  assert.match(say({ character: "untrained" }), /not trained/u);
  assert.match(say({ character: "damper" }), /^B passes on about 80\.0 of 196 directions .* strongest 3\.00 times/u);
  assert.match(say({ character: undefined }), /^B passes on about 80\.0 of 196 directions/u);
});

test("keys go over the pixels of a map, and stop at its edges", () => {
  const go = (/** @type {number} */ from, /** @type {string[]} */ ...keys) =>
    keys.reduce((pixel, key) => pixelAfter(key, pixel, 8) ?? NaN, from);
  assert.equal(go(0, "ArrowLeft", "ArrowUp"), 0);
  assert.equal(go(0, "ArrowRight", "ArrowDown", "ArrowDown"), 17);
  assert.equal(go(27, "End"), 31);
  assert.equal(go(27, "Home"), 24);
  assert.equal(go(27, "PageUp"), 3);
  assert.equal(go(27, "PageDown", "ArrowDown"), 59);
  assert.equal(pixelAfter("x", 27, 8), undefined);
  assert.equal(placeText(27, 8), "row 4, column 4");
});

test("what a field says: the pixel’s own value, and the strongest elsewhere", () => {
  assert.equal(
    readText(fieldOf(MEAN, 2, "in"), 2, 2, "in"),
    "The output in row 2, column 1 answers its own input with 1.00; most elsewhere, −0.50 to row 2, column 2.",
  );
  assert.equal(
    readText(fieldOf(MEAN, 0, "out"), 0, 2, "out"),
    "A change of the input in row 1, column 1 comes back there with 0.50; most elsewhere, 0 in row 1, column 2.",
  );
});
