// The formulas on the page are those of the run: they follow every switch of the objective.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  dataTerm,
  footnotes,
  gradientOfW,
  penaltyTerm,
  survivalSentence,
  unitsSentence,
  weightDecay,
} from "../../www/settings/formula.js";
import { DEFAULT_CONFIG } from "../../www/settings/presets.js";

/** @import { MathNode } from '../../www/settings/formula.js' */
/** @import { RunConfig } from '../../www/base/protocol.js' */

/**
 * A formula on one line, as a person would type it.
 * @param {MathNode | string | undefined} node
 * @returns {string}
 */
function typed(node) {
  if (node === undefined || typeof node === "string") return node ?? "";
  const parts = node.children.map(typed);
  if (node.tag === "mfrac") return `${parts[0]}/${parts[1]} `;
  if (node.tag === "msup") return `${parts[0]}^${parts[1]}`;
  if (node.tag === "msub" || node.tag === "munder") return `${parts[0]}_${parts[1]} `;
  return parts.join("");
}

/** @param {Partial<RunConfig>} settings @returns {RunConfig} */
const config = (settings = {}) => ({ ...DEFAULT_CONFIG, ...settings });

test("the data term is the mean over images of the sum over pixels", () => {
  assert.equal(typed(dataTerm(config())), "1/m ∑_i ∑_j (xˆ_ij −x_ij )^2");
  assert.equal(typed(dataTerm(config({ loss: "cross-entropy" }))), "1/m ∑_i ∑_j H(x_ij ,xˆ_ij )");
});

test("the penalty counts what the switches say", () => {
  const penalty = (/** @type {Partial<RunConfig>} */ settings) => typed(penaltyTerm(config(settings)));
  assert.equal(penalty({}), "λ‖θ‖^2");
  assert.equal(penalty({ tied: true }), "λ‖θ‖^2", "a tied W counts once");
  assert.equal(penalty({ countTiedTwice: true }), "λ‖θ‖^2", "nothing is tied");
  assert.equal(penalty({ tied: true, countTiedTwice: true }), "λ(2‖W‖^2+‖b‖^2+‖c‖^2)");
  assert.equal(penalty({ penalizeBiases: false }), "λ(‖W‖^2+‖W^∗‖^2)");
  assert.equal(penalty({ penalizeBiases: false, tied: true }), "λ‖W‖^2");
  assert.equal(penalty({ penalizeBiases: false, tied: true, countTiedTwice: true }), "2λ‖W‖^2");
  assert.equal(penaltyTerm(config({ decay: "decoupled" })), undefined);
});

test("the gradient gains 2λW", () => {
  const gradient = (/** @type {Partial<RunConfig>} */ settings) => typed(gradientOfW(config(settings)));
  assert.equal(gradient({}), "∂L/∂W =data+2λW");
  assert.equal(gradient({ tied: true }), "∂L/∂W =encoder+decoder^T+2λW");
  assert.equal(gradient({ tied: true, countTiedTwice: true }), "∂L/∂W =encoder+decoder^T+4λW");
  assert.equal(gradient({ decay: "decoupled" }), "W←(1−2ηλ)W−η\u00a0step of the data");
});

test("footnotes say what the formulas leave out", () => {
  assert.deepEqual(footnotes(config()), ["θ is W, W*, b and c.", "The slide writes λW: its λ absorbs the 2."]);
  assert.deepEqual(footnotes(config({ tied: true }))[0], "θ is W (once), b and c.");
  assert.equal(footnotes(config({ penalizeBiases: false })).length, 1);
  assert.match(footnotes(config({ decay: "decoupled" }))[1], /no part of the objective/u);
  assert.match(footnotes(config({ loss: "cross-entropy", outputActivation: "sigmoid" }))[0], /^H\(x, x̂\)/u);
  assert.match(footnotes(config({ centred: true }))[0], /mean training image/u);
});

test("PyTorch’s weight_decay is 2λ for the summed loss and 2λ/n for the mean", () => {
  assert.deepEqual(weightDecay(config({ lambda: 0.01 }), 196), { summed: "0.02", mean: "0.000102" });
  assert.equal(
    unitsSentence(config({ lambda: 0.01 }), 196),
    "In PyTorch: weight_decay = 2λ = 0.02 if the loss sums over pixels, 2λ/n = 0.000102 if it averages.",
  );
  assert.deepEqual(weightDecay(config({ lambda: 0 }), 196), { summed: "0", mean: "0" });
  assert.deepEqual(weightDecay(config({ lambda: 0.01, decay: "decoupled" }), 784), { summed: "0.02", mean: "0.02" });
  assert.deepEqual(weightDecay(config({ lambda: 0.3, tied: true, countTiedTwice: true }), 196), {
    summed: "1.2",
    mean: "0.00612",
  });
});

test("with decoupled decay it is AdamW’s; plain SGD decays as if it were coupled, and momentum has no counterpart", () => {
  const said = (/** @type {RunConfig['optimizer']} */ optimizer) =>
    unitsSentence(config({ lambda: 0.01, decay: "decoupled", optimizer }), 196);
  assert.equal(said("adam"), "In PyTorch: AdamW with weight_decay = 2λ = 0.02.");
  assert.equal(said("sgd"), unitsSentence(config({ lambda: 0.01, optimizer: "sgd" }), 196));
  assert.equal(
    said("momentum"),
    "PyTorch has no momentum with decoupled decay: its SGD adds weight_decay to the gradient.",
  );
});

test("a sentence says how many components survive λ, and when none does", () => {
  const thresholds = [3.21, 0.9, 0.9, 0.04];
  const said = (/** @type {number} */ lambda) => survivalSentence(thresholds, lambda);
  assert.equal(said(0), "4 of 4 components survive; all collapse at λ\u00a0≥\u00a03.21");
  assert.equal(
    said(0.04),
    "3 of 4 components survive; all collapse at λ\u00a0≥\u00a03.21",
    "at its threshold a component is out",
  );
  assert.equal(said(0.9), "1 of 4 components survives; all collapse at λ\u00a0≥\u00a03.21");
  assert.equal(said(3.21), "None of 4 components survives: all collapse at λ\u00a0≥\u00a03.21");
  assert.equal(survivalSentence([], 0.1), "");
});
