/** Lanes come first: what is trained beside them has what they leave. Pure functions. */

/** Of one processor that lanes and the page share, in which nothing is felt of it. */
const BESIDE = 0.25;

/**
 * How many errands may be trained at once, and which share of its time each may take.
 * @param {number} lanes that train
 * @param {number} processors that the machine has
 * @returns {{errands: number, share: number}}
 */
export function roomFor(lanes, processors) {
  if (lanes === 0) return { errands: processors, share: 1 };
  // The page, which draws, has one for itself.
  const free = processors - lanes - 1;
  return free > 0 ? { errands: free, share: 1 } : { errands: 1, share: BESIDE };
}
