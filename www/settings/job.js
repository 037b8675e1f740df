/** A recipe that is to be trained to a step, without a lane: what it goes by, what it takes, what it is called. Pure functions. */

import { formatCount, formatSetting } from "../base/format.js";
import { HYPERPARAMETERS } from "../base/schema.js";
import { inputsOf } from "../images/own.js";
import { minimal } from "./recipe.js";

/** @import { FiltersLook, Outcome, Place, PlannedEvent, RunConfig } from "../base/protocol.js" */

/**
 * A recipe, the step that it is to be trained to, and whether its curve is wanted, which takes up to ten times as long, filters, or what
 * theory says at other places of a sweep.
 * @typedef {{config: RunConfig, events: readonly PlannedEvent[], until: number, wantsCurve?: boolean, filters?: FiltersLook, exactAt?: readonly Place[]}} Job
 */

/** What a step takes besides its hidden units, in hidden units: measured on networks of 16 and 392. */
const STEP_UNITS = 11;

/**
 * The text that a job and its outcome go by: the same for all recipes that make the same bits, whoever asks.
 * @param {Job} job
 */
export function keyOf({ config, events, until }) {
  return JSON.stringify([
    Object.fromEntries(HYPERPARAMETERS.map(({ field }) => [field, config[field]])),
    minimal(config, events).filter(({ step }) => step <= until),
    until,
  ]);
}

/**
 * What a job takes, beside others.
 * @param {Job} job
 */
export function costOf({ config, until }) {
  const { hiddenUnits, batchSize, trainingImages } = config;
  return until * (hiddenUnits + STEP_UNITS) * inputsOf(config) * Math.min(batchSize, trainingImages);
}

/**
 * Whether an outcome is that of a job. With a curve, a run that diverges is found out at its points, else by its batches: the step of
 * that is part of a sweep's file, and may be another. Filters and what theory says elsewhere are not kept.
 * @param {Outcome} outcome
 * @param {Job} job
 */
export function fulfils({ curve, divergence }, { wantsCurve = false, filters, exactAt }) {
  if (filters || exactAt) return false;
  return wantsCurve ? curve !== undefined : !(divergence && curve);
}

/** Where on the axes of a sweep runs are. @param {Place} run */
export function placeOf({ hiddenUnits, lambda, tied }) {
  return `k = ${formatCount(hiddenUnits)}, λ = ${formatSetting(lambda)}, ${tied ? "tied" : "untied"}`;
}

/** What a person calls the run of a job. @param {Job} job */
export function nameOf({ config }) {
  return `${placeOf(config)}, seed ${config.seed}`;
}
