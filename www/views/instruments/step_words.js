/** What a coming step is, and what each of its phases does, in sentences. Pure. */

import { formatCount, formatNumber, formatSetting } from "../../base/format.js";
import { STEP_PHASES } from "../../base/tabs.js";
import { isCoupled } from "../../settings/settings.js";
import { digits, optimizerName } from "./step_equation.js";

/** @import { Lane, SeenAhead } from "../../lanes/lanes.js" */
/** @import { StepPhase } from "../../base/tabs.js" */
/** @import { Known, StepNumbers } from "./step_numbers.js" */

/** What is seen, and where it comes from. */
export const HELP = Object.freeze([
  "One step, as far as one hidden unit is concerned: green is positive, purple negative, full colour at the ends of the scale printed below; a click on h chooses the unit, a pixel shows its weights’ own equation. Nothing is trained by looking: Step makes exactly this step.",
  "∂L/∂W = data’s gradient + 2λW: λ‖θ‖² “just adds a term λW to the gradient” (the slide’s λ absorbs the 2; lecture, module 7.3). Optimizers as in PyTorch.",
]);

/** What a pixel adds to the error. @type {Readonly<Record<SeenAhead["config"]["loss"], string>>} */
export const ERROR_TERMS = Object.freeze({ "squared-error": "(x̂ − x)²", "cross-entropy": "H(x, x̂)" });

/**
 * Which step it is, and of what.
 * @param {Pick<Lane, "name" | "atRest" | "picture">} lane
 * @param {SeenAhead | null | undefined} ahead
 */
export function headOf({ name, atRest, picture }, ahead) {
  if (ahead === undefined) return `${name}: its coming step is not here yet`;
  if (ahead === null)
    return `${name} has no coming step: its error is no longer finite, or it stands since it diverged`;
  const { step, images, image, unit } = ahead.about;
  const batch =
    images === 1 ? "a batch of 1 image" : `a batch of ${formatCount(images)} images, of which x is the first`;
  const looked = atRest ? "" : " (it trains: this is the last that was looked at)";
  const chosen =
    ahead.since === undefined ? "" : `, whose gradient was the longest at step ${formatCount(ahead.since)}`;
  const whose = `unit ${formatCount(unit + 1)} of ${formatCount(picture?.snapshot.hiddenUnits ?? 0)}${chosen}`;
  return `${name}, step ${formatCount(step)} → ${formatCount(step + 1)}${looked}: ${batch} (training image ${formatCount(image + 1)}); ${whose}`;
}

/**
 * What a phase does.
 * @param {StepPhase} phase
 * @param {Known} known
 * @returns {string}
 */
export function phaseText(phase, { ahead: { about, config }, numbers: { errors, parts } }) {
  const { images, dataTerm, unit, tied, lambda, count, rate } = about;
  const over = images === 1 ? "of this image" : `, the mean over all ${formatCount(images)} images of the batch`;
  const place = `Phase ${STEP_PHASES.indexOf(phase) + 1} of ${STEP_PHASES.length}, `;
  const optimizer = optimizerName(config.optimizer);
  const pull = `${2 * count}λ`;
  switch (phase) {
    case "forward":
      return `${place}forward: h = g(Wx + b) says how strongly each hidden unit answers x, and x̂ = f(W*h + c) is drawn from these answers.`;
    case "error":
      return `${place}error: the pixels of ${ERROR_TERMS[config.loss]} add up to ${formatNumber(errors.reduce((sum, error) => sum + error, 0))} for this image; the batch’s data term, ${formatNumber(dataTerm)}, is ${images === 1 ? "the same" : `the mean over its ${formatCount(images)} images`}.`;
    case "data":
      return `${place}data’s gradient: by how much the data term rises with each weight of unit ${formatCount(unit + 1)}${over}${tied ? "; tied, W serves both layers, and what encoder and decoder ask of it is added" : ""}.${tied || config.centred ? "" : " Pixels that are 0 in the whole batch ask nothing of W."}`;
    case "penalty":
      return `${place}penalty’s gradient: ${pull} times the weights themselves, ${pull} = ${digits(2 * count * lambda)}. ${penaltyText(config, lambda, optimizer)}`;
    case "update":
      return `${place}update: ${updateText(config.optimizer, rate)} ${longestChange(parts)}`;
  }
}

/** @param {SeenAhead["config"]} config @param {number} lambda @param {string} optimizer */
function penaltyText(config, lambda, optimizer) {
  if (lambda === 0) return "With λ = 0 it adds nothing.";
  if (!isCoupled(config))
    return `Decoupled: it is not added. ${optimizer} gets the data’s gradient alone, and the weights shrink past it.`;
  return "It is just added, weight by weight: each weight pulls itself towards 0.";
}

/** @param {SeenAhead["config"]["optimizer"]} optimizer @param {number} rate */
function updateText(optimizer, rate) {
  const eta = `η = ${formatSetting(Number(rate.toPrecision(3)))}`;
  switch (optimizer) {
    case "sgd":
      return `plain descent goes ${eta} times the sum, downhill.`;
    case "momentum":
      return `momentum adds the sum to 0.9 of its velocity v, and goes ${eta} times that, downhill.`;
    case "adam":
      return `Adam divides the running mean of the sum, m̂, by the root of that of its square, v̂, so weights move by the order of ${eta}, or less, however long the gradient is.`;
  }
}

/** @param {StepNumbers["parts"]} parts */
function longestChange(parts) {
  const longest = Math.max(
    ...parts.map(({ change }) => change.reduce((most, one) => Math.max(most, Math.abs(one)), 0)),
  );
  return `The largest change here is ${formatNumber(longest)}; it has a scale of its own, for one step hardly shows in the weights.`;
}
