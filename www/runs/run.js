/** A run: has a place in a worker. Messages go in, reports come out. */

import { inputsOf } from "../images/own.js";

/** @import { Member, TrainingWorker, WorkerPool } from "./pool.js" */
/** @import { CreateCommand, Message, ProgressReport, Report, RunConfig, WorkerReport } from "../base/protocol.js" */

/** What a run needs of a pool; tests bring their own. @typedef {Pick<WorkerPool, "newSeat"> & {workerFor: (run: Run, module?: WebAssembly.Module) => Place}} PoolLike */
/** What it needs of a worker there. @typedef {Pick<TrainingWorker, "admit" | "dismiss" | "post" | "lose" | "module">} Place */

/** Seconds of silence, while an answer is due, after which a worker is said to be silent: it may be busy with a wide network. */
export const PATIENCE_SECONDS = 10;

/** One lane's run, and the worker that it is in. @implements {Member} */
export class Run {
  #pool;
  #onReport;
  /** @type {Place | undefined} */ #worker;
  /** @type {CreateCommand | undefined} the newest that waits for the worker to be free */ #next;
  /** @type {number | undefined} the run that is being created */ #creating;
  #runId = 0;
  /** It was told to train further than it is. */
  #behind = false;
  /** Something was said to it since it last answered. */
  #asked = false;
  /** A ping is on its way. */
  #pinged = false;
  #silence = 0;
  cost = 0;
  waits = false;

  /**
   * @param {PoolLike} pool
   * @param {(report: Report | ProgressReport) => void} onReport called with reports of the newest run only
   */
  constructor(pool, onReport) {
    this.#pool = pool;
    this.#onReport = onReport;
    this.seat = pool.newSeat();
  }

  /** It can tell nothing any more: its worker has ended, or does not answer. */
  get isLost() {
    return this.#worker === undefined || this.#silence > PATIENCE_SECONDS;
  }

  /** Starts the worker before there is anything to do, so that its script is there when there is. */
  warmUp() {
    if (!this.#worker) this.#enter(this.#pool.workerFor(this));
  }

  /**
   * A run from step 0. While the worker still creates an older one, only the newest waits; one that is silent is ended.
   * @param {CreateCommand} command
   */
  create(command) {
    if (this.#silence > PATIENCE_SECONDS) this.#giveUp();
    this.#runId = command.runId;
    this.#next = command;
    this.#createNext();
  }

  /**
   * Says something to the run, unless it is not there yet.
   * @param {Message} message
   */
  send(message) {
    if (this.#creating !== undefined) return;
    this.#asked ||= message.type !== "acknowledge";
    this.#worker?.post(this, { ...message, runId: this.#runId });
  }

  /** Ends the run. The next `create` starts anew. */
  stop() {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#creating = undefined;
    this.#silence = 0;
    worker?.dismiss(this);
  }

  /**
   * Called about once a second: notices a worker that owes an answer and stays silent. Whether it is dead or busy cannot be
   * seen from here, so it is never ended for its silence alone.
   * @returns {boolean} whether it has been silent for so long that a person should be told
   */
  watch() {
    const due = this.#worker !== undefined && (this.#creating !== undefined || this.#behind || this.#asked);
    this.#silence = due ? this.#silence + 1 : 0;
    if (due && !this.#pinged && this.#creating === undefined) {
      this.send({ type: "ping" });
      this.#pinged = true;
    }
    return this.#silence > PATIENCE_SECONDS;
  }

  /**
   * An answer is due: the run was told to train further than it is.
   * @param {boolean} behind
   */
  expect(behind) {
    this.#behind = behind;
  }

  /** @param {WorkerReport} report */
  hear(report) {
    this.#silence = 0;
    this.#asked = false;
    this.#pinged = false;
    if (report.type === "pong") return;
    if (report.runId === this.#creating && (report.type === "created" || report.type === "failed"))
      this.#creating = undefined;
    if (report.runId === this.#runId) this.#onReport(report);
    this.#createNext();
  }

  /** The worker has ended. @param {string} [reason] */
  lose(reason) {
    this.stop();
    this.#onReport({ type: "failed", runId: this.#runId, message: died(reason), fatal: true });
  }

  /** Ends the worker, which does not answer. The others that are in it lose it, too. */
  #giveUp() {
    const worker = this.#worker;
    this.stop();
    worker?.lose("it does not answer");
  }

  #createNext() {
    if (this.#creating !== undefined || !this.#next) return;
    const command = this.#next;
    this.#next = undefined;
    this.#creating = command.runId;
    this.#silence = 0;
    const worker = this.#pool.workerFor(this, command.module);
    if (worker !== this.#worker) {
      this.#worker?.dismiss(this);
      this.#enter(worker);
    }
    worker.module = command.module;
    this.cost = costOf(command.config);
    this.#asked = true;
    worker.post(this, command);
  }

  /** @param {Place} worker */
  #enter(worker) {
    this.#worker = worker;
    worker.admit(this);
  }
}

/** @param {RunConfig} config */
function costOf(config) {
  return config.hiddenUnits * inputsOf(config) * config.batchSize;
}

/**
 * How browsers say that a module, or a worker, has come to the end of its memory. What a run needs is asked for before it begins, but
 * what else a device has to do is not known then. (A panic would bring a message of its own.)
 */
const OUT_OF_MEMORY =
  /(?:RuntimeError|RangeError|InternalError): .*(?:unreachable|out of (?:memory|bounds)|alloc)|^out of memory/iu;

/** @param {string} [reason] */
function died(reason) {
  if (reason && OUT_OF_MEMORY.test(reason))
    return `The worker of this run stopped, probably for want of memory (${reason}). Choose fewer hidden units, a smaller batch or fewer images, then restart the run.`;
  return `The worker of this run died${reason ? ` (${reason})` : ": its script or the module could not be loaded"}. Restart the run; if it happens again, reload the page.`;
}
