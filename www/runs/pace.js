/**
 * How fast training is allowed to go: pure functions from clocks and steps to the next step to stop at.
 *
 * The lesson's networks could finish in a second; nobody could follow that. So the page keeps one clock of steps for all
 * lanes and raises every lane's `until` to it, frame by frame: both lanes stay on the same step, and the faster one waits.
 */

/** Training time, in seconds, by which the clock may run ahead of the slowest lane: enough never to starve a worker. */
const LEAD_SECONDS = 0.1;
/** In steps: a wide run that has a picture or a point to see to, or less of its processor for a while, is not waited for at once. */
const SMALLEST_LEAD = 6;

/** How much faster than it was seen to be a lane is trusted to be: lets the lead grow until the lane is the limit. */
const GROWTH = 1.5;

/** A gap between two frames counts as no more than this, so that nothing jumps after a hiccup. */
const LONGEST_FRAME_MS = 250;

/** Of the time that the clock waits for the slowest lane it makes up this at most: so far the others may run ahead meanwhile. */
const LONGEST_WAIT_MS = 100;

/**
 * @typedef {object} Clock
 * @property {number} time when it was last advanced, in ms
 * @property {number} step the step all lanes may train to; it has a fraction
 */

/**
 * Advances the clock by a frame.
 *
 * At a named speed it waits until the slowest lane has reached it, so that all lanes show the same step. Without limit
 * it keeps a little ahead instead, so that no worker ever waits for a frame.
 * @param {Clock} clock
 * @param {object} now
 * @param {number} now.time ms
 * @param {number} now.rate steps a second
 * @param {number} now.slowest the smallest step of the lanes that still train
 * @param {number} now.throughput steps a second that the slowest lane was seen to make
 * @param {number} now.limit where training stops, or Infinity
 * @param {number} [now.longestFrame] ms
 * @returns {Clock}
 */
export function advance(clock, { time, rate, slowest, throughput, limit, longestFrame = LONGEST_FRAME_MS }) {
  if (rate !== Infinity && slowest < Math.floor(clock.step))
    return { ...clock, time: Math.max(clock.time, time - LONGEST_WAIT_MS) };
  const elapsed = Math.min(Math.max(time - clock.time, 0), longestFrame) / 1000;
  const ahead = Math.max(LEAD_SECONDS, 3 * elapsed) * Math.min(GROWTH * throughput, rate);
  const ceiling = slowest + Math.max(SMALLEST_LEAD, ahead);
  const wanted = rate === Infinity ? ceiling : Math.max(clock.step, slowest) + rate * elapsed;
  return { time, step: Math.min(wanted, ceiling, limit) };
}

/**
 * Steps a second between two sightings of a lane, smoothed.
 * @param {number} before the last estimate, 0 for none
 * @param {number} steps
 * @param {number} milliseconds
 */
export function smoothedThroughput(before, steps, milliseconds) {
  if (milliseconds <= 0 || steps < 0) return before;
  const seen = (steps * 1000) / milliseconds;
  return before === 0 ? seen : 0.7 * before + 0.3 * seen;
}

/**
 * Where a run that is at these steps stops: at its budget, unless every lane is there already.
 * @param {number[]} steps of the lanes that train
 * @param {number | null} budget
 */
export function limitFor(steps, budget) {
  if (budget === null || Math.min(...steps) >= budget) return Infinity;
  return Math.max(budget, ...steps);
}

/** A frame, as screens have them. */
const FRAME_MS = 1000 / 60;
/** How much longer than was lost the next picture is waited for: of 60 frames a second, 52 are left. */
const REST = 7;
/** What takes longer was no picture: the page was hidden, or the machine asleep. */
const LONGEST_LOSS_MS = 100;

/**
 * When a page that is slow to draw may be sent its next pictures: so seldom that most frames come in time.
 *
 * A picture that cannot be drawn within a frame costs those that follow. A frame without one says how long frames are here.
 */
export class Rest {
  #last = -Infinity;
  #usual = FRAME_MS;
  #pictured = false;
  #until = -Infinity;

  /**
   * @param {number} time ms, of this frame
   * @param {boolean} pictured whether pictures are drawn in it
   * @returns {boolean} whether others may come
   */
  frame(time, pictured) {
    const gap = time - this.#last;
    if (this.#pictured) {
      const lost = Math.min(gap - this.#usual, LONGEST_LOSS_MS);
      // A screen is never quite on time.
      if (lost > this.#usual / 2) this.#until = Math.max(this.#until, time) + REST * lost;
    } else if (gap < Infinity) {
      this.#usual = Math.max(FRAME_MS, Math.min(gap, 2 * FRAME_MS));
    }
    this.#last = time;
    this.#pictured = pictured;
    return time >= this.#until;
  }
}
