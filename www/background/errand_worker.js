/** A worker that fulfils one errand after another. */

/** @import { DataFiles, ErrandDelivery, ErrandReport, ErrandReturn } from "../base/protocol.js" */
/** @import { Job } from "../settings/job.js" */

/** What is needed of a Worker; tests bring their own. @typedef {Pick<Worker, "postMessage" | "terminate" | "addEventListener">} WorkerLike */

/** A worker has one errand at a time. */
const SEAT = 1;

/** Runs of all such workers have numbers of their own, so that none is taken for an earlier one. */
let lastRun = 0;

/** Has an errand, or waits for one. */
export class ErrandWorker {
  #worker;
  #runId = 0;
  #share = 1;

  /**
   * @param {WorkerLike} worker
   * @param {(report: ErrandReport) => void} onReport of the newest errand only
   * @param {(problem: string) => void} onLost it has died: a sentence
   */
  constructor(worker, onReport, onLost) {
    this.#worker = worker;
    worker.addEventListener("message", (event) => {
      const { report } = /** @type {MessageEvent<ErrandReturn>} */ (event).data;
      if (report.runId === this.#runId) onReport(report);
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      onLost(died(/** @type {ErrorEvent} */ (event).message));
    });
    worker.addEventListener("messageerror", () => onLost(died("a message could not be read")));
  }

  /**
   * @param {Job} job
   * @param {WebAssembly.Module} module
   * @param {DataFiles} data
   * @param {number} share of its time
   */
  fulfil({ config, events, until, wantsCurve = false, filters, exactAt = [] }, module, data, share) {
    lastRun += 1;
    [this.#runId, this.#share] = [lastRun, share];
    this.#post({
      type: "fulfil",
      runId: this.#runId,
      module,
      config,
      events: [...events],
      data,
      until,
      wantsCurve,
      filters: filters ?? null,
      exactAt,
      share,
    });
  }

  /** @param {number} share of its time that the errand may take; 0 lets it stand */
  limit(share) {
    if (share === this.#share) return;
    this.#share = share;
    this.#post({ type: "share", runId: this.#runId, share });
  }

  end() {
    this.#worker.terminate();
  }

  /** @param {ErrandDelivery["command"]} command */
  #post(command) {
    this.#worker.postMessage({ seat: SEAT, command });
  }
}

/** @param {string} [reason] */
function died(reason) {
  return `Its worker stopped${reason ? ` (${reason})` : ": its script or the module could not be loaded"}.`;
}
