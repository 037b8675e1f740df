/** The bounds by which runs are told apart: what a verdict is worked out with, and what is drawn of it. */

/** @import { RunConfig } from "../base/protocol.js" */

/** An error of as many times that of the first weights is no learning. */
export const EXPLODED = 10;
/** Squared errors up to this share of the energy of the noise of noise kept, … */
export const DRAWN = 0.15;
/** … and cross-entropies of training images up to this many nats a pixel, half of what a grey image for all has, are those of images that come back. */
const DRAWN_NATS = Math.LN2 / 2;
/** A memorizer's gap is at least this share of its held-out error, by the loss. */
const BY_HEART = Object.freeze({ "squared-error": 0.6, "cross-entropy": 0.3 });
/** From this copy index on, changes pass straight through, … */
export const COPIES = 0.6;
/** … if as much noise as this does, and from this on a run that memorizes keeps noise. */
export const NOISE_PASSES = 0.6;
/** Of a learner, changes pass at least to this part. */
export const LEAST_COPY = 0.05;
/** As much noise as this is hardly any, … */
export const HARDLY = 0.3;
/** … with less than this a bottleneck squeezes, … */
export const SQUEEZED = 0.7;
/** … up to this it is damped, … */
export const DAMPED = 0.9;
/** … and from this on enlarged. */
export const ENLARGED = 1.1;
/** λ times the directions that a network has acts on images when it is this share of the energy of that noise. */
export const FELT = 0.1;
/** A bottleneck that works has a copy index of at least this share of k/n, which that of a projection is. */
export const KEPT = 0.25;
/** Steps before which, and since a change after which, no verdict is firm. */
export const FEWEST_STEPS = 200;
/** Held-out error and noise kept must have moved by less than this share over the last fifth of the run, … */
export const SETTLED = 0.1;
/** … or by next to nothing: this share of the energy of the noise of noise kept. */
export const NEXT_TO_NOTHING = 0.003;
/** The variance of that noise, a pixel. */
export const NOISE_VARIANCE = 0.09;

/** Whether an error is in nats: those are no distances between images. @param {RunConfig["loss"]} loss */
export function isEntropy(loss) {
  return { "squared-error": false, "cross-entropy": true }[loss];
}

/**
 * What share of its held-out error the gap of a memorizer is at least, and up to which error images come back.
 * @param {RunConfig["loss"]} loss
 * @param {number} inputs
 */
export function boundsOf(loss, inputs) {
  const comesBack = isEntropy(loss) ? inputs * DRAWN_NATS : DRAWN * (inputs * NOISE_VARIANCE);
  return { byHeart: BY_HEART[loss], comesBack };
}
