/**
 * Every number that a text of the lesson states of trained networks: the run it is of, and what is measured of it. The values for seeds
 * 1 to 3 stand in `measured.js`, where `examples/lecture.rs` has written them; the texts name them as `{=id}`.
 */

import { SETTINGS } from "../settings/presets.js";

/** @import { CURVE, PlannedEvent } from "../base/schema.js" */
/** @import { Settings } from "../settings/presets.js" */

/**
 * What is measured: a number of the curve, or the gap; where the curve's held-out error was lowest; of the gradient ledger's W; the train error as
 * a multiple of the exact optimum; what is left of small steps across a curve and along it; how much of ‖W‖² lies where no training image varies,
 * before training and at the step.
 * @typedef {Exclude<keyof typeof CURVE, "step"> | "gap" | "lowestHeldOut" | "lowestStep" | "dataGradient" | "penaltyGradient" | "gradientCosine" | "gradientSum" | "trainOverOptimum" | "normalPass" | "tangentPass" | "outsideBefore" | "outside"} Measure
 */

/**
 * @typedef {object} Claim
 * @property {Settings} run
 * @property {readonly PlannedEvent[]} [events]
 * @property {number} step at which it is measured
 * @property {Measure} measure
 */

/** What most claims are about. */
const STEP = 1500;
/** What those are about that train on. */
const LONGER = 15_000;

const {
  bottleneck,
  overcomplete,
  penalized,
  flattened,
  tied,
  tiedPenalized,
  settledPenalized,
  copier,
  linear,
  linearTied,
  arc,
  arcPenalized,
} = SETTINGS;
/** @type {Settings} */
const glorot = { ...overcomplete, init: "glorot" };

/** @param {Settings} run @param {Measure} measure @param {number} [step] @param {readonly PlannedEvent[]} [events] @returns {Claim} */
const claim = (run, measure, step = STEP, events = []) => ({ run, events, step, measure });

/**
 * The same of several runs.
 * @template {string} Name
 * @param {Record<Name, Settings>} runs
 * @param {Measure} measure
 * @returns {Record<Name, Claim>}
 */
const each = (runs, measure) =>
  /** @type {Record<Name, Claim>} */ (
    Object.fromEntries(Object.entries(runs).map(([id, run]) => [id, claim(/** @type {Settings} */ (run), measure)]))
  );

/** λ, lowered or raised to this in mid-run. @param {number} step @param {number} lambda @returns {PlannedEvent[]} */
const toLambda = (step, lambda) => [{ step, change: { lambda } }];

/** @type {PlannedEvent[]} */
const TIED_LATE = [{ step: STEP, change: { tied: true } }];

