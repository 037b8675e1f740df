/** Trains the recipes of the page's runs from other seeds, as the state wants it. */

import { lackingJobs, standStill } from "../state/seeds.js";

/** @import { Background, Training } from "./background.js" */
/** @import { Progress } from "../base/protocol.js" */
/** @import { SeedsChange } from "../state/seeds.js" */
/** @import { Store } from "../state/store.js" */

/** Milliseconds between two words of how far it is: every word is a change of the state, after which the page is drawn. */
const TOLD_MS = 200;

/** What is trained of other seeds. */
export class OtherSeeds {
  /** @type {Training | undefined} */ #training;
  #told = { time: -Infinity, done: -1 };
  #store;
  #background;
  #now;

  /**
   * @param {Store} store
   * @param {Pick<Background, "trainAll">} background
   * @param {() => number} now ms
   */
  constructor(store, background, now) {
    this.#store = store;
    this.#background = background;
    this.#now = now;
  }

  /** To be called when the state has changed. */
  follow() {
    const state = this.#store.state();
    const { phase, cohorts, problem } = state.seeds;
    if (phase === "training") {
      if (!this.#training) this.#begin();
      return;
    }
    this.#training?.cancel();
    this.#training = undefined;
    if (phase === "awaited" && standStill(state.lanes)) this.#change({ type: "begin" });
    // Without curves the numbers are there ten times as soon: they are trained anew where bands are wanted.
    const wanted = phase === "at rest" && state.seedBands && !problem;
    if (wanted && lackingJobs(cohorts, true).length > 0) this.#change({ type: "curves" });
  }

  #begin() {
    const { cohorts } = this.#store.state().seeds;
    const first = lackingJobs(cohorts, false);
    const lacking = first.length > 0 ? first : lackingJobs(cohorts, this.#store.state().seedBands);
    const wanted = new Map(lacking.map(({ job, key, seed }) => [job, { key, seed }]));
    this.#told = { time: -Infinity, done: -1 };
    const training = this.#background.trainAll([...wanted.keys()], {
      onResult: ({ job, outcome, problem }) => {
        const whose = wanted.get(/** @type {typeof lacking[number]["job"]} */ (job));
        if (whose && this.#training === training) this.#change({ type: "result", ...whose, outcome, problem });
      },
      onProgress: (progress) => this.#tell(progress),
    });
    this.#training = training;
    void training.finished.then(() => {
      if (this.#training !== training) return;
      this.#training = undefined;
      this.#change({ type: "end" });
    });
  }

  /** @param {Progress} progress */
  #tell(progress) {
    const time = this.#now();
    if (progress.done === this.#told.done && time - this.#told.time < TOLD_MS) return;
    this.#told = { time, done: progress.done };
    this.#change({ type: "progress", progress });
  }

  /** @param {SeedsChange} change */
  #change(change) {
    this.#store.dispatch({ type: "seeds", change });
  }
}
