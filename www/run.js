/** A run: owns one worker. Commands go in, reports come out; abort is `terminate()`. */

/** @import { Change, Command, CreateCommand, DataFiles, Look, WorkerReport } from "./protocol.js" */

/** What a run needs of a Worker; tests bring their own. @typedef {Pick<Worker, "postMessage" | "terminate" | "addEventListener">} WorkerLike */

/** Seconds of silence, while an answer is due, after which a worker is said to be silent: it may be busy with a wide network. */
export const PATIENCE_SECONDS = 10;

/** Seconds of such silence after which a worker is given up. */
export const SILENCE_SECONDS = 60;

/** One lane's worker, and the run that is in it. */
export class Run {
  /** @type {WorkerLike | undefined} */ #worker;
  /** @type {CreateCommand | undefined} the newest that waits for the worker to be free */ #next;
  /** @type {number | undefined} the run that is being created */ #creating;
  #runId = 0;
  #owed = false;
  #silence = 0;

  /**
   * @param {() => WorkerLike} spawn
   * @param {(report: WorkerReport) => void} onReport called with reports of the newest run only
   */
  constructor(spawn, onReport) {
    this.spawn = spawn;
    this.onReport = onReport;
  }

  /** Starts the worker before there is anything to do, so that its script is there when there is. */
  warmUp() {
    this.#worker ??= this.#start();
  }

  /**
   * A run from step 0. While the worker still creates an older one, only the newest waits.
   * @param {CreateCommand} command
   */
  create(command) {
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

  /** Ends the worker. The next `create` starts another. */
  stop() {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#creating = undefined;
  }

  /**
   * Called about once a second: gives up on a worker that owes an answer and stays silent.
   * @returns {boolean} whether it has been silent for so long that a person should be told
   */
  watch() {
    const due = this.#worker !== undefined && (this.#creating !== undefined || this.#owed);
    this.#silence = due ? this.#silence + 1 : 0;
    if (this.#silence > SILENCE_SECONDS) {
      this.#die(`The worker of this run has not answered for ${SILENCE_SECONDS} seconds and was ended. Restart the run; if it happens again, reload the page or choose fewer hidden units.`);
    }
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
    this.#worker?.postMessage(command);
  }

  #start() {
    const worker = this.spawn();
    worker.addEventListener("message", (event) => {
      if (worker === this.#worker) this.#receive(/** @type {MessageEvent<WorkerReport>} */ (event).data);
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      if (worker === this.#worker) this.#die(died(/** @type {ErrorEvent} */ (event).message));
    });
    worker.addEventListener("messageerror", () => {
      if (worker === this.#worker) this.#die(died("a message could not be read"));
    });
    return worker;
  }

  /** @param {WorkerReport} report */
  #receive(report) {
    this.#silence = 0;
    if (report.runId === this.#creating && (report.type === "created" || report.type === "failed")) this.#creating = undefined;
    // A trainer that failed may have left its wasm instance unusable: the next run gets a new one.
    if (report.type === "failed" && report.fatal) this.stop();
    if (report.runId === this.#runId) this.onReport(report);
    this.#createNext();
  }

  /** @param {string} message */
  #die(message) {
    this.stop();
    this.#silence = 0;
    this.onReport({ type: "failed", runId: this.#runId, message, fatal: true });
  }
}

/** @param {string} [reason] */
function died(reason) {
  return `The worker of this run died${reason ? ` (${reason})` : ": its script or the module could not be loaded"}. Restart the run; if it happens again, reload the page.`;
}
