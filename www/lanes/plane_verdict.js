/**
 * What is said of a run on points. The bounds by which memorizers, copiers and learners are told apart were measured on images, so
 * here only numbers speak: what is left of small displacements, and of noise.
 */

import { formatNumber } from "../base/format.js";

/** @import { Evaluation } from "../base/protocol.js" */

/** From this share on a displacement is left as it is, nearly. */
const KEPT = 0.9;
/** The shares along a curve and across it lie apart when they do by this much. */
const APART = 0.3;

/**
 * Two sentences' worth, behind the name of the run.
 * @param {Evaluation} evaluation
 * @param {Float64Array} [passes] across the curve that points lie about, and along it; empty where they lie about none
 */
export function planeSentence({ heldOut, copyIndex, noiseKept }, passes = new Float64Array()) {
  const [normal, tangent] = passes;
  if (normal === undefined) {
    const moves = copyIndex >= KEPT ? "copies the plane" : "moves points";
    return `${moves}: copy index ${formatNumber(copyIndex)}, noise kept ${formatNumber(noiseKept)}, error ${formatNumber(heldOut)} on new points`;
  }
  return `${wayOf(normal, tangent)}: of a small step across the curve ${formatNumber(normal)} is left, along it ${formatNumber(tangent)}`;
}

/**
 * @param {number} normal
 * @param {number} tangent
 */
function wayOf(normal, tangent) {
  if (Math.min(normal, tangent) >= KEPT) return "copies the plane";
  if (tangent - normal >= APART) return "takes points towards the curve";
  return "moves points";
}
