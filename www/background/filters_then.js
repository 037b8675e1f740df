/** Repeats the runs that are shown as they were, for their filters, as the state wants it. */

import { filtersWanted } from "../state/filters_then.js";

/** @import { Background, Training } from "./background.js" */
/** @import { Store } from "../state/store.js" */

/** Milliseconds that a person has stood at a step, before its runs are repeated: a drag along the chart goes through many. */
const STANDS_MS = 200;

export class FiltersThen {
  #store;
  #background;
  #clock;
  #asked = "[]";
  /** @type {number | undefined} */ #timer;
  /** @type {Training | undefined} */ #training;

  /**
   * @param {Store} store
   * @param {Pick<Background, "trainAll">} background
   * @param {{setTimeout: (work: () => void, milliseconds: number) => number, clearTimeout: (timer: number | undefined) => void}} clock
   */
  constructor(store, background, clock) {
    this.#store = store;
    this.#background = background;
    this.#clock = clock;
  }

  /** To be called when the state has changed. */
  follow() {
    const wanted = filtersWanted(this.#store.state());
    const asked = JSON.stringify(wanted.map(({ runId, step, look }) => [runId, step, look]));
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#clock.clearTimeout(this.#timer);
    this.#training?.cancel();
    this.#training = undefined;
    const lacking = wanted.filter(({ isKnown }) => !isKnown);
    if (lacking.length > 0) this.#timer = this.#clock.setTimeout(() => this.#begin(lacking), STANDS_MS);
  }

  /** @param {ReturnType<typeof filtersWanted>} lacking */
  #begin(lacking) {
    const byJob = new Map(lacking.map((wanted) => [wanted.job, wanted]));
    const training = this.#background.trainAll([...byJob.keys()], {
      onResult: ({ job, outcome }) => {
        const of = byJob.get(job);
        // Of a run that could not be repeated, as when its worker has died, nothing is known.
        if (!of || !outcome || this.#training !== training) return;
        const filters = outcome.receipt === of.receipt ? outcome.filters : undefined;
        this.#store.dispatch({ type: "filters-then", of, filters });
      },
    });
    this.#training = training;
  }
}