/** Every claim, by the name that texts use. */
export const CLAIMS = Object.freeze({
  // Even a bottleneck leaves a gap.
  ...each(
    {
      "gap-8": { hiddenUnits: 8 },
      "gap-16": bottleneck,
      "gap-64": { hiddenUnits: 64 },
      "gap-196": { hiddenUnits: 196 },
      "gap-392": overcomplete,
      "gap-tied": tied,
      "gap-tied-784": { ...tied, hiddenUnits: 784 },
    },
    "gap",
  ),

  // With room to spare it is worse.
  ...each(
    {
      "over-50": { ...overcomplete, trainingImages: 50 },
      "over-100": overcomplete,
      "over-200": { ...overcomplete, trainingImages: 200 },
      "over-500": { ...overcomplete, trainingImages: 500 },
      "under-50": { ...bottleneck, trainingImages: 50 },
      "under-100": bottleneck,
      "under-200": { ...bottleneck, trainingImages: 200 },
      "under-500": { ...bottleneck, trainingImages: 500 },
      "over-glorot": glorot,
      "glorot-penalized": { ...glorot, lambda: 0.01 },
      "glorot-tied": { ...glorot, tied: true },
    },
    "heldOut",
  ),
  ...each(
    {
      "noise-over": overcomplete,
      "noise-over-500": { ...overcomplete, trainingImages: 500 },
      "noise-glorot-tied": { ...glorot, tied: true },
      "noise-1e-5": { ...overcomplete, lambda: 1e-5 },
      "noise-tied": tied,
      "noise-tied-penalized": tiedPenalized,
    },
    "noiseKept",
  ),

  // It can simply copy.
  "copier-held-out": claim(copier, "heldOut", 2000),
  "copier-copy-index": claim(copier, "copyIndex", 2000),
  "copier-noise": claim(copier, "noiseKept", 2000),
  "copier-sigmoid": claim({ ...copier, outputActivation: "sigmoid" }, "copyIndex", 2000),

  // Add λ‖θ‖².
  "penalty-noise-before": claim(overcomplete, "noiseKept", 700),
  "penalty-held-out": claim(overcomplete, "heldOut", STEP, toLambda(700, 0.01)),
  "penalty-noise": claim(overcomplete, "noiseKept", STEP, toLambda(700, 0.01)),
  "tiny-lambda": claim({ ...overcomplete, lambda: 1e-5 }, "heldOut"),

  // Too much of it.
  "flattened-train": claim(flattened, "train"),
  ...each(
    {
      "l-0.001": { ...overcomplete, lambda: 0.001 },
      "l-0.003": { ...overcomplete, lambda: 0.003 },
      "l-0.01": penalized,
      "l-0.03": { ...overcomplete, lambda: 0.03 },
      "l-0.1": { ...overcomplete, lambda: 0.1 },
      "l-0.3": flattened,
      "tied-l-0": tied,
      "tied-l-0.001": { ...tied, lambda: 0.001 },
      "tied-l-0.003": { ...tied, lambda: 0.003 },
      "tied-l-0.01": tiedPenalized,
      "tied-l-0.03": { ...tied, lambda: 0.03 },
      "tied-l-0.1": { ...tied, lambda: 0.1 },
      "tied-l-0.3": { ...tied, lambda: 0.3 },
    },
    "heldOut",
  ),
  "lowered-0": claim(flattened, "heldOut", 3000, toLambda(STEP, 0)),
  "lowered-0.001": claim(flattened, "heldOut", 3000, toLambda(STEP, 0.001)),
  "lowered-0.003": claim(flattened, "heldOut", 3000, toLambda(STEP, 0.003)),
  "lowered-0.01": claim(flattened, "heldOut", 3000, toLambda(STEP, 0.01)),
  "lowered-0.03": claim(flattened, "heldOut", 3000, toLambda(STEP, 0.03)),

  // When to stop.
  "lowest-penalized": claim(penalized, "lowestHeldOut", LONGER),
  "lowest-penalized-step": claim(penalized, "lowestStep", LONGER),
  "stop-penalized": claim(penalized, "heldOut", LONGER),
  "stop-tied-penalized": claim(tiedPenalized, "heldOut", LONGER),
  "stop-over": claim(overcomplete, "heldOut", LONGER),
  "stop-under": claim(bottleneck, "heldOut", LONGER),

  // It just adds 2λW to the gradient.
  "data-gradient": claim(settledPenalized, "dataGradient"),
  "penalty-gradient": claim(settledPenalized, "penaltyGradient"),
  "gradient-cosine": claim(settledPenalized, "gradientCosine"),
  "gradient-cosine-1000": claim(settledPenalized, "gradientCosine", 1000),
  "gradient-sum": claim(settledPenalized, "gradientSum"),

  // What λ wipes out.
  "outside-before": claim(overcomplete, "outsideBefore"),
  "outside-free": claim(overcomplete, "outside"),
  "outside-penalized": claim(penalized, "outside"),
  "outside-free-longer": claim(overcomplete, "outside", LONGER),
  "noise-penalized": claim(penalized, "noiseKept"),

  // See it in the plane.
  "normal-free": claim(arc, "normalPass", 2000),
  "tangent-free": claim(arc, "tangentPass", 2000),
  "normal-penalized": claim(arcPenalized, "normalPass", 2000),
  "tangent-penalized": claim(arcPenalized, "tangentPass", 2000),
  "normal-tied": claim({ ...arc, tied: true }, "normalPass", 2000),

  // Tying does not stop copying.
  "copy-tied": claim(tied, "copyIndex"),
  "copy-tied-penalized": claim(tiedPenalized, "copyIndex"),
  "lowest-tied-penalized": claim(tiedPenalized, "lowestHeldOut"),
  "lowest-tied-penalized-step": claim(tiedPenalized, "lowestStep"),

  // The two tricks meet.
  "cosine-free": claim(overcomplete, "alignment"),
  "cosine-penalized": claim(penalized, "alignment"),
  "cosine-glorot": claim(glorot, "alignment"),
  "cosine-glorot-penalized": claim({ ...glorot, lambda: 0.01 }, "alignment"),
  "jump-free": claim(overcomplete, "heldOut", STEP, TIED_LATE),
  "jump-penalized": claim(penalized, "heldOut", STEP, TIED_LATE),
  "recovered-1600": claim(overcomplete, "heldOut", 1600, TIED_LATE),
  "recovered-3000": claim(overcomplete, "heldOut", 3000, TIED_LATE),
  "recovered-penalized": claim(penalized, "heldOut", 3000, TIED_LATE),

  // All of it on one map.
  ...each(
    {
      "map-8": { hiddenUnits: 8 },
      "map-15": { hiddenUnits: 15 },
      "map-29": { hiddenUnits: 29 },
      "map-55": { hiddenUnits: 55 },
      "map-103": { hiddenUnits: 103 },
      "map-784": { hiddenUnits: 784 },
      "map-tied-8": { hiddenUnits: 8, tied: true },
      "map-tied-15": { hiddenUnits: 15, tied: true },
      "map-tied-29": { hiddenUnits: 29, tied: true },
      "map-tied-55": { hiddenUnits: 55, tied: true },
      "map-tied-103": { hiddenUnits: 103, tied: true },
    },
    "heldOut",
  ),

  // Without the bend, it is PCA.
  "linear-over-optimum": claim(linear, "trainOverOptimum", 300),
  "linear-tied-over-optimum": claim(linearTied, "trainOverOptimum", 300),
  "linear-noise": claim(linear, "noiseKept", 300),
  "linear-tied-noise": claim(linearTied, "noiseKept", 300),
});

