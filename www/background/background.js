/**
 * Background training: recipes are trained to a step without a lane, on workers of their own, and what comes of them is kept, so that
 * nothing is trained twice: see `docs/adr/0019-background-training.md`.
 */

import { Batch } from "./batch.js";
import { roomFor } from "./courtesy.js";
import { ErrandWorker } from "./errand_worker.js";
import { fulfils } from "../settings/job.js";

/** @import { DataFiles, ErrandReport, Outcome, RunConfig } from "../base/protocol.js" */
/** @import { Outcomes } from "../storage/outcomes.js" */
/** @import { Errand, Listener } from "./batch.js" */
/** @import { WorkerLike } from "./errand_worker.js" */
/** @import { Job } from "../settings/job.js" */

/**
 * @typedef {object} Parts
 * @property {() => WorkerLike} spawn
 * @property {number} processors that the machine has
 * @property {(config: RunConfig) => DataFiles | undefined} imagesFor what it trains on; where that is not here it is fetched, and `supply` called
 * @property {Pick<Outcomes, "find" | "at" | "keep">} outcomes
 * @property {() => number} now ms
 */

/** Jobs that can be given up: `finished` resolves when all have results, or they were. @typedef {{cancel: () => void, finished: Promise<void>}} Training */

/** A batch whose workers died so often is given up: the next would, too. */
const MOST_LOSSES = 3;

/** All that is trained without a lane. */
export class Background {
  /** @type {WebAssembly.Module | undefined} */ #module;
  /** The newest first: who asks for little has not to wait for a sweep. @type {Batch[]} */ #batches = [];
  /** Those that have an errand, in the order in which they began. @type {Map<ErrandWorker, Errand>} */ #busy =
    new Map();
  /** @type {Set<ErrandWorker>} */ #idle = new Set();
  #lanes = 0;
  #parts;

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /** @param {WebAssembly.Module} module compiled, with reproducible arithmetic, to be posted to every worker */
  start(module) {
    this.#module = module;
    this.supply();
  }

  /** So many lanes train now: they come first. @param {number} lanes */
  makeWay(lanes) {
    if (lanes === this.#lanes) return;
    this.#lanes = lanes;
    this.#arrange();
  }

  /** Images may be here that jobs waited for. */
  supply() {
    if (this.#batches.length > 0) this.#arrange(false);
  }

  /**
   * Trains jobs in their order, as many at once as there are processors, and tells what comes of each: first of those that were kept.
   * @param {readonly Job[]} jobs
   * @param {Listener} listener
   * @returns {Training}
   */
  trainAll(jobs, listener) {
    const batch = new Batch(jobs, listener);
    this.#batches.unshift(batch);
    void this.#begin(batch);
    return { cancel: () => this.#cancel(batch), finished: batch.finished };
  }

  /** What is kept need not be trained. @param {Batch} batch */
  async #begin(batch) {
    await this.#parts.outcomes.find(batch.waiting.map(({ key }) => key));
    batch.ready = true;
    for (const errand of batch.waiting) this.#settleKept(errand);
    this.#arrange();
  }

  /** Whether an errand is done, since its outcome is kept by now. @param {Errand} errand */
  #settleKept(errand) {
    const kept = this.#parts.outcomes.at(errand.key);
    if (!kept || !fulfils(kept, errand.job)) return false;
    errand.batch.settle(errand, { outcome: kept }, true);
    return true;
  }

  /** Gives up what is on its way at once: a step may be long. @param {Batch} batch */
  #cancel(batch) {
    batch.cancel();
    for (const [worker, errand] of this.#busy) if (errand.batch === batch) this.#dismiss(worker);
    this.#batches = this.#batches.filter((other) => other !== batch);
    this.#arrange();
  }

  /**
   * Every worker has what it is to do, and no more time than it may take.
   * @param {boolean} [isNews] something has changed of which those who asked are to be told in any case
   */
  #arrange(isNews = true) {
    const { errands, share } = roomFor(this.#lanes, this.#parts.processors);
    [...this.#busy.keys()].forEach((worker, place) => worker.limit(place < errands ? share : 0));
    let begun = isNews;
    while (this.#busy.size < errands && this.#beginNext(share)) begun = true;
    if (begun) for (const batch of this.#batches) batch.tell(this.#parts.now());
    this.#batches = this.#batches.filter((batch) => !batch.isOver);
    // What they hold is needed elsewhere.
    if (this.#batches.length === 0) for (const worker of this.#idle) this.#dismiss(worker);
  }

  /** Whether one more errand was begun, or turned out to be done. @param {number} share of its time */
  #beginNext(share) {
    const module = this.#module;
    if (!module) return false;
    for (const errand of this.#batches.flatMap(({ ready, waiting }) => (ready ? waiting : []))) {
      if (this.#settleKept(errand)) return true;
      const images = this.#parts.imagesFor(errand.job.config);
      if (!images) continue;
      const worker = this.#free();
      this.#idle.delete(worker);
      this.#busy.set(worker, errand);
      errand.batch.begin(errand);
      worker.fulfil(errand.job, module, images, share);
      return true;
    }
    return false;
  }

  /** A worker that has nothing to do. */
  #free() {
    const [idle] = this.#idle;
    if (idle) return idle;
    /** @type {ErrandWorker} */
    const worker = new ErrandWorker(
      this.#parts.spawn(),
      (report) => this.#hear(worker, report),
      (problem) => this.#lose(worker, problem),
    );
    return worker;
  }

  /** @param {ErrandWorker} worker @param {ErrandReport} report */
  #hear(worker, report) {
    const errand = this.#busy.get(worker);
    if (!errand) return;
    const { batch, job, key } = errand;
    if (report.type === "progress") {
      errand.part = report.step / job.until;
      return batch.tell(this.#parts.now());
    }
    this.#busy.delete(worker);
    this.#idle.add(worker);
    if (report.type === "outcome") {
      // That of no training is for who has asked.
      if (!job.exactAt) this.#parts.outcomes.keep(key, withoutFilters(report.outcome));
      batch.settle(errand, { outcome: report.outcome });
    } else batch.settle(errand, { problem: report.message });
    return this.#arrange();
  }

  /** A worker has died, and what it did is lost. @param {ErrandWorker} worker @param {string} problem */
  #lose(worker, problem) {
    const errand = this.#busy.get(worker);
    this.#dismiss(worker);
    if (!errand) return;
    const { batch } = errand;
    batch.losses += 1;
    batch.settle(errand, { problem });
    if (batch.losses >= MOST_LOSSES) for (const other of batch.waiting) batch.settle(other, { problem });
    this.#arrange();
  }

  /** @param {ErrandWorker} worker */
  #dismiss(worker) {
    this.#busy.delete(worker);
    this.#idle.delete(worker);
    worker.end();
  }
}

/** They are for who has asked: kept, they would be most of what is kept. @param {Outcome} outcome @returns {Outcome} */
function withoutFilters(outcome) {
  const kept = { ...outcome };
  delete kept.filters;
  return kept;
}
