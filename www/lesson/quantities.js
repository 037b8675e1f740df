/** The numbers of a run that sentences may speak of. */

import { lastPoint } from "../base/curve.js";
import { formatCount, formatNumber, formatSetting } from "../base/format.js";

/** @import { Lane } from "../lanes/lanes.js" */
/** @import { Evaluation, LedgerEntry } from "../base/protocol.js" */

/**
 * @typedef {object} Quantity
 * @property {string} name as the readouts call it
 * @property {(lane: Lane) => number | undefined} read
 * @property {(value: number) => string} format
 */

/** @param {string} name @param {keyof Evaluation} field @returns {Quantity} */
const measured = (name, field) => ({
  name,
  read: ({ picture }) => picture?.snapshot.evaluation[field],
  format: formatNumber,
});

/** @param {string} name @param {keyof LedgerEntry} field @returns {Quantity} */
const asked = (name, field) => ({ name, read: ({ picture }) => picture?.ledger?.w[field], format: formatNumber });

/** What is asked of W, as the ledger, which has to be open, saw it last. @returns {Record<string, Quantity>} */
function ledgerOfW() {
  return {
    ledgerStep: { name: "step of the ledger", read: ({ picture }) => picture?.ledger?.step, format: formatCount },
    dataGradient: asked("‖∇data‖ of W", "data"),
    penaltyGradient: asked("‖2λW‖", "penalty"),
    gradientCosine: asked("cosine of both gradients of W", "cosine"),
    gradientSum: asked("‖∇data + 2λW‖", "sum"),
  };
}

/** By the names that the lesson's sentences use. @type {Readonly<Record<string, Quantity>>} */
export const QUANTITIES = Object.freeze({
  train: measured("train error", "train"),
  heldOut: measured("held-out error", "heldOut"),
  gap: measured("gap", "gap"),
  copyIndex: measured("copy index", "copyIndex"),
  noiseKept: measured("noise kept", "noiseKept"),
  denoisingError: measured("denoising error", "denoisingError"),
  penalty: measured("penalty λ‖θ‖²", "penalty"),
  thetaSquared: measured("‖θ‖²", "thetaSquared"),
  floor: {
    name: "exact optimum of the train error",
    read: ({ picture }) => picture?.snapshot.theory?.train,
    format: formatNumber,
  },
  alignment: {
    name: "cos(W, W*ᵀ)",
    read: ({ picture }) => picture && lastPoint(picture.curve)?.alignment,
    format: formatNumber,
  },
  step: { name: "step", read: ({ picture }) => picture?.snapshot.evaluation.step, format: formatCount },
  ...ledgerOfW(),
  parameters: { name: "parameters", read: ({ picture }) => picture?.snapshot.parameters, format: formatCount },
  lambda: { name: "λ", read: ({ config }) => config.lambda, format: formatSetting },
});
