/** Has found what theory says along the axis of the sweep that is shown. */

import { exactJobs, exactKey, exactPoints } from "./exact.js";
import { planKey, planOf } from "./plan.js";

/** @import { Background, Training } from "../background/background.js" */
/** @import { Store } from "../state/store.js" */

/** Milliseconds that a sweep has been shown, before its theory is looked for: a slider that is dragged asks for many. */
const STANDS_MS = 200;

export class TheoryFinder {
  #store;
  #background;
  #clock;
  /** The sweep that was shown when this last looked. */
  #plan = "";
  /** What is looked for. */
  #wanted = "";
  /** @type {number | undefined} */ #timer;
  /** @type {Training | undefined} */ #search;

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
    const state = this.#store.state();
    const plan = state.tab === "sweep" ? planKey(state) : "";
    if (plan === this.#plan) return;
    this.#plan = plan;
    const asked = plan === "" ? undefined : planOf(state);
    const key = asked ? exactKey(asked) : "";
    if (key === this.#wanted) return;
    this.#giveUp();
    if (!asked || key === "" || key === state.sweep.exact.key) return;
    this.#wanted = key;
    this.#timer = this.#clock.setTimeout(() => void this.#find(key, exactJobs(asked)), STANDS_MS);
  }

  #giveUp() {
    this.#clock.clearTimeout(this.#timer);
    this.#search?.cancel();
    this.#search = undefined;
    this.#wanted = "";
  }

  /**
   * What some of the seeds say is not what all say: all, or none.
   * @param {string} key
   * @param {ReturnType<typeof exactJobs>} jobs
   */
  async #find(key, jobs) {
    /** @type {ReturnType<typeof exactPoints>[]} */
    const found = [];
    let problem = "";
    const search = this.#background.trainAll(jobs, {
      onResult(result) {
        if (result.outcome) found.push(exactPoints(result.job, result.outcome));
        else problem = result.problem ?? "";
      },
    });
    this.#search = search;
    await search.finished;
    if (this.#search !== search) return;
    this.#giveUp();
    const { dispatch } = this.#store;
    if (found.length === jobs.length) dispatch({ type: "sweep-told", told: { exact: { key, points: found.flat() } } });
    else dispatch({ type: "view", view: { status: `What theory says of this sweep was not found. ${problem}` } });
  }
}
