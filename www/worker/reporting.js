/** How often a worker reports, from what its reports take: a run is there to be trained, and to hear what is changed. */

/** Milliseconds between two reports: a frame. */
const FRAME_MS = 16;
/** A run on its way to `until` reports before it is there only after this long, so that lanes are seen on the same step. */
const PATIENCE_MS = 50;
/** What pictures take is at most this share of a worker's time. */
const PICTURE_SHARE = 0.03;
/** Whatever pictures take: a run whose picture stands for longer seems to stand itself. */
const LONGEST_PAUSE_MS = 1000;
/** A run that waits for its clock refreshes its readouts at most this often, and this share of the time: meanwhile others in lockstep wait. */
const REFRESH_MS = 150;
const REFRESH_SHARE = 0.02;
/** What takes longer is left to the curve, whose evaluations go on step by step: a change must not wait for it. */
const REFRESH_LONGEST_MS = 50;

/**
 * The times of one run's reports, all in milliseconds of one clock.
 *
 * That clock goes on while the processor is with another program, so a report can seem to take a hundred times what it does:
 * the smaller of the last two costs is believed.
 */
export class Reporting {
  #picture = { at: 0, cost: 0, measured: Infinity };
  #evaluation;
  #told = { at: 0, step: 0 };
  #sharers;
  /** Something has changed since the last report. */
  news = false;
  /** The last report is on the screen. */
  acknowledged = true;

  /** @param {number} evaluationCost what an evaluation takes, or more @param {() => number} sharers how many runs share the worker, and its time */
  constructor(evaluationCost, sharers) {
    this.#sharers = sharers;
    this.#evaluation = { at: 0, cost: evaluationCost, measured: evaluationCost };
  }

  /** @param {number} now @param {number} cost @param {number} step a picture of this step has been sent */
  pictured(now, cost, step) {
    this.#picture = noted(this.#picture, now, cost);
    this.#told = { at: now, step };
  }

  /** @param {number} now @param {number} cost */
  evaluated(now, cost) {
    this.#evaluation = noted(this.#evaluation, now, cost);
  }

  /** A report has been sent: the next waits until it is on the screen. */
  sent() {
    this.news = false;
    this.acknowledged = false;
  }

  /**
   * How long the next picture has to wait: until that of before is on the screen, at least.
   * @param {number} now
   * @param {{resting: boolean, arrived: boolean}} run whether nobody waits for it to train, and whether it has come to `until`
   */
  wait(now, { resting, arrived }) {
    if (!this.acknowledged) return Infinity;
    const { at, cost } = this.#picture;
    const pause = resting
      ? FRAME_MS
      : Math.max(
          arrived ? FRAME_MS : PATIENCE_MS,
          Math.min((this.#sharers() * cost) / PICTURE_SHARE, LONGEST_PAUSE_MS),
        );
    return Math.max(at + pause - now, 0);
  }

  /**
   * Whether a run that waits for its clock may be evaluated for its readouts.
   * @param {number} now
   */
  mayRefresh(now) {
    const { at, cost } = this.#evaluation;
    return cost <= REFRESH_LONGEST_MS && now - at > Math.max(REFRESH_MS, (this.#sharers() * cost) / REFRESH_SHARE);
  }

  /**
   * Whether the page is to be told of this step, and takes it for told: once a frame, and where the run waits.
   * @param {number} now
   * @param {number} step
   * @param {boolean} arrived
   */
  tells(now, step, arrived) {
    const due = step !== this.#told.step && (arrived || now - this.#told.at >= FRAME_MS);
    if (due) this.#told = { at: now, step };
    return due;
  }
}

/**
 * The time of a report, what it took, and what is believed of that.
 * @param {{measured: number}} last
 * @param {number} at
 * @param {number} measured
 */
function noted(last, at, measured) {
  return { at, measured, cost: Math.min(measured, last.measured) };
}