/** @typedef {keyof typeof CLAIMS} ClaimId */

/**
 * A statement of the lecture, and what has to hold of the claims' values, seed by seed, for it to be true of these runs.
 * @typedef {object} Statement
 * @property {string} lecture
 * @property {readonly (readonly [ClaimId, "<" | ">", ClaimId | number])[]} holds
 */

/** The lecture's statements. @type {readonly Statement[]} */
export const STATEMENTS = Object.freeze([
  {
    lecture: "Poor generalization could happen even in undercomplete autoencoders",
    holds: [
      ["gap-8", ">", 0],
      ["gap-16", ">", "gap-8"],
      ["gap-64", ">", "gap-16"],
    ],
  },
  {
    lecture: "and is an even more serious problem for overcomplete ones",
    holds: [
      ["gap-196", ">", "gap-64"],
      ["gap-392", ">", "gap-196"],
      ["over-100", ">", "under-100"],
      ["map-784", ">", "over-100"],
    ],
  },
  {
    lecture: "the model can simply learn to copy x to h and then h to x̂",
    holds: [
      ["copier-copy-index", ">", 0.75],
      ["copier-noise", ">", 0.85],
      ["copier-held-out", "<", 0.05],
    ],
  },
  {
    lecture: "to avoid poor generalization, we need to introduce regularization: add λ‖θ‖²",
    holds: [
      ["l-0.01", "<", "over-100"],
      ["penalty-held-out", "<", "over-100"],
      ["penalty-noise", "<", "penalty-noise-before"],
      ["glorot-penalized", "<", "over-glorot"],
      ["outside-penalized", "<", "outside-before"],
      ["outside-penalized", "<", "outside-free"],
      ["normal-penalized", "<", "normal-free"],
      ["l-0.3", ">", "l-0.003"],
      ["tied-l-0.003", "<", "map-8"],
      ["tied-l-0.003", "<", "map-15"],
      ["tied-l-0.003", "<", "map-29"],
      ["tied-l-0.003", "<", "map-55"],
      ["tied-l-0.003", "<", "map-103"],
      ["tied-l-0.003", "<", "map-tied-8"],
      ["tied-l-0.003", "<", "map-tied-15"],
      ["tied-l-0.003", "<", "map-tied-29"],
      ["tied-l-0.003", "<", "map-tied-55"],
      ["tied-l-0.003", "<", "map-tied-103"],
    ],
  },
  {
    lecture: "this just adds a term λW to the gradient",
    holds: [
      ["gradient-cosine", "<", -0.95],
      ["gradient-cosine", "<", "gradient-cosine-1000"],
      ["gradient-sum", "<", "penalty-gradient"],
    ],
  },
  {
    lecture: "tie the weights, W* = Wᵀ: this reduces the capacity and acts as a regularizer",
    holds: [
      ["gap-tied", "<", "gap-392"],
      ["gap-tied", "<", "gap-196"],
      ["glorot-tied", "<", "over-glorot"],
      ["copy-tied", ">", 0.7],
      ["gap-tied-784", "<", "gap-392"],
    ],
  },
]);
