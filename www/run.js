/** A run: has a seat in a worker. Commands go in, reports come out. */

/** @import { Listener, Seat } from "./pool.js" */
/** @import { Change, Command, CreateCommand, DataFiles, Look, ProgressReport, Report, WorkerReport } from "./protocol.js" */

/** What a run needs of a seat; tests bring their own. @typedef {Pick<Seat, "post" | "leave" | "giveUp">} SeatLike */

/** Seconds of silence, while an answer is due, after which a worker is said to be silent: it may be busy with a wide network. */
export const PATIENCE_SECONDS = 10;

/** One lane's seat in a worker, and the run that is there. */
export class Run {
  /** @type {SeatLike | undefined} */ #seat;
  /** @type {CreateCommand | undefined} the newest that waits for the worker to be free */ #next;
  /** @type {number | undefined} the run that is being created */ #creating;
  #runId = 0;
  /** It was told to train further than it is. */
  #owed = false;
  /** Something was said to it since it last answered. */
  #asked = false;
  /** A ping is on its way. */
  #pinged = false;
  #silence = 0;

  /**
   * @param {(listener: Listener) => SeatLike} sit
   * @param {(report: Report | ProgressReport) => void} onReport called with reports of the newest run only
   */
  constructor(sit, onReport) {
    this.sit = sit;
    this.onReport = onReport;
  }

  /** Starts the worker before there is anything to do, so that its script is there when there is. */
  warmUp() {
    this.#seat ??= this.#start();
  }

  /**
   * A run from step 0. While the worker still creates an older one, only the newest waits; one that is silent is ended.
   * @param {CreateCommand} command
   */
  create(command) {
    if (this.#silence > PATIENCE_SECONDS) {
      this.#seat?.giveUp();
      this.stop();
    }
    this.#runId = command.runId;
    this.#next = command;
    this.#createNext();
  }

  /** @param {DataFiles} data */
  addOther(data) {
    this.#post({ type: "other", runId: this.#runId, data });
  }

  /** @param {Float32Array | undefined} drawing to be shown besides, side² intensities */
  draw(drawing) {
    this.#post({ type: "drawing", runId: this.#runId, drawing });
  }

  /** @param {boolean} uniform what the row of noise is to show */
  showNoise(uniform) {
    this.#post({ type: "noise", runId: this.#runId, uniform });
  }

  /** @param {number} until */
  train(until) {
    this.#post({ type: "train", runId: this.#runId, until });
  }

  /** @param {number} [at] the step to stop at; here, if it is missing or passed */
  pause(at) {
    this.#post({ type: "pause", runId: this.#runId, at });
  }

  /** @param {Change} change */
  change(change) {
    this.#post({ type: "change", runId: this.#runId, change });
  }

  /** @param {string} purpose comes back with the state */
  export(purpose) {
    this.#post({ type: "export", runId: this.#runId, purpose });
  }

  /** @param {Look} look what snapshots are to bring besides */
  look(look) {
    this.#post({ type: "look", runId: this.#runId, look });
  }

  /** The last report is on the screen. */
  acknowledge() {
    this.#post({ type: "acknowledge", runId: this.#runId });
  }

  /** Ends the run. The next `create` starts anew. */
  stop() {
    this.#seat?.leave();
    this.#seat = undefined;
    this.#creating = undefined;
    this.#silence = 0;
  }

  /**
   * Called about once a second: notices a worker that owes an answer and stays silent. Whether it is dead or busy cannot be
   * seen from here, so it is never ended for its silence alone.
   * @returns {boolean} whether it has been silent for so long that a person should be told
   */
  watch() {
    const due = this.#seat !== undefined && (this.#creating !== undefined || this.#owed || this.#asked);
    this.#silence = due ? this.#silence + 1 : 0;
    if (due && !this.#pinged) this.#post({ type: "ping", runId: this.#runId });
    return this.#silence > PATIENCE_SECONDS;
  }

  /**
   * An answer is due: the run was told to train further than it is.
   * @param {boolean} owed
   */
  expect(owed) {
    this.#owed = owed;
  }

  #createNext() {
    if (this.#creating !== undefined || !this.#next) return;
    const command = this.#next;
    this.#next = undefined;
    this.#creating = command.runId;
    this.#silence = 0;
    this.warmUp();
    this.#post(command);
  }

  /** @param {Command} command */
  #post(command) {
    if (command.type !== "create" && this.#creating !== undefined) return;
    this.#asked ||= command.type !== "acknowledge";
    this.#pinged ||= command.type === "ping";
    this.#seat?.post(command);
  }

  #start() {
    const seat = this.sit({
      hear: (report) => seat === this.#seat && this.#receive(report),
      lose: (reason) => seat === this.#seat && this.#die(died(reason)),
    });
    return seat;
  }

  /** @param {WorkerReport} report */
  #receive(report) {
    this.#silence = 0;
    this.#asked = false;
    this.#pinged = false;
    if (report.type === "pong") return;
    if (report.runId === this.#creating && (report.type === "created" || report.type === "failed"))
      this.#creating = undefined;
    if (report.runId === this.#runId) this.onReport(report);
    this.#createNext();
  }

  /** @param {string} message */
  #die(message) {
    this.stop();
    this.onReport({ type: "failed", runId: this.#runId, message, fatal: true });
  }
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
