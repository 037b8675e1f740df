/** Jobs that were asked for together: which of them are still to be trained, and how far they are. */

import { Forecast } from "./forecast.js";
import { costOf, keyOf } from "../settings/job.js";

/** @import { Outcome, Progress } from "../base/protocol.js" */
/** @import { Job } from "../settings/job.js" */

/** What came of a job, or a sentence that says why nothing did. @typedef {{job: Job, key: string, outcome?: Outcome, problem?: string}} Result */
/** Who asked for them. @typedef {{onResult: (result: Result) => void, onProgress?: (progress: Progress) => void}} Listener */
/** A job, and how much of it is done: from 0 to 1. @typedef {{job: Job, key: string, cost: number, part: number, batch: Batch}} Errand */

/** Jobs in the order in which they are to be trained. */
export class Batch {
  /** Errands that nobody has begun. @type {Errand[]} */ waiting;
  /** Those in a worker. @type {Set<Errand>} */ running = new Set();
  /** What is kept of them is known: the others can be trained. */
  ready = false;
  /** How many of its workers have died. */
  losses = 0;
  #over = false;
  #listener;
  #total;
  #count;
  #done = 0;
  #forecast = new Forecast();
  /** @type {(value: void) => void} */ #resolve = () => {};
  /** When every job has a result, or it was cancelled. @type {Promise<void>} */ finished;

  /** @param {readonly Job[]} jobs @param {Listener} listener */
  constructor(jobs, listener) {
    this.#listener = listener;
    this.waiting = jobs.map((job) => ({ job, key: keyOf(job), cost: costOf(job), part: 0, batch: this }));
    this.#total = this.waiting.reduce((sum, { cost }) => sum + cost, 0);
    this.#count = jobs.length;
    this.finished = new Promise((resolve) => (this.#resolve = resolve));
    if (jobs.length === 0) this.#end();
  }

  /** Every job has a result, or it was cancelled. */
  get isOver() {
    return this.#over;
  }

  /** @param {Errand} errand */
  begin(errand) {
    this.waiting.splice(this.waiting.indexOf(errand), 1);
    this.running.add(errand);
  }

  /**
   * What came of an errand. What was found kept was no work.
   * @param {Errand} errand
   * @param {{outcome?: Outcome, problem?: string}} result
   * @param {boolean} [found]
   */
  settle(errand, result, found = false) {
    if (this.#over) return;
    this.running.delete(errand);
    this.waiting = this.waiting.filter((other) => other !== errand);
    if (found) this.#total -= errand.cost;
    else this.#done += errand.cost;
    this.#listener.onResult({ job: errand.job, key: errand.key, ...result });
    if (this.waiting.length === 0 && this.running.size === 0) this.#end();
  }

  /** None of it is done any more. */
  cancel() {
    this.waiting = [];
    this.running.clear();
    this.#end();
  }

  /** Says how far it is. @param {number} time ms */
  tell(time) {
    const running = [...this.running].reduce((sum, { cost, part }) => sum + cost * part, 0);
    const done = this.#done + running;
    this.#forecast.note(time, done);
    this.#listener.onProgress?.({
      done: this.#count - this.waiting.length - this.running.size,
      total: this.#count,
      share: this.#total > 0 ? done / this.#total : 1,
      seconds: this.#forecast.secondsFor(this.#total - done),
      waits: this.running.size === 0 && this.waiting.length > 0,
    });
  }

  #end() {
    this.#over = true;
    this.#resolve();
  }
}
