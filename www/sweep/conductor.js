/** Has the sweep trained that the state asks for, and brings what is known of it into the state. */

import { fulfils, nameOf } from "../settings/job.js";
import { planKey, planOf } from "./plan.js";

/** @import { Background, Training } from "../background/background.js" */
/** @import { Outcome } from "../base/protocol.js" */
/** @import { State } from "../state/state.js" */
/** @import { Store } from "../state/store.js" */
/** @import { Outcomes } from "../storage/outcomes.js" */
/** @import { Plan, SweptRun } from "./plan.js" */

/**
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Pick<Background, "trainAll">} background
 * @property {Pick<Outcomes, "find" | "at">} outcomes
 */

/** Between the state's sweep and background training. */
export class SweepConductor {
  #parts;
  /** The last press of "Run sweep" that was followed. */
  #asked = 0;
  /** @type {Training | undefined} */ #training;
  /** Of which plan what is kept has been looked for. */
  #looked = "";
  /** What has come in since the state was told. @type {[string, Outcome][]} */ #found = [];

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /** Sends what the state wants and background training has not been told. */
  follow() {
    const state = this.#parts.store.state();
    this.#train(state);
    if (state.tab === "sweep") this.#look(state);
  }

  /**
   * Puts a run of a sweep on the shelf; its curve is measured for that, which takes it once more.
   * @param {SweptRun} run
   * @param {{id: number, at: number}} label the id it gets, and when it was asked for
   */
  pin(run, { id, at }) {
    const { background, store } = this.#parts;
    const { dispatch } = store;
    dispatch({
      type: "view",
      view: { status: `“${nameOf(run.job)}” is trained once more, for its curve, and then pinned.` },
    });
    background.trainAll([{ ...run.job, wantsCurve: true }], {
      onResult: ({ outcome, problem }) => {
        if (outcome) dispatch({ type: "pin-outcome", config: run.job.config, outcome, id, at });
        else dispatch({ type: "view", view: { status: `“${nameOf(run.job)}” was not pinned. ${problem}` } });
      },
    });
  }

  /** @param {State} state */
  #train(state) {
    const { asked, running } = state.sweep;
    if (this.#training && (asked !== this.#asked || !running)) {
      this.#training.cancel();
      this.#training = undefined;
    }
    if (asked !== this.#asked && running) this.#begin(planOf(state));
    this.#asked = asked;
  }

  /** @param {Plan} plan */
  #begin({ runs }) {
    const { background, store } = this.#parts;
    const { dispatch } = store;
    const training = background.trainAll(
      runs.map(({ job }) => job),
      {
        onResult: ({ job, key, outcome, problem }) => {
          if (outcome) this.#bring(key, outcome);
          else dispatch({ type: "sweep-told", told: { problem: `${nameOf(job)}: ${problem}` } });
        },
        onProgress: (progress) => dispatch({ type: "sweep-told", told: { progress } }),
      },
    );
    this.#training = training;
    void training.finished.then(() => {
      if (this.#training !== training) return;
      this.#training = undefined;
      dispatch({ type: "sweep-told", told: { over: true } });
    });
  }

  /** Looks for what is kept of the sweep that is shown. @param {State} state */
  #look(state) {
    const plan = planKey(state);
    if (plan === this.#looked) return;
    this.#looked = plan;
    const { outcomes } = this.#parts;
    const { runs } = planOf(state);
    void outcomes.find(runs.map(({ key }) => key)).then(() => {
      for (const { key, job } of runs) {
        const outcome = outcomes.at(key);
        if (outcome && fulfils(outcome, job)) this.#bring(key, outcome);
      }
    });
  }

  /**
   * Tells the state of an outcome, together with those that come at the same moment.
   * @param {string} key
   * @param {Outcome} outcome
   */
  #bring(key, outcome) {
    const { state, dispatch } = this.#parts.store;
    if (state().outcomes.has(key)) return;
    this.#found.push([key, outcome]);
    if (this.#found.length > 1) return;
    queueMicrotask(() => {
      const found = this.#found;
      this.#found = [];
      dispatch({ type: "outcomes", found });
    });
  }
}
