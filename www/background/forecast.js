/** How long the rest takes, from how fast it has gone of late. */

/** Milliseconds that are looked back: long enough for a few runs, short enough to notice that a lane has begun or paused. */
const WINDOW_MS = 8000;
/** What is younger says little. */
const YOUNGEST_MS = 400;

/** Of work that is counted in one unit, whichever it is. */
export class Forecast {
  /** @type {{time: number, done: number}[]} */ #seen = [];

  /**
   * @param {number} time ms
   * @param {number} done so far
   */
  note(time, done) {
    this.#seen.push({ time, done });
    // One that is older than the window stays: from it the window is measured.
    while (this.#seen.length > 2 && this.#seen[1].time <= time - WINDOW_MS) this.#seen.shift();
  }

  /**
   * Seconds until `left` is done, too; nothing where too little is known.
   * @param {number} left
   * @returns {number | undefined}
   */
  secondsFor(left) {
    const [first, last] = [this.#seen[0], this.#seen.at(-1)];
    if (!first || !last || last.time - first.time < YOUNGEST_MS || last.done <= first.done) return undefined;
    return (left * (last.time - first.time)) / (last.done - first.done) / 1000;
  }
}
